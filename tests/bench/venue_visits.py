"""The years at the doors: an entry for each hour, in the last weeks each tap; and those who sign in."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

from tests.bench.venue_pen import NOW, Deed, Pen

DOORS = (1, 2)  # the main door, counted by taps of late; the east door, by the hour
TAPPED = 30  # days of taps
HOURS = range(9, 21)
ENTERED = "按纸面登记补录"
SEASONS = (8, 7, 10, 11, 11, 10, 13, 13, 11, 10, 10, 9)  # tenths, by month
SIGNED = 12  # members that sign in a day
GROUPS = 0.6  # of the days have a group
ACCEPTED = '["HourReason"]'


class Visits:
    """Every open day the visits of each hour, and some sign-ins."""

    def __init__(self, pen: Pen) -> None:
        self.pen = pen
        self.taps_from = NOW.date() - timedelta(days=TAPPED)
        self.zones = [zone_id for code, zone_id in pen.zones.items() if code != "reading"]
        self.sign_ins = 0
        self.today: dict[int, int] = {}  # by door
        self.here: dict[int, int] = {}  # signed in, by zone

    def deeds(self, _n: int, day: date) -> Iterator[Deed]:
        """What happens on a day."""
        self.today, self.here = dict.fromkeys(DOORS, 0), dict.fromkeys(self.zones, 0)
        if not self.pen.hours[None].windows(day):
            return
        now, date_ = NOW.isoformat(), day.isoformat()
        until = 20 if day < NOW.date() else NOW.hour
        for door in DOORS:
            for hour in HOURS:
                visits = self._visits(door, day, hour)
                if door == DOORS[0] and day > self.taps_from:
                    yield from (deed for deed in self._taps(door, date_, hour, visits) if deed[0] <= now)
                elif (at := f"{date_}T{hour + 1:02}:02:00") <= now:
                    yield at, partial(self._hour, at, door, hour, visits)
        chance = self.pen.chance
        came = {(chance.randrange(1, self.pen.size.members + 1), chance.choice(self.zones)) for _n in range(SIGNED)}
        for member, zone_id in sorted(came):
            at = self.pen.moment(date_, 9, until)
            yield at, partial(self._sign_in, at, member, zone_id)
        if chance.random() < GROUPS:
            at = self.pen.moment(date_, 9, until)
            yield at, partial(self._group, at, chance.choice(self.zones))

    def finish(self) -> None:
        """Nothing is left open."""

    def _visits(self, door: int, day: date, hour: int) -> int:
        busy = SEASONS[day.month - 1] * (16 if day.weekday() > 4 else 10) * (3 if door == DOORS[0] else 1)
        return round(busy * (1.5 if 9 < hour < 18 else 0.7) / 10 * (0.7 + 0.6 * self.pen.chance.random()))

    def _taps(self, door: int, day: str, hour: int, visits: int) -> Iterator[Deed]:
        """One by one, now and then a group."""
        moments = sorted(self.pen.chance.randrange(3600) for _n in range(visits))
        for n, second in enumerate(moments):
            at = f"{day}T{hour:02}:{second // 60:02}:{second % 60:02}"
            yield at, partial(self._tap, at, door, 20 if n == 7 else 1, n)

    # ------------------------------------------------------------ gestures

    def _sums(self, door: int, count: int) -> dict[str, int]:
        self.today[door] += count
        return {"today": self.today[door], "all_doors": sum(self.today.values())}

    def _tap(self, at: str, door: int, count: int, before: int) -> None:
        hour = before + count + (19 if before > 7 else 0)
        kept = {"door_id": door, "count": count, "hour": hour, **self._sums(door, count)}
        action = self.pen.act(at, "visits.count_visitors", "Counted", kept)
        self.pen.event(action, at, "visit", "doors", door, quantity=count)

    def _hour(self, at: str, door: int, hour: int, visits: int) -> None:
        self._sums(door, visits)
        kept = {"door_id": door, "day": at[:10], "hour": hour, "visits": visits, "before": 0}
        action = self.pen.act(at, "visits.set_hour", "HourCounted", kept, accepted=ACCEPTED, reason=ENTERED)
        begun = f"{at[:10]}T{hour:02}:00:00"
        self.pen.event(action, begun, "visit", "doors", door, quantity=visits, reason=ENTERED)

    def _signed(self, at: str, zone_id: int, headcount: int, **who: Any) -> list[Any]:
        self.sign_ins += 1
        self.here[zone_id] += headcount
        parts = {"day": at[:10], "at": at, "zone_id": zone_id, "group_name": "", "headcount": headcount, **who}
        return [self.pen.record("sign_ins", {"id": self.sign_ins, **parts})]

    def _sign_in(self, at: str, member: int, zone_id: int) -> None:
        changes = self._signed(at, zone_id, 1, member_id=member)
        kept = {"sign_in_id": self.sign_ins, "member_id": member, "zone_id": zone_id, "today": self.here[zone_id]}
        action = self.pen.act(at, "visits.sign_in_member", "SignedIn", kept, changes)
        self.pen.event(action, at, "attendance", "sign_ins", self.sign_ins, member=member, zone_id=zone_id)

    def _group(self, at: str, zone_id: int) -> None:
        chance = self.pen.chance
        headcount, unit_id = chance.randrange(20, 80), chance.randrange(2, 402)
        changes = self._signed(at, zone_id, headcount, unit_id=unit_id)
        some = chance.sample([c for c in self.pen.flags if c not in (None, self.pen.unknown)], 2)
        parts = [(some[0], headcount // 2), (some[1], headcount // 4)]
        rest = headcount - sum(n for _category, n in parts)
        kept = {"sign_in_id": self.sign_ins, "zone_id": zone_id, "headcount": headcount, "unknown": rest}
        action = self.pen.act(at, "visits.sign_in_group", "GroupSignedIn", kept, changes)
        for category, n in (*parts, (self.pen.unknown, rest)):
            who = {"zone_id": zone_id, "unit_id": unit_id, "category": category, "quantity": n}
            self.pen.event(action, at, "attendance", "sign_ins", self.sign_ins, **who)
