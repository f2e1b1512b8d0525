"""The set-up and what the scripts of installer/ baked."""

import hashlib
import json
import re
import subprocess
import sys
import tomllib
import wave
from pathlib import Path

import pytest

from installer import fonts, pinyin, setup_env, theme

ROOT = Path(__file__).resolve().parent.parent
LOCKS = (setup_env.LOCK, setup_env.DEV_LOCK)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def pins(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host_and_no_folder(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.search(r"https?:|file:|/opt|/work|/home|--(extra-)?index-url|--find-links|uv pip compile", text)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash(lock):
    entries = re.split(r"\n(?=\S)", (ROOT / lock).read_text(encoding="utf-8"))
    assert all("--hash=sha256:" in entry for entry in entries if "==" in entry.split("\n")[0])


def test_the_lock_holds_every_dependency_and_both_locks_agree():
    wanted = {re.match(r"[\w.-]+", line)[0].lower() for line in PROJECT["project"]["dependencies"]}
    assert wanted <= pins(setup_env.LOCK).keys()
    assert pins(setup_env.LOCK).items() <= pins(setup_env.DEV_LOCK).items()


def test_all_libraries_there_means_nothing_to_install():
    there = setup_env.missing_packages({"DISPLAY": ":0"}, loads=lambda _: True, has_module=lambda _: True)
    assert there == []


def test_missing_libraries_give_the_line_to_type():
    missing = setup_env.missing_packages({}, loads=lambda name: name != "libEGL.so.1", has_module=lambda _: True)
    assert setup_env.apt_line(missing) == "sudo apt-get install -y --no-install-recommends libegl1"


def test_a_screen_asks_for_the_libraries_of_a_real_window():
    without = setup_env.missing_packages({}, loads=lambda _: False, has_module=lambda _: None)
    real = setup_env.missing_packages({"DISPLAY": ":0"}, loads=lambda _: False, has_module=lambda _: None)
    assert "libxcb-cursor0" not in without
    assert {"libxcb-cursor0", "libxkbcommon-x11-0", "python3-venv"} <= set(real)


def test_the_linker_knows_the_c_library_and_no_nonsense():
    assert not setup_env.loads("libof-no-such-name.so.9")


@pytest.mark.parametrize("content", ["", "no json", "[]"])
def test_a_broken_stamp_counts_as_nothing_installed(tmp_path, content):
    stamp = tmp_path / "installed.json"
    stamp.write_text(content, encoding="utf-8")
    assert setup_env.installed(stamp) == {}
    assert setup_env.installed(tmp_path / "absent.json") == {}


def test_a_changed_lock_no_longer_fits_the_stamp(tmp_path):
    (tmp_path / setup_env.LOCK).write_text("one", encoding="utf-8")
    before = setup_env.lock_hashes(tmp_path, dev=False)
    (tmp_path / "installed.json").write_text(json.dumps(before), encoding="utf-8")
    assert before == {setup_env.LOCK: hashlib.sha256(b"one").hexdigest()}
    assert setup_env.installed(tmp_path / "installed.json") == before
    (tmp_path / setup_env.LOCK).write_text("two", encoding="utf-8")
    assert setup_env.lock_hashes(tmp_path, dev=False) != before


# --- fonts, sounds --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", fonts.SOURCES)
def test_the_fonts_hold_gb2312_the_standard_characters_and_rare_names(name):
    from fontTools.ttLib import TTFont

    with TTFont(ROOT / "resources/fonts" / name, lazy=True) as font:
        held = font.getBestCmap().keys()
    han = {char for char in fonts.gb2312() | fonts.standard() | set(fonts.RARE) if ord(char) >= 0x3400}
    assert len(fonts.standard()) == 8105
    assert {ord(char) for char in han} <= held
    assert {ord(char) for char in "Aa0¥·→《》，。「」％①"} <= held


@pytest.mark.parametrize("name", ["done", "ask", "refused"])
def test_a_tone_is_short(name):
    with wave.open(str(ROOT / f"resources/sounds/{name}.wav")) as file:
        assert 0.1 < file.getnframes() / file.getframerate() < 0.6


# --- theme ----------------------------------------------------------------------------------------------------

READ = [
    *(("text", where) for where in ("window", "surface", "raised", "hover", "chunk", "stripe")),
    *(("muted", where) for where in ("window", "surface", "raised")),
    *((colour, where) for colour in ("primary", "warning", "danger", "success") for where in ("window", "surface")),
    ("primary", "hover"),
    ("danger", "hover"),
    ("on_primary", "primary_hover"),
    *((f"on_{where}", where) for where in ("primary", "chosen", "done", "ask", "refused", "banner")),
]


def contrast(one, other):
    """The WCAG contrast of two colours such as #1565c0."""

    def light(colour):
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", theme.PALETTES)
def test_text_stands_out_from_what_is_behind_it(name):
    palette = theme.PALETTES[name]
    weak = {pair: contrast(palette[pair[0]], palette[pair[1]]) for pair in READ}
    assert {pair: value for pair, value in weak.items() if value < 4.5} == {}


@pytest.mark.parametrize("name", theme.PALETTES)
def test_disabled_text_and_edges_can_be_made_out(name):
    palette = theme.PALETTES[name]
    pairs = [(colour, where) for colour in ("disabled", "edge") for where in ("window", "surface")]
    pairs += [("primary", "raised"), ("done_bar", "window"), ("refused_bar", "window")]
    weak = {pair: contrast(palette[pair[0]], palette[pair[1]]) for pair in pairs}
    assert {pair: value for pair, value in weak.items() if value < 3} == {}


def test_the_baked_sheets_are_what_the_script_makes():
    script = "import sys; from installer import theme; sys.stdout.write(theme.bake(*sys.argv[1:2], int(sys.argv[2])))"
    made = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", script, "light", "17"], cwd=ROOT, capture_output=True, check=True
    )
    assert made.stdout.decode() == (ROOT / "resources/theme/light-17.qss").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", theme.PALETTES)
def test_the_colours_by_name_are_those_of_the_palette(name):
    assert json.loads((ROOT / f"resources/theme/{name}.json").read_text(encoding="utf-8")) == theme.PALETTES[name]


@pytest.mark.parametrize("name", theme.PALETTES)
@pytest.mark.parametrize("size", theme.SIZES)
def test_a_baked_sheet_finds_its_drawings_and_shouts_nothing(name, size):
    qss = (ROOT / f"resources/theme/{name}-{size}.qss").read_text(encoding="utf-8")
    drawings = set(re.findall(r"url\(icon:/([^)]+)\)", qss))
    absent = {drawing for drawing in drawings if not (ROOT / "resources/theme" / name / drawing).exists()}
    assert "text-transform" not in qss
    assert drawings
    assert absent == set()


@pytest.mark.parametrize(("name", "found"), [("characters.txt", pinyin.characters), ("words.txt", pinyin.words)])
def test_the_tables_of_pinyin_are_those_of_the_library(name: str, found) -> None:
    baked = dict(line.split(" ", 1) for line in (ROOT / "resources/pinyin" / name).read_text("utf-8").splitlines())
    assert baked == {text: " ".join(sounds) for text, sounds in found().items() if sounds}
    assert len(baked) > 40_000
