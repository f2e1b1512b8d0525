"""The queries of bookings."""

import json
from collections.abc import Collection
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import TextualSelect, bindparam, text
from sqlalchemy.orm import Session

from venuedesk.core.bookings import plans
from venuedesk.core.bookings.drafts import BookingDraft
from venuedesk.core.bookings.rows import BookingRow, WayOut
from venuedesk.core.bookings.spans import DAY
from venuedesk.core.bookings.tables import Booking
from venuedesk.core.db import Instant, read
from venuedesk.core.errors import Problem

WEEK = 7
UNFINISHED = "b.state IN ('tentative', 'awaiting', 'booked', 'arrived')"  # as the partial index has it

_ROW = """
SELECT b.id, b.code, b.room_id, r.name AS room, r.zone_id,
  coalesce((SELECT group_concat(o.space_id) FROM occupancy AS o WHERE o.booking_id = b.id),
           (SELECT group_concat(s.space_id) FROM room_spaces AS s WHERE s.room_id = b.room_id), '') AS spaces,
  b.layout_id, coalesce(l.name, '') AS layout, b.starts_at, b.ends_at, b.setup_minutes, b.teardown_minutes, b.state,
  coalesce(u.name, m.name, b.caller) AS holder, b.unit_id, b.member_id, b.caller,
  coalesce(nullif(b.phone, ''), nullif(u.phone, ''), nullif(m.phone, ''), '') AS phone, b.purpose, b.expected,
  b.attended, b.reason, b.note, b.arrived_at, b.ended_at
FROM {source} JOIN rooms AS r ON r.id = b.room_id LEFT JOIN layouts AS l ON l.id = b.layout_id
LEFT JOIN units AS u ON u.id = b.unit_id LEFT JOIN members AS m ON m.id = b.member_id
WHERE {where} ORDER BY {order}
"""
# Rows of one space never overlap: the last that begins at or before the start, and those after it, are all to look at.
_MEETING = """
(SELECT DISTINCT o.booking_id FROM spaces AS s CROSS JOIN occupancy AS o ON o.space_id = s.id
   AND o.starts_at >= coalesce((SELECT max(p.starts_at) FROM occupancy AS p
                                WHERE p.space_id = s.id AND p.starts_at <= :start), :start)
   AND o.starts_at < :end AND o.ends_at > :start WHERE {which}) AS t
CROSS JOIN bookings AS b ON b.id = t.booking_id
"""


def _rows_of(source: str, where: str, order: str = "b.starts_at, b.id") -> TextualSelect:
    """A fixed query of booking rows, the bookings as b."""
    sql = text(_ROW.format(source=source, where=where, order=order))
    times = [bindparam(name, type_=Instant) for name in sql._bindparams if name in ("start", "end", "now")]
    columns = dict.fromkeys(("starts_at", "ends_at", "arrived_at", "ended_at"), Instant)
    return sql.bindparams(*times).columns(**columns)


_ONE = _rows_of("bookings AS b", "b.id = :id")
_BY_IDS = _rows_of("json_each(:ids) AS j CROSS JOIN bookings AS b ON b.id = j.value", "1", "j.key")
_DAY = _rows_of(_MEETING.format(which="1"), ":zone IS NULL OR r.zone_id = :zone")
_WEEK = _rows_of(_MEETING.format(which="s.id IN (SELECT space_id FROM room_spaces WHERE room_id = :room)"), "1")
_CALLED_OFF = _rows_of(
    "bookings AS b",
    "b.starts_at >= :start AND b.starts_at < :end AND b.state IN ('no_show', 'cancelled')"
    " AND (:zone IS NULL OR r.zone_id = :zone)",
)
_CALLED_OFF_WEEK = _rows_of(
    "bookings AS b",
    "b.room_id IN (SELECT x.room_id FROM room_spaces AS y JOIN room_spaces AS x ON x.space_id = y.space_id"
    " WHERE y.room_id = :room) AND b.starts_at >= :start AND b.starts_at < :end"
    " AND b.state IN ('no_show', 'cancelled')",
)
_UNFINISHED = _rows_of(
    "bookings AS b INDEXED BY ix_bookings_unfinished",
    f"{UNFINISHED} AND b.ends_at <= :end AND b.starts_at >= :start",
)
_COMING = _rows_of(
    _MEETING.format(which="1"), f"{UNFINISHED} AND b.ends_at > :now AND r.zone_id = :zone AND b.starts_at < :end"
)
_COMING_ZONES = (
    text(
        "SELECT r.zone_id, min(b.starts_at) AS starts_at, max(b.ends_at) AS ends_at"
        " FROM bookings AS b INDEXED BY ix_bookings_unfinished JOIN rooms AS r ON r.id = b.room_id"
        f" WHERE {UNFINISHED} AND b.ends_at > :now GROUP BY r.zone_id"
    )
    .bindparams(bindparam("now", type_=Instant))
    .columns(starts_at=Instant, ends_at=Instant)
)


