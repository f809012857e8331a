"""Pages about promises."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tillit.conversations.request import agent_of
from tillit.conversations.shell import frame
from tillit.people.policy import Verb, may
from tillit.standards import explanation
from tillit.standards.models import Promise
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
