"""What is filled in beside the trigger, the conditions and the steps of a rule."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tillit.automation import book
from tillit.automation.models import Rule
from tillit.people.models import Agent, Team
from tillit.people.policy import Verb, may


class RuleForm(forms.ModelForm):
    """What it is called, whose conversations it is about, and whether later rules are asked."""

    class Meta:
        model = Rule
        fields = ("name", "team", "stops")
        labels = {
            "name": _("Name"),
            "team": _("For the conversations of"),
            "stops": _("Ask no later rule once this one has done its part"),
        }
        help_texts = {"name": _("For example “Returns go to the warehouse team”.")}

    def __init__(self, by: Agent, *args: Any, **kwargs: Any) -> None:
        """Offer the teams of whoever writes it; all of them only to administrators."""
        super().__init__(*args, **kwargs)
        team = self.fields["team"]
        team.queryset = Team.objects.filter(pk__in=by.team_ids).order_by("name")  # type: ignore[attr-defined]
        team.empty_label = _("All teams") if may(by, Verb.ADMINISTER) else None  # type: ignore[attr-defined]
        team.required = not may(by, Verb.ADMINISTER)
        self.fields["name"].required = not self.instance.purpose
        if self.instance.purpose and not self.instance.name:
            self.initial["name"] = book.title_of(self.instance)
        self.fields["name"].widget.attrs["autocomplete"] = "off"

    def clean_name(self) -> str:
        """In one line; the name under which it was delivered stays that of every language."""
        name = " ".join(str(self.cleaned_data["name"]).split())
        return "" if name == book.delivered_title(self.instance) else name
