"""What a view is called, who has it, and what stands first in it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tillit.conversations.models import SavedView
from tillit.conversations.viewing.saved_views import shared_as, sharings
from tillit.people.models import Agent


class SavedViewForm(forms.ModelForm):
    """All but the conditions, which are put together beside it."""

    shared = forms.ChoiceField(label=_("Who has it"))

    class Meta:
        model = SavedView
        fields = ("name", "sorting")
        labels = {"name": _("Name"), "sorting": _("Order")}

    def __init__(self, by: Agent, *args: Any, **kwargs: Any) -> None:
        """Offer those with whom somebody may share."""
        super().__init__(*args, **kwargs)
        offered = sharings(by)
        self.fields["shared"].choices = offered  # type: ignore[attr-defined]
        self.fields["shared"].initial = shared_as(self.instance)
        self.fields["name"].widget.attrs["autocomplete"] = "off"

    def clean_name(self) -> str:
        """In one line."""
        return " ".join(str(self.cleaned_data["name"]).split())
