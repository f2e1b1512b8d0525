"""The drawn grid: bars, lanes and halves as plain values; dragging with the verdict shown; painting in time."""

from datetime import date, datetime, timedelta

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from tests.ui.halls import CTRL, _hall_template, halls  # noqa: F401 - fixtures
from venuedesk.core.bookings import BookingRow
from venuedesk.core.calendar import Window
from venuedesk.core.rooms import RoomRow
from venuedesk.ui import app as program
from venuedesk.ui.bookings_lines import bars_of, lines_of_day, open_span
from venuedesk.ui.bookings_paint import Look

KEY = Qt.Key
DAY = date(2026, 11, 28)
MIDNIGHT = datetime(2026, 11, 28)
STATES = ("tentative", "awaiting", "booked", "arrived", "ended", "no_show")


def room(number: int, *spaces: int) -> RoomRow:
    return RoomRow(number, 1, "活动区", f"培训教室 {number}", 30, spaces or (number,), (), number, "", ())


def row(number: int, of: RoomRow, first: int, last: int, state: str = "booked", **more) -> BookingRow:
    values = {
        "id": number,
        "code": "ABCDEFG2",
        "room_id": of.id,
        "room": of.name,
        "zone_id": 1,
        "spaces": of.spaces,
        "layout_id": None,
        "layout": "",
        "starts_at": MIDNIGHT + timedelta(minutes=first),
        "ends_at": MIDNIGHT + timedelta(minutes=last),
        "setup_minutes": 0,
        "teardown_minutes": 0,
        "state": state,
        "holder": "外卖配送员联合工会",
        "unit_id": 1,
        "member_id": None,
        "caller": "王芳",
        "phone": "13800001234",
        "purpose": "职工合唱排练",
        "expected": 40,
        "attended": None,
        "reason": "",
        "note": "",
        "arrived_at": None,
        "ended_at": None,
    }
    return BookingRow(**(values | more))


def windows(_zone: int, _day: date) -> tuple[Window, ...]:
    return (Window(540, 1050), Window(1050, 1260, True))


# ---------------------------------------------------------------- plain values


def test_a_combined_room_stands_on_the_lines_of_its_halves_and_they_on_its():
    whole, east, west = room(1, 1, 2), room(2, 1), room(3, 2)
    rows = [row(1, whole, 600, 720), row(2, east, 840, 960), row(3, west, 900, 1000)]
    lines = lines_of_day([whole, east, west], rows, windows, DAY)
    assert [[(b.booking.id, b.own) for b in line.bars] for line in lines] == [
        [(1, True), (2, False), (3, False)],
        [(1, False), (2, True)],
        [(1, False), (3, True)],
    ]
    assert [(b.lane, b.lanes) for b in lines[0].bars] == [(0, 1), (0, 2), (1, 2)]
    assert lines[1].bars[0].texts[0].startswith(whole.name)


def test_setup_and_teardown_keep_bars_apart_in_lanes():
    one = room(1)
    bars = bars_of(1, [row(1, one, 600, 660, teardown_minutes=30), row(2, one, 700, 760, setup_minutes=30)], DAY)
    assert [(b.since, b.until, b.lanes) for b in bars] == [(600, 690, 2), (670, 760, 2)]


def test_what_was_cancelled_is_not_drawn_and_what_lies_on_another_day_neither():
    one = room(1)
    rows = [row(1, one, 600, 660, "cancelled"), row(2, one, -300, -60), row(3, one, 1500, 1560), row(4, one, -60, 60)]
    assert [b.booking.id for b in bars_of(1, rows, DAY)] == [4]


def test_the_open_hours_and_the_bookings_beyond_them_are_shown():
    one = room(1)
    assert open_span(lines_of_day([one], [], windows, DAY)) == (540, 1260)
    assert open_span(lines_of_day([one], [row(1, one, 430, 500)], windows, DAY)) == (420, 1260)
    assert open_span(lines_of_day([one], [row(1, one, 1320, 1560)], windows, DAY)) == (540, 1260)
    assert open_span([]) == (480, 1200)


def test_a_text_is_shortened_and_never_cut_to_a_stump(qapp):
    look = Look(qapp.font())
    assert look.cut("张国胜", 200, look.font) == "张国胜"
    assert look.cut("外卖配送员联合工会", 80, look.font).endswith("…")
    assert look.cut("外卖配送员联合工会", 18, look.font) == ""


