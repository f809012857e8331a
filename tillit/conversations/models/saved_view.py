"""Lists of one's own: which conversations they show, in which order, and who has them."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from tillit.journal import rows
from tillit.people.models import Agent, Team
from tillit.people.policy import Verb, may


class Sharing(models.TextChoices):
    """Who has a view in the sidebar."""

    NOBODY = "nobody", _("Only me")
    TEAM = "team", _("A team")
    ALL = "all", _("Everybody")


class Sorting(models.TextChoices):
    """What stands first in a list."""

    NEWEST = "newest", _("Newest activity first")
    OLDEST = "oldest", _("Waiting longest first")
    DUE = "due", _("Promise due first")
    CREATED = "created", _("Newest conversation first")


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """Saved views, by who may open or change them."""

    def in_use(self) -> SavedViewQuerySet:
        """Those that nobody has put away."""
        return self.filter(put_away_at=None)

    def visible_to(self, agent: Agent) -> SavedViewQuerySet:
        """The own ones, those of the own teams, and those of everybody."""
        own = models.Q(sharing=Sharing.NOBODY, owner=agent.pk)
        of_team = models.Q(sharing=Sharing.TEAM, team__in=agent.team_ids)
        return self.filter(own | of_team | models.Q(sharing=Sharing.ALL))

    def managed_by(self, agent: Agent) -> SavedViewQuerySet:
        """Those that an agent may change: what others share with him or her is not among them."""
        own = models.Q(sharing=Sharing.NOBODY, owner=agent.pk)
        if may(agent, Verb.ADMINISTER):
            return self.filter(own | ~models.Q(sharing=Sharing.NOBODY))
        if may(agent, Verb.LOOK_AFTER):
            own |= models.Q(sharing=Sharing.TEAM, team__in=agent.team_ids)
        return self.filter(own)


def in_sidebar_of(agent: Agent) -> list[SavedView]:
    """The same as `in_use().visible_to(agent)`: what every page of an agent asks."""
    teams = agent.team_ids
    theirs = (
        "put_away_at IS NULL AND (sharing = %s OR (sharing = %s AND owner_id = %s)"
        f" OR (sharing = %s AND team_id IN ({rows.marks(teams)})))"
    )
    given = [Sharing.ALL.value, Sharing.NOBODY.value, agent.pk, Sharing.TEAM.value, *teams]
    return rows.select(SavedView, theirs, given)


class SavedView(models.Model):
    """A list that somebody has put together; `conditions` is what `viewing.conditions` reads.

    It says which conversations are looked for. Which of them somebody sees is never part of it.
    """

    name = models.CharField(max_length=60)
    owner = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="+")
    sharing = models.CharField(max_length=10, choices=Sharing, default=Sharing.NOBODY)
    team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    conditions = models.JSONField()
    sorting = models.CharField(max_length=10, choices=Sorting, default=Sorting.NEWEST)
    put_away_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True, blank=True
    )

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["sharing", "owner"], name="saved_view_sharing")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sharing=Sharing.TEAM, team__isnull=False)
                | (~models.Q(sharing=Sharing.TEAM) & models.Q(team=None)),
                name="shared_with_the_team_it_names",
            )
        ]

    def __str__(self) -> str:
        return self.name
