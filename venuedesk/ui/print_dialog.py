"""Where to print: printer, paper, copies and tray, as last chosen for this kind of paper."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from venuedesk.i18n import _
from venuedesk.ui import printing
from venuedesk.ui.keys import bind
from venuedesk.ui.printing import Choice
from venuedesk.ui.words import button, label


class PrintDialog(QDialog):
    """Four boxes; Enter on the button or Ctrl+Enter prints, Esc backs out. A printer that is gone is named."""

    def __init__(self, parent: QWidget, names: Sequence[str], folder: Path, kind: str) -> None:
        """``names`` are the printers that are there, at least one; ``kind`` is that of the paper."""
        super().__init__(parent)
        self.setWindowTitle(_("Print"))
        self._folder, self._kind = folder, kind
        last = printing.kept(folder, kind)
        self.printer, self.paper, self.tray, self.copies = QComboBox(), QComboBox(), QComboBox(), QSpinBox()
        self.printer.addItems(list(names))
        self.paper.addItems(list(printing.PAPERS))
        self.paper.setCurrentText(last.paper)
        for tray, words in printing.TRAYS.items():
            self.tray.addItem(_(words), tray)
        self.tray.setCurrentIndex(list(printing.TRAYS).index(last.tray))
        self.copies.setRange(1, printing.MOST_COPIES)
        self.copies.lineEdit().setTextMargins(8, 0, 0, 0)
        self.copies.setValue(last.copies)
        self.said = label("", "warning", wrap=True)
        self.said.setVisible(bool(last.printer) and last.printer not in names)
        if last.printer in names:
            self.printer.setCurrentText(last.printer)
        else:
            words = _("The printer {name} is no longer on this computer. Choose another, or go back and save the PDF.")
            self.said.setText(words.format(name=last.printer))
        self.ok = button(_("Print (Ctrl+Enter)"), self.accept, "primary")
        self.ok.setAutoDefault(True)
        self._lay()
        bind(self, {"Ctrl+Return": self.accept, "Ctrl+Enter": self.accept})
        (self.ok if last.printer in names else self.printer).setFocus()

    def _lay(self) -> None:
        form = QFormLayout()
        rows = (
            (_("Printer"), self.printer),
            (_("Paper"), self.paper),
            (_("Number of copies"), self.copies),
            (_("Tray"), self.tray),
        )
        for words, box in rows:
            box.setAccessibleName(words)
            form.addRow(label(words), box)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(_("Cancel (Esc)"), self.reject))
        row.addWidget(self.ok)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(self.said)
        column.addLayout(form)
        column.addLayout(row)
        self.setMinimumWidth(420)

    def chosen(self) -> Choice:
        """What stands in the boxes."""
        return Choice(
            self.printer.currentText(), self.paper.currentText(), self.copies.value(), str(self.tray.currentData())
        )

    def accept(self) -> None:
        """Keep the choice for the next paper of this kind."""
        printing.keep(self._folder, self._kind, self.chosen())
        super().accept()
