"""What stands before a story begins, written as one journalled action a line; and the questions that stories ask."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from venuedesk import i18n
from venuedesk.core import calendar, events, file, house, journal, search, slips, users
from venuedesk.core.books import Copy, Title
from venuedesk.core.db import VenueFile
from venuedesk.core.desk import Desk
from venuedesk.core.people import Card, Category, Member, Unit

FIRST_DAY = datetime(2026, 11, 20, 9, 0)
PASSWORD = "a manager's password"
FOUNDED = datetime(2026, 1, 2, 8, 0)


@dataclass(frozen=True)
class SceneSet(slips.Slip):
    """Something of the scene was put up."""


def make_template(path: Path) -> Path:
    """A new venue with a manager (1), a librarian (2) and a clerk (3); Chinese names, English texts."""
    before = i18n.current()
    i18n.use("en")
    file.create(path, founding=file.Founding("城北工人文化宫", "王主任", PASSWORD), now=FOUNDED)
    opened = file.open_file(path)
    desk = Desk(opened, user_id=file.FIRST_USER, clock=lambda: FOUNDED)
    for name, role in (("陈馆员", users.LIBRARIAN), ("李前台", users.CLERK)):
        desk.do_with_password(PASSWORD, users.save_user, draft=users.UserDraft(name, role))
    opened.close()
    i18n.use(before)
    return path


def write(opened: VenueFile, at: datetime, deed: Callable[[Session], None]) -> None:
    """Do something to the file as the manager, as one action."""
    with journal.JournalSession(opened.writer) as session:
        session.info["gesture"] = journal.Gesture(command="story.scene", user_id=1, role=users.MANAGER, at=at)
        deed(session)
        if journal.write(session, SceneSet()) is not None:
            search.refresh(session, journal.gesture(session).touched)
        session.commit()


def fold_log(path: Path) -> None:
    """Fold the log of a closed file back into it."""
    raw = sqlite3.connect(path)
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()


def read(opened: VenueFile, query: Any) -> Any:
    """The one value that a query finds."""
    with Session(opened.reader) as session:
        return session.scalars(query).one()


# ---------------------------------------------------------------- people


def add_member(
    opened: VenueFile,
    at: datetime,
    name: str,
    *,
    card: str = "",
    phone: str = "",
    category: str = "industrial",
    unit: str = "",
    type: str = "standard",
    joined: str = "2026-01-02",
    expires: str = "",
    card_expires: str = "",
) -> None:
    def deed(session: Session) -> None:
        found = session.scalar(select(Unit).where(Unit.name == unit) if unit else select(Unit).order_by(Unit.id))
        if found is None:
            found = Unit(name=unit)
            session.add(found)
            session.flush()
        category_id = session.scalars(select(Category.id).where(Category.code == category)).one()
        member = Member(
            name=name,
            unit_id=found.id,
            category_id=category_id,
            member_type=type,
            phone=phone,
            joined_on=date.fromisoformat(joined),
            expires_on=_day(expires),
        )
        session.add(member)
        session.flush()
        if card:
            session.add(Card(member_id=member.id, number=card, issued_at=FOUNDED, expires_on=_day(card_expires)))

    write(opened, at, deed)


def _day(words: str) -> date | None:
    return date.fromisoformat(words) if words else None


def add_card(
    opened: VenueFile,
    at: datetime,
    number: str,
    member_id: int,
    *,
    kind: str = "union",
    expires: str = "",
    state: str = "active",
) -> None:
    ended = None if state == "active" else at
    card = Card(
        member_id=member_id,
        number=number,
        kind=kind,
        issued_at=FOUNDED,
        expires_on=_day(expires),
        state=state,
        ended_at=ended,
    )
    write(opened, at, lambda session: session.add(card))


def end_card(opened: VenueFile, at: datetime, number: str, state: str) -> None:
    def deed(session: Session) -> None:
        card = session.scalars(select(Card).where(Card.number == number, Card.state == "active")).one()
        card.state, card.ended_at = state, at

    write(opened, at, deed)


def retire(opened: VenueFile, at: datetime, member_id: int) -> None:
    def deed(session: Session) -> None:
        session.get_one(Member, member_id).retired_at = at

    write(opened, at, deed)


def member_named(opened: VenueFile, name: str) -> int:
    return int(read(opened, select(Member.id).where(Member.name == name)))


# ---------------------------------------------------------------- books


def add_title(opened: VenueFile, at: datetime, title: str, *, isbn: str = "") -> None:
    write(opened, at, lambda session: session.add(Title(title=title, isbn=isbn, created_at=at)))


def add_copy(
    opened: VenueFile,
    at: datetime,
    barcode: str,
    title_id: int,
    *,
    type: str = "book",
    state: str = "in_stock",
    location: str = "",
    accession: str = "",
) -> None:
    copy = Copy(
        title_id=title_id,
        barcode=barcode,
        item_type=type,
        state=state,
        location=location,
        accession=accession,
        acquired_on=FOUNDED.date(),
    )
    write(opened, at, lambda session: session.add(copy))


def set_copy(opened: VenueFile, at: datetime, barcode: str, state: str) -> None:
    def deed(session: Session) -> None:
        session.scalars(select(Copy).where(Copy.barcode == barcode)).one().state = state

    write(opened, at, deed)


def title_named(opened: VenueFile, title: str) -> int:
    return int(read(opened, select(Title.id).where(Title.title == title)))


def copy_numbered(opened: VenueFile, barcode: str) -> int:
    return int(read(opened, select(Copy.id).where(Copy.barcode == barcode)))


def copy_state(opened: VenueFile, barcode: str) -> str:
    return str(read(opened, select(Copy.state).where(Copy.barcode == barcode)))


# ---------------------------------------------------------------- the house


def add_rule(opened: VenueFile, at: datetime, member_type: str, item_type: str, **words: str) -> None:
    """A line of the lending rules; what is not named is as in the default rule."""
    since = date.fromisoformat(words.pop("from", "2000-01-02"))
    values = house.DEFAULT_RULE | {"member_type": member_type, "item_type": item_type, "valid_from": since}
    columns = house.LendingRule.__table__.columns
    for key, value in words.items():
        kind = columns[key].type.python_type
        values[key] = value == "yes" if kind is bool else kind(value)
    write(opened, at, lambda session: session.add(house.LendingRule(**values)))


def retire_rules(opened: VenueFile, at: datetime) -> None:
    def deed(session: Session) -> None:
        for rule in session.scalars(select(house.LendingRule)):
            rule.retired_at = at

    write(opened, at, deed)


def close(opened: VenueFile, at: datetime, first: date, last: date) -> None:
    draft = calendar.ExceptionDraft(first=first, last=last, kind=calendar.CLOSED, reason="检修")
    write(opened, at, lambda session: calendar.add_exception(session, draft=draft) and None)


def close_month(opened: VenueFile, at: datetime, month: str) -> None:
    write(opened, at, lambda session: session.add(events.ClosedMonth(month=month, closed_at=at)))


def leave_a_trace(opened: VenueFile, at: datetime) -> None:
    """Something is entered at this time, so that the desk's clock is believed from then on."""
    write(opened, at, lambda session: session.add(house.Setting(key="story", value="trace", valid_from=at.date())))


