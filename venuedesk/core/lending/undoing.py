"""What an undo may not leave behind: a book with someone who is no longer a member. No guard of the file refuses it."""

import json
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

from venuedesk.core.db import read
from venuedesk.core.journal.undoing import CONFLICTS

_GONE = text(
    "SELECT m.id FROM json_each(:ids) AS j CROSS JOIN loans AS l ON l.id = j.value"
    " JOIN members AS m ON m.id = l.member_id"
    " WHERE l.returned_at IS NULL AND m.retired_at IS NOT NULL"
)


def conflicts(session: Session, names: Collection[tuple[str, int]], _now: datetime) -> set[tuple[str, int]]:
    """The members who left and would have one of these loans again."""
    ids = [i for name, i in names if name == "loans"]
    return {("members", one) for one in read(session, _GONE, ids=json.dumps(ids)).scalars()} if ids else set()


CONFLICTS.append(conflicts)
