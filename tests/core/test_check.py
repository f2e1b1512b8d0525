import sqlite3
from pathlib import Path

import pytest

from tests.core import venue
from venuedesk.core import check, file, guards, journal, lending

DAY = "2026-11-20"


@pytest.fixture
def lent(venue_path: Path) -> Path:
    """Copy 1 lent, taken back and lent again; copy 2 lent and undone, and the undo undone and done again."""
    opened = file.open_file(venue_path)
    desk = venue.desk_of(opened)
    desk.do(lending.check_out, member_id=1, copy_id=1, card_id=1, now=venue.NOW)  # 3
    desk.do(lending.check_in, copy_id=1, now=venue.NOW)
    desk.do(lending.check_out, member_id=2, copy_id=1, card_id=2, now=venue.NOW)
    desk.do(lending.check_out, member_id=2, copy_id=2, card_id=2, now=venue.NOW)  # 6
    for action_id in (6, 7, 8):
        desk.do(journal.undo, action_id=action_id, now=venue.NOW)
    opened.close()
    return venue_path


def damage(path: Path, *statements: str, guarded: bool = False) -> None:
    """Do what no guard allows, and lay the guards again."""
    raw = sqlite3.connect(path)
    if not guarded:
        for name in guards.TRIGGERS:
            raw.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        raw.execute(statement)
    if not guarded:
        for sql in guards.TRIGGERS.values():
            raw.execute(sql)
    raw.commit()
    raw.close()


def test_a_sound_file_is_sound(lent: Path) -> None:
    assert check.check_file(lent) == []


EVENT = (
    "INSERT INTO events (id, action_id, day, at, kind, industrial, frontline, new_employment, quantity, minutes,"
    f" source, source_id) VALUES (99, {{action}}, '{DAY}', '{DAY}T09:00:00', '{{kind}}',"
    " 0, 0, 0, 1, 0, 'loans', {loan})"
)
DAMAGE = [
    ("Copy 1 is on loan but not in stock.", "UPDATE copies SET state = 'lost' WHERE id = 1"),
    ("Loan 1 was never counted.", "DELETE FROM events WHERE source_id = 1 AND kind = 'loan'"),
    ("Loan 1 was counted more than once, or its end was.", EVENT.format(action=3, kind="lost", loan=1)),
    ("The end of loan 2 was counted, but it is open.", EVENT.format(action=3, kind="return", loan=2)),
    ("Event 99 counts a loan that is not there.", EVENT.format(action=3, kind="loan", loan=77)),
    ("A reference is broken in table cards, row 1.", "UPDATE cards SET member_id = 77 WHERE id = 1"),
    ("Action 3: the action does not match its seal.", "UPDATE actions SET reason = 'x' WHERE id = 3"),
    ("Action 3: a changed row does not match its digest.", "UPDATE changes SET after = '{}' WHERE action_id = 3"),
    ("Row 2 of loans is gone.", "DELETE FROM loans WHERE id = 2"),
    (
        "Row 3 of loans is there though it was deleted.",
        "INSERT INTO loans (id, copy_id, member_id, card_id, rule_id, lent_at, due_at, tentative, renewals,"
        " returned_at, outcome) SELECT 3, copy_id, member_id, card_id, rule_id, lent_at, due_at, tentative, renewals,"
        " returned_at, outcome FROM loans WHERE id = 1",
    ),
    ("Row 1 of members was changed past the journal: name.", "UPDATE members SET name = '王五' WHERE id = 1"),
]


@pytest.mark.parametrize(("sentence", "statement"), DAMAGE, ids=[s for s, _ in DAMAGE])
def test_each_damage_is_said_in_a_sentence(lent: Path, sentence: str, statement: str) -> None:
    damage(lent, statement)
    assert sentence in check.check_file(lent)


def test_a_copy_on_loan_twice_is_said_beside_the_missing_index(lent: Path) -> None:
    damage(lent, "DROP INDEX uq_loans_open_copy", "UPDATE loans SET returned_at = NULL, outcome = NULL")
    found = check.check_file(lent)
    assert found[:2] == ["The tables are not those of this version of the program.", "Copy 1 is on loan twice."]


def test_a_missing_table_ends_the_check(lent: Path) -> None:
    damage(lent, "PRAGMA foreign_keys = OFF", "DROP TABLE holds")
    assert check.check_file(lent) == ["The tables are not those of this version of the program."]


def test_a_change_of_a_table_of_former_times_is_left_out(lent: Path) -> None:
    damage(lent, "UPDATE changes SET table_name = 'gone' WHERE action_id = 5")
    assert check.check_file(lent) == ["Action 5: a changed row does not match its digest."]


def test_a_missing_guard_is_named(lent: Path) -> None:
    damage(lent, "DROP TRIGGER events_kept", guarded=True)
    assert check.check_file(lent) == ["The guard events_kept is missing or changed."]


def test_many_like_sentences_are_counted(lent: Path) -> None:
    damage(lent, *(EVENT.format(action=3, kind="renewal", loan=n).replace("(99", f"({n}") for n in range(100, 130)))
    found = check.check_file(lent)
    assert len(found) == check.SHOWN + 1
    assert found[-1] == "… and 10 more like this."


def test_an_erased_person_is_left_out(lent: Path) -> None:
    raw = sqlite3.connect(lent)
    raw.execute("UPDATE changes SET before = NULL, after = NULL, salt = NULL WHERE table_name = 'members'")
    raw.execute("UPDATE members SET name = '', erased_at = '2026-11-20T09:00:00'")
    raw.commit()
    raw.close()
    assert check.check_file(lent) == []


def test_damaged_pages_are_said(lent: Path) -> None:
    raw = sqlite3.connect(lent)
    (page,) = raw.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'loans'").fetchone()
    (size,) = raw.execute("PRAGMA page_size").fetchone()
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()
    with lent.open("r+b") as stream:
        stream.seek((page - 1) * size)
        stream.write(b"\xff" * size)
    assert check.check_file(lent)[0].startswith("The file is damaged: ")
    with lent.open("r+b") as stream:
        stream.seek(size)
        stream.truncate()
    assert check.check_file(lent)[0].startswith("The file is damaged")


def test_what_is_no_file_of_ours_is_said(tmp_path: Path) -> None:
    assert check.check_file(tmp_path / "none.db") == [
        "The file or folder is not there. Plug the drive in, or choose another folder."
    ]
