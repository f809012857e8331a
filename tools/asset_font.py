"""Makes the fonts: Inter, cut down to the letters, weights and features in use.

Pages get one file with all weights, papers one file for each weight: what sets them knows no axes.
"""

from importlib.resources import as_file, files
from io import BytesIO
from pathlib import Path

from asset_files import BUILD, PACKAGE, is_stale, write_whole

OUTPUT = BUILD / "inter.woff2"
LICENCE = BUILD / "inter-licence.txt"
ON_PAPER = PACKAGE / "ui" / "papers" / "fonts"
WEIGHTS = (400, 700)
WEIGHTS_ON_PAPER = {400: "Regular", 600: "SemiBold"}
OPTICAL_SIZE = 14
# Kept besides what every text needs: the unambiguous letters (ss03 round quotes, cv05 l with a
# tail) and figures of one width for columns of numbers.
FEATURES = ("calt", "ccmp", "cv05", "kern", "locl", "mark", "mkmk", "ss03", "tnum")
CHARACTERS = (
    *range(0x0020, 0x007F),
    *range(0x00A0, 0x0180),  # Latin-1 and Latin Extended-A: nb, nl, hu and their neighbours
    *(0x0218, 0x0219, 0x021A, 0x021B),  # Romanian s and t with a comma below
    *(0x2009, 0x200A, 0x200B, 0x202F),  # thin, hair, zero-width and narrow no-break spaces
    *range(0x2010, 0x2016),
    *range(0x2018, 0x201F),
    *(0x2020, 0x2022, 0x2026, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x2044),
    *(0x20AC, 0x20BA, 0x2116, 0x2122),
    *range(0x2190, 0x2194),
    *(0x2212, 0x2215, 0x2248, 0x2260, 0x2264, 0x2265, 0x221E, 0x2318, 0x21E7, 0x23CE),
    *(0x2605, 0x2606, 0x2713, 0x2717),
)


def build(*, check: bool) -> bool:
    """Make the fonts when they are stale; return whether they were."""
    source = files("fontpkg_inter")
    papers = {weight: ON_PAPER / f"Inter-{name}.ttf" for weight, name in WEIGHTS_ON_PAPER.items()}
    with as_file(source / "files" / "Inter[opsz,wght].ttf") as typeface:
        inputs = [typeface, Path(__file__)]
        if not any(is_stale(output, inputs) for output in (OUTPUT, *papers.values())):
            return False
        if not check:
            licence = (source / "LICENSE").read_bytes()
            write_whole(LICENCE, licence)
            write_whole(ON_PAPER / LICENCE.name, licence)
            write_whole(OUTPUT, cut(typeface, WEIGHTS, flavor="woff2"))
            for weight, output in papers.items():
                write_whole(output, cut(typeface, weight))
    return True


def cut(typeface: Path, weights: tuple[int, int] | int, *, flavor: str | None = None) -> bytes:
    """Return the typeface with one optical size, few characters, and these weights."""
    # Heavy, and not needed when the fonts are up to date.
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    font = TTFont(typeface)
    options = Options(layout_features=list(FEATURES), hinting=False, notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=CHARACTERS)
    # First fewer glyphs, then fewer axes: the other order takes many times as long.
    subsetter.subset(font)
    font = instantiateVariableFont(font, {"opsz": OPTICAL_SIZE, "wght": weights})
    if isinstance(weights, int):
        font["OS/2"].usWeightClass = weights
    font.flavor = flavor
    result = BytesIO()
    font.save(result)
    return result.getvalue()
