"""Papers of bookings: slips whose codes and words are there, and the sheet of a day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from reportlab.graphics.barcode import code128
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.lib.units import mm

from tests.core import venue
from venuedesk import i18n
from venuedesk.core import bookings, file, house, rooms
from venuedesk.core.bookings import BookingDraft, BookingRow
from venuedesk.core.desk import Desk
from venuedesk.core.errors import Refused
from venuedesk.core.rooms import RoomDraft, RoomRow
from venuedesk.reports.bookings import ON_A_PAGE, QR, Venue, booking_slips, day_sheet, day_sheet_of, slips_of
from venuedesk.reports.labels import LEAST_BAR, bars

DAY = date(2026, 11, 20)
VENUE = Venue("城北工人文化宫", "0512-66533321", "城北路 18 号")


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    before = i18n.current()
    i18n.use("zh_CN")
    yield
    i18n.use(before)


def text_of(pdf: bytes) -> list[str]:
    """The text of each page, its lines joined by a blank."""
    pages = pypdfium2.PdfDocument(pdf)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pages]


def booking(n: int = 1, **more: Any) -> BookingRow:
    values: dict[str, Any] = {
        "id": n,
        "code": "K7QWM2XA",
        "room_id": n,
        "room": "多功能厅",
        "zone_id": 3,
        "spaces": (n,),
        "layout_id": None,
        "layout": "剧院式",
        "starts_at": datetime(2026, 11, 20, 9),
        "ends_at": datetime(2026, 11, 20, 11, 30),
        "setup_minutes": 30,
        "teardown_minutes": 15,
        "state": "booked",
        "holder": "东方机械厂工会",
        "unit_id": 1,
        "member_id": None,
        "caller": "王丽",
        "phone": "13805120001",
        "purpose": "职工合唱团国庆专场排练（第三次合练）",
        "expected": 120,
        "attended": None,
        "reason": "",
        "note": "",
        "arrived_at": None,
        "ended_at": None,
    }
    return BookingRow(**values | more)


def room(n: int, name: str, zone_id: int = 3, zone: str = "活动区", spaces: tuple[int, ...] = ()) -> RoomRow:
    return RoomRow(n, zone_id, zone, name, 30, spaces or (n,), (), 0, "", (name,))


def slip(*rows: BookingRow, language: str = "zh_CN", **more: Any) -> list[str]:
    return text_of(booking_slips(rows, venue=VENUE, language=language, **more))


# ---------------------------------------------------------------- the slip


def test_a_slip_says_what_is_booked_and_what_to_do():
    (page,) = slip(booking())
    assert page == (
        "城北工人文化宫 预订单 多功能厅 · 剧院式 2026年11月20日 周五 09:00–11:30 预订人 东方机械厂工会"
        " 联系人 王丽 138****0001 用途 职工合唱团国庆专场排练（第三次合练） 人数 120人 K7QWM2XA"
        " 到场时请在前台出示本单。 改期或取消请致电 0512-66533321。 城北路 18 号"
    )


def test_a_slip_speaks_the_language_of_the_venue():
    (page,) = slip(booking(layout="", caller="", phone="", purpose=""), language="en", demo=True)
    assert page == (
        "城北工人文化宫 Demonstration data · Booking slip 多功能厅 Fri 2026-11-20 09:00–11:30 Booked for 东方机械厂工会"
        " People 120 people K7QWM2XA Show this slip at the front desk when you come."
        " To move or cancel it, call 0512-66533321. 城北路 18 号"
    )
    assert i18n.current() == "zh_CN"


def test_a_caller_is_named_once_and_an_unconfirmed_booking_says_so():
    (page,) = slip(booking(holder="王丽", unit_id=None, state="tentative"), language="en")
    assert "Booked for 王丽 Contact 138****0001 Purpose" in page
    assert "Not confirmed yet: tentative. Show this slip" in page


def test_a_slip_of_a_house_without_a_phone_has_nobody_to_call():
    (page,) = text_of(booking_slips([booking()], venue=Venue("文化宫"), language="en"))
    assert page.endswith("K7QWM2XA Show this slip at the front desk when you come.")


def test_three_slips_stand_on_a_sheet():
    found = slip(*(booking(n) for n in range(ON_A_PAGE + 1)))
    assert [page.count("预订单") for page in found] == [ON_A_PAGE, 1]


def test_long_words_stay_on_the_slip():
    (page,) = slip(booking(purpose="长" * 150, holder="名" * 60, room="厅" * 60))
    assert "…" in page
    assert "长" * 150 not in page
    assert "K7QWM2XA" in page


def test_a_slip_over_midnight_says_so():
    (page,) = slip(booking(starts_at=datetime(2026, 11, 20, 22), ends_at=datetime(2026, 11, 21, 1)), language="en")
    assert "Fri 2026-11-20 22:00–01:00 the next day" in page


def test_the_bars_of_a_code_can_be_scanned_and_fit():
    made = bars("K7QWM2XA", 58 * 72 / 25.4, 30)
    assert made.barWidth >= LEAST_BAR
    assert made.width <= 58 * 72 / 25.4


def picture_of_codes() -> tuple[Any, float]:
    """The right part of a slip as black and white squares, with the pixels of a millimetre."""
    scale = 400 / 72
    page = pypdfium2.PdfDocument(booking_slips([booking()], venue=VENUE, language="en"))[0]
    whole = page.render(scale=scale, grayscale=True).to_pil()
    return whole.crop((whole.width * 6 // 10, int(18 * mm * scale), whole.width, whole.height // 3)), mm * scale


def test_the_bars_on_the_page_say_the_code():
    picture, _mm = picture_of_codes()
    read = set()
    for y in range(0, picture.height, 8):
        row = [picture.getpixel((x, y)) < 128 for x in range(picture.width)]
        runs = [len([*run]) for _black, run in groupby(row)][1:-1]
        if len(runs) == 10 * 6 + 7:
            read.add(decoded(runs))
    assert read == {"K7QWM2XA"}


def decoded(runs: list[int]) -> str:
    """The text of the bars and gaps of a Code 128, start, check and stop left out; the check is verified."""
    module = sum(runs) / (10 * 11 + 13)
    widths = [round(run / module) for run in runs]
    values = {}
    for value, pattern in code128._patterns.items():  # 'BaSb…': the widths of bars and spaces
        values[tuple(ord(c.lower()) - ord("a") + 1 for c in pattern)] = value
    signs = [values[tuple(widths[n : n + 6])] for n in range(0, 60, 6)]
    start, *text, check = signs
    assert start == 104  # set B
    assert check == (start + sum(n * value for n, value in enumerate(text, 1))) % 103
    return "".join(chr(value + 32) for value in text)


def test_the_squares_on_the_page_are_those_of_the_code():
    picture, one = picture_of_codes()
    wanted = QrCodeWidget("K7QWM2XA", barLevel="M").qr
    wanted.make()
    side, n = QR / mm * one, wanted.getModuleCount() + 8
    black = picture.point(lambda value: 255 * (value < 128))
    box = black.crop((0, 0, picture.width, int(side))).getbbox()
    cell = (box[2] - box[0]) / (n - 8)
    assert cell == pytest.approx(side / n, rel=0.05)
    found = [
        [bool(black.getpixel((int(box[0] + (x + 0.5) * cell), int(box[1] + (y + 0.5) * cell)))) for x in range(n - 8)]
        for y in range(n - 8)
    ]
    assert found == [[bool(wanted.isDark(y, x)) for x in range(n - 8)] for y in range(n - 8)]


def test_a_character_that_the_font_lacks_is_named():
    with pytest.raises(Refused) as refused:
        slip(booking(purpose="天\U0002a6d6地"))
    assert refused.value.problems[0].facts["characters"] == "\U0002a6d6"
    with pytest.raises(Refused):
        day_sheet(
            [], [room(1, "\U0002a6d6")], day=DAY, venue=VENUE, now=datetime(2026, 11, 20), language="zh_CN"
        )


# ---------------------------------------------------------------- the sheet of a day


def sheet(rows: list[BookingRow], places: list[RoomRow], language: str = "zh_CN", **more: Any) -> list[str]:
    now = datetime(2026, 11, 20, 8, 30)
    return text_of(day_sheet(rows, places, day=DAY, venue=VENUE, now=now, language=language, **more))


PLACES = [
    room(5, "瑜伽室", 2, "培训区"),
    room(6, "声乐教室", 2, "培训区"),
    room(1, "多功能厅", spaces=(1, 2)),
    room(2, "东厅"),
]


def test_the_sheet_of_a_day_goes_zone_by_zone_in_order_of_time():
    rows = [
        booking(2, room="东厅", layout="", starts_at=datetime(2026, 11, 20, 22), ends_at=datetime(2026, 11, 21, 1),
                setup_minutes=0, teardown_minutes=0, holder="赵志强", caller="赵志强", purpose="夜场", attended=9),
        booking(1, purpose="合唱排练（第三次）"),
        booking(5, room="瑜伽室", zone_id=2, layout="", setup_minutes=0, teardown_minutes=0, phone="", purpose=""),
    ]  # fmt: skip
    (page,) = sheet(rows, PLACES, language="en")
    assert page == (
        "城北工人文化宫 Rooms on Fri 2026-11-20 3 bookings, 360 people expected"
        " 培训区 Time Room Held by Purpose Expected Attended State"
        " 09:00–11:30 瑜伽室 东方机械厂工会 王丽 120 booked Free all day: 声乐教室"
        " 活动区 Time Room Held by Purpose Expected Attended State"
        " 09:00–11:30 setup 30, teardown 15 min 多功能厅（剧院式） 东方机械厂工会 王丽 13805120001"
        " 合唱排练（第三次） 120 booked"
        " 22:00–01:00 the next day 东厅 赵志强 13805120001 夜场 120 9 booked"
        " On duty ________________________ Printed 2026-11-20 08:30 page 1 of 1"
    )


def test_a_room_is_free_only_where_none_of_its_spaces_is_taken():
    (page,) = sheet([booking(1, room="西厅", spaces=(2,))], PLACES)
    assert "全天空闲：瑜伽室、声乐教室" in page
    assert "全天空闲：多功能厅" not in page


def test_a_long_day_has_numbered_pages_with_the_headers_again():
    end = datetime(2026, 11, 20, 20)
    rows = [booking(n, starts_at=datetime(2026, 11, 20, 8 + n % 10), ends_at=end) for n in range(60)]
    found = sheet(rows, PLACES, demo=True)
    assert len(found) > 1
    for n, page in enumerate(found, 1):
        assert f"第 {n} 页 共 {len(found)} 页" in page
        assert "演示数据" in page
    assert all("预订人与电话" in page for page in found[:-1])


def test_a_house_without_rooms_has_a_sheet_all_the_same():
    (page,) = sheet([], [])
    assert "还没有录入场地。" in page


def test_bookings_of_a_retired_room_still_stand_on_the_sheet():
    (page,) = sheet([booking(9, room="旧厅", zone_id=77)], PLACES)
    assert "旧厅" in page


# ---------------------------------------------------------------- from the desk


def test_papers_are_made_from_the_desk(tmp_path: Path):
    desk = Desk(file.open_file(venue.build(tmp_path)), user_id=1, clock=lambda: venue.NOW)
    desk.do(house.set_settings, values={house.LANGUAGE: "en", house.PHONE: "0512-1"}, valid_from=venue.TODAY)
    made = desk.do(rooms.save_room, draft=RoomDraft(zone_id=3, name="多功能厅", capacity=200), now=venue.NOW)
    when = datetime(2026, 11, 20, 14), datetime(2026, 11, 20, 16)
    draft = BookingDraft(room_id=made.room_id, starts_at=when[0], ends_at=when[1], caller="王丽", phone="13805120001")
    booked = desk.do(bookings.book, draft=replace(draft, purpose="讲座"), now=venue.NOW)
    (page,) = text_of(slips_of(desk, [booked.booking_id, 99]))
    assert booked.code in page
    assert "To move or cancel it, call 0512-1." in page
    (page,) = text_of(day_sheet_of(desk, DAY))
    assert "14:00–16:00 多功能厅 王丽 13805120001 讲座 1 booked" in page
    desk.file.close()
