from pathlib import Path

import pytest

from tests.exchange.marc_files import DATA, iso_record, iso_records
from venuedesk.core.errors import Refused
from venuedesk.exchange import marc
from venuedesk.exchange.drafts import BookDraft, CopyDraft, Rejected

SMALL = DATA / "cnmarc_small.xml"
SAMPLE = Path(__file__).parents[3] / "shared" / "data" / "cnmarc_sample.xml"


def drafts(path, **how):
    return [draft for _n, draft in marc.read(path, **how)]


def written(tmp_path, records, name="books.iso"):
    (tmp_path / name).write_bytes(b"".join(records))
    return tmp_path / name


def test_an_answer_of_a_library_gives_titles_and_copies():
    found = drafts(SMALL)
    assert [d.title for d in found] == ["工会小组的一天", "车间合唱", "䶮先生的书", "同号之一", "同号之二"]
    assert [(d.price, d.gift) for d in found] == [
        (6800, False),
        (8000, False),
        (8800, False),
        (None, False),
        (9000, True),
    ]
    assert [c.barcode for d in found for c in d.copies] == ["9000001", "9000002", "9000003", "9000010"]
    assert found[3].isbn == found[4].isbn == "9787111000044"


def test_every_field_of_cnmarc_finds_its_place():
    assert drafts(SMALL)[1] == BookDraft(
        title="车间合唱",
        subtitle="曲谱",
        part="第二册",
        authors="乙二；丙三译",
        isbn="9787111000020",
        edition="第2版",
        place="北京",
        publisher="某出版社",
        year="2004",
        pages="120页",
        size="21cm",
        price=8000,
        series="职工文艺丛书",
        subjects="合唱-曲谱-中国；工人；歌声",
        source="BBB",
        control_number="0002",
        copies=(CopyDraft("9000010", "B77", price=8000),),
    )
    first, _second, third, _fourth, fifth = drafts(SMALL)
    assert (first.pinyin, first.class_number, first.call_number) == ("Gong Hui", "D412", "D412/1")
    assert (third.abstract, fifth.authors) == ("一个工人的读书笔记。", "丁四；戊五")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_the_same_records_as_iso_2709_give_the_same(tmp_path, encoding):
    assert drafts(written(tmp_path, iso_records(SMALL, encoding))) == drafts(SMALL)


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample is not beside this clone")
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", None])
def test_a_real_answer_gives_ten_titles_and_seven_copies(tmp_path, encoding):
    found = drafts(written(tmp_path, iso_records(SAMPLE, encoding)) if encoding else SAMPLE)
    assert [c.barcode for d in found for c in d.copies] == [
        *("1683011", "1683012", "1683013", "1708903", "1667201", "1667202", "1667203"),
    ]
    assert [d.price for d in found] == [6800, 8000, 8800, None, 9000, 9200, 9500, 5500, 5600, 2000]
    assert [d.gift for d in found] == [False] * 4 + [True] * 3 + [False] * 3
    assert len({d.isbn for d in found}) == 9


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_broken_record_is_named_and_the_others_are_read(tmp_path, encoding):
    records = iso_records(SMALL, encoding)
    records[1] = records[1][:40] + b"xx" + records[1][42:]
    records[3] = records[3][:12] + b"99999" + records[3][17:]
    found = drafts(written(tmp_path, [*records, b"00123trailing"]))
    assert [isinstance(d, Rejected) for d in found] == [False, True, False, True, False, True]
    assert str(found[1]) == "line 2: the record is broken"


def test_bytes_that_are_no_text_break_only_their_record(tmp_path):
    bad = iso_record([("001", b"1"), ("200", b"1 \x1fa\xff\xff\x81")])
    found = drafts(written(tmp_path, [*iso_records(SMALL), bad, *iso_records(SMALL)]))
    assert [n for n, d in enumerate(found) if isinstance(d, Rejected)] == [5]


def test_a_record_without_a_title_is_named(tmp_path):
    (found,) = drafts(written(tmp_path, [iso_record([("001", b"1"), ("010", b"  \x1fa1")])]))
    assert found == Rejected(1, "", "the record has no title")


def test_marc21_is_read(tmp_path):
    fields = [
        ("001", "77"),
        ("003", "XX"),
        ("020", "  \x1fa0-306-40615-2 (pbk.) :\x1fc$12.50"),
        ("090", "  \x1faQA76\x1fbS5"),
        ("245", "10\x1faChoirs /\x1fba story :\x1fnPart 2\x1fcby A. Worker."),
        ("250", "  \x1fa2nd ed."),
        ("264", " 1\x1faLeeds :\x1fbMill,\x1fc[2001]"),
        ("300", "  \x1fa90 p. ;\x1fc20 cm."),
        ("490", "0 \x1faHalls ;"),
        ("520", "  \x1faAbout choirs."),
        ("650", " 0\x1faChoirs\x1fzEngland."),
        ("952", "  \x1fpM001\x1fi55\x1fg12.50\x1fcA1"),
        ("952", "  \x1fpm001"),
    ]
    (found,) = drafts(written(tmp_path, [iso_record([(t, d.encode()) for t, d in fields])]))
    assert found == BookDraft(
        title="Choirs",
        subtitle="a story",
        part="Part 2",
        authors="by A. Worker.",
        isbn="9780306406157",
        edition="2nd ed.",
        place="Leeds",
        publisher="Mill",
        year="2001",
        pages="90 p.",
        size="20 cm.",
        class_number="QA76",
        call_number="QA76/S5",
        series="Halls",
        abstract="About choirs.",
        subjects="Choirs-England.",
        source="XX",
        control_number="77",
        copies=(CopyDraft("M001", "55", "A1", price=1250),),
    )


def test_the_place_of_the_items_can_be_chosen():
    assert [len(d.copies) for d in drafts(SMALL, holdings=[marc.Holdings("906", "x")])] == [1, 0, 0, 0, 0]


def test_long_and_odd_texts_are_cut_and_cleaned(tmp_path):
    (found,) = drafts(written(tmp_path, [iso_record([("200", b"1 \x1fa<b>a\x00b" + b"c" * 3000)])]))
    assert found.title.startswith("<b>abc")
    assert len(found.title) == 500


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "it is empty"),
        (b"name,card\n", "neither MARC nor a table"),
        (b"<records/>", "it has no records"),
        (b"<records><record>", "it is broken after record 0"),
        (b'<!DOCTYPE x [<!ENTITY a "aaa">]><x>&a;</x>', "it is broken after record 0"),
        (b"\x1d\x1d\r\n", "it has no records"),
    ],
)
def test_a_file_that_is_no_marc_is_refused(tmp_path, data, words):
    with pytest.raises(Refused, match=words):
        drafts(written(tmp_path, [data]))


def test_marc_is_told_from_tables(tmp_path):
    assert marc.is_marc(SMALL)
    assert marc.is_marc(written(tmp_path, iso_records(SMALL)))
    assert not marc.is_marc(written(tmp_path, ["书名,条码\n".encode()], "a.csv"))
