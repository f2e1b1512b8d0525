"""The test box for scanner and card reader: what it types, how fast, and what the desk makes of it."""

import time
from collections.abc import Callable
from dataclasses import fields
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit

from venuedesk.core import codes, house, permissions, scanner
from venuedesk.core.scanner import ENTER, NONE, TAB, Profile, Reading, Stroke
from venuedesk.i18n import N_, _
from venuedesk.ui.settings.section import Facts, Section
from venuedesk.ui.words import label

if TYPE_CHECKING:
    from venuedesk.ui.main_window import MainWindow

PAUSE_MS = 400  # after this long without a key the reading is over
SUFFIXES = {ENTER: N_("Enter"), TAB: N_("Tab"), NONE: N_("none")}
MEANINGS = {
    codes.CARD: N_("a member's card"),
    codes.COPY: N_("a copy of a book"),
    codes.ISBN: N_("an ISBN of the catalogue"),
}
RULES = {
    "strip_marks": N_("Take away the marks ; % ? of a magnetic stripe"),
    "cut_at_equals": N_("Cut off what stands behind ="),
    "from_hex": N_("Chip numbers: hexadecimal to decimal"),
    "reversed_bytes": N_("Chip numbers: bytes in reverse order"),
}
FACTS = (N_("Keys as they came"), N_("Speed"), N_("Last key"), N_("Code"), N_("The code is"))
_ENDS = {Qt.Key.Key_Return: ENTER, Qt.Key.Key_Enter: ENTER, Qt.Key.Key_Tab: TAB}


class TestBox(QLineEdit):
    """Takes every key of a scan, Enter and Tab too; an empty box lets Tab move on."""

    scanned = Signal(object)  # a Reading

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        """``clock`` counts seconds."""
        super().__init__()
        self.setAccessibleName(_("Test box"))
        self.setPlaceholderText(_("Scan here"))
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self._clock = clock
        self._strokes: list[Stroke] = []
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._finish)

    def event(self, event: QEvent) -> bool:
        """Count the keys; Enter, or Tab after other keys, ends the reading."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._count(event):
            return True
        return super().event(event)

    def _count(self, event: QKeyEvent) -> bool:
        """Whether the key ends here; other keys go on into the line."""
        end = _ENDS.get(Qt.Key(event.key()))
        if end is not None and (self._strokes or end == ENTER):
            self._strokes.append(Stroke(end, self._clock()))
            self._finish()
            return True
        if event.text().isprintable() and event.text():
            if not self._strokes:
                self.clear()
            self._strokes.append(Stroke(event.text(), self._clock()))
            self._pause.start()
        return False

    def _finish(self) -> None:
        self._pause.stop()
        strokes, self._strokes = self._strokes, []
        self.selectAll()
        if len(strokes) > 1:
            self.scanned.emit(scanner.reading(strokes))


class ScannerSection(Section):
    """扫描枪与读卡器: the test box, and the profile that the entry line applies."""

    name = N_("Scanner and reader")

    def __init__(self, window: "MainWindow") -> None:
        """Build the box, what it shows, and the rules."""
        super().__init__(window)
        self.hint(_("Scan a book or hold a card to the reader: here is what arrives, and the code the desk takes."))
        self.box = TestBox()
        self.column.addWidget(self.box)
        self.box.scanned.connect(self.show_reading)
        self.facts = Facts()
        self.column.addWidget(self.facts)
        self._last: Reading | None = None
        self.rules = {name: QCheckBox(_(words)) for name, words in RULES.items()}
        self.column.addWidget(label(_("What the desk makes of it"), "subtitle"))
        allowed = self.desk.user.role in permissions.COMMANDS["house.set_settings"].roles
        for one in self.rules.values():
            one.setEnabled(allowed)
            one.toggled.connect(lambda _on: self._show())
            self.column.addWidget(one)
        if allowed:
            self.deeds((_("Keep these rules"), "Ctrl+K", self.keep))
        self.column.addStretch(1)
        self._show()

    def reload(self) -> None:
        """Tick the rules that are kept, unless they are being changed."""
        if not any(one.hasFocus() for one in self.rules.values()):
            kept = self.desk.ask(house.settings, day=self.desk.now().date()).get(house.SCANNER, "")
            for name, on in vars(scanner.profile_of(kept)).items():
                self.rules[name].setChecked(on)

    def profile(self) -> Profile:
        """The rules as they are ticked."""
        return Profile(**{one.name: self.rules[one.name].isChecked() for one in fields(Profile)})

    def show_reading(self, reading: Reading) -> None:
        """Show what was scanned."""
        self._last = reading
        self._show()

    def _show(self) -> None:
        values = [""] * len(FACTS)
        if self._last is not None:
            code = scanner.code_of(self._last.raw, self.profile())
            found = self.desk.ask(codes.what_is, code)
            speed = "" if self._last.speed is None else _("{ms:.0f} ms a key").format(ms=self._last.speed)
            hand = _("by hand") if self._last.by_hand else _("by a scanner")
            meaning = _(", ").join(_(MEANINGS[one.kind]) for one in found) or _("not known at this desk")
            values = [self._last.raw, f"{speed} ({hand})", _(SUFFIXES[self._last.suffix]), code, meaning]
        self.facts.show_facts([(_(name), value) for name, value in zip(FACTS, values, strict=True)])

    def keep(self) -> None:
        """Let the entry line apply the rules from now on."""
        values = {house.SCANNER: scanner.profile_words(self.profile())}
        self.window_.perform(house.set_settings, values=values, valid_from=self.desk.now().date())
        self.window_.read_profile()
