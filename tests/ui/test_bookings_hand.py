"""What the clerk has in hand on the page of rooms: said with its keys, and never put down where it was not shown."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.halls import CTRL, _hall_template, halls  # noqa: F401 - fixtures

KEY = Qt.Key


def test_a_scan_never_chooses_a_way_out(halls):  # noqa: F811
    desk = halls()
    desk.book("声乐教室", "11-21 13:00", "18:00")
    desk.open()
    desk.line("21", "syjs", "14:00-17:00")
    desk.keys(KEY.Key_N, held=CTRL)
    desk.hand("dfjx", KEY.Key_Return)
    assert desk.judged() == "refused"
    desk.keys(KEY.Key_W, held=CTRL)
    assert desk.form.verdict.ways.hasFocus()
    for code in ("2112345678", "CCGJHJCB"):
        QTest.keyClicks(desk.focus(), code)
        QTest.keyClick(desk.focus(), KEY.Key_Return)
        QTest.qWait(80)
        assert desk.form.of["span"].text() == "14:00-17:00" and desk.form.verdict.ways.hasFocus()
        assert desk.judged() == "refused"
    desk.hand("2")
    assert desk.judged() == "done"
