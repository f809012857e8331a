"""The starter sets: looked at, and adopted with one click."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tillit.conversations.request import agent_of
from tillit.conversations.shell import settings_page
from tillit.people.policy import Verb, needs
from tillit.people.toasts import tell
from tillit.standards.for_whom import for_whom, promised_by, target_of
from tillit.standards.starting import words
from tillit.standards.starting.sets import SETS, Model, adopt


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.ADMINISTER)
def starter_sets(request: HttpRequest) -> HttpResponse:
    """Both sets, each standard with what it would replace; a POST adopts those that are ticked."""
    if request.method == "POST":
        return _adopted(request)
    shown = [
        {
            "key": key,
            "name": words.of_set(key, "name"),
            "about": words.of_set(key, "about"),
            "standards": [_shown(model) for model in models],
        }
        for key, models in SETS.items()
    ]
    return settings_page(request, "standards/starter_sets.html", {"sets": shown})


def _adopted(request: HttpRequest) -> HttpResponse:
    models = {model.key: model for model in SETS.get(request.POST.get("set", ""), ())}
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
    return {
        "key": model.key,
        "words": version.words(),
        "about": " · ".join(
            str(part) for part in (promised_by(version), target_of(version), for_whom(version))
        ),
        "source": version.source,
        "points": [words.here(point.text) for point in words.points(model.words)],
        "instead": before.standard.name if before and not same else "",
        "promised": same,
    }
