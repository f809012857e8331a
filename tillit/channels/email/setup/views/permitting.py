"""Being sent to Google or Microsoft to ask for a permission, and coming back with the answer."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tillit.channels.email.fetching.models import ImapSource, SignIn
from tillit.channels.email.setup import permission as permissions
from tillit.channels.email.setup.access import connected_or_404, inboxes_for
from tillit.conversations.request import agent_of


@require_POST
def ask(request: HttpRequest, number: int) -> HttpResponse:
    """Send the browser to whoever gives the permission.

    Not with a redirect: the content security policy lets forms lead nowhere else, and that would
    count as one.
    """
    _mailbox, source = connected_or_404(request, number)
    if source.auth != SignIn.OAUTH2:
        raise Http404
    context = {
        "asking": {
            "url": permissions.ask(request.session, source),
            "provider": source.get_provider_display(),
        }
    }
    return render(request, "email/setup/asking.html", context)


@require_safe
def permission(request: HttpRequest) -> HttpResponse:
    """The answer of the provider: kept when it belongs to what was asked, else told in words."""
    if not agent_of(request).looks_after_settings:
        raise Http404
    inbox, words = None, ""
    try:
        asked = permissions.proven(request.session, request.GET)
        source = _asked_for(request, asked["source"])
        inbox = source.mailbox.inbox_id
        permissions.accept(source, asked, request.GET)
    except permissions.Refused as refused:
        words = str(refused)
    if not words:
        messages.success(request, _("Tillit may read and send the mail of this mailbox now."))
        return redirect("mail_setup:mailbox", inbox)
    back = reverse("mail_setup:mailbox", args=[inbox]) if inbox else reverse("mail_setup:mailboxes")
    context = {"refusal": {"words": words, "back_url": back}}
    return render(request, "email/setup/refused.html", context, status=400)


def _asked_for(request: HttpRequest, number: int) -> ImapSource:
    """The source that was asked for, if it is still for this agent to set up."""
    visible = ImapSource.objects.filter(mailbox__inbox__in=inboxes_for(agent_of(request)))
    source = visible.select_related("mailbox__inbox").filter(pk=number, auth=SignIn.OAUTH2).first()
    if source is None:
        raise Http404
    return source
