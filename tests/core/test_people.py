"""People: units, categories, members and cards; one test for every problem."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.core import venue
from tests.core.venue import asked, one, refused, retold
from venuedesk.core import codes, file, history, journal, lending, people
from venuedesk.core.desk import Desk
from venuedesk.core.errors import NeedsYes, Refused
from venuedesk.core.people import CategoryDraft, MemberDraft, UnitDraft

NOW, TODAY = venue.NOW, venue.TODAY
SURE = frozenset(("GoneForGood",))
NEW = MemberDraft("王芳", unit_id=1, category_id=1, joined_on=TODAY, phone="13900000009")


# ---------------------------------------------------------------- units


def test_a_unit_is_added_changed_and_listed(desk: Desk) -> None:
    slip = desk.do(people.save_unit, draft=UnitDraft(" 第一  机械厂 ", phone=" 010-1234 5678", note="a\n b"))
    assert str(slip) == retold(desk) == "Unit saved: 第一 机械厂"
    desk.do(people.save_unit, draft=UnitDraft("机械一厂", kind="企业", unit_id=slip.unit_id))
    rows = desk.ask(people.units)
    assert [(r.name, r.kind, r.counts, r.members) for r in rows][1] == ("机械一厂", "企业", True, 0)
    assert rows[0].counts is False
    assert rows[0].members == 3
    assert [r.name for r in desk.ask(people.units, words="机械")] == ["机械一厂"]
    assert desk.ask(people.units, words="%") == []


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (UnitDraft(" "), "NameMissing"),
        (UnitDraft("厂" * 201), "NameTooLong"),
        (UnitDraft("厂", phone="call me"), "PhoneOdd"),
        (UnitDraft("厂", contact="x" * 201), "ContactTooLong"),
        (UnitDraft("厂", kind="x" * 201), "KindTooLong"),
        (UnitDraft("厂", note="x" * 2001), "NoteTooLong"),
    ],
)
def test_a_unit_with_wrong_values_is_refused(desk: Desk, draft: UnitDraft, code: str) -> None:
    assert refused(desk, people.save_unit, draft=draft) == [code]


def test_two_units_cannot_have_one_name(desk: Desk) -> None:
    slip = desk.do(people.save_unit, draft=UnitDraft("厂"))
    assert refused(desk, people.save_unit, draft=UnitDraft("厂 ")) == ["NameTaken"]
    desk.do(people.save_unit, draft=UnitDraft("厂", kind="x", unit_id=slip.unit_id))
    desk.do(people.retire_unit, unit_id=slip.unit_id, now=NOW)
    with pytest.raises(Refused, match="retired unit"):
        desk.do(people.save_unit, draft=UnitDraft("厂"))
    assert [u.name for u in desk.ask(people.units)] == ["No unit"]
    assert len(desk.ask(people.units, with_retired=True)) == 2
    assert refused(desk, people.retire_unit, unit_id=slip.unit_id, now=NOW) == ["AlreadyRetired"]
    desk.do(people.save_unit, draft=UnitDraft("厂", unit_id=slip.unit_id))
    assert len(desk.ask(people.units)) == 2


def test_the_unit_of_those_without_one_stays(desk: Desk) -> None:
    assert refused(desk, people.retire_unit, unit_id=1, now=NOW) == ["UnitNeeded"]


def test_a_unit_with_members_is_retired_with_a_yes(desk: Desk) -> None:
    unit = desk.do(people.save_unit, draft=UnitDraft("厂")).unit_id
    desk.do(people.save_member, draft=replace(NEW, unit_id=unit), now=NOW)
    assert asked(desk, people.retire_unit, unit_id=unit, now=NOW) == ["UnitHasMembers"]
    slip = desk.do(people.retire_unit, unit_id=unit, now=NOW, accepted={"UnitHasMembers"})
    assert str(slip) == retold(desk) == "Unit retired: 厂"


# ---------------------------------------------------------------- categories


def test_a_category_is_added_and_its_flags_changed(desk: Desk) -> None:
    draft = CategoryDraft("courier", "快递员", new_employment=True, position=9)
    slip = desk.do(people.save_category, draft=draft)
    assert str(slip) == retold(desk) == "Category saved: 快递员"
    desk.do(people.save_category, draft=replace(draft, frontline=True, category_id=slip.category_id))
    row = desk.ask(people.categories)[-1]
    assert (row.code, row.frontline, row.new_employment, row.industrial) == ("courier", True, True, False)
    gone = desk.do(people.retire_category, category_id=row.id, now=NOW)
    assert str(gone) == retold(desk) == "Category retired: 快递员"
    assert len(desk.ask(people.categories)) == 8
    assert len(desk.ask(people.categories, with_retired=True)) == 9
    assert refused(desk, people.retire_category, category_id=row.id, now=NOW) == ["AlreadyRetired"]


def test_the_unknown_category_stays(desk: Desk) -> None:
    unknown = next(c.id for c in desk.ask(people.categories) if c.code == people.UNKNOWN)
    assert refused(desk, people.retire_category, category_id=unknown, now=NOW) == ["CategoryNeeded"]


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (CategoryDraft("x", ""), "NameMissing"),
        (CategoryDraft("X y", "某"), "CodeOdd"),
        (CategoryDraft("", "某"), "CodeOdd"),
        (CategoryDraft("office", "某"), "CodeTaken"),
        (CategoryDraft("other", "某", category_id=1), "CodeFixed"),
    ],
)
def test_a_category_with_wrong_values_is_refused(desk: Desk, draft: CategoryDraft, code: str) -> None:
    assert refused(desk, people.save_category, draft=draft) == [code]


# ---------------------------------------------------------------- members


def test_a_new_member_with_a_card_is_counted_and_found(desk: Desk) -> None:
    slip = desk.do(people.save_member, draft=replace(NEW, card="6222 0000 0000 1234"), now=NOW)
    assert str(slip) == retold(desk) == "New member: 王芳, card 622****1234"
    row = desk.ask(people.member, member_id=slip.member_id)
    assert row is not None
    assert (row.name, row.phone, row.unit_id, row.category_id) == ("王芳", "13900000009", 1, 1)
    assert desk.ask(people.cards, member_id=slip.member_id)[0].number == "6222000000001234"
    event = "SELECT kind || member_id || zone_id || source_id || industrial FROM events"
    zone = one(desk, "SELECT id FROM zones WHERE code = 'reading'")
    assert one(desk, event) == f"new_member{slip.member_id}{zone}{slip.member_id}1"


def test_a_member_without_a_card_and_a_changed_one_count_as_told(desk: Desk) -> None:
    slip = desk.do(people.save_member, draft=NEW, now=NOW)
    assert str(slip) == retold(desk) == "New member: 王芳"
    draft = replace(NEW, name="王方", expires_on=TODAY, member_id=slip.member_id)
    assert str(desk.do(people.save_member, draft=draft, now=NOW)) == retold(desk) == "Member saved: 王方"
    assert one(desk, "SELECT count(*) FROM events") == 1
    assert desk.ask(people.member, member_id=99) is None


def test_a_new_member_can_be_undone_with_card_and_event(desk: Desk) -> None:
    desk.do(people.save_member, draft=replace(NEW, card="X1"), now=NOW)
    desk.do(journal.undo, action_id=one(desk, "SELECT max(id) FROM actions"), now=NOW)
    assert one(desk, "SELECT count(*) FROM events") == 0
    assert one(desk, "SELECT count(*) FROM members WHERE name = '王芳'") == 0
    assert one(desk, "SELECT count(*) FROM cards WHERE number = 'X1'") == 0


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": "  "}, "NameMissing"),
        ({"name": "\x00\u202e"}, "NameMissing"),
        ({"name": "张" * 201}, "NameTooLong"),
        ({"phone": "no phone"}, "PhoneOdd"),
        ({"phone": "1" * 40}, "PhoneOdd"),
        ({"unit_id": 99}, "UnitMissing"),
        ({"category_id": 99}, "CategoryMissing"),
        ({"member_type": " "}, "TypeMissing"),
        ({"expires_on": TODAY - timedelta(days=1)}, "ExpiryBeforeJoining"),
        ({"note": "x" * 2001}, "NoteTooLong"),
        ({"card": "1001"}, "CardTaken"),
        ({"card": "  \x00"}, "CardMissing"),
        ({"card": "1" * 65}, "CardTooLong"),
    ],
)
def test_a_member_with_wrong_values_is_refused(desk: Desk, change: dict[str, Any], code: str) -> None:
    assert refused(desk, people.save_member, draft=replace(NEW, **change), now=NOW) == [code]


def test_all_problems_of_a_member_come_together(desk: Desk) -> None:
    draft = MemberDraft("", unit_id=9, category_id=99, joined_on=TODAY, phone="x", member_type="")
    codes_ = [p.code for p in desk.ask(people.problems_of_member, draft=draft, today=TODAY)]
    assert codes_ == ["NameMissing", "PhoneOdd", "TypeMissing", "UnitMissing", "CategoryMissing"]


@pytest.mark.parametrize(
    "phone", ["", "13800000001", "+86 138 0000 0001", "010-12345678转123", "(010)12345678", "１３８００００"]
)
def test_every_usual_phone_number_is_taken(desk: Desk, phone: str) -> None:
    draft = replace(NEW, name="某", phone=phone)
    assert "PhoneOdd" not in [p.code for p in desk.ask(people.problems_of_member, draft=draft, today=TODAY)]


def test_a_twin_is_asked_for_and_taken_with_a_yes(desk: Desk) -> None:
    draft = MemberDraft("张三", unit_id=1, category_id=1, joined_on=TODAY, phone="138 0000 0001")
    with pytest.raises(NeedsYes, match=r"张三: No unit, phone 138\*\*\*\*0001, card 1001") as caught:
        desk.do(people.save_member, draft=draft, now=NOW)
    assert caught.value.problems[0].facts == {"member": 1}
    assert asked(desk, people.save_member, draft=replace(draft, phone=""), now=NOW) == ["TwinExists"]
    desk.do(people.save_member, draft=replace(draft, phone="13900000000"), now=NOW)
    slip = desk.do(people.save_member, draft=draft, now=NOW, accepted={"TwinExists"}, reason="同名")
    desk.do(people.save_member, draft=replace(draft, note="x", member_id=slip.member_id), now=NOW)  # asked once only
    assert [t.id for t in desk.ask(people.twins, name="张三", phone="")] == [1, 4, 5]


def test_a_twin_without_phone_or_card_is_named_so(desk: Desk) -> None:
    desk.do(people.save_member, draft=replace(NEW, phone=""), now=NOW)
    with pytest.raises(NeedsYes, match="phone —, card —"):
        desk.do(people.save_member, draft=NEW, now=NOW)


def test_a_member_may_stay_in_a_retired_unit_and_category_but_not_come_into_them(desk: Desk) -> None:
    unit = desk.do(people.save_unit, draft=UnitDraft("厂")).unit_id
    category = desk.do(people.save_category, draft=CategoryDraft("courier", "快递员")).category_id
    draft = replace(NEW, unit_id=unit, category_id=category)
    member = desk.do(people.save_member, draft=draft, now=NOW).member_id
    desk.do(people.retire_unit, unit_id=unit, now=NOW, accepted={"UnitHasMembers"})
    desk.do(people.retire_category, category_id=category, now=NOW)
    desk.do(people.save_member, draft=replace(draft, note="x", member_id=member), now=NOW)
    moved = MemberDraft("张三", unit_id=unit, category_id=category, joined_on=TODAY, phone="13800000001", member_id=1)
    assert refused(desk, people.save_member, draft=moved, now=NOW) == ["UnitMissing", "CategoryMissing"]


def test_a_member_leaves_and_comes_back(desk: Desk) -> None:
    assert str(desk.do(people.retire_member, member_id=1, now=NOW)) == retold(desk) == "Member retired: 张三"
    assert [c.state for c in desk.ask(people.cards, member_id=1)] == ["blocked"]
    assert refused(desk, people.retire_member, member_id=1, now=NOW) == ["AlreadyRetired"]
    assert refused(desk, people.issue_card, member_id=1, number="9", now=NOW) == ["MemberRetired"]
    assert str(desk.do(people.bring_back_member, member_id=1)) == retold(desk) == "Member again: 张三"
    assert refused(desk, people.bring_back_member, member_id=1) == ["NotRetired"]


def test_a_member_with_books_or_holds_stays(desk: Desk) -> None:
    desk.do(lending.check_out, member_id=1, copy_id=1, card_id=1, now=NOW)
    assert refused(desk, people.retire_member, member_id=1, now=NOW) == ["HasLoans"]
    with pytest.raises(Refused) as caught:
        desk.do_with_password(venue.PASSWORD, people.erase_member, member_id=1, now=NOW, accepted=SURE)
    assert [p.code for p in caught.value.problems] == ["HasLoans"]


def test_a_member_who_waits_for_a_book_stays(desk: Desk) -> None:
    title = one(desk, "SELECT title_id FROM copies WHERE id = 1")
    for copy in one_column(desk, f"SELECT id FROM copies WHERE title_id = {title}"):
        desk.do(lending.check_out, member_id=1, copy_id=copy, card_id=1, now=NOW)
    desk.do(lending.place_hold, title_id=title, member_id=2, now=NOW)
    assert refused(desk, people.retire_member, member_id=2, now=NOW) == ["HasHolds"]


def one_column(desk: Desk, sql: str) -> list[Any]:
    with Session(desk.file.reader) as session:
        return list(session.scalars(text(sql)))


# ---------------------------------------------------------------- erasure


def test_an_erased_person_is_gone_from_records_and_journal_and_the_figures_stay(desk: Desk) -> None:
    member = desk.do(people.save_member, draft=replace(NEW, card="6222555566667777", note="左撇子"), now=NOW).member_id
    card = desk.ask(people.cards, member_id=member)[0].id
    desk.do(people.block_card, card_id=card, now=NOW, reason="借给他人")
    desk.do(people.issue_card, member_id=member, number="6222555566667778", now=NOW)
    events = one(desk, "SELECT count(*) || max(member_id) FROM events")
    with pytest.raises(Refused) as caught:
        desk.do(people.erase_member, member_id=member, now=NOW)
    assert [p.code for p in caught.value.problems] == ["PasswordWanted"]
    with pytest.raises(NeedsYes) as asked:
        desk.do_with_password(venue.PASSWORD, people.erase_member, member_id=member, now=NOW)
    assert [p.code for p in asked.value.problems] == ["GoneForGood"]
    slip = desk.do_with_password(venue.PASSWORD, people.erase_member, member_id=member, now=NOW, accepted=SURE)
    assert str(slip) == retold(desk) == "The person was erased; the figures stay as they are."
    with Session(desk.file.reader) as session:
        rows = [str(tuple(r)) for t in TABLES for r in session.execute(text(f"SELECT * FROM {t}"))]
        assert list(journal.broken_links(session)) == []
    assert not [r for r in rows if any(w in r for w in ("王芳", "13900000009", "622255", "左撇子"))]
    assert one(desk, "SELECT count(*) || max(member_id) FROM events") == events
    assert [row.text for row in desk.ask(journal.today, now=NOW)][-1]
    assert all(r.columns == () for r in desk.ask(people.member_history, member_id=member))
    with pytest.raises(Refused, match="erased"):
        desk.do(journal.undo, action_id=one(desk, "SELECT max(id) FROM actions"), now=NOW)
    draft = replace(NEW, member_id=member)
    assert refused(desk, people.save_member, draft=draft, now=NOW) == ["MemberErased"]
    assert refused(desk, people.bring_back_member, member_id=member) == ["MemberErased"]
    assert refused(desk, people.retire_member, member_id=member, now=NOW) == ["MemberErased"]
    assert desk.ask(people.members, today=TODAY, state=people.ALL).total == 3


TABLES = ("members", "cards", "changes", "actions", "member_search", "member_order")


def test_a_retired_member_can_be_erased(desk: Desk) -> None:
    desk.do(people.retire_member, member_id=1, now=NOW)
    desk.do_with_password(venue.PASSWORD, people.erase_member, member_id=1, now=NOW + timedelta(days=1), accepted=SURE)
    assert one(desk, "SELECT retired_at FROM members WHERE id = 1") == "2026-11-20T09:00:00"


def test_only_the_rows_of_the_person_are_erased(desk: Desk) -> None:
    with journal.JournalSession(desk.file.writer) as session:
        session.info["gesture"] = journal.Gesture("test.erase", file.FIRST_USER, "manager", NOW)
        for n in (1, 2):
            session.get_one(people.Member, n).note = f"note {n}"
        history.erase(session, rows=[("members", 1)])
        journal.write(session, people.MemberErased(1))
        session.commit()
        assert list(journal.broken_links(session)) == []
    assert one_column(desk, "SELECT after FROM changes WHERE after LIKE '%note 2%'") == ['{"note":"note 2"}']
    assert one(desk, "SELECT count(*) FROM changes WHERE salt IS NULL") == 2


# ---------------------------------------------------------------- cards


def test_a_card_is_issued_folded(desk: Desk) -> None:
    slip = desk.do(people.issue_card, member_id=1, number=" ｗ-00 12 ", now=NOW, kind="bank", expires_on=TODAY)
    assert str(slip) == retold(desk) == "Card W-0012 issued to 张三"
    card = desk.ask(people.cards, member_id=1)[0]
    assert (card.number, card.kind, card.state, card.expires_on) == ("W-0012", "bank", "active", TODAY)
    assert desk.ask(people.cards_numbered, number="W-0012") == [card]


def test_a_number_in_use_names_its_holder(desk: Desk) -> None:
    with pytest.raises(Refused, match="Card 1002 is 李四's") as caught:
        desk.do(people.issue_card, member_id=1, number="1002", now=NOW)
    assert [p.facts for p in caught.value.problems] == [{"holder": "李四", "member": 2}]
    assert refused(desk, people.issue_card, member_id=1, number="1001", now=NOW) == ["CardTaken"]
    assert refused(desk, people.issue_card, member_id=1, number="", now=NOW) == ["CardMissing"]


def test_an_expired_card_and_a_former_number_are_asked_for(desk: Desk) -> None:
    yesterday = TODAY - timedelta(days=1)
    wanted: dict[str, Any] = {"member_id": 1, "number": "77", "now": NOW, "expires_on": yesterday}
    assert asked(desk, people.issue_card, **wanted) == ["CardExpired"]
    desk.do(people.report_card_lost, card_id=2, now=NOW)
    with pytest.raises(NeedsYes, match="Card 1002 was 李四's and is reported lost"):
        desk.do(people.issue_card, member_id=1, number="1002", now=NOW)
    desk.do(people.issue_card, member_id=1, number="1002", now=NOW, accepted={"CardWasEnded"})
    assert [c.member_id for c in desk.ask(people.cards_numbered, number="1002")] == [1, 2]


def test_a_lost_card_is_blocked_a_temporary_one_given_and_the_loans_stay(desk: Desk) -> None:
    desk.do(lending.check_out, member_id=1, copy_id=1, card_id=1, now=NOW)
    slip = desk.do(people.report_card_lost, card_id=1, now=NOW)
    assert (slip.temporary, slip.until) == ("T000004", date(2026, 12, 20))
    assert str(slip) == retold(desk) == "张三: card 1001 is blocked. Temporary card T000004, valid until Sun 12/20."
    new, old = desk.ask(people.cards, member_id=1)
    assert (new.number, new.kind, new.state, new.expires_on) == ("T000004", "temporary", "active", slip.until)
    assert (old.number, old.state, old.ended_at) == ("1001", "lost", NOW)
    assert [loan.copy_id for loan in desk.ask(lending.loans_of, member_id=1)] == [1]
    assert refused(desk, people.report_card_lost, card_id=1, now=NOW) == ["CardNotActive"]


def test_a_temporary_number_is_never_given_twice(desk: Desk) -> None:
    desk.do(people.issue_card, member_id=3, number="T000005", now=NOW)  # id 4
    slip = desk.do(people.report_card_lost, card_id=1, now=NOW)
    assert slip.temporary == "T000006"  # T000005 is taken
    desk.do(people.return_temporary, card_id=slip.temporary_id, now=NOW)
    assert retold(desk) == "Temporary card T000006 of 张三 is back"
    slip = desk.do(people.report_card_lost, card_id=2, now=NOW)
    assert slip.temporary == "T000007" or slip.temporary > "T000006"


def test_a_blocked_card_needs_a_reason_and_can_work_again(desk: Desk) -> None:
    for accepted in ((), {"WhyBlocked"}):
        assert asked(desk, people.block_card, card_id=1, now=NOW, reason=" ", accepted=accepted) == ["WhyBlocked"]
    blocked = desk.do(people.block_card, card_id=1, now=NOW, reason="退休")
    assert str(blocked) == retold(desk) == "Card 1001 of 张三 is blocked"
    assert desk.ask(people.cards, member_id=1)[0].reason == "退休"
    slip = desk.do(people.reactivate_card, card_id=1, now=NOW)
    assert str(slip) == retold(desk) == "Card 1001 of 张三 works again"
    assert refused(desk, people.reactivate_card, card_id=1, now=NOW) == ["CardNotEnded"]


def test_a_found_card_ends_the_temporary_one_only(desk: Desk) -> None:
    desk.do(people.issue_card, member_id=1, number="E1", now=NOW, kind="electronic")
    lost = desk.do(people.report_card_lost, card_id=1, now=NOW)
    desk.do(people.reactivate_card, card_id=1, now=NOW)
    states = {c.number: c.state for c in desk.ask(people.cards, member_id=1)}
    assert states == {"1001": "active", "E1": "active", lost.temporary: "replaced"}


def test_a_card_whose_number_another_has_now_cannot_work_again(desk: Desk) -> None:
    desk.do(people.report_card_lost, card_id=1, now=NOW)
    desk.do(people.issue_card, member_id=2, number="1001", now=NOW, accepted={"CardWasEnded"})
    assert refused(desk, people.reactivate_card, card_id=1, now=NOW) == ["CardTaken"]


def test_a_card_of_one_who_left_cannot_work_again(desk: Desk) -> None:
    desk.do(people.retire_member, member_id=1, now=NOW)
    assert refused(desk, people.reactivate_card, card_id=1, now=NOW) == ["MemberRetired"]


def test_a_temporary_card_is_replaced_by_the_new_one(desk: Desk) -> None:
    temporary = desk.do(people.report_card_lost, card_id=1, now=NOW).temporary_id
    slip = desk.do(people.replace_card, card_id=temporary, number="6222888899990000", now=NOW)
    assert str(slip) == retold(desk) == "New card 622****0000 for 张三; the old one no longer works"
    assert [c.state for c in desk.ask(people.cards, member_id=1)] == ["active", "replaced", "lost"]
    assert refused(desk, people.replace_card, card_id=temporary, number="1", now=NOW) == ["CardNotActive"]


def test_only_a_temporary_card_is_handed_back(desk: Desk) -> None:
    assert refused(desk, people.return_temporary, card_id=1, now=NOW) == ["NotTemporary"]


def test_every_meaning_of_a_card_number_is_known(desk: Desk) -> None:
    with Session(desk.file.reader) as session:
        assert codes.what_is(session, "1001") == [codes.Code(codes.CARD, 1)]
        assert codes.what_is(session, "B001") == [codes.Code(codes.COPY, 1)]
        for unknown in ("", "1" * 65, "9787506365437", "活着"):
            assert codes.what_is(session, unknown) == []


# ---------------------------------------------------------------- rules


@pytest.mark.parametrize(
    ("until", "expired"),
    [(None, False), (TODAY, False), (TODAY - timedelta(days=1), True), (TODAY + timedelta(days=1), False)],
)
def test_the_last_day_still_holds(until: date | None, expired: bool) -> None:
    assert people.is_expired(until, TODAY) is expired


def test_a_card_serves_until_the_earlier_of_both_days() -> None:
    early, late = date(2026, 1, 1), date(2027, 1, 1)
    assert people.valid_until(None, None) is None
    for pair in ((early, None), (None, early), (late, early), (early, late)):
        assert people.valid_until(*pair) == early
    assert people.temporary_until(date(2026, 12, 15)) == date(2027, 1, 14)


def test_numbers_are_masked() -> None:
    assert people.masked("13800000001") == "138****0001"
    assert people.masked("1001") == "1001"


# ---------------------------------------------------------------- lists and history


def test_the_list_of_members_is_filtered_and_sorted(desk: Desk) -> None:
    unit = desk.do(people.save_unit, draft=UnitDraft("机械厂")).unit_id
    desk.do(people.save_member, draft=replace(NEW, unit_id=unit, category_id=2, expires_on=TODAY), now=NOW)
    lapsed = replace(NEW, name="赵六", joined_on=date(2020, 1, 1), expires_on=date(2026, 1, 1), phone="13700000007")
    desk.do(people.save_member, draft=lapsed, now=NOW)
    desk.do(people.retire_member, member_id=2, now=NOW)

    def listed(**wanted: Any) -> list[str]:
        page = desk.ask(people.members, today=TODAY, **wanted)
        assert page.total >= len(page)
        return [row.name for row in page]

    assert listed(sort="newest") == ["张三", "张国胜", "王芳", "赵六"]
    assert listed(sort="newest", descending=True)[0] == "赵六"
    assert listed(unit_id=unit) == listed(category_id=2) == listed(state=people.LAPSING) == ["王芳"]
    assert listed(state=people.EXPIRED) == ["赵六"]
    assert listed(state=people.RETIRED) == listed(state=people.RETIRED, words="李") == ["李四"]
    assert len(listed(state=people.ALL)) == 5
    assert listed(state=people.ALL, words="1002") == ["李四"]
    assert listed(state=people.ALL, words="1380000") == ["李四", "张国胜", "张三"]
    assert listed(words="zgs") == listed(words="张国") == listed(words="0003") == ["张国胜"]
    assert listed(words="😀") == []
    assert listed(sort="newest", limit=1, offset=1) == ["张国胜"]
    assert desk.ask(people.members, today=TODAY, limit=1).total == 4
    for sort in people.SORTS:
        assert len(listed(sort=sort)) == 4
    row = desk.ask(people.members, today=TODAY, words="zgs")[0]
    assert (row.phone, row.card, row.unit) == ("138****0003", "1003", "No unit")


def test_names_are_sorted_by_pinyin_and_surnames_stand_together(desk: Desk) -> None:
    for n, name in enumerate(("章三", "曾志伟", "单田芳", "Tom", "安心", "é", "2号", "张安", "李四光", "林风")):
        desk.do(people.save_member, draft=replace(NEW, name=name, phone=f"1370000000{n}"), now=NOW)
    desk.do(people.retire_member, member_id=1, now=NOW)

    def listed(**wanted: Any) -> list[str]:
        return [row.name for row in desk.ask(people.members, today=TODAY, **wanted)]

    found = ["2号", "安心", "李四", "李四光", "林风", "单田芳", "Tom", "曾志伟", "张安", "张国胜", "章三", "é"]
    assert listed() == found
    assert listed(descending=True) == found[::-1]
    assert listed(limit=2, offset=8) == ["张安", "张国胜"]
    assert listed(words="zh") == ["曾志伟", "张安", "张国胜", "章三"]
    assert listed(state=people.RETIRED) == ["张三"]


def test_the_history_of_a_member_says_who_changed_what(desk: Desk) -> None:
    draft = replace(NEW, name="张三丰", joined_on=date(2026, 1, 1), phone="13800000001", member_id=1)
    desk.do(people.save_member, draft=draft, now=NOW)
    desk.do(people.block_card, card_id=1, now=NOW, reason="x")
    block, change, *made = desk.ask(people.member_history, member_id=1)
    assert (change.user, change.at, change.columns) == ("王主任", NOW, (("name", "张三", "张三丰"),))
    assert change.text == "Member saved: 张三丰"
    assert ("state", "active", "blocked") in block.columns
    assert (block.reason, len(made)) == ("x", 2)
    with Session(desk.file.reader) as session:
        assert history.of_row(session, table="members", row_id=99) == []


