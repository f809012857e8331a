"""What people fill in to connect a mailbox."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from tillit.channels.email.fetching.models import ImapSource, Security, SignIn
from tillit.channels.email.models import Mailbox
from tillit.channels.email.setup.providers import OTHER, PROVIDERS

SENDING_SECURITY = [
    ("smtps", "TLS"),
    ("smtp+tls", "STARTTLS"),
    ("smtp", _("No encryption")),
]
_HOST = RegexValidator(r"^[\w.:-]+\Z", _("This is not the name of a server."))
_LINE = RegexValidator(r"^[^\x00-\x1f\x7f]*\Z", _("This must be one line."))
_TENANT = RegexValidator(r"^[A-Za-z0-9][A-Za-z0-9.-]*\Z", _("This is not the ID of a directory."))


class AddressForm(forms.Form):
    """Whose mailbox it is."""

    address = forms.EmailField(label=_("Mail address"), max_length=254)
    provider = forms.ChoiceField(
        label=_("Provider"),
        required=False,
        choices=[
            ("", _("Find out from the address")),
            *((key, provider.name) for key, provider in PROVIDERS.items()),
        ],
    )

    def __init__(self, *arguments: Any, mailbox: Mailbox | None = None, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.mailbox = mailbox

    def clean_address(self) -> str:
        """The address in small letters; no two inboxes share one."""
        address = str(self.cleaned_data["address"]).lower()
        holder = Mailbox.objects.filter(address__iexact=address).first()
        if holder is not None and holder != self.mailbox:
            raise forms.ValidationError(_("Another inbox has this address."))
        return address


def _secret(label: Any) -> forms.CharField:
    """A field that is never filled in by us."""
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(label=label, required=False, strip=False, max_length=500, widget=widget)


def _line(label: Any, *, required: bool = False, **more: Any) -> forms.CharField:
    options = {"max_length": 255, "validators": [_LINE], **more}
    return forms.CharField(label=label, required=required, **options)


def _port(*, required: bool = True) -> forms.IntegerField:
    return forms.IntegerField(label=_("Port"), min_value=1, max_value=65535, required=required)


class ServersForm(AddressForm):
    """How Tillit signs in, where mail is fetched from, and where it leaves by."""

    auth = forms.ChoiceField(
        label=_("How Tillit signs in"), choices=SignIn, initial=SignIn.PASSWORD
    )
    client_id = _line(_("Client ID"), max_length=300)
    client_secret = _secret(_("Client secret"))
    tenant = forms.CharField(
        label=_("Directory (tenant) ID"),
        required=False,
        max_length=100,
        validators=[_TENANT],
        help_text=_("Only for a program that is registered for one company."),
    )
    host = _line(_("Server"), required=True, validators=[_HOST])
    port = _port()
    security = forms.ChoiceField(label=_("Encryption"), choices=Security)
    user = _line(_("User name"), required=True, max_length=320)
    password = _secret(_("Password"))
    folder = _line(_("Folder"), required=True)
    sends_like_it_fetches = forms.BooleanField(
        label=_("With the same user name and password"), required=False
    )
    sending_host = _line(_("Server"), validators=[_HOST])
    sending_port = _port(required=False)
    sending_security = forms.ChoiceField(label=_("Encryption"), choices=SENDING_SECURITY)
    sending_user = _line(_("User name"), max_length=320)
    sending_password = _secret(_("Password"))

    def __init__(self, *arguments: Any, stored: ImapSource | None = None, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.stored = stored
        for name in ("address", "provider"):
            self.fields[name].widget = forms.HiddenInput()

    def clean_provider(self) -> str:
        """A provider that we know."""
        return str(self.cleaned_data.get("provider") or OTHER)

    def clean(self) -> dict[str, Any]:
        """A stored secret stays only where it was entered for: nobody may lead it elsewhere."""
        filled = super().clean() or self.cleaned_data
        if self.errors:
            return filled
        if filled["auth"] == SignIn.OAUTH2:
            self._be_let_in_by_permission(filled)
            return filled
        if not filled["sending_host"]:
            filled.update(sends_like_it_fetches=False, sending_user="", sending_password="")
            if not settings.TILLIT_SMTP_URL:
                self.add_error("sending_host", _("Please name the server that mail leaves by."))
        self._want("password", kept=self._keeps_password(filled))
        if not filled["sends_like_it_fetches"] and filled["sending_user"]:
            self._want("sending_password", kept=self._keeps_sending_password())
        return filled

    def _want(self, name: str, *, kept: bool) -> None:
        if self.cleaned_data[name] or kept:
            return
        if self.stored and self.stored.sealed_password:
            words = _("Please enter the password again: something about its server has changed.")
        else:
            words = _("Please enter the password.")
        self.add_error(name, words)

    def _keeps_password(self, filled: dict[str, Any]) -> bool:
        if self.stored is None or not self.stored.sealed_password:
            return False
        led = ["auth", "host", "port", "security", "user", "sends_like_it_fetches"]
        if filled["sends_like_it_fetches"]:
            led += ["sending_host", "sending_port", "sending_security"]
        return not set(led) & set(self.changed_data)

    def _keeps_sending_password(self) -> bool:
        if self.mailbox is None or not self.mailbox.sealed_outgoing_password:
            return False
        led = {"sending_host", "sending_port", "sending_security", "sending_user"}
        return not led & set(self.changed_data)

    def _be_let_in_by_permission(self, filled: dict[str, Any]) -> None:
        """With a permission, only the servers of who gave it are told what signs in."""
        provider = PROVIDERS[filled["provider"]]
        if not provider.permissions:
            self.add_error("auth", _("This provider gives no permissions: choose a password."))
            return
        if not filled["client_id"] and filled["provider"] not in settings.TILLIT_MAIL_CLIENTS:
            self.add_error("client_id", _("Please enter the ID that the provider gave Tillit."))
        fetching, sending = provider.fetching, provider.sending
        filled.update(
            host=fetching.host,
            port=fetching.port,
            security=fetching.security,
            sends_like_it_fetches=True,
            sending_host=sending.host,
            sending_port=sending.port,
            sending_security=sending.security,
        )
