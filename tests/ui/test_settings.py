"""The settings by keys, in the real window."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from shiboken6 import isValid

from tests.core.venue import NOW, PASSWORD
from tests.ui.conftest import Desktop
from venuedesk import i18n
from venuedesk.core import backups, calendar, house, lending, people, tallies, users
from venuedesk.ui import app, forms, single
from venuedesk.ui import password as passwords
from venuedesk.ui.settings.kinds import DAYS, HOURS, MONTH_DAY, DaysEditor, HoursEditor, MonthDayEditor

CTRL = Qt.KeyboardModifier.ControlModifier


class Settings:
    """The settings page in front, one section in hand."""

    def __init__(self, desktop: Desktop, kind: str) -> None:
        """Go there by keys as far as keys reach."""
        self.desktop, self.window = desktop, desktop.window
        desktop.key(Qt.Key.Key_F7)
        self.page = self.window.page
        self.section: Any = self.page.open(kind)
        desktop.settle()

    def mark(self, text: str) -> None:
        """Mark the first line in which a text stands."""
        table = self.section.table
        model = table.model()
        for row in range(model.rowCount()):
            if any(text in str(model.index(row, c).data()) for c in range(model.columnCount())):
                table.selectRow(row)
                return
        raise AssertionError(text)

    def cells(self) -> list[list[str]]:
        """What the table shows."""
        model = self.section.table.model()
        return [[str(model.index(r, c).data()) for c in range(model.columnCount())] for r in range(model.rowCount())]

    def form(self) -> forms.Form:
        """The form that is open."""
        found = [one for one in self.window.findChildren(forms.Form) if one.isVisible()]
        assert len(found) == 1
        return found[0]

    def fill(self, **values: str) -> forms.Form:
        """Fill fields of the open form and confirm it."""
        form = self.form()
        for editor in form.editors:
            if editor.field.name in values:
                editor.set_text(values[editor.field.name])
        QTest.keyClick(form, Qt.Key.Key_Return, CTRL)
        self.quiet()
        return form

    def press(self, key: Qt.Key) -> None:
        """Press Ctrl and a key, and wait for what follows."""
        self.desktop.key(key, CTRL)
        self.quiet()

    def quiet(self) -> None:
        """Let the window read again."""
        wait_for(lambda: not self.window._reloading.isActive())
        self.desktop.settle()

    def wait(self) -> None:
        """Let the worker finish."""
        wait_for(lambda: not self.window.background.busy)
        self.quiet()


def wait_for(done: Callable[[], bool], ms: int = 10_000) -> None:
    """Let the event loop run until something is done."""
    loop, ticks = QEventLoop(), QTimer(interval=5)
    end = QTimer(singleShot=True, interval=ms)
    ticks.timeout.connect(lambda: done() and loop.quit())
    end.timeout.connect(loop.quit)
    ticks.start()
    end.start()
    loop.exec()
    assert done()


@pytest.fixture
def settings(desktop: Callable[..., Desktop]) -> Callable[..., Settings]:
    def open_section(kind: str, user_id: int = 1) -> Settings:
        return Settings(desktop(user_id), kind)

    return open_section


@pytest.fixture
def the_password(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Type a password as soon as it is asked for."""

    def type_it(words: str) -> None:
        def answer(self: passwords.PasswordDialog) -> int:
            if self.said.isVisibleTo(self):
                return 0
            self.line.setText(words)
            return 1

        monkeypatch.setattr(passwords.PasswordDialog, "exec", answer)

    return type_it


# ---------------------------------------------------------------- the page


def test_keys_reach_every_section(settings: Callable[..., Settings]) -> None:
    one = settings("VenueSection")
    one.desktop.key(Qt.Key.Key_F7)
    assert QApplication.focusWidget() is one.page.list
    seen = []
    for _n in range(one.page.list.count()):
        seen.append(type(one.page.section).__name__)
        one.desktop.key(Qt.Key.Key_Down)
    assert len(set(seen)) == 17, seen[6:]
    one.desktop.key(Qt.Key.Key_Return)
    assert one.page.section.isAncestorOf(QApplication.focusWidget())


