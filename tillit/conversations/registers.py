"""What conversations add to pages: navigation, live topics, lines of the timeline."""

from collections.abc import Iterator

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tillit.conversations import (  # noqa: F401 (registers them)
    case_lines,
    case_sections,
    customer_reactions,
    customer_registers,
    flows,
    noticing,
    panel_sections,
    tie_lines,
    tie_sections,
)
from tillit.conversations.colleagues import Doubt
from tillit.conversations.company import company_name
from tillit.conversations.dimensions import DIMENSIONS
from tillit.conversations.events import (
    AutomaticMessageWithheld,
    ColleagueDoubted,
    ConversationAssigned,
    ConversationReopened,
    ConversationResolved,
    ConversationStarted,
    MessageDelayed,
    MessageUndeliverable,
    MessageWithdrawn,
)
from tillit.conversations.finding import case_words, commands  # noqa: F401 (register theirs)
from tillit.conversations.finding.reading import KIND, ConversationReader
from tillit.conversations.measures import MEASURES
from tillit.conversations.models import Inbox, held_for
from tillit.conversations.request import agent_of
from tillit.conversations.restraint import Restraint
from tillit.conversations.standing import VIEWS, counts_for
from tillit.conversations.timeline import Line, Telling, describe
from tillit.conversations.viewing import lists
from tillit.journal import live
from tillit.journal.models import Event
from tillit.measures.dimensions import register as register_dimension
from tillit.measures.registry import register as register_measure
from tillit.people.company import named_by
from tillit.people.models import Agent, Team
from tillit.search.kinds import register as register_kind
from tillit.ui import navigation, panels, settings_pages
from tillit.ui.addresses import url_of


@navigation.register("inbox", order=10)
def standing_views(request: HttpRequest) -> Iterator[navigation.Item]:
    """The views that everybody has, each with its number."""
    counts = counts_for(agent_of(request))
    for view in VIEWS.values():
        yield navigation.Item(
            label=view.title,
            icon=view.icon,
            url=url_of("conversations:view", view.key),
            count=counts[view.key],
            tone=view.tone,
            key=view.letter,
            view=view.key,
            short=view.short,
        )


@navigation.register("views", order=10)
def saved_views(request: HttpRequest) -> Iterator[navigation.Item]:
    """The views that were put together, each with its number."""
    found = lists.saved_for(agent_of(request))
    counts = lists.numbers_of(found)
    for view in found:
        yield navigation.Item(
            label=view.title,
            icon=view.icon,
            url=url_of("conversations:view", view.key),
            count=str(counts[view.saved.pk]),
            view=view.key,
        )


navigation.register_action(
    "views",
    lambda: navigation.Item(
        label=gettext_lazy("New view"), icon="plus", url=url_of("conversations:new_view")
    ),
)


@navigation.register("workspace", order=80)
def held_mail(request: HttpRequest) -> Iterator[navigation.Item]:
    """Shown only when there is something that nobody could read."""
    count = held_for(agent_of(request))
    if count:
        yield navigation.Item(
            label=gettext_lazy("Held mail"),
            icon="mail-warning",
            url=url_of("conversations:held"),
            count=count,
            tone="bad",
        )


@settings_pages.register("channels", order=30)
def signatures(request: HttpRequest) -> Iterator[settings_pages.Page]:
    """For those who look after the inboxes."""
    if agent_of(request).looks_after_settings:
        yield settings_pages.Page(
            label=gettext_lazy("Signatures"),
            text=gettext_lazy("What stands below the answers of each inbox"),
            icon="signature",
            url=url_of("conversations:inboxes"),
            words=gettext_lazy("quoted history repeat last message"),
        )


@settings_pages.register("service", order=40)
def saved_replies(request: HttpRequest) -> Iterator[settings_pages.Page]:
    """For those who look after the inboxes."""
    if agent_of(request).looks_after_settings:
        yield settings_pages.Page(
            label=gettext_lazy("Saved replies"),
            text=gettext_lazy("What is written once and said often, in every language."),
            icon="message-square-text",
            url=url_of("conversations:saved_replies"),
            words=gettext_lazy("templates canned answers snippets variables shortcut"),
        )


@settings_pages.register("service", order=50)
def macros(request: HttpRequest) -> Iterator[settings_pages.Page]:
    """For everybody: one may have some of one's own."""
    yield settings_pages.Page(
        label=gettext_lazy("Macros"),
        text=gettext_lazy("Several things done at once: reply, note, tags, status and more."),
        icon="zap",
        url=url_of("conversations:macro_settings"),
        words=gettext_lazy("shortcuts automation actions several at once"),
    )


@settings_pages.register("channels", order=10)
def company_and_inboxes(request: HttpRequest) -> Iterator[settings_pages.Page]:
    """For those who look after the inboxes."""
    if agent_of(request).looks_after_settings:
        yield settings_pages.Page(
            label=gettext_lazy("Company and inboxes"),
            text=gettext_lazy("Name, language, team and opening hours of each inbox."),
            icon="inbox",
            url=url_of("conversations:company"),
            words=gettext_lazy("calendar new inbox"),
        )


@panels.register("personal", order=10)
def own_signature(agent: Agent, reader: Agent) -> panels.Section:
    """Where an agent writes the own signature."""
    data = {"signature": agent.signature, "url": url_of("conversations:own_signature")}
    template = "conversations/personal_signature.html"
    return panels.Section("signature", gettext_lazy("Signature"), template, data)


