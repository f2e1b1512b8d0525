"""The fields that forms are made of: each kind shows a value in a control and reads it back."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from venuedesk.i18n import _
from venuedesk.ui.choice import ChoiceBox

TEXT, LINES, CODE, CHOICE, DAY = "text", "lines", "code", "choice", "day"
NUMBER, MONEY, YES, PASSWORD = "number", "money", "yes", "password"
MOST_FEN = 100_000_000_00

Choices = Sequence[tuple[Any, str]]  # value, text


@dataclass(frozen=True)
class Field:
    """One field of a form: its label (marked with N_), the draft's attribute, its kind.

    ``problems`` are the codes of refusals that are shown beside it; ``choices`` gives the values of a CHOICE, and
    ``new`` opens the form for one that is not there yet: it gets the form, what was typed, and what to call with the
    value when there is one.
    """

    label: str
    name: str
    kind: str = TEXT
    required: bool = False
    choices: Callable[[], Choices] | None = None
    hint: str = ""
    problems: tuple[str, ...] = ()
    new: Callable[[QWidget, str, Callable[[Any], None]], None] | None = None
    wide: bool = False
    longest: int = 200
    least: int = 0
    most: int = 1_000_000


class UnreadableError(Exception):
    """What stands in a field is no value of its kind; the text says what is."""


class Editor:
    """One field on the screen."""

    def __init__(self, field: Field) -> None:
        """Build the control of a field, empty."""
        self.field = field
        self.line = QLineEdit()
        self.line.setMaxLength(field.longest)
        self.line.setPlaceholderText(_(field.hint))
        self.widget: QWidget = self.line

    def show(self, value: Any) -> None:
        """Show a value of the draft."""
        self.line.setText("" if value is None else str(value))

    def text(self) -> str:
        """What stands in the field now, for a scan to be taken out of it again."""
        return self.line.text()

    def set_text(self, text: str) -> None:
        """Put a text into the field as if typed."""
        self.line.setText(text)

    def read(self) -> Any:
        """The value for the draft; UnreadableError says in words what is wrong."""
        text = self.text().strip()
        if not text and self.field.required:
            raise UnreadableError(_("This is needed."))
        return self.value(text)

    def value(self, text: str) -> Any:
        """The value that a text stands for."""
        return text


class LinesEditor(Editor):
    """Several lines of text; Shift+Enter begins a new one."""

    def __init__(self, field: Field) -> None:
        """Build it three lines high."""
        super().__init__(field)
        self.lines = QPlainTextEdit()
        self.lines.setTabChangesFocus(True)
        self.lines.setFixedHeight(int(self.lines.fontMetrics().height() * 3.2) + 12)
        self.lines.setPlaceholderText(_(field.hint))
        self.widget = self.lines

    def show(self, value: Any) -> None:
        """Show a text."""
        self.lines.setPlainText(value or "")

    def text(self) -> str:
        """The text, cut to what is kept."""
        return self.lines.toPlainText()[: max(self.field.longest, 2000)]

    def set_text(self, text: str) -> None:
        """Put a text in."""
        self.lines.setPlainText(text)


class CodeEditor(Editor):
    """A card's or a copy's number: the input method is off, and a scan fills it."""

    def __init__(self, field: Field) -> None:
        """Build it for Latin letters."""
        super().__init__(field)
        self.line.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhLatinOnly | Qt.InputMethodHint.ImhNoPredictiveText)


class PasswordEditor(Editor):
    """A password, never shown and never trimmed."""

    def __init__(self, field: Field) -> None:
        """Build it covered."""
        super().__init__(field)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)

    def read(self) -> str:
        """The password as typed."""
        if not self.text() and self.field.required:
            raise UnreadableError(_("This is needed."))
        return self.text()


class DayEditor(Editor):
    """A day, typed as 2026-11-20 or 20261120."""

    def __init__(self, field: Field) -> None:
        """Build it with its shape as the hint; leaving it writes the day in full."""
        super().__init__(field)
        self.line.setPlaceholderText(_(field.hint) or _("2026-11-20 or 20261120"))
        self.line.editingFinished.connect(self._write_out)

    def _write_out(self) -> None:
        day = day_of(self.line.text())
        if day is not None:
            self.line.setText(day.isoformat())

    def value(self, text: str) -> date | None:
        """The day, None where nothing stands."""
        day = day_of(text)
        if text and day is None:
            raise UnreadableError(_("Write the day as 2026-11-20 or 20261120."))
        return day


class NumberEditor(Editor):
    """A whole number."""

    def value(self, text: str) -> int | None:
        """The number, None where nothing stands."""
        if not text:
            return None
        plain = unicodedata.normalize("NFKC", text)
        low, high = self.field.least, self.field.most
        if not re.fullmatch(r"-?[0-9]{1,9}", plain) or not low <= int(plain) <= high:
            raise UnreadableError(_("Write a whole number from {low} to {high}.").format(low=low, high=high))
        return int(plain)


class MoneyEditor(Editor):
    """An amount in yuan on the screen, in whole fen in the draft."""

    def show(self, value: Any) -> None:
        """Show fen as yuan."""
        self.line.setText("" if value is None else f"{value // 100}.{value % 100:02}")

    def value(self, text: str) -> int | None:
        """The fen, None where nothing stands."""
        fen = fen_of(text) if text else None
        if text and fen is None:
            raise UnreadableError(_("Write an amount such as 68 or 68.50."))
        return fen


class YesEditor(Editor):
    """Yes or no."""

    def __init__(self, field: Field) -> None:
        """Build the box; its words stand in the label."""
        super().__init__(field)
        self.box = QCheckBox(_(field.hint))
        self.widget = self.box

    def show(self, value: Any) -> None:
        """Show yes or no."""
        self.box.setChecked(bool(value))

    def text(self) -> str:
        """Nothing that a scan could have changed."""
        return ""

    def set_text(self, text: str) -> None:
        """Nothing that a scan could change."""

    def read(self) -> bool:
        """Whether it is ticked."""
        return self.box.isChecked()


class ChoiceEditor(Editor):
    """One of a list, chosen by typing part of it or its initials, or by the arrow keys."""

    def __init__(self, field: Field) -> None:
        """Build the box with its choices."""
        super().__init__(field)
        self.box = ChoiceBox(_(field.hint))
        self.widget = self.box
        self.fill()

    def fill(self) -> None:
        """Read the choices again."""
        assert self.field.choices is not None
        self.box.fill([text for _value, text in self._all()])

    def _all(self) -> Choices:
        assert self.field.choices is not None
        return self.field.choices()

    def show(self, value: Any) -> None:
        """Show the text of a value."""
        self.box.put(next((text for one, text in self._all() if one == value), ""))

    def text(self) -> str:
        """What is typed or chosen."""
        return self.box.currentText()

    def set_text(self, text: str) -> None:
        """Put a text in."""
        self.box.put(text)

    def value(self, text: str) -> Any:
        """The value of the one choice that fits."""
        if not text:
            return None
        fitting = self.box.fitting(text)
        if len(fitting) != 1:
            words = _("Nothing in the list fits.") if not fitting else _("More than one fits; choose one.")
            raise UnreadableError(words + (" " + _("Ctrl+N makes a new one.") if self.field.new else ""))
        self.box.setEditText(fitting[0])
        return next(value for value, known in self._all() if known == fitting[0])


EDITORS: dict[str, type[Editor]] = {
    TEXT: Editor,
    LINES: LinesEditor,
    CODE: CodeEditor,
    CHOICE: ChoiceEditor,
    DAY: DayEditor,
    NUMBER: NumberEditor,
    MONEY: MoneyEditor,
    YES: YesEditor,
    PASSWORD: PasswordEditor,
}

_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{4})(\d\d)(\d\d)", re.ASCII)


def day_of(text: str) -> date | None:
    """The day that a text means: 2026-11-20, 2026/11/20, 2026年11月20日, 20261120; None where it is none."""
    found = _DAY.fullmatch("".join(unicodedata.normalize("NFKC", text).split()))
    if found is None:
        return None
    try:
        return date(*(int(g) for g in found.groups() if g))
    except ValueError:
        return None


def fen_of(text: str) -> int | None:
    """The whole fen that an amount in yuan means: 68, 68.5, ¥68.00, 68元; None where it is none."""
    if any(unicodedata.category(c) == "No" for c in text):
        return None
    plain = unicodedata.normalize("NFKC", text).strip().removeprefix("¥").removesuffix("元").replace(",", "").strip()
    if not re.fullmatch(r"\d{1,9}(\.\d{1,2})?", plain, re.ASCII):
        return None
    try:
        fen = int(Decimal(plain) * 100)
    except InvalidOperation:
        return None
    return fen if fen <= MOST_FEN else None
