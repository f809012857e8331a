"""Forms about customers."""

from datetime import date, timedelta

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tillit import clock
from tillit.people.languages import LANGUAGES
from tillit.people.models import Contact, IdentityKind, Organization


class CustomerForm(forms.Form):
    """What is known of a customer."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=160)
    language = forms.ChoiceField(
        label=gettext_lazy("Language"), choices=[("", "–"), *LANGUAGES], required=False
    )
    customer_number = forms.CharField(
        label=gettext_lazy("Customer number"), max_length=40, required=False
    )
    organization = forms.CharField(
        label=gettext_lazy("Organisation"), max_length=160, required=False
    )
    notes = forms.CharField(
        label=gettext_lazy("Notes about this person"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    vip = forms.BooleanField(label=gettext_lazy("Looked after with special care"), required=False)
    vip_reason = forms.CharField(label=gettext_lazy("Why"), max_length=200, required=False)
    vip_until = forms.DateField(
        label=gettext_lazy("Until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    left_on = forms.DateField(
        label=gettext_lazy("Left us on"),
        help_text=gettext_lazy(
            "Only if you know it: silence does not mean that somebody has left."
        ),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, data: QueryDict | None = None, *, contact: Contact) -> None:
        self.contact = contact
        known = {name: getattr(contact, name) for name in self.base_fields if name != "vip"}
        known["vip"] = contact.vip
        known["organization"] = contact.organization.name if contact.organization else ""
        super().__init__(data, initial=known, auto_id="customer-%s")

    def clean_customer_number(self) -> str:
        """A number stands for one customer."""
        number: str = self.cleaned_data["customer_number"]
        others = Contact.objects.exclude(pk=self.contact.pk)
        if number and others.filter(customer_number=number).exists():
            raise forms.ValidationError(_("Another customer has this number."))
        return number

    def clean_left_on(self) -> date | None:
        """Nobody has left tomorrow."""
        day: date | None = self.cleaned_data["left_on"]
        if day and day > clock.now().date() + timedelta(days=1):
            raise forms.ValidationError(_("This day is yet to come."))
        return day


class AddressForm(forms.Form):
    """One more address by which a customer is recognised."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=IdentityKind)
    value = forms.CharField(label=gettext_lazy("Address or number"), max_length=320)

    def clean_value(self) -> str:
        """Only e-mail addresses need a look of their own."""
        value: str = self.cleaned_data["value"].replace("\x00", "")
        if self.cleaned_data.get("kind") == IdentityKind.EMAIL:
            forms.EmailField().clean(value.strip())
        return value


class OrganizationForm(forms.ModelForm):
    """What is known of an organisation."""

    class Meta:
        model = Organization
        fields = ("name", "notes")
        labels = {"name": gettext_lazy("Name"), "notes": gettext_lazy("Notes")}
        widgets = {"notes": forms.Textarea(attrs={"rows": 3})}
