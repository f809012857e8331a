"""What is understood of a comment."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Mood(models.TextChoices):
    """How a customer feels about us, taking all together."""

    GOOD = "good", _("Satisfied")
    BAD = "bad", _("Dissatisfied")
    MIXED = "mixed", _("Praise and blame")
    NEUTRAL = "neutral", _("Neither praise nor blame")


class Confidence(models.TextChoices):
    """How often such a mood is right; docs/comments.md has the shares that were measured."""

    SURE = "sure", _("Sure")
    LIKELY = "likely", _("Likely")
    UNSURE = "unsure", _("Unsure")


class Topic(models.TextChoices):
    """What a comment can be about, several at once."""

    SPEED = "speed", _("Speed")
    FRIENDLINESS = "friendliness", _("Friendliness")
    COMPETENCE = "competence", _("Competence")
    CLARITY = "clarity", _("Clarity")
    REACHABILITY = "reachability", _("Reachability")
    DELIVERY = "delivery", _("Delivery")
    PRODUCT = "product", _("Product quality")
    PRICE = "price", _("Price and invoices")
    RETURNS = "returns", _("Returns and repairs")
    WEBSITE = "website", _("Website and app")
    PROMISE = "promise", _("Promises kept")
    EFFORT = "effort", _("Ease")


@dataclass(frozen=True, slots=True)
class DecidingWord:
    """A stretch of the comment that decided: `text[start:end]`, and what it spoke for."""

    start: int
    end: int
    tone: Mood | None = None
    """Good or bad; None for a word that only tells a topic."""


@dataclass(frozen=True, slots=True)
class Found:
    """One topic, with the words that told it."""

    topic: Topic
    words: tuple[DecidingWord, ...]


@dataclass(frozen=True, slots=True)
class Understood:
    """A comment's mood and topics, each with its deciding words in the order of the text."""

    mood: Mood
    confidence: Confidence
    words: tuple[DecidingWord, ...]
    topics: tuple[Found, ...]
    language: str
    """The one that it was read in; empty when it is none of ours."""
    version: str

    @property
    def topic_keys(self) -> frozenset[str]:
        """The topics alone."""
        return frozenset(found.topic.value for found in self.topics)
