"""The nearest ways out for a booking that is not possible as asked: plain values in and out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from venuedesk.core.bookings.rows import WayOut
from venuedesk.core.bookings.spans import DAY, MINUTE, meet

MOST = 6  # ways out that are offered
ROOMS, DAYS = 3, 2  # of them at most so many other rooms, and so many other days
AHEAD = 14  # days that are looked at for the same time

Span = tuple[datetime, datetime]
Taken = Mapping[int, Sequence[Span]]  # by space, setup and teardown included, in any order
Runs = Mapping[int, Sequence[Span]]  # by zone: when it is open without a break


@dataclass(frozen=True)
class Place:
    """A room in one of its layouts (None: bare), with what it holds, takes before and after, and its spaces."""

    room_id: int
    room: str
    zone_id: int
    layout_id: int | None
    layout: str
    capacity: int
    setup: timedelta
    teardown: timedelta
    spaces: tuple[int, ...]

    def takes(self, starts_at: datetime, ends_at: datetime) -> Span:
        """When its spaces are taken by a session."""
        return starts_at - self.setup, ends_at + self.teardown


@dataclass(frozen=True)
class Wish:
    """What was asked for; nothing before ``earliest`` is offered."""

    place: Place
    starts_at: datetime
    ends_at: datetime
    expected: int
    earliest: datetime

    @property
    def length(self) -> timedelta:
        """How long the session is."""
        return self.ends_at - self.starts_at


def nearest(wish: Wish, places: Sequence[Place], taken: Taken, runs: Runs) -> list[WayOut]:
    """At most six ways out, the nearest in time first, at the same time the smaller room first.

    They are: other rooms, or other layouts where the one asked for is too small, that fit at the same time; the nearest
    earlier and later start in the same room on that day; the next days on which the room is free at that time. Each
    lies whole within open hours. Nothing is offered where the wish itself is possible.
    """
    fits = wish.expected <= wish.place.capacity
    if fits and is_free(wish.place, wish.starts_at, wish, taken, runs):
        return []
    found = [*_rooms(wish, places, taken, runs)]
    if fits:
        found += [(wish.place, start) for start in _times(wish, taken, runs)]
        found += [(wish.place, start) for start in _days(wish, taken, runs)]
    found.sort(key=lambda way: abs(way[1] - wish.starts_at))
    return [_way(place, start, wish) for place, start in found[:MOST]]


def is_free(place: Place, start: datetime, wish: Wish, taken: Taken, runs: Runs) -> bool:
    """Whether a session of the wish's length can begin in a place at ``start``."""
    if start < wish.earliest:
        return False
    end = start + wish.length
    if not any(opens <= start and end <= closes for opens, closes in runs.get(place.zone_id, ())):
        return False
    span = place.takes(start, end)
    return not any(meet(span, other) for space in place.spaces for other in taken.get(space, ()))


def _rooms(wish: Wish, places: Sequence[Place], taken: Taken, runs: Runs) -> Iterator[tuple[Place, datetime]]:
    """The smallest places that fit at the same time; a room is offered once.

    Those at least half as large as the one asked for come first (no table for a hall), of them those of its zone.
    """
    fitting = (p for p in places if p.capacity >= wish.expected and _is_other(p, wish))
    rooms: set[int] = set()
    zone, least = wish.place.zone_id, wish.place.capacity / 2
    for place in sorted(fitting, key=lambda p: (p.capacity < least, p.zone_id != zone, p.capacity, p.room_id)):
        if len(rooms) < ROOMS and place.room_id not in rooms and is_free(place, wish.starts_at, wish, taken, runs):
            rooms.add(place.room_id)
            yield place, wish.starts_at


def _is_other(place: Place, wish: Wish) -> bool:
    """Another room in the layout that was asked for, or the same room furnished for more."""
    if place.room_id != wish.place.room_id:
        return place.layout == wish.place.layout
    return wish.expected > wish.place.capacity and bool(place.layout) >= bool(wish.place.layout)


def _times(wish: Wish, taken: Taken, runs: Runs) -> Iterator[datetime]:
    """The nearest starts on the same day, before and after the one asked for: they lie at the edge of something."""
    midnight = datetime.combine(wish.starts_at.date(), time())
    edges = {midnight, midnight + DAY - MINUTE, wish.earliest}
    for opens, closes in runs.get(wish.place.zone_id, ()):
        edges |= {opens, closes - wish.length}
    for space in wish.place.spaces:
        for begins, ends in taken.get(space, ()):
            edges |= {begins - wish.place.teardown - wish.length, ends + wish.place.setup}
    day = [edge for edge in edges if midnight <= edge < midnight + DAY]
    starts = [start for start in day if is_free(wish.place, start, wish, taken, runs)]
    before = [start for start in starts if start < wish.starts_at]
    after = [start for start in starts if start > wish.starts_at]
    yield from [max(before)] if before else []
    yield from [min(after)] if after else []


def _days(wish: Wish, taken: Taken, runs: Runs) -> list[datetime]:
    later = (wish.starts_at + n * DAY for n in range(1, AHEAD + 1))
    return [start for start in later if is_free(wish.place, start, wish, taken, runs)][:DAYS]


def _way(place: Place, start: datetime, wish: Wish) -> WayOut:
    return WayOut(place.room_id, place.room, place.layout_id, place.layout, start, start + wish.length)


def days_of(wish: Wish) -> tuple[date, date]:
    """The first and last day whose opening hours are needed."""
    return wish.starts_at.date(), wish.ends_at.date() + AHEAD * DAY
