"""Several filters at once: counted from the facts by the worker, a week at a time.

What was counted is kept for an hour, and counted anew when somebody asks later. A killed worker
goes on with the week after the last one that it wrote down.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256

from tillit import clock
from tillit.hours.home import home_zone
from tillit.insights.days import bounds
from tillit.insights.models import Combination
from tillit.insights.periods import Selection
from tillit.insights.reading import Daily
from tillit.insights.slices import address_of, filters_of
from tillit.measures.dimensions import Divides, dimension_named, divides
from tillit.measures.registry import KeepsDays, Measure, Scope, Slice, Summary, all_measures
from tillit.measures.summaries import together

AT_ONCE = 7
"""Days that are counted in one go."""
KEPT = timedelta(hours=1)
"""So long what was counted is shown without counting it anew."""
FORGOTTEN = timedelta(days=7)


def combination_of(selection: Selection) -> Combination:
    """How far the counting of a selection is; nobody having asked lately, it begins."""
    asked = _asked(selection)
    found, _created = Combination.objects.get_or_create(
        key=_key(asked), defaults={**asked, "asked_at": clock.now()}
    )
    if found.counted_at and found.counted_at < clock.now() - KEPT:
        count_anew(found)
    return found


def count_anew(found: Combination) -> None:
    """Begin from the first day; until it has come to the last one nothing is shown."""
    found.days_done, found.summaries, found.counted_at = 0, {}, None
    found.asked_at = clock.now()
    found.save()


def daily_of(found: Combination, measures: Mapping[str, Measure]) -> dict[str, Daily]:
    """What was counted, by basis, as if it had all happened on the first day."""
    return {
        basis: {found.first: [found.summaries[basis]]} if basis in found.summaries else {}
        for basis in measures
    }


def count_combinations() -> int:
    """Count another week of what was asked for first; how many days that were."""
    now = clock.now()
    found = Combination.objects.filter(counted_at=None).order_by("asked_at", "pk").first()
    if found is None:
        Combination.objects.filter(asked_at__lt=now - FORGOTTEN).delete()
        return 0
    days = min(AT_ONCE, found.days - found.days_done)
    summaries = _with_more(found, days)
    done = found.days_done + days
    # Who asked for it anew meanwhile has begun another count, of which this is no part.
    Combination.objects.filter(pk=found.pk, asked_at=found.asked_at).update(
        days_done=done, summaries=summaries, counted_at=now if done >= found.days else None
    )
    return days


def _with_more(found: Combination, days: int) -> dict[str, Summary]:
    first = found.first + timedelta(days=found.days_done)
    start, end = bounds(first, first + timedelta(days=days - 1), home_zone())
    parts = tuple(filters_of(found.parts))
    scope = Scope(tuple(found.teams), start, end, slices=parts)
    summaries: dict[str, Summary] = found.summaries
    return {
        basis: together([*([summaries[basis]] if basis in summaries else []), more])
        for basis, measure in _counted(parts).items()
        for more in (measure.summarise(scope),)
    }


def _counted(parts: tuple[Slice, ...]) -> dict[str, Measure]:
    """By basis: the measures that can be narrowed to every one of these slices."""
    dimensions = [dimension_named(one.dimension) for one in parts]
    return {
        one.basis: one
        for one in all_measures()
        if isinstance(one, Divides)
        and not isinstance(one, KeepsDays)
        and all(divides(one, dimension) for dimension in dimensions)
    }


def _asked(selection: Selection) -> dict[str, object]:
    return {
        "teams": sorted(selection.teams),
        "parts": sorted(address_of(one) for one in selection.parts),
        "first": selection.first,
        "last": selection.last,
    }


def _key(asked: Mapping[str, object]) -> str:
    return sha256(json.dumps(asked, default=str, sort_keys=True).encode()).hexdigest()
