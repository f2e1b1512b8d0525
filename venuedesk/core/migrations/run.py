"""Bring an older file to the newest version: all of it in one transaction of ours, or nothing.

Alembic is imported here only. Its stock environment commits in pieces and leaves foreign keys on: after a power cut it
cannot be tried again, and a batch change can lose rows. So the frame is our own.
"""

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, event
from sqlalchemy.pool import NullPool

from venuedesk.core import guards, search
from venuedesk.core.backups.taking import BEFORE_MIGRATION, take
from venuedesk.core.backups.taking import FOLDER as COPIES
from venuedesk.core.db import BUSY_SECONDS, Base
from venuedesk.core.errors import StorageTrouble
from venuedesk.core.file import version_at

FOLDER = Path(__file__).resolve().parent / "versions"


def versions(folder: Path = FOLDER) -> list[str]:
    """The versions that this program knows, the oldest first."""
    return [script.revision for script in reversed(list(_scripts(folder).walk_revisions()))]


def bring_up(path: Path, *, now: datetime, folder: Path = FOLDER) -> None:
    """``migrate``, after a checked copy of the file as it is was taken into its folder of copies."""
    take(path, path.parent / COPIES, kind=BEFORE_MIGRATION, now=now)
    migrate(path, folder=folder)


def migrate(path: Path, *, folder: Path = FOLDER) -> None:
    """Bring the file at ``path`` to the newest version in ``folder``; the caller made a safety copy.

    StorageTrouble migration where its version is unknown, a row would be lost or a reference broken; then, and after a
    crash, the file is as it was.
    """
    version = version_at(path)
    if version not in versions(folder):
        raise StorageTrouble("migration", f"unknown version {version}")
    scripts = _scripts(folder)
    engine = create_engine("sqlite://", creator=lambda: _connection(path), poolclass=NullPool, hide_parameters=True)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    with engine.begin() as connection:
        before = _counts(connection)
        guards.drop(connection)
        _upgrade(connection, scripts)
        guards.install(connection)
        _nothing_lost(connection, before)


def _scripts(folder: Path) -> ScriptDirectory:
    return ScriptDirectory(str(folder.parent), version_locations=[str(folder)])


def _connection(path: Path) -> sqlite3.Connection:
    """A connection with foreign keys off, which can be said only before a transaction begins."""
    raw = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    for pragma in ("foreign_keys = OFF", "journal_mode = WAL", "synchronous = FULL", "trusted_schema = OFF"):
        raw.execute(f"PRAGMA {pragma}")
    return raw


def _upgrade(connection: Connection, scripts: ScriptDirectory) -> None:
    def steps(revision: Any, _context: MigrationContext) -> Sequence[Any]:
        return scripts._upgrade_revs("head", revision)

    options = {
        "fn": steps,
        "script": scripts,
        "target_metadata": Base.metadata,
        "transactional_ddl": True,
        "render_as_batch": True,
    }
    context = MigrationContext.configure(connection, opts=options)
    with Operations.context(context):
        context.run_migrations()


def _counts(connection: Connection) -> dict[str, int]:
    """How many rows each table of the venue has; the search cache and Alembic's mark are none of them."""
    names = connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'table'").scalars().all()
    ours = [n for n in names if n != "alembic_version" and not n.startswith(("sqlite_", *search.DDL))]
    return {n: connection.exec_driver_sql(f'SELECT count(*) FROM "{n}"').scalar_one() for n in ours}


def _nothing_lost(connection: Connection, before: dict[str, int]) -> None:
    after = _counts(connection)
    lost = [name for name, rows in before.items() if name in after and after[name] < rows]
    if lost:
        raise StorageTrouble("migration", f"rows lost in {', '.join(lost)}")
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise StorageTrouble("migration", f"a broken reference in {broken[0]}")
