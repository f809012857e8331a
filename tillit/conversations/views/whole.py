"""A mail with everything that came with it, and why it is where it is."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tillit.conversations import files, pictures
from tillit.conversations.channels import channel_of
from tillit.conversations.inspection import Finding, Inspection
from tillit.conversations.models import ARRIVING, Attachment, Message, Parcel, ParcelState
from tillit.conversations.reasons import reason_of
from tillit.conversations.releasing import inspect
from tillit.conversations.request import agent_of
from tillit.conversations.seals import seal
from tillit.conversations.shell import frame
from tillit.conversations.showing import MAIL, Reader
from tillit.conversations.views.acting import answer, view_of
from tillit.conversations.words import clean_html, html_of
from tillit.people.models import Agent

FILED = (ParcelState.CONVERSATION, ParcelState.REPLY, ParcelState.AUTO_REPLY)
LARGEST_ATTACHED = 20 * 1024 * 1024
LONGEST = 200_000
"""Characters of a mail that one page shows; the rest is in the raw mail."""


@require_safe
def message(request: HttpRequest, number: int) -> HttpResponse:
    """One message that came in: all of it, and what Tillit made of it."""
    agent = agent_of(request)
    found = _incoming(agent, number)
    reader = Reader(agent, view_of(request), [found])
    body = reader.body(found, whole=True)
    parcel = found.parcels.filter(state__in=FILED).select_related("inbox").first()
    inspection = inspect(parcel) if parcel and parcel.raw else None
    context = {
        **described(inspection),
        "subject": found.subject or found.conversation.subject,
        "sender": _sender(found),
        "at": found.at,
        "body": body.html,
        "quoted": body.quoted,
        "files": reader.files(found, body),
        "more": reader.extras(found, body),
        "reason": reason_of(found, inspection.envelope) if inspection else "",
        "raw_url": raw_url(parcel, agent) if inspection and parcel else "",
        "back_url": reverse("conversations:conversation", args=[found.conversation_id]),
        "back": f"#{found.conversation_id}",
    }
    return page(request, context)


def _incoming(agent: Agent, number: int) -> Message:
    found = (
        Message.objects.visible_to(agent)
        .filter(kind__in=ARRIVING, pk=number)
        .select_related("conversation", "contact")
        .prefetch_related("attachments")
        .first()
    )
    if found is None:
        raise Http404
    return found


def _sender(found: Message) -> str:
    name = found.contact.name if found.contact else ""
    return f"{name} <{found.address}>" if name and name != found.address else found.address


def raw_url(parcel: Parcel, agent: Agent) -> str:
    """Where this agent finds the bytes of a parcel, for some hours."""
    return reverse("conversations:raw_parcel", args=[parcel.pk, seal("parcel", parcel.pk, agent)])


def described(inspection: Inspection | None) -> dict[str, Any]:
    """What was found out about a mail, for `conversations/mail.html`."""
    if inspection is None:
        return {}
    envelope = inspection.envelope
    name, address = envelope.sender_name, envelope.sender_address
    return {
        "subject": envelope.subject,
        "sender": f"{name} <{address}>" if name and address else name or address,
        "at": inspection.written_at,
        "body": shown(inspection),
        "headers": inspection.headers,
        "findings": _findings(inspection),
    }


def shown(inspection: Inspection) -> SafeString:
    """All the words of a mail; no picture of it is fetched."""
    if inspection.html:
        return clean_html(inspection.html)
    return html_of(inspection.text[:LONGEST])


def _findings(inspection: Inspection) -> list[Finding]:
    broken = "; ".join(_(problem) for problem in inspection.problems)
    return [*inspection.findings, *([Finding(_("Broken in it"), broken)] if broken else [])]


def page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """The page of one mail."""
    address = context.get("current", "")
    whole = {**frame(request, current=address), "mail": context}
    return render(request, "conversations/mail.html", whole)


@require_safe
def attached_mail(request: HttpRequest, number: int) -> HttpResponse:
    """A mail that came as a file of another one."""
    agent = agent_of(request)
    found = _attached(agent, number)
    path = files.path_of(found.sha256)
    if not path.exists():
        raise Http404
    conversation = found.message.conversation
    channel = channel_of(conversation.channel)
    context = {
        **described(channel.inspect(path.read_bytes(), conversation.inbox)),
        "files": [],
        "raw_url": Reader(agent, "", []).file(found).url,
        "back_url": reverse("conversations:conversation", args=[conversation.pk]),
        "back": f"#{conversation.pk}",
        "attached_to": found.message.subject or conversation.subject,
    }
    return page(request, context)


def _attached(agent: Agent, number: int) -> Attachment:
    mails = Attachment.objects.filter(content_type=MAIL, size__lte=LARGEST_ATTACHED)
    visible = mails.filter(message__conversation__team_id__in=agent.team_ids)
    found = visible.filter(pk=number).select_related("message__conversation__inbox").first()
    if found is None:
        raise Http404
    return found


@require_POST
def message_pictures(request: HttpRequest, number: int) -> HttpResponse:
    """Show the pictures that a message names on the internet; with `always` also the next ones."""
    agent = agent_of(request)
    found = _incoming(agent, number)
    pictures.want(message=found, by=agent, always=bool(request.POST.get("always")))
    return answer(request, found.conversation_id)
