"""The imports that were taken, for taking one back."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from venuedesk.core import journal, slips
from venuedesk.core.journal import Action
from venuedesk.core.users import User


@dataclass(frozen=True)
class PastImport:
    """One import: when, by whom, what it said; ``undone`` when it was taken back."""

    id: int
    at: datetime
    user: str
    text: str
    undone: bool


def past_imports(session: Session, *, limit: int = 50) -> list[PastImport]:
    """The imports that were taken, the newest first."""
    query = select(Action, User.name).join(User, User.id == Action.user_id)
    taken = query.where(Action.command.startswith("exchange.import_"), Action.undoes.is_(None))
    rows = session.execute(taken.order_by(Action.id.desc()).limit(limit)).all()
    return [
        PastImport(
            action.id,
            action.at,
            name,
            slips.said(session, action.slip, json.loads(action.slip_values)),
            journal.is_undone(session, action.id),
        )
        for action, name in rows
    ]
