"""The commands for spaces, rooms and layouts, and what stands against each."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from venuedesk.core.errors import Problem, ask, decide, impossible
from venuedesk.core.rooms import queries, rules, slips
from venuedesk.core.rooms.holding import bookings_in_layout, problems_of_holding
from venuedesk.core.rooms.names import names_of_spaces
from venuedesk.core.rooms.rows import LayoutDraft, RoomDraft, RoomRow, SpaceDraft
from venuedesk.core.rooms.tables import Layout, Room, RoomSpace, Space
from venuedesk.core.rooms.zones import missing_zone
from venuedesk.core.texts import clean, clean_lines
from venuedesk.i18n import _

NOTHING: frozenset[str] = frozenset()

# ---------------------------------------------------------------- rooms


def problems_of_room(session: Session, *, draft: RoomDraft, now: datetime) -> list[Problem]:
    """What stands against saving this room with its spaces."""
    old = queries.room(session, room_id=draft.room_id) if draft.room_id else None
    names = _names(draft, old)
    found = rules.problems_of_room_values(draft, names) + missing_zone(session, draft.zone_id)
    if old is not None and old.retired:
        found.append(_retired(old.name))
    others = [r for r in queries.rooms(session) if r.id != draft.room_id]
    taken = {r.name for r in others}
    if clean(draft.name) in taken:
        found.append(_name_taken(clean(draft.name)))
    if draft.singly and len(names) > 1:
        found += [_name_taken(n) for n in _without_a_room(names, others) if n in taken | {clean(draft.name)}][:1]
    if old is not None and set(names) != set(old.space_names):
        found += problems_of_holding(session, old.id, now)
    over = next((way for way in old.layouts if way.capacity > draft.capacity), None) if old is not None else None
    if over is not None:
        words = _("The layout {layout} holds {n} people.").format(layout=over.name, n=over.capacity)
        found.append(impossible("LayoutHoldsMore", words, _("Change the layout first."), layout=over.id))
    return found


def save_room(
    session: Session, *, draft: RoomDraft, now: datetime, accepted: Collection[str] = NOTHING, reason: str = ""
) -> slips.RoomSaved:
    """Add a room with its spaces, or change the one that the draft names; new names of spaces are new spaces.

    An existing room keeps its spaces where the draft names none. A space that no room in use has any more is retired.
    Refuses NameMissing, NameTooLong, NameTaken, ZoneMissing, CapacityOutOfRange, SpaceMissing, SpaceTooLong,
    TooManySpaces, PositionOutOfRange, NoteTooLong, LayoutHoldsMore, AlreadyRetired, and RoomHeld where its spaces would
    change while bookings to come hold it.
    """
    decide(problems_of_room(session, draft=draft, now=now))
    old = queries.room(session, room_id=draft.room_id) if draft.room_id else None
    names = _names(draft, old)
    moved = old is None or set(names) != set(old.space_names)
    if old is not None and not moved:
        _rename_its_own(session, old, clean(draft.name))
    room = session.get_one(Room, old.id) if old is not None else Room()
    room.zone_id, room.name, room.capacity = draft.zone_id, clean(draft.name), draft.capacity
    room.position, room.note = draft.position, clean_lines(draft.note)
    session.add(room)
    session.flush()
    if moved:
        _furnish(session, room.id, [_space(session, name, draft.zone_id) for name in names])
    singles = _singles(session, draft, names) if draft.singly and len(names) > 1 else 0
    if old is not None:
        _tidy(session, old, draft.zone_id, now)
    session.flush()
    return slips.RoomSaved(room.id, len(names), singles, room=room.name)


def problems_of_retiring_room(session: Session, *, room_id: int, now: datetime) -> list[Problem]:
    """What stands against retiring a room: bookings to come hold it."""
    row = queries.room(session, room_id=room_id)
    return [_retired(row.name)] if row.retired else problems_of_holding(session, room_id, now)


def retire_room(session: Session, *, room_id: int, now: datetime) -> slips.RoomRetired:
    """Let a room take no more bookings, and retire its spaces that no other room has. Refuses RoomHeld."""
    decide(problems_of_retiring_room(session, room_id=room_id, now=now))
    old = queries.room(session, room_id=room_id)
    session.get_one(Room, room_id).retired_at = now
    session.flush()
    _tidy(session, old, old.zone_id, now)
    return slips.RoomRetired(room_id, room=old.name)


def _names(draft: RoomDraft, old: RoomRow | None) -> tuple[str, ...]:
    """The names of the spaces that the draft means."""
    if old is not None and not clean(draft.spaces):
        return old.space_names
    return names_of_spaces(draft.spaces, room=draft.name)


def _without_a_room(names: Collection[str], others: Collection[RoomRow]) -> list[str]:
    """The names of the spaces that no other room in use has by itself."""
    alone = {r.space_names[0] for r in others if len(r.space_names) == 1}
    return [name for name in names if name not in alone]


def _retired(name: str) -> Problem:
    return impossible("AlreadyRetired", _("{name} is already retired.").format(name=name))


def _name_taken(name: str) -> Problem:
    words = _("There already is a room {room}.").format(room=name)
    return impossible("NameTaken", words, _("Choose another name."), room=name)


def _rename_its_own(session: Session, old: RoomRow, name: str) -> None:
    """The only space of a room, named like the room, follows the room to its new name where that is free."""
    if old.space_names == (old.name,) and name != old.name and _named(session, name) is None:
        session.get_one(Space, old.spaces[0]).name = name
        session.flush()


def _named(session: Session, name: str) -> Space | None:
    return session.scalar(select(Space).where(Space.name == name, Space.retired_at.is_(None)))


def _space(session: Session, name: str, zone_id: int) -> int:
    """The id of the space of that name: one in use, else one that was retired in this zone, else a new one."""
    gone = select(Space).where(Space.name == name, Space.zone_id == zone_id).order_by(Space.id.desc()).limit(1)
    space = _named(session, name) or session.scalar(gone) or Space(zone_id=zone_id, name=name)
    space.retired_at = None
    session.add(space)
    session.flush()
    return space.id


def _furnish(session: Session, room_id: int, spaces: list[int]) -> None:
    """Let a room be these spaces and no others."""
    rows = session.scalars(select(RoomSpace).where(RoomSpace.room_id == room_id)).all()
    for row in rows:
        if row.space_id not in spaces:
            session.delete(row)
    there = {row.space_id for row in rows}
    session.add_all(RoomSpace(room_id=room_id, space_id=one) for one in spaces if one not in there)
    session.flush()


def _singles(session: Session, draft: RoomDraft, names: tuple[str, ...]) -> int:
    """Make a room of each space that has none by itself; the people spread evenly."""
    wanted = _without_a_room(names, queries.rooms(session))
    for name in wanted:
        people = rules.share_of(draft.capacity, len(names))
        room = Room(zone_id=draft.zone_id, name=name, capacity=people, position=draft.position)
        session.add(room)
        session.flush()
        _furnish(session, room.id, [_space(session, name, draft.zone_id)])
    return len(wanted)


def _tidy(session: Session, old: RoomRow, zone_id: int, now: datetime) -> None:
    """Of the spaces that a room had: those that no room in use has are retired, those of this room alone follow it."""
    having: dict[int, set[int]] = {}
    for row in queries.rooms(session):
        for one in row.spaces:
            having.setdefault(one, set()).add(row.id)
    for one in old.spaces:
        space = session.get_one(Space, one)
        if one not in having:
            space.retired_at = now
        elif having[one] == {old.id}:
            space.zone_id = zone_id


# ---------------------------------------------------------------- spaces and layouts


def problems_of_space(session: Session, *, draft: SpaceDraft) -> list[Problem]:
    """What stands against another name or zone of a space."""
    found = rules.problems_of_name(draft.name, _("A space needs a name.")) + missing_zone(session, draft.zone_id)
    twin = _named(session, clean(draft.name))
    if twin is not None and twin.id != draft.space_id:
        words = _("There already is a space {space}.").format(space=twin.name)
        found.append(impossible("NameTaken", words, space=twin.id))
    space = session.get_one(Space, draft.space_id)
    if space.retired_at is not None:
        found.append(_retired(space.name))
    if not 0 <= draft.position <= rules.MOST_POSITION:
        words = _("The place in the list lies between 0 and {n}.").format(n=rules.MOST_POSITION)
        found.append(impossible("PositionOutOfRange", words, position=draft.position))
    return found


def save_space(session: Session, *, draft: SpaceDraft) -> slips.SpaceSaved:
    """Give a space another name, zone or place in the list.

    Refuses NameMissing, NameTooLong, NameTaken, ZoneMissing, AlreadyRetired, PositionOutOfRange.
    """
    decide(problems_of_space(session, draft=draft))
    space = session.get_one(Space, draft.space_id)
    space.name, space.zone_id, space.position = clean(draft.name), draft.zone_id, draft.position
    return slips.SpaceSaved(space.id, space=space.name)


def problems_of_layout(session: Session, *, draft: LayoutDraft) -> list[Problem]:
    """What stands against saving this layout."""
    found = rules.problems_of_layout_values(draft)
    room = queries.room(session, room_id=draft.room_id)
    if room.retired:
        found.append(_retired(room.name))
    if draft.capacity > room.capacity:
        words = _("{room} holds {n} people.").format(room=room.name, n=room.capacity)
        found.append(impossible("RoomHoldsLess", words, _("Raise the number of the room first."), room=room.id))
    twin = next((way for way in room.layouts if way.name == clean(draft.name)), None)
    if twin is not None and twin.id != draft.layout_id:
        words = _("{room} already has a layout {layout}.").format(room=room.name, layout=twin.name)
        found.append(impossible("NameTaken", words, layout=twin.id))
    if draft.layout_id and all(way.id != draft.layout_id for way in room.layouts):
        found.append(_retired(session.get_one(Layout, draft.layout_id).name))
    return found


def save_layout(session: Session, *, draft: LayoutDraft) -> slips.LayoutSaved:
    """Add a layout to a room, or change the one that the draft names; bookings keep the minutes that were agreed.

    Refuses NameMissing, NameTooLong, NameTaken, CapacityOutOfRange, RoomHoldsLess, MinutesOutOfRange, AlreadyRetired.
    """
    decide(problems_of_layout(session, draft=draft))
    layout = session.get_one(Layout, draft.layout_id) if draft.layout_id else Layout(room_id=draft.room_id)
    layout.name, layout.capacity = clean(draft.name), draft.capacity
    layout.setup_minutes, layout.teardown_minutes = draft.setup_minutes, draft.teardown_minutes
    session.add(layout)
    session.flush()
    room = session.get_one(Room, layout.room_id).name
    return slips.LayoutSaved(layout.id, layout.room_id, room=room, layout=layout.name)


def problems_of_retiring_layout(session: Session, *, layout_id: int, now: datetime) -> list[Problem]:
    """What stands against retiring a layout; bookings to come keep it."""
    layout = session.get_one(Layout, layout_id)
    if layout.retired_at is not None:
        return [_retired(layout.name)]
    n = bookings_in_layout(session, layout_id, now)
    if not n:
        return []
    words = _("{n} bookings to come have the layout {layout}; they keep it.").format(n=n, layout=layout.name)
    return [ask("LayoutHeld", words, bookings=n)]


def retire_layout(
    session: Session, *, layout_id: int, now: datetime, accepted: Collection[str] = NOTHING, reason: str = ""
) -> slips.LayoutRetired:
    """Offer a layout no longer; asks LayoutHeld where bookings to come have it."""
    decide(problems_of_retiring_layout(session, layout_id=layout_id, now=now), accepted)
    layout = session.get_one(Layout, layout_id)
    layout.retired_at = now
    room = session.get_one(Room, layout.room_id).name
    return slips.LayoutRetired(layout_id, layout.room_id, room=room, layout=layout.name)
