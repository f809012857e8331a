"""Pages in the language of whoever is signed in."""

from collections.abc import Callable

from django.contrib.auth.middleware import get_user
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

NORWEGIAN = frozenset({"no", "nn"})
"""What Norwegian browsers ask for; bokmål is the Norwegian that we have."""


def requested_language(request: HttpRequest) -> str:
    """The language that the browser asks for, among those that we speak."""
    wanted = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    first = wanted[0][0].partition("-")[0] if wanted else ""
    return "nb" if first in NORWEGIAN else translation.get_language_from_request(request)


class AgentLanguageMiddleware:
    """The agent's own language; for everybody else the one the browser asks for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in that language."""
        # The agent as such: a stand-in asks at every glance whether it is there.
        user = request.user = get_user(request)
        language = user.language if user.is_authenticated else ""
        language = language or requested_language(request)
        with translation.override(language):
            response = self._get_response(request)
            response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Cookie",))
        return response
