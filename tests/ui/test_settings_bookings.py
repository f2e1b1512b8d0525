"""A closed day and the bookings it touches, in the calendar's form."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.core.venue import NOW
from tests.stories import rooms_scene
from tests.ui.conftest import Desktop
from tests.ui.test_settings import Settings
from venuedesk.core import bookings


def test_a_closed_day_lists_the_bookings_it_touches_and_leaves_them(desktop: Callable[..., Desktop]) -> None:
    one = Settings(desktop(), "ExceptionsSection")
    desk = one.window.desk
    rooms_scene.build_palace(desk.file, NOW)
    begins = datetime(2026, 12, 20, 14)
    draft = bookings.BookingDraft(
        room_id=rooms_scene.room_named(desk.file, "大厅"),
        starts_at=begins,
        ends_at=begins + timedelta(hours=2),
        caller="王先生",
        phone="13800001111",
        purpose="合唱排练",
        expected=80,
    )
    slip = desk.do(bookings.book, draft=draft, now=NOW)
    one.press(Qt.Key.Key_N)
    form = one.fill(first="20261220", reason="设备检修")
    assert form.isVisible()
    assert form.bookings.isVisible() and not form.loans.isVisible()
    (row,) = form.bookings.rows_model.rows
    assert (row.booking.holder, row.booking.phone, row.why) == ("王先生", "13800001111", "设备检修")
    QTest.keyClick(form, Qt.Key.Key_F9)
    one.quiet()
    assert one.desktop.state == "done"
    kept = desk.ask(bookings.booking, booking_id=slip.booking_id)
    assert kept is not None and kept.state == "booked"
