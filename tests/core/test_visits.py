"""Visits: the doors, their problems in full words, their guards, and what a tap costs in the journal."""

import random
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.room import CLERK, Room
from tests.stories import scene
from venuedesk.core import check, journal, visits
from venuedesk.core.errors import NeedsYes, Refused
from venuedesk.core.visits import DoorDraft, GroupDraft
from venuedesk.core.visits.queries import hours_between
from venuedesk.core.visits.rules import visits_of

DAY = date(2026, 11, 20)
BEFORE = DAY - timedelta(days=1)
WHY: Any = {"accepted": {"HourReason"}, "reason": "补记"}


@pytest.fixture(autouse=True)
def _clerk(room: Room) -> None:
    room.desk.sit_down(CLERK)


def tap(room: Room, count: int = 1, door_id: int = 1, **more: Any) -> visits.Counted:
    found: visits.Counted = room.do(visits.count_visitors, door_id=door_id, count=count, **more)
    return found


def set_hour(room: Room, hour: int | None, count: int, *, day: date = BEFORE, **more: Any) -> visits.HourCounted:
    given = {"door_id": 1, "day": day, "hour": hour, "count": count, "adding": False} | more
    found: visits.HourCounted = room.do(visits.set_hour, **given)
    return found


def door(room: Room, name: str = "北门", **words: Any) -> int:
    scene.write(
        room.file,
        room.clock,
        lambda s: visits.save_door(s, draft=DoorDraft(name=name, **words), now=room.clock) and None,
    )
    return int(room.rows("SELECT max(id) FROM doors")[0][0])


def said(room: Room, command: Any, **wanted: Any) -> list[str]:
    with pytest.raises((Refused, NeedsYes)) as caught:
        room.do(command, **wanted)
    return [str(p) for p in caught.value.problems]


# ---------------------------------------------------------------- what a tap is


def test_a_tap_is_one_event_and_one_action_of_at_most_250_bytes(room: Room):
    tap(room)
    before = room.rows("SELECT count(*), coalesce(sum(length(before)), 0) FROM changes")
    kept = journal_bytes(room)
    for n in range(60):
        tap(room, 199 if n % 5 == 0 else -1 if n % 3 == 0 else 1)
        room.later(seconds=40)
    assert room.rows("SELECT count(*), coalesce(sum(length(before)), 0) FROM changes") == before
    assert room.rows("SELECT count(*) FROM events")[0] == (61,)
    assert (journal_bytes(room) - kept) / 60 <= 250
    assert room.faults() == []


def journal_bytes(room: Room) -> int:
    """The bytes of the journal in the file: the rows of actions and changes with their indexes."""
    names = "'actions', 'changes', 'ix_actions_undoes', 'ix_changes_row'"
    return int(room.rows(f"SELECT sum(payload) FROM dbstat WHERE name IN ({names})")[0][0])


def test_ones_own_last_deed_is_found_behind_a_crowd_that_another_counted_and_behind_many_undos(room: Room):
    tap(room)
    own = room.last_action()
    room.desk.sit_down(1)
    for _n in range(60):
        tap(room)
    for _n in range(60):
        room.do(journal.undo, action_id=room.desk.ask(journal.last_own_action, user_id=1, now=room.clock))
    assert room.desk.ask(visits.figures, door_id=1, now=room.clock).today == 1
    assert room.desk.ask(journal.last_own_action, user_id=CLERK, now=room.clock) == own


def test_an_event_of_a_tap_is_of_its_moment_and_door(room: Room):
    room.at("2026-11-20T10:05:06")
    tap(room, 3)
    found = room.rows("SELECT kind, day, at, source, source_id, quantity, zone_id, member_id, unit_id FROM events")
    assert found == [("visit", "2026-11-20", "2026-11-20T10:05:06", "doors", 1, 3, None, None, None)]


