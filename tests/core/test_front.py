from datetime import date

import pytest

from tests.room import Room
from tests.stories import scene
from venuedesk.core import front, lending
from venuedesk.core.errors import ASK, IMPOSSIBLE, StorageTrouble, ask, decide


def codes_of(answer: front.Answer | None) -> list[tuple[str, str]]:
    assert answer is not None
    return [(p.kind, p.code) for p in answer.problems]


def at_the_limit(room: Room) -> int:
    scene.add_rule(room.file, room.clock, "standard", "*", max_loans="0")
    room.member(card="C1")
    copy = room.copy()
    room.front.scan("C1", tick=0)
    return copy


def test_a_yes_without_the_reason_that_is_wanted_asks_for_it_and_the_question_stands(room: Room):
    at_the_limit(room)
    asked = room.front.scan("B1", tick=1)
    assert (asked.kind, codes_of(asked)) == (front.ASKED, [(ASK, "OverLimit")])
    again = room.front.yes("  ")
    assert (again.kind, again.details, room.front.reason_missing) == (
        front.ASKED,
        ("Why? Write the reason, then F9.",),
        True,
    )
    done = room.front.yes(" 备课 ")
    assert (done.kind, room.front.reason_missing, room.front.question) == (front.DONE, False, None)
    assert room.rows("SELECT reason FROM actions ORDER BY id DESC LIMIT 1") == [("备课",)]


def test_a_yes_to_nothing_is_nothing(room: Room):
    assert room.front.yes("because") is None


def test_a_refused_answer_says_what_forbids_first_and_the_way_out_next(room: Room):
    room.member(card="C1", expires="2026-11-01")
    room.copy(type="reference")
    room.front.scan("C1", tick=0)
    answer = room.front.scan("B1", tick=1)
    assert answer.text == "“活着” is for reading on site only."
    assert answer.details[0] == "Let them read it here."
    assert codes_of(answer) == [(IMPOSSIBLE, "ReadOnSite"), (ASK, "MembershipExpired")]


def test_an_unknown_code_is_handed_on_folded_for_registering(room: Room):
    assert room.front.scan(" ｂ９９９９ ", tick=0).unknown == "B9999"


def test_the_same_code_counts_again_after_two_seconds_and_after_any_key(room: Room):
    room.copy()
    assert room.front.scan("B1", tick=10.0) is not None
    assert room.front.scan("B1", tick=11.99) is None
    assert room.front.scan("B1", tick=12.0) is not None
    room.front.no()
    assert room.front.scan("B1", tick=12.1) is not None
    room.front.turn_to(front.SHELVING)
    assert room.front.scan("B1", tick=12.2) is not None


def test_the_options_of_a_scan_are_gone_with_the_next(room: Room):
    room.copy()
    room.copy("B2", "围城")
    first = room.front.scan("B1", tick=0)
    assert [(o.key, o.action) for o in first.options] == [("1", "in_house"), ("2", "lend")]
    second = room.front.scan("B2", tick=1)
    assert {o.id for o in second.options} == {2}
    room.front.no()
    assert room.front.state.options == ()


def test_the_mode_s_key_pressed_twice_goes_back_to_lending(room: Room):
    assert room.front.turn_to(front.RENEWAL).text == "Renew: scan the books"
    assert room.front.turn_to(front.SHELVING).text == "Shelving: every scan is one in-house use"
    assert room.front.turn_to(front.SHELVING).text == "Lend and return"
    assert room.front.state == front.State()


def test_a_command_of_a_page_asks_and_answers_like_a_scan(room: Room):
    member, copy = room.member(), room.copy()
    wanted = {"member_id": member, "copy_id": copy, "now": room.clock}
    asked = room.front.perform(lending.check_out, **wanted)
    assert (asked.kind, codes_of(asked)) == (front.ASKED, [(ASK, "WithoutCard")])
    done = room.front.yes()
    assert (done.kind, done.slip.due) == (front.DONE, date(2026, 12, 20))
    lost = room.front.perform(lending.report_lost, copy_id=copy, now=room.clock)
    assert (lost.kind, lost.text) == (front.DONE, "“活着” (B1) reported lost")


def test_no_to_a_command_of_a_page_leaves_the_reader_at_the_desk(room: Room):
    other = room.copy("B2", "围城")
    room.member(card="C1")
    room.front.scan("C1", tick=0)
    room.front.perform(lending.check_out, member_id=room.member("李秀英"), copy_id=other, now=room.clock)
    assert room.front.no().text == "Not done."
    assert room.front.state.member_id == 1 and not room.front.at_rest
    assert room.front.no().text == "Ready for the next reader."
    assert room.front.at_rest


def test_trouble_of_the_storage_leaves_question_and_state_to_try_again(room: Room):
    room.member(card="C1")
    room.copy()
    room.front.scan("C1", tick=0)
    with room.file.writer.connect() as other:
        other.exec_driver_sql("SELECT 1")
        with pytest.raises(StorageTrouble):
            room.front.scan("B1", tick=1)
    assert room.front.state.member_id == 1
    assert room.front.scan("B1", tick=1.1).kind == front.DONE


def test_a_yes_that_meets_trouble_of_the_storage_can_be_said_again(room: Room):
    room.copy(state="lost")
    assert room.front.scan("B1", tick=0).kind == front.ASKED
    with room.file.writer.connect() as other:
        other.exec_driver_sql("SELECT 1")
        with pytest.raises(StorageTrouble):
            room.front.yes()
    assert room.front.yes().kind == front.DONE
    assert room.rows("SELECT state FROM copies") == [("in_stock",)]


def test_a_clock_that_jumped_is_asked_at_the_first_entry_and_a_yes_goes_on_with_it(room: Room):
    room.member(card="C1")
    room.copy()
    room.later(days=20)
    asked = room.front.scan("C1", tick=0)
    assert codes_of(asked) == [(ASK, "ClockWrong")]
    assert isinstance(room.front.yes().slip, front.MemberShown)
    assert room.front.scan("B1", tick=1).slip.due == date(2027, 1, 9)
    assert room.rows("SELECT accepted FROM actions ORDER BY id DESC LIMIT 1") == [('["ClockWrong"]',)]


def test_the_choice_of_many_names_says_how_many_there_are(room: Room):
    for n in range(12):
        room.member(f"张国{'一二三四五六七八九甲乙丙'[n]}", phone=f"138000000{n:02}")
    answer = room.front.scan("张国", tick=0)
    assert (answer.slip.count, len(answer.options)) == (12, 9)
    assert answer.options[0].text.endswith("0000")


def test_a_waiting_copy_that_was_taken_away_by_undo_waits_no_more(room: Room):
    room.desk.sit_down(1)
    room.copy()
    entered = room.last_action()
    room.front.scan("B1", tick=0)
    room.front.scan("2", tick=1)
    assert room.front.state.waiting_copy == 1
    assert room.front.undo(entered).kind == front.DONE
    assert room.front.state.waiting_copy is None


def test_every_asked_code_is_passed_by_its_yes():
    found = [ask("A", "a"), ask("B", "b")]
    assert decide(found, {"A", "B"}) == tuple(found)