def test_every_state_has_a_look_of_its_own_in_colour_and_in_pattern(qapp):
    for theme in ("light", "dark"):
        program.make_app(look=theme)
        look = Look(qapp.font())
        found = {}
        for state in STATES:
            style = look.styles[state]
            colours = (style.fill.name(), style.pen.color().name())
            pattern = (style.pen.style(), style.pen.width(), style.hatch is not None, style.crossed, style.bold)
            found[state] = (colours, pattern)
            assert contrast(style.text, style.fill) >= 4.5, (theme, state)
        assert len({colours for colours, _pattern in found.values()}) == len(STATES)
        assert len({pattern for _colours, pattern in found.values()}) >= len(STATES) - 1
    program.make_app()


def contrast(one: QColor, other: QColor) -> float:
    def light(colour: QColor) -> float:
        parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.getRgbF()[:3]]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


# ---------------------------------------------------------------- the mouse


def test_a_drag_over_free_cells_opens_the_form_with_room_and_span(halls):  # noqa: F811
    desk = halls()
    page = desk.open()
    desk.drag(desk.at("声乐教室", "14:00", dx=3), desk.at("声乐教室", "16:30", dx=-3))
    assert desk.form.of["room_id"].read() == desk.room("声乐教室").id
    assert desk.form.of["span"].text() == "14:00-16:30" and desk.form.of["day"].text() == "2026-11-20"
    desk.keys(KEY.Key_Escape)
    assert page.grid.ghost is None and desk.rows() == []


def test_a_booking_is_dragged_to_another_room_and_time_with_the_verdict_shown(halls):  # noqa: F811
    desk = halls()
    made = desk.book("声乐教室", "11-20 14:00", "16:00")
    desk.book("剧场", "11-20 14:00", "16:00", caller="陈老师")
    page = desk.open()
    start = desk.at("声乐教室", "15:00")
    desk.drag(start, desk.at("剧场", "15:00"), drop=False)
    assert page.grid.ghost_kind == "refused" and "陈老师" in page.foot.words.whole
    free = desk.at("剧场", "18:00")
    QTest.mouseMove(page.grid.viewport(), free)
    desk.settle()
    assert page.grid.ghost_kind == "done" and page.foot.words.property("role") == "success"
    assert desk.row(made.id) == made
    QTest.mouseRelease(page.grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, free)
    desk.settle()
    row_ = desk.row(made.id)
    assert (row_.room, row_.starts_at, row_.ends_at) == (
        "剧场",
        datetime(2026, 11, 20, 17),
        datetime(2026, 11, 20, 19),
    )
    assert desk.state == "done" and page.grid.ghost is None
    desk.keys(KEY.Key_Z, held=CTRL)
    assert desk.row(made.id).room == "声乐教室"


def test_an_amber_drop_asks_before_it_moves(halls):  # noqa: F811
    desk = halls()
    made = desk.book("声乐教室", "11-20 18:00", "20:00")
    page = desk.open()
    to = desk.at("声乐教室", "21:00")
    desk.drag(desk.at("声乐教室", "19:00"), to, drop=False)
    assert page.grid.ghost_kind == "ask"
    QTest.mouseRelease(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=to)
    desk.settle()
    assert desk.state == "ask" and desk.row(made.id) == made
    desk.window.answer.reason.setText("加班")
    desk.keys(KEY.Key_F9)
    assert desk.row(made.id).ends_at.hour == 22


def test_the_edges_make_a_booking_longer_and_shorter(halls):  # noqa: F811
    desk = halls()
    made = desk.book("声乐教室", "11-20 14:00", "16:00")
    desk.open()
    desk.drag(desk.at("声乐教室", "16:00", dx=-3), desk.at("声乐教室", "17:00"))
    assert desk.row(made.id).ends_at.hour == 17
    desk.drag(desk.at("声乐教室", "14:00", dx=3), desk.at("声乐教室", "13:30"))
    row_ = desk.row(made.id)
    assert (row_.starts_at.hour, row_.starts_at.minute, row_.ends_at.hour) == (13, 30, 17)


def test_the_grid_scrolls_where_a_drag_comes_to_its_edge(halls):  # noqa: F811
    desk = halls((1024, 600))
    page = desk.open()
    across, view = page.grid.horizontalScrollBar(), page.grid.viewport()
    start = desk.at("声乐教室", "19:00", dx=3)
    before = across.value()
    edge = QPoint(view.width() - 3, start.y())
    desk.drag(start, edge, edge - QPoint(1, 0), edge, drop=False)
    assert across.value() > before and page.grid.ghost.first == 1140
    assert page.grid.ghost.last >= page.grid.minute_at(edge.x()) - 15
    desk.keys(KEY.Key_Escape)