def test_slips_say_themselves_again_from_the_journal(room: Room):
    gate = door(room, counted_by="gate", both_ways=True)
    member = room.member(card="C1")
    group = GroupDraft(zone_id=1, headcount=9, group_name="合唱团")
    said_then = [
        str(slip)
        for slip in (
            tap(room, 2),
            tap(room, -1),
            set_hour(room, 9, 40, **WHY),
            set_hour(room, 9, 30, **WHY),
            set_hour(room, None, 33, door_id=gate),
            room.do(visits.mark_day, door_id=1, day=date(2026, 11, 18), state="closed"),
            room.do(visits.mark_day, door_id=1, day=date(2026, 11, 18), state="closed"),
            room.do(visits.sign_in_member, member_id=member, zone_id=1, accepted={"WithoutCard"}),
            room.do(visits.sign_in_group, draft=group),
        )
    ]
    assert said_then == [
        "Main door +2, 2 today",
        "Main door -1, 1 today",
        "Main door, Thu 11/19 9:00–10:00: 40 visits",
        "Main door, Thu 11/19 9:00–10:00: 30 visits, before 40",
        "北门, Thu 11/19 whole day: 17 visits (reading 33 ÷ 2)",
        "Main door, Wed 11/18: closed",
        "Main door, Wed 11/18: mark taken away",
        "张国胜 signed in: Reading room, 1 today",
        "合唱团 signed in: Reading room, 9 people (9 of unknown category)",
    ]
    rows = [r for r in room.desk.ask(journal.today, now=room.clock) if r.command.startswith("visits.")]
    assert [r.text for r in reversed(rows)] == said_then


def test_an_hour_keeps_its_reason_in_the_event_and_in_the_action(room: Room):
    set_hour(room, 9, 40, **WHY)
    assert room.rows("SELECT reason, at, quantity FROM events") == [("补记", "2026-11-19T09:00:00", 40)]
    assert room.rows("SELECT reason FROM actions ORDER BY id DESC LIMIT 1") == [("补记",)]


@pytest.mark.parametrize(
    ("reading", "both", "visits_"), [(7, False, 7), (8, True, 4), (7, True, 4), (0, True, 0), (1, True, 1)]
)
def test_a_gate_that_counts_both_ways_is_halved_and_a_half_rounded_up(reading: int, both: bool, visits_: int):
    assert visits_of(reading, both_ways=both) == visits_


# ---------------------------------------------------------------- what stands in the way, in full


def test_a_tap_is_refused_in_words_with_a_way_out(room: Room):
    gate = door(room, counted_by="gate")
    assert said(room, visits.count_visitors, door_id=1, count=-1) == ["Only 0 were counted at Main door today."]
    assert said(room, visits.count_visitors, door_id=1, count=1000) == ["Count from 1 to 999 at once."]
    assert said(room, visits.count_visitors, door_id=1, count=200) == ["Count 200 people at Main door at once?"]
    for count in (1, -1):
        assert said(room, visits.count_visitors, door_id=gate, count=count) == [
            "北门 is counted by its gate. Enter the reading, or choose another door."
        ]
    room.do(visits.mark_day, door_id=1, day=DAY, state="not_counted")
    assert said(room, visits.count_visitors, door_id=1, count=1) == [
        "Main door is marked not counted on Fri 11/20. Take the mark away first."
    ]


def test_a_tap_at_a_door_that_is_there_no_more_or_never_was(room: Room):
    other = door(room)
    room.desk.sit_down(1)
    assert str(room.do(visits.retire_door, door_id=other)) == "Door taken out of use: 北门"
    assert said(room, visits.count_visitors, door_id=other, count=1) == ["北门 is no longer in use."]
    with pytest.raises(LookupError):
        tap(room, door_id=99)


def test_more_than_any_hour_has_cannot_be_taken_back_at_once(room: Room):
    tap(room, 2)
    room.later(hours=1)
    tap(room, 2)
    room.later(hours=1)
    assert said(room, visits.count_visitors, door_id=1, count=-3) == [
        "No hour of today has 3 visitors at Main door. Take back fewer at once."
    ]
    assert tap(room, -2).today == 2
    assert room.desk.ask(visits.hours, day=DAY) == [
        visits.HourRow(1, "Main door", 9, 2),
        visits.HourRow(1, "Main door", 10, 0),
    ]


