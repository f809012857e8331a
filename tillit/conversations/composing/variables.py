"""Variables in saved replies: what stands in braces, and what is put there."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tillit.conversations.composing.salutations import name_of, salutation
from tillit.conversations.models import Conversation
from tillit.people.models import Agent, Order

Value = Callable[[Conversation, Agent], str]

_IN_BRACES = re.compile(r"\{([^\W\d]\w{0,39})\}")
_values: dict[str, tuple[str | Promise, Value]] = {}


def offer(name: str, meaning: str | Promise) -> Callable[[Value], Value]:
    """Register what stands for a variable; an empty value leaves it open."""

    def register(value: Value) -> Value:
        _values[name] = (meaning, value)
        return value

    return register


def explained() -> list[tuple[str, str | Promise]]:
    """Every variable with what it stands for, to be shown to those who write saved replies."""
    return [(f"{{{name}}}", meaning) for name, (meaning, _value) in _values.items()]


def fill(text: str, conversation: Conversation, agent: Agent) -> str:
    """The text with its variables filled in; what is unknown or empty stays in its braces."""

    def replaced(found: re.Match[str]) -> str:
        known = _values.get(found[1])
        return (known[1](conversation, agent) if known else "") or found[0]

    return _IN_BRACES.sub(replaced, text)


def left_open(text: str) -> list[str]:
    """The variables that a text still has, each once."""
    return list(dict.fromkeys(found[0] for found in _IN_BRACES.finditer(text)))


def never_filled(names: list[str]) -> list[str]:
    """Those of some variables, in their braces, that nothing is ever put in the place of."""
    return [name for name in names if name.strip("{}") not in _values]


offer("salutation", _("The greeting in the customer's language"))(
    lambda conversation, agent: salutation(conversation)
)
offer("first_name", _("The customer's first name"))(
    lambda conversation, agent: name_of(conversation).given
)
offer("name", _("The customer's whole name"))(
    lambda conversation, agent: name_of(conversation).whole
)
offer("number", _("The number of the conversation"))(
    lambda conversation, agent: f"#{conversation.number}"
)
offer("agent", _("The name of whoever writes"))(lambda conversation, agent: agent.name)
offer("company", _("The company of the inbox"))(
    lambda conversation, agent: conversation.inbox.company
)


@offer("order", _("The customer's order, if there is only one"))
def _order(conversation: Conversation, agent: Agent) -> str:
    """Of several orders none is guessed."""
    numbers = Order.objects.filter(contact=conversation.contact_id).values_list("number", flat=True)
    found = list(numbers[:2])
    return found[0] if len(found) == 1 else ""
