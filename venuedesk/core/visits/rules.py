"""The rules of visits: plain values in and out."""

from collections.abc import Iterator
from datetime import date, datetime

from venuedesk.core.errors import Problem, ask, ask_why, impossible
from venuedesk.core.texts import clean
from venuedesk.core.visits.queries import SOURCES, DoorFacts
from venuedesk.core.visits.rows import GATE, HAND, MISSING, DoorDraft, DoorRow, GroupDraft
from venuedesk.core.visits.slips import STATE_NAMES, hour_text
from venuedesk.i18n import _, day_text

NAME_LENGTH = 30
FIRST_DAY = date(2000, 1, 1)  # a day before it is mistyped; the list of months begins at the first that has a count
MOST_DOORS = 9  # one digit chooses a door
MOST_AT_ONCE = 999  # of a group that is counted in the line
LARGE = 200  # a group of so many is asked about
MOST_IN_AN_HOUR = 100_000


def visits_of(reading: int, *, both_ways: bool) -> int:
    """The visits that a gate's reading means: half of it where those who leave are counted too, a half rounded up."""
    return (reading + 1) // 2 if both_ways else reading


def problem_of_month(day: date) -> Problem:
    """The day lies in a closed month."""
    words = _("{month} is closed; its figures stand.").format(month=day.isoformat()[:7])
    return impossible("MonthClosed", words, _("Enter a correction (更正) on the page of the tally."), day=day)


def _problems_of_day(door: DoorFacts, day: date) -> Iterator[Problem]:
    """What stands against any count of a door on a day."""
    if door.month_closed:
        yield problem_of_month(day)
    if door.retired:
        yield impossible("DoorRetired", _("{door} is no longer in use.").format(door=door.name))
    if door.mark is not None:
        words = _("{door} is marked {state} on {day}.")
        text = words.format(door=door.name, state=_(STATE_NAMES[door.mark]), day=day_text(day))
        yield impossible("DayMarked", text, _("Take the mark away first."), state=door.mark)
    if door.source not in (None, SOURCES[door.counted_by]):
        words = _("{door} was counted otherwise on {day}: a door counts by one source a day.")
        text = words.format(door=door.name, day=day_text(day))
        yield impossible("TwoSources", text, _("Count by hand or by gate as before, or undo those counts."))


def problems_of_count(door: DoorFacts, count: int, day: date) -> Iterator[Problem]:
    """What stands against counting people at a door now."""
    yield from _problems_of_day(door, day)
    if door.counted_by == GATE:
        words = _("{door} is counted by its gate.").format(door=door.name)
        yield impossible("CountedByGate", words, _("Enter the reading, or choose another door."))
    elif door.today + count < 0:
        words = _("Only {n} were counted at {door} today.").format(n=door.today, door=door.name)
        yield impossible("BelowZero", words, today=door.today)
    if count > MOST_AT_ONCE or count == 0:
        yield impossible("CountOdd", _("Count from 1 to {n} at once.").format(n=MOST_AT_ONCE), count=count)
    elif count >= LARGE:
        words = _("Count {n} people at {door} at once?").format(n=count, door=door.name)
        yield ask("LargeGroup", words, count=count)


def problems_of_hour(
    door: DoorFacts, day: date, hour: int | None, count: int, *, now: datetime, standing: dict[int | None, int]
) -> Iterator[Problem]:
    """What stands against entering the visits of an hour, or of a day; ``standing`` are the day's counts by hour."""
    yield from _problems_of_day(door, day)
    if day > now.date() or (day == now.date() and (hour or 0) > now.hour):
        yield impossible("HourAhead", _("That time is still to come."), day=day)
    if day < FIRST_DAY:
        words = _("The day lies between {low} and {high}.").format(low=FIRST_DAY, high=now.date())
        yield impossible("DayOdd", words, day=day)
    if hour is None and door.counted_by == HAND:
        words = _("{door} is counted by hand, hour by hour.").format(door=door.name)
        yield impossible("HourMissing", words, _("Write the hour, from 0 to 23."))
    if hour is not None and not 0 <= hour <= 23:
        yield impossible("HourOdd", _("Write the hour, from 0 to 23."), hour=hour)
    if not 0 <= count <= MOST_IN_AN_HOUR:
        yield impossible("CountOdd", _("Write a count from 0 to {n}.").format(n=MOST_IN_AN_HOUR), count=count)
    if any((other is None) != (hour is None) for other in standing):
        words = _("The gate of {door} is read by the hour or by the day, not both: {day} has the other.")
        text = words.format(door=door.name, day=day_text(day))
        yield impossible("HourAndDay", text, _("Undo that reading first."))


