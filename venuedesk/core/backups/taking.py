"""Taking, listing and rotating copies.

A copy is a database of its own with a manifest beside it (its hash, size, version and counts). It is done only when it
was opened again, checked, hashed, written to the disk for good and moved into place.
"""

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from venuedesk.core.db import APPLICATION_ID, BUSY_SECONDS
from venuedesk.core.errors import StorageTrouble
from venuedesk.core.file import check_header, disk, move_into_place, remove

FOLDER = "copies"  # in the data folder
DAILY, BY_HAND, BEFORE_MIGRATION, BEFORE_RESTORE = "daily", "by_hand", "before_migration", "before_restore"
DAYS, WEEKS, MONTHS = 12, 10, 9  # how many days, weeks and months keep their newest daily copy
OTHERS = 10  # how many of each other kind are kept
COUNTED = ("members", "titles", "copies", "loans", "actions")


@dataclass(frozen=True)
class CopyRow:
    """One copy: where, when, why, how large, of which version, and how much is in it.

    ``whole``: it was checked when it was taken and has the size it had then.
    """

    path: Path
    taken_at: datetime
    kind: str
    size: int
    version: str
    counts: dict[str, int]
    whole: bool


@dataclass(frozen=True)
class Manifest:
    """What stands beside a copy, in its .json."""

    file: str
    taken_at: str
    kind: str
    size: int
    sha256: str
    version: str
    counts: dict[str, int]


@dataclass(frozen=True)
class Daily:
    """What the daily copy came to: the copy of today, the one in the second place, and what went wrong there."""

    copy: CopyRow
    new: bool
    second: CopyRow | None = None
    trouble: StorageTrouble | None = None


# ---------------------------------------------------------------- taking


def take(path: Path, folder: Path, *, kind: str, now: datetime) -> CopyRow:
    """Take a copy of the file at ``path``, which may be open and at work, into ``folder``.

    StorageTrouble says what went wrong; then nothing of it is left behind.
    """
    with disk():
        check_header(path)
        folder.mkdir(parents=True, exist_ok=True)
        target = _free_name(folder, kind, now)
        part = target.with_name(f".{target.name}.part")
        remove(part)
        try:
            least = _vacuum_into(path, part)
            version, counts = checked(part)
            check_nothing_lost(counts["actions"], least)
            return _finish(part, target, kind=kind, now=now, version=version, counts=counts)
        finally:
            remove(part)


def to_second_place(copy: CopyRow, folder: Path) -> CopyRow:
    """Bring a copy, as it is, to a second folder; it is read back and must have the same hash."""
    with disk():
        if not folder.is_dir():
            raise StorageTrouble("missing", str(folder))
        target = folder / copy.path.name
        part = target.with_name(f".{target.name}.part")
        manifest = manifest_of(copy.path)
        try:
            shutil.copyfile(copy.path, part)
            if hash_of(part) != manifest.sha256:
                raise StorageTrouble("copy_broken", str(copy.path))
            _put(part, target, manifest)
        finally:
            remove(part)
    return _row(target)


def daily(path: Path, *, second: Path | None, now: datetime) -> Daily:
    """Take today's copy if there is none yet, bring it to the second place too, and let the oldest go.

    Trouble with the first place is raised; that with the second is told in the answer.
    """
    folder = path.parent / FOLDER
    found = [c for c in copies(folder) if c.kind == DAILY and c.whole and c.taken_at.date() == now.date()]
    copy = found[0] if found else take(path, folder, kind=DAILY, now=now)
    rotate(folder)
    if second is None:
        return Daily(copy, not found)
    try:
        there = second / copy.path.name
        row = _row(there) if there.exists() else to_second_place(copy, second)
        rotate(second)
    except StorageTrouble as trouble:
        return Daily(copy, not found, trouble=trouble)
    return Daily(copy, not found, second=row)


def _free_name(folder: Path, kind: str, now: datetime) -> Path:
    stem = f"venuedesk-{now:%Y%m%d-%H%M%S}-{kind}"
    names = (folder / f"{stem}{f'-{n}' if n else ''}.db" for n in range(1000))
    return next(name for name in names if not name.exists())


def _vacuum_into(path: Path, part: Path) -> int:
    """Write a whole, defragmented copy of one moment to ``part``; returns how many actions it has at least."""
    raw = sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        _has_tables(raw)
        (least,) = raw.execute("SELECT count(*) FROM actions").fetchone()
        raw.execute("VACUUM INTO ?", (str(part),))
    finally:
        raw.close()
    return int(least)


