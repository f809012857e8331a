"""The customer's side of the demo world: a small mail program."""

from __future__ import annotations

import smtplib
from email.message import Message
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tillit import clock
from tillit.channels.email.bodies import parts_of, words_of
from tillit.channels.email.headers import address_in, header
from tillit.conversations.envelope import Enclosure
from tillit.conversations.request import agent_of
from tillit.demo import mailroom
from tillit.demo.cast import ADDRESS, COMPANY, CUSTOMERS, Customer
from tillit.demo.events import DemoRemovalWanted
from tillit.demo.models import Mail, World
from tillit.demo.quotes import quoted
from tillit.demo.registers import lives_here
from tillit.journal.recording import emit
from tillit.people.actor import Actor
from tillit.people.policy import Verb, needs
from tillit.people.toasts import tell

MOST = 60
FRAME_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; "
    "style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"
)
LINKS_LEAVE_THE_FRAME = '<!doctype html><base target="_blank">'
"""Inside the frame no form could be sent, so what a mail links to opens beside it."""


@require_http_methods(["GET", "HEAD", "POST"])
def mailbox(request: HttpRequest, person: str = "") -> HttpResponse:
    """Read and write the mail of one of the four customers."""
    if not lives_here(agent_of(request)):
        raise Http404
    customer = _customer(person)
    if request.method == "POST":
        return _send(request, customer)
    return _page(request, customer)


def _customer(person: str) -> Customer:
    found = {customer.first_name.lower(): customer for customer in CUSTOMERS}
    if not person:
        return CUSTOMERS[0]
    if person.lower() not in found:
        raise Http404
    return found[person.lower()]


def _address(customer: Customer, **query: object) -> str:
    address = reverse("demo:mailbox", args=[customer.first_name.lower()])
    return f"{address}?{urlencode(query)}" if query else address


def _page(
    request: HttpRequest, customer: Customer, *, error: str = "", status: int = 200
) -> HttpResponse:
    mails = Mail.objects.filter(owner=customer.email).order_by("-at", "-id")
    chosen = _chosen(request, customer)
    if chosen and not chosen.read:
        Mail.objects.filter(pk=chosen.pk).update(read=True)
    writing = "write" in request.GET or "reply" in request.GET or error
    context = {
        "company": {"name": COMPANY},
        "mailbox": {
            "people": [_person(other, customer) for other in CUSTOMERS],
            "person": {
                "name": customer.first_name,
                "id": _identity(customer),
                "email": customer.email,
            },
            "mails": [_row(mail, customer, chosen) for mail in mails[:MOST]],
            "mail": _shown(request, customer, chosen) if chosen and not writing else None,
            "write": _form(request, customer, chosen, error) if writing else None,
            "write_url": _address(customer, write=1),
            "reply_url": _address(customer, mail=chosen.pk, reply=1)
            if chosen and not chosen.sent
            else "",
            "inbox_url": reverse("conversations:home"),
        },
    }
    return render(request, "demo/mailbox.html", context, status=status)


def _chosen(request: HttpRequest, customer: Customer) -> Mail | None:
    text = request.GET.get("mail", "")
    if not text:
        return None
    mails = Mail.objects.filter(owner=customer.email)
    found = mails.filter(pk=int(text)).first() if text.isdecimal() and len(text) < 18 else None
    if found is None:
        raise Http404
    return found


def _identity(customer: Customer) -> int:
    return CUSTOMERS.index(customer) + 1


def _person(other: Customer, current: Customer) -> dict[str, Any]:
    return {
        "name": other.first_name,
        "id": _identity(other),
        "url": _address(other),
        "current": other is current,
        "unread": Mail.objects.filter(owner=other.email, read=False).count(),
    }


def _row(mail: Mail, customer: Customer, chosen: Mail | None) -> dict[str, Any]:
    return {
        "id": mail.pk,
        "url": _address(customer, mail=mail.pk),
        "with_name": mail.correspondent,
        "with_id": 7,
        "subject": mail.subject,
        "preview": mail.preview,
        "at": mail.at,
        "unread": not mail.read,
        "sent": mail.sent,
        "current": chosen is not None and chosen.pk == mail.pk,
    }


