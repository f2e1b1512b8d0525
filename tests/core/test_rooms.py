"""Zones, spaces, rooms and layouts: what can be saved, what holds them, and what is taken back."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests import room as rooms_file
from tests.core import venue
from venuedesk.core import calendar, file, house, journal, lending, rooms
from venuedesk.core.desk import Desk
from venuedesk.core.errors import NeedsYes, Refused
from venuedesk.core.rooms import LayoutDraft, RoomDraft, SpaceDraft, ZoneDraft, names_of_spaces

NOW = venue.NOW
TRAINING, ACTIVITY, FITNESS = 2, 3, 4


@pytest.fixture
def desk(venue_path: Path) -> Iterator[Desk]:
    opened = file.open_file(venue_path)
    yield venue.desk_of(opened)
    opened.close()


def room(desk: Desk, name: str = "多功能厅", spaces: str = "", **more: Any) -> rooms.RoomRow:
    draft = RoomDraft(**({"zone_id": TRAINING, "name": name, "spaces": spaces, "capacity": 100} | more))
    slip = desk.do(rooms.save_room, draft=draft, now=NOW)
    return desk.ask(rooms.room, room_id=slip.room_id)


def of(row: rooms.RoomRow, **changed: Any) -> RoomDraft:
    """The draft that the form of a room begins with."""
    kept = {name: getattr(row, name) for name in ("zone_id", "name", "capacity", "position", "note")}
    return RoomDraft(**({**kept, "spaces": rooms.words_of_spaces(row.space_names), "room_id": row.id} | changed))


def booking(desk: Desk, room_id: int, starts: str = "2026-12-24T19:00:00", **more: Any) -> int:
    """A booking put into the file by itself: rooms know bookings by their table only."""
    values = {
        "code": f"AAAA{room_id:02}{starts[8:10]}",
        "room_id": room_id,
        "starts_at": datetime.fromisoformat(starts),
        "ends_at": datetime.fromisoformat(starts).replace(hour=21),
        "caller": "赵老师",
        "purpose": "合唱排练",
        "made_at": NOW,
    } | more
    from venuedesk.core.bookings import Booking

    with journal.JournalSession(desk.file.writer) as session:
        session.info["gesture"] = journal.Gesture("test.book", file.FIRST_USER, "manager", NOW)
        one = Booking(**values)
        session.add(one)
        journal.write(session, house.SettingsSaved(venue.TODAY))
        session.commit()
        return int(one.id)


def problems(desk: Desk, command: Any, **wanted: Any) -> list[str]:
    return venue.refused(desk, command, **wanted)


def names(desk: Desk) -> list[str]:
    return [r.name for r in desk.ask(rooms.rooms)]


def space_names(desk: Desk) -> list[str]:
    return [s.name for s in desk.ask(rooms.spaces)]


# ---------------------------------------------------------------- names of spaces


@pytest.mark.parametrize(
    ("words", "of_room", "meant"),
    [
        ("", "瑜伽室", ["瑜伽室"]),
        ("  ", " 瑜伽 室 ", ["瑜伽 室"]),
        ("东厅 + 西厅", "多功能厅", ["东厅", "西厅"]),
        ("东厅、西厅，东厅", "多功能厅", ["东厅", "西厅"]),
        ("东厅＋西厅;中厅；,", "多功能厅", ["东厅", "西厅", "中厅"]),
        ("1–3号场", "羽毛球馆", ["羽毛球馆 1号场", "羽毛球馆 2号场", "羽毛球馆 3号场"]),
        ("乒乓球台9至10", "球馆", ["乒乓球台9", "乒乓球台10"]),
        ("", "羽毛球馆 1–2号场", ["羽毛球馆 1号场", "羽毛球馆 2号场"]),
        ("", "301-302教室", ["301教室", "302教室"]),
        ("2–2号场", "馆", ["2–2号场"]),
        ("5–1号场", "馆", ["5–1号场"]),
        ("1–41", "馆", ["1–41"]),
        ("2024-2025届作品厅", "馆", ["2024-2025届作品厅"]),
        ("、 +", "馆", []),
    ],
)
def test_names_of_spaces_are_read_as_a_clerk_writes_them(words: str, of_room: str, meant: list[str]):
    assert list(names_of_spaces(words, room=of_room)) == meant


def test_names_of_spaces_are_read_again_as_they_are_shown():
    made = names_of_spaces("1–6号场", room="羽毛球馆")
    assert names_of_spaces(rooms.words_of_spaces(made), room="羽毛球馆") == made


# ---------------------------------------------------------------- rooms


def test_a_hall_of_two_halves_is_one_step(desk: Desk):
    values: dict[str, Any] = {"spaces": "东厅 + 西厅", "capacity": 201, "singly": True, "note": "三楼"}
    slip = desk.do(rooms.save_room, draft=RoomDraft(zone_id=TRAINING, name="多功能厅", **values), now=NOW)
    assert str(slip) == venue.retold(desk)
    assert str(slip) == "Room saved: 多功能厅, 2 spaces; 2 of them can be booked alone now"
    hall, east, west = desk.ask(rooms.rooms)
    assert (hall.name, hall.capacity, hall.note, hall.space_names) == ("多功能厅", 201, "三楼", ("东厅", "西厅"))
    assert [(r.name, r.capacity, r.spaces) for r in (east, west)] == [
        ("东厅", 101, hall.spaces[:1]),
        ("西厅", 101, hall.spaces[1:]),
    ]
    assert [(z.name, z.rooms, z.spaces) for z in desk.ask(rooms.zones)][1] == (hall.zone, 3, 2)
    assert desk.ask(rooms.rooms, zone_id=FITNESS) == []
    assert len(desk.ask(rooms.rooms, zone_id=TRAINING)) == 3
    assert desk.ask(rooms.spaces, zone_id=FITNESS) == []
    assert [(s.name, s.zone_id, s.position) for s in desk.ask(rooms.spaces, zone_id=TRAINING)] == [
        ("东厅", TRAINING, 0),
        ("西厅", TRAINING, 0),
    ]


def test_a_hall_of_courts_is_one_step_and_one_undo(desk: Desk):
    made = room(desk, "羽毛球馆", "1–6号场", zone_id=FITNESS, capacity=24, singly=True)
    assert len(made.spaces) == 6
    assert names(desk) == ["羽毛球馆", *(f"羽毛球馆 {n}号场" for n in range(1, 7))]
    assert {r.capacity for r in desk.ask(rooms.rooms)} == {24, 4}
    desk.do(journal.undo, action_id=venue.one(desk, "SELECT max(id) FROM actions"), now=NOW)
    assert names(desk) == space_names(desk) == []
    desk.do(journal.undo, action_id=venue.one(desk, "SELECT max(id) FROM actions"), now=NOW)
    assert len(names(desk)) == 7


def test_a_room_of_one_space_bears_its_name_and_keeps_it_when_renamed(desk: Desk):
    first = room(desk, "瑜伽室", singly=True)
    assert first.space_names == ("瑜伽室",)
    again = room(desk, "瑜伽馆", room_id=first.id)
    assert (again.name, again.spaces, again.space_names) == ("瑜伽馆", first.spaces, ("瑜伽馆",))
    room(desk, "舞蹈室")
    desk.do(rooms.save_space, draft=SpaceDraft(space_id=first.spaces[0] + 1, name="小厅", zone_id=TRAINING))
    other = room(desk, "小馆", spaces="小馆空间")
    assert room(desk, "小厅馆", room_id=other.id).space_names == ("小馆空间",)  # its name was its own


def test_a_renamed_room_leaves_its_space_where_the_name_is_another_space(desk: Desk):
    first = room(desk, "瑜伽室")
    room(desk, "大厅", "东厅 + 西厅")
    assert room(desk, "东厅", room_id=first.id).space_names == ("瑜伽室",)


def test_a_room_may_share_spaces_with_others_also_of_another_zone(desk: Desk):
    room(desk, "大厅", "东厅 + 西厅")
    both = room(desk, "展演厅", "东厅、舞台", zone_id=ACTIVITY)
    assert both.space_names == ("东厅", "舞台")
    assert {s.name: s.zone_id for s in desk.ask(rooms.spaces)} == {"东厅": TRAINING, "西厅": TRAINING, "舞台": ACTIVITY}


def test_spaces_change_while_nothing_holds_the_room(desk: Desk):
    hall = room(desk, "大厅", "东厅 + 西厅")
    booking(desk, hall.id, "2026-11-19T19:00:00")  # has passed
    booking(desk, hall.id, "2026-12-01T19:00:00", state="cancelled", reason="天气")
    changed = room(desk, "大厅", "东厅 + 舞台", room_id=hall.id)
    assert changed.space_names == ("东厅", "舞台")
    assert space_names(desk) == ["东厅", "舞台"]
    desk.do(journal.undo, action_id=venue.one(desk, "SELECT max(id) FROM actions"), now=NOW)
    assert desk.ask(rooms.room, room_id=hall.id).space_names == ("东厅", "西厅")
    assert space_names(desk) == ["东厅", "西厅"]


def test_a_retired_space_of_the_zone_comes_back_under_its_name(desk: Desk):
    hall = room(desk, "大厅", "东厅 + 西厅")
    room(desk, "大厅", "东厅", room_id=hall.id)
    assert room(desk, "大厅", "东厅 + 西厅", room_id=hall.id).spaces == hall.spaces
    room(desk, "大厅", "东厅", room_id=hall.id)
    elsewhere = room(desk, "西厅", zone_id=FITNESS)
    assert elsewhere.spaces[0] not in hall.spaces


def test_its_own_spaces_follow_a_room_to_another_zone(desk: Desk):
    hall = room(desk, "大厅", "东厅 + 西厅")
    room(desk, "东厅")
    desk.do(rooms.save_room, draft=of(hall, zone_id=ACTIVITY), now=NOW)
    assert {s.name: s.zone_id for s in desk.ask(rooms.spaces)} == {"东厅": TRAINING, "西厅": ACTIVITY}


def test_a_room_that_is_there_already_is_not_made_twice_for_a_space(desk: Desk):
    room(desk, "东会议厅", "东厅")
    hall = room(desk, "大厅", "东厅 + 西厅", singly=True)
    assert names(desk) == ["东会议厅", "大厅", "西厅"]
    again = desk.do(rooms.save_room, draft=of(hall, singly=True), now=NOW)
    assert again.singles == 0


def test_a_coming_booking_holds_the_spaces_of_a_room(desk: Desk):
    hall = room(desk, "大厅", "东厅 + 西厅")
    booking(desk, hall.id)
    number = booking(desk, hall.id, "2026-12-02T19:00:00", unit_id=1)
    with pytest.raises(Refused) as caught:
        desk.do(rooms.save_room, draft=of(hall, spaces="东厅"), now=NOW)
    (held,) = caught.value.problems
    unit = venue.one(desk, "SELECT name FROM units WHERE id = 1")
    assert held.code == "RoomHeld"
    assert held.facts == {"booking": number, "holder": unit, "day": "2026-12-02", "bookings": 2}
    assert str(held) == (
        f"大厅 is booked Wed 12/2 19:00 by {unit}（合唱排练）; bookings to come: 2. Move or cancel its bookings first."
    )
    assert problems(desk, rooms.save_room, draft=of(hall, spaces="东厅 + 西厅 + 舞台"), now=NOW) == ["RoomHeld"]
    assert problems(desk, rooms.retire_room, room_id=hall.id, now=NOW) == ["RoomHeld"]
    assert room(desk, "大礼堂", "西厅、东厅", room_id=hall.id).name == "大礼堂"  # a name changes all the same


def test_a_booking_without_a_purpose_is_named_by_its_holder(desk: Desk):
    hall = room(desk)
    booking(desk, hall.id, purpose="", member_id=3)
    (held,) = desk.ask(rooms.problems_of_retiring_room, room_id=hall.id, now=NOW)
    assert held.text == "多功能厅 is booked Thu 12/24 19:00 by 张国胜; bookings to come: 1."


def test_a_retired_room_takes_its_own_spaces_along(desk: Desk):
    hall = room(desk, "大厅", "东厅 + 西厅")
    room(desk, "东厅")
    slip = desk.do(rooms.retire_room, room_id=hall.id, now=NOW)
    assert str(slip) == venue.retold(desk) == "Room retired: 大厅"
    assert names(desk) == space_names(desk) == ["东厅"]
    assert desk.ask(rooms.room, room_id=hall.id).retired
    assert [r.name for r in desk.ask(rooms.every_room)] == ["大厅", "东厅"]
    assert problems(desk, rooms.retire_room, room_id=hall.id, now=NOW) == ["AlreadyRetired"]
    assert problems(desk, rooms.save_room, draft=of(hall), now=NOW) == ["AlreadyRetired"]
    assert room(desk, "大厅", "东厅 + 西厅").id != hall.id
    with pytest.raises(LookupError):
        desk.ask(rooms.room, room_id=99)


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({"name": " "}, ["NameMissing"]),
        ({"name": "厅" * 61}, ["NameTooLong", "SpaceTooLong"]),
        ({"name": "大厅"}, ["NameTaken"]),
        ({"capacity": 0}, ["CapacityOutOfRange"]),
        ({"capacity": 100_001}, ["CapacityOutOfRange"]),
        ({"zone_id": 99}, ["ZoneMissing"]),
        ({"spaces": "+、"}, ["SpaceMissing"]),
        ({"spaces": "+".join(f"间{n}" for n in range(41))}, ["TooManySpaces"]),
        ({"spaces": f"东厅、{'长' * 61}"}, ["SpaceTooLong"]),
        ({"position": -1}, ["PositionOutOfRange"]),
        ({"position": 1000}, ["PositionOutOfRange"]),
        ({"note": "字" * 501}, ["NoteTooLong"]),
        ({"spaces": "新厅 + 大厅", "singly": True}, ["NameTaken"]),
        ({"spaces": "新厅 + 别厅", "singly": True}, ["NameTaken"]),
    ],
)
def test_what_is_wrong_with_a_room_is_said(desk: Desk, changed: dict[str, Any], codes: list[str]):
    room(desk, "大厅", "东厅 + 西厅")
    draft = RoomDraft(**({"zone_id": TRAINING, "name": "新厅", "capacity": 30} | changed))
    assert problems(desk, rooms.save_room, draft=draft, now=NOW) == codes
    assert [p.code for p in desk.ask(rooms.problems_of_room, draft=draft, now=NOW)] == codes
    assert names(desk) == ["大厅"]


# ---------------------------------------------------------------- spaces


def test_a_space_gets_another_name(desk: Desk):
    hall = room(desk, "大厅", "东厅 + 西厅")
    draft = SpaceDraft(space_id=hall.spaces[0], name=" 东 厅 ", zone_id=ACTIVITY, position=2)
    slip = desk.do(rooms.save_space, draft=draft)
    assert str(slip) == venue.retold(desk) == "Space saved: 东 厅"
    assert desk.ask(rooms.room, room_id=hall.id).space_names == ("西厅", "东 厅")
    room(desk, "大厅", "东 厅", room_id=hall.id)
    cases: list[tuple[dict[str, Any], list[str]]] = [
        ({"name": ""}, ["NameMissing"]),
        ({"name": "厅" * 61}, ["NameTooLong"]),
        ({"name": "东 厅"}, ["NameTaken", "AlreadyRetired"]),
        ({"zone_id": 99}, ["ZoneMissing", "AlreadyRetired"]),
        ({"position": 1000}, ["AlreadyRetired", "PositionOutOfRange"]),
    ]
    for changed, codes in cases:
        wrong = SpaceDraft(**({"space_id": hall.spaces[1], "name": "西厅", "zone_id": TRAINING} | changed))
        assert problems(desk, rooms.save_space, draft=wrong)[: len(codes)] == codes


# ---------------------------------------------------------------- layouts


def test_layouts_of_a_room(desk: Desk):
    hall = room(desk)
    draft = LayoutDraft(room_id=hall.id, name=" 剧院式 ", capacity=100, setup_minutes=30, teardown_minutes=15)
    slip = desk.do(rooms.save_layout, draft=draft)
    assert str(slip) == venue.retold(desk) == "Layout saved: 多功能厅, 剧院式"
    desk.do(rooms.save_layout, draft=LayoutDraft(room_id=hall.id, name="课桌式", capacity=60))
    rows = desk.ask(rooms.rooms)[0].layouts
    assert [(w.name, w.capacity, w.setup_minutes, w.teardown_minutes) for w in rows] == [
        ("剧院式", 100, 30, 15),
        ("课桌式", 60, 0, 0),
    ]
    changed = LayoutDraft(room_id=hall.id, name="剧院式", capacity=90, layout_id=slip.layout_id)
    desk.do(rooms.save_layout, draft=changed)
    assert desk.ask(rooms.room, room_id=hall.id).layouts[0].capacity == 90
    assert problems(desk, rooms.save_room, draft=of(hall, capacity=80), now=NOW) == ["LayoutHoldsMore"]


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({"name": ""}, ["NameMissing"]),
        ({"name": "式" * 61}, ["NameTooLong"]),
        ({"name": "课桌式"}, ["NameTaken"]),
        ({"capacity": 0}, ["CapacityOutOfRange"]),
        ({"capacity": 101}, ["RoomHoldsLess"]),
        ({"setup_minutes": -1}, ["MinutesOutOfRange"]),
        ({"teardown_minutes": 601}, ["MinutesOutOfRange"]),
    ],
)
def test_what_is_wrong_with_a_layout_is_said(desk: Desk, changed: dict[str, Any], codes: list[str]):
    hall = room(desk)
    desk.do(rooms.save_layout, draft=LayoutDraft(room_id=hall.id, name="课桌式", capacity=60))
    draft = LayoutDraft(**({"room_id": hall.id, "name": "剧院式", "capacity": 50} | changed))
    assert problems(desk, rooms.save_layout, draft=draft) == codes


def test_a_layout_is_retired_and_bookings_to_come_keep_it(desk: Desk):
    hall = room(desk)
    made = desk.do(rooms.save_layout, draft=LayoutDraft(room_id=hall.id, name="课桌式", capacity=60))
    other = desk.do(rooms.save_layout, draft=LayoutDraft(room_id=hall.id, name="圆桌", capacity=60))
    booking(desk, hall.id, layout_id=made.layout_id)
    with pytest.raises(NeedsYes) as caught:
        desk.do(rooms.retire_layout, layout_id=made.layout_id, now=NOW)
    assert str(caught.value) == "1 bookings to come have the layout 课桌式; they keep it."
    slip = desk.do(rooms.retire_layout, layout_id=made.layout_id, now=NOW, accepted={"LayoutHeld"})
    assert str(slip) == venue.retold(desk) == "Layout retired: 多功能厅, 课桌式"
    desk.do(rooms.retire_layout, layout_id=other.layout_id, now=NOW)
    assert desk.ask(rooms.room, room_id=hall.id).layouts == ()
    assert problems(desk, rooms.retire_layout, layout_id=other.layout_id, now=NOW) == ["AlreadyRetired"]
    gone = LayoutDraft(room_id=hall.id, name="圆桌", capacity=60, layout_id=other.layout_id)
    assert problems(desk, rooms.save_layout, draft=gone) == ["AlreadyRetired"]
    small = room(desk, "小厅")
    desk.do(rooms.retire_room, room_id=small.id, now=NOW)
    late = LayoutDraft(room_id=small.id, name="圆桌", capacity=6)
    assert problems(desk, rooms.save_layout, draft=late) == ["AlreadyRetired"]


# ---------------------------------------------------------------- zones


def test_a_zone_is_added_named_and_let_go(desk: Desk):
    slip = desk.do(rooms.save_zone, draft=ZoneDraft(name=" 游泳 "))
    assert str(slip) == venue.retold(desk) == "Zone saved: 游泳"
    desk.do(rooms.save_zone, draft=ZoneDraft(name="水上", zone_id=slip.zone_id))
    assert desk.ask(rooms.zones)[-1] == rooms.ZoneRow(slip.zone_id, "水上", 0, 0)
    wrong = {"": "NameMissing", "区" * 61: "NameTooLong", desk.ask(rooms.zones)[0].name: "NameTaken"}
    for name, code in wrong.items():
        assert problems(desk, rooms.save_zone, draft=ZoneDraft(name=name)) == [code]
    gone = desk.do(rooms.retire_zone, zone_id=slip.zone_id, now=NOW)
    assert str(gone) == venue.retold(desk) == "Zone retired: 水上"
    assert slip.zone_id not in {z.id for z in desk.ask(rooms.zones)}
    for zone_id in (slip.zone_id, 99):
        assert problems(desk, rooms.retire_zone, zone_id=zone_id, now=NOW) == ["ZoneMissing"]
        assert problems(desk, rooms.save_zone, draft=ZoneDraft(name="水区", zone_id=zone_id)) == ["ZoneMissing"]


def test_a_zone_with_rooms_or_hours_is_not_let_go(desk: Desk):
    room(desk, "大厅", "东厅 + 西厅", singly=True)
    with pytest.raises(Refused) as caught:
        desk.do(rooms.retire_zone, zone_id=TRAINING, now=NOW)
    zone = desk.ask(rooms.zones)[1].name
    assert str(caught.value) == (
        f"{zone} has 3 rooms and spaces in use: 大厅、东厅、西厅. Retire them or move them to another zone first."
    )
    room(desk, "羽毛球馆", "1–6号场", zone_id=FITNESS)
    assert "羽毛球馆 2号场…." in str(desk.ask(rooms.problems_of_retiring_zone, zone_id=FITNESS, now=NOW)[0])
    reading = desk.do(rooms.save_zone, draft=ZoneDraft(name="职工书屋", zone_id=1)).zone_id
    assert problems(desk, rooms.retire_zone, zone_id=reading, now=NOW) == ["ZoneNeeded"]
    closed = calendar.ExceptionDraft(
        first=venue.TODAY, last=venue.TODAY, kind=calendar.CLOSED, reason="检修", zone_id=ACTIVITY
    )
    desk.do(lending.change_calendar, change=closed, now=NOW)
    assert problems(desk, rooms.retire_zone, zone_id=ACTIVITY, now=NOW) == ["ZoneHasHours"]
    own = calendar.HoursDraft(valid_from=venue.TODAY, windows={0: calendar.windows_of("9:00-12:00")}, zone_id=5)
    desk.do(lending.change_calendar, change=own, now=NOW)
    assert problems(desk, rooms.retire_zone, zone_id=5, now=NOW) == ["ZoneHasHours"]


def test_only_the_manager_changes_rooms(desk: Desk):
    desk.sit_down(rooms_file.LIBRARIAN)
    draft = RoomDraft(zone_id=TRAINING, name="大厅")
    assert problems(desk, rooms.save_room, draft=draft, now=NOW) == ["NotAllowed"]
