"""Writing a page line by line, with nothing in it that could dress itself up or load."""

import re
from html import escape

_SPACE = re.compile(r"[ \t\r\n\f\xa0\u2007\u202f]+")
_INVISIBLE = re.compile("[\u200b\u200c\u200e\u200f\ufeff\u034f\xad]")
_HREF = re.compile(r"(?:https?|mailto|tel):[^\s<>\"]{1,4000}\Z", re.IGNORECASE)
_INSIDE = {"ul": "li", "ol": "li", "table": "tr", "tr": "td"}
"""What words that stand between items or cells are put into."""
DEEPEST = 30
"""Lists, cells, quotations and emphases inside of each other that are written."""


class DisplayWriter:
    """A flat page: lines of words in lists, tables and quotations; it is always well formed.

    A layout of boxes in boxes becomes one line after the other. An emphasis that goes on over the
    end of a line is closed there and begun anew in the next one.
    """

    def __init__(self) -> None:
        """Start with an empty page."""
        self.pieces: list[str] = []
        self.text: list[str] = []
        self.is_dressed = False
        """Whether there is anything that plain text could not say."""
        self._boxes: list[str] = []
        self._ignored = 0
        self._line = ""
        self._emphases: list[str] = []
        self._open: list[str] = []
        self._breaks = 0
        self._gap = False
        self._ends_with_space = False

    @property
    def box_now(self) -> str:
        """The innermost box."""
        return self._boxes[-1] if self._boxes else ""

    def words(self, text: str | None) -> None:
        """Add words to the line."""
        if not text:
            return
        if not text.isascii():
            text = _INVISIBLE.sub("", text)
        if self.box_now == "pre":
            self._write(escape(text), text)
            return
        shown = _SPACE.sub(" ", text)
        if not shown.strip():
            self._blank(text)
            return
        if shown[0] == " " and (not self._line or self._ends_with_space or self._breaks):
            shown = shown[1:]
        self._write(escape(shown), shown)
        self._ends_with_space = shown.endswith(" ")

    def _blank(self, text: str) -> None:
        """White space alone; a hard space in a line of its own is an empty line."""
        if self._line and text and not self._ends_with_space and not self._breaks:
            self._write(" ", " ")
            self._ends_with_space = True
        elif "\xa0" in text and not self._line:
            self._gap = True

    def _write(self, piece: str, words: str) -> None:
        if self._breaks > 1:
            self.gap()
        if not self._line:
            self._begin_line()
        elif self._breaks:
            self.pieces.append("<br>")
            self.text.append("\n")
        self._breaks = 0
        self._match_emphases()
        self.pieces.append(piece)
        self.text.append(words)
        self._emphasised(words)

    def _begin_line(self) -> None:
        gap = self._gap
        while self.box_now in _INSIDE and len(self._boxes) < DEEPEST:
            self.box(_INSIDE[self.box_now])
        self._line = "p" if gap else "div"
        if self.box_now == "pre":
            self._line = "pre"
        else:
            self.pieces.append(f"<{self._line}>")
        self._gap = False

    def _emphasised(self, words: str) -> None:
        if self._open and words.strip() and not self._open[0].startswith("a "):
            self.is_dressed = True

    def _match_emphases(self) -> None:
        """Close and open tags so that those around the next words are the ones wanted."""
        wanted = self._emphases[:DEEPEST]
        same = 0
        while same < min(len(wanted), len(self._open)) and wanted[same] == self._open[same]:
            same += 1
        self._close_emphases(same)
        for tag in wanted[same:]:
            self.pieces.append(f"<{tag}>")
            self._open.append(tag)

    def _close_emphases(self, down_to: int = 0) -> None:
        while len(self._open) > down_to:
            self.pieces.append(f"</{self._open.pop().partition(' ')[0]}>")

    def end_line(self) -> None:
        """Let the next words stand on a new line."""
        if self._line:
            self._close_emphases()
            if self._line != "pre":
                self.pieces.append(f"</{self._line}>")
            self.text.append("\n")
        self._line, self._breaks, self._ends_with_space = "", 0, False

    def line_break(self) -> None:
        """Break the line; two breaks are an empty line."""
        if self._line:
            self._breaks += 1
        else:
            self._gap = True

    def gap(self) -> None:
        """Let an empty line stand before the next words."""
        self.end_line()
        self._gap = True

    def emphasis(self, tag: str) -> None:
        """Begin to emphasise, or to link."""
        self._emphases.append(tag)

    def emphasis_ends(self) -> None:
        """End what was begun last."""
        self._emphases.pop()

    def link(self, address: str) -> bool:
        """Begin a link; False when it leads nowhere that a person could go."""
        address = "".join(address.split())
        if not _HREF.match(address) or any(tag.startswith("a ") for tag in self._emphases):
            return False
        self.emphasis(f'a href="{escape(address)}"')
        return True

    def box(self, tag: str, attributes: str = "") -> None:
        """Begin a list, an item, a quotation, a table, a row, a cell, or words as they were set."""
        self.end_line()
        if self.box_now == tag and tag in _INSIDE.values():
            self.box_ends(tag)
        if len(self._boxes) >= DEEPEST:
            self._ignored += 1
            return
        self._gap = False
        self._boxes.append(tag)
        self.pieces.append(f"<{tag}{attributes}>")

    def box_ends(self, tag: str) -> None:
        """End the innermost box of this kind, with all that is still open in it."""
        self.end_line()
        if self._ignored:
            self._ignored -= 1
            return
        while tag in self._boxes:
            closed = self._boxes.pop()
            self.pieces.append(f"</{closed}>")
            if closed == tag:
                break
        self._gap = not self._boxes

    def rule(self) -> None:
        """Draw a line across."""
        self.gap()
        if not self._boxes:
            self.pieces.append("<hr>")

    def picture(self, attributes: str, alt: str) -> None:
        """Leave the place of a picture."""
        shown = escape(alt.replace("<", "").replace(">", ""))
        self._write(f'<img {attributes}alt="{shown}">', "")
        self._ends_with_space, self.is_dressed = False, True

    def finished(self) -> str:
        """The page."""
        self.end_line()
        while self._boxes:
            self.box_ends(self.box_now)
        return "".join(self.pieces)