def _shown(request: HttpRequest, customer: Customer, mail: Mail) -> dict[str, Any]:
    message = mailroom.opened(mail)
    name, address = address_in(message, "From")
    _to_name, to_address = address_in(message, "To")
    return {
        "subject": mail.subject,
        "from_name": name or address,
        "from_id": _identity(customer) if mail.sent else 7,
        "from_address": address,
        "to_address": to_address,
        "at": mail.at,
        "sent": mail.sent,
        "html": mailroom.html_of(message),
        "frame_url": reverse("demo:page", args=[mail.pk]),
        "text": words_of(parts_of(message)),
        "as_text": "text" in request.GET,
        "text_url": _address(customer, mail=mail.pk, text=1),
        "html_url": _address(customer, mail=mail.pk),
        "attachments": [
            {
                "name": file.name,
                "size": filesizeformat(len(file.content)),
                "url": reverse("demo:file", args=[mail.pk, place]),
            }
            for place, file in enumerate(mailroom.files_of(message))
        ],
    }


def _form(
    request: HttpRequest, customer: Customer, chosen: Mail | None, error: str
) -> dict[str, Any]:
    form: dict[str, Any] = {
        "action": _address(customer),
        "reply": chosen is not None,
        "to": ADDRESS,
        "subject": request.POST.get("subject", ""),
        "text": request.POST.get("text", ""),
        "in_reply_to": chosen.pk if chosen else request.POST.get("in_reply_to", ""),
        "error": error,
        "cancel_url": _address(customer),
    }
    if chosen and not error:
        answered = mailroom.opened(chosen)
        subject = header(answered, "Subject")
        form["subject"] = subject if subject.lower().startswith("re:") else f"Re: {subject}"
        form["text"] = quoted(answered, customer.language, chosen.at)
    return form


def _send(request: HttpRequest, customer: Customer) -> HttpResponse:
    text = request.POST.get("text", "").replace("\r\n", "\n")
    if not text.strip():
        return _page(request, customer, error=_("Write something first."), status=422)
    answered = _answered(request, customer)
    mail = mailroom.written(
        name=customer.name,
        address=customer.email,
        to=ADDRESS,
        subject=request.POST.get("subject", ""),
        text=text,
        at=clock.now(),
        answers=answered,
        files=tuple(
            Enclosure(file.name or "file", file.content_type or "", file.read())
            for file in request.FILES.getlist("attachments")
        ),
    )
    world = World.objects.get()
    try:
        with smtplib.SMTP(world.intake_host, world.intake_port, timeout=10) as server:
            server.send_message(mail, from_addr=customer.email, to_addrs=[ADDRESS])
    except (OSError, smtplib.SMTPException):
        words = _("The mail intake does not answer, so this was not sent. Is Tillit running?")
        return _page(request, customer, error=words, status=502)
    mailroom.put(mail.as_bytes(), owner=customer.email, at=clock.now(), sent=True)
    return redirect(_address(customer))


def _answered(request: HttpRequest, customer: Customer) -> Message | None:
    text = request.POST.get("in_reply_to", "")
    mails = Mail.objects.filter(owner=customer.email)
    mail = mails.filter(pk=int(text)).first() if text.isdecimal() and len(text) < 18 else None
    return mailroom.opened(mail) if mail else None


@require_safe
def page(request: HttpRequest, number: int) -> HttpResponse:
    """The HTML part of a mail alone, for a frame in which nothing can run."""
    mail = Mail.objects.filter(pk=number).first()
    if mail is None or not lives_here(agent_of(request)):
        raise Http404
    response = HttpResponse(LINKS_LEAVE_THE_FRAME + mailroom.page_of(mailroom.opened(mail)))
    response.headers["Content-Security-Policy"] = FRAME_POLICY
    return response


@require_safe
def file(request: HttpRequest, number: int, place: int) -> HttpResponse:
    """One file of a mail."""
    mail = Mail.objects.filter(pk=number).first()
    if mail is None or not lives_here(agent_of(request)):
        raise Http404
    files = mailroom.files_of(mailroom.opened(mail))
    if place >= len(files):
        raise Http404
    response = HttpResponse(files[place].content, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
@needs(Verb.ADMINISTER)
def removal(request: HttpRequest) -> HttpResponse:
    """Have the demo world taken away; that takes a while, so the worker does it."""
    if not World.objects.exists():
        raise Http404
    with transaction.atomic():
        emit(DemoRemovalWanted(), by=Actor.agent(agent_of(request)))
    tell(request, _("The demo world is being taken away."))
    return redirect("/")
