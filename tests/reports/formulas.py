"""A small evaluator for the formulas of the month's spreadsheet: SUM, IF, ROUND, + − × ÷, cells of any sheet."""

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

_TOKENS = re.compile(
    r"""\s*(?:(?P<range>(?:'[^']+'!)?[A-Z]+\d+:[A-Z]+\d+)|(?P<cell>(?:'[^']+'!)?[A-Z]+\d+)|(?P<name>[A-Z]+)(?=\()"""
    r"""|(?P<number>\d+(?:\.\d+)?)|(?P<text>"[^"]*")|(?P<sign>[-+*/=(),]))"""
)


class Book:
    """A workbook whose cells are read as what they come to."""

    def __init__(self, book: Any) -> None:
        self.book = book

    def value(self, sheet: str, cell: str) -> Any:
        """What a cell comes to: a Decimal, a text, or nothing."""
        found = self.book[sheet][cell]
        if found.data_type == "f":
            return _Formula(self, sheet, found.value[1:]).result()
        return Decimal(str(found.value)) if isinstance(found.value, int | float) else found.value

    def sum(self, sheet: str, place: str) -> Decimal:
        """The sum of the numbers in a range, as a spreadsheet takes it."""
        cells = [c.coordinate for row in self.book[sheet][place] for c in row]
        return sum((v for c in cells if isinstance(v := self.value(sheet, c), Decimal)), Decimal(0))


class _Formula:
    def __init__(self, book: Book, sheet: str, text: str) -> None:
        self.book, self.sheet = book, sheet
        self.tokens = [(m.lastgroup, m[m.lastgroup]) for m in _TOKENS.finditer(text)]
        assert "".join(t for _k, t in self.tokens) == text, text

    def result(self) -> Any:
        found = self.compared()
        assert not self.tokens
        return found

    def taken(self, sign: str = "") -> str:
        kind, text = self.tokens.pop(0)
        assert not sign or text == sign, (sign, kind, text)
        return text

    def next_is(self, *signs: str) -> bool:
        return bool(self.tokens) and self.tokens[0][1] in signs

    def compared(self) -> Any:
        left = self.added()
        if self.next_is("="):
            self.taken()
            return left == self.added()
        return left

    def added(self) -> Any:
        left = self.multiplied()
        while self.next_is("+", "-"):
            left = left + self.multiplied() if self.taken() == "+" else left - self.multiplied()
        return left

    def multiplied(self) -> Any:
        left = self.atom()
        while self.next_is("*", "/"):
            times, right = self.taken() == "*", self.atom()
            left = left * right if times else left / right if right else "#DIV/0!"
        return left

    def atom(self) -> Any:
        kind, text = self.tokens[0]
        if kind == "name":
            return self.function(self.taken())
        if text == "(":
            self.taken()
            inside = self.compared()
            self.taken(")")
            return inside
        self.taken()
        if kind == "number":
            return Decimal(text)
        if kind == "text":
            return text[1:-1]
        sheet, _bang, place = text.rpartition("!")
        where = sheet.strip("'") or self.sheet
        return self.book.sum(where, place) if kind == "range" else self.book.value(where, place) or Decimal(0)

    def function(self, name: str) -> Any:
        self.taken("(")
        given = [self.compared()]
        while self.next_is(","):
            self.taken()
            given.append(self.compared())
        self.taken(")")
        if name == "IF":
            return given[1] if given[0] else given[2]
        if name == "ROUND":
            value, digits = given
            if isinstance(value, str):
                return value
            return value.quantize(Decimal(1).scaleb(-int(digits)), ROUND_HALF_UP)
        assert name == "SUM", name
        return sum(given, Decimal(0))
