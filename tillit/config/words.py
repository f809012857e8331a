"""The words of the command line, in the language of the terminal, without starting Django."""

from gettext import translation
from pathlib import Path

LOCALE_FOLDER = Path(__file__).resolve().parent.parent / "locale"

gettext = translation("django", LOCALE_FOLDER, fallback=True).gettext
