"""A public library's monthly report of June 2019, entered at the desk: every printed figure comes out of the month.

Visits are entered by the hour, one day for each of its eleven departments; sessions are booked, held and ended; loans
and new members, whose people are not printed, are counted as events.
"""

from collections.abc import Iterator
from datetime import date

import pytest

from tests.core.test_tallies import event, hold, month, rows
from tests.room import MANAGER, Room
from tests.stories import rooms_scene
from venuedesk.core import events, visits

JUNE = "2019-06"
VISITS_BY_DEPARTMENT = (4776, 11206, 1868, 15462, 2414, 195, 15632, 88, 58, 3522, 7979)
LOANS = (15448, 3561, 5354, 4462)
SESSIONS = ((19, 1228), (16, 741), (1, 50), (1, 7500))  # how many, and the people at all of them
MEMBERS = {"2018-06": (236,), "2019-05": (244,), JUNE: (207, 36)}


def people_at_each() -> Iterator[int]:
    for many, people in SESSIONS:
        each = people // many
        yield from [each] * (many - 1)
        yield people - each * (many - 1)


@pytest.fixture
def june(room: Room) -> Room:
    room.desk.sit_down(MANAGER)
    rooms_scene.build_palace(room.file, room.at("2018-05-01T08:00"))
    for which, given in MEMBERS.items():
        for n in given:
            event(room, events.NEW_MEMBER, f"{which}-14", quantity=n)
    reader = room.member("读者")
    for n in LOANS:
        event(room, events.LOAN, f"{JUNE}-14", quantity=n, member_id=reader)
    for n, came in enumerate(people_at_each()):
        day, hour = f"{JUNE}-{n // 2 + 1:02}", 9 + 4 * (n % 2)
        hold(room, "大厅", f"{day}T{hour:02}:00", f"{day}T{hour + 2}:00", came)
    room.at("2019-07-01T09:00")
    for n, came in enumerate(VISITS_BY_DEPARTMENT, 1):
        room.do(
            visits.set_hour, door_id=1, day=date(2019, 6, n), hour=10, count=came, adding=False,
            accepted=frozenset(("HourReason",)), reason="部门日统计数据",
        )  # fmt: skip
    return room


def test_a_published_month_comes_out_to_the_last_decimal(june: Room):
    told = month(june, JUNE)
    found = {code: told.figure(code).value for code in ("V-01", "L-01", "B-01", "B-02", "L-06")}
    assert found == {"V-01": 63200, "L-01": 28825, "B-01": 37, "B-02": 9519, "L-06": 243}
    members = told.figure("L-06")
    assert (members.last_year, members.against_last_year) == (236, "+2.97%")
    assert (members.last_month, members.against_last_month) == (244, "−0.41%")
    assert [sum(row[-1] for row in rows(june, code, JUNE).rows) for code in found] == list(found.values())
    assert [row[-1] for row in rows(june, "V-01", JUNE).rows if row[-1]] == list(VISITS_BY_DEPARTMENT)
