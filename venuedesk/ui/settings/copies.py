"""Copies of the file: the list, a copy now, and the way back."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QProgressBar

from venuedesk.core import backups, house
from venuedesk.core.backups import CopyRow
from venuedesk.core.errors import Refused, StorageTrouble, words_of
from venuedesk.core.users import MANAGER
from venuedesk.i18n import N_, _, time_text
from venuedesk.ui.password import ask_password
from venuedesk.ui.settings.section import Section
from venuedesk.ui.table import Column, Table

if TYPE_CHECKING:
    from venuedesk.ui.main_window import MainWindow

KINDS = {
    backups.DAILY: N_("daily"),
    backups.BY_HAND: N_("by hand"),
    backups.BEFORE_MIGRATION: N_("before a new version"),
    backups.BEFORE_RESTORE: N_("before restoring"),
}


def size_words(size: int) -> str:
    """Bytes as megabytes with one decimal."""
    return f"{size / 1_000_000:.1f} MB"


COLUMNS = (
    Column(N_("Taken"), lambda r: r.taken_at),
    Column(N_("Why"), lambda r: _(KINDS.get(r.kind, r.kind)), stretch=True),
    Column(N_("Size"), lambda r: size_words(r.size)),
    Column(N_("Members"), lambda r: r.counts.get("members", 0)),
    Column(N_("Copies of books"), lambda r: r.counts.get("copies", 0)),
    Column(N_("Loans"), lambda r: r.counts.get("loans", 0)),
    Column(N_("Whole"), lambda r: _("yes") if r.whole else _("damaged")),
)


class CopiesSection(Section):
    """备份: every copy is checked when it is taken."""

    name = N_("Copies of the file")

    def __init__(self, window: "MainWindow") -> None:
        """Build the table and its deeds."""
        super().__init__(window)
        self.where = self.hint("")
        self.table = Table(COLUMNS, _("Copies of the file"), _("No copy is there yet. Ctrl+B takes one."), parent=self)
        self.column.addWidget(self.table, 1)
        self.working = QProgressBar()
        self.working.setRange(0, 0)
        self.working.setTextVisible(False)
        self.working.setAccessibleName(_("Progress"))
        self.working.hide()
        self.column.addWidget(self.working)
        deeds: list[Any] = [(_("Copy now"), "Ctrl+B", self.copy_now)]
        if self.desk.user.role == MANAGER:
            deeds += [
                (_("Second place"), "Ctrl+K", self.choose_second),
                (_("Restore the marked one"), "", self.restore),
            ]
        self.deeds(*deeds)
        window.background.changed.connect(lambda: self.working.setVisible(window.background.busy))

    def reload(self) -> None:
        """Read the folder of copies."""
        self.table.show_rows(backups.copies(self._folder()))
        second = self._second()
        words = _("In {folder}; second place: {second}")
        self.where.setText(words.format(folder=self._folder(), second=second or _("none")))

    def _folder(self) -> Path:
        return Path(self.desk.file.path.parent / backups.FOLDER)

    def _second(self) -> str:
        return str(self.desk.ask(house.settings, day=self.desk.now().date()).get(house.SECOND_FOLDER, ""))

    # ------------------------------------------------------------ deeds

    def copy_now(self) -> None:
        """Take a copy, and bring it to the second place, on the worker."""
        path, folder, second, now = self.desk.file.path, self._folder(), self._second(), self.desk.now()

        def work() -> tuple[CopyRow, StorageTrouble | None]:
            row = backups.take(path, folder, kind=backups.BY_HAND, now=now)
            try:
                if second:
                    backups.to_second_place(row, Path(second))
            except StorageTrouble as trouble:
                return row, trouble
            return row, None

        self._start(work, _("A copy is being taken."), self._copied)

    def _copied(self, taken: tuple[CopyRow, StorageTrouble | None]) -> None:
        row, trouble = taken
        said = [_("Copy taken and checked: {size}").format(size=size_words(row.size)), str(row.path)]
        if trouble is not None:
            said.insert(0, _("The second place: {trouble}").format(trouble=" ".join(words_of(trouble))))
        self.window_.say("refused" if trouble else "done", said[0], tuple(said[1:]))
        self.reload()

    def choose_second(self) -> None:
        """Choose the folder to which every copy also goes."""
        chosen = QFileDialog.getExistingDirectory(self, _("Second place for copies"), self._second())
        if chosen:
            values, day = {house.SECOND_FOLDER: chosen}, self.desk.now().date()
            self.window_.perform(house.set_settings, values=values, valid_from=day)

    def restore(self) -> None:
        """Put the marked copy in the place of the file, with a manager's password, on the worker."""
        row = self.table.marked()
        if row is None:
            self.window_.say("shown", _("Mark a copy first."))
            return
        words = _("Everything after {time} will be gone from the desk. The file as it is now is kept as a copy.")
        self.window_.say("shown", words.format(time=time_text(row.taken_at)))
        password = ask_password(self.window_, _("a manager"), self.desk)
        if password is None:
            self.window_.say("shown", _("Not done."))
            return
        self._start(
            lambda: self.desk.restore(row.path, password=password),
            _("The copy is being restored."),
            self._restored,
            alone=True,
        )

    def _restored(self, slip: Any) -> None:
        self.window_.front.state = type(self.window_.front.state)()
        self.window_.show_user()
        self.window_.say("done", str(slip), (_("The file as it was stands in the list as a copy."),))
        self.window_.reload()

    def _start(self, work: Any, words: str, done: Any, *, alone: bool = False) -> None:
        if self.window_.background.busy:
            self.window_.say("refused", self.window_.background.words)
            return
        self.window_.say("shown", words)
        self.window_.background.run(work, words=words, done=done, failed=self._failed, alone=alone)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, StorageTrouble):
            happened, to_do = words_of(error)
            self.window_.say("refused", happened, (to_do,))
        elif isinstance(error, Refused):
            self.window_.say("refused", str(error))
        else:
            raise error
