"""Undo of bookings: who has the space that one would take again, and what an undo may not leave behind."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, text
from sqlalchemy.orm import Session

from venuedesk.core.bookings import facts, rules
from venuedesk.core.bookings.facts import LONGEST
from venuedesk.core.bookings.queries import UNFINISHED
from venuedesk.core.db import Instant, read
from venuedesk.core.journal.undoing import CONFLICTS, TAKEN
from venuedesk.i18n import _

_ROOMS_OF = text(  # of rows of room_spaces, those that are gone by now too
    "SELECT json_extract(coalesce(after, before), '$.room_id') FROM json_each(:ids) AS j"
    " CROSS JOIN changes ON table_name = 'room_spaces' AND row_id = j.value"
)
_UNFIT = text(
    "SELECT b.id, b.room_id, b.member_id FROM bookings AS b JOIN rooms AS r ON r.id = b.room_id"
    " LEFT JOIN members AS m ON m.id = b.member_id AND b.unit_id IS NULL"
    " WHERE b.id IN (SELECT value FROM json_each(:bookings) UNION"
    "  SELECT x.id FROM json_each(:rooms) AS j CROSS JOIN bookings AS x ON x.room_id = j.value AND x.starts_at > :since"
    "  UNION SELECT x.id FROM json_each(:members) AS j CROSS JOIN bookings AS x ON x.member_id = j.value)"
    f" AND {UNFINISHED} AND b.ends_at > :now"
    " AND (r.retired_at IS NOT NULL OR m.retired_at IS NOT NULL OR EXISTS ("
    "  SELECT space_id FROM room_spaces AS s WHERE s.room_id = r.id AND NOT EXISTS"
    "   (SELECT 1 FROM occupancy AS o WHERE o.booking_id = b.id AND o.space_id = s.space_id)"
    "  UNION ALL SELECT space_id FROM occupancy AS o WHERE o.booking_id = b.id AND NOT EXISTS"
    "   (SELECT 1 FROM room_spaces AS s WHERE s.room_id = r.id AND s.space_id = o.space_id)))"
).bindparams(bindparam("now", type_=Instant), bindparam("since", type_=Instant))
_FURNISHED = text(
    "SELECT DISTINCT row_id FROM changes WHERE table_name = 'room_spaces'"
    " AND json_extract(coalesce(after, before), '$.room_id') = :room"
)

_MISCOUNTED = text(  # of the bookings of some sign-ins
    "SELECT b.id FROM bookings AS b WHERE b.id IN (SELECT json_extract(coalesce(after, before), '$.booking_id')"
    "  FROM json_each(:ids) AS j CROSS JOIN changes ON table_name = 'sign_ins' AND row_id = j.value)"
    " AND b.state IN ('ended', 'no_show', 'cancelled')"
    " AND coalesce(b.attended, 0) <> (SELECT coalesce(sum(quantity), 0)"
    "  FROM events WHERE source = 'bookings' AND source_id = b.id AND kind = 'attendance')"
)


def miscounted(session: Session, names: Collection[tuple[str, int]], _now: datetime) -> set[tuple[str, int]]:
    """The bookings that are over and were counted with these sign-ins, or called off without them.

    No guard of the file can tell it from the sums of events.
    """
    ids = [i for name, i in names if name == "sign_ins"]
    return {("bookings", one) for one in read(session, _MISCOUNTED, ids=json.dumps(ids)).scalars()} if ids else set()


def conflicts(session: Session, names: Collection[tuple[str, int]], now: datetime) -> set[tuple[str, int]]:
    """The rows that stand against what an undo of these rows has left behind; none where every booking is sound.

    That is a booking to come in a room that is retired or has other spaces by now, or of a member who left: the guards
    of the file cannot refuse it, they do not know the time.
    """
    ids = {table: [i for name, i in names if name == table] for table in ("bookings", "rooms", "members")}
    spaces = [i for name, i in names if name == "room_spaces"]
    if spaces:
        ids["rooms"] += read(session, _ROOMS_OF, ids=json.dumps(spaces)).scalars()
    found: set[tuple[str, int]] = set()
    if not any(ids.values()):
        return found
    values = {table: json.dumps(some) for table, some in ids.items()}
    for booking, room, member in read(session, _UNFIT, **values, now=now, since=now - LONGEST).all():
        found |= {("bookings", booking), ("rooms", room), ("members", member)}
        found |= {("room_spaces", one) for one in read(session, _FURNISHED, room=room).scalars()}
    return found


def taken(session: Session, rows: Sequence[dict[str, Any]]) -> tuple[str, str]:
    """Who has a space that one of these rows of occupancy would take, in words, and the way out."""
    own = {row["booking_id"] for row in rows}
    clashes = (clash for row in rows for clash in facts.clashes(session, [row["space_id"]], _span(row), own))
    return rules.room_taken(next(clashes)).text, _("Move or cancel that booking first.")


def _span(row: dict[str, Any]) -> tuple[datetime, datetime]:
    return datetime.fromisoformat(row["starts_at"]), datetime.fromisoformat(row["ends_at"])


CONFLICTS.extend((conflicts, miscounted))
TAKEN["occupancy_free"] = ("occupancy", taken)
