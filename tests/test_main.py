"""The program as a user starts it: another locale, blanks and Chinese in the path, no assumption about encodings."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.core import venue
from venuedesk import i18n, paths
from venuedesk.core import file

ROOT = Path(__file__).parent.parent


def started(*words: str, encoding: str = "utf-8", strict: bool = True) -> subprocess.CompletedProcess[bytes]:
    """Run ``venuedesk`` with these words in a process of its own."""
    checks = ["-X", "warn_default_encoding", "-W", "error::EncodingWarning:venuedesk"] if strict else []
    env = os.environ | {
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "0",
        "PYTHONIOENCODING": encoding,
        "QT_QPA_PLATFORM": "offscreen",
    }
    command = [sys.executable, *checks, "-m", "venuedesk", *words]
    return subprocess.run(command, env=env, capture_output=True, timeout=120, check=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A venue in a folder that a Chinese user has."""
    made = tmp_path_factory.mktemp("张三") / "数据 与 备份"
    made.mkdir()
    before = i18n.current()
    i18n.use("zh_CN")
    venue.build(made)
    i18n.use(before)
    return made


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "ascii"])
def test_check_says_one_line_in_any_locale(folder, encoding):
    done = started("--data", str(folder), "check", encoding=encoding)
    assert done.returncode == 0, done.stderr.decode(encoding, "replace")
    assert len(done.stdout.decode(encoding).splitlines()) == 1


def test_an_unknown_command_is_usage(folder):
    assert started("--data", str(folder), "dance").returncode == 2


def test_a_folder_without_a_venue_is_told_without_a_traceback(tmp_path):
    done = started("--data", str(tmp_path / "nothing"), "check")
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr and done.stderr.strip()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the user's own data folder is found otherwise")
def test_a_folder_that_cannot_be_filled_is_told_without_a_traceback(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file"))
    for words in (("tour", "--out", str(tmp_path / "file")), ("--demo",)):
        done = started(*words)
        said = done.stderr.decode()
        assert (done.returncode, "Traceback" in said, "找不到文件或文件夹" in said) == (1, False, True), said


def test_resources_are_found_from_the_tree_and_from_a_bundle(tmp_path, monkeypatch):
    assert paths.resource("fonts/OFL.txt").is_file()
    bundled = tmp_path / "resources" / "fonts"
    bundled.mkdir(parents=True)
    (bundled / "OFL.txt").write_text("bundled", "utf-8")
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resource("fonts/OFL.txt").read_text("utf-8") == "bundled"
    with pytest.raises(FileNotFoundError, match="nothing"):
        paths.resource("nothing")


def test_the_demonstration_has_a_folder_of_its_own():
    assert paths.demo_folder() != paths.data_folder()
    assert file.NAME not in str(paths.data_folder())
