"""场地: the day of all rooms, or the week of one, drawn; booking, moving and checking in by keys and by the mouse."""

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QStackedWidget, QTabBar, QVBoxLayout

from venuedesk.core import bookings, calendar, rooms
from venuedesk.core.bookings import BookingRow
from venuedesk.i18n import N_, _
from venuedesk.ui.bookings_bar import Foot, Head, words_at
from venuedesk.ui.bookings_drag import Drag
from venuedesk.ui.bookings_found import FoundBookings
from venuedesk.ui.bookings_grid import FINE, HOUR, STEP, Cursor, Grid
from venuedesk.ui.bookings_hand import Hand
from venuedesk.ui.bookings_lines import Line, lines_of_day, lines_of_week
from venuedesk.ui.bookings_typed import Typed, meaning
from venuedesk.ui.bookings_words import DAY_MINUTES, minute_of
from venuedesk.ui.keys import ENTERS, bind
from venuedesk.ui.page import Page

if TYPE_CHECKING:
    from venuedesk.ui.main_window import MainWindow

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
TICK = 30_000  # milliseconds between two places of the line of now
SHIFT, CTRL, ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
ACROSS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
DOWN = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
TAKEN = {*ACROSS, *DOWN, *PAGES, Qt.Key.Key_Home}


class BookingsPage(Page):
    """场地: rooms × time, with the cursor moved by the arrow keys while the focus stays in the entry line."""

    key, name, icon = "F2", N_("Rooms"), "rooms"
    hint = N_("28, 11-28, z6 (Saturday), 14:00-17:00, a room, or who booked, in pinyin")
    keys = N_("Ctrl+← → another day · Ctrl+M move · Ctrl+R arrived · Ctrl+Z undo · Esc back")
    wide = tall = True

    def __init__(self, window: "MainWindow") -> None:
        """Build the tabs of the zones, the grid, the list of what was found, and the line of words and deeds."""
        super().__init__(window)
        self.day: date | None = None
        self._shown: Any = None  # the first day, zone and room that the grid shows now
        self.week_of: rooms.RoomRow | None = None
        self.rooms: list[rooms.RoomRow] = []
        self.zones: list[tuple[int | None, str]] = []
        self.tabs = QTabBar()
        self.tabs.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.tabs.currentChanged.connect(lambda _n: self.reload())
        self.head = Head(self.tabs, self.go_days, self.go_today)
        self.stack = QStackedWidget(self)
        self.grid = Grid()
        self.grid.setAccessibleName(_("Rooms and times"))
        self.found = FoundBookings(window, self.stack)
        self.stack.addWidget(self.grid)
        self.stack.addWidget(self.found)
        self.drag = Drag(self.grid)
        self.hand = Hand(self)
        self.foot = Foot(self.hand.deeds(), self.hand.enter, self.hand.let_go)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 2)
        column.setSpacing(4)
        column.addWidget(self.head)
        column.addWidget(self.stack, 1)
        column.addWidget(self.foot)
        self._connect()

    def _connect(self) -> None:
        self.grid.cursor_moved.connect(self.show_cursor)
        self.grid.opened.connect(self.hand.open_here)
        self.grid.menu_wanted.connect(lambda at: self.foot.show_menu(self.marked, at))
        self.found.opened.connect(lambda row: self.show_booking(row))
        self.found.left.connect(self.leave_found)
        self._ticking = QTimer(self, interval=TICK)
        self._ticking.timeout.connect(self._tick)
        bind(self, {deed.keys: deed.do for deed in self.hand.deeds() if deed.keys not in ("", "Enter")})
        bind(self, {"Shift+F2": lambda: self.turn_zone(-1), "Menu": lambda: self.foot.show_menu(self.marked, None)})

    # ------------------------------------------------------------ reading

    @property
    def rows(self) -> QAbstractItemView | None:
        """The arrow keys move in what was found; in the grid ``pressed`` takes them."""
        return self.found.table if self.stack.currentWidget() is self.found else None

    def showEvent(self, event: QShowEvent) -> None:
        """Let the line of now move while the page is seen."""
        super().showEvent(event)
        self._ticking.start()

    def reload(self) -> None:
        """Read the rooms, the day or the week, and the hours."""
        if self.desk is None:
            return
        first_time = self.day is None
        now = self.desk.now()
        if self.day is None:
            self.day = now.date()
        self._read_zones()
        zone_id = self.zones[max(0, self.tabs.currentIndex())][0]
        self.rooms = self.desk.ask(rooms.rooms)
        held = self.grid.line.room_id if self.grid.line else None
        self.grid.now = (now.date(), minute_of(now.date(), now))
        lines = self._lines(zone_id, now.date())
        shown = (lines[0].day if lines else None, zone_id, self.week_of and self.week_of.id)
        self.grid.show_lines(lines, home=shown != self._shown)
        self._shown = shown
        if first_time:
            self.grid.put_cursor(Cursor(0, self.grid.soon))
        else:
            self._keep_line(held)
        self.hand.look_again()
        self.head.show_day(self.day, now.date(), self.week_of)
        self.show_cursor()

    def show_cursor(self) -> None:
        """Say what is under the cursor, and what can be done with it."""
        words = words_at(self.grid)
        self.grid.setAccessibleDescription(words)
        self.foot.show_words(self.hand.words or words, self.hand.kind, self.marked, self.hand.ways_on)

    def _read_zones(self) -> None:
        zones: list[tuple[int | None, str]] = [(z.id, z.name) for z in self.desk.ask(rooms.zones) if z.rooms]
        zones = [(None, _("All rooms")), *(zones if len(zones) > 1 else [])]
        if zones == self.zones:
            return
        self.zones = zones
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for _id, name in zones:
            self.tabs.addTab(name)
        self.tabs.blockSignals(False)

    def _lines(self, zone_id: int | None, today: date) -> tuple[Line, ...]:
        assert self.day is not None
        first = self.day - timedelta(days=self.day.weekday()) if self.week_of else self.day
        known: dict[int, calendar.Calendar] = {}

        def windows(zone: int, day: date) -> tuple[calendar.Window, ...]:
            if zone not in known:
                known[zone] = self.desk.ask(calendar.load, zone_id=zone, since=first - DAY)
            return known[zone].windows(day)

        if self.week_of is not None:
            rows = self.desk.ask(bookings.week, room_id=self.week_of.id, first=first, called_off=True)
            return lines_of_week(self.week_of, rows, windows, first, today)
        rows = self.desk.ask(bookings.day, day=self.day, called_off=True)  # rooms of two zones may share a space
        shown = [room for room in self.rooms if zone_id in (None, room.zone_id)]
        return lines_of_day(shown, rows, windows, self.day)

    def _keep_line(self, room_id: int | None) -> None:
        """Leave the cursor on its room where the rooms that are shown are others now."""
        place = next((n for n, line in enumerate(self.grid.lines) if line.room_id == room_id), None)
        if place is not None and self.week_of is None and place != self.grid.cursor_.line:
            self.grid.put_cursor(replace(self.grid.cursor_, line=place))

    def _tick(self) -> None:
        now = self.desk.now() if self.desk is not None and self.isVisible() else None
        if now is not None:
            self.grid.now = (now.date(), minute_of(now.date(), now))
            self.grid.viewport().update()

    # ------------------------------------------------------------ days and zones

    def go_to_day(self, day: date) -> None:
        """Show another day."""
        self.day = day
        self.hand.go_to_day(day)
        if self.week_of is not None:
            self.grid.cursor_ = replace(self.grid.cursor_, line=day.weekday())
        self.reload()

    def go_days(self, days: int) -> None:
        """Some days on or back; arrows of the head go by weeks where a week is shown."""
        assert self.day is not None
        self.go_to_day(self.day + timedelta(days=days))

    def go_today(self) -> None:
        """Today, soon."""
        self.go_to_day(self.desk.now().date())
        self.grid.put_cursor(Cursor(self.grid.cursor_.line, self.grid.soon))

    def turn_zone(self, by: int) -> None:
        """The next zone's tab, or the one before."""
        self.leave_found()
        if self.week_of is not None:
            self.turn_week()
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % self.tabs.count())

    def again(self) -> None:
        """F2 again: the next zone."""
        self.turn_zone(1)

    def turn_week(self) -> None:
        """Ctrl+W: seven days of the room under the cursor, and back to the day."""
        if self.day is None or self.grid.line is None:
            return
        if self.week_of is not None:
            self.day, room_id = self.grid.line.day, self.week_of.id
            self.week_of = None
            self.reload()
            self._keep_line(room_id)
            return
        room_id = self.grid.line.room_id
        self.week_of = next(room for room in self.rooms if room.id == room_id)
        self.grid.cursor_ = replace(self.grid.cursor_, line=self.day.weekday())
        self.leave_found()
        self.reload()
        self.grid.put_cursor(self.grid.cursor_)

    # ------------------------------------------------------------ keys

    def pressed(self, event: QKeyEvent) -> bool:
        """Arrows move the cursor, or the booking that is placed; with Shift they make it longer; Enter opens."""
        if self.window_.entry.text() or self.desk is None or self.day is None:
            return False
        if self.stack.currentWidget() is self.found:
            if event.key() in ENTERS:
                self.found.open_marked()
            return event.key() in ENTERS
        key, held = event.key(), event.modifiers()
        if key in ENTERS and not held & CTRL:
            self._enter()
            return True
        if key in TAKEN:
            self._quiet()
            self._go(key, held)
        return key in TAKEN

    def _go(self, key: int, held: Qt.KeyboardModifier) -> None:
        if key in PAGES:
            self.go_days(7 * PAGES[key])
        elif key == Qt.Key.Key_Home:
            self.go_today()
        elif key in ACROSS and held & CTRL:
            self.go_days(ACROSS[key])
        elif key in ACROSS:
            self._step(ACROSS[key] * (FINE if held & ALT else STEP), longer=bool(held & SHIFT))
        elif key in DOWN:
            self._change_line(DOWN[key])

    def _quiet(self) -> None:
        """The clerk goes on: an answer that was read gives its room to the grid."""
        front, answer = self.window_.front, self.window_.answer
        asks = front is None or front.question is not None or front.state.options
        if not asks and answer.property("state") != "idle":
            answer.clear()

    def _enter(self) -> None:
        if self.window_.front is not None and self.window_.front.question is None:
            self.hand.enter()

    def _step(self, by: int, *, longer: bool) -> None:
        cursor = self.grid.cursor_
        if self.hand.placing is not None:
            self.hand.step(by, longer=longer)
        elif longer:
            length = max(FINE, self.grid.until - cursor.minute + by)
            self.grid.put_cursor(replace(cursor, length=length, meant=True))
        else:
            self._step_cursor(cursor, by)

    def _step_cursor(self, cursor: Cursor, by: int) -> None:
        """By a step; out of a booking that is under the cursor at once; over midnight to the next day."""
        bar = self.grid.bar
        minute = cursor.minute + by
        if bar is not None and abs(by) == STEP:
            minute = bar.last if by > 0 else bar.first - STEP
        if 0 <= minute < DAY_MINUTES:
            self.grid.put_cursor(Cursor(cursor.line, minute, HOUR))
        else:
            self.grid.cursor_ = Cursor(cursor.line, minute % DAY_MINUTES, HOUR)
            self._turn_day(1 if by > 0 else -1)
            self.grid.put_cursor(self.grid.cursor_)

    def _turn_day(self, by: int) -> None:
        assert self.day is not None
        base = self.grid.line.day if self.week_of is not None and self.grid.line else self.day
        self.go_to_day(base + by * DAY)

    def _change_line(self, by: int) -> None:
        cursor, last = self.grid.cursor_, len(self.grid.lines) - 1
        if self.hand.placing is not None:
            self.hand.change_line(by)
        elif self.week_of is not None and not 0 <= cursor.line + by <= last:
            self._turn_day(by)
        elif last >= 0:
            self.grid.put_cursor(replace(cursor, line=min(max(cursor.line + by, 0), last)))

    def entered(self, code: str) -> bool:
        """A day, a time, a booking's code, or words that find bookings and rooms; a code is the desk's."""
        if self.window_.front is not None and self.window_.front.state.options:
            return False
        if self.day is None:  # entered right behind the first F2
            self.reload()
        assert self.day is not None
        typed = meaning(self.desk, code, shown=self.day, known=self.rooms)
        if typed is not None and typed.unknown:
            words = _("No day, time, room or booking is “{words}”.").format(words=code[:40])
            hint = _("Type a day (28, 11-28, z6), a time (14:00-17:00), a room or who booked.")
            self.window_.say("refused", words, (hint,))
            return True
        return self._go_to_meaning(typed) and not (typed and typed.scanned)

    def _go_to_meaning(self, typed: Typed | None) -> bool:
        if typed is None:
            return False
        if typed.words:
            self.find()
            self.found.show_words(typed.words)
            self.window_.entry.setFocus()
            return True
        self.leave_found()
        if typed.booking is not None:
            self.show_booking(typed.booking)
        elif typed.day is not None:
            self.go_to_day(typed.day)
        elif typed.room_id is not None:
            self._show_room(typed.room_id)
        elif typed.minute is not None:
            self.hand.go_to_time(typed.minute, typed.until)
        return True

    def _show_room(self, room_id: int) -> None:
        """Go to a room, with what is moved: its week where a week is shown, all rooms where it is not among these."""
        if self.week_of is not None:
            self.week_of = next(room for room in self.rooms if room.id == room_id)
            self.reload()
        elif all(line.room_id != room_id for line in self.grid.lines):
            self.tabs.setCurrentIndex(0)
        self._keep_line(room_id)
        if self.hand.placing is not None and self.week_of is None:
            self.hand.place_at(line=self.grid.cursor_.line)

    def backed_out(self) -> bool:
        """Esc lets go of what is dragged, placed or to be swapped, leaves what was found, then the week."""
        if self.hand.let_go():
            return True
        if self.stack.currentWidget() is self.found:
            self.leave_found()
        elif self.week_of is not None:
            self.turn_week()
        else:
            return False
        return True

    # ------------------------------------------------------------ what was found

    def find(self) -> None:
        """Ctrl+F: search for bookings."""
        self._quiet()
        self.hand.set_back()
        self.stack.setCurrentWidget(self.found)
        self.foot.hide()
        self.window_.entry.rows = self.rows
        self.found.box.setFocus()

    def leave_found(self) -> None:
        """Back to the grid."""
        self.stack.setCurrentWidget(self.grid)
        self.foot.show()
        self.window_.entry.rows = self.rows
        self.window_.entry.setFocus()

    def show_booking(self, row: BookingRow) -> None:
        """Bring a booking under the cursor, at its day, in its room's week if that is shown; tell a cancelled one."""
        self.hand.set_back()
        self.stack.setCurrentWidget(self.grid)
        self.foot.show()
        self.day = row.starts_at.date()
        if self.week_of is not None and self.week_of.id != row.room_id:
            self.week_of = None
        zone = next((n for n, (zone_id, _name) in enumerate(self.zones) if zone_id == row.zone_id), 0)
        if self.tabs.currentIndex() > 0 and self.tabs.currentIndex() != zone:
            self.tabs.setCurrentIndex(zone)
        self.reload()
        self._keep_line(row.room_id)
        line = self.grid.cursor_.line if self.week_of is None else self.day.weekday()
        self.grid.put_cursor(Cursor(line, minute_of(self.day, row.starts_at)))
        if row.state == bookings.CANCELLED:
            self.window_.say("shown", str(bookings.shown(row)), (row.reason,) if row.reason else ())
        self.window_.entry.rows = self.rows
        self.window_.entry.setFocus()

    @property
    def marked(self) -> BookingRow | None:
        """The booking under the cursor."""
        return None if self.grid.bar is None else self.grid.bar.booking
