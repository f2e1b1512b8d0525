"""The rules of bookings by table and by brute force: codes, spans, moves of state, ways out."""

import random
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from venuedesk.core.bookings import STATES, WayOut, code_of, is_code, rules, span_text, spans, ways
from venuedesk.core.bookings.numbers import ALPHABET, LENGTH
from venuedesk.core.bookings.rows import BookingRow
from venuedesk.core.calendar import Window
from venuedesk.core.errors import Problem

DAY = date(2026, 11, 20)
MINUTE = timedelta(minutes=1)


def at(words: str) -> datetime:
    """14:00 of the day, +02:00 of the next."""
    return datetime.fromisoformat(f"{DAY + timedelta(days=words.startswith('+'))}T{words.removeprefix('+')}")


# ---------------------------------------------------------------- codes


def test_a_code_has_eight_characters_none_of_which_is_read_as_another() -> None:
    for booking_id in (1, 2, 3, 400_000, 2**35 - 1):
        code = code_of(booking_id)
        assert len(code) == LENGTH == 8
        assert not set(code) & set("IO01")
        assert is_code(code)
    assert code_of(1) != code_of(2)
    assert len(ALPHABET) == len(set(ALPHABET)) == 32


def test_no_two_codes_are_the_same_and_neighbours_look_nothing_alike() -> None:
    codes = [code_of(n) for n in range(1, 20_001)]
    assert len(set(codes)) == len(codes)
    alike = [sum(a == b for a, b in zip(one, other, strict=True)) for one, other in pairwise(codes)]
    assert sum(alike) / len(alike) < 1


@pytest.mark.parametrize("booking_id", [1, 7, 365, 40_000, 123_456_789])
def test_every_single_wrong_character_is_found(booking_id: int) -> None:
    code = code_of(booking_id)
    for place in range(LENGTH):
        for other in set(ALPHABET) - {code[place]}:
            assert not is_code(code[:place] + other + code[place + 1 :])


def test_every_exchange_of_two_characters_is_found() -> None:
    exchanged = 0
    for booking_id in range(1, 500):
        code = code_of(booking_id)
        for one in range(LENGTH):
            for other in range(one + 1, LENGTH):
                if code[one] != code[other]:
                    wrong = list(code)
                    wrong[one], wrong[other] = wrong[other], wrong[one]
                    assert not is_code("".join(wrong))
                    exchanged += 1
    assert exchanged > 10_000


@pytest.mark.parametrize(
    "text", ["", "ABC", code_of(1)[:-1], code_of(1) + "A", code_of(1).lower(), "IO010101", "活" * 8]
)
def test_what_is_no_code(text: str) -> None:
    assert not is_code(text)


# ---------------------------------------------------------------- spans


class Hours:
    """Opening hours by day: minutes, or None for closed."""

    def __init__(self, **days: tuple[Window, ...]) -> None:
        self.days = {date(2026, 11, int(name.removeprefix("d"))): found for name, found in days.items()}

    def windows(self, day: date) -> tuple[Window, ...]:
        return self.days.get(day, ())

    def why_closed(self, day: date) -> str:
        return "" if self.windows(day) else "检修"


NINE_TO_FIVE = Window(540, 1020)
EVENING = Window(1020, 1140, extended=True)
NIGHT = Window(1320, 1560)  # 22:00 to +02:00


@pytest.mark.parametrize(
    ("begins", "ends", "ordinary", "extended", "closed"),
    [
        ("09:00", "17:00", 480, 0, 0),
        ("08:00", "09:00", 0, 0, 60),
        ("08:30", "09:30", 30, 0, 30),
        ("16:00", "18:00", 60, 60, 0),
        ("17:00", "20:00", 0, 120, 60),
        ("19:00", "22:00", 0, 0, 180),
        ("21:00", "+03:00", 240, 0, 120),
        ("+00:00", "+01:00", 60, 0, 0),
        ("08:00", "+03:00", 720, 120, 300),
    ],
)
def test_minutes_lie_in_the_windows_in_which_they_lie(
    begins: str, ends: str, ordinary: int, extended: int, closed: int
) -> None:
    hours = Hours(d20=(NINE_TO_FIVE, EVENING, NIGHT))
    found = spans.openings(hours, at(begins).date(), at(ends).date())
    assert spans.minutes_of(at(begins), at(ends), found) == spans.Minutes(ordinary, extended, closed)


def test_where_ordinary_and_extended_hours_meet_the_ordinary_count() -> None:
    found = [spans.Opening(at("09:00"), at("12:00")), spans.Opening(at("11:00"), at("13:00"), True)]
    assert spans.minutes_of(at("10:00"), at("14:00"), found) == spans.Minutes(120, 60, 60)
    assert spans.runs(found) == [(at("09:00"), at("13:00"))]


