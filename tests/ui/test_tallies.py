"""报表 by keys: months, figures, their rows, the paper, closing, reopening, corrections."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel

from tests.core import venue
from tests.reports.months import rich_month
from tests.stories import scene
from venuedesk.core import events, tallies
from venuedesk.core.errors import ask
from venuedesk.core.permissions import COMMANDS
from venuedesk.ui import tallies_deeds
from venuedesk.ui.forms import Form
from venuedesk.ui.paper import PaperDialog
from venuedesk.ui.password import PasswordDialog
from venuedesk.ui.print_dialog import PrintDialog
from venuedesk.ui.printing import Choice, kept
from venuedesk.ui.tallies import TalliesPage
from venuedesk.ui.tallies_deeds import ClosingDialog

CTRL = Qt.KeyboardModifier.ControlModifier
OCTOBER, NOVEMBER = "2026-10", "2026-11"


@pytest.fixture
def tally(desktop) -> Callable[..., "Tally"]:
    """The window at 报表, with loans lent in October and November."""
    return lambda **more: Tally(desktop(**more))


class Tally:
    """The page with its desk, the worker's answers waited for."""

    def __init__(self, desk) -> None:
        self.desk, self.window = desk, desk.window
        for n, day in enumerate((1, 9, 9, 30)):
            self.lend(datetime(2026, 10, day, 10, n), n)
        self.lend(datetime(2026, 11, 3, 10), 9)
        scene.leave_a_trace(self.window.desk.file, desk.now)
        self.key(Qt.Key.Key_F6)

    def lend(self, at: datetime, n: int) -> None:
        def deed(session) -> None:
            events.record(session, kind=events.LOAN, at=at, source="loans", source_id=n + 1, member_id=1 + n % 3)

        scene.write(self.window.desk.file, at, deed)

    @property
    def page(self) -> TalliesPage:
        return self.window.page_named("TalliesPage")

    def settle(self) -> None:
        """Let the pause between months pass, and the worker end."""
        self.desk.settle()
        while self.page._pause.isActive() or self.window.background.busy or self.page._wanted:
            QApplication.processEvents()
        self.desk.settle()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.desk.key(key, modifier)
        self.settle()

    def enter(self, code: str) -> None:
        QTest.keyClicks(self.desk.focus(), code)
        self.key(Qt.Key.Key_Return)

    def dialog(self, kind: type[QDialog]) -> QDialog:
        self.settle()
        return next(d for d in self.window.findChildren(kind) if d.isVisible())

    def close_october(self) -> None:
        self.key(Qt.Key.Key_L, CTRL)
        dialog = self.dialog(ClosingDialog)
        QTest.keyClicks(dialog.password, venue.PASSWORD)
        QTest.keyClick(dialog.password, Qt.Key.Key_Return)
        self.settle()


def value_of(page: TalliesPage, code: str) -> str:
    rows = page.figures.rows_model
    line = next(line for line in rows.rows if line.id == code)
    return rows.columns[2].value(line)


# ---------------------------------------------------------------- months and figures


def test_the_month_that_has_ended_and_is_not_closed_stands_first(tally):
    page = tally().page
    assert page.month == OCTOBER
    assert page.title.text() == "2026年10月 · 未关账"
    assert value_of(page, "L-01") == "4"
    assert [line.id for line in page.months.rows_model.rows] == [NOVEMBER, OCTOBER]


def test_once_it_is_closed_the_page_opens_at_the_month_after_it_not_before(tally):
    one = tally()
    one.lend(datetime(2026, 9, 3, 10), 5)
    scene.leave_a_trace(one.window.desk.file, one.desk.now)
    one.close_october()
    one.page.month = ""  # as when the window is opened again
    one.page.reload()
    one.settle()
    assert one.page.month == NOVEMBER