def test_two_sources_and_two_kinds_of_reading_are_refused_in_words(room: Room):
    tap(room)
    room.desk.sit_down(1)
    room.do(visits.save_door, draft=DoorDraft(name="Main door", counted_by="gate", door_id=1))
    assert said(room, visits.set_hour, door_id=1, day=DAY, hour=9, count=3, adding=False) == [
        "Main door was counted otherwise on Fri 11/20: a door counts by one source a day."
        " Count by hand or by gate as before, or undo those counts."
    ]
    set_hour(room, None, 30)
    assert said(room, visits.set_hour, door_id=1, day=BEFORE, hour=9, count=3, adding=False) == [
        "The gate of Main door is read by the hour or by the day, not both: Thu 11/19 has the other."
        " Undo that reading first."
    ]
    again = {"door_id": 1, "day": BEFORE, "hour": None, "count": 3, "adding": False}
    assert said(room, visits.set_hour, **again) == [
        "Main door, Thu 11/19 whole day: 30 stand there. Why is it changed?"
    ]


def test_a_closed_month_names_the_correction(room: Room):
    scene.close_month(room.file, room.clock, "2026-10")
    words = "2026-10 is closed; its figures stand. Enter a correction (更正) on the page of the tally."
    october = date(2026, 10, 31)
    assert said(room, visits.mark_day, door_id=1, day=october, state="closed") == [words]
    assert said(room, visits.set_hour, door_id=1, day=october, hour=9, count=3, adding=False)[0] == words
    room.at("2026-10-31T09:00")
    assert said(room, visits.count_visitors, door_id=1, count=1) == [words]
    assert said(room, visits.sign_in_group, draft=GroupDraft(zone_id=1, headcount=1, group_name="a")) == [words]


def test_a_mark_is_refused_in_words(room: Room):
    tap(room, 3)
    marking = {"door_id": 1, "state": "closed"}
    assert said(room, visits.mark_day, day=DAY, **marking) == [
        "Main door has 3 visits on Fri 11/20. Undo those counts first."
    ]
    assert said(room, visits.mark_day, day=date(2026, 11, 21), **marking) == ["That day is still to come."]
    with pytest.raises(ValueError, match="counted"):
        room.do(visits.mark_day, door_id=1, day=BEFORE, state="counted")


def test_the_mark_that_an_undo_laid_on_a_counted_day_can_be_taken_away(room: Room):
    marking = {"door_id": 1, "day": DAY, "state": "closed"}
    room.do(visits.mark_day, **marking)
    room.do(visits.mark_day, **marking)
    cleared = room.last_action()
    tap(room, 3)
    room.do(journal.undo, action_id=cleared)
    assert room.problems(visits.count_visitors, door_id=1, count=1) == [("impossible", "DayMarked")]
    other = {"door_id": 1, "day": DAY, "state": "not_counted"}
    assert room.problems(visits.mark_day, **other) == [("impossible", "DayCounted")]
    assert room.do(visits.mark_day, **marking).state == "missing"
    assert tap(room).today == 4


# ---------------------------------------------------------------- doors


def test_a_new_door_at_which_people_were_counted_stays(room: Room):
    room.desk.sit_down(1)
    north = room.do(visits.save_door, draft=DoorDraft(name="北门")).door_id
    added = room.last_action()
    tap(room, 1, north)
    counted = room.last_action()
    assert said(room, journal.undo, action_id=added) == [
        "Something newer stands on it: 北门 +1, 1 today. Undo that first."
    ]
    assert room.faults() == []
    room.do(journal.undo, action_id=counted)
    room.do(journal.undo, action_id=added)
    assert [door.id for door in room.desk.ask(visits.doors)] == [1]


def test_doors_have_numbers_in_their_order_and_keep_what_was_counted(room: Room):
    north, south = door(room, position=2), door(room, "南门", position=1)
    tap(room, 5, north)
    found = room.desk.ask(visits.doors)
    assert [(d.name, d.number) for d in found] == [("Main door", 1), ("南门", 2), ("北门", 3)]
    assert found[1].since == DAY
    room.desk.sit_down(1)
    room.do(visits.retire_door, door_id=north)
    found = room.desk.ask(visits.doors, with_retired=True)
    assert [(d.name, d.number) for d in found][-1] == ("北门", 0)
    assert [d.id for d in room.desk.ask(visits.doors)][:2] == [1, south]
    rows = room.desk.ask(visits.days, first=BEFORE, last=DAY)
    assert [(r.door, r.day, r.state, r.visits) for r in rows if r.door_id in (1, north)] == [
        ("Main door", BEFORE, "missing", None),
        ("Main door", DAY, "missing", None),
        ("北门", DAY, "counted", 5),
    ]
    assert said(room, visits.retire_door, door_id=north) == ["北门 is no longer in use."]


