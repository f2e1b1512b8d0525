"""The verbs of bookings. A holder is a unit, else a member, else a caller; a booking is told by its holder.

palace                                        the rooms of rooms_scene, open every day but Monday 9 to 21
room 乒乓球台1 capacity=4     a room more; layout 东厅 沙龙 capacity=30 setup=15 teardown=15; unit 机械厂
book 大厅 14:00-16:00 王先生 phone=138.. n=30 layout=课桌 purpose=合唱 state=tentative
move 王先生 东厅 11-21/14:00-16:00 layout=课桌   a span may name its day, +02:00 is the next day's
change 王先生 n=40 purpose=讲座
swap 王先生 李女士 rooms                        or times; both without a word
set 王先生 awaiting · arrive 王先生 · end 王先生 28 · missed 王先生 没人来 · call off 王先生 生病
slip 王先生                                    its slip is scanned
shut 2026-11-25 检修                           the day is closed, or open in other hours, by the command that asks
booking is 王先生 state=booked room=大厅        what stands
taken 东 13:30-16:15                           when a space is taken that day, setup and teardown included; or nothing
counts 王先生 session=120 东=120 attendance=30
offers 大厅 14:00-16:00 n=30 : 舞蹈室 14:00 ; 大厅 16:00
finds 合唱 王先生 · awaited 王先生 · unfinished 王先生
"""

import re
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from tests.stories import rooms_scene, scene
from tests.stories.runner import Stage, _need, _options, _pairs, _plain, aside, verb
from venuedesk.core import bookings, calendar, events, front, lending
from venuedesk.core.bookings import Booking, Occupancy
from venuedesk.core.people import Member, Unit
from venuedesk.core.rooms import Space

# ---------------------------------------------------------------- the scene


@aside("palace")
def _palace(stage: Stage) -> None:
    rooms_scene.build_palace(stage.file, stage.clock)


@aside("room")
def _room(stage: Stage, name: str, *words: str) -> None:
    spaces = [word for word in words if "=" not in word]
    more: dict[str, Any] = _options(tuple(word for word in words if "=" in word))
    if "capacity" in more:
        more["capacity"] = int(more["capacity"])
    rooms_scene.add_room(stage.file, stage.clock, name, *spaces, **more)


@aside("layout")
def _layout(stage: Stage, room: str, name: str, *words: str) -> None:
    numbers = {key: int(value) for key, value in _options(words).items()}
    rooms_scene.add_layout(stage.file, stage.clock, room, name, **numbers)


@aside("unit")
def _unit(stage: Stage, name: str, phone: str = "") -> None:
    rooms_scene.add_unit(stage.file, stage.clock, name, phone)


@aside("retire room")
def _retire_room(stage: Stage, name: str) -> None:
    rooms_scene.retire_room(stage.file, stage.clock, name)


@aside("retire layout")
def _retire_layout(stage: Stage, room: str, name: str) -> None:
    rooms_scene.retire_layout(stage.file, stage.clock, room, name)


@aside("retire unit")
def _retire_unit(stage: Stage, name: str) -> None:
    rooms_scene.retire_unit(stage.file, stage.clock, name)


@aside("exception")
def _exception(stage: Stage, kind: str, first: str, *words: str) -> None:
    days = [date.fromisoformat(word) for word in (first, *(w for w in words if "=" not in w))]
    more = _options(tuple(word for word in words if "=" in word))
    rooms_scene.add_exception(stage.file, stage.clock, kind, days[0], days[-1], **more)


# ---------------------------------------------------------------- words into values


def span_of(stage: Stage, words: str) -> tuple[datetime, datetime]:
    """14:00-16:00, 11-21/14:00-16:00, 22:00-+02:00, 11-21/14:00-11-23/12:00."""
    match = re.fullmatch(r"(?:(\d\d-\d\d)/)?(\d\d:\d\d)-(?:(\d\d-\d\d)/)?(\+?)(\d\d:\d\d)", words)
    _need(match is not None, f"no span: {words}")
    assert match is not None
    first, begins, last, plus, ends = match.groups()
    year = stage.clock.year
    day = date.fromisoformat(f"{year}-{first}") if first else stage.clock.date()
    until = date.fromisoformat(f"{year}-{last}") if last else day + timedelta(days=bool(plus))
    return tuple(datetime.fromisoformat(f"{d}T{t}") for d, t in ((day, begins), (until, ends)))  # type: ignore[return-value]


def holder_of(stage: Stage, name: str) -> dict[str, Any]:
    table: Any
    with scene.Session(stage.file.reader) as session:
        for key, table in (("unit_id", Unit), ("member_id", Member)):
            found = session.scalar(select(table.id).where(table.name == name))
            if found is not None:
                return {key: found}
    return {"caller": name}


def values_of(stage: Stage, room: str, words: tuple[str, ...]) -> dict[str, Any]:
    """The values of a draft that are named: n, layout, phone, purpose, state, note, caller."""
    values: dict[str, Any] = _options(words)
    if "n" in values:
        values["expected"] = int(values.pop("n"))
    if "layout" in values:
        name = values.pop("layout")
        values["layout_id"] = None if name == "none" else rooms_scene.layout_named(stage.file, room, name)
    return values


