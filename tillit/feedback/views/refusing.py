"""The page on which a customer refuses to be asked: public, without sign-in, without script."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tillit.conversations.words import without_nul
from tillit.feedback.refusing import Asked, asked_behind, refuse, refuses, want


@csrf_exempt  # A mail program posts here for its reader (RFC 8058); the address is the key.
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def refusing(request: HttpRequest, sealed: str) -> HttpResponse:
    """Refuse further questions with one POST, or take that back.

    Following the link changes nothing, so mail scanners never unsubscribe anybody.
    """
    asked = asked_behind(without_nul(sealed))
    if asked is None:
        return render(request, "feedback/unknown.html", status=404)
    if request.method == "POST":
        choose = want if "again" in request.POST else refuse
        choose(asked=asked)
    return _page(request, asked)


def _page(request: HttpRequest, asked: Asked) -> HttpResponse:
    with translation.override(asked.conversation.language):
        context = {
            "company": {"name": asked.conversation.inbox.company},
            "refusal": {
                "refused": refuses(asked.contact),
                "action": request.path,
            },
        }
        response = render(request, "feedback/refusing.html", context)
        response["Content-Language"] = asked.conversation.language
        return response
