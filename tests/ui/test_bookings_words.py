"""What the entry line of the page of rooms understands."""

from datetime import date

import pytest

from venuedesk import i18n
from venuedesk.ui.bookings_words import clock, day_meant, span_of, span_words, time_typed

TODAY = date(2026, 11, 20)  # a Friday


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("28", "2026-11-28"),
        ("28日", "2026-11-28"),
        ("２８", "2026-11-28"),
        ("20", "2026-11-20"),
        ("5", "2026-12-05"),
        ("31", "2026-12-31"),
        ("11-28", "2026-11-28"),
        ("11/28", "2026-11-28"),
        ("11月28日", "2026-11-28"),
        ("1128", "2026-11-28"),
        ("105", "2027-01-05"),
        ("1101", "2026-11-01"),
        ("2026-12-01", "2026-12-01"),
        ("20261201", "2026-12-01"),
        ("周六", "2026-11-21"),
        ("周五", "2026-11-20"),
        ("星期天", "2026-11-22"),
        ("z6", "2026-11-21"),
        ("下周六", "2026-11-28"),
        ("xz6", "2026-11-28"),
        ("上周一", "2026-11-09"),
        ("明天", "2026-11-21"),
        ("昨天", "2026-11-19"),
    ],
)
def test_a_day_may_be_typed_in_any_short_form(typed, day):
    assert day_meant(typed, today=TODAY, shown=TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "typed",
    ["", "0", "32", "1301", "0230", "zgs", "周八", "14:00", "123456", "a28", "9999-12-31", "00010101"],
)
def test_what_is_no_day_is_left_to_others(typed):
    assert day_meant(typed, today=TODAY, shown=TODAY) is None


def test_a_day_of_the_month_is_of_the_month_shown():
    assert day_meant("5", today=TODAY, shown=date(2027, 1, 20)) == date(2027, 1, 5)
    assert day_meant("25", today=TODAY, shown=date(2026, 10, 2)) == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("typed", "span"),
    [
        ("14:00-17:00", (840, 1020)),
        ("14-17", (840, 1020)),
        ("1400-1730", (840, 1050)),
        ("９：３０－１１", (570, 660)),
        ("14点-17点30", (840, 1050)),
        ("9至11", (540, 660)),
        ("22:00-02:00", (1320, 1560)),
        ("22:00-次日02:00", (1320, 1560)),
        ("09:00-+10:00", (540, 2040)),
        ("20-24", (1200, 1440)),
    ],
)
def test_a_span_may_be_typed_in_any_short_form(typed, span):
    assert span_of(typed) == span


@pytest.mark.parametrize("typed", ["", "14:00", "14-25", "24-2", "14:60-15:00", "x-y", "14-"])
def test_what_is_no_span_is_told(typed):
    assert span_of(typed) is None


def test_a_time_in_the_entry_line_bears_a_colon():
    assert time_typed("14:00") == (840, None)
    assert time_typed("9点") == (540, None)
    assert time_typed("14:00-17:00") == (840, 1020)
    assert time_typed("14-17") is None
    assert time_typed("1400") is None
    assert time_typed("25:00") is None


def test_a_span_is_written_as_it_is_typed():
    assert span_words(840, 1020) == "14:00-17:00"
    assert span_words(1320, 1560) == span_words(-120, 120) == "22:00-次日02:00"
    assert span_of(span_words(1320, 1560)) == (1320, 1560)
    i18n.use("en")
    assert span_words(1320, 1560) == "22:00-+02:00" and span_of("22:00-+02:00") == (1320, 1560)
    assert clock(1440) == "24:00"
