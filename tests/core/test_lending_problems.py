"""Every problem of lending in full: kind, code, words, way out and facts, and whether a reason is wanted."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from tests.room import Room
from tests.stories import scene
from venuedesk.core import calendar, house, lending
from venuedesk.core.calendar import CLOSED, Calendar, ExceptionDraft, Hours, Window
from venuedesk.core.errors import ASK, IMPOSSIBLE, NOTICE, NeedsYes, Problem, Refused
from venuedesk.core.lending import Due, rules
from venuedesk.core.lending.rows import CopyFacts, MemberFacts

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 9, 0)
DUE = datetime(2026, 12, 4, 23, 59, 59)
RULE = house.RuleRow(1, "*", "*", date(2000, 1, 1), True, 5, 30, "day", True, 1, 30, "day", True, False)

ON_SHELF = CopyFacts(7, 3, "活着", "B1", "in_stock", "book", None, None, None, None, None, None)
LENT = replace(ON_SHELF, loan_id=9, holder_id=2, holder="李秀英", due_at=DUE)
ASIDE = replace(ON_SHELF, held_for_id=2, held_for="李秀英")
READER = MemberFacts(1, "张国胜", "standard", None, False, 0, 0, "active", None)


def impossible(code: str, text: str, way_out: str = "", **facts: object) -> Problem:
    return Problem(IMPOSSIBLE, code, text, way_out, facts)


def asks(code: str, text: str, way_out: str = "", **facts: object) -> Problem:
    return Problem(ASK, code, text, way_out, facts)


def asks_why(code: str, text: str, way_out: str = "", **facts: object) -> Problem:
    return Problem(ASK, code, text, way_out, facts, reason_wanted=True)


def notice(code: str, text: str, way_out: str = "", **facts: object) -> Problem:
    return Problem(NOTICE, code, text, way_out, facts)


# ---------------------------------------------------------------- the copy

AWAY = "“活着” is with 李秀英, due Fri 12/4."
FACTS_OF_LOAN = {"holder": "李秀英", "due": date(2026, 12, 4)}
WITHDRAWN = impossible("CopyWithdrawn", "“活着” (B1) was withdrawn.", "Put it with the withdrawn books.")
LOST = asks("CopyWasLost", "“活着” (B1) is on record as lost.", "F9 puts it back in stock.")
LIES_HERE = notice("HeldForAnother", "“活着” lies here for 李秀英.", held_for="李秀英")
IN_REPAIR = asks("CopyInRepair", "“活着” (B1) is on record as in repair.", "F9 puts it back in stock.")


def against_lending(copy: CopyFacts, member: MemberFacts = READER, rule: house.RuleRow | None = RULE) -> list[Problem]:
    return list(rules.problems_of_check_out(copy, member, rule, today=TODAY, with_card=True))


@pytest.mark.parametrize(
    ("copy", "problems"),
    [
        (ON_SHELF, []),
        (LENT, [impossible("AlreadyOnLoan", AWAY, "Take it back first, or place a hold.", **FACTS_OF_LOAN)]),
        (replace(ON_SHELF, state="withdrawn"), [WITHDRAWN]),
        (replace(ON_SHELF, state="lost"), [LOST]),
        (replace(ON_SHELF, state="repair"), [IN_REPAIR]),
        (ASIDE, [asks_why("HeldForAnother", "“活着” lies here for 李秀英.", held_for="李秀英")]),
        (replace(ON_SHELF, held_for_id=1, held_for="张国胜"), []),  # put aside for this very reader
    ],
)
def test_what_stands_against_lending_a_copy(copy: CopyFacts, problems: list[Problem]) -> None:
    assert against_lending(copy) == problems


@pytest.mark.parametrize(
    ("copy", "problems"),
    [
        (ON_SHELF, []),
        (LENT, [impossible("AlreadyOnLoan", AWAY, "Take it back first.", **FACTS_OF_LOAN)]),
        (replace(ON_SHELF, state="withdrawn"), [WITHDRAWN]),
        (replace(ON_SHELF, state="lost"), [LOST]),
        (replace(ON_SHELF, state="repair"), [IN_REPAIR]),
        (ASIDE, [LIES_HERE]),
        (replace(ASIDE, state="lost"), [LOST, LIES_HERE]),
    ],
)
def test_why_a_copy_is_not_simply_a_book_on_the_shelf(copy: CopyFacts, problems: list[Problem]) -> None:
    assert list(rules.problems_on_shelf(copy)) == problems


# ---------------------------------------------------------------- the reader

EXPIRED = asks("MembershipExpired", "The membership of 张国胜 ended on Thu 11/19.", "Extend it in the member's form.")
CARD_EXPIRED = asks("CardExpired", "The card of 张国胜 expired on Thu 11/19.", "Ask for the new card.")
BLOCKED = impossible("CardBlocked", "This card of 张国胜 is blocked.", "Find the reader by name, or use the new card.")


@pytest.mark.parametrize(
    ("values", "problems"),
    [
        ({}, []),
        ({"card_state": None}, []),
        ({"retired": True}, [impossible("MemberRetired", "张国胜 is no longer a member.", "Register them anew.")]),
        ({"expires": "2026-11-19"}, [EXPIRED]),
        ({"expires": "2026-11-20"}, []),
        ({"card_expires": "2026-11-19"}, [CARD_EXPIRED]),
        ({"card_expires": "2026-11-20"}, []),
        ({"expires": "2026-11-19", "card_expires": "2026-11-19"}, [EXPIRED, CARD_EXPIRED]),
        (
            {"card_state": "lost"},
            [
                impossible(
                    "CardLost",
                    "This card of 张国胜 is reported lost.",
                    "Find the reader by name, or use the new card.",
                )
            ],
        ),
        ({"card_state": "blocked"}, [BLOCKED]),
        ({"card_state": "replaced"}, [BLOCKED]),
    ],
)
def test_what_stands_against_lending_to_a_reader(values: dict[str, object], problems: list[Problem]) -> None:
    member = replace(READER, **values)  # type: ignore[arg-type]
    assert list(rules.problems_of_member(member, TODAY)) == problems
    assert against_lending(ON_SHELF, member) == problems


# ---------------------------------------------------------------- the rule


@pytest.mark.parametrize(
    ("member", "rule", "problems"),
    [
        ({}, None, [impossible("NoRule", "No lending rule fits this reader and this book.",
                               "The manager sets it in Settings.")]),
        ({}, {"lendable": False}, [impossible("ReadOnSite", "“活着” is for reading on site only.",
                                              "Let them read it here.")]),
        ({"loans": 4}, {}, []),
        ({"loans": 5}, {}, [asks_why("OverLimit", "张国胜 has 5 books already, the limit is 5.",
                                     "Take a book back first.", limit=5, outstanding=5)]),
        ({"loans": 6}, {"max_loans": 2}, [asks_why("OverLimit", "张国胜 has 6 books already, the limit is 2.",
                                                   "Take a book back first.", limit=2, outstanding=6)]),
        ({"loans": 3, "overdue": 2}, {}, [asks_why("Overdue", "张国胜 has 2 overdue books.",
                                                   "Ask for them back first.", n=2)]),
        ({"loans": 3, "overdue": 2}, {"block_while_overdue": False}, []),
        ({"loans": 9, "overdue": 2}, None, [impossible("NoRule", "No lending rule fits this reader and this book.",
                                                       "The manager sets it in Settings.")]),
    ],
)  # fmt: skip
def test_what_the_rule_has_against_a_loan(
    member: dict[str, int], rule: dict[str, object] | None, problems: list[Problem]
) -> None:
    held = None if rule is None else replace(RULE, **rule)  # type: ignore[arg-type]
    assert against_lending(ON_SHELF, replace(READER, **member), held) == problems  # type: ignore[arg-type]


def test_a_reader_without_a_card_is_asked_who_they_are() -> None:
    found = rules.problems_of_check_out(ON_SHELF, READER, RULE, today=TODAY, with_card=False)
    assert list(found) == [asks("WithoutCard", "张国胜 has no card here (未带卡).", "Check who it is.")]


def test_everything_against_a_loan_is_said_at_once_of_the_copy_then_the_reader_then_the_rule() -> None:
    member = replace(READER, retired=True, expires="2026-01-01", card_state="lost", loans=5, overdue=1)
    found = rules.problems_of_check_out(
        replace(LENT, state="withdrawn", held_for_id=8, held_for="王五"), member, RULE, today=TODAY, with_card=False
    )
    assert [(p.kind, p.code) for p in found] == [
        (IMPOSSIBLE, "AlreadyOnLoan"),
        (IMPOSSIBLE, "CopyWithdrawn"),
        (ASK, "HeldForAnother"),
        (IMPOSSIBLE, "MemberRetired"),
        (ASK, "MembershipExpired"),
        (IMPOSSIBLE, "CardLost"),
        (ASK, "WithoutCard"),
        (ASK, "OverLimit"),
        (ASK, "Overdue"),
    ]


# ---------------------------------------------------------------- renewals

WAITED_FOR = impossible("TitleOnHold", "李秀英 waits for “活着”.", "Take it back instead.", waiting="李秀英")


def used_up(n: int) -> Problem:
    return asks_why("RenewalLimit", f"“活着” was already renewed {n} times.", "Take it back instead.", renewals=n)


def late(days: int) -> Problem:
    return asks_why("LoanOverdue", "“活着” is overdue since Fri 12/4.", "Take it back instead.", days_late=days)


@pytest.mark.parametrize(
    ("renewals", "waiting", "now", "rule", "problems"),
    [
        (0, None, "2026-11-20T09:00:00", RULE, []),
        (0, None, "2026-12-04T23:59:59", RULE, []),
        (0, None, "2026-12-05T00:00:00", RULE, [late(1)]),
        (0, None, "2026-12-20T09:00:00", RULE, [late(16)]),
        (1, None, "2026-11-20T09:00:00", RULE, [used_up(1)]),
        (2, None, "2026-11-20T09:00:00", RULE, [used_up(2)]),
        (1, None, "2026-11-20T09:00:00", replace(RULE, renewals=2), []),
        (0, None, "2026-11-20T09:00:00", None, [used_up(0)]),
        (0, "李秀英", "2026-11-20T09:00:00", RULE, [WAITED_FOR]),
        (1, "李秀英", "2026-12-06T09:00:00", RULE, [WAITED_FOR, used_up(1), late(2)]),
    ],
)
def test_what_stands_against_a_renewal(
    renewals: int, waiting: str | None, now: str, rule: house.RuleRow | None, problems: list[Problem]
) -> None:
    found = rules.problems_of_renewal(
        "活着", rule, renewals=renewals, due=DUE, waiting=waiting, now=datetime.fromisoformat(now)
    )
    assert list(found) == problems


# ---------------------------------------------------------------- what is told after lending

CLOSED_TODAY = notice("ClosedDay", "The reading room is closed today.")
MAY_MOVE = notice("TentativeDue", "The holidays of 2027 are not entered yet; Tue 1/5 may move later.")


@pytest.mark.parametrize(
    ("due", "open_today", "told"),
    [
        (Due(DUE, False), True, ()),
        (Due(DUE, False), False, (CLOSED_TODAY,)),
        (Due(datetime(2027, 1, 5, 23, 59, 59), True), True, (MAY_MOVE,)),
        (Due(datetime(2027, 1, 5, 23, 59, 59), True), False, (CLOSED_TODAY, MAY_MOVE)),
    ],
)
def test_what_the_librarian_is_told_after_lending(due: Due, open_today: bool, told: tuple[Problem, ...]) -> None:
    assert rules.notices_of_loan(due, open_today=open_today) == told


# ---------------------------------------------------------------- due days to the second

EVERY_DAY = Calendar(
    (Hours(1, None, "", 101, 1231, date(2000, 1, 1), None, calendar.AS_USUAL, None, ((Window(540, 1020),),) * 8),),
    years={2026: ""},
)


def test_a_loan_is_due_at_the_last_second_of_its_day_and_tentative_only_in_an_unknown_year() -> None:
    assert rules.due_at(NOW, RULE, EVERY_DAY) == Due(datetime(2026, 12, 20, 23, 59, 59), False)
    assert rules.due_at(NOW, replace(RULE, period=60), EVERY_DAY) == Due(datetime(2027, 1, 19, 23, 59, 59), True)


def test_a_renewal_that_ends_this_very_second_is_not_over() -> None:
    ends = datetime(2026, 12, 20, 23, 59, 59)
    old = datetime(2026, 11, 20, 23, 59, 59)
    assert rules.renewed_due_at(old, ends, RULE, EVERY_DAY).at == ends
    later = rules.renewed_due_at(old, datetime(2026, 12, 21), RULE, EVERY_DAY)
    assert later == Due(datetime(2027, 1, 20, 23, 59, 59), True)


# ---------------------------------------------------------------- the problems that the commands find themselves


def answer(room: Room, command: object, **wanted: object) -> tuple[Problem, ...]:
    with pytest.raises((Refused, NeedsYes)) as answered:
        room.do(command, **wanted)  # type: ignore[arg-type]
    problems: tuple[Problem, ...] = answered.value.problems
    return problems


def lent(room: Room) -> tuple[int, int]:
    member, copy = room.member(), room.copy()
    room.lend(member, copy)
    return member, copy


def test_a_book_that_is_not_on_loan_is_named(room: Room) -> None:
    _, copy = lent(room)
    room.take_back(copy)
    words = impossible("NotOnLoan", "“活着” is not on loan.")
    assert answer(room, lending.check_in, copy_id=copy) == (words,)
    assert answer(room, lending.renew, loan_id=1) == (words,)


def test_a_book_that_was_renewed_already_is_named(room: Room) -> None:
    lent(room)
    room.do(lending.renew, loan_id=1)
    assert answer(room, lending.renew, loan_id=1) == (used_up(1),)


def test_a_book_to_check_on_return_is_named(room: Room) -> None:
    scene.add_rule(room.file, room.clock, "standard", "book", ask_on_return="yes")
    _, copy = lent(room)
    words = asks("ReturnToCheck", "Check “活着” for damage before it goes back.")
    assert answer(room, lending.check_in, copy_id=copy) == (words,)


def test_a_copy_that_is_gone_or_was_never_missing_is_named(room: Room) -> None:
    here, gone = room.copy("B1"), room.copy("B2", state="withdrawn")
    gone_already = impossible("CopyNotThere", "“活着” (B2) is already lost or withdrawn.")
    assert answer(room, lending.report_lost, copy_id=gone) == (gone_already,)
    assert answer(room, lending.mark_found, copy_id=gone) == (impossible("NotMissing", "“活着” (B2) is not missing."),)
    assert answer(room, lending.mark_found, copy_id=here) == (impossible("NotMissing", "“活着” (B1) is not missing."),)


def test_who_cannot_wait_for_a_title_is_told_why_and_what_instead(room: Room) -> None:
    member, _ = lent(room)
    waiter = room.member("李秀英")
    has_it = impossible("HasTheBook", "张国胜 has “活着” already.", "Renew it instead.")
    assert answer(room, lending.place_hold, title_id=1, member_id=member) == (has_it,)
    hold = room.do(lending.place_hold, title_id=1, member_id=waiter)
    waits = impossible("AlreadyHeld", "李秀英 already waits for “活着”.")
    assert answer(room, lending.place_hold, title_id=1, member_id=waiter) == (waits,)
    room.copy("B2")
    free = impossible("CopyFree", "A copy of “活着” is on the shelf.", "Lend it instead.")
    assert answer(room, lending.place_hold, title_id=1, member_id=member) == (has_it, free)
    assert answer(room, lending.place_hold, title_id=1, member_id=waiter) == (free, waits)
    room.do(lending.cancel_hold, hold_id=hold.hold_id)
    ended = impossible("HoldEnded", "This hold has already ended.")
    assert answer(room, lending.cancel_hold, hold_id=hold.hold_id) == (ended,)


def test_books_whose_due_day_would_be_closed_are_counted(room: Room) -> None:
    lent(room)
    room.desk.sit_down(1)
    change = ExceptionDraft(first=date(2026, 12, 20), last=date(2026, 12, 20), kind=CLOSED, reason="台风")
    words = "1 books that are out are due on days that would be closed."
    found = answer(room, lending.change_calendar, change=change)
    assert found == (asks("LoansMove", words, "Their due days move to the next open day.", n=1),)
