"""What stands below answers: signatures, and what is repeated."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tillit.conversations.forms import BelowForm
from tillit.conversations.models import Inbox
from tillit.conversations.request import agent_of
from tillit.conversations.shell import settings_page
from tillit.conversations.signing import LONGEST_SIGNATURE
from tillit.conversations.views.inbox import Toast
from tillit.people.models import Agent


@require_http_methods(["GET", "HEAD", "POST"])
def inboxes(request: HttpRequest) -> HttpResponse:
    """Every inbox that the agent looks after, each with its form; one is saved at a time."""
    found = list(_visible_to(agent_of(request)))
    wanted = request.POST.get("inbox", "")
    if request.method == "POST" and wanted not in {str(inbox.pk) for inbox in found}:
        raise Http404
    forms = [_form(request, inbox, wanted) for inbox in found]
    saved = next((form for form in forms if form.is_bound and form.is_valid()), None)
    if saved:
        saved.save()
        return redirect(f"{reverse('conversations:inboxes')}?saved=1")
    status = 422 if request.method == "POST" else 200
    address = reverse("conversations:inboxes")
    toast = Toast(_("Saved.")) if "saved" in request.GET else None
    context = {
        "forms": forms,
        "url": address,
        "toast": toast,
    }
    return settings_page(request, "conversations/inboxes.html", context, status=status)


def _visible_to(agent: Agent) -> QuerySet[Inbox]:
    if not agent.looks_after_settings:
        raise Http404
    return Inbox.objects.filter(team_id__in=agent.team_ids).order_by("name")


def _form(request: HttpRequest, inbox: Inbox, wanted: str) -> BelowForm:
    typed = request.POST if wanted == str(inbox.pk) else None
    return BelowForm(typed, instance=inbox, prefix=f"inbox-{inbox.pk}")


@require_POST
def own_signature(request: HttpRequest) -> HttpResponse:
    """The agent's own signature; an empty one leaves the word to the inbox."""
    agent = agent_of(request)
    agent.signature = request.POST.get("signature", "").replace("\x00", "").strip()
    agent.signature = agent.signature.replace("\r\n", "\n")[:LONGEST_SIGNATURE]
    agent.save(update_fields=["signature"])
    return redirect("people:personal")
