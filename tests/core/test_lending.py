import re
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.room import CLERK, Room
from tests.stories import scene
from venuedesk.core import calendar, house, lending
from venuedesk.core.calendar import Calendar, Holiday, Hours, Window
from venuedesk.core.errors import ASK, IMPOSSIBLE, NeedsYes, Refused
from venuedesk.core.lending import due_at, renewed_due_at
from venuedesk.core.lending.rules import days_late, due_on_day, notices_of_loan

# ---------------------------------------------------------------- due days, by table

OPEN = (Window(9 * 60, 17 * 60),)


def house_open(*weekdays: int, makeup_as: int | None = None) -> Calendar:
    """Open on these weekdays (Monday is 0), closed on days off, with the State Council's days off of 2025 and 2026."""
    week = tuple(OPEN if day in weekdays else () for day in range(8))
    holidays: dict[date, Holiday] = {}
    for year in (2025, 2026):
        draft = calendar.known_holidays(year)
        assert draft is not None
        holidays |= {day: Holiday(name, off=True) for name, days in draft.off.items() for day in days}
        holidays |= {day: Holiday("", off=False) for day in draft.workdays}
    hours = Hours(1, None, "", 101, 1231, date(2000, 1, 1), None, calendar.CLOSED, makeup_as, week)
    return Calendar((hours,), (), holidays, {2025: "", 2026: ""})


ALWAYS = Calendar((Hours(1, None, "", 101, 1231, date(2000, 1, 1), None, calendar.AS_USUAL, None, (OPEN,) * 8),))
WORKDAYS = house_open(0, 1, 2, 3, 4, makeup_as=0)  # every working day, the make-up ones too
MONDAY_FRIDAY = house_open(0, 4)
USUAL = house_open(1, 2, 3, 4, 5, 6)


def rule(**values) -> house.RuleRow:
    row = {
        **dict.fromkeys(house.RuleRow.__dataclass_fields__, 0),
        **house.DEFAULT_RULE,
        "valid_from": date(2000, 1, 1),
        "lendable": True,
        "due_on_open_day": True,
        "block_while_overdue": True,
        "ask_on_return": False,
    }
    return house.RuleRow(**(row | values))


@pytest.mark.parametrize(
    ("open_days", "lent", "term", "due"),
    [
        # L01: fourteen days, the desk opens on Mondays and Fridays that are no days off
        (MONDAY_FRIDAY, "2026-09-11", {"period": 14}, "2026-09-28"),
        (MONDAY_FRIDAY, "2026-09-18", {"period": 14}, "2026-10-09"),
        # L02: three months, not moved
        (ALWAYS, "2026-03-02", {"period": 3, "period_unit": "month"}, "2026-06-02"),
        (ALWAYS, "2025-11-30", {"period": 3, "period_unit": "month"}, "2026-02-28"),
        # L05: fifteen days, moved to the next working day, make-up Sundays included
        (WORKDAYS, "2026-09-10", {"period": 15}, "2026-09-28"),
        (WORKDAYS, "2026-09-04", {"period": 15}, "2026-09-20"),
        (WORKDAYS, "2025-09-12", {"period": 15}, "2025-09-28"),
        (WORKDAYS, "2026-09-16", {"period": 15}, "2026-10-08"),
        # L18, L25: days without moving
        (USUAL, "2026-03-02", {"period": 60, "due_on_open_day": False}, "2026-05-01"),
        (USUAL, "2026-03-02", {"period": 20, "due_on_open_day": False}, "2026-03-22"),
        (USUAL, "2026-03-02", {"period": 30, "due_on_open_day": False}, "2026-04-01"),
        # the default: closed on Mondays and on days off
        (USUAL, "2026-11-20", {}, "2026-12-20"),
        (USUAL, "2026-11-21", {}, "2026-12-22"),
        (USUAL, "2026-09-01", {}, "2026-10-08"),
        (USUAL, "2026-09-07", {}, "2026-10-08"),
        (USUAL, "2026-12-02", {}, "2027-01-01"),  # 2027 is not entered: its weekly hours hold
        (USUAL, "2026-11-20", {"period": 2, "period_unit": "week"}, "2026-12-04"),
    ],
)
def test_a_due_day_is_as_the_published_sheets_say(open_days, lent, term, due):
    found = due_at(datetime.fromisoformat(f"{lent}T15:30"), rule(**term), open_days)
    assert found.at == datetime.fromisoformat(f"{due}T23:59:59")


