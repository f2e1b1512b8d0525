"""客流: people counted at the doors by hand on the number pad, and those who sign in."""

import time
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTabWidget, QVBoxLayout, QWidget

from venuedesk.core import tallies, visits
from venuedesk.core.front import Counting
from venuedesk.core.front.counting import BACK, ONE, meaning, session_words
from venuedesk.core.periods import days_of, month_before, month_of
from venuedesk.i18n import N_, _
from venuedesk.ui.flow import flow
from venuedesk.ui.keys import bind, types
from venuedesk.ui.page import Page
from venuedesk.ui.table import Column, Table
from venuedesk.ui.visits_bars import HourBars
from venuedesk.ui.visits_forms import HourDraft, enter_hour, sign_in_group
from venuedesk.ui.words import button, card, inside, label, restyle

if TYPE_CHECKING:
    from venuedesk.ui.main_window import MainWindow

CALM = 400  # milliseconds without a tap, after which the lists are read again
LOW, WIDE = 17, 44  # lines of text: of a low page, and of a narrow window
FIGURES = (
    ("now", N_("Just now")),
    ("hour", N_("This hour")),
    ("today", N_("Today")),
    ("all_doors", N_("Today, all doors")),
)
SIGN_INS = (
    Column(N_("Time"), lambda r: f"{r.at:%H:%M}"),
    Column(N_("Visitor"), lambda r: r.who, stretch=True),
    Column(N_("People"), lambda r: r.headcount),
    Column(N_("Zone"), lambda r: r.zone, roomy=20),
)
DAYS = (
    Column(N_("Day"), lambda r: r.day),
    Column(N_("Visits"), lambda r: r.visits),
    Column(N_("State"), lambda r: state_words(r), stretch=True),
)


def state_words(row: visits.DoorDayRow) -> str:
    """What a day is where it was not counted; why, where the calendar says so."""
    if row.state == visits.COUNTED:
        return ""
    if row.state == visits.CLOSED and not row.marked:
        return _("closed by the calendar")
    return _(visits.STATE_NAMES[row.state])


