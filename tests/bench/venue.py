"""A venue after ten years of lending, made from a fixed seed: every row as the program itself would have written it.

The file is kept in ``out/bench`` (not beside the tests, which ``make mutants`` copies whole), by a hash of everything
that shapes it, and made again when that changes. It is written with plain sqlite3, guards off and indexes last; then
the guards are laid and the search cache is filled by the program's own code. The chain of the journal verifies.
"""

import hashlib
import inspect
import json
import random
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.schema import CreateIndex, CreateTable

from tests.bench import words
from venuedesk.core import file, guards, journal, search, subjects
from venuedesk.core.db import Base, open_engines
from venuedesk.core.journal import gathering

HERE = Path(__file__).resolve().parent
CACHE = HERE.parents[1] / "out" / "bench"
NOW = datetime(2026, 11, 20, 16, 30)
YEARS = 10
SEED = 20261120
PASSWORD = "bench-2026"
LIBRARIAN = 2
UNITS = 400
CATEGORIES = (38, 17, 12, 12, 9, 5, 4, 3)  # how often each of the eight comes
RENEWED = 0.08  # of all loans
HOLDS = 33  # as many loans come with one hold; those of the last fortnight still wait
BATCH = 20_000
_BULK = ("synchronous = OFF", "journal_mode = OFF", "foreign_keys = OFF", "cache_size = -500000", "temp_store = MEMORY")

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Size:
    """How much there is of everything."""

    titles: int = 100_000
    copies: int = 150_000
    members: int = 50_000
    loans: int = 1_000_000


FULL = Size()
QUICK = Size(10_000, 15_000, 5_000, 100_000)


def path_of(size: Size) -> Path:
    """Where the generated file of this size stands, or would stand."""
    told = hashlib.sha256(f"{size}{SEED}{journal.SCHEMA}".encode())
    for name in sorted(Base.metadata.tables):
        table = Base.metadata.tables[name]
        told.update(
            "".join(map(str, (CreateTable(table), *sorted(map(str, map(CreateIndex, table.indexes)))))).encode()
        )
    told.update(repr([*guards.TRIGGERS.values(), *search.DDL.values()]).encode())
    sources = [Path(__file__), HERE / "words.py", *sorted(Path(search.__file__).parent.glob("*.py"))]
    told.update((inspect.getsource(gathering.digest) + inspect.getsource(gathering.seal)).encode())
    for source in sources:
        told.update(source.read_bytes())
    return CACHE / f"{size.loans}-{told.hexdigest()[:16]}" / file.NAME


def ready(size: Size) -> Path:
    """The generated file, made now where it is not there yet; older ones of the same size are thrown away."""
    assert subjects.ALL
    path = path_of(size)
    if not path.exists():
        for old in CACHE.glob(f"{size.loans}-*"):
            shutil.rmtree(old)
        path.parent.mkdir(parents=True)
        part = path.with_name("part")
        _build(part, size)
        part.replace(path)
    return path


def _build(path: Path, size: Size) -> None:
    began = NOW - timedelta(days=365 * YEARS + 30)
    file.create(path, founding=file.Founding("滨江区工人文化宫", "李主任", PASSWORD), now=began)
    raw = sqlite3.connect(path, isolation_level=None)
    for pragma in _BULK:
        raw.execute(f"PRAGMA {pragma}")
    indexes = [sql for (sql,) in raw.execute("SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL")]
    dropped = "SELECT type, name FROM sqlite_schema WHERE type = 'trigger' OR type = 'index' AND sql IS NOT NULL"
    for kind, name in raw.execute(dropped).fetchall():
        raw.execute(f"DROP {kind} {name}")
    raw.execute("BEGIN")
    Pen(raw, size).write()
    raw.execute("COMMIT")
    for sql in indexes:
        raw.execute(sql)
    raw.close()
    opened = open_engines(path)
    with opened.writer.begin() as connection:
        guards.install(connection)
    opened.close()


@dataclass
class Out:
    """One open loan while the years pass."""

    id: int
    copy: int
    member: int
    lent: str
    due: str
    renewals: int = 0