@pytest.mark.parametrize(
    ("open_days", "due", "now", "term", "new"),
    [
        (ALWAYS, "2026-05-12", "2026-05-11", {"renewal_period": 10}, "2026-05-22"),  # L10
        (ALWAYS, "2026-04-20", "2026-04-18", {"renewal_period": 15}, "2026-05-05"),  # L20
        (ALWAYS, "2026-05-31", "2026-05-31", {"renewal_period": 1, "renewal_unit": "month"}, "2026-06-30"),
        (USUAL, "2026-11-21", "2026-11-20", {}, "2026-12-22"),
        (ALWAYS, "2026-01-31", "2026-03-20", {"renewal_period": 10}, "2026-03-30"),  # over already: from today
        (ALWAYS, "2026-03-09", "2026-03-20", {"renewal_period": 10}, "2026-03-30"),
        (ALWAYS, "2026-03-10", "2026-03-20", {"renewal_period": 10}, "2026-03-20"),
    ],
)
def test_a_renewal_counts_from_the_old_due_day_unless_it_would_be_over(open_days, due, now, term, new):
    old = datetime.fromisoformat(f"{due}T23:59:59")
    found = renewed_due_at(old, datetime.fromisoformat(f"{now}T10:00"), rule(**term), open_days)
    assert found.at.date() == date.fromisoformat(new)


def test_a_due_day_in_a_year_whose_days_off_are_not_entered_is_tentative():
    assert due_on_day(date(2027, 1, 5), rule(), USUAL).tentative
    assert not due_on_day(date(2026, 12, 31), rule(), USUAL).tentative


def test_a_house_that_never_opens_leaves_the_due_day_where_it_falls():
    assert due_on_day(date(2026, 12, 20), rule(), house_open()).at.date() == date(2026, 12, 20)


@pytest.mark.parametrize(
    ("now", "late"),
    [("2026-12-20T23:59", 0), ("2026-12-21T00:00", 1), ("2026-12-25T09:00", 5), ("2026-11-30T09:00", 0)],
)
def test_days_late_are_whole_days_after_the_due_day(now, late):
    assert days_late(datetime(2026, 12, 20, 23, 59, 59), datetime.fromisoformat(now)) == late


def test_a_closed_day_and_a_tentative_due_day_are_said():
    found = notices_of_loan(due_on_day(date(2027, 1, 5), rule(), USUAL), open_today=False)
    assert [p.code for p in found] == ["ClosedDay", "TentativeDue"]
    assert notices_of_loan(due_on_day(date(2026, 12, 31), rule(), USUAL), open_today=True) == ()


# ---------------------------------------------------------------- the rule that holds

RULES = [
    ("*", "*", "2000-01-02", 5),
    ("staff", "*", "2000-01-02", 10),
    ("*", "dvd", "2000-01-02", 1),
    ("staff", "dvd", "2000-01-02", 2),
    ("*", "*", "2026-12-01", 6),
]


@pytest.mark.parametrize(
    ("member_type", "item_type", "day", "limit"),
    [
        ("standard", "book", "2026-11-20", 5),
        ("standard", "book", "2026-11-30", 5),
        ("standard", "book", "2026-12-01", 6),
        ("staff", "book", "2026-12-01", 10),
        ("standard", "dvd", "2026-12-01", 1),
        ("staff", "dvd", "2026-11-20", 2),
    ],
)
def test_the_most_exact_rule_holds_then_the_newest(room: Room, member_type, item_type, day, limit):
    for who, what, since, n in RULES:
        scene_rule(room, who, what, {"from": since, "max_loans": str(n)})
    member, copy = room.member(type=member_type), room.copy(type=item_type)
    found = room.desk.ask(lending.rule_for, member_id=member, copy_id=copy, day=date.fromisoformat(day))
    assert found.max_loans == limit


def scene_rule(room: Room, who: str, what: str, words: dict[str, str]) -> None:
    scene.add_rule(room.file, room.clock, who, what, **words)


# ---------------------------------------------------------------- one test per problem of a command


def lent(room: Room) -> tuple[int, int]:
    member, copy = room.member(), room.copy()
    room.lend(member, copy)
    return member, copy


