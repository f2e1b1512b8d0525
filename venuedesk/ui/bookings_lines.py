"""The lines of the grid as plain values: a room of a day or a day of a room, its open windows, and its bars."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from venuedesk.core.bookings import CANCELLED, NO_SHOW, BookingRow, state_text
from venuedesk.core.calendar import Window
from venuedesk.core.rooms import RoomRow
from venuedesk.i18n import _, day_text
from venuedesk.ui.bookings_words import DAY_MINUTES, minute_of

DAY = timedelta(days=1)
WindowsOn = Callable[[int, date], Sequence[Window]]  # the windows of a zone that begin on a day


@dataclass(frozen=True)
class Bar:
    """A booking on a line: minutes from the line's midnight, which may lie before it or after the day.

    ``own`` is false where another room holds a space of the line's room. ``lane`` of ``lanes`` parts what overlaps.
    """

    booking: BookingRow
    own: bool
    first: int
    last: int
    lane: int = 0
    lanes: int = 1

    @property
    def since(self) -> int:
        """The minute its setup begins."""
        return self.first - self.booking.setup_minutes

    @property
    def until(self) -> int:
        """The minute its teardown is over."""
        return self.last + self.booking.teardown_minutes

    @property
    def texts(self) -> tuple[str, str]:
        """What stands on the bar: who, then what for and how many; of another room that room first."""
        row = self.booking
        said = row.purpose
        people = row.expected if row.attended is None else row.attended
        if people > 1:
            said = _("{purpose} {n} people").format(purpose=said, n=people).strip()
        return (row.holder, said) if self.own else (f"{row.room} · {row.holder}", said)

    @property
    def facts(self) -> tuple[str, ...]:
        """The booking in words, a line for each fact."""
        row = self.booking
        facts = (row.span, f"{row.room} {row.layout}".strip(), row.holder, row.caller, row.phone, *self.texts[1:])
        found = dict.fromkeys((*facts, state_text(row.state), row.note, row.code))
        return tuple(words for words in found if words)


@dataclass(frozen=True)
class Line:
    """One line of the grid."""

    room_id: int
    zone_id: int
    spaces: tuple[int, ...]
    day: date
    name: str
    detail: str
    windows: tuple[Window, ...]
    bars: tuple[Bar, ...]

    def at(self, minute: int) -> Bar | None:
        """The bar at a minute: the room's own before another's, what holds before who did not come."""
        here = [bar for bar in self.bars if bar.first <= minute < bar.last]
        return min(here, key=lambda bar: (bar.booking.state == NO_SHOW, not bar.own, bar.first), default=None)


def lines_of_day(
    rooms: Iterable[RoomRow], rows: Sequence[BookingRow], windows: WindowsOn, day: date
) -> tuple[Line, ...]:
    """A line for each room; a booking stands on every line whose room shares a space with its own."""
    touching: dict[int, list[BookingRow]] = {}
    for row in rows:
        for space in row.spaces:
            touching.setdefault(space, []).append(row)
    of_zone: dict[int, tuple[Window, ...]] = {}
    lines = []
    for room in rooms:
        if room.zone_id not in of_zone:
            of_zone[room.zone_id] = windows_of_day(windows, room.zone_id, day)
        here = {row.id: row for space in room.spaces for row in touching.get(space, ())}
        here |= {row.id: row for row in rows if row.room_id == room.id} if not room.spaces else {}
        bars = bars_of(room.id, here.values(), day)
        people = _("{n} people").format(n=room.capacity)
        lines.append(Line(room.id, room.zone_id, room.spaces, day, room.name, people, of_zone[room.zone_id], bars))
    return tuple(lines)


def lines_of_week(
    room: RoomRow, rows: Sequence[BookingRow], windows: WindowsOn, first: date, today: date
) -> tuple[Line, ...]:
    """Seven days of one room, a line for each."""
    lines = []
    for n in range(7):
        day = first + n * DAY
        hours = windows_of_day(windows, room.zone_id, day)
        name = day_text(day)
        detail = _("today") if day == today else ("" if hours else _("closed"))
        lines.append(Line(room.id, room.zone_id, room.spaces, day, name, detail, hours, bars_of(room.id, rows, day)))
    return tuple(lines)


def windows_of_day(windows: WindowsOn, zone_id: int, day: date) -> tuple[Window, ...]:
    """The open windows within a day, the end of a night that began the day before included."""
    night = [w for w in windows(zone_id, day - DAY) if w.closes > DAY_MINUTES]
    ends = [Window(max(0, w.opens - DAY_MINUTES), w.closes - DAY_MINUTES, w.extended) for w in night]
    return (*ends, *windows(zone_id, day))


def bars_of(room_id: int, rows: Iterable[BookingRow], day: date) -> tuple[Bar, ...]:
    """The bars of a line, in lanes where they overlap: what other rooms hold, and who did not come."""
    bars = [
        Bar(row, row.room_id == room_id, minute_of(day, row.starts_at), minute_of(day, row.ends_at))
        for row in rows
        if row.state != CANCELLED
    ]
    bars = sorted((b for b in bars if b.since < DAY_MINUTES and b.until > 0), key=lambda b: (b.since, b.booking.id))
    found: list[Bar] = []
    group: list[Bar] = []
    end = 0
    for bar in bars:
        if group and bar.since >= end:
            found += _in_lanes(group)
            group = []
        end = max(end, bar.until) if group else bar.until
        group.append(bar)
    return (*found, *_in_lanes(group))


def _in_lanes(group: Sequence[Bar]) -> list[Bar]:
    """Put bars that overlap side by side, each in the first lane that is free."""
    if len(group) < 2:
        return list(group)
    free: list[int] = []
    lanes = []
    for bar in group:
        lane = next((n for n, until in enumerate(free) if until <= bar.since), len(free))
        free[lane : lane + 1] = [bar.until]
        lanes.append(lane)
    return [
        Bar(bar.booking, bar.own, bar.first, bar.last, lane, len(free)) for bar, lane in zip(group, lanes, strict=True)
    ]


def open_span(lines: Iterable[Line]) -> tuple[int, int]:
    """The minutes that the lines are about: their windows and bookings, 8 to 20 where there is neither."""
    firsts = [w.opens for line in lines for w in line.windows]
    lasts = [min(w.closes, DAY_MINUTES) for line in lines for w in line.windows]
    for line in lines:
        firsts += [max(0, bar.since) for bar in line.bars if bar.first >= 0]
        lasts += [min(DAY_MINUTES, bar.until) for bar in line.bars if bar.last <= DAY_MINUTES]
    first, last = min(firsts, default=480), max(lasts, default=1200)
    return first // 60 * 60, -(-max(last, first + 60) // 60) * 60
