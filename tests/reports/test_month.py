"""The month on paper: every figure in its words, readable without colour, the same bytes again."""

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pypdfium2
import pytest
from reportlab.graphics.shapes import String
from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.reports.months import LONG_UNIT, empty_month, rich_month
from venuedesk import i18n
from venuedesk.core.errors import Refused
from venuedesk.core.tallies import CLOSED, COUNTED, OPEN, REOPENED, Change
from venuedesk.i18n import _
from venuedesk.reports import paper
from venuedesk.reports.figures import number, signed, title_of
from venuedesk.reports.lines import NEVER_FIRST, NEVER_LAST, RIGHT, Words, broken
from venuedesk.reports.month import month_pdf
from venuedesk.reports.month_chart import chart, steps
from venuedesk.reports.sheets import WIDTH


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, in lines."""
    document = pypdfium2.PdfDocument(pdf)
    found = []
    for page in document:
        text = page.get_textpage()
        found.append(text.get_text_range().replace("\r\n", "\n").replace("\ufffe", "-"))  # a hyphen at a line end
        text.close()
        page.close()
    document.close()
    return found


def in_order(text: str, wanted: list[str]) -> list[str]:
    """What of ``wanted`` does not come in this order, spaces and line ends apart."""
    text, at, missing = "".join(text.split()), 0, []
    for words in wanted:
        found = text.find("".join(words.split()), at)
        if found < 0:
            missing.append(words)
        else:
            at = found + len("".join(words.split()))
    return missing


def reference(month) -> list[str]:
    """Every cell of the paper in reading order, said in the language in use."""
    words = [month.venue]
    for section in month.sections:
        words.append(_(section.title))
        for one in section.figures:
            words += [one.code, _(one.name), number(one.value), _(one.unit), number(one.last_month)]
            words += [one.against_last_month, number(one.last_year), one.against_last_year]
    for line in month.spaces:
        if line.kind == "space":
            words += [line.room_or_space, number(line.used_minutes), number(line.open_minutes), f"{line.share}%"]
    for one in (*month.corrections, *month.corrected_since):
        words += [one.day.isoformat(), one.about.isoformat(), one.code, signed(one.quantity), one.reason, one.who]
    notes = [_(one.definition) for section in month.sections for one in section.figures]
    words += [f"{n}. {text}" for n, text in enumerate(notes, 1)]
    return [*words, *(f"* {_(note)}" for note in month.footnotes)]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("month", [rich_month(), empty_month(), empty_month("2028-02")], ids=lambda m: m.month)
def test_the_text_of_the_paper_is_that_of_the_figures(month, language):
    found = pages_of(month_pdf(month, language=language))
    with i18n.speaking(language):
        assert in_order("\n".join(found), reference(month)) == []
    for n, page in enumerate(found, 1):
        foot = {"zh_CN": f"第 {n} 页 共 {len(found)} 页", "en": f"page {n} of {len(found)}"}[language]
        assert foot in page


def test_the_paper_speaks_the_language_of_the_venue_whatever_the_screen_speaks():
    before = i18n.current()
    try:
        papers = []
        for language in i18n.LANGUAGES:
            i18n.use(language)
            papers.append(month_pdf(rich_month(), language="zh_CN"))
        assert papers[0] == papers[1]
    finally:
        i18n.use(before)
    found = "".join(pages_of(papers[0]))
    for words in ("填表人", "审核人", "单位负责人", "填报日期", "公章", "口径说明", "更正", "2026年10月月报"):
        assert words in found


def test_every_day_stands_with_its_visits_and_what_it_was():
    second = "".join(pages_of(month_pdf(rich_month(), language="zh_CN"))[1].split())
    assert "10月1日周四217已计数" in second
    assert "10月5日周一——闭馆" in second
    assert "10月9日周五——未计数" in second
    assert "10月17日周六——缺数" in second
    assert "10月31日周六432已计数" in second


def test_the_same_month_makes_the_same_bytes():
    assert month_pdf(rich_month(), language="zh_CN") == month_pdf(rich_month(), language="zh_CN")


def test_a_month_that_is_not_closed_says_so_on_every_page():
    for state, words in ((OPEN, "草稿·未关账"), (REOPENED, "草稿·已重开")):
        found = pages_of(month_pdf(rich_month(state=state), language="zh_CN"))
        assert all(words in "".join(page.split()) for page in found)
        assert "校验码" not in "".join(found)
    closed = pages_of(month_pdf(rich_month(state=CLOSED), language="zh_CN"))
    assert not any("草稿" in page for page in closed)
    assert all("数字校验码：3fa9c0ffee000000" in page for page in closed)


def test_the_demonstration_says_so_on_every_page():
    assert all("演示数据" in page for page in pages_of(month_pdf(rich_month(), language="zh_CN", demo=True)))
    assert not any("演示数据" in page for page in pages_of(month_pdf(rich_month(), language="zh_CN")))


def test_rare_characters_and_long_names_copy_as_what_they_are():
    venue = f"{LONG_UNIT}（{LONG_UNIT}）"
    found = "".join("".join(pages_of(month_pdf(replace(rich_month(), venue=venue), language="zh_CN"))).split())
    assert "㐂𬭎沙龙" in found
    assert "经手人㐂𬭎" in found
    assert venue in found


def test_a_character_that_the_font_lacks_is_named_before_anything_is_printed():
    month = rich_month()
    bad = replace(month.corrections[0], reason="天\U0002a6d6地")
    with pytest.raises(Refused) as refused:
        month_pdf(replace(month, corrections=(bad,)), language="zh_CN")
    assert refused.value.problems[0].facts["characters"] == "\U0002a6d6"


def test_what_looks_like_markup_is_printed_as_it_is():
    month = rich_month()
    odd = replace(month.corrections[0], reason="<b>粗</b> & <img src='x'/> {brace} %s")
    found = "\n".join(pages_of(month_pdf(replace(month, corrections=(odd,)), language="zh_CN")))
    assert in_order(found, ["<b>粗</b> & <img src='x'/> {brace} %s"]) == []


def test_every_font_that_is_named_is_embedded_and_bold_is_a_font_of_its_own():
    pdf = month_pdf(rich_month(), language="zh_CN", demo=True)
    assert b"/Type1" not in pdf and b"Helvetica" not in pdf
    assert pdf.count(b"/Type /Font\n") + pdf.count(b"/Type /Font ") == pdf.count(b"/FontFile2") > 1
    assert b"NotoSansSC-Bold" in pdf and b"NotoSansSC-Regular" in pdf


def test_the_pages_are_grey_so_that_nothing_is_told_by_colour():
    document = pypdfium2.PdfDocument(month_pdf(rich_month(), language="zh_CN", demo=True))
    pictures = [page.render(scale=1).to_pil().convert("RGB") for page in document]
    for page in document:
        page.close()
    document.close()
    assert len(pictures) == 3
    for picture in pictures:
        assert all(max(c) - min(c) <= 2 for _n, c in picture.getcolors(1 << 20))
    dark = [sum(n for n, c in p.convert("L").point(lambda v: 255 * (v > 128)).getcolors() if c == 0) for p in pictures]
    assert all(n > 5000 for n in dark)


@pytest.mark.parametrize("width", range(24, 200, 7))
def test_no_line_begins_or_ends_with_a_mark_that_must_not_and_none_is_too_long(width):
    text = "服务人次（每人，每区，每日，最多计一次）：借、还《活着》》，均计。"
    text += "average of attendance “好”，及extended hours；见 L-03，55.00%。"
    lines = broken(text, paper.PLAIN, 8.5, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(stringWidth(line, paper.PLAIN, 8.5) <= width for line in lines)
    if width >= 60:  # narrower, two marks and the words beside them are wider than a line
        assert [line for line in lines if line[0] in NEVER_FIRST or line[-1] in NEVER_LAST] == []


def test_words_of_other_scripts_stay_whole():
    assert broken("person-times of 2026", paper.PLAIN, 10, 50) == ("person-", "times of", "2026")
    assert broken("L-03", paper.PLAIN, 10, 200) == ("L-03",)
    assert broken("", paper.PLAIN, 10, 50) == ("",)
    assert "".join(broken("W" * 40, paper.PLAIN, 10, 50)) == "W" * 40


def test_no_line_of_the_paper_begins_with_a_comma():
    for language in i18n.LANGUAGES:
        for page in pages_of(month_pdf(rich_month(), language=language)):
            assert [line for line in page.split("\n") if line[:1] in set("，；：？！》）、。")] == []


@pytest.mark.parametrize(
    ("most", "wanted"), [(0, (0, 1)), (1, (0, 1)), (7, (0, 2, 4, 6, 8)), (536, (0, 200, 400, 600))]
)
def test_the_scale_of_the_chart_is_of_round_numbers(most, wanted):
    found = steps(most)
    assert found[-1] >= most
    assert len(found) <= 7
    assert found == wanted


@pytest.mark.parametrize(
    ("amount", "points", "said"),
    [("2.97", False, "+2.97%"), ("-0.41", False, "−0.41%"), ("0.00", False, "0.00%"), ("-1.20", True, "−1.20百分点")],
)
def test_changes_are_written_with_their_sign(amount, points, said):
    with i18n.speaking("zh_CN"):
        assert str(Change(Decimal(amount), points)) == said
        assert str(Change(None)) == "——"


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_no_heading_stands_alone_at_the_foot_of_a_page(language):
    """However many spaces and corrections stand before it, and however long the first reason is."""
    month = rich_month()
    long = replace(month.corrections[0], reason="补登，" * 66)
    with i18n.speaking(language):
        headings = {_("Use of the spaces"), _("Corrections of earlier months, added to no figure"), _("Definitions")}
        title = title_of(month)
    for n in range(0, len(month.spaces), 2):
        pdf = month_pdf(replace(month, spaces=month.spaces[n:], corrections=(long,)), language=language)
        for page in pages_of(pdf):
            lines = page.split("\n")  # what stands above and below the page comes after what is on it
            assert not {one for one, after in pairwise(lines) if after == title} & headings, n


def test_the_numbers_of_busy_days_do_not_run_into_one_another():
    month = rich_month()
    days = [replace(d, visits=100_000 + d.day.day, state=COUNTED) for d in month.days]
    drawn = [one for one in chart(days, WIDTH).contents if isinstance(one, String) and one.text.startswith("1000")]
    assert len(drawn) == 31
    halves = [stringWidth(one.text, one.fontName, one.fontSize) / 2 for one in drawn]
    for (one, half), (after, other) in pairwise(zip(drawn, halves, strict=True)):
        assert one.x + half < after.x - other


def test_a_number_is_set_smaller_rather_than_broken():
    words = Words("+1,234,567.89%", align=RIGHT, whole=True)
    words.wrap(50, 0)
    assert words.lines == ("+1,234,567.89%",)
    assert stringWidth(words.text, paper.PLAIN, words.size) <= 50
    words.wrap(500, 0)
    assert words.size == 8.5
    month = rich_month()
    first, *rest = month.sections
    far = Change(Decimal("1234567.89"))
    odd = replace(first, figures=tuple(replace(f, change_on_month=far, change_on_year=far) for f in first.figures))
    text = pages_of(month_pdf(replace(month, sections=(odd, *rest)), language="zh_CN"))[0]
    assert text.count("+1,234,567.89%") == 2
