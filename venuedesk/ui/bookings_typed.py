"""What the entry line means on the page of rooms."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from venuedesk.core import bookings, codes, rooms
from venuedesk.core.bookings import BookingRow
from venuedesk.ui.bookings_words import day_meant, plain, time_typed
from venuedesk.ui.choice import initials

if TYPE_CHECKING:
    from venuedesk.core.desk import Desk

SHORT = 4  # digits that are a mistyped day or time; more are a code
_DAY_OR_TIME = re.compile(r"[\d:.点月日号~–—-]{1,11}")


@dataclass(frozen=True)
class Typed:
    """One meaning: a day, a time with or without an end, a booking, a room, or words that several bookings fit."""

    day: date | None = None
    minute: int | None = None
    until: int | None = None
    booking: BookingRow | None = None
    room_id: int | None = None
    words: str = ""
    scanned: bool = False  # the desk has its part in it too
    unknown: bool = False  # nothing here; neither a code that the desk could register


def meaning(desk: "Desk", text: str, *, shown: date, known: Sequence[rooms.RoomRow]) -> Typed | None:
    """What is meant: a time, a day, a code of the desk (None), a booking, a room, nothing; None leaves it to the desk.

    All the initials of a room are the room, whoever has the same.
    """
    typed = time_typed(text)
    if typed is not None:
        return Typed(minute=typed[0], until=typed[1])
    day = day_meant(text, today=desk.now().date(), shown=shown)
    if day is not None:
        return Typed(day=day)
    known_codes = desk.ask(codes.what_is, code=codes.fold(text))
    if [one.kind for one in known_codes] == [codes.BOOKING]:
        return Typed(booking=desk.ask(bookings.booking, booking_id=known_codes[0].id), scanned=True)
    if known_codes:
        return None
    named = next((room.id for room in known if initials(room.name) == text.strip().casefold()), None)
    if named is not None:
        return Typed(room_id=named)
    found = desk.ask(bookings.found, words=text, now=desk.now(), limit=2)
    if found.total == 1:
        return Typed(booking=found.rows[0])
    if found.total:
        return Typed(words=text)
    room = _room(text, known)
    if room is not None:
        return Typed(room_id=room)
    return Typed(unknown=True) if _is_no_code(text) else None


def _is_no_code(text: str) -> bool:
    """Whether it is words, or a mistyped day or time: no card or book has such a number."""
    words = plain(text)
    mistyped = _DAY_OR_TIME.fullmatch(words) is not None and not (words.isdigit() and len(words) > SHORT)
    return mistyped or not any(c.isdigit() for c in words)


def _room(text: str, known: Sequence[rooms.RoomRow]) -> int | None:
    """The first room whose name has the words in it, or whose initials begin so."""
    low = text.strip().casefold()
    names = [(room.id, room.name.casefold()) for room in known]
    fits = [i for i, name in names if low in name] or [i for i, name in names if initials(name).startswith(low)]
    return fits[0] if fits else None
