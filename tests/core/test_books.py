"""Books: titles and copies; one test for every problem."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.core import venue
from tests.core.venue import asked, one, refused, retold
from venuedesk.core import books, codes, house, journal, lending
from venuedesk.core.books import CopiesDraft, CopyDraft, TitleDraft
from venuedesk.core.books.queries import next_numbers
from venuedesk.core.desk import Desk
from venuedesk.core.errors import Refused

NOW, TODAY = venue.NOW, venue.TODAY
NEW = TitleDraft(" 围城 ", isbn="978-7-02-002475-9", authors="钱锺书", price="CNY19.00", class_number="I246.5")
ONE = CopiesDraft(1, acquired_on=TODAY)


def undo_last(desk: Desk) -> None:
    desk.do(journal.undo, action_id=one(desk, "SELECT max(id) FROM actions"), now=NOW)


# ---------------------------------------------------------------- titles


def test_a_title_is_added_and_changed(desk: Desk) -> None:
    slip = desk.do(books.save_title, draft=NEW, now=NOW)
    assert str(slip) == retold(desk) == "Title saved: 围城"
    row = desk.ask(books.title, title_id=slip.title_id)
    assert row is not None
    assert (row.title, row.isbn, row.price, row.gift, row.created_at) == ("围城", "9787020024759", 1900, False, NOW)
    draft = replace(NEW, title="围城（典藏）", price="CNY赠20", abstract="一\n二", title_id=slip.title_id)
    desk.do(books.save_title, draft=draft, now=NOW)
    row = desk.ask(books.title, title_id=slip.title_id)
    assert row is not None
    assert (row.title, row.price, row.gift, row.abstract) == ("围城（典藏）", 2000, True, "一\n二")
    assert desk.ask(books.title, title_id=99) is None
    desk.do(books.add_copies, draft=CopiesDraft(slip.title_id, acquired_on=TODAY), now=NOW)
    copy, change, made = desk.ask(books.title_history, title_id=slip.title_id)
    assert ("price", 1900, 2000) in change.columns
    assert copy.text == "1 copy of “围城（典藏）” added: B000001"
    assert made.text == "Title saved: 围城（典藏）"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": " \u202e"}, "TitleMissing"),
        ({"title": "书" * 501}, "TextTooLong"),
        ({"abstract": "书" * 10001}, "TextTooLong"),
        ({"subjects": "书" * 2001, "authors": "书" * 2001}, "TextTooLong"),
    ],
)
def test_a_title_with_wrong_values_is_refused(desk: Desk, change: dict[str, str], code: str) -> None:
    assert refused(desk, books.save_title, draft=replace(NEW, **change), now=NOW) == [code]


def test_a_wrong_isbn_is_kept_as_printed_with_a_yes(desk: Desk) -> None:
    draft = replace(NEW, isbn="978-7-02-002475-8")
    assert asked(desk, books.save_title, draft=draft, now=NOW) == ["IsbnWrong"]
    slip = desk.do(books.save_title, draft=draft, now=NOW, accepted={"IsbnWrong"}, reason="x")
    assert one(desk, f"SELECT isbn FROM titles WHERE id = {slip.title_id}") == "978-7-02-002475-8"


def test_a_price_that_is_none_in_yuan_is_left_empty_with_a_yes(desk: Desk) -> None:
    draft = replace(NEW, price="HK$80")
    assert asked(desk, books.save_title, draft=draft, now=NOW) == ["PriceOdd"]
    slip = desk.do(books.save_title, draft=draft, now=NOW, accepted={"PriceOdd"})
    assert one(desk, f"SELECT price FROM titles WHERE id = {slip.title_id}") is None


def test_a_shared_isbn_is_only_told(desk: Desk) -> None:
    desk.do(books.save_title, draft=NEW, now=NOW)
    slip = desk.do(books.save_title, draft=replace(NEW, title="围城（下）"), now=NOW)
    assert slip.notices == ("“围城” has the same ISBN.",)
    again = desk.do(books.save_title, draft=replace(NEW, title="围城（下）", isbn="", title_id=slip.title_id), now=NOW)
    assert again.notices == ()
    with Session(desk.file.reader) as session:
        assert codes.what_is(session, "9787020024759") == [codes.Code(codes.ISBN, slip.title_id - 1)]
        assert codes.what_is(session, "7020024750") == codes.what_is(session, "7-02-002475-0")


def test_a_title_is_retired_when_its_copies_are_withdrawn(desk: Desk) -> None:
    assert refused(desk, books.retire_title, title_id=1, now=NOW) == ["TitleHasCopies"]
    for copy in desk.ask(books.copies, title_id=1):
        desk.do(books.withdraw_copy, copy_id=copy.id, now=NOW, reason="破损")
    assert str(desk.do(books.retire_title, title_id=1, now=NOW)) == retold(desk) == "Title retired: 平凡的世界"
    assert refused(desk, books.retire_title, title_id=1, now=NOW) == ["AlreadyRetired"]
    assert refused(desk, books.add_copies, draft=ONE, now=NOW) == ["TitleRetired"]
    assert [t.title for t in desk.ask(books.titles, retired=True)] == ["平凡的世界"]
    assert [t.title for t in desk.ask(books.titles, retired=True, words="活")] == []
    desk.do(books.save_title, draft=TitleDraft("平凡的世界", title_id=1), now=NOW)
    assert desk.ask(books.titles, retired=True).total == 0


# ---------------------------------------------------------------- copies


def test_new_copies_get_the_next_numbers(desk: Desk) -> None:
    slip = desk.do(books.add_copies, draft=replace(ONE, number=3, location="A1", price="赠 30", note="n"), now=NOW)
    assert (slip.first, slip.last, slip.number) == ("B000001", "B000003", 3)
    assert str(slip) == retold(desk) == "3 copies of “平凡的世界” added: B000001–B000003"
    copies = [c for c in desk.ask(books.copies, title_id=1) if c.id >= slip.first_id]
    assert [(c.barcode, c.accession, c.location, c.price, c.source, c.state) for c in copies] == [
        (f"B00000{n}", f"000000{n}", "A1", 3000, "赠", "in_stock") for n in (1, 2, 3)
    ]
    slip = desk.do(books.add_copies, draft=ONE, now=NOW)
    assert str(slip) == retold(desk) == "1 copy of “平凡的世界” added: B000004"
    assert desk.ask(books.copy, copy_id=slip.first_id) is not None
    assert desk.ask(books.copy, copy_id=999) is None


def test_a_number_is_never_given_twice_not_even_after_an_undo(desk: Desk) -> None:
    desk.do(books.add_copies, draft=replace(ONE, number=2), now=NOW)
    undo_last(desk)
    assert desk.do(books.add_copies, draft=ONE, now=NOW).first == "B000003"
    undo_last(desk)
    undo_last(desk)  # brings the copy back
    assert desk.do(books.add_copies, draft=ONE, now=NOW).first == "B000004"


def test_numbers_follow_the_settings_and_what_stands(desk: Desk) -> None:
    values = {books.BARCODE_PREFIX: "wh-", books.BARCODE_WIDTH: "3", books.ACCESSION_PREFIX: "A"}
    desk.do(house.set_settings, values=values, valid_from=TODAY)
    desk.do(books.add_copies, draft=replace(ONE, barcode="wh-998"), now=NOW)
    desk.do(books.add_copies, draft=replace(ONE, barcode="WH-99X"), now=NOW)
    slip = desk.do(books.add_copies, draft=replace(ONE, number=2), now=NOW)
    assert (slip.first, slip.last) == ("WH-999", "WH-1000")
    assert desk.do(books.add_copies, draft=ONE, now=NOW).first == "WH-1001"
    copy = desk.ask(books.copies, title_id=1)[-1]
    assert copy.accession.startswith("A00000")
    undo_last(desk)
    with Session(desk.file.reader) as session:
        wanted: dict[str, Any] = {"column": "barcode", "prefix": "WH-", "width": 3, "count": 2}
        assert next_numbers(session, **wanted) == ["WH-1002", "WH-1003"]
        assert next_numbers(session, column="accession", prefix="Q", width=2, count=1) == ["Q01"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"number": 0}, "NumberOdd"),
        ({"number": 201}, "NumberOdd"),
        ({"number": 2, "barcode": "X"}, "OneBarcode"),
        ({"barcode": "b 001"}, "BarcodeTaken"),
        ({"barcode": " \x00"}, "BarcodeMissing"),
        ({"barcode": "1" * 65}, "BarcodeTooLong"),
        ({"item_type": " "}, "ItemTypeMissing"),
        ({"location": "x" * 2001}, "TextTooLong"),
    ],
)
def test_copies_with_wrong_values_are_refused(desk: Desk, change: dict[str, Any], code: str) -> None:
    assert refused(desk, books.add_copies, draft=replace(ONE, **change), now=NOW) == [code]


def test_a_copy_takes_the_price_of_its_title_unless_told(desk: Desk) -> None:
    title = desk.do(books.save_title, draft=NEW, now=NOW).title_id
    slip = desk.do(books.add_copies, draft=CopiesDraft(title, acquired_on=TODAY), now=NOW)
    assert one(desk, f"SELECT price FROM copies WHERE id = {slip.first_id}") == 1900
    assert asked(desk, books.add_copies, draft=replace(ONE, price="US$3"), now=NOW) == ["PriceOdd"]


SAVED = CopyDraft(1, "b-1", acquired_on=TODAY, accession="a 1", location=" 架  1", price="5", source="购")


def test_a_copy_is_changed(desk: Desk) -> None:
    slip = desk.do(books.save_copy, draft=SAVED)
    assert str(slip) == retold(desk) == "Copy saved: “活着” (B-1)"
    row = desk.ask(books.copy, copy_id=1)
    assert row is not None
    assert (row.barcode, row.accession, row.location, row.price, row.source) == ("B-1", "A1", "架 1", 500, "购")
    desk.do(books.save_copy, draft=replace(SAVED, note="x"))
    assert asked(desk, books.save_copy, draft=replace(SAVED, copy_id=2, barcode="B-2")) == ["AccessionTaken"]
    assert refused(desk, books.save_copy, draft=replace(SAVED, copy_id=2, accession="")) == ["BarcodeTaken"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"barcode": ""}, "BarcodeMissing"),
        ({"item_type": ""}, "ItemTypeMissing"),
        ({"note": "x" * 2001}, "TextTooLong"),
    ],
)
def test_a_copy_with_wrong_values_is_refused(desk: Desk, change: dict[str, Any], code: str) -> None:
    assert refused(desk, books.save_copy, draft=replace(SAVED, **change)) == [code]


def test_a_copy_is_withdrawn_and_put_back(desk: Desk) -> None:
    assert str(desk.do(books.withdraw_copy, copy_id=1, now=NOW)) == retold(desk) == "Withdrawn: “活着” (B001)"
    assert refused(desk, books.withdraw_copy, copy_id=1, now=NOW) == ["CopyWithdrawn"]
    assert refused(desk, books.send_to_repair, copy_id=1) == ["NotInStock"]
    assert str(desk.do(books.return_to_stock, copy_id=1)) == retold(desk) == "Back in stock: “活着” (B001)"
    assert refused(desk, books.return_to_stock, copy_id=1) == ["NotWithdrawn"]
    assert str(desk.do(books.send_to_repair, copy_id=1)) == retold(desk) == "Sent to repair: “活着” (B001)"
    desk.do(lending.mark_found, copy_id=1, now=NOW)
    assert one(desk, "SELECT state FROM copies WHERE id = 1") == "in_stock"


def test_a_copy_on_loan_names_its_holder_and_stays(desk: Desk) -> None:
    desk.do(lending.check_out, member_id=1, copy_id=1, card_id=1, now=NOW)
    with pytest.raises(Refused, match="B001 is lent to 张三, due ") as caught:
        desk.do(books.withdraw_copy, copy_id=1, now=NOW)
    assert [p.code for p in caught.value.problems] == ["CopyOnLoan"]
    assert refused(desk, books.send_to_repair, copy_id=1) == ["CopyOnLoan"]


def test_a_copy_that_lies_ready_for_a_member_stays(desk: Desk) -> None:
    title = one(desk, "SELECT title_id FROM copies WHERE id = 1")
    for copy in desk.ask(books.copies, title_id=title):
        desk.do(lending.check_out, member_id=1, copy_id=copy.id, card_id=1, now=NOW)
    desk.do(lending.place_hold, title_id=title, member_id=2, now=NOW)
    desk.do(lending.check_in, copy_id=1, now=NOW)
    with pytest.raises(Refused, match="B001 lies ready for 李四") as caught:
        desk.do(books.withdraw_copy, copy_id=1, now=NOW)
    assert [p.code for p in caught.value.problems] == ["CopyHeld"]


# ---------------------------------------------------------------- the catalogue


def test_the_catalogue_is_filtered_sorted_and_counted(desk: Desk) -> None:
    desk.do(books.save_title, draft=NEW, now=NOW)
    desk.do(lending.check_out, member_id=1, copy_id=1, card_id=1, now=NOW)

    def listed(**wanted: Any) -> list[str]:
        return [row.title for row in desk.ask(books.titles, **wanted)]

    assert listed() == ["围城", "活着", "平凡的世界"]
    assert listed(words="hz") == listed(words="活") == ["活着"]
    assert listed(words="、") == []
    assert listed(class_number="I24") == ["围城"]
    assert listed(class_number="%") == []
    assert listed(limit=1, offset=1) == ["活着"]
    page = desk.ask(books.titles, limit=1)
    assert (page.total, len(page), page[0].title) == (3, 1, "围城")
    for sort in books.SORTS:
        assert len(listed(sort=sort)) == 3
    row = desk.ask(books.titles, words="活着")[0]
    assert (row.copies, row.free) == (2, 1)
