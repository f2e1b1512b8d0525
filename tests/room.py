"""A reading room on a real file, for tests of core: records are put up in a line, commands go by the desk."""

import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text

from tests.stories import scene
from venuedesk.core import front, lending
from venuedesk.core.db import VenueFile
from venuedesk.core.desk import Desk
from venuedesk.core.errors import NeedsYes, Refused

NOW = scene.FIRST_DAY
MANAGER, LIBRARIAN, CLERK = 1, 2, 3


class Room:
    """The desk of a new venue with a librarian at it; ``clock`` is the time there."""

    def __init__(self, opened: VenueFile) -> None:
        self.file = opened
        self.clock = NOW
        scene.leave_a_trace(self.file, NOW)
        self.desk = Desk(self.file, user_id=LIBRARIAN, clock=lambda: self.clock)
        self.front = front.Front(self.desk)

    def close(self) -> None:
        self.file.close(checkpoint=False)

    def later(self, **span: float) -> None:
        self.clock += timedelta(**span)

    def at(self, words: str) -> datetime:
        self.clock = datetime.fromisoformat(words)
        scene.leave_a_trace(self.file, self.clock)
        return self.clock

    # what stands here

    def member(self, name: str = "张国胜", **words: str) -> int:
        scene.add_member(self.file, self.clock, name, **words)
        return scene.member_named(self.file, name)

    def title(self, title: str = "活着", **words: str) -> int:
        scene.add_title(self.file, self.clock, title, **words)
        return scene.title_named(self.file, title)

    def copy(self, barcode: str = "B1", title: str = "活着", **words: str) -> int:
        if not self.rows("SELECT 1 FROM titles WHERE title = :t", t=title):
            self.title(title)
        scene.add_copy(self.file, self.clock, barcode, scene.title_named(self.file, title), **words)
        return scene.copy_numbered(self.file, barcode)

    def card(self, member_id: int, number: str = "C1", **words: str) -> int:
        scene.add_card(self.file, self.clock, number, member_id, **words)
        return int(self.rows("SELECT max(id) FROM cards")[0][0])

    def rows(self, sql: str, **values: Any) -> list[Any]:
        with self.file.reader.connect() as connection:
            return [tuple(row) for row in connection.execute(text(sql), values)]

    def tamper(self, sql: str) -> None:
        """Change the file behind the program's back, its guards and foreign keys away."""
        raw = sqlite3.connect(self.file.path)
        for (name,) in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        raw.executescript(sql)
        raw.close()

    # deeds

    def do(self, command: Callable[..., Any], **wanted: Any) -> Any:
        return self.desk.do(command, now=self.clock, **wanted)

    def lend(self, member_id: int, copy_id: int, *accepted: str, **more: Any) -> lending.CheckedOut:
        accepted_ = frozenset(accepted or ("WithoutCard",))
        return self.do(lending.check_out, member_id=member_id, copy_id=copy_id, accepted=accepted_, **more)

    def take_back(self, copy_id: int, *accepted: str) -> lending.CheckedIn:
        return self.do(lending.check_in, copy_id=copy_id, accepted=frozenset(accepted))

    def problems(self, command: Callable[..., Any], **wanted: Any) -> list[tuple[str, str]]:
        """What stands against a command, as (kind, code); nothing may have been changed by it."""
        before = self.rows("SELECT count(*), max(id) FROM actions")
        try:
            self.do(command, **wanted)
        except (Refused, NeedsYes) as answer:
            assert self.rows("SELECT count(*), max(id) FROM actions") == before
            return [(p.kind, p.code) for p in answer.problems]
        return []

    def last_action(self) -> int:
        return int(self.rows("SELECT max(id) FROM actions")[0][0])

    def faults(self) -> list[str]:
        return list(scene.faults(self.file))
