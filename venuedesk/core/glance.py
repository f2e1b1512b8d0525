"""The first glance: today's numbers, what is due and what is late, while the rest of the program is still loading.

Read through plain sqlite3, because SQLAlchemy and the records take most of a second to import. It shows what
``lending.day_figures``, ``due_on`` and ``overdue`` show, which are read as soon as they are there.
"""

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

LENGTH = 200  # rows of each list
BUSY_SECONDS = 0.2

_KINDS = ("loan", "return", "renewal", "in_house")
_FIGURES = "SELECT kind, sum(quantity) FROM events WHERE day = ? AND about IS NULL GROUP BY kind"
_LATE = "SELECT count(*) FROM loans WHERE returned_at IS NULL AND due_at < ?"
_LOANS = (
    "SELECT l.id, l.member_id, m.name, m.phone, t.title, l.due_at FROM loans l JOIN copies c ON c.id = l.copy_id"
    " JOIN titles t ON t.id = c.title_id JOIN members m ON m.id = l.member_id"
    " WHERE l.returned_at IS NULL AND l.due_at >= ? AND l.due_at < ? ORDER BY l.due_at, l.id LIMIT ?"
)


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
class Glance:
    """The day's numbers, and the loans that are due today and that are late."""

    loans: int
    returns: int
    renewals: int
    in_house: int
    overdue: int
    due: tuple[GlanceLoan, ...]
    late: tuple[GlanceLoan, ...]


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
    loans, returns, renewals, in_house = (int(sums.get(kind, 0)) for kind in _KINDS)
    due, overdue = _loans(raw, day, day + "T~"), _loans(raw, "", moment)
    return Glance(loans, returns, renewals, in_house, late, due, overdue)


def _loans(raw: sqlite3.Connection, since: str, before: str) -> tuple[GlanceLoan, ...]:
    rows = raw.execute(_LOANS, (since, before, LENGTH))
    return tuple(
        GlanceLoan(loan, member_id, member, phone, title, datetime.fromisoformat(due))
        for loan, member_id, member, phone, title, due in rows
    )
