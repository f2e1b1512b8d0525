"""The small chart of visits by day, readable in black and white: what was not counted is told by pattern and sign."""

from collections.abc import Sequence
from typing import Any

from reportlab.graphics.shapes import Drawing, Group, Line, Rect, String
from reportlab.lib import colors
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth

from venuedesk.core.tallies import CLOSED, COUNTED, MISSING, NOT_COUNTED, DayLine
from venuedesk.i18n import N_, _
from venuedesk.reports import paper
from venuedesk.reports.figures import DAY_SIGNS

HEIGHT = 50 * mm
_LEFT, _BELOW, _ABOVE = 11 * mm, 5 * mm, 11 * mm
LEGEND = (
    (COUNTED, N_("visits counted")),
    (CLOSED, N_("closed")),
    (NOT_COUNTED, N_("open, not counted")),
    (MISSING, N_("no count entered")),
)


def steps(most: int) -> tuple[int, ...]:
    """Round numbers for the lines of a scale that reaches ``most``: three to five of them."""
    step = 1
    while step * 5 < most:
        step = _next(step)
    return tuple(range(0, max(most, 1) + step, step))


def _next(step: int) -> int:
    """The next of 1, 2, 5, 10, 20, 50 and so on."""
    return step * 5 // 2 if str(step)[0] == "2" else step * 2


def chart(days: Sequence[DayLine], width: float) -> Drawing:
    """The visits of each day as a bar with its number; other days with the pattern and sign of their state."""
    paper.load()
    drawing = Drawing(width, HEIGHT, initialFontName=paper.PLAIN)
    scale = steps(max((d.visits or 0 for d in days), default=0))
    tall = HEIGHT - _BELOW - _ABOVE
    for mark in scale:
        y = _BELOW + tall * mark / scale[-1]
        grey = 0.75 if mark else 0
        drawing.add(Line(_LEFT, y, width, y, strokeWidth=0.4, strokeColor=colors.Color(grey, grey, grey)))
        drawing.add(_words(_LEFT - 1.2 * mm, y - 2, f"{mark:,}", 6.5, "end"))
    slot = (width - _LEFT) / max(1, len(days))
    for n, day in enumerate(days):
        _draw_day(drawing, day, _LEFT + n * slot, slot, tall, scale[-1])
    _draw_legend(drawing, _LEFT, HEIGHT - 4 * mm)
    return drawing


def _draw_day(drawing: Any, day: DayLine, x: float, slot: float, tall: float, most: int) -> None:
    wide, middle = slot * 0.72, x + slot / 2
    if day.state == COUNTED:
        high = tall * (day.visits or 0) / most
        drawing.add(_bar(COUNTED, middle - wide / 2, _BELOW, wide, high))
        said = str(day.visits or 0)
        size = min(6.2, slot * 0.95 / stringWidth(said, paper.PLAIN, 1))  # never into the number of the next day
        drawing.add(_words(middle, _BELOW + high + 1, said, size))
    elif day.state in DAY_SIGNS:
        drawing.add(_bar(day.state, middle - wide / 2, _BELOW, wide, tall * 0.86))
        drawing.add(_words(middle, _BELOW + tall * 0.88 + 1, DAY_SIGNS[day.state], 8))
    drawing.add(_words(middle, _BELOW - 8, str(day.day.day), 6.5))


def _bar(state: str, x: float, y: float, wide: float, high: float) -> Group:
    """Solid where counted, slanting lines where closed, a broken frame where not counted, dots where unknown."""
    group = Group()
    if state == COUNTED:
        group.add(Rect(x, y, wide, high, fillColor=colors.Color(0.3, 0.3, 0.3), strokeColor=None))
        return group
    dashes = None if state == CLOSED else [2.2, 1.6] if state == NOT_COUNTED else [0.6, 1.6]
    grey = colors.Color(0.45, 0.45, 0.45)
    group.add(Rect(x, y, wide, high, fillColor=None, strokeWidth=0.5, strokeColor=grey, strokeDashArray=dashes))
    if state == CLOSED:
        at = -wide
        while at < high:
            low, up = max(at, 0), min(at + wide, high)
            group.add(Line(x + low - at, y + low, x + up - at, y + up, strokeWidth=0.4, strokeColor=grey))
            at += 3.2
    return group


def _draw_legend(drawing: Any, x: float, y: float) -> None:
    for state, words in LEGEND:
        drawing.add(_bar(state, x, y, 3.4 * mm, 2.6 * mm))
        said = f"{DAY_SIGNS.get(state, '')} {_(words)}".strip()
        drawing.add(_words(x + 4.4 * mm, y + 0.6, said, 7.5, "start"))
        x += 7.5 * mm + len(said) * (2.7 * mm if any(ord(c) > 0x2E80 for c in said) else 1.5 * mm)


def _words(x: float, y: float, text: str, size: float, anchor: str = "middle") -> String:
    return String(x, y, text, fontName=paper.PLAIN, fontSize=size, textAnchor=anchor)
