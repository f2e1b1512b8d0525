import hashlib
import json
import shutil
import sqlite3
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tests.core import venue
from venuedesk.core import backups, check, file, guards, house, journal, lending
from venuedesk.core.backups import taking
from venuedesk.core.errors import Refused, StorageTrouble
from venuedesk.core.migrations import HEAD

NOW = venue.NOW
LATER = NOW + timedelta(hours=3)


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


# ---------------------------------------------------------------- taking


def test_a_copy_of_a_file_at_work_is_whole_checked_and_says_what_is_in_it(venue_path: Path) -> None:
    opened = file.open_file(venue_path)
    desk = venue.desk_of(opened)
    desk.do(lending.check_out, member_id=1, copy_id=1, card_id=1, now=NOW)
    folder = venue_path.parent / "copies 备份"
    copy = backups.take(venue_path, folder, kind=backups.BY_HAND, now=NOW)
    assert copy.counts == {"members": 3, "titles": 2, "copies": 4, "loans": 1, "actions": 3}
    assert (copy.taken_at, copy.kind, copy.version, copy.whole) == (NOW, "by_hand", HEAD, True)
    assert names(folder) == ["venuedesk-20261120-090000-by_hand.db", "venuedesk-20261120-090000-by_hand.json"]
    assert backups.take(venue_path, folder, kind=backups.BY_HAND, now=NOW).path.name.endswith("by_hand-1.db")
    assert [c.path.name[-4:] for c in backups.copies(folder)] == ["d.db", "1.db"]
    assert check.check_file(copy.path) == []
    opened.close()


def test_a_copy_that_fails_its_check_is_never_left_behind(venue_path: Path) -> None:
    raw = sqlite3.connect(venue_path)
    raw.execute("UPDATE cards SET member_id = 77")
    raw.commit()
    folder = venue_path.parent / backups.FOLDER
    with pytest.raises(StorageTrouble, match="a broken reference in cards"):
        backups.take(venue_path, folder, kind=backups.DAILY, now=NOW)
    raw.execute("UPDATE cards SET member_id = 1")
    raw.execute("PRAGMA application_id = 7")
    raw.commit()
    with pytest.raises(StorageTrouble, match="foreign"):
        backups.take(venue_path, folder, kind=backups.DAILY, now=NOW)
    raw.close()
    assert names(folder) == []
    with pytest.raises(StorageTrouble, match="missing|io"):
        backups.take(venue_path.parent / "none.db", folder, kind=backups.DAILY, now=NOW)
    assert not (venue_path.parent / "none.db").exists()


def test_a_copy_with_a_broken_page_is_refused(venue_path: Path) -> None:
    copy = backups.take(venue_path, venue_path.parent / "c", kind=backups.DAILY, now=NOW)
    raw = sqlite3.connect(copy.path)
    (page,) = raw.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'ix_cards_number'").fetchone()
    raw.close()
    with copy.path.open("r+b") as stream:
        stream.seek((page - 1) * 4096)
        stream.write(b"\x0a\xff" * 2000)

    with pytest.raises(StorageTrouble, match="corrupt"):
        taking.checked(copy.path)


# ---------------------------------------------------------------- every day, in two places


def test_one_copy_a_day_in_both_places(venue_path: Path, tmp_path: Path) -> None:
    second = tmp_path / "第二处"
    missing = backups.daily(venue_path, second=second, now=NOW)
    assert missing.new
    assert missing.second is None
    assert missing.trouble is not None
    assert missing.trouble.kind == "missing"
    second.mkdir()
    again = backups.daily(venue_path, second=second, now=LATER)
    assert not again.new
    assert again.second is not None
    assert again.second.path.read_bytes() == again.copy.path.read_bytes()
    once_more = backups.daily(venue_path, second=second, now=LATER)
    assert (once_more.copy, once_more.second) == (again.copy, again.second)
    assert backups.daily(venue_path, second=None, now=NOW + timedelta(days=1)).new
    assert len(backups.copies(venue_path.parent / backups.FOLDER)) == 2


def test_a_copy_with_fewer_actions_than_the_file_had_does_not_count() -> None:
    taking.check_nothing_lost(7, 7)
    taking.check_nothing_lost(8, 7)  # one was written while the copy was taken
    with pytest.raises(StorageTrouble, match="copy_broken: 6 actions, not 7"):
        taking.check_nothing_lost(6, 7)


def test_what_reaches_the_second_place_changed_does_not_count(venue_path: Path, tmp_path: Path) -> None:
    copy = backups.take(venue_path, venue_path.parent / "c", kind=backups.DAILY, now=NOW)
    with copy.path.open("r+b") as stream:
        stream.seek(5000)
        stream.write(b"flip")
    with pytest.raises(StorageTrouble, match="copy_broken"):
        backups.to_second_place(copy, tmp_path)
    assert list(tmp_path.glob("*venuedesk-*")) == []