def test_arrows_pick_the_month_after_and_before(tally):
    one = tally()
    one.key(Qt.Key.Key_Right)
    assert (one.page.month, value_of(one.page, "L-01")) == (NOVEMBER, "1")
    one.key(Qt.Key.Key_Right)
    assert one.page.month == NOVEMBER
    one.key(Qt.Key.Key_Left)
    assert (one.page.month, value_of(one.page, "L-01")) == (OCTOBER, "4")
    QTest.keyClicks(one.desk.focus(), "ab")
    one.key(Qt.Key.Key_Left)
    assert (one.page.month, one.window.entry.cursorPosition()) == (OCTOBER, 1)


def test_enter_on_a_figure_opens_its_rows_and_esc_goes_back(tally):
    one = tally()
    while one.page.figures.marked().id != "L-01":
        one.key(Qt.Key.Key_Down)
    one.key(Qt.Key.Key_Return)
    assert one.page.stack.currentWidget() is one.page.rows_view
    assert len(one.page.rows_view.table.rows_model.rows) == 4
    assert "L-01" in one.page.rows_view.title.text() and "4" in one.page.rows_view.title.text()
    stretched = one.page.rows_view.table.rows_model.columns
    assert [column.header for column in stretched if column.stretch] != ["Time"]  # a moment is shown whole
    one.key(Qt.Key.Key_Down)
    one.key(Qt.Key.Key_Down)
    assert one.page.rows_view.table.currentIndex().row() == 1
    one.key(Qt.Key.Key_Escape)
    assert one.page.stack.currentWidget() is one.page.tabs
    assert one.page.figures.marked().id == "L-01"
    one.key(Qt.Key.Key_Escape)
    assert one.window.entry.hasFocus()


def test_enter_on_the_heading_of_a_section_opens_nothing(tally):
    one = tally()
    one.page.figures.selectRow(0)
    one.key(Qt.Key.Key_Return)
    assert one.page.stack.currentWidget() is one.page.tabs


def test_a_code_in_the_line_opens_its_rows_from_here_and_from_any_page(tally):
    one = tally()
    one.enter("d-01")
    assert one.page.rows_view.title.text().startswith("D-01")
    for key in (Qt.Key.Key_F1, Qt.Key.Key_F3, Qt.Key.Key_F5, Qt.Key.Key_F7):
        one.key(key)
        one.window.entry.setFocus()
        one.enter("l-01")
        assert one.window.page is one.page
        assert one.page.rows_view.title.text().startswith("L-01")
        assert one.window.entry.hasFocus()


def test_a_code_that_no_figure_has_is_told_with_those_there_are(tally):
    one = tally()
    one.enter("Z-99")
    assert one.desk.state == "refused"
    assert "Z-99" in one.desk.said and "L-03" in one.desk.said


def test_a_figure_that_was_defined_after_the_month_was_sealed_opens_without_its_value(tally):
    one = tally()
    told = one.page.shown
    before = [replace(s, figures=tuple(f for f in s.figures if f.code != "B-07")) for s in told.sections]
    one.page.show_month(replace(told, sections=tuple(before)))
    QTest.keyClicks(one.desk.focus(), "b-07")
    one.desk.key(Qt.Key.Key_Return)
    assert one.page.rows_view.title.text() == "B-07 座位利用率 · 2026年10月"


def test_a_card_that_looks_like_a_figure_is_a_card(tally):
    one = tally()
    scene.add_card(one.window.desk.file, one.desk.now, "L-01", 1)
    one.enter("L-01")
    assert one.window.page is one.window.page_named("LendingPage")
    assert "张三" in one.desk.said


def test_more_rows_are_read_at_the_end_of_the_list(tally):
    one = tally()
    for n in range(230):
        one.lend(datetime(2026, 10, 12, 9) + timedelta(minutes=n), n)
    one.enter("L-01")
    view = one.page.rows_view
    assert (len(view.table.rows_model.rows), view.count.text()) == (200, "已显示 200 / 共 234")
    bar = view.table.verticalScrollBar()
    bar.setValue(bar.maximum())
    one.settle()
    assert (len(view.table.rows_model.rows), view.count.text()) == (234, "明细共 234 条")