def test_an_hour_before_a_door_was_retired_can_still_be_entered(room: Room):
    north = door(room)
    room.desk.sit_down(1)
    room.do(visits.retire_door, door_id=north)
    hour = {"door_id": north, "hour": 8, "count": 4, "adding": False, **WHY}
    assert room.do(visits.set_hour, day=BEFORE, **hour).visits == 4
    assert said(room, visits.set_hour, day=DAY, **hour) == ["北门 is no longer in use."]


def test_only_the_manager_changes_doors(room: Room):
    assert room.problems(visits.save_door, draft=DoorDraft(name="x")) == [("impossible", "NotAllowed")]
    assert room.problems(visits.retire_door, door_id=1) == [("impossible", "NotAllowed")]


def test_a_door_is_refused_in_words(room: Room):
    room.desk.sit_down(1)

    def words(**of: Any) -> list[str]:
        return said(room, visits.save_door, draft=DoorDraft(**of))

    assert words(name=" ") == ["A door needs a name."]
    assert words(name="长" * 31) == ["A name may have at most 30 characters."]
    assert words(name="Main door") == ["There is a door Main door already."]
    assert words(name="x", counted_by="eye") == ["A door is counted by hand or by its gate."]
    assert said(room, visits.retire_door, door_id=1) == ["This is the last door; one is needed to count visitors."]
    for n in range(2, 10):
        room.do(visits.save_door, draft=DoorDraft(name=f"{n}号门"))
    assert words(name="十号门") == [
        "There are 9 doors in use; one digit chooses a door. Take another door out of use first."
    ]
    changed = DoorDraft(name="正门", door_id=1, both_ways=True, since=BEFORE)
    assert str(room.do(visits.save_door, draft=changed)) == "Door saved: 正门"
    (found,) = (d for d in room.desk.ask(visits.doors) if d.id == 1)
    assert (found.both_ways, found.since, found.counted_by) == (False, BEFORE, "hand")


# ---------------------------------------------------------------- days


def test_the_days_of_a_month_tell_what_is_missing(room: Room):
    scene.close(room.file, room.clock, date(2026, 11, 17), date(2026, 11, 17))
    room.do(visits.mark_day, door_id=1, day=date(2026, 11, 18), state="not_counted")
    set_hour(room, 9, 0, **WHY)
    rows = room.desk.ask(visits.days, first=date(2026, 11, 16), last=date(2026, 11, 30))
    assert [(r.day.day, r.state, r.visits, r.marked) for r in rows] == [
        (16, "closed", None, False),  # a Monday
        (17, "closed", None, False),
        (18, "not_counted", None, True),
        (19, "counted", 0, False),
        (20, "missing", None, False),
    ]


def test_a_door_is_missing_from_its_first_day_on_only(room: Room):
    north = door(room)
    rows = room.desk.ask(visits.days, first=BEFORE, last=DAY)
    assert [(r.door_id, r.day) for r in rows] == [(1, BEFORE), (1, DAY), (north, DAY)]
    scene.write(room.file, room.clock, lambda s: setattr(s.get_one(visits.Door, north), "since", None))
    assert len(room.desk.ask(visits.days, first=BEFORE, last=DAY)) == 4


def test_a_correction_of_a_closed_month_is_in_no_figure_of_the_door(room: Room):
    tap(room, 5)
    room.tamper(
        "INSERT INTO events (action_id, day, at, kind, quantity, source, source_id, about, reason, industrial,"
        " frontline, new_employment, minutes) VALUES"
        " (1, '2026-11-20', '2026-11-20T09:00:00', 'visit', 7, 'corrections', 1, '2026-10-31', 'x', 0, 0, 0, 0)"
    )
    assert room.desk.ask(visits.figures, door_id=1, now=room.clock) == visits.Figures(5, 5, 5, 5)
    assert room.desk.ask(visits.hours, day=DAY) == [visits.HourRow(1, "Main door", 9, 5)]
    assert tap(room).today == 6


# ---------------------------------------------------------------- guards


def write(room: Room, sql: str, **values: Any) -> None:
    with room.file.writer.begin() as connection:
        connection.execute(text(sql), values)


EVENT = (
    "INSERT INTO events (action_id, day, at, kind, quantity, source, source_id, industrial, frontline,"
    " new_employment, minutes) VALUES (1, '2026-11-20', '2026-11-20T09:30:00', 'visit', :n, 'doors', 1, 0, 0, 0, 0)"
)


