"""How the texts of a booking's slip are looked up again when an old action is shown."""

import json
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from venuedesk.core import slips
from venuedesk.core.db import read
from venuedesk.core.rooms import Room

_BOOKINGS = text(
    "SELECT b.id, coalesce(u.name, m.name, b.caller), b.code FROM json_each(:ids) AS j JOIN bookings AS b"
    " ON b.id = j.value LEFT JOIN units AS u ON u.id = b.unit_id LEFT JOIN members AS m ON m.id = b.member_id"
)
# of a booking that was taken back: as it last stood in the journal
_GONE = text(
    "SELECT c.row_id, coalesce(u.name, m.name, json_extract(c.before, '$.caller'), ''),"
    " coalesce(json_extract(c.before, '$.code'), '') FROM json_each(:ids) AS j JOIN changes AS c"
    " ON c.table_name = 'bookings' AND c.row_id = j.value AND c.after IS NULL"
    " LEFT JOIN units AS u ON u.id = json_extract(c.before, '$.unit_id')"
    " LEFT JOIN members AS m ON m.id = json_extract(c.before, '$.member_id') ORDER BY c.action_id"
)


def _known(session: Session, values: list[dict[str, Any]], key: str) -> dict[int, tuple[str, str]]:
    """Holder and code of each booking that the slips name by ``key``."""
    wanted = {v[key] for v in values if v.get(key) is not None}
    found = {row[0]: (row[1], row[2]) for row in read(session, _BOOKINGS, ids=json.dumps(sorted(wanted)))}
    gone = wanted - found.keys()
    if gone:
        found |= {row[0]: (row[1], row[2]) for row in read(session, _GONE, ids=json.dumps(sorted(gone)))}
    return found


def _names(key: str, place: int) -> slips.Many:
    def names(session: Session, values: list[dict[str, Any]]) -> list[str]:
        found = _known(session, values, key)
        return [found.get(v.get(key, 0), ("", ""))[place] for v in values]

    return names


slips.look_up_many("booking_room", slips.names_by("room_id", select(Room.id, Room.name)))
slips.look_up_many("booking_holder", _names("booking_id", 0))
slips.look_up_many("booking_other", _names("other_id", 0))
slips.look_up_many("booking_code", _names("booking_id", 1))
