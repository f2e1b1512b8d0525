"""The papers are looked at on months of their own making."""

import pytest


@pytest.fixture(autouse=True)
def _uncovered(no_cover: None) -> None:
    """Core has every branch of it in tests of its own."""
