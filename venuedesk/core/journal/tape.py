"""The tape: today's actions, said through present names."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from venuedesk.core import slips
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


def last_entry_at(session: Session) -> datetime | None:
    """The time of the newest action, None in an empty journal."""
    return session.scalar(select(Action.at).order_by(Action.id.desc()).limit(1))


def said(session: Session, action: Action) -> str:
    """What an action's slip says now."""
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
                    action.id,
                    action.at,
                    user,
                    action.user_id,
                    action.command,
                    said(session, action),
                    action.reason or "",
                    action.undoes,
                    action.id in undone,
                )
            )
    return rows


def last_own_action(session: Session, *, user_id: int, now: datetime) -> int | None:
    """The newest action of today by this user that is no undo and still stands: what Ctrl+Z takes back."""
    mine = (r for r in today(session, now=now) if r.user_id == user_id)
    return next((r.id for r in mine if r.undoes is None and not r.undone), None)


def _what(session: Session, values: dict[str, Any]) -> str:
    """What the action meant by an ``Undone`` slip said."""
    target = session.get(Action, values["action_id"])
    return "" if target is None else said(session, target)


slips.NAMES["what"] = _what