def test_no_hour_falls_below_zero_through_plain_sql(room: Room):
    tap(room, 3)
    with pytest.raises(IntegrityError, match="visits_not_below_zero"):
        write(room, EVENT, n=-4)
    write(room, EVENT, n=-3)


def test_a_count_from_which_was_taken_back_stays(room: Room):
    slip = tap(room, 3)
    first = room.last_action()
    tap(room, -1)
    assert slip.count == 3
    with pytest.raises(Refused) as refused:
        room.do(journal.undo, action_id=first)
    assert [str(p) for p in refused.value.problems] == [
        "Some of these visitors were taken back since. Undo that first."
    ]


@pytest.mark.parametrize(
    ("sql", "guard"),
    [
        ("INSERT INTO doors (name, counted_by, both_ways, position) VALUES ('Main door', 'hand', 0, 0)", "doors.name"),
        ("INSERT INTO doors (name, counted_by, both_ways, position) VALUES ('', 'hand', 0, 0)", "ck_doors_name"),
        ("INSERT INTO doors (name, counted_by, both_ways, position) VALUES ('x', 'eye', 0, 0)", "ck_doors_counted_by"),
        ("INSERT INTO door_days (door_id, day, state) VALUES (1, '2026-11-20', 'open')", "ck_door_days_state"),
        ("INSERT INTO door_days (door_id, day, state) VALUES (9, '2026-11-20', 'closed')", "FOREIGN KEY"),
        (
            "INSERT INTO sign_ins (day, at, zone_id, group_name, headcount)"
            " VALUES ('2026-11-20', '2026-11-20T09:00:00', 1, 'a', 0)",
            "ck_sign_ins_headcount",
        ),
        (
            "INSERT INTO sign_ins (day, at, zone_id, group_name, headcount)"
            " VALUES ('2026-11-19', '2026-11-20T09:00:00', 1, 'a', 1)",
            "ck_sign_ins_day_is_of_at",
        ),
        (
            "INSERT INTO sign_ins (day, at, zone_id, group_name, unit_id, headcount)"
            " VALUES ('2026-11-20', '2026-11-20T09:00:00', 1, 'a', 1, 1)",
            "ck_sign_ins_one_party",
        ),
        (
            "INSERT INTO sign_ins (day, at, zone_id, group_name, member_id, headcount)"
            " VALUES ('2026-11-20', '2026-11-20T09:00:00', 1, '', 1, 2)",
            "ck_sign_ins_a_member_is_one",
        ),
    ],
)
def test_a_state_that_cannot_be_is_refused_by_the_file(room: Room, sql: str, guard: str):
    room.member()
    with pytest.raises(IntegrityError, match=guard):
        write(room, sql)


def test_a_day_has_one_mark_and_a_member_one_sign_in_through_plain_sql(room: Room):
    member = room.member(card="C1")
    room.do(visits.mark_day, door_id=1, day=BEFORE, state="closed")
    with pytest.raises(IntegrityError, match="door_days"):
        write(room, "INSERT INTO door_days (door_id, day, state) VALUES (1, '2026-11-19', 'not_counted')")
    room.do(visits.sign_in_member, member_id=member, zone_id=1, accepted={"WithoutCard"})
    with pytest.raises(IntegrityError, match="sign_ins"):
        write(
            room,
            "INSERT INTO sign_ins (day, at, zone_id, member_id, group_name, headcount)"
            " VALUES ('2026-11-20', '2026-11-20T10:00:00', 1, :member, '', 1)",
            member=member,
        )


# ---------------------------------------------------------------- groups


def group_words(room: Room, **of: Any) -> list[str]:
    draft = GroupDraft(**({"zone_id": 1, "headcount": 5} | of))
    return said(room, visits.sign_in_group, draft=draft)


