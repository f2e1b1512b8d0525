"""Above the grid the zones and the day, below it what is under the cursor and what can be done with it."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QTabBar, QVBoxLayout, QWidget

from venuedesk.core import rooms
from venuedesk.core.bookings import NO_SHOW, BookingRow
from venuedesk.i18n import _, day_text
from venuedesk.ui.bookings_grid import Grid
from venuedesk.ui.bookings_lines import Line
from venuedesk.ui.bookings_words import span_words
from venuedesk.ui.flow import flow
from venuedesk.ui.words import button, label, restyle, tool_tip

if TYPE_CHECKING:
    from venuedesk.ui.bookings_hand import Deed

ROLES = {"done": "success", "ask": "warning", "refused": "danger"}


class Head(QWidget):
    """The tabs of the zones, and the day with its arrows."""

    def __init__(self, tabs: QTabBar, go: Callable[[int], None], today: Callable[[], None]) -> None:
        """``go`` takes the days to go by, ``today`` comes back."""
        super().__init__()
        self.day = label("", "subtitle")
        self._step = 1
        back, on = (button(sign, lambda by=by: go(by * self._step)) for sign, by in (("‹", -1), ("›", 1)))
        for one, words in ((back, _("Back (Ctrl+Left)")), (on, _("On (Ctrl+Right)"))):
            one.setToolTip(tool_tip(words))
            one.setAccessibleName(words)
            one.setFixedWidth(round(self.fontMetrics().height() * 1.7))
        home = button(_("Today (Home)"), today)
        days = QWidget()
        row = QHBoxLayout(days)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for one in (back, home, on, self.day):
            if isinstance(one, QPushButton):
                one.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._flow = flow([tabs, days])
        column.addWidget(self._flow)

    def show_day(self, day: date, today: date, week_of: rooms.RoomRow | None) -> None:
        """Say which day is shown, or which week of which room."""
        self._step = 1 if week_of is None else 7
        words = day_text(day)
        if day.year != today.year:
            words = day_text(day, today=today)
        near = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}.get((day - today).days, "")
        if week_of is not None:
            monday = day - timedelta(days=day.weekday())
            words = f"{week_of.name}  {monday:%m-%d} – {monday + timedelta(days=6):%m-%d}"
            near = ""
        self.day.setText(f"{words}  {near}".strip())
        self._flow.layout().invalidate()
        self._flow.updateGeometry()


class Cut(QLabel):
    """One line of text that is shortened where there is no room; whole in the tool tip."""

    def __init__(self) -> None:
        """Build it empty."""
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setMinimumWidth(80)
        self.whole = ""

    def say(self, words: str) -> None:
        """Show a text."""
        self.whole = words
        self.setToolTip(tool_tip(words))
        self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten it anew."""
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        self.setText(self.fontMetrics().elidedText(self.whole, Qt.TextElideMode.ElideRight, max(40, self.width() - 6)))


class Foot(QWidget):
    """The words of the cell under the cursor, and a button for each deed that fits it; the rest in a menu.

    While a booking is in hand the buttons and a hint are about that alone.
    """

    def __init__(self, deeds: "Sequence[Deed]", enter: Callable[[], Any], let_go: Callable[[], Any]) -> None:
        """``deeds`` are all of them, those with a button first; ``enter`` and ``let_go`` end what is in hand."""
        super().__init__()
        self.deeds = deeds
        self.words = Cut()
        self.words.setAccessibleName(_("Under the cursor"))
        self.buttons = [(deed, button(self._said(deed), deed.do)) for deed in deeds if deed.on_free or deed.first]
        self.more = button(_("More…"), lambda: self.show_menu(self._row, None))
        self.ends = (button("", enter, "primary"), button(_("Let it be (Esc)"), let_go))
        self.held = label("", "hint")
        row = (*(b for _deed, b in self.buttons), self.more, *self.ends, self.held)
        for one in row:
            one.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if self.buttons:
            restyle(self.buttons[0][1], "role", "primary")
        self._row: BookingRow | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.words)
        column.addWidget(flow(row))

    def _said(self, deed: "Deed") -> str:
        return f"{_(deed.words)} ({deed.keys})" if deed.keys else _(deed.words)

    def show_words(self, words: str, kind: str, row: BookingRow | None, held: tuple[str, str] | None) -> None:
        """Say what is under the cursor; ``kind`` is the colour of a verdict, ``held`` what Enter and other keys do."""
        self._row = row
        self.words.say(words)
        if self.words.property("role") != ROLES.get(kind, ""):
            restyle(self.words, "role", ROLES.get(kind, ""))
        for deed, one in self.buttons:
            one.setVisible(held is None and (deed.on_free if row is None else row.state in deed.first))
        self.more.setVisible(held is None and row is not None)
        self.ends[0].setText(held[0] if held else "")
        self.held.setText(held[1] if held else "")
        for end in self.ends:
            end.setVisible(held is not None)
        self.held.setVisible(bool(held and held[1]))

    def show_menu(self, row: BookingRow | None, at: QPoint | None) -> None:
        """Every deed that fits, with its key."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for deed in self.deeds:
            if deed.on_free if row is None else row.state in deed.states:
                menu.addAction(self._said(deed)).triggered.connect(lambda _on, deed=deed: deed.do())
        menu.popup(at or self.more.mapToGlobal(QPoint(0, 0)))


def _state_of(line: Line, minute: int, until: int) -> str:
    """Whether a span of a line is free, else who has it, and whether it is within the hours."""
    taken = [b for b in line.bars if b.booking.state != NO_SHOW and b.since < until and minute < b.until]
    if taken:
        first = min(taken, key=lambda bar: bar.since)
        words = _("taken {span}").format(span=span_words(first.since, first.until))
        return f"{words}  {first.texts[0]}"
    if not any(w.opens <= minute and until <= w.closes for w in line.windows):
        return _("outside the open hours")
    extended = any(w.extended and w.opens < until and minute < w.closes for w in line.windows)
    return _("free, extended hours") if extended else _("free")


def words_at(grid: Grid) -> str:
    """The cell under the cursor in words: room, time, booking."""
    line, bar, cursor = grid.line, grid.bar, grid.cursor_
    if line is None:
        return _("There is no room yet: Settings (F7), Rooms.")
    if bar is not None:
        return "  ·  ".join(bar.facts)
    state = _state_of(line, cursor.minute, grid.until)
    where = line.name if line.name != day_text(line.day) else ""
    parts = (where, day_text(line.day), span_words(cursor.minute, grid.until), state)
    return "  ".join(part for part in parts if part)
