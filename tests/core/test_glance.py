from datetime import datetime, timedelta
from pathlib import Path

from tests.core import venue
from venuedesk.core import bookings, file, lending, rooms, visits
from venuedesk.core.glance import Glance, GlanceBooking, GlanceLoan, glance

FIELDS = tuple(GlanceBooking.__dataclass_fields__)
SPANS = (  # from when till when, and the state
    ("11-19 22:00", "11-20 01:00", "booked"),
    ("11-20 10:00", "11-20 12:00", "booked"),
    ("11-20 14:00", "11-20 16:00", "awaiting"),
    ("11-20 23:00", "11-21 02:00", "tentative"),
    ("11-21 10:00", "11-21 12:00", "booked"),
)


def seen(loan: lending.LoanRow) -> GlanceLoan:
    return GlanceLoan(loan.id, loan.member_id, loan.member, loan.phone, loan.title, loan.due_at)


def seen_bookings(desk, now: datetime) -> tuple[GlanceBooking, ...]:
    rows = desk.ask(bookings.day, day=now.date())
    return tuple(GlanceBooking(*(getattr(row, name) for name in FIELDS)) for row in rows)


def test_the_first_glance_shows_what_the_queries_show(venue_path: Path):
    opened = file.open_file(venue_path)
    desk = venue.desk_of(opened)
    for n in (1, 2, 3):
        desk.do(lending.check_out, member_id=n, copy_id=n, card_id=n, now=venue.NOW)
    desk.do(lending.check_in, copy_id=3, now=venue.NOW)
    (loan, *_rest) = desk.ask(lending.loans_of, member_id=1)
    for now in (venue.NOW, loan.due_at, loan.due_at + timedelta(days=1)):
        figures = desk.ask(lending.day_figures, now=now)
        due = tuple(map(seen, desk.ask(lending.due_on, day=now.date())))
        late = tuple(map(seen, desk.ask(lending.overdue, now=now)))
        numbers = (figures.loans, figures.returns, figures.renewals, figures.in_house, figures.overdue)
        assert glance(venue_path, now=now) == Glance(0, *numbers, due, late, (), has_rooms=False)
    opened.close()


def test_the_first_glance_shows_todays_bookings_and_visitors(venue_path: Path):
    opened = file.open_file(venue_path)
    desk = venue.desk_of(opened)
    desk.do(rooms.save_room, draft=rooms.RoomDraft(zone_id=1, name="多功能厅", capacity=300), now=venue.NOW)
    for n, (starts, ends, state) in enumerate(SPANS):
        start, end = (datetime.fromisoformat(f"2026-{one}") for one in (starts, ends))
        who = {"member_id": 1} if n % 2 else {"caller": "刘师傅", "phone": "13900001111"}
        draft = bookings.BookingDraft(room_id=1, starts_at=start, ends_at=end, state=state, purpose="排练", **who)
        accepted = frozenset(p.code for p in desk.ask(bookings.problems_of_booking, draft=draft, now=venue.NOW))
        desk.do(bookings.book, draft=draft, now=venue.NOW, accepted=accepted, reason="加场")
    desk.do(visits.count_visitors, door_id=desk.ask(visits.doors)[0].id, count=7, now=venue.NOW)
    found = glance(venue_path, now=venue.NOW)
    assert found is not None and found.has_rooms and found.visits == 7
    assert found.bookings == seen_bookings(desk, venue.NOW) and len(found.bookings) == 4
    opened.close()


def test_there_is_no_glance_of_a_missing_or_foreign_file(tmp_path: Path):
    assert glance(tmp_path / "none.db", now=venue.NOW) is None
    foreign = tmp_path / "foreign.db"
    foreign.write_bytes(b"no database" * 100)
    assert glance(foreign, now=venue.NOW) is None
