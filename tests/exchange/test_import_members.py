import pytest

from tests.exchange.desks import NOW, count, csv_file, imported, planned, rejected, rows_of, undone
from venuedesk.core import journal
from venuedesk.core.errors import Refused
from venuedesk.exchange import imports, plans
from venuedesk.exchange.plans import Imported, Watch

HEADER = "卡号,姓名,单位,职工类别,手机,入会日期,有效期至,备注"


def members(tmp_path, *lines, header=HEADER):
    return csv_file(tmp_path, header, *lines)


def test_new_members_come_with_cards_units_and_one_event_each(at, tmp_path):
    path = members(
        tmp_path, "a 01,赵一,一厂,产业工人,13911110001,2026-03-01,2027-03-01,x", ",钱二,一厂,,13911110002,,,"
    )
    plan = planned(at, plans.MEMBERS, path)
    assert [n.line for n in plan.new] == [2, 3]
    assert plan.notices == ("1 units are new and will be created: 一厂.",)
    slip = at.do(imports.import_members, plan=plan, now=NOW)
    assert slip == Imported("members", 2, 0, 0, 0)
    assert str(slip) == "Members imported: 2 new, 0 changed, 0 equal, 0 rejected"
    assert rows_of(
        at,
        "SELECT m.name, u.name, c.code, m.member_type, m.phone, m.joined_on, m.expires_on, m.note FROM members m"
        " JOIN units u ON u.id = unit_id JOIN categories c ON c.id = category_id WHERE m.id > 3 ORDER BY m.id",
    ) == [
        ("赵一", "一厂", "industrial", "standard", "13911110001", "2026-03-01", "2027-03-01", "x"),
        ("钱二", "一厂", "unknown", "standard", "13911110002", "2026-11-20", None, ""),
    ]
    assert rows_of(at, "SELECT member_id, number, kind, state FROM cards WHERE member_id > 3") == [
        (4, "A01", "union", "active")
    ]
    assert rows_of(at, "SELECT day, kind, member_id, industrial FROM events ORDER BY id") == [
        ("2026-03-01", "new_member", 4, 1),
        ("2026-11-20", "new_member", 5, 0),
    ]


def test_reading_the_same_file_again_changes_nothing(at, tmp_path):
    path = members(tmp_path, "A01,赵一,一厂,产业工人,139,2026-03-01,,", ",钱二,,,138,,,", ",孙三,一厂,,,,,")
    imported(at, plans.MEMBERS, path)
    actions = count(at, "actions")
    again = imported(at, plans.MEMBERS, path, update=True)
    assert (again.new, again.changed, again.equal) == (0, 0, 3)
    assert count(at, "actions") == actions


def test_differing_rows_are_listed_and_taken_only_with_update(at, tmp_path):
    path = members(tmp_path, "1001,张三,二厂,退休职工,137,,2030-01-01,", "B77,李四,,,13800000002,,,")
    plan = planned(at, plans.MEMBERS, path)
    first, second = plan.differing
    assert (first.line, first.id) == (2, 1)
    assert first.changes == (
        ("Phone", "13800000001", "137"),
        ("Valid until", "", "2030-01-01"),
        ("Unit", "No unit", "二厂"),
        ("Worker category", "industrial", "退休职工"),
    )
    assert second.changes == (("Card number", "1002", "B77"),)
    left = at.do(imports.import_members, plan=plan, now=NOW)
    assert (left.changed, left.left) == (0, 2)
    assert "2 different rows not taken" in str(left)
    assert (imported(at, plans.MEMBERS, path, update=True).changed) == 2
    assert rows_of(at, "SELECT phone, expires_on FROM members WHERE id = 1") == [("137", "2030-01-01")]
    assert rows_of(at, "SELECT number FROM cards WHERE member_id = 2 AND state = 'active'") == [("1002",), ("B77",)]
    assert imported(at, plans.MEMBERS, path, update=True).equal == 2


