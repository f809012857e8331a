"""What views ask of a request."""

from tillit.people.request import agent_of

__all__ = ["agent_of"]
