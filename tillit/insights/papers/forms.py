"""What is asked of whoever wants a page to come by mail."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tillit.insights.models.mailing import Rhythm
from tillit.insights.papers.arranging import readers_for
from tillit.insights.papers.paper import pages
from tillit.people.models import Agent


class PageMailForm(forms.Form):
    """Which page, how often, and for whom."""

    page = forms.ChoiceField(label=_("Page"), choices=pages)
    rhythm = forms.ChoiceField(
        label=_("How often"),
        choices=Rhythm.choices,
        help_text=_("It comes at 7 in the morning, and tells of the days that have just ended."),
    )
    readers = forms.ModelMultipleChoiceField(
        label=_("For whom"),
        queryset=Agent.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: QueryDict | None = None, *, agent: Agent, page: str = "") -> None:
        super().__init__(data, auto_id="mail-%s", initial={"page": page, "readers": [agent.pk]})
        self.fields["readers"].queryset = readers_for(agent)  # type: ignore[attr-defined]
