"""The journal: one action per gesture, its changes, the hash chain over both, and undo.

An action says who did what and when, with the slip's values as ids and numbers; its changes hold each touched row before
and after. Texts are made when shown, through present names, so a person can be erased and the chain still verifies: it
runs over salted digests.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import ForeignKey, Index, Table, event, inspect, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, ORMExecuteState, Session, UOWTransaction, mapped_column

from venuedesk.core import slips
from venuedesk.core.db import Base, Instant, guard_of
from venuedesk.core.errors import refuse
from venuedesk.core.users import User
from venuedesk.i18n import N_, _

SCHEMA = 1  # the number of the schema that writes now; an older action cannot be undone by reversing its rows
BLOCK = 1000  # changes are written to the file in blocks of this many
_FINAL = frozenset({"file.create", "backups.restore"})  # what stands under everything else
_OWN_HISTORY = frozenset({"events"})  # inserts there are not repeated here: an event is its own history


class Action(Base):
    """One gesture: who, when, which command, what the slip said, what was accepted and why."""

    __tablename__ = "actions"
    __table_args__: Any = (
        Index("ix_actions_undoes", "undoes", sqlite_where=text("undoes IS NOT NULL")),
        {"sqlite_autoincrement": True},
    )

    at: Mapped[datetime] = mapped_column(Instant)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    command: Mapped[str]
    slip: Mapped[str]
    slip_values: Mapped[str]
    accepted: Mapped[str | None]
    reason: Mapped[str | None]
    undoes: Mapped[int | None] = mapped_column(ForeignKey("actions.id"))
    schema: Mapped[int]
    hash: Mapped[bytes]


class Change(Base):
    """One row touched by an action: its changed columns before and after, as JSON, behind a salted digest."""

    __tablename__ = "changes"
    __table_args__: Any = (
        Index("ix_changes_row", "table_name", "row_id"),
        {"sqlite_with_rowid": False},
    )

    id = None  # type: ignore[assignment]  # the key is the action and the place in it
    action_id: Mapped[int] = mapped_column(
        ForeignKey("actions.id", deferrable=True, initially="DEFERRED"), primary_key=True
    )
    n: Mapped[int] = mapped_column(primary_key=True)
    table_name: Mapped[str]
    row_id: Mapped[int]
    before: Mapped[str | None]
    after: Mapped[str | None]
    salt: Mapped[bytes | None]
    digest: Mapped[bytes]


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


@dataclass(frozen=True)
class Undone(slips.Slip):
    """An action was taken back."""

    action_id: int
    what: str = slips.named("what")

    def __str__(self) -> str:
        """What was taken back."""
        return _("Undone: {what}").format(what=self.what)


@dataclass(frozen=True)
class ActionRow:
    """One line of the tape: what was done, by whom, and whether it still stands."""

    id: int
    at: datetime
    user: str
    user_id: int
    command: str
    text: str
    reason: str
    undoes: int | None
    undone: bool


# ---------------------------------------------------------------- gathering


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
        last = session.execute(text("SELECT seq FROM sqlite_sequence WHERE name = 'actions'")).scalar()
        now.id = int(last or 0) + 1
    return now.id


def plain(value: Any) -> Any:
    """A column's value as it stands in the file: text, number or None."""
    if type(value) is str or value is None:
        return value
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, bool) else value


def _text(image: Mapping[str, Any] | None) -> str | None:
    if image is None:
        return None
    return json.dumps({k: plain(v) for k, v in image.items()}, ensure_ascii=False, separators=(",", ":"))


