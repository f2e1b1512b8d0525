"""The visitors of the demonstration: hours of the main door, whole days of the gate at the north."""

import random
from collections.abc import Iterator
from datetime import date

from venuedesk.core.visits.tables import MAIN_DOOR
from venuedesk.demo.bookings import Held
from venuedesk.demo.days import SATURDAY, Days
from venuedesk.i18n import _

GATE = "北门闸机"
_WALK_IN = (0, 105, 115, 110, 130, 250, 230)  # people who come without a booking, by weekday
_PROFILE = {9: 7, 10: 10, 11: 8, 12: 6, 13: 6, 14: 10, 15: 10, 16: 9, 17: 9, 18: 13, 19: 9, 20: 3}
_BY_GATE = 0.22  # of all


def uncounted(days: Days) -> tuple[date, date]:
    """Two days of this month, or of the last one while it has few: nobody counted, and the gate was out of order."""
    workdays = [day for day in days.past() if day >= days.month and day.weekday() < SATURDAY]
    past = [day for day in workdays if day >= days.today.replace(day=1)]
    if len(past) < 4:
        past = workdays
    return past[len(past) // 3], past[len(past) // 2]


def came(chance: random.Random, days: Days, held: list[Held], day: date) -> dict[int, int]:
    """The people who came through both doors by hour: those who walk in, and those of bookings, a little before."""
    busy = days.season(day) * chance.uniform(0.88, 1.12) * (1.25 if days.festival(day) else 1)
    found = {hour: round(_WALK_IN[day.weekday()] * busy * part / 100) for hour, part in _PROFILE.items()}
    for one in held:
        if one.wanted.day == day and not one.state:
            hour = max(9, (one.wanted.opens - 12) // 60)
            found[hour] += round((one.attended or one.wanted.people) * 0.95)
    return {hour: n + chance.randint(0, 5) for hour, n in found.items()}


def rows(chance: random.Random, days: Days, held: list[Held]) -> Iterator[list[str]]:
    """Rows of the table of visits, up to yesterday."""
    missing, broken = uncounted(days)
    by_day: dict[date, list[Held]] = {}
    for one in held:
        by_day.setdefault(one.wanted.day, []).append(one)
    for day in days.past():
        hours = came(chance, days, by_day.get(day, []), day)
        if day != missing:
            for hour, n in hours.items():
                yield [_(MAIN_DOOR), day.isoformat(), f"{hour}:00", str(round(n * (1 - _BY_GATE)))]
        if day not in (missing, broken):
            yield [GATE, day.isoformat(), "", str(round(sum(hours.values()) * _BY_GATE))]
