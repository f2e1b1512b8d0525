"""The grammar of the line on the page of visitors."""

from datetime import datetime

import pytest

from tests.room import CLERK, Room
from tests.stories import rooms_scene
from venuedesk.core import bookings, front, house, tallies, visits
from venuedesk.core.front.counting import BACK, DOOR, GROUP, ONE, OTHER, ZONE, Counting, Meaning, meaning, session_words


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("+", Meaning(ONE)),
        ("＋", Meaning(ONE)),
        ("-", Meaning(BACK)),
        ("－", Meaning(BACK)),
        ("\u2212", Meaning(BACK)),
        ("/2", Meaning(DOOR, 2)),
        ("*3", Meaning(ZONE, 3)),
        ("/", None),
        ("/0", None),
        ("*", None),
        ("1", None),
        ("12", None),
        ("123", None),
        ("1234", None),
        ("1+", None),
        ("978-", None),
        ("B-", None),
        ("zgs", None),
        ("++", None),
        ("", None),
    ],
)
def test_what_acts_at_once(text: str, wanted: Meaning | None):
    assert meaning(text, ended=False) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("1", Meaning(GROUP, 1)),
        ("007", Meaning(GROUP, 7)),
        ("１２", Meaning(GROUP, 12)),
        ("999", Meaning(GROUP, 999)),
        ("0", Meaning(GROUP, 0)),
        ("1000", Meaning(OTHER)),
        ("6901234567892", Meaning(OTHER)),
        ("B000123", Meaning(OTHER)),
        ("zgs", Meaning(OTHER)),
        ("张国胜", Meaning(OTHER)),
        ("/", Meaning(OTHER)),
        ("/12", Meaning(OTHER)),
        ("12-", Meaning(OTHER)),
        ("+86", Meaning(OTHER)),
        ("²", Meaning(GROUP, 2)),
        ("+", Meaning(ONE)),
    ],
)
def test_what_is_meant_by_enter(text: str, wanted: Meaning):
    assert meaning(text, ended=True) == wanted


@pytest.fixture
def line(room: Room) -> Counting:
    room.desk.sit_down(CLERK)
    return Counting(room.front)


def enter(line: Counting, text: str) -> front.Answer | None:
    return line.entered(text, tick=0.0)


def test_it_begins_at_the_first_door_and_zone(line: Counting, room: Room):
    assert (line.door_id, line.zone_id) == (1, 1)
    again = Counting(room.front, door_id=7, zone_id=5)
    assert (again.door_id, again.zone_id) == (7, 5)


def test_nothing_is_done_while_the_line_means_nothing(line: Counting, room: Room):
    assert [line.typed(text) for text in ("/", "1", "12", "z", "")] == [None] * 5
    assert room.rows("SELECT count(*) FROM events") == [(0,)]


def test_a_book_is_the_lending_desk_s(line: Counting, room: Room):
    room.copy("B0001")
    assert enter(line, "B0001") is None
    room.card(room.member(), "B0001")
    assert enter(line, "B0001") is None  # a code of two kinds asks there


def test_a_question_stands_until_it_is_answered(line: Counting, room: Room):
    room.member(card="C1001")
    asked = enter(line, "200")
    assert asked is not None
    assert asked.kind == front.ASKED
    for answer in (line.typed("+"), enter(line, "5"), enter(line, "C1001"), enter(line, "zgs")):
        assert answer is not None
        assert answer.problems[0].code == "QuestionStands"
    assert room.rows("SELECT count(*) FROM events") == [(0,)]


def test_what_was_offered_is_forgotten_by_the_next_tap(line: Counting, room: Room):
    room.member("李秀英")
    room.member("李小明")
    offered = enter(line, "li")
    assert offered is not None
    assert [o.key for o in offered.options] == ["1", "2"]
    line.typed("+")
    again = enter(line, "2")
    assert again is not None
    assert str(again.slip) == "Main door +2, 3 today"


def test_a_former_card_is_its_own_member_s(line: Counting, room: Room):
    first, second = room.member("张国胜"), room.member("李秀英")
    room.card(first, "C1001", state="replaced")
    room.card(second, "C1001")
    answer = enter(line, "c1001")
    assert answer is not None
    assert answer.text == "李秀英 signed in: Reading room, 1 today"


def test_cards_sign_in_to_the_booking_whose_slip_was_scanned_until_it_is_over_or_a_zone_is_chosen(room: Room):
    rooms_scene.build_palace(room.file, room.at("2026-11-20T08:00"))
    room.desk.sit_down(CLERK)
    members = [room.member(name) for name in ("张国胜", "李秀英", "王五", "赵六")]
    for n, member in enumerate(members):
        room.card(member, f"C{n}")
    draft = bookings.BookingDraft(
        room_id=rooms_scene.room_named(room.file, "舞蹈室"), starts_at=room.at("2026-11-20T09:00"),
        ends_at=room.at("2026-11-20T11:00"), caller="刘师傅", phone="13900001111", expected=10,
    )  # fmt: skip
    room.at("2026-11-20T08:30")
    booked = room.desk.ask(bookings.booking, booking_id=room.do(bookings.book, draft=draft).booking_id)
    counting = Counting(room.front, zone_id=counting_zone(room))
    assert counting.entered(booked.code, tick=1) is None  # checked in as from any page
    room.at("2026-11-20T09:05")
    for n in (0, 1, 0):
        counting.entered(f"C{n}", tick=2 + 3 * n)
    counting.typed("*2")
    counting.entered("C2", tick=9)
    counting.entered(booked.code, tick=12)
    room.do(bookings.end, booking_id=booked.id, attended=5)
    counting.entered("C3", tick=15)  # to the zone again
    found = [(row.who, row.booking_id) for row in room.desk.ask(visits.sign_ins, day=room.clock.date())]
    assert found[::-1] == [("张国胜", booked.id), ("李秀英", booked.id), ("王五", None), ("赵六", None)]
    told = room.desk.ask(tallies.month, month="2026-11", now=room.clock)
    assert [told.figure(code).numerator for code in ("B-02", "A-02", "A-03")] == [5, 7, 4]


def counting_zone(room: Room) -> int:
    return room.desk.ask(house.zones)[0][0]


def test_a_slip_of_another_day_or_of_what_was_called_off_keeps_the_zone(room: Room):
    rooms_scene.build_palace(room.file, room.at("2026-11-20T08:00"))
    room.desk.sit_down(CLERK)
    counting = Counting(room.front)
    for n, day in enumerate(("2026-11-21", "2026-11-20")):
        draft = bookings.BookingDraft(
            room_id=rooms_scene.room_named(room.file, "舞蹈室"), starts_at=datetime.fromisoformat(f"{day}T09:00"),
            ends_at=datetime.fromisoformat(f"{day}T11:00"), caller="刘师傅", phone="13900001111",
        )  # fmt: skip
        made = room.do(bookings.book, draft=draft).booking_id
        counting.booking_id = made
        assert (counting.session() is None) == (n == 0)
    session = counting.session()
    assert session is not None and session_words(session) == "09:00 舞蹈室 刘师傅"
    room.at("2026-11-20T11:00")
    assert counting.session() is None
    room.at("2026-11-20T10:00")
    room.do(bookings.cancel, booking_id=made, reason="生病")
    assert counting.session() is None
