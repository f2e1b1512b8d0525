"""Core beside plain SQL: reads and writes of random keys on the same file, in turn, through the same connections."""

import os
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.bench import venue
from tests.bench.measure import Line, Times, of_times, read_line, write_line
from venuedesk.core import front, journal, lending, search
from venuedesk.core.db import VenueFile
from venuedesk.core.desk import Desk
from venuedesk.core.search import sounds, words

JOURNAL = ("actions", "changes", "ix_actions_undoes", "ix_changes_row")


def statements() -> dict[str, list[str]]:
    """The named statements of plain.sql."""
    found: dict[str, list[str]] = {}
    for part in (Path(__file__).with_name("plain.sql")).read_text("utf-8").split("-- name: ")[1:]:
        name, _line, sql = part.partition("\n")
        found[name.strip()] = [one.strip() for one in sql.split(";") if one.strip()]
    return found


@dataclass(frozen=True)
class Pair:
    """A reader with room for one more book, and a copy that stands on the shelf."""

    member: int
    copy: int
    title: int

    @property
    def card(self) -> str:
        """The reader's card."""
        return venue.card(self.member)

    @property
    def barcode(self) -> str:
        """The barcode of the copy."""
        return venue.barcode(self.copy)


class Bench:
    """The desk on the generated venue, with plain SQL beside it on the very connections that the desk uses."""

    def __init__(self, file: VenueFile, seed: int = 1) -> None:
        """Begin at the venue's last day."""
        self.file = file
        (last,) = self.raw(write=False).execute("SELECT at FROM actions ORDER BY id DESC LIMIT 1").fetchone()
        self.now = max(venue.NOW, datetime.fromisoformat(last))
        self.desk = Desk(file, user_id=venue.LIBRARIAN, clock=lambda: self.now)
        self.plain = statements()
        self.chance = random.Random(seed)

    def raw(self, *, write: bool) -> Any:
        """The one connection behind an engine; it stays the engine's."""
        lent = (self.file.writer if write else self.file.reader).raw_connection()
        connection = lent.driver_connection
        lent.close()
        return connection

    def run_plain(self, name: str, values: dict[str, Any], *, write: bool = False) -> Callable[[], None]:
        """The named statements with these values, ready to run."""
        raw, sqls = self.raw(write=write), self.plain[name]

        def run() -> None:
            for sql in sqls:
                raw.execute(sql, values).fetchall()

        return run

    def later(self, seconds: int = 1) -> datetime:
        """Let time pass."""
        self.now += timedelta(seconds=seconds)
        return self.now

    def pairs(self, n: int) -> list[Pair]:
        """Readers and copies at random, each once."""
        raw = self.raw(write=False)
        late = "SELECT 1 FROM loans l WHERE l.member_id = m.id AND l.returned_at IS NULL AND l.due_at < ?"
        full = "(SELECT count(*) FROM loans l WHERE l.member_id = m.id AND l.returned_at IS NULL) > 3"
        sql = f"SELECT id FROM members m WHERE NOT EXISTS ({late}) AND NOT {full}"
        members = [m for (m,) in raw.execute(sql, (self.now.isoformat(),))]
        free = (
            "SELECT id, title_id FROM copies c WHERE state = 'in_stock' AND NOT EXISTS"
            " (SELECT 1 FROM loans l WHERE l.copy_id = c.id AND l.returned_at IS NULL)"
            " AND title_id NOT IN (SELECT title_id FROM holds WHERE state IN ('waiting', 'ready'))"
        )
        copies = raw.execute(free).fetchall()
        some = zip(self.chance.sample(members, n), self.chance.sample(copies, n), strict=True)
        return [Pair(member, copy, title) for member, (copy, title) in some]

    # ------------------------------------------------------------ reads

    def reads(self, n: int) -> list[Line]:
        """Every read, ``n`` keys of the program's and ``n`` of plain SQL's, in turn."""
        ask = self.desk.ask
        names = [name for (name,) in self.raw(write=False).execute("SELECT name FROM members")]
        titles = [t for (t,) in self.raw(write=False).execute("SELECT title FROM titles")]
        cards = [venue.card(n) for n in range(1, len(names) + 1)]
        return [
            self._read("member by card (scan)", "member_by_card", cards, self._card_values, self.scan_card, n),
            self._read(
                "member by name",
                "member_by_name",
                names,
                _name_values,
                lambda key: ask(search.members_like, words=key),
                n,
            ),
            self._read(
                "member by initials",
                "member_by_initials",
                [_initials(x) for x in self.chance.sample(names, 2 * n)],
                _initials_values,
                lambda key: ask(search.members_like, words=key),
                n,
            ),
            self._read(
                "titles by two characters, first 25",
                "titles_found",
                [_two(t, self.chance) for t in titles],
                _title_values,
                lambda key: ask(search.titles_like, words=key),
                n,
            ),
            self._read(
                "titles by two characters, sorted",
                "titles_sorted",
                [_two(t, self.chance) for t in titles],
                _title_values,
                lambda key: ask(search.titles_like, words=key, order="title"),
                n,
            ),
        ]

    def _read(self, said: str, name: str, keys: list[str], values: Any, ours: Any, n: int) -> Line:
        mine, theirs = Times(), Times()
        for key, other in zip(self.chance.choices(keys, k=n), self.chance.choices(keys, k=n), strict=True):
            assert mine.run(ours, key) is not None
            theirs.run(self.run_plain(name, values(other)))
        return read_line(said, mine, theirs)

    def keys(self, n: int) -> tuple[list[str], list[str]]:
        """Initials of members, and two characters of titles, at random."""
        raw = self.raw(write=False)
        names = [name for (name,) in raw.execute("SELECT name FROM members")]
        titles = [title for (title,) in raw.execute("SELECT title FROM titles")]
        initials = [_initials(name) for name in self.chance.sample(names, n)]
        return initials, [_two(title, self.chance) for title in self.chance.sample(titles, n)]

    def scan_card(self, card: str) -> Any:
        """Scan a card at the lending desk."""
        return self.desk.do(front.scan, state=front.State(), code=card, now=self.now)

    def _card_values(self, card: str) -> dict[str, Any]:
        return {"card": card, "member": int(card[4:]), "now": self.now.isoformat()}

    # ------------------------------------------------------------ writes

    def writes(self, n: int) -> list[Line]:
        """Every write, each key by plain SQL, by the commands, and by scan, in turn."""
        names = ("check_out", "check_in", "renew", "undo")
        plain, ours, scans = ({name: Times() for name in names} for _who in range(3))
        pairs = self.pairs(3 * n)
        for a, b, c in zip(pairs[:n], pairs[n : 2 * n], pairs[2 * n :], strict=True):
            self._plain_pair(a, plain)
            self.our_pair(b, ours)
            self.scanned_pair(c, scans)
        lines = [write_line(f"{name.replace('_', '-')} (command)", ours[name], plain[name]) for name in names]
        lines[2:2] = [write_line(f"{name.replace('_', '-')} (scan)", scans[name], plain[name]) for name in names[:2]]
        return lines

    def _plain_pair(self, pair: Pair, times: dict[str, Times]) -> None:
        due = (venue.NOW + timedelta(days=30)).date().isoformat() + "T23:59:59"
        image = {"copy_id": pair.copy, "member_id": pair.member, "card_id": pair.member, "rule_id": 1}
        more = {"lent_at": self.now.isoformat(), "due_at": due, "tentative": 0, "renewals": 0}
        values = {
            "member": pair.member,
            "copy": pair.copy,
            "title": pair.title,
            "barcode": pair.barcode,
            "rule": 1,
            "due": due,
            "later": "2027-01-19T23:59:59",
            "slip": journal_text(
                {"loan_id": 1, "copy_id": pair.copy, "member_id": pair.member, "due_at": due, "outstanding": 2}
            ),
            "image": journal_text({**image, **more}),
            "moved": journal_text({"due_at": due, "renewals": 0}),
            "empty": journal_text({"returned_at": None, "outcome": None}),
            "ended": journal_text({"returned_at": due, "outcome": "returned"}),
            "salt": os.urandom(8),
            "hash": os.urandom(32),
        }
        for name, timed in (("check_out", 1), ("renew", 1), ("check_in", 1), ("check_out", 0), ("undo", 1)):
            now = self.later()
            run = self.run_plain(name, {**values, "now": now.isoformat(), "day": now.date().isoformat()}, write=True)
            (times[name] if timed else Times()).run(run)

    def our_pair(self, pair: Pair, times: dict[str, Times]) -> None:
        """Lend, renew, take back, lend and undo by the commands."""

        def lend() -> Any:
            wanted = {"member_id": pair.member, "copy_id": pair.copy, "card_id": pair.member, "now": self.later()}
            return self.desk.do(lending.check_out, **wanted)

        slip = times["check_out"].run(lend)
        times["renew"].run(lambda: self.desk.do(lending.renew, loan_id=slip.loan_id, now=self.later()))
        times["check_in"].run(lambda: self.desk.do(lending.check_in, copy_id=pair.copy, now=self.later()))
        lend()
        newest = self.desk.ask(journal.last_own_action, user_id=venue.LIBRARIAN, now=self.now)
        assert newest is not None
        times["undo"].run(lambda: self.desk.do(journal.undo, action_id=newest, now=self.later()))

    def scanned_pair(self, pair: Pair, times: dict[str, Times]) -> None:
        """Lend and take back by scans."""

        def scan(state: front.State, code: str) -> front.Scanned:
            return self.desk.do(front.scan, state=state, code=code, now=self.later())

        state = scan(front.State(), pair.card).state
        done = times["check_out"].run(scan, state, pair.barcode)
        assert isinstance(done.slip, lending.CheckedOut)
        done = times["check_in"].run(scan, front.State(), pair.barcode)
        assert isinstance(done.slip, lending.CheckedIn)

    # ------------------------------------------------------------ the journal's size

    def journal_bytes(self, n: int) -> float:
        """By how many bytes the journal grows, indexes and all, for one lend and return."""
        before = self.journal_size()
        for pair in self.pairs(n):
            wanted = {"member_id": pair.member, "copy_id": pair.copy, "card_id": pair.member}
            self.desk.do(lending.check_out, **wanted, now=self.later())
            self.desk.do(lending.check_in, copy_id=pair.copy, now=self.later())
        return (self.journal_size() - before) / n

    def journal_size(self) -> int:
        """The bytes that the journal takes, indexes and all."""
        marks = ", ".join("?" * len(JOURNAL))
        sql = f"SELECT sum(pgsize) FROM dbstat WHERE name IN ({marks}) AND aggregate = TRUE"
        (size,) = self.raw(write=True).execute(sql, JOURNAL).fetchone()
        return int(size)


