"""A year of bookings of the demonstration and the weeks to come: none in the way of another, none in closed hours."""

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from venuedesk.demo import people, programme
from venuedesk.demo.days import GALA, LATE, OPENS, SATURDAY, Days
from venuedesk.demo.programme import MEMBER, UNIT, Offer, minutes
from venuedesk.demo.rooms import ROOMS

EVENING = minutes("18:30")
SIGNING = 5  # from so many people on a unit signs in


@dataclass(frozen=True)
class Wanted:
    """A booking that is asked for; times are minutes after midnight."""

    day: date
    opens: int
    closes: int
    room: str
    purpose: str
    holder: str
    people: int
    layout: str = ""


@dataclass(frozen=True)
class Held:
    """A booking that was made; ``attended`` is None unless it took place, ``state`` is '' for an ordinary one."""

    wanted: Wanted
    attended: int | None = None
    state: str = ""
    reason: str = ""


def made(chance: random.Random, days: Days) -> list[Held]:
    """Every booking in the order of its time, past ones with what became of them."""
    year = _Year(days)
    for day in days:
        for wanted in (*_special(chance, days, day), *_classes(days, day), *_occasional(chance, days, day)):
            year.take(wanted)
    found = sorted(year.taken, key=lambda one: (one.day, one.opens, one.room))
    held = [_past(chance, one, days) if one.day < days.today else Held(one) for one in found]
    return _with_questions(held, days)


def rows(chance: random.Random, held: list[Held], cards: list[str]) -> Iterator[list[str]]:
    """Rows of the table of bookings."""
    for one in held:
        wanted = one.wanted
        unit, card, caller, phone = _who(chance, wanted.holder, cards)
        clock = (f"{n // 60}:{n % 60:02}" for n in (wanted.opens, wanted.closes))
        came = "" if one.attended is None else str(one.attended)
        who = (unit, card, caller, phone, wanted.purpose, str(wanted.people), came)
        yield [wanted.room, wanted.day.isoformat(), *clock, *who, one.state, wanted.layout, one.reason]


class _Year:
    """Which spaces are taken when; what does not fit is left out."""

    def __init__(self, days: Days) -> None:
        self._days = days
        self._spans: dict[tuple[date, str], list[tuple[int, int]]] = defaultdict(list)
        self.taken: list[Wanted] = []

    def take(self, wanted: Wanted) -> None:
        """Take the spaces of a booking where they are free and the venue is open."""
        room = ROOMS[wanted.room]
        way = room.layout(wanted.layout)
        if wanted.opens < OPENS or wanted.closes > self._days.closes(wanted.day, room.zone):
            return
        first, last = wanted.opens - way.setup, wanted.closes + way.teardown
        spans = [self._spans[wanted.day, space] for space in room.spaces]
        if any(first < end and start < last for taken in spans for start, end in taken):
            return
        for taken in spans:
            taken.append((first, last))
        self.taken.append(wanted)


# ---------------------------------------------------------------- what is asked for on a day


def _special(chance: random.Random, days: Days, day: date) -> Iterator[Wanted]:
    """The festival, the gala, the exhibition, and the matchmaking of a third Saturday."""
    if days.festival(day):
        show = programme.SHOWS[day.weekday() - 1]
        yield Wanted(day, EVENING, LATE - 30, "剧场", f"职工文化艺术节·{show}", programme.CENTRE, 520, "演出")
        yield Wanted(day, minutes("14:00"), minutes("17:00"), "剧场", "职工文化艺术节·彩排", UNIT, 120)
        yield Wanted(day, OPENS, minutes("17:00"), "展厅", programme.EXHIBITION, programme.CENTRE, 160)
    if day == days.gala():
        yield Wanted(day, EVENING, LATE - 30, "剧场", GALA, programme.CENTRE, 560, "演出")
    if day.weekday() == SATURDAY and 15 <= day.day <= 21 and days.season(day) > 0.5:
        span = minutes("14:00"), minutes("17:00")
        yield Wanted(day, *span, "多功能厅", programme.MATCHMAKING, UNIT, chance.randint(110, 170), "联谊会")
    if day.month in (3, 6, 9, 12) and 8 <= day.day <= 21:
        yield Wanted(day, OPENS, minutes("17:00"), "展厅", programme.EXHIBITION, "滨江摄影协会", 60)


