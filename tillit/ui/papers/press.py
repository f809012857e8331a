"""Sets what is given as data: the words of people are never part of a layout's source."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

FONTS: Final = Path(__file__).with_name("fonts")
LAYOUTS: Final = Path(__file__).with_name("layouts")
ENTRY: Final = "main"
SHARPNESS: Final = 144.0
"""Dots for each inch: twice as many as a mail shows, so that a picture is sharp on any screen."""


def as_pdf(layout: str, files: Mapping[str, bytes]) -> bytes:
    """A layout filled with files that it reads by name, as a tagged PDF (PDF/UA-1).

    Raises:
        TypstError: a file is missing, or is not what the layout expects.
    """
    # Loaded when somebody wants a paper: it takes 20 MB.
    import typst

    # Its stubs know of one file only.
    return typst.compile(  # type: ignore[call-overload]
        _sources(layout, files),
        format="pdf",
        font_paths=[FONTS],
        ignore_system_fonts=True,
        pdf_standards="ua-1",
    )


def as_png(layout: str, files: Mapping[str, bytes]) -> bytes:
    """The same as one picture.

    Raises:
        TypstError: as `as_pdf`.
    """
    import typst

    made = typst.compile(  # type: ignore[call-overload]
        _sources(layout, files),
        format="png",
        ppi=SHARPNESS,
        font_paths=[FONTS],
        ignore_system_fonts=True,
    )
    if not isinstance(made, bytes):
        raise TypeError(f"{layout} is more than one page")
    return made


def _sources(layout: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {**files, ENTRY: (LAYOUTS / f"{layout}.typ").read_bytes()}