@pytest.mark.parametrize(
    ("begins", "ends", "day"),
    [
        (datetime(2026, 11, 20, 10), datetime(2026, 11, 20, 12), None),
        (datetime(2026, 11, 21, 10), datetime(2026, 11, 21, 12), date(2026, 11, 21)),
        (datetime(2026, 11, 20, 20), datetime(2026, 11, 21, 3), None),  # a night belongs to its evening
        (datetime(2026, 11, 21, 0), datetime(2026, 11, 21, 2), None),  # still the window of the day before
        (datetime(2026, 11, 21, 1), datetime(2026, 11, 21, 3), date(2026, 11, 21)),
        (datetime(2026, 11, 20, 10), datetime(2026, 11, 22, 12), date(2026, 11, 21)),
        (datetime(2026, 11, 20, 10), datetime(2026, 11, 21, 0), None),
    ],
)
def test_a_closed_day_is_one_without_any_hours(begins: datetime, ends: datetime, day: date | None) -> None:
    hours = Hours(d20=(NINE_TO_FIVE, NIGHT), d22=(NINE_TO_FIVE,))
    found = spans.openings(hours, begins.date(), ends.date())
    assert spans.closed_day(begins, ends, hours, found) == day


# ---------------------------------------------------------------- states


def test_the_moves_of_state_are_one_table() -> None:
    assert set(rules.MOVES) == set(STATES)
    legal = {(a, b) for a, follow in rules.MOVES.items() for b in follow}
    planned = ("tentative", "awaiting", "booked")
    assert legal == {
        *((a, b) for a in planned for b in planned if a != b),
        *((a, b) for a in planned for b in ("arrived", "no_show", "cancelled")),
        ("booked", "ended"),
        ("arrived", "ended"),
        ("arrived", "cancelled"),
    }


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("wanted", [*STATES, "lost"])
def test_what_is_not_in_the_table_is_refused(state: str, wanted: str) -> None:
    found: list[Problem] = [*rules.illegal_move(state, wanted)]
    expected = "UnknownState" if wanted == "lost" else "" if wanted in rules.MOVES[state] else "IllegalMove"
    assert [p.code for p in found] == ([expected] if expected else [])
    assert [p.code for p in rules.not_changeable(state)] == ([] if rules.MOVES[state] else ["IllegalMove"])


@pytest.mark.parametrize(("came", "signed", "in_all", "unknown"), [(10, 3, 10, 7), (3, 10, 10, 0), (0, 0, 0, 0)])
def test_the_larger_of_headcount_and_sign_ins_counts(came: int, signed: int, in_all: int, unknown: int) -> None:
    assert rules.attendances(came, signed) == (in_all, unknown)


# ---------------------------------------------------------------- words


def test_a_span_is_said_with_the_day_of_its_end_where_that_is_another() -> None:
    assert span_text(at("14:00"), at("16:00")) == "Fri 11/20 14:00–16:00"
    assert span_text(at("14:00"), at("16:00"), today=DAY) == "today 14:00–16:00"
    assert span_text(at("22:00"), at("+01:00")) == "Fri 11/20 22:00–01:00 the next day"
    assert span_text(at("22:00"), at("+01:00") + timedelta(days=1)) == "Fri 11/20 22:00 – Sun 11/22 01:00"
    assert str(WayOut(1, "大厅", 2, "课桌", at("14:00"), at("16:00"))) == "大厅 (课桌) Fri 11/20 14:00–16:00"
    assert str(WayOut(1, "大厅", None, "", at("14:00"), at("16:00"))) == "大厅 Fri 11/20 14:00–16:00"


def test_a_row_knows_when_its_spaces_are_taken() -> None:
    nothing = dict.fromkeys(BookingRow.__dataclass_fields__)
    times = {"starts_at": at("14:00"), "ends_at": at("16:00"), "setup_minutes": 30, "teardown_minutes": 15}
    row = BookingRow(**nothing | times)
    assert (row.taken_from, row.taken_until) == (at("13:30"), at("16:15"))


# ---------------------------------------------------------------- ways out, by brute force

SLOT = timedelta(minutes=15)
START = datetime(2026, 11, 20)
SLOTS = 96


