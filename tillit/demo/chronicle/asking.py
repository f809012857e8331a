"""The survey of a story: asked and answered, as `feedback` does it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from tillit.demo.chronicle.story import Story
from tillit.demo.chronicle.templates import Mail
from tillit.feedback.actions import ROBOT as SURVEYOR
from tillit.feedback.answering import Given
from tillit.feedback.events import CustomerAsked, ResponseSaved
from tillit.feedback.mails import PURPOSE as SURVEY
from tillit.feedback.measures import BASIS
from tillit.feedback.models import Answer, Asking, Invitation, Outcome, Response, SurveyVersion
from tillit.feedback.questionnaire import Kind
from tillit.feedback.response_rate import ResponseRate
from tillit.journal.models import Event
from tillit.people.models import Agent

IN_A_MOMENT = timedelta(seconds=2)


def ask(
    story: Story,
    version: SurveyVersion,
    mail: Callable[[Invitation], Mail],
    *,
    agent: Agent,
    at: datetime,
    cause: Event | None,
    leaves_after: timedelta = IN_A_MOMENT,
) -> Invitation:
    """The customer is asked, by the mail that is made of the invitation."""
    ids = {"contact_id": story.customer.id, "team_id": story.conversation.team_id}
    invitation = Invitation(
        survey=version.survey,
        version=version,
        conversation_id=story.conversation.pk,
        agent_id=agent.pk,
        token=f"{story.random.getrandbits(192):048x}",
        language=story.customer.language,
        sent_at=at,
        closes_at=at + timedelta(days=version.survey.closes_after_days),
        **ids,
    )
    story.ledger.add(invitation)
    story.ledger.add(
        Asking(
            survey_id=version.survey_id,
            conversation_id=story.conversation.pk,
            outcome=Outcome.ASKED,
            at=at,
            **ids,
        )
    )
    said = story.say_automatically(at, mail(invitation), SURVEY, by=SURVEYOR.key, cause=cause)
    story.ledger.changed(ResponseRate.basis, story.conversation.team_id, at)
    story.tell(CustomerAsked(*story.ids, invitation.pk), SURVEYOR.key, at, cause)
    story.sent(said, at + leaves_after)
    return invitation


def answer(story: Story, invitation: Invitation, given: Given, at: datetime) -> None:
    """The customer answers for the first and last time."""
    questionnaire = invitation.version.questionnaire
    main, kinds = questionnaire.main, {one.key: one.kind for one in questionnaire}
    scores = {one.question: one.score for one in given.said if not one.part}
    response = Response(
        invitation_id=invitation.pk,
        kind=main.kind if main else Kind.TEXT,
        score=scores.get(main.key) if main else None,
        comment="\n\n".join(one.text for one in given.said if kinds[one.question] is Kind.TEXT),
        first_at=at,
        at=at,
        counts_at=at,
    )
    story.ledger.add(response)
    for one in given.said:
        story.ledger.add(Answer(response_id=response.pk, kind=kinds[one.question], **vars(one)))
    story.ledger.changed(BASIS, story.conversation.team_id, at)
    story.ledger.changed(ResponseRate.basis, story.conversation.team_id, invitation.sent_at)
    fact = ResponseSaved(*story.ids, response.pk, None, response.score, None)
    story.tell(fact, story.customer.key, at)
