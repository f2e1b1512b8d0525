"""The arithmetic of tallies, held against figures that libraries have published: numbers only, entered here by hand."""

from decimal import Decimal
from fractions import Fraction

import pytest

from venuedesk.core.errors import Problem
from venuedesk.core.tallies.rules import Change, average, change, problems_of_sum, ratio, rounded, share

# A public library's monthly report, June 2019: parts and the totals printed beneath them.
VISITS_BY_DEPARTMENT = (4776, 11206, 1868, 15462, 2414, 195, 15632, 88, 58, 3522, 7979)
LOANS_BY_SHELF, LOANS_ELSEWHERE = (15448, 3561, 5354), 4462
CARDS, CARDS_GIVEN_BACK = (207, 36), ((207, 36, 84), (97, 7, 13))
EVENTS, PEOPLE_AT_EVENTS = (19, 16, 1, 1), (1228, 741, 50, 7500)
# A college library's yearly report, 2023.
LOANS_OF_STUDENTS, LOANS_OF_STAFF, LOANS_OF_THE_YEAR = 72479, 1400, 73879
LOANS_OF_ALL_MONTHS, BORROWERS_OF_ALL_MONTHS, BORROWERS_OF_THE_YEAR = 77500, 4495, 2272


@pytest.mark.parametrize(
    ("parts", "total"),
    [
        (VISITS_BY_DEPARTMENT, 63200),
        (LOANS_BY_SHELF, 24363),
        ((*LOANS_BY_SHELF, LOANS_ELSEWHERE), 28825),
        (CARDS, 243),
        (EVENTS, 37),
        (PEOPLE_AT_EVENTS, 9519),
        ((LOANS_OF_STUDENTS, LOANS_OF_STAFF), LOANS_OF_THE_YEAR),
        ((), 0),
    ],
)
def test_published_parts_make_their_totals(parts, total):
    assert sum(parts) == total
    assert list(problems_of_sum("Loans", parts, total)) == []


def test_published_net_growth():
    given, back = CARDS_GIVEN_BACK
    assert sum(given) - sum(back) == 210


@pytest.mark.parametrize(
    ("value", "base", "decimals", "said"),
    [
        (243, 236, 2, "+2.97%"),
        (243, 244, 2, "−0.41%"),
        (243, 236, 1, "+3.0%"),
        (243, 244, 1, "−0.4%"),
        (244, 244, 2, "0.00%"),
        (0, 244, 2, "−100.00%"),
        (243, 0, 2, "——"),
        (0, 0, 2, "——"),
        (243, None, 2, "——"),
        (80001, 80000, 1, "0.0%"),
        (80001, 80000, 2, "0.00%"),
        (20001, 20000, 2, "+0.01%"),
        (19999, 20000, 2, "−0.01%"),
        (79999, 80000, 2, "0.00%"),
        (801, 800, 2, "+0.13%"),
        (799, 800, 2, "−0.13%"),
    ],
)
def test_a_change_is_said_with_its_sign_and_rounded_half_up(value, base, decimals, said):
    assert str(change(value, base, decimals)) == said


def test_a_change_of_a_share_is_in_points_and_not_of_rounded_numbers():
    assert str(change(Fraction(2, 3), Fraction(1, 3), points=True)) == "+33.33 pp"
    assert str(change(Fraction(1, 3), Fraction(2, 3), 1, points=True)) == "−33.3 pp"
    assert change(Fraction(1, 3), Fraction(0), points=True) == Change(None, points=True)
    assert change(3, 2) == Change(Decimal("50.00"))


@pytest.mark.parametrize(
    ("total", "days", "wanted"),
    [
        (429, 7, "61.29"),
        (13338, 31, "430.26"),
        (73879, 216, "342.03"),
        (20859, 2467, "8.46"),
        (0, 0, "0.00"),
        (12, 0, "0.00"),
    ],
)
def test_published_averages(total, days, wanted):
    assert str(average(total, days)) == wanted


@pytest.mark.parametrize(
    ("part", "whole", "decimals", "wanted"),
    [
        (1592, 2467, 2, "64.53"),
        (1, 8, 1, "12.5"),
        (1, 800, 2, "0.13"),
        (1, 16, 1, "6.3"),
        (0, 5, 2, "0.00"),
        (5, 5, 1, "100.0"),
        (3, 0, 2, "0.00"),
        (0, 0, 2, "0.00"),
    ],
)
def test_shares(part, whole, decimals, wanted):
    assert str(share(part, whole, decimals)) == wanted


def test_a_half_is_rounded_up_once_at_the_end():
    assert rounded(Fraction(12345, 1000), 2) == Decimal("12.35")
    assert rounded(Fraction(12344999999, 1000000000), 2) == Decimal("12.34")
    assert rounded(Fraction(-1, 8), 2) == Decimal("-0.13")
    assert ratio(1, 3) * 3 == 1


def test_the_published_months_that_do_not_make_their_year_are_named():
    (problem,) = problems_of_sum("L-01", (LOANS_OF_ALL_MONTHS,), LOANS_OF_THE_YEAR)
    assert (problem.kind, problem.code) == ("ask", "SumDiffers")
    assert problem.facts == {"added": 77500, "total": 73879, "apart": 3621}
    assert str(problem) == "L-01: the parts add to 77,500, the total is 73,879; they are 3,621 apart."
    (problem,) = problems_of_sum("L-01", (1,), 3)
    assert str(problem) == "L-01: the parts add to 1, the total is 3; they are 2 apart."


def borrowers(parts: tuple[int, ...], total: int) -> list[Problem]:
    return list(problems_of_sum("Borrowers", parts, total, persons=True))


def test_persons_are_never_added_across_months():
    (problem,) = borrowers((BORROWERS_OF_ALL_MONTHS - 400, 400), 4095)
    assert (problem.kind, problem.code) == ("notice", "PersonsNotAdded")
    assert problem.facts == {"added": BORROWERS_OF_ALL_MONTHS, "total": 4095}
    (problem,) = borrowers((1300, 1500, 1695), BORROWERS_OF_THE_YEAR)
    words = "Borrowers: the parts add to 4,495, but 2,272 different persons came; persons are never added."
    assert str(problem) == words


@pytest.mark.parametrize(("parts", "total"), [((300, 200), 501), ((300, 200), 299), ((), 1)])
def test_persons_are_no_more_than_the_parts_and_no_fewer_than_the_largest(parts, total):
    (problem,) = borrowers(parts, total)
    assert problem.code == "SumDiffers"


@pytest.mark.parametrize(("parts", "total"), [((300, 200), 500), ((), 0)])
def test_persons_who_come_once_may_make_their_total(parts, total):
    assert borrowers(parts, total) == []