def test_one_undo_takes_an_import_back_and_the_next_brings_it_again(at, tmp_path):
    before = [count(at, t) for t in ("members", "cards", "units", "events")]
    path = members(tmp_path, "A01,赵一,一厂,,139,,,", "1001,张三,二厂,,,,,")
    imported(at, plans.MEMBERS, path, update=True)
    undone(at)
    assert [count(at, t) for t in ("members", "cards", "units", "events")] == before
    assert rows_of(at, "SELECT unit_id FROM members WHERE id = 1") == [(1,)]
    assert imported(at, plans.MEMBERS, path).new == 1


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("X1,,,,,,,", "line 2, Name: is empty"),
        ("X1,a,,神仙,,,,", "line 2, Worker category: is not known: 神仙"),
        ("X1,a,,,,2026-13-01,,", "line 2, 入会日期: is no date such as 2026-11-20: 2026-13-01"),
        ("X1,a,,,,2026-02-01,2026-01-01,", "line 2, Valid until: lies before the day of joining"),
        (f"{'9' * 65},a,,,,,,", "line 2, Card number: is longer than 64 characters"),
        ("6.2E+18,a,,,,,,", "line 2, 卡号: is a number whose digits are lost; make the column text and enter it again"),
    ],
)
def test_a_bad_row_is_rejected_with_line_column_and_reason(at, tmp_path, line, words):
    plan = planned(at, plans.MEMBERS, members(tmp_path, line, "A1,good,,,,,,"))
    assert rejected(plan) == [words]
    assert len(plan.new) == 1


def test_two_hits_reject_the_row_naming_both(at, tmp_path):
    path = members(tmp_path, "1001,李四,,,13800000002,,,")
    assert rejected(planned(at, plans.MEMBERS, path)) == [
        "line 2, Name: fits two members: 张三 (No unit 138****0001) and 李四 (No unit 138****0002)"
    ]


def test_a_key_that_stands_twice_in_the_file_is_rejected(at, tmp_path):
    path = members(
        tmp_path,
        "a1,甲,,,139,,,",
        "A1,乙,,,138,,,",
        "A2,甲,,,139,,,",
        ",丙,一厂,,,,,",
        ",丙,二厂,,,,,",
        ",丙,一厂,,,,,",
    )
    assert rejected(planned(at, plans.MEMBERS, path)) == [
        "line 3, Card number: stands twice, first on line 2",
        "line 4, Name: stands twice, first on line 2",
        "line 7, Name: stands twice, first on line 5",
    ]


def test_a_card_that_is_no_longer_valid_is_rejected(at, tmp_path):
    from venuedesk.core import people

    at.do(people.report_card_lost, card_id=1, now=NOW)
    (reason,) = rejected(planned(at, plans.MEMBERS, members(tmp_path, "1001,赵一,,,,,,")))
    assert reason == "line 2, Card number: is no longer valid; it was a card of 张三 (No unit 138****0001)"


def test_markup_and_control_characters_are_only_text(at, tmp_path):
    imported(at, plans.MEMBERS, members(tmp_path, "A1,<b>甲</b>\x00\x07乙,,,,,,"))
    assert rows_of(at, "SELECT name FROM members WHERE id = 4") == [("<b>甲</b>乙",)]


def test_cancelling_keeps_nothing(at, tmp_path):
    told = []

    def progress(done, total):
        told.append((done, total))

    path = members(tmp_path, *(f"C{i},n{i},一厂,,,,," for i in range(2500)))
    plan = planned(at, plans.MEMBERS, path)
    before = count(at, "members"), count(at, "actions"), count(at, "changes")
    with pytest.raises(Refused, match="nothing was imported"):
        at.do(imports.import_members, plan=plan, now=NOW, watch=Watch(progress, lambda: len(told) == 2))
    assert told == [(0, 2500), (1000, 2500)]
    assert (count(at, "members"), count(at, "actions"), count(at, "changes")) == before
    assert at.do(imports.import_members, plan=plan, now=NOW).new == 2500


