"""Text in lines on paper: Chinese may break between any two characters, Latin words stay whole.

No line begins with ， or 》, none ends with （ or 《, and nothing sticks out of its box.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from venuedesk.reports import paper

NEVER_FIRST = frozenset("，；：？！》〉）］｝」』】〕、。·…—～％℃”’!',.:;?)]}%’”")
NEVER_LAST = frozenset("（［｛《〈「『【〔“‘([{¥￥#")
LEFT, CENTRE, RIGHT = "left", "centre", "right"
RAISED = 0.62  # of the size of the text, the size of a footnote's number


def _pieces(text: str) -> Iterator[str]:
    """The parts between which a line may end; a space ends the part before it."""
    piece = ""
    for char in text:
        if piece and _may_end(piece[-1], char):
            yield piece
            piece = ""
        piece += char
    if piece:
        yield piece


def _may_end(before: str, after: str) -> bool:
    if after in NEVER_FIRST or before in NEVER_LAST or after.isspace():
        return False
    if before == "-" and after.isalpha():
        return True
    return before.isspace() or _stands_alone(before) or _stands_alone(after)


def _stands_alone(char: str) -> bool:
    """Whether lines may end on both sides of it, as with a Chinese character."""
    return unicodedata.east_asian_width(char) in "WF"


@lru_cache(maxsize=4096)
def broken(text: str, font: str, size: float, width: float) -> tuple[str, ...]:
    """The text in lines of at most ``width`` points; a word longer than a line is cut."""
    paper.load()
    lines, line = [], ""
    for piece in _pieces(" ".join(text.split())):
        if line and stringWidth((line + piece).rstrip(), font, size) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece
        while stringWidth(line.rstrip(), font, size) > width and len(line) > 1:
            cut = _fitting(line, font, size, width)
            lines.append(line[:cut])
            line = line[cut:]
    return (*lines, line.rstrip()) if line or not lines else tuple(lines)


def _fitting(line: str, font: str, size: float, width: float) -> int:
    """How many characters of a word longer than a line stay in it."""
    n = len(line) - 1
    while n > 1 and (stringWidth(line[:n], font, size) > width or line[n] in NEVER_FIRST or line[n - 1] in NEVER_LAST):
        n -= 1
    return n


class Words(Flowable):  # type: ignore[misc]
    """A text in as many lines as its box needs, with a footnote's raised number after it where it has one."""

    def __init__(
        self,
        text: str,
        *,
        size: float = 8.5,
        bold: bool = False,
        align: str = LEFT,
        note: str = "",
        grey: float = 0,
        whole: bool = False,
    ) -> None:
        """``grey`` from 0, black, to 1, white; what is ``whole``, as a number, is set smaller rather than broken."""
        super().__init__()
        self.text, self.align, self.note, self.grey = text, align, note, grey
        self.size = self._wanted = size
        self._whole = whole
        self.font = paper.BOLD if bold else paper.PLAIN
        self.lines: tuple[str, ...] = ()

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The room it takes in a box ``width`` points wide."""
        if self._whole:
            self.size = min(self._wanted, width * 0.999 / max(0.001, stringWidth(self.text, self.font, 1)))
        spare = stringWidth(self.note, paper.PLAIN, self.size * RAISED) if self.note else 0
        self.width, self.lines = width, broken(self.text, self.font, self.size, width - spare)
        self.height = len(self.lines) * self.leading
        return width, self.height

    @property
    def leading(self) -> float:
        """From line to line, in points."""
        return self.size * 1.35

    def minWidth(self) -> float:
        """The least width: two characters."""
        return self.size * 2

    def draw(self) -> None:
        """Draw the lines from the top."""
        canvas: Any = self.canv
        canvas.saveState()
        canvas.setFillGray(self.grey)
        y = self.height - self.size * 1.08
        for n, line in enumerate(self.lines):
            canvas.setFont(self.font, self.size)
            wide = stringWidth(line, self.font, self.size)
            x = {LEFT: 0.0, CENTRE: (self.width - wide) / 2, RIGHT: self.width - wide}[self.align]
            canvas.drawString(x, y, line)
            if self.note and n == len(self.lines) - 1:
                canvas.setFont(paper.PLAIN, self.size * RAISED)
                canvas.drawString(x + wide + 0.5, y + self.size * 0.38, self.note)
            y -= self.leading
        canvas.restoreState()