def _classes(days: Days, day: date) -> Iterator[Wanted]:
    """The classes of the weekday, smaller in the heat."""
    for course in programme.COURSES:
        if course.weekday == day.weekday() and (days.term(day) or (course.summer and days.season(day) > 0.5)):
            size = max(1, round(course.people * min(1.0, days.season(day))))
            layout = "观影" if course.room == "剧场" else ""
            yield Wanted(day, course.opens, course.closes, course.room, course.purpose, course.holder, size, layout)


def _occasional(chance: random.Random, days: Days, day: date) -> Iterator[Wanted]:
    """What is asked for now and then; the further away a day is, the fewer have asked for it."""
    ahead = max(0, (day - days.today).days)
    weight = days.season(day) * max(0.15, 1 - ahead / 28)
    for offer in programme.OFFERS:
        often = offer.weekend if day.weekday() >= SATURDAY else offer.workday
        if chance.random() < often * weight:
            yield _one(chance, offer, day)


def _one(chance: random.Random, offer: Offer, day: date) -> Wanted:
    evening = day.weekday() < SATURDAY and offer.holder == MEMBER  # people who work come after it
    spans = [span for span in offer.spans if not evening or minutes(span.split("-")[0]) >= minutes("18:00")]
    opens, closes = (minutes(words) for words in chance.choice(spans).split("-"))
    room, purpose = chance.choice(offer.rooms), chance.choice(offer.purposes)
    return Wanted(day, opens, closes, room, purpose, offer.holder, chance.randint(*offer.people), offer.layout)


# ---------------------------------------------------------------- what became of it, and who asked


def _past(chance: random.Random, wanted: Wanted, days: Days) -> Held:
    """What became of a booking; of a unit's since ``days.month`` the desk itself says whether it took place."""
    luck = chance.random()
    if luck < 0.03:
        return Held(wanted, state="取消", reason=chance.choice(programme.CANCELLED))
    if wanted.day >= days.month and wanted.people >= SIGNING and _is_of_unit(wanted.holder):
        return Held(wanted)
    if luck < 0.05 and wanted.people < 60:
        return Held(wanted, state="未到", reason=chance.choice(programme.MISSED))
    most = ROOMS[wanted.room].layout(wanted.layout).people
    return Held(wanted, attended=max(1, min(most, round(wanted.people * chance.uniform(0.7, 1.04)))))


def _is_of_unit(holder: str) -> bool:
    return holder != MEMBER and holder not in programme.GROUPS


def _with_questions(held: list[Held], days: Days) -> list[Held]:
    """Of the units' coming bookings one is only an intention and one awaits approval."""
    far = days.today + timedelta(days=3)
    waiting = iter(("意向", "待批"))
    found = []
    for one in held:
        asked = one.wanted.day > far and one.wanted.holder == UNIT and one.wanted.people >= 40
        state = next(waiting, "") if asked else ""
        found.append(Held(one.wanted, state=state) if state else one)
    return found


def _who(chance: random.Random, holder: str, cards: list[str]) -> tuple[str, str, str, str]:
    """Unit, card number, contact and phone of a holder."""
    if holder == MEMBER:
        return "", chance.choice(cards), "", ""
    if holder in programme.GROUPS:
        n = list(programme.GROUPS).index(holder)
        return "", "", f"{holder} {programme.GROUPS[holder]}", f"1380000{900 + n:04}"
    unit = {programme.CENTRE: people.CENTRE, programme.AID: people.AID}.get(holder, holder)
    return chance.choice(people.UNITS) if unit == UNIT else unit, "", "", ""
