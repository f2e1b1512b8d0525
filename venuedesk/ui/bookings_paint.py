"""How a line of the grid looks: colours, patterns and texts, painted once into a picture that scrolling moves."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPen, QPolygonF

from venuedesk.core.bookings import ARRIVED, AWAITING, BOOKED, ENDED, NO_SHOW, TENTATIVE
from venuedesk.core.calendar import Window
from venuedesk.ui import theme
from venuedesk.ui.bookings_lines import Bar
from venuedesk.ui.bookings_words import DAY_MINUTES

TAKEN = "taken"  # by another room that shares a space
SETUP = "setup"  # and teardown, before and after a bar
GAP = 2  # pixels between a bar and the lines of the grid
PADDING = 5
EDGE = 8  # on the left, where what is late has a red edge
_ELIDED = Qt.TextElideMode.ElideRight
_LEFT = (Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft).value | Qt.TextFlag.TextSingleLine.value


@dataclass(frozen=True)
class Style:
    """A state on the screen: colour and pattern, so that it is told apart without colour too."""

    fill: QColor
    text: QColor
    pen: QPen
    hatch: QBrush | None = None
    bold: bool = False
    crossed: bool = False


class Look:
    """The colours of the theme in use, and the fonts."""

    def __init__(self, font: QFont) -> None:
        """Take the colours from the theme, and the measures from ``font``."""
        self.colours = {name: QColor(value) for name, value in theme.colours().items()}
        self.font, self.bold, self.small = QFont(font), QFont(font), QFont(font)
        self.bold.setBold(True)
        self.small.setPixelSize(max(10, round(font.pixelSize() * 0.86)))
        self.metrics = {id(f): QFontMetrics(f) for f in (self.font, self.bold, self.small)}
        self.line = self.metrics[id(self.font)].height()
        self._cut: dict[tuple[int, str, int], str] = {}
        self.styles = self._styles()
        self.cross = QPen(self.colours["danger"], 0)  # a line of one pixel is drawn ten times as fast as a wide one

    def __getitem__(self, name: str) -> QColor:
        return self.colours[name]

    def _styles(self) -> dict[str, Style]:
        c = self.colours
        dotted = QPen(c["primary"], 2, Qt.PenStyle.DotLine)
        dashed = QPen(c["edge"], 1, Qt.PenStyle.DashLine)
        return {
            TENTATIVE: Style(c["surface"], c["text"], dotted),
            AWAITING: Style(c["ask"], c["on_ask"], QPen(c["ask_bar"], 1), self._hatch("ask_bar", 90)),
            BOOKED: Style(c["chosen"], c["on_chosen"], QPen(c["primary"], 1)),
            ARRIVED: Style(c["primary"], c["on_primary"], QPen(c["text"], 2), bold=True),
            ENDED: Style(c["raised"], c["muted"], QPen(c["edge"], 1)),
            NO_SHOW: Style(c["surface"], c["muted"], QPen(c["danger"], 1), crossed=True),
            TAKEN: Style(c["raised"], c["muted"], dashed, self._hatch("edge", 60, Qt.BrushStyle.FDiagPattern)),
            SETUP: Style(c["surface"], c["muted"], QPen(c["edge"], 1, Qt.PenStyle.DotLine), self._hatch("edge", 150)),
        }

    def _hatch(self, name: str, strength: int, pattern: Qt.BrushStyle = Qt.BrushStyle.BDiagPattern) -> QBrush:
        colour = QColor(self.colours[name])
        colour.setAlpha(strength)
        return QBrush(colour, pattern)

    def tinted(self, name: str, strength: int) -> QColor:
        """A colour of the theme, seen through."""
        colour = QColor(self.colours[name])
        colour.setAlpha(strength)
        return colour

    def name(self, text: str, width: int, font: QFont, lines: int) -> tuple[str, QFont]:
        """A name, and its font: smaller where it is long, in so many lines; its end tells it from the others."""
        if self.metrics[id(font)].horizontalAdvance(text) <= width:
            return text, font
        room = lines * width - (lines - 1) * self.small.pixelSize()
        return self.metrics[id(self.small)].elidedText(text, Qt.TextElideMode.ElideLeft, room), self.small

    def cut(self, text: str, width: int, font: QFont) -> str:
        """A text shortened to a width, nothing where hardly a character would be left."""
        key = (id(font), text, width)
        if key not in self._cut:
            if len(self._cut) > 20_000:
                self._cut.clear()
            short = self.metrics[id(font)].elidedText(text, Qt.TextElideMode.ElideRight, width)
            self._cut[key] = short if len(short) > 2 or short == text else ""
        return self._cut[key]


class Scale:
    """Where a minute stands: pixels from the midnight that begins the day."""

    def __init__(self, hour: float, height: int) -> None:
        """``hour`` is the width of an hour, ``height`` that of a line."""
        self.hour, self.height = hour, height

    @property
    def width(self) -> int:
        """The width of the whole day."""
        return round(self.hour * 24)

    def x(self, minute: int) -> int:
        """The place of a minute, within the day."""
        return round(min(max(minute, 0), DAY_MINUTES) * self.hour / 60)

    def minute(self, x: float) -> int:
        """The minute at a place."""
        return round(x * 60 / self.hour)

    def box(self, bar: Bar) -> QRect:
        """Where a bar lies on its line, without setup and teardown."""
        height = self.height - 2 * GAP
        top = GAP + height * bar.lane // bar.lanes
        left = self.x(bar.first)
        bottom = GAP + height * (bar.lane + 1) // bar.lanes
        return QRect(left + 1, top, max(3, self.x(bar.last) - left - 1), bottom - top - 1)


def paint_ground(painter: QPainter, windows: Sequence[Window], scale: Scale, look: Look) -> None:
    """Paint what lies under the bars at the origin: the closed and the extended hours, the lines of the hours."""
    width, height = scale.width, scale.height
    painter.fillRect(0, 0, width, height, look["raised"])
    for window in windows:
        left, right = scale.x(window.opens), scale.x(window.closes)
        painter.fillRect(left, 0, right - left, height, look["surface"])
        if window.extended:
            painter.fillRect(left, 0, right - left, height, look.tinted("ask_bar", 36))
            painter.fillRect(left, height - 4, right - left, 3, look.tinted("ask_bar", 150))
    painter.setPen(look.tinted("line", 110))
    for half in range(1, 48, 2):
        painter.drawLine(scale.x(half * 30), 0, scale.x(half * 30), height)
    painter.setPen(look["line"])
    for hour in range(25):
        painter.drawLine(scale.x(hour * 60), 0, scale.x(hour * 60), height)
    painter.drawLine(0, height - 1, width, height - 1)


def paint_bar(painter: QPainter, bar: Bar, scale: Scale, look: Look) -> None:
    """Paint a bar with its setup and teardown."""
    style = look.styles[bar.booking.state if bar.own or bar.booking.state == NO_SHOW else TAKEN]
    box = scale.box(bar)
    for since, until in ((bar.since, bar.first), (bar.last, bar.until)):
        left, right = scale.x(since), scale.x(until)
        if right > left and bar.booking.state != NO_SHOW:
            _fill(painter, QRect(left + 1, box.top() + 2, right - left - 1, box.height() - 4), look.styles[SETUP])
    _fill(painter, box, style)
    if style.crossed:
        painter.setPen(look.cross)
        painter.drawLine(box.topLeft(), box.bottomRight())
        painter.drawLine(box.bottomLeft(), box.topRight())
    _paint_ends(painter, bar, box, style)
    _paint_texts(painter, bar, box, style, look)


def _fill(painter: QPainter, box: QRect, style: Style) -> None:
    painter.fillRect(box, style.fill)
    if style.hatch is not None:
        painter.fillRect(box, style.hatch)
    painter.setPen(style.pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inset = style.pen.width() / 2
    painter.drawRect(QRectF(box).adjusted(inset, inset, -inset, -inset))


def _paint_ends(painter: QPainter, bar: Bar, box: QRect, style: Style) -> None:
    """A small arrow where the booking goes on beyond midnight."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.text)
    middle = box.center().y()
    for goes_on, x, to in ((bar.first < 0, box.left() + 6, -5), (bar.last > DAY_MINUTES, box.right() - 6, 5)):
        if goes_on:
            points = [QPointF(x, middle - 5), QPointF(x + to, middle), QPointF(x, middle + 5)]
            painter.drawPolygon(QPolygonF(points))


