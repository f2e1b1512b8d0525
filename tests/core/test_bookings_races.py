"""What must hold when two programs race for one room, or lend, return and undo side by side."""

import multiprocessing
import random
import sys
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.core import venue
from tests.core.test_proof import gesture
from tests.stories import rooms_scene
from venuedesk.core import bookings, check, file, journal
from venuedesk.core.db import VenueFile, storage
from venuedesk.core.desk import Desk
from venuedesk.core.errors import Refused, StorageTrouble

NOW = venue.NOW
ROUNDS = 400
SLOT = timedelta(minutes=30)
ALL = frozenset(("ClosedDay", "OutsideHours"))
pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="forks of Unix"),
    pytest.mark.uncounted,  # by their number; other tests take every branch
]


@pytest.fixture
def palace_path(venue_path: Path) -> Path:
    opened = file.open_file(venue_path)
    rooms_scene.build_palace(opened, NOW)
    opened.close()
    return venue_path


def both(work: Callable[..., None], path: Path, *more: Any) -> list[Any]:
    """Two processes at the same work, numbered 1 and 2; their answers."""
    fork = multiprocessing.get_context("fork")
    barrier, answers = fork.Barrier(2), fork.Queue()
    pair = [fork.Process(target=work, args=(path, me, barrier, answers, *more)) for me in (1, 2)]
    for one in pair:
        one.start()
    found = [answers.get(timeout=60) for _ in pair]
    for one in pair:
        one.join()
    assert [one.exitcode for one in pair] == [0, 0]
    return [answer for _me, answer in sorted(found)]


def patiently(deed: Callable[[], Any]) -> Any:
    """Do it again while the other program has the file: on a machine under load that may last."""
    while True:
        try:
            return deed()
        except StorageTrouble as trouble:
            if trouble.kind != "busy":
                raise


def wanted(n: int, room_id: int, me: int) -> bookings.BookingDraft:
    begins = NOW + n * SLOT
    who = {"caller": f"先生{me}", "phone": f"1380000000{me}"}
    return bookings.BookingDraft(room_id=room_id, starts_at=begins, ends_at=begins + SLOT, **who)


def race(path: Path, me: int, barrier: Barrier, answers: Any, rooms: tuple[int, int]) -> None:
    """Try to book one slot in each round: one of the rooms each."""
    opened = file.open_file(path)
    desk = venue.desk_of(opened, user_id=me)
    won = []
    for n in range(ROUNDS):
        draft = wanted(n, rooms[(n + me) % 2], me)
        barrier.wait()
        try:
            patiently(partial(desk.do, bookings.book, draft=draft, now=NOW, accepted=ALL, reason="抢"))
            won.append(True)
        except Refused as refused:
            assert [p.code for p in refused.problems if p.kind == "impossible"] == ["RoomTaken"]  # noqa: PT017
            assert refused.problems[0].facts["holder"] == f"先生{3 - me}"  # noqa: PT017
            won.append(False)
    opened.close(checkpoint=False)
    answers.put((me, won))


@pytest.mark.parametrize("names", [("舞蹈室", "舞蹈室"), ("大厅", "东厅")])
def test_two_programs_racing_for_one_slot_have_one_winner_in_each_of_400_rounds(
    palace_path: Path, names: tuple[str, str]
) -> None:
    opened = file.open_file(palace_path)
    rooms = tuple(rooms_scene.room_named(opened, name) for name in names)
    opened.close()
    mine, yours = both(race, palace_path, rooms)
    assert [a + b for a, b in zip(mine, yours, strict=True)] == [1] * ROUNDS
    assert 0 < sum(mine) < ROUNDS
    assert check.check_file(palace_path) == []


# ---------------------------------------------------------------- below the lock


def plain_race(path: Path, me: int, barrier: Barrier, answers: Any) -> None:
    """The same on the engine, past the desk and its lock of one program: read, see it free, write."""
    opened = file.open_file(path)
    won = []
    for n in range(ROUNDS):
        begins = (NOW + n * SLOT).isoformat()
        ends = (NOW + (n + 1) * SLOT).isoformat()
        span = {"s": begins, "e": ends, "code": f"{me}{n:07}"}
        with opened.reader.connect() as connection:
            free = connection.exec_driver_sql("SELECT 1 FROM occupancy WHERE space_id = 1 AND starts_at = :s", span)
            assert free.first() is None
        barrier.wait()
        won.append(_insert(opened, span))
        barrier.wait()
    opened.close(checkpoint=False)
    answers.put((me, won))


