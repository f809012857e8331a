"""The servers of well-known providers of mail, and a guess for every other address."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tillit.channels.email.fetching.models import Provider, Security

OTHER = "other"


@dataclass(frozen=True)
class Place:
    """A server with its port, and how the connection to it is encrypted."""

    host: str
    port: int
    security: str


@dataclass(frozen=True)
class MailProvider:
    """Where mailboxes of a provider are fetched from, and where their mail leaves by.

    `{domain}` in a host is the domain of the address. `permissions` says who gives them, where a
    password is no longer enough. `hint` is what people need to know before they can sign in.
    """

    name: str | Promise
    fetching: Place
    sending: Place
    domains: tuple[str, ...] = ()
    permissions: str = ""
    user_is_address: bool = True
    hint: str | Promise = ""


def _tls(host: str, port: int = 993) -> Place:
    return Place(host, port, Security.TLS)


def _smtps(host: str) -> Place:
    return Place(host, 465, "smtps")


def _submission(host: str) -> Place:
    return Place(host, 587, "smtp+tls")


_APP_PASSWORD = _("It wants a password made for one program (an app password), not your own.")

PROVIDERS = {
    "google": MailProvider(
        "Google",
        _tls("imap.gmail.com"),
        _smtps("smtp.gmail.com"),
        ("gmail.com", "googlemail.com"),
        permissions=Provider.GOOGLE,
        hint=_("With a password, Google wants one made for one program (an app password)."),
    ),
    "microsoft": MailProvider(
        "Microsoft 365",
        _tls("outlook.office365.com"),
        _submission("smtp.office365.com"),
        ("outlook.com", "hotmail.com", "live.com", "live.no", "live.nl", "hotmail.nl", "msn.com"),
        permissions=Provider.MICROSOFT,
        hint=_("Microsoft lets programs in with a permission only, no longer with a password."),
    ),
    "domeneshop": MailProvider(
        "Domeneshop",
        _tls("imap.domeneshop.no"),
        _submission("smtp.domeneshop.no"),
        user_is_address=False,
        hint=_("The user name is that of the mail account, not the address."),
    ),
    "fastmail": MailProvider(
        "Fastmail",
        _tls("imap.fastmail.com"),
        _smtps("smtp.fastmail.com"),
        ("fastmail.com", "fastmail.fm"),
        hint=_APP_PASSWORD,
    ),
    "icloud": MailProvider(
        "iCloud",
        _tls("imap.mail.me.com"),
        _submission("smtp.mail.me.com"),
        ("icloud.com", "me.com", "mac.com"),
        hint=_APP_PASSWORD,
    ),
    "kpn": MailProvider(
        "KPN",
        _tls("imap.kpnmail.nl"),
        _submission("smtp.kpnmail.nl"),
        ("kpnmail.nl", "planet.nl", "hetnet.nl", "telfort.nl", "xs4all.nl"),
    ),
    "one": MailProvider("one.com", _tls("imap.one.com"), _smtps("send.one.com")),
    "rackhost": MailProvider("Rackhost", _tls("imap.rackhost.hu"), _submission("smtp.rackhost.hu")),
    "tarhely": MailProvider(
        "Tárhely.eu",
        _tls("mail.{domain}"),
        _smtps("mail.{domain}"),
        hint=_("If the certificate is not trusted, use the name of your server at Tárhely.eu."),
    ),
    "transip": MailProvider("TransIP", _tls("imap.transip.email"), _smtps("smtp.transip.email")),
    "yahoo": MailProvider(
        "Yahoo",
        _tls("imap.mail.yahoo.com"),
        _smtps("smtp.mail.yahoo.com"),
        ("yahoo.com", "yahoo.no", "yahoo.nl", "ymail.com"),
        hint=_APP_PASSWORD,
    ),
    "ziggo": MailProvider(
        "Ziggo",
        _tls("imap.ziggo.nl"),
        _submission("smtp.ziggo.nl"),
        ("ziggo.nl", "home.nl", "casema.nl", "upcmail.nl", "chello.nl"),
    ),
    OTHER: MailProvider(_("Another provider"), _tls("imap.{domain}"), _submission("smtp.{domain}")),
}


def provider_of(address: str) -> str:
    """The key of the provider that an address is known to belong to."""
    domain = address.rpartition("@")[2].lower()
    found = (key for key, provider in PROVIDERS.items() if domain in provider.domains)
    return next(found, OTHER)


def places_for(provider: MailProvider, address: str) -> tuple[Place, Place]:
    """Where mail of an address is fetched from, and where it leaves by."""
    domain = address.rpartition("@")[2].lower()
    return _filled(provider.fetching, domain), _filled(provider.sending, domain)


def _filled(place: Place, domain: str) -> Place:
    return Place(place.host.replace("{domain}", domain), place.port, place.security)
