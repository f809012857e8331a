"""What is written down in a meeting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tillit.insights.meeting.holding import Resolved
from tillit.people.models import Agent, Team


class DecisionForm(forms.Form):
    """What is decided, who sees to it, and by when."""

    words = forms.CharField(label=_("What we decide"), max_length=300)
    owner = forms.ModelChoiceField(
        Agent.objects.none(), label=_("Who sees to it"), required=False, empty_label=_("All of us")
    )
    due_on = forms.DateField(
        label=_("By when"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, team: Team, said: Mapping[str, Any] | None = None) -> None:
        """Somebody of the team sees to it."""
        super().__init__(said)
        among = Agent.objects.filter(teams=team, is_active=True).order_by("name")
        self.fields["owner"].queryset = among  # type: ignore[attr-defined]

    @property
    def resolved(self) -> Resolved:
        """What was said."""
        said = self.cleaned_data
        return Resolved(said["words"], said["owner"], said["due_on"])
