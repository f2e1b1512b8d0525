"""Values as they are printed and typed: book numbers, prices, codes, names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import isbn as stdnum_isbn

from venuedesk.core import isbn, money, texts
from venuedesk.core.money import Price


@pytest.mark.parametrize(
    ("raw", "kind", "text"),
    [
        ("9787506365437", isbn.ISBN, "9787506365437"),
        ("978-7-5063-6543-7", isbn.ISBN, "9787506365437"),
        ("ISBN 978 7 5063 6543 7", isbn.ISBN, "9787506365437"),
        ("ISBN-13: 978-7-5063-6543-7", isbn.ISBN, "9787506365437"),
        ("９７８７５０６３６５４３７", isbn.ISBN, "9787506365437"),
        ("978–7–5063–6543–7", isbn.ISBN, "9787506365437"),
        ("750636543X", isbn.ISBN, "9787506365437"),
        ("7-5063-6543-x", isbn.ISBN, "9787506365437"),
        ("ISBN-10: 7-5063-6543-X", isbn.ISBN, "9787506365437"),
        ("340013400", isbn.ISBN, "9780340013403"),  # a 9-digit SBN of before 1970
        ("10019·2345", isbn.UNIFIED, "10019·2345"),
        ("统一书号：10019.2345", isbn.UNIFIED, "10019·2345"),
        ("书号 10019・2345", isbn.UNIFIED, "10019·2345"),
    ],
)
def test_a_book_number_is_known_in_every_form(raw: str, kind: str, text: str) -> None:
    assert isbn.parse(raw) == isbn.BookNumber(kind, text)


@pytest.mark.parametrize(
    "raw",
    ["", " ", "9787506365438", "7506365431", "340013407", "978750636543", "97875063654377", "B000123", "活着", "²" * 13]
    + ["1" * 41, "9797506365437x", "12.345", "9777506365437", "10019·234567"],
)
def test_what_is_no_book_number_is_none(raw: str) -> None:
    assert isbn.parse(raw) is None


@given(st.from_regex(r"97[89][0-9]{9}", fullmatch=True))
def test_every_isbn_of_13_digits_holds_and_no_other_check_digit_does(body: str) -> None:
    right = [d for d in "0123456789" if isbn.parse(body + d)]
    assert right == [d for d in "0123456789" if stdnum_isbn.is_valid(body + d)]
    assert len(right) == 1


@given(st.from_regex(r"[0-9]{9}", fullmatch=True))
def test_an_isbn_of_10_digits_becomes_the_same_13_as_the_standard_says(body: str) -> None:
    ten = next(body + d for d in "0123456789X" if stdnum_isbn.is_valid(body + d))
    assert isbn.parse(ten) == isbn.BookNumber(isbn.ISBN, stdnum_isbn.to_isbn13(ten))


@given(st.text(max_size=60))
def test_no_text_breaks_the_parsers_and_what_they_give_is_stable(raw: str) -> None:
    number = isbn.parse(raw)
    assert number is None or isbn.parse(number.text) == number
    assert money.parse_price(raw).fen is None or money.parse_price(raw).fen >= 0  # type: ignore[operator]
    assert texts.fold(texts.fold(raw)) == texts.fold(raw)
    assert texts.clean(texts.clean(raw)) == texts.clean(raw)


def test_a_number_is_shown_with_its_hyphens() -> None:
    assert isbn.hyphened("9787506365437") == "978-7-5063-6543-7"
    assert isbn.hyphened("10019·2345") == "10019·2345"


@pytest.mark.parametrize(
    ("raw", "price"),
    [
        ("CNY68.00", Price(6800)),
        ("CNY80.00", Price(8000)),
        ("CNY88.00", Price(8800)),
        ("", Price(None)),
        ("  ", Price(None)),
        ("CNY赠90.00", Price(9000, gift=True)),
        ("CNY赠92.00", Price(9200, gift=True)),
        ("CNY赠95.00", Price(9500, gift=True)),
        ("CNY55.00", Price(5500)),
        ("CNY20.00", Price(2000)),
        ("¥68.00", Price(6800)),
        ("￥68", Price(6800)),
        ("68元", Price(6800)),
        ("６８．５０元", Price(6850)),
        ("68.5", Price(6850)),
        ("RMB 1,280.00", Price(128000)),
        ("赠阅", Price(None, gift=True)),
        ("CNY", Price(None)),
        ("HK$80.00", Price(None, note="HK$80.00")),
        ("USD 12.50", Price(None, note="USD 12.50")),
        ("CNY68.00 (全两册CNY136.00)", Price(None, note="CNY68.00 (全两册CNY136.00)")),
        ("-5", Price(None, note="-5")),
        ("无价", Price(None, note="无价")),
        ("1.2.3", Price(None, note="1.2.3")),
        ("99999999", Price(None, note="99999999")),
    ],
)
def test_a_price_is_read_as_printed_and_never_guessed(raw: str, price: Price) -> None:
    assert money.parse_price(raw) == price


@given(st.integers(0, money.DEAREST), st.sampled_from(["CNY{}", "¥{}", "{}元", "CNY赠{}", "{}"]))
def test_every_amount_comes_back_in_fen(fen: int, form: str) -> None:
    assert money.parse_price(form.format(f"{fen // 100}.{fen % 100:02}")).fen == fen


@pytest.mark.parametrize(
    ("raw", "folded"),
    [(" b000 123\t", "B000123"), ("Ｂ０００１", "B0001"), ("a\x00b\u200bc", "ABC"), ("0012", "0012"), ("", "")],
)
def test_a_code_is_folded(raw: str, folded: str) -> None:
    assert texts.fold(raw) == folded


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("  张  国胜\n", "张 国胜"),
        ("张\x07三", "张三"),
        ("张\u202e三\ufeff", "张三"),
        ("Ａ", "Ａ"),
        ("\ud800张", "张"),
        ("𬭎", "𬭎"),
    ],
)
def test_a_name_is_cleaned_and_not_folded(raw: str, kept: str) -> None:
    assert texts.clean(raw) == kept


def test_lines_stay_lines() -> None:
    assert texts.clean_lines(" 一 \r\n\n二\t三\n") == "一\n\n二 三"
