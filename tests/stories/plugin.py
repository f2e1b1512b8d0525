"""Stories as tests: every block of a ``.story`` file is one, also in a folder elsewhere (``pytest --stories=DIR``).

The sign = is needed: a folder that stands by itself is where pytest looks for its settings before it knows the option.
"""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.room import Room
from tests.stories import (
    bookings_verbs,  # noqa: F401  its verbs
    import_verbs,  # noqa: F401  its verb
    month_verbs,  # noqa: F401  its verbs
    runner,
    visits_verbs,  # noqa: F401  its verbs
)
from venuedesk.core import file


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--stories", metavar="DIR", help="run the stories of this folder, and nothing else")


def pytest_configure(config: pytest.Config) -> None:
    folder = config.getoption("--stories")
    if folder:
        config.args = [folder]


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    return StoryFile.from_parent(parent, path=file_path) if file_path.suffix == ".story" else None


_theatres: list[runner.Theatre] = []


def _theatre(config: pytest.Config) -> runner.Theatre:
    """The one theatre of this process."""
    if not _theatres:
        folder = tempfile.mkdtemp(prefix="venuedesk-")
        config.add_cleanup(lambda: shutil.rmtree(folder))
        config.add_cleanup(_theatres.clear)  # mutmut runs one session after the other in one process
        _theatres.append(runner.Theatre(Path(folder)))
    return _theatres[0]


@pytest.fixture(scope="session")
def template(request: pytest.FixtureRequest) -> Path:
    """The file of a new venue with a manager (1), a librarian (2) and a clerk (3); copy it, never write to it."""
    return _theatre(request.config).bare.path


@pytest.fixture
def room(request: pytest.FixtureRequest, template: Path) -> Iterator[Room]:
    """A reading room of this test's own."""
    theatre = _theatre(request.config)
    theatre.sweep()
    found = Room(theatre.open(Path(shutil.copy(template, theatre.stage / file.NAME))))
    yield found
    found.close()


class StoryFile(pytest.File):
    """A file of stories."""

    def collect(self) -> Iterator[pytest.Item]:
        for story in runner.read(self.path):
            yield StoryItem.from_parent(self, name=story.name, story=story)


class StoryItem(pytest.Item):
    """One story."""

    def __init__(self, *, story: runner.Story, **wanted: Any) -> None:
        super().__init__(**wanted)
        self.story = story

    def runtest(self) -> None:
        _theatre(self.config).play(self.story)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, runner.StoryFailed):
            return f"{self.story.name}\n{excinfo.value}"
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.story.lines[0].number - 1 if self.story.lines else 0, self.story.name
