"""Lists as Word and Outlook write them: paragraphs with a drawn bullet, made into true lists."""

import re

from lxml import etree

_LIST = re.compile(r"mso-list:l(\d+)level(\d)")
_DRAWN = re.compile(r"mso-list:ignore", re.IGNORECASE)
_NUMBER = re.compile(r"\s*[(]?(?:\d{1,3}|[a-z]{1,2}|[ivx]{1,5})[.)]", re.IGNORECASE)
_SPACED = re.compile(r"msonormal[^{}]*\{[^}]*margin-bottom:\s*\.?[1-9]")
DEEPEST = 9


def untangle(root: etree._Element) -> None:
    """Give a page of Word the lists and the spaces between paragraphs that a reader sees."""
    if b"mso" not in etree.tostring(root).lower():
        return
    paragraphs = [one for one in root.iter("p") if isinstance(one.tag, str)]
    if _has_spaced_paragraphs(root):
        for paragraph in paragraphs:
            paragraph.attrib.pop("class", None)
    for paragraph in paragraphs:
        if level := _level(paragraph):
            _into_list(paragraph, level)


def _has_spaced_paragraphs(root: etree._Element) -> bool:
    styles = "".join(style.text or "" for style in root.iter("style"))
    return bool(_SPACED.search(styles.lower()))


def _level(paragraph: etree._Element) -> int:
    """How deep in a list a paragraph stands, 0 for in none."""
    style = "".join((paragraph.get("style") or "")[:1000].lower().split())
    found = _LIST.search(style)
    return min(int(found.group(2)), DEEPEST) if found else 0


def _into_list(paragraph: etree._Element, level: int) -> None:
    """Put a paragraph at the end of the list before it, else into a new one."""
    kind = "ol" if _is_numbered(_without_drawing(paragraph)) else "ul"
    before = paragraph.getprevious()
    goes_on = before is not None and before.get("made") and not (before.tail or "").strip()
    outer = before if goes_on and (level > 1 or before.tag == kind) else _new(kind)
    tail, paragraph.tail = paragraph.tail, None
    if outer is not before:
        paragraph.addprevious(outer)
    inner = outer
    for _deeper in range(level - 1):
        inner = _list_in(inner, kind)
    paragraph.attrib.clear()
    paragraph.tag = "li"
    inner.append(paragraph)
    outer.tail = tail


def _list_in(outer: etree._Element, kind: str) -> etree._Element:
    """The list in the last item of a list."""
    item = outer[-1] if len(outer) else etree.SubElement(outer, "li")
    if len(item) and item[-1].get("made"):
        return item[-1]
    inner = _new(kind)
    item.append(inner)
    return inner


def _new(kind: str) -> etree._Element:
    made = etree.Element(kind)
    made.set("made", "yes")
    return made


def _without_drawing(paragraph: etree._Element) -> str:
    """Take the bullet away that was drawn with letters; it is returned."""
    drawn = ""
    for element in list(paragraph.iter("span")):
        parent = element.getparent()
        if parent is None or not _DRAWN.search((element.get("style") or "").replace(" ", "")):
            continue
        drawn += "".join(element.itertext())
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + (element.tail or "")
        else:
            parent.text = (parent.text or "") + (element.tail or "")
        parent.remove(element)
    return drawn


def _is_numbered(drawn: str) -> bool:
    """Whether a bullet counts; a lone "o" is one of Word's circles."""
    return bool(_NUMBER.match(drawn.replace("\xa0", " ")))
