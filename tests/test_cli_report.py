"""``report``: a month as a PDF or a spreadsheet from the command line, with the reader only."""

import shutil

import pytest
from openpyxl import load_workbook

from tests.core import venue
from venuedesk import cli, i18n
from venuedesk.core import file, lock, tallies
from venuedesk.reports.month import month_pdf


@pytest.fixture
def data(tmp_path):
    before = i18n.current()
    i18n.use("zh_CN")
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(venue.build(tmp_path), folder / file.NAME)
    yield folder
    i18n.use(before)


@pytest.fixture
def run(data, capsys):
    def run(*words):
        status = cli.main(["--data", str(data), "report", *map(str, words)], clock=lambda: venue.NOW)
        out, err = capsys.readouterr()
        return status, out.splitlines(), err.splitlines()

    return run


def test_a_month_is_written_as_pdf_and_as_xlsx_while_the_desk_is_open(run, data, tmp_path):
    held = lock.take(data)
    assert run("2026-11", "--out", tmp_path / "a.pdf") == (0, ["2026年11月月报（未关账）已写入 a.pdf"], [])
    assert run("2026-11", "--out", tmp_path / "a.XLSX") == (0, ["2026年11月月报（未关账）已写入 a.XLSX"], [])
    held.release()
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    assert "2026年11月" in load_workbook(tmp_path / "a.XLSX").worksheets[0]["A1"].value
    assert not [one for one in tmp_path.iterdir() if one.suffix == ".part"]


def test_the_pdf_of_a_closed_month_is_the_signed_one(run, data, tmp_path):
    opened = file.open_file(data / file.NAME)
    desk = venue.desk_of(opened)
    now = venue.NOW
    found = desk.ask(tallies.month, month="2026-10", now=now)
    paper = month_pdf(found, language="en", demo=True)  # not as it would be drawn again
    problems = desk.ask(tallies.problems_of_closing, month="2026-10", now=now)
    accepted = frozenset(p.code for p in problems)
    wanted = {"month": "2026-10", "sha256": found.sha256, "paper": paper, "now": now, "accepted": accepted}
    desk.do_with_password(venue.PASSWORD, tallies.close_month, **wanted, reason="核对过")
    opened.close()
    assert run("2026-10", "--out", tmp_path / "b.pdf") == (0, ["2026年10月月报（已关账）已写入 b.pdf"], [])
    assert (tmp_path / "b.pdf").read_bytes() == paper


@pytest.mark.parametrize("month", ["2026-13", "2026", "10月", "2026-1", "../x"])
def test_what_is_no_month_is_said_in_words(run, tmp_path, month):
    status, out, err = run(month, "--out", tmp_path / "a.pdf")
    assert (status, out) == (1, [])
    assert month in err[0] and "2026-10" in err[0]
    assert not (tmp_path / "a.pdf").exists()


def test_a_month_ahead_a_bad_ending_and_a_bad_place_are_said_in_words(run, tmp_path):
    status, _out, err = run("2026-12", "--out", tmp_path / "a.pdf")
    assert status == 1 and "2026年12月" in err[0]
    for name in ("a.doc", "a"):
        assert run("2026-11", "--out", tmp_path / name)[::2] == (1, [f"{name}：文件名须以 .pdf 或 .xlsx 结尾。"])
    status, _out, err = run("2026-11", "--out", tmp_path / "none" / "a.pdf")
    assert (status, err) == (1, ["无法写入 a.pdf：没有这个文件夹。"])
    (tmp_path / "taken.pdf").mkdir()
    status, _out, err = run("2026-11", "--out", tmp_path / "taken.pdf")
    assert (status, err) == (1, ["无法写入 taken.pdf：系统不允许，或磁盘已满。"])
    assert not [one for one in tmp_path.iterdir() if one.suffix == ".part"]


@pytest.mark.parametrize("words", [(), ("2026-11",), ("2026-11", "--out")])
def test_wrong_usage_is_two(run, words):
    assert run(*words)[0] == 2
