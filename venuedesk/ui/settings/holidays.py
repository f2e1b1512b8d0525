"""The days off of a year and the workdays that make up for them, as the State Council announces them."""

from dataclasses import field, make_dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from venuedesk.core import calendar
from venuedesk.core.calendar import HolidaysDraft
from venuedesk.i18n import N_, _
from venuedesk.ui.fields import DAY, Field
from venuedesk.ui.settings.changing import ChangeForm, open_change
from venuedesk.ui.settings.kinds import DAYS
from venuedesk.ui.settings.section import ADD, Section
from venuedesk.ui.table import Column, Table

if TYPE_CHECKING:
    from venuedesk.ui.main_window import MainWindow

HOLIDAYS = (  # as announcements and the calendar name them; as they are said in a form
    ("元旦", N_("New Year's Day")),
    ("春节", N_("Spring Festival")),
    ("清明节", N_("Qingming")),
    ("劳动节", N_("Labour Day")),
    ("端午节", N_("Dragon Boat Festival")),
    ("中秋节", N_("Mid-Autumn Festival")),
    ("国庆节", N_("National Day")),
)
COLUMNS = (
    Column(N_("Calendar year"), lambda r: str(r[0])),
    Column(N_("Days off"), lambda r: r[1]),
    Column(N_("Make-up workdays"), lambda r: r[2]),
    Column(N_("Document"), lambda r: r[3], stretch=True),
)
_ENDS = tuple(f"{end}_{n}" for end in ("first", "last") for n in range(len(HOLIDAYS)))
_DAYS = [(end, date | None, field(default=None)) for end in _ENDS]  # a first and a last day for each holiday
Announcement = make_dataclass(  # what the form fills
    "Announcement", [("year", int), ("document", str), ("workdays", tuple), *_DAYS], frozen=True
)


class HolidaysSection(Section):
    """节假日: the years that are entered, and the form for the next."""

    name, deed = N_("Days off"), "lending.change_calendar"

    def __init__(self, window: "MainWindow") -> None:
        """Build the table and its deed."""
        super().__init__(window)
        self.hint(_("Until a year is entered, due days in it are tentative and may move later."))
        self.table = Table(COLUMNS, _("Days off"), _("No year is entered."), parent=self)
        self.table.opened.connect(lambda row: self.enter(row[0]))
        self.column.addWidget(self.table, 1)
        self.deeds((_("Enter a year"), ADD, self.enter_next))

    def reload(self) -> None:
        """Read the years."""
        known = self.desk.ask(calendar.load)
        rows = []
        for year, document in sorted(known.years.items(), reverse=True):
            days = [h.off for day, h in known.holidays.items() if day.year == year]
            rows.append((year, days.count(True), days.count(False), document))
        self.table.show_rows(rows)

    def enter_next(self) -> None:
        """Open the form for the marked year, or for the first one that is not entered."""
        known = self.desk.ask(calendar.load).years
        year = self.desk.now().year
        while year in known:
            year += 1
        self.enter(year)

    def enter(self, year: int) -> ChangeForm:
        """Open the form for a year, filled with what is known of it."""
        form = (
            *(Field(words, f"first_{n}", DAY, problems=()) for n, (_key, words) in enumerate(HOLIDAYS)),
            *(Field(N_("to"), f"last_{n}", DAY) for n in range(len(HOLIDAYS))),
            Field(N_("Make-up workdays"), "workdays", DAYS, problems=("MakeupNotOnWeekend", "DayTwice"), wide=True),
            Field(N_("Document number"), "document", longest=60, wide=True),
        )
        return open_change(
            *(self.window_, _("Days off of {year}").format(year=year), form, self._known(year)),
            wanted=lambda one: {"change": draft_of(one)},
            columns=2,
            words=_("As the State Council announces them; leave empty what it does not name."),
        )

    def _known(self, year: int) -> Any:
        """What stands in the file, else what the program was delivered with."""
        entered = self.desk.ask(calendar.load)
        if year in entered.years:
            days = {d: h for d, h in entered.holidays.items() if d.year == year}
            off = {key: tuple(d for d, h in sorted(days.items()) if h.off and key in h.name) for key, _w in HOLIDAYS}
            worked = tuple(d for d, h in sorted(days.items()) if not h.off)
            return _announcement(HolidaysDraft(year=year, off=off, workdays=worked, document=entered.years[year]))
        known = calendar.known_holidays(year)
        return _announcement(known or HolidaysDraft(year=year, off={}, workdays=()))


def _announcement(known: HolidaysDraft) -> Any:
    ends: dict[str, date] = {}
    for n, (key, _words) in enumerate(HOLIDAYS):
        days = known.off.get(key, ())
        if days:
            ends |= {f"first_{n}": min(days), f"last_{n}": max(days)}
    return Announcement(known.year, known.document, tuple(known.workdays), **ends)


def draft_of(one: Any) -> HolidaysDraft:
    """The announcement as the calendar takes it; a day within two holidays belongs to the shorter one."""
    spans = []
    for n, (key, _words) in enumerate(HOLIDAYS):
        first, last = getattr(one, f"first_{n}"), getattr(one, f"last_{n}")
        if first or last:
            first, last = first or last, last or first
            spans.append((min(first, last), max(first, last), key))
    off: dict[str, tuple[date, ...]] = {}
    taken: set[date] = set()
    for first, last, key in sorted(spans, key=lambda span: span[1] - span[0]):
        days = tuple(first + timedelta(days=n) for n in range((last - first).days + 1))
        off[key] = tuple(day for day in days if day not in taken)
        taken.update(days)
    return HolidaysDraft(year=one.year, off=off, workdays=tuple(one.workdays), document=one.document)
