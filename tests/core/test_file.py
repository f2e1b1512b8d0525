from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from venuedesk.core import file, house, journal, users
from venuedesk.core.desk import Desk

NOW = datetime(2026, 11, 20, 9, 0)
FOUNDING = file.Founding("城北工人文化宫", "王主任", "correct horse", second_folder="/mnt/copies")


def founded(folder: Path) -> Path:
    path = folder / file.NAME
    file.create(path, founding=FOUNDING, now=NOW)
    return path


def test_a_founded_venue_opens_with_its_manager_and_settings(tmp_path):
    path = founded(tmp_path / "数据 与 备份")
    opened = file.open_file(path)
    desk = Desk(opened, user_id=file.FIRST_USER, clock=lambda: NOW)
    assert desk.user == users.UserRow(1, "王主任", users.MANAGER)
    assert desk.ask(house.settings, day=NOW.date())[house.VENUE] == "城北工人文化宫"
    (only,) = desk.ask(journal.today, now=NOW)
    assert only.command == "file.create"
    with Session(opened.reader) as session:
        assert list(journal.broken_links(session)) == []
    opened.close()
    assert sorted(p.name for p in path.parent.iterdir()) == [file.NAME]
