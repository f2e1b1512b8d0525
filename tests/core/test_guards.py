import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.core import venue
from venuedesk.core import file, guards, journal, lending
from venuedesk.core.db import guard_of
from venuedesk.core.errors import Refused


@pytest.fixture
def raw(venue_path: Path) -> Iterator[sqlite3.Connection]:
    """A plain connection to a venue where copy 1 was lent and taken back, copy 2 is lent, and October is closed."""
    opened = file.open_file(venue_path)
    desk = venue.desk_of(opened)
    for copy_id in (1, 2):
        desk.do(lending.check_out, member_id=1, copy_id=copy_id, card_id=1, now=venue.NOW)
    desk.do(lending.check_in, copy_id=1, now=venue.NOW)
    opened.close()
    connection = sqlite3.connect(venue_path)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("INSERT INTO closed_months (month, closed_at) VALUES ('2026-10', '2026-11-01T09:00:00')")
    connection.executescript(HALL)
    yield connection
    connection.close()


EVENT = (
    "INSERT OR REPLACE INTO events (id, action_id, day, at, kind, industrial, frontline, new_employment, quantity,"
    " minutes, source, source_id) VALUES ({id}, 3, '{day}', '{day}T09:00:00', 'loan', 0, 0, 0, 1, 0, 'loans', 1)"
)
LOAN = (
    "INSERT INTO loans (copy_id, member_id, rule_id, lent_at, due_at, tentative, renewals)"
    " VALUES ({copy}, 1, 1, '2026-11-20T09:00:00', '2026-12-20T09:00:00', 0, 0)"
)
ACTION = (
    "INSERT OR REPLACE INTO actions (id, at, user_id, command, slip, slip_values, schema, hash)"
    " VALUES ({id}, '2026-11-20T09:00:00', 1, 'x', 'x', '{{}}', 1, x'00')"
)
CHANGE = (
    "INSERT OR REPLACE INTO changes (action_id, n, table_name, row_id, digest)"
    " VALUES ({action}, {n}, 'loans', 1, x'00')"
)
VISIT = (
    "INSERT INTO events (action_id, day, at, kind, industrial, frontline, new_employment, quantity, minutes, source,"
    " source_id) VALUES ({action}, '2026-11-20', '2026-11-20T09:10:00', 'visit', 0, 0, 0, {n}, 0, 'doors', 1)"
)
UNDO = ACTION.format(id=99).replace("schema, hash", "schema, undoes, hash").replace("1, x'00'", "1, 4, x'00'")

HALL = """
    INSERT INTO spaces (id, zone_id, name, position) VALUES (1, 1, '东厅', 0);
    INSERT INTO rooms (id, zone_id, name, capacity, position, note) VALUES (1, 1, '东厅', 80, 0, '');
    INSERT INTO bookings (id, code, room_id, starts_at, ends_at, setup_minutes, teardown_minutes, state, caller, phone,
     purpose, expected, reason, note, made_at) VALUES (1, 'AAAAAAAA', 1, '2026-11-21T09:00:00', '2026-11-21T11:00:00',
     0, 0, 'booked', '合唱队', '', '', 30, '', '', '2026-11-20T09:00:00');
    INSERT INTO occupancy (id, booking_id, space_id, starts_at, ends_at)
     VALUES (1, 1, 1, '2026-11-21T09:00:00', '2026-11-21T11:00:00');
"""
OCCUPANCY = (
    "INSERT OR REPLACE INTO occupancy (id, booking_id, space_id, starts_at, ends_at) VALUES ({id}, 1, 1, {span})"
)

