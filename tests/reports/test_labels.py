"""Labels and cards as PDF: text that copies right, bars that fit, characters that are there."""

import pypdfium2
import pytest

from venuedesk.core.errors import Refused
from venuedesk.reports import paper
from venuedesk.reports.labels import BOOKS, LEAST_BAR, BookLabel, CardLabel, bars, book_labels, reader_cards


def text_of(pdf: bytes) -> list[str]:
    """The text of each page."""
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def label(n: int, title: str = "平凡的世界") -> BookLabel:
    return BookLabel("滨江区工人文化宫职工书屋", title, f"I247.57/{n}", f"B{n:06}")


def test_a_sheet_holds_24_labels_and_the_next_begins_a_page():
    found = text_of(book_labels([label(n) for n in range(25)]))
    assert len(found) == 2
    assert found[0].count("平凡的世界") == 24 and found[1].count("平凡的世界") == 1


def test_places_already_used_are_left_free():
    assert len(text_of(book_labels([label(n) for n in range(24)], skip=1))) == 2


def test_rare_characters_copy_as_what_they_are():
    (page,) = text_of(book_labels([label(1, "𬭎与㐂䶮")]))
    assert "𬭎与㐂䶮" in page


def test_fonts_are_embedded():
    pdf = book_labels([label(1)])
    assert b"/FontFile2" in pdf and b"STSong" not in pdf


def test_a_character_that_the_font_lacks_is_named():
    with pytest.raises(Refused) as refused:
        book_labels([label(1, "天\U0002a6d6地")])
    assert refused.value.problems[0].facts["characters"] == "\U0002a6d6"


def test_a_long_title_is_cut_with_an_ellipsis():
    (page,) = text_of(book_labels([label(1, "长" * 60)]))
    assert "…" in page and "长" * 60 not in page


def test_a_card_bears_name_unit_and_number():
    (page,) = text_of(reader_cards([CardLabel("城北工人文化宫", "张国胜", "东方机械厂工会", "0512000001")]))
    assert all(words in page for words in ("城北工人文化宫", "张国胜", "东方机械厂工会", "0512000001"))


@pytest.mark.parametrize("code", ["1", "B000001", "6217001234567890123"])
def test_bars_are_wide_enough_to_scan_and_fit_the_label(code):
    made = bars(code, BOOKS.width * 72 / 25.4, 30)
    assert made.barWidth >= LEAST_BAR - 1e-9
    assert made.width <= BOOKS.width * 72 / 25.4


def test_no_line_begins_with_a_closing_mark():
    from reportlab.platypus import paragraph

    paper.load()
    assert set("，；：？！》）") <= set(paragraph.ALL_CANNOT_START)
