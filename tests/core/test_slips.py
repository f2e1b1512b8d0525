import dataclasses
import json
from datetime import date, datetime

import pytest
from sqlalchemy.orm import Session

from tests.room import Room
from venuedesk import i18n
from venuedesk.core import front, lending, slips, subjects
from venuedesk.core.journal.imported import ImportRetired
from venuedesk.core.slips import Slip, kept, named, read, said, shown


@dataclasses.dataclass(frozen=True)
class Probe(Slip):
    """A slip with a value of every kind."""

    number: int
    day: date
    at: datetime | None = None
    names: tuple[str, ...] = ()
    member_id: int | None = None
    member: str = named("member")
    notices: tuple[str, ...] = shown()

    def __str__(self) -> str:
        return f"{self.number} {self.member}"


FULL = Probe(7, date(2026, 11, 20), datetime(2026, 11, 20, 9), ("a", "b"), 1, "张国胜", ("a notice",))


def through_json(slip: Slip) -> dict:
    return json.loads(json.dumps(kept(slip)))


def test_a_slip_keeps_values_but_neither_names_nor_notices():
    assert through_json(FULL) == {
        "number": 7,
        "day": "2026-11-20",
        "at": "2026-11-20T09:00:00",
        "names": ["a", "b"],
        "member_id": 1,
    }
    assert kept(Probe(7, date(2026, 11, 20))) == {"number": 7, "day": "2026-11-20"}
    assert kept("no slip") == {}


def test_a_slip_is_read_back_with_present_names(room: Room):
    room.member("张国强")
    with Session(room.file.reader) as session:
        found = read(session, "Probe", through_json(FULL))
        assert found == dataclasses.replace(FULL, member="张国强", notices=())
        assert said(session, "Probe", through_json(FULL)) == "7 张国强"


def test_a_slip_of_an_older_program_is_said_by_its_name(room: Room):
    with Session(room.file.reader) as session:
        assert read(session, "GoneLongAgo", {}) is None
        assert said(session, "GoneLongAgo", {}) == "GoneLongAgo"


def test_a_name_that_is_no_more_is_empty(room: Room):
    with Session(room.file.reader) as session:
        assert said(session, "Probe", {"number": 7, "day": "2026-11-20", "member_id": 99}) == "7 "


OURS = sorted(n for n, c in Slip.classes.items() if c.__module__.startswith("venuedesk.core."))


def test_there_are_slips_of_every_subject():
    assert subjects.__doc__
    assert len(OURS) > 30
    assert {"CheckedOut", "MemberShown", "Undone", "VenueFounded"} <= set(OURS)


@pytest.mark.parametrize("name", OURS)
def test_every_slip_is_frozen_and_knows_how_to_look_its_names_up(name):
    cls = Slip.classes[name]
    with pytest.raises(dataclasses.FrozenInstanceError):
        object.__new__(cls).anything = 1  # type: ignore[attr-defined]
    for one in dataclasses.fields(cls):
        if "named" in one.metadata:
            assert one.metadata["named"] in slips.NAMES


SAID = [
    (lending.CheckedOut(1, 1, 1, datetime(2026, 12, 4, 23, 59, 59), title="活着", member="张国胜"),
     "“活着” lent to 张国胜, due Fri 12/4"),
    (lending.CheckedOut(1, 1, 1, datetime(2027, 1, 5, 23, 59, 59), True, title="活着", member="张国胜"),
     "“活着” lent to 张国胜, due Tue 1/5 (tentative)"),
    (lending.CheckedIn(1, 1, 1, title="活着", member="张国胜"), "“活着” returned by 张国胜"),
    (lending.CheckedIn(1, 1, 1, 3, title="活着", member="张国胜"), "“活着” returned by 张国胜, 3 days late"),
    (lending.Renewed(1, 1, 1, datetime(2026, 12, 4, 23), title="活着", member="张国胜"),
     "“活着” renewed for 张国胜, now due Fri 12/4"),
    (lending.InHouseUseRecorded(1, 4, title="活着"), "In-house use: “活着” (4 today)"),
    (lending.AlreadyCounted(1, datetime(2026, 11, 20, 9, 5), title="活着"),
     "“活着” was already counted at 09:05; nothing was added"),
    (lending.CopyReportedLost(1, title="活着", barcode="B1"), "“活着” (B1) reported lost"),
    (lending.CopyFound(1, title="活着", barcode="B1"), "“活着” (B1) is back in stock"),
    (lending.HoldPlaced(1, 1, 1, 2, title="活着", member="张国胜"), "“活着” held for 张国胜, number 2 in the queue"),
    (lending.HoldCancelled(1, 1, 1, title="活着", member="张国胜"), "Hold of 张国胜 on “活着” cancelled"),
    (front.MemberShown(1, 2, 0, member="张国胜", unit="一中"), "张国胜 (一中): 2 books out"),
    (front.MemberShown(1, 2, 1, member="张国胜", unit="一中"), "张国胜 (一中): 2 books out, 1 overdue"),
    (front.CopyShown(1, title="活着", barcode="B1"), "“活着” (B1) is on the shelf."),
    (front.CopyShown(1, title="活着", barcode="B1", again=True),
     "“活着” (B1) was just returned; nothing was counted again."),
    (front.Choose(3), "3 fit; choose by its number."),
    (front.CardAwaited(1, title="活着"), "Scan the card of the reader who takes “活着”."),
    (front.TitleShown(1, title="活着"), "“活着”: no copy is on the shelf."),
]  # fmt: skip


@pytest.mark.parametrize(("slip", "words"), SAID, ids=[type(s).__name__ for s, _ in SAID])
def test_a_slip_says_what_is_now_true(slip, words):
    assert i18n.current() == "en"
    assert str(slip) == words


def test_a_retired_import_says_what_stays() -> None:
    said_ = str(ImportRetired(7, retired=3, kept=2))
    assert said_ == "Import retired: 3 records retired, 2 stay because loans stand on them"
