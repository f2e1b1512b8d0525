"""The drawn grid: lines × time in one widget. Lines are painted once, scrolling only moves their pictures."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip

from venuedesk.core.bookings import ARRIVED, AWAITING, BOOKED, NO_SHOW, TENTATIVE, BookingRow
from venuedesk.core.calendar import Window
from venuedesk.ui.bookings_lines import Bar, Line, open_span
from venuedesk.ui.bookings_paint import Look, Scale, paint_bar, paint_ground
from venuedesk.ui.bookings_words import DAY_MINUTES, clock, span_words
from venuedesk.ui.words import tool_tip

STEP, FINE = 30, 15  # minutes that an arrow key moves; with Alt
HOUR = 60
MOST_PICTURES, MOST_GROUNDS = 160, 20
NAME = Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextWrapAnywhere.value
GHOSTS = {"": "primary", "done": "done_bar", "ask": "ask_bar", "refused": "refused_bar"}


@dataclass(frozen=True)
class Cursor:
    """The place in hand: a line, a minute of its day, and how long; ``meant`` where that was asked for."""

    line: int = 0
    minute: int = 9 * HOUR
    length: int = HOUR
    meant: bool = False

    @property
    def until(self) -> int:
        """The minute at which it ends, past 1440 on the next day."""
        return self.minute + self.length


@dataclass(frozen=True)
class Proposal:
    """A place for a booking that is drawn before it is one: of ``booking``, or of a new one.

    ``origin`` is the room on whose line it was taken up, as long as it stays there the booking keeps its own.
    """

    booking: BookingRow | None
    line: int
    first: int
    last: int
    origin: int | None = None


class Grid(QAbstractScrollArea):
    """Shows lines; tells where the cursor is and what is dragged. The focus stays in the entry line."""

    cursor_moved = Signal()
    opened = Signal()  # a double click
    menu_wanted = Signal(QPoint)

    def __init__(self) -> None:
        """Build it empty."""
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.viewport().setMouseTracking(True)
        self.setMinimumSize(300, 120)
        self.look = Look(self.font())
        self.lines: tuple[Line, ...] = ()
        self.cursor_ = Cursor()
        self.now: tuple[date, int] | None = None
        self.ghost: Proposal | None = None
        self.ghost_kind, self.ghost_words = "", ""
        self.marked: int | None = None  # a booking that waits to be swapped
        self.names_width, self.header = 120, round(self.look.line * 1.5)
        self.scale = Scale(60.0, round(self.look.line * 2.4))
        self.span = (8 * HOUR, 20 * HOUR)
        self._pictures: dict[tuple[int, date], tuple[Line, tuple[int, int, float], QPixmap]] = {}
        self._grounds: dict[tuple[tuple[Window, ...], tuple[int, int, float]], QPixmap] = {}
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(lambda _value: self.viewport().update())

    # ------------------------------------------------------------ what is shown

    def show_lines(self, lines: Sequence[Line], *, home: bool = False) -> None:
        """Show other lines; ``home`` scrolls to the open hours."""
        before = {(line.room_id, line.day): line for line, _key, _made in self._pictures.values()}
        known = [before.get((line.room_id, line.day)) for line in lines]
        self.lines = tuple(old if old == line else line for old, line in zip(known, lines, strict=True))
        self.cursor_ = replace(self.cursor_, line=min(self.cursor_.line, max(0, len(lines) - 1)))
        self._measure()
        if home:
            self.horizontalScrollBar().setValue(self.scale.x(self.span[0]))
            self.let_be_seen(self.cursor_.line, self.cursor_.minute, min(self.until, DAY_MINUTES))
        self.viewport().update()

    def _measure(self) -> None:
        """Let the open hours fill the width, and the lines be low where there is little room."""
        fonts = self.look.metrics
        longest = max((fonts[id(self.look.bold)].horizontalAdvance(line.name) for line in self.lines), default=80)
        self.names_width = min(max(longest + 16, self.look.line * 4), self.look.line * 8, max(90, self.width() // 4))
        self.span = open_span(self.lines)
        hours = (self.span[1] - self.span[0]) / HOUR
        room = self.viewport().size() - QSize(self.names_width, self.header)
        tall, low = round(self.look.line * 2.4), round(self.look.line * 1.6)
        high = tall if tall * min(len(self.lines), 8) <= room.height() else low
        if high * len(self.lines) > room.height() > high:
            high = room.height() // (room.height() // high)  # none is seen in part
        self.scale = Scale(max(self.look.line * 2.2, (room.width() - 4) / hours), high)
        bars = self.horizontalScrollBar(), self.verticalScrollBar()
        for bar, whole, part in zip(bars, self._whole(), self.body.size().toTuple(), strict=True):
            bar.setRange(0, max(0, whole - part))
            bar.setPageStep(max(1, part))
            bar.setSingleStep(self.scale.height)

    def _whole(self) -> tuple[int, int]:
        return self.scale.width + 1, self.scale.height * len(self.lines)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure anew, and keep the hour at the left edge."""
        left = self.scale.minute(self.horizontalScrollBar().value())
        self._measure()
        self.horizontalScrollBar().setValue(self.scale.x(left if left else self.span[0]))

    def sizeHint(self) -> QSize:
        """As much as there is."""
        return QSize(700, 300)

    # ------------------------------------------------------------ places

    @property
    def body(self) -> QRect:
        """Where the lines are seen, without those that would be seen in part."""
        size, high = self.viewport().size(), self.scale.height
        room = size.height() - self.header
        if room < high * len(self.lines):
            room = max(high, room // high * high)
        return QRect(self.names_width, self.header, size.width() - self.names_width, room)

    @property
    def origin(self) -> QPoint:
        """Where midnight of the first line stands in the viewport."""
        left, top = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        return QPoint(self.names_width - left, self.header - top)

    def place(self, line: int, first: int, last: int) -> QRect:
        """The rectangle of a span on a line, in the viewport."""
        left = self.scale.x(first)
        box = QRect(left, line * self.scale.height, max(4, self.scale.x(last) - left), self.scale.height)
        return box.translated(self.origin)

    def line_at(self, y: float) -> int:
        """The line at a height of the viewport, -1 for none."""
        found = int((y - self.origin.y()) // self.scale.height)
        seen = self.header <= y <= self.body.bottom()
        return found if seen and 0 <= found < len(self.lines) else -1

    def minute_at(self, x: float) -> int:
        """The minute of the day at a place of the viewport."""
        return min(max(self.scale.minute(x - self.origin.x()), 0), DAY_MINUTES)

    def bar_at(self, point: QPoint) -> Bar | None:
        """The bar under the mouse."""
        line = self.line_at(point.y())
        if line < 0 or point.x() < self.names_width:
            return None
        inside = point - self.origin - QPoint(0, line * self.scale.height)
        bars = [bar for bar in self.lines[line].bars if self.scale.box(bar).contains(inside)]
        return bars[-1] if bars else None

    # ------------------------------------------------------------ the cursor

    @property
    def line(self) -> Line | None:
        """The line under the cursor."""
        return self.lines[self.cursor_.line] if self.cursor_.line < len(self.lines) else None

    @property
    def bar(self) -> Bar | None:
        """The bar under the cursor; a span that was asked for is a wish, whatever stands there."""
        return None if self.line is None or self.cursor_.meant else self.line.at(self.cursor_.minute)

    @property
    def until(self) -> int:
        """The minute at which the cursor ends: an hour that nobody asked for ends where the room is taken."""
        cursor = self.cursor_
        if self.line is None or cursor.meant:
            return cursor.until
        taken = [edge for bar in self.line.bars if bar.booking.state != NO_SHOW for edge in (bar.since, bar.first)]
        return min([cursor.until, *(edge for edge in taken if edge > cursor.minute)])

    @property
    def soon(self) -> int:
        """The next half hour, within the hours that are shown."""
        minute = 0 if self.now is None else -(-self.now[1] // STEP) * STEP
        return min(max(minute, self.span[0]), self.span[1] - HOUR)

    def put_cursor(self, cursor: Cursor) -> None:
        """Move the cursor and let it be seen."""
        self.point_at(cursor)
        self.let_be_seen(cursor.line, cursor.minute, min(self.until, DAY_MINUTES))

    def point_at(self, cursor: Cursor) -> None:
        """Move the cursor to where the mouse is: the grid does not scroll under it."""
        self.cursor_ = cursor
        self.viewport().update()
        self.cursor_moved.emit()

    def let_be_seen(self, line: int, first: int, last: int) -> None:
        """Scroll as little as needed for a span to be seen, its beginning before its end."""
        room = self.body
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        for bar, begin, end, part in (
            (across, self.scale.x(first), self.scale.x(last), room.width()),
            (down, line * self.scale.height, (line + 1) * self.scale.height, room.height()),
        ):
            bar.setValue(min(max(bar.value(), end - part), begin))

    def show_ghost(self, proposal: Proposal | None, kind: str = "", words: str = "") -> None:
        """Draw a proposal with its verdict: green, amber or red, and in words."""
        self.ghost, self.ghost_kind, self.ghost_words = proposal, kind, words
        self.viewport().update()

    # ------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Put the pictures of the lines in their places, then what moves on top of them, then the headers."""
        painter = QPainter(self.viewport())
        exposed = event.rect()
        painter.fillRect(exposed, self.look["window"])
        size, body = self.viewport().size(), self.body
        painter.setClipRect(body & exposed)
        self._paint_lines(painter, body & exposed)
        self._paint_over(painter)
        painter.setClipRect(exposed & QRect(0, 0, size.width(), body.bottom() + 1))
        self._paint_names(painter, size)
        self._paint_hours(painter, size)
        painter.end()

    def _paint_lines(self, painter: QPainter, exposed: QRect) -> None:
        origin, height = self.origin, self.scale.height
        first = max(0, (exposed.top() - origin.y()) // height)
        last = min(len(self.lines), (exposed.bottom() - origin.y()) // height + 1)
        for n in range(first, last):
            painter.drawPixmap(origin.x(), origin.y() + n * height, self._picture(self.lines[n]))

    def _picture(self, line: Line) -> QPixmap:
        ratio = self.devicePixelRatioF()
        key = (self.scale.width, self.scale.height, ratio)
        known = self._pictures.get((line.room_id, line.day))
        if known is not None and known[0] is line and known[1] == key:
            return known[2]
        if len(self._pictures) >= MOST_PICTURES:
            self._pictures.clear()
        made = self._ground(line.windows, key).copy()
        painter = QPainter(made)
        for bar in line.bars:
            paint_bar(painter, bar, self.scale, self.look)
        painter.end()
        self._pictures[line.room_id, line.day] = (line, key, made)
        return made

    def _ground(self, windows: tuple[Window, ...], key: tuple[int, int, float]) -> QPixmap:
        """What lies under the bars of every line with these open windows."""
        made = self._grounds.get((windows, key))
        if made is None:
            if len(self._grounds) >= MOST_GROUNDS:
                self._grounds.clear()
            made = QPixmap(QSize(self.scale.width + 1, self.scale.height) * key[2])
            made.setDevicePixelRatio(key[2])
            painter = QPainter(made)
            paint_ground(painter, windows, self.scale, self.look)
            painter.end()
            self._grounds[windows, key] = made
        return made

    def _paint_over(self, painter: QPainter) -> None:
        """The cursor, what is late, the line of now, and what is being placed."""
        line, bar = self.line, self.bar
        if line is not None:
            first, last = (bar.first, bar.last) if bar else (self.cursor_.minute, self.until)
            box = self.place(self.cursor_.line, first, last).adjusted(0, 1, 0, -2)
            if bar is None:
                painter.fillRect(box, self.look.tinted("primary", 50))
            painter.setPen(QPen(self.look["text"], 2))
            painter.drawRect(box.adjusted(1, 1, -1, -1))
        for n, one in enumerate(self.lines):
            self._paint_due(painter, n, one)
        if self.ghost is not None:
            self._paint_ghost(painter, self.ghost)

    def _paint_due(self, painter: QPainter, n: int, line: Line) -> None:
        """The line of now on a day that is today's, and the edge of what is late or wants its end."""
        if self.now is None or line.day != self.now[0]:
            return
        minute = self.now[1]
        for bar in line.bars:
            late = bar.own and bar.first < minute and bar.booking.state in (TENTATIVE, AWAITING, BOOKED)
            over = bar.own and bar.last <= minute and bar.booking.state == ARRIVED
            if late or over:
                box = self.place(n, bar.first, bar.last)
                painter.fillRect(box.left() + 1, box.top() + 3, 5, box.height() - 6, self.look["refused_bar"])
        box = self.place(n, minute, minute)
        painter.fillRect(box.left() - 1, box.top(), 2, box.height(), self.look["refused_bar"])

    def _paint_ghost(self, painter: QPainter, ghost: Proposal) -> None:
        for n, line in enumerate(self.lines):  # where it stands now is paler
            for bar in line.bars:
                if ghost.booking is not None and bar.booking.id == ghost.booking.id:
                    painter.fillRect(self.place(n, bar.first, bar.last), self.look.tinted("window", 150))
        colour = GHOSTS[self.ghost_kind]
        box = self.place(ghost.line, ghost.first, min(ghost.last, DAY_MINUTES))
        painter.fillRect(box, self.look.tinted(colour, 90))
        plate = self.plate(ghost)
        painter.setPen(QPen(self.look[colour], 3))
        painter.drawRect(box.adjusted(1, 1, -2, -2))
        painter.fillRect(plate, self.look["surface"])
        painter.setPen(self.look[colour])
        painter.drawRect(plate)
        painter.setFont(self.look.bold)
        painter.setPen(self.look["text"])
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, span_words(ghost.first, ghost.last))

    def plate(self, ghost: Proposal) -> QRect:
        """Where a proposal says its time: at its beginning, within what is seen."""
        box, body = self.place(ghost.line, ghost.first, ghost.last), self.body
        width = self.look.metrics[id(self.look.bold)].horizontalAdvance(span_words(ghost.first, ghost.last)) + 12
        left = max(body.left() + 4, min(box.left() + 4, body.right() - width - 3))
        return QRect(left, box.top() + 4, width, min(self.look.line + 4, box.height() - 9))

    def _paint_names(self, painter: QPainter, size: QSize) -> None:
        look, height, width = self.look, self.scale.height, self.names_width
        painter.fillRect(0, 0, width, size.height(), look["raised"])
        top, two = self.origin.y(), height >= look.line * 1.9
        first = max(0, (self.header - top) // height)
        for n in range(first, min(len(self.lines), (size.height() - top) // height + 1)):
            line, box = self.lines[n], QRect(0, top + n * height, width, height)
            here = n == self.cursor_.line
            if here:
                painter.fillRect(box, look["chosen"])
            painter.setPen(look["on_chosen"] if here else look["text"])
            inside = box.adjusted(8, 2, -6, -2)
            name, font = look.name(line.name, inside.width(), look.bold if here else look.font, 2 if two else 1)
            detail = two and line.detail and font is not look.small
            painter.setFont(font)
            upper = inside.adjusted(0, 0, 0, -height // 2 + 2) if detail else inside
            painter.drawText(upper, NAME if two else Qt.AlignmentFlag.AlignVCenter.value, name)
            if detail:
                painter.setFont(look.small)
                painter.setPen(look["on_chosen"] if here else look["muted"])
                painter.drawText(inside.adjusted(0, height // 2 - 2, 0, 0), Qt.AlignmentFlag.AlignVCenter, line.detail)
            painter.setPen(look["line"])
            painter.drawLine(0, box.bottom(), width, box.bottom())
        painter.drawLine(width - 1, 0, width - 1, size.height())

    def _paint_hours(self, painter: QPainter, size: QSize) -> None:
        look = self.look
        painter.fillRect(0, 0, size.width(), self.header, look["raised"])
        painter.setFont(look.small)
        left = self.origin.x()
        for hour in range(25):
            x = left + self.scale.x(hour * HOUR)
            if self.names_width - 1 <= x <= size.width():
                painter.setPen(look["edge"])
                painter.drawLine(x, self.header - 6, x, self.header)
                painter.setPen(look["muted"])
                box = QRect(x + 3, 0, round(self.scale.hour) - 4, self.header)
                painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, clock(hour * HOUR) if hour < 24 else "")
        if self.line is not None and self.bar is None:
            box = self.place(self.cursor_.line, self.cursor_.minute, self.until)
            painter.fillRect(max(box.left(), self.names_width), self.header - 4, box.width(), 4, look["primary"])
        painter.setPen(look["line"])
        painter.drawLine(0, self.header - 1, size.width(), self.header - 1)
        painter.fillRect(0, 0, self.names_width - 1, self.header - 1, look["raised"])

    # ------------------------------------------------------------ the mouse, as far as it only looks

    def viewportEvent(self, event: QEvent) -> bool:
        """Say what a bar is in a tool tip."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            bar = self.bar_at(event.pos())
            words = "" if bar is None else "\n".join(bar.facts)
            QToolTip.showText(event.globalPos(), tool_tip(words), self)
            return True
        return super().viewportEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open what is under the mouse."""
        if self.line_at(event.position().y()) >= 0:
            self.opened.emit()
