"""Writing the words of a page line by line."""

import re
from dataclasses import dataclass

_WIDE = r"\t\r\n\f\xa0\u2007\u202f"
_SPACE = re.compile(f"[{_WIDE}][ {_WIDE}]*| [ {_WIDE}]+")
"""White space that is not one space already."""
_BLANKS = " \t\r\n\f"
_INVISIBLE = re.compile("[\u200b\u200e\u200f\ufeff\u034f\xad]")
DEEPEST_QUOTE = 20
DEEPEST_LIST = 10


@dataclass
class _List:
    numbered: bool
    items: int = 0


class Writer:
    """The lines so far, and the one that is being written."""

    def __init__(self) -> None:
        """Start with an empty page."""
        self.lines: list[str] = []
        self.current: list[str] = []
        self._has_words = False
        self.keeping = 0
        self.quotations: list[int] = []
        self._quotation_waits = False
        self.signatures: list[int] = []
        self._signature_waits = False
        self._gap_waits = False
        self._bullet = ""
        self._depth_before = 0
        self._quotes: list[bool] = []
        self._lists: list[_List] = []
        self._links: list[int] = []

    def words(self, text: str | None) -> None:
        """Add words to the line."""
        if not text:
            return
        if not text.isascii():
            text = _INVISIBLE.sub("", text)
        if self.keeping:
            self._keep_lines(text)
            return
        if not self.current and not text.strip(_BLANKS):
            return
        if "\xa0" in text and not text.strip() and not self.current:
            self._gap_waits = True
        text = _SPACE.sub(" ", text)
        if text[:1] == " " and (not self.current or self.current[-1].endswith(" ")):
            text = text[1:]
        if text:
            self._add(text)

    def _keep_lines(self, text: str) -> None:
        first, *others = text.replace("\r\n", "\n").split("\n")
        self._add(first)
        for line in others:
            self.line_break()
            self._add(line)

    def _add(self, text: str) -> None:
        self.current.append(text)
        self._has_words = self._has_words or bool(text.strip())

    def _clear(self) -> None:
        self.current.clear()
        self._has_words = False

    def end_line(self) -> None:
        """Let the next words stand on a new line."""
        if self._has_words:
            line = "".join(self.current)
            # The space makes two hyphens the mark of a signature.
            self._write("-- " if line.strip() == "--" else line.rstrip())
        self._clear()

    def line_break(self) -> None:
        """End the line even if it is empty."""
        if self._has_words:
            self.end_line()
        else:
            self._clear()
            self._gap_waits = True

    def gap(self) -> None:
        """Let an empty line stand before the next words."""
        self.end_line()
        self._gap_waits = True

    def _write(self, line: str) -> None:
        depth = min(sum(self._quotes), DEEPEST_QUOTE)
        prefix = "> " * depth
        if self._gap_waits and self.lines:
            self.lines.append(("> " * min(depth, self._depth_before)).rstrip())
        self._gap_waits, self._depth_before = False, depth
        if self._quotation_waits:
            self.quotations.append(len(self.lines))
            self._quotation_waits = False
        if self._signature_waits:
            self._signature_waits = False
            self.signatures += [] if self._quotes else [len(self.lines)]
        self.lines.append(f"{prefix}{self._indent()}{line}")

    def _indent(self) -> str:
        depth = min(len(self._lists), DEEPEST_LIST)
        if self._bullet:
            bullet, self._bullet = self._bullet, ""
            return "  " * (depth - 1) + bullet
        return "  " * depth

    def quotation_begins(self) -> None:
        """The next line is the first one of a quotation."""
        self.end_line()
        self._quotation_waits = True

    def signature_begins(self) -> None:
        """The next line is the first one of a signature."""
        self.end_line()
        self._signature_waits = True

    def signature_ends(self) -> None:
        """Nothing was in it, if its first line has not come yet."""
        self.end_line()
        self._signature_waits = False

    def quote(self, *, marked: bool) -> None:
        """Mark the lines that follow."""
        self.gap()
        self._quotes.append(marked)

    def quote_ends(self) -> None:
        """Mark no longer."""
        self.end_line()
        self._quotes.pop()
        self._gap_waits = True

    def list_begins(self, *, numbered: bool) -> None:
        """Items follow."""
        self.end_line()
        self._gap_waits = self._gap_waits or not self._lists
        self._lists.append(_List(numbered))

    def list_ends(self) -> None:
        """No more items follow."""
        self.end_line()
        self._lists = self._lists[:-1]
        self._bullet = ""
        self._gap_waits = self._gap_waits or not self._lists

    def item(self) -> None:
        """Begin an item of the innermost list."""
        self.end_line()
        if not self._lists:
            self._lists.append(_List(numbered=False))
        innermost = self._lists[-1]
        innermost.items += 1
        self._bullet = f"{innermost.items}. " if innermost.numbered else "- "

    def cell(self, *, alone: bool) -> None:
        """Begin a cell; small ones stand beside each other."""
        if alone:
            self.end_line()
        elif self._has_words:
            self.current.append(" | ")

    def link_begins(self) -> None:
        """Remember where the words of a link begin."""
        self._links.append(len(self.current))

    def link_words(self) -> str:
        """The words of the innermost link."""
        return "".join(self.current[self._links[-1] :])

    def link_ends(self, address: str) -> None:
        """Write the address behind the words."""
        self._links.pop()
        if address:
            self.current.append(f" <{address}>")

    def finished(self) -> str:
        """The text."""
        self.end_line()
        return "\n".join(self.lines)
