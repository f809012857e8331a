"""What people fill in: a message to be forwarded, and what an inbox puts below its answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tillit import clock
from tillit.conversations.models import Conversation, Inbox, Message
from tillit.conversations.parties import Party
from tillit.conversations.recipients import WrongRecipient, people_in, refuse_ourselves
from tillit.conversations.signing import LONGEST_SIGNATURE
from tillit.hours.home import home_zone
from tillit.hours.models import Calendar
from tillit.hours.starter import office_hours
from tillit.people.models import Agent, Team

LONGEST_COMMENT = 100_000


class ForwardForm(forms.Form):
    """To whom a message is passed on, with what words and which of its files."""

    to = forms.CharField(label=_("To"), max_length=1000)
    cc = forms.CharField(
        label=_("Cc"),
        required=False,
        max_length=8000,
        help_text=_("Several addresses are parted by commas."),
    )
    text = forms.CharField(
        label=_("Your words"),
        required=False,
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    whole = forms.BooleanField(label=_("With the earlier mails that it repeats"), required=False)
    enclosed = forms.MultipleChoiceField(
        label=_("Files"), required=False, widget=forms.CheckboxSelectMultiple
    )
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, original: Message, *args: Any, **kwargs: Any) -> None:
        """Offer the files of the original, all of them at first."""
        super().__init__(*args, **kwargs)
        files = [(str(file.pk), file.name) for file in original.attachments.order_by("id")]
        self._conversation: Conversation = original.conversation
        self.fields["enclosed"].choices = files  # type: ignore[attr-defined]
        self.fields["enclosed"].initial = [value for value, _name in files]

    def clean_to(self) -> Party:
        """Exactly one person."""
        people = self._people("to")
        if len(people) != 1:
            raise ValidationError(_("Forward it to one address, and put the others into Cc."))
        if people[0].address.lower() == self._conversation.address.lower():
            raise ValidationError(_("This is the customer's own address; write a reply instead."))
        return people[0]

    def clean_cc(self) -> tuple[Party, ...]:
        """Anybody else."""
        return self._people("cc")

    def _people(self, field: str) -> tuple[Party, ...]:
        try:
            people = people_in(self.cleaned_data[field])
            refuse_ourselves(people, self._conversation)
        except WrongRecipient as problem:
            raise ValidationError(str(problem)) from problem
        return people


class BelowForm(forms.ModelForm):
    """What stands below the answers of an inbox."""

    class Meta:
        model = Inbox
        fields = ("signature", "history")
        labels = {"signature": _("Signature"), "history": _("Repeat below the answer")}
        help_texts = {
            "signature": _(
                "For those who have none of their own. {agent} is the writer's name, {company} "
                "the company's."
            )
        }
        widgets = {"signature": forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST_SIGNATURE})}

    def clean_signature(self) -> str:
        """Not longer than anybody reads."""
        signature = str(self.cleaned_data["signature"]).strip()
        if len(signature) > LONGEST_SIGNATURE:
            raise ValidationError(_("This is too long for a signature."))
        return signature


class InboxForm(forms.ModelForm):
    """What an inbox is called, whose it is, and when it is open."""

    class Meta:
        model = Inbox
        fields = ("name", "company", "language", "formality", "team", "calendar")
        labels = {
            "name": _("Name"),
            "company": _("Company"),
            "language": _("Language"),
            "formality": _("How customers are greeted"),
            "team": _("Team"),
            "calendar": _("Opening hours"),
        }
        help_texts = {
            "name": _("Colleagues see it."),
            "company": _("Customers see it, as the sender."),
            "language": _("For customers whose language is not known yet."),
            "team": _("New conversations go to this team; those that are there stay."),
            "calendar": _(
                "In these hours the clocks of promises run, unless the team has hours of its own."
            ),
        }

    def __init__(self, by: Agent, *args: Any, **kwargs: Any) -> None:
        """Offer the teams that somebody looks after."""
        super().__init__(*args, **kwargs)
        teams = Team.objects.visible_to(by).order_by("name")
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]
        if teams:
            self.fields["team"].empty_label = None  # type: ignore[attr-defined]
        calendars = Calendar.objects.offered(self.instance.calendar_id).order_by("name")
        self.fields["calendar"].queryset = calendars  # type: ignore[attr-defined]
        usual = _("Office hours: weekdays 9 to 17") if self.instance.pk is None else None
        self.fields["calendar"].empty_label = usual  # type: ignore[attr-defined]
        self.fields["calendar"].required = self.instance.pk is not None

    def clean_calendar(self) -> Calendar:
        """Office hours for a new inbox whose hours nobody has chosen."""
        chosen: Calendar | None = self.cleaned_data["calendar"]
        return chosen or office_hours(valid_from=clock.now(), zone=home_zone())
