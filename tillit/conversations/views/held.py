"""Mail that became no message: held since nobody could read it, or set aside as a machine's."""

from email.parser import BytesHeaderParser
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tillit.conversations import parcels, refetching, releasing
from tillit.conversations.models import Parcel, ParcelState
from tillit.conversations.request import agent_of
from tillit.conversations.shell import frame
from tillit.conversations.views.whole import described, page, raw_url
from tillit.people.actor import Actor
from tillit.people.models import Agent
from tillit.people.policy import Verb, may, needs

PAGE = 40
ENOUGH = 20_000


@require_safe
def held(request: HttpRequest) -> HttpResponse:
    """What is held, with the cause."""
    return _list(request, Parcel.objects.visible_to(agent_of(request)).held(), aside=False)


@require_safe
def aside(request: HttpRequest) -> HttpResponse:
    """What machines wrote that answers nothing of ours."""
    return _list(request, _set_aside(agent_of(request)), aside=True)


def _set_aside(agent: Agent) -> QuerySet[Parcel]:
    found = Parcel.objects.visible_to(agent).filter(message=None, state__in=releasing.ASIDE)
    return found.order_by("-received_at", "-id")


def _list(request: HttpRequest, found: QuerySet[Parcel], *, aside: bool) -> HttpResponse:
    shown = Paginator(found, PAGE).get_page(request.GET.get("page"))
    address = reverse("conversations:aside" if aside else "conversations:held")
    context = {
        **frame(request, current=reverse("conversations:held")),
        "held": {
            "aside": aside,
            "held_url": reverse("conversations:held"),
            "aside_url": reverse("conversations:aside"),
            "count": shown.paginator.count,
            "mails": [_row(parcel, agent_of(request)) for parcel in shown],
            "next_url": f"{address}?page={shown.number + 1}" if shown.has_next() else "",
            "previous_url": f"{address}?page={shown.number - 1}" if shown.has_previous() else "",
        },
    }
    return render(request, "conversations/held.html", context)


def _row(parcel: Parcel, agent: Agent) -> dict[str, Any]:
    subject, sender = _guess(parcel.raw)
    may_decide = parcel.state == ParcelState.HELD and may(agent, Verb.ANSWER)
    return {
        "received_at": parcel.received_at,
        "sender": sender or parcel.sender,
        "subject": subject,
        "cause": _cause(parcel),
        "size": filesizeformat(parcel.size),
        "url": reverse("conversations:held_mail", args=[parcel.pk]),
        "may_retry": may_decide and (bool(parcel.raw) or refetching.can_ask_again(parcel)),
        "may_delete": may_decide,
        "retry_url": reverse("conversations:parcel_retry", args=[parcel.pk]),
        "deletion_url": reverse("conversations:parcel_deletion", args=[parcel.pk]),
    }


def _cause(parcel: Parcel) -> str:
    if parcel.cause:
        return _(parcel.cause)
    return "" if parcel.state == ParcelState.HELD else str(ParcelState(parcel.state).label)


def _guess(raw: bytes) -> tuple[str, str]:
    """Subject and sender as far as they can be read; whatever this is, it must not raise."""
    try:
        head = BytesHeaderParser().parsebytes(raw[:ENOUGH])
        return str(head.get("Subject", ""))[:200], str(head.get("From", ""))[:200]
    except Exception:
        return "", ""


@require_safe
def held_mail(request: HttpRequest, number: int) -> HttpResponse:
    """One mail that became no message: what can be read of it, and what can be done."""
    parcel = _visible(request, number)
    if parcel.message_id is not None or parcel.state not in releasing.RELEASABLE:
        raise Http404
    return _page(request, parcel)


def _page(request: HttpRequest, parcel: Parcel, *, error: str = "") -> HttpResponse:
    inspection = releasing.inspect(parcel) if parcel.raw else None
    told = described(inspection)
    context = {
        **told,
        "subject": told.get("subject") or "",
        "sender": told.get("sender") or parcel.sender,
        "at": parcel.received_at,
        "cause": _cause(parcel),
        "files": [{"name": name} for name in inspection.files] if inspection else [],
        "raw_url": raw_url(parcel, agent_of(request)) if parcel.raw else "",
        "back_url": _list_url(parcel),
        "back": _("Held mail"),
        "current": reverse("conversations:held"),
        "held": {
            **_row(parcel, agent_of(request)),
            "release_url": reverse("conversations:parcel_release", args=[parcel.pk]),
            "may_release": bool(parcel.raw) and may(agent_of(request), Verb.ANSWER),
            "needs_sender": inspection is not None and not inspection.envelope.sender_address,
            "envelope_sender": parcel.sender.strip("<>"),
            "error": error,
        },
    }
    answer = page(request, context)
    answer.status_code = 422 if error else 200
    return answer


def _list_url(parcel: Parcel) -> str:
    is_held = parcel.state == ParcelState.HELD
    return reverse("conversations:held" if is_held else "conversations:aside")


def _visible(request: HttpRequest, number: int) -> Parcel:
    visible = Parcel.objects.visible_to(agent_of(request)).select_related("inbox")
    found = visible.filter(pk=number).first()
    if found is None:
        raise Http404
    return found


@require_POST
@needs(Verb.ANSWER)
def parcel_release(request: HttpRequest, number: int) -> HttpResponse:
    """File it as a message all the same; `sender` is whom to answer when it does not tell."""
    parcel = _visible(request, number)
    by = Actor.agent(agent_of(request))
    try:
        message = releasing.release(parcel, by=by, sender=request.POST.get("sender", ""))
    except releasing.NoSender:
        return _page(request, parcel, error=_("Write the address that an answer should go to."))
    if message is None:
        return redirect(_list_url(parcel))
    return redirect("conversations:conversation", message.conversation_id)


@require_POST
@needs(Verb.ANSWER)
def parcel_retry(request: HttpRequest, number: int) -> HttpResponse:
    """Read a held mail once more, or fetch it first when it never came."""
    parcel, by = _visible(request, number), Actor.agent(agent_of(request))
    if refetching.can_ask_again(parcel):
        refetching.ask_again(parcel, by=by)
    else:
        parcels.retry(parcel, by=by)
    return redirect("conversations:held")


@require_POST
@needs(Verb.ANSWER)
def parcel_deletion(request: HttpRequest, number: int) -> HttpResponse:
    """Delete a held mail; it cannot be brought back."""
    parcels.delete(_visible(request, number), by=Actor.agent(agent_of(request)))
    return redirect("conversations:held")
