"""What is filled in to change a macro."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tillit.conversations.composing.saved_replies import LONGEST_TEXT, listed
from tillit.conversations.composing.variables import left_open, never_filled
from tillit.conversations.models import (
    CaseType,
    Macro,
    MacroAssignment,
    MacroStatus,
    Priority,
    Stage,
    Tag,
)
from tillit.conversations.properties import LONGEST_TAG, tag_named
from tillit.people.models import Agent, Team
from tillit.people.policy import Verb, may

ME, ALL = "me", "all"
UNCHANGED = ("", _("Leave it as it is"))


class MacroForm(forms.ModelForm):
    """Whose it is, what it says, and what it changes."""

    scope = forms.ChoiceField(label=_("For"))
    saved = forms.TypedChoiceField(
        label=_("A saved reply"), required=False, coerce=int, empty_value=None
    )
    tags_to_add = forms.CharField(
        label=_("Add tags"), required=False, help_text=_("Several tags are parted by commas.")
    )
    tags_to_remove = forms.CharField(label=_("Remove tags"), required=False)
    given_to = forms.ChoiceField(label=_("Give it to"), required=False)

    class Meta:
        model = Macro
        fields = (
            "name", "reply", "sends", "note", "case_type", "stage", "priority", "new_team",
            "status", "snooze", "follows",
        )  # fmt: skip
        labels = {
            "name": _("Name"),
            "reply": _("Or words of its own"),
            "sends": _("Send it at once, without being read again"),
            "note": _("Internal note"),
            "case_type": _("Type"),
            "stage": _("Stage"),
            "priority": _("Priority"),
            "new_team": _("Hand over to the team"),
            "status": _("Status"),
            "snooze": _("Snooze"),
            "follows": _("Follow it"),
        }
        help_texts = {
            "name": _("It is found by it, for example “Lost parcel”."),
            "sends": _("It can be undone for some seconds, like every reply."),
        }
        widgets = {
            "reply": forms.Textarea(attrs={"rows": 6, "maxlength": LONGEST_TEXT}),
            "note": forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_TEXT}),
        }

    def __init__(self, by: Agent, *args: Any, **kwargs: Any) -> None:
        """Offer what somebody may use and choose from."""
        super().__init__(*args, **kwargs)
        self._by = by
        macro: Macro = self.instance
        self._offer("scope", _scopes(by), _scope_of(macro))
        replies = [(one.id, one.name) for one in listed(by)]
        self._offer("saved", [("", _("None")), *replies], macro.saved_reply_id)
        given = f"agent:{macro.assignee_id}" if macro.assignee_id else macro.assigns
        self._offer("given_to", _assignments(by), given)
        for name, values in (("case_type", CaseType), ("stage", Stage), ("priority", Priority)):
            said = [choice for choice in values.choices if choice[0]]
            self._offer(name, [UNCHANGED, *said], getattr(macro, name))
        teams = Team.objects.filter(Q(pk__in=by.team_ids) | Q(pk=macro.new_team_id))
        self.fields["new_team"].queryset = teams.order_by("name")  # type: ignore[attr-defined]
        self.fields["new_team"].empty_label = UNCHANGED[1]  # type: ignore[attr-defined]
        if macro.pk:
            self.fields["tags_to_add"].initial = _written(macro.added_tags.all())
            self.fields["tags_to_remove"].initial = _written(macro.removed_tags.all())

    def _offer(self, name: str, choices: Iterable[Any], initial: Any) -> None:
        field = self.fields[name]
        field.choices = list(choices)  # type: ignore[attr-defined]
        field.initial = initial

    def clean_tags_to_add(self) -> list[str]:
        """Names of tags, also of those that are not there yet."""
        return _names(self.cleaned_data["tags_to_add"])

    def clean_tags_to_remove(self) -> list[Tag]:
        """Tags that are there."""
        return [_known(name) for name in _names(self.cleaned_data["tags_to_remove"])]

    def clean(self) -> dict[str, Any]:
        """Everything must fit together, and there must be something to do."""
        said: dict[str, Any] = super().clean() or {}
        self._check_words(said)
        self._check_place(said)
        self._check_name(said)
        names = {name.casefold() for name in said.get("tags_to_add") or ()}
        if names & {tag.name.casefold() for tag in said.get("tags_to_remove") or ()}:
            self.add_error("tags_to_remove", _("A tag cannot be added and removed."))
        if not self.errors and not any(said.get(name) for name in _DOING):
            self.add_error("name", _("It does nothing yet. Choose one thing at least below."))
        return said

    def _check_words(self, said: dict[str, Any]) -> None:
        if said.get("saved") and said.get("reply"):
            self.add_error("reply", _("Choose a saved reply or write one, not both."))
        if said.get("sends") and not (said.get("saved") or said.get("reply")):
            self.add_error("sends", _("There is no reply that could be sent."))
        gaps = never_filled(left_open(str(said.get("reply", ""))))
        if said.get("sends") and gaps:
            words = _("%(names)s is never filled in by itself, so somebody must read it first.")
            self.add_error("sends", words % {"names": ", ".join(gaps)})

    def _check_place(self, said: dict[str, Any]) -> None:
        if said.get("snooze") and said.get("status") in _CLOSING:
            self.add_error("snooze", _("What is resolved cannot be snoozed."))
        agent = _chosen_agent(said.get("given_to", ""))
        team = said.get("new_team") or _team_of(said.get("scope", ""))
        if agent and team and team.pk not in agent.team_ids:
            words = _("%(name)s is not in the team %(team)s.")
            self.add_error("given_to", words % {"name": agent.name, "team": team.name})

    def _check_name(self, said: dict[str, Any]) -> None:
        team, owner = _team_of(said.get("scope", "")), said.get("scope") == ME
        others = Macro.objects.in_use().filter(
            name__iexact=said.get("name", ""), team=team, owner=self._by if owner else None
        )
        if others.exclude(pk=self.instance.pk).exists():
            self.add_error("name", _("There is a macro of this name already."))

    @transaction.atomic
    def store(self) -> Macro:
        """Keep it as it was filled in."""
        said, macro = self.cleaned_data, self.instance
        macro.owner = self._by if said["scope"] == ME else None
        macro.team = _team_of(said["scope"])
        macro.saved_reply_id = said["saved"]
        macro.reply = said["reply"].replace("\r\n", "\n").strip()
        macro.note = said["note"].replace("\r\n", "\n").strip()
        macro.assignee = _chosen_agent(said["given_to"])
        macro.assigns = MacroAssignment.AGENT if macro.assignee else said["given_to"]
        macro.save()
        macro.added_tags.set([tag_named(name) for name in said["tags_to_add"]])
        macro.removed_tags.set(said["tags_to_remove"])
        return macro


_CLOSING = (MacroStatus.RESOLVED, MacroStatus.NO_REPLY)
_DOING = (
    "saved", "reply", "note", "tags_to_add", "tags_to_remove", "case_type", "stage", "priority",
    "given_to", "new_team", "status", "snooze", "follows",
)  # fmt: skip


def _scopes(by: Agent) -> list[tuple[str, Any]]:
    """Oneself, the teams that somebody looks after, and everybody."""
    scopes: list[tuple[str, Any]] = [(ME, _("Only me"))]
    if may(by, Verb.LOOK_AFTER):
        teams = Team.objects.visible_to(by).order_by("name")
        scopes += [(f"team:{team.pk}", team.name) for team in teams]
    if may(by, Verb.ADMINISTER):
        scopes.append((ALL, _("All teams")))
    return scopes


def _scope_of(macro: Macro) -> str:
    if macro.pk is None or macro.owner_id:
        return ME
    return f"team:{macro.team_id}" if macro.team_id else ALL


def _team_of(scope: str) -> Team | None:
    kind, _colon, number = scope.partition(":")
    return Team.objects.get(pk=int(number)) if kind == "team" else None


def _assignments(by: Agent) -> list[tuple[str, Any]]:
    own = [UNCHANGED, (MacroAssignment.ME.value, MacroAssignment.ME.label)]
    own.append((MacroAssignment.NOBODY.value, MacroAssignment.NOBODY.label))
    seen = Agent.objects.filter(is_active=True).order_by("name")
    if not by.sees_everything:
        seen = seen.filter(teams__in=by.team_ids).distinct()
    return own + [(f"agent:{one.pk}", one.name) for one in seen if may(one, Verb.ANSWER)]


def _chosen_agent(choice: str) -> Agent | None:
    kind, _colon, number = choice.partition(":")
    return Agent.objects.get(pk=int(number)) if kind == "agent" else None


def _written(tags: Iterable[Tag]) -> str:
    return ", ".join(sorted(tag.name for tag in tags))


def _names(text: str) -> list[str]:
    names = [" ".join(name.split()).lstrip("#") for name in text.split(",")]
    for name in names:
        if len(name) > LONGEST_TAG:
            words = _("“%(name)s” is too long for a tag.")
            raise ValidationError(words % {"name": name})
    return [name for name in dict.fromkeys(names) if name]


def _known(name: str) -> Tag:
    tag = Tag.objects.filter(name__iexact=name).first()
    if tag is None:
        raise ValidationError(_("There is no tag “%(name)s”.") % {"name": name})
    return tag
