from collections.abc import Iterator

import pytest

from venuedesk import i18n


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Texts are tested as they are written."""
    before = i18n.current()
    i18n.use("en")
    yield
    i18n.use(before)
