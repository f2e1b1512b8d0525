import os
import shutil
import sqlite3
import tempfile
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.core import venue
from venuedesk.core import db, errors, file, house, journal, users
from venuedesk.core.db import VenueFile, open_engines
from venuedesk.core.errors import Refused, StorageTrouble, words_of
from venuedesk.core.migrations import HEAD

NOW = venue.NOW


def save(opened: VenueFile, value: str = "x") -> None:
    """One journalled gesture."""
    venue.desk_of(opened).do(house.set_settings, values={"test": value}, valid_from=NOW.date())


def trouble_with(path: Path, *, read_only: bool = False) -> str:
    """The kind of trouble that opening ``path`` meets; its words are whole."""
    with pytest.raises(StorageTrouble) as met:
        file.open_file(path, read_only=read_only)
    happened, to_do = words_of(met.value)
    assert happened.endswith(".")
    assert to_do.endswith(".")
    return met.value.kind


def edit(path: Path, *statements: str) -> None:
    with sqlite3.connect(path) as raw:
        for statement in statements:
            raw.execute(statement)
    raw.close()


# ---------------------------------------------------------------- founding


def test_a_founded_venue_opens_with_its_manager_and_settings(tmp_path: Path) -> None:
    path = tmp_path / "数据 与 备份" / file.NAME
    file.create(path, founding=venue.FOUNDING, now=NOW)
    opened = file.open_file(path)
    desk = venue.desk_of(opened)
    assert desk.user == users.UserRow(1, "王主任", users.MANAGER)
    assert desk.ask(house.settings, day=NOW.date()) == {
        house.VENUE: "城北工人文化宫",
        house.TEXT_SIZE: "standard",
        house.LANGUAGE: "zh_CN",
        house.SECOND_FOLDER: "",
    }
    (only,) = desk.ask(journal.today, now=NOW)
    assert only.text == "The file of 城北工人文化宫 was created."
    with Session(opened.reader) as session:
        assert list(journal.broken_links(session)) == []
    opened.close()
    assert [p.name for p in path.parent.iterdir()] == [file.NAME]


@pytest.mark.parametrize(
    ("founding", "codes"),
    [
        (file.Founding(" ", "王主任", "correct horse"), ["VenueMissing"]),
        (file.Founding("宫", "", "short"), ["NameMissing", "PasswordShort"]),
    ],
)
def test_a_founding_lacks_nothing(tmp_path: Path, founding: file.Founding, codes: list[str]) -> None:
    with pytest.raises(Refused) as refused:
        file.create(tmp_path / file.NAME, founding=founding, now=NOW)
    assert [p.code for p in refused.value.problems] == codes
    assert list(tmp_path.iterdir()) == []


def test_founding_never_writes_over_a_file(venue_path: Path) -> None:
    before = venue_path.read_bytes()
    with pytest.raises(Refused, match="There already is a file"):
        file.create(venue_path, founding=venue.FOUNDING, now=NOW)
    assert venue_path.read_bytes() == before


def test_a_founding_that_died_on_the_way_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / file.NAME
    (tmp_path / f".{file.NAME}.part").write_bytes(b"half a file")
    (tmp_path / f".{file.NAME}.part-wal").write_bytes(b"and its log")
    file.create(path, founding=venue.FOUNDING, now=NOW)
    assert [p.name for p in tmp_path.iterdir()] == [file.NAME]


def test_a_place_that_is_held_for_a_moment_is_tried_again(tmp_path: Path) -> None:
    part, target = tmp_path / "part", tmp_path / "target"
    part.write_text("x")
    held = iter(range(100))

    def move(one: Path, two: Path, free_after: int) -> None:
        if next(held) < free_after:
            raise PermissionError(str(two))
        os.replace(one, two)

    file.replace(part, target, pause=0, move=lambda one, two: move(one, two, 3))
    assert target.read_text() == "x"
    with pytest.raises(PermissionError):
        file.replace(target, part, pause=0, move=lambda one, two: move(one, two, 99))


# ---------------------------------------------------------------- trouble, each for real


def test_a_missing_file(tmp_path: Path) -> None:
    assert trouble_with(tmp_path / "none") == "missing"
    with pytest.raises(StorageTrouble, match="missing"):
        open_engines(tmp_path / "none", read_only=True)