def test_a_plan_is_checked_again_when_something_was_written_since(at, tmp_path):
    plan = planned(at, plans.MEMBERS, members(tmp_path, "A1,甲,,,,,,"))
    imported(at, plans.UNITS, csv_file(tmp_path, "单位", "三厂", name="units.csv"))
    assert at.do(imports.import_members, plan=plan, now=NOW).new == 1
    with pytest.raises(Refused, match="changed since the file was read"):
        at.do(imports.import_members, plan=plan, now=NOW)


def test_members_of_a_closed_month_are_taken_without_an_event(at, tmp_path, venue_path):
    import sqlite3

    with sqlite3.connect(venue_path) as raw:
        raw.execute("INSERT INTO closed_months (month, closed_at) VALUES ('2026-03', '2026-04-01T09:00:00')")
        raw.execute(
            "INSERT INTO closed_months (month, closed_at, reopened_at, reason)"
            " VALUES ('2026-04', '2026-05-01T09:00:00', '2026-05-02T09:00:00', '漏登')"
        )
    imported(at, plans.MEMBERS, members(tmp_path, "A1,甲,,,,2026-03-05,,", "A2,乙,,,,2026-04-05,,"))
    assert rows_of(at, "SELECT day FROM events") == [("2026-04-05",)]


def test_rejected_rows_go_to_a_file_with_their_cells(at, tmp_path):
    from openpyxl import load_workbook

    plan = planned(at, plans.MEMBERS, members(tmp_path, "A1,,一厂,,,,,=1+1", "1001,李四,,,13800000002,,,"))
    assert imports.write_rejects(tmp_path / "bad.xlsx", plan) == 2
    header, one, two = load_workbook(tmp_path / "bad.xlsx").active.iter_rows(values_only=True)
    assert header == ("Line", "Column", "Reason", *HEADER.split(","))
    assert one == (2, "Name", "is empty", "A1", None, "一厂", None, None, None, None, "=1+1")
    assert two[:2] == (3, "Name")
    assert two[3:5] == ("1001", "李四")


def test_units_are_added_and_changed(at, tmp_path):
    path = csv_file(tmp_path, "单位名称,联系人,电话", "一厂,甲,123", "二厂,,", "一厂,,", name="units.csv")
    assert imported(at, plans.UNITS, path) == Imported("units", 2, 0, 0, 1)
    long = csv_file(tmp_path, "单位名称,联系人", f"{'厂' * 201},甲", f"三厂,{'甲' * 201}", name="long.csv")
    assert rejected(planned(at, plans.UNITS, long)) == [
        "line 2, Unit: is longer than 200 characters",
        "line 3, Contact: is longer than 200 characters",
    ]
    path = csv_file(tmp_path, "单位名称,联系人,电话", "一厂,乙,", "二厂,,", name="units.csv")
    plan = planned(at, plans.UNITS, path)
    assert (plan.differing[0].changes, plan.equal) == ((("Contact", "甲", "乙"),), 1)
    assert at.do(imports.import_units, plan=plan, now=NOW, update=True).changed == 1
    assert rows_of(at, "SELECT contact, phone FROM units WHERE name = '一厂'") == [("乙", "123")]


def test_a_table_without_rows_imports_nothing(at, tmp_path):
    plan = planned(at, plans.MEMBERS, members(tmp_path))
    assert plan.notices == ("The table has no rows.",)
    assert str(plan) == "Members: 0 new, 0 different, 0 equal, 0 rejected"
    actions = count(at, "actions")
    at.do(imports.import_members, plan=plan, now=NOW)
    assert count(at, "actions") == actions


def test_the_journal_still_verifies(at, tmp_path):
    imported(at, plans.MEMBERS, members(tmp_path, *(f"C{i},n{i},一厂,,,,," for i in range(1500))))
    undone(at)
    from sqlalchemy.orm import Session

    with Session(at.file.reader) as session:
        assert list(journal.broken_links(session)) == []
