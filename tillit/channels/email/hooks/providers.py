"""The providers that we know: how a request proves itself, and where the mail is in it."""

import json
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from anymail.exceptions import AnymailNotSupportedWarning
from anymail.webhooks.base import AnymailBaseWebhookView
from anymail.webhooks.mailersend import MailerSendInboundWebhookView
from anymail.webhooks.mailgun import MailgunInboundWebhookView
from anymail.webhooks.mailjet import MailjetInboundWebhookView
from anymail.webhooks.mailtrap import MailtrapInboundWebhookView
from anymail.webhooks.mandrill import MandrillCombinedWebhookView
from anymail.webhooks.postal import PostalInboundWebhookView
from anymail.webhooks.postmark import PostmarkInboundWebhookView
from anymail.webhooks.resend import ResendInboundWebhookView
from anymail.webhooks.sendgrid import SendGridInboundWebhookView
from anymail.webhooks.sparkpost import SparkPostInboundWebhookView
from django.http import HttpRequest

from tillit.channels.email.hooks import asking_back, relays
from tillit.channels.email.hooks.arrivals import Arrival, Reader, as_it_came, in_pieces


class Secrets(NamedTuple):
    """What we share with a provider: how it proves itself, and the key with which we ask back."""

    proof: str
    key: str = ""


@dataclass(frozen=True)
class Provider:
    """One provider. `view` is anymail's, made with the secrets; `read` finds the mails."""

    view: Callable[[Secrets], AnymailBaseWebhookView]
    read: Reader

    def check(self, request: HttpRequest, secrets: Secrets) -> None:
        """Whether the request is from the provider.

        Raises:
            AnymailWebhookValidationFailure, ValueError: it is not.
        """
        self.view(secrets).run_validators(request)

    def arrivals(self, request: HttpRequest, secrets: Secrets) -> list[Arrival]:
        """The mails in a request that has been checked."""
        return self.read(self.view(secrets), request)


def _sendgrid(secrets: Secrets) -> AnymailBaseWebhookView:
    with warnings.catch_warnings():
        # Anymail cannot try it against the provider any more; our tests try what we need of it.
        warnings.simplefilter("ignore", AnymailNotSupportedWarning)
        return SendGridInboundWebhookView(webhook_secret=secrets.proof)


def _sendgrid_recipients(request: HttpRequest, _said: dict[str, Any]) -> Iterable[str]:
    """Everybody whom the mail was delivered to; anymail names the first only."""
    envelope = json.loads(request.POST.get("envelope", "{}"))
    return [str(one) for one in envelope.get("to", [])]


PROVIDERS = {
    "mailgun": Provider(
        lambda its: MailgunInboundWebhookView(webhook_signing_key=its.proof, webhook_secret=[]),
        as_it_came(lambda request, said: request.POST.get("body-mime", "")),
    ),
    "postmark": Provider(
        lambda its: PostmarkInboundWebhookView(webhook_secret=its.proof),
        as_it_came(lambda request, said: json.loads(request.body).get("RawEmail", "")),
    ),
    "sendgrid": Provider(
        _sendgrid,
        as_it_came(lambda request, said: request.POST.get("email", ""), _sendgrid_recipients),
    ),
    "mandrill": Provider(
        lambda its: MandrillCombinedWebhookView(webhook_key=its.proof, webhook_secret=[]),
        as_it_came(lambda request, said: said["msg"]["raw_msg"]),
    ),
    "mailjet": Provider(lambda its: MailjetInboundWebhookView(webhook_secret=its.proof), in_pieces),
    "sparkpost": Provider(
        lambda its: SparkPostInboundWebhookView(webhook_secret=its.proof), relays.sparkpost
    ),
    "postal": Provider(
        lambda its: PostalInboundWebhookView(webhook_key=its.proof, webhook_secret=[]),
        relays.postal,
    ),
    "mailersend": Provider(
        lambda its: MailerSendInboundWebhookView(inbound_secret=its.proof, webhook_secret=[]),
        relays.mailersend,
    ),
    "brevo": Provider(
        lambda its: asking_back.Brevo(webhook_secret=its.proof, api_key=its.key), in_pieces
    ),
    "resend": Provider(
        lambda its: ResendInboundWebhookView(webhook_secret=its.proof, api_key=its.key),
        asking_back.resend,
    ),
    "mailtrap": Provider(
        lambda its: MailtrapInboundWebhookView(
            inbound_secret=its.proof, api_token=its.key, webhook_secret=[]
        ),
        asking_back.mailtrap,
    ),
}
