"""Pages about promises."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tillit import clock
from tillit.conversations.request import agent_of
from tillit.conversations.shell import frame
from tillit.people.policy import Verb, may
from tillit.standards import account as accounts
from tillit.standards import explanation
from tillit.standards.models import Charter, Promise
from tillit.standards.new_times import can_be_told


@require_safe
def promise(request: HttpRequest, number: int) -> HttpResponse:
    """Why a promise is due when it is."""
    found = (
        Promise.objects.select_related("version__standard", "calendar_version", "conversation")
        .filter(pk=number, conversation__team_id__in=agent_of(request).team_ids)
        .first()
    )
    if found is None:
        raise Http404
    agent, conversation = agent_of(request), found.conversation
    tells = may(agent, Verb.ANSWER) and can_be_told(found, conversation)
    context = {
        "explanation": {
            **explanation.of(found),
            "new_time_url": reverse("standards:new_time", args=[number]) if tells else "",
        }
    }
    if request.headers.get("HX-Request"):
        return render(request, "standards/explanation.html", context)
    return render(request, "standards/explanation_page.html", context | frame(request, current=""))


@login_not_required
@never_cache
@require_safe
def account(request: HttpRequest, sealed: str) -> HttpResponse:
    """The same for the customer, in plain words, from the link in the receipt."""
    found = accounts.promise_behind(sealed)
    if found is None:
        raise Http404
    conversation = found.conversation
    with translation.override(conversation.language):
        context = {
            "company": {"name": conversation.inbox.company},
            "account": accounts.of(found, clock.now()),
            "charter_url": _charter_url(conversation.language),
        }
        response = render(request, "standards/account.html", context)
    response["Content-Language"] = conversation.language
    response["X-Robots-Tag"] = "noindex"
    return response


def _charter_url(language: str) -> str:
    """Where the rest is promised, in the customer's language; empty while nobody may read it."""
    published = Charter.current().published
    return f"{reverse('standards:charter')}?language={language}" if published else ""
