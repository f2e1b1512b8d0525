"""The rest of the tour's day: a call, the rooms, the door, a large group, and the month with its paper."""

from datetime import time

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from venuedesk import demo
from venuedesk.core import bookings, tallies
from venuedesk.core.periods import month_before, month_of
from venuedesk.ui.tour import CTRL, Tour

KEY = Qt.Key
PAUSE = 250  # milliseconds after which a form has judged what stands in it
CALLED_FOR = "syjs", "14:00-16:00"  # 声乐教室
SATURDAY = "21"
CHOIR = "夕阳红合唱团"
SAME_ROOM_LATER = KEY.Key_4
PAPER_DPI = 96


def booking_clash(tour: Tour) -> None:
    """A unit calls for a room that is taken: who has it, and what could be instead."""
    tour.until(time(10, 24))
    tour.go(KEY.Key_F2)
    for words in (SATURDAY, *CALLED_FOR):
        tour.scan(words)
    tour.press(KEY.Key_N, CTRL)
    tour.write("xhfz")
    for _field in range(3):
        tour.press(KEY.Key_Return)
        QTest.qWait(40)
    tour.write("合唱排练")
    tour.press(KEY.Key_Return)
    tour.write("40")
    QTest.qWait(PAUSE)
    tour.press(KEY.Key_W, CTRL)
    tour.picture("booking-clash")


def booking_made(tour: Tour) -> None:
    """One of the ways out is taken and booked."""
    tour.press(SAME_ROOM_LATER)
    QTest.qWait(PAUSE)
    tour.press(KEY.Key_Return, CTRL)
    tour.picture("booking-made", "done")


def day_of_rooms(tour: Tour) -> None:
    """The rooms of the day, in the afternoon."""
    tour.until(time(13, 46))
    tour.press(KEY.Key_Home)
    tour.picture("day-of-rooms")


def check_in(tour: Tour) -> None:
    """A choir shows its slip: one scan."""
    rows = tour.desk.ask(bookings.day, day=tour.now.date())
    tour.scan(next(row.code for row in rows if row.holder.startswith(CHOIR)))
    tour.picture("check-in", "done")


def crowd(tour: Tour) -> None:
    """The crowd before the evening: one by one, and in groups."""
    tour.until(time(18, 5))
    tour.go(KEY.Key_F4)
    for typed in ("+", "+", "+", "+", "-", "35", "*3"):
        QTest.keyClicks(tour.window.entry, typed)
        if typed.isdigit():
            QTest.keyClick(tour.window.entry, KEY.Key_Return)
        tour.pass_time(2)
    QTest.qWait(2 * PAUSE)
    tour.picture("crowd")


def group_of_200(tour: Tour) -> None:
    """A unit comes with two hundred people: asked about, then signed in."""
    tour.press(KEY.Key_N, CTRL)
    tour.write("dfjx")
    for _field in range(2):
        tour.press(KEY.Key_Return)
        QTest.qWait(40)
    tour.write("200")
    for count in ("", "", "150", "32"):
        tour.press(KEY.Key_Return)
        QTest.qWait(40)
        tour.write(count)
    tour.press(KEY.Key_Return, CTRL)
    tour.picture("group-of-200")
    tour.press(KEY.Key_F9)
    tour.picture("group-signed-in", "done")


def month(tour: Tour) -> None:
    """The manager sits down in the evening and looks at the month that is to be closed."""
    tour.until(time(20, 12))
    _type_password(tour)
    tour.go(KEY.Key_1, CTRL)
    tour.go(KEY.Key_F6)
    page = tour.window.page_named("TalliesPage")
    tour.wait_for(lambda: page.shown is not None)
    tour.picture("month")


def rows_of_a_figure(tour: Tour) -> None:
    """A figure's code in the line opens its rows."""
    tour.scan("b-01")
    tour.picture("rows-of-a-figure")
    tour.press(KEY.Key_Escape)


def cross_checks(tour: Tour) -> None:
    """Before the month is closed the records are held against each other."""
    tour.press(KEY.Key_L, CTRL)
    tour.picture("cross-checks")


def month_closed(tour: Tour) -> None:
    """The month is closed with the manager's password."""
    tour.write(demo.PASSWORD)
    tour.press(KEY.Key_Return)
    page = tour.window.page_named("TalliesPage")
    tour.wait_for(lambda: page.shown is not None and page.shown.state == tallies.CLOSED)
    tour.picture("month-closed", "done")


def paper(tour: Tour) -> None:
    """The signed paper as it is kept, page by page."""
    from venuedesk.ui.paper import pages

    closed = month_before(month_of(tour.now.date()))
    for n, image in enumerate(pages(tour.desk.ask(tallies.paper, month=closed), PAPER_DPI), 1):
        tour.keep(f"paper-{n}", image)


STEPS = (
    booking_clash,
    booking_made,
    day_of_rooms,
    check_in,
    crowd,
    group_of_200,
    month,
    rows_of_a_figure,
    cross_checks,
    month_closed,
    paper,
)


def _type_password(tour: Tour) -> None:
    """Let the password be typed into the dialog that is about to ask for it."""
    waiting = QTimer(tour.window, interval=20)

    def typed() -> None:
        dialog = QApplication.activeModalWidget()
        line = None if dialog is None else dialog.findChild(QLineEdit)
        if line is not None:
            waiting.stop()
            QTest.keyClicks(line, demo.PASSWORD)
            QTest.keyClick(line, KEY.Key_Return)

    waiting.timeout.connect(typed)
    waiting.start()
