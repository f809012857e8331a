"""Reply tokens: an answer sent to `support+TOKEN@` belongs where the token says.

A token names the conversation and whom it was given to. It is signed with the key of the
installation, so nobody can make one up. The channel puts it into an address.
"""

import base64
import hashlib
import hmac
import re

from django.conf import settings

TOKEN = re.compile(r"c(?P<number>[0-9a-z]{1,13})-(?P<given>[a-z2-7]{6})(?P<proof>[a-z2-7]{16})")
_FOR_COLLEAGUE = re.compile(r"a(?P<number>[0-9a-z]{1,13})-[0-9a-z]{1,13}-[a-z2-7]{22}")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def make(conversation: int, recipient: str) -> str:
    """The token of a conversation for one recipient, fit for the local part of an address."""
    given = _letters(hashlib.sha256(recipient.strip().lower().encode()).digest(), 6)
    return f"c{_in_base_36(conversation)}-{given}{_proof(conversation, given)}"


def conversation_of(token: str) -> int | None:
    """The conversation that a token was made for; None when it was not made here."""
    found = TOKEN.fullmatch(token.strip().lower())
    if not found:
        return None
    conversation = int(found["number"], 36)
    proof = _proof(conversation, found["given"])
    return conversation if hmac.compare_digest(proof, found["proof"]) else None


def for_colleague(conversation: int, agent: int, address: str) -> str:
    """The token with which one colleague, and nobody else, answers the customer by mail."""
    given = f"{_in_base_36(conversation)}-{_in_base_36(agent)}"
    words = f"colleague:{given}:{address.strip().lower()}".encode()
    return f"a{given}-{_signature(words, 22)}"


def answered_by_colleague(token: str, agent: int, address: str) -> int | None:
    """The conversation that a token lets this colleague answer in; None when it is not his."""
    found = _FOR_COLLEAGUE.fullmatch(token.strip().lower())
    if not found:
        return None
    conversation = int(found["number"], 36)
    own = for_colleague(conversation, agent, address)
    return conversation if hmac.compare_digest(own, token.strip().lower()) else None


def _proof(conversation: int, given: str) -> str:
    return _signature(f"reply:{conversation}:{given}".encode(), 16)


def _signature(words: bytes, length: int) -> str:
    digest = hmac.new(settings.SECRET_KEY.encode(), words, hashlib.sha256).digest()
    return _letters(digest, length)


def _letters(digest: bytes, length: int) -> str:
    return base64.b32encode(digest).decode().lower()[:length]


def _in_base_36(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return digits or "0"
