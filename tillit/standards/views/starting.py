"""The starter sets: looked at, and adopted with one click."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tillit.conversations.request import agent_of
from tillit.conversations.shell import settings_page
from tillit.measures.registry import all_measures
from tillit.people.policy import Verb, needs
from tillit.people.toasts import tell
from tillit.standards.for_whom import for_whom, promised_by, target_of
from tillit.standards.starting import words
from tillit.standards.starting.sets import BY_LAW, LAWS, SETS, Model, adopt, due_sooner


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.PROMISE)
def starter_sets(request: HttpRequest) -> HttpResponse:
    """Both sets, each standard with what it would replace; a POST adopts those that are ticked."""
    if request.method == "POST":
        return _adopted(request)
    context = {
        "sets": [_set(key, models) for key, models in SETS.items()],
        "laws": [
            {**_set(key, models), "state": words.of_set(key, "state")}
            for key, models in LAWS.items()
        ],
    }
    return settings_page(request, "standards/starter_sets.html", context)


def _set(key: str, models: Collection[Model]) -> dict[str, Any]:
    return {
        "key": key,
        "name": words.of_set(key, "name"),
        "about": words.of_set(key, "about"),
        "standards": [_shown(model) for model in models],
    }


def _adopted(request: HttpRequest) -> HttpResponse:
    known = {**SETS, **LAWS}
    models = {model.key: model for model in known.get(request.POST.get("set", ""), ())}
    if not models:
        raise Http404
    ticked = [models[key] for key in request.POST.getlist("standard") if key in models]
    made = adopt(models=ticked, by=agent_of(request))
    said = ngettext("%(n)d standard is new.", "%(n)d standards are new.", made) % {"n": made}
    tell(request, said if made else _("Nothing has changed."))
    return redirect("standards:standards")


def _shown(model: Model) -> dict[str, Any]:
    version, before = model.version(), model.in_force()
    same = before is not None and target_of(before) == target_of(version)
    same = same and before is not None and before.criteria.exists()
    sooner = bool(model in BY_LAW and model.clock and before and not same)
    sooner = sooner and before is not None and due_sooner(before, version)
    measured = {one.key for one in all_measures()}
    return {
        "key": model.key,
        "words": version.words(),
        "about": " · ".join(
            str(part) for part in (promised_by(version), target_of(version), for_whom(version))
        ),
        "source": version.source,
        "points": [words.here(point.text) for point in words.points(model.words)],
        "instead": before.standard.name if before and not (same or sooner) else "",
        "promised": same,
        "sooner": target_of(before) if before and sooner else "",
        "unmeasured": bool(model.measure) and model.measure not in measured,
    }
