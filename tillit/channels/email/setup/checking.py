"""Trying mailbox and sending server out side by side, each within a time limit."""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from queue import Empty, Queue
from time import monotonic

from django.db import connection
from django.utils import translation
from django.utils.translation import gettext as _

from tillit.channels.email.fetching.models import ImapSource, SignIn
from tillit.channels.email.fetching.sealing import SealBroken
from tillit.channels.email.fetching.tokens import access_token
from tillit.channels.email.fetching.trouble import Kind, Trouble, sentence
from tillit.channels.email.fetching.trying_out import Outcome, try_out
from tillit.channels.email.leaving import NoServer, server_of
from tillit.channels.email.models import Mailbox
from tillit.channels.email.setup.sending import try_sending

logger = logging.getLogger(__name__)

LIMIT = 10.0
"""Seconds for each of the two."""
LONGEST_DETAIL = 300
"""Letters of what another server said that are shown."""

Try = Callable[[], Outcome]


@dataclass(frozen=True)
class Report:
    """How both went."""

    fetching: Outcome
    sending: Outcome


def check(mailbox: Mailbox, source: ImapSource) -> Report:
    """Try both; nothing is fetched, sent or changed."""
    if source.auth == SignIn.OAUTH2 and (trouble := _without_token(source)):
        outcome = Outcome(False, sentence(trouble.kind, source), trouble.kind, trouble.detail)
        return Report(_capped(outcome), _capped(outcome))
    tries: list[Try] = [lambda: try_out(source, LIMIT), lambda: _try_sending(mailbox, source)]
    fetching, sending = side_by_side(tries, LIMIT)
    return Report(_capped(fetching), _capped(sending))


def _without_token(source: ImapSource) -> Trouble | None:
    """Ask for a token before both need it, so that it is asked for once."""
    try:
        access_token(source)
    except Trouble as trouble:
        return trouble
    except SealBroken:
        return Trouble(Kind.SEAL)
    return None


def _capped(outcome: Outcome) -> Outcome:
    return replace(outcome, detail=outcome.detail[:LONGEST_DETAIL])


def _try_sending(mailbox: Mailbox, source: ImapSource) -> Outcome:
    try:
        server = server_of(mailbox)
    except NoServer:
        return Outcome(False, _("No sending server is set, so nothing can leave."))
    except SealBroken:
        return Outcome(False, sentence(Kind.SEAL, source))
    except Trouble as trouble:
        return Outcome(False, sentence(trouble.kind, source), trouble.kind, trouble.detail)
    return try_sending(server, mailbox.address, LIMIT)


def side_by_side(tries: Sequence[Try], limit: float) -> list[Outcome]:
    """What comes of each; one that takes longer is left behind, and its thread ends by itself."""
    answers: list[Queue[Outcome]] = [Queue() for _try in tries]
    language = translation.get_language()
    for one, answer in zip(tries, answers, strict=True):
        threading.Thread(target=_answer, args=(one, answer, language), daemon=True).start()
    until = monotonic() + limit
    return [_next(answer, until) for answer in answers]


def _answer(one: Try, answer: "Queue[Outcome]", language: str | None) -> None:
    try:
        with translation.override(language):
            answer.put(one())
    except Exception:  # whatever a strange server makes of us, a person waits for an answer
        logger.exception("trying a server out failed")
        with translation.override(language):
            words = _("Tillit stumbled; its log says over what.")
        answer.put(Outcome(False, words, Kind.OURSELVES))
    finally:
        connection.close()


def _next(answer: "Queue[Outcome]", until: float) -> Outcome:
    try:
        return answer.get(timeout=max(0.0, until - monotonic()))
    except Empty:
        return Outcome(False, _("There was no result within ten seconds."), Kind.SILENCE)
