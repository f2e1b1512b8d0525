"""A paper before it is printed: its pages as pictures, Ctrl+P prints, Ctrl+S saves the PDF."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from venuedesk.core.errors import Refused
from venuedesk.i18n import _
from venuedesk.reports import files
from venuedesk.ui.keys import bind
from venuedesk.ui.print_dialog import PrintDialog
from venuedesk.ui.printing import Choice, ComputersPrinters
from venuedesk.ui.words import button, label

if TYPE_CHECKING:
    from venuedesk.ui.main_window import MainWindow

SCREEN_DPI = 96


def pages(pdf: bytes, dpi: int) -> list[QImage]:
    """The pages of a PDF as pictures."""
    import pypdfium2

    found = []
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        bitmap = page.render(scale=dpi / 72)
        raw = bytes(bitmap.buffer)
        image = QImage(raw, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_BGR888)
        found.append(image.copy())
        page.close()
    document.close()
    return found


class PaperDialog(QDialog):
    """Shows a PDF and lets it be printed or saved; says in words what stands against it."""

    def __init__(self, window: "MainWindow", pdf: bytes, name: str, *, kind: str) -> None:
        """``name`` is the proposed file name without ending; ``kind`` is that of the paper, whose printer is kept."""
        super().__init__(window)
        assert window.desk is not None
        self.pdf, self.name = pdf, name
        self.printers = window.printers or ComputersPrinters()
        self._kind, self._folder = kind, Path(window.desk.file.path).parent
        self.setWindowTitle(name)
        inside = QWidget()
        column = QVBoxLayout(inside)
        for image in pages(pdf, SCREEN_DPI):
            sheet = QLabel()
            sheet.setPixmap(QPixmap.fromImage(image))
            sheet.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(sheet)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        self.said = label("", "hint", wrap=True)
        row = QHBoxLayout()
        row.addWidget(self.said, 1)
        row.addWidget(button(_("Save PDF (Ctrl+S)"), self.save))
        row.addWidget(button(_("Print (Ctrl+P)"), self.print_, "primary"))
        row.addWidget(button(_("Close (Esc)"), self.reject))
        outer = QVBoxLayout(self)
        outer.addWidget(area, 1)
        outer.addLayout(row)
        bind(self, {"Ctrl+S": self.save, "Ctrl+P": self.print_})
        self.resize(min(900, window.width() - 60), min(640, window.height() - 60))
        self.finished.connect(lambda _result: self._leave(window))
        area.setFocus()  # the arrow keys turn the pages

    def _leave(self, window: "MainWindow") -> None:
        window.activateWindow()
        window.entry.setFocus()
        self.deleteLater()

    def save(self) -> None:
        """Ask where to, and save the PDF."""
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save PDF"), f"{self.name}.pdf", "PDF (*.pdf)")
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        """Save the PDF as ``path``, and say so or why not."""
        try:
            files.write(path, self.pdf)
        except Refused as refused:
            self.said.setText(str(refused))
            return
        self.said.setText(_("Saved as {path}").format(path=path))

    def print_(self) -> None:
        """Ask for the printer as it was last chosen for this kind of paper, and print; without one point to the PDF."""
        names = self.printers.names()
        if not names:
            self.said.setText(_("No printer is set up on this computer. Save the PDF and print it elsewhere."))
            return
        ask = PrintDialog(self, names, self._folder, self._kind)
        ask.accepted.connect(lambda: self._print_on(ask.chosen()))
        ask.finished.connect(lambda _result: (ask.deleteLater(), self.activateWindow()))
        ask.open()

    def _print_on(self, choice: Choice) -> None:
        if choice.printer not in self.printers.names():  # taken away while one chose
            words = _("The printer {name} is no longer on this computer. Save the PDF and print it elsewhere.")
            self.said.setText(words.format(name=choice.printer))
        elif self.printers.print_(self.pdf, self.name, choice):
            self.said.setText(_("Sent to {printer}.").format(printer=choice.printer))
        else:
            self.said.setText(_("The printer does not answer. Save the PDF and print it elsewhere."))