def test_a_copy_cannot_be_lent_twice(room: Room):
    _, copy = lent(room)
    other = room.member("李秀英")
    found = room.problems(lending.check_out, member_id=other, copy_id=copy, card_id=room.card(other))
    assert found == [(IMPOSSIBLE, "AlreadyOnLoan")]


def test_a_withdrawn_copy_is_not_lent(room: Room):
    member, copy = room.member(), room.copy(state="withdrawn")
    found = room.problems(lending.check_out, member_id=member, copy_id=copy, card_id=room.card(member))
    assert found == [(IMPOSSIBLE, "CopyWithdrawn")]


@pytest.mark.parametrize(("state", "code"), [("lost", "CopyWasLost"), ("repair", "CopyInRepair")])
def test_a_missing_copy_is_lent_with_a_yes_and_is_in_stock_then(room: Room, state, code):
    member, copy = room.member(), room.copy(state=state)
    card = room.card(member)
    assert room.problems(lending.check_out, member_id=member, copy_id=copy, card_id=card) == [(ASK, code)]
    room.lend(member, copy, code, card_id=card)
    assert room.rows("SELECT state FROM copies") == [("in_stock",)]
    assert room.faults() == []


@pytest.mark.parametrize(
    ("state", "code"), [("lost", "CardLost"), ("blocked", "CardBlocked"), ("replaced", "CardBlocked")]
)
def test_an_ended_card_lends_nothing(room: Room, state, code):
    member, copy = room.member(), room.copy()
    card = room.card(member, state=state)
    found = room.problems(lending.check_out, member_id=member, copy_id=copy, card_id=card)
    assert found == [(IMPOSSIBLE, code)]


def test_an_expired_card_and_membership_are_asked_together(room: Room):
    member, copy = room.member(expires="2026-11-19"), room.copy()
    card = room.card(member, expires="2026-11-19")
    found = room.problems(lending.check_out, member_id=member, copy_id=copy, card_id=card)
    assert found == [(ASK, "MembershipExpired"), (ASK, "CardExpired")]


def test_only_what_was_not_accepted_is_asked_again(room: Room):
    member, copy = room.member(expires="2026-11-19"), room.copy()
    card = room.card(member, expires="2026-11-19")
    wanted = {"member_id": member, "copy_id": copy, "card_id": card, "accepted": frozenset({"CardExpired"})}
    assert room.problems(lending.check_out, **wanted) == [(ASK, "MembershipExpired")]


def test_without_a_card_a_yes_is_wanted(room: Room):
    found = room.problems(lending.check_out, member_id=room.member(), copy_id=room.copy())
    assert found == [(ASK, "WithoutCard")]


def test_the_limit_and_overdue_books_want_a_reason(room: Room):
    scene_rule(room, "standard", "*", {"max_loans": "1"})
    member, _ = lent(room)
    other = room.copy("B2")
    room.at("2026-12-21T09:00")
    with pytest.raises(NeedsYes) as asked:
        room.do(lending.check_out, member_id=member, copy_id=other, card_id=room.card(member))
    assert [(p.code, p.reason_wanted) for p in asked.value.problems] == [("OverLimit", True), ("Overdue", True)]


def test_a_copy_that_lies_ready_for_another_wants_a_reason(room: Room):
    member, copy = lent(room)
    waiter = room.member("李秀英")
    room.do(lending.place_hold, title_id=1, member_id=waiter)
    room.take_back(copy)
    found = room.problems(lending.check_out, member_id=member, copy_id=copy, card_id=room.card(member))
    assert found == [(ASK, "HeldForAnother")]


def test_what_nobody_may_lend_has_no_rule_or_is_read_on_site(room: Room):
    member, copy = room.member(), room.copy(type="reference")
    card = room.card(member)
    wanted = {"member_id": member, "copy_id": copy, "card_id": card}
    assert room.problems(lending.check_out, **wanted) == [(IMPOSSIBLE, "ReadOnSite")]
    scene.retire_rules(room.file, room.clock)
    assert room.problems(lending.check_out, **wanted) == [(IMPOSSIBLE, "NoRule")]


def test_a_retired_member_borrows_nothing_and_waits_for_nothing(room: Room):
    member, copy = lent(room)
    gone = room.member("李秀英")
    card = room.card(gone, "C2")
    room.tamper(f"UPDATE members SET retired_at = '2026-11-20T09:00:00' WHERE id = {gone}")
    free = room.copy("B2", "围城")
    found = room.problems(lending.check_out, member_id=gone, copy_id=free, card_id=card)
    assert found == [(IMPOSSIBLE, "MemberRetired")]
    assert room.problems(lending.place_hold, title_id=1, member_id=gone) == [(IMPOSSIBLE, "MemberRetired")]


