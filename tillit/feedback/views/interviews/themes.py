"""Looking for themes in what was said, each reader alone."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tillit.conversations.request import agent_of
from tillit.feedback.interviews import coding, noting
from tillit.feedback.interviews.scope import codes_talk, name_of, talk_at
from tillit.feedback.interviews.talk_forms import CodingForm
from tillit.feedback.models import Segment
from tillit.feedback.views.interviews.rounds import shown
from tillit.people.toasts import tell


@require_http_methods(["GET", "HEAD", "POST"])
def themes(request: HttpRequest, number: int) -> HttpResponse:
    """What was said, and what came up in it; never what the other reader found."""
    agent = agent_of(request)
    known = talk_at(agent, number)
    notes = noting.notes_of(known)
    if notes is None or not codes_talk(agent, known):
        raise Http404
    own = coding.coding_of(known, agent)
    form = CodingForm(known, list(own.themes.all()) if own else [], request.POST or None)
    if form.is_bound and form.is_valid():
        found = form.cleaned_data["themes"]
        coding.code(interview=known, themes=found, new=form.added, by=agent)
        tell(request, _("Thank you. What the other reader finds stands beside it in the end."))
        return redirect("feedback:talk", number)
    context = {
        "form": form,
        "notes": notes,
        "who": name_of(known, agent),
        "segment": Segment(known.segment).label,
        "language": known.language,
        "back_url": reverse("feedback:talk", args=[number]),
    }
    status = 422 if form.is_bound else 200
    return shown(request, "themes.html", {"themes": context}, status=status)
