"""Runs a story: a day at the desk in plain text, through the front and the desk, on a real file, without Qt.

A line is a verb, its words, and what is expected behind it:

    scan B000001   => CheckedOut title=活着 due=2026-12-20     the slip and its fields
    scan B000001   !! AlreadyOnLoan holder=张国胜              refused; every problem is named, with its facts
    scan B000001   ?? OverLimit ?? Overdue                     asked; every problem is named
    scan B000001   ..                                          nothing happened: the same scan once more
    scan B000001   => CheckedIn ~ days late                    words in the answer

Lines before the first ``story:`` set the scene of every story in the file. A verb that is refused or asked without
saying so fails the story, as do unknown verbs, slips, fields and facts. Every story ends with ``check``.
"""

import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.stories import scene
from venuedesk import i18n
from venuedesk.core import codes, front, journal, lending, slips
from venuedesk.core import file as venue
from venuedesk.core.db import VenueFile
from venuedesk.core.desk import Desk
from venuedesk.core.errors import ASK, IMPOSSIBLE, Problem, Refused

MARKS = re.compile(r"(?:^|\s)(=>|!!|\?\?|~|\.\.)(?=\s|$)")
ROLES = {"manager": 1, "librarian": 2, "clerk": 3}
SPANS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
NOTHING: dict[str, str] = {}


class StoryFailed(Exception):
    """A line of the story did not come true."""


@dataclass(frozen=True)
class Line:
    """One line of a story."""

    number: int
    words: str


@dataclass(frozen=True)
class Story:
    """One story of a file, the scene's lines first; ``folder`` is where the files that it names stand."""

    name: str
    folder: Path
    setting: tuple[Line, ...]
    lines: tuple[Line, ...]


def read(path: Path) -> list[Story]:
    """The stories of a file."""
    common: list[Line] = []
    found: list[tuple[str, list[Line]]] = []
    for number, raw in enumerate(path.read_text("utf-8").splitlines(), 1):
        line = re.sub(r"(^|\s)#.*", "", raw).strip()
        if line.startswith("story:"):
            found.append((line.removeprefix("story:").strip(), []))
        elif line:
            (found[-1][1] if found else common).append(Line(number, line))
    return [Story(name, path.parent, tuple(common), tuple(lines)) for name, lines in found]


@dataclass(frozen=True)
class Setting:
    """A scene that was set: the file, and the time it then is."""

    path: Path
    clock: datetime
    tick: float


