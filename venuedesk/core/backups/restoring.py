"""The way back: put a copy in the place of the file, after everything about it was verified."""

import hashlib
import re
import shutil
import sqlite3
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from venuedesk.core import guards, house, journal, slips
from venuedesk.core.backups.taking import BEFORE_RESTORE, FOLDER, checked, hash_of, manifest_of, take
from venuedesk.core.db import VenueFile
from venuedesk.core.errors import StorageTrouble
from venuedesk.core.file import FIRST_USER, beside, disk, lay_tables, move_into_place, open_file, remove, sync_folder
from venuedesk.core.migrations import HEAD
from venuedesk.core.users import MANAGER, User
from venuedesk.i18n import _, time_text

RESTORED_FROM = "file.restored_from"  # a setting: the moment of the copy, and the key under which the journal sees it

BEYOND_READING = frozenset({"missing", "notadb", "foreign", "corrupt"})  # trouble of a file that knows no manager


@dataclass(frozen=True)
class Restored(slips.Slip):
    """The file is as it was in a copy; ``safety`` is where the file went that stood there before."""

    taken_at: datetime
    user_id: int
    safety: str = slips.shown()

    def __str__(self) -> str:
        """As of when."""
        return _("Restored: the file is as it was on {time}.").format(time=time_text(self.taken_at))


def restore(path: Path, source: Path, *, user_id: int, now: datetime) -> tuple[VenueFile, Restored]:
    """Put the copy at ``source`` in the place of the file at ``path`` and open it.

    The caller holds the lock of the data folder and has closed the file. A copy that is damaged, foreign, newer, or has
    anything in it that a new file has not, is StorageTrouble and changes nothing. What stood at ``path`` is kept as a
    copy first, damaged or not. The restoring is an action of ``user_id`` where the copy knows such a manager, else of
    the first one.
    """
    part = path.with_name(f".{path.name}.restore")
    with disk():
        remove(part)
        if not source.exists():
            raise StorageTrouble("missing", str(source))
        try:
            manifest = manifest_of(source)
            shutil.copyfile(source, part)
            if hash_of(part) != manifest.sha256:
                raise StorageTrouble("copy_broken", str(source))
            _accept(part)
            safety = _set_aside(path, now)
            for one in beside(path):
                one.unlink(missing_ok=True)
            sync_folder(path.parent)
            move_into_place(part, path)
        finally:
            remove(part)
        opened = open_file(path)
        slip = _journal(opened, datetime.fromisoformat(manifest.taken_at), user_id, now, str(safety or ""))
    return opened, slip


def _accept(part: Path) -> None:
    """Raise StorageTrouble unless the file at ``part`` is one that this program could have written itself."""
    version, _counts = checked(part)
    if version > HEAD:
        raise StorageTrouble("newer", version)
    if version < HEAD:
        from venuedesk.core.migrations import run

        run.migrate(part)
    raw = sqlite3.connect(part)
    try:
        raw.execute("PRAGMA journal_mode = DELETE")
        found = schema_of(raw)
    finally:
        raw.close()
    if found != new_schema():
        raise StorageTrouble("foreign", "a schema of its own")


def _set_aside(path: Path, now: datetime) -> Path | None:
    """Keep what stands at ``path``: as a checked copy, or byte by byte where it is too damaged for that."""
    if not path.exists():
        return None
    folder = path.parent / FOLDER
    try:
        return take(path, folder, kind=BEFORE_RESTORE, now=now).path
    except StorageTrouble as trouble:
        if trouble.kind not in ("corrupt", "notadb", "foreign", "copy_broken"):
            raise
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"damaged-{now:%Y%m%d-%H%M%S}.db"
    for one, name in zip((path, *beside(path)), (target, *beside(target)), strict=True):
        if one.exists():
            shutil.copyfile(one, name)
    return target


def _journal(opened: VenueFile, taken_at: datetime, user_id: int, now: datetime, safety: str) -> Restored:
    with opened.writer.begin() as connection:
        guards.install(connection)
    with journal.JournalSession(opened.writer) as session:
        slip = Restored(taken_at, _manager(session, user_id), safety)
        session.info["gesture"] = journal.Gesture("backups.restore", slip.user_id, MANAGER, now)
        values = {RESTORED_FROM: f"{taken_at:%Y-%m-%dT%H:%M:%S} {now:%Y-%m-%dT%H:%M:%S}"}
        house.set_settings(session, values=values, valid_from=date(2000, 1, 1))
        journal.write(session, slip)
        session.commit()
    return slip


def _manager(session: Session, user_id: int) -> int:
    user = session.get(User, user_id)
    known = user is not None and user.role == MANAGER and user.retired_at is None
    return user_id if known else FIRST_USER


# ---------------------------------------------------------------- schemas


def schema_of(raw: sqlite3.Connection) -> str:
    """The SHA-256 over everything a database declares, in sorted order: how it came to be so is no matter."""
    rows = raw.execute("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema").fetchall()
    words = sorted("|".join((kind, name, table, _sorted_sql(sql))) for kind, name, table, sql in rows)
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


@cache
def new_schema() -> str:
    """The schema of a file founded now."""
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        lay_tables(connection)
        raw = connection.connection.driver_connection
        assert raw is not None
        found = schema_of(raw)
    engine.dispose()
    return found


@cache
def _sorted_sql(sql: str) -> str:
    """A declaration with its columns and constraints in order of the alphabet, without quotes and line ends."""
    plain = re.sub(r"\s+", " ", sql.replace('"', ""))
    if not plain.startswith("CREATE TABLE"):
        return plain
    head, _open, body = plain.partition("(")
    body, _close, tail = body.rpartition(")")
    parts, depth, start = [], 0, 0
    for i, c in enumerate(body):
        depth += (c == "(") - (c == ")")
        if c == "," and depth == 0:
            parts.append(body[start:i].strip())
            start = i + 1
    return f"{head.strip()}({', '.join(sorted([*parts, body[start:].strip()]))}){tail}"
