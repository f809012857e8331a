"""Templates with their fixed parts written beforehand say the same as Django's own."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.template import Context, Engine, Template
from django.template.base import TextNode
from django.utils import translation
from django.utils.safestring import SafeString

from tillit.ui.loading import Loader
from tillit.ui.templatetags.ui import icon

TEMPLATES = {
    "fixed.html": (
        '{% load i18n ui static %}{% comment %}why{% endcomment %}<b>{% translate "Close" %}</b>'
        '{% icon "x" "small" %}{% blocktranslate trimmed %}Show more{% endblocktranslate %}'
    ),
    "values.html": "{{ word }}|{{ safe }}|{{ count }}|{{ day }}|{{ missing }}|{{ word|upper }}",
    "plain.txt": (
        '{% load i18n %}{% autoescape off %}{{ word }} {% translate "Close" %}{% endautoescape %}'
        "{{ word }}"
    ),
    "choice.html": (
        '{% load i18n %}{% if count %}{% translate "Save" %}'
        '{% else %}{% translate "Close" %}{% endif %}'
    ),
    "said.html": '{% load i18n %}{% translate "Close" as said %}{{ said }}{% translate word %}',
    "whole.html": (
        '{% include "part.html" with word="A<b>" %}{% include "part.html" %}'
        '{% include "part.html" with count=3 only %}{% include name %}'
    ),
    "part.html": "{{ word }}-{{ count }};",
    "form.html": "<form>{% csrf_token %}</form>",
    "child.html": (
        '{% extends "parent.html" %}{% load i18n %}'
        '{% block b %}{{ block.super }}{% translate "Save" %}{% endblock %}'
    ),
    "parent.html": '{% load i18n %}{% block b %}{% translate "Close" %}{{ word }}{% endblock %}',
    "counted.html": (
        "{% load i18n %}{% blocktranslate count n=count %}one"
        "{% plural %}{{ n }} of them{% endblocktranslate %}"
    ),
}
VALUES: dict[str, Any] = {
    "word": "<Bo & Ada's>",
    "safe": SafeString("<i>"),
    "count": 12_345,
    "day": date(2026, 3, 1),
    "name": "part.html",
    "csrf_token": "a1B2c3",
}
_LIBRARIES = {
    "i18n": "django.templatetags.i18n",
    "static": "django.templatetags.static",
    "ui": "tillit.ui.templatetags.ui",
}
_MEMORY = ("django.template.loaders.locmem.Loader", TEMPLATES)


def engine(*loaders: Any) -> Engine:
    return Engine(loaders=list(loaders), libraries=_LIBRARIES)


@pytest.fixture(params=["en", "nb", "nl", "hu"], autouse=True)
def spoken(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every test in every language."""
    with translation.override(request.param):
        yield


@pytest.mark.parametrize("name", TEMPLATES)
def test_what_is_written_beforehand_reads_the_same(name: str) -> None:
    own = engine(("tillit.ui.loading.Loader", [_MEMORY])).get_template(name)
    djangos = engine(_MEMORY).get_template(name)
    for values in (VALUES, {"name": "part.html", "count": 0}):
        assert own.render(Context(values)) == djangos.render(Context(values))


def test_what_is_fixed_becomes_one_text() -> None:
    template = engine(("tillit.ui.loading.Loader", [_MEMORY])).get_template("fixed.html")
    [text] = template.nodelist
    assert isinstance(text, TextNode)
    assert icon("x", "small") in text.s


def test_each_language_has_its_own() -> None:
    found = engine(("tillit.ui.loading.Loader", [_MEMORY]))
    said: set[str] = set()
    for language in ("en", "nb", "nl", "hu"):
        with translation.override(language):
            said.add(found.get_template("choice.html").render(Context()))
    assert len(said) == 4


def test_each_is_made_once() -> None:
    loader = Loader(engine(_MEMORY), [_MEMORY])
    first = loader.get_template("whole.html")
    assert loader.get_template("whole.html") is first
    assert isinstance(first, Template)
