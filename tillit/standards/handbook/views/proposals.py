"""Proposals: made by anybody, discussed by all, decided by those who lead."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tillit.documents import proposing as verbs
from tillit.documents.models import Proposal, Vote
from tillit.documents.publishing import Overtaken
from tillit.notices.giving import read_about
from tillit.people.models import Agent
from tillit.people.policy import Verb, may, refuse_unless
from tillit.people.request import agent_of
from tillit.people.toasts import tell
from tillit.standards.handbook.forms import ProposalForm, SayingForm, WritingForm
from tillit.standards.handbook.noticing import about_proposal
from tillit.standards.handbook.scope import page_at, proposal_at
from tillit.standards.handbook.shown import changed_since, changes, proposed
from tillit.standards.handbook.views import handbook_page
from tillit.standards.handbook.views.writing import anew, newest_of, seen_version
from tillit.ui.addresses import url_of


@require_http_methods(["GET", "HEAD", "POST"])
def proposing(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what one would write instead."""
    agent = agent_of(request)
    page = page_at(agent, slug)
    current = newest_of(page)
    form = ProposalForm(
        current.title, current.text, request.POST or None, initial={"seen": current.number}
    )
    if form.is_bound and form.is_valid():
        seen = seen_version(page, form.cleaned_data["seen"] or 0) or current
        made = verbs.propose(document=page, seen=seen, text=form.text(), by=agent)
        if made is not None:
            tell(request, _("Proposed. Your colleagues can say what they think of it."))
            return redirect("handbook:proposal", made.pk)
        form.add_error(None, _("Nothing is different yet: change the title or the text."))
    context = {
        "heading": _("Propose a change"),
        "lead": _("Write it as you would like to read it. A lead decides; everybody can comment."),
        "form": form,
        "button": _("Propose"),
        "back_url": url_of("handbook:page", slug),
        "pictures_url": url_of("handbook:pictures", slug),
    }
    status = 422 if form.is_bound else 200
    return handbook_page(request, "writing.html", {"writing": context}, status=status)


@require_safe
def proposal(request: HttpRequest, number: int) -> HttpResponse:
    """What is proposed, what colleagues say to it, and what became of it."""
    return _proposal(request, proposal_at(agent_of(request), number))


def _proposal(
    request: HttpRequest,
    found: Proposal,
    *,
    comment: SayingForm | None = None,
    refusal: SayingForm | None = None,
) -> HttpResponse:
    agent = agent_of(request)
    read_about(agent, about_proposal(found.pk))
    given = list(found.votes.select_related("agent").order_by("at"))
    context = {
        "number": found.pk,
        "page_title": found.document.title,
        "page_url": url_of("handbook:page", found.document.slug),
        "author": found.author.name if found.author else "",
        "at": found.at,
        "reason": found.reason,
        "against": found.version.number,
        "changes": proposed(found),
        "is_open": found.is_open,
        "meanwhile": _meanwhile(found),
        "comments": found.comments.select_related("author"),
        "comment_form": comment or SayingForm(prefix="comment"),
        **_votes(given, agent),
        **_ending(found, agent, refusal),
    }
    status = 422 if comment or refusal else 200
    return handbook_page(request, "proposal.html", {"proposal": context}, status=status)


def _meanwhile(found: Proposal) -> list[dict[str, Any]]:
    """What the page says otherwise than when an open proposal was made."""
    return changed_since(found.version, newest_of(found.document)) if found.is_open else []


def _votes(given: list[Vote], agent: Agent) -> dict[str, Any]:
    return {
        "in_favour": [vote.agent.name for vote in given if vote.in_favour],
        "opposed": [vote.agent.name for vote in given if not vote.in_favour],
        "own_vote": next((vote.in_favour for vote in given if vote.agent_id == agent.pk), None),
    }


def _ending(found: Proposal, agent: Agent, refusal: SayingForm | None) -> dict[str, Any]:
    leads = may(agent, Verb.LOOK_AFTER)
    return {
        "state": found.state,
        "state_words": found.get_state_display(),
        "decided_at": found.decided_at,
        "decided_by": found.decided_by.name if found.decided_by else "",
        "decision": found.decision,
        "accepted_as": found.accepted_as.number if found.accepted_as else 0,
        "may_decide": found.is_open and leads,
        "may_withdraw": found.is_open and found.author_id == agent.pk,
        "refusal_form": refusal or SayingForm(prefix="refusal"),
        "refuses": refusal is not None,
    }


