"""Setting the numbers of the lending rules from a day on."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.core.days import codes
from tests.core.venue import NOW, PASSWORD, TODAY, desk_of
from venuedesk.core import file, house, journal, lending
from venuedesk.core.desk import Desk
from venuedesk.core.errors import NeedsYes, Refused
from venuedesk.core.house import RuleDraft, set_lending_rule

TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def desk(venue_path: Path) -> Iterator[Desk]:
    opened = file.open_file(venue_path)
    yield desk_of(opened)
    opened.close()


def put(desk: Desk, accepted: frozenset[str] = frozenset(), **values: object) -> house.RuleSet:
    draft = RuleDraft(**({"valid_from": TOMORROW} | values))  # type: ignore[arg-type]
    return desk.do_with_password(PASSWORD, set_lending_rule, draft=draft, now=NOW, accepted=accepted)


def test_a_rule_holds_from_its_day_on_and_a_loan_keeps_the_one_that_made_it(desk: Desk) -> None:
    made = desk.do(lending.check_out, member_id=1, card_id=1, copy_id=1, now=NOW)
    slip = put(desk, max_loans=3, period=2, period_unit="week")
    assert str(slip) == "Lending rule any reader × any book from Sat 11/21"
    by_day = [desk.ask(house.lending_rules, day=day) for day in (TODAY, TOMORROW)]
    assert [[r.max_loans for r in rows if r.item_type == "*"] for rows in by_day] == [[5], [3]]
    assert made.due_at.date() == date(2026, 12, 20)
    assert {r.id for r in desk.ask(house.every_rule)} >= {1, 2, slip.rule_id}
    assert [r.text for r in desk.ask(journal.today, now=NOW)][0] == str(slip)


def test_a_pair_of_its_own_and_a_second_rule_of_the_same_day_replace(desk: Desk) -> None:
    put(desk, member_type=" child ", item_type="comic", max_loans=2)
    put(desk, member_type="child", item_type="comic", max_loans=4)
    rows = [r for r in desk.ask(house.lending_rules, day=TOMORROW) if r.member_type == "child"]
    assert [r.max_loans for r in rows] == [4]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"member_type": " "}, "TypeMissing"),
        ({"item_type": "x" * 31}, "TypeMissing"),
        ({"valid_from": TODAY - timedelta(days=1)}, "RuleInPast"),
        ({"max_loans": -1}, "NumberOutOfRange"),
        ({"renewals": 1000}, "NumberOutOfRange"),
        ({"period_unit": "year"}, "UnitUnknown"),
        ({"period": 0}, "PeriodMissing"),
        ({"renewal_period": 0}, "RenewalPeriodMissing"),
    ],
)
def test_what_is_no_rule_is_refused(desk: Desk, values: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as refused:
        put(desk, **values)
    assert codes(refused) == [code]


def test_reading_on_site_needs_no_period_and_no_renewals(desk: Desk) -> None:
    put(desk, lendable=False, period=0, renewals=0, renewal_period=0)


def test_a_rule_before_a_later_one_asks(desk: Desk) -> None:
    put(desk, valid_from=TOMORROW + timedelta(days=9))
    with pytest.raises(NeedsYes) as asked:
        put(desk)
    assert codes(asked) == ["LaterRuleStands"]
    assert put(desk, frozenset({"LaterRuleStands"})).valid_from == TOMORROW


def test_the_managers_password_is_wanted(desk: Desk) -> None:
    with pytest.raises(Refused) as refused:
        desk.do(set_lending_rule, draft=RuleDraft(valid_from=TOMORROW), now=NOW)
    assert codes(refused) == ["PasswordWanted"]


def test_a_rule_that_is_gone_has_no_words(desk: Desk) -> None:
    from sqlalchemy.orm import Session

    from venuedesk.core import slips

    with Session(desk.file.reader) as session:
        assert slips.NAMES["rule"](session, {"rule_id": 99}) == ""


def test_a_zone_that_is_not_there_is_no_zone(desk: Desk) -> None:
    from sqlalchemy.orm import Session

    with Session(desk.file.reader) as session, pytest.raises(LookupError):
        house.zone_id(session, code="nowhere")