def problems_of_reason(door: DoorFacts, day: date, hour: int | None, before: int | None) -> Iterator[Problem]:
    """An hour is entered with a reason: always by hand, of a gate where a reading stands already (``before``)."""
    if before is not None:
        words = _("{door}, {day} {hour}: {n} stand there. Why is it changed?")
    elif door.counted_by == HAND:
        words = _("{door}, {day} {hour}: why is it entered afterwards?")
    else:
        return
    text = words.format(door=door.name, day=day_text(day), hour=hour_text(hour), n=before)
    yield ask_why("HourReason", text, before=before or 0)


def problems_of_mark(door: DoorFacts, day: date, state: str, *, now: datetime) -> Iterator[Problem]:
    """What stands against marking a door's day closed or not counted; its mark can be taken away even so (MISSING)."""
    if door.month_closed:
        yield problem_of_month(day)
    if day > now.date():
        yield impossible("DayAhead", _("That day is still to come."), day=day)
    if door.source is not None and state != MISSING:
        words = _("{door} has {n} visits on {day}.").format(door=door.name, n=door.today, day=day_text(day))
        yield impossible("DayCounted", words, _("Undo those counts first."), visits=door.today)


def problems_of_door_values(draft: DoorDraft, others: list[DoorRow]) -> Iterator[Problem]:
    """What stands against a door; ``others`` are the other doors in use."""
    name = clean(draft.name)
    if not name:
        yield impossible("NameMissing", _("A door needs a name."))
    if len(name) > NAME_LENGTH:
        yield impossible("NameTooLong", _("A name may have at most {n} characters.").format(n=NAME_LENGTH))
    if any(name == other.name for other in others):
        yield impossible("NameTaken", _("There is a door {name} already.").format(name=name), name=name)
    if draft.counted_by not in (HAND, GATE):
        yield impossible("CountedByOdd", _("A door is counted by hand or by its gate."), entered=draft.counted_by)
    if len(others) >= MOST_DOORS:
        words = _("There are {n} doors in use; one digit chooses a door.").format(n=MOST_DOORS)
        yield impossible("TooManyDoors", words, _("Take another door out of use first."))


def problems_of_group(draft: GroupDraft, *, unit: str | None, known: set[int]) -> Iterator[Problem]:
    """What stands against a group; ``unit`` is its unit's name (None: none in use), ``known`` the categories."""
    named = clean(draft.group_name)
    if draft.unit_id is None and not named:
        yield impossible("PartyMissing", _("Choose a unit, or write the group's name."))
    if draft.unit_id is not None and named:
        yield impossible("TwoParties", _("Either a unit or a free name, not both."))
    if draft.unit_id is not None and unit is None:
        yield impossible("UnitMissing", _("This unit is no longer in use."))
    if len(named) > 4 * NAME_LENGTH:
        yield impossible("NameTooLong", _("A name may have at most {n} characters.").format(n=4 * NAME_LENGTH))
    if draft.headcount < 1:
        yield impossible("HeadcountMissing", _("How many people came?"), headcount=draft.headcount)
    if any(n < 0 or category not in known for category, n in draft.parts):
        yield impossible("PartOdd", _("The parts are people of known categories."))
    split = sum(n for _category, n in draft.parts)
    if split > draft.headcount:
        words = _("The parts are {n} people, the group only {all}.").format(n=split, all=draft.headcount)
        yield impossible("PartsTooMany", words, parts=split)
    if draft.headcount >= LARGE:
        words = _("{n} people in one group, is that right?").format(n=draft.headcount)
        yield ask("LargeGroup", words, headcount=draft.headcount)
