from datetime import date

import pytest

from venuedesk.core.periods import DAY, MONTH, WEEK, add_term, days_of, month_before, month_of


@pytest.mark.parametrize(
    ("start", "n", "unit", "end"),
    [
        ("2026-11-20", 30, DAY, "2026-12-20"),
        ("2026-11-20", 0, DAY, "2026-11-20"),
        ("2024-02-28", 1, DAY, "2024-02-29"),
        ("2026-12-31", 1, DAY, "2027-01-01"),
        ("2026-11-20", 2, WEEK, "2026-12-04"),
        ("2026-03-02", 3, MONTH, "2026-06-02"),
        ("2025-11-30", 3, MONTH, "2026-02-28"),
        ("2023-11-30", 3, MONTH, "2024-02-29"),
        ("2026-01-31", 1, MONTH, "2026-02-28"),
        ("2026-03-31", 1, MONTH, "2026-04-30"),
        ("2026-10-31", 2, MONTH, "2026-12-31"),
        ("2026-11-20", 1, MONTH, "2026-12-20"),
        ("2026-12-20", 1, MONTH, "2027-01-20"),
        ("2026-11-20", 13, MONTH, "2027-12-20"),
        ("2024-02-29", 12, MONTH, "2025-02-28"),
        ("2026-11-20", 0, MONTH, "2026-11-20"),
    ],
)
def test_a_term_does_not_count_its_first_day_and_ends_with_a_short_month(start, n, unit, end):
    assert add_term(date.fromisoformat(start), n, unit) == date.fromisoformat(end)


def test_a_term_has_a_known_unit():
    with pytest.raises(ValueError, match="year"):
        add_term(date(2026, 11, 20), 1, "year")


def test_a_month_is_named_by_year_and_number():
    assert month_of(date(2026, 1, 31)) == "2026-01"


@pytest.mark.parametrize(
    ("month", "first", "last"),
    [
        ("2026-10", "2026-10-01", "2026-10-31"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-12", "2026-12-01", "2026-12-31"),
    ],
)
def test_the_days_of_a_month(month, first, last):
    assert days_of(month) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("words", ["2026-13", "2026-00", "2026", "十月", ""])
def test_what_is_no_month(words):
    with pytest.raises(ValueError, match=r"."):
        days_of(words)


@pytest.mark.parametrize(
    ("month", "n", "wanted"),
    [
        ("2026-10", 1, "2026-09"),
        ("2026-01", 1, "2025-12"),
        ("2026-12", 12, "2025-12"),
        ("2026-12", -1, "2027-01"),
        ("2026-11", -1, "2026-12"),
        ("2026-05", 0, "2026-05"),
    ],
)
def test_months_before_and_after(month, n, wanted):
    assert month_before(month, n) == wanted
