"""The tape: today's actions, said through present names."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from venuedesk.core import slips
from venuedesk.core.db import read
from venuedesk.core.journal.tables import Action
from venuedesk.core.users import User


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


_LAST_AT = select(Action.at).order_by(Action.id.desc()).limit(1)


def last_entry_at(session: Session) -> datetime | None:
    """The time of the newest action, None in an empty journal."""
    return read(session, _LAST_AT).scalar()


def said(session: Session, action: Action) -> str:
    """What an action's slip says now."""
    return slips.said(session, action.slip, json.loads(action.slip_values))


_RECENT = (
    select(
        *(Action.id, Action.at, User.name, Action.user_id, Action.command, Action.slip, Action.slip_values),
        *(Action.reason, Action.undoes),
    )
    .join(User, User.id == Action.user_id)
    .order_by(Action.id.desc())
    .limit(bindparam("limit"))
)


def _of_today(session: Session, now: datetime, limit: int) -> Iterator[tuple[Any, bool]]:
    """Today's actions, the newest first, and whether each was undone."""
    start = datetime(now.year, now.month, now.day)
    undone: set[int] = set()
    for action in read(session, _RECENT, limit=limit).all():  # newest first: an undo is met before what it undoes
        if action.undoes is not None and action.id not in undone:
            undone.add(action.undoes)
        if action.at >= start:
            yield action, action.id in undone


def today(session: Session, *, now: datetime, limit: int = 100) -> list[ActionRow]:
    """Today's actions, the newest first: the tape."""
    found = list(_of_today(session, now, limit))
    texts = slips.said_many(session, [(a.slip, json.loads(a.slip_values)) for a, _undone in found])
    return [
        ActionRow(a.id, a.at, a.name, a.user_id, a.command, text, a.reason or "", a.undoes, undone)
        for (a, undone), text in zip(found, texts, strict=True)
    ]


def last_own_action(session: Session, *, user_id: int, now: datetime, limit: int = 100) -> int | None:
    """The newest action of today by this user that is no undo and still stands: what Ctrl+Z takes back.

    It is looked for among the newest ``limit`` actions first, which is enough but for a crowd at the door.
    """
    today_ = list(_of_today(session, now, limit))
    mine = (a.id for a, undone in today_ if a.user_id == user_id and a.undoes is None and not undone)
    found = next(mine, None)
    if found is None and len(today_) == limit:
        return last_own_action(session, user_id=user_id, now=now, limit=limit * 10)
    return found


def _what(session: Session, values: dict[str, Any]) -> str:
    """What the action meant by an ``Undone`` slip said."""
    target = session.get(Action, values["action_id"])
    return "" if target is None else said(session, target)


slips.NAMES["what"] = _what