class Theatre:
    """Where stories are played, one after the other: each on the same stage, swept before it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.stage = folder / "stage"
        self.bare = Setting(scene.make_template(folder / "template.db"), scene.FIRST_DAY, 0.0)
        self._settings: dict[tuple[Path, tuple[Line, ...]], Setting] = {}
        self._files: dict[Path, VenueFile] = {}

    def play(self, story: Story) -> None:
        """Play a story; StoryFailed names the line that did not come true."""
        before = i18n.current()
        i18n.use("en")
        try:
            check = Line(story.lines[-1].number, "check")
            self._play(self._setting(story.folder, story.setting), (*story.lines, check), story.folder)
        finally:
            i18n.use(before)

    def _setting(self, files: Path, lines: tuple[Line, ...]) -> Setting:
        if not lines:
            return self.bare
        if (files, lines) not in self._settings:
            self._settings[files, lines] = self._set(files, lines)
        return self._settings[files, lines]

    def _set(self, files: Path, lines: tuple[Line, ...]) -> Setting:
        stage = self._play(self.bare, lines, files)
        path = self.folder / f"setting {len(self._settings)}.db"
        scene.fold_log(stage.file.path)
        return Setting(Path(shutil.copy(stage.file.path, path)), stage.clock, stage.tick)

    def _play(self, setting: Setting, lines: tuple[Line, ...], files: Path) -> "Stage":
        self.sweep()
        stage = Stage(self, setting, files)
        try:
            for line in lines:
                stage.play(line)
        finally:
            stage.close()
        return stage

    def sweep(self) -> None:
        """Take away what the last story left."""
        shutil.rmtree(self.stage, ignore_errors=True)
        self.stage.mkdir()

    def open(self, path: Path) -> VenueFile:
        """The file at this place; engines are kept from story to story, their statements are compiled once."""
        if path not in self._files:
            self._files[path] = venue.open_file(path)
        return self._files[path]


class Stage:
    """The desk that a story is played on; ``files`` is the folder of the files that the story names."""

    def __init__(self, theatre: Theatre, setting: Setting, files: Path) -> None:
        self.theatre = theatre
        self.folder = theatre.stage
        self.files = files
        self.clock = setting.clock
        self.tick = setting.tick
        self.cuts = 0
        self.user = ROLES["librarian"]
        self.answer: front.Answer | None = None
        self.marks: dict[str, int] = {}
        self.open(Path(shutil.copy(setting.path, self.folder / venue.NAME)))

    def open(self, path: Path) -> None:
        """Sit down at a file, with nothing in hand."""
        self.file = self.theatre.open(path)
        self.desk = Desk(self.file, user_id=self.user, clock=lambda: self.clock)
        self.front = front.Front(self.desk)

    def close(self) -> None:
        """Let the file go as it is."""
        self.file.close(checkpoint=False)

    # ------------------------------------------------------------ one line

    def play(self, line: Line) -> None:
        """Do one line and hold the answer against what was expected."""
        try:
            self._play(line.words)
        except StoryFailed as failure:
            raise StoryFailed(f"line {line.number}: {line.words}\n  {failure}") from None
        except Exception as bug:
            bug.add_note(f"line {line.number}: {line.words}")
            raise

    def _play(self, words: str) -> None:
        deed, *wanted = MARKS.split(words)
        pairs = [(wanted[i], wanted[i + 1].strip()) for i in range(0, len(wanted), 2)]
        answered = True
        if deed.strip():
            answered = self._do(shlex.split(deed))
        if pairs:
            _need(answered, "this verb has no answer")
            self._expect(pairs)
        elif answered and self.answer is not None and self.answer.kind in (front.ASKED, front.REFUSED):
            raise StoryFailed(f"unexpected: {_said(self.answer)}")

    def _do(self, words: list[str]) -> bool:
        """Run a verb; whether it has an answer of the front."""
        for n in (2, 1):
            verb = _VERBS.get(" ".join(words[:n]))
            if verb is not None and len(words) >= n:
                found = verb(self, *words[n:])
                if found is not NOT_AN_ANSWER:
                    self.answer = found
                return found is not NOT_AN_ANSWER
        raise StoryFailed(f"no such verb: {words[0]}")

    # ------------------------------------------------------------ what was expected

    def _expect(self, pairs: list[tuple[str, str]]) -> None:
        answer = self.answer
        if pairs[0][0] == "..":
            return _need(answer is None, f"something happened: {_said(answer)}")
        _need(answer is not None, "nothing happened")
        assert answer is not None
        named: list[Problem] = []
        for mark, words in pairs:
            if mark == "~":
                _need(words in _said(answer), f"not said: {words}\n  {_said(answer)}")
                continue
            name, facts = _parts(words)
            if mark == "=>":
                self._expect_slip(answer, name, facts)
            else:
                sort = IMPOSSIBLE if mark == "!!" else ASK
                named.append(_expect_problem(answer, sort, name, facts, named))
        if any(mark in ("!!", "??") for mark, _words in pairs):
            kind = front.REFUSED if any(mark == "!!" for mark, _words in pairs) else front.ASKED
            _need(answer.kind == kind, f"it was {answer.kind}: {_said(answer)}")
            others = [p.code for p in answer.problems if p not in named]
            _need(not others, f"also: {', '.join(others)}")
        return None

    def _expect_slip(self, answer: front.Answer, name: str, facts: dict[str, str]) -> None:
        _need(name in slips.Slip.classes, f"there is no slip {name}")
        _need(answer.kind in (front.DONE, front.SHOWN), f"it was {answer.kind}: {_said(answer)}")
        _need(type(answer.slip).__name__ == name, f"it was {type(answer.slip).__name__}: {_said(answer)}")
        for key, wanted in facts.items():
            _need(hasattr(answer.slip, key), f"{name} has no {key}")
            found = _plain(getattr(answer.slip, key))
            _need(found == wanted, f"{key} is {found}, not {wanted}")


def _expect_problem(
    answer: front.Answer, kind: str, code: str, facts: dict[str, str], named: list[Problem]
) -> Problem:
    """The next problem of this code, not one that was named before."""
    alike = [p for p in answer.problems if p.code == code and p.kind == kind]
    found = next((p for p in alike if p not in named), alike[0] if alike else None)
    codes_ = ", ".join(f"{p.kind} {p.code}" for p in answer.problems)
    _need(found is not None, f"no {kind} {code}, but {codes_ or answer.kind}: {_said(answer)}")
    assert found is not None
    for key, wanted in facts.items():
        _need(key in found.facts, f"{code} has no {key}, but {', '.join(found.facts)}")
        _need(_plain(found.facts[key]) == wanted, f"{key} is {_plain(found.facts[key])}, not {wanted}")
    return found


def _parts(words: str) -> tuple[str, dict[str, str]]:
    name, *rest = shlex.split(words) or [""]
    return name, dict(_pairs(rest))


def _pairs(words: list[str]) -> Iterator[tuple[str, str]]:
    for word in words:
        key, sign, value = word.partition("=")
        _need(bool(sign), f"not key=value: {word}")
        yield key, value


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, date) else str(value)


def _said(answer: front.Answer | None) -> str:
    if answer is None:
        return "nothing"
    return "\n  ".join((answer.text, *answer.details, *(f"{o.key} {o.text}" for o in answer.options)))


def _need(true: bool, otherwise: str) -> None:
    if not true:
        raise StoryFailed(otherwise)


# ---------------------------------------------------------------- the verbs

NOT_AN_ANSWER = object()
_VERBS: dict[str, Callable[..., Any]] = {}


def verb(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Name a verb of the stories."""

    def enter(deed: Callable[..., Any]) -> Callable[..., Any]:
        _VERBS[name] = deed
        return deed

    return enter


