"""Any history of lending, visits, sign-ins and bookings gives the figures that a plain count of what was done gives.

The model keeps its own list of deeds and knows nothing of events. The figures stay when a month is closed, when a
person is erased, and when everything about the venue is renamed.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.room import MANAGER, Room
from tests.stories import rooms_scene, scene
from venuedesk.core import bookings, calendar, lending, people, tallies, visits
from venuedesk.core.house import Zone
from venuedesk.core.people import Category, Member, Unit
from venuedesk.core.rooms import RoomSpace, Space

MONTHS = ("2026-09", "2026-10", "2026-11")
FLAGS = {"industrial": (1, 0, 0), "frontline": (0, 1, 0), "new_employment": (0, 0, 1)}
UNITS = ("一中工会", "机械厂工会", "")  # '' is no unit
ROOMS = ("大厅", "东厅", "舞蹈室", "会议室")
YES = frozenset(
    (
        *("WithoutCard", "OverLimit", "Overdue", "RenewalLimit", "LoanOverdue", "CopyWasLost", "LargeGroup"),
        *("GroupAgain", "OutsideHours", "ClosedDay", "NobodyCame", "TooManyPeople", "NotDueYet", "OverAlready"),
        *(
            "HourReason",
            "DaysMissing",
            "FirstClosing",
            "LoansOnClosedDays",
            "MoreSignedIn",
            "GoneForGood",
            "AlreadyCounted",
        ),
    )
)


@dataclass(frozen=True)
class Served:
    """People who were served: one member, or a group with a category."""

    day: date
    service: str  # lending, sign-in, session
    zone: str
    heads: int
    category: str
    unit: str
    member: int | None = None


@dataclass
class Model:
    """What was done, in the order it was done, by kind."""

    lending: list[tuple[date, str, int]] = field(default_factory=list)  # day, kind, member
    visits: list[tuple[date, int]] = field(default_factory=list)
    served: list[Served] = field(default_factory=list)
    sessions: list[tuple[date, int, int]] = field(default_factory=list)  # day, people, minutes used
    category: dict[int, str] = field(default_factory=dict)
    unit: dict[int, str] = field(default_factory=dict)

    def did(self, day: date, kind: str, member: int) -> None:
        self.lending.append((day, kind, member))
        if kind in ("loan", "renewal", "return"):
            self.served.append(Served(day, "lending", "reading", 1, self.category[member], self.unit[member], member))

    def figures(self, month: str) -> dict[str, int]:
        kinds = [(kind, member) for day, kind, member in self.lending if f"{day:%Y-%m}" == month]
        found = {
            code: sum(kind == one for one, _member in kinds)
            for code, kind in (
                ("L-01", "loan"), ("L-02", "renewal"), ("L-03", "return"), ("L-04", "in_house"), ("L-07", "lost"),
            )
        }  # fmt: skip
        found["L-05"] = len({member for kind, member in kinds if kind in ("loan", "renewal")})
        found["V-01"] = sum(n for day, n in self.visits if f"{day:%Y-%m}" == month)
        held = [one for one in self.sessions if f"{one[0]:%Y-%m}" == month]
        found |= {"B-01": len(held), "B-02": sum(one[1] for one in held), "B-03": sum(one[2] for one in held)}
        found["B-07"] = found["B-02"]
        return found | self._people(month)

    def _people(self, month: str) -> dict[str, int]:
        """Members once a day, zone and service, with each flag they had that day; everybody else by heads."""
        once: dict[Any, list[Served]] = {}
        for n, one in enumerate(served for served in self.served if f"{served.day:%Y-%m}" == month):
            key = n if one.member is None else (one.member, one.zone, one.day, one.service)
            once.setdefault(key, []).append(one)
        heads = {"": 0, "industrial": 0, "frontline": 0, "new_employment": 0, "unknown": 0}
        for some in once.values():
            heads[""] += some[0].heads
            for category in {one.category for one in some} & heads.keys():
                if category != "unknown" or len({one.category for one in some}) == 1:
                    heads[category] += some[0].heads
        everyone = [one for some in once.values() for one in some]
        persons = {one.member for one in everyone} - {None}
        covered = {one.unit for one in everyone if one.heads} - {""}
        codes = dict(zip(("A-02", "A-04", "A-05", "A-06", "A-07"), heads.values(), strict=True))
        return codes | {"A-01": len(covered), "A-03": len(persons)}


class History:
    """A venue that lives through its days by chance."""

    def __init__(self, room: Room, seed: int) -> None:
        self.room, self.chance, self.model = room, random.Random(seed), Model()
        rooms_scene.build_palace(room.file, room.at("2026-08-30T09:00"))
        for n in range(8):
            self._member(n)
        self.copies = [room.copy(f"B{n}") for n in range(12)]
        self.out: dict[int, tuple[int, int]] = {}  # copy: loan, member
        room.do(visits.mark_day, door_id=1, day=date(2026, 8, 30), state="closed")

    def _member(self, n: int) -> None:
        category = self.chance.choice([*FLAGS, "retired", "unknown"])
        unit = self.chance.choice(UNITS)
        member = self.room.member(f"读者{n}", category=category, unit=unit)
        self.model.category[member], self.model.unit[member] = category, unit

    def live(self, days: int) -> None:
        moment = datetime(2026, 9, 1, 9)
        deeds = (self.lend, self.lend, self.take_back, self.renew, self.lose, self.shelve)
        deeds += (self.count, self.count, self.sign_in, self.sign_in_group, self.hold, self.change_category, self.turn)
        for _ in range(days):
            moment += timedelta(hours=24 * 80 / days)
            self.room.at(f"{moment:%Y-%m-%d}T09:{self.chance.randrange(60):02}")
            for _ in range(self.chance.randrange(1, 6)):
                self.chance.choice(deeds)()
                self.room.later(minutes=31)

    @property
    def today(self) -> date:
        return self.room.clock.date()

    def lend(self) -> None:
        member = self.chance.choice(list(self.model.category))
        free = [copy for copy in self.copies if copy not in self.out]
        if free:
            copy = self.chance.choice(free)
            slip = self.room.do(lending.check_out, member_id=member, copy_id=copy, accepted=YES, reason="活动")
            self.out[copy] = (slip.loan_id, member)
            self.model.did(self.today, "loan", member)

    def _of_out(self) -> tuple[int, int, int] | None:
        if not self.out:
            return None
        copy = self.chance.choice(sorted(self.out))
        return copy, *self.out[copy]

    def take_back(self) -> None:
        found = self._of_out()
        if found:
            self.room.take_back(found[0])
            del self.out[found[0]]
            self.model.did(self.today, "return", found[2])

    def renew(self) -> None:
        found = self._of_out()
        if found:
            self.room.do(lending.renew, loan_id=found[1], accepted=YES, reason="活动")
            self.model.did(self.today, "renewal", found[2])

    def lose(self) -> None:
        found = self._of_out()
        if found and self.chance.random() < 0.3:
            self.room.do(lending.report_lost, copy_id=found[0])
            del self.out[found[0]]
            self.model.did(self.today, "lost", found[2])

    def shelve(self) -> None:
        free = [copy for copy in self.copies if copy not in self.out]
        if free:
            slip = self.room.do(lending.record_in_house_use, copy_id=self.chance.choice(free), accepted=YES)
            if type(slip).__name__ == "InHouseUseRecorded":
                self.model.lending.append((self.today, "in_house", 0))

    def count(self) -> None:
        n = self.chance.choice((1, 1, 2, 7, 30))
        self.room.do(visits.count_visitors, door_id=1, count=n)
        self.model.visits.append((self.today, n))
        if self.chance.random() < 0.3:
            self.room.do(visits.count_visitors, door_id=1, count=-1)
            self.model.visits.append((self.today, -1))

    def sign_in(self) -> None:
        member = self.chance.choice(list(self.model.category))
        zone = self.chance.choice(("training", "reading"))
        slip = self.room.do(visits.sign_in_member, member_id=member, zone_id=self._zone(zone), accepted=YES)
        if isinstance(slip, visits.SignedIn):
            category, unit = self.model.category[member], self.model.unit[member]
            self.model.served.append(Served(self.today, "sign-in", zone, 1, category, unit, member))

    def sign_in_group(self) -> None:
        name = self.chance.choice(("合唱团", "一中工会"))
        part, heads = self.chance.randrange(0, 9), self.chance.randrange(9, 30)
        draft = visits.GroupDraft(
            zone_id=self._zone("training"),
            headcount=heads,
            group_name=name,
            parts=((self._category("frontline"), part),) if part else (),
        )
        self.room.do(visits.sign_in_group, draft=draft, accepted=YES)
        for n, category in ((part, "frontline"), (heads - part, "unknown")):
            self.model.served.append(Served(self.today, "sign-in", "training", n, category, name))

    def hold(self) -> None:
        """A session of today, from its booking to its end."""
        room, name = self.room, self.chance.choice(ROOMS)
        begins = room.clock.replace(minute=0) + timedelta(hours=1)
        ends = begins + timedelta(minutes=self.chance.choice((30, 60, 90)))
        unit = self.chance.choice((*UNITS[:2], f"单位{self.chance.randrange(30)}"))
        draft = bookings.BookingDraft(
            room_id=rooms_scene.room_named(room.file, name), starts_at=begins, ends_at=ends, unit_id=self._unit(unit),
            phone="13800001111", expected=self.chance.randrange(1, 20),
        )  # fmt: skip
        made = room.do(bookings.book, draft=draft, accepted=YES, reason="活动").booking_id
        if self.chance.random() < 0.2:
            room.do(bookings.cancel, booking_id=made, reason="生病", accepted=YES)
            return
        room.clock = begins
        room.do(bookings.check_in, booking_id=made, accepted=YES)
        members = self.chance.sample(sorted(self.model.category), self.chance.randrange(3))
        for member in members:
            room.do(
                visits.sign_in_member, member_id=member, zone_id=self._zone("activity"), booking_id=made, accepted=YES
            )
            category, of = self.model.category[member], self.model.unit[member]
            self.model.served.append(Served(self.today, "session", "activity", 1, category, of, member))
        came = self.chance.choice((0, 0, 5, 11))
        room.clock = ends
        room.do(bookings.end, booking_id=made, attended=came, accepted=YES, reason="活动")
        heads = max(came, len(members))
        self.model.sessions.append((self.today, heads, self._minutes(name, begins, ends)))
        rest = Served(self.today, "session", "activity", heads - len(members), "unknown", unit)
        self.model.served.append(rest)

    def _minutes(self, name: str, begins: datetime, ends: datetime) -> int:
        """Minute by minute, once for each space."""
        with Session(self.room.file.reader) as session:
            opened = calendar.load(session, zone_id=self._zone("activity"))
            spaces = session.scalars(
                select(Space.id).join(RoomSpace, RoomSpace.space_id == Space.id)
                .where(RoomSpace.room_id == rooms_scene.room_named(self.room.file, name))
            ).all()  # fmt: skip
        minutes = (begins + timedelta(minutes=n) for n in range((ends - begins) // timedelta(minutes=1)))
        return len(spaces) * sum(opened.is_open(minute) for minute in minutes)

    def turn(self) -> None:
        """A member who has a book becomes another kind of worker, and brings the book back on the day of the loan."""
        free = [copy for copy in self.copies if copy not in self.out]
        if free:
            member = self.chance.choice(list(self.model.category))
            self.room.do(lending.check_out, member_id=member, copy_id=free[0], accepted=YES, reason="活动")
            self.model.did(self.today, "loan", member)
            self.change_category(member)
            self.room.take_back(free[0])
            self.model.did(self.today, "return", member)

    def change_category(self, member: int | None = None) -> None:
        """A member becomes another kind of worker; what they did before stays what it was."""
        member = member or self.chance.choice(list(self.model.category))
        category = self.chance.choice([*FLAGS, "retired", "unknown"])
        wanted = self._category(category)

        def deed(session: Session) -> None:
            session.get_one(Member, member).category_id = wanted

        scene.write(self.room.file, self.room.clock, deed)
        self.model.category[member] = category

    def _zone(self, code: str) -> int:
        return int(scene.read(self.room.file, select(Zone.id).where(Zone.code == code)))

    def _category(self, code: str) -> int:
        return int(scene.read(self.room.file, select(Category.id).where(Category.code == code)))

    def _unit(self, name: str) -> int:
        def deed(session: Session) -> None:
            if session.scalar(select(Unit.id).where(Unit.name == name)) is None:
                session.add(Unit(name=name))

        scene.write(self.room.file, self.room.clock, deed)
        return int(scene.read(self.room.file, select(Unit.id).where(Unit.name == name)))


def counted(room: Room, month: str, codes: set[str]) -> dict[str, int]:
    told = room.desk.ask(tallies.month, month=month, now=room.clock)
    return {code: told.figure(code).numerator for code in codes}


def opened(room: Room, month: str) -> Iterator[tuple[str, int]]:
    lending, spaces = ("L-01", "L-03", "L-05", "V-01"), ("B-01", "B-02", "B-03", "B-07")
    for code in (*lending, *spaces, "A-01", "A-02", "A-03", "A-04", "A-07"):
        found = room.desk.ask(tallies.rows_of, month=month, code=code)
        yield code, sum(row[-1] for row in found.rows)


def close(room: Room, month: str) -> None:
    told = room.desk.ask(tallies.month, month=month, now=room.clock)
    wanted: dict[str, Any] = {"month": month, "sha256": told.sha256, "paper": b"%PDF", "accepted": YES}
    room.desk.do_with_password(scene.PASSWORD, tallies.close_month, now=room.clock, **wanted)


@pytest.mark.uncounted
@pytest.mark.parametrize("seed", range(4))
def test_figures_are_what_a_plain_count_of_the_deeds_gives_and_stay_so(room: Room, seed: int):
    history = History(room, seed)
    history.live(45)
    wanted = {month: history.model.figures(month) for month in MONTHS}
    assert sum(sum(found.values()) for found in wanted.values()) > 500
    room.at("2026-12-05T09:00")
    room.desk.sit_down(MANAGER)

    def holds() -> None:
        for month in MONTHS:
            assert counted(room, month, set(wanted[month])) == wanted[month], month

    holds()
    for month in MONTHS:
        found = dict(opened(room, month))
        assert found == {code: wanted[month][code] for code in found}, month
    for copy in sorted(history.out):
        room.take_back(copy)
    for month in MONTHS:
        apart = room.desk.ask(tallies.balance, month=month, now=room.clock).apart
        assert apart == 0, month
    live = [room.desk.ask(tallies.month, month=month, now=room.clock) for month in MONTHS]
    for month in MONTHS[:2]:
        close(room, month)
    holds()
    for member in history.model.category:
        erase: dict[str, Any] = {"member_id": member, "accepted": YES, "now": room.clock}
        room.desk.do_with_password(scene.PASSWORD, people.erase_member, **erase)
    holds()
    assert [room.desk.ask(tallies.month, month=m, now=room.clock).sha256 for m in MONTHS] == [m.sha256 for m in live]
    close(room, MONTHS[2])
    holds()
    assert room.faults() == []
