"""What all tests share."""

import gc
import sys
from collections.abc import Generator

import pytest

pytest_plugins = ["tests.stories.plugin"]
LONG = ("tests/ui/test_tour.py", "tests/test_demo.py", "tests/core/test_proof.py")
COUNTED = ("tests/core/", "tests/stories/")  # these alone take every branch of core


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones go first, so that no process is left with one at the end."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Trace the tests that count for the coverage of core, and no other; their fixtures are part of them.

    The ``no_cover`` of pytest-cov leaves the fixtures in, and in the processes of xdist it stops one tracer of two.
    """
    tracer = sys.gettrace()
    if not item.nodeid.startswith(COUNTED) or item.get_closest_marker("uncounted"):
        sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(tracer)


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: the collector of cycles need not look at it each time."""
    gc.collect()
    gc.freeze()
