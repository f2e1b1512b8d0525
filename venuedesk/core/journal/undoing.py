"""Undo: an action is taken back by reversing its rows as a new action."""

import json
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from venuedesk.core import slips
from venuedesk.core.db import Base, guard_of
from venuedesk.core.errors import refuse
from venuedesk.core.journal.gathering import BLOCK, gesture, note, note_text, write
from venuedesk.core.journal.tables import SCHEMA, Action, Change
from venuedesk.core.journal.tape import said
from venuedesk.i18n import N_, _

_COPY = N_("Restore a copy instead.")
_FINAL = {  # what stands under everything else, and the way out of each
    "file.create": _COPY,
    "backups.restore": _COPY,
    "tallies.close_month": N_("Reopen the month instead."),
    "tallies.reopen_month": N_("Close the month again instead."),
}
# By a later action at a door that the action put up: events refer to their source by no key. The action's few changes
# are looked at first: the other way round every visitor would be.
_COUNTED = text(
    "SELECT min(e.action_id) FROM changes AS c CROSS JOIN events AS e ON e.source IN ('doors', 'gates')"
    " AND e.source_id = c.row_id WHERE c.action_id = :id AND c.table_name = 'doors' AND c.before IS NULL"
)
# of the subjects: the rows (table, id) that stand against what an undo of some rows has left behind
CONFLICTS: list[Callable[[Session, Collection[tuple[str, int]], datetime], set[tuple[str, int]]]] = []
# of the subjects, by guard: its table, and what stands in the way of rows of it, in words, with the way out
TAKEN: dict[str, tuple[str, Callable[[Session, Sequence[dict[str, Any]]], tuple[str, str]]]] = {}
_IMPORTS = "exchange.import_"  # commands that only the manager's password takes back


@dataclass(frozen=True)
class Undone(slips.Slip):
    """An action was taken back."""

    action_id: int
    what: str = slips.named("what")

    def __str__(self) -> str:
        """What was taken back."""
        return _("Undone: {what}").format(what=self.what)


def undo(session: Session, *, action_id: int, now: datetime) -> Undone:
    """Take back an action by reversing its rows as a new action.

    Refused with CannotUndo, naming the later action, when something newer stands on it, and with PasswordWanted for an
    import, which ``undo_import`` takes back.
    """
    target = _action(session, action_id)
    if target.command.startswith(_IMPORTS):
        raise refuse(
            "PasswordWanted", _("This needs the manager's password."), deed="journal.undo_import", action=action_id
        )
    return _take_back(session, target, now)


def undo_import(session: Session, *, action_id: int, now: datetime) -> Undone:
    """Take back an import, or anything else, as ``undo`` does; the manager's password is asked for."""
    return _take_back(session, _action(session, action_id), now)


def _action(session: Session, action_id: int) -> Action:
    target = session.execute(select(Action).where(Action.id == action_id)).scalar()
    if target is None:
        raise _cannot(N_("There is no such action."))
    return target


def _take_back(session: Session, target: Action, now: datetime) -> Undone:
    action_id = target.id
    _may_undo(session, target, now)
    gesture(session).undoes = action_id
    columns = (Change.table_name, Change.row_id, Change.before, Change.after)
    changes = session.execute(select(*columns).where(Change.action_id == action_id).order_by(Change.n.desc())).all()
    names: set[tuple[str, int]] = {(change.table_name, change.row_id) for change in changes}
    steps = _events_away(session, action_id) + [_reversed(session, *change) for change in changes]
    undone = Undone(action_id, what=said(session, target))
    write(session, undone)  # before the steps: the guards let an event go only when its action is undone
    try:
        for sql, alike in groupby(steps, key=itemgetter(0)):
            session.connection().exec_driver_sql(sql, [values for _sql, values in alike])
    except IntegrityError as error:
        raise _blocked(session, target.id, names, error) from error
    against = {row for conflicts in CONFLICTS for row in conflicts(session, names, now)}
    if against:
        raise _moved_on(session, _touching(session, target.id, against - names))
    return undone


def _cannot(words: str, way_out: str = "", **facts: Any) -> Exception:
    return refuse("CannotUndo", _(words).format(**facts), _(way_out), **facts)


def _stands_on_it(session: Session, later: Action) -> Exception:
    words = N_("Something newer stands on it: {later}.")
    return _cannot(words, N_("Undo that first."), later=said(session, later), action=later.id)


def _may_undo(session: Session, target: Action, now: datetime) -> None:
    if target.command in _FINAL:
        raise _cannot(N_("This cannot be taken back."), _FINAL[target.command])
    if is_undone(session, target.id):
        raise _cannot(N_("This was already undone."))
    mine_today = target.user_id == gesture(session).user_id and target.at.date() == now.date()
    if not mine_today and gesture(session).role != "manager":
        raise _cannot(N_("Only one's own actions of today can be undone."), N_("The manager can undo it."))
    if target.schema != SCHEMA:
        raise _cannot(N_("This was written by an older version of the program."))
    later = _later_action(session, target.id)
    if later is not None:
        raise _stands_on_it(session, later)
    erased = session.scalar(select(Change.n).where(Change.action_id == target.id, Change.salt.is_(None)).limit(1))
    if erased is not None:
        raise _cannot(N_("The person it was about has been erased."))


