"""A page of figures as a mail: words, HTML with pictures of its charts, and the page as PDF."""

from __future__ import annotations

from collections.abc import Mapping
from email.message import EmailMessage as Mail
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any, Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from tillit import clock
from tillit.insights.papers.paper import Paper
from tillit.insights.papers.setting import card_words, pdf_of
from tillit.people.company import name_of_company
from tillit.people.models import Agent
from tillit.ui.papers.charts import colours, picture_of

HEADERS: Final = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
ACROSS: Final = 2
"""Cards beside each other: phones show mails as well."""


class Illustrated(EmailMessage):
    """A letter whose HTML shows pictures that travel with it, and with files beneath."""

    def __init__(
        self, *, html: str, pictures: Mapping[str, bytes], file: tuple[str, bytes], **rest: Any
    ) -> None:
        super().__init__(**rest)
        self.html, self.pictures, self.file = html, pictures, file

    def message(self) -> Mail:  # type: ignore[override]
        """Words or HTML with its pictures, as the reader's program prefers, and the file."""
        made = Mail(policy=SMTP)
        made["Subject"], made["From"], made["To"] = self.subject, self.from_email, self.to[0]
        made["Date"] = format_datetime(clock.now())
        for name, value in self.extra_headers.items():
            made[name] = value
        made.set_content(self.body)
        made.add_alternative(self.html, subtype="html")
        _words, html = made.iter_parts()
        for name, picture in self.pictures.items():
            html.add_related(picture, "image", "png", cid=f"<{name}>", disposition="inline")
        name, content = self.file
        made.add_attachment(content, maintype="application", subtype="pdf", filename=name)
        return made


def letter_of(paper: Paper, agent: Agent) -> EmailMessage:
    """The mail to one reader, in the language that is set."""
    base = str(settings.TILLIT_BASE_URL).rstrip("/")
    pictures = {
        f"chart-{place}@tillit": picture_of(one.svg) for place, one in enumerate(paper.charts)
    }
    cards = [card_words(one) for one in paper.cards]
    context = {
        "name": agent.first_name,
        "paper": paper,
        "company": name_of_company(),
        "cards": cards,
        "card_rows": [cards[at : at + ACROSS] for at in range(0, len(cards), ACROSS)],
        "charts": list(zip(pictures, paper.charts, strict=True)),
        "colours": colours(),
        "url": base + paper.path,
        "mails_url": base + reverse("insights:mails"),
    }
    subject = f"{paper.title}, {paper.about[0]}"
    return Illustrated(
        subject=f"{name_of_company()}: {subject}",
        body=render_to_string("insights/mail/page.txt", context).strip() + "\n",
        html=render_to_string("insights/mail/page.html", context),
        pictures=pictures,
        file=(f"{subject}.pdf", pdf_of(paper)),
        to=[agent.email],
        headers=dict(HEADERS),
    )
