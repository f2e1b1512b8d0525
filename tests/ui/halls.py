"""A venue with rooms, and the real window on it: 大厅 of two halves, a classroom, courts, a theatre, two units."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.core import venue
from tests.ui import hands
from tests.ui.conftest import Desktop
from venuedesk import i18n
from venuedesk.core import bookings, file, people, rooms
from venuedesk.core.desk import Desk
from venuedesk.ui.bookings import BookingsPage
from venuedesk.ui.bookings_form import BookingForm

NO, CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
ROOMS = (  # zone, name, capacity, spaces, each space a room of its own
    ("activity", "多功能厅", 300, "东厅+西厅", True),
    ("activity", "剧场", 600, "", False),
    ("training", "声乐教室", 40, "", False),
    ("fitness", "羽毛球馆", 24, "1–3号场", True),
)
LAYOUTS = (("多功能厅", "合唱台阶", 120, 60, 30), ("多功能厅", "课桌", 50, 30, 30))


@pytest.fixture(scope="session")
def _hall_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    before = i18n.current()
    i18n.use("zh_CN")
    path = venue.build(tmp_path_factory.mktemp("halls"))
    opened = file.open_file(path)
    desk = Desk(opened, user_id=file.FIRST_USER, clock=lambda: venue.NOW)
    for name in ("东方机械厂工会", "第三人民医院工会"):
        desk.do(people.save_unit, draft=people.UnitDraft(name=name, contact="王主席", phone="13800001234"))
    for code, name, capacity, spaces, singly in ROOMS:
        zone_id = venue.one(desk, f"SELECT id FROM zones WHERE code = '{code}'")
        draft = rooms.RoomDraft(zone_id=zone_id, name=name, capacity=capacity, spaces=spaces, singly=singly)
        desk.do(rooms.save_room, draft=draft, now=venue.NOW)
    known = {room.name: room.id for room in desk.ask(rooms.rooms)}
    for room, name, capacity, before_, after in LAYOUTS:
        draft = rooms.LayoutDraft(
            room_id=known[room], name=name, capacity=capacity, setup_minutes=before_, teardown_minutes=after
        )
        desk.do(rooms.save_layout, draft=draft)
    opened.close()
    i18n.use(before)
    return path


class Halls(Desktop):
    """The window on the venue with rooms, its page in front, and bookings put there in a line."""

    @property
    def page(self) -> BookingsPage:
        """The page of rooms."""
        return self.window.page_named("BookingsPage")

    def room(self, name: str) -> rooms.RoomRow:
        """A room by its name."""
        return next(room for room in self.window.desk.ask(rooms.rooms) if room.name == name)

    def book(self, room: str, starts: str, ends: str, caller: str = "刘师傅", **more: Any) -> bookings.BookingRow:
        """Book a room from ``11-20 14:00`` till ``17:00`` or ``11-21 02:00``, whatever is asked."""
        start = datetime.fromisoformat(f"2026-{starts}")
        end = datetime.fromisoformat(f"2026-{ends}" if "-" in ends else f"{start.date()}T{ends}")
        if "unit_id" not in more and "member_id" not in more:
            more |= {"caller": caller, "phone": more.pop("phone", "13900001111")}
        draft = bookings.BookingDraft(room_id=self.room(room).id, starts_at=start, ends_at=end, **more)
        desk = self.window.desk
        codes = frozenset(p.code for p in desk.ask(bookings.problems_of_booking, draft=draft, now=self.now))
        slip = desk.do(bookings.book, draft=draft, now=self.now, accepted=codes, reason="试")
        return desk.ask(bookings.booking, booking_id=slip.booking_id)

    def rows(self, day: str = "2026-11-20", **more: Any) -> list[bookings.BookingRow]:
        """The bookings of a day as they stand in the file."""
        return self.window.desk.ask(bookings.day, day=datetime.fromisoformat(day).date(), **more)

    def row(self, booking_id: int) -> bookings.BookingRow:
        """A booking as it stands in the file."""
        return self.window.desk.ask(bookings.booking, booking_id=booking_id)

    def open(self) -> BookingsPage:
        """F2."""
        if self.window.page is not self.page:
            self.key(Qt.Key.Key_F2)
        else:
            self.window.reload()
            self.settle()
        return self.page

    def line(self, *words: str) -> None:
        """Type words into the entry line, one after the other, each with Enter; slow enough for a hand."""
        for word in words:
            QTest.keyClicks(self.window.entry, word)
            QTest.keyClick(self.window.entry, Qt.Key.Key_Return)
            self.settle()

    def keys(self, *keys: Qt.Key, held: Qt.KeyboardModifier = NO) -> None:
        """Press keys."""
        for key in keys:
            self.key(key, held)

    @property
    def form(self) -> BookingForm:
        """The form in front."""
        found = [w for w in QApplication.topLevelWidgets() if isinstance(w, BookingForm) and w.isVisible()]
        assert len(found) == 1
        return found[0]

    def form_is_open(self) -> bool:
        """Whether a form stands in front."""
        return any(isinstance(w, BookingForm) and w.isVisible() for w in QApplication.topLevelWidgets())

    def hand(self, words: str = "", *keys: Qt.Key, held: Qt.KeyboardModifier = NO) -> None:
        """Type by hand; then press keys."""
        hands.by_hand(words)
        self.keys(*keys, held=held)

    def judged(self) -> str:
        """Wait until the form has judged what stands in it; returns the colour."""
        QTest.qWait(160)
        self.settle()
        return str(self.form.verdict.property("state"))

    # ------------------------------------------------------------ the mouse

    def at(self, room: str, clock: str, *, dx: int = 0) -> QPoint:
        """Where a time stands on a room's line, in the middle of its height."""
        grid = self.page.grid
        line = next(n for n, one in enumerate(grid.lines) if one.name == room)
        hour, minute = map(int, clock.split(":"))
        minute += 60 * hour
        grid.let_be_seen(line, minute, min(minute + 60, 1440))
        box = grid.place(line, minute, minute)
        return QPoint(box.left() + dx, box.center().y())

    def drag(self, start: QPoint, *through: QPoint, drop: bool = True) -> None:
        """Press at a place, move through others, and let go at the last."""
        view = self.page.grid.viewport()
        QTest.mousePress(view, Qt.MouseButton.LeftButton, NO, start)
        for point in ((start + through[0]) / 2, *through):
            QTest.mouseMove(view, point)
            self.settle()
        if drop:
            QTest.mouseRelease(view, Qt.MouseButton.LeftButton, NO, through[-1])
            self.settle()


@pytest.fixture
def halls(qapp: QApplication, _hall_template: Path) -> Iterator[Callable[..., Halls]]:
    """Open the real window on the venue with rooms."""
    opened: list[Halls] = []

    def open_one(size: tuple[int, int] = (1366, 697), at: str = "2026-11-20 09:00", user_id: int = 1) -> Halls:
        path = venue.place(_hall_template, f"{len(opened)}{_hall_template.name}" if opened else "")
        opened.append(Halls(path, user_id, size))
        opened[-1].now = datetime.fromisoformat(at)
        return opened[-1]

    yield open_one
    for one in opened:
        for form in QApplication.topLevelWidgets():
            if isinstance(form, BookingForm):
                form.deleteLater()
        one.window.close_desk()
        one.window.close()
        one.window.deleteLater()
    qapp.processEvents()