def checked(path: Path) -> tuple[str, dict[str, int]]:
    """The version and counts of a closed database of ours, all of it read; StorageTrouble where anything is wrong."""
    raw = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS)
    try:
        raw.execute("PRAGMA trusted_schema = OFF")
        raw.execute("PRAGMA cell_size_check = ON")
        (ours,) = raw.execute("PRAGMA application_id").fetchone()
        if ours != APPLICATION_ID:
            raise StorageTrouble("foreign", str(path))
        (first,) = raw.execute("PRAGMA integrity_check(1)").fetchone()
        if first != "ok":
            raise StorageTrouble("corrupt", first)
        broken = raw.execute("PRAGMA foreign_key_check").fetchone()
        if broken is not None:
            raise StorageTrouble("corrupt", f"a broken reference in {broken[0]}")
        _has_tables(raw)
        (version,) = raw.execute("SELECT version_num FROM alembic_version").fetchone()
        return version, {name: raw.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in COUNTED}
    finally:
        raw.close()


def check_nothing_lost(found: int, least: int) -> None:
    """StorageTrouble copy_broken where a copy has fewer actions than the file had when the copy was begun."""
    if found < least:
        raise StorageTrouble("copy_broken", f"{found} actions, not {least}")


def _has_tables(raw: sqlite3.Connection) -> None:
    names = {row[0] for row in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    missing = {*COUNTED, "alembic_version"} - names
    if missing:
        raise StorageTrouble("corrupt", f"without {', '.join(sorted(missing))}")


def _finish(
    part: Path, target: Path, *, kind: str, now: datetime, version: str, counts: dict[str, int]
) -> CopyRow:
    manifest = Manifest(
        file=target.name,
        taken_at=now.isoformat(timespec="seconds"),
        kind=kind,
        size=part.stat().st_size,
        sha256=hash_of(part),
        version=version,
        counts=counts,
    )
    _put(part, target, manifest)
    return _row(target)


def _put(part: Path, target: Path, manifest: Manifest) -> None:
    """Let the manifest stand first, then the copy: a copy in place always has its manifest."""
    words = target.with_name(f".{target.stem}.json.part")
    words.write_text(json.dumps(asdict(manifest), ensure_ascii=False, indent=1), encoding="utf-8")
    move_into_place(words, target.with_suffix(".json"))
    move_into_place(part, target)


def hash_of(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


# ---------------------------------------------------------------- listing


def manifest_of(path: Path) -> Manifest:
    """What stands beside the copy at ``path``; StorageTrouble copy_broken where there is none, or it is no manifest."""
    try:
        found: Any = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        manifest = Manifest(**found)
        datetime.fromisoformat(manifest.taken_at)
    except (OSError, ValueError, TypeError) as error:
        raise StorageTrouble("copy_broken", str(path)) from error
    return manifest


def copies(folder: Path) -> list[CopyRow]:
    """The copies in a folder that have their manifest, the newest first; [] where there is no such folder."""
    rows = []
    for path in folder.glob("venuedesk-*.db"):
        try:
            rows.append(_row(path))
        except StorageTrouble:
            continue
    return sorted(rows, key=lambda row: (row.taken_at, row.path.name), reverse=True)


def _row(path: Path) -> CopyRow:
    manifest = manifest_of(path)
    with disk():
        size = path.stat().st_size
    taken = datetime.fromisoformat(manifest.taken_at)
    whole = size == manifest.size
    return CopyRow(path, taken, manifest.kind, size, manifest.version, manifest.counts, whole)


# ---------------------------------------------------------------- rotation


def kept_days(days: Iterable[date]) -> set[date]:
    """The days whose daily copy stays: the newest 12, the newest of each of 10 weeks and of 9 months.

    Only the days that have copies count, never what day it is: a wrong clock throws nothing away.
    """
    newest = sorted(set(days), reverse=True)
    weeks: dict[Any, date] = {}
    months: dict[Any, date] = {}
    for day in newest:
        weeks.setdefault(day.isocalendar()[:2], day)
        months.setdefault((day.year, day.month), day)
    return {*newest[:DAYS], *list(weeks.values())[:WEEKS], *list(months.values())[:MONTHS]}


def rotate(folder: Path) -> list[CopyRow]:
    """Delete the copies that no rule keeps; returns them."""
    rows = copies(folder)
    days = kept_days(row.taken_at.date() for row in rows if row.kind == DAILY)
    seen: dict[Any, int] = {}
    gone = []
    for row in rows:  # the newest first
        what: Any = row.taken_at.date() if row.kind == DAILY else row.kind
        seen[what] = seen.get(what, 0) + 1
        stays = what in days and seen[what] == 1 if row.kind == DAILY else seen[what] <= OTHERS
        if not stays:
            with disk():
                row.path.unlink()
                row.path.with_suffix(".json").unlink()
            gone.append(row)
    return gone
