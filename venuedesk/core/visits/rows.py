"""The rows of visits: what screens, paper and stories get; and the drafts that its forms fill."""

from dataclasses import dataclass
from datetime import date, datetime

HAND, GATE = "hand", "gate"
COUNTED, CLOSED, NOT_COUNTED, MISSING = STATES = ("counted", "closed", "not_counted", "missing")


@dataclass(frozen=True)
class DoorRow:
    """One door; ``number`` is the digit that chooses it in the entry line, 0 for a door that is no more in use."""

    id: int
    name: str
    counted_by: str  # HAND or GATE
    both_ways: bool  # its gate counts those who leave too
    number: int
    since: date | None  # the first day it is counted; None: always
    retired_at: datetime | None
    position: int = 0


@dataclass(frozen=True)
class HourRow:
    """The visits through one door in one hour of a day; ``hour`` is None for a reading of the whole day."""

    door_id: int
    door: str
    hour: int | None
    visits: int


@dataclass(frozen=True)
class DoorDayRow:
    """One door on one day: its visits where it was counted, else why there are none.

    ``state`` is COUNTED, CLOSED, NOT_COUNTED or MISSING; ``marked`` is true where somebody said so, false where a day
    is closed by the calendar. Days with counts may have 0 visits; a missing day has None.
    """

    door_id: int
    door: str
    day: date
    state: str
    visits: int | None
    marked: bool = False


@dataclass(frozen=True)
class Figures:
    """What the counting page shows large: a door's hour and day, the day of all doors, the door's last count."""

    hour: int
    today: int
    all_doors: int
    last: int | None  # None before the first of the day


@dataclass(frozen=True)
class SignInRow:
    """One sign-in: a member, or a group of a unit or under a free name (``who``), in a zone."""

    id: int
    at: datetime
    zone_id: int
    zone: str
    who: str
    headcount: int
    member_id: int | None
    booking_id: int | None


# ---------------------------------------------------------------- drafts


@dataclass(frozen=True, kw_only=True)
class DoorDraft:
    """What the form for a door fills; ``door_id`` None is a new one."""

    name: str
    counted_by: str = HAND
    both_ways: bool = False
    position: int = 0
    since: date | None = None
    door_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class GroupDraft:
    """A group that signs in: of a unit or under a free name.

    ``parts`` are (category id, people) of those whose category is known; the rest of the headcount is 未知.
    """

    zone_id: int
    headcount: int
    unit_id: int | None = None
    group_name: str = ""
    parts: tuple[tuple[int, int], ...] = ()
    booking_id: int | None = None
