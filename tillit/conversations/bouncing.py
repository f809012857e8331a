"""What mail servers report of our messages: which will never arrive, and which are late."""

from datetime import datetime

from tillit.conversations.deliveries import delayed, undeliverable
from tillit.conversations.envelope import Envelope, Failure
from tillit.conversations.models import LEAVING, Delivery, Message
from tillit.people.actions import mark_bounced

MOST_REFERENCES = 50
LONGEST_REASON = 500


def record(envelope: Envelope, *, at: datetime) -> Message | None:
    """Record with each delivery what a report says of it; the message that it is about.

    Nothing is believed of an address to which we have not written: anybody can write a report.
    """
    deliveries = _reported(envelope)
    for delivery in deliveries:
        failure = _failure_of(delivery, envelope, alone=len(deliveries) == 1)
        if failure is not None:
            _record(delivery, failure, failure.reason or envelope.text[:LONGEST_REASON], at)
    return deliveries[0].message if deliveries else None


def is_known(envelope: Envelope) -> bool:
    """Whether it reports about something that we have sent."""
    return bool(envelope.failures) and bool(_reported(envelope))


def _reported(envelope: Envelope) -> list[Delivery]:
    names = [name for name in envelope.references[:MOST_REFERENCES] if name]
    if not names:
        return []
    known = Delivery.objects.select_related("message").order_by("id")
    to_colleagues = list(known.filter(external_id__in=names))
    if to_colleagues:
        return to_colleagues
    message = Message.objects.filter(external_id__in=names, kind__in=LEAVING).last()
    return list(known.filter(message=message)) if message else []


def _failure_of(delivery: Delivery, envelope: Envelope, *, alone: bool) -> Failure | None:
    """What the report says of this recipient; an address that it was passed on to counts too."""
    recipient = delivery.recipient.lower()
    for failure in envelope.failures:
        if failure.address.lower() == recipient:
            return failure
    if not alone:
        return None
    unnamed = Failure(recipient, permanent=False)
    return next(iter(envelope.failures), unnamed)


def _record(delivery: Delivery, failure: Failure, reason: str, at: datetime) -> None:
    if not failure.over:
        delayed(delivery, reason=reason, at=at)
        return
    undeliverable(delivery, error=reason, at=at)
    if failure.permanent:
        mark_bounced(value=delivery.recipient, reason=reason, at=at)
