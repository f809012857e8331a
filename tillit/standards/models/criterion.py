"""What a standard means by quality, point by point, with an example of good and of bad."""

from __future__ import annotations

from django.db import models
from django.utils import translation

from tillit.standards.models.standard import StandardVersion

Words = dict[str, str]


class Criterion(models.Model):
    """One point of a version; never changed, like the version itself.

    `text`, `good` and `bad` hold words by language. `follows` is the same point in the version
    before, so that what was reviewed by it can be told through all versions.
    """

    version = models.ForeignKey(StandardVersion, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    text = models.JSONField()
    good = models.JSONField(default=dict)
    bad = models.JSONField(default=dict)
    follows = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="criterion_position")
        ]

    def __str__(self) -> str:
        return f"{self.version_id}.{self.position}"

    def words(self, name: str = "text") -> str:
        """`text`, `good` or `bad` in the active language, else in English, else in any."""
        said: Words = getattr(self, name)
        language = translation.get_language() or "en"
        return said.get(language) or said.get("en") or next(iter(said.values()), "")
