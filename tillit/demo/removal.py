"""Taking the demo world away: its conversations first, then what nobody else uses."""

from collections.abc import Iterable

from django.db.models import Model, Q

from tillit.conversations.finding.reading import KIND
from tillit.conversations.models import Conversation, Inbox, Message, Parcel, Tag, Tally
from tillit.demo.models import Belonging, Mail, World
from tillit.documents.finding import KIND as DOCUMENT
from tillit.documents.models import Document, Proposal
from tillit.feedback.models import (
    BlindDraw,
    FollowUp,
    Improvement,
    Interview,
    Invitation,
    Round,
    Survey,
    SurveyVersion,
)
from tillit.hours.models import Calendar
from tillit.insights.models import (
    AgendaCase,
    Decision,
    HelpMonth,
    Meeting,
    Method,
    Target,
    TargetMonth,
    TeamMonth,
)
from tillit.insights.rolling import forget
from tillit.journal.models import Event
from tillit.notices.models import Notice
from tillit.people.models import Agent, Contact, Order, Team
from tillit.search.indexing import index_stale
from tillit.search.marking import mark_all_stale
from tillit.standards.models import Promise, ServiceStandard, StandardVersion

AT_ONCE = 500
TOLD_OF: tuple[tuple[str, type[Model], str], ...] = (
    ("follow_up", FollowUp, "team"),
    ("improvement", Improvement, "team"),
    ("draw", BlindDraw, "team"),
    ("round", Round, "team"),
    ("interview", Interview, "round__team"),
    ("target", Target, "team"),
    ("target_month", TargetMonth, "target__team"),
    ("team_month", TeamMonth, "team"),
    ("help_month", HelpMonth, "team"),
    ("agenda_case", AgendaCase, "team"),
    ("decision", Decision, "team"),
    ("meeting", Meeting, "team"),
)
"""What goes with the teams, by its name in the journal, and how its team is found."""


def take_away() -> None:
    """Delete the demo world; whatever real data refers to stays."""
    inboxes = Inbox.objects.filter(pk__in=_rows(Inbox))
    _forget_what_was_done(_rows(Team))
    _delete_conversations(inboxes)
    _delete_standards(inboxes)
    _delete_surveys()
    inboxes.delete()
    teams = Team.objects.filter(pk__in=_rows(Team)).exclude(inboxes__isnull=False)
    _delete_handbook(teams)
    _delete_year(teams)
    Tally.objects.filter(team__in=teams).delete()
    forget(teams.values_list("pk", flat=True))
    teams.delete()
    calendars = Calendar.objects.filter(pk__in=_rows(Calendar))
    calendars.exclude(pk__in=Inbox.objects.values("calendar")).exclude(
        pk__in=Team.objects.exclude(calendar=None).values("calendar")
    ).delete()
    _let_agents_go()
    Order.objects.filter(pk__in=_rows(Order)).delete()
    Tag.objects.filter(pk__in=_rows(Tag), conversations=None).delete()
    for model in (Belonging, Mail, World):
        model.objects.all().delete()
    while index_stale():  # Nobody finds a word of it any more.
        pass


def _forget_what_was_done(teams: list[int]) -> None:
    """Take the facts along of what goes with the teams and conversations of the demo world."""
    for name, model, of in TOLD_OF:
        numbers = model._default_manager.filter(**{f"{of}__in": teams}).values_list("pk", flat=True)
        subjects = [f"{name}:{number}" for number in numbers]
        for begin in range(0, len(subjects), AT_ONCE):
            some = subjects[begin : begin + AT_ONCE]
            Notice.objects.filter(subject__in=some).delete()
            Event.objects.filter(subject__in=some).delete()


def _rows(model: type[Model]) -> list[int]:
    label = model._meta.label
    return list(Belonging.objects.filter(label=label).values_list("row", flat=True))