def note(session: Session, table: str, row_id: int, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> None:
    """Put one touched row into the gesture under way; blocks of them go to the file at once.

    RuntimeError once the action is written: what it seals is then complete.
    """
    now = gesture(session)
    if table in _OWN_HISTORY and before is None and now.undoes is None and not now.written:
        now.touched.append((table, row_id))
    else:
        _note(session, table, row_id, _text(before), _text(after))


def _note(session: Session, table: str, row_id: int, before: str | None, after: str | None) -> None:
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
    change["digest"] = _digest(change)
    now.count += 1
    now.digests.update(change["digest"])
    now.waiting.append(change)
    if len(now.waiting) >= BLOCK:
        _write_changes(session, now)


def _digest(change: Mapping[str, Any]) -> bytes:
    words = f"{change['table_name']}|{change['row_id']}|{change['before'] or ''}|{change['after'] or ''}"
    return hashlib.sha256(change["salt"] + words.encode("utf-8", "surrogatepass")).digest()


def _write_changes(session: Session, now: Gesture) -> None:
    if now.waiting:
        session.connection().exec_driver_sql(_INSERT_CHANGE, now.waiting)
        now.waiting = []


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
    defaults = {c.key: c.default.arg for c in table.columns if c.default is not None and c.default.is_scalar}  # type: ignore[attr-defined]
    for start in range(0, len(rows), BLOCK):
        numbered = zip(ids[start:], rows[start : start + BLOCK], strict=False)
        block = [{k: plain(v) for k, v in (defaults | row).items()} | {"id": i} for i, row in numbered]
        names = block[0].keys()
        sql = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES (:{', :'.join(names)})"
        session.connection().exec_driver_sql(sql, block)  # the values are as in the file already: nothing to convert
        for row in block:
            note(session, table.name, row["id"], None, {k: v for k, v in row.items() if v is not None and k != "id"})
    return ids


# ---------------------------------------------------------------- writing the action

_CHANGE = tuple(Change.__table__.columns.keys())
_INSERT_CHANGE = f"INSERT INTO changes ({', '.join(_CHANGE)}) VALUES (:{', :'.join(_CHANGE)})"
_INSERT_ACTION = Action.__table__.insert()  # type: ignore[attr-defined]
_SEALED = ("id", "at", "user_id", "command", "slip", "slip_values", "accepted", "reason", "undoes", "schema")


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
    before = session.execute(select(Action.hash).order_by(Action.id.desc()).limit(1)).scalar() or b""
    action["hash"] = _seal(before, action, now.digests.digest())
    session.connection().execute(_INSERT_ACTION, action)
    _write_changes(session, now)
    now.written = True
    return now.id


def _seal(before: bytes, action: Mapping[str, Any], digests: bytes) -> bytes:
    words = json.dumps([plain(action[k]) for k in _SEALED], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(before + words.encode("utf-8", "surrogatepass") + digests).digest()


def broken_links(session: Session) -> Iterator[tuple[int, str]]:
    """Walk the whole chain; yields (action id, what is wrong) for each action that does not verify."""
    columns = [getattr(Action, k) for k in _SEALED]
    changes = iter(
        session.execute(select(Change).order_by(Change.action_id, Change.n).execution_options(yield_per=BLOCK)).scalars()
    )
    change = next(changes, None)
    before = b""
    for *values, sealed in session.execute(
        select(*columns, Action.hash).order_by(Action.id).execution_options(yield_per=BLOCK)
    ):
        action = dict(zip(_SEALED, values, strict=True))
        digests = hashlib.sha256()
        while change is not None and change.action_id <= action["id"]:
            digests.update(change.digest)
            if change.salt is not None and _digest(vars(change)) != change.digest:
                yield action["id"], _("a changed row does not match its digest")
            change = next(changes, None)
        if _seal(before, action, digests.digest()) != sealed:
            yield action["id"], _("the action does not match its seal")
        before = sealed


# ---------------------------------------------------------------- undo


def undo(session: Session, *, action_id: int, now: datetime) -> Undone:
    """Take back an action by reversing its rows as a new action.

    Refused with CannotUndo, naming the later action, when something newer stands on it.
    """
    target = session.execute(select(Action).where(Action.id == action_id)).scalar()
    if target is None:
        raise _cannot(N_("There is no such action."))
    _may_undo(session, target, now)
    gesture(session).undoes = action_id
    columns = (Change.table_name, Change.row_id, Change.before, Change.after)
    changes = session.execute(select(*columns).where(Change.action_id == action_id).order_by(Change.n.desc())).all()
    steps = _events_away(session, action_id) + [_reversed(session, *change) for change in changes]
    undone = Undone(action_id, what=_said(session, target))
    write(session, undone)  # before the steps: the guards let an event go only when its action is undone
    try:
        for sql, alike in groupby(steps, key=itemgetter(0)):
            session.connection().exec_driver_sql(sql, [values for _sql, values in alike])
    except IntegrityError as error:
        raise _blocked(session, target.id, {change[:2] for change in changes}, error) from error
    return undone


def _cannot(words: str, way_out: str = "", **facts: Any) -> Exception:
    return refuse("CannotUndo", _(words).format(**facts), _(way_out), **facts)


def _may_undo(session: Session, target: Action, now: datetime) -> None:
    if target.command in _FINAL:
        raise _cannot(N_("This cannot be taken back."), N_("Restore a copy instead."))
    if is_undone(session, target.id):
        raise _cannot(N_("This was already undone."))
    mine_today = target.user_id == gesture(session).user_id and target.at.date() == now.date()
    if not mine_today and gesture(session).role != "manager":
        raise _cannot(N_("Only one's own actions of today can be undone."), N_("The manager can undo it."))
    if target.schema != SCHEMA:
        raise _cannot(N_("This was written by an older version of the program."))
    later = _later_action(session, target.id)
    if later is not None:
        raise _cannot(
            N_("Something newer stands on it: {later}."), N_("Undo that first."), later=_said(session, later), action=later.id
        )
    erased = session.scalar(select(Change.n).where(Change.action_id == target.id, Change.salt.is_(None)).limit(1))
    if erased is not None:
        raise _cannot(N_("The person it was about has been erased."))


def is_undone(session: Session, action_id: int) -> bool:
    """Whether the action's newest undo stands."""
    newest = session.scalar(select(Action.id).where(Action.undoes == action_id).order_by(Action.id.desc()).limit(1))
    return newest is not None and not is_undone(session, newest)


def _later_action(session: Session, action_id: int) -> Action | None:
    """The first later action that changed a row of this one and still stands."""
    rows = session.execute(
        text(
            "SELECT DISTINCT later.action_id FROM changes AS mine JOIN changes AS later"
            " ON later.table_name = mine.table_name AND later.row_id = mine.row_id AND later.action_id > mine.action_id"
            " WHERE mine.action_id = :id ORDER BY later.action_id"
        ),
        {"id": action_id},
    ).scalars()
    for later in rows.all():
        found = session.get_one(Action, later)
        if found.undoes is None and not is_undone(session, later):
            return found
    return None


def _reversed(
    session: Session, name: str, row_id: int, before_text: str | None, after_text: str | None
) -> tuple[str, dict[str, Any]]:
    """Note one row as it will be again, and return the plain SQL that makes it so."""
    table = Base.metadata.tables[name]
    _note(session, name, row_id, after_text, before_text)
    where = {"id_": row_id}
    if before_text is None:
        return f"DELETE FROM {name} WHERE id = :id_", where
    before = json.loads(before_text)
    names = [c for c in before if c in table.columns]
    if after_text is None:
        values = ", ".join(":" + n for n in names)
        return f"INSERT INTO {table.name} (id, {', '.join(names)}) VALUES (:id_, {values})", where | before
    return f"UPDATE {table.name} SET {', '.join(f'{n} = :{n}' for n in names)} WHERE id = :id_", where | before


def _events_away(session: Session, action_id: int) -> list[tuple[str, dict[str, Any]]]:
    """The deletion of an action's events; they are noted whole, so that the undo can be undone."""
    steps: list[tuple[str, dict[str, Any]]] = []
    rows = session.execute(text("SELECT * FROM events WHERE action_id = :id ORDER BY id DESC"), {"id": action_id})
    for row in rows.mappings().all():
        image = {k: v for k, v in row.items() if v is not None and k != "id"}
        note(session, "events", row["id"], image, None)
        steps.append(("DELETE FROM events WHERE id = :id", {"id": row["id"]}))
    return steps


def _blocked(session: Session, first: int, names: set[tuple[str, int]], error: IntegrityError) -> Exception:
    """The refusal that names what stands in the way: a closed month, a row that refers to ours, or took its place."""
    if guard_of(error).startswith("month_closed"):
        return _cannot(N_("Its day lies in a closed month."))
    between = (Change.action_id > first, Change.action_id < action_id(session), Change.after.is_not(None))
    newest = session.execute(select(Change).where(*between).order_by(Change.action_id.desc()).limit(BLOCK)).scalars()
    for change in newest:
        if _refers(change, names) and not is_undone(session, change.action_id):
            later = session.get_one(Action, change.action_id)
            return _cannot(
                N_("Something newer stands on it: {later}."), N_("Undo that first."), later=_said(session, later), action=later.id
            )
    return _cannot(N_("The records have moved on since; it can no longer be taken back."))


def _refers(change: Change, names: set[tuple[str, int]]) -> bool:
    image = json.loads(change.after or "{}")
    table = Base.metadata.tables[change.table_name]
    return any((fk.column.table.name, image.get(fk.parent.name)) in names for fk in table.foreign_keys)


# ---------------------------------------------------------------- the tape


def last_entry_at(session: Session) -> datetime | None:
    """The time of the newest action, None in an empty journal."""
    return session.scalar(select(Action.at).order_by(Action.id.desc()).limit(1))


def _said(session: Session, action: Action) -> str:
    return slips.said(session, action.slip, json.loads(action.slip_values))


def today(session: Session, *, now: datetime, limit: int = 100) -> list[ActionRow]:
    """Today's actions, the newest first: the tape."""
    start = datetime(now.year, now.month, now.day)
    actions = session.execute(
        select(Action, User.name).join(User, User.id == Action.user_id).order_by(Action.id.desc()).limit(limit)
    ).all()
    undone: set[int] = set()
    rows = []
    for action, user in actions:  # newest first: an undo is met before what it undoes
        if action.undoes is not None and action.id not in undone:
            undone.add(action.undoes)
        if action.at >= start:
            rows.append(
                ActionRow(
                    action.id, action.at, user, action.user_id, action.command, _said(session, action), action.reason or "",
                    action.undoes, action.id in undone,
                )
            )
    return rows


def last_own_action(session: Session, *, user_id: int, now: datetime) -> int | None:
    """The newest action of today by this user that is no undo and still stands: what Ctrl+Z takes back."""
    return next((r.id for r in today(session, now=now) if r.user_id == user_id and r.undoes is None and not r.undone), None)


def _what(session: Session, values: dict[str, Any]) -> str:
    """What the action meant by an ``Undone`` slip said."""
    target = session.get(Action, values["action_id"])
    return "" if target is None else _said(session, target)


slips.NAMES["what"] = _what
