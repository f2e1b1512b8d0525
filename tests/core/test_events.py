from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from tests.room import Room
from tests.stories import scene
from venuedesk.core import events, lending
from venuedesk.core.errors import Refused
from venuedesk.core.people import Category, Member

COLUMNS = "kind, day, at, member_id, source, source_id, quantity, industrial, frontline, new_employment"


def all_events(room: Room) -> list[tuple]:
    return room.rows(f"SELECT {COLUMNS} FROM events ORDER BY id")


def test_each_deed_of_lending_is_one_event_of_its_kind(room: Room):
    member, copy = room.member(), room.copy()
    loan = room.lend(member, copy).loan_id
    room.do(lending.renew, loan_id=loan)
    room.take_back(copy)
    room.do(lending.record_in_house_use, copy_id=copy)
    loan = room.lend(member, copy).loan_id
    room.do(lending.report_lost, copy_id=copy)
    found = [(kind, who, source, of) for kind, _, _, who, source, of, *_ in all_events(room)]
    assert found == [
        (events.LOAN, member, "loans", 1),
        (events.RENEWAL, member, "loans", 1),
        (events.RETURN, member, "loans", 1),
        (events.IN_HOUSE, None, "copies", copy),
        (events.LOAN, member, "loans", loan),
        (events.LOST, member, "loans", loan),
    ]
    assert all(quantity == 1 for *_, quantity, _, _, _ in all_events(room))


def test_an_event_belongs_to_the_day_of_its_moment_and_to_the_reading_room(room: Room):
    room.at("2026-11-21T23:59:59")
    room.lend(room.member(), room.copy())
    ((_, day, at, *_),) = all_events(room)
    assert (day, at) == ("2026-11-21", "2026-11-21T23:59:59")
    found = room.rows("SELECT zones.code FROM events JOIN zones ON zones.id = zone_id")
    assert found == [("reading",)]


@pytest.mark.parametrize(
    ("category", "flags"),
    [("industrial", (1, 0, 0)), ("frontline", (0, 1, 0)), ("new_employment", (0, 0, 1)), ("retired", (0, 0, 0))],
)
def test_an_event_keeps_the_flags_of_the_reader_s_category(room: Room, category, flags):
    room.lend(room.member(category=category), room.copy())
    assert all_events(room)[0][-3:] == flags


def test_an_event_keeps_unit_and_category_as_they_were_that_day(room: Room):
    member, copy = room.member(unit="一中工会", category="industrial"), room.copy()
    room.lend(member, copy)

    def move(session: Session) -> None:
        other = session.query(Category).filter_by(code="retired").one()
        session.get_one(Member, member).category_id = other.id
        session.get_one(Member, member).unit_id = 1

    scene.write(room.file, room.clock, move)
    room.take_back(copy)
    found = room.rows(
        "SELECT units.name, categories.code, events.industrial FROM events JOIN units ON units.id = unit_id"
        " JOIN categories ON categories.id = category_id ORDER BY events.id"
    )
    assert found == [("一中工会", "industrial", 1), ("No unit", "retired", 0)]


def test_a_figure_of_the_day_is_a_sum_over_events(room: Room):
    member, copy = room.member(), room.copy()
    room.lend(member, copy)
    room.later(days=1)
    room.take_back(copy)
    room.do(lending.record_in_house_use, copy_id=copy)
    room.later(minutes=30)
    room.do(lending.record_in_house_use, copy_id=copy)
    assert room.desk.ask(lending.day_figures, now=room.clock) == lending.DayFigures(0, 1, 0, 2, 0)
    yesterday = datetime(2026, 11, 20, 12)
    assert room.desk.ask(lending.day_figures, now=yesterday) == lending.DayFigures(1, 0, 0, 0, 0)


def test_no_event_comes_into_a_closed_month(room: Room):
    member, copy = room.member(), room.copy()
    scene.close_month(room.file, room.clock, "2026-11")
    with pytest.raises(Refused) as refused:
        room.lend(member, copy)
    (problem,) = refused.value.problems
    assert (problem.code, "更正" in problem.way_out) == ("MonthClosed", True)
    assert room.rows("SELECT count(*) FROM loans") == [(0,)]
    room.at("2026-12-01T09:00")
    room.lend(member, copy)


def test_events_are_not_repeated_in_the_journal(room: Room):
    room.lend(room.member(), room.copy())
    assert room.rows("SELECT count(*) FROM changes WHERE table_name = 'events'") == [(0,)]
    assert room.rows("SELECT action_id FROM events") == [(room.last_action(),)]