def test_a_folder_lists_only_copies_with_their_manifest(venue_path: Path) -> None:
    folder = venue_path.parent / "c"
    assert backups.copies(folder) == []
    copy = backups.take(venue_path, folder, kind=backups.DAILY, now=NOW)
    for name, words in (("a", None), ("b", "[]"), ("c", "{"), ("d", '{"file": 1}')):
        shutil.copy(copy.path, folder / f"venuedesk-{name}.db")
        if words:
            (folder / f"venuedesk-{name}.json").write_text(words)
    manifest = json.loads(copy.path.with_suffix(".json").read_text("utf-8"))
    (folder / "venuedesk-e.json").write_text(json.dumps(manifest | {"taken_at": "soon"}))
    shutil.copy(copy.path, folder / "venuedesk-e.db")
    assert backups.copies(folder) == [copy]
    with copy.path.open("ab") as stream:
        stream.write(b"more")
    assert [c.whole for c in backups.copies(folder)] == [False]


# ---------------------------------------------------------------- rotation


def test_days_weeks_and_months_keep_their_newest() -> None:
    days = [date(2026, 11, 20) - timedelta(days=n) for n in range(400)]
    kept = backups.kept_days(days)
    assert sorted(kept, reverse=True)[:12] == days[:12]
    sundays = [d for d in kept if d.weekday() == 6]
    assert len(sundays) >= 9
    ends = [d for d in kept if (d + timedelta(days=1)).day == 1]
    assert min(ends) == date(2026, 3, 31)
    assert len(kept) == 12 + 8 + 8


def test_a_wrong_clock_throws_nothing_away() -> None:
    days = [date(2026, 11, n) for n in range(1, 13)]
    assert backups.kept_days([*days, date(2099, 1, 1)]) >= {*days[1:], date(2099, 1, 1)}


def test_copies_that_no_rule_keeps_go(venue_path: Path) -> None:
    folder = venue_path.parent / backups.FOLDER
    first = backups.take(venue_path, folder, kind=backups.DAILY, now=NOW)
    manifest = json.loads(first.path.with_suffix(".json").read_text("utf-8"))

    def pretend(kind: str, at: datetime) -> None:
        path = folder / f"venuedesk-{at:%Y%m%d-%H%M%S}-{kind}.db"
        shutil.copy(first.path, path)
        words = manifest | {"taken_at": at.isoformat(timespec="seconds"), "kind": kind}
        path.with_suffix(".json").write_text(json.dumps(words))

    pretend(backups.DAILY, LATER)
    for n in range(11):
        pretend(backups.BY_HAND, NOW - timedelta(days=n))
    gone = {c.path.name for c in backups.rotate(folder)}
    assert gone == {first.path.name, f"venuedesk-{NOW - timedelta(days=10):%Y%m%d-%H%M%S}-by_hand.db"}
    assert len(names(folder)) == 2 * 11


# ---------------------------------------------------------------- the way back


@pytest.fixture
def copied(venue_path: Path) -> tuple[Path, Path]:
    """A venue of which a copy was taken before copy 1 was lent; the file and the copy."""
    copy = backups.take(venue_path, venue_path.parent / "c", kind=backups.BY_HAND, now=NOW)
    opened = file.open_file(venue_path)
    venue.desk_of(opened).do(lending.check_out, member_id=1, copy_id=1, card_id=1, now=NOW)
    opened.close()
    return venue_path, copy.path


def loans(path: Path) -> int:
    raw = sqlite3.connect(path)
    (found,) = raw.execute("SELECT count(*) FROM loans").fetchone()
    raw.close()
    return int(found)


def test_restoring_brings_the_copy_back_keeps_what_was_there_and_is_in_the_journal(copied: tuple[Path, Path]) -> None:
    path, source = copied
    opened = file.open_file(path)
    desk = venue.desk_of(opened, now=LATER)
    slip = desk.restore(source, password=venue.PASSWORD)
    assert str(slip) == "Restored: the file is as it was on Fri 11/20 09:00."
    assert loans(path) == 0
    assert loans(Path(slip.safety)) == 1
    assert check.check_file(path) == []
    newest = desk.ask(journal.today, now=LATER)[0]
    assert (newest.command, newest.user, newest.text) == ("backups.restore", "王主任", str(slip))
    with pytest.raises(Refused, match="cannot be taken back"):
        desk.do(journal.undo, action_id=newest.id, now=LATER)
    desk.do(lending.check_out, member_id=2, copy_id=1, card_id=2, now=LATER)
    desk.restore(Path(slip.safety), password=venue.PASSWORD)
    assert desk.ask(house.settings, day=NOW.date())[backups.RESTORED_FROM].startswith("2026-11-20T12")
    desk.file.close()
    assert loans(path) == 1


def test_only_a_manager_restores_and_with_the_password(copied: tuple[Path, Path]) -> None:
    path, source = copied
    opened = file.open_file(path)
    desk = venue.desk_of(opened)
    with pytest.raises(Refused, match="needs the manager's password"):
        desk.restore(source, password="wrong horse")
    with pytest.raises(Refused, match="not yours to do"):
        venue.desk_of(opened, user_id=2).restore(source, password=venue.PASSWORD)
    opened.close()
    assert loans(path) == 1