def draft_of(stage: Stage, room: str, span: str, name: str, words: tuple[str, ...]) -> bookings.BookingDraft:
    starts_at, ends_at = span_of(stage, span)
    room_id = rooms_scene.room_named(stage.file, room)
    holder = holder_of(stage, name) if name else {}
    values = holder | values_of(stage, room, words)
    if "caller" in holder:
        values.setdefault("phone", "13800001111")
    return bookings.BookingDraft(room_id=room_id, starts_at=starts_at, ends_at=ends_at, **values)


def booking_of(stage: Stage, name: str) -> bookings.BookingRow:
    """The booking of a holder that was made last."""
    holder = holder_of(stage, name)
    (key, value), *_rest = holder.items()
    newest = select(Booking.id).where(getattr(Booking, key) == value).order_by(Booking.id.desc()).limit(1)
    row = stage.desk.ask(bookings.booking, booking_id=scene.read(stage.file, newest))
    assert row is not None
    return row


# ---------------------------------------------------------------- the deeds


def perform(stage: Stage, command: Any, **wanted: Any) -> front.Answer:
    return stage.front.perform(command, now=stage.clock, **wanted)


@verb("book")
def _book(stage: Stage, room: str, span: str, name: str = "", *words: str) -> front.Answer:
    return perform(stage, bookings.book, draft=draft_of(stage, room, span, name, words))


@verb("move")
def _move(stage: Stage, name: str, room: str, span: str, *words: str) -> front.Answer:
    row = booking_of(stage, name)
    starts_at, ends_at = span_of(stage, span)
    room_id = rooms_scene.room_named(stage.file, room)
    layout_id = row.layout_id if room_id == row.room_id else None
    layout_id = values_of(stage, room, words).get("layout_id", layout_id)
    place = {"room_id": room_id, "starts_at": starts_at, "ends_at": ends_at, "layout_id": layout_id}
    return perform(stage, bookings.move, booking_id=row.id, **place)


@verb("change")
def _change(stage: Stage, name: str, *words: str) -> front.Answer:
    row = booking_of(stage, name)
    names = (n for n in bookings.BookingDraft.__dataclass_fields__ if n != "booking_id")
    values = {n: getattr(row, n) for n in names} | values_of(stage, row.room, words)
    if "for" in values:
        values |= {"unit_id": None, "member_id": None} | holder_of(stage, values.pop("for"))
    return perform(stage, bookings.change, draft=bookings.BookingDraft(**values, booking_id=row.id))


@verb("swap")
def _swap(stage: Stage, name: str, other: str, what: str = "") -> front.Answer:
    ids = {"booking_id": booking_of(stage, name).id, "other_id": booking_of(stage, other).id}
    kinds = {"": (True, True), "rooms": (True, False), "times": (False, True), "nothing": (False, False)}
    rooms, times = kinds[what]
    return perform(stage, bookings.swap, **ids, rooms=rooms, times=times)


@verb("set")
def _set(stage: Stage, name: str, state: str) -> front.Answer:
    return perform(stage, bookings.set_state, booking_id=booking_of(stage, name).id, state=state)


@verb("arrive")
def _arrive(stage: Stage, name: str) -> front.Answer:
    return perform(stage, bookings.check_in, booking_id=booking_of(stage, name).id)


@verb("end")
def _end(stage: Stage, name: str, attended: str = "") -> front.Answer:
    came = int(attended) if attended else None
    return perform(stage, bookings.end, booking_id=booking_of(stage, name).id, attended=came)


@verb("missed")
def _missed(stage: Stage, name: str) -> front.Answer:
    return perform(stage, bookings.mark_no_show, booking_id=booking_of(stage, name).id)


@verb("call off")
def _call_off(stage: Stage, name: str) -> front.Answer:
    return perform(stage, bookings.cancel, booking_id=booking_of(stage, name).id)


@verb("slip")
def _slip(stage: Stage, name: str) -> front.Answer | None:
    stage.tick += 10
    return stage.front.scan(booking_of(stage, name).code, tick=stage.tick)


@verb("shut")
def _shut(stage: Stage, day: str, reason: str, hours: str = "") -> front.Answer:
    when = date.fromisoformat(day)
    kind, windows = calendar.OPEN if hours else calendar.CLOSED, calendar.windows_of(hours)
    change = calendar.ExceptionDraft(first=when, last=when, kind=kind, reason=reason, windows=windows)
    return perform(stage, lending.change_calendar, change=change)


# ---------------------------------------------------------------- what stands


@aside("booking is")
def _booking_is(stage: Stage, name: str, *words: str) -> None:
    row = booking_of(stage, name)
    for key, wanted in _pairs(list(words)):
        _need(hasattr(row, key), f"a booking has no {key}")
        found = _plain(getattr(row, key))
        found = found if key not in ("starts_at", "ends_at", "arrived_at") else found[5:].replace("T", "/")
        _need(found == wanted, f"{key} is {found}, not {wanted}")


