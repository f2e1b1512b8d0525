"""The first run: an empty folder becomes a venue."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from venuedesk import i18n, paths
from venuedesk.core import file, folders
from venuedesk.core.errors import Problem, Refused, StorageTrouble, words_of
from venuedesk.core.file import Founding
from venuedesk.i18n import N_, _
from venuedesk.ui import app, sound, theme
from venuedesk.ui.burst import Burst
from venuedesk.ui.fields import CHOICE, EDITORS, PASSWORD, Editor, Field, UnreadableError
from venuedesk.ui.keys import ENTERS, bind, is_empty_enter
from venuedesk.ui.settings.look import LANGUAGES
from venuedesk.ui.words import button, label, scrolling

if TYPE_CHECKING:
    from venuedesk.ui.main_window import MainWindow

WIDTH = 46  # of the page, in heights of a line


@dataclass(frozen=True)
class Answers:
    """What the page asks."""

    venue: str = ""
    folder: str = ""
    second: str = ""
    language: str = i18n.DEFAULT
    text_size: str = "standard"
    manager: str = ""
    password: str = ""
    again: str = ""


FORM = (
    Field(N_("Name of the venue"), "venue", required=True, longest=60, problems=("VenueMissing",)),
    Field(N_("Data folder"), "folder", required=True, longest=400, problems=("FileExists",)),
    Field(N_("Second place for copies"), "second", longest=400, hint=N_("a USB drive or another disk; may stay empty")),
    Field(N_("Language"), "language", CHOICE, required=True, choices=lambda: tuple(LANGUAGES.items())),
    Field(
        *(N_("Text size"), "text_size", CHOICE),
        required=True,
        choices=lambda: tuple((size, _(words)) for size, words in theme.SIZE_NAMES.items()),
    ),
    Field(N_("Name of the manager"), "manager", required=True, longest=30, problems=("NameMissing",)),
    Field(
        *(N_("Password"), "password", PASSWORD),
        required=True,
        hint=N_("at least 8 characters"),
        problems=("PasswordShort",),
    ),
    Field(N_("Password again"), "again", PASSWORD, required=True),
)
BROWSED = ("folder", "second")


class FirstRunPage(QWidget):
    """Asks what a new venue needs, and ends in the open desk.

    Enter goes to the next line, Ctrl+Enter or the button creates the venue.
    """

    def __init__(self, window: "MainWindow", folder: Path, *, missing: Path | None = None) -> None:
        """``folder`` is where the venue's file was looked for; ``missing`` the chosen folder that is not there now."""
        super().__init__()
        self.window_, self.home = window, folder
        self.editors: dict[str, Editor] = {f.name: EDITORS[f.kind](f) for f in FORM}
        self.said: dict[str, QLabel] = {}
        self._burst = Burst()
        self._build()
        self._look = app.read_look(folder) | {"language": i18n.current()}
        proposed = missing or (folders.proposed(folder) if folder == paths.home_folder() else folder)
        answers = Answers(folder=str(proposed), language=i18n.current())
        for name, editor in self.editors.items():
            editor.show(getattr(answers, name))
        bind(self, {"Ctrl+Return": self.create})
        self.editors["folder"].line.textChanged.connect(lambda _text: self._look_at_folder())
        self._look_at_folder()
        if missing is not None:
            words = _("The data folder {folder} is not there. Plug its drive in and start again, or choose another.")
            self.trouble.setText(words.format(folder=missing))
            self.trouble.show()
        self.editors["venue"].widget.setFocus()

    # ------------------------------------------------------------ the look

    def _build(self) -> None:
        self.trouble = label("", "danger", wrap=True)
        self.trouble.hide()
        self.create_button = button(_("Create the venue (Ctrl+Enter)"), self.create, "primary")
        self.open_button = button(_("Open the venue that is there"), self.open_there)
        self.area = scrolling(self)
        inside = QWidget(self.area.viewport())
        middle = QFrame(inside)
        middle.setProperty("role", "card")
        middle.setMaximumWidth(self.fontMetrics().height() * WIDTH)
        column = QVBoxLayout(middle)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        column.addWidget(label(_("Welcome to VenueDesk"), "title"))
        words = _("A few words about your venue, then the desk opens. All of it stays on this computer.")
        column.addWidget(label(words, "hint", wrap=True))
        column.addLayout(self._grid())
        column.addWidget(self.trouble)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.open_button)
        row.addWidget(self.create_button)
        column.addLayout(row)
        centre = QHBoxLayout(inside)
        centre.addStretch(1)
        centre.addWidget(middle, 8, Qt.AlignmentFlag.AlignTop)
        centre.addStretch(1)
        self.area.setWidget(inside)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)
        for one in (self.create_button, self.open_button):
            one.installEventFilter(self)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for n, (name, editor) in enumerate(self.editors.items()):
            words = label(_(editor.field.label) + (" *" if editor.field.required else ""))
            words.setBuddy(editor.widget)
            editor.widget.setAccessibleName(_(editor.field.label))
            editor.widget.installEventFilter(self)
            self.said[name] = label("", "danger", wrap=True)
            self.said[name].hide()
            grid.addWidget(words, 2 * n, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(editor.widget, 2 * n, 1)
            grid.addWidget(self.said[name], 2 * n + 1, 1)
            if name in BROWSED:
                browse = button(_("Browse"), lambda name=name: self._browse(name))
                browse.installEventFilter(self)
                browse.setAccessibleDescription(_(editor.field.label))
                grid.addWidget(browse, 2 * n, 2)
        return grid

    def _say_beside(self, name: str, words: str) -> None:
        self.said[name].setText(words)
        self.said[name].setVisible(bool(words))

    # ------------------------------------------------------------ keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes to the next line or presses the button in focus; a scanner's Enter does neither."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.key() not in ENTERS:
            self._burst.key(event.text(), "")
            return super().eventFilter(watched, event)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier or is_empty_enter(event) or self._burst.ends():
            return bool(not event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if isinstance(watched, QPushButton):
            watched.click()
        else:
            self.focusNextChild()
        return True

    def _browse(self, name: str) -> None:
        editor = self.editors[name]
        chosen = QFileDialog.getExistingDirectory(self, _(editor.field.label), editor.text())
        if chosen:
            editor.set_text(os.path.normpath(chosen))

    # ------------------------------------------------------------ what stands against it

    def _folder(self) -> Path:
        return Path(self.editors["folder"].text().strip()).expanduser()

    def _look_at_folder(self) -> None:
        """Say at once what is wrong with the data folder, and offer the venue that is there already."""
        there = (self._folder() / file.NAME).exists()
        problems = problems_of_folder(self._folder())
        words = _("There is a venue in this folder already.") if there else " ".join(str(p) for p in problems)
        self._say_beside("folder", words)
        self.open_button.setVisible(there)

    def answers(self) -> Answers | None:
        """What was entered; None, and said beside the lines, where something cannot be taken."""
        values: dict[str, Any] = {}
        wrong: list[str] = []
        for name, editor in self.editors.items():
            self._say_beside(name, "")
            try:
                values[name] = editor.read()
            except UnreadableError as trouble:
                self._say_beside(name, str(trouble))
                wrong.append(name)
        for name, words in self._problems(values):
            self._say_beside(name, words)
            wrong.append(name)
        if not wrong:
            return Answers(**values)
        self._refuse(wrong)
        return None

    def _problems(self, values: dict[str, Any]) -> list[tuple[str, str]]:
        """What stands against the answers taken together: the field, and the words."""
        found = []
        if "folder" in values:
            found += [("folder", str(p)) for p in problems_of_folder(self._folder())]
        if values.get("password", "") != values.get("again", ""):
            found.append(("again", _("The two passwords differ.")))
        second = values.get("second", "")
        if second and not Path(second).is_dir():
            found.append(("second", _("This folder is not there.")))
        elif second and "folder" in values and Path(second).resolve() == self._folder().resolve():
            found.append(("second", _("The second place is another folder than the first.")))
        return found

    def _refuse(self, names: list[str]) -> None:
        sound.play("refused")
        first = next(name for name in self.editors if name in names)
        self.editors[first].widget.setFocus()
        self.area.ensureWidgetVisible(self.said[first])

    # ------------------------------------------------------------ the deed

    def create(self) -> None:
        """Create the venue's file and open the desk on it."""
        self.trouble.hide()
        answers = self.answers()
        if answers is None:
            return
        founding = Founding(
            venue=answers.venue,
            manager=answers.manager,
            password=answers.password,
            text_size=answers.text_size,
            language=answers.language,
            second_folder=answers.second,
        )
        i18n.use(answers.language)
        try:
            file.create(self._folder() / file.NAME, founding=founding, now=datetime.now().replace(microsecond=0))
        except Refused as refusal:
            self._refused(refusal.problems)
        except StorageTrouble as trouble:
            self._in_trouble(trouble)
        else:
            self._open(answers)

    def open_there(self) -> None:
        """Open the venue that stands in the folder already."""
        self._open(None)

    def _refused(self, problems: tuple[Problem, ...]) -> None:
        rest = []
        for problem in problems:
            names = [name for name, editor in self.editors.items() if problem.code in editor.field.problems]
            for name in names:
                self._say_beside(name, str(problem))
            if names:
                self._refuse(names)
            else:
                rest.append(str(problem))
        self.trouble.setText("\n".join(rest))
        self.trouble.setVisible(bool(rest))

    def _in_trouble(self, trouble: StorageTrouble) -> None:
        self.trouble.setText(" ".join(words_of(trouble)))
        self.trouble.show()
        sound.play("refused")

    def _open(self, answers: Answers | None) -> None:
        """Leave this page for the desk; the folder is found again at the next start."""
        from venuedesk.ui import opening

        folder, window = self._folder(), self.window_
        try:
            paths.point_to(self.home, folder)
        except OSError as error:
            self._in_trouble(StorageTrouble("readonly", str(error)))
            return
        if answers is not None:
            chosen = app.read_look(folder) | {"text_size": answers.text_size, "language": answers.language}
            app.write_look(folder, chosen)
        window.leave_alone(self)
        opening.open_folder(window, folder)
        look = app.read_look(folder)
        if window.desk is not None and look != self._look:
            app.change_look(window, **look)


def problems_of_folder(folder: Path) -> list[Problem]:
    """Why the data should not lie in a folder, in words."""
    return folders.problems_of_place(folders.place_of(folder))
