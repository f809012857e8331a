"""Words are found in modules and templates, and untranslated ones are told."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from message_sources import messages_of
from messages import fault_of

TEMPLATE = """
<p title="{% translate "Hello" %}">{{ _("It's (here") }}
    {# Translators: a deadline #}
  {% blocktranslate trimmed count n=items|length with who=user.name %}
    {{ who }} has one “item”
{% plural %}
    {{ who }} has {{ n }} items
  {% endblocktranslate %} it's {% translate "May" context "month" %}
"""
MODULE = """
title = _("Hello " "you")
ngettext("{n} day", "{n} days", n)
pgettext_lazy("month", "May")
_(f"{no} message")
"""


def found(path: Path, content: str) -> list[tuple[object, str | None]]:
    path.write_text(content)
    return [(message, context) for _, message, _, context in messages_of(path)]


def test_words_of_a_template_are_found(tmp_path: Path) -> None:
    assert found(tmp_path / "page.html", TEMPLATE) == [
        ("Hello", None),
        ("It's (here", None),
        (("%(who)s has one “item”", "%(who)s has %(n)s items"), None),
        ("May", "month"),
    ]


def test_words_of_a_module_are_found(tmp_path: Path) -> None:
    assert found(tmp_path / "module.py", MODULE) == [
        ("Hello you", None),
        (("{n} day", "{n} days"), None),
        ("May", "month"),
    ]


@pytest.mark.parametrize(
    ("message", "fault"),
    [
        (Message("Inbox", "Innboks"), ""),
        (Message("Status", "Status"), ""),
        (Message("Inbox", ""), "missing"),
        (Message(("{n} day", "{n} days"), ("{n} dag", "")), "missing"),
        (Message("Inbox", "Innboks", flags={"fuzzy"}), "doubtful (marked fuzzy)"),
        (Message("Inbox", "Inbox"), "same as English"),
        (Message("{n} left", "{antall} igjen"), "other places to fill in"),
        (None, "missing"),
    ],
)
def test_fault_of_a_translation(message: Message | None, fault: str) -> None:
    assert fault_of(message, Catalog(locale="nb"), {"Status"}) == fault


def test_place_after_a_percent_sign_must_be_kept() -> None:
    assert fault_of(Message("%(n)s left", "%(antall)s igjen"), Catalog(locale="nb"), set())