def test_f6_once_more_goes_through_the_parts_of_the_month(tally):
    one = tally()
    seen = []
    for _n in range(4):
        one.key(Qt.Key.Key_F6)
        seen.append(one.page.tabs.tabText(one.page.tabs.currentIndex()))
        assert one.window.entry.rows is one.page.rows
    assert seen == ["逐日", "空间使用", "更正", "指标"]


def test_days_stand_with_their_state_and_are_painted(tally):
    one = tally()
    one.page.show_month(replace(rich_month(OCTOBER), month=OCTOBER))
    one.page.tabs.setCurrentIndex(1)
    one.desk.settle()
    rows, model = one.page.days.rows_model.rows, one.page.days.rows_model
    said = [[c.value(r) for c in model.columns] for r in rows]
    assert said[0] == ["10月1日 周四", "217", "已计数"]
    assert [said[n][2] for n in (4, 8, 16)] == ["闭馆", "未计数", "缺数"]
    picture = one.page.chart.grab().toImage()
    colours = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}
    assert len(colours) > 5
    assert "10月1日 周四 217" in one.page.chart.accessibleDescription()


def test_the_numbers_of_busy_days_stand_above_their_own_days(tally):
    one = tally(size=(1024, 600))
    month = replace(rich_month(OCTOBER), month=OCTOBER)
    days = [replace(d, visits=100_000 + d.day.day, state=tallies.COUNTED) for d in month.days]
    one.page.show_month(replace(month, days=tuple(days)))
    one.page.tabs.setCurrentIndex(1)
    one.desk.settle()
    chart = one.page.chart
    assert QFontMetrics(chart.number_font()).horizontalAdvance("100031") <= chart.width() / 31
    chart.show_days(month.days)
    assert chart.number_font().pixelSize() >= 9


def test_keys_come_first_while_a_month_is_counted(tally):
    """The worker counts: the window takes keys at once, and the last month picked is the one that is shown."""
    one = tally()
    for _n in range(3):
        one.desk.key(Qt.Key.Key_Right)
        one.desk.key(Qt.Key.Key_Left)
    one.desk.key(Qt.Key.Key_Right)
    QTest.keyClicks(one.desk.focus(), "abc")
    assert one.window.entry.text() == "abc"
    one.settle()
    assert (one.page.month, one.page.shown.month) == (NOVEMBER, NOVEMBER)


# ---------------------------------------------------------------- paper and spreadsheet


class Recorder:
    """Printers that write down what they are told; ``takes`` is whether they take it."""

    def __init__(self, *names: str, takes: bool = True) -> None:
        self.there, self.takes = list(names), takes
        self.printed: list[tuple[bytes, str, Choice]] = []

    def names(self) -> list[str]:
        return self.there

    def print_(self, pdf: bytes, title: str, choice: Choice) -> bool:
        self.printed.append((pdf, title, choice))
        return self.takes


def test_ctrl_p_shows_the_paper_and_saves_it(tally, tmp_path):
    one = tally(size=(1024, 600))
    one.key(Qt.Key.Key_P, CTRL)
    shown = one.dialog(PaperDialog)
    assert shown.height() < one.window.height()
    assert sum(not sheet.pixmap().isNull() for sheet in shown.findChildren(QLabel)) >= 2
    shown.save_to(tmp_path / "月报.pdf")
    assert (tmp_path / "月报.pdf").read_bytes().startswith(b"%PDF")
    one.key(Qt.Key.Key_Escape)
    assert one.window.entry.hasFocus()


def test_the_printer_is_kept_for_its_kind_of_paper(tally):
    one = tally()
    one.window.printers = Recorder("前台激光", "财务室")
    one.key(Qt.Key.Key_P, CTRL)
    paper = one.dialog(PaperDialog)
    QTest.keyClick(paper, Qt.Key.Key_P, CTRL)
    ask = one.dialog(PrintDialog)
    ask.printer.setCurrentText("财务室")
    ask.copies.setValue(3)
    ask.tray.setCurrentIndex(3)
    QTest.keyClick(ask, Qt.Key.Key_Return, CTRL)
    wanted = Choice("财务室", "A4", 3, "lower")
    assert one.window.printers.printed == [(paper.pdf, paper.name, wanted)]
    assert "财务室" in paper.said.text()
    folder = one.window.desk.file.path.parent
    assert kept(folder, "month") == wanted
    assert kept(folder, "labels") == Choice()
    one.settle()
    QTest.keyClick(paper, Qt.Key.Key_P, CTRL)
    again = one.dialog(PrintDialog)
    assert again.chosen() == wanted
    assert again.ok.hasFocus()
    again.reject()
    paper.reject()


