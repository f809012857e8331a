"""Writing pages: a new one, the next version, and who looks after it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tillit.documents import publishing
from tillit.documents.models import Document, DocumentVersion
from tillit.people.policy import Verb, needs
from tillit.people.request import agent_of
from tillit.people.toasts import tell
from tillit.standards.handbook import KIND
from tillit.standards.handbook.forms import ArrangingForm, NewPageForm, WritingForm
from tillit.standards.handbook.keeping import attach
from tillit.standards.handbook.scope import managed_at, standards_of
from tillit.standards.handbook.shown import changed_since
from tillit.standards.handbook.views import handbook_page
from tillit.ui.addresses import url_of


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Verb.LOOK_AFTER)
def new_page(request: HttpRequest) -> HttpResponse:
    """A page that is not there yet."""
    agent = agent_of(request)
    form = NewPageForm(agent, request.POST or None)
    if form.is_bound and form.is_valid():
        page = publishing.write(
            kind=KIND,
            language=get_language() or "en",
            text=form.text(),
            team=form.cleaned_data["team"],
            by=agent,
        )
        tell(request, _("Published. Everybody concerned is told."))
        return redirect("handbook:page", page.slug)
    context = {
        "heading": _("New page"),
        "lead": _("Say how it is done here, so that a newcomer can do it too."),
        "form": form,
        "button": _("Publish"),
        "back_url": url_of("handbook:handbook"),
    }
    status = 422 if form.is_bound else 200
    return handbook_page(request, "writing.html", {"writing": context}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def writing(request: HttpRequest, slug: str) -> HttpResponse:
    """The next version of a page; if somebody was quicker, nothing typed is lost."""
    agent = agent_of(request)
    page = managed_at(agent, slug)
    current = newest_of(page)
    form = WritingForm(
        current.title, current.text, request.POST or None, initial={"seen": current.number}
    )
    before = None
    if form.is_bound and form.is_valid():
        try:
            seen = form.cleaned_data["seen"] or 0
            made = publishing.publish(document=page, text=form.text(), seen=seen, by=agent)
        except publishing.Overtaken:
            before = seen_version(page, seen)
            form = anew(form, request.POST, current)
        else:
            tell(request, _("Published. Everybody concerned is told.") if made else _("Saved."))
            return redirect("handbook:page", slug)
    context = {
        "heading": _("Write the next version"),
        "form": form,
        "button": _("Publish"),
        "back_url": url_of("handbook:page", slug),
        "overtaken": before is not None,
        "meanwhile": changed_since(before, current) if before else [],
        "pictures_url": url_of("handbook:pictures", slug),
    }
    status = 422 if form.is_bound else 200
    return handbook_page(request, "writing.html", {"writing": context}, status=status)


def newest_of(page: Document) -> DocumentVersion:
    """What a page says now; every page was published with its first version."""
    assert page.current is not None  # noqa: S101 (see `publishing.write`)
    return page.current


def seen_version(page: Document, number: int) -> DocumentVersion | None:
    """The version that a writer had before him or her."""
    return page.versions.filter(number=number).first()


def anew(form: WritingForm, typed: QueryDict, current: DocumentVersion) -> WritingForm:
    """The same words once more, now that the writer sees what the page says by now."""
    data = typed.copy()
    data["seen"] = str(current.number)
    again = type(form)(current.title, current.text, data)
    again.is_valid()
    return again


def pictures_of(page: Document) -> list[dict[str, Any]]:
    """The pictures of a page, each with the line of Markdown that shows it."""
    return [
        {
            "url": url_of("handbook:picture", page.slug, one.pk),
            "name": one.name,
            "markdown": f"![{one.name}](picture:{one.pk})",
        }
        for one in page.pictures.defer("content").order_by("id")
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def arranging(request: HttpRequest, slug: str) -> HttpResponse:
    """Who looks after a page, whom it concerns, and what it belongs to."""
    agent = agent_of(request)
    page = managed_at(agent, slug)
    promised = standards_of(agent)
    form = ArrangingForm(page, agent, promised, request.POST or None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        among = promised.values_list("standard", flat=True)
        publishing.arrange(
            document=page,
            owner=said["owner"],
            team=said["team"],
            review_date=said["review_date"],
            by=agent,
        )
        attach(document=page, standards=said["standards"], among=among, by=agent)
        tell(request, _("Saved."))
        return redirect("handbook:page", slug)
    context = {
        "title": page.title,
        "form": form,
        "back_url": url_of("handbook:page", slug),
        "review_url": url_of("handbook:page_review", slug),
    }
    status = 422 if form.is_bound else 200
    return handbook_page(request, "arranging.html", {"arranging": context}, status=status)


@require_POST
def taking_up(request: HttpRequest, slug: str) -> HttpResponse:
    """A page that was dropped holds again."""
    agent = agent_of(request)
    publishing.take_up(document=managed_at(agent, slug), by=agent)
    tell(request, _("It holds again."))
    return redirect("handbook:page", slug)
