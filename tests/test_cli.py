import os
import shutil
import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.core import venue
from venuedesk import cli, i18n, paths
from venuedesk.core import file, house, lock

NOW = venue.NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _language():
    before = i18n.current()
    yield
    i18n.use(before)


@pytest.fixture(scope="session")
def _founded(tmp_path_factory):
    before = i18n.current()
    i18n.use("en")
    path = venue.build(tmp_path_factory.mktemp("founded"))
    opened = file.open_file(path)
    venue.desk_of(opened).do(house.set_settings, values={house.LANGUAGE: "en"}, valid_from=venue.TODAY)
    opened.close()
    i18n.use(before)
    return path


@pytest.fixture
def data(_founded, tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(_founded, folder / file.NAME)
    return folder


@pytest.fixture
def run(data, capsys):
    def run(*words, password=venue.PASSWORD):
        status = cli.main(["--data", str(data), *map(str, words)], clock=lambda: NOW, password=lambda: password)
        out, err = capsys.readouterr()
        return status, out.splitlines(), err.splitlines()

    return run


def members(tmp_path, *lines):
    (tmp_path / "m.csv").write_text("\n".join(["姓名,卡号,手机,爱好", *lines]) + "\n", encoding="utf-8")
    return tmp_path / "m.csv"


def test_a_file_is_imported_and_the_second_time_changes_nothing(run, tmp_path):
    path = members(tmp_path, "甲,A1,,", "张三,1001,137,")
    assert run("import", "members", path) == (
        0,
        [
            "line 3, 张三 (No unit 138****0001): Phone: 13800000001 → 137",
            "Members imported: 1 new, 0 changed, 0 equal, 0 rejected; 1 different rows not taken",
        ],
        ["Not used: the columns 爱好."],
    )
    assert run("import", "members", path, "--update")[1][-1] == (
        "Members imported: 0 new, 1 changed, 1 equal, 0 rejected"
    )
    assert run("import", "members", path, "--update")[1] == ["Members imported: 0 new, 0 changed, 2 equal, 0 rejected"]


def test_a_dry_run_says_what_would_be_done_and_needs_no_lock(run, data, tmp_path):
    held = lock.take(data)
    status, out, _err = run("import", "members", members(tmp_path, "甲,A1,,"), "--dry-run")
    assert (status, out) == (0, ["Members: 1 new, 0 different, 0 equal, 0 rejected"])
    status, out, err = run("import", "members", tmp_path / "m.csv")
    assert (status, out) == (1, [])
    assert "already open" in err[0]
    held.release()
    assert run("import", "members", tmp_path / "m.csv")[1] == [
        "Members imported: 1 new, 0 changed, 0 equal, 0 rejected"
    ]


def test_a_clock_that_seems_wrong_is_told_with_its_way_out(data, tmp_path, capsys):
    words = ["--data", str(data), "import", "members", str(members(tmp_path, "甲,A1,,"))]
    assert cli.main(words, clock=lambda: NOW + timedelta(days=20)) == 1
    said = capsys.readouterr().err.splitlines()[1:]
    assert said == [
        "Today is Thu 12/10 10:00, is that right? The last entry is of Fri 11/20 09:00."
        " If not, set this computer's clock first.",
        "Where the answer is yes, give it in the window (F9), then try again.",
    ]


def test_rejected_rows_are_told_counted_and_written(run, tmp_path):
    path = members(tmp_path, *(f",A{i},," for i in range(25)), "甲,B1,,")
    status, out, err = run("import", "members", path, "--rejects", tmp_path / "bad.xlsx")
    assert (status, out) == (1, ["Members imported: 1 new, 0 changed, 0 equal, 25 rejected"])
    assert err[1] == "line 2, Name: is empty"
    assert err[-1] == "… and 5 more"
    assert load_workbook(tmp_path / "bad.xlsx").active.max_row == 26
    before = path.read_bytes()
    assert run("import", "members", path, "--rejects", path)[2][-1] == (
        "m.csv cannot be written: it is the file that is read."
    )
    assert path.read_bytes() == before


def test_where_the_items_stand_can_be_said(run):
    small = Path(__file__).parent / "data" / "cnmarc_small.xml"
    assert run("import", "books", small, "--items", "906:x")[0] == 0
    status, _out, err = run("import", "books", small, "--items", "906")
    assert (status, err) == (1, ["--items wants a field and its subfields, such as 906:b,c,r, and only for books."])


@pytest.mark.parametrize(("subject", "n"), [("members", 3), ("books", 4), ("loans", 0), ("journal", 3)])
def test_records_are_exported(run, tmp_path, subject, n):
    assert run("export", subject, tmp_path / "out.xlsx") == (0, [f"{n} rows written to out.xlsx"], [])
    assert run("export", subject, tmp_path / "out.csv", "--from", "2030-01-01")[1] == ["0 rows written to out.csv"]


def test_members_are_exported_only_with_the_password(run, tmp_path):
    status, out, err = run("export", "members", tmp_path / "out.xlsx", password="wrong")
    assert (status, out, err) == (1, [], ["This needs the manager's password."])
    assert not (tmp_path / "out.xlsx").exists()


def test_a_file_is_checked(run, data):
    assert run("check") == (0, ["The file is in order."], [])
    (data / file.NAME).write_bytes(b"nothing")
    status, out, err = run("check")
    assert status == 1
    assert err


def test_a_copy_is_taken_and_restored(run, data, tmp_path):
    status, (said,), _err = run("backup", tmp_path / "copies")
    copy = next((tmp_path / "copies").glob("*.db"))
    assert (status, said) == (0, f"Copy taken and checked: {copy}")
    assert run("restore", copy, password="wrong")[0] == 1
    assert run("restore", copy)[0] == 0
    (data / file.NAME).write_bytes(b"nothing")
    assert run("restore", copy)[0] == 0
    assert run("check")[0] == 0
    assert run("backup")[0] == 0


def test_a_damaged_file_is_told_in_words_and_restored(run, data, tmp_path):
    run("backup", tmp_path / "copies")
    copy = next((tmp_path / "copies").glob("*.db"))
    with (data / file.NAME).open("r+b") as stream:  # the first page stays: what is damaged are the records
        stream.seek(8192)
        stream.write(b"\xff" * (os.path.getsize(data / file.NAME) - 8192))
    for words in (["check"], ["backup"], ["export", "books", tmp_path / "b.csv"], ["import", "books", copy]):
        status, _out, err = run(*words)
        assert (status, "The file is damaged" in err[0] or "损坏" in err[0]) == (1, True), err
    assert run("restore", copy)[0] == 0
    assert run("check")[0] == 0


def test_a_file_that_lacks_a_table_is_told_by_check(run, data):
    i18n.use("en")
    with sqlite3.connect(data / file.NAME) as raw:
        raw.execute("DROP TABLE settings")
    raw.close()
    status, _out, err = run("check")
    assert (status, err) == (1, ["The tables are not those of this version of the program."])


def test_the_folder_that_the_first_run_chose_is_followed(run, data, tmp_path):
    chosen = tmp_path / "D盘" / "VenueDesk"
    chosen.parent.mkdir()
    data.rename(chosen)
    paths.point_to(data, chosen)
    assert run("check")[0] == 0


@pytest.mark.parametrize(
    "words",
    [
        ["import"],
        ["import", "cats", "x.csv"],
        ["export", "members"],
        ["fly"],
        ["export", "books", "a.csv", "--to", "x"],
    ],
)
def test_wrong_usage_is_two(run, words):
    assert run(*words)[0] == 2


def test_usage_is_told_in_the_language_of_the_venue(run, data, tmp_path, capsys):
    assert "invalid choice: 'fly'" in " ".join(run("fly")[2])
    assert run("export", "books", "a.csv", "--to", "x")[2][-1].endswith("argument --to: write the day as 2026-11-20")
    i18n.use("zh_CN")
    for words in (
        [],
        ["fly"],
        ["import"],
        ["export", "books", "a.csv", "--to", "x"],
        ["check", "x"],
        ["report", "--out"],
    ):
        assert cli.main(["--data", str(tmp_path / "nowhere"), *words]) == 2
        said = capsys.readouterr().err
        assert said.startswith("用法：") and "错误：" in said, said
        told = said.rpartition("错误：")[2]
        assert not [w for w in ("argument", "invalid", "required", "expected", "choose") if w in told], told
    assert cli.main(["--data", str(tmp_path / "nowhere"), "--help"]) == 0
    said = capsys.readouterr().out
    assert "显示" in said and "options" not in said


def test_help_is_no_error(run):
    assert run("--help")[0] == 0
    assert run("import", "--help")[0] == 0


def test_trouble_is_told_without_a_traceback(run, tmp_path):
    status, out, err = run("import", "members", tmp_path / "none.csv")
    assert (status, out, err) == (1, [], ["none.csv cannot be read: there is no such file."])
    endless = tmp_path / ("名" * 100 + ".csv")
    for subject in ("members", "books"):
        assert run("import", subject, endless)[2] == [f"{endless.name} cannot be read: the system does not allow it."]
    (tmp_path / "half.csv").write_bytes(b"\xff\xfeA")
    said = "half.csv cannot be read: it is neither UTF-8 nor GB18030 text."
    assert run("import", "members", tmp_path / "half.csv")[2] == [said]
    assert cli.main(["--data", str(tmp_path / "nowhere"), "export", "books", str(tmp_path / "a.csv")]) == 1


@pytest.mark.parametrize("subject", cli.EXPORTS)
def test_the_last_of_all_days_ends_an_export(run, tmp_path, subject):
    words = ("export", subject, tmp_path / "out.csv", "--from", "0001-01-01", "--to", "9999-12-31")
    assert run(*words)[::2] == (0, [])


def test_the_program_is_run_as_a_program(data, tmp_path):
    words = [sys.executable, "-m", "venuedesk", "--data", str(data), "import", "members"]
    path = members(tmp_path, "甲,A1,,")
    here = Path(__file__).parents[1]
    settings = os.environ | {"PYTHONPATH": str(here), "PYTHONIOENCODING": "utf-8"}
    found = subprocess.run(
        [*words, path, "--dry-run"], capture_output=True, env=settings, encoding="utf-8", cwd=tmp_path
    )
    assert (found.returncode, found.stdout.splitlines()) == (0, ["Members: 1 new, 0 different, 0 equal, 0 rejected"])
    assert subprocess.run([*words], capture_output=True, env=settings, cwd=tmp_path).returncode == 2


def test_rooms_and_bookings_come_in_and_bookings_go_out(run, tmp_path):
    (tmp_path / "r.csv").write_text("名称,功能区,空间,容纳人数\n多功能厅,Training,东厅 + 西厅,100\n", encoding="utf-8")
    assert run("import", "rooms", tmp_path / "r.csv")[1] == ["Rooms imported: 1 new, 0 changed, 0 equal, 0 rejected"]
    lines = "多功能厅,2026-11-19,19:00,21:00,赵,30\n多功能厅,2026-11-19,20:00,22:00,钱,\n"
    (tmp_path / "b.csv").write_text(f"场地,日期,开始,结束,联系人,实到\n{lines}", encoding="utf-8")
    status, out, err = run("import", "bookings", tmp_path / "b.csv", "--dry-run")
    assert (status, out) == (1, ["Bookings: 1 new, 0 different, 0 equal, 1 rejected"])
    assert err[-1] == "line 3, Start: line 2 has 多功能厅 Thu 11/19 19:00–21:00: 赵"
    assert run("import", "bookings", tmp_path / "b.csv")[1][-1].startswith("Bookings imported: 1 new")
    assert run("export", "bookings", tmp_path / "o.csv", "--from", "2026-11-01")[1] == ["1 rows written to o.csv"]
    assert run("import", "bookings", tmp_path / "o.csv")[:2] == (
        0,
        ["Bookings imported: 0 new, 0 changed, 1 equal, 0 rejected"],
    )
