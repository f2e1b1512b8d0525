"""A folder is opened by one window; its copy is taken; a damaged file is told in words."""

import shutil
import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.core import venue
from venuedesk.core import backups, file, lock
from venuedesk.core.desk import Desk
from venuedesk.ui import opening, single
from venuedesk.ui.main_window import MainWindow
from venuedesk.ui.rescue import RescuePage


@pytest.fixture
def folder(tmp_path: Path, _ui_template: Path) -> Path:
    """A data folder with blanks and Chinese in its name."""
    made = tmp_path / "张三" / "数据 与 备份"
    made.mkdir(parents=True)
    shutil.copy(_ui_template, made / file.NAME)
    return made


@pytest.fixture
def window(qapp):
    made = MainWindow()
    made.show()
    yield made
    made.close_desk()
    made.close()
    made.deleteLater()
    qapp.processEvents()


def test_a_folder_opens_at_the_desk_and_todays_copy_is_taken(window, folder, qtbot):
    assert opening.open_folder(window, folder)
    qtbot.waitUntil(lambda: bool(window.status.text()), timeout=10_000)
    assert window.desk is not None
    assert window.status.text().startswith("最近备份")
    assert [c.kind for c in backups.copies(folder / backups.FOLDER)] == ["daily"]


def test_a_window_that_stays_open_takes_the_next_days_copy(window, folder, qtbot):
    now = [venue.NOW]
    opening.start(window, Desk(file.open_file(folder / file.NAME), user_id=file.FIRST_USER, clock=lambda: now[0]))
    qtbot.waitUntil(lambda: not window.background.busy, timeout=10_000)
    now[0] += timedelta(days=1)
    qtbot.waitUntil(lambda: len(backups.copies(folder / backups.FOLDER)) == 2, timeout=10_000)
    qtbot.waitUntil(lambda: window.status.text().startswith("最近备份：11-21"), timeout=10_000)


def test_a_second_window_finds_the_first(window, folder, qtbot):
    server = single.listen(window, folder)
    window.hide()
    assert single.call_first(folder)
    qtbot.waitUntil(window.isVisible, timeout=5_000)
    server.close()


def test_nobody_answers_for_a_folder_that_is_not_open(qapp, folder):
    assert not single.call_first(folder)


def test_a_folder_held_by_another_program_is_told_in_words(window, folder):
    held = lock.take(folder)
    try:
        assert opening.open_folder(window, folder)
    finally:
        held.release()
    assert window.desk is None
    assert window.answer.property("state") == "refused" and window.answer.text.text()


def test_a_damaged_file_is_told_in_words_and_stays_until_a_copy_takes_its_place(window, folder, qtbot):
    path = folder / file.NAME
    backups.take(path, folder / backups.FOLDER, kind=backups.DAILY, now=venue.NOW)
    path.write_bytes(b"no database at all" * 100)
    assert opening.open_folder(window, folder)
    QApplication.processEvents()
    page = window.stack.currentWidget()
    assert isinstance(page, RescuePage)
    assert window.desk is None and not window.entry.isVisible()
    assert page.trouble.text().startswith("这不是本程序的数据文件")
    assert path.read_bytes() == b"no database at all" * 100
    QTest.keyClick(page.table, Qt.Key.Key_Return)  # Enter alone restores nothing
    assert not window.background.busy
    page.restore(folder / "none.db")
    qtbot.waitUntil(lambda: page.trouble.text().startswith("找不到"), timeout=10_000)
    QTest.keyClick(page.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.desk is not None, timeout=10_000)
    assert window.entry.isVisible() and window.keys.isVisible() and window.answer.text.text().startswith("已恢复")
    assert [p.read_bytes() for p in (folder / backups.FOLDER).glob("damaged-*.db")] == [b"no database at all" * 100]
    qtbot.waitUntil(lambda: not window.background.busy, timeout=10_000)


@pytest.mark.parametrize(("table", "opens"), [("settings", False), ("users", False), ("actions", True)])
def test_a_file_of_which_one_table_is_damaged_opens_or_shows_the_way_back(window, folder, qtbot, table, opens):
    path = folder / file.NAME
    raw = sqlite3.connect(path)
    (page,) = raw.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    (size,) = raw.execute("PRAGMA page_size").fetchone()
    raw.close()
    copy = backups.take(path, folder / backups.FOLDER, kind=backups.BY_HAND, now=datetime.now())
    with path.open("r+b") as stream:
        stream.seek((page - 1) * size)
        stream.write(b"\xff" * size)
    opening.open_folder(window, folder)
    QApplication.processEvents()
    page = window.stack.currentWidget()
    if opens:
        assert window.desk is not None and window.answer.property("state") == "refused"
        assert "数据文件已损坏" in window.answer.text.text()
        return
    assert isinstance(page, RescuePage) and window.desk is None and "数据文件已损坏" in page.trouble.text()
    page.restore(copy.path)
    qtbot.waitUntil(lambda: window.desk is not None, timeout=10_000)
    qtbot.waitUntil(lambda: not window.background.busy, timeout=10_000)


def test_what_is_damaged_inside_is_told_in_words_by_the_page_that_reads_it(desktop):
    desk = desktop()
    path = desk.window.desk.file.path
    desk.window.desk.file.close()
    with path.open("r+b") as stream:
        stream.seek(8192)
        stream.write(b"\xff" * (path.stat().st_size - 8192))
    desk.key(Qt.Key.Key_F3)
    desk.key(Qt.Key.Key_F1)
    assert (desk.state, desk.said.splitlines()[0]) == ("refused", "数据文件已损坏。")


def test_an_empty_folder_opens_the_first_run(window, tmp_path):
    assert opening.open_folder(window, tmp_path)
    assert type(window.stack.currentWidget()).__name__ == "FirstRunPage"
    assert not window.entry.isVisible() and not window.keys.isVisible()  # no desk, none of its keys
