"""What a gesture leaves in the journal, value by value."""

import json
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.room import LIBRARIAN, MANAGER, Room
from tests.stories import scene
from venuedesk.core import journal, lending
from venuedesk.core.books import Copy, Title
from venuedesk.core.events import Event
from venuedesk.core.journal.gathering import digest
from venuedesk.core.journal.tables import SCHEMA
from venuedesk.core.lending import Hold

NOW = "2026-11-20T09:00:00"


def changes(room: Room, action: int) -> list[tuple[Any, ...]]:
    """The changes of an action in their order: table, row, before and after as values."""
    rows = room.rows(
        "SELECT n, table_name, row_id, before, after FROM changes WHERE action_id = :a ORDER BY n", a=action
    )
    assert [row[0] for row in rows] == list(range(len(rows)))
    return [
        (table, row_id, before and json.loads(before), after and json.loads(after))
        for _n, table, row_id, before, after in rows
    ]


def test_a_new_row_is_kept_whole_without_its_number_and_what_it_lacks(room: Room) -> None:
    member, copy = room.member(), room.copy()
    room.lend(member, copy)
    (loan,) = changes(room, room.last_action())
    ((rule,),) = room.rows("SELECT rule_id FROM loans")
    values = {"copy_id": copy, "member_id": member, "rule_id": rule, "lent_at": NOW, "due_at": "2026-12-20T23:59:59"}
    assert loan == ("loans", 1, None, values | {"tentative": 0, "renewals": 0})


def test_a_changed_row_is_kept_by_its_changed_columns_alone(room: Room) -> None:
    copy = room.copy(state="repair")
    room.do(lending.mark_found, copy_id=copy)
    assert changes(room, room.last_action()) == [("copies", copy, {"state": "repair"}, {"state": "in_stock"})]


def test_a_deleted_row_is_kept_as_it_was(room: Room) -> None:
    hold = {"title_id": room.title(), "member_id": room.member(), "placed_at": room.clock}
    scene.write(room.file, room.clock, lambda session: session.add(Hold(**hold)))
    scene.write(room.file, room.clock, lambda session: session.delete(session.get_one(Hold, 1)))
    was = {"title_id": 1, "member_id": 1, "placed_at": NOW, "state": "waiting"}
    assert changes(room, room.last_action()) == [("holds", 1, was, None)]


def test_an_action_keeps_who_when_what_and_every_yes_in_order(room: Room) -> None:
    member, copy = room.member(expires="2026-11-19"), room.copy(state="lost")
    room.lend(member, copy, "WithoutCard", "MembershipExpired", "CopyWasLost", reason="认识")
    (row,) = room.rows(
        "SELECT at, user_id, command, slip, slip_values, accepted, reason, undoes, schema, length(hash) FROM actions"
        " ORDER BY id DESC LIMIT 1"
    )
    slip = {"loan_id": 1, "copy_id": copy, "member_id": member, "due_at": "2026-12-20T23:59:59", "tentative": False}
    assert (row[:4], json.loads(row[4])) == (
        (NOW, LIBRARIAN, "lending.check_out", "CheckedOut"),
        slip | {"outstanding": 1},
    )
    assert json.loads(row[5]) == ["CopyWasLost", "MembershipExpired", "WithoutCard"]
    assert row[6:] == ("认识", None, SCHEMA, 32)


def test_every_change_has_a_salt_of_its_own_and_the_digest_of_its_values(room: Room) -> None:
    room.lend(room.member(), room.copy())
    rows = room.rows("SELECT table_name, row_id, before, after, salt, digest FROM changes WHERE salt IS NOT NULL")
    assert len({row[4] for row in rows}) == len(rows) > 5
    assert {len(row[4]) for row in rows} == {8}
    for table, row_id, before, after, salt, kept in rows:
        change = {"table_name": table, "row_id": row_id, "before": before, "after": after, "salt": salt}
        assert digest(change) == kept


@pytest.mark.parametrize(
    "other",
    [
        {"table_name": "holds"},
        {"row_id": 2},
        {"before": None},
        {"before": "ab", "after": "c"},
        {"before": "", "after": "abc"},
        {"after": None},
        {"salt": b"87654321"},
    ],
)
def test_another_value_anywhere_has_another_digest(other: dict[str, Any]) -> None:
    change = {"table_name": "loans", "row_id": 1, "before": "a", "after": "bc", "salt": b"12345678"}
    assert digest(change | other) != digest(change)