def test_a_printer_that_is_gone_is_named_and_another_can_be_chosen(tally):
    one = tally()
    one.window.printers = printers = Recorder("前台激光", "财务室")
    one.key(Qt.Key.Key_P, CTRL)
    paper = one.dialog(PaperDialog)
    paper.print_()
    ask = one.dialog(PrintDialog)
    ask.printer.setCurrentText("财务室")
    printers.there.remove("财务室")  # unplugged while one chose
    ask.accept()
    assert printers.printed == []
    assert "财务室" in paper.said.text() and "PDF" in paper.said.text()
    paper.print_()
    again = one.dialog(PrintDialog)
    assert "财务室" in again.said.text() and again.said.isVisible()
    again.accept()
    assert printers.printed[0][2].printer == "前台激光"
    paper.reject()


def test_a_printer_that_does_not_answer_and_none_at_all_point_to_the_pdf(tally):
    one = tally()
    one.window.printers = Recorder("前台激光", takes=False)
    one.key(Qt.Key.Key_P, CTRL)
    paper = one.dialog(PaperDialog)
    paper.print_()
    one.dialog(PrintDialog).accept()
    assert "没有响应" in paper.said.text() and "PDF" in paper.said.text()
    one.window.printers.there.clear()
    paper.print_()
    assert "没有" in paper.said.text() and "PDF" in paper.said.text()
    paper.reject()


def test_the_spreadsheet_is_saved_or_said_why_not(tally, tmp_path):
    one = tally()
    tallies_deeds.save_sheet_to(one.window, one.page.shown, tmp_path / "月报.xlsx")
    assert "2026年10月" in load_workbook(tmp_path / "月报.xlsx").worksheets[0]["A1"].value
    assert one.desk.state == "done"
    tallies_deeds.save_sheet_to(one.window, one.page.shown, tmp_path / "none" / "月报.xlsx")
    assert one.desk.state == "refused" and "无法写入 月报.xlsx：没有这个文件夹。" in one.desk.said


# ---------------------------------------------------------------- closing


def test_a_month_that_is_not_over_is_not_closed_and_the_words_say_from_when(tally):
    one = tally()
    one.key(Qt.Key.Key_Right)
    one.key(Qt.Key.Key_L, CTRL)
    dialog = one.dialog(ClosingDialog)
    assert not dialog.possible
    words = "\n".join(line.text() for line in dialog.findChildren(QLabel))
    assert "2026年11月" in words
    dialog.accept()
    assert dialog.isVisible()
    dialog.reject()
    assert one.window.desk.ask(tallies.month, month=NOVEMBER, now=one.desk.now).state == tallies.OPEN


def test_closing_shows_the_cross_checks_wants_the_password_and_keeps_the_paper(tally):
    one = tally()
    one.key(Qt.Key.Key_L, CTRL)
    dialog = one.dialog(ClosingDialog)
    lines = [line.text() for line in dialog.findChildren(QLabel) if line.text().startswith("· ")]
    problems = one.window.desk.ask(tallies.problems_of_closing, month=OCTOBER, now=one.desk.now)
    assert lines == [f"· {p}" for p in sorted(problems, key=lambda p: p.kind != "ask")]
    assert lines
    QTest.keyClicks(dialog.password, "wrong")
    QTest.keyClick(dialog.password, Qt.Key.Key_Return)
    assert dialog.isVisible() and dialog.said.text() == "密码不对。"
    dialog.reject()
    one.settle()
    one.close_october()
    assert one.desk.state == "done"
    assert one.page.title.text() == "2026年10月 · 已关账"
    assert not one.page.closing.isVisible() and one.page.reopening.isVisible()
    assert one.window.entry.hasFocus()
    signed = one.window.desk.ask(tallies.paper, month=OCTOBER)
    one.key(Qt.Key.Key_P, CTRL)
    paper = one.dialog(PaperDialog)
    assert paper.pdf == signed
    paper.reject()


