import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.core import venue
from venuedesk import i18n
from venuedesk.core import file
from venuedesk.core.desk import Desk


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Texts are tested as they are written."""
    before = i18n.current()
    i18n.use("en")
    yield
    i18n.use(before)


@pytest.fixture(scope="session")
def _founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    before = i18n.current()
    i18n.use("en")
    path = venue.build(tmp_path_factory.mktemp("founded"))
    i18n.use(before)
    return path


@pytest.fixture
def venue_path(_founded: Path, tmp_path: Path) -> Path:
    """The path of a small venue's file of this test's own."""
    (tmp_path / "venue").mkdir()
    return Path(shutil.copy(_founded, tmp_path / "venue" / _founded.name))


@pytest.fixture
def at(venue_path: Path) -> Iterator[Desk]:
    """A desk on that file, with the manager at it."""
    opened = file.open_file(venue_path)
    yield venue.desk_of(opened)
    opened.close()
