"""Printing: the printers of this computer, and which one each kind of paper goes to.

What was chosen is kept for each kind of paper ("month", "labels", "cards", …) in ``printing.json`` in the data folder:
it belongs to this computer, not to the venue's records, so it is neither journalled nor brought along by a restore.
"""

import json
import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from venuedesk.i18n import N_

log = logging.getLogger(__name__)
NAME = "printing.json"
PRINT_DPI = 300
MOST_COPIES = 99
PAPERS = {"A4": QPageSize.PageSizeId.A4, "A5": QPageSize.PageSizeId.A5, "A3": QPageSize.PageSizeId.A3}
TRAYS = {
    "auto": N_("as the printer chooses"),
    "upper": N_("upper tray"),
    "middle": N_("middle tray"),
    "lower": N_("lower tray"),
    "manual": N_("fed by hand"),
}
_SOURCES = {
    "auto": QPrinter.PaperSource.Auto,
    "upper": QPrinter.PaperSource.Upper,
    "middle": QPrinter.PaperSource.Middle,
    "lower": QPrinter.PaperSource.Lower,
    "manual": QPrinter.PaperSource.Manual,
}


@dataclass(frozen=True)
class Choice:
    """Where a kind of paper goes: the printer's name, a paper of PAPERS, copies from 1, a tray of TRAYS."""

    printer: str = ""
    paper: str = "A4"
    copies: int = 1
    tray: str = "auto"


class Printers(Protocol):
    """Some printers: those of this computer, or others that are passed in."""

    def names(self) -> list[str]:
        """The printers that are there now, the usual one first."""

    def print_(self, pdf: bytes, title: str, choice: Choice) -> bool:
        """Print all pages; False where the printer does not take them."""


class ComputersPrinters:
    """The printers that are set up on this computer."""

    def names(self) -> list[str]:
        """The printers that are there now, the usual one first."""
        usual = QPrinterInfo.defaultPrinterName()
        return sorted(QPrinterInfo.availablePrinterNames(), key=lambda name: (name != usual, name))

    def print_(self, pdf: bytes, title: str, choice: Choice) -> bool:
        """Print all pages as pictures of 300 dpi; False where the printer does not take them."""
        from venuedesk.ui.paper import pages

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPrinterName(choice.printer)
        printer.setDocName(title)
        printer.setPageSize(QPageSize(PAPERS[choice.paper]))
        printer.setPaperSource(_SOURCES[choice.tray])
        printer.setCopyCount(choice.copies)
        printer.setFullPage(True)
        painter = QPainter()
        if not painter.begin(printer):
            return False
        for n, image in enumerate(pages(pdf, PRINT_DPI)):
            if n and not printer.newPage():
                painter.end()
                return False
            painter.drawImage(QRectF(painter.viewport()), image)
        return painter.end()


def kept(folder: Path, kind: str) -> Choice:
    """What was last chosen for a kind of paper on this computer; the first choice where nothing can be read."""
    found = _read(folder).get(kind)
    if not isinstance(found, dict):
        return Choice()
    printer, paper = str(found.get("printer", "")), found.get("paper")
    copies, tray = found.get("copies"), found.get("tray")
    return Choice(
        printer,
        paper if paper in PAPERS else "A4",
        copies if isinstance(copies, int) and 1 <= copies <= MOST_COPIES else 1,
        tray if tray in TRAYS else "auto",
    )


def keep(folder: Path, kind: str, choice: Choice) -> None:
    """Keep a choice for the next paper of its kind; a folder that cannot be written to keeps the old one."""
    everything = {**_read(folder), kind: asdict(choice)}
    try:
        (folder / NAME).write_text(json.dumps(everything, ensure_ascii=False, indent=1, sort_keys=True), "utf-8")
    except OSError:
        log.warning("the choice of printer could not be kept", exc_info=True)


def _read(folder: Path) -> Mapping[str, Any]:
    try:
        found = json.loads((folder / NAME).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
