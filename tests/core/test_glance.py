from datetime import timedelta
from pathlib import Path

from tests.core import venue
from venuedesk.core import file, lending
from venuedesk.core.glance import Glance, GlanceLoan, glance


def seen(loan: lending.LoanRow) -> GlanceLoan:
    return GlanceLoan(loan.id, loan.member_id, loan.member, loan.phone, loan.title, loan.due_at)


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
        assert glance(venue_path, now=now) == Glance(*numbers, due, late)
    opened.close()


def test_there_is_no_glance_of_a_missing_or_foreign_file(tmp_path: Path):
    assert glance(tmp_path / "none.db", now=venue.NOW) is None
    foreign = tmp_path / "foreign.db"
    foreign.write_bytes(b"no database" * 100)
    assert glance(foreign, now=venue.NOW) is None