def test_a_clerk_sees_only_what_a_clerk_may_do(settings: Callable[..., Settings]) -> None:
    one = settings("ScannerSection", user_id=2)  # a librarian
    shown = [one.page.list.item(n).text() for n in range(one.page.list.count()) if not one.page.list.item(n).isHidden()]
    assert len(shown) == 5
    assert not [b for b in one.section.rules.values() if b.isEnabled()]


# ---------------------------------------------------------------- the sections


def test_the_venue_is_renamed(settings: Callable[..., Settings]) -> None:
    one = settings("VenueSection")
    one.press(Qt.Key.Key_E)
    one.fill(name="城南工人文化宫", phone="010-12345678", decimals="1")
    assert one.window.windowTitle().startswith("城南工人文化宫")
    assert one.window.desk.ask(house.setting, key=tallies.DECIMALS, day=NOW.date()) == "1"
    one.press(Qt.Key.Key_E)
    form = one.fill(name="")
    assert form.isVisible()
    assert form.said["name"].text()


def test_hours_from_a_day_on_and_hours_that_are_none(settings: Callable[..., Settings]) -> None:
    one = settings("HoursSection")
    one.mark("09:00–20:30")
    one.press(Qt.Key.Key_N)
    form = one.fill(monday="9:00-12:00 14:00-20:30")
    assert not isValid(form)
    assert "09:00–12:00, 14:00–20:30" in one.cells()[0][-1]
    one.press(Qt.Key.Key_N)
    form = one.fill(monday="9 bis 12")
    assert form.isVisible()
    assert form.said["monday"].text()


def test_a_season_begins_and_ends(settings: Callable[..., Settings]) -> None:
    one = settings("HoursSection")
    one.press(Qt.Key.Key_K)
    one.fill(name="暑期", first="7-1", last="8月31日", tuesday="8:00-22:00")
    one.mark("暑期 7/1–8/31")
    one.press(Qt.Key.Key_D)
    assert one.desktop.state == "done"
    assert len(one.cells()) == 1
    one.mark("09:00–20:30")
    one.press(Qt.Key.Key_D)
    assert one.desktop.state == "refused"


def test_a_closed_day_lists_the_loans_it_moves_and_moves_them(settings: Callable[..., Settings]) -> None:
    one = settings("ExceptionsSection")
    one.window.desk.do(lending.check_out, member_id=1, card_id=1, copy_id=1, now=NOW)
    one.press(Qt.Key.Key_N)
    form = one.fill(first="20261220", reason="设备检修")
    assert form.isVisible()
    assert form.loans.isVisible()
    assert form.loans.model().rowCount() == 1
    QTest.keyClick(form, Qt.Key.Key_F9)
    one.quiet()
    assert one.desktop.state == "done"
    (loan,) = one.window.desk.ask(lending.loans_of, member_id=1)
    assert loan.due_at.date() == date(2026, 12, 22)
    one.mark("设备检修")
    one.press(Qt.Key.Key_D)
    assert one.desktop.state == "done"
    assert one.cells() == []


def test_an_exception_without_reason_stays_in_its_form(settings: Callable[..., Settings]) -> None:
    one = settings("ExceptionsSection")
    one.press(Qt.Key.Key_N)
    form = one.fill(first="20261220", last="20261219", reason="?")
    assert form.isVisible()
    assert form.said["last"].text()


def test_next_years_holidays(settings: Callable[..., Settings]) -> None:
    one = settings("HolidaysSection")
    one.press(Qt.Key.Key_N)
    form = one.fill(first_0="2027-01-01", last_0="2027-01-03", workdays="2027-01-05")
    assert form.isVisible()
    assert form.said["workdays"].text()  # a Tuesday is no make-up workday
    one.fill(workdays="2027-01-10", document="国办发明电〔2026〕1号")
    assert one.cells()[0] == ["2027", "3", "1", "国办发明电〔2026〕1号"]
    assert one.window.desk.ask(calendar.holidays_wanted, today=NOW.date()) is None


def test_a_known_year_is_filled_in(settings: Callable[..., Settings]) -> None:
    from venuedesk.ui.settings.holidays import draft_of

    one = settings("HolidaysSection")
    form = one.section.enter(2026)
    known = calendar.known_holidays(2026)
    assert known is not None
    again = draft_of(form._filled())
    assert {k: v for k, v in again.off.items() if v} == dict(known.off)
    assert again.workdays == known.workdays


