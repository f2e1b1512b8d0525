"""The demonstration venue: its files come in whole, its year is plausible, and nothing of it clashes."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from venuedesk import demo, i18n
from venuedesk.core import bookings, calendar, check, file, lending, rooms, tallies, visits
from venuedesk.core.bookings.spans import minutes_of, openings
from venuedesk.core.desk import Desk
from venuedesk.demo import founding
from venuedesk.demo.days import Days
from venuedesk.demo.rooms import ROOMS
from venuedesk.exchange import past

NOW = datetime(2026, 11, 20, 15, 10)  # a Friday afternoon


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    before = i18n.current()
    i18n.use("zh_CN")
    yield
    i18n.use(before)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    before = i18n.current()
    i18n.use("zh_CN")
    path = tmp_path_factory.mktemp("demo") / file.NAME
    demo.fill(path, NOW)
    i18n.use(before)
    return path


@pytest.fixture
def desk(filled: Path) -> Iterator[Desk]:
    opened = file.open_file(filled, read_only=True)
    yield Desk(opened, user_id=file.FIRST_USER, clock=lambda: NOW)
    opened.close(checkpoint=False)


def test_a_row_that_is_rejected_stops_the_fill(filled, tmp_path):
    sheet = tmp_path / "units.csv"
    sheet.write_text("单位名称,电话\n红旗厂工会,13800009999\n,13800009998\n", "utf-8")
    opened = file.open_file(filled)
    with pytest.raises(ValueError, match="第 3 行"):
        founding.bring_in(Desk(opened, user_id=file.FIRST_USER, clock=lambda: NOW), "units", sheet)
    opened.close()


def test_every_row_of_the_files_is_there(desk):
    """None was rejected, or the fill had stopped; none was equal to another one."""
    sizes = {subject: len(rows) - 1 for subject, rows in demo.tables(NOW).items()}
    numbers = [re.findall(r"\d+", row.text) for row in reversed(desk.ask(past.past_imports))]
    assert [[int(n) for n in found][:1] for found in numbers] == [[n] for n in sizes.values()]


def test_every_table_has_a_plausible_size():
    sizes = {subject: len(rows) - 1 for subject, rows in demo.tables(NOW).items()}
    least = {"units": 26, "members": 320, "books": 250, "loans": 1200, "rooms": 35, "bookings": 3500, "visits": 3000}
    assert {subject: sizes[subject] >= n for subject, n in least.items()} == dict.fromkeys(sizes, True)


def test_the_same_moment_makes_the_same_venue():
    assert demo.tables(NOW) == demo.tables(NOW)


def test_phones_and_cards_are_the_invented_ones():
    rows = [row for table in demo.tables(NOW).values() for row in table[1:]]
    phones = [cell for row in rows for cell in row if re.fullmatch(r"1\d{10}", cell)]
    assert len(phones) > 300 and all(phone.startswith(("1380000", "1390000")) for phone in phones)


@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 11, 23, 10, 30),  # a closed Monday
        datetime(2026, 2, 20, 11, 0),  # the Spring Festival
        datetime(2027, 1, 1, 0, 30),
        datetime(2026, 10, 22, 19, 0),  # the week of the arts
        datetime(2028, 2, 29, 9, 0),
    ],
)
def test_on_any_day_no_two_bookings_share_a_space(now):
    taken: dict[tuple[str, str], list[tuple[int, int]]] = {}
    days = Days(now)
    for one in demo.held_in(days):
        wanted, room = one.wanted, ROOMS[one.wanted.room]
        way = room.layout(wanted.layout)
        assert days.is_open(wanted.day) and wanted.people <= way.people
        assert one.attended is None or one.attended <= way.people
        for space in room.spaces:
            taken.setdefault((space, wanted.day.isoformat()), []).append(
                (wanted.opens - way.setup, wanted.closes + way.teardown)
            )
    for spans in taken.values():
        spans.sort()
        assert all(end <= start for (_s, end), (start, _e) in zip(spans, spans[1:], strict=False))


def test_its_days_are_those_of_its_own_calendar(desk):
    days, hours = Days(NOW), desk.ask(calendar.load, zone_id=None, since=Days(NOW).first)
    every = [days.first + timedelta(days=n) for n in range((days.last - days.first).days)]
    assert [day for day in every if days.is_open(day)] == [day for day in every if hours.is_open_day(day)]


def test_bookings_lie_in_open_or_extended_hours(desk):
    late = 0
    since = Days(NOW).first
    hours = {row.zone_id: desk.ask(calendar.load, zone_id=row.zone_id, since=since) for row in desk.ask(rooms.rooms)}
    for n in range(-40, 30):
        for row in desk.ask(bookings.day, day=NOW.date() + timedelta(days=n)):
            found = openings(hours[row.zone_id], row.starts_at.date(), row.ends_at.date())
            minutes = minutes_of(row.starts_at, row.ends_at, found)
            assert minutes.closed == 0, row
            late += minutes.extended
    assert late > 0


def test_today_books_were_lent_and_taken_back_at_the_desk(desk):
    figures = desk.ask(lending.day_figures, now=NOW)
    assert figures.loans > 3 and figures.returns > 3


def test_another_evening_fills_as_well(tmp_path):
    now = datetime(2027, 2, 13, 20, 20)  # a Saturday after the Spring Festival, in a year whose days off are unknown
    demo.fill(tmp_path / file.NAME, now)
    assert check.check_file(tmp_path / file.NAME) == []


def test_today_has_rooms_in_several_states_and_the_coming_weeks_are_booked(desk):
    states = Counter(row.state for row in desk.ask(bookings.day, day=NOW.date()))
    assert {bookings.ENDED, bookings.ARRIVED, bookings.BOOKED} <= set(states)
    coming = [row for n in range(1, 40) for row in desk.ask(bookings.day, day=NOW.date() + timedelta(days=n))]
    assert len(coming) > 150
    kinds = Counter(row.state for row in coming)
    assert kinds[bookings.TENTATIVE] == kinds[bookings.AWAITING] == 1


def test_a_few_were_cancelled_and_a_few_did_not_come(desk):
    year = demo.tables(NOW)["bookings"][1:]
    states = Counter(row[11] for row in year)
    assert 0.01 < states["取消"] / len(year) < 0.05 and 0.002 < states["未到"] / len(year) < 0.04
    assert all(row[13] for row in year if row[11] in ("取消", "未到"))


def test_the_months_have_something_to_say(desk):
    october = desk.ask(tallies.month, month="2026-10", now=NOW)
    assert all(october.figure(code).numerator > 0 for code in ("D-01", "V-01", "L-01", "L-04", "B-01", "A-02", "B-06"))
    assert october.figure("A-04").value > 25 and october.figure("A-07").value < 40
    assert [p.code for p in desk.ask(tallies.problems_of_closing, month="2026-10", now=NOW)] == ["BookingsUnfinished"]
    months = desk.ask(tallies.months, now=NOW)
    assert [row.state for row in months] == ["open", "open", *["closed"] * 12]
    assert all(row.closed_at < NOW and row.paper_sha256 for row in months[2:])
    states = Counter(row.state for row in desk.ask(visits.days, first=date(2026, 11, 1), last=date(2026, 11, 19)))
    assert states["missing"] == 2 and states["not_counted"] == 1  # both doors on one day, the gate on another


def test_the_heat_and_the_spring_festival_are_quieter(desk):
    months = [desk.ask(tallies.month, month=f"2026-{n}", now=NOW) for n in ("02", "08", "10")]
    february, august, october = (month.figure("V-01").numerator for month in months)
    assert february < august < october


def test_the_check_finds_nothing(desk):
    assert desk.ask(check.check) == []


def test_what_fails_apart_is_said(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a file").touch()
    with pytest.raises(RuntimeError, match=r"venue\.sqlite"):
        demo.fill_apart(tmp_path / "a file" / "venue.sqlite", NOW)
    assert "Error" in capfd.readouterr().err  # the child's own words
