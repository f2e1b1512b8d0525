"""The month in figures: what is counted, what it is held against, what each figure opens into."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.room import MANAGER, Room
from tests.stories import rooms_scene, scene
from venuedesk import i18n
from venuedesk.core import bookings, calendar, events, house, journal, lending, people, rooms, tallies, visits
from venuedesk.core.errors import Refused
from venuedesk.core.people import Category, Unit
from venuedesk.core.tallies.definitions import BY_CODE, FOOTNOTES, SECTIONS


def month(room: Room, which: str = "2026-10") -> tallies.Month:
    return room.desk.ask(tallies.month, month=which, now=room.clock)


def values(room: Room, *codes: str, of: str = "2026-10") -> list[Any]:
    told = month(room, of)
    return [told.figure(code).value for code in codes]


def rows(room: Room, code: str, of: str = "2026-10", **more: Any) -> tallies.Rows:
    return room.desk.ask(tallies.rows_of, month=of, code=code, **more)


def write(room: Room, deed: Callable[[Session], Any]) -> None:
    def do(session: Session) -> None:
        deed(session)

    scene.write(room.file, room.clock, do)


def event(room: Room, kind: str, day: str, **more: Any) -> None:
    """An event past the commands, for what they do not do."""
    at = datetime.fromisoformat(day if "T" in day else f"{day}T12:00")
    plain = {"source": "tests", "source_id": 1} | more
    write(room, lambda session: events.record(session, kind=kind, at=at, **plain))


def category(room: Room, code: str) -> int:
    return int(scene.read(room.file, select(Category.id).where(Category.code == code)))


def zone(room: Room, code: str) -> int:
    return int(scene.read(room.file, select(house.Zone.id).where(house.Zone.code == code)))


def group(room: Room, headcount: int, name: str = "", unit: int | None = None, **parts: int) -> None:
    draft = visits.GroupDraft(
        zone_id=zone(room, "training"),
        headcount=headcount,
        unit_id=unit,
        group_name=name,
        parts=tuple((category(room, code), n) for code, n in parts.items()),
    )
    room.do(visits.sign_in_group, draft=draft, accepted=frozenset(("GroupAgain", "LargeGroup")))


# ---------------------------------------------------------------- definitions


def test_every_figure_has_a_code_of_its_section_a_name_a_unit_and_a_definition():
    for section, title, found in SECTIONS:
        assert title
        for one in found:
            assert one.code.startswith(f"{section}-")
            assert one.name and one.unit and one.text.endswith(".")
    assert list(BY_CODE) == [one.code for _code, _title, found in SECTIONS for one in found]


def test_a_month_without_anything_is_all_noughts(room: Room):
    told = month(room)
    assert (told.month, told.state, told.venue, told.decimals) == ("2026-10", "open", "城北工人文化宫", 2)
    assert [s.code for s in told.sections] == ["D", "V", "L", "B", "A"]
    assert told.footnotes == FOOTNOTES
    figures = {f.code: f for s in told.sections for f in s.figures}
    assert {f.value for code, f in figures.items() if code != "D-01"} == {0}
    assert str(figures["V-02"].value) == str(figures["A-04"].value) == "0.00"
    assert {f.against_last_month for f in figures.values()} == {"——"}
    assert (told.corrections, told.corrected_since, told.spaces) == ((), (), ())
    with pytest.raises(LookupError):
        told.figure("X-01")


@pytest.mark.parametrize(
    ("which", "code"), [("2026-13", "NoSuchMonth"), ("October", "NoSuchMonth"), ("2026-12", "MonthAhead")]
)
def test_a_month_that_is_none_or_has_not_begun_is_said(room: Room, which: str, code: str):
    with pytest.raises(Refused) as refused:
        month(room, which)
    assert [p.code for p in refused.value.problems] == [code]


# ---------------------------------------------------------------- days and visits


def test_days_and_visits_and_what_nobody_counted(room: Room):
    (door,) = room.desk.ask(visits.doors)
    room.at("2026-10-13T10:00")
    room.do(visits.count_visitors, door_id=door.id, count=7)
    room.do(visits.count_visitors, door_id=door.id, count=-1)
    room.do(visits.mark_day, door_id=door.id, day=date(2026, 10, 12), state="not_counted")
    room.do(visits.mark_day, door_id=door.id, day=date(2026, 10, 11), state="closed")
    scene.close(room.file, room.clock, date(2026, 10, 10), date(2026, 10, 10))
    room.at("2026-10-14T18:00")
    told = month(room)
    lines = {line.day.day: line for line in told.days}
    assert list(lines) == list(range(1, 15))  # the month has come so far
    assert lines[13] == tallies.DayLine(date(2026, 10, 13), True, 6, "counted")
    assert (lines[12].state, lines[11].state, lines[10].state, lines[14].state) == (
        "not_counted",
        "closed",
        "closed",
        "missing",
    )
    assert (lines[12].visits, lines[10].open, lines[11].open) == (None, False, True)
    opened = sum(line.open for line in told.days)
    average = told.figure("V-02")
    assert (average.numerator, average.denominator) == (6, opened)
    assert average.value == tallies.rules.average(6, opened)
    assert told.figure("D-01").value == opened


def test_of_several_doors_the_worst_is_told_of_a_day(room: Room):
    (door,) = room.desk.ask(visits.doors)
    write(room, lambda session: session.add(visits.Door(name="东门")))
    other = room.desk.ask(visits.doors)[1].id
    room.at("2026-10-13T10:00")
    room.do(visits.count_visitors, door_id=door.id, count=5)
    assert {d.day.day: (d.visits, d.state) for d in month(room).days}[13] == (5, "missing")
    room.do(visits.mark_day, door_id=other, day=date(2026, 10, 13), state="not_counted")
    assert {d.day.day: (d.visits, d.state) for d in month(room).days}[13] == (5, "not_counted")
    room.do(visits.mark_day, door_id=other, day=date(2026, 10, 13), state="closed")
    assert {d.day.day: (d.visits, d.state) for d in month(room).days}[13] == (5, "counted")
    assert rows(room, "V-01").rows[-2:] == (
        (date(2026, 10, 13), "Main door", "", 5),
        (date(2026, 10, 13), "东门", "closed", 0),
    )


def test_a_venue_without_a_door_misses_its_open_days(room: Room):
    def retire(session: Session) -> None:
        session.scalars(select(visits.Door)).one().retired_at = datetime(2026, 2, 1)

    write(room, retire)
    assert {line.state for line in month(room).days if line.open} == {"missing"}
    assert {line.state for line in month(room).days if not line.open} == {"closed"}


def test_a_month_with_uncounted_days_is_no_base_for_visits(room: Room):
    def marked(day: date) -> visits.DoorDay:
        return visits.DoorDay(door_id=1, day=day, state="closed")

    room.at("2026-10-20T10:00")
    room.do(visits.count_visitors, door_id=1, count=20)
    event(room, events.VISIT, "2026-09-15", quantity=10, source="doors")
    assert month(room).figure("V-01").against_last_month == "——"
    assert month(room).figure("V-01").last_month is None
    assert month(room).figure("D-01").last_month is not None
    days = [date(2026, 9, n) for n in range(1, 31) if n != 15]
    write(room, lambda session: session.add_all(map(marked, days[1:])))
    assert month(room).figure("V-01").last_month is None
    write(room, lambda session: session.add(marked(days[0])))
    found = month(room).figure("V-01")
    assert (found.last_month, found.against_last_month) == (10, "+100.00%")


# ---------------------------------------------------------------- lending and people


def test_lending_in_figures(room: Room):
    room.at("2026-10-14T10:00")
    one, other = room.member("张三", unit="一中工会"), room.member("李四", unit="二中工会", category="frontline")
    copies = [room.copy(f"B{n}") for n in range(4)]
    loans = [room.lend(one, copy).loan_id for copy in copies[:2]]
    room.lend(other, copies[2])
    room.do(lending.renew, loan_id=loans[0])
    room.later(days=1)
    room.take_back(copies[0])
    room.do(lending.report_lost, copy_id=copies[1])
    room.do(lending.record_in_house_use, copy_id=copies[3])
    assert values(room, "L-01", "L-02", "L-03", "L-04", "L-05", "L-06", "L-07") == [3, 1, 1, 1, 2, 0, 1]
    assert values(room, "A-01", "A-02", "A-03") == [2, 3, 2]
    assert [str(v) for v in values(room, "A-04", "A-05", "A-06", "A-07")] == ["66.67", "33.33", "0.00", "0.00"]
    assert month(room).figure("A-04").numerator == 2
    assert rows(room, "L-01").rows[0] == (datetime(2026, 10, 14, 10), "活着", "B0", "张三", "一中工会", 1)
    assert rows(room, "L-05").rows == (("张三", "一中工会", 2, 1, 1), ("李四", "二中工会", 1, 0, 1))
    assert rows(room, "A-03").rows == (("张三", "一中工会", 2, 1), ("李四", "二中工会", 1, 1))
    assert rows(room, "A-02").rows[0] == (
        datetime(2026, 10, 14, 10),
        "Reading room",
        "Lending",
        "张三",
        "Industrial worker",
        1,
    )


def test_new_members_are_counted_with_their_rows(room: Room):
    room.at("2026-10-14T10:00")
    room.do(
        people.save_member,
        draft=people.MemberDraft(name="王五", unit_id=1, category_id=1, joined_on=date(2026, 10, 14)),
    )
    assert values(room, "L-06") == [1]
    found = rows(room, "l-06 ")
    assert [row[1] for row in found.rows] == ["王五"]


def test_a_member_served_twice_a_day_counts_once_and_flags_are_those_of_the_day(room: Room):
    room.at("2026-10-14T10:00")
    member = room.member("张三", category="retired")
    copies = [room.copy(f"B{n}") for n in range(2)]
    room.lend(member, copies[0])

    def promote(session: Session) -> None:
        industrial = session.scalars(select(Category.id).where(Category.code == "industrial")).one()
        session.get_one(people.Member, member).category_id = industrial

    room.later(days=1)
    write(room, promote)
    room.lend(member, copies[1])
    room.take_back(copies[0])
    figure = month(room).figure("A-04")
    assert (figure.numerator, figure.denominator) == (1, 2)
    assert values(room, "A-02", "A-03") == [2, 1]
    assert len(rows(room, "A-04").rows) == 1


def test_groups_count_heads_units_and_what_is_unknown(room: Room):
    room.at("2026-10-14T10:00")
    room.member("张三", unit="机械厂工会", category="unknown")
    unit_id = int(scene.read(room.file, select(Unit.id).where(Unit.name == "机械厂工会")))
    group(room, 40, unit=unit_id, industrial=25, new_employment=5)
    group(room, 10, "合唱团", frontline=4, retired=6)
    group(room, 5, "合唱团")
    assert values(room, "A-01", "A-02", "A-03") == [2, 55, 0]
    parts = [month(room).figure(code).numerator for code in ("A-04", "A-05", "A-06", "A-07")]
    assert parts == [25, 4, 5, 15]
    assert rows(room, "A-01").rows == (("合唱团", 1), ("机械厂工会", 1))
    assert sum(row[-1] for row in rows(room, "A-07").rows) == 15
    assert {row[2] for row in rows(room, "A-02").rows} == {"Sign-in"}


def test_no_unit_covers_nothing_and_a_group_under_a_units_name_is_that_unit(room: Room):
    room.at("2026-10-14T10:00")
    room.member("张三", unit="机械厂工会")
    room.lend(room.member("李四"), room.copy())
    assert values(room, "A-01", "A-02") == [0, 1]
    units = scene.read(room.file, select(Unit.id).where(Unit.name == "机械厂工会"))
    event(room, events.ATTENDANCE, "2026-10-14", unit_id=units, quantity=2)
    event(room, events.ATTENDANCE, "2026-10-14", group_name="机械厂工会", quantity=3)
    assert values(room, "A-01", "A-02", "A-07") == [1, 6, Decimal("83.33")]
    assert len(rows(room, "A-01").rows) == 1


def test_a_member_at_two_sessions_of_a_zone_in_a_day_counts_once_among_attendances(room: Room):
    member = room.member("张三")
    room.at("2026-10-14T18:00")
    for hour, source in ((9, "bookings"), (14, "bookings"), (15, "sign_ins")):
        at = f"2026-10-14T{hour:02}:00"
        event(room, events.ATTENDANCE, at, member_id=member, zone_id=1, source=source, source_id=hour)
    event(room, events.ATTENDANCE, "2026-10-14T16:00", member_id=member, zone_id=2, source="bookings")
    assert values(room, "A-02", "A-03", "B-02") == [3, 1, 3]
    assert [row[2] for row in rows(room, "A-02").rows] == ["Session", "Sign-in", "Session"]


def test_who_has_flags_is_not_unknown(room: Room):
    room.at("2026-10-14T10:00")
    event(room, events.ATTENDANCE, "2026-10-14", quantity=2, frontline=True)
    event(room, events.ATTENDANCE, "2026-10-14", quantity=3)
    told = month(room)
    assert [told.figure(code).numerator for code in ("A-02", "A-05", "A-07")] == [5, 2, 3]
    assert [row[-1] for row in rows(room, "A-07").rows] == [3]


# ---------------------------------------------------------------- rooms


@pytest.fixture
def palace(room: Room) -> Room:
    """Rooms, open Tuesday to Sunday 9 to 21; 大厅 is 东 and 西."""
    rooms_scene.build_palace(room.file, room.at("2026-08-01T09:00"))
    room.at("2026-11-20T09:00")
    return room


def hold(room: Room, name: str, start: str, end: str, came: int, **more: Any) -> int:
    """A booking that is made, comes to its end and is counted."""
    begins, ends = datetime.fromisoformat(start), datetime.fromisoformat(end)
    draft = bookings.BookingDraft(
        **(
            {
                "room_id": rooms_scene.room_named(room.file, name),
                "starts_at": begins,
                "ends_at": ends,
                "caller": "王",
                "phone": "13800001111",
            }
            | more
        )
    )
    yes = frozenset(("OutsideHours", "ClosedDay", "NobodyCame", "TooManyPeople", "OverAlready", "NotDueYet"))
    room.at(f"{begins:%Y-%m-%d}T08:00")
    made = room.do(bookings.book, draft=draft, accepted=yes, reason="开幕")
    room.at(f"{begins:%Y-%m-%dT%H:%M}")
    room.do(bookings.check_in, booking_id=made.booking_id)
    room.at(f"{ends:%Y-%m-%dT%H:%M}")
    room.do(bookings.end, booking_id=made.booking_id, attended=came, accepted=yes)
    return int(made.booking_id)


def test_an_outside_caller_is_no_unit_but_is_named_among_the_rows(palace: Room):
    room = palace
    hold(room, "大厅", "2026-10-14T14:00", "2026-10-14T16:00", 80, caller="李女士")
    room.at("2026-10-16T09:00")
    assert values(room, "A-01", "A-02", "A-03") == [0, 80, 0]
    assert [row[3] for row in rows(room, "A-02").rows] == [row[2] for row in rows(room, "B-02").rows] == ["李女士"]


def test_rooms_in_figures_and_lines(palace: Room):
    room = palace
    hold(room, "大厅", "2026-10-14T14:00", "2026-10-14T16:00", 80)
    hold(room, "东厅", "2026-10-15T20:00", "2026-10-15T22:00", 20)
    room.at("2026-10-16T09:00")
    told = month(room)
    figure = {code: told.figure(code) for code in BY_CODE}
    assert (figure["B-01"].value, figure["B-02"].value, figure["B-03"].value) == (2, 100, 120 + 120 + 60)
    opened = sum(720 for line in told.days if line.open)
    assert figure["B-04"].value == 4 * opened
    assert figure["B-05"].value == tallies.rules.share(300, 4 * opened)
    assert (figure["B-07"].numerator, figure["B-07"].denominator) == (100, 150 + 60)
    assert str(figure["B-07"].value) == "47.62"
    lines = {(line.kind, line.room_or_space): line for line in told.spaces}
    zone_line = lines["zone", ""]
    assert (zone_line.sessions, zone_line.attendances, zone_line.used_minutes) == (2, 100, 300)
    assert (zone_line.open_minutes, zone_line.zone) == (4 * opened, "Activities")
    hall, east, west = lines["room", "大厅"], lines["space", "东"], lines["space", "西"]
    assert (hall.sessions, hall.attendances, hall.used_minutes, hall.open_minutes) == (1, 80, 120, opened)
    assert (east.sessions, east.attendances, east.used_minutes) == (2, None, 180)
    assert (west.sessions, west.used_minutes, west.share) == (1, 120, tallies.rules.share(120, opened))
    assert lines["room", "东厅"].used_minutes == 60
    assert ("room", "舞蹈室") not in lines  # it is one space of its own, and told as that
    assert (lines["space", "舞蹈室"].sessions, lines["space", "舞蹈室"].attendances) == (0, 0)
    assert [row[1:] for row in rows(room, "B-01").rows] == [("大厅", "", 120, 1), ("东厅", "", 120, 1)]
    assert [row[-1] for row in rows(room, "B-02").rows] == [80, 20]
    assert sum(row[-1] for row in rows(room, "B-03").rows) == 300
    assert rows(room, "B-05") == rows(room, "B-04")
    assert [row[1:] for row in rows(room, "B-07").rows] == [("大厅", "", 150, 80), ("东厅", "", 60, 20)]
    assert sum(row[-1] for row in rows(room, "B-04").rows) == 4 * opened


def test_seats_are_those_of_the_layout_that_was_booked_and_who_came_is_the_larger_count(palace: Room):
    room = palace
    layout = int(scene.read(room.file, select(rooms.Layout.id).where(rooms.Layout.capacity == 80)))
    hold(room, "会议室", "2026-09-15T14:00", "2026-09-15T16:00", 5)
    hold(room, "大厅", "2026-10-14T14:00", "2026-10-14T16:00", 40, layout_id=layout)
    hold(room, "会议室", "2026-10-15T14:00", "2026-10-15T16:00", 25)  # more than it holds
    figure = month(room).figure("B-07")
    assert (figure.numerator, figure.denominator, str(figure.value)) == (65, 100, "65.00")
    assert figure.against_last_month == "+40.00 pp"


@pytest.fixture
def session_of_40(palace: Room) -> tuple[Room, int, int]:
    """A booking on October 14 from 14:00 to 16:00 to which 40 have signed in, and that gesture; it is 14:10."""
    room = palace
    room.at("2026-10-14T08:00")
    draft = bookings.BookingDraft(
        room_id=rooms_scene.room_named(room.file, "大厅"), starts_at=datetime(2026, 10, 14, 14),
        ends_at=datetime(2026, 10, 14, 16), caller="王", phone="13800001111", expected=60,
    )  # fmt: skip
    made = int(room.do(bookings.book, draft=draft).booking_id)
    room.at("2026-10-14T14:10")
    of_booking = visits.GroupDraft(zone_id=zone(room, "activity"), headcount=40, group_name="合唱团", booking_id=made)
    room.do(visits.sign_in_group, draft=of_booking)
    return room, made, room.last_action()


def test_a_session_to_which_people_signed_in_did_not_fail_to_take_place(session_of_40: tuple[Room, int, int]):
    room, made, signed = session_of_40
    for deed in (bookings.mark_no_show, bookings.cancel):
        assert room.problems(deed, booking_id=made, reason="没人来") == [("impossible", "PeopleSignedIn")]
    room.do(journal.undo, action_id=signed)
    room.do(bookings.mark_no_show, booking_id=made, reason="没人来")
    with pytest.raises(Refused, match="no longer be taken back|stands on it"):
        room.do(journal.undo, action_id=room.last_action() - 1)  # they would have signed in after all
    assert values(room, "A-02", "B-01", "B-02") == [0, 0, 0]


def test_a_sign_in_stays_once_its_session_was_counted_with_it(session_of_40: tuple[Room, int, int]):
    room, made, signed = session_of_40
    room.at("2026-10-14T16:00")
    room.do(bookings.end, booking_id=made, attended=65)
    ended = room.last_action()
    with pytest.raises(Refused, match="stands on it"):
        room.do(journal.undo, action_id=signed)
    assert values(room, "A-02", "B-01", "B-02") == [65, 1, 65]
    room.do(journal.undo, action_id=ended)
    room.do(journal.undo, action_id=signed)
    room.do(bookings.end, booking_id=made, attended=65)
    assert values(room, "A-02", "B-01", "B-02") == [65, 1, 65]


def test_extended_hours_stand_apart(palace: Room):
    room = palace
    draft = calendar.ExceptionDraft(
        first=date(2026, 10, 15),
        last=date(2026, 10, 15),
        kind=calendar.EXTENDED,
        reason="延时",
        windows=calendar.windows_of("21:00-22:30"),
    )
    write(room, lambda session: calendar.add_exception(session, draft=draft))
    hold(room, "舞蹈室", "2026-10-15T20:30", "2026-10-15T22:00", 9)
    told = month(room)
    assert (told.figure("B-03").value, told.figure("B-06").value) == (30, 60)
    line = next(line for line in told.spaces if (line.kind, line.room_or_space) == ("space", "舞蹈室"))
    assert (line.used_minutes, line.extended_minutes, line.extended_open_minutes) == (30, 60, 90)
    assert told.figure("B-04").value == 4 * sum(720 for day in told.days if day.open)
    assert sum(row[-1] for row in rows(room, "B-06").rows) == 60


def test_a_space_that_went_before_the_month_is_not_open_in_it(palace: Room):
    def retire(session: Session) -> None:
        session.scalars(select(rooms.Space).where(rooms.Space.name == "会议室")).one().retired_at = datetime(
            2026, 9, 30, 12
        )

    write(palace, retire)
    assert [line.room_or_space for line in month(palace).spaces if line.kind == "space"] == ["东", "西", "舞蹈室"]
    assert "会议室" in {line.room_or_space for line in month(palace, "2026-09").spaces if line.kind == "space"}


def test_a_space_is_open_up_to_the_day_it_went(palace: Room):
    def retire(session: Session) -> None:
        session.scalars(select(rooms.Space).where(rooms.Space.name == "会议室")).one().retired_at = datetime(
            2026, 10, 14, 12
        )

    days = [line.day for line in month(palace).days if line.open]
    write(palace, retire)
    lines = {line.room_or_space: line for line in month(palace).spaces}
    gone = 720 * sum(day <= date(2026, 10, 14) for day in days)
    assert (lines["会议室"].open_minutes, lines["舞蹈室"].open_minutes) == (gone, 720 * len(days))
    assert lines[""].open_minutes == values(palace, "B-04")[0] == 3 * 720 * len(days) + gone


def test_sessions_of_a_room_whose_spaces_lie_in_another_zone_are_told_in_its_own(palace: Room):
    hold(palace, "大厅", "2026-10-14T14:00", "2026-10-14T16:00", 80)
    elsewhere = scene.read(palace.file, select(house.Zone.id).where(house.Zone.code == house.READING))

    def move(session: Session) -> None:
        session.scalars(select(rooms.Room).where(rooms.Room.name == "大厅")).one().zone_id = elsewhere

    write(palace, move)
    lines = [line for line in month(palace).spaces if line.kind == "zone"]
    assert [(line.zone, line.sessions, line.attendances, line.used_minutes) for line in lines] == [
        ("Reading room", 1, 80, 0),
        ("Activities", 0, 0, 240),
    ]


# ---------------------------------------------------------------- what opens


@pytest.mark.parametrize("code", sorted(BY_CODE))
def test_every_figure_opens_into_rows_that_add_up_to_it(palace: Room, code: str):
    room = palace
    hold(room, "大厅", "2026-10-13T14:00", "2026-10-13T16:00", 8)
    room.at("2026-10-14T10:00")
    member = room.member("张三", unit="一中工会", category="industrial")
    room.lend(member, room.copy())
    room.do(visits.count_visitors, door_id=1, count=9)
    group(room, 6, "合唱团", frontline=2, new_employment=1)
    found = rows(room, code)
    assert found.total == len(found.rows)
    assert {len(row) for row in found.rows} <= {len(found.columns)}
    figure = month(room).figure(code)
    if code != "B-05":
        assert sum(row[-1] for row in found.rows) == figure.numerator
    assert rows(room, code, limit=0).rows == ()
    assert rows(room, code, limit=1).rows == found.rows[:1]
    if code not in tallies.opening._TOLD or found.total:
        assert rows(room, code, limit=1).total == found.total


def test_an_unknown_figure_is_said(room: Room):
    with pytest.raises(Refused, match="There is no figure Z-99"):
        rows(room, "Z-99")
    with pytest.raises(Refused, match="no month"):
        rows(room, "L-01", "2026-00")


# ---------------------------------------------------------------- bases, settings, languages


def test_last_month_and_the_same_month_last_year(room: Room):
    member, copies = room.member(), [room.copy(f"B{n}") for n in range(6)]
    for day, lent in (
        ("2025-10-14T10:00", copies[:3]),
        ("2026-09-15T10:00", copies[3:5]),
        ("2026-10-14T10:00", copies[5:]),
    ):
        room.at(day)
        for copy in lent:
            room.lend(member, copy, "WithoutCard", "OverLimit", "Overdue", reason="活动")
    figure = month(room).figure("L-01")
    assert (figure.value, figure.last_month, figure.last_year) == (1, 2, 3)
    assert (figure.against_last_month, figure.against_last_year) == ("−50.00%", "−66.67%")
    shares = month(room).figure("A-04")
    assert (shares.last_month, shares.against_last_month) == (Decimal("100.00"), "0.00 pp")
    assert shares.last_year == Decimal("100.00")
    assert month(room, "2025-10").figure("L-01").last_month is None


@pytest.mark.parametrize(("kept", "said"), [("1", "−66.7%"), ("2", "−66.67%"), ("9", "−66.67%")])
def test_decimals_are_a_setting(room: Room, kept: str, said: str):
    member, copies = room.member(), [room.copy(f"B{n}") for n in range(4)]
    for day, lent in (("2026-09-15T10:00", copies[:3]), ("2026-10-14T10:00", copies[3:])):
        room.at(day)
        for copy in lent:
            room.lend(member, copy)
    write(
        room, lambda session: house.set_settings(session, values={tallies.DECIMALS: kept}, valid_from=date(2026, 10, 1))
    )
    assert month(room).figure("L-01").against_last_month == said
    assert month(room).decimals == (1 if kept == "1" else 2)


def test_the_hash_depends_on_figures_and_on_no_language(room: Room):
    room.at("2026-10-14T10:00")
    before = month(room)
    with i18n.speaking("zh_CN"):
        assert month(room) == before
    room.lend(room.member(), room.copy())
    after = month(room)
    assert after.sha256 != before.sha256
    assert tallies.canonical(after) == tallies.canonical(month(room))
    assert after.sha256 == tallies.sealing.sha256(tallies.canonical(after).encode())


def test_months_run_from_the_first_events_to_today(room: Room):
    def picked() -> list[tuple[str, str, bool]]:
        return [(row.month, row.state, row.over) for row in room.desk.ask(tallies.months, now=room.clock)]

    assert picked() == [("2026-11", "open", False)]
    event(room, events.VISIT, "2026-09-30")
    assert picked() == [("2026-11", "open", False), ("2026-10", "open", True), ("2026-09", "open", True)]
    room.desk.sit_down(MANAGER)
    event(room, events.VISIT, "2027-03-01")
    assert picked()[0] == ("2026-11", "open", False)