def bare_sync(folder: Path, n: int) -> Line:
    """What the machine takes to make 4 kB safe on the disk."""
    times = Times()
    path = folder / "sync"
    with path.open("ab", buffering=0) as out:

        def append() -> None:
            out.write(b"\0" * 4096)
            os.fsync(out.fileno())

        for _n in range(n):
            times.run(append)
            time.sleep(0.001)
    path.unlink()
    return Line("bare sync of 4 kB", of_times(times))


def journal_text(image: dict[str, Any]) -> str:
    """An image as the journal writes it."""
    return venue.text_of(image) or ""


def _initials(name: str) -> str:
    return "".join(syllable[0] for syllable in sounds.likeliest(name))


def _two(title: str, chance: random.Random) -> str:
    start = chance.randrange(len(title) - 1)
    return title[start : start + 2]


def _name_values(name: str) -> dict[str, Any]:
    return {"name": name, "asked": f"chars : {words.phrase(words.tokens(name))}"}


def _initials_values(initials: str) -> dict[str, Any]:
    return {"asked": f"{{whole inner}} : {words.phrase([sounds.INITIALS + initials])}"}


def _title_values(two: str) -> dict[str, Any]:
    return {"words": two, "asked": f"{{title other}} : {words.phrase(words.tokens(two))}"}
