"""The form to tell a customer an honest new time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tillit import clock
from tillit.conversations.composing.saved_replies import LONGEST_TEXT
from tillit.conversations.models import Conversation
from tillit.conversations.request import agent_of
from tillit.conversations.shell import frame
from tillit.people.actor import Actor
from tillit.people.policy import Verb, needs
from tillit.people.toasts import tell
from tillit.standards import new_times
from tillit.standards.models import Promise
from tillit.standards.new_times import NotThen

AT_FIRST = timedelta(hours=4)
"""Offered as the new time: so much opening time from now, or from when it is due."""


class NewTimeForm(forms.Form):
    """Until when, and in which words."""

    until = forms.DateTimeField(
        label=gettext_lazy("The new time"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M"],
    )
    words = forms.CharField(
        label=gettext_lazy("What the customer is told"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 7, "maxlength": LONGEST_TEXT}),
        help_text=gettext_lazy("Empty: our own words, in the customer's language, with this time."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.ANSWER)
def new_time(request: HttpRequest, number: int) -> HttpResponse:
    """Choose a new time, and tell it."""
    promise = _promise(request, number)
    conversation = promise.conversation
    zone = ZoneInfo(promise.calendar_version.hours.zone)
    form = NewTimeForm(request.POST or None, initial=_initial(promise, zone))
    if form.is_bound and form.is_valid() and _told(request, promise, form, zone):
        return redirect("conversations:conversation", conversation.pk)
    return _page(request, promise, conversation, form)


def _promise(request: HttpRequest, number: int) -> Promise:
    found = Promise.objects.select_related(
        "conversation__inbox", "conversation__contact", "calendar_version", "version"
    )
    teams = agent_of(request).team_ids
    promise = found.filter(pk=number, conversation__team_id__in=teams).first()
    if promise is None or not new_times.can_be_told(promise, promise.conversation):
        raise Http404
    return promise


def _initial(promise: Promise, zone: ZoneInfo) -> dict[str, Any]:
    start = max(clock.now(), promise.told_until or promise.due_at)
    until = new_times.in_working_time(promise.conversation, AT_FIRST, start)
    return {"until": until.astimezone(zone).replace(tzinfo=None)}


def _told(request: HttpRequest, promise: Promise, form: NewTimeForm, zone: ZoneInfo) -> bool:
    said = form.cleaned_data
    until: datetime = said["until"].replace(tzinfo=zone)
    text = said["words"].replace("\r\n", "\n").strip()
    try:
        message = new_times.tell(
            promise=promise, until=until, text=text, by=Actor.agent(agent_of(request))
        )
    except NotThen as problem:
        form.add_error("until", str(problem))
        return False
    told = _("Told the customer.") if message else _("Nothing was sent: it was told already.")
    tell(request, told)
    return True


def _page(
    request: HttpRequest, promise: Promise, conversation: Conversation, form: NewTimeForm
) -> HttpResponse:
    address = reverse("conversations:conversation", args=[conversation.pk])
    now = clock.now()
    context = {
        **frame(request, current=address),
        "new_time": {
            "form": form,
            "number": f"#{conversation.pk}",
            "back_url": address,
            "standard": promise.version.words(),
            "due_at": promise.due_at,
            "late": promise.due_at < now,
            "example": new_times.words(
                conversation,
                new_times.in_working_time(conversation, AT_FIRST, max(now, promise.due_at)),
                now=now,
            ),
        },
    }
    status = 422 if form.is_bound else 200
    return render(request, "standards/new_time.html", context, status=status)
