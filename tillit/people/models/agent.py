"""Those who answer: agents, in teams, in roles."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from tillit import clock
from tillit.people.languages import LANGUAGES


class Role(models.TextChoices):
    """What an agent may do."""

    ADMINISTRATOR = "administrator", _("Administrator")
    LEAD = "lead", _("Lead")
    AGENT = "agent", _("Agent")


class Theme(models.TextChoices):
    """Which colours an agent wants to see."""

    SYSTEM = "", _("Like my system")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class AgentManager(BaseUserManager["Agent"]):
    """Makes agents; the e-mail address is the sign-in name."""

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
    """A colleague who signs in and answers customers."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=20, choices=Role, default=Role.AGENT)
    language = models.CharField(max_length=5, choices=LANGUAGES, default="en")
    theme = models.CharField(max_length=5, choices=Theme, default=Theme.SYSTEM, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=clock.now)

    objects: ClassVar[AgentManager] = AgentManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """The name that customers and colleagues see."""
        return self.name

    @property
    def first_name(self) -> str:
        """The name that colleagues call."""
        return self.name.split(" ")[0]

    @property
    def sees_everything(self) -> bool:
        """Whether every team's conversations are visible to this agent."""
        return self.role == Role.ADMINISTRATOR

    @cached_property
    def team_ids(self) -> list[int]:
        """The teams whose conversations this agent may see."""
        teams = Team.objects.order_by("id")
        if not self.sees_everything:
            teams = teams.filter(members=self.pk)
        return list(teams.values_list("id", flat=True))


class Team(models.Model):
    """Agents who answer the same inboxes; the team decides what is visible."""

    name = models.CharField(max_length=80, unique=True)
    members = models.ManyToManyField(Agent, related_name="teams", blank=True)

    def __str__(self) -> str:
        return self.name
