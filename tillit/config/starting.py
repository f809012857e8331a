"""Pages of the first steps; for administrators, who alone can take them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tillit.config.first_steps import steps
from tillit.people.models import Agent
from tillit.people.policy import Verb, needs
from tillit.people.request import agent_of
from tillit.people.shell import frame
from tillit.people.toasts import tell
from tillit.standards.starting.sets import promise_answers


@require_safe
@needs(Verb.ADMINISTER)
def first_steps(request: HttpRequest) -> HttpResponse:
    """What is done, and what comes next."""
    address, found = reverse("first_steps"), steps()
    context = {
        **frame(request, current=address),
        "start": {
            "steps": found,
            "next": next((step.key for step in found if not step.done), ""),
            "dismissed": agent_of(request).knows_the_way,
        },
    }
    return render(request, "config/first_steps.html", context)


@require_POST
@needs(Verb.ADMINISTER)
def first_steps_dismissal(request: HttpRequest) -> HttpResponse:
    """Show them no more; with `again=1` show them after all."""
    again = request.GET.get("again") == "1"
    Agent.objects.filter(pk=agent_of(request).pk).update(knows_the_way=not again)
    if again:
        return redirect("first_steps")
    undo = f"{reverse('first_steps_dismissal')}?again=1"
    tell(request, _("The first steps are still in the settings."), undo_url=undo)
    return redirect("/")


@require_POST
@needs(Verb.ADMINISTER)
def first_standard(request: HttpRequest) -> HttpResponse:
    """Promise an answer within four working hours from now on, unless something is promised."""
    step = next(step for step in steps() if step.key == "standard")
    if not step.done:
        promise_answers(by=agent_of(request))
        tell(request, _("From now on an answer within four working hours is promised."))
    return redirect("first_steps")
