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

SECOND = '''
"""Members get a nickname, and a table whose rows refer to them is made anew."""
import os, signal
import sqlalchemy as sa
from alembic import op

revision, down_revision = "0002", "0001"

def upgrade():
    with op.batch_alter_table("members") as batch:
        batch.add_column(sa.Column("nickname", sa.String(), nullable=False, server_default=""))
    op.create_table("mottos", sa.Column("id", sa.Integer(), primary_key=True), sqlite_autoincrement=True)
    {middle}
    with op.batch_alter_table("units") as batch:
        batch.alter_column("note", new_column_name="remark")
'''
DIE = "os.kill(os.getpid(), signal.SIGKILL)"
MIGRATE = """
import sys, pathlib
from venuedesk.core.migrations import run
run.migrate(pathlib.Path(sys.argv[1]), folder=pathlib.Path(sys.argv[2]))
"""


def versions(folder: Path, middle: str = "") -> Path:
    """A private folder of versions: the first, and an invented second."""
    folder.mkdir(exist_ok=True)
    (folder / "0001_first.py").write_text((run.FOLDER / "0001_first.py").read_text())
    (folder / "0002_second.py").write_text(SECOND.format(middle=middle or "pass"))
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
    assert rows(venue_path, "SELECT version_num FROM alembic_version") == [("0002",)]
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
        assert rows(venue_path, "SELECT version_num FROM alembic_version") == [("0001",)]
    run.migrate(venue_path, folder=versions(folder))
    straight = tmp_path / "straight.db"
    file.create(straight, founding=venue.FOUNDING, now=venue.NOW)
    run.migrate(straight, folder=folder)
    assert schema(venue_path) == schema(straight)


def test_a_migrated_file_has_the_schema_of_a_new_one(venue_path: Path) -> None:
    # the first version differs from the present one by nothing yet; each later version brings its own old file here
    assert schema(venue_path) == backups.new_schema()


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
    assert (copy.kind, copy.version, copy.whole) == (backups.BEFORE_MIGRATION, "0001", True)