@require_POST
def commenting(request: HttpRequest, number: int) -> HttpResponse:
    """Say something to a proposal."""
    agent = agent_of(request)
    found = proposal_at(agent, number)
    form = SayingForm(request.POST, prefix="comment")
    if not form.is_valid():
        return _proposal(request, found, comment=form)
    said = verbs.comment(proposal=found, text=form.cleaned_data["text"], by=agent)
    return redirect(f"{url_of('handbook:proposal', number)}#comment-{said.pk}")


@require_POST
def voting(request: HttpRequest, number: int) -> HttpResponse:
    """Be for it, or against it."""
    agent = agent_of(request)
    found = proposal_at(agent, number)
    try:
        in_favour = request.POST.get("vote") == "for"
        verbs.vote(proposal=found, in_favour=in_favour, by=agent)
        tell(request, _("Your vote counts. You can change it while the proposal is open."))
    except Overtaken:
        _say_decided(request)
    return redirect("handbook:proposal", number)


def _say_decided(request: HttpRequest) -> None:
    tell(request, _("Somebody has decided about this proposal meanwhile."))


@require_http_methods(["GET", "HEAD", "POST"])
def acceptance(request: HttpRequest, number: int) -> HttpResponse:
    """The words of a proposal, to be published as they are or a little otherwise."""
    agent = agent_of(request)
    found = proposal_at(agent, number)
    refuse_unless(agent, Verb.LOOK_AFTER)
    current = newest_of(found.document)
    form = WritingForm(
        found.title_on(current),
        found.text_on(current),
        request.POST or None,
        initial={"seen": current.number, "reason": found.reason},
    )
    overtaken = False
    if form.is_bound and form.is_valid():
        try:
            verbs.accept(
                proposal=found,
                text=form.text(),
                decision=form.cleaned_data["reason"],
                seen=form.cleaned_data["seen"] or 0,
                by=agent,
            )
        except Overtaken:
            overtaken, form = True, anew(form, request.POST, current)
        else:
            tell(request, _("Accepted and published. Everybody concerned is told."))
            return redirect("handbook:page", found.document.slug)
    return _acceptance(request, proposal_at(agent, number), form, overtaken=overtaken)


def _acceptance(
    request: HttpRequest, found: Proposal, form: WritingForm, *, overtaken: bool
) -> HttpResponse:
    """What changed in the page meanwhile stands beside it, so that nothing is undone unseen."""
    current = newest_of(found.document)
    title, text = found.title_on(current), found.text_on(current)
    context = {
        "heading": _("Accept the proposal"),
        "lead": _("This becomes the next version. Change what you like before you publish it."),
        "form": form,
        "button": _("Accept and publish"),
        "back_url": url_of("handbook:proposal", found.pk),
        "overtaken": overtaken and found.is_open,
        "decided": found.get_state_display() if not found.is_open else "",
        "meanwhile": _meanwhile(found),
        "changes": changes((current.title, current.text), (title, text)),
        "pictures_url": url_of("handbook:pictures", found.document.slug),
    }
    status = 409 if context["overtaken"] or context["decided"] else 422 if form.is_bound else 200
    return handbook_page(request, "writing.html", {"writing": context}, status=status)


@require_POST
def refusal(request: HttpRequest, number: int) -> HttpResponse:
    """Decline a proposal, and say why."""
    agent = agent_of(request)
    found = proposal_at(agent, number)
    refuse_unless(agent, Verb.LOOK_AFTER)
    form = SayingForm(request.POST, prefix="refusal")
    if not form.is_valid():
        return _proposal(request, found, refusal=form)
    try:
        verbs.decline(proposal=found, decision=form.cleaned_data["text"], by=agent)
        tell(request, _("Declined. The author is told why."))
    except Overtaken:
        _say_decided(request)
    return redirect("handbook:proposal", number)


@require_POST
def withdrawal(request: HttpRequest, number: int) -> HttpResponse:
    """Take back what one has proposed; what others proposed is theirs."""
    agent = agent_of(request)
    found = proposal_at(agent, number)
    if found.author_id != agent.pk:
        tell(request, _("Only its author can withdraw a proposal."))
        return redirect("handbook:proposal", number)
    try:
        verbs.withdraw(proposal=found, by=agent)
        tell(request, _("Withdrawn."))
    except Overtaken:
        _say_decided(request)
    return redirect("handbook:proposal", number)
