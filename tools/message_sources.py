"""Finds the words that a person reads, in modules and in templates."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from django.utils.translation.template import templatize

from asset_files import PACKAGE, ROOT

# The functions that take a message; (1, "c") marks the context, two numbers a plural.
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# Written before a message to explain it to the person who translates.
COMMENT = "Translators:"


def template_catalogue() -> Catalog:
    """Return every message of the package, without translations."""
    catalogue = Catalog(fuzzy=False)
    for path in sources():
        name = str(path.relative_to(ROOT))
        for _line, message, comments, context in messages_of(path):
            catalogue.add(message, locations=[(name, 0)], auto_comments=comments, context=context)
    return catalogue


def sources() -> Iterator[Path]:
    """Yield the modules and templates of the package, without the tests."""
    for path in sorted(PACKAGE.rglob("*")):
        if "tests" not in path.parts and (
            path.suffix == ".py" or ("templates" in path.parts and path.is_file())
        ):
            yield path


def messages_of(path: Path) -> Iterator[tuple]:
    """Yield line, message, comments and context of each message in a file."""
    content = path.read_text("utf-8")
    if path.suffix != ".py":
        content = as_python(content, path)
    yield from extract(
        "python", BytesIO(content.encode()), KEYWORDS, [COMMENT], strip_comment_tags=True
    )


def as_python(template: str, path: Path) -> str:
    """Return a template as lines of Python that hold nothing but its messages."""
    lines = templatize(template, origin=str(path)).splitlines()
    # The indentation of a template means nothing, and would be wrong in Python.
    return "\n".join(line.strip() for line in lines)