@panels.register("team", order=10)
def inboxes_of_team(team: Team, reader: Agent) -> panels.Section | None:
    """What a team answers."""
    found = list(Inbox.objects.filter(team=team).order_by("name"))
    if not found:
        return None
    template = "conversations/team_inboxes.html"
    return panels.Section("inboxes", gettext_lazy("Inboxes"), template, found)


named_by(company_name)


@live.guard("team")
def may_hear_team(user: AbstractBaseUser | AnonymousUser, name: str) -> bool:
    """A team is heard by those who may see its conversations."""
    return isinstance(user, Agent) and int(name) in user.team_ids


@live.guard("agent")
@live.guard("presence")
def may_hear_agent(user: AbstractBaseUser | AnonymousUser, name: str) -> bool:
    """What concerns one agent, and who is beside one, is heard by that agent."""
    return isinstance(user, Agent) and int(name) == user.pk


@describe(ConversationStarted)
def tell_started(fact: ConversationStarted, event: Event, telling: Telling) -> Line | None:
    """What a new conversation has to do with earlier ones."""
    conversation = telling.conversation
    if conversation.follows_id:
        return Line(
            icon="link", text=_("Follows #%(number)d") % {"number": conversation.follows_id}
        )
    if conversation.mentions_id:
        number = {"number": conversation.mentions_id}
        return Line(
            icon="hash", text=_("Mentions #%(number)d, but was written by somebody else") % number
        )
    return None


@describe(ConversationAssigned)
def tell_assigned(fact: ConversationAssigned, event: Event, telling: Telling) -> Line:
    """Who gave it to whom."""
    who = telling.who_did(event)
    if fact.after is None:
        return Line(icon="user-x", text=capfirst(_("%(who)s let go of it") % {"who": who}))
    to = telling.name_of(fact.after)
    if event.actor == f"agent:{fact.after}":
        return Line(icon="user-check", text=capfirst(_("%(who)s took it") % {"who": who}))
    return Line(
        icon="user-check", text=capfirst(_("%(who)s gave it to %(to)s") % {"who": who, "to": to})
    )


@describe(ConversationResolved)
def tell_resolved(fact: ConversationResolved, event: Event, telling: Telling) -> Line:
    """Who closed it, and how."""
    who = {"who": telling.who_did(event)}
    if fact.without_reply:
        return Line(
            icon="check-check", text=capfirst(_("%(who)s resolved it without a reply") % who)
        )
    return Line(icon="check", text=capfirst(_("%(who)s resolved it") % who))


@describe(MessageUndeliverable)
def tell_undeliverable(fact: MessageUndeliverable, event: Event, telling: Telling) -> Line:
    """What was said has not arrived, and will not."""
    if fact.automatic:
        return Line(icon="circle-alert", text=_("An automatic message could not be delivered"))
    return Line(icon="circle-alert", text=_("A message could not be delivered"))


@describe(ColleagueDoubted)
def tell_doubt(fact: ColleagueDoubted, event: Event, telling: Telling) -> Line:
    """Somebody writes under a colleague's address."""
    claim = {"name": telling.name_of(fact.agent)}
    reasons = {
        Doubt.NOT_PROVEN: _("nothing proves the sender"),
        Doubt.NO_TOKEN: _("it is no answer to a mail from Tillit"),
        Doubt.MAY_NOT: _("this colleague does not answer here"),
        Doubt.NOTHING_SAID: _("it says nothing new"),
        Doubt.UNCLEAR: _("what is new in it is not clear"),
    }
    words = _("This claims to be from a colleague (%(name)s), not proven: %(reason)s")
    return Line(icon="shield-alert", text=words % {**claim, "reason": reasons[Doubt(fact.doubt)]})


@describe(MessageDelayed)
def tell_delayed(fact: MessageDelayed, event: Event, telling: Telling) -> Line:
    """What was said has not arrived yet."""
    return Line(icon="clock", text=_("A message is delayed; another server still tries"))


@describe(AutomaticMessageWithheld)
def tell_withheld(fact: AutomaticMessageWithheld, event: Event, telling: Telling) -> Line:
    """Tillit kept quiet."""
    if fact.reason == Restraint.LIKE_A_MACHINE.value:
        words = _("Nothing was sent automatically: this sender writes like a machine")
    else:
        words = _("Nothing was sent automatically: enough was sent in a short time")
    return Line(icon="circle-slash", text=words)


@describe(MessageWithdrawn)
def tell_withdrawn(fact: MessageWithdrawn, event: Event, telling: Telling) -> Line | None:
    """Who stopped what was to leave later; that a click was undone is nobody's business."""
    if not fact.scheduled:
        return None
    who = {"who": telling.who_did(event)}
    return Line(icon="undo-2", text=capfirst(_("%(who)s stopped a reply for later") % who))


@describe(ConversationReopened)
def tell_reopened(fact: ConversationReopened, event: Event, telling: Telling) -> Line:
    """Who opened it again."""
    if fact.by_other:
        return Line(icon="rotate-ccw", text=_("Reopened, since somebody else wrote"))
    return Line(
        icon="rotate-ccw", text=capfirst(_("%(who)s reopened it") % {"who": telling.who_did(event)})
    )


for measure in MEASURES:
    register_measure(measure)
for dimension in DIMENSIONS:
    register_dimension(dimension)
register_kind(KIND, ConversationReader())
