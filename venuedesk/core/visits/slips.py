"""The slips of visits."""

from dataclasses import dataclass
from datetime import date

from venuedesk.core.slips import Slip, named, shown
from venuedesk.core.visits.rows import CLOSED, COUNTED, MISSING, NOT_COUNTED
from venuedesk.i18n import N_, _, day_text

STATE_NAMES = {
    COUNTED: N_("counted"),
    CLOSED: N_("closed"),
    NOT_COUNTED: N_("not counted"),
    MISSING: N_("missing"),
}


def hour_text(hour: int | None) -> str:
    """An hour as it is said: 9:00–10:00; the whole day for None."""
    return _("whole day") if hour is None else f"{hour}:00–{hour + 1}:00"


@dataclass(frozen=True)
class Counted(Slip):
    """People were counted at a door, or taken back (``count`` negative); the sums are as they are after it."""

    door_id: int
    count: int
    hour: int
    today: int
    all_doors: int
    door: str = named("door")

    def __str__(self) -> str:
        """大门 +1，今日 123 人次."""
        return _("{door} {count}, {n} today").format(door=self.door, count=f"{self.count:+d}", n=self.today)


@dataclass(frozen=True)
class HourCounted(Slip):
    """The visits of an hour, or of a whole day by a gate's reading, were entered; ``before`` is what stood there."""

    door_id: int
    day: date
    hour: int | None = None
    visits: int = 0
    before: int = 0
    reading: int | None = None  # what the gate showed, where it counts both ways
    door: str = named("door")

    def __str__(self) -> str:
        """大门 11月20日 周五 9:00–10:00：35 人次（原 30）."""
        said = _("{door}, {day} {hour}: {n} visits").format(
            door=self.door, day=day_text(self.day), hour=hour_text(self.hour), n=self.visits
        )
        said += _(" (reading {n} ÷ 2)").format(n=self.reading) if self.reading is not None else ""
        return said + (_(", before {n}").format(n=self.before) if self.before else "")


@dataclass(frozen=True)
class DayMarked(Slip):
    """A door's day was marked closed or not counted, or its mark was taken away (``state`` missing)."""

    door_day_id: int
    door_id: int
    day: date
    state: str
    door: str = named("door")

    def __str__(self) -> str:
        """大门 11月20日 周五：闭馆."""
        words = _("{door}, {day}: {state}") if self.state != MISSING else _("{door}, {day}: mark taken away")
        return words.format(door=self.door, day=day_text(self.day), state=_(STATE_NAMES[self.state]))


@dataclass(frozen=True)
class SignedIn(Slip):
    """A member signed in to a zone; ``today`` is how many person-times signed in there today."""

    sign_in_id: int
    member_id: int
    zone_id: int
    today: int = 1
    member: str = named("member")
    zone: str = named("zone")
    notices: tuple[str, ...] = shown()

    def __str__(self) -> str:
        """张国胜签到：书画区，今日 12 人次."""
        return _("{member} signed in: {zone}, {n} today").format(member=self.member, zone=self.zone, n=self.today)


@dataclass(frozen=True)
class AlreadySignedIn(Slip):
    """The member has signed in there already; nothing was counted again."""

    member_id: int
    zone_id: int
    at: str  # HH:MM
    member: str = named("member")
    zone: str = named("zone")

    def __str__(self) -> str:
        """When it was."""
        words = _("{member} signed in at {at} already ({zone}); nothing was added")
        return words.format(member=self.member, at=self.at, zone=self.zone)


@dataclass(frozen=True)
class GroupSignedIn(Slip):
    """A group signed in to a zone: ``headcount`` attendances, one unit."""

    sign_in_id: int
    zone_id: int
    headcount: int
    unknown: int = 0  # people whose category is not known
    group: str = named("group")
    zone: str = named("zone")

    def __str__(self) -> str:
        """城北机械厂工会签到：活动区 45 人（未知 5）."""
        said = _("{group} signed in: {zone}, {n} people").format(group=self.group, zone=self.zone, n=self.headcount)
        return said + (_(" ({n} of unknown category)").format(n=self.unknown) if self.unknown else "")


@dataclass(frozen=True)
class DoorSaved(Slip):
    """A door was added or changed."""

    door_id: int
    door: str = named("door")

    def __str__(self) -> str:
        """Which door."""
        return _("Door saved: {door}").format(door=self.door)


@dataclass(frozen=True)
class DoorRetired(Slip):
    """A door is no longer counted; what was counted there stays."""

    door_id: int
    door: str = named("door")

    def __str__(self) -> str:
        """Which door."""
        return _("Door taken out of use: {door}").format(door=self.door)
