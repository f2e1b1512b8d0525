"""What must hold when two programs race, the power goes, the disk refuses, or the process is killed."""

import multiprocessing
import os
import random
import resource
import shutil
import signal
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

import pytest

from tests.core import venue
from venuedesk.core import check, file, journal, lending, visits
from venuedesk.core.desk import Desk
from venuedesk.core.errors import Refused, StorageTrouble

NOW = venue.NOW
pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="forks, limits and signals of Unix"),
    pytest.mark.uncounted,  # by their number; other tests take every branch
]


def gesture(desk: Desk, dice: random.Random) -> None:
    """Do what comes to hand: a copy is lent or taken back, people are counted or sign in, the last deed is undone."""
    copy_id = dice.randint(1, 4)
    now = desk.now()
    if dice.random() < 0.3:
        people_come(desk, dice)
        return
    if dice.random() < 0.15:
        last = desk.ask(journal.last_own_action, user_id=desk.user.id, now=now)
        if last is not None:
            desk.do(journal.undo, action_id=last, now=now)
            return
    try:
        desk.do(lending.check_in, copy_id=copy_id, now=now)
    except Refused:
        member_id = dice.randint(1, 3)
        desk.do(lending.check_out, member_id=member_id, copy_id=copy_id, card_id=member_id, now=now)


def people_come(desk: Desk, dice: random.Random) -> None:
    """A tap, an hour entered afterwards, or a group."""
    now, why = desk.now(), {"accepted": {"HourReason", "GroupAgain"}, "reason": "补记"}
    hour = {"door_id": 1, "day": now.date(), "hour": now.hour, "count": dice.randint(0, 40)}
    group = visits.GroupDraft(zone_id=1, headcount=dice.randint(2, 40), group_name="合唱团", parts=((1, 2),))
    match dice.randint(1, 4):
        case 1:
            desk.do(visits.set_hour, adding=dice.random() < 0.5, now=now, **hour, **why)
        case 2:
            desk.do(visits.sign_in_group, draft=group, now=now, **why)
        case _:
            desk.do(visits.count_visitors, door_id=1, count=dice.choice((1, 1, 1, 12)), now=now)


# ---------------------------------------------------------------- two programs, one copy


def insisting(desk: Desk, command: Callable[..., Any], **wanted: Any) -> Any:
    """Do a command, again where the other program had the file for more than the second that a desk waits."""
    while True:
        try:
            return desk.do(command, **wanted)
        except StorageTrouble as trouble:
            assert trouble.kind == "busy"  # noqa: PT017 - in a process of its own


def race(path: Path, me: int, rounds: int, barrier: Barrier, answers: Any) -> None:
    """Try to lend copy 1 in each round; whoever has won it takes it back before the next."""
    opened = file.open_file(path)
    desk = venue.desk_of(opened, user_id=me)
    won = []
    for _round in range(rounds):
        barrier.wait()
        try:
            insisting(desk, lending.check_out, member_id=me, copy_id=1, card_id=me, now=NOW)
            won.append(True)
        except Refused as refused:
            assert [p.code for p in refused.problems] == ["AlreadyOnLoan"]  # noqa: PT017 - in a process of its own
            won.append(False)
        barrier.wait()
        if won[-1]:
            insisting(desk, lending.check_in, copy_id=1, now=NOW)
    opened.close(checkpoint=False)
    answers.put(won)


def test_two_programs_racing_for_one_copy_have_one_winner_in_each_of_400_rounds(venue_path: Path) -> None:
    fork = multiprocessing.get_context("fork")
    barrier, answers = fork.Barrier(2), fork.Queue()
    both = [fork.Process(target=race, args=(venue_path, me, 400, barrier, answers)) for me in (1, 2)]
    for one in both:
        one.start()
    mine, yours = (answers.get(timeout=60) for _ in both)
    for one in both:
        one.join()
    assert [a + b for a, b in zip(mine, yours, strict=True)] == [1] * 400
    assert check.check_file(venue_path) == []


# ---------------------------------------------------------------- the power goes

STATE = (
    "SELECT (SELECT count(*) FROM actions), (SELECT count(*) FROM changes), (SELECT count(*) FROM events),"
    " (SELECT total(quantity) FROM events), (SELECT total(headcount) FROM sign_ins),"
    " (SELECT total(id * 7 + copy_id * 31 + member_id * 101 + (returned_at IS NULL)) FROM loans),"
    " (SELECT seq FROM sqlite_sequence WHERE name = 'loans')"
)


def state_of(raw: sqlite3.Connection) -> tuple[Any, ...]:
    found: tuple[Any, ...] = raw.execute(STATE).fetchone()
    return found


def recorded(path: Path, gestures: int, dice: random.Random) -> dict[int, tuple[Any, ...]]:
    """Make gestures without ever folding the log; the state after each, by its number of actions."""
    opened = file.open_file(path)
    desk = venue.desk_of(opened)
    with opened.writer.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_autocheckpoint = 0")
    raw = sqlite3.connect(path)
    states = {state_of(raw)[0]: state_of(raw)}
    for _ in range(gestures):
        gesture(desk, dice)
        states[state_of(raw)[0]] = state_of(raw)
    for suffix in ("", "-wal"):
        shutil.copy(f"{path}{suffix}", f"{path}.cut{suffix}")
    raw.close()
    opened.close()
    return states