BOOKING = (
    "INSERT INTO bookings (code, room_id, starts_at, ends_at, setup_minutes, teardown_minutes, state, caller, phone,"
    " purpose, expected, reason, note, made_at)"
    " VALUES (:code, 1, :s, :e, 0, 0, 'booked', '某人', '1', '', 1, '', '', :s)"
)
SPACE = "INSERT INTO occupancy (booking_id, space_id, starts_at, ends_at) VALUES (last_insert_rowid(), 1, :s, :e)"


def _insert(opened: VenueFile, span: dict[str, Any]) -> bool:
    def both_rows() -> None:
        with storage(), opened.writer.begin() as connection:
            connection.exec_driver_sql(BOOKING, span)
            connection.exec_driver_sql(SPACE, span)

    try:
        patiently(both_rows)
    except IntegrityError as refused:
        assert "occupancy_free" in str(refused)  # noqa: PT017
        return False
    return True


def test_two_writers_who_both_saw_it_free_have_one_winner_in_each_of_400_rounds(palace_path: Path) -> None:
    mine, yours = both(plain_race, palace_path)
    assert [a + b for a, b in zip(mine, yours, strict=True)] == [1] * ROUNDS
    opened = file.open_file(palace_path)
    with Session(opened.reader) as session:
        found = session.connection().exec_driver_sql("SELECT count(*), count(DISTINCT booking_id) FROM occupancy")
        assert tuple(found.one()) == (ROUNDS, ROUNDS)
    opened.close()


# ---------------------------------------------------------------- all deeds side by side


def at_work(path: Path, me: int, barrier: Barrier, answers: Any) -> None:
    """Lend, take back, book, move, swap, cancel, end and undo as the dice say; what the other did stands in the way."""
    opened = file.open_file(path)
    desk = venue.desk_of(opened, user_id=me)
    dice = random.Random(me)
    done = refusals = 0
    barrier.wait()
    for _turn in range(250):
        try:
            patiently(partial(dice.choice((gesture, gesture, gesture, at_the_rooms)), desk, dice))
            done += 1
        except Refused:
            refusals += 1
    opened.close(checkpoint=False)
    answers.put((me, (done, refusals)))


def at_the_rooms(desk: Desk, dice: random.Random) -> None:
    now = desk.now()
    told: dict[str, Any] = {"now": now, "accepted": ALL | {"TooManyPeople"}, "reason": "随意"}
    rows = [row for row in desk.ask(bookings.day, day=now.date()) if row.state == "booked"]
    n = dice.randrange(20)
    if len(rows) > 1 and dice.random() < 0.5:
        one, other = dice.sample(rows, 2)
        if dice.random() < 0.3:
            desk.do(bookings.swap, booking_id=one.id, other_id=other.id, **told)
        elif dice.random() < 0.5:
            place = {"room_id": other.room_id, "layout_id": None}
            times = {"starts_at": now + n * SLOT, "ends_at": now + (n + 1) * SLOT}
            desk.do(bookings.move, booking_id=one.id, **place, **times, **told)
        else:
            desk.do(bookings.cancel, booking_id=one.id, **told)
    elif dice.random() < 0.2:
        last = desk.ask(journal.last_own_action, user_id=desk.user.id, now=now)
        if last is not None:
            desk.do(journal.undo, action_id=last, now=now)
    else:
        desk.do(bookings.book, draft=wanted(n, dice.randint(1, 5), desk.user.id), **told)


def test_lending_booking_and_undo_side_by_side_leave_a_sound_file(palace_path: Path) -> None:
    found = both(at_work, palace_path)
    assert all(done > 100 and refusals > 0 for done, refusals in found)
    assert check.check_file(palace_path) == []
    opened = file.open_file(palace_path)
    with Session(opened.reader) as session:
        count = session.connection().exec_driver_sql
        open_loans = count("SELECT count(*) FROM loans WHERE returned_at IS NULL").scalar_one()
        counted = count("SELECT sum((kind = 'loan') - (kind IN ('return', 'lost'))) FROM events").scalar_one()
        assert open_loans == (counted or 0)
    opened.close()
