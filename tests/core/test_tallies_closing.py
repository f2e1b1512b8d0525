"""Closing a month: what is said before, what is sealed, what can still be done afterwards."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.room import MANAGER, Room
from tests.stories import rooms_scene, scene
from venuedesk.core import check, events, glance, house, journal, lending, permissions, tallies, visits
from venuedesk.core.errors import NeedsYes, Problem, Refused
from venuedesk.core.tallies import definitions, sealing
from venuedesk.core.tallies.checks import problems_of

PAPER = "%PDF-1.4 十月报表".encode()
EVERYTHING = frozenset(
    (
        *("DaysMissing", "DaysNotCounted", "FirstClosing", "LoansOnClosedDays", "MoreSignedIn", "OutDiffers"),
        *("Reopening", "BookingsUnfinished", "SumDiffers", "UsedLongerThanOpen"),
    )
)


@pytest.fixture
def october(room: Room) -> Room:
    """Two loans and a return in October, seen from November by the manager."""
    room.at("2026-10-14T10:00")
    member = room.member("张国胜", unit="一中工会")
    for barcode in ("B1", "B2"):
        room.lend(member, room.copy(barcode))
    room.do(visits.count_visitors, door_id=1, count=9)
    room.later(days=1)
    room.take_back(1)
    room.at("2026-11-20T09:00")
    room.desk.sit_down(MANAGER)
    return room


def month(room: Room, which: str = "2026-10") -> tallies.Month:
    return room.desk.ask(tallies.month, month=which, now=room.clock)


def close(room: Room, which: str = "2026-10", **more: Any) -> tallies.MonthClosed:
    wanted = {"sha256": month(room, which).sha256, "paper": PAPER, "accepted": EVERYTHING} | more
    return room.desk.do_with_password(scene.PASSWORD, tallies.close_month, month=which, now=room.clock, **wanted)


def reopen(room: Room, which: str = "2026-10", reason: str = "漏登") -> tallies.MonthReopened:
    wanted = {"month": which, "now": room.clock, "accepted": EVERYTHING, "reason": reason}
    return room.desk.do_with_password(scene.PASSWORD, tallies.reopen_month, **wanted)


def correct(room: Room, code: str, about: str, quantity: int, reason: str = "漏记") -> tallies.Corrected:
    draft = tallies.CorrectionDraft(code=code, about=date.fromisoformat(about), quantity=quantity, reason=reason)
    return room.do(tallies.correct, draft=draft)


def said(room: Room, which: str = "2026-10") -> dict[str, Problem]:
    found = room.desk.ask(tallies.problems_of_closing, month=which, now=room.clock)
    return {problem.code: problem for problem in found}


def codes(answer: pytest.ExceptionInfo[Any]) -> list[str]:
    return [p.code for p in answer.value.problems]


# ---------------------------------------------------------------- before closing


def test_a_month_that_is_in_order_has_nothing_but_its_missing_days(october: Room):
    found = said(october)
    assert list(found) == ["DaysMissing"]
    assert found["DaysMissing"].facts["days"] == sum(line.state == "missing" for line in month(october).days)
    assert "and 15 more" in str(found["DaysMissing"])


def test_days_that_were_not_counted_are_named(october: Room):
    october.do(visits.mark_day, door_id=1, day=date(2026, 10, 15), state="not_counted")
    found = said(october)["DaysNotCounted"]
    assert (found.kind, found.facts["days"], str(found)) == ("ask", 1, "Not counted: visitors on Thu 10/15.")


def test_more_sign_ins_than_visits_are_named(room: Room):
    room.at("2026-10-14T10:00")
    room.do(visits.count_visitors, door_id=1, count=9)
    room.do(visits.sign_in_group, draft=visits.GroupDraft(zone_id=1, headcount=10, group_name="合唱团"))
    room.at("2026-10-15T10:00")  # nobody counted the door that day: it is missing, not too small
    room.do(visits.sign_in_group, draft=visits.GroupDraft(zone_id=1, headcount=10, group_name="合唱团"))
    room.at("2026-11-20T09:00")
    room.desk.sit_down(MANAGER)
    found = said(room)["MoreSignedIn"]
    assert (found.kind, found.facts["days"]) == ("ask", 1)
    assert "Wed 10/14" in str(found)
    room.do(
        visits.set_hour, door_id=1, day=date(2026, 10, 14), hour=10, count=1, adding=True,
        accepted=frozenset(("HourReason",)), reason="漏记",
    )  # fmt: skip
    assert "MoreSignedIn" not in said(room)


def test_books_out_are_reckoned_from_start_to_end(october: Room):
    found = october.desk.ask(tallies.balance, month="2026-10", now=october.clock)
    assert found == tallies.Balance(0, 2, 1, 0, 0, 1)
    assert (found.apart, str(found)) == (0, "0 out at the start + 2 lent − 1 returned − 0 lost +0 corrected")
    assert october.desk.ask(tallies.balance, month="2026-11", now=october.clock) == tallies.Balance(1, 0, 0, 0, 0, 1)


def test_a_loan_that_was_never_counted_is_said_and_a_correction_makes_it_good(october: Room):
    october.tamper(
        "INSERT INTO loans (copy_id, member_id, rule_id, lent_at, due_at, tentative, renewals)"
        " VALUES (1, 1, 1, '2026-10-20T09:00:00', '2026-11-20T23:59:59', 0, 0)"
    )
    found = said(october)["OutDiffers"]
    assert (found.kind, found.facts["apart"]) == ("ask", 1)
    assert (
        "0 out at the start + 2 lent − 1 returned − 0 lost +0 corrected make 1, but 2 are out at the end: +1."
        in str(found)
    )
    close(october)
    correct(october, "L-01", "2026-10-20", 1)
    reopen(october)
    assert "OutDiffers" not in said(october)
    assert said(october)["CorrectionsStand"].facts == {"n": 1}
    correct_again = october.problems(
        tallies.correct,
        draft=tallies.CorrectionDraft(code="L-01", about=date(2026, 10, 20), quantity=1, reason="漏记"),
    )
    assert correct_again == [("impossible", "MonthOpen")]


def test_tables_that_do_not_make_their_figures_are_named(october: Room):
    told = month(october)
    line = tallies.SpaceLine("zone", "活动", "", 1, 5, 90, 60, tallies.rules.share(90, 60), 0, 0)
    room_line = replace(line, kind="room", room_or_space="舞蹈室")
    torn = replace(told, days=told.days[:1], spaces=(line, room_line))
    with Session(october.file.reader) as session:
        found = [(p.code, str(p)) for p in problems_of(session, torn, october.clock)]
    sums = [words.split(":")[0] for code, words in found if code == "SumDiffers"]
    assert sums == ["V-01 Visits", "B-01 Sessions", "B-02 Attendances at bookings", "B-03 Minutes used"]
    (longer,) = [words for code, words in found if code == "UsedLongerThanOpen"]
    assert longer == "Used longer than open: 活动, 活动 舞蹈室. Check the opening hours of those days."


# ---------------------------------------------------------------- closing


def test_a_closed_month_is_sealed_with_its_paper(october: Room):
    before = month(october)
    slip = close(october)
    assert (slip.month, str(slip)) == ("2026-10", "2026-10 is closed")
    ((figures, figures_sha256, paper_sha256, reopened_at),) = october.rows(
        "SELECT figures, figures_sha256, paper_sha256, reopened_at FROM closed_months"
    )
    assert figures == tallies.canonical(before)
    assert (figures_sha256, reopened_at) == (before.sha256, None)
    assert paper_sha256 == sealing.sha256(PAPER)
    assert october.desk.ask(tallies.paper, month="2026-10") == PAPER
    (row,) = [row for row in october.desk.ask(tallies.months, now=october.clock) if row.month == "2026-10"]
    assert (row.state, row.closed_at, row.paper_sha256) == ("closed", october.clock, paper_sha256)
    assert replace(month(october), state="open", closed_at=None) == before


def test_the_canonical_figures_can_be_read_by_anybody(october: Room):
    told = json.loads(tallies.canonical(month(october)))
    assert (told["month"], told["venue"], told["decimals"], told["format"]) == ("2026-10", "城北工人文化宫", 2, 1)
    loans = {"value": 2, "parts": [2, None], "definition": 1, "last_month": None, "last_year": None}
    assert told["figures"]["L-01"] == loans | {"on_month": None, "on_year": None}
    assert told["figures"]["A-04"]["value"] == "100.00"
    assert (list(told), list(told["figures"])) == (sorted(told), sorted(told["figures"]))
    assert told["days"][13] == ["2026-10-14", True, 9, "counted"]


def test_a_sealed_month_is_a_base_as_it_was_sealed(october: Room):
    november = month(october, "2026-11")
    close(october)
    assert replace(month(october, "2026-11"), sha256=november.sha256) == november
    assert november.figure("L-01").last_month == 2
    assert november.figure("V-01").last_month is None  # October has days that nobody counted
    scene.close(october.file, october.clock, date(2026, 10, 20), date(2026, 10, 20))
    assert month(october, "2026-11") == replace(november, sha256=month(october, "2026-11").sha256)


def test_another_definition_is_no_base(october: Room, monkeypatch: pytest.MonkeyPatch):
    close(october)
    one = replace(definitions.BY_CODE["L-01"], version=2)
    sections = tuple(
        (code, title, tuple(one if f.code == "L-01" else f for f in found))
        for code, title, found in definitions.SECTIONS
    )
    monkeypatch.setitem(definitions.BY_CODE, "L-01", one)
    monkeypatch.setattr(tallies.queries, "SECTIONS", sections)
    told = month(october, "2026-11")
    assert (told.figure("L-01").last_month, told.figure("L-01").against_last_month) == (None, "——")
    assert told.figure("L-03").last_month == 1


def test_a_figure_that_a_later_version_adds_is_missing_from_a_sealed_month(october: Room):
    told = json.loads(tallies.canonical(month(october)))
    del told["figures"]["L-07"]
    older = json.dumps(told)
    assert "L-07" not in sealing.tally_of(older).versions
    section = next(s for s in sealing.opened(older).sections if s.code == "L")
    assert [f.code for f in section.figures] == [f"L-0{n}" for n in range(1, 7)]


def test_a_sealed_month_stands_whatever_comes_later(october: Room):
    close(october)
    before = month(october)

    def rename(session: Session) -> None:
        house.set_settings(
            session, values={house.VENUE: "城南文化宫", tallies.DECIMALS: "1"}, valid_from=date(2026, 1, 3)
        )

    scene.write(october.file, october.clock, rename)
    scene.close(october.file, october.clock, date(2026, 10, 20), date(2026, 10, 20))
    assert month(october) == before
    assert october.faults() == []


def test_the_rows_of_a_sealed_month_are_those_that_were_sealed(october: Room):
    rooms_scene.build_palace(october.file, october.clock)
    close(october)

    def rows(code: str) -> tallies.Rows:
        return october.desk.ask(tallies.rows_of, month="2026-10", code=code)

    before = {code: rows(code).rows for code in ("D-01", "B-04")}
    scene.close(october.file, october.clock, date(2026, 10, 20), date(2026, 10, 22))
    for code, sealed in before.items():
        assert sum(row[-1] for row in rows(code).rows) == month(october).figure(code).value
        assert len(rows(code).rows) == len(sealed)


def test_the_journal_carries_the_hash_of_the_paper_and_not_the_paper(october: Room):
    close(october, paper=b"%PDF" + b"x" * 500_000)
    ((size, of_papers),) = october.rows(
        "SELECT sum(length(coalesce(before, '')) + length(coalesce(after, ''))),"
        " sum(table_name = 'month_papers') FROM changes WHERE action_id = (SELECT max(id) FROM actions)"
    )
    assert size < 20_000 and of_papers == 0
    assert october.rows("SELECT length(content) FROM month_papers") == [(500_004,)]


def test_figures_that_moved_and_papers_that_are_none_are_refused(october: Room):
    before = month(october).sha256
    october.do(visits.set_hour, door_id=1, day=date(2026, 10, 15), hour=9, count=5, adding=False,
               accepted=frozenset(("HourReason",)), reason="补")  # fmt: skip
    with pytest.raises(Refused) as moved:
        close(october, sha256=before)
    assert codes(moved) == ["DaysMissing", "MonthMoved"]
    with pytest.raises(Refused) as none:
        close(october, paper=b"")
    assert codes(none) == ["DaysMissing", "PaperMissing"]
    assert october.rows("SELECT count(*) FROM closed_months") == [(0,)]
    with pytest.raises(NeedsYes) as asked:
        close(october, accepted=frozenset())
    assert codes(asked) == ["DaysMissing"]


def test_closing_and_reopening_want_the_manager_and_the_password(october: Room):
    for deed in ("tallies.close_month", "tallies.reopen_month"):
        assert permissions.COMMANDS[deed] == permissions.Permit(permissions.LEADS, password=True)
    with pytest.raises(Refused) as wanted:
        october.do(tallies.close_month, month="2026-10", sha256=month(october).sha256, paper=PAPER)
    assert codes(wanted) == ["PasswordWanted"]


def test_no_month_is_left_out(october: Room):
    close(october)
    october.at("2027-01-10T09:00")
    with pytest.raises(Refused) as skipped:
        close(october, "2026-12")
    (problem,) = [p for p in skipped.value.problems if p.code == "OutOfOrder"]
    assert str(problem) == "Months close in order; the next one is 2026-11."
    close(october, "2026-11")
    close(october, "2026-12")
    assert [row.state for row in october.desk.ask(tallies.months, now=october.clock)] == ["open", *["closed"] * 3]


# ---------------------------------------------------------------- afterwards


def test_a_paper_comes_back_only_as_it_was_signed(october: Room):
    with pytest.raises(Refused) as open_still:
        october.desk.ask(tallies.paper, month="2026-10")
    assert codes(open_still) == ["NotClosed"]
    close(october)
    october.tamper("UPDATE month_papers SET content = x'255044462d'")
    with pytest.raises(Refused) as changed:
        october.desk.ask(tallies.paper, month="2026-10")
    assert codes(changed) == ["PaperChanged"]
    october.tamper("DELETE FROM month_papers")
    with pytest.raises(Refused) as gone:
        october.desk.ask(tallies.paper, month="2026-10")
    assert codes(gone) == ["NoPaper"]


def test_a_month_closed_by_the_first_version_has_figures_but_no_seal(october: Room):
    scene.close_month(october.file, october.clock, "2026-10")
    assert (month(october).state, month(october).figure("L-01").value) == ("closed", 2)
    assert month(october, "2026-11").figure("L-01").last_month == 2
    with pytest.raises(Refused) as refused:
        october.desk.ask(tallies.paper, month="2026-10")
    assert codes(refused) == ["NoPaper"]
    assert list(sealing.broken_seals(Session(october.file.reader))) == []


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (
            "UPDATE closed_months SET figures = replace(figures, '100.00', '90.00')",
            "The figures of 2026-10 are not those",
        ),
        ("UPDATE month_papers SET content = x'2550'", "The paper of 2026-10 is not the one that was signed."),
        ("DELETE FROM month_papers", "The signed paper of 2026-10 is gone."),
    ],
)
def test_the_check_sees_a_broken_seal(october: Room, damage: str, sentence: str):
    close(october)
    with Session(october.file.reader) as session:
        assert check.check(session) == []
    october.tamper(damage)
    with Session(october.file.reader) as session:
        assert [line for line in check.check(session) if line.startswith(sentence)]


def test_a_month_opens_again_with_a_reason_and_closes_again(october: Room):
    close(october)
    with pytest.raises(NeedsYes) as asked:
        reopen(october, reason="  ")
    assert [(p.code, p.reason_wanted) for p in asked.value.problems] == [("Reopening", True)]
    slip = reopen(october, reason=" 漏登一次 ")
    assert str(slip) == "2026-10 is open again"
    told = month(october)
    assert (told.state, told.reason, told.reopened_at) == ("reopened", "漏登一次", october.clock)
    (row,) = [row for row in october.desk.ask(tallies.months, now=october.clock) if row.month == "2026-10"]
    assert (row.state, row.reason, row.reopened_at) == ("reopened", "漏登一次", october.clock)
    assert october.rows("SELECT count(*) FROM month_papers") == [(1,)]
    assert month(october, "2026-11").figure("L-01").last_month == 2
    october.at("2026-10-16T10:00")
    october.take_back(2)
    october.at("2026-11-21T10:00")
    close(october, paper=PAPER + b" 2")
    assert october.desk.ask(tallies.paper, month="2026-10") == PAPER + b" 2"
    assert month(october).figure("L-03").value == 2
    assert october.faults() == []
    with pytest.raises(Refused) as not_closed:
        reopen(october, "2026-09")
    assert codes(not_closed) == ["NotClosed"]


def test_a_closing_cannot_be_taken_back(october: Room):
    close(october)
    with pytest.raises(Refused, match="Reopen the month instead"):
        october.do(journal.undo, action_id=october.last_action())
    reopen(october)
    with pytest.raises(Refused, match="Close the month again instead"):
        october.do(journal.undo, action_id=october.last_action())


# ---------------------------------------------------------------- corrections


def test_a_correction_stands_apart_from_every_figure(october: Room):
    close(october)
    before, today = month(october), month(october, "2026-11")
    slip = correct(october, "L-01", "2026-10-20", 3, " 漏记三册 ")
    assert str(slip) == "Correction of L-01 Books lent for 2026-10-20: +3"
    line = tallies.Correction(date(2026, 11, 20), date(2026, 10, 20), "L-01", 3, "漏记三册", "王主任")
    assert month(october, "2026-11").corrections == (line,)
    assert month(october) == replace(before, corrected_since=(line,))
    assert month(october, "2026-11").sections == today.sections
    assert month(october, "2026-11").sha256 != today.sha256
    assert october.desk.ask(lending.day_figures, now=october.clock).loans == 0
    first_glance = glance.glance(october.file.path, now=october.clock)
    assert first_glance is not None and first_glance.loans == 0
    assert october.desk.ask(tallies.rows_of, month="2026-11", code="L-01").rows == ()
    october.at("2026-12-02T09:00")
    close(october, "2026-11")
    assert month(october, "2026-11").corrections == (line,)


def test_a_correction_can_be_taken_back_while_its_month_is_open(october: Room):
    close(october)
    correct(october, "V-01", "2026-10-14", -9)
    entered = october.last_action()
    october.do(journal.undo, action_id=entered)
    assert month(october, "2026-11").corrections == ()
    correct(october, "V-01", "2026-10-14", -9)
    entered = october.last_action()
    october.at("2026-12-02T09:00")
    close(october, "2026-11")
    with pytest.raises(Refused, match="closed month"):
        october.do(journal.undo, action_id=entered)


@pytest.mark.parametrize("code", sorted(tallies.queries.OF_KIND.values()))
def test_every_counted_figure_can_be_corrected(october: Room, code: str):
    close(october)
    before = month(october, "2026-11").sections
    correct(october, code, "2026-10-14", 2)
    ((kind, quantity, about, source),) = october.rows(
        "SELECT kind, quantity, about, source FROM events WHERE about IS NOT NULL"
    )
    assert (tallies.queries.OF_KIND[kind], quantity, about, source) == (code, 2, "2026-10-14", "closed_months")
    assert month(october, "2026-11").corrections[0].code == code
    assert month(october, "2026-11").sections == before
    correct(october, code, "2026-10-14", -2)


@pytest.mark.parametrize(
    ("more", "wanted"),
    [
        ({"code": "A-03"}, ["NotCorrectable"]),
        ({"quantity": 0}, ["QuantityMissing"]),
        ({"quantity": 1_000_001}, ["QuantityTooLarge"]),
        ({"quantity": -1_000_001}, ["QuantityTooLarge"]),
        ({"reason": " "}, ["ReasonMissing"]),
        ({"reason": "错" * 201}, ["ReasonTooLong"]),
        ({"about": date(2026, 9, 30)}, ["MonthOpen"]),
        ({"about": date(2026, 11, 20)}, ["MonthOpen"]),
        ({"quantity": -3}, ["BelowZero"]),
        ({"code": "X", "quantity": 0, "reason": ""}, ["NotCorrectable", "QuantityMissing", "ReasonMissing"]),
    ],
)
def test_what_stands_against_a_correction(october: Room, more: dict[str, Any], wanted: list[str]):
    close(october)
    plain = {"code": "L-01", "about": date(2026, 10, 14), "quantity": 1, "reason": "漏记"}
    draft = tallies.CorrectionDraft(**(plain | more))
    assert october.problems(tallies.correct, draft=draft) == [("impossible", code) for code in wanted]
    found = october.desk.ask(tallies.problems_of_correction, draft=draft, now=october.clock)
    assert [p.code for p in found] == wanted


# ---------------------------------------------------------------- the guard's refusal in words


def test_whatever_a_command_counts_in_a_closed_month_is_refused_in_words(october: Room):
    close(october)
    october.at("2026-10-31T09:00")
    with pytest.raises(Refused) as refused:
        october.do(lending.record_in_house_use, copy_id=1)
    (problem,) = refused.value.problems
    assert (problem.code, "更正" in problem.way_out) == ("MonthClosed", True)
    assert october.rows("SELECT count(*) FROM events WHERE kind = 'in_house'") == [(0,)]


def test_other_guards_are_not_taken_for_it():
    from sqlalchemy.exc import IntegrityError

    with pytest.raises(IntegrityError), events.closed_months_in_words():
        raise IntegrityError("INSERT", {}, Exception("events_once: an event is never replaced"))


def test_a_month_is_said_as_it_is_written(october: Room):
    assert tallies.month_words("2026-01") == "2026-01"
