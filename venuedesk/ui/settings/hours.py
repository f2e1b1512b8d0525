"""Weekly opening hours and seasons, of the venue and of zones that have their own."""

from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any

from venuedesk.core import calendar, house
from venuedesk.core.calendar import EndSeason, FollowVenue, Hours, HoursDraft, SeasonDraft, Window, hours_text
from venuedesk.i18n import N_, _
from venuedesk.ui.fields import CHOICE, DAY, Field
from venuedesk.ui.settings.changing import open_change
from venuedesk.ui.settings.kinds import HOURS, MONTH_DAY
from venuedesk.ui.settings.section import ADD, REMOVE, Section
from venuedesk.ui.table import Column, Table

if TYPE_CHECKING:
    from venuedesk.ui.main_window import MainWindow

WHOLE = N_("Whole venue")
ON_HOLIDAYS = {
    calendar.CLOSED: N_("closed"),
    calendar.AS_USUAL: N_("as on other days"),
    calendar.OWN: N_("hours of their own"),
}
LINES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "holidays")


@dataclass(frozen=True)
class HoursRow:
    """Hours as listed: where they hold, and the week in words."""

    hours: Hours
    where: str

    def words(self) -> str:
        """The days with the same hours together: Mon–Fri 09:00–17:00."""
        return week_words(self.hours)


@dataclass(frozen=True)
class Week:
    """What the forms for weekly hours and seasons fill; ``holidays`` counts where ``on_holidays`` is own."""

    zone_id: int | None
    valid_from: date
    monday: tuple[Window, ...]
    tuesday: tuple[Window, ...]
    wednesday: tuple[Window, ...]
    thursday: tuple[Window, ...]
    friday: tuple[Window, ...]
    saturday: tuple[Window, ...]
    sunday: tuple[Window, ...]
    holidays: tuple[Window, ...]
    on_holidays: str = calendar.CLOSED
    makeup_as: int | None = None
    name: str = ""
    first: tuple[int, int] = (7, 1)
    last: tuple[int, int] = (8, 31)
    valid_to: date | None = None


COLUMNS = (
    Column(N_("Where"), lambda r: r.where),
    Column(N_("Season"), lambda r: season_words(r.hours)),
    Column(N_("From day"), lambda r: r.hours.valid_from if r.hours.valid_from.year > 2000 else ""),
    Column(N_("Hours"), lambda r: r.words(), stretch=True),
)
WEEK_FIELDS = (
    Field(N_("Mon"), "monday", HOURS),
    Field(N_("Tue"), "tuesday", HOURS),
    Field(N_("Wed"), "wednesday", HOURS),
    Field(N_("Thu"), "thursday", HOURS),
    Field(N_("Fri"), "friday", HOURS),
    Field(N_("Sat"), "saturday", HOURS),
    Field(N_("Sun"), "sunday", HOURS),
    Field(N_("Holidays"), "holidays", HOURS, problems=("HolidayHoursMissing",)),
)


class HoursSection(Section):
    """开放时间: the hours in force and those to come."""

    name, deed = N_("Opening hours"), "lending.change_calendar"

    def __init__(self, window: "MainWindow") -> None:
        """Build the table and its deeds."""
        super().__init__(window)
        self.hint(_("New hours hold from a day on; the days before it stay as they were."))
        self.table = Table(COLUMNS, _("Opening hours"), _("No opening hours are entered."), parent=self)
        self.table.opened.connect(lambda _row: self.set_hours())
        self.column.addWidget(self.table, 1)
        self.deeds(
            (_("New hours"), ADD, self.set_hours),
            (_("New season"), "Ctrl+K", self.add_season),
            (_("End"), REMOVE, self.end),
        )

    def reload(self) -> None:
        """Read every zone's hours."""
        self.table.show_rows(self._rows())

    def _rows(self) -> list[HoursRow]:
        today = self.desk.now().date()
        found: dict[int, HoursRow] = {}
        names = {None: _(WHOLE)} | dict(self.desk.ask(house.zones))
        for zone_id in names:
            for hours in self.desk.ask(calendar.load, zone_id=zone_id).timetables:
                if hours.valid_to is None or hours.valid_to >= today:
                    found[hours.id] = HoursRow(hours, names[hours.zone_id])
        rows = found.values()
        return sorted((r for r in rows if not _replaced(r.hours, rows, today)), key=lambda r: _order(r.hours))

    # ------------------------------------------------------------ deeds

    def set_hours(self) -> None:
        """Open the form for weekly hours, filled with those of the marked line."""
        form = (*_where(self), *WEEK_FIELDS, *_holiday_choices())
        open_change(
            *(self.window_, _("Weekly hours"), form, self._draft()),
            wanted=lambda week: {"change": _hours_draft(week)},
            columns=2,
            words=_("Write several times a day as 9:00-12:00 14:00-20:30; an empty day is closed."),
        )

    def add_season(self) -> None:
        """Open the form for a season."""
        own = (
            Field(N_("Name of the season"), "name", required=True, problems=("NameMissing", "SeasonsOverlap")),
            Field(N_("First day of each year"), "first", MONTH_DAY, required=True, problems=("NoSuchDay",)),
            Field(N_("Last day of each year"), "last", MONTH_DAY, required=True),
        )
        form = (*own, *_where(self), *WEEK_FIELDS, *_holiday_choices()[:1])
        open_change(
            *(self.window_, _("New season"), form, self._draft()),
            wanted=lambda week: {"change": _season_draft(week)},
            columns=2,
            words=_("A season comes back every year, such as the summer holidays from 7-1 to 8-31."),
        )

    def end(self) -> None:
        """End the marked season, or a zone's own hours."""
        row = self.marked()
        today = self.desk.now().date()
        if row is None:
            return
        if row.hours.season:
            self.window_.perform(_command(), change=EndSeason(row.hours.id, today), now=self.desk.now())
        elif row.hours.zone_id is not None:
            self.window_.perform(_command(), change=FollowVenue(row.hours.zone_id, today), now=self.desk.now())
        else:
            self.window_.say("refused", _("The hours of the whole venue are not ended; enter new ones instead."))

    def _draft(self) -> Week:
        marked = self.table.marked() or next(iter(self._rows()), None)
        today = self.desk.now().date()
        if marked is None:
            return Week(None, today, *[()] * 8)
        hours = marked.hours
        return Week(hours.zone_id, today, *hours.week, on_holidays=hours.on_holidays, makeup_as=hours.makeup_as)


