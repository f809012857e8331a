"""Makes the icons: one style sheet with a mask for every Lucide icon that something names.

A mask is one box. The same drawing as SVG in the page is several elements more for the browser to
read, style and lay out, and there are dozens of icons beside a conversation.
"""

import re
from collections.abc import Iterator
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

from asset_files import BUILD, PACKAGE, write_whole

OUTPUT = BUILD / "icons.css"
NAMED = re.compile(
    r"""(?: \{%\s*icon\s                    # {% icon "…" %}
        | (?<![\w-])(?:\w+_)?icon["']?      # icon, empty_icon or "icon", and then
          \s*(?:\(|=|:(?:\s*str\s*=)?)      # icon("…"), icon="…", "icon": "…", icon: str = "…"
        )\s*["']([a-z0-9]+(?:-[a-z0-9]+)*)["']""",
    re.VERBOSE,
)
RULE = '.i-{name}{{--icon:url("data:image/svg+xml,{drawing}")}}'
DRAWING = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='black' "
    "stroke-width='2' stroke-linecap='round' stroke-linejoin='round'>{shapes}</svg>"
)
WRITTEN = str.maketrans({"<": "%3C", ">": "%3E", "#": "%23", '"': "'"})
"""What an address in a style sheet cannot hold as it is."""


class UnknownIconError(Exception):
    """A name that Lucide has no icon for."""


def build(*, check: bool) -> bool:
    """Make the style sheet when the icons in use have changed; return whether they had."""
    content = style_sheet(names_in_use())
    if OUTPUT.exists() and OUTPUT.read_bytes() == content:
        return False
    if not check:
        write_whole(OUTPUT, content)
    return True


def names_in_use() -> dict[str, Path]:
    """Return each icon's name with one file that names it."""
    return {name: path for path in sources() for name in NAMED.findall(path.read_text("utf-8"))}


def sources() -> Iterator[Path]:
    """Yield the modules and templates of the package, without the tests."""
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in {".py", ".html"} and "tests" not in path.parts:
            yield path


def style_sheet(names: dict[str, Path]) -> bytes:
    """Return one rule for each name."""
    archive = BytesIO((files("lucide") / "lucide.zip").read_bytes())
    with ZipFile(archive) as icons:
        rules = [rule(icons, name, names[name]) for name in sorted(names)]
    return "\n".join([*rules, ""]).encode()


def rule(icons: ZipFile, name: str, named_in: Path) -> str:
    """Return the rule that gives one icon its drawing."""
    try:
        drawing = ElementTree.fromstring(icons.read(f"{name}.svg"))  # noqa: S314 (a pinned package)
    except KeyError:
        raise UnknownIconError(f"{named_in}: Lucide has no icon “{name}”.") from None
    for element in drawing.iter():
        element.tag = element.tag.rpartition("}")[2]
    shapes = "".join(ElementTree.tostring(shape, "unicode").strip() for shape in drawing)
    drawn = DRAWING.format(shapes=shapes.replace(" />", "/>"))
    return RULE.format(name=name, drawing=drawn.translate(WRITTEN))
