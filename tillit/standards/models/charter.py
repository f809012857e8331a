"""What the company says of itself on its charter."""

from __future__ import annotations

from django.db import models
from django.utils import translation


class Charter(models.Model):
    """Whether everybody may read the charter, and the words that no figure can say; one row.

    `complaining` and `reaching` hold words by language; without any, general ones stand there.
    """

    published = models.BooleanField(default=False)
    complaining = models.JSONField(default=dict)
    reaching = models.JSONField(default=dict)

    def __str__(self) -> str:
        return "the charter"

    @classmethod
    def current(cls) -> Charter:
        """The charter as it is, not stored before somebody changes it."""
        return cls.objects.order_by("id").first() or cls()

    def words(self, name: str) -> str:
        """`complaining` or `reaching` in the active language; empty when nothing was written."""
        said: dict[str, str] = getattr(self, name)
        return said.get(translation.get_language() or "en", "")
