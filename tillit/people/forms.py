"""What people fill in about themselves, their colleagues and their teams."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import (
    password_validators_help_text_html,
    validate_password,
)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tillit.hours.models import Calendar
from tillit.people.languages import LANGUAGES
from tillit.people.models import LED, Agent, Invitation, Role, Team

SEVERAL = forms.CheckboxSelectMultiple


def roles_for(agent: Agent) -> list[tuple[str, Any]]:
    """The roles that an agent may give: a lead makes no leads."""
    return [one for one in Role.choices if agent.sees_everything or one[0] in LED]


class TidyName(forms.CharField):
    """A name on one line."""

    def to_python(self, value: Any) -> str:
        """Without space that nobody sees."""
        return " ".join(str(super().to_python(value) or "").split())


class PersonalForm(forms.ModelForm):
    """What an agent is called, and how pages look."""

    name = TidyName(
        label=_("Name"), max_length=120, help_text=_("Customers and colleagues see it.")
    )

    class Meta:
        model = Agent
        fields = ("name", "language", "theme")
        labels = {"language": _("Language"), "theme": _("Theme")}


class JoinForm(forms.Form):
    """What an invited person chooses."""

    name = TidyName(
        label=_("Your name"), max_length=120, help_text=_("Customers and colleagues see it.")
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=password_validators_help_text_html,
    )

    def __init__(self, invitation: Invitation, *args: Any, **kwargs: Any) -> None:
        """Remember whose it is: nobody's password is the own address."""
        super().__init__(*args, **kwargs)
        self._invitation = invitation
        self.fields["name"].widget.attrs["autocomplete"] = "name"

    def clean_password(self) -> str:
        """One that cannot be guessed."""
        password = str(self.cleaned_data["password"])
        somebody = Agent(email=self._invitation.email, name=self.cleaned_data.get("name", ""))
        validate_password(password, somebody)
        return password


class PlaceForm(forms.Form):
    """The role and the teams that somebody gives a colleague."""

    role = forms.ChoiceField(label=_("Role"), initial=Role.AGENT)
    teams = forms.ModelMultipleChoiceField(
        label=_("Teams"), queryset=Team.objects.none(), required=False, widget=SEVERAL
    )

    def __init__(self, by: Agent, *args: Any, **kwargs: Any) -> None:
        """Offer what that person may give."""
        super().__init__(*args, **kwargs)
        self._by = by
        self.fields["role"].choices = roles_for(by)  # type: ignore[attr-defined]
        teams = Team.objects.visible_to(by).order_by("name")
        self.fields["teams"].queryset = teams  # type: ignore[attr-defined]

    def clean_teams(self) -> Any:
        """A lead gives some of the own teams; otherwise nobody could look after the colleague."""
        teams = self.cleaned_data["teams"]
        if not teams and not self._by.sees_everything:
            raise ValidationError(_("Choose at least one of your teams."))
        return teams


class InviteForm(PlaceForm):
    """Whom to invite, and as what."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    language = forms.ChoiceField(
        label=_("Language of the invitation"),
        choices=LANGUAGES,
        help_text=_("Everybody chooses the language of the pages later."),
    )

    def __init__(self, by: Agent, *args: Any, **kwargs: Any) -> None:
        """Write the invitation in the inviter's language unless another one is chosen."""
        super().__init__(by, *args, **kwargs)
        self.fields["language"].initial = by.language

    def clean_email(self) -> str:
        """Of somebody who is not here yet."""
        email = str(self.cleaned_data["email"]).strip().lower()
        if Agent.objects.filter(email__iexact=email).exists():
            raise ValidationError(_("There is an agent with this address already."))
        return email


class AgentForm(PlaceForm):
    """What a colleague may do, and in which teams."""

    def __init__(self, by: Agent, agent: Agent, data: Any = None) -> None:
        """Offer what may be given, with what the colleague has."""
        super().__init__(by, data, initial={"role": agent.role, "teams": agent.teams.all()})


class TeamForm(forms.ModelForm):
    """A team, and who is in it."""

    members = forms.ModelMultipleChoiceField(
        label=_("Members"), queryset=Agent.objects.none(), required=False, widget=SEVERAL
    )

    class Meta:
        model = Team
        fields = ("name", "members", "calendar", "light_agents_sort")
        labels = {
            "name": _("Name"),
            "calendar": _("Opening hours"),
            "light_agents_sort": _("Light agents may assign, resolve and reopen"),
        }

        help_texts = {
            "calendar": _(
                "Hours of its own count for its conversations, whichever inbox they came to."
            ),
        }

    def __init__(self, by: Agent, *args: Any, **kwargs: Any) -> None:
        """Offer those whom the writer sees."""
        super().__init__(*args, **kwargs)
        calendars = Calendar.objects.offered(self.instance.calendar_id).order_by("name")
        self.fields["calendar"].queryset = calendars  # type: ignore[attr-defined]
        self.fields["calendar"].empty_label = _("Those of the inbox")  # type: ignore[attr-defined]
        offered = Agent.objects.visible_to(by).filter(is_active=True)
        if self.instance.pk:
            offered = offered | Agent.objects.visible_to(by).filter(teams=self.instance.pk)
        self.fields["members"].queryset = (  # type: ignore[attr-defined]
            offered.distinct().order_by("name")
        )
        self._by = by

    def clean_members(self) -> Any:
        """A lead stays in the own team; nobody else could bring him or her back."""
        members = self.cleaned_data["members"]
        if not self._by.sees_everything and self._by not in members:
            raise ValidationError(_("You cannot leave a team that you look after."))
        return members
