"""What the tests of imports do at a desk, and files to read."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.core.venue import NOW, PASSWORD
from venuedesk.core import journal
from venuedesk.exchange import imports, plans


def csv_file(folder: Path, *lines: str, name: str = "in.csv") -> Path:
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder / name


def planned(at, subject, path, **how):
    return at.ask(imports.plan, subject=subject, path=path, **how)


def imported(at, subject, path, *, update=False, now: datetime = NOW, **how):
    plan = planned(at, subject, path, **how)
    return at.do(imports.COMMANDS[subject], plan=plan, now=now, update=update)


def undone(at, now: datetime = NOW):
    last = at.ask(journal.last_own_action, user_id=at.user.id, now=now)
    return at.do_with_password(PASSWORD, journal.undo_import, action_id=last, now=now)


def rows_of(at, sql, **values):
    with Session(at.file.reader) as session:
        return [tuple(r) for r in session.execute(text(sql), values)]


def count(at, table):
    return rows_of(at, f"SELECT count(*) FROM {table}")[0][0]


def rejected(plan: plans.Plan):
    return [str(r) for r in plan.rejected]
