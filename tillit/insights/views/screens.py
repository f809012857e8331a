"""Screens on walls: making and withdrawing them, and what each shows to whoever has its address."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tillit import clock
from tillit.conversations.request import agent_of
from tillit.conversations.shell import frame
from tillit.insights import figures as shown
from tillit.insights.board import Board, board_of
from tillit.insights.models import Screen
from tillit.insights.periods import selection_read_from
from tillit.insights.screens import (
    DAYS,
    MOST,
    NOW,
    make,
    opened_by,
    screens_of,
    teams_of,
    tiles,
    withdraw,
)
from tillit.measures.registry import Measure, all_measures
from tillit.people.models import Agent, Team
from tillit.people.policy import Verb, needs
from tillit.ui import numbers


class ScreenForm(forms.Form):
    """What a screen shows."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=80)
    team = forms.ModelChoiceField(
        label=gettext_lazy("Team"),
        queryset=Team.objects.none(),
        required=False,
        empty_label=gettext_lazy("All of my teams"),
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("Measures look back"), coerce=int, initial=DAYS[0]
    )
    tiles = forms.MultipleChoiceField(
        label=gettext_lazy("Figures"), choices=tiles, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: QueryDict | None = None, *, agent: Agent) -> None:
        super().__init__(data, auto_id="screen-%s", initial={"tiles": list(NOW)})
        self.fields["team"].queryset = Team.objects.filter(pk__in=agent.team_ids)  # type: ignore[attr-defined]
        self.fields["days"].choices = [(one, _days(one)) for one in DAYS]  # type: ignore[attr-defined]

    def clean_tiles(self) -> list[str]:
        """As many as can be read from afar."""
        chosen: list[str] = self.cleaned_data["tiles"]
        if len(chosen) > MOST:
            raise forms.ValidationError(_("Choose %(most)d at most.") % {"most": MOST})
        return chosen


def _days(n: int) -> str:
    return ngettext("%(n)d day", "%(n)d days", n) % {"n": n}


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.LOOK_AFTER)
def screens(request: HttpRequest) -> HttpResponse:
    """Those there are; posting makes another one."""
    agent = agent_of(request)
    form = ScreenForm(agent=agent)
    if request.method == "POST":
        form = ScreenForm(request.POST, agent=agent)
        if form.is_valid():
            make(**form.cleaned_data, by=agent)
            return HttpResponseRedirect(reverse("insights:screens"))
    context = {
        **frame(request, current=reverse("insights:figures")),
        "screens": {"rows": [_row(one) for one in screens_of(agent)], "form": form, "most": MOST},
    }
    return render(request, "insights/screens.html", context)


def _row(one: Screen) -> dict[str, Any]:
    known = dict(tiles())
    return {
        "title": one.title,
        "team": one.team.name if one.team else _("All of my teams"),
        "shows": ", ".join(str(known[key]) for key in one.tiles if key in known),
        "days": _days(one.days),
        "by": one.made_by.name if one.made_by else "",
        "at": one.made_at,
        "url": settings.TILLIT_BASE_URL.rstrip("/") + reverse("insights:screen", args=[one.token]),
        "withdrawal_url": reverse("insights:screen_withdrawal", args=[one.pk]),
    }


@require_POST
@needs(Verb.LOOK_AFTER)
def screen_withdrawal(request: HttpRequest, number: int) -> HttpResponse:
    """Its address opens nothing any more."""
    agent = agent_of(request)
    withdraw(screen=get_object_or_404(screens_of(agent), pk=number), by=agent)
    return HttpResponseRedirect(reverse("insights:screens"))


@login_not_required
@require_safe
def screen(request: HttpRequest, token: str) -> HttpResponse:
    """What a screen shows to whoever has its address: figures only, and nobody's name."""
    found = opened_by(token)
    if found is None:
        raise Http404
    one, agent = found
    with override(agent.language or None):
        answer = render(request, _template(request), _context(one, agent))
    answer["X-Robots-Tag"] = "noindex"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _template(request: HttpRequest) -> str:
    is_part = request.headers.get("HX-Request")
    return "insights/screen_figures.html" if is_part else "insights/screen.html"


def _context(one: Screen, agent: Agent) -> dict[str, Any]:
    now = clock.now()
    topics = [f"screen.{one.token}", *(f"team.{team}" for team in teams_of(one, agent))]
    return {
        "theme": "dark",
        "live_url": f"/live/?{urlencode([('topic', topic) for topic in topics])}",
        "screen": {
            "title": one.title,
            "now": now,
            "about": _about(one),
            "url": reverse("insights:screen", args=[one.token]),
            "tiles": _tiles(one, agent),
        },
    }


def _about(one: Screen) -> str:
    if set(one.tiles) <= set(NOW):
        return ""
    return _("measures: the last %(days)s") % {"days": _days(one.days)}


def _tiles(one: Screen, agent: Agent) -> list[dict[str, Any]]:
    measures = {found.key: found for found in all_measures() if found.key in one.tiles}
    known = _now(one, agent) | (_measured(one, agent, list(measures.values())) if measures else {})
    return [known[key] for key in one.tiles if key in known]


def _measured(one: Screen, agent: Agent, measures: list[Measure]) -> dict[str, dict[str, Any]]:
    asked = QueryDict(urlencode({"period": str(one.days), "team": one.team_id or ""}))
    selection = selection_read_from(asked, agent)
    found = shown.measured(measures, selection)
    cards = {key: shown.card(told, selection) for key, told in found.items()}
    return {
        key: {
            "title": card["title"],
            "value": card["value"],
            "is_words": len(card["value"]) > 6,
            "reading": card["reading"],
            "count": card["count"],
            "few": card["few"] and card["defined"],
            "tone": "",
        }
        for key, card in cards.items()
    }


def _now(one: Screen, agent: Agent) -> dict[str, dict[str, Any]]:
    if not set(NOW) & set(one.tiles):
        return {}
    board = board_of(teams_of(one, agent), clock.now())
    values = {"waiting": board.waiting, "due": board.at_risk, "late": board.late}
    tones = {"due": "warn" if board.at_risk else "", "late": "bad" if board.late else ""}
    return {
        key: {
            "title": title,
            "value": numbers.count(values.get(key, board.kept)),
            "reading": _kept(board) if key == "kept" else "",
            "tone": tones.get(key, ""),
        }
        for key, title in NOW.items()
    }


def _kept(board: Board) -> str:
    if not board.decided:
        return _("nothing decided yet")
    return _("of %(n)s") % {"n": numbers.count(board.decided)}
