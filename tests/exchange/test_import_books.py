from pathlib import Path

import pytest

from tests.exchange.desks import NOW, count, csv_file, imported, planned, rejected, rows_of, undone
from tests.exchange.marc_files import DATA, iso_records
from venuedesk.core.journal import Imported
from venuedesk.exchange import imports, marc, plans

SMALL = DATA / "cnmarc_small.xml"
SAMPLE = Path(__file__).parents[3] / "shared" / "data" / "cnmarc_sample.xml"
HEADER = "书名,作者,ISBN,定价,条码,登录号,馆藏地,出版社,丛书"


def books(tmp_path, *lines, header=HEADER, name="books.csv"):
    return csv_file(tmp_path, header, *lines, name=name)


def test_records_of_a_library_become_titles_and_copies(at):
    plan = planned(at, plans.BOOKS, SMALL)
    assert plan.notices == ("ISBN 9787111000044 is shared by “同号之一”, “同号之二”.",)
    assert at.do(imports.import_books, plan=plan, now=NOW) == Imported("books", 5, 0, 0, 0)
    assert rows_of(at, "SELECT title, price, gift, control_number FROM titles WHERE id > 2") == [
        ("工会小组的一天", 6800, 0, "0001"),
        ("车间合唱", 8000, 0, "0002"),
        ("䶮先生的书", 8800, 0, "0003"),
        ("同号之一", None, 0, "0004"),
        ("同号之二", 9000, 1, "0005"),
    ]
    assert rows_of(at, "SELECT title_id, barcode, accession, item_type, state, price FROM copies WHERE id > 4") == [
        (3, "9000001", "", "book", "in_stock", None),
        (3, "9000002", "", "book", "in_stock", None),
        (3, "9000003", "", "book", "in_stock", None),
        (4, "9000010", "B77", "book", "in_stock", 8000),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_the_same_records_in_another_wrapping_are_equal(at, tmp_path, encoding):
    imported(at, plans.BOOKS, SMALL)
    path = tmp_path / "same.iso"
    path.write_bytes(b"".join(iso_records(SMALL, encoding)))
    assert imported(at, plans.BOOKS, path, update=True) == Imported("books", 0, 0, 5, 0)


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample is not beside this clone")
def test_a_real_answer_gives_ten_titles_seven_copies_one_notice(at):
    plan = planned(at, plans.BOOKS, SAMPLE)
    assert (len(plan.new), len(plan.rejected), len(plan.notices)) == (10, 0, 1)
    assert "9787503726231" in plan.notices[0]
    at.do(imports.import_books, plan=plan, now=NOW)
    assert (count(at, "titles"), count(at, "copies")) == (12, 11)
    assert imported(at, plans.BOOKS, SAMPLE, update=True) == Imported("books", 0, 0, 10, 0)


def test_the_place_of_the_items_is_chosen_for_the_file(at):
    plan = planned(at, plans.BOOKS, SMALL, holdings=[marc.Holdings("906", "x")])
    assert [c.barcode for n in plan.new for c in n.draft.copies] == ["1"]


def test_bad_records_are_counted_and_the_others_taken(at, tmp_path):
    records = iso_records(SMALL)
    records[2] = records[2][:24] + b"zzz" + records[2][27:40]
    (tmp_path / "b.iso").write_bytes(b"".join(records))
    plan = planned(at, plans.BOOKS, tmp_path / "b.iso")
    assert (len(plan.new), len(plan.rejected)) == (3, 1)  # the broken one swallowed the one after it
    assert imports.write_rejects(tmp_path / "bad.csv", plan) == 1


def test_rows_of_one_title_become_its_copies(at, tmp_path):
    path = books(
        tmp_path,
        "车间诗,甲,978-7-111-00002-0,¥12.5,b1,a1,一架,某社,",
        "车间诗,甲,9787111000020,12.50,b2,a2,二架,某社,",
        "诗集,乙,,赠 8元,b3,,,,",
        "诗集,丙,,,b4,,,,",
        "无码书,丁,,,,,,,",
    )
    assert imported(at, plans.BOOKS, path) == Imported("books", 5, 0, 0, 0)
    assert rows_of(at, "SELECT title, authors, isbn, price, gift FROM titles WHERE id > 2") == [
        ("车间诗", "甲", "9787111000020", 1250, 0),
        ("诗集", "乙", "", 800, 1),
        ("诗集", "丙", "", None, 0),
        ("无码书", "丁", "", None, 0),
    ]
    assert rows_of(at, "SELECT title_id, barcode, accession, location, source FROM copies WHERE id > 4") == [
        (3, "B1", "A1", "一架", ""),
        (3, "B2", "A2", "二架", ""),
        (4, "B3", "", "", "赠"),
        (5, "B4", "", "", ""),
    ]
    assert imported(at, plans.BOOKS, path, update=True) == Imported("books", 0, 0, 5, 0)


def test_a_further_copy_joins_the_title_that_stands(at, tmp_path):
    imported(at, plans.BOOKS, SMALL)
    path = books(tmp_path, "车间合唱,,7-111-00002-1,,b9,,,,")
    assert imported(at, plans.BOOKS, path) == Imported("books", 1, 0, 0, 0)
    assert rows_of(at, "SELECT title_id FROM copies WHERE barcode = 'B9'") == [(4,)]
    assert count(at, "titles") == 7


def test_differing_books_are_listed_and_taken_only_with_update(at, tmp_path):
    path = books(tmp_path, "活着,余华,,20,B001,,三架,某社,")
    plan = planned(at, plans.BOOKS, path)
    assert plan.differing[0].changes == (
        ("Authors", "", "余华"),
        ("Publisher", "", "某社"),
        ("Price", "", "¥20.00"),
        ("Location", "", "三架"),
    )
    assert at.do(imports.import_books, plan=plan, now=NOW).left == 1
    assert imported(at, plans.BOOKS, path, update=True).changed == 1
    assert rows_of(at, "SELECT authors, price FROM titles WHERE id = 2") == [("余华", 2000)]
    assert rows_of(at, "SELECT location FROM copies WHERE barcode = 'B001'") == [("三架",)]
    assert imported(at, plans.BOOKS, path, update=True).equal == 1


def test_one_undo_takes_books_back(at):
    imported(at, plans.BOOKS, SMALL)
    undone(at)
    assert (count(at, "titles"), count(at, "copies")) == (2, 4)
    assert imported(at, plans.BOOKS, SMALL).new == 5


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (",a,,,b,,,,", "line 2, Title: is empty"),
        ("a,,,dear,b,,,,", "line 2, Price: is no amount: dear"),
        (f"a,,,,{'b' * 65},,,,", "line 2, Barcode: is longer than 64 characters"),
        (
            "a,,,,6.2E+18,,,,",
            "line 2, 条码: is a number whose digits are lost; make the column text and enter it again",
        ),
        ("平凡的世界,,,,B001,,,,", "line 2, Title: fits two titles: “活着” and “平凡的世界”"),
    ],
)
def test_a_bad_row_is_rejected(at, tmp_path, line, words):
    plan = planned(at, plans.BOOKS, books(tmp_path, line, "good,,,,b5,,,,"))
    assert rejected(plan) == [words]
    assert len(plan.new) == 1


def test_what_stands_twice_in_the_file_is_rejected(at, tmp_path):
    plan = planned(at, plans.BOOKS, books(tmp_path, "a,,,,b5,,,,", "b,,,,B5,,,,", "c,,,,,,,,", "c,,,,,,,,"))
    assert rejected(plan) == [
        "line 3, Barcode: B5 stands twice, first on line 2",
        "line 5, Title: stands twice, first on line 4",
    ]