# ---------------------------------------------------------------- what stands


def accepted(opened: VenueFile) -> list[str]:
    """What was passed with a yes in the newest action."""
    found = read(opened, select(journal.Action.accepted).order_by(journal.Action.id.desc()).limit(1))
    return sorted(json.loads(found)) if found else []


_MUST_BE_EMPTY = {
    "a copy is lent twice": "SELECT copy_id FROM loans WHERE returned_at IS NULL GROUP BY copy_id HAVING count(*) > 1",
    "a lost or withdrawn copy waits on the hold shelf": """
        SELECT holds.id FROM holds JOIN copies ON copies.id = holds.copy_id
        WHERE holds.state = 'ready' AND copies.state <> 'in_stock'""",
    "a copy on loan waits on the hold shelf": """
        SELECT holds.id FROM holds JOIN loans ON loans.copy_id = holds.copy_id
        WHERE holds.state = 'ready' AND loans.returned_at IS NULL""",
    "a loan and its events disagree": """
        SELECT loans.id FROM loans JOIN (
            SELECT source_id, sum(kind = 'loan') AS lent, sum(kind = 'renewal') AS renewed,
                   sum(kind IN ('return', 'lost')) AS ended FROM events WHERE source = 'loans' GROUP BY source_id
        ) ON source_id = loans.id
        WHERE lent <> 1 OR renewed <> renewals OR ended <> (returned_at IS NOT NULL)""",
    "a loan without an event": """
        SELECT id FROM loans WHERE id NOT IN
            (SELECT source_id FROM events WHERE source = 'loans' AND kind = 'loan')""",
    "an event of a loan that is not there": """
        SELECT id FROM events WHERE source = 'loans' AND source_id NOT IN (SELECT id FROM loans)""",
    "a space is taken twice": """
        SELECT a.id FROM occupancy a JOIN occupancy b ON b.space_id = a.space_id AND b.id > a.id
        AND b.starts_at < a.ends_at AND b.ends_at > a.starts_at""",
    "a booking and its spaces disagree": """
        SELECT b.id FROM bookings b LEFT JOIN occupancy o ON o.booking_id = b.id
        WHERE (o.id IS NULL) <> (b.state IN ('no_show', 'cancelled'))
        OR julianday(b.starts_at) - julianday(o.starts_at) NOT BETWEEN (b.setup_minutes * 60 - 1) / 86400.0
                                                                   AND (b.setup_minutes * 60 + 1) / 86400.0
        OR julianday(o.ends_at) - julianday(b.ends_at) NOT BETWEEN (b.teardown_minutes * 60 - 1) / 86400.0
                                                               AND (b.teardown_minutes * 60 + 1) / 86400.0""",
    "a booking and its events disagree": """
        SELECT b.id FROM bookings b LEFT JOIN (
            SELECT source_id, sum(kind = 'session') AS sessions, sum(quantity * (kind = 'attendance')) AS people
            FROM events WHERE source = 'bookings' GROUP BY source_id
        ) ON source_id = b.id
        WHERE (b.state = 'ended') <> (coalesce(sessions, 0) = 1)
        OR b.state = 'ended' AND people <> b.attended""",
}


def faults(opened: VenueFile) -> Iterator[str]:
    """What is wrong with the file: the chain, the file itself, and what must never stand in it."""
    with Session(opened.reader) as session:
        for action, fault in journal.broken_links(session):
            yield f"action {action}: {fault}"
        for (found,) in session.execute(text("PRAGMA integrity_check")):
            if found != "ok":
                yield str(found)
        for found in session.execute(text("PRAGMA foreign_key_check")):
            yield f"foreign key: {found}"
        for words, sql in _MUST_BE_EMPTY.items():
            for (row,) in session.execute(text(sql)):
                yield f"{words}: {row}"
