"""The program with its window: fonts and theme first, the window at once, the records right after."""

import logging
import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import delete

from venuedesk import i18n, paths
from venuedesk.i18n import _
from venuedesk.ui import theme
from venuedesk.ui.main_window import MainWindow

log = logging.getLogger(__name__)
UNPAINTED = 1500  # milliseconds until a window that nobody sees opens its records all the same


def make_app(*, look: str = "light", text_size: str = "standard", language: str = i18n.DEFAULT) -> QApplication:
    """The application, dressed and speaking; one per process."""
    if os.environ.get("QT_IM_MODULE", "").startswith("fcitx"):
        os.environ["QT_IM_MODULE"] = "ibus"  # the wheels carry no fcitx plugin, and fcitx answers to ibus
    made = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(made, QApplication)
    made.setApplicationName("VenueDesk")
    theme.load_fonts()
    i18n.use(language)
    theme.speak(made, language)
    theme.dress(made, theme=look, text_size=text_size)
    return made


def show_glance(window: MainWindow, folder: Path) -> None:
    """Show the day of the venue in ``folder`` before the records are imported; nothing where there is no venue yet."""
    from venuedesk.core.glance import glance

    now = datetime.now()
    day = glance(folder / paths.FILE, now=now)
    if day is not None:
        window.show_glance(day, now)


class AfterPaint(QObject):
    """Does a deed once, as soon as the window was painted: with a timer alone it would come before the paint."""

    def __init__(self, window: QWidget, deed: Callable[[], None]) -> None:
        """Wait for the paint; a window that starts out of sight waits ``UNPAINTED`` milliseconds."""
        super().__init__(window)
        self._deed: Callable[[], None] | None = deed
        window.installEventFilter(self)
        QTimer.singleShot(UNPAINTED, self._do)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the first paint go on, and the deed follow it."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._do)
        return False

    def _do(self) -> None:
        deed, self._deed = self._deed, None
        if deed is not None:
            deed()


def run(folder: Path, *, demo: bool = False, after_open: Callable[[MainWindow], None] | None = None) -> int:
    """Open the desk of the venue in ``folder`` and stay until the window is closed; returns the exit status."""
    look = read_look(folder)
    app = make_app(**look)
    window = MainWindow(banner=_("Demonstration data") if demo else "")
    sys.excepthook = _show_bug
    window.resize(1200, 660)  # when it is not maximised
    window.showMaximized()

    def open_records() -> None:
        show_glance(window, folder)
        from venuedesk.ui.opening import open_folder

        if not open_folder(window, folder):
            window.close()
            return
        if after_open is not None:
            after_open(window)

    AfterPaint(window, open_records)
    status = app.exec()
    while window.successor is not None:
        window = window.successor
    window.close_desk()
    return status


def change_look(window: MainWindow, *, look: str, text_size: str, language: str) -> None:
    """Build the window anew in another look, on the same desk and page, in the next turn of the event loop.

    Not at once: the button that was pressed is a part of the old window.
    """
    QTimer.singleShot(0, lambda: _succeed(window, look=look, text_size=text_size, language=language))


def _succeed(window: MainWindow, **chosen: str) -> None:
    """Let another window take the desk; the parts of the old one go first, so that none of them is dressed anew."""
    if window.desk is None:
        return
    from venuedesk.ui import opening

    page, banner = window.nav.currentRow(), bool(window.banner.text())
    desk, lock = window.give_up()
    for part in window.children():
        delete(part)
    make_app(**chosen)
    made = window.successor = MainWindow(banner=_("Demonstration data") if banner else "")
    made.setGeometry(window.geometry())
    made.hold(lock)
    opening.start(made, desk)
    made.go(page)
    made.setWindowState(window.windowState())
    made.show()
    window.close()
    window.deleteLater()
    made.activateWindow()


def read_look(folder: Path) -> dict[str, str]:
    """The look last chosen in this folder, read without the records: theme, text size and language."""
    chosen = {"look": "light", "text_size": "standard", "language": i18n.DEFAULT}
    allowed = {"look": theme.THEMES, "text_size": theme.TEXT_SIZES, "language": i18n.LANGUAGES}
    try:
        lines = (folder / "look.txt").read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return chosen
    for line in lines:
        key, _sign, value = line.partition("=")
        if key in allowed and value in allowed[key]:
            chosen[key] = value
    return chosen


def write_look(folder: Path, chosen: dict[str, str]) -> None:
    """Keep the look for the next start; a folder that cannot be written to keeps the old one."""
    try:
        (folder / "look.txt").write_text("".join(f"{k}={v}\n" for k, v in chosen.items()), "utf-8")
    except OSError:
        log.warning("the look could not be kept", exc_info=True)


def _show_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Log what nobody expected and show it with a report to copy; the desk stays open."""
    log.error("unexpected", exc_info=(kind, error, trace))
    from venuedesk.ui.bug import show_bug

    show_bug(kind, error, trace)
