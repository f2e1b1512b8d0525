from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.core import venue
from venuedesk.core import errors, file, house, lending, users
from venuedesk.core.clock import clock_problem
from venuedesk.core.errors import NeedsYes, Refused

LAST = datetime(2026, 11, 20, 9, 0)


@pytest.mark.parametrize(
    ("apart", "clerk", "manager"),
    [
        (timedelta(0), None, None),
        (timedelta(minutes=-10), None, None),
        (timedelta(minutes=-10, seconds=-1), errors.ASK, errors.ASK),
        (timedelta(days=7), None, None),
        (timedelta(days=7, seconds=1), errors.ASK, errors.ASK),
        (timedelta(days=60), errors.ASK, errors.ASK),
        (timedelta(days=60, seconds=1), errors.IMPOSSIBLE, errors.ASK),
        (timedelta(days=-60), errors.ASK, errors.ASK),
        (timedelta(days=-60, seconds=-1), errors.IMPOSSIBLE, errors.ASK),
    ],
)
def test_a_clock_far_from_the_last_entry_is_asked_about(
    apart: timedelta, clerk: str | None, manager: str | None
) -> None:
    for role, kind in ((users.CLERK, clerk), (users.LIBRARIAN, clerk), (users.MANAGER, manager)):
        problem = clock_problem(LAST + apart, LAST, role)
        assert (problem.kind if problem else None) == kind


def test_an_empty_journal_has_nothing_to_say_about_the_clock() -> None:
    assert clock_problem(LAST, None, users.CLERK) is None


def test_the_question_names_both_times() -> None:
    problem = clock_problem(datetime(2025, 1, 1, 8, 0), LAST, users.MANAGER)
    assert problem is not None
    assert problem.text == "Today is Wed 2025-01-01 08:00, is that right? The last entry is of Fri 2026-11-20 09:00."


def saved(desk: object, key: str, **wanted: object) -> None:
    desk.do(house.set_settings, values={key: "1"}, valid_from=LAST.date(), **wanted)  # type: ignore[attr-defined]


def test_the_desk_asks_before_the_first_entry_and_marks_the_yes(venue_path: Path) -> None:
    opened = file.open_file(venue_path)
    desk = venue.desk_of(opened, now=LAST + timedelta(days=100))
    for _again in (1, 2):
        with pytest.raises(NeedsYes) as asked:
            saved(desk, "a")
        assert [p.code for p in asked.value.problems] == ["ClockWrong"]
    desk.confirm_clock()
    saved(desk, "a")
    saved(desk, "b")
    with opened.reader.connect() as connection:
        marks = connection.exec_driver_sql("SELECT accepted FROM actions ORDER BY id DESC LIMIT 2").scalars().all()
    assert marks == [None, '["ClockWrong"]']
    opened.close()


def test_only_the_manager_confirms_a_clock_that_is_far_off(venue_path: Path) -> None:
    opened = file.open_file(venue_path)
    desk = venue.desk_of(opened, user_id=2, now=LAST - timedelta(days=100))
    desk.confirm_clock()
    with pytest.raises(Refused, match="or let the manager confirm it"):
        desk.do(lending.check_out, member_id=1, copy_id=1, card_id=1, now=desk.now())
    opened.close()


def test_a_sound_clock_is_not_asked_about(venue_path: Path) -> None:
    opened = file.open_file(venue_path)
    saved(venue.desk_of(opened), "a")
    opened.close()