def test_a_book_on_the_shelf_is_neither_taken_back_nor_renewed(room: Room):
    _, copy = lent(room)
    loan = room.rows("SELECT id FROM loans")[0][0]
    room.take_back(copy)
    assert room.problems(lending.check_in, copy_id=copy) == [(IMPOSSIBLE, "NotOnLoan")]
    assert room.problems(lending.renew, loan_id=loan) == [(IMPOSSIBLE, "NotOnLoan")]


def test_an_old_loan_is_not_renewed_while_a_newer_one_stands(room: Room):
    member, copy = lent(room)
    room.take_back(copy)
    room.lend(member, copy)
    assert room.problems(lending.renew, loan_id=1) == [(IMPOSSIBLE, "NotOnLoan")]


def test_a_return_whose_rule_asks_is_asked(room: Room):
    scene_rule(room, "standard", "book", {"ask_on_return": "yes"})
    _, copy = lent(room)
    assert room.problems(lending.check_in, copy_id=copy) == [(ASK, "ReturnToCheck")]
    assert room.take_back(copy, "ReturnToCheck").days_late == 0


def test_a_renewal_against_hold_limit_and_due_day_is_refused_or_asked(room: Room):
    _, copy = lent(room)
    room.do(lending.renew, loan_id=1)
    room.at("2027-03-01T09:00")
    found = room.problems(lending.renew, loan_id=1)
    assert found == [(ASK, "RenewalLimit"), (ASK, "LoanOverdue")]
    waiter = room.member("李秀英")
    room.do(lending.place_hold, title_id=1, member_id=waiter)
    found = room.problems(lending.renew, loan_id=1)
    assert found == [(IMPOSSIBLE, "TitleOnHold"), (ASK, "RenewalLimit"), (ASK, "LoanOverdue")]


def test_a_loan_whose_rule_was_retired_is_renewed_with_a_yes_by_the_rule_that_made_it(room: Room):
    lent(room)
    scene.retire_rules(room.file, room.clock)
    assert room.problems(lending.renew, loan_id=1) == [(ASK, "RenewalLimit")]
    slip = room.do(lending.renew, loan_id=1, accepted=frozenset({"RenewalLimit"}))
    assert slip.due == date(2027, 1, 19)


def test_a_book_on_loan_is_not_counted_as_read_on_site(room: Room):
    _, copy = lent(room)
    assert room.problems(lending.record_in_house_use, copy_id=copy) == [(IMPOSSIBLE, "AlreadyOnLoan")]


def test_in_house_use_of_a_withdrawn_or_missing_copy(room: Room):
    gone, missing = room.copy("B1", state="withdrawn"), room.copy("B2", state="lost")
    assert room.problems(lending.record_in_house_use, copy_id=gone) == [(IMPOSSIBLE, "CopyWithdrawn")]
    assert room.problems(lending.record_in_house_use, copy_id=missing) == [(ASK, "CopyWasLost")]


def test_what_is_lost_or_withdrawn_cannot_be_lost_again_nor_found_on_the_shelf(room: Room):
    here, gone = room.copy("B1"), room.copy("B2", state="withdrawn")
    assert room.problems(lending.mark_found, copy_id=here) == [(IMPOSSIBLE, "NotMissing")]
    assert room.problems(lending.report_lost, copy_id=gone) == [(IMPOSSIBLE, "CopyNotThere")]
    room.do(lending.report_lost, copy_id=here)
    assert room.problems(lending.report_lost, copy_id=here) == [(IMPOSSIBLE, "CopyNotThere")]


def test_a_title_is_waited_for_once_and_only_when_no_copy_is_free(room: Room):
    member, copy = lent(room)
    waiter = room.member("李秀英")
    assert room.problems(lending.place_hold, title_id=1, member_id=member) == [(IMPOSSIBLE, "HasTheBook")]
    room.do(lending.place_hold, title_id=1, member_id=waiter)
    assert room.problems(lending.place_hold, title_id=1, member_id=waiter) == [(IMPOSSIBLE, "AlreadyHeld")]
    room.copy("B2")
    third = room.member("王五")
    assert room.problems(lending.place_hold, title_id=1, member_id=third) == [(IMPOSSIBLE, "CopyFree")]


