"""The commands for the doors themselves."""

from datetime import datetime

from sqlalchemy.orm import Session

from venuedesk.core.errors import decide, refuse
from venuedesk.core.texts import clean
from venuedesk.core.visits import queries, rules, slips
from venuedesk.core.visits.rows import GATE, DoorDraft
from venuedesk.core.visits.tables import Door
from venuedesk.i18n import _


def save_door(session: Session, *, draft: DoorDraft, now: datetime) -> slips.DoorSaved:
    """Add a door, or change one; a new one is counted from today on where the draft names no day.

    Refused with NameMissing, NameTooLong, NameTaken, CountedByOdd or TooManyDoors. What was counted before stays.
    """
    others = [door for door in queries.doors(session) if door.id != draft.door_id]
    decide(rules.problems_of_door_values(draft, others))
    if draft.door_id is None:
        door = Door(since=draft.since or now.date())
        session.add(door)
    else:
        door = session.get_one(Door, draft.door_id)
        door.since = draft.since
    door.name, door.counted_by, door.position = clean(draft.name), draft.counted_by, draft.position
    door.both_ways = draft.both_ways and draft.counted_by == GATE
    session.flush()
    return slips.DoorSaved(door.id, door=door.name)


def retire_door(session: Session, *, door_id: int, now: datetime) -> slips.DoorRetired:
    """Take a door out of use; Refused with LastDoor, or with DoorRetired where it is already."""
    door = session.get_one(Door, door_id)
    if door.retired_at is not None:
        raise refuse("DoorRetired", _("{door} is no longer in use.").format(door=door.name))
    if len(queries.doors(session)) == 1:
        raise refuse("LastDoor", _("This is the last door; one is needed to count visitors."))
    door.retired_at = now
    session.flush()
    return slips.DoorRetired(door_id, door=door.name)