class World:
    """Rooms, bookings and hours thrown by dice, kept as sets of slots."""

    def __init__(self, dice: random.Random) -> None:
        self.places = []
        for room_id in range(1, 7):
            some = tuple(sorted(dice.sample(range(1, 6), dice.choice((1, 1, 2)))))
            for layout_id in (None, room_id * 10, room_id * 10 + 1)[: dice.randint(1, 3)]:
                before, after = (dice.randint(0, 3) * SLOT if layout_id else timedelta() for _ in range(2))
                layout = "" if layout_id is None else "课桌" if layout_id % 10 else "剧场"
                named = (room_id, f"R{room_id}", dice.choice((1, 2)), layout_id, layout)
                self.places.append(ways.Place(*named, dice.randint(1, 5) * 10, before, after, some))
        self.taken_slots: dict[int, set[int]] = {space: set() for space in range(1, 6)}
        self.taken: dict[int, list[ways.Span]] = {space: [] for space in range(1, 6)}
        for space in range(1, 6):
            for _booking in range(dice.randint(0, 60)):
                first = dice.randrange(-8, SLOTS * 16)
                last = first + dice.randint(1, 16)
                if not self.taken_slots[space] & set(range(first, last)):
                    self.taken_slots[space] |= set(range(first, last))
                    self.taken[space].append((START + first * SLOT, START + last * SLOT))
        self.open_slots: dict[int, set[int]] = {1: set(), 2: set()}
        self.runs: dict[int, list[ways.Span]] = {1: [], 2: []}
        for zone in (1, 2):
            found = []
            for day in range(16):
                if dice.random() < 0.8:
                    first = day * SLOTS + dice.randint(30, 40)
                    last = day * SLOTS + dice.randint(70, 110)
                    self.open_slots[zone] |= set(range(first, last))
                    found.append(spans.Opening(START + first * SLOT, START + last * SLOT))
            self.runs[zone] = spans.runs(found)
        place = dice.choice(self.places)
        self.first, self.length = dice.randrange(SLOTS), dice.randint(1, 12)
        begins = START + self.first * SLOT
        self.earliest = dice.choice((0, 0, dice.randrange(SLOTS)))
        more = (dice.randint(1, 45), START + self.earliest * SLOT)
        self.wish = ways.Wish(place, begins, begins + self.length * SLOT, *more)

    def free(self, place: ways.Place, first: int) -> bool:
        session = set(range(first, first + self.length))
        spent = set(range(first - place.setup // SLOT, first + self.length + place.teardown // SLOT))
        is_open = session <= self.open_slots[place.zone_id]
        return first >= self.earliest and is_open and not any(self.taken_slots[s] & spent for s in place.spaces)

    def brute(self) -> list[WayOut]:
        wish, asked = self.wish, self.wish.place
        fits = asked.capacity >= wish.expected
        if fits and self.free(asked, self.first):
            return []
        found: list[tuple[ways.Place, int]] = []
        others = [p for p in self.places if p.room_id != asked.room_id and p.layout == asked.layout]
        if not fits:
            others += [p for p in self.places if p.room_id == asked.room_id and (p.layout or not asked.layout)]
        others = [p for p in others if p.capacity >= wish.expected and self.free(p, self.first)]
        while others and len(found) < 3:
            small = asked.capacity / 2
            best = min(others, key=lambda p: (p.capacity < small, p.zone_id != asked.zone_id, p.capacity, p.room_id))
            found.append((best, self.first))
            others = [p for p in others if p.room_id != best.room_id]
        if fits:
            today = [n for n in range(SLOTS) if self.free(asked, n)]
            found += [(asked, n) for n in sorted((n for n in today if n < self.first), reverse=True)[:1]]
            found += [(asked, n) for n in [n for n in today if n > self.first][:1]]
            later = [self.first + SLOTS * n for n in range(1, 15)]
            found += [(asked, n) for n in later if self.free(asked, n)][:2]
        found.sort(key=lambda way: abs(way[1] - self.first))
        length = self.length * SLOT
        return [
            WayOut(p.room_id, p.room, p.layout_id, p.layout, START + n * SLOT, START + n * SLOT + length)
            for p, n in found[:6]
        ]


@pytest.mark.uncounted
@pytest.mark.parametrize("seed", range(8))
def test_the_ways_out_are_those_that_brute_force_finds(seed: int) -> None:
    dice = random.Random(seed)
    offered = 0
    for _world in range(150):
        world = World(dice)
        found = ways.nearest(world.wish, world.places, world.taken, world.runs)
        assert found == world.brute()
        offered += len(found)
    assert offered > 150


def test_ways_out_are_said_in_one_line() -> None:
    def way(room: str, layout: str, begins: datetime) -> WayOut:
        return WayOut(1, room, None, layout, begins, begins + 60 * MINUTE)

    tomorrow = at("14:00") + timedelta(days=1)
    found = [way("东厅", "课桌", at("14:00")), way("大厅", "", at("16:00")), way("大厅", "", tomorrow)]
    words = "At that time: 东厅 (课桌). Same room: 16:00–17:00. Same time: Sat 11/21."
    assert rules.ways_text(found, at("14:00")) == words
    assert rules.ways_text([], at("14:00")) == ""