def test_a_hold_that_ended_is_not_cancelled(room: Room):
    lent(room)
    waiter = room.member("李秀英")
    hold = room.do(lending.place_hold, title_id=1, member_id=waiter).hold_id
    room.do(lending.cancel_hold, hold_id=hold)
    assert room.problems(lending.cancel_hold, hold_id=hold) == [(IMPOSSIBLE, "HoldEnded")]


def test_a_clerk_does_not_report_a_book_lost(room: Room):
    copy = room.copy()
    room.desk.sit_down(CLERK)
    with pytest.raises(Refused) as refused:
        room.do(lending.report_lost, copy_id=copy)
    assert [p.code for p in refused.value.problems] == ["NotAllowed"]


@pytest.mark.parametrize("command", [lending.check_in, lending.mark_found, lending.record_in_house_use])
def test_a_copy_that_never_was_is_a_bug_not_an_answer(room: Room, command):
    with pytest.raises(LookupError):
        room.do(command, copy_id=99)
    with pytest.raises(LookupError):
        room.do(lending.check_out, member_id=99, copy_id=room.copy())


# ---------------------------------------------------------------- what the queries tell


def test_the_queries_tell_the_same_story(room: Room):
    member, copy = lent(room)
    second = room.copy("B2", location="A架")
    room.at("2026-12-20T10:00")
    assert [r.barcode for r in room.desk.ask(lending.due_on, day=room.clock.date())] == ["B1"]
    assert room.desk.ask(lending.overdue, now=room.clock) == []
    room.later(days=1)
    assert [r.member for r in room.desk.ask(lending.overdue, now=room.clock)] == ["张国胜"]
    assert room.desk.ask(lending.day_figures, now=room.clock) == lending.DayFigures(0, 0, 0, 0, 1)
    assert [c.id for c in room.desk.ask(lending.free_copies, title_id=1)] == [second]
    room.take_back(copy)
    assert room.desk.ask(lending.loans_of, member_id=member) == []
    (past,) = room.desk.ask(lending.loans_of, member_id=member, past=True)
    assert (past.outcome, past.returned_at) == ("returned", room.clock)
    assert [r.id for r in room.desk.ask(lending.history_of_copy, copy_id=copy)] == [past.id]


def test_the_room_says_when_it_is_open(room: Room):
    assert room.desk.ask(lending.opening_words, day=date(2026, 11, 20)) == "Reading room open today: 09:00–20:30"
    words = room.desk.ask(lending.opening_words, day=date(2026, 11, 23))
    assert words == "Reading room closed today: closed on Mon"


def test_books_are_counted_for_those_who_have_some(room: Room):
    member, _ = lent(room)
    room.lend(member, room.copy("B2"))
    other = room.member("李秀英")
    assert room.desk.ask(lending.loan_counts, member_ids=[member, other]) == {member: 2}


def test_the_loan_keeps_the_rule_that_made_it(room: Room):
    lent(room)
    scene_rule(room, "standard", "*", {"period": "7"})
    room.lend(1, room.copy("B2"))
    first, second = room.rows("SELECT rule_id FROM loans ORDER BY id")
    assert first != second


def test_a_book_returned_by_a_clock_that_went_back_is_returned_when_it_was_lent(room: Room):
    _, copy = lent(room)
    room.later(minutes=-5)
    room.take_back(copy)
    assert room.rows("SELECT returned_at = lent_at FROM loans") == [(1,)]


# ---------------------------------------------------------------- every problem is somewhere

_CODE = re.compile(r'(?:impossible|ask|ask_why|notice|refuse|Problem)\(\s*(?:ASK, )?"([A-Z]\w+)"|code = "([A-Z]\w+)"')


def test_every_problem_of_lending_and_the_front_has_a_story_or_a_test():
    core = Path(lending.__file__).parent.parent
    sources = [*core.glob("lending/*.py"), *core.glob("front/*.py")]
    codes = {a or b for path in sources for a, b in _CODE.findall(path.read_text("utf-8"))}
    assert len(codes) > 25
    tests = Path(__file__).parent.parent
    told = "\n".join(p.read_text("utf-8") for p in [*tests.glob("stories/*.story"), *tests.glob("core/test_*.py")])
    assert {code for code in codes if not re.search(rf"\b{code}\b", told)} == set()
