"""Standards, their versions, and the promises made from them."""

from tillit.standards.models.promise import Cause, Promise, PromiseState
from tillit.standards.models.standard import Clock, HoursKind, ServiceStandard, StandardVersion

__all__ = [
    "Cause",
    "Clock",
    "HoursKind",
    "Promise",
    "PromiseState",
    "ServiceStandard",
    "StandardVersion",
]
