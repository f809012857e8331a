"""Keeps the message catalogues in step with the words in the code.

`python tools/messages.py` adds what is new and drops what is gone in tillit/locale; it never
guesses a translation. With --check nothing is written, and the exit code tells whether a
translation is missing, doubtful, broken or still English. A word that is the same in another
language is listed in tools/same_as_english.txt, one a line.
"""

import argparse
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from asset_files import PACKAGE, ROOT, write_whole
from message_sources import template_catalogue

LANGUAGES = ("nb", "nl", "hu")
PLURAL = "nplurals=2; plural=(n != 1);"
SAME_AS_ENGLISH = ROOT / "tools" / "same_as_english.txt"
MOST_FAULTS_SHOWN = 50
# Header lines that change at each run or tell nobody anything.
NOISE = (
    b'"Project-Id-Version:',
    b'"Report-Msgid-Bugs-To:',
    b'"POT-Creation-Date:',
    b'"PO-Revision-Date:',
    b'"Last-Translator:',
    b'"Language-Team:',
    b'"Generated-By:',
)
Text = str | tuple[str, ...] | list[str] | None
PLACE = re.compile(r"\{\w*\}")


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Update or check the message catalogues.")
    parser.add_argument("--check", action="store_true", help="only tell what is not translated")
    if parser.parse_args().check:
        return check()
    template = template_catalogue()
    for language in LANGUAGES:
        update(language, template)
    return 0


def path_of(language: str) -> Path:
    """Return the file of a catalogue."""
    return PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """Return the catalogue of a language, empty when there is none yet."""
    path = path_of(language)
    if path.exists():
        return read_po(BytesIO(path.read_bytes()), locale=language)
    return Catalog(locale=language, fuzzy=False)


def update(language: str, template: Catalog) -> None:
    """Add the new messages to a catalogue and drop those that are gone."""
    catalogue = read(language)
    catalogue.update(template, no_fuzzy_matching=True)
    # Babel and Django differ about Hungarian; Django reads this line.
    catalogue.mime_headers = [("Plural-Forms", PLURAL)]
    catalogue.header_comment = f"# Tillit in the language “{language}”."
    content = as_file(catalogue)
    if not path_of(language).exists() or path_of(language).read_bytes() != content:
        write_whole(path_of(language), content)
        print(f"Updated {path_of(language).relative_to(ROOT)}.")


def as_file(catalogue: Catalog) -> bytes:
    """Return the text of a catalogue, the same for the same messages."""
    result = BytesIO()
    write_po(
        result, catalogue, width=100, sort_output=True, ignore_obsolete=True, include_lineno=False
    )
    return b"".join(
        line for line in result.getvalue().splitlines(True) if not line.startswith(NOISE)
    )


def check() -> int:
    """Print what is wrong in the catalogues and return the exit code."""
    template = template_catalogue()
    same = set(SAME_AS_ENGLISH.read_text("utf-8").splitlines())
    faults = [fault for language in LANGUAGES for fault in faults_of(language, template, same)]
    for fault in faults[:MOST_FAULTS_SHOWN]:
        print(fault, file=sys.stderr)
    count = len(template)
    print(f"{count} messages in {len(LANGUAGES)} languages, {len(faults)} faults.")
    return 1 if faults else 0


def faults_of(language: str, template: Catalog, same: set[str]) -> Iterator[str]:
    """Yield a line for each message that cannot be shown to a reader of the language."""
    catalogue = read(language)
    for wanted in template:
        if wanted.id:
            found = catalogue.get(wanted.id, wanted.context)
            cause = fault_of(found, catalogue, same)
            if cause:
                yield f"{language}: {cause}: {words(wanted.id)[0]!r} ({wanted.locations[0][0]})"


def fault_of(message: Message | None, catalogue: Catalog, same: set[str]) -> str:
    """Return what is wrong with a translation, or nothing."""
    if message is None or not all(words(message.string)):
        return "missing"
    if message.fuzzy:
        return "doubtful (marked fuzzy)"
    if set(words(message.id)) & set(words(message.string)) - same:
        return "same as English"
    if places(message.id) != places(message.string):
        return "other places to fill in"
    return "; ".join(str(error) for error in message.check(catalogue))


def places(text: Text) -> set[str]:
    """Return the names in braces; those after a percent sign Babel compares itself."""
    return {place for form in words(text) for place in PLACE.findall(form)}


def words(text: Text) -> tuple[str, ...]:
    """Return the singular and the plural, or the only form there is."""
    return (text or "",) if isinstance(text, str | None) else tuple(text)


if __name__ == "__main__":
    sys.exit(main())
