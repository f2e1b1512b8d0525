"""The mouse on the grid: drag over free cells to draw a booking, drag one to move it, drag its edge to resize it."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from venuedesk.core.bookings import PLANNED
from venuedesk.ui.bookings_grid import FINE, STEP, Cursor, Grid, Proposal
from venuedesk.ui.bookings_lines import Bar

EDGE = 7  # pixels of a bar that take its end
RIM = 18  # pixels at the edge of the grid that scroll it
CREATE, MOVE, BEGIN, END = "create", "move", "begin", "end"


@dataclass(frozen=True)
class Grip:
    """Where a drag began: what it does, where, and the bar that it holds."""

    deed: str
    at: QPoint
    line: int
    minute: int
    bar: Bar | None = None


class Drag(QObject):
    """Turns the mouse into proposals. ``proposed`` at each new place, ``dropped`` at the end."""

    proposed = Signal(object)
    dropped = Signal(object)

    def __init__(self, grid: Grid) -> None:
        """Watch the mouse of ``grid``."""
        super().__init__(grid)
        self.grid = grid
        self.grip: Grip | None = None
        self.moving = False
        self._last: Proposal | None = None
        grid.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin, follow, and end a drag."""
        if isinstance(event, QMouseEvent):
            if event.type() == QEvent.Type.MouseButtonPress:
                self._press(event)
            elif event.type() == QEvent.Type.MouseMove:
                self._move(event.position().toPoint())
            elif event.type() == QEvent.Type.MouseButtonRelease and event.button() == Qt.MouseButton.LeftButton:
                self._release()
        return False

    def cancel(self) -> bool:
        """Let go of what is dragged; False where nothing is."""
        held, self.grip, self.moving, self._last = self.moving, None, False, None
        return held

    def _press(self, event: QMouseEvent) -> None:
        point, grid = event.position().toPoint(), self.grid
        line = grid.line_at(point.y())
        if line < 0:
            return
        minute = grid.minute_at(point.x()) // FINE * FINE
        bar = grid.bar_at(point)
        inside = point.x() >= grid.names_width
        at = grid.cursor_.minute if not inside else bar.first if bar else minute // STEP * STEP
        grid.point_at(Cursor(line, max(0, at)))
        if event.button() == Qt.MouseButton.RightButton:
            grid.menu_wanted.emit(event.globalPosition().toPoint())
        elif event.button() == Qt.MouseButton.LeftButton and inside:
            deed = self._deed(point, line, bar)
            self.grip = Grip(deed, point, line, minute, bar) if deed else None

    def _deed(self, point: QPoint, line: int, bar: Bar | None) -> str:
        if bar is None:
            return CREATE
        if bar.booking.state not in PLANNED:
            return ""
        box = self.grid.place(line, bar.first, bar.last)
        if bar.last <= 1440 and box.right() - point.x() <= EDGE:
            return END
        return BEGIN if bar.first >= 0 and point.x() - box.left() <= EDGE else MOVE

    def _move(self, point: QPoint) -> None:
        if self.grip is None:
            self._show_shape(point)
            return
        if not self.moving and (point - self.grip.at).manhattanLength() < QApplication.startDragDistance():
            return
        self.moving = True
        self._scroll_at_edge(point)
        proposal = self._proposal(self.grip, point)
        if proposal != self._last:
            self._last = proposal
            self.proposed.emit(proposal)

    def _scroll_at_edge(self, point: QPoint) -> None:
        """Let more of the grid come where the mouse is at its edge."""
        grid, size = self.grid, self.grid.viewport().size()
        for bar, at, first, last in (
            (grid.horizontalScrollBar(), point.x(), grid.names_width, size.width()),
            (grid.verticalScrollBar(), point.y(), grid.header, size.height()),
        ):
            by = (at > last - RIM) - (at < first + RIM)
            bar.setValue(bar.value() + by * RIM)

    def _proposal(self, grip: Grip, point: QPoint) -> Proposal:
        minute = self.grid.minute_at(point.x())
        if grip.bar is None:
            last = -(-minute // FINE) * FINE
            first, last = min(grip.minute, minute // FINE * FINE), max(grip.minute + FINE, last)
            return Proposal(None, grip.line, first, last)
        room = self.grid.lines[grip.line].room_id
        bar, to = grip.bar, round(minute / FINE) * FINE
        if grip.deed == END:
            return Proposal(bar.booking, grip.line, bar.first, max(to, bar.first + FINE), room)
        if grip.deed == BEGIN:
            return Proposal(bar.booking, grip.line, min(to, bar.last - FINE), bar.last, room)
        by = round((minute - grip.minute) / FINE) * FINE
        line = self.grid.line_at(point.y())
        return Proposal(bar.booking, grip.line if line < 0 else line, bar.first + by, bar.last + by, room)

    def _show_shape(self, point: QPoint) -> None:
        """The mouse tells what a drag would do."""
        bar, line = self.grid.bar_at(point), self.grid.line_at(point.y())
        deed = self._deed(point, line, bar) if bar else ""
        shapes = {MOVE: Qt.CursorShape.OpenHandCursor, "": Qt.CursorShape.ArrowCursor}
        self.grid.viewport().setCursor(shapes.get(deed, Qt.CursorShape.SizeHorCursor))

    def _release(self) -> None:
        proposal, moved = self._last, self.moving
        self.cancel()
        if moved and proposal is not None:
            self.dropped.emit(proposal)
