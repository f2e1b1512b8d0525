from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.core import days, venue
from venuedesk import i18n
from venuedesk.core import calendar
from venuedesk.core.desk import Desk


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Texts of core are tested as they are written."""
    before = i18n.current()
    i18n.use("en")
    yield
    i18n.use(before)


@pytest.fixture(scope="session")
def _template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A venue of a few members and copies, founded once and copied for each test."""
    before = i18n.current()
    i18n.use("en")
    path = venue.build(tmp_path_factory.mktemp("template"))
    i18n.use(before)
    return path


@pytest.fixture
def venue_path(_template: Path) -> Path:
    """The path of a small venue's file of this test's own."""
    return venue.place(_template)


@pytest.fixture
def desk(venue_path: Path) -> Iterator[Desk]:
    """The desk on that file, with the manager at it."""
    opened = venue.open_kept(venue_path)
    yield venue.desk_of(opened)
    opened.close()


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A session on a new file with two zones and no calendar."""
    with days.new_file(tmp_path) as session:
        yield session


@pytest.fixture
def seeded(session: Session) -> Session:
    """The same with the hours that a new venue starts with."""
    calendar.seed(session, today=days.TODAY)
    return session