@aside("unbooked")
def _no_booking(stage: Stage, name: str) -> None:
    (key, value), *_rest = holder_of(stage, name).items()
    with scene.Session(stage.file.reader) as session:
        found = session.scalar(select(Booking.id).where(getattr(Booking, key) == value))
    _need(found is None, f"{name} has booking {found}")


@aside("taken")
def _taken(stage: Stage, space: str, *wanted: str) -> None:
    """When a space is taken, as far as it reaches into today; a span may begin with its day, as in move."""
    midnight = datetime.combine(stage.clock.date(), datetime.min.time())
    query = (
        select(Occupancy.starts_at, Occupancy.ends_at)
        .join(Space, Space.id == Occupancy.space_id)
        .where(Space.name == space, Occupancy.ends_at > midnight)
        .order_by(Occupancy.starts_at)
    )
    with scene.Session(stage.file.reader) as session:
        found = [tuple(row) for row in session.execute(query)]
    spans = [span_of(stage, words) for words in wanted if words != "nothing"]
    said = ", ".join(f"{a:%m-%d/%H:%M}-{b:%m-%d/%H:%M}" for a, b in found) or "nothing"
    _need(found == spans, f"{space} is taken {said}")


@aside("counts")
def _counts(stage: Stage, name: str, *wanted: str) -> None:
    """The events of a booking: minutes of the session, of each space (extended ones with a +), people as unknown."""
    row = booking_of(stage, name)
    mine = (events.Event.source == "bookings", events.Event.source_id == row.id)
    found: dict[str, int] = {}
    with scene.Session(stage.file.reader) as session:
        names = {s.id: s.name for s in session.scalars(select(Space))}
        for event in session.scalars(select(events.Event).where(*mine)):
            _need(event.at == row.starts_at, f"it is dated {event.at}")
            extended = "+" if event.kind == events.EXTENDED_USE else ""
            key = event.kind if event.space_id is None else names[event.space_id] + extended
            found[key] = found.get(key, 0) + (event.quantity if event.kind == events.ATTENDANCE else event.minutes)
            if event.kind == events.ATTENDANCE:
                found["unit"] = event.unit_id or 0
    values = dict(_pairs([word for word in wanted if word != "nothing"]))
    if "unit" in values:
        named = values["unit"]
        values["unit"] = "0" if named == "nobody" else str(rooms_scene.unit_named(stage.file, named))
    kept = {key: str(n) for key, n in found.items() if (key in values if key == "unit" else n)}
    _need(kept == values, f"it counts {kept}")


@aside("sign in")
def _sign_in(stage: Stage, name: str, n: str) -> None:
    """People who signed in for a booking, counted where the sign-ins are."""
    row = booking_of(stage, name)

    def deed(session: Any) -> None:
        for _one in range(int(n)):
            kept = {"source": "bookings", "source_id": row.id, "zone_id": row.zone_id}
            events.record(session, kind=events.ATTENDANCE, at=stage.clock, **kept)

    scene.write(stage.file, stage.clock, deed)


@aside("offers")
def _offers(stage: Stage, room: str, span: str, *words: str) -> None:
    """The ways out, in order: room (layout) and the time, with its day where that is another."""
    place = words.index(":")
    draft = draft_of(stage, room, span, "某人", words[:place])
    day = draft.starts_at.date()
    said = []
    for way in stage.desk.ask(bookings.ways_out, draft=draft, now=stage.clock):
        name = f"{way.room}({way.layout})" if way.layout else way.room
        when = f"{way.starts_at:%H:%M}" if way.starts_at.date() == day else f"{way.starts_at:%m-%d/%H:%M}"
        said.append(f"{name} {when}")
    wanted = [w.strip() for w in " ".join(words[place + 1 :]).split(";") if w.strip() != "nothing"]
    _need(said == wanted, f"it offers {' ; '.join(said) or 'nothing'}")


@aside("finds")
def _finds(stage: Stage, words: str, *wanted: str) -> None:
    found = [row.holder for row in stage.desk.ask(bookings.found, words=words, now=stage.clock)]
    _need(found == [w for w in wanted if w != "nothing"], f"found: {' '.join(found) or 'nothing'}")


@aside("unfinished")
def _unfinished(stage: Stage, *wanted: str) -> None:
    found = [row.holder for row in stage.desk.ask(bookings.unfinished, before=stage.clock)]
    _need(found == [w for w in wanted if w != "nobody"], f"unfinished: {' '.join(found) or 'nobody'}")


@aside("rooms today")
def _day_is(stage: Stage, *wanted: str) -> None:
    """Holders of the bookings of today, by start; with ``all`` first those called off too."""
    every = bool(wanted) and wanted[0] == "all"
    rows = stage.desk.ask(bookings.day, day=stage.clock.date(), called_off=every)
    found = [row.holder for row in rows]
    _need(found == [w for w in wanted if w not in ("all", "empty")], f"today: {' '.join(found) or 'empty'}")