def test_esc_lets_go_of_a_drag(halls):  # noqa: F811
    desk = halls()
    made = desk.book("声乐教室", "11-20 14:00", "16:00")
    page = desk.open()
    to = desk.at("剧场", "18:00")
    desk.drag(desk.at("声乐教室", "15:00"), to, drop=False)
    assert page.grid.ghost is not None
    desk.keys(KEY.Key_Escape)
    QTest.mouseRelease(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=to)
    desk.settle()
    assert page.grid.ghost is None and desk.row(made.id) == made


def test_the_hall_seen_on_its_halfs_line_stays_the_hall_when_it_is_dragged_along(halls):  # noqa: F811
    desk = halls()
    made = desk.book("多功能厅", "11-20 14:00", "16:00")
    desk.open()
    desk.drag(desk.at("东厅", "15:00"), desk.at("东厅", "17:00"))
    row_ = desk.row(made.id)
    assert (row_.room, row_.starts_at.hour) == ("多功能厅", 16)
    desk.drag(desk.at("多功能厅", "17:00"), desk.at("西厅", "17:00"))
    assert desk.row(made.id).room == "西厅"


def test_what_has_arrived_is_not_dragged(halls):  # noqa: F811
    desk = halls(at="2026-11-20 13:50")
    made = desk.book("声乐教室", "11-20 14:00", "16:00")
    page = desk.open()
    page.show_booking(made)
    desk.keys(KEY.Key_R, held=CTRL)
    desk.drag(desk.at("声乐教室", "15:00"), desk.at("声乐教室", "17:00"))
    assert desk.row(made.id).starts_at == made.starts_at and not desk.form_is_open()


def test_a_click_takes_the_cursor_there_and_a_second_opens(halls):  # noqa: F811
    desk = halls()
    page = desk.open()
    point = desk.at("剧场", "15:10")
    QTest.mouseClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert (page.grid.line.name, page.grid.cursor_.minute) == ("剧场", 900)
    assert desk.focus() is desk.window.entry
    QTest.mouseDClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=point)
    desk.settle()
    assert desk.form.of["span"].text() == "15:00-16:00"


def test_names_that_look_like_markup_are_shown_as_they_are(halls):  # noqa: F811
    desk = halls()
    made = desk.book("声乐教室", "11-20 14:00", "16:00", caller="<b>刘</b><img src=x>", purpose="<i>课</i>")
    page = desk.open()
    page.show_booking(made)
    assert "<b>刘</b>" in page.foot.words.text() and page.foot.words.textFormat() == Qt.TextFormat.PlainText
    assert any("<b>刘</b>" in words for words in page.grid.bar.facts)


def test_a_drag_writes_its_point_in_whole_quarters(halls):  # noqa: F811
    desk = halls()
    page = desk.open()
    start = desk.at("声乐教室", "14:00")
    quarter = page.grid.scale.x(15)
    desk.drag(start + QPoint(3, 0), start + QPoint(2 * quarter + 3, 0), drop=False)
    assert (page.grid.ghost.first, page.grid.ghost.last) == (840, 885)
    desk.keys(KEY.Key_Escape)


def test_a_booking_whose_beginning_is_out_of_sight_is_made_longer_at_its_end(halls):  # noqa: F811
    desk = halls((1024, 600))
    made = desk.book("剧场", "11-20 10:00", "21:30")
    night = desk.book("声乐教室", "11-20 22:00", "11-21 02:00")
    page = desk.open()
    across = page.grid.horizontalScrollBar()
    for day, room, ends, to in (("20", "剧场", "21:30", "22:00"), ("21", "声乐教室", "02:00", "03:00")):
        desk.line(day)
        across.setValue(page.grid.scale.x(60) if day == "21" else across.maximum())
        box = page.grid.place([one.name for one in page.grid.lines].index(room), 0, 0)
        hour, minute = map(int, ends.split(":"))
        until = sum(n * f for n, f in zip(map(int, to.split(":")), (60, 1), strict=True))
        start = QPoint(box.left() + page.grid.scale.x(60 * hour + minute) - 3, box.center().y())
        seen = across.value()
        desk.drag(start, QPoint(box.left() + page.grid.scale.x(until), start.y()), drop=False)
        assert across.value() == seen and page.grid.ghost.last == until
        assert page.grid.ghost.first == (600 if day == "20" else -120)
        desk.keys(KEY.Key_Escape)
        QTest.mouseRelease(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=start)
    assert (desk.row(made.id), desk.row(night.id)) == (made, night)
