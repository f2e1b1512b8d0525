"""The file: base of all tables, column types, and the two engines on one SQLite file.

One writer connection (``BEGIN IMMEDIATE``) and a few read-only ones; every pragma is read back, because SQLite ignores
what it does not like without a word.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    CursorResult,
    Engine,
    Executable,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
    event,
)
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.pool import QueuePool
from sqlalchemy.types import TypeDecorator

from venuedesk.core.errors import StorageTrouble

APPLICATION_ID = 0x56444B31  # "VDK1", in the header of every file of ours
BUSY_SECONDS = 1.0
MINIMUM_SQLITE = (3, 40, 0)

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Base of every table; ids are never reused."""

    metadata = MetaData(naming_convention=_NAMES)
    __table_args__: Any = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)


class Instant(TypeDecorator[datetime]):
    """A moment in local wall time, written ``YYYY-MM-DDTHH:MM:SS``."""

    impl = String(19)
    cache_ok = True
    glob = "[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]"

    def process_bind_param(self, value: datetime | None, dialect: Any) -> str | None:
        """The text kept in the file."""
        return None if value is None else value.isoformat(timespec="seconds")

    def process_result_value(self, value: str | None, dialect: Any) -> datetime | None:
        """The moment it means."""
        return None if value is None else datetime.fromisoformat(value)


class Day(TypeDecorator[date]):
    """A day, written ``YYYY-MM-DD``."""

    impl = String(10)
    cache_ok = True
    glob = "[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]"

    def process_bind_param(self, value: date | None, dialect: Any) -> str | None:
        """The text kept in the file."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Any) -> date | None:
        """The day it means."""
        return None if value is None else date.fromisoformat(value)


class Fen(TypeDecorator[int]):
    """Money in whole fen."""

    impl = Integer
    cache_ok = True


@event.listens_for(Column, "after_parent_attach")
def _check_times(column: Column[Any], table: Table) -> None:
    """Give every column of time the constraint that refuses any other shape."""
    if isinstance(column.type, Instant | Day) and table.metadata is Base.metadata:
        table.append_constraint(CheckConstraint(f"{column.name} GLOB '{column.type.glob}'", name=f"{column.name}_time"))


# ---------------------------------------------------------------- engines


@dataclass(frozen=True)
class VenueFile:
    """An open file: its path and its two engines."""

    path: Path
    writer: Engine
    reader: Engine

    def close(self, *, checkpoint: bool = True) -> None:
        """Close every connection; with ``checkpoint`` fold the log back into the file first.

        StorageTrouble where that cannot be done; then it is closed all the same, and nothing is lost: the log stays.
        """
        try:
            if checkpoint:
                with storage(), self.writer.connect() as connection:
                    raw = connection.connection.driver_connection
                    assert raw is not None
                    connection.rollback()
                    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            self.reader.dispose()
            self.writer.dispose()


def open_engines(path: Path, *, read_only: bool = False) -> VenueFile:
    """Open the engines on ``path`` (created empty when missing, unless ``read_only``).

    The caller checks identity and version (``venuedesk.core.file``) before using it.
    """
    if sqlite3.sqlite_version_info < MINIMUM_SQLITE:
        raise StorageTrouble("older_sqlite", sqlite3.sqlite_version)
    if read_only and not path.exists():
        raise StorageTrouble("missing", str(path))
    reader = _engine(path, write=False, size=2)
    writer = reader if read_only else _engine(path, write=True, size=1)
    return VenueFile(path, writer, reader)


def _engine(path: Path, *, write: bool, size: int) -> Engine:
    def connect() -> sqlite3.Connection:
        raw = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        set_pragmas(raw, write=write)
        return raw

    engine = create_engine(
        "sqlite://",
        creator=connect,
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0,
        pool_timeout=BUSY_SECONDS,
        hide_parameters=True,
    )
    begin = "BEGIN IMMEDIATE" if write else "BEGIN"

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def set_pragmas(raw: sqlite3.Connection, *, write: bool) -> None:
    """Set the pragmas of a connection and read them back; RuntimeError names one that SQLite ignored."""
    wanted = {"foreign_keys": 1, "synchronous": 2, "trusted_schema": 0, "cell_size_check": 1}
    if write:
        raw.execute("PRAGMA journal_mode = WAL")
        wanted["secure_delete"] = 2
        wanted["cache_size"] = -32_768  # KiB: an import of 50,000 rows stays in memory until it is committed
    else:
        wanted["query_only"] = 1
    for name, value in wanted.items():
        raw.execute(f"PRAGMA {name} = {'FAST' if name == 'secure_delete' else value}")
        (found,) = raw.execute(f"PRAGMA {name}").fetchone()
        if found != value:
            raise RuntimeError(f"PRAGMA {name} is {found}, not {value}")
    if write:
        (mode,) = raw.execute("PRAGMA journal_mode").fetchone()
        if mode != "wal":
            raise RuntimeError(f"PRAGMA journal_mode is {mode}, not wal")


def read(session: Session, query: Executable, **values: Any) -> CursorResult[*tuple[Any, ...]]:
    """Run a fixed query on the session's own connection, after what waits is flushed.

    A query that is built once, with its values bound, costs a third of one that is built at each call.
    """
    session.flush()
    return session.connection().execute(query, values)


_TROUBLE = {
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_READONLY: "readonly",
    sqlite3.SQLITE_IOERR: "io",
    sqlite3.SQLITE_IOERR_SHMSIZE: "full",  # no room for the index of the log
    sqlite3.SQLITE_CANTOPEN: "io",
    sqlite3.SQLITE_CORRUPT: "corrupt",
    sqlite3.SQLITE_NOTADB: "notadb",
}


def trouble_of(error: BaseException) -> StorageTrouble | None:
    """The trouble of the storage that ``error`` means, or None where it is a bug of ours."""
    if isinstance(error, StorageTrouble):
        return error
    if isinstance(error, PoolTimeout):
        return StorageTrouble("busy", "writer in use")
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", None)
    kind = None if code is None else _TROUBLE.get(code) or _TROUBLE.get(code & 0xFF)
    return None if kind is None else StorageTrouble(kind, str(cause))


@contextmanager
def storage() -> Iterator[None]:
    """Turn errors of the storage inside into StorageTrouble; let everything else pass."""
    try:
        yield
    except Exception as error:
        trouble = trouble_of(error)
        if trouble is None or trouble is error:
            raise
        raise trouble from error


def guard_of(error: BaseException) -> str:
    """The name of the constraint or trigger that refused, from the words of an IntegrityError; '' when it has none."""
    words = str(getattr(error, "orig", error))
    found = re.match(r"(?:.*constraint failed: |(?!.*constraint failed))([\w.]+)", words)
    return found.group(1) if found else ""