def test_a_category_is_added_and_retired(settings: Callable[..., Settings]) -> None:
    one = settings("CategoriesSection")
    one.press(Qt.Key.Key_N)
    form = one.fill(name="灵活就业", code="Flexible")
    assert form.said["code"].text()
    one.fill(code="flexible")
    one.mark("灵活就业")
    one.press(Qt.Key.Key_E)
    one.fill(name="灵活就业人员")
    one.mark("灵活就业人员")
    one.press(Qt.Key.Key_D)
    assert "flexible" not in {c.code for c in one.window.desk.ask(people.categories)}
    one.mark("未知")
    one.press(Qt.Key.Key_D)
    assert one.desktop.state == "refused"


def test_a_unit_is_added_changed_retired_and_in_use_again(settings: Callable[..., Settings]) -> None:
    one = settings("UnitsSection")
    one.press(Qt.Key.Key_N)
    one.fill(name="城北纺织厂", contact="王主席")
    one.section.search.setText("纺织")
    assert [row[0] for row in one.cells()] == ["城北纺织厂"]
    desk = one.window.desk
    unit = one.section.table.rows_model.rows[0].id
    desk.do(people.save_member, draft=people.MemberDraft("王芳", unit, 1, NOW.date(), "13800000009"), now=NOW)
    one.mark("纺织")
    one.press(Qt.Key.Key_E)
    one.fill(kind="企业")
    one.mark("企业")
    one.press(Qt.Key.Key_D)
    assert one.desktop.state == "ask"
    assert "1" in one.desktop.said
    one.desktop.key(Qt.Key.Key_F9)
    one.quiet()
    assert one.desktop.state == "done"
    assert unit not in {row.id for row in desk.ask(people.units)}
    one.press(Qt.Key.Key_D)
    assert one.desktop.state == "refused"
    one.press(Qt.Key.Key_E)
    one.fill()
    assert unit in {row.id for row in desk.ask(people.units)}


def test_the_unit_of_those_without_a_unit_stays(settings: Callable[..., Settings]) -> None:
    one = settings("UnitsSection")
    one.section.table.selectRow(0)
    one.press(Qt.Key.Key_D)
    assert one.desktop.state == "refused"
    assert not one.window.desk.ask(people.units)[0].retired_at


def test_a_rule_is_changed_with_the_password(
    settings: Callable[..., Settings], the_password: Callable[[str], None]
) -> None:
    one = settings("RulesSection")
    tomorrow = NOW.date() + timedelta(days=1)
    the_password("wrong")
    one.section.table.selectRow(1)
    one.press(Qt.Key.Key_E)
    form = one.fill(valid_from=tomorrow.isoformat(), max_loans="8")
    assert form.isVisible()
    the_password(PASSWORD)
    one.fill()
    rules = one.window.desk.ask(house.lending_rules, day=tomorrow)
    assert 8 in {r.max_loans for r in rules}
    assert 8 not in {r.max_loans for r in one.window.desk.ask(house.lending_rules, day=NOW.date())}


def test_a_user_is_added_and_the_only_manager_stays(
    settings: Callable[..., Settings], the_password: Callable[[str], None]
) -> None:
    one = settings("UsersSection")
    the_password(PASSWORD)
    one.press(Qt.Key.Key_N)
    one.fill(name="赵前台")
    assert [u.name for u in one.window.desk.ask(users.users)][-1] == "赵前台"
    one.mark("王主任")
    one.press(Qt.Key.Key_D)
    assert one.desktop.state == "refused"
    one.mark("赵前台")
    one.press(Qt.Key.Key_D)
    assert one.desktop.state == "done"


