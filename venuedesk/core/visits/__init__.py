"""Visits: people counted at the doors, and those who sign in to a zone.

The counts themselves are events: kind ``visit``, source ``doors`` (by hand) or ``gates`` (by reading), ``source_id``
the door. Sums of an hour, of a door's day and of all doors are sums of events, corrections of closed months left out.
"""

from venuedesk.core.visits.commands import count_visitors, mark_day, set_hour
from venuedesk.core.visits.doors import retire_door, save_door
from venuedesk.core.visits.queries import days, doors, figures, hours, sign_ins, signed_in
from venuedesk.core.visits.rows import (
    CLOSED,
    COUNTED,
    GATE,
    HAND,
    MISSING,
    NOT_COUNTED,
    DoorDayRow,
    DoorDraft,
    DoorRow,
    Figures,
    GroupDraft,
    HourRow,
    SignInRow,
)
from venuedesk.core.visits.signing import sign_in_group, sign_in_member
from venuedesk.core.visits.slips import (
    STATE_NAMES,
    AlreadySignedIn,
    Counted,
    DayMarked,
    DoorRetired,
    DoorSaved,
    GroupSignedIn,
    HourCounted,
    SignedIn,
    hour_text,
)
from venuedesk.core.visits.tables import Door, DoorDay, SignIn, seed

__all__ = [
    "CLOSED",
    "COUNTED",
    "GATE",
    "HAND",
    "MISSING",
    "NOT_COUNTED",
    "STATE_NAMES",
    "AlreadySignedIn",
    "Counted",
    "DayMarked",
    "Door",
    "DoorDay",
    "DoorDayRow",
    "DoorDraft",
    "DoorRetired",
    "DoorRow",
    "DoorSaved",
    "Figures",
    "GroupDraft",
    "GroupSignedIn",
    "HourCounted",
    "HourRow",
    "SignIn",
    "SignInRow",
    "SignedIn",
    "count_visitors",
    "days",
    "doors",
    "figures",
    "hour_text",
    "hours",
    "mark_day",
    "retire_door",
    "save_door",
    "seed",
    "set_hour",
    "sign_in_group",
    "sign_in_member",
    "sign_ins",
    "signed_in",
]