def _paint_texts(painter: QPainter, bar: Bar, box: QRect, style: Style, look: Look) -> None:
    left = EDGE + (8 if bar.first < 0 else 0)
    right = PADDING + (8 if bar.last > DAY_MINUTES else 0)
    room = box.adjusted(left, 0, -right, 0)
    if room.width() < look.line:
        return
    who, what = bar.texts
    font = look.bold if style.bold else look.font
    painter.setPen(style.text)
    if room.height() >= look.line * 1.85 and what:
        half = room.height() // 2
        upper = room.adjusted(0, 1, 0, -half)
        _who(painter, upper, (who, who), font, look)
        _text(painter, room.adjusted(0, half, 0, -1), what, look.small, look)
    elif room.height() >= look.line * 0.8:
        _who(painter, room, (f"{who}  {what}" if what else who, who), font, look)


def _who(painter: QPainter, room: QRect, texts: tuple[str, str], font: QFont, look: Look) -> None:
    """Draw the first text, or the second one smaller where hardly a character of the first would be left."""
    if not _text(painter, room, texts[0], font, look):
        room, small = room.adjusted(-PADDING, 0, PADDING, 0), look.small
        painter.setFont(small)
        painter.drawText(room, _LEFT, look.metrics[id(small)].elidedText(texts[1], _ELIDED, room.width()))


def _text(painter: QPainter, room: QRect, text: str, font: QFont, look: Look) -> bool:
    """Draw as much of a text as there is room for; False where that is nothing."""
    short = look.cut(text, room.width(), font)
    if short:
        painter.setFont(font)
        painter.drawText(room, _LEFT, short)
    return bool(short)
