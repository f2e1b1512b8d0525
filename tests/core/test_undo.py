"""Undo in full: what it writes, and which of many later actions it names."""

import json

import pytest

from tests.core.test_journal import RECORDS, image, lent, undo
from tests.room import CLERK, LIBRARIAN, MANAGER, Room
from tests.stories import scene
from venuedesk.core import journal, lending, people
from venuedesk.core.errors import IMPOSSIBLE, Problem, Refused


def refusal(room: Room, action: int) -> Problem:
    """The one problem of an undo; nothing is written."""
    before = room.last_action()
    with pytest.raises(Refused) as refused:
        undo(room, action)
    (problem,) = refused.value.problems
    assert room.last_action() == before
    return problem


def cannot(text: str, way_out: str = "", **facts: object) -> Problem:
    return Problem(IMPOSSIBLE, "CannotUndo", text, way_out, facts)


MINE_TODAY = cannot("Only one's own actions of today can be undone.", "The manager can undo it.")


def stands_on_it(words: str, action: int) -> Problem:
    return cannot(f"Something newer stands on it: {words}.", "Undo that first.", later=words, action=action)


# ---------------------------------------------------------------- what it takes back


def test_undo_takes_back_insert_update_and_events_and_an_undo_of_it_puts_them_back(room: Room) -> None:
    _, copy = lent(room)
    before = image(room, *RECORDS)
    room.later(days=31)
    room.take_back(copy)
    after = image(room, *RECORDS)
    returned = room.last_action()
    slip = undo(room, returned)
    assert "returned by" in slip.what
    assert image(room, *RECORDS) == before
    undo(room, room.last_action())
    assert image(room, *RECORDS) == after
    undo(room, returned)
    assert image(room, *RECORDS) == before
    assert room.faults() == []


def test_an_undone_loan_leaves_no_row_and_its_number_is_not_used_again(room: Room) -> None:
    member, copy = lent(room)
    undo(room, room.last_action())
    assert room.rows("SELECT count(*) FROM loans") == [(0,)]
    room.lend(member, copy)
    assert room.rows("SELECT id FROM loans") == [(2,)]


def test_nothing_is_undone_twice_but_after_its_undo_was_undone(room: Room) -> None:
    lent(room)
    loan = room.last_action()
    undo(room, loan)
    assert refusal(room, loan) == cannot("This was already undone.")
    undo(room, room.last_action())
    undo(room, loan)
    assert room.faults() == []


def test_a_later_change_of_the_same_row_is_named_until_it_is_undone(room: Room) -> None:
    lent(room)
    loan = room.last_action()
    room.do(lending.renew, loan_id=1)
    renewal = room.last_action()
    assert refusal(room, loan).facts["action"] == renewal
    undo(room, renewal)
    undo(room, loan)
    assert room.rows("SELECT count(*) FROM loans") == [(0,)]


def test_a_later_loan_of_the_same_copy_is_named(room: Room) -> None:
    member, copy = lent(room)
    room.take_back(copy)
    back = room.last_action()
    room.lend(room.member("李秀英"), copy)
    again = room.last_action()
    assert refusal(room, back) == stands_on_it("“活着” lent to 李秀英, due Sun 12/20", again)
    undo(room, again)
    undo(room, back)
    assert room.rows("SELECT member_id FROM loans WHERE returned_at IS NULL") == [(member,)]


def test_of_several_later_actions_the_one_that_still_stands_is_named(room: Room) -> None:
    _, copy = lent(room)
    room.take_back(copy)
    back = room.last_action()
    loan = room.lend(room.member("李秀英"), copy).loan_id
    again = room.last_action()
    room.do(lending.renew, loan_id=loan)
    undo(room, room.last_action())
    assert refusal(room, back).facts["action"] == again


def test_a_book_does_not_go_back_to_who_left_since(room: Room) -> None:
    member, copy = lent(room)
    room.take_back(copy)
    returned = room.last_action()
    room.desk.sit_down(MANAGER)
    room.do(people.retire_member, member_id=member)
    left = room.last_action()
    assert refusal(room, returned) == stands_on_it("Member retired: 张国胜", left)
    undo(room, left)
    undo(room, returned)
    assert room.rows("SELECT returned_at FROM loans") == [(None,)] and room.faults() == []


