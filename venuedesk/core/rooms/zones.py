"""The commands for zones: their names, and when one is let go. The table is the house's."""

from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from venuedesk.core import house
from venuedesk.core.calendar.tables import DatedException, Timetable
from venuedesk.core.errors import Problem, decide, impossible
from venuedesk.core.house import Zone
from venuedesk.core.rooms import rules, slips
from venuedesk.core.rooms.rows import ZoneDraft
from venuedesk.core.rooms.tables import Room, Space
from venuedesk.core.texts import clean
from venuedesk.i18n import _


def problems_of_zone(session: Session, *, draft: ZoneDraft) -> list[Problem]:
    """What stands against saving this zone."""
    found = rules.problems_of_name(draft.name, _("A zone needs a name."))
    named = select(Zone.id).where(Zone.name == clean(draft.name), Zone.retired_at.is_(None))
    twin = session.scalar(named.where(Zone.id != (draft.zone_id or 0)))
    if twin is not None:
        words = _("There already is a zone {zone}.").format(zone=clean(draft.name))
        found.append(impossible("NameTaken", words, zone=twin))
    if draft.zone_id and not _in_use(session, draft.zone_id):
        found.append(_gone())
    return found


def save_zone(session: Session, *, draft: ZoneDraft) -> slips.ZoneSaved:
    """Add a zone, or give another name to the one that the draft names.

    Refuses NameMissing, NameTooLong, NameTaken, ZoneMissing.
    """
    decide(problems_of_zone(session, draft=draft))
    if draft.zone_id:
        zone = session.get_one(Zone, draft.zone_id)
    else:
        zone = Zone(code=f"zone{(session.scalar(select(func.max(Zone.id))) or 0) + 1}")
        session.add(zone)
    zone.name = clean(draft.name)
    session.flush()
    return slips.ZoneSaved(zone.id, zone=zone.name)


def problems_of_retiring_zone(session: Session, *, zone_id: int, now: datetime) -> list[Problem]:
    """What stands against letting a zone go: rooms, spaces or hours in use there, and the reading room's loans."""
    zone = session.get(Zone, zone_id)
    if zone is None or zone.retired_at is not None:
        return [_gone()]
    found = []
    if zone.code == house.READING:
        words = _("“{zone}” is needed: loans are counted there.").format(zone=zone.name)
        found.append(impossible("ZoneNeeded", words, _("Give it another name instead.")))
    there = [select(k.name).where(k.zone_id == zone_id, k.retired_at.is_(None)).order_by(k.id) for k in (Room, Space)]
    names = list(dict.fromkeys(name for query in there for name in session.scalars(query)))
    if names:
        words = _("{zone} has {n} rooms and spaces in use: {names}.")
        shown = "、".join(names[:3]) + ("…" if len(names) > 3 else "")
        text = words.format(zone=zone.name, n=len(names), names=shown)
        found.append(impossible("ZoneHasRooms", text, _("Retire them or move them to another zone first.")))
    if _has_hours(session, zone_id, now):
        words = _("{zone} has opening hours or special days of its own.").format(zone=zone.name)
        way = _("Let it follow the venue's hours and remove its special days first.")
        found.append(impossible("ZoneHasHours", words, way))
    return found


def retire_zone(session: Session, *, zone_id: int, now: datetime) -> slips.ZoneRetired:
    """Let a zone go; what was counted there stays. Refuses ZoneNeeded, ZoneHasRooms, ZoneHasHours, ZoneMissing."""
    decide(problems_of_retiring_zone(session, zone_id=zone_id, now=now))
    zone = session.get_one(Zone, zone_id)
    zone.retired_at = now
    return slips.ZoneRetired(zone_id, zone=zone.name)


def missing_zone(session: Session, zone_id: int) -> list[Problem]:
    """The problem of a zone that is not in use, where it is none."""
    return [] if _in_use(session, zone_id) else [_gone()]


def _in_use(session: Session, zone_id: int) -> bool:
    return session.scalar(select(Zone.id).where(Zone.id == zone_id, Zone.retired_at.is_(None))) is not None


def _gone() -> Problem:
    return impossible("ZoneMissing", _("Choose a zone that is in use."))


def _has_hours(session: Session, zone_id: int, now: datetime) -> bool:
    """Whether the zone has hours that hold or will hold, or special days that have not passed."""
    lasting = or_(Timetable.valid_to.is_(None), Timetable.valid_to >= now.date())
    weeks = select(Timetable.id).where(Timetable.zone_id == zone_id, Timetable.retired_at.is_(None), lasting)
    days = select(DatedException.id).where(
        DatedException.zone_id == zone_id,
        DatedException.retired_at.is_(None),
        DatedException.last_day >= now.date(),
    )
    return session.scalar(weeks.limit(1)) is not None or session.scalar(days.limit(1)) is not None
