"""Today by room as plain values: who is due or late, who is here, what wants its end. Needs no records."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from venuedesk.i18n import N_, _

WANTS_END, LATE, DUE, HERE, LATER, OVER = range(6)
SOON = timedelta(minutes=60)
STATES = {
    "tentative": N_("tentative"),
    "awaiting": N_("awaiting approval"),
    "booked": N_("booked"),
    "arrived": N_("arrived"),
    "ended": N_("ended"),
    "no_show": N_("no-show"),
}
PLANNED = ("tentative", "awaiting", "booked")


@dataclass(frozen=True)
class RoomToday:
    """One booking as the list of the day shows it; ``group`` is what it asks of the desk, most urgent first."""

    id: int
    group: int
    when: str
    room: str
    holder: str
    what: str
    state: str


def rooms_today(rows: Iterable[Any], now: datetime) -> list[RoomToday]:
    """The bookings of today and the unfinished ones before, what asks for a deed first, then by their start."""
    midnight = datetime.combine(now.date(), time())
    shown = {
        row.id: row
        for row in rows
        if row.state != "cancelled" and row.starts_at < midnight + timedelta(days=1)
        and (row.ends_at > midnight or row.state in (*PLANNED, "arrived"))
    }  # fmt: skip
    found = [(group_of(row, now), row) for row in shown.values()]
    found.sort(key=lambda one: (one[0], one[1].starts_at, one[1].id))
    return [_line(group, row, now) for group, row in found]


def group_of(row: Any, now: datetime) -> int:
    """What a booking asks of the desk at an instant."""
    if row.state not in (*PLANNED, "arrived"):
        return OVER
    if row.ends_at <= now:
        return WANTS_END
    if row.state == "arrived":
        return HERE
    if row.starts_at < now:
        return LATE
    return DUE if row.starts_at - now <= SOON else LATER


def _line(group: int, row: Any, now: datetime) -> RoomToday:
    people = row.expected if row.attended is None else row.attended
    what = _("{purpose} {n} people").format(purpose=row.purpose, n=people).strip() if people > 1 else row.purpose
    return RoomToday(row.id, group, _when(row, now.date()), row.room, row.holder, what, _state(group, row, now))


def _when(row: Any, today: date) -> str:
    """14:00–16:00, 次日 where it ends on the next day; of one that began on another day, when it began."""
    begins = _clock(row.starts_at)
    if row.starts_at.date() != today:
        return f"{row.starts_at:%m-%d} {begins}"
    plus = _("+") if row.ends_at.date() > row.starts_at.date() else ""
    return f"{begins}–{plus}{_clock(row.ends_at)}"


def _clock(at: datetime) -> str:
    """14:00; a format would import a module each time, which Qt's own hook makes slow."""
    return at.isoformat()[11:16]


def _state(group: int, row: Any, now: datetime) -> str:
    state = _(STATES[row.state])
    if group == WANTS_END:
        return _("ended or no-show?") if row.state != "arrived" else _("how many came?")
    if group in (LATE, DUE):
        minutes = abs(int((now - row.starts_at).total_seconds())) // 60
        words = _("{n} minutes late") if group == LATE else _("in {n} minutes")
        said = words.format(n=minutes) if minutes else _("now")
        return said if row.state == "booked" else f"{said} · {state}"
    if group == HERE and row.arrived_at is not None:
        return f"{state} {_clock(row.arrived_at)}"
    return state
