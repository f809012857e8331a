"""Template tags for the parts that stand on every page."""

from datetime import datetime
from functools import lru_cache

from django import template
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tillit.ui import components, numbers

register = template.Library()


@register.simple_tag
@lru_cache(maxsize=256)
def icon(name: str, size: str = "") -> SafeString:
    """An icon; it is decoration, so words stand beside it or in a label."""
    return format_html(
        '<i class="icon{} i-{}" aria-hidden="true"></i>', f" icon-{size}" if size else "", name
    )


@register.simple_tag
@lru_cache(maxsize=2048)
def avatar(name: str, identity: int, size: int = 34) -> SafeString:
    """The initials of a person on the hue of that person."""
    return format_html(
        '<span class="avatar avatar-{} hue-{}" aria-hidden="true">{}</span>',
        size,
        components.hue(identity),
        components.initials(name),
    )


@register.simple_tag
def instant(value: datetime, style: str = "clock") -> SafeString:
    """An instant that the browser writes in the reader's zone and language.

    Styles: ago, since, clock, moment, date, month. The text inside is for readers without script.
    """
    exactly, shown = value.isoformat(timespec="seconds"), timezone.localtime(value)
    # Digits and punctuation, and a word that stands in the template.
    return SafeString(
        f'<time datetime="{exactly}" data-format="{style}">{shown:%Y-%m-%d %H:%M}</time>'
    )


@register.simple_tag
def promise_chip(started_at: datetime, warn_at: datetime, due_at: datetime) -> SafeString:
    """The ring and the time left of a running promise; it ticks in the browser."""
    tone = _tone(warn_at, due_at, timezone.now())
    since, warn, due = (at.isoformat(timespec="seconds") for at in (started_at, warn_at, due_at))
    # Words of our own, digits and punctuation.
    instants = f'data-from="{since}" data-warn="{warn}" data-due="{due}"'
    left = f'<span class="left">{timezone.localtime(due_at):%H:%M}</span>'
    return SafeString(
        f'<promise-chip class="chip {tone}" {instants}><span class="ring"></span>{left}'
        "</promise-chip>"
    )


@register.filter
def breakable(text: str) -> SafeString:
    """Words that may break before the @ of an address, rather than in the midst of its host."""
    return format_html_join(SafeString("<wbr>@"), "{}", ([part] for part in str(text).split("@")))


@register.filter
def whole(number: object) -> str:
    """A whole number as the language writes it, `1,204`; what says itself how many stays so."""
    return numbers.count(number) if isinstance(number, int) else str(number)


@register.filter
def face(score: int) -> components.Face:
    """The face that stands for a score of 1 to 5."""
    return components.face(score)


def _tone(warn_at: datetime, due_at: datetime, now: datetime) -> str:
    if now >= due_at:
        return "bad"
    return "warn" if now >= warn_at else "ok"
