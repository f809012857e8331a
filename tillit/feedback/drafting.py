"""Questions as they are typed into the form of a survey: read back, moved, added, taken away."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count, zip_longest
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from tillit.feedback.delivered import in_all_languages
from tillit.feedback.questionnaire import (
    FALLBACK,
    LABELS,
    Condition,
    Kind,
    Part,
    Question,
    Test,
    Words,
    in_language,
)
from tillit.feedback.starter_aspects import PILLARS, five_usual, six_pillars
from tillit.people.languages import LANGUAGES

MOST = 20
"""Questions; nobody answers more."""
MOST_PARTS = 15
LONGEST_WORDS = 300
KEPT = "kept"
"""The button that adds a question about a promise."""
PILLARED = "pillars"
"""The button that adds the six pillars."""
PARTED = (Kind.ASPECTS, Kind.CHOICE, Kind.KANO)
USUAL = {
    Kind.CSAT: _("How did we do?"),
    Kind.NPS: _("How likely is it that you would recommend us to a friend or a colleague?"),
    Kind.CES: _("We made it easy for you to have your matter handled."),
    Kind.ASPECTS: _("How did you find…"),
    Kind.KANO: _("How would you feel about…"),
    Kind.TEXT: _("Would you like to tell us more?"),
}
"""How such a question is usually put."""


def posted(form: Mapping[str, str]) -> tuple[Question, ...]:
    """What the form says, however unfinished; an option is named by its words."""
    found = list(_posted(form))[:MOST]
    choices = {one.key: one for one in found if one.kind is Kind.CHOICE}
    return tuple(_by_option(one, choices) for one in found)


def _by_option(question: Question, choices: Mapping[str, Question]) -> Question:
    """The condition on a choice holds the key of the option that was named by its words."""
    said = question.condition
    if said is None or said.question not in choices:
        return question
    for part in choices[said.question].parts:
        if said.value.casefold() in {words.casefold() for words in part.words.values()}:
            said = Condition(said.question, Test.IS, part.key)
    return replace(question, condition=said)


def _posted(form: Mapping[str, str]) -> Iterator[Question]:
    for place in count():
        at = f"q{place}"
        if f"{at}-kind" not in form:
            return
        kind = form[f"{at}-kind"]
        known = Kind(kind) if kind in set(Kind) else Kind.TEXT
        yield Question(
            key=_key(form.get(f"{at}-key", "")),
            kind=known,
            words=_words(form, f"{at}-words"),
            parts=tuple(_parts(form, at)) if known in PARTED else (),
            condition=_condition(form, at),
            required=f"{at}-required" in form,
            standard=_number(form.get(f"{at}-standard", "")),
        )


def _key(text: str) -> str:
    return text if text.isascii() and text.isalnum() and len(text) <= 40 else new_key()


def new_key() -> str:
    """The name of a question or an option, which never changes, whatever its words."""
    return secrets.token_hex(4)


def _words(form: Mapping[str, str], name: str) -> Words:
    found = ((code, _line(form.get(f"{name}-{code}", ""))) for code, _name in LANGUAGES)
    return {code: words for code, words in found if words}


def _line(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())[:LONGEST_WORDS]


def _parts(form: Mapping[str, str], at: str) -> Iterator[Part]:
    """One on each line, the same place in every language."""
    keys = [_key(one) for one in form.get(f"{at}-part-keys", "").split()]
    columns = {
        code: [_line(line) for line in form.get(f"{at}-parts-{code}", "").strip().splitlines()]
        for code, _name in LANGUAGES
    }
    for place, lines in enumerate(zip_longest(*columns.values(), fillvalue="")):
        words = {code: line for code, line in zip(columns, lines, strict=True) if line}
        if words and place < MOST_PARTS:
            key = keys[place] if place < len(keys) else new_key()
            pillar = form.get(f"{at}-pillar-{key}", "")
            yield Part(key, words, pillar if pillar in PILLARS else "")


def _condition(form: Mapping[str, str], at: str) -> Condition | None:
    earlier, test = form.get(f"{at}-if-question", ""), form.get(f"{at}-if-test", "")
    if not earlier or test not in set(Test):
        return None
    return Condition(earlier, Test(test), _line(form.get(f"{at}-if-value", "")))


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else None


def changed(questions: Sequence[Question], change: str) -> tuple[Question, ...]:
    """After a button of the form: `add-nps`, `remove-2`, `up-2`; anything else changes nothing."""
    verb, _dash, what = change.partition("-")
    found = list(questions)
    if verb == "add" and what in {*Kind, KEPT, PILLARED} and len(found) < MOST:
        found.append(_added(what))
    place = _number(what)
    if place is None or not 0 <= place < len(found):
        return tuple(found)
    if verb == "remove":
        gone = found.pop(place)
        found = [_without(one, gone.key) for one in found]
    if verb == "up" and place:
        found[place - 1 : place + 1] = found[place], found[place - 1]
    return tuple(found)


def _without(question: Question, gone: str) -> Question:
    follows = question.condition and question.condition.question == gone
    return replace(question, condition=None) if follows else question


def _added(what: str) -> Question:
    if what == KEPT:
        return _about_a_promise()
    if what == PILLARED:
        return replace(_fresh(Kind.ASPECTS), parts=six_pillars())
    return _fresh(Kind(what))


def _fresh(kind: Kind) -> Question:
    parts = five_usual() if kind is Kind.ASPECTS else ()
    return Question(new_key(), kind, in_all_languages(USUAL.get(kind, "")), parts)


def _about_a_promise() -> Question:
    words = in_all_languages(_("How well did we keep this promise?"))
    return Question(new_key(), Kind.CSAT, words)


def shown(questions: Sequence[Question]) -> list[dict[str, Any]]:
    """What `feedback/questions.html` needs."""
    return [
        {
            "at": f"q{place}",
            "place": place,
            "key": one.key,
            "kind": one.kind.value,
            "kind_label": LABELS[one.kind],
            "words": [(code, name, one.words.get(code, "")) for code, name in LANGUAGES],
            "required": one.required,
            "standard": one.standard,
            "takes_standard": one.kind is Kind.CSAT,
            "parted": one.kind in PARTED,
            "part_keys": " ".join(part.key for part in one.parts),
            "pillars": [
                (part.key, in_language(part.words, _language()), part.pillar)
                for part in one.parts
                if one.kind is Kind.ASPECTS
            ],
            "parts": [
                (code, name, "\n".join(part.words.get(code, "") for part in one.parts))
                for code, name in LANGUAGES
            ],
            "condition": one.condition,
            "condition_value": _in_words(one.condition, questions[:place]),
            "earlier": [
                {"key": other.key, "number": number + 1, "label": LABELS[other.kind]}
                for number, other in enumerate(questions[:place])
                if other.kind in (Kind.CSAT, Kind.NPS, Kind.CES, Kind.CHOICE)
            ],
        }
        for place, one in enumerate(questions)
    ]


def _in_words(condition: Condition | None, earlier: Sequence[Question]) -> str:
    """The score, or the words of the option, as the form asks for it."""
    if condition is None:
        return ""
    parts = (part for one in earlier if one.key == condition.question for part in one.parts)
    named = (part for part in parts if part.key == condition.value)
    return next((in_language(part.words, _language()) for part in named), condition.value)


def _language() -> str:
    return translation.get_language() or FALLBACK
