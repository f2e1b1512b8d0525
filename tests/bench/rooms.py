"""Rooms and doors beside plain SQL: the day, a booking found, made and moved, and a tap."""

import os
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from tests.bench import venue
from tests.bench.core import Bench, journal_text
from tests.bench.measure import Line, Times, at_most, beside, of_times, read_line, write_line
from venuedesk.core import bookings, calendar, search, visits
from venuedesk.core.bookings import BookingDraft
from venuedesk.core.search import words

DAY_MS, TAP_BYTES = 20.0, 250.0
DOOR = 1
HORIZON = 60  # days ahead in which there is room for more
HOURS = range(9, 20)
PURPOSE = "合唱排练"


@dataclass(frozen=True)
class Slot:
    """A free hour of a room of one space."""

    room: int
    space: int
    starts: datetime

    @property
    def ends(self) -> datetime:
        """When it is over."""
        return self.starts + timedelta(hours=1)


def slots(bench: Bench, n: int) -> list[Slot]:
    """Free hours in the coming weeks at random, each once."""
    raw = bench.raw(write=False)
    alone = raw.execute(
        "SELECT room_id, min(space_id) FROM room_spaces GROUP BY room_id HAVING count(*) = 1"
    ).fetchall()
    today = bench.now.date()
    hours = bench.desk.ask(calendar.load, since=today)
    days = [today + timedelta(days=1 + k) for k in range(HORIZON)]
    sql = "SELECT space_id, starts_at, ends_at FROM occupancy WHERE ends_at > ?"
    taken: dict[tuple[int, str], list[tuple[str, str]]] = {}
    for space, starts, ends in raw.execute(sql, (today.isoformat(),)):
        taken.setdefault((space, starts[:10]), []).append((starts, ends))
    found = []
    for day in filter(hours.windows, days):
        for room, space in alone:
            for hour in HOURS:
                one = Slot(room, space, datetime(day.year, day.month, day.day, hour))
                busy = taken.get((space, day.isoformat()), ())
                if not any(s < one.ends.isoformat() and e > one.starts.isoformat() for s, e in busy):
                    found.append(one)
    return bench.chance.sample(found, n)


# ---------------------------------------------------------------- reads


def days(bench: Bench, n: int) -> list[date]:
    """Days with bookings at random, out of all the years."""
    (first,) = bench.raw(write=False).execute("SELECT min(starts_at) FROM bookings").fetchone()
    span = (venue.NOW.date() - date.fromisoformat(first[:10])).days
    open_ = bench.desk.ask(calendar.load).windows
    some = [venue.NOW.date() - timedelta(days=k) for k in range(span)]
    return bench.chance.choices(list(filter(open_, some)), k=n)


def names(bench: Bench, n: int) -> list[str]:
    """Whom bookings are for, at random: units, members and callers."""
    raw = bench.raw(write=False)
    sqls = (
        "SELECT name FROM units WHERE id > 1",
        "SELECT m.name FROM bookings b JOIN members m ON m.id = b.member_id",
        "SELECT caller FROM bookings WHERE caller <> ''",
    )
    known = [[name for (name,) in raw.execute(sql)] for sql in sqls]
    return [bench.chance.choice(known[k % 3]) for k in range(n)]


def show_day(bench: Bench, day: date) -> Any:
    """The day of all rooms."""
    return bench.desk.ask(bookings.day, day=day)


def find(bench: Bench, name: str) -> Any:
    """The bookings of a name."""
    return bench.desk.ask(bookings.found, words=name, now=bench.now)


def reads(bench: Bench, n: int) -> list[Line]:
    """The day of all rooms, and a booking found by name, beside plain SQL in turn."""
    mine, theirs = Times(), Times()
    some = days(bench, 2 * n)
    for day, other in zip(some[:n], some[n:], strict=True):
        assert mine.run(show_day, bench, day)
        end = other + timedelta(days=1)
        values = {"start": f"{other}T00:00:00", "end": f"{end}T00:00:00"}
        theirs.run(bench.run_plain("day_of_rooms", values))
    name = "day of 20 rooms"
    day_line = Line(name, of_times(mine), f"{DAY_MS:g} ms", mine.p95 > DAY_MS, of_times(theirs))
    mine, theirs = Times(), Times()
    keys = names(bench, 2 * n)
    for key, other in zip(keys[:n], keys[n:], strict=True):
        assert mine.run(find, bench, key).rows, key
        asked = f"chars : {words.phrase(words.tokens(other))}"
        values = {"name": other, "asked": asked, "words": search.booking_asked(other), "now": bench.now.isoformat()}
        theirs.run(bench.run_plain("booking_found", values))
    return [day_line, read_line("booking by name", mine, theirs)]