def test_a_copy_is_taken_and_restored(settings: Callable[..., Settings], the_password: Callable[[str], None]) -> None:
    one = settings("CopiesSection")
    one.press(Qt.Key.Key_B)
    one.wait()
    assert one.desktop.state == "done"
    assert len(one.cells()) == 1
    one.window.desk.do(lending.check_out, member_id=1, card_id=1, copy_id=1, now=NOW)
    the_password(PASSWORD)
    one.section.table.selectRow(0)
    one.section.restore()
    one.desktop.scan("1001", after=0)
    assert one.desktop.state == "refused"  # nothing is scanned meanwhile
    one.wait()
    assert one.desktop.state == "done"
    assert one.window.desk.ask(lending.loans_of, member_id=1) == []
    assert {c.kind for c in backups.copies(one.window.desk.file.path.parent / backups.FOLDER)} == {
        backups.BY_HAND,
        backups.BEFORE_RESTORE,
    }


def test_a_copy_that_the_second_place_does_not_get_stands_in_the_first(settings: Callable[..., Settings]) -> None:
    one = settings("CopiesSection")
    gone = {house.SECOND_FOLDER: str(one.window.desk.file.path.parent / "U盘")}
    one.window.desk.do(house.set_settings, values=gone, valid_from=NOW.date())
    one.section.copy_now()
    one.wait()
    assert one.desktop.state == "refused"
    first, *rest = one.desktop.said.splitlines()
    assert first.startswith("第二处备份：找不到") and any("备份完成并已校验" in words for words in rest)
    assert len(one.cells()) == 1


def test_a_copy_that_was_changed_is_not_restored(
    settings: Callable[..., Settings], the_password: Callable[[str], None]
) -> None:
    one = settings("CopiesSection")
    one.section.copy_now()
    one.wait()
    the_password(PASSWORD)
    one.section.table.selectRow(0)
    path = one.section.table.marked().path
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    one.section.restore()
    one.wait()
    assert one.desktop.state == "refused"
    assert one.window.desk.ask(people.member, member_id=1).name == "张三"


def test_the_test_box_shows_what_a_reader_types_and_the_line_uses_it(settings: Callable[..., Settings]) -> None:
    one = settings("ScannerSection")
    one.section.box.setFocus()
    QTest.keyClicks(one.section.box, ";1001=2512?")
    QTest.keyClick(one.section.box, Qt.Key.Key_Tab)
    values = [v.text() for v in one.section.facts._values]
    assert values[0] == ";1001=2512?"
    assert values[2:4] == ["Tab", "1001"]
    one.section.rules["strip_marks"].setChecked(False)
    one.press(Qt.Key.Key_K)
    assert one.window.profile.strip_marks is False
    one.window.entry.setFocus()
    one.desktop.scan(";1001=2512?")
    assert one.desktop.state == "refused"


def test_a_striped_card_is_read_off_in_the_entry_line(desktop: Callable[..., Desktop]) -> None:
    one = desktop()
    one.scan(";1001=2512?")
    assert "张三" in one.said


def test_another_language_and_size_build_the_window_anew(settings: Callable[..., Settings]) -> None:
    one = settings("LookSection")
    desk = one.window.desk
    one.section.choices["language"].show_value("en")
    one.section.choices["text_size"].show_value("large")
    one.section.use()
    one.desktop.settle()
    made = one.window.successor
    try:
        assert made is not None
        assert made.desk is desk
        assert single.call_first(desk.file.path.parent)  # a second start still finds the window
        assert i18n.current() == "en"
        assert made.entry.placeholderText().isascii()
        assert app.read_look(desk.file.path.parent) == {"look": "light", "text_size": "large", "language": "en"}
    finally:
        app.make_app()
        one.desktop.window = made


# ---------------------------------------------------------------- kinds of fields


def test_fields_of_the_settings_read_what_people_write() -> None:
    from venuedesk.ui.fields import Field, UnreadableError

    hours = HoursEditor(Field("", "a", HOURS))
    month_day, days = MonthDayEditor(Field("", "b", MONTH_DAY)), DaysEditor(Field("", "c", DAYS))
    hours.show(calendar.windows_of("9:00-12:00 14:00-20:30"))
    assert isinstance(hours.widget, QLineEdit)
    assert hours.read() == calendar.windows_of("9:00-12:00 14:00-20:30")
    days.set_text("2027-02-20、20270228")
    assert days.read() == (date(2027, 2, 20), date(2027, 2, 28))
    for editor, words in ((hours, "x"), (month_day, "July"), (days, "2027-02-20 soon")):
        editor.set_text(words)
        with pytest.raises(UnreadableError):
            editor.read()