def test_the_dialog_of_closing_is_as_high_as_its_lines(tally):
    one = tally()
    one.key(Qt.Key.Key_L, CTRL)
    dialog = one.dialog(ClosingDialog)
    few, area = dialog.height(), dialog.area
    assert area.verticalScrollBar().maximum() == 0
    assert area.viewport().height() - area.widget().heightForWidth(area.widget().width()) < 20
    dialog.reject()
    many = ClosingDialog(one.window, OCTOBER, [ask(f"C{n}", "这一条要先看一看，然后再关账。" * 4) for n in range(9)])
    many.show()
    one.settle()
    assert few < many.height() <= one.window.height() - 60


def test_what_came_in_since_the_cross_checks_were_shown_is_asked(tally):
    one = tally()
    one.key(Qt.Key.Key_L, CTRL)
    dialog = one.dialog(ClosingDialog)
    shown = one.window.desk.ask(tallies.problems_of_closing, month=OCTOBER, now=one.desk.now)
    one.lend(datetime(2026, 9, 3, 10), 5)
    scene.leave_a_trace(one.window.desk.file, one.desk.now)
    QTest.keyClicks(dialog.password, venue.PASSWORD)
    QTest.keyClick(dialog.password, Qt.Key.Key_Return)
    one.settle()
    assert "FirstClosing" not in {p.code for p in shown} and len(shown) > 0
    assert one.desk.state == "ask" and one.page.title.text() == "2026年10月 · 未关账"
    one.key(Qt.Key.Key_F9)
    assert one.desk.state == "done" and one.page.title.text() == "2026年10月 · 已关账"


def test_a_closed_month_is_opened_again_with_password_and_reason(tally):
    one = tally()
    one.close_october()

    def give_password() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, PasswordDialog)
        box.line.setText(venue.PASSWORD)
        box.accept()

    QTimer.singleShot(50, give_password)
    one.key(Qt.Key.Key_R, CTRL)
    assert one.desk.state == "ask"
    one.window.answer.reason.setText("漏记一天")
    one.key(Qt.Key.Key_F9)
    assert one.desk.state == "done", one.desk.said
    assert one.page.title.text() == "2026年10月 · 重开"
    assert "漏记一天" in one.page.facts.text()


def test_only_the_manager_closes_reopens_and_corrects(tally):
    one = tally(user_id=2)
    for key in (Qt.Key.Key_L, Qt.Key.Key_R, Qt.Key.Key_K):
        one.key(key, CTRL)
        assert one.desk.state == "refused"
        assert "主管" in one.desk.said
    assert COMMANDS["tallies.close_month"].password


def test_a_correction_stands_on_a_line_of_its_own(tally):
    one = tally()
    one.close_october()
    one.key(Qt.Key.Key_K, CTRL)
    form = one.dialog(Form)
    wrong = {"quantity": "0", "reason": ""}
    for editor in form.editors:
        if editor.field.name in wrong:
            editor.set_text(wrong[editor.field.name])
    form.confirm()
    assert form.isVisible() and any(s.text() for s in form.said.values())
    right = {"code": "L-01 ", "about": "2026-10-30", "quantity": "-1", "reason": "重复扫描"}
    for editor in form.editors:
        text = right[editor.field.name]
        fitting = [t for t in editor.box.fitting(text)] if editor.field.name == "code" else [text]
        editor.set_text(fitting[0])
    QTest.keyClick(form, Qt.Key.Key_Return, CTRL)
    one.settle()
    assert one.desk.state == "done"
    assert [index.row() for index in one.page.months.selectionModel().selectedRows()] == [1]  # though Ctrl was held
    (line,) = one.page.corrections.rows_model.rows
    assert (line.code, line.quantity, line.reason) == ("L-01", -1, "重复扫描")
    assert value_of(one.page, "L-01") == "4"
