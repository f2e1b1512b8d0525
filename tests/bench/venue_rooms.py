"""Twenty rooms, and the years of their bookings: made, some missed or cancelled, most of them ended and counted."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from tests.bench import words
from tests.bench.venue_pen import NOW, Change, Deed, Pen
from venuedesk.core import bookings, calendar, rooms
from venuedesk.core.bookings.counts import counted
from venuedesk.core.bookings.spans import Opening, openings
from venuedesk.core.calendar import HoursDraft, Window
from venuedesk.core.desk import Desk
from venuedesk.core.rooms import LayoutDraft, RoomDraft, RoomRow

# zone, name, its spaces where they are several, people
ROOMS = (
    ("activity", "多功能厅", "东厅 + 西厅", 300),
    ("fitness", "羽毛球馆", "羽毛球1–4号场", 40),
    ("fitness", "乒乓球室", "乒乓球1–2号台", 16),
    ("fitness", "瑜伽室", "", 25),
    ("fitness", "健身房", "", 30),
    ("training", "声乐教室", "", 40),
    ("training", "摄影教室", "", 30),
    ("training", "舞蹈排练厅", "", 40),
    ("training", "会议室", "", 60),
    ("calligraphy", "书法国画教室", "", 30),
    ("counselling", "心理咨询室", "", 4),
    ("counselling", "法律援助室", "", 6),
)
LAYOUTS = {"多功能厅": (("剧院式", 300, 30, 30), ("课桌式", 150, 30, 15)), "会议室": (("回字形", 40, 15, 15),)}
EVENING = (20 * 60 + 30, 22 * 60)  # extended hours of the training zone, Tuesday to Sunday
BLOCKS = ((540, 720), (720, 900), (900, 1080), (1080, 1230))  # of a day, in minutes; a booking lies in one
LENGTHS, OFTEN = (60, 90, 120), (70, 20, 10)
JOINED = 0.12  # of the blocks in which a hall is taken whole
AHEAD = 30  # days that a booking is made before it begins, at most
CANCELLED, MISSED, EARLY, SCANNED = 0.06, 0.03, 0.05, 0.4  # the last: of those that come, by scanning their slip
PURPOSES = words.parts(
    "合唱排练 舞蹈排练 瑜伽课 书法班 国画班 摄影讲座 乒乓球训练 羽毛球训练 职工大会 技能培训"
    " 心理咨询 法律咨询 读书会 安全培训 工会干部培训 趣味运动会 联谊活动 太极拳 声乐课 班组学习"
)


def furnish(desk: Desk, zones: dict[str, int], now: datetime) -> None:
    """The rooms with their spaces and layouts, and the hours of the training zone, as the manager enters them."""
    for n, (zone, name, spaces, people) in enumerate(ROOMS):
        draft = RoomDraft(
            zone_id=zones[zone], name=name, spaces=spaces, capacity=people, singly=bool(spaces), position=n
        )
        slip = desk.do(rooms.save_room, draft=draft, now=now)
        for layout, holds, before, after in LAYOUTS.get(name, ()):
            minutes = {"setup_minutes": before, "teardown_minutes": after}
            desk.do(rooms.save_layout, draft=LayoutDraft(room_id=slip.room_id, name=layout, capacity=holds, **minutes))
    windows = (Window(540, 1230), Window(*EVENING, extended=True))
    draft_ = HoursDraft(valid_from=now.date(), zone_id=zones["training"], windows=dict.fromkeys(range(1, 7), windows))
    desk.do(calendar.set_weekly_hours, draft=draft_, now=now)


@dataclass
class One:
    """A booking while the years pass."""

    room: RoomRow
    layout_id: int | None
    setup: int
    teardown: int
    starts: datetime
    ends: datetime
    id: int = 0
    values: dict[str, Any] = field(default_factory=dict)  # the row as it stands
    taken: list[int] = field(default_factory=list)  # its rows of occupancy
    made: str = ""


class Rooms:
    """Every day the bookings that are made, those that come, end, are missed or cancelled."""

    def __init__(self, pen: Pen, known: list[RoomRow]) -> None:
        self.pen = pen
        self.rooms = known
        self.alone = {room.spaces[0]: room for room in known if len(room.spaces) == 1}
        self.joined = [room for room in known if len(room.spaces) > 1]
        self.zone_of = {room.spaces[0]: room.zone_id for room in known if len(room.spaces) == 1}
        self.days = pen.size.dates
        self.planned = self.booked = self.occupied = self.ahead = 0
        self.to_make: dict[date, list[One]] = {}
        self.to_be: dict[date, list[One]] = {}  # that take place
        self.to_cancel: dict[date, list[One]] = {}
        self.standing: dict[int, One] = {}
        self.opened: dict[int, list[Opening]] = {}

    def deeds(self, n: int, day: date) -> Iterator[Deed]:
        """What happens on the nth day; the bookings of the next month are planned so far."""
        last = self.days[-1] + timedelta(days=AHEAD)
        while self.ahead <= n + AHEAD and self.days[0] + timedelta(days=self.ahead) <= last:
            self._plan(self.ahead)
            self.ahead += 1
        now, date_ = NOW.isoformat(), day.isoformat()
        for one in self.to_make.pop(day, ()):
            late = one.starts.date() == day
            at = f"{date_}T08:30:00" if late else self.pen.moment(date_, 9, 20 if day < NOW.date() else NOW.hour)
            yield at, partial(self._book, one, at)
        for one in self.to_cancel.pop(day, ()):
            yield f"{date_}T08:40:00", partial(self._call_off, one, f"{date_}T08:40:00", "cancelled", "对方改期")
        self.opened = {zone: openings(self.pen.hours[zone], day, day) for zone in set(self.zone_of.values())}
        for one in self.to_be.pop(day, ()):
            yield from (deed for deed in self._day_of(one) if deed[0] <= now)

    def finish(self) -> None:
        """The bookings that have no end yet."""
        for one in self.standing.values():
            self.pen.keep("bookings", one.id, one.values)
            self._keep_taken(one)
        self.pen.flush_all()
        self.pen.raw.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = 'occupancy'", (self.occupied,))

    # ------------------------------------------------------------ what is planned

    def _plan(self, n: int) -> None:
        """Choose the bookings of a day out of all that have room on it, as many as are due by now."""
        day = self.days[0] + timedelta(days=n)
        chance = self.pen.chance
        room = list(self._room_on(day))
        due = self.pen.size.bookings * (n + 1) // len(self.days) - self.planned
        some = chance.sample(room, min(len(room), due))
        self.planned += len(some)
        for one in some:
            made = max(self.days[0], day - timedelta(days=chance.randrange(1, AHEAD + 1)))
            self.to_make.setdefault(made, []).append(one)
            if chance.random() < CANCELLED and made < day:
                self.to_cancel.setdefault(made + (day - made) // 2 + timedelta(days=1), []).append(one)
            else:
                self.to_be.setdefault(day, []).append(one)

    def _room_on(self, day: date) -> Iterator[One]:
        chance = self.pen.chance
        closed = {zone for zone in set(self.zone_of.values()) if not self.pen.hours[zone].windows(day)}
        for block in BLOCKS:
            whole = [room for room in self.joined if room.zone_id not in closed and chance.random() < JOINED]
            held = {space for room in whole for space in room.spaces}
            for room in whole:
                layout = chance.choice(room.layouts) if room.layouts else None
                before, after = (layout.setup_minutes, layout.teardown_minutes) if layout else (0, 0)
                yield self._one(room, day, block[0] + before, block[1] - after, layout)
            for space, room in self.alone.items():
                if room.zone_id not in closed and space not in held:
                    yield from self._in_block(room, day, block)
        for room in self.alone.values():
            if self.pen.hours[room.zone_id].windows(day)[1:]:
                yield self._one(room, day, EVENING[0], EVENING[0] + 60)

    def _in_block(self, room: RoomRow, day: date, block: tuple[int, int]) -> Iterator[One]:
        chance = self.pen.chance
        at, until = block
        while True:
            layout = chance.choice((*room.layouts, None)) if room.layouts else None
            before, after = (layout.setup_minutes, layout.teardown_minutes) if layout else (0, 0)
            left = until - at - before - after
            lengths = [(length, often) for length, often in zip(LENGTHS, OFTEN, strict=True) if length <= left]
            if not lengths:
                return
            (length,) = chance.choices(*zip(*lengths, strict=True))
            yield self._one(room, day, at + before, at + before + length, layout)
            at += before + length + after + (15 if chance.random() < 0.2 else 0)

    def _one(self, room: RoomRow, day: date, first: int, last: int, layout: Any = None) -> One:
        starts, ends = (datetime(day.year, day.month, day.day, m // 60, m % 60) for m in (first, last))
        if layout is None:
            return One(room, None, 0, 0, starts, ends)
        return One(room, layout.id, layout.setup_minutes, layout.teardown_minutes, starts, ends)

    # ------------------------------------------------------------ what happens

    def _book(self, one: One, at: str) -> None:
        self.booked += 1
        one.id, one.made = self.booked, at
        one.values = {
            "code": bookings.code_of(one.id),
            "room_id": one.room.id,
            "layout_id": one.layout_id,
            "starts_at": one.starts.isoformat(),
            "ends_at": one.ends.isoformat(),
            "setup_minutes": one.setup,
            "teardown_minutes": one.teardown,
            "state": "booked",
            **self._holder(),
            "purpose": self.pen.chance.choice(PURPOSES),
            "expected": self.pen.chance.randrange(1, one.room.capacity + 1),
            "reason": "",
            "note": "",
            "made_at": at,
        }
        changes = [("bookings", one.id, None, _there(one.values)), *self._take(one)]
        self.pen.act(at, "bookings.book", "Booked", {**_named(one), "state": "booked"}, changes)
        self.standing[one.id] = one

    def _holder(self) -> dict[str, Any]:
        chance, size = self.pen.chance, self.pen.size
        kind = chance.random()
        nobody: dict[str, Any] = {"unit_id": None, "member_id": None, "caller": "", "phone": ""}
        if kind < 0.5:
            return nobody | {"unit_id": chance.randrange(2, 402)}
        if kind < 0.75:
            return nobody | {"member_id": chance.randrange(1, size.members + 1)}
        return nobody | {"caller": words.name(chance), "phone": f"13{chance.randrange(10**9):09}"}

    def _day_of(self, one: One) -> Iterator[Deed]:
        """How the day of a booking goes."""
        chance = self.pen.chance
        kind, ends = chance.random(), one.ends
        if kind < MISSED:
            yield ends.isoformat(), partial(self._call_off, one, ends.isoformat(), "no_show", "无人到场")
            return
        if chance.random() < SCANNED:
            at = (one.starts - timedelta(minutes=chance.randrange(1, 10))).isoformat()
            yield at, partial(self._arrive, one, at)
        if kind > 1 - EARLY:
            ends -= timedelta(minutes=15)
        yield ends.isoformat(), partial(self._end, one, ends, dict(self.opened))

    def _arrive(self, one: One, at: str) -> None:
        change = ({"state": "booked", "arrived_at": None}, {"state": "arrived", "arrived_at": at})
        self.pen.act(at, "bookings.check_in", "Arrived", _named(one), [("bookings", one.id, *change)])
        one.values |= change[1]

    def _end(self, one: One, ends: datetime, opened: dict[int, list[Opening]]) -> None:
        at, changes = ends.isoformat(), []
        if ends < one.ends:
            changes += self._free(one)
            changes.append(("bookings", one.id, {"ends_at": one.values["ends_at"]}, {"ends_at": at}))
            one.ends, one.values["ends_at"] = ends, at
            changes += self._take(one)
        came = max(1, round(one.values["expected"] * (0.6 + 0.4 * self.pen.chance.random())))
        over = {"state": "ended", "attended": came, "ended_at": at}
        changes.append(("bookings", one.id, {k: one.values.get(k) for k in over}, over))
        one.values |= over
        action = self.pen.act(at, "bookings.end", "BookingEnded", {**_named(one), "attended": came}, changes)
        values, member = one.values, one.values["member_id"]
        unit = self.pen.units[member] if member else values["unit_id"]
        spaces = [(space, self.zone_of[space], opened[self.zone_of[space]]) for space in one.room.spaces]
        what = {"zone_id": one.room.zone_id, "spaces": spaces, "unknown": came, "unit_id": unit}
        for line in counted(one.starts, one.ends, **what):
            self.pen.event(action, values["starts_at"], source="bookings", source_id=one.id, **line)
        self._leave(one)

    def _call_off(self, one: One, at: str, state: str, reason: str) -> None:
        if one.id not in self.standing:
            return
        changes = self._free(one)
        after = {"state": state, "reason": reason}
        changes.append(("bookings", one.id, {"state": one.values["state"], "reason": ""}, after))
        one.values |= after
        command, slip = {"cancelled": ("cancel", "BookingCancelled")}.get(state, ("mark_no_show", "NoShowMarked"))
        self.pen.act(at, f"bookings.{command}", slip, _named(one), changes, reason=reason)
        self._leave(one)

    # ------------------------------------------------------------ rows

    def _take(self, one: One) -> list[Change]:
        one.taken = [self.occupied + n for n, _space in enumerate(one.room.spaces, 1)]
        self.occupied += len(one.taken)
        return [("occupancy", row_id, None, image) for row_id, image in self._rows(one)]

    def _free(self, one: One) -> list[Change]:
        rows: list[Change] = [("occupancy", row_id, image, None) for row_id, image in self._rows(one)]
        one.taken = []
        return rows

    def _rows(self, one: One) -> list[tuple[int, dict[str, Any]]]:
        since, until = one.starts - timedelta(minutes=one.setup), one.ends + timedelta(minutes=one.teardown)
        span = {"starts_at": since.isoformat(), "ends_at": until.isoformat()}
        some = zip(one.taken, one.room.spaces, strict=False)
        return [(row_id, {"booking_id": one.id, "space_id": space, **span}) for row_id, space in some]

    def _keep_taken(self, one: One) -> None:
        for row_id, image in self._rows(one):
            self.pen.keep("occupancy", row_id, image)

    def _leave(self, one: One) -> None:
        """Nothing more happens to it."""
        self.pen.keep("bookings", one.id, one.values)
        self._keep_taken(one)
        del self.standing[one.id]


def _named(one: One) -> dict[str, Any]:
    times = {"starts_at": one.values["starts_at"], "ends_at": one.values["ends_at"]}
    return {"booking_id": one.id, "room_id": one.room.id, **times}


def _there(values: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in values.items() if v is not None}