class Pen:
    """Writes the venue: records, then ten years of gestures in their order, each with its change, event and seal."""

    def __init__(self, raw: sqlite3.Connection, size: Size) -> None:
        """Begin after the founding, which is the first action."""
        self.raw, self.size = raw, size
        self.chance = random.Random(SEED)
        self.seal, self.action = raw.execute("SELECT hash, id FROM actions ORDER BY id DESC LIMIT 1").fetchone()
        (self.zone,) = raw.execute("SELECT id FROM zones WHERE code = 'reading'").fetchone()
        (self.rule,) = raw.execute("SELECT id FROM lending_rules WHERE item_type = '*'").fetchone()
        flags = "SELECT id, industrial, frontline, new_employment FROM categories ORDER BY position"
        self.flags = {row[0]: row[1:] for row in raw.execute(flags)}
        self.waiting: dict[str, list[Row]] = {}
        self.columns = {name: _columns(table) for name, table in Base.metadata.tables.items()}
        self.inserts = {name: _insert(name, columns) for name, columns in self.columns.items()}
        self.holds = 0
        self.units: list[int] = []
        self.categories: list[int] = []

    def write(self) -> None:
        """Everything, in order."""
        self.people()
        self.books()
        self.years()
        for table in list(self.waiting):
            self.flush(table)

    # ------------------------------------------------------------ rows

    def put(self, table: str, row: Row) -> None:
        """Let a row wait for its batch; its columns are in the table's order."""
        rows = self.waiting.setdefault(table, [])
        rows.append(row)
        if len(rows) >= BATCH:
            self.flush(table)

    def flush(self, table: str) -> None:
        """Write the rows that wait."""
        self.raw.executemany(self.inserts[table], self.waiting.pop(table, ()))

    def record(self, table: str, values: dict[str, Any]) -> tuple[str, int, dict[str, Any] | None, dict[str, Any]]:
        """Put a record; returns its change."""
        self.put(table, tuple(values.get(c) for c in self.columns[table]))
        return table, values["id"], None, {k: v for k, v in values.items() if v is not None and k != "id"}

    def act(self, at: str, command: str, slip: str, kept: dict[str, Any], changes: Any, user: int = LIBRARIAN) -> int:
        """One action with its changes, sealed; returns its id."""
        self.action += 1
        digests = hashlib.sha256()
        for n, (table, row_id, before, after) in enumerate(changes):
            change = {"table_name": table, "row_id": row_id, "before": _json(before), "after": _json(after)}
            change["salt"] = self.chance.randbytes(8)
            digest = gathering.digest(change)
            digests.update(digest)
            self.put("changes", (self.action, n, *change.values(), digest))
        action = (self.action, at, user, command, slip, _json(kept), None, None, None, journal.SCHEMA)
        sealed = dict(zip(gathering.SEALED, action, strict=True))
        self.seal = gathering.seal(self.seal, sealed, digests.digest())
        self.put("actions", (*action, self.seal))
        return self.action

    def event(self, action: int, at: str, kind: str, member: int | None, source: str, source_id: int) -> None:
        """One countable thing."""
        unit = category = None
        flags: Row = (0, 0, 0)
        if member is not None:
            unit, category = self.units[member], self.categories[member]
            flags = self.flags[category]
        row = (
            action,
            at[:10],
            at,
            kind,
            self.zone,
            member,
            unit,
            category,
            *flags,
            1,
            0,
            None,
            None,
            source,
            source_id,
        )
        self.put("events", (None, *row))

    # ------------------------------------------------------------ records

    def people(self) -> None:
        """Users, units, members and their cards: two imports."""
        start = NOW - timedelta(days=365 * YEARS + 20)
        at = start.isoformat()
        user = {"id": LIBRARIAN, "name": "王莉", "role": "librarian"}
        self.act(
            at, "users.save_user", "UserSaved", {"user_id": 2, "role": "librarian"}, [self.record("users", user)], 1
        )
        names = words.units(self.chance, UNITS)
        units = ({**_EMPTY_UNIT, "id": n, "name": name} for n, name in enumerate(names, 2))
        self.act(
            at,
            "exchange.import_units",
            "Imported",
            _imported("units", UNITS),
            (self.record("units", u) for u in units),
            1,
        )
        self.units = [0, *(self.chance.randrange(1, UNITS + 2) for _n in range(self.size.members))]
        self.categories = [0, *self.chance.choices(list(self.flags), CATEGORIES, k=self.size.members)]
        kept = _imported("members", self.size.members)
        action = self.act(at, "exchange.import_members", "Imported", kept, self._members(start), 1)
        for member in range(1, self.size.members + 1):
            self.event(action, at, "new_member", member, "members", member)

    def _members(self, start: datetime) -> Iterator[Any]:
        for n in range(1, self.size.members + 1):
            joined = start - timedelta(days=self.chance.randrange(3000))
            yield self.record(
                "members",
                {
                    "id": n,
                    "name": words.name(self.chance),
                    "unit_id": self.units[n],
                    "category_id": self.categories[n],
                    "member_type": "standard",
                    "phone": f"13{self.chance.randrange(10**9):09}",
                    "joined_on": joined.date().isoformat(),
                    "note": "",
                },
            )
            yield self.record(
                "cards",
                {
                    "id": n,
                    "member_id": n,
                    "number": card(n),
                    "kind": "union",
                    "state": "active",
                    "issued_at": start.isoformat(),
                    "reason": "",
                },
            )

    def books(self) -> None:
        """Titles and copies: one import."""
        at = (NOW - timedelta(days=365 * YEARS + 10)).isoformat()
        self.act(at, "exchange.import_books", "Imported", _imported("books", self.size.copies), self._books(at), 1)

    def _books(self, at: str) -> Iterator[Any]:
        for n in range(1, self.size.titles + 1):
            yield self.record("titles", {"id": n, **words.title(self.chance, n), "created_at": at})
        for n in range(1, self.size.copies + 1):
            title = n if n <= self.size.titles else self.chance.randrange(1, self.size.titles + 1)
            yield self.record(
                "copies",
                {
                    "id": n,
                    "title_id": title,
                    "barcode": barcode(n),
                    "accession": f"{n:07}",
                    "location": "综合借阅区",
                    "item_type": "book",
                    "source": "购买",
                    "price": 3800,
                    "state": "in_stock",
                    "acquired_on": at[:10],
                    "note": "",
                },
            )

    # ------------------------------------------------------------ the years

    def years(self) -> None:
        """Every day some loans, the returns that are due, and some renewals, in the order of the hours."""
        days = 365 * YEARS
        shelf = list(range(1, self.size.copies + 1))
        back: dict[int, list[Out]] = {}
        out: dict[int, int] = {}  # how many books a member has
        lent = 0
        for day in range(days):
            date = (NOW - timedelta(days=days - 1 - day)).date().isoformat()
            until = 20 if day < days - 1 else NOW.hour
            deeds: list[tuple[str, str, Out | None]] = []
            for loan in back.pop(day, ()):
                deeds.append((self._time(date, until), "in", loan))
                if self.chance.random() < RENEWED and loan.due[:10] > date:
                    deeds.append((date + "T09:00:00", "renew", loan))
            target = self.size.loans * (day + 1) // days
            for _n in range((target - lent) // HOLDS + (self.chance.random() < (target - lent) % HOLDS / HOLDS)):
                self._hold(date, waits=day > days - 14)
            deeds += [(self._time(date, until), "out", None) for _n in range(target - lent)]
            for at, deed, loan in sorted(deeds, key=lambda d: d[:2]):
                if deed == "out":
                    lent += 1
                    made = self._lend(lent, at, shelf, out)
                    back.setdefault(day + self._stay(), []).append(made)
                elif deed == "renew":
                    assert loan is not None
                    self._renew(loan, at)
                else:
                    assert loan is not None
                    self._return(loan, at)
                    out[loan.member] -= 1
                    shelf.append(loan.copy)
        for loan in (one for some in back.values() for one in some):
            self._loan(loan, None)

    def _hold(self, date: str, *, waits: bool) -> None:
        self.holds += 1
        at, ended = f"{date}T09:00:00", f"{date}T09:00:30"
        member = self.chance.randrange(1, self.size.members + 1)
        title = self.chance.randrange(1, self.size.titles + 1)
        parts = {"title_id": title, "member_id": member, "placed_at": at, "state": "waiting"}
        kept = {"hold_id": self.holds, "title_id": title, "member_id": member}
        self.act(at, "lending.place_hold", "HoldPlaced", {**kept, "place": 1}, [("holds", self.holds, None, parts)])
        if not waits:
            change = ("holds", self.holds, {"state": "waiting"}, {"state": "cancelled"})
            self.act(ended, "lending.cancel_hold", "HoldCancelled", kept, [change])
        self.record("holds", {"id": self.holds, **parts, "state": "waiting" if waits else "cancelled"})

    def _time(self, date: str, until: int) -> str:
        second = self.chance.randrange(9 * 3600, until * 3600)
        return f"{date}T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"

    def _stay(self) -> int:
        """Days until a book comes back; three in a hundred are late."""
        return self.chance.randrange(2, 30) if self.chance.random() < 0.97 else self.chance.randrange(32, 120)

    def _lend(self, loan: int, at: str, shelf: list[int], out: dict[int, int]) -> Out:
        place = self.chance.randrange(len(shelf))
        shelf[place], shelf[-1] = shelf[-1], shelf[place]
        copy = shelf.pop()
        member = self.chance.randrange(1, self.size.members + 1)
        while out.get(member, 0) >= 4:
            member = self.chance.randrange(1, self.size.members + 1)
        out[member] = out.get(member, 0) + 1
        due = (datetime.fromisoformat(at[:10]) + timedelta(days=30)).date().isoformat() + "T23:59:59"
        made = Out(loan, copy, member, at, due)
        after = {
            "copy_id": copy,
            "member_id": member,
            "card_id": member,
            "rule_id": self.rule,
            "lent_at": at,
            "due_at": due,
            "tentative": 0,
            "renewals": 0,
        }
        kept = {
            "loan_id": loan,
            "copy_id": copy,
            "member_id": member,
            "due_at": due,
            "tentative": False,
            "outstanding": out[member],
        }
        self._gesture(at, "check_out", "CheckedOut", kept, (None, after), made, "loan")
        return made

    def _renew(self, loan: Out, at: str) -> None:
        due = (datetime.fromisoformat(loan.due[:10]) + timedelta(days=30)).date().isoformat() + "T23:59:59"
        change = ({"due_at": loan.due, "renewals": 0}, {"due_at": due, "renewals": 1})
        loan.due, loan.renewals = due, 1
        kept = {**_named(loan), "due_at": due, "renewals": 1, "tentative": False}
        self._gesture(at, "renew", "Renewed", kept, change, loan, "renewal")

    def _return(self, loan: Out, at: str) -> None:
        change = ({"returned_at": None, "outcome": None}, {"returned_at": at, "outcome": "returned"})
        late = max(0, (datetime.fromisoformat(at[:10]) - datetime.fromisoformat(loan.due[:10])).days)
        self._gesture(
            at, "check_in", "CheckedIn", {**_named(loan), "days_late": late, "outstanding": 0}, change, loan, "return"
        )
        self._loan(loan, at)

    def _gesture(
        self, at: str, command: str, slip: str, kept: dict[str, Any], change: Any, loan: Out, kind: str
    ) -> None:
        action = self.act(at, f"lending.{command}", slip, kept, [("loans", loan.id, *change)])
        self.event(action, at, kind, loan.member, "loans", loan.id)

    def _loan(self, one: Out, returned: str | None) -> None:
        outcome = "returned" if returned else None
        parts = (
            one.id,
            one.copy,
            one.member,
            one.member,
            self.rule,
            one.lent,
            one.due,
            0,
            one.renewals,
            returned,
            outcome,
        )
        self.put("loans", parts)


_EMPTY_UNIT = {"kind": "企业", "contact": "", "phone": "", "counts": 1, "note": ""}


def card(n: int) -> str:
    """The card number of the nth member."""
    return f"0512{n:06}"


def barcode(n: int) -> str:
    """The barcode of the nth copy."""
    return f"B{n:07}"


def _named(loan: Out) -> dict[str, Any]:
    return {"loan_id": loan.id, "copy_id": loan.copy, "member_id": loan.member}


def _imported(subject: str, n: int) -> dict[str, Any]:
    return {"subject": subject, "new": n, "changed": 0, "equal": 0, "rejected": 0, "left": 0}


def _json(image: dict[str, Any] | None) -> str | None:
    return None if image is None else json.dumps(image, ensure_ascii=False, separators=(",", ":"))


def _columns(table: Any) -> list[str]:
    """The columns of a table in their order, the id first."""
    return sorted(table.columns.keys(), key=lambda name: name != "id")


def _insert(table: str, columns: list[str]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
