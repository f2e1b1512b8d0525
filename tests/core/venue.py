"""A small venue for the tests of core: one manager, one librarian, members 1–3 with cards, titles 1–2, copies 1–4."""

import shutil
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from venuedesk.core import file, house, journal, search, users
from venuedesk.core.books import Copy, Title
from venuedesk.core.db import VenueFile
from venuedesk.core.desk import Desk
from venuedesk.core.errors import NeedsYes, Refused
from venuedesk.core.people import Card, Member

NOW = datetime(2026, 11, 20, 9, 0)
TODAY = NOW.date()
PASSWORD = "correct horse"
FOUNDING = file.Founding("城北工人文化宫", "王主任", PASSWORD)
NAMES = ("张三", "李四", "张国胜")


def build(folder: Path) -> Path:
    """Found the venue in ``folder`` and fill it with one journalled action."""
    path = folder / file.NAME
    file.create(path, founding=FOUNDING, now=NOW)
    opened = file.open_file(path)
    with journal.JournalSession(opened.writer) as session:
        session.info["gesture"] = journal.Gesture("test.fill", file.FIRST_USER, users.MANAGER, NOW)
        fill(session)
        journal.write(session, house.SettingsSaved(TODAY))
        search.rebuild(session)
        session.commit()
    opened.close()
    return path


def fill(session: Session) -> None:
    """Members, cards, titles and copies."""
    session.add(users.User(name="李馆员", role=users.LIBRARIAN))
    for n, name in enumerate(NAMES, 1):
        phone = f"1380000000{n}"
        session.add(Member(id=n, name=name, unit_id=1, category_id=1, joined_on=date(2026, 1, 1), phone=phone))
    session.flush()
    session.add_all(Card(member_id=n, number=f"100{n}", issued_at=NOW) for n in (1, 2, 3))
    session.add_all(Title(id=n, title=t, created_at=NOW) for n, t in enumerate(("平凡的世界", "活着"), 1))
    session.flush()
    session.add_all(
        Copy(id=n, title_id=1 + n % 2, barcode=f"B00{n}", acquired_on=TODAY) for n in (1, 2, 3, 4)
    )
    session.flush()


_kept: dict[Path, VenueFile] = {}


def open_kept(path: Path) -> VenueFile:
    """The file at a place that test after test uses: its engines are kept, their statements are compiled once."""
    if path in _kept:
        _kept[path].close(checkpoint=False)  # whatever connection the last test left
    else:
        _kept[path] = file.open_file(path)
    return _kept[path]


def place(template: Path, name: str = "") -> Path:
    """A copy of the template on a stage that is swept before; one with a name stands beside what is there."""
    stage = template.parent / "数据 与 备份"
    if not name:
        shutil.rmtree(stage, ignore_errors=True)
        stage.mkdir()
    return Path(shutil.copy(template, stage / (name or template.name)))


def desk_of(opened: VenueFile, *, user_id: int = file.FIRST_USER, now: datetime = NOW) -> Desk:
    """The desk on an open file, its clock standing at ``now``."""
    return Desk(opened, user_id=user_id, clock=lambda: now)


# ---------------------------------------------------------------- what is asked of a desk


def one(desk: Desk, sql: str) -> Any:
    with Session(desk.file.reader) as session:
        return session.scalar(text(sql))


def refused(desk: Desk, command: Callable[..., Any], **wanted: Any) -> list[str]:
    before = one(desk, "SELECT max(id) FROM actions")
    with pytest.raises(Refused) as caught:
        desk.do(command, **wanted)
    assert one(desk, "SELECT max(id) FROM actions") == before
    return [p.code for p in caught.value.problems]


def asked(desk: Desk, command: Callable[..., Any], **wanted: Any) -> list[str]:
    with pytest.raises(NeedsYes) as caught:
        desk.do(command, **wanted)
    return [p.code for p in caught.value.problems]


def retold(desk: Desk) -> str:
    """What the newest line of the tape says: the slip read back from the journal."""
    return desk.ask(journal.today, now=desk.now())[0].text
