"""Long work on the one worker thread: progress, cancel, and the answer back on the thread of the window."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal


class Background(QObject):
    """The worker: one piece of work at a time, on one thread that lives as long as the window.

    ``progressed`` tells how much of how much is done; ``changed`` that work began or ended.
    """

    progressed = Signal(int, int)
    changed = Signal()
    _ended = Signal(object, object)  # what came out, what was raised

    def __init__(self, parent: QObject | None = None) -> None:
        """Build it idle; the thread begins with the first work."""
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(1, "venuedesk")
        self._cancel = Event()
        self._done: Callable[[Any], None] | None = None
        self._failed: Callable[[BaseException], None] | None = None
        self.words = ""  # what goes on, while something does
        self.alone = False
        self.holds_desk = False
        self._ended.connect(self._finish, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether work is under way."""
        return self._done is not None

    def run(
        self,
        work: Callable[[], Any],
        *,
        words: str,
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None],
        alone: bool = False,
        holds_desk: bool = True,
    ) -> None:
        """Begin ``work`` on the worker; it calls ``tell`` with its progress and asks ``cancelled`` whether to stop.

        ``done`` gets what it returns, ``failed`` what it raises, both on the window's thread. ``alone``: nothing may
        read the file meanwhile; without ``holds_desk`` scans go on. RuntimeError while other work is under way.
        """
        if self.busy:
            raise RuntimeError("other work is under way")
        self._cancel.clear()
        self._done, self._failed, self.words, self.alone = done, failed, words, alone
        self.holds_desk = holds_desk
        self.changed.emit()
        self._pool.submit(self._work, work)

    def cancel(self) -> None:
        """Let the work stop at its next step."""
        self._cancel.set()

    def close(self) -> None:
        """Stop what goes on and end the thread."""
        self.cancel()
        self._pool.shutdown(wait=True)

    def tell(self, so_far: int, of: int) -> None:
        """Say from the worker how far it is."""
        self.progressed.emit(so_far, of)

    def cancelled(self) -> bool:
        """Whether the work was asked to stop."""
        return self._cancel.is_set()

    def _work(self, work: Callable[[], Any]) -> None:
        result, error = None, None
        try:
            result = work()
        except BaseException as raised:
            error = raised
        self._ended.emit(result, error)

    def _finish(self, result: Any, error: BaseException | None) -> None:
        done, failed = self._done, self._failed
        self._done = self._failed = None
        self.words, self.alone, self.holds_desk = "", False, False
        self.changed.emit()
        assert done is not None
        assert failed is not None
        if error is None:
            done(result)
        else:
            failed(error)