# ---------------------------------------------------------------- words and drafts


def season_words(hours: Hours) -> str:
    """A season with its days, '' for the ordinary hours."""
    if not hours.season:
        return ""
    (m1, d1), (m2, d2) = divmod(hours.first_md, 100), divmod(hours.last_md, 100)
    return f"{hours.season} {m1}/{d1}–{m2}/{d2}"


def week_words(hours: Hours) -> str:
    """The week in one line: days with the same hours together."""
    groups: list[tuple[int, int, str]] = []
    for n in range(7):
        words = hours_text(hours.week[n]) or _("closed")
        if groups and groups[-1][2] == words:
            groups[-1] = (groups[-1][0], n, words)
        else:
            groups.append((n, n, words))
    names = [_(line) for line in calendar.LINES]
    parts = [(names[a] if a == b else f"{names[a]}–{names[b]}") + " " + words for a, b, words in groups]
    on = hours_text(hours.week[7]) if hours.on_holidays == calendar.OWN else _(ON_HOLIDAYS[hours.on_holidays])
    return _("{week}; holidays: {holidays}").format(week=_(", ").join(parts), holidays=on)


def _replaced(hours: Hours, rows: Any, today: date) -> bool:
    """Whether newer ordinary hours of the same place hold already."""
    return any(
        not other.hours.season
        and not hours.season
        and other.hours.zone_id == hours.zone_id
        and (hours.valid_from, hours.id) < (other.hours.valid_from, other.hours.id)
        and other.hours.valid_from <= today
        for other in rows
    )


def _order(hours: Hours) -> tuple[int, bool, date]:
    return hours.zone_id or 0, bool(hours.season), hours.valid_from


def _where(section: Section) -> tuple[Field, ...]:
    zones = [(None, _(WHOLE)), *section.desk.ask(house.zones)]
    return (
        Field(N_("Where"), "zone_id", CHOICE, choices=lambda: zones),
        Field(N_("From day"), "valid_from", DAY, required=True),
    )


def _holiday_choices() -> tuple[Field, ...]:
    on = [(key, _(words)) for key, words in ON_HOLIDAYS.items()]
    makeup = [(None, _("their own weekday")), *((n, _(line)) for n, line in enumerate(calendar.LINES[:5]))]
    return (
        Field(N_("On holidays"), "on_holidays", CHOICE, choices=lambda: on, required=True),
        Field(N_("Make-up workdays as"), "makeup_as", CHOICE, choices=lambda: makeup),
    )


def _values(week: Week) -> dict[str, Any]:
    windows = {n: getattr(week, line) for n, line in enumerate(LINES) if getattr(week, line)}
    if week.on_holidays != calendar.OWN:
        windows.pop(calendar.HOLIDAY_LINE, None)
    same = {f.name for f in fields(HoursDraft)} - {"windows"}
    return {name: getattr(week, name) for name in same} | {"windows": windows}


def _hours_draft(week: Week) -> HoursDraft:
    return HoursDraft(**_values(week))


def _season_draft(week: Week) -> SeasonDraft:
    return SeasonDraft(name=week.name, first=week.first, last=week.last, valid_to=week.valid_to, **_values(week))


def _command() -> Any:
    from venuedesk.core import lending

    return lending.change_calendar
