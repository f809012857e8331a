"""The notes of talks as a page shows them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from tillit import clock
from tillit.documents.days import today_at_home
from tillit.insights.models import Talk
from tillit.insights.people.forms import StepForm, TalkForm
from tillit.insights.people.scope import leads_of
from tillit.people.models import Agent

MOST = 30


def talks_of(reader: Agent, person: Agent, form: TalkForm | None = None) -> dict[str, Any]:
    """The notes that the reader shares about this person, newest first, and a form for another."""
    found = Talk.objects.visible_to(reader).filter(agent=person)
    read = found.select_related("agent", "lead", "by").prefetch_related("steps__owner")
    can_note = person.pk != reader.pk or leads_of(person).exists()
    return {
        "talks": [_talk(one, reader) for one in read[:MOST]],
        "talk_form": (form or TalkForm(person, reader)) if can_note else None,
        "talks_url": reverse("insights:talks", args=[person.pk]),
    }


def _talk(talk: Talk, reader: Agent) -> dict[str, Any]:
    today = today_at_home(clock.now())
    return {
        "number": talk.pk,
        "day": talk.day,
        "words": talk.words,
        "by": talk.by.name,
        "pair": f"{talk.agent.name}, {talk.lead.name}",
        "may_take_back": talk.by_id == reader.pk,
        "steps": [
            {
                "number": step.pk,
                "words": step.words,
                "owner": step.owner.name,
                "due_on": step.due_on,
                "is_done": step.done_at is not None,
                "is_late": step.done_at is None and step.due_on is not None and step.due_on < today,
            }
            for step in talk.steps.all()
        ],
        "form": StepForm((talk.agent, talk.lead), prefix=f"step{talk.pk}"),
    }
