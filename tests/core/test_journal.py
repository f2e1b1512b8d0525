import json
from datetime import datetime

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.room import LIBRARIAN, MANAGER, Room
from tests.stories import scene
from venuedesk.core import events, history, house, journal, lending
from venuedesk.core.books import Title
from venuedesk.core.people import Member


def lent(room: Room) -> tuple[int, int]:
    member, copy = room.member(), room.copy()
    room.lend(member, copy, card_id=room.card(member))
    return member, copy


def undo(room: Room, action: int) -> journal.Undone:
    return room.do(journal.undo, action_id=action)


def image(room: Room, *tables: str) -> dict:
    return {table: room.rows(f"SELECT * FROM {table} ORDER BY id") for table in tables}


RECORDS = ("loans", "holds", "copies", "members", "cards", "titles", "events", "settings", "users")


# ---------------------------------------------------------------- what is kept


def test_a_gesture_is_one_action_with_its_rows_before_and_after(room: Room):
    _, copy = lent(room)
    room.later(minutes=1)
    room.take_back(copy)
    action = room.last_action()
    (row,) = room.rows(
        "SELECT at, user_id, command, slip, accepted, reason, undoes FROM actions WHERE id = :a", a=action
    )
    assert row == ("2026-11-20T09:01:00", LIBRARIAN, "lending.check_in", "CheckedIn", None, None, None)
    ((table, before, after),) = room.rows(
        "SELECT table_name, before, after FROM changes WHERE action_id = :a", a=action
    )
    assert table == "loans"
    assert json.loads(before) == {"returned_at": None, "outcome": None}
    assert json.loads(after) == {"returned_at": "2026-11-20T09:01:00", "outcome": "returned"}


def test_what_was_accepted_and_why_is_kept(room: Room):
    room.lend(room.member(), room.copy(), "WithoutCard", reason="证在路上")
    ((accepted, reason),) = room.rows("SELECT accepted, reason FROM actions ORDER BY id DESC LIMIT 1")
    assert (json.loads(accepted), reason) == (["WithoutCard"], "证在路上")


def test_a_lend_and_a_return_cost_at_most_900_bytes_of_journal(room: Room):
    member, copy = room.member("欧阳建国", phone="13800000001"), room.copy("B000001", "平凡的世界")
    card = room.card(member, "6217000001")
    before = journal_bytes(room)
    for _ in range(20):
        room.lend(member, copy, "none", card_id=card)
        room.later(hours=1)
        room.take_back(copy)
    per_lend_and_return = (journal_bytes(room) - before) / 20
    assert 500 < per_lend_and_return <= 900


def journal_bytes(room: Room) -> int:
    """Every value of the journal's rows and index entries, with a byte of header for each and six for each cell."""
    columns = {
        "actions": ("at", "command", "slip", "slip_values", "accepted", "reason", "hash"),
        "changes": ("table_name", "before", "after", "salt", "digest"),
    }
    cells = {"actions": (10, 1), "changes": (8, 2)}  # values of a row, and in how many trees it has an entry
    total = 0
    for table, names in columns.items():
        values, trees = cells[table]
        lengths = " + ".join(f"coalesce(length(CAST({n} AS BLOB)), 0)" for n in names)
        again = "length(table_name) + 8" if table == "changes" else "0"
        sql = f"SELECT count(*), sum({lengths}), sum({again}) FROM {table}"
        ((rows, held, indexed),) = room.rows(sql)
        total += held + indexed + rows * (values + 6 * trees + 8)
    return total


def test_nothing_changed_is_no_action(room: Room):
    before = room.last_action()
    room.desk.sit_down(MANAGER)
    values = room.desk.ask(house.settings, day=room.clock.date())
    room.desk.do(house.set_settings, values=values, valid_from=room.clock.date())
    assert room.last_action() == before


