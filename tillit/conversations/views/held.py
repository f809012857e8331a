"""Mail that could not be read."""

from email.parser import BytesHeaderParser
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tillit.conversations import parcels
from tillit.conversations.models import Parcel
from tillit.conversations.request import agent_of
from tillit.conversations.shell import frame
from tillit.people.actor import Actor

PAGE = 40
ENOUGH = 20_000


@require_safe
def held(request: HttpRequest) -> HttpResponse:
    """What is held, with the cause."""
    found = Parcel.objects.visible_to(agent_of(request)).held()
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    address = reverse("conversations:held")
    context = {
        **frame(request, current=address),
        "held": {
            "count": page.paginator.count,
            "mails": [_shown(parcel) for parcel in page],
            "next_url": f"{address}?page={page.number + 1}" if page.has_next() else "",
            "previous_url": f"{address}?page={page.number - 1}" if page.has_previous() else "",
        },
    }
    return render(request, "conversations/held.html", context)


def _shown(parcel: Parcel) -> dict[str, Any]:
    subject, sender = _guess(parcel.raw)
    return {
        "received_at": parcel.received_at,
        "sender": sender or parcel.sender,
        "subject": subject,
        "cause": _(parcel.cause) if parcel.cause else "",
        "size": filesizeformat(parcel.size),
        "url": reverse("conversations:raw_parcel", args=[parcel.pk]),
        "retry_url": reverse("conversations:parcel_retry", args=[parcel.pk]),
        "deletion_url": reverse("conversations:parcel_deletion", args=[parcel.pk]),
    }


def _guess(raw: bytes) -> tuple[str, str]:
    """Subject and sender as far as they can be read; whatever this is, it must not raise."""
    try:
        head = BytesHeaderParser().parsebytes(raw[:ENOUGH])
        return str(head.get("Subject", ""))[:200], str(head.get("From", ""))[:200]
    except Exception:
        return "", ""


@require_safe
def raw_parcel(request: HttpRequest, number: int) -> HttpResponse:
    """The bytes as they arrived, to be looked at outside of the browser."""
    parcel = _visible(request, number)
    return HttpResponse(
        parcel.raw,
        content_type="application/octet-stream",
        headers={
            "Content-Disposition": f'attachment; filename="mail-{parcel.pk}.eml"',
            "X-Content-Type-Options": "nosniff",
        },
    )


def _visible(request: HttpRequest, number: int) -> Parcel:
    parcel = Parcel.objects.visible_to(agent_of(request)).filter(pk=number).first()
    if parcel is None:
        raise Http404
    return parcel


@require_POST
def parcel_retry(request: HttpRequest, number: int) -> HttpResponse:
    """Read a held mail once more."""
    parcels.retry(_visible(request, number), by=Actor.agent(agent_of(request)))
    return redirect("conversations:held")


@require_POST
def parcel_deletion(request: HttpRequest, number: int) -> HttpResponse:
    """Delete a held mail; it cannot be brought back."""
    parcels.delete(_visible(request, number), by=Actor.agent(agent_of(request)))
    return redirect("conversations:held")