def rehash(source: Path) -> None:
    """Make the manifest fit a copy that was tampered with, as its author would."""
    words = source.with_suffix(".json")
    manifest = json.loads(words.read_text("utf-8"))
    manifest |= {"sha256": hashlib.sha256(source.read_bytes()).hexdigest(), "size": source.stat().st_size}
    words.write_text(json.dumps(manifest), "utf-8")


def tamper(source: Path, *statements: str) -> None:
    raw = sqlite3.connect(source)
    for statement in statements:
        raw.execute(statement)
    raw.commit()
    raw.close()
    rehash(source)


HOSTILE = [
    ("foreign", "CREATE TRIGGER quiet AFTER INSERT ON loans BEGIN DELETE FROM members WHERE id = 3; END"),
    ("foreign", "CREATE VIEW secrets AS SELECT * FROM members"),
    ("foreign", "DROP TRIGGER actions_kept"),
    ("foreign", "ALTER TABLE members ADD COLUMN extra TEXT"),
    ("foreign", "PRAGMA application_id = 7"),
    ("newer", "UPDATE alembic_version SET version_num = '9999'"),
    ("corrupt", "UPDATE cards SET member_id = 77"),
    ("corrupt", "DROP TABLE alembic_version"),
    ("migration", "UPDATE alembic_version SET version_num = '0000'"),
]


@pytest.mark.parametrize(("kind", "statement"), HOSTILE, ids=[s[:40] for _, s in HOSTILE])
def test_a_copy_that_is_not_as_we_would_write_it_changes_nothing(
    copied: tuple[Path, Path], kind: str, statement: str
) -> None:
    path, source = copied
    tamper(source, statement)
    desk = venue.desk_of(file.open_file(path))
    with pytest.raises(StorageTrouble) as refused:
        desk.restore(source, password=venue.PASSWORD)
    assert refused.value.kind == kind
    desk.do(lending.check_in, copy_id=1, now=NOW)  # the desk goes on with the file as it was
    desk.file.close()
    assert not list(path.parent.glob(".*.restore*"))


def test_a_copy_that_was_damaged_or_lost_its_manifest_is_refused(copied: tuple[Path, Path]) -> None:
    path, source = copied
    with source.open("r+b") as stream:
        stream.seek(9000)
        stream.write(b"flip")
    with pytest.raises(StorageTrouble, match="copy_broken"):
        backups.restore(path, source, user_id=1, now=NOW)
    source.with_suffix(".json").unlink()
    with pytest.raises(StorageTrouble, match="copy_broken"):
        backups.restore(path, source, user_id=1, now=NOW)
    source.unlink()
    with pytest.raises(StorageTrouble, match="missing"):
        backups.restore(path, source, user_id=1, now=NOW)
    assert loans(path) == 1


@pytest.mark.parametrize("damage", [b"", b"\xff" * 8192], ids=["empty", "garbage"])
def test_a_damaged_file_is_kept_byte_by_byte_and_replaced(copied: tuple[Path, Path], damage: bytes) -> None:
    path, source = copied
    path.write_bytes(damage)
    path.with_name(path.name + "-wal").write_bytes(b"an old log")
    opened, slip = backups.restore(path, source, user_id=1, now=NOW)
    opened.close()
    assert Path(slip.safety).read_bytes() == damage
    assert Path(slip.safety + "-wal").read_bytes() == b"an old log"
    assert check.check_file(path) == []


def test_a_lost_file_comes_back_from_its_copy_by_the_first_manager(copied: tuple[Path, Path]) -> None:
    path, source = copied
    path.unlink()
    opened, slip = backups.restore(path, source, user_id=99, now=NOW)
    assert (slip.safety, slip.user_id) == ("", file.FIRST_USER)
    opened.close()


def test_a_file_that_cannot_be_kept_is_not_replaced(copied: tuple[Path, Path]) -> None:
    path, source = copied
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA journal_mode = DELETE")
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StorageTrouble, match="busy"):
        backups.restore(path, source, user_id=1, now=NOW)
    other.close()
    assert loans(path) == 1


# ---------------------------------------------------------------- schemas


def test_the_order_of_columns_is_no_matter_but_a_name_is() -> None:
    def of(*statements: str) -> str:
        raw = sqlite3.connect(":memory:")
        for statement in statements:
            raw.execute(statement)
        found = backups.schema_of(raw)
        raw.close()
        return found

    one = of("CREATE TABLE t (a INTEGER, b TEXT CHECK (b IN ('x', 'y')))", "CREATE INDEX i ON t (a)")
    assert one == of('CREATE TABLE "t" (b TEXT CHECK (b IN (\'x\', \'y\')),\n a INTEGER)', "CREATE INDEX i ON t (a)")
    assert one != of("CREATE TABLE t (a INTEGER, c TEXT CHECK (c IN ('x', 'y')))", "CREATE INDEX i ON t (a)")
    assert guards.TRIGGERS
