"""The grammar of the line on the page of visitors."""

import pytest

from tests.room import CLERK, Room
from venuedesk.core import front
from venuedesk.core.front.counting import BACK, DOOR, GROUP, ONE, OTHER, ZONE, Counting, Meaning, meaning


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
