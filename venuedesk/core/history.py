"""The history of one record, read from the journal; and the erasure of a person from it."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from venuedesk.core import journal, slips
from venuedesk.core.journal import Action, Change
from venuedesk.core.users import User


@dataclass(frozen=True)
class HistoryRow:
    """One change of a record: who, when, by which deed, and each changed column (name, before, after).

    An erased change has no columns; a new record has no values before, a record taken back none after.
    """

    action_id: int
    at: datetime
    user: str
    text: str
    reason: str
    columns: tuple[tuple[str, Any, Any], ...]


def of_row(session: Session, *, table: str, row_id: int, limit: int = 200) -> list[HistoryRow]:
    """What was done to one record, the newest first."""
    found = session.execute(
        select(
            Action.id, Action.at, User.name, Action.slip, Action.slip_values, Action.reason, Change.before, Change.after
        )
        .join(Action, Action.id == Change.action_id)
        .join(User, User.id == Action.user_id)
        .where(Change.table_name == table, Change.row_id == row_id)
        .order_by(Change.action_id.desc(), Change.n.desc())
        .limit(limit)
    ).all()
    texts = slips.said_many(session, [(row.slip, json.loads(row.slip_values)) for row in found])
    return [
        HistoryRow(row.id, row.at, row.name, said, row.reason or "", _columns(row.before, row.after))
        for row, said in zip(found, texts, strict=True)
    ]


def _columns(before: str | None, after: str | None) -> tuple[tuple[str, Any, Any], ...]:
    was, now = json.loads(before or "{}"), json.loads(after or "{}")
    return tuple((name, was.get(name), now.get(name)) for name in {**was, **now})


def erase(session: Session, *, rows: list[tuple[str, int]]) -> None:
    """Take the contents of every change of these rows (table, id) out of the journal, the change under way included.

    The digests stay, so the chain still verifies; what was erased cannot be undone or shown again.
    """
    session.flush()
    wanted = set(rows)
    for change in journal.gesture(session).waiting:
        if (change["table_name"], change["row_id"]) in wanted:
            change["before"] = change["after"] = change["salt"] = None
    for table, row_id in rows:
        session.connection().execute(
            text("UPDATE changes SET before = NULL, after = NULL, salt = NULL WHERE table_name = :t AND row_id = :i"),
            {"t": table, "i": row_id},
        )
