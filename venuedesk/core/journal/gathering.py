"""Gathering what a gesture changes, and writing its action."""

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain
from operator import itemgetter
from typing import Any

from sqlalchemy import Table, event, inspect, text
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from venuedesk.core import slips
from venuedesk.core.journal.tables import SCHEMA, Action, Change

BLOCK = 1000  # changes are written to the file in blocks of this many
_PACK = 100  # rows that one statement inserts; more take no less time
_OWN_HISTORY = frozenset({"events"})  # inserts there are not repeated here: an event is its own history
SEALED = ("id", "at", "user_id", "command", "slip", "slip_values", "accepted", "reason", "undoes", "schema")


@dataclass
class Gesture:
    """What is being gathered while a command runs; it lives in ``session.info["gesture"]``."""

    command: str
    user_id: int
    role: str
    at: datetime
    accepted: frozenset[str] = frozenset()
    reason: str = ""
    undoes: int | None = None
    id: int | None = None
    written: bool = False
    touched: list[tuple[str, int]] = field(default_factory=list)
    waiting: list[dict[str, Any]] = field(default_factory=list)
    count: int = 0
    digests: Any = field(default_factory=hashlib.sha256)


def gesture(session: Session) -> Gesture:
    """The gesture under way in this session; LookupError outside of one."""
    found = session.info.get("gesture")
    if found is None:
        raise LookupError("nothing is written outside of Desk.do")
    assert isinstance(found, Gesture)
    return found


def action_id(session: Session) -> int:
    """The id that the action under way will have."""
    now = gesture(session)
    if now.id is None:
        last = session.connection().exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = 'actions'").scalar()
        now.id = int(last or 0) + 1
    return now.id


_PLAIN = frozenset((str, int, float, bytes, type(None)))


def plain(value: Any) -> Any:
    """A column's value as it stands in the file: text, number or None."""
    if type(value) is str or value is None:
        return value
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, bool) else value


_ENCODE = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


def _text(image: Mapping[str, Any] | None) -> str | None:
    return None if image is None else _ENCODE({k: plain(v) for k, v in image.items()})


def note(
    session: Session, table: str, row_id: int, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
) -> None:
    """Put one touched row into the gesture under way; blocks of them go to the file at once.

    RuntimeError once the action is written: what it seals is then complete.
    """
    now = gesture(session)
    if table in _OWN_HISTORY and before is None and now.undoes is None and not now.written:
        now.touched.append((table, row_id))
    else:
        note_text(session, table, row_id, _text(before), _text(after))


def note_text(session: Session, table: str, row_id: int, before: str | None, after: str | None) -> None:
    """``note`` for images that are text already."""
    now = gesture(session)
    if now.written:
        raise RuntimeError(f"{table} {row_id} was touched after its action was written")
    now.touched.append((table, row_id))
    change = {
        "action_id": action_id(session),
        "n": now.count,
        "table_name": table,
        "row_id": row_id,
        "before": before,
        "after": after,
        "salt": os.urandom(8),
    }
    change["digest"] = digest(change)
    now.count += 1
    now.digests.update(change["digest"])
    now.waiting.append(change)
    if len(now.waiting) >= BLOCK:
        _write_changes(session, now)


def digest(change: Mapping[str, Any]) -> bytes:
    """The salted digest of one change; the length keeps what was before and after apart."""
    before, after = change["before"], change["after"]
    length = "" if before is None else len(before)
    words = f"{change['table_name']}|{change['row_id']}|{length}|{before or ''}|{after or ''}"
    return hashlib.sha256(change["salt"] + words.encode("utf-8", "surrogatepass")).digest()


def _write_changes(session: Session, now: Gesture) -> None:
    if now.waiting:
        _insert(session, "changes", _CHANGE, list(map(itemgetter(*_CHANGE), now.waiting)))
        now.waiting = []


