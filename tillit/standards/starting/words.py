"""What the starter sets say, in every language."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.text import capfirst

from tillit.people.languages import LANGUAGES
from tillit.standards.keeping import Point
from tillit.standards.models.criterion import Words

_FOLDER = Path(__file__).parent


@cache
def _texts() -> dict[str, dict[str, Any]]:
    return {
        code: tomllib.loads((_FOLDER / f"{code}.toml").read_text("utf-8"))
        for code, _label in LANGUAGES
    }


def in_all(key: str, name: str, hours: int = 0) -> Words:
    """One text of a standard, by language; some of them name the hours."""
    return {code: _filled(texts, texts[key][name], hours) for code, texts in _texts().items()}


def _filled(texts: dict[str, Any], text: str, hours: int) -> str:
    return capfirst(text.format(hours=texts["number"].get(str(hours), hours)))


def in_this(key: str, name: str) -> str:
    """One text of a standard in the active language."""
    return str(_here()[key][name])


def of_set(key: str, name: str) -> str:
    """The `name` of a set, what it is `about`, or the `state` of a law, in the active language."""
    return str(_here()["set"][key][name])


def here(said: Words) -> str:
    """What stands there in the active language."""
    return said.get(translation.get_language() or "en") or said["en"]


def points(key: str) -> list[Point]:
    """The criteria of a standard, with their examples, in every language."""
    places = range(len(_texts()["en"][key]["criteria"]))
    return [
        Point(
            text=_of_criterion(key, place, "text"),
            good=_of_criterion(key, place, "good"),
            bad=_of_criterion(key, place, "bad"),
        )
        for place in places
    ]


def _of_criterion(key: str, place: int, name: str) -> Words:
    return {code: texts[key]["criteria"][place][name] for code, texts in _texts().items()}


def _here() -> dict[str, Any]:
    texts = _texts()
    return texts.get(translation.get_language() or "en", texts["en"])
