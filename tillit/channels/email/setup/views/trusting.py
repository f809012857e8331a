"""Setting whose check of senders is believed."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tillit.channels.email.setup.access import inbox_or_404
from tillit.channels.email.setup.saving import mailbox_of
from tillit.channels.email.setup.shown import page_of
from tillit.channels.email.setup.trusting import TrustForm


@require_POST
def trust(request: HttpRequest, number: int) -> HttpResponse:
    """Store the name that a person typed, or took over from the suggestion; empty is nobody."""
    inbox = inbox_or_404(request, number)
    mailbox = mailbox_of(inbox)
    if mailbox is None:
        raise Http404
    form = TrustForm(request.POST)
    if not form.is_valid():
        page = page_of(request, inbox, trust_form=form)
        return render(request, "email/setup/mailbox.html", page, status=422)
    mailbox.trusted_authserv = form.cleaned_data["trusted_authserv"]
    mailbox.save(update_fields=["trusted_authserv"])
    if mailbox.trusted_authserv:
        words = _("Tillit believes what %(name)s finds out about senders.")
        messages.success(request, words % {"name": mailbox.trusted_authserv})
    else:
        messages.success(request, _("Tillit checks senders itself."))
    return redirect("mail_setup:mailbox", number)
