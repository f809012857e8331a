"""Pages of allauth inside our frame."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.views.generic.base import ContextMixin, View

from tillit.people.shell import frame


class Framed(ContextMixin):
    """Adds what the frame needs."""

    request: HttpRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The page's own context, and the frame's."""
        framed = frame(self.request, current=reverse("people:settings"))
        return {**framed, **super().get_context_data(**kwargs)}


def framed(view: type[View]) -> Callable[..., HttpResponseBase]:
    """The same view, shown inside our frame."""
    return type(view.__name__, (Framed, view), {}).as_view()  # type: ignore[attr-defined]