# ---------------------------------------------------------------- writes


def book_and_move(bench: Bench, there: Slot, then: Slot, times: dict[str, Times]) -> None:
    """Make a booking for a unit, and move it to another room and time."""
    unit = bench.chance.randrange(2, 402)
    draft = BookingDraft(room_id=there.room, starts_at=there.starts, ends_at=there.ends, unit_id=unit, purpose=PURPOSE)
    slip = times["book"].run(lambda: bench.desk.do(bookings.book, draft=draft, now=bench.later()))
    place = {"room_id": then.room, "layout_id": None, "starts_at": then.starts, "ends_at": then.ends}
    times["move"].run(lambda: bench.desk.do(bookings.move, booking_id=slip.booking_id, **place, now=bench.later()))


def tap(bench: Bench, times: Times) -> None:
    """Count one visitor."""
    times.run(lambda: bench.desk.do(visits.count_visitors, door_id=DOOR, count=1, now=bench.later()))


def writes(bench: Bench, n: int) -> list[Line]:
    """A booking made and moved, and a tap, beside plain SQL in turn."""
    ours, plain = ({name: Times() for name in ("book", "move", "tap")} for _who in range(2))
    some = slots(bench, 4 * n)
    for a, b, c, d in zip(*(some[k::4] for k in range(4)), strict=True):
        unit = bench.chance.randrange(2, 402)
        for name, slot in (("book", a), ("move", b)):
            plain[name].run(bench.run_plain(name, _plain_values(bench, slot, unit), write=True))
        book_and_move(bench, c, d, ours)
        plain["tap"].run(bench.run_plain("tap", _tap_values(bench), write=True))
        tap(bench, ours["tap"])
    lines = [write_line("booking made", ours["book"], plain["book"])]
    lines.append(write_line("booking moved", ours["move"], plain["move"]))
    limits = {"factor": 1, "more": 2, "p95_factor": 1, "p95_more": 4}
    return [*lines, beside("tap at the door", ours["tap"], plain["tap"], **limits)]


def tap_bytes(bench: Bench, n: int) -> list[Line]:
    """By how many bytes the journal grows for one tap."""
    before = bench.journal_size()
    for _n in range(n):
        tap(bench, Times())
    grown = (bench.journal_size() - before) / n
    return [at_most("journal, a tap", grown, TAP_BYTES, "bytes", digits=0)]


def _plain_values(bench: Bench, slot: Slot, unit: int) -> dict[str, Any]:
    now, starts, ends = (at.isoformat() for at in (bench.later(), slot.starts, slot.ends))
    slip = {"booking_id": 1, "room_id": slot.room, "starts_at": starts, "ends_at": ends}
    image = {"code": "ABCDEFGH", **slip, "setup_minutes": 0, "teardown_minutes": 0, "unit_id": unit, "caller": ""}
    more = {"phone": "", "purpose": PURPOSE, "expected": 1, "reason": "", "note": "", "made_at": now}
    return {
        "unit": unit,
        "room": slot.room,
        "space": slot.space,
        "starts": starts,
        "ends": ends,
        "since": (slot.starts - timedelta(days=7)).isoformat(),
        "day": starts[:10],
        "now": now,
        "purpose": PURPOSE,
        "words": " ".join(words.tokens(PURPOSE)),
        "slip": journal_text(slip),
        "image": journal_text({**image, "state": "booked", **more}),
        "taken": journal_text({"booking_id": 1, "space_id": slot.space, "starts_at": starts, "ends_at": ends}),
        "moved": journal_text({"room_id": slot.room, "starts_at": starts, "ends_at": ends}),
        "salt": os.urandom(8),
        "hash": os.urandom(32),
    }


def _tap_values(bench: Bench) -> dict[str, Any]:
    now = bench.later().isoformat()
    slip = {"door_id": DOOR, "count": 1, "hour": 30, "today": 300, "all_doors": 400}
    hour = now[:13] + ":00:00"
    return {"now": now, "day": now[:10], "hour": hour, "slip": journal_text(slip), "hash": os.urandom(32)}
