"""The days of the demonstration: when the venue is open, its festivals, and how full a day is."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from venuedesk.core import calendar

OPENS, CLOSES, LATE = 9 * 60, 20 * 60 + 30, 22 * 60  # minutes after midnight; LATE is the end of extended hours
BACK, AHEAD = 396, 56  # days before (and the rest of that month) and after today
MONDAY, WEDNESDAY, FRIDAY, SATURDAY = 0, 2, 4, 5
FESTIVAL, GALA = "职工文化艺术节", "迎新年职工合唱比赛"
_MONTHS = (0.85, 0.65, 1.0, 1.05, 1.0, 0.95, 0.75, 0.7, 1.0, 1.15, 1.05, 1.0)
_AROUND = timedelta(days=9)  # of the Spring Festival


@dataclass(frozen=True)
class Special:
    """Days that the venue is closed (no hours), or that the zone of ``code`` is open longer."""

    first: date
    last: date
    reason: str
    hours: tuple[int, int] | None = None
    code: str = "activity"


@dataclass
class Days:
    """The year before ``now`` and the weeks after it."""

    now: datetime
    off: dict[date, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Learn the statutory days off."""
        for year in {self.first.year, self.today.year, self.last.year}:
            known = calendar.known_holidays(year)
            for name, found in known.off.items() if known else ():
                self.off |= dict.fromkeys(found, name)
        self.specials = tuple(self._specials())

    @property
    def today(self) -> date:
        """The day of the demonstration."""
        return self.now.date()

    @property
    def first(self) -> date:
        """The first day of its year, which begins with a month."""
        return (self.today - timedelta(days=BACK)).replace(day=1)

    @property
    def last(self) -> date:
        """The last day for which anything is booked."""
        return self.today + timedelta(days=AHEAD)

    @property
    def month(self) -> date:
        """The first day of the month before the last one: since then the desk itself has counted."""
        last = self.today.replace(day=1) - timedelta(days=1)
        return (last.replace(day=1) - timedelta(days=1)).replace(day=1)

    def __iter__(self) -> Iterator[date]:
        """Every open day, past and coming."""
        every = (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))
        return (day for day in every if self.is_open(day))

    def past(self) -> Iterator[date]:
        """Every open day before today."""
        return (day for day in self if day < self.today)

    def is_open(self, day: date) -> bool:
        """Whether the venue opens on a day: Tuesday to Sunday, no statutory day off, not closed for works."""
        closed = any(one.first <= day <= one.last for one in self.specials if one.hours is None)
        return day.weekday() != MONDAY and day not in self.off and not closed

    def open_after(self, day: date) -> date:
        """The day itself when it is open, else the next open one."""
        while not self.is_open(day):
            day += timedelta(days=1)
        return day

    def open_before(self, day: date) -> date:
        """The day itself when it is open, else the last open one before it."""
        while not self.is_open(day):
            day -= timedelta(days=1)
        return day

    def closes(self, day: date, zone: str) -> int:
        """When a zone closes on an open day, in minutes after midnight."""
        late = (one.hours[1] for one in self.specials if one.hours and one.code == zone and self._in(one, day))
        return max(late, default=CLOSES)

    def season(self, day: date) -> float:
        """How full a day is against an ordinary one: less in the heat and around the Spring Festival."""
        near = any(abs(day - off) <= _AROUND for off, name in self.off.items() if name == "春节")
        return 0.35 if near else _MONTHS[day.month - 1]

    def term(self, day: date) -> bool:
        """Whether the classes of a term run: not in July and August, not around the Spring Festival."""
        return day.month not in (7, 8) and self.season(day) > 0.5

    def festival(self, day: date) -> bool:
        """Whether a day is of the week of the arts."""
        return any(one.reason == FESTIVAL and self._in(one, day) for one in self.specials)

    def gala(self) -> date:
        """The Saturday to come, for which the hours are extended."""
        return self.open_after(self._weekday(self.today + timedelta(days=1), SATURDAY))

    def _in(self, one: Special, day: date) -> bool:
        return one.first <= day <= one.last

    def _specials(self) -> Iterator[Special]:
        self.specials: tuple[Special, ...] = ()
        for year in sorted({self.first.year, self.today.year}):
            first = self._weekday(date(year, 10, 20), 1)
            if self.first <= first < self.today:
                yield Special(first, first + timedelta(days=5), FESTIVAL, (CLOSES, LATE))
        gala = self.gala()
        yield Special(gala, gala, GALA, (CLOSES, LATE))
        works = self._weekday((self.today.replace(day=1) - timedelta(days=1)).replace(day=8), WEDNESDAY)
        if works not in self.off:
            yield Special(works, works, "消防设施检修")

    @staticmethod
    def _weekday(day: date, weekday: int) -> date:
        return day + timedelta(days=(weekday - day.weekday()) % 7)


def moment(day: date, minutes: int) -> datetime:
    """A time of a day."""
    return datetime.combine(day, datetime.min.time()) + timedelta(minutes=minutes)
