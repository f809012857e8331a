"""A small picture of one promise, for pages that are not ours."""

from django.utils.html import escape
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from tillit.measures.registry import Unit
from tillit.standards.charter.page import Promised

HEIGHT, PADDING, LETTER = 28, 12, 6.6
LONGEST = 60
"""Letters; more would not fit into the side of a page."""


def badge(promised: Promised) -> str:
    """An SVG of the promise and how well it was kept over the longest period."""
    result = promised.results[-1]
    words = Truncator(promised.words).chars(LONGEST)
    kept = _("kept: %(share)s") % {"share": result.words}
    if result.unit is Unit.SECONDS:
        kept = _("so far: %(time)s") % {"time": result.words}
    left, right = _width(words), _width(kept)
    title = _("%(promise)s, %(kept)s in %(days)d days") % {
        "promise": promised.words,
        "kept": kept,
        "days": result.days,
    }
    return _SVG.format(
        width=left + right,
        height=HEIGHT,
        left=left,
        right=right,
        title=escape(title),
        words=escape(words),
        kept=escape(kept),
        words_at=left / 2,
        kept_at=left + right / 2,
    )


def _width(words: str) -> int:
    return round(len(words) * LETTER) + 2 * PADDING


_SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" role="img"
 aria-label="{title}">
<title>{title}</title>
<clipPath id="r"><rect width="{width}" height="{height}" rx="7"/></clipPath>
<g clip-path="url(#r)"><rect width="{left}" height="{height}" fill="#f3f2ee"/>
<rect x="{left}" width="{right}" height="{height}" fill="#2a52c9"/></g>
<g font-family="Inter,system-ui,sans-serif" font-size="12" font-weight="500" text-anchor="middle">
<text x="{words_at}" y="18" fill="#1a1c20">{words}</text>
<text x="{kept_at}" y="18" fill="#ffffff">{kept}</text></g></svg>
"""
