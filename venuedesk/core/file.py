"""The venue's file: founded whole or not at all, and opened only when it is ours and of a version we know."""

import errno
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Connection, text

from venuedesk.core import calendar, guards, house, journal, people, slips, subjects, visits
from venuedesk.core.db import APPLICATION_ID, BUSY_SECONDS, Base, VenueFile, open_engines, storage
from venuedesk.core.errors import Problem, StorageTrouble, decide, impossible, refuse
from venuedesk.core.migrations import HEAD
from venuedesk.core.users import MANAGER, User, problems_of_name, problems_of_password, sealed_password
from venuedesk.i18n import DEFAULT, _
from venuedesk.paths import FILE

NAME = FILE
FIRST_USER = 1
_MAGIC = b"SQLite format 3\0"
_SINCE = date(2000, 1, 1)  # what a venue is founded with holds for every day
_DISK = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EROFS: "readonly",
    errno.EACCES: "readonly",
    errno.EPERM: "readonly",
    errno.ENOENT: "missing",
    errno.ENOTDIR: "missing",
    errno.EEXIST: "missing",
    errno.EISDIR: "notadb",
    errno.ENAMETOOLONG: "missing",
}
_VERSION_TABLE = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
    "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)


@dataclass(frozen=True)
class Founding:
    """What the first run asks: the venue, its first manager, how it speaks, and where copies also go."""

    venue: str
    manager: str
    password: str
    text_size: str = "standard"
    language: str = DEFAULT
    second_folder: str = ""


@dataclass(frozen=True)
class VenueFounded(slips.Slip):
    """A venue has its file."""

    venue: str = slips.named("venue")

    def __str__(self) -> str:
        """Which venue."""
        return _("The file of {venue} was created.").format(venue=self.venue)


# ---------------------------------------------------------------- founding


def problems_of_founding(founding: Founding) -> list[Problem]:
    """What stands against founding a venue so."""
    problems = []
    if not founding.venue.strip():
        problems.append(impossible("VenueMissing", _("The venue needs a name.")))
    return problems + problems_of_name(founding.manager) + problems_of_password(founding.password)


def create(path: Path, *, founding: Founding, now: datetime) -> None:
    """Found a venue: build its file beside ``path`` and move it there when it is complete.

    Refused where something stands at ``path``; after a crash there is a whole file or none. The manager is user 1.
    """
    decide(problems_of_founding(founding))
    if path.exists():
        raise refuse("FileExists", _("There already is a file {path}.").format(path=path), path=str(path))
    with disk():
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.part")
        remove(part)
        file = open_engines(part)
        try:
            with file.writer.begin() as connection:
                lay_tables(connection)
            _found(file, founding, now)
        finally:
            file.close()
        move_into_place(part, path)


def lay_tables(connection: Connection) -> None:
    """Everything an empty file needs to be one of ours at the newest version."""
    assert subjects.ALL
    Base.metadata.create_all(connection)
    connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))
    connection.execute(text(_VERSION_TABLE))
    connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": HEAD})
    guards.install(connection)


def _found(file: VenueFile, founding: Founding, now: datetime) -> None:
    """The first action of the journal: the manager, the settings, and what every subject starts with."""
    with journal.JournalSession(file.writer) as session:
        session.info["gesture"] = journal.Gesture(command="file.create", user_id=FIRST_USER, role=MANAGER, at=now)
        sealed = sealed_password(founding.password)
        session.add(User(id=FIRST_USER, name=founding.manager.strip(), role=MANAGER, password=sealed))
        values = {
            house.VENUE: founding.venue.strip(),
            house.TEXT_SIZE: founding.text_size,
            house.LANGUAGE: founding.language,
            house.SECOND_FOLDER: founding.second_folder,
        }
        house.set_settings(session, values=values, valid_from=_SINCE)
        house.seed(session, today=now.date())
        people.seed(session)
        calendar.seed(session, today=now.date())
        visits.seed(session, today=now.date())
        journal.write(session, VenueFounded(venue=founding.venue.strip()))
        session.commit()


# ---------------------------------------------------------------- opening


def open_file(path: Path, *, read_only: bool = False, now: datetime | None = None) -> VenueFile:
    """The venue's file, checked to be ours; an older one is brought up first, after a copy stamped ``now``.

    StorageTrouble says what stands against it: missing, notadb, foreign, newer, corrupt, readonly, busy, io, migration;
    older where ``now`` is not given. With ``read_only`` nothing is ever written and no lock is needed.
    """
    with disk():
        version = version_at(path)
        if version > HEAD:
            raise StorageTrouble("newer", version)
        if version < HEAD:
            if read_only or now is None:
                raise StorageTrouble("older", version)
            from venuedesk.core.migrations import run  # with Alembic, which a start need not wait for

            run.bring_up(path, now=now)
        file = open_engines(path, read_only=read_only)
        try:
            if read_only:
                file.reader.connect().close()
            else:
                with file.writer.begin() as connection:  # writes nothing, but shows whether it could
                    connection.exec_driver_sql("DELETE FROM alembic_version WHERE 0")
        except BaseException:
            file.close(checkpoint=False)
            raise
    return file


def check_header(path: Path) -> None:
    """Raise StorageTrouble unless the file's first bytes are those of a file of ours; nothing is opened or written."""
    if not path.exists():
        raise StorageTrouble("missing", str(path))
    with disk(), path.open("rb") as stream:
        header = stream.read(100)
    if len(header) < 100 or not header.startswith(_MAGIC):
        raise StorageTrouble("notadb", str(path))
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise StorageTrouble("foreign", str(path))


def version_at(path: Path) -> str:
    """The version that the file of ours at ``path`` is stamped with; StorageTrouble corrupt where it has none."""
    check_header(path)
    raw = sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True, timeout=BUSY_SECONDS)
    try:
        (stamped,) = raw.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'alembic_version'").fetchone()
        found = raw.execute("SELECT version_num FROM alembic_version").fetchall() if stamped else []
    finally:
        raw.close()
    if len(found) != 1:
        raise StorageTrouble("corrupt", f"{len(found)} versions")
    return str(found[0][0])


# ---------------------------------------------------------------- files on the disk


@contextmanager
def disk() -> Iterator[None]:
    """``db.storage``, for work on files too: what the system refuses becomes StorageTrouble."""
    with storage():
        try:
            yield
        except OSError as error:
            raise StorageTrouble(_DISK.get(error.errno or 0, "io"), str(error)) from error


def beside(path: Path) -> tuple[Path, ...]:
    """The files that SQLite keeps beside a database."""
    return tuple(path.with_name(path.name + suffix) for suffix in ("-wal", "-shm", "-journal"))


def remove(path: Path) -> None:
    """Take a database away with what stands beside it; none of them need exist."""
    for one in (path, *beside(path)):
        one.unlink(missing_ok=True)


def move_into_place(part: Path, path: Path) -> None:
    """Make a complete, closed file stand at ``path``, for good: synced, moved in one step, the folder synced."""
    with part.open("rb+") as stream:
        os.fsync(stream.fileno())
    replace(part, path)
    sync_folder(path.parent)


def replace(
    part: Path, path: Path, *, pause: float = 0.1, move: Callable[[Path, Path], None] = os.replace
) -> None:
    """``os.replace``, tried 20 times while another program (a virus scanner) holds one of the two open."""
    for _again in range(19):
        try:
            return move(part, path)
        except PermissionError:
            time.sleep(pause)
    return move(part, path)


def sync_folder(folder: Path, *, system: str = os.name) -> None:
    """Write the folder's entries to the disk, where the system has a way to: Windows (``nt``) has none."""
    if system == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
