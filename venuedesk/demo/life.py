"""What the desk of the demonstration does itself: a clerk's gestures of the last weeks, and those of today."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from venuedesk.core import bookings, books, house, lending, people, visits
from venuedesk.core.desk import Desk
from venuedesk.demo import people as persons
from venuedesk.demo import programme
from venuedesk.demo.bookings import SIGNING, Held
from venuedesk.demo.days import CLOSES, Days, moment
from venuedesk.demo.visits import came, uncounted
from venuedesk.i18n import _

Deed = tuple[datetime, Callable[..., Any], dict[str, Any]]

_INDUSTRIAL = ("机械", "纺织", "钢铁", "化工", "食品", "电子", "建筑", "自来水", "供电")
_NEW = ("快递", "网约车", "外卖", "货运", "物流")
_OFFICE = ("税务", "教育", "医院", "小学", "街道")
_READERS = (570, 612, 625, 658, 703, 865, 880, 905, 945, 1012, 1068, 1095, 1117, 1162)  # when readers come, in minutes
_ONLY_BACK = 12  # the minute of one who takes nothing
_LATE = timedelta(minutes=20)  # who has not come by then is missed


def zones_of(desk: Desk) -> dict[str, int]:
    """The zones that a venue starts with, by their codes."""
    codes = {_(name): code for code, name in house.ZONES}
    return {codes[name]: id_ for id_, name in desk.ask(house.zones)}


@dataclass
class Life:
    """The desk at work: what is counted, who signs in, who comes to a room and when it is over."""

    desk: Desk
    days: Days
    chance: random.Random

    def __post_init__(self) -> None:
        """Know the units, zones, categories and doors."""
        self.units = {unit.name: unit.id for unit in self.desk.ask(people.units)}
        self.zones = zones_of(self.desk)
        self.categories = {one.code: one.id for one in self.desk.ask(people.categories)}
        self.main, self.gate = (door.id for door in self.desk.ask(visits.doors))
        self._forgotten = self._to_forget()

    # ------------------------------------------------------------ the last weeks

    def weeks(self) -> None:
        """The gestures of the last weeks: rooms, groups, reading on site; a day on which the gate was out of order."""
        for day in self.days.past():
            if day >= self.days.month:
                self._do([*self._rooms(day, moment(day, 0), moment(day, 24 * 60)), *self._groups(day)])
        _missing, broken = uncounted(self.days)
        at = moment(broken, CLOSES)
        self.desk.do(visits.mark_day, door_id=self.gate, day=broken, state=visits.NOT_COUNTED, now=at)

    def renewals(self) -> None:
        """Loans that are due in the next days and were renewed in time."""
        for n in range(1, 10):
            for loan in self.desk.ask(lending.due_on, day=self.days.today + timedelta(days=n))[:3]:
                day = self.days.open_before(self.days.today - timedelta(days=self.chance.randint(1, 12)))
                self.desk.do(lending.renew, loan_id=loan.id, now=moment(day, 16 * 60))

    def read_on_site(self, copies: list[int]) -> None:
        """Books that are read on site, a few a day."""
        for day in self.days.past():
            if day >= self.days.month:
                for n, copy in enumerate(self.chance.sample(copies, self.chance.randint(1, 5))):
                    self.desk.do(lending.record_in_house_use, copy_id=copy, now=moment(day, 17 * 60 + n))

    def _to_forget(self) -> int:
        """A booking of the last month that nobody said the end of."""
        day = self.days.open_before(self.days.today.replace(day=1) - timedelta(days=1))
        booked = [row.id for row in self.desk.ask(bookings.day, day=day) if row.state == bookings.BOOKED]
        return min(booked, default=0)

    # ------------------------------------------------------------ today

    def pass_time(self, since: datetime, until: datetime, held: list[Held]) -> None:
        """Everything that happens at the desk after ``since`` until ``until``, on the day of both."""
        day = until.date()
        if self.days.is_open(day):
            deeds = [*self._rooms(day, since, until), *self._hours(day, since, until, held)]
            self._do([*deeds, *self._readers(day, since, until)])

    def _readers(self, day: date, since: datetime, until: datetime) -> Iterator[Deed]:
        """Now and then a reader brings a book back before it is due and takes another one."""
        moments = [at for at in (moment(day, minutes) for minutes in _READERS) if since < at <= until]
        late = {loan.member_id for loan in self.desk.ask(lending.overdue, now=until)}
        due = [loan for n in range(2, 16) for loan in self.desk.ask(lending.due_on, day=day + timedelta(days=n))]
        back = [loan for loan in due if loan.lent_at.date() < day and loan.member_id not in late]
        titles, lent = self.desk.ask(books.titles).rows, set[int]()
        for n, (at, loan) in enumerate(zip(moments, back, strict=False)):
            yield at, lending.check_in, {"copy_id": loan.copy_id}
            title = titles[(at.hour * 7 + n * 5) % len(titles)]
            free = [one for one in self.desk.ask(lending.free_copies, title_id=title.id) if one.item_type == "book"]
            if at.minute == _ONLY_BACK or not free or free[0].id in lent:
                continue
            lent.add(free[0].id)
            card = self.desk.ask(people.cards, member_id=loan.member_id)[0]
            wanted = {"member_id": loan.member_id, "copy_id": free[0].id, "card_id": card.id}
            yield at + timedelta(minutes=1), lending.check_out, wanted

    def _hours(self, day: date, since: datetime, until: datetime, held: list[Held]) -> Iterator[Deed]:
        hours = came(random.Random(day.toordinal()), self.days, [one for one in held if one.wanted.day == day], day)
        for hour, n in hours.items():
            at = moment(day, hour * 60 + 40)
            if since < at <= until:
                count = min(999, max(1, round(n * 0.78)))
                yield at, visits.count_visitors, {"door_id": self.main, "count": count, "accepted": {"LargeGroup"}}

    # ------------------------------------------------------------ the deeds

    def _do(self, deeds: list[Deed]) -> None:
        for at, command, wanted in sorted(deeds, key=lambda deed: deed[0]):
            self.desk.do(command, now=at, **wanted)

    def _rooms(self, day: date, since: datetime, until: datetime) -> Iterator[Deed]:
        """Who comes to a room, who does not, and when it is over, as far as that lies between two moments."""
        for row in self.desk.ask(bookings.day, day=day):
            if row.state not in (bookings.BOOKED, bookings.ARRIVED) or row.id == self._forgotten:
                continue
            luck = random.Random(row.id)
            comes, goes = row.starts_at - timedelta(minutes=luck.randint(2, 9)), row.ends_at
            booking = {"booking_id": row.id}
            if luck.random() < 0.03 and row.expected < 60:
                if since < row.starts_at + _LATE <= until:
                    why = luck.choice(programme.MISSED)
                    yield row.starts_at + _LATE, bookings.mark_no_show, booking | {"reason": why}
                continue
            if since < comes <= until and row.state == bookings.BOOKED:
                if day == self.days.today:
                    yield comes, bookings.check_in, booking
                yield from self._sign_in(row, luck, comes)
            if since < goes <= until:
                people_ = max(1, min(row.expected, round(row.expected * luck.uniform(0.75, 1.0))))
                yield goes, bookings.end, booking | {"attended": people_}

    def _sign_in(self, row: bookings.BookingRow, luck: random.Random, at: datetime) -> Iterator[Deed]:
        """Most units sign in with their people, of whom some are not asked for their category."""
        n = round(row.expected * luck.uniform(0.75, 0.95))
        if row.unit_id is None or n < SIGNING or luck.random() < 0.08:
            return
        draft = visits.GroupDraft(
            zone_id=row.zone_id, headcount=n, unit_id=row.unit_id, booking_id=row.id, parts=self._parts(row.holder, n)
        )
        yield at + timedelta(minutes=1), visits.sign_in_group, {"draft": draft, "accepted": {"LargeGroup"}}

    def _groups(self, day: date) -> Iterator[Deed]:
        """Units that come to train or to read without a booking."""
        for n, name in enumerate(self.chance.sample(persons.UNITS, 2 + (day.weekday() >= 5))):
            headcount = self.chance.randint(8, 36)
            zone = self.zones[self.chance.choice(("fitness", "fitness", "reading", "activity"))]
            parts = self._parts(name, headcount)
            draft = visits.GroupDraft(zone_id=zone, headcount=headcount, unit_id=self.units[name], parts=parts)
            yield moment(day, 10 * 60 + 95 * n + 7), visits.sign_in_group, {"draft": draft}

    def _parts(self, unit: str, people_: int) -> tuple[tuple[int, int], ...]:
        """The categories of a group: most are what their unit is, the rest are not asked."""
        code = "industrial" if any(word in unit for word in _INDUSTRIAL) else "frontline"
        code = "new_employment" if any(word in unit for word in _NEW) else code
        code = "office" if any(word in unit for word in _OFFICE) else code
        if unit == persons.CENTRE:  # its classes are open to every unit
            shares = {"industrial": 0.5, "frontline": 0.18, "new_employment": 0.12, "office": 0.06, "retired": 0.06}
        else:
            shares = {code: 0.7, "frontline" if code != "frontline" else "industrial": 0.18}
        return tuple((self.categories[one], n) for one, share in shares.items() if (n := int(people_ * share)))