BREACHES = [
    ("occupancy_free", OCCUPANCY.format(id=2, span="'2026-11-21T10:59:59', '2026-11-21T12:00:00'")),
    ("occupancy_free", OCCUPANCY.format(id=2, span="'2026-11-21T08:00:00', '2026-11-21T09:00:01'")),
    ("occupancy_free", OCCUPANCY.format(id=2, span="'2026-11-20T00:00:00', '2026-11-22T00:00:00'")),
    ("occupancy_once", OCCUPANCY.format(id=1, span="'2026-11-21T12:00:00', '2026-11-21T13:00:00'")),
    ("occupancy_fixed", "UPDATE occupancy SET ends_at = '2026-11-21T10:00:00'"),
    ("ck_occupancy_span", OCCUPANCY.format(id=2, span="'2026-11-21T13:00:00', '2026-11-21T13:00:00'")),
    ("ck_bookings_span", "UPDATE bookings SET ends_at = starts_at"),
    ("ck_bookings_state", "UPDATE bookings SET state = 'x'"),
    ("ck_bookings_holder", "UPDATE bookings SET caller = ''"),
    ("ck_bookings_reason", "UPDATE bookings SET state = 'cancelled'"),
    ("ck_closed_months_reopened_with_reason", "UPDATE closed_months SET reopened_at = '2026-11-02T09:00:00'"),
    ("actions_fixed", "UPDATE actions SET reason = 'x' WHERE id = 3"),
    ("actions_kept", "DELETE FROM actions WHERE id = 3"),
    ("actions_in_order", ACTION.format(id=3)),
    ("changes_kept", "DELETE FROM changes WHERE action_id = 3"),
    ("changes_erased_only", "UPDATE changes SET after = '{}' WHERE action_id = 3"),
    ("changes_erased_only", "UPDATE changes SET before = NULL, after = NULL, salt = NULL, row_id = 9"),
    ("changes_in_order", CHANGE.format(action=3, n=99)),
    ("changes_once", CHANGE.format(action=5, n=0)),
    ("events_fixed", "UPDATE events SET quantity = 2"),
    ("events_once", EVENT.format(id=1, day="2026-11-20")),
    ("events_kept", "DELETE FROM events WHERE id = 1"),
    ("month_closed_insert", EVENT.format(id=99, day="2026-10-31")),
    ("visits_not_below_zero", VISIT.format(n=2, action=4) + "; " + VISIT.format(n=-3, action=4)),
    (
        "visits_stay_above_zero",
        f"{VISIT.format(n=2, action=4)}; {VISIT.format(n=-1, action=3)}; {UNDO}; "
        "DELETE FROM events WHERE quantity = 2",
    ),
    ("loans_of_stock", "UPDATE copies SET state = 'lost' WHERE id = 3; " + LOAN.format(copy=3)),
    ("loans_stay_of_stock", "UPDATE copies SET state = 'lost' WHERE id = 1; "
     "UPDATE loans SET returned_at = NULL, outcome = NULL WHERE copy_id = 1"),
    ("copies_lent_in_stock", "UPDATE copies SET state = 'withdrawn' WHERE id = 2"),
    ("loans.copy_id", LOAN.format(copy=2)),
    ("cards.number", "UPDATE cards SET number = '1001' WHERE id = 2"),
    ("ck_cards_ended", "UPDATE cards SET state = 'lost' WHERE id = 2"),
    ("ck_cards_kind", "UPDATE cards SET kind = 'x' WHERE id = 2"),
    ("ck_copies_state", "UPDATE copies SET state = 'gone' WHERE id = 3"),
    ("copies.barcode", "UPDATE copies SET barcode = 'B001' WHERE id = 3"),
    ("ck_loans_due", "UPDATE loans SET due_at = '2020-01-01T00:00:00'"),
    ("ck_loans_due_at_time", "UPDATE loans SET due_at = 'tomorrow'"),
    ("ck_loans_ended", "UPDATE loans SET outcome = NULL WHERE id = 1"),
    ("ck_loans_returned", "UPDATE loans SET returned_at = '2020-01-01T00:00:00' WHERE id = 1"),
    ("ck_events_kind", EVENT.format(id=99, day="2026-11-20").replace("'loan'", "'x'")),
    ("ck_events_day_is_of_at", EVENT.format(id=99, day="2026-11-20").replace("'2026-11-20T", "'2026-11-19T")),
    ("ck_users_manager_password", "UPDATE users SET password = NULL WHERE id = 1"),
    ("", "DELETE FROM members WHERE id = 1"),
    ("", "UPDATE copies SET title_id = 77"),
]


@pytest.mark.parametrize(("guard", "breach"), BREACHES, ids=[f"{n}-{g}" for n, (g, _) in enumerate(BREACHES)])
def test_plain_sql_cannot_break_a_guard(raw: sqlite3.Connection, guard: str, breach: str) -> None:
    *before, last = breach.split("; ")
    for statement in before:
        raw.execute(statement)
    with pytest.raises(sqlite3.IntegrityError) as refused:
        raw.execute(last)
    assert guard_of(refused.value) == guard


