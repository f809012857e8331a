"""What is written down in a talk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tillit.insights.people.scope import leads_of
from tillit.insights.people.talking import NextStep
from tillit.people.models import Agent
from tillit.standards.handbook.forms import Multiline


class StepForm(forms.Form):
    """What is done next, by which of the two, and by when."""

    step = forms.CharField(label=gettext_lazy("Next step"), max_length=300)
    owner = forms.ModelChoiceField(
        Agent.objects.none(), label=gettext_lazy("Who does it"), empty_label=None
    )
    due_on = forms.DateField(
        label=gettext_lazy("By when"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(
        self, pair: tuple[Agent, ...], said: Mapping[str, Any] | None = None, *, prefix: str = ""
    ) -> None:
        """Between these; the first is proposed."""
        super().__init__(said, prefix=prefix or None, initial={"owner": pair[0].pk})
        among = Agent.objects.filter(pk__in=[one.pk for one in pair]).order_by("name")
        self.fields["owner"].queryset = among  # type: ignore[attr-defined]

    @property
    def next_step(self) -> NextStep | None:
        """What was said; None for nothing."""
        said = self.cleaned_data
        if not said["step"]:
            return None
        return NextStep(said["step"], said["owner"], said["due_on"])


class TalkForm(StepForm):
    """A note for both, and at most one next step; whoever is led says with which lead."""

    words = Multiline(
        label=gettext_lazy("What you talked about"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    lead = forms.ModelChoiceField(
        Agent.objects.none(), label=gettext_lazy("With whom"), empty_label=None
    )
    field_order = ("words", "lead", "step", "owner", "due_on")

    def __init__(self, person: Agent, reader: Agent, said: Mapping[str, Any] | None = None) -> None:
        """As the person, or as one of the leads."""
        leads = leads_of(person)
        super().__init__((person, *leads), said)
        self.fields["step"].required = False
        self.fields["lead"].queryset = leads  # type: ignore[attr-defined]
        self._lead = reader if reader.pk != person.pk else None
        if self._lead:
            del self.fields["lead"]
            among = Agent.objects.filter(pk__in=(person.pk, reader.pk)).order_by("name")
            self.fields["owner"].queryset = among  # type: ignore[attr-defined]
        self._person = person

    def clean(self) -> dict[str, Any]:
        """Only the two of them do something next."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        owner, lead = said.get("owner"), self._lead or said.get("lead")
        if owner and lead and owner.pk not in (self._person.pk, lead.pk):
            self.add_error("owner", ValidationError(_("One of you two has to do it.")))
        return said

    @property
    def partner(self) -> Agent:
        """With whom."""
        found: Agent = self._lead or self.cleaned_data["lead"]
        return found
