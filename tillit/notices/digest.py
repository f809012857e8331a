"""The mail that gathers what was told meanwhile."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from tillit import clock
from tillit.notices.kinds import told
from tillit.notices.models import Habit, Notice
from tillit.people.company import name_of_company
from tillit.people.models import Agent

MOST_LINES = 50


def waiting_for(agent: Agent) -> list[Notice]:
    """What is to be in the next mail: not mailed yet, and not read in the app meanwhile."""
    waiting = Notice.objects.filter(agent=agent, in_digest=True, mailed_at=None).unread()
    return list(waiting.order_by("at", "pk")[:MOST_LINES])


def send(agent: Agent, notices: list[Notice]) -> None:
    """Mail what the agent may read of it now; nothing when nothing is left.

    Raises:
        TryLater: it could not be sent now.
    """
    with translation.override(agent.language):
        words = told(agent, notices)
        if not words:
            return
        base = str(settings.TILLIT_BASE_URL).rstrip("/")
        lines = [words[notice.pk] for notice in notices if notice.pk in words]
        context = {
            "name": agent.first_name,
            "lines": [{"text": line.text, "url": base + line.url} for line in lines],
            "choices_url": base + reverse("notices:choices"),
        }
        count = len(lines)
        subject = ngettext(
            "%(count)d notice from %(company)s", "%(count)d notices from %(company)s", count
        )
        subject %= {"count": count, "company": name_of_company()}
        text = render_to_string("notices/digest.txt", context).strip() + "\n"
    headers = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
    EmailMessage(subject, text, to=[agent.email], headers=headers).send()


@transaction.atomic
def done(agent: Agent, notices: list[Notice]) -> None:
    """Remember what was mailed; the next notice asks for the next mail."""
    numbers = [notice.pk for notice in notices]
    Notice.objects.filter(pk__in=numbers).update(mailed_at=clock.now())
    Habit.objects.filter(agent=agent).update(digest_due_at=None)
