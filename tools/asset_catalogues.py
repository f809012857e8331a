"""Compiles the message catalogues, without the gettext tools."""

from io import BytesIO
from pathlib import Path

from asset_files import PACKAGE, is_stale, write_whole


def build(*, check: bool) -> bool:
    """Compile the catalogues that have changed; return whether one had."""
    stale = [path for path in catalogues() if is_stale(path.with_suffix(".mo"), [path])]
    if not check:
        for path in stale:
            write_whole(path.with_suffix(".mo"), compiled(path))
    return bool(stale)


def catalogues() -> list[Path]:
    """Return the catalogues of the package."""
    return sorted(PACKAGE.rglob("locale/*/LC_MESSAGES/*.po"))


def compiled(path: Path) -> bytes:
    """Return a catalogue in the form that is read at run time."""
    # Heavy, and not needed when every catalogue is up to date.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with path.open("rb") as source:
        catalogue = read_po(source, locale=path.parts[-3], abort_invalid=True)
    result = BytesIO()
    write_mo(result, catalogue)
    return result.getvalue()
