"""What people fill in about tags and fields of their own."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tillit.conversations.models import CustomField, FieldKind, Tag


class TagForm(forms.ModelForm):
    """What a tag is called."""

    class Meta:
        model = Tag
        fields = ("name",)
        labels = {"name": _("Name")}

    def clean_name(self) -> str:
        """One tag of a name, whatever its letters."""
        name = " ".join(str(self.cleaned_data["name"]).split()).lstrip("#")
        others = Tag.objects.filter(name__iexact=name).exclude(pk=self.instance.pk)
        if not name or others.exists():
            raise ValidationError(_("There is a tag of this name already."))
        return name


class FieldForm(forms.ModelForm):
    """What is asked about conversations."""

    class Meta:
        model = CustomField
        fields = ("name", "kind", "choices", "case_type", "required_to_resolve", "in_use")
        labels = {
            "name": _("Name"),
            "kind": _("Kind"),
            "choices": _("Answers to choose from"),
            "case_type": _("Only for conversations of the type"),
            "required_to_resolve": _("Needed before a conversation can be resolved"),
            "in_use": _("In use"),
        }
        help_texts = {
            "choices": _("One answer on each line; only for a choice."),
            "in_use": _("What was answered is kept when it is no longer in use."),
        }
        widgets = {"choices": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """A kind stays what it is once there may be answers."""
        super().__init__(*args, **kwargs)
        self.fields["kind"].disabled = self.instance.pk is not None

    def clean(self) -> dict[str, Any]:
        """A choice needs something to choose from."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("kind") == FieldKind.CHOICE and not str(said.get("choices", "")).strip():
            self.add_error("choices", _("Write at least one answer."))
        return said
