"""A text that is revised: each change is a version, and no version is ever changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models
from django.utils import translation

from tillit import clock
from tillit.documents.days import today_at_home
from tillit.people.languages import LANGUAGES
from tillit.people.models import Agent, Team
from tillit.people.policy import Verb, may

Words = dict[str, str]
"""A text in each language that has one."""


@dataclass(frozen=True)
class Said:
    """A title and a text in one language."""

    language: str
    title: str
    text: str


class DocumentQuerySet(models.QuerySet["Document"]):
    """Documents in the words of the domain."""

    def visible_to(self, agent: Agent) -> DocumentQuerySet:
        """Those of everybody and of the agent's teams."""
        return self.filter(models.Q(team=None) | models.Q(team__in=agent.team_ids))

    def managed_by(self, agent: Agent) -> DocumentQuerySet:
        """Those whose versions an agent publishes, and whose proposals he or she decides."""
        return self.visible_to(agent) if may(agent, Verb.LOOK_AFTER) else self.none()

    def in_force(self) -> DocumentQuerySet:
        """Those that hold: published, and not dropped."""
        return self.filter(dropped_at=None, current__isnull=False)

    def due(self, today: date) -> DocumentQuerySet:
        """Those that are to be looked at again by now."""
        return self.in_force().filter(review_date__lte=today)


class Document(models.Model):
    """What is known by its versions; `team` None concerns everybody.

    `language` is the one it was first written in: who has no words of his own reads those.
    `reminded_for` is the day of review that the owner was reminded of, so that it is told once.
    """

    kind = models.CharField(max_length=20)
    slug = models.SlugField(max_length=80)
    language = models.CharField(max_length=5, choices=LANGUAGES, default="en")
    owner = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    current = models.ForeignKey(
        "DocumentVersion", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    review_date = models.DateField(null=True, blank=True)
    reminded_for = models.DateField(null=True, blank=True)
    dropped_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True, blank=True
    )
    created_at = models.DateTimeField(default=clock.now)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="one_document_of_a_slug")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}"

    @property
    def title(self) -> str:
        """What it is called, as the reader reads it."""
        return self.current.words(self.language).title if self.current else self.slug

    def concerned(self) -> models.QuerySet[Agent]:
        """Those who are to know it: the team, or everybody who works here."""
        working = Agent.objects.filter(is_active=True)
        return working.filter(teams=self.team_id) if self.team_id else working


class DocumentVersion(models.Model):
    """What a document says from one publication until the next; never changed.

    `asks_reading`: whoever read the version before is to read this one as well.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.JSONField(help_text="by language")
    text = models.JSONField(help_text="Markdown, by language")
    author = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.TextField(blank=True)
    asks_reading = models.BooleanField(default=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="document_version_number")
        ]

    def __str__(self) -> str:
        return f"{self.document_id} v{self.number}"

    def words(self, first: str, wanted: str = "") -> Said:
        """In the wanted language, else in the active one, else in the first one, else in any."""
        order = (wanted, translation.get_language() or "", first, *(code for code, _ in LANGUAGES))
        language = next((one for one in order if self.text.get(one)), first)
        return Said(language, self.title.get(language, ""), self.text.get(language, ""))

    @property
    def day(self) -> date:
        """The day at home on which it was published."""
        return today_at_home(self.at)

    @property
    def languages(self) -> list[str]:
        """Those in which there is something to read."""
        return spoken(self.text)


def spoken(words: Mapping[str, str]) -> list[str]:
    """The languages in which something is said, in the order in which Tillit names them."""
    return [code for code, _name in LANGUAGES if words.get(code)]


class Picture(models.Model):
    """A picture in the text of a document, which names it by its number."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="pictures")
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=40)
    content = models.BinaryField()
    author = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"picture {self.pk} of {self.document_id}"