def _delete_conversations(inboxes: Iterable[Inbox]) -> None:
    conversations = Conversation.objects.filter(inbox__in=inboxes)
    contacts = set(conversations.values_list("contact_id", flat=True))
    contacts |= set(
        Message.objects.filter(conversation__in=conversations, contact__isnull=False).values_list(
            "contact_id", flat=True
        )
    )
    numbers = list(conversations.values_list("pk", flat=True))
    parcels = list(Parcel.objects.filter(inbox__in=inboxes).values_list("pk", flat=True))
    Parcel.objects.filter(pk__in=parcels).delete()
    for begin in range(0, len(numbers), AT_ONCE):
        some = numbers[begin : begin + AT_ONCE]
        Promise.objects.filter(conversation__in=some).delete()
        Event.objects.filter(subject__in=[f"conversation:{one}" for one in some]).delete()
        Conversation.objects.filter(pk__in=some).delete()
        mark_all_stale(KIND, some)
    for begin in range(0, len(parcels), AT_ONCE):
        some = parcels[begin : begin + AT_ONCE]
        Event.objects.filter(subject__in=[f"parcel:{one}" for one in some]).delete()
    _forget_contacts(contacts)


def _forget_contacts(contacts: set[int]) -> None:
    """Customers who have written to a real inbox too are real."""
    known = set(Conversation.objects.values_list("contact_id", flat=True).distinct())
    writers = Message.objects.filter(contact__in=contacts)
    gone = sorted(contacts - known - set(writers.values_list("contact_id", flat=True)))
    for begin in range(0, len(gone), AT_ONCE):
        Contact.objects.filter(pk__in=gone[begin : begin + AT_ONCE]).delete()


def _delete_standards(inboxes: Iterable[Inbox]) -> None:
    versions = StandardVersion.objects.filter(inbox__in=inboxes)
    standards = list(versions.values_list("standard_id", flat=True).distinct())
    versions.delete()
    gone = ServiceStandard.objects.filter(pk__in=standards, versions__isnull=True)
    told = [f"standard:{number}" for number in gone.values_list("pk", flat=True)]
    Event.objects.filter(subject__in=told).delete()
    gone.delete()


def _delete_handbook(teams: Iterable[Team]) -> None:
    """The pages that it brought along or that go with its team, and all that was said to them."""
    pages = Document.objects.filter(Q(pk__in=_rows(Document)) | Q(team__in=teams))
    numbers = list(pages.values_list("pk", flat=True))
    proposals = Proposal.objects.filter(document__in=numbers).values_list("pk", flat=True)
    subjects = [f"document:{one}" for one in numbers]
    about = [*subjects, *(f"proposal:{one}" for one in proposals)]
    Notice.objects.filter(subject__in=about).delete()
    pages.delete()
    Event.objects.filter(subject__in=subjects).delete()
    mark_all_stale(DOCUMENT, numbers)


def _delete_year(teams: Iterable[Team]) -> None:
    """The methods that it brought along or that go with its team, with what came of them."""
    methods = Method.objects.filter(Q(pk__in=_rows(Method)) | Q(team__in=teams))
    subjects = [f"method:{number}" for number in methods.values_list("pk", flat=True)]
    Notice.objects.filter(subject__in=subjects).delete()
    methods.delete()
    Event.objects.filter(subject__in=subjects).delete()


def _delete_surveys() -> None:
    """What it asked beyond what every installation asks; real customers' answers keep theirs."""
    agents = [f"agent:{number}" for number in _rows(Agent)]
    versions = SurveyVersion.objects.filter(pk__in=_rows(SurveyVersion))
    surveys = Survey.objects.filter(Q(versions__in=versions) | Q(pk__in=_rows(Survey))).distinct()
    told = [f"survey:{number}" for number in surveys.values_list("pk", flat=True)]
    Event.objects.filter(subject__in=told, actor__in=agents).delete()
    asked = Invitation.objects.values("version")
    versions.exclude(pk__in=asked).delete()
    Survey.objects.filter(pk__in=_rows(Survey)).exclude(
        pk__in=Invitation.objects.values("survey")
    ).delete()


def _let_agents_go() -> None:
    """An agent who has worked for a real customer stays known, but can no longer sign in."""
    agents = Agent.objects.filter(pk__in=_rows(Agent))
    busy = set(Message.objects.filter(agent__in=agents).values_list("agent_id", flat=True))
    busy |= set(
        Conversation.objects.filter(assignee__in=agents).values_list("assignee_id", flat=True)
    )
    agents.filter(pk__in=busy).update(is_active=False)
    agents.exclude(pk__in=busy).delete()
