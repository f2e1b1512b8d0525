from datetime import date

import pytest
from openpyxl import load_workbook

from tests.core.venue import PASSWORD
from tests.exchange.desks import NOW, count, csv_file, imported, rows_of
from tests.exchange.marc_files import DATA
from venuedesk.core import journal, lending
from venuedesk.core.errors import Refused
from venuedesk.exchange import exports, plans, retiring
from venuedesk.exchange.plans import Imported


def last_action(at):
    return at.ask(journal.last_own_action, user_id=at.user.id, now=NOW)


def exported(at, subject, path, **how):
    from sqlalchemy.orm import Session

    with Session(at.file.reader) as session:
        return exports.EXPORTS[subject](session, path=path, **how)


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_what_goes_out_comes_back_equal(at, tmp_path, ending):
    imported(at, plans.BOOKS, DATA / "cnmarc_small.xml")
    imported(at, plans.MEMBERS, csv_file(tmp_path, "姓名,卡号,手机,单位", "=1+1,0042,+86139,一厂", "b,0043,,"))
    imported(at, plans.MEMBERS, csv_file(tmp_path, "姓名,卡号,手机", "=1+1,0044,+86139"), update=True)
    at.do(lending.check_out, copy_id=1, member_id=1, card_id=1, now=NOW)
    rows = {"members": 6, "books": 11, "loans": 1}
    for subject, n in rows.items():
        path = tmp_path / f"{subject}.{ending}"
        said = exported(at, subject, path)
        assert (said.rows, str(said)) == (n, f"{n} rows written to {path.name}")
        again = imported(at, subject, path, update=True)
        assert again == Imported(subject, 0, 0, n, 0)


def test_days_narrow_what_goes_out(at, tmp_path):
    path = tmp_path / "m.csv"
    assert exported(at, "members", path, first=date(2026, 1, 2)).rows == 0
    assert exported(at, "members", path, first=date(2026, 1, 1), last=date(2026, 1, 1)).rows == 3
    at.do(lending.check_out, copy_id=1, member_id=1, card_id=1, now=NOW)
    assert exported(at, "loans", path, first=NOW.date(), last=NOW.date()).rows == 1
    assert exported(at, "loans", path, last=date(2026, 11, 19)).rows == 0


def test_the_journal_goes_out_as_it_is_said(at, tmp_path):
    at.do(lending.check_out, copy_id=1, member_id=1, card_id=1, now=NOW)
    at.do(journal.undo, action_id=last_action(at), now=NOW)
    exported(at, "journal", tmp_path / "j.xlsx", first=NOW.date())
    rows = list(load_workbook(tmp_path / "j.xlsx").active.iter_rows(values_only=True))
    assert rows[0] == ("No.", "Time", "User", "What was done", "Reason", "Undone")
    assert rows[-2][3].startswith("“活着” lent to 张三")
    assert (rows[-2][5], rows[-1][5]) == ("yes", None)


def test_an_import_on_which_loans_stand_names_them_and_the_rest_is_retired(at, tmp_path):
    imported(at, plans.MEMBERS, csv_file(tmp_path, "姓名,卡号", "甲,A1", "乙,A2", "丙,"))
    members = last_action(at)
    imported(at, plans.BOOKS, DATA / "cnmarc_small.xml")
    books = last_action(at)
    at.do(lending.check_out, copy_id=5, member_id=4, card_id=4, now=NOW)
    with pytest.raises(Refused, match="Something newer stands on it"):
        at.do_with_password(PASSWORD, journal.undo_import, action_id=members, now=NOW)
    assert at.ask(retiring.import_holders, action_id=members) == (
        1,
        [retiring.HolderRow("members", 4, "甲", "", 1, 1)],
    )
    assert at.ask(retiring.import_holders, action_id=books)[1] == [
        retiring.HolderRow("copies", 5, "工会小组的一天", "9000001", 1, 1)
    ]
    slip = at.do(retiring.retire_import, action_id=members, now=NOW)
    assert str(slip) == "Import retired: 2 records retired, 1 stay because loans stand on them"
    assert rows_of(at, "SELECT id FROM members WHERE retired_at IS NULL") == [(1,), (2,), (3,), (4,)]
    assert rows_of(at, "SELECT number, state FROM cards WHERE member_id > 3") == [("A1", "active"), ("A2", "blocked")]
    assert at.do(retiring.retire_import, action_id=books, now=NOW).retired == 3 + 4
    assert rows_of(at, "SELECT barcode FROM copies WHERE state = 'in_stock' AND id > 4") == [("9000001",)]
    assert rows_of(at, "SELECT title FROM titles WHERE retired_at IS NULL AND id > 2") == [("工会小组的一天",)]


def test_only_an_import_that_stands_can_be_retired(at, tmp_path):
    imported(at, plans.MEMBERS, csv_file(tmp_path, "姓名", "甲"))
    action = last_action(at)
    with pytest.raises(Refused, match="password"):
        at.do(journal.undo, action_id=action, now=NOW)
    at.do_with_password(PASSWORD, journal.undo_import, action_id=action, now=NOW)
    for one in (action, 1, 999):
        with pytest.raises(Refused, match="no import that stands"):
            at.do(retiring.retire_import, action_id=one, now=NOW)
    assert count(at, "members") == 3
