"""The papers are looked at without measuring coverage: core has every branch of it in tests of its own."""

import pytest


@pytest.fixture(autouse=True)
def _uncovered(no_cover: None) -> None:
    pass