def test_a_group_is_refused_in_words(room: Room):
    assert group_words(room) == ["Choose a unit, or write the group's name."]
    assert group_words(room, unit_id=1, group_name="a") == ["Either a unit or a free name, not both."]
    assert group_words(room, unit_id=99) == ["This unit is no longer in use."]
    assert group_words(room, group_name="长" * 121) == ["A name may have at most 120 characters."]
    assert group_words(room, group_name="a", headcount=0) == ["How many people came?"]
    assert group_words(room, group_name="a", parts=((99, 1),)) == ["The parts are people of known categories."]
    assert group_words(room, group_name="a", parts=((1, -1),)) == ["The parts are people of known categories."]
    assert group_words(room, group_name="a", parts=((1, 4), (2, 2))) == ["The parts are 6 people, the group only 5."]
    assert group_words(room, group_name="a", headcount=200) == ["200 people in one group, is that right?"]
    assert group_words(room, group_name="a", zone_id=99) == ["This zone is no longer in use. Choose another zone."]
    room.do(visits.sign_in_group, draft=GroupDraft(zone_id=1, headcount=5, group_name="a"))
    assert group_words(room, group_name="a") == ["a has signed in here today already, 5 people. Once more?"]


def test_a_group_counts_its_parts_with_their_flags_and_one_unit(room: Room):
    room.member(unit="一中工会")
    unit = int(room.rows("SELECT id FROM units WHERE name = '一中工会'")[0][0])
    draft = GroupDraft(zone_id=2, headcount=10, group_name=" 一中工会 ", parts=((1, 6), (8, 1)))
    slip = room.do(visits.sign_in_group, draft=draft)  # a free name that is a unit's means the unit
    assert (slip.group, slip.headcount, slip.unknown) == ("一中工会", 10, 4)
    found = room.rows(
        "SELECT quantity, category_id, industrial, unit_id, group_name, zone_id, source, source_id FROM events"
    )
    assert found == [
        (6, 1, 1, unit, None, 2, "sign_ins", 1),
        (1, 8, 0, unit, None, 2, "sign_ins", 1),
        (3, 8, 0, unit, None, 2, "sign_ins", 1),
    ]


def test_today_s_sign_ins_are_listed_the_newest_first(room: Room):
    member = room.member(unit="一中工会", card="C1")
    room.do(visits.sign_in_member, member_id=member, zone_id=1, card_id=1)
    room.later(minutes=1)
    room.do(visits.sign_in_group, draft=GroupDraft(zone_id=2, headcount=7, unit_id=2))
    room.do(visits.sign_in_group, draft=GroupDraft(zone_id=2, headcount=9, group_name="合唱团"))
    found = room.desk.ask(visits.sign_ins, day=DAY)
    assert [(r.who, r.zone, r.headcount, r.member_id, r.booking_id) for r in found] == [
        ("合唱团", "Training", 9, None, None),
        ("一中工会", "Training", 7, None, None),
        ("张国胜", "Reading room", 1, member, None),
    ]
    assert [r.who for r in room.desk.ask(visits.sign_ins, day=DAY, limit=1)] == ["合唱团"]
    assert room.desk.ask(visits.signed_in, day=DAY) == 17
    assert room.desk.ask(visits.signed_in, day=BEFORE) == 0


def test_a_sign_in_for_a_booking_counts_for_the_booking(room: Room):
    member = room.member(card="C1")
    booking = a_booking(room)
    wanted = {"member_id": member, "zone_id": 1, "card_id": 1}
    room.do(visits.sign_in_member, booking_id=booking, **wanted)
    assert type(room.do(visits.sign_in_member, booking_id=booking, **wanted)).__name__ == "AlreadySignedIn"
    room.do(visits.sign_in_group, draft=GroupDraft(zone_id=1, headcount=3, group_name="a", booking_id=booking))
    room.do(visits.sign_in_member, **wanted)
    assert room.rows("SELECT source, source_id, quantity FROM events") == [
        ("bookings", booking, 1),
        ("bookings", booking, 3),
        ("sign_ins", 3, 1),
    ]


@pytest.mark.parametrize("state", ["ended", "no_show", "cancelled"])
def test_nobody_signs_in_to_a_booking_that_is_over(room: Room, state: str):
    booking = a_booking(room)
    room.tamper(f"UPDATE bookings SET state = '{state}', reason = '已结束' WHERE id = {booking}")
    wanted = {"member_id": room.member(card="C1"), "zone_id": 1, "card_id": 1, "booking_id": booking}
    assert room.problems(visits.sign_in_member, **wanted) == [("impossible", "BookingOver")]
    draft = GroupDraft(zone_id=1, headcount=3, group_name="a", booking_id=booking)
    assert room.problems(visits.sign_in_group, draft=draft) == [("impossible", "BookingOver")]


