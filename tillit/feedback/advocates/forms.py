"""What is filled in about those who recommend us."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from tillit import clock
from tillit.conversations.customers import known_by
from tillit.documents.days import today_at_home
from tillit.feedback.advocates.noting import Told
from tillit.feedback.interviews.forms import FIRST_DAY, LAST_DAY, day_field
from tillit.feedback.models import Advocacy, AdvocacyKind
from tillit.people.models import Agent, Contact
from tillit.standards.handbook.forms import Multiline


class UseForm(forms.Form):
    """Whether it may be shown in public, and for how long."""

    may_be_used = forms.BooleanField(
        label=_("The customer has said that we may show it in public"), required=False
    )
    usable_until = day_field(
        _("Until when"), required=False, help_text=_("Empty: until they say otherwise.")
    )

    def __init__(self, known: Advocacy | None, said: Any = None, **more: Any) -> None:
        """Show how it is now."""
        initial = (
            {"may_be_used": known.may_be_used, "usable_until": known.usable_until} if known else {}
        )
        super().__init__(said, initial={**initial, **more})

    def clean_usable_until(self) -> date | None:
        """A day that calendars know."""
        day: date | None = self.cleaned_data["usable_until"]
        if day and not FIRST_DAY <= day <= LAST_DAY:
            raise ValidationError(_("Choose another day."))
        return day


class AdvocacyForm(UseForm):
    """That a customer recommended us: how, when, where."""

    who = forms.CharField(
        label=_("Who recommends us"),
        max_length=320,
        help_text=_("An address, phone number or customer number."),
    )
    kind = forms.ChoiceField(label=_("How"), choices=AdvocacyKind.choices)
    day = day_field(_("When"))
    referred = forms.CharField(
        label=_("Whom they brought"),
        max_length=320,
        required=False,
        help_text=_("Only if they brought another customer: an address or number of that one."),
    )
    address = forms.URLField(
        label=_("Where it can be read"), max_length=500, required=False, assume_scheme="https"
    )
    words = Multiline(
        label=_("What they say"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    source = forms.CharField(
        label=_("How we know"),
        max_length=160,
        required=False,
        help_text=_("A call, a mail, somebody who saw it."),
    )

    def __init__(self, agent: Agent, contact: Contact | None, said: Any = None) -> None:
        """Of a customer, if one is named already; today, if nothing else is said."""
        super().__init__(None, said, day=today_at_home(clock.now()))
        self._agent, self.contact, self.brought = agent, contact, None
        if contact:
            del self.fields["who"]

    brought: Contact | None

    def clean_who(self) -> str:
        """Somebody whom the agent may see."""
        who: str = self.cleaned_data["who"]
        self.contact = self._known(who)
        return who

    def clean_day(self) -> date:
        """Not a day that is still to come."""
        day: date = self.cleaned_data["day"]
        if not FIRST_DAY <= day <= today_at_home(clock.now()):
            raise ValidationError(_("Choose a day that is over, or today."))
        return day

    def clean_address(self) -> str:
        """Only what a browser opens as a page."""
        address: str = self.cleaned_data["address"]
        if address and not address.startswith(("http://", "https://")):
            raise ValidationError(URLValidator.message)
        return address

    def clean(self) -> dict[str, Any]:
        """A referral, and nothing else, names the other customer; a review says where it stands."""
        said = super().clean() or {}
        kind, referred = said.get("kind"), said.get("referred", "")
        if kind == AdvocacyKind.REFERRAL:
            self._find_brought(referred)
        elif referred:
            self.add_error("referred", _("Choose “Brought another customer” above, or leave it."))
        if kind == AdvocacyKind.REVIEW and not said.get("address") and "address" not in self.errors:
            self.add_error("address", _("Say where the review can be read."))
        return said

    def _find_brought(self, referred: str) -> None:
        if not referred:
            self.add_error("referred", _("Say whom they brought."))
            return
        try:
            self.brought = self._known(referred)
        except ValidationError as problem:
            self.add_error("referred", problem)

    def _known(self, text: str) -> Contact:
        found = known_by(self._agent, text)
        if found is None:
            raise ValidationError(_("Nobody is known by that."))
        return found

    @property
    def told(self) -> Told:
        """What was said."""
        said = self.cleaned_data
        return Told(
            kind=AdvocacyKind(said["kind"]),
            day=said["day"],
            referred=self.brought,
            address=said["address"],
            words=said["words"],
            source=said["source"],
            may_be_used=said["may_be_used"],
            usable_until=said["usable_until"],
        )
