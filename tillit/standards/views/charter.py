"""The charter: for everybody once it is published, before that for colleagues."""

from __future__ import annotations

from html import escape
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tillit import clock
from tillit.conversations.company import company_name
from tillit.conversations.request import agent_of
from tillit.conversations.shell import settings_page
from tillit.people.actor import Actor
from tillit.people.languages import CODES, LANGUAGES
from tillit.people.policy import Verb, needs
from tillit.people.toasts import tell
from tillit.standards import keeping
from tillit.standards.charter import page
from tillit.standards.charter.badge import badge as drawn
from tillit.standards.charter_forms import CharterForm
from tillit.standards.models import Charter
from tillit.ui import panels

SECONDS = 300
"""How old the copy of a browser or of a cache may be."""


def _readable(request: HttpRequest) -> Charter:
    """The charter, if whoever asks may read it.

    Raises:
        Http404: it is not published, and somebody else than a colleague asks.
    """
    charter = Charter.current()
    if not charter.published and not request.user.is_authenticated:
        raise Http404
    return charter


def _language(request: HttpRequest) -> str:
    asked = request.GET.get("language", "")
    return asked if asked in CODES else translation.get_language() or "en"


def _public(
    request: HttpRequest, response: HttpResponse, charter: Charter, language: str
) -> HttpResponse:
    """Kept for a moment by browsers, but for colleagues, who want to see what they changed."""
    response["Content-Language"] = language
    if charter.published and not request.user.is_authenticated:
        patch_cache_control(response, max_age=SECONDS)
    return response


@login_not_required
@require_safe
def charter(request: HttpRequest) -> HttpResponse:
    """The page, in the language of the address or else of the browser."""
    found, language, now = _readable(request), _language(request), clock.now()
    with translation.override(language):
        context = {
            "company": {"name": company_name()},
            "charter": {
                "published": found.published,
                "languages": [
                    {"code": code, "name": name, "current": code == language}
                    for code, name in LANGUAGES
                ],
                "promises": page.promises(now),
                "periods": page.PERIODS,
                "openings": page.openings(now),
                "complaining": found.words("complaining"),
                "reaching": found.words("reaching"),
                "addresses": page.addresses(),
                "as_of": page.as_of(now),
                "sections": panels.sections("charter", found, None),
            },
        }
        response = render(request, "standards/charter.html", context)
        return _public(request, response, found, language)


@login_not_required
@require_safe
def charter_data(request: HttpRequest) -> HttpResponse:
    """The same as JSON, for any page to read."""
    found, language, now = _readable(request), _language(request), clock.now()
    with translation.override(language):
        told = {
            "company": company_name(),
            "language": language,
            "at": now.isoformat(),
            "promises": [_told(one) for one in page.promises(now)],
            "opening_hours": [
                {"name": one.name, "open": one.is_open, "words": one.sentence}
                for one in page.openings(now)
            ],
        }
    response = JsonResponse(told, json_dumps_params={"ensure_ascii": False})
    response["Access-Control-Allow-Origin"] = "*"
    return _public(request, response, found, language)


def _told(promised: page.Promised) -> dict[str, Any]:
    return {
        "standard": promised.standard,
        "promise": promised.words,
        "for": promised.whom,
        "until": promised.until.isoformat() if promised.until else None,
        "results": [
            {
                "days": result.days,
                "kept": result.kept,
                "cases": result.cases,
                "share": result.share,
                "seconds": result.seconds,
                "words": result.words,
            }
            for result in promised.results
        ],
    }


@login_not_required
@require_safe
def charter_badge(request: HttpRequest) -> HttpResponse:
    """A picture of the first promise, or of the `standard` that the address names."""
    found, language, asked = _readable(request), _language(request), request.GET.get("standard", "")
    with translation.override(language):
        promises = page.promises(clock.now())
        chosen = [one for one in promises if not asked or str(one.standard) == asked]
        if not chosen:
            raise Http404
        response = HttpResponse(drawn(chosen[0]), content_type="image/svg+xml")
    return _public(request, response, found, language)


def _linked_badge(address: str) -> str:
    """What a company pastes into a page of its own."""
    picture = f'<img src="{escape(address)}badge.svg" alt="{escape(_("Our promises"))}">'
    return f'<a href="{escape(address)}">{picture}</a>'


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.ADMINISTER)
def charter_settings(request: HttpRequest) -> HttpResponse:
    """Whether it is published, and its words."""
    form = CharterForm(Charter.current(), request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        keeping.write_charter(charter=form.charter(), by=Actor.agent(agent_of(request)))
        tell(request, _("Saved."))
        return redirect("standards:charter_settings")
    address = request.build_absolute_uri(reverse("standards:charter"))
    context = {
        "charter": {
            "form": form,
            "url": address,
            "badge_url": f"{address}badge.svg",
            "badge_html": _linked_badge(address),
            "data_url": request.build_absolute_uri(reverse("standards:charter_data")),
            "promised": bool(page.promises(clock.now())),
        }
    }
    status = 422 if form.is_bound else 200
    return settings_page(request, "standards/charter_settings.html", context, status=status)
