"""What writes the venue: rows in batches by plain sqlite3, and actions that are sealed as the program seals them."""

import hashlib
import json
import random
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import astuple, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from venuedesk.core import journal
from venuedesk.core.calendar import Calendar
from venuedesk.core.db import Base
from venuedesk.core.journal import gathering

NOW = datetime(2026, 11, 20, 16, 30)
SEED = 20261120
LIBRARIAN = 2
BATCH = 20_000

Row = tuple[Any, ...]
Change = tuple[str, int, dict[str, Any] | None, dict[str, Any] | None]
Deed = tuple[str, Callable[[], Any]]  # when, and what then happens


@dataclass(frozen=True)
class Size:
    """How much there is of everything, and in how many days it came."""

    titles: int = 100_000
    copies: int = 150_000
    members: int = 50_000
    loans: int = 1_000_000
    bookings: int = 400_000
    days: int = 3650

    @property
    def tenth(self) -> "Size":
        """A tenth of it: as much every day, in a tenth of the time; no more loans than the members can carry."""
        titles, copies, members, loans, bookings, days = (n // 10 for n in astuple(self))
        return Size(titles, copies, members, min(loans, members * days // 10), bookings, days)

    @property
    def dates(self) -> list[date]:
        """The days; the last one is today."""
        return [NOW.date() - timedelta(days=self.days - 1 - n) for n in range(self.days)]


class Pen:
    """Writes rows, and the actions that they belong to."""

    def __init__(self, raw: sqlite3.Connection, size: Size, hours: dict[int | None, Calendar]) -> None:
        """Begin after what the program itself wrote; ``hours`` are the calendars of the zones, None the venue's."""
        self.raw, self.size, self.hours = raw, size, hours
        self.chance = random.Random(SEED)
        self.seal, self.action = raw.execute("SELECT hash, id FROM actions ORDER BY id DESC LIMIT 1").fetchone()
        self.zones: dict[str, int] = dict(raw.execute("SELECT code, id FROM zones"))
        flags = "SELECT id, industrial, frontline, new_employment FROM categories ORDER BY position"
        self.flags: dict[int | None, Row] = {row[0]: row[1:] for row in raw.execute(flags)}
        self.flags[None] = (0, 0, 0)
        (self.unknown,) = raw.execute("SELECT id FROM categories WHERE code = 'unknown'").fetchone()
        self.waiting: dict[str, list[Row]] = {}
        self.columns = {name: _columns(table) for name, table in Base.metadata.tables.items()}
        self.inserts = {name: _insert(name, columns) for name, columns in self.columns.items()}
        self.units: list[int] = []  # of each member
        self.categories: list[int] = []

    def put(self, table: str, row: Row) -> None:
        """Let a row wait for its batch; its columns are in the table's order."""
        rows = self.waiting.setdefault(table, [])
        rows.append(row)
        if len(rows) >= BATCH:
            self.flush(table)

    def flush(self, table: str) -> None:
        """Write the rows that wait."""
        self.raw.executemany(self.inserts[table], self.waiting.pop(table, ()))

    def flush_all(self) -> None:
        """Write every row that waits."""
        for table in list(self.waiting):
            self.flush(table)

    def keep(self, table: str, row_id: int, values: dict[str, Any]) -> None:
        """Put a record as it stands at last."""
        self.put(table, tuple(row_id if c == "id" else values.get(c) for c in self.columns[table]))

    def record(self, table: str, values: dict[str, Any]) -> Change:
        """Put a record that is not changed any more; returns its change."""
        self.keep(table, values["id"], values)
        return table, values["id"], None, {k: v for k, v in values.items() if v is not None and k != "id"}

    def act(
        self,
        at: str,
        command: str,
        slip: str,
        kept: dict[str, Any],
        changes: Iterable[Change] = (),
        *,
        user: int = LIBRARIAN,
        accepted: str | None = None,
        reason: str | None = None,
    ) -> int:
        """One action with its changes, sealed; returns its id."""
        self.action += 1
        digests = hashlib.sha256()
        for n, (table, row_id, before, after) in enumerate(changes):
            change = {"table_name": table, "row_id": row_id, "before": text_of(before), "after": text_of(after)}
            change["salt"] = self.chance.randbytes(8)
            digest = gathering.digest(change)
            digests.update(digest)
            self.put("changes", (self.action, n, *change.values(), digest))
        action = (self.action, at, user, command, slip, text_of(kept), accepted, reason, None, journal.SCHEMA)
        sealed = dict(zip(gathering.SEALED, action, strict=True))
        self.seal = gathering.seal(self.seal, sealed, digests.digest())
        self.put("actions", (*action, self.seal))
        return self.action

    def event(
        self,
        action: int,
        at: str,
        kind: str,
        source: str,
        source_id: int,
        *,
        zone_id: int | None = None,
        member: int | None = None,
        unit_id: int | None = None,
        category: int | None = None,
        space_id: int | None = None,
        group_name: str | None = None,
        quantity: int = 1,
        minutes: int = 0,
        reason: str | None = None,
    ) -> None:
        """One countable thing; a member's unit and category are as they are."""
        if member is not None:
            unit_id, category = self.units[member], self.categories[member]
        who = (zone_id, member, unit_id, category, space_id, group_name, *self.flags[category])
        self.put("events", (None, action, at[:10], at, kind, *who, quantity, minutes, None, reason, source, source_id))

    def moment(self, day: str, since: int, until: int) -> str:
        """A moment of a day between two hours."""
        second = self.chance.randrange(since * 3600 + 60, until * 3600)
        return f"{day}T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"


def text_of(image: dict[str, Any] | None) -> str | None:
    """An image as the journal writes it."""
    return None if image is None else json.dumps(image, ensure_ascii=False, separators=(",", ":"))


def _columns(table: Any) -> list[str]:
    """The columns of a table in their order, the id first."""
    return sorted(table.columns.keys(), key=lambda name: name != "id")


def _insert(table: str, columns: list[str]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
