"""Writing bookings from a table, with what they occupy and count: new ones in blocks, changes by the commands."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from venuedesk.core import bookings, journal
from venuedesk.core.bookings import ARRIVED, CANCELLED, ENDED, HOLDING, NO_SHOW, Booking, BookingDraft, Occupancy
from venuedesk.core.bookings.counts import counted
from venuedesk.core.bookings.facts import next_id, zones_of
from venuedesk.core.bookings.numbers import code_of
from venuedesk.core.events import Event
from venuedesk.core.journal import Imported
from venuedesk.core.people import Member
from venuedesk.exchange import plans, units
from venuedesk.exchange.booking_lines import CALLED_OFF, BookingLine, Held, Known
from venuedesk.exchange.bookings import Openings, as_it_is
from venuedesk.exchange.cells import Fault
from venuedesk.exchange.members import missing_units
from venuedesk.exchange.plans import NOBODY, Differing, Plan, Watch
from venuedesk.i18n import N_, _

_ASKED = frozenset(  # what a person would be asked: whoever takes the file has said yes to all of it
    ("ClosedDay", "InThePast", "NobodyCame", "NotConfirmed", "NotDueYet", "OutsideHours", "OverAlready")
    + ("SpanTooLong", "TooManyPeople")
)
_FROM_A_FILE = N_("from a file")


def take(session: Session, plan: Plan[BookingLine], *, update: bool, now: datetime, watch: Watch = NOBODY) -> Imported:
    """Write the plan: missing units, the bookings with their spaces, and what those count that took place."""
    changed = plan.differing if update else ()
    total = len(plan.new) + len(changed)
    names = [one.draft.unit for one in plan.new] + [one.draft.unit for one in changed]
    known = Known(session)
    missing = missing_units(set(known.units), [name for name in names if name])
    made = units.add(session, [{"name": name} for name in missing]) if missing else ()
    known.units.update({name: (id_, "") for name, id_ in zip(missing, made, strict=True)})
    first = min((one.draft.starts_at for one in plan.new), default=now)
    writer = _Writer(session, known, Openings(session, first), now)
    for done, block in enumerate(plans.blocks(plan.new)):
        watch.tell(done * plans.BLOCK, total)
        writer.add([one.draft for one in block])
    for n, one in enumerate(changed, len(plan.new)):
        watch.tell(n, total)
        writer.change(one)
    return plans.imported(plan, update=update)


class _Writer:
    def __init__(self, session: Session, known: Known, openings: Openings, now: datetime) -> None:
        self._session = session
        self._known = known
        self._openings = openings
        self._now = now
        spaces = {space for room in known.rooms.values() for space in room.spaces}
        self._zones = zones_of(session, spaces)

    def _held(self, line: BookingLine) -> Held:
        held = self._known.of(line)
        assert not isinstance(held, Fault)  # sorted out, and nothing was written since
        return held

    def add(self, lines: Sequence[BookingLine]) -> None:
        """Insert a block of bookings with what they occupy and count."""
        self._known.look_up(lines)
        first = next_id(self._session)
        whole = [as_it_is(line, self._now) for line in lines]
        held = [self._held(line) for line in lines]
        rows = [_booking(n, *pair, self._now) for n, pair in enumerate(zip(whole, held, strict=True), first)]
        table: Any = Booking.__table__
        ids = journal.insert_many(self._session, table, rows)
        assert ids.start == first  # the codes are made of the ids
        both = list(zip(ids, rows, held, strict=True))
        taken = [one for id_, row, h in both if row["state"] in HOLDING for one in _occupancy(id_, row, h)]
        table = Occupancy.__table__
        journal.insert_many(self._session, table, taken)
        members = self._units_of({h.member_id for h in held if h.member_id is not None and h.unit_id is None})
        ended = [(id_, row, h) for id_, row, h in both if row["state"] == ENDED]
        events = [event for one in ended for event in self._events(*one, members)]
        table = Event.__table__
        journal.insert_many(self._session, table, events)

    def _units_of(self, members: set[int]) -> dict[int, int]:
        if not members:
            return {}
        query = select(Member.id, Member.unit_id).where(Member.id.in_(bindparam("ids", expanding=True)))
        return {id_: unit_id for id_, unit_id in self._session.execute(query, {"ids": list(members)})}

    def _events(
        self, booking_id: int, row: dict[str, Any], held: Held, members: dict[int, int]
    ) -> list[dict[str, Any]]:
        starts_at, ends_at = row["starts_at"], row["ends_at"]
        zones = [(space, self._zones[space]) for space in held.room.spaces]
        lines = counted(
            starts_at,
            ends_at,
            zone_id=held.room.zone_id,
            spaces=[(space, zone, self._openings.of(zone, starts_at, ends_at)) for space, zone in zones],
            unknown=row["attended"],
            unit_id=row["unit_id"] or members.get(row["member_id"]),
        )
        what = {"action_id": journal.action_id(self._session), "day": starts_at.date(), "at": starts_at}
        what |= {"source": "bookings", "source_id": booking_id}
        return [_EMPTY | what | line for line in lines]

    def change(self, one: Differing[BookingLine]) -> None:
        """Bring one booking up to what the file says, by the commands that a clerk would run."""
        line = one.draft
        told: dict[str, Any] = {"now": self._now, "accepted": _ASKED, "reason": line.reason or _(_FROM_A_FILE)}
        self._known.look_up([line])
        held = self._held(line)
        booking = self._session.get_one(Booking, one.id)
        draft = _changed(booking, line, held)
        if draft is not None and line.state not in CALLED_OFF:
            bookings.change(self._session, draft=draft, **told)
        if line.state in ("", booking.state):
            return
        what: dict[str, Any] = {"booking_id": one.id, **told}
        if line.state == ENDED:
            bookings.end(self._session, attended=line.attended, **what)
        elif line.state == ARRIVED:
            bookings.check_in(self._session, **what)
        elif line.state in CALLED_OFF:
            {NO_SHOW: bookings.mark_no_show, CANCELLED: bookings.cancel}[line.state](self._session, **what)
        else:
            bookings.set_state(self._session, state=line.state, **what)


_EMPTY = {"zone_id": None, "unit_id": None, "space_id": None, "minutes": 0, "quantity": 1}


def _booking(booking_id: int, line: BookingLine, held: Held, now: datetime) -> dict[str, Any]:
    """A booking as its columns; one that ended without a headcount had the people who were expected."""
    attended = line.attended if line.attended is not None else (line.expected or 1) if line.state == ENDED else None
    return {
        "code": code_of(booking_id),
        "room_id": held.room.id,
        "layout_id": None if held.layout is None else held.layout.id,
        "starts_at": line.starts_at,
        "ends_at": line.ends_at,
        "setup_minutes": 0 if held.layout is None else held.layout.setup_minutes,
        "teardown_minutes": 0 if held.layout is None else held.layout.teardown_minutes,
        "state": line.state,
        "unit_id": held.unit_id,
        "member_id": held.member_id,
        "caller": held.caller,
        "phone": held.phone,
        "purpose": line.purpose,
        "expected": line.expected or max(1, line.attended or 1),
        "attended": attended,
        "reason": line.reason or (_(_FROM_A_FILE) if line.state in CALLED_OFF else ""),
        "note": line.note,
        "made_at": now,
        "arrived_at": line.starts_at if line.state == ARRIVED else None,
        "ended_at": line.ends_at if line.state == ENDED else None,
    }


def _occupancy(booking_id: int, row: dict[str, Any], held: Held) -> list[dict[str, Any]]:
    before, after = held.margins
    start, end = row["starts_at"] - before, row["ends_at"] + after
    return [
        {"booking_id": booking_id, "space_id": space, "starts_at": start, "ends_at": end} for space in held.room.spaces
    ]


def _changed(booking: Booking, line: BookingLine, held: Held) -> BookingDraft | None:
    """The booking as the file has it, None where it is so already; what the file leaves empty stays."""
    names = [name for name in BookingDraft.__dataclass_fields__ if name != "booking_id"]
    now = BookingDraft(**{name: getattr(booking, name) for name in names}, booking_id=booking.id)
    values: dict[str, Any] = {
        "ends_at": line.ends_at,
        "layout_id": None if held.layout is None else held.layout.id,
        "unit_id": held.unit_id,
        "member_id": held.member_id,
        "caller": held.caller,
        "phone": held.phone,
        "purpose": line.purpose,
        "expected": line.expected,
        "note": line.note,
    }
    kept = {name: value for name, value in values.items() if value not in (None, "")}
    wanted = BookingDraft(**{name: getattr(now, name) for name in now.__dataclass_fields__} | kept)
    return None if wanted == now else wanted