def aside(name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Name a verb that the front does not answer."""

    def enter(deed: Callable[..., None]) -> Callable[..., None]:
        def do(*words: Any) -> object:
            deed(*words)
            return NOT_AN_ANSWER

        _VERBS[name] = do
        return deed

    return enter


# the clock, the people, the page


@aside("today")
def _today(stage: Stage, day: str, time: str = "09:00") -> None:
    stage.clock = datetime.fromisoformat(f"{day}T{time}")
    stage.tick += 3600
    scene.leave_a_trace(stage.file, stage.clock)


@aside("after")
def _after(stage: Stage, span: str) -> None:
    match = re.fullmatch(r"(\d+(?:\.\d+)?)([smhd])", span)
    _need(match is not None, f"no span of time: {span}")
    assert match is not None
    passed = timedelta(**{SPANS[match[2]]: float(match[1])})
    stage.clock += passed
    stage.tick += passed.total_seconds()


@aside("as")
def _as(stage: Stage, role: str) -> None:
    _need(role in ROLES, f"no such role: {role}")
    stage.user = ROLES[role]
    stage.desk.sit_down(stage.user)


@aside("page")
def _page(_stage: Stage, name: str) -> None:
    _need(name == "lending", f"no such page: {name}")


@verb("mode")
def _mode(stage: Stage, mode: str) -> front.Answer:
    _need(mode in (front.CIRCULATION, front.RENEWAL, front.SHELVING), f"no such mode: {mode}")
    return stage.front.turn_to(mode)


# the gestures


@verb("scan")
def _scan(stage: Stage, code: str) -> front.Answer | None:
    return stage.front.scan(code, tick=stage.tick)


@verb("yes")
def _yes(stage: Stage, *reason: str) -> front.Answer | None:
    return stage.front.yes(" ".join(reason))


@verb("no")
def _no(stage: Stage) -> front.Answer:
    return stage.front.no()


@verb("show")
def _show(stage: Stage, name: str) -> front.Answer:
    return stage.front.show_member(scene.member_named(stage.file, name))


@aside("mark")
def _mark(stage: Stage, name: str) -> None:
    stage.marks[name] = stage.desk.ask(journal.today, now=stage.clock)[0].id


@verb("undo")
def _undo(stage: Stage, name: str = "") -> front.Answer:
    _need(not name or name in stage.marks, f"nothing was marked {name}")
    return stage.front.undo(stage.marks[name] if name else None)


def _through_the_desk(stage: Stage, command: Callable[..., slips.Slip], **wanted: Any) -> front.Answer:
    """A command that is given by a key or a form, answered as the front answers."""
    try:
        slip = stage.desk.do(command, **wanted)
    except Refused as refusal:
        return front.Answer(front.REFUSED, str(refusal), problems=refusal.problems)
    return front.Answer(front.DONE, str(slip), getattr(slip, "notices", ()), slip=slip)


@verb("hold")
def _hold(stage: Stage, name: str, title: str) -> front.Answer:
    ids = {"member_id": scene.member_named(stage.file, name), "title_id": scene.title_named(stage.file, title)}
    return _through_the_desk(stage, lending.place_hold, now=stage.clock, **ids)


@verb("cancel hold")
def _cancel_hold(stage: Stage, name: str, title: str) -> front.Answer:
    rows = stage.desk.ask(lending.holds_of, member_id=scene.member_named(stage.file, name))
    (hold,) = (h.id for h in rows if h.title == title)
    return _through_the_desk(stage, lending.cancel_hold, hold_id=hold, now=stage.clock)


@verb("lost")
def _lost(stage: Stage, barcode: str) -> front.Answer:
    copy = scene.copy_numbered(stage.file, barcode)
    return _through_the_desk(stage, lending.report_lost, copy_id=copy, now=stage.clock)


# what stands


@aside("figure")
def _figure(stage: Stage, name: str, *rest: str) -> None:
    sign, wanted = rest[-2:]
    figures = stage.desk.ask(lending.day_figures, now=stage.clock)
    _need(sign == "=" and rest[:-2] in ((), ("today",)), "figure NAME [today] = NUMBER")
    _need(name in {f.name for f in fields(figures)}, f"no such figure: {name}")
    _need(str(getattr(figures, name)) == wanted, f"{name} is {getattr(figures, name)}, not {wanted}")


@aside("has")
def _has(stage: Stage, name: str, *titles: str) -> None:
    rows = stage.desk.ask(lending.loans_of, member_id=scene.member_named(stage.file, name))
    found = sorted(r.title for r in rows)
    _need(found == sorted(t for t in titles if t != "nothing"), f"{name} has {' '.join(found) or 'nothing'}")


@aside("due")
def _due(stage: Stage, barcode: str, day: str) -> None:
    history = stage.desk.ask(lending.history_of_copy, copy_id=scene.copy_numbered(stage.file, barcode))
    _need(bool(history) and history[0].returned_at is None, f"{barcode} is not on loan")
    _need(_plain(history[0].due_at.date()) == day, f"due on {history[0].due_at.date()}")


@aside("holds")
def _holds(stage: Stage, name: str, *wanted: str) -> None:
    rows = stage.desk.ask(lending.holds_of, member_id=scene.member_named(stage.file, name))
    found = [f"{r.title}={r.state}" for r in rows]
    _need(found == [w for w in wanted if w != "nothing"], f"{name} waits for {' '.join(found) or 'nothing'}")


@aside("state")
def _state(stage: Stage, barcode: str, wanted: str) -> None:
    found = scene.copy_state(stage.file, barcode)
    _need(found == wanted, f"{barcode} is {found}")


@aside("in hand")
def _in_hand(stage: Stage, name: str) -> None:
    wanted = None if name == "nobody" else scene.member_named(stage.file, name)
    _need(stage.front.state.member_id == wanted, f"member {stage.front.state.member_id} is in hand")


@aside("last action")
def _last_action(stage: Stage, *wanted: str) -> None:
    row = stage.desk.ask(journal.today, now=stage.clock)[0]
    for key, value in _pairs(list(wanted)):
        _need(hasattr(row, key), f"an action has no {key}")
        _need(_plain(getattr(row, key)) == value, f"{key} is {_plain(getattr(row, key))}")


@aside("accepted")
def _accepted(stage: Stage, *wanted: str) -> None:
    found = scene.accepted(stage.file)
    _need(found == sorted(wanted), f"accepted: {' '.join(found)}")


@aside("check")
def _check(stage: Stage) -> None:
    for fault in scene.faults(stage.file):
        raise StoryFailed(fault)


@aside("power cut")
def _power_cut(stage: Stage) -> None:
    """Take the file and its log as they lie on the disk at this moment; a new front opens the copy."""
    stage.cuts += 1
    place = stage.folder / f"after cut {stage.cuts}"
    place.mkdir()
    for one in (stage.file.path, *venue.beside(stage.file.path)):
        if one.exists() and not one.name.endswith("-shm"):
            shutil.copy(one, place)
    stage.close()
    stage.open(place / venue.NAME)
    stage.tick += 120
    stage.clock += timedelta(minutes=2)
    _check(stage)


# the scene, as it stood before


def _options(words: tuple[str, ...]) -> dict[str, str]:
    return dict(_pairs(list(words)))


@aside("member")
def _member(stage: Stage, name: str, *words: str) -> None:
    scene.add_member(stage.file, stage.clock, name, **_options(words))


@aside("card")
def _card(stage: Stage, number: str, of: str, name: str, *words: str) -> None:
    _need(of == "of", "card NUMBER of NAME")
    scene.add_card(stage.file, stage.clock, codes.fold(number), scene.member_named(stage.file, name), **_options(words))


@aside("end card")
def _end_card(stage: Stage, number: str, state: str) -> None:
    scene.end_card(stage.file, stage.clock, number, state)


@aside("retire")
def _retire(stage: Stage, name: str) -> None:
    scene.retire(stage.file, stage.clock, scene.member_named(stage.file, name))


@aside("title")
def _title(stage: Stage, title: str, *words: str) -> None:
    scene.add_title(stage.file, stage.clock, title, **_options(words))


@aside("copy")
def _copy(stage: Stage, barcode: str, of: str, title: str, *words: str) -> None:
    _need(of == "of", "copy BARCODE of TITLE")
    title_id = scene.title_named(stage.file, title)
    scene.add_copy(stage.file, stage.clock, codes.fold(barcode), title_id, **_options(words))


@aside("set copy")
def _set_copy(stage: Stage, barcode: str, state: str) -> None:
    scene.set_copy(stage.file, stage.clock, barcode, state)


@aside("rule")
def _rule(stage: Stage, member_type: str, item_type: str, *words: str) -> None:
    scene.add_rule(stage.file, stage.clock, member_type, item_type, **_options(words))


@aside("no rules")
def _no_rules(stage: Stage) -> None:
    scene.retire_rules(stage.file, stage.clock)


@aside("closed")
def _closed(stage: Stage, first: str, *rest: str) -> None:
    scene.close(stage.file, stage.clock, date.fromisoformat(first), date.fromisoformat(rest[0] if rest else first))


@aside("close month")
def _close_month(stage: Stage, month: str) -> None:
    scene.close_month(stage.file, stage.clock, month)
