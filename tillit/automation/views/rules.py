"""Rules in the settings: listed, written, tried, switched, and what they have done."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tillit.automation import asking, book, changing, controls, listing, running, triggers
from tillit.automation.drafts import StepsDraft, actions_for, posted_trigger
from tillit.automation.forms import RuleForm
from tillit.automation.models import Firing, Outcome, Rule
from tillit.automation.trying import LAST, Trial, attempt
from tillit.conversations.request import agent_of
from tillit.conversations.shell import settings_page
from tillit.conversations.viewing.building import Draft
from tillit.conversations.viewing.conditions import NoConditions, read, written
from tillit.people.actor import Actor
from tillit.people.models import Agent
from tillit.people.policy import Verb, needs
from tillit.people.toasts import tell

MOST_TRIED_SHOWN = 25


@require_safe
@needs(Verb.LOOK_AFTER)
def rules(request: HttpRequest) -> HttpResponse:
    """Those that somebody may change, in the order in which they are asked."""
    found = listing.listed(agent_of(request))
    away = Rule.objects.managed_by(agent_of(request)).exclude(put_away_at=None)
    context = {
        "rules": [one for one in found if one.active],
        "others": [one for one in found if not one.active],
        "away": [(rule.pk, book.title_of(rule)) for rule in away.order_by("-put_away_at")[:20]],
    }
    return settings_page(request, "automation/rules.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.LOOK_AFTER)
def new_rule(request: HttpRequest) -> HttpResponse:
    """One that is not there yet."""
    return _form(request, Rule(trigger="begun", steps=[]))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.LOOK_AFTER)
def rule(request: HttpRequest, number: int) -> HttpResponse:
    """One of them."""
    return _form(request, _managed(request, number))


@require_POST
@needs(Verb.LOOK_AFTER)
def rule_trigger(request: HttpRequest) -> HttpResponse:
    """The trigger as it stands in the form."""
    agent = agent_of(request)
    trigger, settings = posted_trigger(request.POST, agent)
    context = {"trigger": _trigger_shown(trigger, settings, agent, told=False)}
    return render(request, "automation/trigger.html", context)


@require_POST
@needs(Verb.LOOK_AFTER)
def rule_conditions(request: HttpRequest) -> HttpResponse:
    """The conditions as they stand in the form, after a `change`."""
    agent = agent_of(request)
    draft = Draft.posted(request.POST, agent, asking.questions())
    draft.change(request.GET.get("change", ""))
    context = {"conditions": _conditions_shown(draft, agent, told=False)}
    return render(request, "conversations/view_conditions.html", context)


@require_POST
@needs(Verb.LOOK_AFTER)
def rule_steps(request: HttpRequest) -> HttpResponse:
    """The steps as they stand in the form, after a `change`."""
    agent = agent_of(request)
    draft = StepsDraft.posted(request.POST, agent)
    draft.change(request.GET.get("change", ""), agent)
    context = {"steps": _steps_shown(draft, agent, told=False)}
    return render(request, "automation/steps.html", context)


@require_POST
@needs(Verb.LOOK_AFTER)
def rule_switching(request: HttpRequest, number: int) -> HttpResponse:
    """Switch it on, or off."""
    found, on = _managed(request, number), request.POST.get("on") == "1"
    changing.switch(rule=found, on=on, by=Actor.agent(agent_of(request)))
    words = _("“%(name)s” is on from now on.") if on else _("“%(name)s” is off.")
    tell(request, words % {"name": book.title_of(found)})
    return redirect("automation:rules")


@require_POST
@needs(Verb.LOOK_AFTER)
def rule_moving(request: HttpRequest, number: int) -> HttpResponse:
    """Let it be asked earlier or later."""
    agent, found = agent_of(request), _managed(request, number)
    among = [one for one in Rule.objects.managed_by(agent).in_use() if one.active == found.active]
    up = request.POST.get("up") == "1"
    changing.move(rule=found, up=up, among=among, by=Actor.agent(agent))
    return redirect("automation:rules")


@require_POST
@needs(Verb.LOOK_AFTER)
def rule_putting_away(request: HttpRequest, number: int) -> HttpResponse:
    """Take it out of the list; with `again=1` have it there after all."""
    found, by = _managed(request, number), Actor.agent(agent_of(request))
    if request.GET.get("again") == "1":
        changing.take_up(rule=found, by=by)
        tell(request, _("It is in the list again, switched off."))
    else:
        changing.put_away(rule=found, by=by)
        undo = reverse("automation:rule_putting_away", args=[found.pk]) + "?again=1"
        tell(request, _("Deleted."), undo_url=undo)
    return redirect("automation:rules")


@require_safe
@needs(Verb.LOOK_AFTER)
def rule_activity(request: HttpRequest, number: int) -> HttpResponse:
    """What it saw and did."""
    found, agent = _managed(request, number), agent_of(request)
    before = request.GET.get("before", "")
    firings = listing.activity_of(found, agent, int(before) if before.isdecimal() else None)
    more = len(firings) == listing.MOST_SHOWN
    context = {
        "rule": {
            "id": found.pk,
            "name": book.title_of(found),
            "sentence": listing.sentence_of(found, agent),
        },
        "firings": firings,
        "more": firings[-1]["id"] if more else 0,
    }
    return settings_page(request, "automation/activity.html", context)


@require_POST
@needs(Verb.LOOK_AFTER)
def firing_trying(request: HttpRequest, number: int) -> HttpResponse:
    """Try once more what could not be done."""
    agent = agent_of(request)
    found = Firing.objects.select_related("rule", "conversation").filter(
        pk=number,
        outcome=Outcome.PARKED,
        rule__in=Rule.objects.managed_by(agent),
        conversation__team__in=agent.team_ids,
    )
    firing = found.first()
    if firing is None:
        raise Http404
    running.again(firing)
    done = firing.outcome == Outcome.DONE
    tell(request, _("Done.") if done else _("It could not be done again: %s") % firing.error)
    return redirect("automation:rule_activity", firing.rule_id)


def _managed(request: HttpRequest, number: int) -> Rule:
    found = Rule.objects.managed_by(agent_of(request)).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _form(request: HttpRequest, rule: Rule) -> HttpResponse:
    agent, posted = agent_of(request), request.method == "POST"
    change = request.POST.get("change", "") if posted else ""
    form = RuleForm(agent, request.POST if posted else None, instance=rule)
    draft = _filled_in(request, change) if posted else _begun(rule, agent)
    tries, saves = change == "try", posted and not change
    whole = draft.is_valid(agent)
    if saves and form.is_valid() and whole:
        draft.write_into(form.save(commit=False))
        changing.write(rule=rule, by=Actor.agent(agent))
        tell(request, _("Saved.") if rule.active else _("Saved. It is off until you switch it on."))
        return redirect("automation:rules")
    if posted:
        draft.write_into(rule)
    trial = _trial(request, rule, agent) if tries and whole else None
    context = {
        "rule": {
            "id": rule.pk or 0,
            "name": book.title_of(rule),
            "form": form,
            "active": rule.active,
            "telling": saves or tries,
            "no_steps": (saves or tries) and not draft.steps.steps,
            "trial": trial,
            "last": LAST,
            "asked": request.POST.get("last", str(LAST[1])) if posted else str(LAST[1]),
        },
        **draft.shown(agent, told=saves or tries),
    }
    return settings_page(request, "automation/rule.html", context, status=422 if saves else 200)


class _Whole:
    """All that is put together on the page: the trigger, the conditions, the steps."""

    def __init__(
        self,
        trigger: triggers.Trigger,
        settings: dict[str, str],
        conditions: Draft,
        steps: StepsDraft,
    ) -> None:
        self.trigger, self.settings = trigger, settings
        self.conditions, self.steps = conditions, steps

    def is_valid(self, agent: Agent) -> bool:
        """Whether a rule can be made of it."""
        self.conditions.group()
        wrong = controls.problems(self.trigger.controls, self.settings, agent)
        return not wrong and self.conditions.is_valid and self.steps.is_valid(agent)

    def write_into(self, rule: Rule) -> None:
        """Let a rule say this."""
        rule.trigger, rule.settings = self.trigger.key, self.settings
        rule.conditions = written(self.conditions.group())
        rule.steps = self.steps.steps

    def shown(self, agent: Agent, *, told: bool) -> dict[str, Any]:
        """What the parts of the page need."""
        return {
            "trigger": _trigger_shown(self.trigger, self.settings, agent, told=told),
            "conditions": _conditions_shown(self.conditions, agent, told=told),
            "steps": _steps_shown(self.steps, agent, told=told),
        }


def _filled_in(request: HttpRequest, change: str) -> _Whole:
    agent = agent_of(request)
    trigger, settings = posted_trigger(request.POST, agent)
    conditions = Draft.posted(request.POST, agent, asking.questions())
    conditions.change(change)
    steps = StepsDraft.posted(request.POST, agent)
    steps.change(change, agent)
    return _Whole(trigger, settings, conditions, steps)


def _begun(rule: Rule, agent: Agent) -> _Whole:
    trigger = triggers.named(rule.trigger) or triggers.every()[0]
    fresh = controls.posted(trigger.controls, {}, agent, prefix="", fresh=True)
    try:
        group = read(rule.conditions, asking.questions()) if rule.conditions else None
    except NoConditions:
        group = None
    questions = asking.questions()
    conditions = Draft.of(group, questions) if group else Draft(questions=questions)
    steps = StepsDraft([dict(step) for step in rule.steps])
    if not steps.steps:
        steps.change("step-add", agent)
    return _Whole(trigger, {**fresh, **rule.settings}, conditions, steps)


def _trigger_shown(
    trigger: triggers.Trigger, settings: dict[str, str], agent: Agent, *, told: bool
) -> dict[str, Any]:
    return {
        "key": trigger.key,
        "choices": [(one.key, one.label) for one in triggers.every()],
        "controls": controls.shown(trigger.controls, settings, agent, prefix="trigger-", told=told),
        "url": reverse("automation:rule_trigger"),
    }


def _conditions_shown(draft: Draft, agent: Agent, *, told: bool) -> dict[str, Any]:
    return {
        "groups": draft.shown(agent),
        "told": told,
        "count": None,
        "url": reverse("automation:rule_conditions"),
    }


def _steps_shown(draft: StepsDraft, agent: Agent, *, told: bool) -> dict[str, Any]:
    return {
        "lines": draft.shown(agent, told=told),
        "choices": [(one.key, one.label) for one in actions_for(agent, draft.steps)],
        "url": reverse("automation:rule_steps"),
    }


def _trial(request: HttpRequest, rule: Rule, agent: Agent) -> dict[str, Any]:
    asked = request.POST.get("last", "")
    last = int(asked) if asked in {str(one) for one in LAST} else LAST[1]
    found: Trial = attempt(rule, agent, last)
    return {
        "fired": len(found.fired),
        "looked_at": found.looked_at,
        "conversations": found.conversations,
        "cases": [
            {
                "number": one.case.conversation.pk,
                "subject": one.case.conversation.subject,
                "customer": one.case.conversation.contact.name,
                "at": one.case.at,
                "url": reverse("conversations:conversation", args=[one.case.conversation.pk]),
                "saw": listing.saw_words(one.seen.written(), agent),
            }
            for one in found.fired[:MOST_TRIED_SHOWN]
        ],
        "more": max(0, len(found.fired) - MOST_TRIED_SHOWN),
    }