class VisitsPage(Page):
    """The line counts: + one in, − one back, digits and Enter a group, / and a digit the door; a card signs in."""

    key, name, icon = "F4", N_("Visitors"), "visits"
    hint = N_("+ in · − back · digits and Enter a group · / door · * zone · a card signs in")
    keys = N_("F4 another list · Ctrl+Z undo · Esc back")
    tall = True

    def __init__(self, window: "MainWindow") -> None:
        """Build the figures, the bars, and the two lists."""
        super().__init__(window)
        self._counting: Counting | None = None
        self._month = ""  # whose days are shown; this one
        self._low = False
        self.doors_line, self.zones_line = label("", wrap=True), label("", "hint", wrap=True)
        self.door = label("", "title")
        self.figures: dict[str, QLabel] = {}
        cards = QHBoxLayout()
        cards.setSpacing(8)
        for key, words in FIGURES:
            self.figures[key] = label("0", "figure")
            cards.addWidget(card(self.figures[key], label(_(words), "hint", wrap=True)), 1)
        self.bars = HourBars()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(self.door)
        head.addWidget(self.doors_line, 1)
        column.addLayout(head)
        column.addWidget(self.zones_line)
        column.addLayout(cards)
        column.addWidget(self._lists(), 1)
        column.addWidget(self._deeds())

    def _lists(self) -> QWidget:
        box = QWidget(self)
        self.left, self.tabs = QWidget(box), QTabWidget(box)
        bars = QVBoxLayout(self.left)
        bars.setContentsMargins(0, 0, 0, 0)
        self.bars_title = label(_("Today by hour"), "subtitle")
        self.legend = label("", "hint", wrap=True)
        bars.setSpacing(2)
        bars.addWidget(self.bars_title)
        bars.addWidget(self.legend)
        bars.addWidget(self.bars, 1)
        place = inside(self.tabs)
        words = _("Nobody has signed in today. A card signs in.")
        self.sign_ins = Table(SIGN_INS, _("Sign-ins today"), words, parent=place)
        month = QWidget(place)
        self.days = Table(DAYS, _("Days of the month"), _("No days to show."), parent=month)
        under = QVBoxLayout(month)
        under.setContentsMargins(0, 0, 0, 0)
        under.setSpacing(2)
        self.month_title = label("", "hint", wrap=True)
        under.addWidget(self.month_title)
        under.addWidget(self.days, 1)
        self.tabs.addTab(self.sign_ins, _("Sign-ins"))
        self.tabs.addTab(month, _("Days"))
        self.tabs.currentChanged.connect(lambda _n: self.window_.reload())
        self.beside = QHBoxLayout(box)
        self.beside.setContentsMargins(0, 0, 0, 0)
        self.beside.setSpacing(8)
        self.beside.addWidget(self.left, 3)
        self.beside.addWidget(self.tabs, 3)
        return box

    def _deeds(self) -> QWidget:
        deeds = (
            (_("Group (Ctrl+N)"), "Ctrl+N", self.group),
            (_("Enter an hour (Ctrl+H)"), "Ctrl+H", self.hour),
            (_("Closed (Ctrl+B)"), "Ctrl+B", lambda: self.mark(visits.CLOSED)),
            (_("Not counted (Ctrl+M)"), "Ctrl+M", lambda: self.mark(visits.NOT_COUNTED)),
        )
        bind(self, {keys: deed for _words, keys, deed in deeds} | {"Ctrl+L": self.turn_month})
        return flow([button(words, deed) for words, _keys, deed in deeds])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the bars are one of the lists and the zones give way; in a narrow one the tape does."""
        super().resizeEvent(event)
        line = self.fontMetrics().height()
        low, wide = self.height() < LOW * line, self.window_.width() < WIDE * line
        if low != self._low:
            self._low = low
            self._move_hours()
            self.window_.reload()
        if wide != self.wide:
            self.wide = wide
            self.window_.share_room()

    def _move_hours(self) -> None:
        """The bars stand beside the lists, or are the third of them."""
        self.zones_line.setVisible(not self._low)
        self.bars_title.setVisible(not self._low)
        if self._low:
            self.tabs.addTab(self.left, _("Today by hour"))
        else:
            self.tabs.removeTab(self.tabs.indexOf(self.left))
            self.beside.insertWidget(0, self.left, 3)
            self.left.show()

    # ------------------------------------------------------------ the line

    @property
    def counting(self) -> Counting:
        """The door and the zone in hand."""
        front = self.window_.front
        assert front is not None
        if self._counting is None or self._counting.front is not front:
            self._counting = Counting(front)
        return self._counting

    def pressed(self, event: QKeyEvent) -> bool:
        """A key of the line that acts at once; a key held down counts once."""
        if not types(event):
            return False
        line = self.window_.entry
        text = line.text() + event.text()
        found = meaning(text, ended=False)
        if found is None:
            return False
        line.clear()
        if not (event.isAutoRepeat() and found.what in (ONE, BACK)):
            self._do(lambda: self.counting.typed(text))
        return True

    def entered(self, code: str) -> bool:
        """A group, a card or a name; False leaves a book to the lending desk."""
        return self._do(lambda: self.counting.entered(code, tick=time.monotonic()))

    def _do(self, deed: Any) -> bool:
        """Let the window answer a gesture; figures come from its slip, the lists when the hand rests."""
        answers: list[Any] = []

        def answered(_front: Any) -> Any:
            answers.append(deed())
            return answers[0]

        self.window_.tell(answered, calm=CALM)
        if answers and answers[0] is not None:
            self._show_answer(answers[0])
        return answers != [None]

    def _show_answer(self, answer: Any) -> None:
        if isinstance(answer.slip, visits.Counted):
            slip = answer.slip
            self._show_figures(slip.count, slip.hour, slip.today, slip.all_doors)
            self.bars.show_hour(self.desk.now().hour, slip.hour)
        elif answer.slip is None and answer.kind == "shown":
            self._show_places()
            self._read_figures()

    # ------------------------------------------------------------ showing

    def reload(self) -> None:
        """Read the doors, the figures, the hours, and the list in front."""
        doors = self.counting.doors()
        if self.counting.door_id not in [door.id for door in doors]:
            self.counting.door_id = doors[0].id
        zones = self.counting.zones()
        if self.counting.zone_id not in [id_ for id_, _name in zones]:
            self.counting.zone_id = zones[0][0]
        self._show_places()
        self._read_figures()
        if self.tabs.currentIndex() == 0:
            self.sign_ins.show_rows(self.desk.ask(visits.sign_ins, day=self.desk.now().date()))
        elif self.tabs.currentIndex() == 1:
            self._read_days()

    def _show_places(self) -> None:
        doors, zones = self.counting.doors(), self.counting.zones()
        chosen = next(door for door in doors if door.id == self.counting.door_id)
        self.door.setText(chosen.name)
        gate = [_("By its gate: Ctrl+H enters the reading.")] if chosen.counted_by == visits.GATE else []
        others = ["  ".join(f"/{door.number} {door.name}" for door in doors)] if len(doors) > 1 else []
        session = self.counting.session()
        zone = next(name for id_, name in zones if id_ == self.counting.zone_id)
        zone = zone if session is None else session_words(session)
        there = [_("Cards sign in: {zone}").format(zone=zone)] if self._low else []
        self.doors_line.setText("\n".join([*gate, "   ".join(others + there)]).strip())
        self.legend.setText(_("blue {door}, grey all doors").format(door=chosen.name))
        self.legend.setVisible(len(doors) > 1)
        names = "  ".join(f"*{n} {name}" for n, (_id, name) in enumerate(zones[:9], 1))
        self.zones_line.setText(_("Cards sign in: {zone}    {zones}").format(zone=zone, zones=names))

    def _read_figures(self) -> None:
        now = self.desk.now()
        found = self.desk.ask(visits.figures, door_id=self.counting.door_id, now=now)
        self._show_figures(found.last, found.hour, found.today, found.all_doors)
        door: dict[int, int] = {}
        everyone: dict[int, int] = {}
        for row in self.desk.ask(visits.hours, day=now.date()):
            if row.hour is not None:
                everyone[row.hour] = everyone.get(row.hour, 0) + row.visits
                if row.door_id == self.counting.door_id:
                    door[row.hour] = row.visits
        self.bars.show_hours(door, everyone)

    def _show_figures(self, last: int | None, hour: int, today: int, all_doors: int) -> None:
        self.figures["now"].setText("—" if last is None else f"{last:+d}")
        for key, n in (("hour", hour), ("today", today), ("all_doors", all_doors)):
            self.figures[key].setText(str(n))

    def _read_days(self) -> None:
        month = self._month or month_of(self.desk.now().date())
        first, last = days_of(month)
        rows = self.desk.ask(visits.days, first=first, last=last)
        mine = [r for r in rows if r.door_id == self.counting.door_id]
        missing = sum(r.state == visits.MISSING for r in rows)
        words = _("{month}: {n} days missing at all doors") if missing else _("{month}: no day is missing")
        self.month_title.setText(words.format(month=month, n=missing) + _(" · Ctrl+L another month"))
        restyle(self.month_title, "role", "warning" if missing else "hint")
        self.days.show_rows(mine[::-1])
        if mine and self.days.marked() is None:  # what a key marks is in sight
            self.days.selectRow(0)

    @property
    def rows(self) -> Table:
        """The list in front."""
        return self.sign_ins if self.tabs.currentIndex() == 0 else self.days

    def again(self) -> None:
        """F4 again: to the days of the month, in a low window to the bars, and back."""
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + 1) % self.tabs.count())
        self.window_.entry.setFocus()

    # ------------------------------------------------------------ deeds

    def _day(self) -> date:
        """The day that is meant: the marked one of the month, else today."""
        marked = self.days.marked() if self.tabs.currentIndex() == 1 else None
        return marked.day if marked is not None else self.desk.now().date()

    def group(self) -> None:
        """Ctrl+N: a group signs in."""
        sign_in_group(self.window_, self.counting.zone_id, lambda _slip: self.window_.reload())

    def hour(self) -> None:
        """Ctrl+H: an hour is entered afterwards."""
        now, day = self.desk.now(), self._day()
        door = next(door for door in self.counting.doors() if door.id == self.counting.door_id)
        known = day == now.date() and door.counted_by == visits.HAND  # a gate is read of the whole day
        hour = max(now.hour - 1, 0) if known else None
        enter_hour(self.window_, HourDraft(self.counting.door_id, day, hour))

    def mark(self, state: str) -> None:
        """Mark the day closed or not counted; the same key once more takes the mark away."""
        self.window_.perform(
            visits.mark_day, door_id=self.counting.door_id, day=self._day(), state=state, now=self.desk.now()
        )

    def turn_month(self) -> None:
        """Ctrl+L: the days of the month before that is not closed, and from the first one back to this."""
        found = self.desk.ask(tallies.months, now=self.desk.now())
        closed = {one.month for one in found if one.state == tallies.CLOSED}
        first = min(found[-1].month, month_before(found[0].month))
        month = month_before(self._month or found[0].month)
        while month in closed:
            month = month_before(month)
        self._month = month if month >= first else ""
        self.tabs.setCurrentIndex(1)
        self.window_.reload()
