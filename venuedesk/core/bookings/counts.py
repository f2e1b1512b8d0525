"""What a booking that took place counts: plain values in and out."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from venuedesk.core import events
from venuedesk.core.bookings.spans import MINUTE, Opening, minutes_of


def counted(
    starts_at: datetime,
    ends_at: datetime,
    *,
    zone_id: int,
    spaces: Iterable[tuple[int, int, Sequence[Opening]]],
    unknown: int,
    unit_id: int | None,
) -> Iterator[dict[str, Any]]:
    """The events of a session as columns, all of them at its start: itself, the minutes of its spaces, its people.

    ``spaces`` are (space, its zone, the zone's openings); ``unknown`` are those who did not sign in; they came from
    ``unit_id``, None where an outside caller booked, who is no unit.
    """
    yield {"kind": events.SESSION, "zone_id": zone_id, "minutes": (ends_at - starts_at) // MINUTE}
    for space_id, zone, openings in spaces:
        minutes = minutes_of(starts_at, ends_at, openings)
        for kind, n in ((events.SPACE_USE, minutes.ordinary), (events.EXTENDED_USE, minutes.extended)):
            if n:
                yield {"kind": kind, "zone_id": zone, "space_id": space_id, "minutes": n}
    if unknown:
        yield {"kind": events.ATTENDANCE, "zone_id": zone_id, "quantity": unknown, "unit_id": unit_id}
