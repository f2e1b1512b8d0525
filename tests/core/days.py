"""Days, hours and drafts in few words, for the tests of the calendar."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from sqlalchemy.orm import Session

from venuedesk.core import calendar, db
from venuedesk.core.calendar import (
    Calendar,
    Exceptional,
    Holiday,
    Hours,
    HoursDraft,
    SeasonDraft,
    windows_of,
)
from venuedesk.core.errors import NeedsYes, Refused
from venuedesk.core.house import Zone

ANNOUNCED = json.loads((Path(__file__).parents[1] / "data" / "announced_holidays.json").read_text(encoding="utf-8"))
NOW = datetime(2026, 11, 20, 9, 0)
TODAY = NOW.date()
NEW_YEAR = date(2026, 1, 1)


def day(words: str) -> date:
    """2026-11-20, or 11-20 for this year."""
    return date.fromisoformat(words if len(words) == 10 else f"2026-{words}")


def at(words: str) -> datetime:
    return datetime.fromisoformat(words if words[:2] == "20" else f"2026-{words}")


def days(first: str, last: str) -> list[date]:
    return [day(first) + timedelta(days=n) for n in range((day(last) - day(first)).days + 1)]


def hours(week: dict[str, str], **other: Any) -> Hours:
    """Hours from lines like {"12345": "8:00-16:30", "8": "9:00-12:00"}; digits are weekdays, 8 the holidays."""
    lines = {int(n) - 1: windows_of(words) for digits, words in week.items() for n in digits}
    plain: dict[str, Any] = {
        "id": 1,
        "zone_id": None,
        "season": "",
        "first_md": 101,
        "last_md": 1231,
        "valid_from": date(2000, 1, 1),
        "valid_to": None,
        "on_holidays": calendar.CLOSED,
        "makeup_as": None,
        "week": tuple(lines.get(n, ()) for n in range(8)),
    }
    return Hours(**(plain | other))


def draft(week: dict[int, str], **other: Any) -> HoursDraft:
    return HoursDraft(
        **({"valid_from": NEW_YEAR, "windows": {n: windows_of(w) for n, w in week.items()}} | other)  # type: ignore[arg-type]
    )


def season(name: str, week: dict[int, str], **other: Any) -> SeasonDraft:
    windows = {n: windows_of(w) for n, w in week.items()}
    return SeasonDraft(**({"name": name, "valid_from": NEW_YEAR, "windows": windows} | other))


HOLIDAYS: dict[date, Holiday] = {}
for _year in ANNOUNCED:
    for _name, _first, _last in _year["off"]:
        HOLIDAYS |= {d: Holiday(_name, off=True) for d in days(_first, _last)}
    HOLIDAYS |= {day(d): Holiday("", off=False) for d in _year["workdays"]}
YEARS = {2024: "", 2025: "", 2026: ""}


def house(*timetables: Hours, exceptions: tuple[Exceptional, ...] = ()) -> Calendar:
    return Calendar(timetables, exceptions, HOLIDAYS, YEARS)


@cache
def _empty() -> bytes:
    """A file with every table and no row, laid once."""
    with TemporaryDirectory() as folder:
        file = db.open_engines(Path(folder, "empty.db"))
        db.Base.metadata.create_all(file.writer)
        file.close()
        return Path(folder, "empty.db").read_bytes()


@contextmanager
def new_file(folder: Path) -> Iterator[Session]:
    """A session on a new file with two zones, rolled back at the end."""
    path = folder / "a.db"
    path.write_bytes(_empty())
    file = db.open_engines(path)
    with Session(file.writer) as session:
        session.add_all([Zone(id=1, code="reading", name="Reading room"), Zone(id=2, code="fitness", name="Fitness")])
        session.flush()
        yield session
        session.rollback()
    file.close()


def codes(answer: pytest.ExceptionInfo[Refused] | pytest.ExceptionInfo[NeedsYes]) -> list[str]:
    return [p.code for p in answer.value.problems]