def test_imported_rows_are_journalled_with_their_defaults_and_can_be_undone(room: Room):
    rows = [{"title": f"书{n}", "created_at": room.clock} for n in range(journal.BLOCK + 2)]
    before = image(room, *RECORDS)

    def deed(session: Session) -> None:
        ids = journal.insert_many(session, Title.__table__, rows)
        assert len(ids) == len(rows)

    scene.write(room.file, room.clock, deed)
    found = room.rows("SELECT count(*), count(DISTINCT isbn), min(gift) FROM titles WHERE title LIKE '书%'")
    assert found == [(len(rows), 1, 0)]
    assert room.rows("SELECT count(*) FROM changes WHERE table_name = 'titles'") == [(len(rows),)]
    assert room.faults() == []
    room.desk.sit_down(MANAGER)
    undo(room, room.last_action())
    assert image(room, *RECORDS) == before
    assert room.faults() == []


def test_bulk_writes_that_the_journal_would_not_see_are_refused(room: Room):
    with pytest.raises(RuntimeError, match="insert_many"):
        scene.write(room.file, room.clock, lambda session: session.execute(update(Title).values(title="")) and None)


def test_nothing_is_touched_after_its_action_is_written(room: Room):
    def deed(session: Session) -> None:
        session.add(Title(title="一", created_at=room.clock))
        journal.write(session, scene.SceneSet())
        session.add(Title(title="二", created_at=room.clock))

    with pytest.raises(RuntimeError, match="after its action was written"):
        scene.write(room.file, room.clock, deed)
    assert room.rows("SELECT count(*) FROM titles") == [(0,)]


def test_a_value_set_to_what_it_was_is_no_change(room: Room):
    member = room.member()
    before = room.last_action()

    def deed(session: Session) -> None:
        found = session.get_one(Member, member)
        found.name = str(found.name)

    scene.write(room.file, room.clock, deed)
    assert room.last_action() == before


def test_there_is_no_gesture_outside_of_the_desk(room: Room):
    with Session(room.file.reader) as session, pytest.raises(LookupError):
        journal.gesture(session)


def test_a_deleted_row_is_kept_whole_and_comes_back_by_undo(room: Room):
    hold = {"title_id": room.title(), "member_id": room.member(), "placed_at": room.clock}
    scene.write(room.file, room.clock, lambda session: session.add(lending.Hold(**hold)))
    before = image(room, "holds")
    scene.write(room.file, room.clock, lambda session: session.delete(session.get_one(lending.Hold, 1)))
    assert image(room, "holds") == {"holds": []}
    room.desk.sit_down(MANAGER)
    undo(room, room.last_action())
    assert image(room, "holds") == before


# ---------------------------------------------------------------- the chain


SEAL, DIGEST = "the action does not match its seal", "a changed row does not match its digest"


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE actions SET at = '2026-11-19T09:00:00' WHERE id = 5", SEAL),
        ("UPDATE actions SET user_id = 1 WHERE id = (SELECT max(id) FROM actions)", SEAL),
        ("UPDATE actions SET slip_values = '{}' WHERE id = (SELECT max(id) FROM actions)", SEAL),
        ("UPDATE actions SET reason = '' WHERE id = (SELECT max(id) FROM actions)", SEAL),
        ("UPDATE actions SET hash = zeroblob(32) WHERE id = 4", SEAL),
        ("UPDATE changes SET after = replace(after, '张国胜', '张国强')", DIGEST),
        ("UPDATE changes SET before = '' WHERE before IS NULL", DIGEST),
        ("UPDATE changes SET row_id = row_id + 1 WHERE table_name = 'loans'", DIGEST),
        ("UPDATE changes SET table_name = 'holds' WHERE table_name = 'loans'", DIGEST),
        ("UPDATE changes SET salt = zeroblob(8) WHERE table_name = 'loans'", DIGEST),
        ("UPDATE changes SET salt = NULL WHERE table_name = 'loans'", DIGEST),
        ("UPDATE changes SET digest = zeroblob(32), salt = NULL, before = NULL, after = NULL WHERE row_id = 1",
         SEAL),
        ("DELETE FROM changes WHERE table_name = 'loans'", SEAL),
        ("DELETE FROM changes", SEAL),
        ("DELETE FROM actions WHERE id = 4", SEAL),
        ("DELETE FROM actions WHERE id = (SELECT max(id) FROM actions)", "changed rows without their action"),
        ("DELETE FROM changes WHERE action_id = (SELECT max(id) FROM actions);"
         " DELETE FROM actions WHERE id = (SELECT max(id) FROM actions)", "the newest actions are missing"),
        ("UPDATE changes SET before = before || '|' || after, after = '' WHERE before IS NOT NULL", DIGEST),
    ],
)  # fmt: skip
def test_the_chain_detects_every_kind_of_tampering(room: Room, statement, fault):
    _, copy = lent(room)
    room.take_back(copy)
    assert room.faults() == []
    room.tamper(statement)
    assert fault in [words for _action, words in broken(room)]


