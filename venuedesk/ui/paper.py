"""A paper before it is printed: its pages as pictures, Ctrl+P prints, Ctrl+S saves the PDF."""

from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from venuedesk.i18n import _
from venuedesk.ui.keys import bind
from venuedesk.ui.words import button, label

SCREEN_DPI, PRINT_DPI = 96, 300


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

    def __init__(self, parent: QWidget, pdf: bytes, name: str) -> None:
        """``name`` is the proposed file name without ending."""
        super().__init__(parent)
        self.pdf, self.name = pdf, name
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
        self.resize(900, 640)

    def save(self) -> None:
        """Ask where to, and save the PDF."""
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save PDF"), f"{self.name}.pdf", "PDF (*.pdf)")
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        """Save the PDF as ``path``, and say so or why not."""
        try:
            path.write_bytes(self.pdf)
        except OSError as error:
            self.said.setText(_("{path} cannot be written: {why}").format(path=path, why=error.strerror or error))
            return
        self.said.setText(_("Saved as {path}").format(path=path))

    def print_(self) -> None:
        """Ask for the printer and print; without one, say so and point to the PDF."""
        if not QPrinterInfo.availablePrinters():
            self.said.setText(_("No printer is set up on this computer. Save the PDF and print it elsewhere."))
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if not QPrintDialog(printer, self).exec():
            return
        printer.setFullPage(True)
        painter = QPainter()
        if not painter.begin(printer):
            self.said.setText(_("The printer does not answer. Save the PDF and print it elsewhere."))
            return
        for n, image in enumerate(pages(self.pdf, PRINT_DPI)):
            if n:
                printer.newPage()
            painter.drawImage(QRectF(painter.viewport()), image)
        painter.end()
        self.said.setText(_("Sent to the printer."))
