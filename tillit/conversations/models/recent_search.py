"""What an agent has looked for lately."""

from __future__ import annotations

from django.db import models

from tillit.people.models import Agent

MOST_KEPT = 8


class RecentSearchQuerySet(models.QuerySet["RecentSearch"]):
    """Searches in the words of the domain."""

    def of(self, agent: Agent) -> RecentSearchQuerySet:
        """Those of an agent, the latest first; nobody sees somebody else's."""
        return self.filter(agent=agent).order_by("-at", "-id")


class RecentSearch(models.Model):
    """A search that can be repeated with a click."""

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="+")
    text = models.CharField(max_length=500)
    at = models.DateTimeField()

    objects = RecentSearchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agent", "text"], name="one_recent_search_of_each")
        ]

    def __str__(self) -> str:
        return self.text
