"""What all tests share."""

import gc

import pytest

pytest_plugins = ["tests.stories.plugin"]
LONG = ("tests/ui/test_tour.py", "tests/test_demo.py", "tests/core/test_proof.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones go first, so that no process is left with one at the end."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: the collector of cycles need not look at it each time."""
    gc.collect()
    gc.freeze()
