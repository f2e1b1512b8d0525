"""The guards: triggers that refuse illegal states of the file, whoever writes.

They only refuse, never write, and look at few rows by key. Each message begins with the guard's name
(``venuedesk.core.db.guard_of``). A changed guard is a new version of the file, so that it is laid anew everywhere.
"""

import sqlite3

from sqlalchemy import Connection

from venuedesk.core import search

_NEWEST = "(SELECT max(id) FROM actions)"
_CLOSED = "EXISTS (SELECT 1 FROM closed_months WHERE month = substr({row}.day, 1, 7) AND reopened_at IS NULL)"
_OPEN_LOAN = "EXISTS (SELECT 1 FROM loans WHERE copy_id = OLD.id AND returned_at IS NULL)"
_OFF_STOCK = (
    "NEW.returned_at IS NULL AND EXISTS (SELECT 1 FROM copies WHERE id = NEW.copy_id AND state <> 'in_stock')"
)
# Stored rows of a space never overlap, so the last one that starts before the new end is the only one to look at.
_TAKEN = (
    "(SELECT ends_at FROM occupancy WHERE space_id = NEW.space_id AND starts_at < NEW.ends_at"
    " ORDER BY starts_at DESC LIMIT 1) > NEW.starts_at"
)
_VISITS_OF_HOUR = (
    "(SELECT coalesce(sum(quantity), 0) FROM events WHERE kind = 'visit' AND about IS NULL AND day = {row}.day"
    " AND source_id = {row}.source_id"
    " AND at BETWEEN substr({row}.at, 1, 13) || ':00:00' AND substr({row}.at, 1, 13) || ':59:59')"
)
_VISIT = "{row}.kind = 'visit' AND {row}.about IS NULL AND {row}.quantity {sign} 0 AND "
_ERASED = (
    "NEW.before IS NULL AND NEW.after IS NULL AND NEW.salt IS NULL AND NEW.action_id = OLD.action_id AND NEW.n = OLD.n"
    " AND NEW.table_name = OLD.table_name AND NEW.row_id = OLD.row_id AND NEW.digest = OLD.digest"
)

# name, when, the state that is refused, the words. INSERT guards on keys close the way around by INSERT OR REPLACE,
# whose silent delete fires no trigger.
_GUARDS = (
    ("actions_fixed", "UPDATE ON actions", "1", "an action is never changed"),
    ("actions_kept", "DELETE ON actions", "1", "an action is never deleted"),
    ("actions_in_order", "INSERT ON actions", f"NEW.id <= {_NEWEST}", "actions are appended"),
    ("changes_kept", "DELETE ON changes", "1", "a change is never deleted"),
    ("changes_erased_only", "UPDATE ON changes", f"NOT ({_ERASED})", "a change can only be erased"),
    ("changes_in_order", "INSERT ON changes", f"NEW.action_id < {_NEWEST}", "changes are appended"),
    (
        "changes_once",
        "INSERT ON changes",
        "EXISTS (SELECT 1 FROM changes WHERE action_id = NEW.action_id AND n = NEW.n)",
        "a change is never replaced",
    ),
    ("events_fixed", "UPDATE ON events", "1", "an event is never changed"),
    (
        "events_once",
        "INSERT ON events",
        "EXISTS (SELECT 1 FROM events WHERE id = NEW.id)",
        "an event is never replaced",
    ),
    (
        "events_kept",
        "DELETE ON events",
        "NOT EXISTS (SELECT 1 FROM actions WHERE undoes = OLD.action_id)",
        "an event goes only when its action is undone",
    ),
    ("month_closed_insert", "INSERT ON events", _CLOSED.format(row="NEW"), "the month is closed"),
    ("month_closed_delete", "DELETE ON events", _CLOSED.format(row="OLD"), "the month is closed"),
    (
        "visits_not_below_zero",
        "INSERT ON events",
        (_VISIT + _VISITS_OF_HOUR + " + NEW.quantity < 0").format(row="NEW", sign="<"),
        "an hour has no fewer than no visitors",
    ),
    (
        "visits_stay_above_zero",
        "DELETE ON events",
        (_VISIT + _VISITS_OF_HOUR + " - OLD.quantity < 0").format(row="OLD", sign=">"),
        "an hour has no fewer than no visitors",
    ),
    ("loans_of_stock", "INSERT ON loans", _OFF_STOCK, "only a copy in stock is on loan"),
    ("loans_stay_of_stock", "UPDATE ON loans", _OFF_STOCK, "only a copy in stock is on loan"),
    (
        "copies_lent_in_stock",
        "UPDATE OF state ON copies",
        f"NEW.state <> 'in_stock' AND {_OPEN_LOAN}",
        "a copy on loan is in stock",
    ),
    ("occupancy_free", "INSERT ON occupancy", _TAKEN, "the space is taken at that time"),
    (
        "occupancy_once",
        "INSERT ON occupancy",
        "EXISTS (SELECT 1 FROM occupancy WHERE id = NEW.id)",
        "a row of occupancy is never replaced",
    ),
    ("occupancy_fixed", "UPDATE ON occupancy", "1", "a move deletes and inserts"),
)

TRIGGERS: dict[str, str] = {
    name: f"CREATE TRIGGER {name} BEFORE {when} WHEN {state} BEGIN SELECT RAISE(ABORT, '{name}: {words}'); END"
    for name, when, state, words in _GUARDS
}


def install(connection: Connection) -> None:
    """Drop every trigger of the file and create the guards anew; make the search tables anew from the records."""
    drop(connection)
    search.rebuild(connection)
    for sql in TRIGGERS.values():
        connection.exec_driver_sql(sql)


def drop(connection: Connection) -> None:
    """Drop every trigger of the file, whoever laid it."""
    for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all():
        quoted = name.replace('"', '""')
        connection.exec_driver_sql(f'DROP TRIGGER "{quoted}"')


def differing(raw: sqlite3.Connection) -> list[str]:
    """The names of triggers that are missing, changed or not ours, in order."""
    found = dict(raw.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall())
    return sorted(name for name in found.keys() | TRIGGERS.keys() if found.get(name) != TRIGGERS.get(name))