def test_a_row_that_came_and_one_that_went_have_other_digests() -> None:
    change = {"table_name": "loans", "row_id": 1, "salt": b"12345678"}
    assert digest(change | {"before": None, "after": "a"}) != digest(change | {"before": "a", "after": None})


def test_imported_rows_stand_in_their_order_as_the_journal_has_them(room: Room) -> None:
    title = room.title()
    room.copy("B0")
    rows: list[dict[str, Any]] = [
        {"title_id": title, "barcode": f"N{n}", "acquired_on": date(2026, 11, n + 1), "accession": f"A{n}"}
        for n in range(3)
    ]
    ids: list[range] = []
    scene.write(room.file, room.clock, lambda session: ids.append(journal.insert_many(session, Copy.__table__, rows)))
    assert ids == [range(2, 5)]
    found = room.rows("SELECT id, title_id, barcode, acquired_on, accession, state FROM copies WHERE id > 1")
    assert found == [(n + 2, title, f"N{n}", f"2026-11-0{n + 1}", f"A{n}", "in_stock") for n in range(3)]
    for (table, row_id, before, after), row in zip(changes(room, room.last_action()), rows, strict=True):
        assert (table, before) == ("copies", None)
        assert after.items() >= {**row, "acquired_on": row["acquired_on"].isoformat(), "state": "in_stock"}.items()
        assert room.rows("SELECT barcode FROM copies WHERE id = :id", id=row_id) == [(row["barcode"],)]
        assert "id" not in after
        assert None not in after.values()


def test_blocks_of_an_import_hold_every_row_once_in_order(room: Room) -> None:
    most = 2 * journal.BLOCK + 1
    rows = [{"title": f"书{n}", "created_at": datetime(2026, 11, 20, 9), "gift": n % 2 == 0} for n in range(most)]
    scene.write(room.file, room.clock, lambda session: journal.insert_many(session, Title.__table__, rows) and None)
    stored = [(f"书{n}", NOW, int(n % 2 == 0)) for n in range(most)]
    assert room.rows("SELECT title, created_at, gift FROM titles ORDER BY id") == stored
    kept = [
        (after["title"], after["created_at"], after["gift"]) for _t, _i, _b, after in changes(room, room.last_action())
    ]
    assert kept == stored


def test_imported_events_are_their_own_history_and_go_with_the_undo_of_their_action(room: Room) -> None:
    copy = room.copy()
    most = journal.BLOCK + 1
    touched: list[tuple[str, int]] = []

    def deed(session: Session) -> None:
        event = {
            "action_id": journal.action_id(session),
            "day": room.clock.date(),
            "at": room.clock,
            "kind": "in_house",
        }
        one = {**event, "zone_id": 1, "source": "copies", "source_id": copy}
        journal.insert_many(session, Event.__table__, [one] * most)
        session.add(Title(title="一", created_at=room.clock))
        session.flush()
        touched.extend(journal.gesture(session).touched)

    scene.write(room.file, room.clock, deed)
    imported = room.last_action()
    assert touched == [*(("events", n) for n in range(1, most + 1)), ("titles", 2)]
    assert [table for table, *_rest in changes(room, imported)] == ["titles"]
    assert room.rows("SELECT count(*), sum(quantity), max(minutes) FROM events") == [(most, most, 0)]
    room.desk.sit_down(MANAGER)
    room.do(journal.undo, action_id=imported)
    assert room.rows("SELECT count(*) FROM events") == [(0,)]
    assert room.faults() == []


def test_nothing_is_inserted_by_an_empty_import(room: Room) -> None:
    before = room.last_action()
    scene.write(room.file, room.clock, lambda session: journal.insert_many(session, Title.__table__, []) and None)
    assert room.last_action() == before


def test_what_is_written_outside_of_a_gesture_says_where_it_belongs(room: Room) -> None:
    with Session(room.file.reader) as session, pytest.raises(LookupError, match="nothing is written outside of Desk"):
        journal.gesture(session)


def test_the_row_that_came_after_its_action_is_named(room: Room) -> None:
    def deed(session: Session) -> None:
        session.add(Title(title="一", created_at=room.clock))
        journal.write(session, scene.SceneSet())
        session.add(Title(title="二", created_at=room.clock))

    with pytest.raises(RuntimeError, match="^titles 2 was touched after its action was written$"):
        scene.write(room.file, room.clock, deed)