def test_a_later_hold_of_the_same_reader_is_named(room: Room) -> None:
    lent(room)
    waiter = room.member("李秀英")
    first = room.do(lending.place_hold, title_id=1, member_id=waiter).hold_id
    room.do(lending.cancel_hold, hold_id=first)
    cancelled = room.last_action()
    room.do(lending.place_hold, title_id=1, member_id=waiter)
    assert refusal(room, cancelled).facts["action"] == room.last_action()


def test_a_row_that_refers_to_what_was_entered_is_named(room: Room) -> None:
    room.desk.sit_down(MANAGER)
    room.title()
    entered = room.last_action()
    room.copy()
    copied = room.last_action()
    assert refusal(room, entered).facts["action"] == copied
    undo(room, copied)
    undo(room, entered)
    assert room.rows("SELECT count(*) FROM titles") == [(0,)]


def test_a_copy_that_was_lost_since_stands_in_the_way_of_its_loan(room: Room) -> None:
    _, copy = lent(room)
    undo(room, room.last_action())
    undone = room.last_action()
    room.do(lending.report_lost, copy_id=copy)
    lost = room.last_action()
    assert refusal(room, undone).facts["action"] == lost
    undo(room, lost)
    undo(room, undone)
    assert room.faults() == []


def test_another_person_s_and_yesterday_s_actions_are_the_manager_s_to_undo(room: Room) -> None:
    lent(room)
    loan = room.last_action()
    room.desk.sit_down(CLERK)
    assert refusal(room, loan) == MINE_TODAY
    room.desk.sit_down(LIBRARIAN)
    room.later(days=1)
    assert refusal(room, loan) == MINE_TODAY
    room.desk.sit_down(MANAGER)
    undo(room, loan)
    assert room.rows("SELECT user_id FROM actions ORDER BY id DESC LIMIT 1") == [(MANAGER,)]


# ---------------------------------------------------------------- what it says


def test_every_refusal_that_needs_nothing_else_says_all_it_has_to_say(room: Room) -> None:
    room.lend(room.member(), room.copy())
    loan = room.last_action()
    assert refusal(room, 999) == cannot("There is no such action.")
    room.later(days=1)
    assert refusal(room, loan) == MINE_TODAY
    room.desk.sit_down(MANAGER)
    assert refusal(room, 1) == cannot("This cannot be taken back.", "Restore a copy instead.")
    room.tamper(f"UPDATE actions SET schema = schema - 1 WHERE id = {loan}")
    assert refusal(room, loan) == cannot("This was written by an older version of the program.")


def test_an_action_about_an_erased_person_is_said_to_stay(room: Room) -> None:
    room.desk.sit_down(MANAGER)
    room.member()
    entered = room.last_action()
    room.tamper(f"UPDATE changes SET salt = NULL, before = NULL, after = NULL WHERE action_id = {entered}")
    assert refusal(room, entered) == cannot("The person it was about has been erased.")


def test_an_event_of_a_closed_month_is_said_to_stand_fast(room: Room) -> None:
    room.lend(room.member(), room.copy())
    loan = room.last_action()
    room.at("2026-12-01T09:00")
    scene.close_month(room.file, room.clock, "2026-11")
    room.desk.sit_down(MANAGER)
    assert refusal(room, loan) == cannot(
        "Its day lies in a closed month.", "Enter a correction (更正) on the page of the tally."
    )
    assert room.rows("SELECT count(*) FROM events") == [(1,)]


def test_what_came_from_outside_the_journal_is_said_to_have_moved_on(room: Room) -> None:
    member, copy = room.member(), room.copy()
    room.lend(member, copy)
    room.take_back(copy)
    room.tamper(
        "INSERT INTO loans (copy_id, member_id, rule_id, lent_at, due_at, tentative, renewals)"
        f" VALUES ({copy}, {member}, 1, '2026-11-20T09:00:00', '2026-12-20T23:59:59', 0, 0)"
    )
    words = "The records have moved on since; it can no longer be taken back."
    assert refusal(room, room.last_action()) == cannot(words)