def rows(session: Session, query: TextualSelect, **values: Any) -> list[BookingRow]:
    """The rows of a fixed query of bookings."""
    found = read(session, query, **values)
    names = tuple(found.keys())
    return [_row(dict(zip(names, one, strict=True))) for one in found]


def rows_by_id(session: Session, ids: Collection[int]) -> list[BookingRow]:
    """The bookings of these ids, in this order."""
    return rows(session, _BY_IDS, ids=json.dumps(list(ids)))


def coming_rows(session: Session, now: datetime, *, zone_id: int, first: date, last: date) -> list[BookingRow]:
    """The bookings of a zone that are not over yet and lie on these days, by start."""
    start, end = datetime.combine(first, time()), datetime.combine(last + DAY, time())
    return rows(session, _COMING, start=start, end=end, now=now, zone=zone_id)


def coming_zones(session: Session, now: datetime) -> list[tuple[int, date, date]]:
    """The zones in whose rooms there are bookings that are not over yet, with the first and last day of them."""
    return [(zone, first.date(), last.date()) for zone, first, last in read(session, _COMING_ZONES, now=now)]


def _row(values: dict[str, Any]) -> BookingRow:
    spaces = values["spaces"]
    values["spaces"] = tuple(sorted(map(int, spaces.split(",")))) if spaces else ()
    return BookingRow(**values)


# ---------------------------------------------------------------- lists


def day(session: Session, *, day: date, zone_id: int | None = None, called_off: bool = False) -> list[BookingRow]:
    """The bookings that hold a room at any time of a day (setup and teardown included), by start.

    Of a zone those of its rooms: a room of another zone may hold a space of it all the same.

    With ``called_off`` also those that were to begin that day and were cancelled or missed: they hold nothing.
    """
    start = datetime.combine(day, time())
    found = rows(session, _DAY, start=start, end=start + DAY, zone=zone_id)
    if called_off:
        found += rows(session, _CALLED_OFF, start=start, end=start + DAY, zone=zone_id)
        found.sort(key=_by_start)
    return found


def week(session: Session, *, room_id: int, first: date, called_off: bool = False) -> list[BookingRow]:
    """The bookings that hold a space of a room within seven days from ``first``, by start.

    With ``called_off`` also those of it, or of a room that shares a space, that were cancelled or missed.
    """
    start = datetime.combine(first, time())
    found = rows(session, _WEEK, start=start, end=start + WEEK * DAY, room=room_id)
    if called_off:
        found += rows(session, _CALLED_OFF_WEEK, start=start, end=start + WEEK * DAY, room=room_id)
        found.sort(key=_by_start)
    return found


def _by_start(row: BookingRow) -> tuple[datetime, int]:
    return row.starts_at, row.id


def booking(session: Session, *, booking_id: int) -> BookingRow | None:
    """One booking, or None."""
    return next(iter(rows(session, _ONE, id=booking_id)), None)


def unfinished(session: Session, *, before: datetime, since: datetime | None = None) -> list[BookingRow]:
    """The bookings that were over at ``before`` and have no end state, by start; of those begun from ``since`` on."""
    return rows(session, _UNFINISHED, start=since or datetime.min, end=before)


# ---------------------------------------------------------------- verdicts


def problems_of_booking(session: Session, *, draft: BookingDraft, now: datetime) -> list[Problem]:
    """Everything that stands against a booking, for a verdict before the deed; [] when nothing does."""
    return plans.problems_of(session, _plan(session, draft), now)


def ways_out(session: Session, *, draft: BookingDraft, now: datetime) -> list[WayOut]:
    """The nearest rooms and times in which what the draft asks for is possible, at most six, nearest first.

    [] where it is possible as it is, or its span is none.
    """
    return plans.ways_of(session, _plan(session, draft), now)


def _plan(session: Session, draft: BookingDraft) -> plans.Plan:
    standing = None if draft.booking_id is None else session.get(Booking, draft.booking_id)
    return plans.plan(session, draft, standing)
