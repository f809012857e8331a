"""The form to pass a conversation on."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tillit.automation import passing
from tillit.automation.passing import Helper
from tillit.conversations.composing.saved_replies import LONGEST_TEXT
from tillit.conversations.models import Conversation
from tillit.conversations.request import agent_of
from tillit.conversations.shell import frame
from tillit.conversations.views.inbox import visible
from tillit.people.models import Agent, Team
from tillit.people.policy import Verb, needs
from tillit.people.toasts import tell

AREA = {"rows": 5, "maxlength": LONGEST_TEXT}


class PassingForm(forms.Form):
    """Who is to help, what was tried, what the customer is told."""

    to = forms.ChoiceField(label=gettext_lazy("Who can help"), widget=forms.RadioSelect)
    tried = forms.CharField(
        label=gettext_lazy("What you have tried, and what is missing"),
        widget=forms.Textarea(attrs={**AREA, "autofocus": True}),
        help_text=gettext_lazy("An internal note, so that nobody has to ask the customer again."),
    )
    words = forms.CharField(
        label=gettext_lazy("What the customer is told"),
        required=False,
        widget=forms.Textarea(attrs={**AREA, "rows": 7}),
        help_text=gettext_lazy(
            "It is no answer, so the promise keeps running. Empty: nothing is told."
        ),
    )
    follow = forms.BooleanField(
        label=gettext_lazy("Keep an eye on it"), required=False, initial=True
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, helpers: list[Helper], teams: list[Team], *args: Any, **kwargs: Any) -> None:
        """Offer colleagues and other teams."""
        super().__init__(*args, **kwargs)
        offered = [(f"agent-{one.agent.pk}", one.agent.name) for one in helpers]
        offered += [(f"team-{team.pk}", team.name) for team in teams]
        self.fields["to"].choices = offered  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.ANSWER)
def passing_on(request: HttpRequest, number: int) -> HttpResponse:
    """Who can help, and passing it on to them."""
    agent = agent_of(request)
    conversation = visible(agent, number)
    if not conversation.is_open:
        raise Http404
    helpers = passing.helpers(conversation, but=agent)
    teams = list(Team.objects.exclude(pk=conversation.team_id).order_by("name"))
    initial = {"key": uuid.uuid4(), "words": passing.words_for_customer(conversation)}
    form = PassingForm(helpers, teams, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        _pass_on(conversation, agent, form)
        tell(request, _("Passed on."))
        still_seen = type(conversation).objects.visible_to(agent).filter(pk=number).exists()
        return redirect(
            *(("conversations:conversation", number) if still_seen else ("conversations:home",))
        )
    status = 422 if request.method == "POST" else 200
    return _page(request, conversation, form, helpers, teams, status=status)


def _pass_on(conversation: Conversation, agent: Agent, form: PassingForm) -> None:
    said = form.cleaned_data
    kind, _dash, number = said["to"].partition("-")
    to = Agent.objects.get(pk=int(number)) if kind == "agent" else None
    team = Team.objects.get(pk=int(number)) if kind == "team" else None
    passing.pass_on(
        conversation=conversation,
        agent=agent,
        to=to,
        team=team,
        tried=said["tried"].replace("\r\n", "\n").strip(),
        words=said["words"].replace("\r\n", "\n").strip(),
        follow=said["follow"],
        submission=said["key"],
    )


def _page(
    request: HttpRequest,
    conversation: Conversation,
    form: PassingForm,
    helpers: list[Helper],
    teams: list[Team],
    *,
    status: int,
) -> HttpResponse:
    address = reverse("conversations:conversation", args=[conversation.pk])
    chosen = form["to"].value() or (f"agent-{helpers[0].agent.pk}" if helpers else "")
    context = {
        **frame(request, current=address),
        "passing": {
            "form": form,
            "number": f"#{conversation.pk}",
            "back_url": address,
            "can_be_told": passing.can_be_told(conversation),
            "chosen": chosen,
            "helpers": [
                {
                    "value": f"agent-{one.agent.pk}",
                    "id": one.agent.pk,
                    "name": one.agent.name,
                    "reasons": one.reasons,
                    "load": one.load,
                }
                for one in helpers
            ],
            "teams": [{"value": f"team-{team.pk}", "name": team.name} for team in teams],
        },
    }
    return render(request, "automation/passing.html", context, status=status)
