"""Months for the tests of paper and page: an empty one, and a rich one of 31 days and 20 spaces."""

from calendar import monthrange
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from venuedesk.core.tallies.definitions import FOOTNOTES, SECTIONS, SHARE
from venuedesk.core.tallies.rows import (
    CLOSED,
    COUNTED,
    MISSING,
    NOT_COUNTED,
    OPEN,
    Correction,
    DayLine,
    Figure,
    Month,
    Section,
    SpaceLine,
)
from venuedesk.core.tallies.rules import average, change, share

VENUE = "城北工人文化宫"
LONG_UNIT = "中国建筑第八工程局有限公司西北分公司（陕西）项目管理部工会联合会，第三十二分会"
ZONES = (
    ("培训", ("声乐教室", "书法国画教室", "摄影教室", "舞蹈排练厅")),
    ("活动", ("多功能厅东", "多功能厅西", "展厅", "会议室一", "会议室二")),
    ("健身", ("羽毛球馆 1 号场", "羽毛球馆 2 号场", "羽毛球馆 3 号场", "乒乓球室 1 号台", "乒乓球室 2 号台", "瑜伽室")),
    ("书画", ("书画创作室", "装裱间")),
    ("心理服务", ("心理咨询室", "法律援助室", "㐂𬭎沙龙")),
)
COUNTS = {
    "L-01": 1284, "L-02": 311, "L-03": 1190, "L-04": 655, "L-05": 403, "L-06": 37, "L-07": 2,
    "B-01": 210, "B-02": 6000, "A-01": 63, "A-02": 8804, "A-03": 1920,
}  # fmt: skip
PARTS = {"A-04": 4842, "A-05": 1497, "A-06": 1057, "A-07": 264}


def days_of(month: str, *, rich: bool) -> tuple[DayLine, ...]:
    year, number = (int(part) for part in month.split("-"))
    found = []
    for n in range(1, monthrange(year, number)[1] + 1):
        day = date(year, number, n)
        state = CLOSED if day.weekday() == 0 else {9: NOT_COUNTED, 17: MISSING}.get(n, COUNTED) if rich else MISSING
        visits = 180 + n * 37 % 211 + 160 * (day.weekday() > 4) if state == COUNTED else None
        found.append(DayLine(day, state != CLOSED, visits, state))
    return tuple(found)


def spaces() -> tuple[SpaceLine, ...]:
    found = []
    for z, (zone, names) in enumerate(ZONES):
        below = []
        for n, name in enumerate(names):
            used, opened = 900 + 777 * (z + n) % 4000, 13_260
            line = SpaceLine("space", zone, name, 9 + n, 200 + 31 * n, used, opened, share(used, opened), 120 * n, 3600)
            below += [replace(line, kind="room"), line] if n % 2 else [line]
        of = [line for line in below if line.kind == "space"]
        used, opened = sum(s.used_minutes for s in of), sum(s.open_minutes for s in of)
        extended = sum(s.extended_minutes for s in of)
        found.append(SpaceLine("zone", zone, "", 40 + z, 1200, used, opened, share(used, opened), extended, 3600))
        if zone == "活动":
            hall = [s for s in of if s.room_or_space.startswith("多功能厅")]
            used = sum(s.used_minutes for s in hall)
            below.insert(0, SpaceLine("room", zone, "多功能厅", 12, 900, used, 26_520, share(used, 26_520), 120, 7200))
        found += below
    return tuple(found)


def _figures(month: str, days: tuple[DayLine, ...], lines: tuple[SpaceLine, ...], *, rich: bool) -> tuple[Section, ...]:
    of = [s for s in lines if s.kind == "space"]
    counts = dict(COUNTS) if rich else {}
    counts["D-01"] = sum(d.open for d in days)
    counts["V-01"] = sum(d.visits or 0 for d in days)
    counts["B-03"] = sum(s.used_minutes for s in of)
    counts["B-04"] = sum(s.open_minutes for s in of)
    counts["B-06"] = sum(s.extended_minutes for s in of)
    made = []
    for code, title, definitions in SECTIONS:
        figures = []
        for n, one in enumerate(definitions):
            if one.how == SHARE:
                top, below = {
                    "B-05": (counts["B-03"], counts["B-04"]),
                    "B-07": (counts.get("B-02", 0), 8420 if rich else 0),
                }.get(one.code, (PARTS.get(one.code, 0) if rich else 0, counts.get("A-02", 0)))
                value, base = share(top, below), Decimal("24.50")
            elif one.code == "V-02":
                top, below = counts["V-01"], counts["D-01"]
                value, base = average(top, below), 300
            else:
                top, below = counts.get(one.code, 0), None
                value, base = top, max(1, top * (90 + 7 * n % 30) // 100)
            points = one.how == SHARE
            last_month, last_year = (base, base * 2 if n % 3 == 2 else None) if rich else (None, None)
            parts = 100 if points else 1  # a change takes the share itself, not its percents
            changes = [
                change(Fraction(value) / parts, base and Fraction(base) / parts, points=points)
                for base in (last_month, last_year)
            ]
            figures.append(
                Figure(
                    one.code, one.name, one.unit, one.text, value, top, below, last_month, last_year,
                    *changes,
                )
            )  # fmt: skip
        made.append(Section(code, title, tuple(figures)))
    return tuple(made)


def empty_month(month: str = "2026-11") -> Month:
    """Nothing was counted, nothing booked, no spaces are known."""
    days = days_of(month, rich=False)
    return Month(month, VENUE, OPEN, _figures(month, days, (), rich=False), days, (), (), (), FOOTNOTES, "0" * 64)


def rich_month(month: str = "2026-10", state: str = CLOSED) -> Month:
    """31 days, 20 spaces, corrections with long reasons, rare characters."""
    days, lines = days_of(month, rich=True), spaces()
    reason = f"补登：{LONG_UNIT}，当日团体参观漏记；经手人㐂𬭎"
    corrections = (
        Correction(date(2026, 10, 8), date(2026, 9, 28), "V-01", 120, reason, "李主任"),
        Correction(date(2026, 10, 9), date(2026, 9, 30), "L-01", -3, "=重复扫描", "王莉"),
    )
    since = (Correction(date(2026, 11, 3), date(2026, 10, 11), "A-02", 15, "签到表晚交", "李主任"),)
    sections = _figures(month, days, lines, rich=True)
    return Month(month, VENUE, state, sections, days, lines, corrections, since, FOOTNOTES, "3fa9c0ffee" + "0" * 54)
