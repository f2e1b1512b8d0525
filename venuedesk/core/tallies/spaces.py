"""How long zones, rooms and spaces were open in a month, and how long they were used."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from venuedesk.core import calendar
from venuedesk.core.calendar import Calendar
from venuedesk.core.db import read
from venuedesk.core.tallies.counting import MONTH
from venuedesk.core.tallies.rows import SpaceLine
from venuedesk.core.tallies.rules import share

ZONE, ROOM, SPACE = "zone", "room", "space"

_PLACES = (
    "SELECT p.id, p.zone_id, z.name, p.name, substr(p.retired_at, 1, 10)"
    " FROM {table} p JOIN zones z ON z.id = p.zone_id"
    " WHERE p.retired_at IS NULL OR p.retired_at >= :first ORDER BY p.zone_id, p.position, p.id"
)
_SPACES, _ROOMS = (text(_PLACES.format(table=table)) for table in ("spaces", "rooms"))
_USE = "kind IN ('space_use', 'extended_use')"
_USED = text(
    "SELECT space_id, sum((kind = 'space_use') * minutes), sum((kind = 'extended_use') * minutes),"
    f" count(DISTINCT source_id) {MONTH} AND {_USE} GROUP BY space_id"
)
_ROOM_USED = text(  # once for all the spaces of a room
    "SELECT room_id, sum(plain), sum(extended) FROM (SELECT source_id, max((kind = 'space_use') * minutes) AS plain,"
    f" max((kind = 'extended_use') * minutes) AS extended {MONTH} AND {_USE} GROUP BY source_id, day)"
    " JOIN bookings ON bookings.id = source_id GROUP BY room_id"
)
_SESSIONS = text(
    "SELECT room_id, sum((kind = 'session') * n), sum((kind = 'attendance') * n) FROM"
    f" (SELECT source_id, kind, quantity AS n {MONTH} AND kind IN ('session', 'attendance') AND source = 'bookings')"
    " JOIN bookings ON bookings.id = source_id GROUP BY room_id"
)
_ALONE = text(  # rooms that are one space, which belongs to no other room
    "SELECT min(space_id), room_id FROM room_spaces GROUP BY room_id HAVING count(*) = 1"
    " AND (SELECT count(*) FROM room_spaces other WHERE other.space_id = room_spaces.space_id) = 1"
)


@dataclass(frozen=True)
class Place:
    """A room or a space in its zone."""

    id: int
    zone_id: int
    zone: str
    name: str
    gone_on: str | None  # the day on which it was retired, the last on which it is open


Hours = dict[int | None, Calendar]  # the calendar of each zone that has rooms or spaces; None is the venue's
Minutes = tuple[int, int]  # ordinary and extended


def load_hours(session: Session, since: date) -> Hours:
    """The calendars that are right from a day on."""
    zones = {place.zone_id for query in (_SPACES, _ROOMS) for place in _places(session, query, since)}
    return {zone: calendar.load(session, zone_id=zone, since=since) for zone in (None, *sorted(zones))}


def _places(session: Session, query: Any, first: date) -> list[Place]:
    """The spaces or the rooms that were in use on or after a day."""
    return [Place(*row) for row in read(session, query, first=first.isoformat())]


def open_minutes(hours: Calendar, first: date, last: date) -> Minutes:
    """How long it is open on the days from ``first`` to ``last``."""
    windows = [w for n in range((last - first).days + 1) for w in hours.windows(first + timedelta(days=n))]
    plain, extended = (sum(w.closes - w.opens for w in windows if w.extended is kind) for kind in (False, True))
    return plain, extended


def minutes_of_all(session: Session, first: date, last: date, hours: Hours) -> int:
    """The ordinary open minutes of all spaces together."""
    return sum(plain for plain, _extended in _opened(_places(session, _SPACES, first), first, last, hours).values())


def _opened(places: Sequence[Place], first: date, last: date, hours: Hours) -> dict[Place, Minutes]:
    """How long each place was open, up to the day on which it was retired."""
    known: dict[tuple[int, date], Minutes] = {}
    found = {}
    for place in places:
        until = last if place.gone_on is None else min(last, date.fromisoformat(place.gone_on))
        key = (place.zone_id, until)
        if key not in known:
            known[key] = open_minutes(hours[place.zone_id], first, until)
        found[place] = known[key]
    return found


def lines(session: Session, first: date, last: date, hours: Hours, decimals: int) -> tuple[SpaceLine, ...]:
    """Each zone with its rooms and its spaces; a room that is one space of its own is told once, as that space."""
    span = {"first": first.isoformat(), "last": last.isoformat()}
    pieces, rooms = (_places(session, query, first) for query in (_SPACES, _ROOMS))
    opened = _opened((*pieces, *rooms), first, last, hours)
    used = {id_: (plain, extended, n) for id_, plain, extended, n in read(session, _USED, **span)}
    own = {id_: (plain, extended) for id_, plain, extended in read(session, _ROOM_USED, **span)}
    held = {id_: (n, people) for id_, n, people in read(session, _SESSIONS, **span)}
    alone: dict[int, int] = {space: room for space, room in read(session, _ALONE)}
    joined = [p for p in rooms if p.id not in alone.values()]
    found = []
    for zone_id, zone in sorted({(p.zone_id, p.zone) for p in (*pieces, *rooms)}):
        here, inside = ([p for p in places if p.zone_id == zone_id] for places in (pieces, rooms))
        minutes = [used.get(p.id, (0, 0, 0)) for p in here]
        sessions = [held.get(p.id, (0, 0)) for p in inside]
        counts = (sum(n for n, _people in sessions), sum(people for _n, people in sessions))
        total = (sum(m[0] for m in minutes), sum(m[1] for m in minutes))
        all_open = (sum(opened[p][0] for p in here), sum(opened[p][1] for p in here))
        found.append(_line(ZONE, zone, "", counts, total, all_open, decimals))
        for p in (p for p in inside if p in joined):
            used_here = own.get(p.id, (0, 0))
            found.append(_line(ROOM, zone, p.name, held.get(p.id, (0, 0)), used_here, opened[p], decimals))
        for p, (plain, extended, n) in zip(here, minutes, strict=True):
            people = held.get(alone[p.id], (0, 0))[1] if p.id in alone else None
            found.append(_line(SPACE, zone, p.name, (n, people), (plain, extended), opened[p], decimals))
    return tuple(found)


def _line(
    kind: str, zone: str, name: str, held: tuple[int, int | None], used: Minutes, opened: Minutes, decimals: int
) -> SpaceLine:
    told = share(used[0], opened[0], decimals)
    return SpaceLine(kind, zone, name, *held, used[0], opened[0], told, used[1], opened[1])
