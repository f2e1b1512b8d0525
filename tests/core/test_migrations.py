import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.core import venue
from venuedesk.core import backups, check, file
from venuedesk.core.errors import StorageTrouble
from venuedesk.core.migrations import HEAD, run

LATER = '''
"""Members get a nickname, and a table whose rows refer to them is made anew."""
import os, signal
import sqlalchemy as sa
from alembic import op

revision, down_revision = "{next}", "{head}"

def upgrade():
    with op.batch_alter_table("members") as batch:
        batch.add_column(sa.Column("nickname", sa.String(), nullable=False, server_default=""))
    op.create_table("mottos", sa.Column("id", sa.Integer(), primary_key=True), sqlite_autoincrement=True)
    {middle}
    with op.batch_alter_table("units") as batch:
        batch.alter_column("note", new_column_name="remark")
'''
NEXT = f"{int(HEAD) + 1:04}"
DIE = "os.kill(os.getpid(), signal.SIGKILL)"
MIGRATE = """
import sys, pathlib
from venuedesk.core.migrations import run
run.migrate(pathlib.Path(sys.argv[1]), folder=pathlib.Path(sys.argv[2]))
"""


def versions(folder: Path, middle: str = "") -> Path:
    """A private folder of versions: ours, and an invented later one."""
    folder.mkdir(exist_ok=True)
    for one in run.FOLDER.glob("0*"):
        shutil.copy(one, folder)
    (folder / "later.py").write_text(LATER.format(middle=middle or "pass", head=HEAD, next=NEXT))
    return folder


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    raw = sqlite3.connect(path)
    found = raw.execute(sql).fetchall()
    raw.close()
    return found


def schema(path: Path) -> str:
    raw = sqlite3.connect(path)
    found = backups.schema_of(raw)
    raw.close()
    return found


def test_the_newest_version_is_the_head() -> None:
    assert run.versions()[-1] == HEAD
    assert run.versions() == sorted(run.versions())


def test_an_older_file_is_brought_up_whole_with_its_guards(venue_path: Path, tmp_path: Path) -> None:
    members = rows(venue_path, "SELECT count(*) FROM members")
    run.migrate(venue_path, folder=versions(tmp_path / "versions"))
    assert rows(venue_path, "SELECT version_num FROM alembic_version") == [(NEXT,)]
    assert rows(venue_path, "SELECT count(*) FROM members WHERE nickname = ''") == members
    assert rows(venue_path, "SELECT remark FROM units") == [("",)]
    assert rows(venue_path, "PRAGMA foreign_key_check") == []
    raw = sqlite3.connect(venue_path)
    assert check.guards.differing(raw) == []
    raw.close()
    seq = rows(venue_path, "SELECT seq FROM sqlite_sequence WHERE name = 'members'")
    assert seq == members  # ids are still never reused


def test_a_migration_that_is_killed_leaves_the_file_as_it_was_and_can_be_tried_again(
    venue_path: Path, tmp_path: Path
) -> None:
    before = schema(venue_path)
    folder = versions(tmp_path / "versions", DIE)
    for _again in range(2):
        done = subprocess.run([sys.executable, "-c", MIGRATE, str(venue_path), str(folder)], check=False)
        assert done.returncode == -signal.SIGKILL
        assert schema(venue_path) == before
        assert rows(venue_path, "SELECT version_num FROM alembic_version") == [(HEAD,)]
    run.migrate(venue_path, folder=versions(folder))
    straight = tmp_path / "straight.db"
    file.create(straight, founding=venue.FOUNDING, now=venue.NOW)
    run.migrate(straight, folder=folder)
    assert schema(venue_path) == schema(straight)


@pytest.fixture
def first_version(tmp_path: Path) -> Path:
    """A file of version 0001, with a use counted by an event and a month that was closed by hand."""
    path = tmp_path / "old" / file.NAME
    path.parent.mkdir()
    raw = sqlite3.connect(path)
    raw.executescript(Path("tests/data/version_0001.sql").read_text("utf-8"))
    raw.execute(
        "INSERT INTO events (id, action_id, day, at, kind, zone_id, member_id, industrial, frontline, new_employment,"
        " quantity, minutes, source, source_id)"
        " VALUES (7, 1, '2026-10-05', '2026-10-05T10:00:00', 'in_house', 1, 1, 1, 0, 0, 1, 0, 'copies', 1)"
    )
    raw.execute("INSERT INTO closed_months (month, closed_at) VALUES ('2026-09', '2026-10-01T09:00:00')")
    raw.commit()
    raw.close()
    return path


def test_a_file_of_the_first_version_is_brought_up_to_the_schema_of_a_new_one(first_version: Path) -> None:
    members = rows(first_version, "SELECT count(*) FROM members")
    file.open_file(first_version, now=venue.NOW).close()
    assert schema(first_version) == backups.new_schema()
    assert rows(first_version, "SELECT count(*) FROM members") == members
    assert rows(first_version, "SELECT id, day, kind, industrial, space_id FROM events") == [
        (7, "2026-10-05", "in_house", 1, None)
    ]
    assert rows(first_version, "SELECT month, reopened_at FROM closed_months") == [("2026-09", None)]
    assert rows(first_version, "SELECT name FROM doors") == [("大门",)]
    assert rows(first_version, "SELECT seq FROM sqlite_sequence WHERE name = 'events'") == [(7,)]
    assert check.check_file(first_version) == []


@pytest.mark.parametrize(
    ("middle", "words"),
    [
        ('op.execute("DELETE FROM cards WHERE id = 1")', "rows lost in cards"),
        ('op.execute("UPDATE cards SET member_id = 77")', "a broken reference in cards"),
    ],
)
def test_a_migration_that_loses_something_is_refused(
    venue_path: Path, tmp_path: Path, middle: str, words: str
) -> None:
    before = schema(venue_path)
    with pytest.raises(StorageTrouble, match=words) as refused:
        run.migrate(venue_path, folder=versions(tmp_path / "versions", middle))
    assert refused.value.kind == "migration"
    assert schema(venue_path) == before


def test_a_table_may_go(venue_path: Path, tmp_path: Path) -> None:
    run.migrate(venue_path, folder=versions(tmp_path / "versions", 'op.drop_table("holds")'))
    assert rows(venue_path, "SELECT 1 FROM sqlite_schema WHERE name = 'holds'") == []


def test_a_checked_copy_is_taken_first(venue_path: Path, tmp_path: Path) -> None:
    run.bring_up(venue_path, now=venue.NOW, folder=versions(tmp_path / "versions"))
    (copy,) = backups.copies(venue_path.parent / backups.FOLDER)
    assert (copy.kind, copy.version, copy.whole) == (backups.BEFORE_MIGRATION, HEAD, True)
