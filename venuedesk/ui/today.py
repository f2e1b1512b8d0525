"""今日: what the day asks for: who is due in which room, and which books are due."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTabWidget, QVBoxLayout, QWidget

from venuedesk.core.texts import masked
from venuedesk.i18n import N_, _
from venuedesk.ui.flow import flow
from venuedesk.ui.keys import ENTERS, bind
from venuedesk.ui.page import Page
from venuedesk.ui.table import Column, Table
from venuedesk.ui.today_rooms import DUE, HERE, LATE, OVER, WANTS_END, RoomToday, rooms_today
from venuedesk.ui.words import button, card, inside, label

if TYPE_CHECKING:
    from venuedesk.ui.main_window import MainWindow

LOANS = (
    Column(N_("Due"), lambda r: r.due_at.date()),
    Column(N_("Reader"), lambda r: r.member),
    Column(N_("Phone"), lambda r: masked(r.phone), roomy=22),
    Column(N_("Title"), lambda r: r.title, stretch=True),
)
ROOMS = (
    Column(N_("Time"), lambda r: r.when),
    Column(N_("Room"), lambda r: r.room, stretch=True),
    Column(N_("Holder"), lambda r: r.holder, stretch=True),
    Column(N_("Purpose"), lambda r: r.what, roomy=36),
    Column(N_("State"), lambda r: r.state),
)
FIGURES = (
    ("visits", N_("Visits")),
    ("loans", N_("Lent")),
    ("returns", N_("Returned")),
    ("renewals", N_("Renewed")),
    ("in_house", N_("Read on site")),
    ("overdue", N_("Overdue now")),
)
TICK = 30_000  # milliseconds between two looks at who is late
ROOMY = 36  # lines of text; a narrower page shows one list at a time, F1 the next
LOW = 18  # lines of text; in a page as narrow and lower than this the rooms stand without the figures


class TodayPage(Page):
    """Today's numbers, today by room with who is due, and the books that are due and overdue."""

    key, name, icon = "F1", N_("Today"), "today"
    keys = N_("F1 another list · Enter opens · Ctrl+Z undo · Esc back")
    wide = tall = True

    def __init__(self, window: "MainWindow") -> None:
        """Build the figures, the rooms on the left and the loans on the right."""
        super().__init__(window)
        self.holidays = label("", "warning", wrap=True)
        self.open_today = label("", "subtitle")
        self.figures: dict[str, QLabel] = {}
        self.cards = QWidget(self)
        cards = QHBoxLayout(self.cards)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(8)
        for key, words in FIGURES:
            self.figures[key] = label("0", "figure")
            cards.addWidget(card(self.figures[key], label(_(words), "hint", wrap=True)), 1)
        self.tabs = QTabWidget(self)
        self.due = Table(LOANS, _("Due today"), _("Nothing is due today."), parent=inside(self.tabs))
        self.late = Table(LOANS, _("Overdue"), _("Nothing is overdue."), parent=inside(self.tabs))
        for table in (self.due, self.late):
            table.opened.connect(lambda row: window.show_member(row.member_id))
        self.tabs.addTab(self.due, _("Due today"))
        self.tabs.addTab(self.late, _("Overdue"))
        self.rooms_box = self._rooms()
        self._lists: list[Table] = [self.rooms, self.due, self.late]
        self._here = self.due  # the list that the arrow keys move in
        self._has_rooms = False
        lists = QHBoxLayout()
        lists.setSpacing(8)
        lists.addWidget(self.rooms_box, 3)
        lists.addWidget(self.tabs, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 2)
        column.setSpacing(6)
        column.addWidget(self.open_today)
        column.addWidget(self.holidays)
        column.addWidget(self.cards)
        column.addLayout(lists, 1)
        bind(self, {"Ctrl+R": self.check_in, "Ctrl+L": self.end, "Ctrl+B": self.no_show})
        self._ticking = QTimer(self, interval=TICK)
        self._ticking.timeout.connect(self._tick)

    def _rooms(self) -> QWidget:
        box = QWidget(self)
        self.rooms = Table(ROOMS, _("Rooms today"), _("No room is booked today. F2 books one."), parent=box)
        self.rooms.opened.connect(self.open_booking)
        self.rooms_title = label(_("Rooms today"), "subtitle", wrap=True)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.rooms_title)
        column.addWidget(self.rooms, 1)
        deeds = (
            button(_("Check in (Ctrl+R)"), self.check_in, "primary"),
            button(_("End (Ctrl+L)"), self.end),
            button(_("No-show (Ctrl+B)"), self.no_show),
        )
        column.addWidget(flow(deeds))
        box.hide()
        return box

    # ------------------------------------------------------------ reading

    def reload(self) -> None:
        """Read the day."""
        # here: the page is there before the records are imported
        from venuedesk.core import bookings, calendar, lending, rooms, visits

        now = self.desk.now()
        figures = self.desk.ask(lending.day_figures, now=now)
        came = self.desk.ask(visits.days, first=now.date(), last=now.date())
        due, late = self.desk.ask(lending.due_on, day=now.date()), self.desk.ask(lending.overdue, now=now)
        rows: list[Any] = []
        has_rooms = bool(self.desk.ask(rooms.spaces))
        if has_rooms:
            rows = self.desk.ask(bookings.unfinished, before=now)
            rows += self.desk.ask(bookings.day, day=now.date(), called_off=True)
        self.show_day(figures, due, late, visits=sum(row.visits or 0 for row in came))
        self.show_rooms(rooms_today(rows, now), shown=has_rooms)
        self.open_today.setText(self.desk.ask(lending.opening_words, day=now.date()))
        wanted = self.desk.ask(calendar.holidays_wanted, today=now.date())
        self.holidays.setVisible(wanted is not None)
        words = _("The holidays of {year} are not entered yet: Settings (F7), Days off.")
        self.holidays.setText(words.format(year=wanted) if wanted else "")

    def show_glance(self, day: Any, now: datetime) -> None:
        """Show what a glance into the file has found, before the records are there."""
        self.show_day(day, day.due, day.late, visits=day.visits)
        self.show_rooms(rooms_today(day.bookings, now), shown=day.has_rooms)

    def show_day(self, figures: Any, due: Sequence[Any], late: Sequence[Any], *, visits: int) -> None:
        """Show the day's numbers and its lists of loans."""
        for key, words in self.figures.items():
            words.setText(str(visits if key == "visits" else getattr(figures, key)))
        for table, found in ((self.due, due), (self.late, late)):
            if list(found) != table.rows_model.rows or not found:
                table.show_rows(found)
        for n, (words_, total) in enumerate(((_("Due today"), len(due)), (_("Overdue"), figures.overdue))):
            self.tabs.setTabText(n, f"{words_} {total}" if total else words_)

    def show_rooms(self, rows: Sequence[RoomToday], *, shown: bool) -> None:
        """Show today by room, where the venue has rooms."""
        before, self._has_rooms = self._has_rooms, shown
        if shown and not before:
            self._turn_to(self.rooms)
        self._share_room()
        marked, place = self.rooms.marked(), self.rooms.currentIndex().row()
        if list(rows) != self.rooms.rows_model.rows or not rows:
            self.rooms.show_rows(rows)
        now_marked = self.rooms.marked()
        if marked is not None and now_marked is not None and marked.group != now_marked.group:
            self.rooms.selectRow(min(place, len(rows) - 1))  # done with: the next one comes under the mark
        if rows and rows[0].group <= DUE and self._here is self.rooms and self.rooms.marked() is None:
            self.rooms.selectRow(0)
        counts = {group: sum(row.group == group for row in rows) for group in range(OVER + 1)}
        words = [_("{n} bookings").format(n=len(rows))] if rows else []
        for group, said in (
            (HERE, N_("{n} here")),
            (LATE, N_("{n} late")),
            (WANTS_END, N_("{n} without an end")),
        ):
            words += [_(said).format(n=counts[group])] if counts[group] else []
        self.rooms_title.setText("  ·  ".join([_("Rooms today"), *words]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many lists as there is room for."""
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """Rooms and loans side by side, in a narrow page the list in hand alone."""
        line, here = self.fontMetrics().height(), self._here is self.rooms
        alone = self._has_rooms and self.width() < ROOMY * line
        self.rooms_box.setVisible(self._has_rooms and (here or not alone))
        self.tabs.setVisible(not (alone and here))
        self.cards.setVisible(not (alone and here and self.height() < LOW * line))

    def showEvent(self, event: QShowEvent) -> None:
        """Look at the time while the page is seen."""
        super().showEvent(event)
        self._ticking.start()

    def _tick(self) -> None:
        if self.desk is not None and self.isVisible():
            self.window_.reload()

    # ------------------------------------------------------------ keys

    @property
    def rows(self) -> Table:
        """The arrow keys move in the list that F1 chose."""
        return self._here

    def again(self) -> None:
        """F1 again: the arrow keys move in the next list."""
        lists = [one for one in self._lists if one is not self.rooms or self._has_rooms]
        place = lists.index(self._here) if self._here in lists else -1
        self._turn_to(lists[(place + 1) % len(lists)])

    def _turn_to(self, table: Table) -> None:
        self._here = table
        for one in self._lists:
            if one is not table:
                one.clearSelection()
                one.setCurrentIndex(one.model().index(-1, -1))
        if table is not self.rooms:
            self.tabs.setCurrentWidget(table)
        self._share_room()
        self.window_.entry.rows = table
        if table.rows_model.rows and table.marked() is None:
            table.selectRow(0)

    def pressed(self, event: QKeyEvent) -> bool:
        """Enter in the empty line opens the marked row."""
        front = self.window_.front
        if event.key() not in ENTERS or self.window_.entry.text() or front is None or front.question is not None:
            return False
        marked = self._here.marked()
        if marked is not None:
            self._here.opened.emit(marked)
        return marked is not None

    # ------------------------------------------------------------ deeds

    def open_booking(self, row: RoomToday) -> None:
        """Show a booking on the page of rooms."""
        from venuedesk.core import bookings

        found = self.desk.ask(bookings.booking, booking_id=row.id)
        page = self.window_.page_named("BookingsPage")
        self.window_.go_to(page)
        page.reload()
        page.show_booking(found)

    def check_in(self) -> None:
        """Ctrl+R: those of the marked row are here."""
        self._on_marked("check_in")

    def end(self) -> None:
        """Ctrl+L: it is over; how many came is asked."""
        self._on_marked("end")

    def no_show(self) -> None:
        """Ctrl+B: nobody came."""
        self._on_marked("no_show")

    def _on_marked(self, deed: str) -> None:
        if self.desk is None or not self._has_rooms:
            return
        from venuedesk.core import bookings
        from venuedesk.ui import bookings_deeds

        row = self.rooms.marked()
        if row is None:
            self._turn_to(self.rooms)
            self.window_.say("refused", _("Mark a booking first, with the arrow keys."))
            return
        getattr(bookings_deeds, deed)(self.window_, self.desk.ask(bookings.booking, booking_id=row.id))
