"""What an agent sets for himself or herself, on one page; apps above add sections."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from tillit.people.forms import PersonalForm
from tillit.people.request import agent_of
from tillit.people.shell import settings_page
from tillit.people.toasts import tell
from tillit.ui import panels


@require_http_methods(["GET", "HEAD", "POST"])
def personal(request: HttpRequest) -> HttpResponse:
    """Name, language, theme; what comes by mail; and what other apps add."""
    agent = agent_of(request)
    form = PersonalForm(request.POST if request.method == "POST" else None, instance=agent)
    if form.is_bound and form.is_valid():
        form.save()
        with override(agent.language):
            tell(request, _("Saved."))
        return redirect("people:personal")
    if form.is_bound:
        agent.refresh_from_db()
    status = 422 if form.is_bound else 200
    return settings_page(request, "people/personal.html", _context(request, form), status=status)


def _context(request: HttpRequest, form: PersonalForm) -> dict[str, Any]:
    agent, address = agent_of(request), reverse("people:personal")
    return {
        "personal": {
            "form": form,
            "here": address,
            "email": agent.email,
            "mails_assigned": agent.mails_assigned,
            "mails_url": reverse("people:mails"),
            "sections": panels.sections("personal", agent, agent),
        },
    }
