"""The sections beside a conversation that say what it is about, and how its problem was solved."""

from collections.abc import Iterator, Sequence

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tillit.conversations import problems
from tillit.conversations.details import details_of
from tillit.conversations.finding import additions
from tillit.conversations.models import Conversation
from tillit.conversations.request import agent_of
from tillit.people.models import Agent
from tillit.people.policy import Verb, may
from tillit.ui import panels, settings_pages
from tillit.ui.addresses import url_of

_PARTS = {
    "problem": _("Problem"),
    "options": _("Options"),
    "solution": _("Chosen solution"),
    "result": _("Result"),
}


@panels.register("conversation", order=10)
def details(conversation: Conversation, agent: Agent) -> panels.Section:
    """What the conversation is about."""
    data = details_of(conversation, agent)
    return panels.Section("details", _("Details"), "conversations/panel_details.html", data)


@panels.register("conversation", order=70)
def problem(conversation: Conversation, agent: Agent) -> panels.Section | None:
    """How the problem was solved, for whoever may write it down, or once it is written."""
    now = problems.current(conversation)
    may_act = may(agent, Verb.SORT, conversation.team_id) and conversation.shelf != "merged"
    if now is None and not may_act:
        return None
    data = {
        "may_act": may_act,
        "version": now.number if now else 0,
        "at": now.at if now else None,
        "parts": [
            {"name": name, "label": label, "text": getattr(now, name) if now else ""}
            for name, label in _PARTS.items()
        ],
        "url": url_of("conversations:problem", conversation.pk),
    }
    return panels.Section("problem", _("Problem solving"), "conversations/panel_problem.html", data)


@additions.register
def tags_to_find(numbers: Sequence[int]) -> dict[int, additions.Addition]:
    """A conversation is found by its tags."""
    tagged = Conversation.tags.through.objects.filter(conversation_id__in=numbers)
    found: dict[int, list[str]] = {}
    for number, name in tagged.order_by("tag__name").values_list("conversation_id", "tag__name"):
        found.setdefault(number, []).append(name)
    return {number: additions.with_tags(names) for number, names in found.items()}


@settings_pages.register("service", order=60)
def case_settings(request: HttpRequest) -> Iterator[settings_pages.Page]:
    """For administrators, since they are the whole company's."""
    if may(agent_of(request), Verb.ADMINISTER):
        yield settings_pages.Page(
            label=_("Tags"),
            text=_("Rename or delete the words that stand on conversations."),
            icon="tag",
            url=url_of("conversations:tag_settings"),
            words=_("labels topics"),
        )
        yield settings_pages.Page(
            label=_("Fields"),
            text=_("What is asked about each conversation, and what is needed to resolve it."),
            icon="list-checks",
            url=url_of("conversations:field_settings"),
            words=_("custom fields details required"),
        )
