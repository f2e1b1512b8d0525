"""A venue after ten years, made from a fixed seed: every row as the program itself would have written it.

The file is kept in ``out/bench`` (not beside the tests, which ``make mutants`` copies whole), by a hash of everything
that shapes it, and made again when that changes. Founding, doors, rooms and hours are the program's own commands; the
rest is written with plain sqlite3, guards off and indexes last; then the guards are laid and the search cache is filled
by the program's own code. The chain of the journal verifies.
"""

import hashlib
import inspect
import shutil
import sqlite3
from datetime import timedelta
from operator import itemgetter
from pathlib import Path

from sqlalchemy.schema import CreateIndex, CreateTable

from tests.bench import venue_records
from tests.bench.venue_lending import Lending
from tests.bench.venue_pen import LIBRARIAN, NOW, SEED, Pen, Size, text_of
from tests.bench.venue_records import barcode, card
from tests.bench.venue_rooms import Rooms, furnish
from tests.bench.venue_visits import Visits
from venuedesk.core import calendar, file, guards, journal, rooms, search, subjects, visits
from venuedesk.core.calendar import Calendar
from venuedesk.core.db import Base, open_engines
from venuedesk.core.desk import Desk
from venuedesk.core.journal import gathering
from venuedesk.core.rooms import RoomRow

__all__ = ["CACHE", "FULL", "LIBRARIAN", "NOW", "PASSWORD", "QUICK", "Size", "barcode", "card", "ready", "text_of"]

HERE = Path(__file__).resolve().parent
CACHE = HERE.parents[1] / "out" / "bench"
PASSWORD = "bench-2026"
FULL = Size()
QUICK = FULL.tenth
_BULK = ("synchronous = OFF", "journal_mode = OFF", "foreign_keys = OFF", "cache_size = -500000", "temp_store = MEMORY")


def path_of(size: Size) -> Path:
    """Where the generated file of this size stands, or would stand."""
    told = hashlib.sha256(f"{size}{SEED}{journal.SCHEMA}".encode())
    for name in sorted(Base.metadata.tables):
        table = Base.metadata.tables[name]
        told.update(
            "".join(map(str, (CreateTable(table), *sorted(map(str, map(CreateIndex, table.indexes)))))).encode()
        )
    told.update(repr([*guards.TRIGGERS.values(), *search.DDL.values()]).encode())
    kept = (Path(search.__file__).with_name(f"{name}.py") for name in ("cache", "sounds", "words"))
    sources = [*sorted(HERE.glob("venue*.py")), HERE / "words.py", *kept]
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
    known, hours = _found(path, size)
    raw = sqlite3.connect(path, isolation_level=None)
    for pragma in _BULK:
        raw.execute(f"PRAGMA {pragma}")
    indexes = [sql for (sql,) in raw.execute("SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL")]
    dropped = "SELECT type, name FROM sqlite_schema WHERE type = 'trigger' OR type = 'index' AND sql IS NOT NULL"
    for kind, name in raw.execute(dropped).fetchall():
        raw.execute(f"DROP {kind} {name}")
    raw.execute("BEGIN")
    pen = Pen(raw, size, hours)
    venue_records.write(pen)
    _years(pen, known)
    pen.flush_all()
    raw.execute("COMMIT")
    for sql in indexes:
        raw.execute(sql)
    raw.close()
    opened = open_engines(path)
    with opened.writer.begin() as connection:
        guards.install(connection)
    opened.close()


def _found(path: Path, size: Size) -> tuple[list[RoomRow], dict[int | None, Calendar]]:
    """Found the venue with its doors, rooms and hours; returns the rooms, and the calendars of the zones."""
    began = NOW - timedelta(days=size.days + 30)
    file.create(path, founding=file.Founding("滨江区工人文化宫", "李主任", PASSWORD), now=began)
    opened = file.open_file(path)
    desk = Desk(opened, user_id=file.FIRST_USER, clock=lambda: began)
    desk.do(visits.save_door, draft=visits.DoorDraft(name="东门", position=1), now=began)
    with opened.reader.connect() as connection:
        zones = dict(connection.exec_driver_sql("SELECT code, id FROM zones").tuples().all())
    furnish(desk, zones, began)
    known = desk.ask(rooms.rooms)
    hours = {zone_id: desk.ask(calendar.load, zone_id=zone_id) for zone_id in (None, *zones.values())}
    opened.close()
    return known, hours


def _years(pen: Pen, known: list[RoomRow]) -> None:
    """Every gesture of every day in the order of the hours."""
    parts = (Lending(pen), Rooms(pen, known), Visits(pen))
    for n, day in enumerate(pen.size.dates):
        for _at, deed in sorted((deed for part in parts for deed in part.deeds(n, day)), key=itemgetter(0)):
            deed()
    for part in parts:
        part.finish()