# ---------------------------------------------------------------- which action it names


def test_of_all_that_happened_since_the_newest_that_stands_on_it_is_named(room: Room) -> None:
    """Other loans, copies, members and holds have the same numbers as the rows in the way, and are newer."""
    first, second, other, aside = (room.copy(f"B{n}", "活着" if n == 1 else f"书{n}") for n in (1, 2, 3, 4))
    reader, waiter = room.member(), room.member("李秀英")
    room.lend(reader, first)
    room.lend(reader, second)
    room.take_back(first)
    back = room.last_action()
    again = room.lend(waiter, first)
    in_the_way = room.last_action()
    assert (again.loan_id, other) == (3, 3)
    room.do(lending.place_hold, title_id=2, member_id=waiter)  # hold 1 will lie ready with copy 2, loan 1 had copy 1
    room.take_back(second)
    room.do(lending.report_lost, copy_id=other)  # row 3, as the loan in the way is
    room.member("王五")  # member 3
    room.lend(reader, aside)
    words = "“活着” lent to 李秀英, due Sun 12/20"
    assert refusal(room, back) == stands_on_it(words, in_the_way)
    room.do(lending.renew, loan_id=again.loan_id)
    renewed = "“活着” renewed for 李秀英, now due Tue 1/19 (tentative)"
    assert refusal(room, back) == stands_on_it(renewed, room.last_action())


def test_an_unrelated_entry_does_not_stand_on_a_title(room: Room) -> None:
    room.desk.sit_down(MANAGER)
    room.title()
    entered = room.last_action()
    room.copy()
    copied = room.last_action()
    room.member()
    room.title("围城")
    room.copy("B2", "围城")
    assert refusal(room, entered).facts["action"] == copied


# ---------------------------------------------------------------- what it writes


def test_an_undone_event_is_kept_whole_but_for_its_number_and_what_it_lacks(room: Room) -> None:
    room.lend(room.member(), room.copy())
    ((number, day, member),) = room.rows("SELECT id, day, member_id FROM events")
    undo(room, room.last_action())
    ((row, before, after),) = room.rows("SELECT row_id, before, after FROM changes WHERE table_name = 'events'")
    image = json.loads(before)
    assert (row, after) == (number, None)
    assert (image["kind"], image["day"], image["member_id"]) == ("loan", day, member)
    assert "id" not in image
    assert None not in image.values()


def test_the_password_takes_back_whatever_undo_takes_back(room: Room) -> None:
    member, copy = room.member(), room.copy()
    room.desk.sit_down(MANAGER)
    room.lend(member, copy)
    loan = room.last_action()
    slip = room.desk.do_with_password(scene.PASSWORD, journal.undo_import, action_id=loan, now=room.clock)
    assert (slip.action_id, slip.what) == (loan, "“活着” lent to 张国胜, due Sun 12/20")
    assert room.rows("SELECT count(*) FROM loans") == [(0,)]
    with pytest.raises(Refused) as refused:
        room.desk.do_with_password(scene.PASSWORD, journal.undo_import, action_id=loan, now=room.clock)
    assert refused.value.problems == (cannot("This was already undone."),)
    with pytest.raises(Refused) as refused:
        room.desk.do_with_password(scene.PASSWORD, journal.undo_import, action_id=999, now=room.clock)
    assert refused.value.problems == (cannot("There is no such action."),)


def test_an_import_wants_the_password_and_names_the_deed_that_takes_it_back(room: Room) -> None:
    room.lend(room.member(), room.copy())
    loan = room.last_action()
    room.tamper(f"UPDATE actions SET command = 'exchange.import_loans' WHERE id = {loan}")
    facts = {"deed": "journal.undo_import", "action": loan}
    wanted = Problem(IMPOSSIBLE, "PasswordWanted", "This needs the manager's password.", "", facts)
    assert refusal(room, loan) == wanted
    assert room.rows("SELECT user_id FROM actions WHERE id = :a", a=loan) == [(LIBRARIAN,)]