def _insert(session: Session, table: str, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows of plain values, many with one statement.

    A statement that a guard may refuse keeps the pages it changes until it ends: once for many rows, half the time.
    """
    row = f"({', '.join('?' * len(names))})"
    for start in range(0, len(rows), _PACK):
        some = rows[start : start + _PACK]
        sql = f"INSERT INTO {table} ({', '.join(names)}) VALUES {', '.join([row] * len(some))}"
        session.connection().exec_driver_sql(sql, tuple(chain.from_iterable(some)))


def _on_flush(session: Session, _context: UOWTransaction) -> None:
    """Gather what the ORM wrote: inserts whole, updates by changed column, deletes whole."""
    for one in session.new:
        state = inspect(one)
        values = {c.key: getattr(one, c.key) for c in state.mapper.column_attrs}
        note(session, one.__tablename__, one.id, None, {k: v for k, v in values.items() if v is not None and k != "id"})
    for one in session.dirty:
        before, after = {}, {}
        for attribute in inspect(one).mapper.column_attrs:
            history = inspect(one).attrs[attribute.key].history
            if history.has_changes():
                before[attribute.key] = history.deleted[0] if history.deleted else None
                after[attribute.key] = history.added[0] if history.added else None
        if after:
            note(session, one.__tablename__, one.id, before, after)
    for one in session.deleted:
        values = {c.key: getattr(one, c.key) for c in inspect(one).mapper.column_attrs}
        note(session, one.__tablename__, one.id, {k: v for k, v in values.items() if v is not None and k != "id"}, None)


def _no_bulk(state: ORMExecuteState) -> None:
    """Refuse bulk writes that the journal would not see."""
    if state.is_insert or state.is_update or state.is_delete:
        raise RuntimeError("bulk writes go through journal.insert_many")


class JournalSession(Session):
    """A session whose every write reaches the journal."""


event.listen(JournalSession, "after_flush", _on_flush)
event.listen(JournalSession, "do_orm_execute", _no_bulk)


def insert_many(session: Session, table: Table, rows: Sequence[dict[str, Any]]) -> range:
    """Insert rows (all with the same keys) with new consecutive ids, journalled; returns the ids in the rows' order."""
    session.flush()
    last = session.execute(text("SELECT seq FROM sqlite_sequence WHERE name = :t"), {"t": table.name}).scalar()
    ids = range(int(last or 0) + 1, int(last or 0) + 1 + len(rows))
    scalars = ((c.key, c.default) for c in table.columns if c.default is not None and c.default.is_scalar)
    defaults = {key: plain(default.arg) for key, default in scalars}  # type: ignore[attr-defined]
    for start in range(0, len(rows), BLOCK):
        block = [{**defaults, **row} for row in rows[start : start + BLOCK]]
        _insert_block(session, table.name, ids[start : start + BLOCK], block)
    return ids


def _insert_block(session: Session, table: str, ids: range, rows: list[dict[str, Any]]) -> None:
    """Insert a block under its ids; most columns hold plain values only, and are not looked at value by value."""
    names = (*rows[0], "id")
    columns = (list(map(itemgetter(name), rows)) for name in rows[0])
    kept = [c if _PLAIN.issuperset(map(type, c)) else map(plain, c) for c in columns]
    values = list(zip(*kept, ids, strict=True))
    _insert(session, table, names, values)
    if table in _OWN_HISTORY:
        gesture(session).touched += [(table, row_id) for row_id in ids]
        return
    for *row, row_id in values:
        image = {name: value for name, value in zip(names, row, strict=False) if value is not None}
        note_text(session, table, row_id, None, _ENCODE(image))


# ---------------------------------------------------------------- writing the action

_CHANGE = tuple(Change.__table__.columns.keys())
_ACTION = tuple(Action.__table__.columns.keys())
_INSERT_ACTION = f"INSERT INTO actions ({', '.join(_ACTION)}) VALUES (:{', :'.join(_ACTION)})"
_LAST_HASH = "SELECT hash FROM actions ORDER BY id DESC LIMIT 1"


def write(session: Session, slip: object) -> int | None:
    """Write the action of the gesture under way with its changes; returns its id, None where nothing changed.

    An undo has written its action already; then this only returns its id.
    """
    session.flush()
    now = gesture(session)
    if now.written or not now.touched:
        return now.id
    action = {
        "id": action_id(session),
        "at": now.at,
        "user_id": now.user_id,
        "command": now.command,
        "slip": type(slip).__name__,
        "slip_values": json.dumps(slips.kept(slip), separators=(",", ":")),
        "accepted": json.dumps(sorted(now.accepted)) if now.accepted else None,
        "reason": now.reason or None,
        "undoes": now.undoes,
        "schema": SCHEMA,
    }
    before = session.connection().exec_driver_sql(_LAST_HASH).scalar() or b""
    action["hash"] = seal(before, action, now.digests.digest())
    session.connection().exec_driver_sql(_INSERT_ACTION, {name: plain(value) for name, value in action.items()})
    _write_changes(session, now)
    now.written = True
    return now.id


def seal(before: bytes, action: Mapping[str, Any], digests: bytes) -> bytes:
    """The hash of an action over the one before it, its own values and the digests of its changes."""
    words = json.dumps([plain(action[k]) for k in SEALED], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(before + words.encode("utf-8", "surrogatepass") + digests).digest()