def cuts(path: Path) -> Iterator[sqlite3.Connection]:
    """The file as a power cut leaves it after each frame of its log, the last first, opened without folding the log."""
    log = Path(f"{path}-wal")
    with log.open("rb") as stream:
        frame = 24 + int.from_bytes(stream.read(12)[8:], "big")
    for frames in range((log.stat().st_size - 32) // frame, -1, -1):
        os.truncate(log, 32 + frames * frame)
        raw = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
        yield raw
        raw.close()


@pytest.mark.parametrize("checked_every", [4, pytest.param(1, marks=pytest.mark.soak)])
def test_a_power_cut_after_any_frame_leaves_a_whole_number_of_gestures(venue_path: Path, checked_every: int) -> None:
    dice = random.Random(20261120)
    total = frames = 0
    for _part in range(10):  # logs of 20 gestures are read faster than one of 200
        states = recorded(venue_path, 20, dice)
        seen = set()
        for raw in cuts(Path(f"{venue_path}.cut")):
            found = state_of(raw)
            assert found == states[found[0]]
            if found[0] not in seen and found[0] % checked_every == 0:
                assert check.check_file(Path(f"{venue_path}.cut")) == []
            seen.add(found[0])
            frames += 1
        assert seen == set(states)
        total += len(seen) - 1
    assert total == 200
    assert frames > 1000


# ---------------------------------------------------------------- the disk refuses


@contextmanager
def no_file_grows_beyond(size: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_commit_that_fails_shows_no_slip_and_changes_nothing(venue_path: Path) -> None:
    opened = file.open_file(venue_path)
    desk = venue.desk_of(opened)
    desk.do(lending.check_out, member_id=1, copy_id=1, card_id=1, now=NOW)
    log = Path(f"{venue_path}-wal").stat().st_size
    with sqlite3.connect(venue_path) as raw:
        before = state_of(raw)
    for more in (0, 4096, 3 * 4120):
        with no_file_grows_beyond(log + more), pytest.raises(StorageTrouble) as met:
            desk.do(lending.check_out, member_id=2, copy_id=2, card_id=2, now=NOW)
        assert met.value.kind in ("io", "full")
        assert state_of(raw) == before
        assert check.check_file(venue_path) == []
    slip = desk.do(lending.check_out, member_id=2, copy_id=2, card_id=2, now=NOW)
    assert slip.loan_id == 2
    raw.close()
    opened.close()
    assert check.check_file(venue_path) == []


def test_a_disk_without_room_for_the_index_of_the_log_is_full(venue_path: Path) -> None:
    with no_file_grows_beyond(1000), pytest.raises(StorageTrouble, match="full"):
        file.open_file(venue_path)


def test_a_log_that_cannot_be_folded_stays_and_nothing_is_lost(venue_path: Path) -> None:
    opened = file.open_file(venue_path)
    desk = venue.desk_of(opened)
    desk.do(lending.check_out, member_id=1, copy_id=1, card_id=1, now=NOW)
    with no_file_grows_beyond(4096), pytest.raises(StorageTrouble, match="io"):
        opened.close()
    again = file.open_file(venue_path)
    assert len(venue.desk_of(again).ask(lending.loans_of, member_id=1)) == 1
    again.close()
    assert check.check_file(venue_path) == []


# ---------------------------------------------------------------- the process is killed


def child_at_work(path: Path, seed: int, said: int) -> None:
    """Make gestures for ever, and say each action's number only when its slip is there."""
    desk = venue.desk_of(file.open_file(path), now=NOW + timedelta(minutes=1))
    dice = random.Random(seed)
    while True:
        gesture(desk, dice)
        with desk.file.reader.connect() as connection:
            newest = connection.exec_driver_sql("SELECT max(id) FROM actions").scalar_one()
        os.write(said, f"{newest}\n".encode())


def kills(path: Path, times: int) -> int:
    """Kill a working process so many times; returns how many gestures were acknowledged in all."""
    dice = random.Random(times)
    for seed in range(times):
        hears, says = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                child_at_work(path, seed, says)
            finally:
                os._exit(1)
        os.close(says)
        first = os.read(hears, 10)
        assert first, "the child died of itself"
        time.sleep(dice.random() * 0.06)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with os.fdopen(hears) as stream:
            heard = int((first.decode() + stream.read()).split()[-1])
        raw = sqlite3.connect(path)
        (kept,) = raw.execute("SELECT max(id) FROM actions").fetchone()
        raw.close()
        assert kept in (heard, heard + 1)
        assert check.check_file(path) == []
    return heard


def test_a_killed_program_keeps_every_gesture_that_it_showed(venue_path: Path) -> None:
    assert kills(venue_path, 20) > 20


@pytest.mark.soak
def test_a_program_killed_200_times_keeps_every_gesture_that_it_showed(venue_path: Path) -> None:
    assert kills(venue_path, 200) > 200
