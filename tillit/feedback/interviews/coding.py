"""Themes of talks, found by two people without each other, and how far they agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import transaction

from tillit import clock
from tillit.feedback.interviews.events import CodersNamed, InterviewCoded
from tillit.feedback.interviews.noting import notes_of
from tillit.feedback.interviews.planning import hold_interview
from tillit.feedback.models import Coding, Interview, Round, Theme
from tillit.journal.recording import emit
from tillit.measures.reliability import Reliability, nominal_alpha
from tillit.people.actor import Actor
from tillit.people.models import Agent

LONGEST = 80


class SamePerson(Exception):
    """Two pairs of eyes are needed."""


class NotTheirs(Exception):
    """Only whoever was named codes a talk, and only once there are notes."""


@transaction.atomic
def name_coders(
    *, interview: Interview, first: Agent | None, second: Agent | None, by: Agent
) -> None:
    """Say who reads the notes and finds the themes; who no longer does takes his or hers along.

    Raises:
        SamePerson: nobody agrees with himself.
    """
    if first and first == second:
        raise SamePerson
    held = hold_interview(interview)
    if (held.first_coder, held.second_coder) == (first, second):
        return
    held.first_coder, held.second_coder = first, second
    held.save(update_fields=["first_coder", "second_coder"])
    codings = Coding.objects.filter(notes__consent__interview=held)
    codings.exclude(coder__in=held.coders).delete()
    fact = CodersNamed(held.pk, held.round.team_id, held.first_coder_id, held.second_coder_id)
    emit(fact, by=Actor.agent(by))


@transaction.atomic
def code(*, interview: Interview, themes: Iterable[Theme], new: Iterable[str], by: Agent) -> Coding:
    """Say which themes came up, old ones and new ones; said again, the last word counts.

    Raises:
        NotTheirs: somebody else codes it, or nothing was written down.
    """
    held = hold_interview(interview)
    notes = notes_of(held)
    if notes is None or by.pk not in held.coders:
        raise NotTheirs
    values = {"at": clock.now()}
    coding, _new = Coding.objects.update_or_create(notes=notes, coder=by, defaults=values)
    coding.themes.set([*themes, *_added(held.round, new)])
    emit(InterviewCoded(held.pk, held.round.team_id, coding.pk), by=Actor.agent(by))
    return coding


def _added(round: Round, names: Iterable[str]) -> Iterator[Theme]:
    for name in names:
        words = " ".join(name.split())[:LONGEST]
        known = Theme.objects.filter(team=round.team_id, name__iexact=words).first()
        if words:
            yield known or Theme.objects.create(team_id=round.team_id, name=words)


def coding_of(interview: Interview, agent: Agent) -> Coding | None:
    """What one coder found."""
    own = Coding.objects.filter(notes__consent__interview=interview, coder=agent)
    return own.prefetch_related("themes").first()


def both_of(interview: Interview) -> list[Coding]:
    """What both have found; nothing before both are through, so that nobody is led."""
    codings = Coding.objects.filter(notes__consent__interview=interview)
    found = list(codings.select_related("coder").prefetch_related("themes").order_by("pk"))
    return found if len(found) == 2 else []


@dataclass(frozen=True)
class Found:
    """A theme of a round: in how many talks both found it, and in how many only one did."""

    theme: Theme
    both: int
    one: int


@dataclass(frozen=True)
class Themes:
    """What came up in the talks that two have coded, the most frequent first, and how sure it is.

    Alpha is over every theme of every talk: was it found or not.
    """

    talks: int
    found: tuple[Found, ...]
    reliability: Reliability


def themes_of(round: Round) -> Themes:
    """The themes of a round."""
    pairs = _pairs(round)
    named = {theme.pk: theme for pair in pairs for _keys, themes in pair for theme in themes}
    units = [(key, tuple(key in keys for keys, _themes in pair)) for pair in pairs for key in named]
    found = [
        Found(
            theme,
            both=sum(codes == (True, True) for key, codes in units if key == theme.pk),
            one=sum(codes[0] != codes[1] for key, codes in units if key == theme.pk),
        )
        for theme in named.values()
    ]
    found.sort(key=lambda one: (-one.both, -one.one, one.theme.name))
    return Themes(len(pairs), tuple(found), nominal_alpha(codes for _key, codes in units))


Coded = tuple[set[int], list[Theme]]


def _pairs(round: Round) -> list[tuple[Coded, Coded]]:
    """What both coders found, talk by talk, of the talks that both have coded."""
    codings = Coding.objects.filter(notes__consent__interview__round=round)
    by_notes: dict[int, list[Coded]] = {}
    for coding in codings.prefetch_related("themes").order_by("notes", "pk"):
        themes = list(coding.themes.all())
        by_notes.setdefault(coding.notes_id, []).append(({one.pk for one in themes}, themes))
    return [(pair[0], pair[1]) for pair in by_notes.values() if len(pair) == 2]
