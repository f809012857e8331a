"""Those who answer: agents, in teams, in roles."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from tillit import clock
from tillit.hours.models import Calendar
from tillit.journal import rows
from tillit.people.languages import LANGUAGES


class Role(models.TextChoices):
    """What an agent may do."""

    ADMINISTRATOR = "administrator", _("Administrator")
    LEAD = "lead", _("Lead")
    AGENT = "agent", _("Agent")
    LIGHT = "light", _("Light agent")


LEADING = (Role.ADMINISTRATOR, Role.LEAD)
"""Roles that set the installation up and keep it well."""
LED = (Role.AGENT, Role.LIGHT)
"""Roles that a lead may give, and take away."""


class Theme(models.TextChoices):
    """Which colours an agent wants to see."""

    SYSTEM = "", _("Like my system")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class Availability(models.TextChoices):
    """Whether colleagues may count on somebody just now."""

    AVAILABLE = "available", _("Available")
    BUSY = "busy", _("Busy")
    AWAY = "away", _("Away")


class AgentManager(BaseUserManager["Agent"]):
    """Makes agents, and finds them; the e-mail address is the sign-in name."""

    def visible_to(self, agent: "Agent") -> "models.QuerySet[Agent]":
        """Those whom an agent finds in the settings: all, those of the own teams, or nobody."""
        if agent.sees_everything:
            return self.all()
        if not agent.looks_after_settings:
            return self.none()
        return self.filter(models.Q(teams__in=agent.team_ids) | models.Q(pk=agent.pk)).distinct()

    def managed_by(self, agent: "Agent") -> "models.QuerySet[Agent]":
        """Those whose role and teams an agent may change.

        A lead looks after agents who belong to nobody else: in the lead's teams alone.
        """
        found = self.visible_to(agent)
        if agent.sees_everything:
            return found
        elsewhere = Team.objects.exclude(pk__in=agent.team_ids)
        return found.filter(role__in=LED).exclude(teams__in=elsewhere)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Agent":
        """Create an agent with a hashed password (none: cannot sign in with one)."""
        agent = self.model(email=self.normalize_email(email).lower(), **fields)
        agent.set_password(password)
        agent.save(using=self._db)
        return agent

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "Agent":
        """Create an administrator."""
        return self.create_user(email, password, role=Role.ADMINISTRATOR, **fields)


class Agent(AbstractBaseUser):
    """A colleague who signs in and answers customers.

    With `mails_assigned` what customers write in his or her conversations comes by mail as well.
    Without `single_keys` only keys with Ctrl do something: who dictates, or hits keys by accident.
    Counting `sign_outs` up ends every session that is open anywhere. Whoever `knows_the_way` is not
    shown the first steps any more.
    """

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=20, choices=Role, default=Role.AGENT)
    language = models.CharField(max_length=5, choices=LANGUAGES, default="en")
    theme = models.CharField(max_length=5, choices=Theme, default=Theme.SYSTEM, blank=True)
    mails_assigned = models.BooleanField(default=False)
    single_keys = models.BooleanField(default=True)
    signature = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)
    sign_outs = models.PositiveIntegerField(default=0)
    knows_the_way = models.BooleanField(default=False)
    availability = models.CharField(
        max_length=10, choices=Availability, default=Availability.AVAILABLE
    )
    availability_reason = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    objects: ClassVar[AgentManager] = AgentManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """The name that customers and colleagues see."""
        return self.name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must know to go on: the password, and the last signing out everywhere."""
        known = f"{self.password}.{self.sign_outs}" if self.sign_outs else self.password
        salt = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash"
        return salted_hmac(salt, known, secret=secret, algorithm="sha256").hexdigest()

    @property
    def first_name(self) -> str:
        """The name that colleagues call."""
        return self.name.split(" ")[0]

    @property
    def sees_everything(self) -> bool:
        """Whether every team's conversations are visible to this agent."""
        return self.role == Role.ADMINISTRATOR

    @property
    def looks_after_settings(self) -> bool:
        """Whether this agent is one of those who set the installation up and keep it well."""
        return self.role in LEADING

    @cached_property
    def team_ids(self) -> list[int]:
        """The teams whose conversations this agent may see."""
        if self.sees_everything:
            return [team.pk for team in rows.select(Team, "TRUE ORDER BY id", only=("id",))]
        own = rows.select(Team.members.through, "agent_id = %s ORDER BY team_id", [self.pk])
        return [member.team_id for member in own]


class TeamQuerySet(models.QuerySet["Team"]):
    """Teams, by who may see them."""

    def visible_to(self, agent: Agent) -> "TeamQuerySet":
        """The teams whose settings an agent may change."""
        if not agent.looks_after_settings:
            return self.none()
        return self.filter(pk__in=agent.team_ids)


class Team(models.Model):
    """Agents who answer the same inboxes; the team decides what is visible.

    With `light_agents_sort` its light agents may assign, resolve and reopen as well. A `calendar`
    of its own counts for its conversations before that of the inbox.
    """

    name = models.CharField(max_length=80, unique=True)
    members = models.ManyToManyField(Agent, related_name="teams", blank=True)
    light_agents_sort = models.BooleanField(default=False)
    calendar = models.ForeignKey(
        Calendar, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = TeamQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name
