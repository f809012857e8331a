"""How a customer is greeted: by language, order of names and formality; no gender is guessed."""

from __future__ import annotations

from dataclasses import dataclass

from tillit.conversations.composing.names import Name, read
from tillit.conversations.models import Conversation, Formality

OTHERWISE = "en"


@dataclass(frozen=True)
class Greeting:
    """The greetings of a language; what is filled in is a name, a title or nothing.

    `formal_titled` is used for those alone who bear a title in their own words.
    """

    formal: str
    formal_titled: str
    formal_nameless: str
    informal: str
    nameless: str
    usually_formal: bool = False


GREETINGS = {
    "en": Greeting(
        formal="Dear {whole},",
        formal_titled="Dear {title} {family},",
        formal_nameless="Dear customer,",
        informal="Hi {given},",
        nameless="Hello,",
    ),
    "nb": Greeting(
        formal="Hei {whole},",
        formal_titled="Hei {title} {whole},",
        formal_nameless="Hei,",
        informal="Hei {given},",
        nameless="Hei,",
    ),
    "nl": Greeting(
        formal="Geachte {whole},",
        formal_titled="Geachte {title} {whole},",
        formal_nameless="Geachte klant,",
        informal="Beste {given},",
        nameless="Goedendag,",
    ),
    "hu": Greeting(
        formal="Kedves {whole}!",
        formal_titled="Kedves {title} {whole}!",
        formal_nameless="Tisztelt Ügyfelünk!",
        informal="Kedves {given}!",
        nameless="Jó napot kívánok!",
        usually_formal=True,
    ),
}


def language_for(conversation: Conversation) -> str:
    """The language in which this customer is written to."""
    spoken = conversation.contact.language or conversation.language or conversation.inbox.language
    return spoken if spoken in GREETINGS else OTHERWISE


def salutation(conversation: Conversation) -> str:
    """The first line of a letter to this customer."""
    language = language_for(conversation)
    return greeting(conversation.contact.name, language, conversation.inbox.formality)


def name_of(conversation: Conversation) -> Name:
    """The customer's name, read in the customer's language."""
    return read(conversation.contact.name, language_for(conversation))


def greeting(name: str, language: str, formality: str = Formality.USUAL) -> str:
    """How somebody of this name is greeted."""
    known = GREETINGS.get(language) or GREETINGS[OTHERWISE]
    parts = read(name, language)
    return _pattern(known, parts, is_formal(known, formality)).format(
        whole=parts.whole, title=parts.title, family=parts.family, given=parts.given
    )


def is_formal(greeting: Greeting, formality: str) -> bool:
    """Whether it is to be formal, as chosen or as usual."""
    if formality == Formality.USUAL:
        return greeting.usually_formal
    return formality == Formality.FORMAL


def _pattern(known: Greeting, parts: Name, formal: bool) -> str:
    if not parts.whole:
        return known.formal_nameless if formal else known.nameless
    if not formal:
        return known.informal
    return known.formal_titled if parts.title and parts.family else known.formal
