"""The first glance: today's numbers, what is due and what is late, while the rest of the program is still loading.

Read through plain sqlite3, because SQLAlchemy and the records take most of a second to import. It shows what
``lending.day_figures``, ``due_on`` and ``overdue`` show, which are read as soon as they are there.
"""

import sqlite3
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

LENGTH = 200  # rows of each list
BUSY_SECONDS = 0.2

_KINDS = ("visit", "loan", "return", "renewal", "in_house")
_FIGURES = "SELECT kind, sum(quantity) FROM events WHERE day = ? AND about IS NULL GROUP BY kind"
_LATE = "SELECT count(*) FROM loans WHERE returned_at IS NULL AND due_at < ?"
_LOANS = (
    "SELECT l.id, l.member_id, m.name, m.phone, t.title, l.due_at FROM loans l JOIN copies c ON c.id = l.copy_id"
    " JOIN titles t ON t.id = c.title_id JOIN members m ON m.id = l.member_id"
    " WHERE l.returned_at IS NULL AND l.due_at >= ? AND l.due_at < ? ORDER BY l.due_at, l.id LIMIT ?"
)
_BOOKINGS = (
    "SELECT b.id, r.name, coalesce(u.name, m.name, b.caller), b.purpose, b.expected, b.attended, b.state, b.starts_at,"
    " b.ends_at, b.arrived_at FROM bookings b JOIN rooms r ON r.id = b.room_id LEFT JOIN units u ON u.id = b.unit_id"
    " LEFT JOIN members m ON m.id = b.member_id WHERE b.starts_at >= ? AND b.starts_at < ? AND b.ends_at > ?"
    " AND b.state <> 'cancelled' ORDER BY b.starts_at, b.id LIMIT ?"
)
_ROOMS = "SELECT EXISTS (SELECT 1 FROM spaces WHERE retired_at IS NULL)"
LONGEST = timedelta(days=7)  # a booking that began longer ago is over


@dataclass(frozen=True)
class GlanceLoan:
    """An open loan as the lists of the day show it."""

    id: int
    member_id: int
    member: str
    phone: str
    title: str
    due_at: datetime


@dataclass(frozen=True)
class GlanceBooking:
    """A booking as the list of the day shows it."""

    id: int
    room: str
    holder: str
    purpose: str
    expected: int
    attended: int | None
    state: str
    starts_at: datetime
    ends_at: datetime
    arrived_at: datetime | None


@dataclass(frozen=True)
class Glance:
    """The day's numbers, the loans that are due and that are late, and today's bookings where there are rooms."""

    visits: int
    loans: int
    returns: int
    renewals: int
    in_house: int
    overdue: int
    due: tuple[GlanceLoan, ...]
    late: tuple[GlanceLoan, ...]
    bookings: tuple[GlanceBooking, ...]
    has_rooms: bool


def glance(path: Path, *, now: datetime) -> Glance | None:
    """What the day looks like in the venue's file; None where there is none, or anything is wrong with it."""
    if not path.exists():
        return None
    try:
        raw = sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True, timeout=BUSY_SECONDS)
        try:
            raw.execute("PRAGMA query_only = ON")
            return _read(raw, now)
        finally:
            raw.close()
    except sqlite3.Error:
        return None


def _read(raw: sqlite3.Connection, now: datetime) -> Glance:
    day, moment = now.date().isoformat(), now.isoformat(timespec="seconds")
    sums = dict(raw.execute(_FIGURES, (day,)).fetchall())
    (late,) = raw.execute(_LATE, (moment,)).fetchone()
    visits, loans, returns, renewals, in_house = (int(sums.get(kind, 0)) for kind in _KINDS)
    due, overdue = _loans(raw, day, day + "T~"), _loans(raw, "", moment)
    (has_rooms,) = raw.execute(_ROOMS).fetchone()
    bookings = _bookings(raw, now)
    return Glance(visits, loans, returns, renewals, in_house, late, due, overdue, bookings, bool(has_rooms))


def _bookings(raw: sqlite3.Connection, now: datetime) -> tuple[GlanceBooking, ...]:
    midnight = datetime.combine(now.date(), time())
    span = (midnight - LONGEST, midnight + timedelta(days=1), midnight)
    rows = raw.execute(_BOOKINGS, (*(at.isoformat(timespec="seconds") for at in span), LENGTH))
    return tuple(
        GlanceBooking(*plain, *(at and datetime.fromisoformat(at) for at in times))
        for plain, times in ((row[:7], row[7:]) for row in rows)
    )


def _loans(raw: sqlite3.Connection, since: str, before: str) -> tuple[GlanceLoan, ...]:
    rows = raw.execute(_LOANS, (since, before, LENGTH))
    return tuple(
        GlanceLoan(loan, member_id, member, phone, title, datetime.fromisoformat(due))
        for loan, member_id, member, phone, title, due in rows
    )