@pytest.mark.parametrize("content", [b"", b"garbage " * 100, b"SQLite format 3\0"])
def test_a_file_that_is_no_database(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / file.NAME
    path.write_bytes(content)
    assert trouble_with(path) == "notadb"
    assert [p.name for p in tmp_path.iterdir()] == [file.NAME]


def test_a_database_of_another_program(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    edit(path, "CREATE TABLE x (y)", "PRAGMA application_id = 1")
    before = path.read_bytes()
    assert trouble_with(path) == "foreign"
    assert path.read_bytes() == before


@pytest.mark.parametrize("version", ["0002x", "9999"])
def test_a_file_of_a_newer_version(venue_path: Path, version: str) -> None:
    edit(venue_path, f"UPDATE alembic_version SET version_num = '{version}'")
    assert trouble_with(venue_path) == "newer"


def test_a_file_of_an_older_version_is_not_touched_without_leave(venue_path: Path) -> None:
    edit(venue_path, "UPDATE alembic_version SET version_num = '0000'")
    assert trouble_with(venue_path) == "older"
    assert trouble_with(venue_path, read_only=True) == "older"
    with pytest.raises(StorageTrouble, match="unknown version 0000") as met:
        file.open_file(venue_path, now=NOW)
    assert met.value.kind == "migration"


@pytest.mark.parametrize("how", ["DELETE FROM alembic_version", "DROP TABLE alembic_version"])
def test_a_file_without_its_version(venue_path: Path, how: str) -> None:
    edit(venue_path, how)
    assert trouble_with(venue_path) == "corrupt"


def test_a_file_with_damaged_pages(venue_path: Path) -> None:
    with venue_path.open("r+b") as stream:
        stream.seek(100)
        stream.write(b"\xff" * 4000)
    assert trouble_with(venue_path) == "corrupt"


def test_a_busy_file(venue_path: Path) -> None:
    opened = file.open_file(venue_path)
    other = sqlite3.connect(venue_path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageTrouble, match="busy"):
        save(opened)
    other.execute("ROLLBACK")
    other.close()
    with opened.writer.connect(), pytest.raises(StorageTrouble, match="busy: writer in use"):
        save(opened)
    save(opened)
    opened.close()


def test_a_file_that_cannot_become_ours_alone_is_busy(venue_path: Path) -> None:
    other = sqlite3.connect(venue_path, isolation_level=None)
    other.execute("PRAGMA journal_mode = DELETE")
    other.execute("BEGIN IMMEDIATE")
    assert trouble_with(venue_path) == "busy"
    other.close()


def test_a_full_disk_says_so_and_changes_nothing(venue_path: Path) -> None:
    opened = file.open_file(venue_path)
    with opened.writer.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StorageTrouble, match="full") as met:
        save(opened, "x" * 400_000)
    assert words_of(met.value)[0] == "The disk is full."
    with opened.writer.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    save(opened)
    opened.close()


def kind_for_nobody(path: Path) -> str:
    """The kind of trouble that a user meets who may only read, in a process of its own."""
    readable, writable = os.pipe()
    child = os.fork()
    if child == 0:
        os.setgid(65534)
        os.setuid(65534)
        try:
            file.open_file(path)
        except StorageTrouble as trouble:
            os.write(writable, trouble.kind.encode())
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    os.close(writable)
    with os.fdopen(readable) as stream:
        return stream.read()


@pytest.mark.skipif(not hasattr(os, "fork") or os.geteuid() != 0, reason="only root can become somebody else")
def test_a_file_that_may_only_be_read(venue_path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        path = Path(shutil.copy(venue_path, folder))
        path.chmod(0o444)
        assert kind_for_nobody(path) == "readonly"
        os.chmod(folder, 0o777)  # the folder may be written to, the file not
        assert kind_for_nobody(path) == "readonly"


def test_what_the_system_refuses_is_trouble_too(tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("x")
    with pytest.raises(StorageTrouble, match="missing"):
        file.create(tmp_path / "a file" / file.NAME, founding=venue.FOUNDING, now=NOW)
    with pytest.raises(StorageTrouble, match="missing"), file.disk():
        (tmp_path / "none").read_bytes()


def test_a_folder_is_synced_but_on_windows(tmp_path: Path) -> None:
    file.sync_folder(tmp_path, system="posix")
    with pytest.raises(FileNotFoundError):
        file.sync_folder(tmp_path / "none", system="posix")
    file.sync_folder(tmp_path / "none", system="nt")


def test_every_trouble_has_its_words() -> None:
    for kind in errors.TROUBLES:
        happened, to_do = words_of(StorageTrouble(kind))
        assert happened != to_do
    assert str(StorageTrouble("busy")) == "busy"


def test_an_older_database_library_is_refused(venue_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(db, "MINIMUM_SQLITE", (99, 0, 0))
    assert trouble_with(venue_path) == "older_sqlite"


def test_a_pragma_that_sqlite_ignores_is_noticed(venue_path: Path) -> None:
    raw = sqlite3.connect(venue_path, isolation_level=None)
    raw.execute("BEGIN")
    with pytest.raises(RuntimeError, match="PRAGMA foreign_keys is 0, not 1"):
        db.set_pragmas(raw, write=False)
    raw.close()
    raw = sqlite3.connect(":memory:", isolation_level=None)
    with pytest.raises(RuntimeError, match="PRAGMA journal_mode is memory, not wal"):
        db.set_pragmas(raw, write=True)
    raw.close()


# ---------------------------------------------------------------- reading only


def test_a_file_opened_to_be_read_cannot_be_written(venue_path: Path) -> None:
    opened = file.open_file(venue_path, read_only=True)
    with pytest.raises(StorageTrouble, match="readonly"):
        save(opened)
    opened.close(checkpoint=False)


def test_a_closed_file_stands_alone(venue_path: Path) -> None:
    opened = file.open_file(venue_path)
    save(opened)
    assert venue_path.with_name(venue_path.name + "-wal").exists()
    opened.close()
    shutil.copy(venue_path, venue_path.with_name("alone.db"))
    alone = file.open_file(venue_path.with_name("alone.db"))
    assert venue.desk_of(alone).ask(house.settings, day=NOW.date())["test"] == "x"
    alone.close()
    assert file.version_at(venue_path) == HEAD


def test_a_setting_that_is_so_already_is_no_entry(venue_path: Path) -> None:
    opened = file.open_file(venue_path)
    save(opened)
    before = venue.desk_of(opened).ask(journal.today, now=NOW)
    save(opened)
    assert venue.desk_of(opened).ask(journal.today, now=NOW) == before
    assert before[0].text == "1 settings saved, from Fri 11/20"
    opened.close()