def is_undone(session: Session, action_id: int) -> bool:
    """Whether the action's newest undo stands."""
    newest = session.scalar(select(Action.id).where(Action.undoes == action_id).order_by(Action.id.desc()).limit(1))
    return newest is not None and not is_undone(session, newest)


def _later_action(session: Session, action_id: int) -> Action | None:
    """The first later action that changed a row of this one, or counted at its door, and still stands."""
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
    counted = session.scalar(_COUNTED, {"id": action_id})
    return None if counted is None else session.get_one(Action, counted)


def _reversed(
    session: Session, name: str, row_id: int, before_text: str | None, after_text: str | None
) -> tuple[str, dict[str, Any]]:
    """Note one row as it will be again, and return the plain SQL that makes it so."""
    table = Base.metadata.tables[name]
    note_text(session, name, row_id, after_text, before_text)
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


# ---------------------------------------------------------------- what stands in the way


def _blocked(session: Session, first: int, names: set[tuple[str, int]], error: IntegrityError) -> Exception:
    """The refusal that names what stands in the way: a closed month, or the newest action on a row that does."""
    guard = guard_of(error)
    if guard.startswith("month_closed"):
        return _cannot(N_("Its day lies in a closed month."), N_("Enter a correction (更正) on the page of the tally."))
    if guard.startswith("visits_"):
        return _cannot(N_("Some of these visitors were taken back since."), N_("Undo that first."))
    taken = re.findall(r"(\w+)\.(\w+)", str(error.orig)) if "UNIQUE" in str(error.orig) else []
    if guard in TAKEN:
        table, by_whom = TAKEN[guard]
        words, way_out = by_whom(session, [_row(session, *one) for one in sorted(names) if one[0] == table])
        return refuse("CannotUndo", words, way_out)
    if taken:
        found = _touching(session, first, _siblings(session, names, taken))
    else:
        found = _touching(session, first, _parents(session, names)) | _referring(session, first, names)
    return _moved_on(session, found)


def _moved_on(session: Session, found: set[int]) -> Exception:
    """The refusal that names the newest of these actions that stands."""
    for later in sorted(found, reverse=True):
        action = session.get_one(Action, later)
        if action.undoes is None and not is_undone(session, later):
            return _stands_on_it(session, action)
    return _cannot(N_("The records have moved on since; it can no longer be taken back."))


def _row(session: Session, name: str, row_id: int) -> dict[str, Any]:
    """A row as it is, or was when it last was there: the newest images in the journal, the undo's own included."""
    query = select(Change.before, Change.after).where(Change.table_name == name, Change.row_id == row_id)
    row: dict[str, Any] = {}
    for before, after in session.execute(query.order_by(Change.action_id, Change.n)):
        row |= json.loads(after or before or "{}")
    return row


def _siblings(session: Session, names: set[tuple[str, int]], taken: list[tuple[str, str]]) -> set[tuple[str, int]]:
    """The rows that have the unique values which ours had."""
    table = taken[0][0]
    columns = [column for _table, column in taken]
    where = " AND ".join(f"{c} = :{c}" for c in columns)
    found: set[tuple[str, int]] = set()
    for row_id in (i for name, i in names if name == table):
        values = {c: _row(session, table, row_id).get(c) for c in columns}
        same = session.scalars(text(f"SELECT id FROM {table} WHERE {where} AND id <> :own"), values | {"own": row_id})
        found |= {(table, i) for i in same}
    return found


def _parents(session: Session, names: set[tuple[str, int]]) -> set[tuple[str, int]]:
    """The rows that ours refer to."""
    return {parent for name, row_id in names for parent in _referred(name, _row(session, name, row_id))} - names


def _referred(table: str, image: dict[str, Any]) -> set[tuple[str, int]]:
    keys = Base.metadata.tables[table].foreign_keys
    return {(fk.column.table.name, image[fk.parent.name]) for fk in keys if image.get(fk.parent.name) is not None}


def _touching(session: Session, first: int, rows: set[tuple[str, int]]) -> set[int]:
    """The later actions that touched one of these rows."""
    later: set[int] = set()
    for table, row_id in rows:
        query = select(Change.action_id).where(Change.table_name == table, Change.row_id == row_id)
        later |= set(session.scalars(query.where(Change.action_id > first)))
    return later


def _referring(session: Session, first: int, names: set[tuple[str, int]]) -> set[int]:
    """The later actions, of the newest changes, that made a row refer to one of ours."""
    newest = select(Change).where(Change.action_id > first, Change.after.is_not(None)).order_by(Change.action_id.desc())
    found = session.scalars(newest.limit(BLOCK))
    return {c.action_id for c in found if _referred(c.table_name, json.loads(c.after or "{}")) & names}
