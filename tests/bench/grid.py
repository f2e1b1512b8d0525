"""Painting the grid of rooms while it is scrolled, beside bare calls of QPainter for the same rectangles and texts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from tests.bench.measure import Line, Times, of_times
from venuedesk.core.bookings import STATES, BookingRow
from venuedesk.core.calendar import Window
from venuedesk.core.rooms import RoomRow
from venuedesk.ui import app as program
from venuedesk.ui.bookings_grid import Grid
from venuedesk.ui.bookings_lines import lines_of_day

ROOMS, BOOKINGS, STEPS = 30, 12, 500
SIZE = (1920, 1040)
TIMES_BARE, PAINT = 3.0, 16.0  # at p95
DAY = date(2026, 11, 20)
OPEN = Window(9 * 60, 21 * 60)
ALIGN = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


def scrolling() -> list[Line]:
    """Steps of scrolling, painted by the grid and by bare calls in turn."""
    program.make_app()
    grid = Grid()
    grid.now = (DAY, 14 * 60)
    _shown(grid)
    grid.show_lines(_lines(), home=True)
    bare = Bare(grid)
    _shown(bare)
    ours, theirs = Times(), Times()
    for step in range(STEPS):
        _scroll(grid, step)
        ours.run(grid.viewport().repaint)
        bare.at = grid.origin
        theirs.run(bare.repaint)
    name = f"painting the grid, {ROOMS} rooms × {BOOKINGS} bookings"
    limit = min(PAINT, TIMES_BARE * theirs.p95)
    words = f"{TIMES_BARE:g} × bare, {PAINT:g} ms"
    line = Line(name, of_times(ours), words, ours.p95 > limit)
    fresh = Line("painting it anew, nothing kept", of_times(_anew(grid)))
    grid.close()
    bare.close()
    return [Line("bare calls of QPainter for it", of_times(theirs)), line, fresh]


def _shown(widget: QWidget) -> None:
    widget.resize(*SIZE)
    widget.show()
    QApplication.processEvents()


def _scroll(grid: Grid, step: int) -> None:
    """Down and up again while it goes from side to side."""
    for bar, by in ((grid.verticalScrollBar(), 9), (grid.horizontalScrollBar(), 17)):
        most = bar.maximum()
        at = step * by % (2 * most) if most else 0
        bar.setValue(min(at, 2 * most - at))


def _anew(grid: Grid) -> Times:
    """The whole grid when every line is another one, as on another day."""
    times = Times()
    for n in range(1, 21):
        grid.show_lines(_lines(DAY + timedelta(days=n)))
        times.run(grid.viewport().repaint)
    return times


@dataclass(frozen=True)
class Piece:
    """A rectangle and the text in it."""

    box: QRect
    fill: QColor
    pen: QColor
    font: QFont
    text: str


class Bare(QWidget):
    """The same rectangles and texts, and nothing else."""

    def __init__(self, grid: Grid) -> None:
        super().__init__()
        self.at = grid.origin
        look, scale = grid.look, grid.scale
        self.ground, self.line, self.height_ = look["window"], look["line"], scale.height
        self.names_width, self.header = grid.names_width, grid.header
        self.hours = [scale.x(hour * 60) for hour in range(25)]
        self.rows: list[list[Piece]] = []
        self.names: list[str] = [line.name for line in grid.lines]
        for line in grid.lines:
            pieces = []
            for bar in line.bars:
                style, box = look.styles[bar.booking.state], scale.box(bar)
                upper, lower = QRect(box), QRect(box)
                upper.setBottom(box.center().y())
                lower.setTop(box.center().y())
                for part, text, font in zip((upper, lower), bar.texts, (look.font, look.small), strict=True):
                    short = look.cut(text, part.width() - 10, font)
                    pieces.append(Piece(part, style.fill, style.text, font, short))
            self.rows.append(pieces)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self.ground)
        for n, pieces in enumerate(self.rows):
            top = self.at.y() + n * self.height_
            if top + self.height_ < self.header or top > self.height():
                continue
            move = QPoint(self.at.x(), top)
            painter.setPen(self.line)
            for x in self.hours:
                painter.drawLine(x + move.x(), top, x + move.x(), top + self.height_)
            for piece in pieces:
                box = piece.box.translated(move)
                painter.fillRect(box, piece.fill)
                painter.setPen(piece.pen)
                painter.setFont(piece.font)
                painter.drawText(box, ALIGN, piece.text)
            painter.drawText(QRect(8, top, self.names_width, self.height_), ALIGN, self.names[n])
        painter.end()


def _lines(day: date = DAY) -> tuple:
    rooms = [RoomRow(n, 1, "活动", f"活动室{n}", 40, (n,), (), n, "", (f"活动室{n}",)) for n in range(1, ROOMS + 1)]
    rows = [_row(room, n, day) for room in rooms for n in range(BOOKINGS)]
    windows: Callable[[int, date], tuple[Window, ...]] = lambda _zone, _day: (OPEN,)  # noqa: E731
    return lines_of_day(rooms, rows, windows, day)


def _row(room: RoomRow, n: int, day: date) -> BookingRow:
    starts = datetime(day.year, day.month, day.day, 9 + n)
    state = [state for state in STATES if state not in ("no_show", "cancelled")][(room.id + n) % 5]
    return BookingRow(
        id=room.id * 100 + n + day.toordinal() * 10_000,
        code="ABCDEFGH",
        room_id=room.id,
        room=room.name,
        zone_id=1,
        spaces=room.spaces,
        layout_id=None,
        layout="",
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        setup_minutes=0,
        teardown_minutes=0,
        state=state,
        holder=f"城北{'机械厂' if n % 2 else '纺织厂'}工会{room.id}",
        unit_id=1,
        member_id=None,
        caller="",
        phone="13800000000",
        purpose=f"合唱排练第{n}次",
        expected=20 + n,
        attended=None,
        reason="",
        note="",
        arrived_at=None,
        ended_at=None,
    )