def a_booking(room: Room) -> int:
    write(room, "INSERT INTO rooms (zone_id, name, capacity, position, note) VALUES (1, 'r', 9, 0, '')")
    write(
        room,
        "INSERT INTO bookings (code, room_id, starts_at, ends_at, setup_minutes, teardown_minutes, state, caller,"
        " phone, purpose, expected, reason, note, made_at) VALUES ('ABCDEFGH', 1, '2026-11-20T09:00:00',"
        " '2026-11-20T11:00:00', 0, 0, 'booked', '李女士', '', '', 5, '', '', '2026-11-19T09:00:00')",
    )
    return 1


# ---------------------------------------------------------------- the check of the file


def test_the_check_tells_counts_that_do_not_agree(room: Room):
    tap(room, 3)
    room.do(visits.sign_in_group, draft=GroupDraft(zone_id=1, headcount=5, group_name="a", parts=((1, 3),)))
    assert check.check_file(room.file.path) == []
    room.tamper("UPDATE sign_ins SET headcount = 6; UPDATE events SET source_id = 9 WHERE kind = 'visit'")
    found = check.check_file(room.file.path)
    assert {
        "Sign-in 1 is not counted by its headcount.",
        "Event 1 counts a sign-in or a door that is not there.",
    } <= set(found)
    room.tamper("UPDATE events SET quantity = -1, source_id = 1 WHERE kind = 'visit'")
    assert "Door 1 has fewer than no visitors in some hour." in check.check_file(room.file.path)


# ---------------------------------------------------------------- against a plain model


@pytest.mark.uncounted
@pytest.mark.parametrize("seed", range(6))
def test_any_order_of_taps_hours_and_undos_keeps_the_sums(room: Room, seed: int):
    chance = random.Random(seed)
    doors = [1, door(room), door(room, "东门")]
    model: dict[tuple[int, int], int] = {}  # by door and hour of today
    done: list[tuple[int, dict[tuple[int, int], int]]] = []  # the action, and the model before it
    for _n in range(120):
        before, at = dict(model), chance.choice(doors)
        room.later(seconds=chance.randint(1, 600))
        what = chance.random()
        if what < 0.15 and done:
            action, model = done.pop()
            room.do(journal.undo, action_id=action)
            continue
        if what < 0.3:
            hour, n, adding = chance.randint(0, room.clock.hour), chance.randint(0, 60), chance.random() < 0.5
            wanted = {"door_id": at, "day": DAY, "hour": hour, "count": n, "adding": adding}
            room.do(visits.set_hour, **wanted, **WHY)
            model[at, hour] = n + (model.get((at, hour), 0) if adding else 0)
        else:
            n = -1 if chance.random() < 0.4 else chance.randint(1, 5)
            hours = [hour for (of, hour), count in model.items() if of == at and count + n >= 0]
            if n < 0 and not hours:
                assert room.problems(visits.count_visitors, door_id=at, count=n) == [("impossible", "BelowZero")]
                continue
            found = room.do(visits.count_visitors, door_id=at, count=n)
            changed = counts(room)
            (key,) = [k for k in changed.keys() | before.keys() if changed.get(k) != before.get(k)]
            assert key[0] == at and (key[1] == room.clock.hour or n < 0)
            model[key] = model.get(key, 0) + n
            assert found.today == sum(count for (of, _hour), count in model.items() if of == at)
            assert found.all_doors == sum(model.values())
        done.append((room.last_action(), before))
        assert counts(room) == model
        assert min(model.values()) >= 0
    assert counts(room) == model
    assert room.faults() == []


def counts(room: Room) -> dict[tuple[int, int], int]:
    rows = room.desk.ask(visits.hours, day=DAY)
    return {(row.door_id, row.hour): row.visits for row in rows if row.hour is not None}


def test_the_hours_of_many_days_come_in_order_with_their_source(room: Room):
    gate = door(room, counted_by="gate")
    set_hour(room, None, 30, door_id=gate)
    set_hour(room, 9, 4, **WHY)
    tap(room, 2)
    with Session(room.file.reader) as session:
        found = list(hours_between(session, BEFORE, DAY))
    assert found == [
        (1, "Main door", BEFORE, "doors", 9, 4),
        (gate, "北门", BEFORE, "gates", None, 30),
        (1, "Main door", DAY, "doors", 9, 2),
    ]
