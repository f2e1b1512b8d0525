"""Imports and exports in the real window."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.core.venue import NOW, PASSWORD
from tests.ui.conftest import Desktop
from tests.ui.test_settings import Settings, the_password  # noqa: F401 - a fixture
from venuedesk.core import lending
from venuedesk.ui.imports import DIFFERS, NEW, REFUSED

BOOKS = "题名,ISBN,条码\n三体,9787536692930,C000001\n流浪地球,,C000002\n三体,9787536692930,B001\n"


@pytest.fixture
def importing(desktop: Callable[..., Desktop], tmp_path: Path) -> Callable[..., Settings]:
    def open_file(words: str, name: str = "图书.csv", subject: str = "books") -> Settings:
        one = Settings(desktop(), "ImportSection")
        path = tmp_path / name
        path.write_text(words, "utf-8")
        section = one.section
        section.subject.setCurrentIndex(section.subject.findData(subject))
        section.path.setText(str(path))
        section.path.setFocus()
        QTest.keyClick(section.path, Qt.Key.Key_Return)
        one.wait()
        return one

    return open_file


def rows(one: Settings, view: int) -> int:
    return int(one.section.tables[view].model().rowCount())


def test_a_file_is_shown_before_it_is_taken_and_taken_back_as_one(
    importing: Callable[..., Settings],
    the_password: Callable[[str], None],  # noqa: F811
) -> None:
    the_password(PASSWORD)
    one = importing(BOOKS)
    assert rows(one, NEW) == 2
    assert rows(one, REFUSED) + rows(one, DIFFERS) == 1
    desk = one.window.desk
    assert not desk.ask(_copies, code="C000001")
    one.section.take_button.click()
    one.window.enter("1001")  # a scan meanwhile
    assert one.desktop.state == "refused"
    one.wait()
    assert one.desktop.state == "done"
    assert desk.ask(_copies, code="C000001")
    one.section.reload()
    one.section.past.table.selectRow(0)
    one.section.plan = None
    one.section._show_plan()
    one.section.past.take_back()
    one.wait()
    assert not desk.ask(_copies, code="C000001")


def _copies(session, *, code):
    from venuedesk.core import codes

    return codes.what_is(session, code)


_copies.__module__, _copies.__name__ = "venuedesk.core.codes", "what_is"


def test_rejected_rows_are_saved_with_their_reason(importing: Callable[..., Settings], tmp_path: Path) -> None:
    one = importing("题名,条码\n,C000009\n")
    assert rows(one, REFUSED) == 1
    assert not one.section.take_button.isVisibleTo(one.section)
    out = tmp_path / "rejected.xlsx"
    one.section.write_rejects(out)
    assert one.desktop.state == "done"
    assert out.stat().st_size > 0


def test_a_file_that_is_none_is_refused_in_words(importing: Callable[..., Settings], tmp_path: Path) -> None:
    one = importing("", name="空.csv")
    assert one.desktop.state in ("refused", "idle")
    one.section.path.setText(str(tmp_path / "nowhere.xlsx"))
    one.section.read()
    one.wait()
    assert one.desktop.state == "refused"
    assert one.section.plan is None


def test_an_import_on_which_loans_stand_names_them_and_the_rest_is_retired(
    importing: Callable[..., Settings],
    the_password: Callable[[str], None],  # noqa: F811
) -> None:
    the_password(PASSWORD)
    one = importing(BOOKS)
    one.section.take()
    one.wait()
    desk = one.window.desk
    (copy,) = desk.ask(_copies, code="C000001")
    desk.do(lending.check_out, member_id=1, card_id=1, copy_id=copy.id, now=NOW)
    section = one.section
    section.plan = None
    section._show_plan()
    section.reload()
    section.past.table.selectRow(0)
    section.past.take_back()
    one.wait()
    assert one.desktop.state == "refused"
    assert section.past.holders.model().rowCount() == 1
    section.past.retire()
    one.wait()
    assert one.desktop.state == "done"


def test_members_leave_with_the_managers_password_only(
    importing: Callable[..., Settings],
    the_password: Callable[[str], None],  # noqa: F811
    tmp_path: Path,
) -> None:
    one = importing(BOOKS)
    out = tmp_path / "会员.xlsx"
    one.section.write_export("members", out, "wrong")
    one.wait()
    assert one.desktop.state == "refused"
    assert not out.exists()
    one.section.write_export("members", out, PASSWORD)
    one.wait()
    assert one.desktop.state == "done"
    assert out.exists()


def test_esc_stops_an_import_and_nothing_is_kept(importing: Callable[..., Settings]) -> None:
    rows_ = "".join(f"题名{n},,D{n:06}\n" for n in range(3000))
    one = importing("题名,ISBN,条码\n" + rows_)
    one.section.take_button.click()
    one.window.back_out()
    one.wait()
    assert one.desktop.state == "refused"
    assert not one.window.desk.ask(_copies, code="D000001")
    assert one.section.take_button.isVisibleTo(one.section)  # it can be tried again


def test_ctrl_z_after_an_import_asks_for_the_password_and_takes_it_back(
    importing: Callable[..., Settings],
    the_password: Callable[[str], None],  # noqa: F811
) -> None:
    one = importing(BOOKS)
    one.section.take()
    one.wait()
    the_password(PASSWORD)
    one.window._gesture(lambda front: front.undo())
    one.wait()
    assert one.desktop.state == "done"
    assert not one.window.desk.ask(_copies, code="C000001")
