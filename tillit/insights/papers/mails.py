"""Pages that come by mail: arranging them, trying one, and ending them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tillit.conversations.request import agent_of
from tillit.conversations.shell import frame
from tillit.insights.models.mailing import PageMail, PageMailReader, Problem, Rhythm
from tillit.insights.papers.arranging import arrange, leave, mails_of, send_one, stop
from tillit.insights.papers.forms import PageMailForm
from tillit.insights.papers.paper import pages
from tillit.insights.periods import BY, Selection, selection_of, selection_read_from
from tillit.insights.reading import TEAM
from tillit.insights.slices import words_of
from tillit.insights.views.section import tabs
from tillit.measures.dimensions import dimension_named
from tillit.people.models import Agent, Team
from tillit.people.toasts import tell

PAGE = "page"
"""In an address: the page from which somebody comes."""


@require_http_methods(["GET", "HEAD", "POST"])
def mails(request: HttpRequest) -> HttpResponse:
    """Those that come to somebody, and a form for another one, with the team and filter shown."""
    agent = agent_of(request)
    selection = selection_of(request, agent)
    form = PageMailForm(agent=agent, page=request.GET.get(PAGE, ""))
    if request.method == "POST":
        form = PageMailForm(request.POST, agent=agent)
        if form.is_valid():
            _arrange(form, _query_of(request, selection), agent)
            tell(request, _("It is arranged."))
            return _back()
    context = {
        **frame(request, current=reverse("insights:figures")),
        "tabs": tabs(selection, "mails"),
        "mails": {
            "rows": [_row(one, agent) for one in _listed(agent)],
            "form": form,
            "about": _about(selection, request.GET.get(BY, "")),
            "has_choice": form.fields["readers"].queryset.count() > 1,  # type: ignore[attr-defined]
        },
    }
    return render(request, "insights/mails.html", context)


@require_POST
def mail_trial(request: HttpRequest, number: int) -> HttpResponse:
    """One comes now, to the one who asks for it only."""
    mail, agent = _own(request, number)
    if not mail.readers.filter(agent=agent).exists():
        raise Http404
    send_one(mail=mail, to=agent)
    tell(request, _("It is on its way to %(address)s.") % {"address": agent.email})
    return _back()


@require_POST
def mail_ending(request: HttpRequest, number: int) -> HttpResponse:
    """It comes no more: to nobody, if it is one's own, else to oneself."""
    mail, agent = _own(request, number)
    if mail.made_by_id == agent.pk:
        stop(mail=mail, by=agent)
    else:
        leave(mail=mail, by=agent)
    tell(request, _("It comes no more."))
    return _back()


def _listed(agent: Agent) -> QuerySet[PageMail]:
    return mails_of(agent).select_related("made_by").prefetch_related("readers__agent")


def _own(request: HttpRequest, number: int) -> tuple[PageMail, Agent]:
    agent = agent_of(request)
    return get_object_or_404(mails_of(agent), pk=number), agent


def _back() -> HttpResponse:
    return HttpResponseRedirect(reverse("insights:mails"))


def _arrange(form: PageMailForm, query: str, agent: Agent) -> None:
    told = form.cleaned_data
    rhythm, readers = Rhythm(told["rhythm"]), list(told["readers"])
    arrange(page=told["page"], query=query, rhythm=rhythm, readers=readers, by=agent)


def _query_of(request: HttpRequest, selection: Selection) -> str:
    """The team, clock and filter, and how it is told apart; not the days, which change."""
    by = _known(request.GET.get(BY, ""))
    return urlencode([*selection.kept(), *([(BY, by)] if by else [])])


def _known(by: str) -> str:
    if by == TEAM:
        return by
    try:
        return dimension_named(by).key
    except KeyError:
        return ""


def _about(selection: Selection, by: str) -> list[str]:
    """What the pages are about, besides their days."""
    teams = Team.objects.filter(pk__in=selection.teams).order_by("name")
    told = [", ".join(one.name for one in teams), *(words_of(one) for one in selection.parts)]
    if known := _known(by):
        title = _("Team") if known == TEAM else dimension_named(known).title
        told.append(_("Told apart: %(dimension)s") % {"dimension": title})
    return [words for words in told if words]


def _row(mail: PageMail, agent: Agent) -> dict[str, Any]:
    titles = dict(pages())
    readers = list(mail.readers.all())
    own = next((one for one in readers if one.agent_id == agent.pk), None)
    return {
        "title": titles.get(mail.page, _("No longer there")),
        "about": _about_mail(mail, agent),
        "rhythm": Rhythm(mail.rhythm).label,
        "next": mail.due_at,
        "readers": [one.agent.name for one in readers if one.agent_id != agent.pk],
        "is_reader": own is not None,
        "is_own": mail.made_by_id == agent.pk,
        "by": mail.made_by.name,
        "last": own.sent_at if own else None,
        "problems": [_problem(one) for one in _told_of(mail, readers, own) if one.problem],
        "trial_url": reverse("insights:mail_trial", args=[mail.pk]),
        "ending_url": reverse("insights:mail_ending", args=[mail.pk]),
    }


def _told_of(
    mail: PageMail, readers: list[PageMailReader], own: PageMailReader | None
) -> list[PageMailReader]:
    """Whoever arranged it sees what became of all, everybody else of the own one."""
    if own is None or mail.made_by_id == own.agent_id:
        return readers
    return [own]


def _about_mail(mail: PageMail, agent: Agent) -> list[str]:
    asked = QueryDict(mail.query)
    try:
        return _about(selection_read_from(asked, agent), asked.get(BY, ""))
    except Http404:
        return [str(Problem.UNSEEN.label)]


def _problem(reader: PageMailReader) -> str:
    return f"{reader.agent.name}: {Problem(reader.problem).label}"