def test_an_event_of_a_closed_month_cannot_go_even_by_an_undo(raw: sqlite3.Connection) -> None:
    raw.execute("INSERT INTO closed_months (month, closed_at) VALUES ('2026-11', '2026-12-01T09:00:00')")
    raw.execute(ACTION.format(id=99).replace("schema, hash", "schema, undoes, hash").replace("1, x'00'", "1, 3, x'00'"))
    with pytest.raises(sqlite3.IntegrityError, match="^month_closed_delete: "):
        raw.execute("DELETE FROM events WHERE action_id = 3")


def test_every_guard_has_a_breach() -> None:
    assert set(guards.TRIGGERS) - {g for g, _ in BREACHES} == {"month_closed_delete"}


def test_a_change_can_be_erased_and_the_chain_still_verifies(raw: sqlite3.Connection, venue_path: Path) -> None:
    raw.execute("UPDATE changes SET before = NULL, after = NULL, salt = NULL WHERE action_id = 2")
    raw.commit()
    opened = file.open_file(venue_path)
    with Session(opened.reader) as session:
        assert list(journal.broken_links(session)) == []
    opened.close()


def test_triggers_that_are_missing_changed_or_foreign_are_named_and_laid_anew(
    raw: sqlite3.Connection, venue_path: Path
) -> None:
    assert guards.differing(raw) == []
    raw.execute("DROP TRIGGER actions_kept")
    raw.execute("DROP TRIGGER events_kept")
    raw.execute("CREATE TRIGGER events_kept BEFORE DELETE ON events BEGIN SELECT 1; END")
    raw.execute('CREATE TRIGGER "odd "" name" AFTER INSERT ON loans BEGIN DELETE FROM titles; END')
    raw.commit()
    assert guards.differing(raw) == ["actions_kept", "events_kept", 'odd " name']
    opened = file.open_file(venue_path)
    with opened.writer.begin() as connection:
        guards.install(connection)
    opened.close()
    assert guards.differing(raw) == []


def test_undo_and_its_undo_pass_the_guards(venue_path: Path) -> None:
    opened = file.open_file(venue_path)
    desk = venue.desk_of(opened)
    desk.do(lending.check_out, member_id=1, copy_id=1, card_id=1, now=venue.NOW)
    for action_id in (3, 4, 5):  # the loan, its undo, the undo of that
        desk.do(journal.undo, action_id=action_id, now=venue.NOW)
    with sqlite3.connect(venue_path) as raw:
        assert raw.execute("SELECT (SELECT count(*) FROM loans), (SELECT count(*) FROM events)").fetchone() == (0, 0)
    desk.do(journal.undo, action_id=6, now=venue.NOW)
    with sqlite3.connect(venue_path) as raw:
        assert raw.execute("SELECT (SELECT count(*) FROM loans), (SELECT count(*) FROM events)").fetchone() == (1, 1)
    opened.close()


def test_a_lost_copy_lent_again_can_be_undone_and_done_again(venue_path: Path) -> None:
    opened = file.open_file(venue_path)
    desk = venue.desk_of(opened)
    desk.do(lending.report_lost, copy_id=1, now=venue.NOW)
    desk.do(lending.check_out, member_id=1, copy_id=1, card_id=1, now=venue.NOW, accepted=("CopyWasLost",))
    desk.do(lending.report_lost, copy_id=1, now=venue.NOW)
    for action_id in (5, 4, 7, 6):
        desk.do(journal.undo, action_id=action_id, now=venue.NOW)
    opened.close()


def test_nothing_of_a_closed_month_is_undone(raw: sqlite3.Connection, venue_path: Path) -> None:
    raw.execute("INSERT INTO closed_months (month, closed_at) VALUES ('2026-11', '2026-12-01T09:00:00')")
    raw.commit()
    opened = file.open_file(venue_path)
    with pytest.raises(Refused) as refused:
        venue.desk_of(opened).do(journal.undo, action_id=4, now=venue.NOW)
    assert str(refused.value).startswith("Its day lies in a closed month.")
    opened.close()


def test_the_founding_cannot_be_undone(venue_path: Path) -> None:
    opened = file.open_file(venue_path)
    with pytest.raises(Refused, match="^This cannot be taken back. Restore a copy instead.$"):
        venue.desk_of(opened).do(journal.undo, action_id=1, now=venue.NOW)
    opened.close()
