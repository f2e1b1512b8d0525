"""A venue's file that cannot be read: its copies, and the way back without a desk."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from venuedesk.core import backups, file
from venuedesk.core.errors import StorageTrouble, words_of
from venuedesk.core.file import FIRST_USER
from venuedesk.i18n import _
from venuedesk.ui import sound
from venuedesk.ui.flow import flow
from venuedesk.ui.keys import bind
from venuedesk.ui.settings.copies import COLUMNS
from venuedesk.ui.table import Table
from venuedesk.ui.words import button, label

if TYPE_CHECKING:
    from venuedesk.ui.main_window import MainWindow


class RescuePage(QWidget):
    """Says what is wrong with the file, lists its copies, and puts one of them in its place.

    No password is asked for: who may restore stands in the file that cannot be read. It is kept beside the copies.
    """

    def __init__(self, window: "MainWindow", folder: Path, trouble: StorageTrouble) -> None:
        """``folder`` is the data folder, whose lock the window holds; ``trouble`` is what its file met."""
        super().__init__()
        self.window_, self.folder = window, folder
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        self.trouble = label("", "danger", wrap=True)
        column.addWidget(self.trouble)
        column.addWidget(label(str(folder / file.NAME), "hint", wrap=True))
        words = _("No copy is in the data folder. Choose one from the second place.")
        self.table = Table(COLUMNS, _("Copies of the file"), words, parent=self)
        column.addWidget(self.table, 1)
        deeds = (
            button(_("Restore the marked one (Ctrl+Enter)"), self.restore_marked, "primary"),
            button(_("Another copy (Ctrl+B)"), self.browse),
        )
        column.addWidget(flow(deeds))
        bind(self, {"Ctrl+Return": self.restore_marked, "Ctrl+B": self.browse})
        self._say(*words_of(trouble))
        self.table.show_rows(backups.copies(folder / backups.FOLDER))
        if self.table.rows_model.rows:
            self.table.selectRow(0)
        self.table.setFocus()

    def _say(self, *words: str) -> None:
        self.trouble.setText(" ".join(words))

    def restore_marked(self) -> None:
        """Put the marked copy in the file's place."""
        row = self.table.marked()
        if row is not None:
            self.restore(row.path)

    def browse(self) -> None:
        """Choose a copy that lies elsewhere, and put it in the file's place."""
        path, _kind = QFileDialog.getOpenFileName(self, _("Choose a copy"), str(self.folder), "*.db")
        if path:
            self.restore(Path(path))

    def restore(self, source: Path) -> None:
        """Put a copy in the file's place on the worker, and open the desk."""
        if self.window_.background.busy:
            return
        words, path = _("The copy is being restored."), self.folder / file.NAME
        self._say(words)
        self.window_.background.run(
            lambda: backups.restore(path, source, user_id=FIRST_USER, now=datetime.now().replace(microsecond=0)),
            words=words,
            done=self._restored,
            failed=self._failed,
        )

    def _restored(self, answer: Any) -> None:
        from venuedesk.core.desk import open_desk
        from venuedesk.ui import opening

        opened, slip = answer
        self.window_.leave_alone(self)
        opening.start(self.window_, open_desk(opened))
        self.window_.say("done", str(slip), (_("The file as it was stands in the list as a copy."),))

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, StorageTrouble):
            raise error
        sound.play("refused")
        self._say(*words_of(error))