def broken(room: Room) -> list[tuple[int, str]]:
    with Session(room.file.reader) as session:
        return list(journal.broken_links(session))


def test_the_chain_names_the_action_that_was_tampered_with_and_those_that_are_missing(room: Room):
    _, copy = lent(room)
    loan = room.last_action()
    room.take_back(copy)
    back = room.last_action()
    room.tamper(f"UPDATE changes SET after = '' WHERE action_id = {loan}")
    assert broken(room) == [(loan, DIGEST)]
    room.tamper(f"UPDATE actions SET reason = 'none' WHERE id = {back}")
    assert broken(room) == [(loan, DIGEST), (back, SEAL)]
    room.tamper(f"DELETE FROM actions WHERE id = {back}")
    assert broken(room) == [
        (loan, DIGEST),
        (back, "changed rows without their action"),
        (back, "the newest actions are missing"),
    ]


def test_an_erased_person_leaves_a_chain_that_verifies(room: Room):
    member, _ = lent(room)
    scene.write(room.file, room.clock, lambda session: history.erase(session, rows=[("members", member)]))
    with Session(room.file.reader) as session:
        assert list(journal.broken_links(session)) == []
    assert room.rows("SELECT count(*) FROM changes WHERE table_name = 'members' AND after IS NOT NULL") == [(0,)]


# ---------------------------------------------------------------- the tape


def test_the_tape_shows_today_s_gestures_the_newest_first_and_what_was_undone(room: Room):
    member, copy = lent(room)
    room.take_back(copy)
    undo(room, room.last_action())
    rows = room.desk.ask(journal.today, now=room.clock, limit=3)
    assert [(r.command, r.undone, r.user) for r in rows] == [
        ("journal.undo", False, "陈馆员"),
        ("lending.check_in", True, "陈馆员"),
        ("lending.check_out", False, "陈馆员"),
    ]
    assert rows[0].text == "Undone: “活着” returned by 张国胜"
    assert member == 1


def test_the_tape_begins_anew_each_day(room: Room):
    lent(room)
    room.later(days=1)
    assert room.desk.ask(journal.today, now=room.clock) == []
    assert room.desk.ask(journal.last_own_action, user_id=LIBRARIAN, now=room.clock) is None


def test_an_undone_undo_stands_again_on_the_tape(room: Room):
    lent(room)
    loan = room.last_action()
    undo(room, loan)
    undo(room, room.last_action())
    rows = {r.id: r.undone for r in room.desk.ask(journal.today, now=room.clock)}
    assert (rows[loan], rows[loan + 1], rows[loan + 2]) == (False, True, False)
    assert room.desk.ask(journal.last_own_action, user_id=LIBRARIAN, now=room.clock) == loan


def test_the_tape_speaks_through_present_names(room: Room):
    member, _ = lent(room)
    loan = room.last_action()

    def rename(session: Session) -> None:
        session.get_one(Member, member).name = "张国强"

    scene.write(room.file, room.clock, rename)
    texts = {r.id: r.text for r in room.desk.ask(journal.today, now=room.clock)}
    assert texts[loan] == "“活着” lent to 张国强, due Sun 12/20"


def test_the_time_of_the_newest_entry_is_known(room: Room):
    lent(room)
    with Session(room.file.reader) as session:
        assert journal.last_entry_at(session) == room.clock
        assert session.scalars(select(events.Event.kind)).all() == ["loan"]


@pytest.mark.parametrize(
    ("value", "text"),
    [(True, 1), (False, 0), (7, 7), (None, None), ("字", "字"), (datetime(2026, 11, 20, 9), "2026-11-20T09:00:00"),
     (datetime(2026, 11, 20).date(), "2026-11-20")],
)  # fmt: skip
def test_a_value_is_kept_as_it_stands_in_the_file(value, text):
    assert journal.plain(value) == text
