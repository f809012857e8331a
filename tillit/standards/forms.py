"""What is filled in to change a standard."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from tillit.conversations.models import CaseType, Inbox
from tillit.conversations.viewing.vocabulary import channels_in_use
from tillit.people.languages import LANGUAGES
from tillit.people.models import Agent, Team
from tillit.standards.for_whom import target_of
from tillit.standards.indicators import at_least, at_most, goes_by_time, no_longer
from tillit.standards.keeping import in_force
from tillit.standards.models import (
    RESPONSES,
    USUAL_PAUSES,
    Clock,
    HoursKind,
    PauseRule,
    ServiceStandard,
    StandardVersion,
)

EVERYBODY = _("All of them")
OVER, LASTING = "measure:", "lasting:"
"""In front of what is measured over a period: a share of it is promised, or how long it takes."""
DAY, HOUR, MINUTE = 86400, 3600, 60
LONGEST_HOURS = 24 * 60
WHOM = ("inbox", "team", "channel", "priority", "case_type", "language", "vip")


class StandardForm(forms.ModelForm):
    """What is promised, to whom, and why; it becomes a version of its own."""

    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("Colleagues see it."))
    days = forms.IntegerField(
        label=_("Days"), min_value=0, max_value=LONGEST_HOURS // 24, required=False
    )
    hours = forms.IntegerField(
        label=_("Hours"), min_value=0, max_value=LONGEST_HOURS, required=False
    )
    minutes = forms.IntegerField(label=_("Minutes"), min_value=0, max_value=59, required=False)
    clock = forms.ChoiceField(label=_("What is promised"))
    channel = forms.ChoiceField(label=_("Channel"), required=False)
    percent = forms.IntegerField(label=_("In percent"), min_value=1, max_value=100, required=False)

    class Meta:
        model = StandardVersion
        fields = (
            "hours_kind", "pause_rule", "inbox", "team", "channel", "priority", "case_type",
            "language", "vip", "public", "owner", "review_date", "evidence", "source", "reason",
        )  # fmt: skip
        labels = {
            "hours_kind": _("Counted in"),
            "pause_rule": _("The clock stands still"),
            "inbox": _("Inbox"),
            "team": _("Team"),
            "priority": _("Priority"),
            "case_type": _("Type"),
            "language": _("Language"),
            "vip": _("Only VIP customers"),
            "public": _("Customers are told, and can read it in the charter"),
            "owner": _("Who looks after it"),
            "review_date": _("Look at it again on"),
            "evidence": _("Why this target"),
            "source": _("Where the idea comes from"),
            "reason": _("Why"),
        }
        help_texts = {
            "reason": _("It stands beside the version, for those who come later."),
            "pause_rule": _("An answer that somebody waits for never stands still."),
            "public": "",
        }
        widgets = {
            "reason": forms.Textarea(attrs={"rows": 3}),
            "evidence": forms.Textarea(attrs={"rows": 2}),
            "review_date": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(
        self,
        by: Agent,
        standard: ServiceStandard,
        before: StandardVersion | None,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        """Show what is promised now, and a field for the words of each language.

        Inboxes and colleagues of teams that the writer does not see stand there only if chosen.
        """
        super().__init__(*args, **kwargs)
        self._standard, self._before = standard, before
        self.fields["name"].initial = standard.name
        self._show_time(before.target_seconds if before else 4 * HOUR)
        self.fields["reason"].required = before is not None
        self.fields["reason"].initial = ""
        self.initial["reason"] = ""
        self._offer_what_is_seen(by)
        self.fields["clock"].choices = [  # type: ignore[attr-defined]
            (_("In each case"), Clock.choices),
            (_("Over a period, at least"), [(OVER + key, name) for key, name in at_least()]),
            (_("Over a period, at most"), [(OVER + key, name) for key, name in at_most()]),
            (_("Over a period, no longer than"), [(LASTING + key, it) for key, it in no_longer()]),
        ]
        if before is not None and before.measure:
            self._show_goal(before)
        self.fields["pause_rule"].required = False
        rules = [] if before else [("", _("As is usual for such a promise"))]
        self.fields["pause_rule"].choices = [*rules, *PauseRule.choices]  # type: ignore[attr-defined]
        if before is None:
            self.initial["pause_rule"] = ""
        self.fields["inbox"].empty_label = EVERYBODY  # type: ignore[attr-defined]
        types = [choice for choice in CaseType.choices if choice[0]]
        self.fields["case_type"].choices = [("", EVERYBODY), *types]  # type: ignore[attr-defined]
        for name in ("priority", "language"):
            said = [one for one in self.fields[name].choices if one[0]]  # type: ignore[attr-defined]
            self.fields[name].choices = [("", EVERYBODY), *said]  # type: ignore[attr-defined]
        for code, label in LANGUAGES:
            words = before.wording.get(code, "") if before else ""
            self.fields[f"words_{code}"] = forms.CharField(
                label=label, required=False, max_length=200, initial=words
            )

    def _offer_what_is_seen(self, by: Agent) -> None:
        before = self._before or StandardVersion()
        seen = Q(pk__in=Agent.objects.visible_to(by), is_active=True) | Q(pk=before.owner_id or 0)
        owners = Agent.objects.filter(seen).order_by("name")
        self.fields["owner"].queryset = owners  # type: ignore[attr-defined]
        self.fields["owner"].empty_label = _("Nobody yet")  # type: ignore[attr-defined]
        inboxes = Inbox.objects.filter(Q(team__in=by.team_ids) | Q(pk=before.inbox_id or 0))
        self.fields["inbox"].queryset = inboxes.order_by("name")  # type: ignore[attr-defined]
        teams = Team.objects.filter(Q(pk__in=by.team_ids) | Q(pk=before.team_id or 0))
        self.fields["team"].queryset = teams.order_by("name")  # type: ignore[attr-defined]
        self.fields["team"].empty_label = EVERYBODY  # type: ignore[attr-defined]
        used = [("", EVERYBODY), *channels_in_use()]
        self.fields["channel"].choices = used  # type: ignore[attr-defined]

    def _show_time(self, seconds: int) -> None:
        """Of opening hours no days: they differ."""
        if self._before and self._before.hours_kind != HoursKind.BUSINESS:
            self.fields["days"].initial, seconds = divmod(seconds, DAY)
        self.fields["hours"].initial = seconds // HOUR
        self.fields["minutes"].initial = seconds % HOUR // MINUTE

    def _show_goal(self, before: StandardVersion) -> None:
        """What is promised over a period now."""
        lasting, goal = goes_by_time(before.measure), before.goal or 0
        self.fields["clock"].initial = (LASTING if lasting else OVER) + before.measure
        if lasting:
            self._show_time(int(goal))
        elif goal:
            self.fields["percent"].initial = round(100 * goal)

    def clean_name(self) -> str:
        """One standard of a name."""
        name = str(self.cleaned_data["name"]).strip()
        others = ServiceStandard.objects.filter(name__iexact=name)
        if others.exclude(pk=self._standard.pk).exists():
            raise ValidationError(_("There is a standard of this name already."))
        return name

    def clean(self) -> dict[str, Any]:
        """Some time, words in one language at least, and nobody promised two things."""
        said: dict[str, Any] = super().clean() or {}
        if self.measure():
            # What is measured over a period is measured of everybody.
            said.update(
                inbox=None, team=None, channel="", priority="", case_type="", language="", vip=False
            )
        if self.measure() and not self.lasts():
            if not said.get("percent"):
                self.add_error("percent", _("Say of how many of a hundred it holds."))
        elif not self.target_seconds():
            self.add_error("hours", _("Promise some time: one minute at least."))
        elif said.get("days") and said.get("hours_kind") == HoursKind.BUSINESS:
            self.add_error("days", _("Days of opening hours differ: say hours, or working days."))
        if not self.wording():
            first = LANGUAGES[0][0]
            self.add_error(f"words_{first}", _("Say it in one language at least."))
        if not self.errors and (other := self._same_for_the_same()):
            words = _("“%(name)s” promises something to the same customers already.")
            self.add_error("inbox", words % {"name": other.standard.name})
        return said

    def _same_for_the_same(self) -> StandardVersion | None:
        whom = {name: self.cleaned_data[name] for name in WHOM}
        what = {"measure": self.measure(), "clock": self.ticking()}
        others = in_force().filter(**whom, **what).select_related("standard")
        return others.exclude(standard=self._standard.pk).first()

    def measure(self) -> str:
        """The key of what is measured over a period; empty when a clock runs in each case."""
        kind, colon, key = str(self.cleaned_data.get("clock", "")).partition(":")
        return key if kind + colon in (OVER, LASTING) else ""

    def lasts(self) -> bool:
        """Whether a time is promised over a period."""
        return str(self.cleaned_data.get("clock", "")).startswith(LASTING)

    def goal(self) -> float | None:
        """The share or the time that is promised over a period."""
        if not self.measure():
            return None
        percent = self.cleaned_data.get("percent")
        return self.target_seconds() if self.lasts() else percent / 100 if percent else None

    def ticking(self) -> str:
        """The clock that runs in each case; empty for what is measured over a period."""
        return "" if self.measure() else str(self.cleaned_data.get("clock", ""))

    def target_seconds(self) -> int:
        """How much time is promised."""
        said = self.cleaned_data
        units = (("days", DAY), ("hours", HOUR), ("minutes", MINUTE))
        return sum((said.get(name) or 0) * seconds for name, seconds in units)

    def wording(self) -> dict[str, str]:
        """The words of each language that has some."""
        said = {code: self.cleaned_data.get(f"words_{code}", "").strip() for code, _l in LANGUAGES}
        return {code: words for code, words in said.items() if words}

    def pause_rule(self) -> PauseRule:
        """When the clock stands still: as was said, unless somebody waits for an answer."""
        said = self.cleaned_data.get("pause_rule")
        if self.measure() or Clock(self.ticking()) in RESPONSES:
            return PauseRule.NEVER
        what = Clock(self.ticking())
        return PauseRule(said) if said else USUAL_PAUSES.get(what, PauseRule.NEVER)

    def version(self, author: Agent) -> StandardVersion:
        """The version that was filled in, not stored yet."""
        version = StandardVersion(**{name: self.cleaned_data[name] for name in self.Meta.fields})
        version.measure, version.clock = self.measure(), self.ticking()
        version.goal = self.goal()
        version.target_seconds = 0 if version.measure else self.target_seconds()
        version.wording = self.wording()
        version.pause_rule = self.pause_rule()
        version.author = author
        return version

    def words_left_behind(self) -> list[tuple[str, str]]:
        """Language and words of each that says what it said before another target was promised."""
        before, after = self._before, self.version(Agent())
        if before is None or target_of(before) == target_of(after):
            return []
        return [
            (label, after.wording[code])
            for code, label in LANGUAGES
            if code in after.wording and after.wording[code] == before.wording.get(code)
        ]

    def words(self) -> list[BoundField]:
        """The fields of the words."""
        return [self[f"words_{code}"] for code, _label in LANGUAGES]
