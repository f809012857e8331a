"""How an agent wants to be told, as a form."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from tillit.notices.models import Habit


class HabitForm(forms.ModelForm):
    """How often mails leave, and when nothing does."""

    class Meta:
        model = Habit
        fields = ("rhythm", "quiet_from", "quiet_until")
        labels = {
            "rhythm": gettext_lazy("Gather mails"),
            "quiet_from": gettext_lazy("Quiet from"),
            "quiet_until": pgettext_lazy("time of day", "Until"),
        }
        widgets = {
            "quiet_from": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "quiet_until": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }

    def clean(self) -> dict[str, Any]:
        """Quiet hours have a beginning and an end, or neither."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if (given.get("quiet_from") is None) != (given.get("quiet_until") is None):
            raise forms.ValidationError(_("Say when the quiet hours begin and when they end."))
        return given
