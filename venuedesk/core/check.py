"""``venuedesk check``: is everything in the file as it must be? The answer is a list of plain sentences."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from venuedesk.core import guards, journal
from venuedesk.core.backups import new_schema, schema_of
from venuedesk.core.db import Base, storage
from venuedesk.core.errors import StorageTrouble, words_of
from venuedesk.core.file import open_file
from venuedesk.core.tallies import broken_seals, month_words
from venuedesk.i18n import N_, _

RECENT = 5000  # changes whose rows are compared with the file
SHOWN = 20  # sentences of one kind; more are only counted

_INVARIANTS = (
    (
        N_("Copy {id} is on loan twice."),
        "SELECT copy_id FROM loans WHERE returned_at IS NULL GROUP BY copy_id HAVING count(*) > 1",
    ),
    (
        N_("Copy {id} is on loan but not in stock."),
        "SELECT c.id FROM copies c JOIN loans l ON l.copy_id = c.id AND l.returned_at IS NULL"
        " WHERE c.state <> 'in_stock'",
    ),
    (
        N_("Loan {id} was never counted."),
        "SELECT l.id FROM loans l WHERE NOT EXISTS (SELECT 1 FROM events e"
        " WHERE e.source = 'loans' AND e.source_id = l.id AND e.kind = 'loan')"
        " AND EXISTS (SELECT 1 FROM changes c JOIN actions a ON a.id = c.action_id"
        " WHERE c.table_name = 'loans' AND c.row_id = l.id AND c.before IS NULL"
        " AND a.command NOT LIKE 'exchange.%')",
    ),
    (
        N_("Loan {id} was counted more than once, or its end was."),
        "SELECT source_id FROM events WHERE source = 'loans' AND kind <> 'renewal' GROUP BY source_id,"
        " CASE kind WHEN 'lost' THEN 'return' ELSE kind END HAVING count(*) > 1",
    ),
    (
        N_("The end of loan {id} was counted, but it is open."),
        "SELECT l.id FROM loans l JOIN events e ON e.source = 'loans' AND e.source_id = l.id"
        " AND e.kind IN ('return', 'lost') WHERE l.returned_at IS NULL",
    ),
    (
        N_("Event {id} counts a loan that is not there."),
        "SELECT e.id FROM events e LEFT JOIN loans l ON l.id = e.source_id WHERE e.source = 'loans' AND l.id IS NULL",
    ),
    (
        N_("Space {id} is taken twice at one time."),
        "SELECT DISTINCT space_id FROM (SELECT space_id, starts_at, lag(ends_at) OVER"
        " (PARTITION BY space_id ORDER BY starts_at) AS until FROM occupancy) WHERE until > starts_at",
    ),
    (
        N_("Booking {id} does not take its spaces as it says."),
        "SELECT DISTINCT b.id FROM bookings b LEFT JOIN occupancy o ON o.booking_id = b.id"
        " WHERE (o.id IS NULL) <> (b.state IN ('no_show', 'cancelled'))"
        " OR unixepoch(b.starts_at) - unixepoch(o.starts_at) <> b.setup_minutes * 60"
        " OR unixepoch(o.ends_at) - unixepoch(b.ends_at) <> b.teardown_minutes * 60",
    ),
    (
        N_("Booking {id} has ended but was not counted once, or is counted without having ended."),
        "SELECT b.id FROM bookings b LEFT JOIN (SELECT source_id, count(*) AS n FROM events"
        " WHERE source = 'bookings' AND kind = 'session' GROUP BY source_id) e ON e.source_id = b.id"
        " WHERE (b.state = 'ended') <> (e.n IS NOT NULL) OR e.n > 1",
    ),
    (
        N_("Event {id} counts a booking that is not there."),
        "SELECT e.id FROM events e LEFT JOIN bookings b ON b.id = e.source_id"
        " WHERE e.source = 'bookings' AND b.id IS NULL",
    ),
    (
        N_("Sign-in {id} is not counted by its headcount."),
        "SELECT s.id FROM sign_ins s LEFT JOIN (SELECT source_id, sum(quantity) AS n FROM events"
        " WHERE source = 'sign_ins' AND kind = 'attendance' GROUP BY source_id) e ON e.source_id = s.id"
        " WHERE s.booking_id IS NULL AND e.n IS NOT s.headcount",
    ),
    (
        N_("Event {id} counts a sign-in or a door that is not there."),
        "SELECT e.id FROM events e LEFT JOIN sign_ins s ON e.source = 'sign_ins' AND s.id = e.source_id"
        " LEFT JOIN doors d ON e.source IN ('doors', 'gates') AND d.id = e.source_id"
        " WHERE e.source IN ('sign_ins', 'doors', 'gates') AND s.id IS NULL AND d.id IS NULL",
    ),
    (
        N_("Door {id} has fewer than no visitors in some hour."),
        "SELECT DISTINCT source_id FROM (SELECT source_id, sum(quantity) AS n FROM events"
        " WHERE kind = 'visit' AND about IS NULL GROUP BY day, source_id, substr(at, 1, 13)) WHERE n < 0",
    ),
)


_SEALS = {
    "figures": N_("The figures of {month} are not those that were closed."),
    "paper": N_("The paper of {month} is not the one that was signed."),
    "no paper": N_("The signed paper of {month} is gone."),
}


def check_file(path: Path) -> list[str]:
    """What is wrong with the file at ``path``; [] when all is well. It is only read, and may be open elsewhere."""
    try:
        opened = open_file(path, read_only=True)
        try:
            with storage(), Session(opened.reader) as session:
                return check(session)
        finally:
            opened.close(checkpoint=False)
    except StorageTrouble as trouble:
        return [" ".join(words_of(trouble))]


def check(session: Session) -> list[str]:
    """What is wrong with the file: its pages, references, schema and guards, the journal's chain, records and events.

    One sentence each; [] when all is well.
    """
    found, readable = _structure(session)
    if not readable:
        return found
    for words, sql in _INVARIANTS:
        ids = session.execute(text(sql)).scalars().all()
        found += _few([_(words).format(id=one) for one in ids])
    seals = ((_(_SEALS[what]), month_words(month)) for month, what in broken_seals(session))
    found += _few([words.format(month=month) for words, month in seals])
    links = [_("Action {id}: {what}.").format(id=i, what=what) for i, what in journal.broken_links(session)]
    return found + _few(links) + _few(list(_differing_rows(session)))


def _few(sentences: list[str]) -> list[str]:
    more = len(sentences) - SHOWN
    return sentences[:SHOWN] + ([_("… and {n} more like this.").format(n=more)] if more > 0 else [])


def _structure(session: Session) -> tuple[list[str], bool]:
    """What is wrong with pages, references, guards and tables, and whether the records can be read for sure."""
    raw: Any = session.connection().connection.driver_connection
    try:
        damage = [row[0] for row in raw.execute(f"PRAGMA integrity_check({SHOWN})") if row[0] != "ok"]
    except sqlite3.DatabaseError as error:
        damage = [str(error)]
    if damage:
        return [_("The file is damaged: {what}.").format(what=one) for one in damage], False
    words = _("A reference is broken in table {table}, row {id}.")
    broken = [words.format(table=t, id=i) for t, i, *_rest in raw.execute("PRAGMA foreign_key_check")]
    odd = [_("The guard {name} is missing or changed.").format(name=name) for name in guards.differing(raw)]
    if not odd and schema_of(raw) != new_schema():
        odd = [_("The tables are not those of this version of the program.")]
    tables = {row[0] for row in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    return _few(broken) + odd, tables >= Base.metadata.tables.keys()


def _differing_rows(session: Session) -> Iterator[str]:
    """Rows that were changed past the journal: the newest image of each recently touched row against the file."""
    images = _images(session)
    rows = _rows(session, images)
    for (table, row_id), image in images.items():
        row = rows.get((table, row_id))
        if row is None and image is not None:
            yield _("Row {id} of {table} is gone.").format(id=row_id, table=table)
        elif row is not None and image is None:
            yield _("Row {id} of {table} is there though it was deleted.").format(id=row_id, table=table)
        for column, value in (image or {}).items():
            if row is not None and column in row and row[column] != value:
                words = _("Row {id} of {table} was changed past the journal: {column}.")
                yield words.format(id=row_id, table=table, column=column)


def _rows(session: Session, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], dict[str, Any]]:
    """The wanted rows (table, id) as they stand in the file."""
    ids: dict[str, list[int]] = {}
    for table, row_id in wanted:
        ids.setdefault(table, []).append(row_id)
    found = {}
    for table, some in ids.items():
        sql = f"SELECT * FROM {table} WHERE id IN ({', '.join(map(str, some))})"
        for row in session.connection().exec_driver_sql(sql).mappings():
            found[table, row["id"]] = dict(row)
    return found


def _images(session: Session) -> dict[tuple[str, int], dict[str, Any] | None]:
    """The newest known values of each recently touched row; None for a deleted one; erased ones are left out."""
    sql = "SELECT table_name, row_id, before, after, salt FROM changes ORDER BY action_id DESC, n DESC LIMIT :n"
    images: dict[tuple[str, int], dict[str, Any] | None] = {}
    told, erased = set(), set()  # told: nothing older says more, the row was inserted or deleted there
    for table, row_id, before, after, salt in session.execute(text(sql), {"n": RECENT}):
        key = (table, row_id)
        if salt is None or table not in Base.metadata.tables:
            erased.add(key)
        elif key not in told:
            images[key] = None if after is None else json.loads(after) | (images.get(key) or {})
            if before is None or after is None:
                told.add(key)
    return {key: image for key, image in images.items() if key not in erased}
