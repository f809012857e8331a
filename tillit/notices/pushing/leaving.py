"""How a notice leaves for a device: sealed, short, and only while it is news."""

from __future__ import annotations

import http.client
import json
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from django.utils import translation

from tillit import clock
from tillit.journal.worker import TryLater
from tillit.notices.kinds import brief_of, told
from tillit.notices.models import Notice, PushDevice
from tillit.notices.pushing.encoding import bytes_of
from tillit.notices.pushing.identity import authorization
from tillit.notices.pushing.places import Refused, post
from tillit.notices.pushing.sealing import sealed

logger = logging.getLogger(__name__)

NEWS = timedelta(hours=4)
"""Later than this nobody is told any more: it stands in the app."""
TAKEN = (200, 201, 202, 204)
GONE = (404, 410)
"""The browser does not want it any longer, or is no more."""


def push(device: int, notice: int, *, since: datetime) -> Callable[[], None] | None:
    """Hand a notice over to the maker of the agent's browser; what is to be remembered then.

    Raises:
        TryLater: it could not be taken in now.
    """
    found = PushDevice.objects.select_related("agent").filter(pk=device).first()
    words = _words(found, notice) if found and clock.now() < since + NEWS else b""
    if found is None or not words:
        return None
    try:
        status = _send(found, words, notice)
    except (Refused, ValueError):
        return partial(_drop, found, "it leads nowhere")
    except (OSError, http.client.HTTPException) as error:
        raise TryLater(f"the push service does not answer: {error}") from error
    if status in TAKEN:
        return partial(_reached, found)
    if status in GONE:
        return partial(_drop, found, "the browser is gone")
    if status == 429 or status >= 500:
        raise TryLater(f"the push service answered {status}")
    logger.warning("a push for device %s was refused with %s", found.pk, status)
    return None


def _words(device: PushDevice, number: int) -> bytes:
    """What stands on the screen: never a name or a word of a customer."""
    agent = device.agent
    notice = Notice.objects.filter(agent=agent, pk=number).unread().first()
    if notice is None or not agent.is_active:
        return b""
    with translation.override(agent.language):
        seen = told(agent, [notice]).get(notice.pk)
        if seen is None:
            return b""
        shown = {"title": brief_of(notice), "url": seen.url, "tag": notice.subject}
    return json.dumps(shown, ensure_ascii=False).encode()


def _send(device: PushDevice, words: bytes, notice: int) -> int:
    point, secret = bytes_of(device.public_key), bytes_of(device.secret)
    headers = {
        "Authorization": authorization(device.endpoint),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(int(NEWS.total_seconds())),
        "Urgency": "high",
        "Topic": f"notice-{notice}",
    }
    return post(device.endpoint, sealed(words, public_key=point, secret=secret), headers)


def _reached(device: PushDevice) -> None:
    PushDevice.objects.filter(pk=device.pk).update(reached_at=clock.now())


def _drop(device: PushDevice, why: str) -> None:
    logger.info("device %s is told no longer: %s", device.pk, why)
    PushDevice.objects.filter(pk=device.pk).delete()
