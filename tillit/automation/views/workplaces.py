"""What routing needs to know of a colleague."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tillit.automation.workplaces import WorkplaceForm, workplace_of
from tillit.conversations.request import agent_of
from tillit.conversations.shell import settings_page
from tillit.people.models import Agent
from tillit.people.policy import Verb, may, needs
from tillit.people.toasts import tell


@require_POST
@needs(Verb.LOOK_AFTER)
def workplace(request: HttpRequest, number: int) -> HttpResponse:
    """Keep languages, skills and capacity."""
    found = Agent.objects.managed_by(agent_of(request)).filter(pk=number).first()
    if found is None or not may(found, Verb.ANSWER):
        raise Http404
    form = WorkplaceForm(workplace_of(found), request.POST)
    if form.is_valid():
        form.store()
        tell(request, _("Saved."))
        return redirect("people:agent", number)
    context = {"form": form, "name": found.name, "number": number}
    return settings_page(request, "automation/workplace_page.html", context, status=422)
