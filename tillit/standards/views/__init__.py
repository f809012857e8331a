"""Pages about promises."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tillit.conversations.request import agent_of
from tillit.conversations.shell import frame
from tillit.standards import explanation
from tillit.standards.models import Promise


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
    context = {"explanation": explanation.of(found)}
    if request.headers.get("HX-Request"):
        return render(request, "standards/explanation.html", context)
    return render(request, "standards/explanation_page.html", context | frame(request, current=""))
