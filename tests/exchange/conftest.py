"""Importers and exporters are tested on the small venue of core, its manager at the desk."""

import pytest

from tests.core.conftest import _english as _english
from tests.core.conftest import _template as _template
from tests.core.conftest import desk as desk
from tests.core.conftest import venue_path as venue_path
from venuedesk.core.desk import Desk


@pytest.fixture
def at(desk: Desk) -> Desk:
    """The desk on a venue of this test's own."""
    return desk
