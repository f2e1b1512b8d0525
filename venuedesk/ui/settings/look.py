"""Language, theme and text size of this computer's screen."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QWidget

from venuedesk import i18n
from venuedesk.i18n import N_, _
from venuedesk.ui import app, theme
from venuedesk.ui.settings.section import Section
from venuedesk.ui.words import label

if TYPE_CHECKING:
    from venuedesk.ui.main_window import MainWindow

LANGUAGES = {"zh_CN": "简体中文", "en": "English"}  # each in its own words
CHOICES = (
    ("language", N_("Language"), LANGUAGES),
    ("look", N_("Colours"), theme.THEMES),
    ("text_size", N_("Text size"), theme.SIZE_NAMES),
)


class Choices(QWidget):
    """One line of choices; the arrow keys move between them."""

    def __init__(self, name: str, choices: dict[str, str]) -> None:
        """Build the buttons of ``choices`` (value to words)."""
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._values = list(choices)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(18)
        heading = label(name, "hint")
        heading.setMinimumWidth(heading.fontMetrics().height() * 6)
        row.addWidget(heading)
        for n, words in enumerate(choices.values()):
            one = QRadioButton(_(words))
            one.setAccessibleDescription(name)
            self._group.addButton(one, n)
            row.addWidget(one)
        row.addStretch(1)

    def show_value(self, value: str) -> None:
        """Mark the choice of a value."""
        self._group.button(self._values.index(value)).setChecked(True)

    def value(self) -> str:
        """The value that is marked."""
        return self._values[max(0, self._group.checkedId())]


class LookSection(Section):
    """语言与外观: chosen here, in force at once."""

    name = N_("Language and look")

    def __init__(self, window: "MainWindow") -> None:
        """Build a line for each choice."""
        super().__init__(window)
        self.hint(_("For the screen of this computer only; papers speak the language of the venue."))
        self.choices: dict[str, Choices] = {}
        for key, name, choices in CHOICES:
            self.choices[key] = Choices(_(name), choices)
            self.column.addWidget(self.choices[key])
        self.deeds((_("Use this"), "", self.use))
        self.column.addStretch(1)

    def reload(self) -> None:
        """Mark what is in force, as long as nothing else is chosen."""
        now = app.read_look(self.desk.file.path.parent) | {"language": i18n.current()}
        for key, one in self.choices.items():
            if not one.isAncestorOf(self.window_.focusWidget() or self):
                one.show_value(now[key])

    def use(self) -> None:
        """Keep the choice and build the window anew with it."""
        if self.window_.background.holds_desk:
            self.window_.say("refused", self.window_.background.words)
            return
        chosen = {key: one.value() for key, one in self.choices.items()}
        app.write_look(self.desk.file.path.parent, chosen)
        app.change_look(self.window_, **chosen)
