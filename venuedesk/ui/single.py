"""One window per data folder: a second start brings the first window to the front."""

import hashlib
from pathlib import Path

from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QWidget

WAIT_MS = 500


def _name(folder: Path) -> str:
    return "venuedesk-" + hashlib.sha256(str(folder.resolve()).encode("utf-8")).hexdigest()[:16]


def call_first(folder: Path) -> bool:
    """Ask the program that has this folder open to show its window; False when none answers."""
    socket = QLocalSocket()
    socket.connectToServer(_name(folder))
    answered = socket.waitForConnected(WAIT_MS)
    socket.disconnectFromServer()
    return answered


def listen(window: QWidget, folder: Path) -> QLocalServer:
    """Let later starts bring ``window`` to the front; the caller keeps the server and holds the folder's lock."""
    server = QLocalServer(window)
    server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
    QLocalServer.removeServer(_name(folder))  # left behind by a power cut; the lock says that nobody else listens

    def come_forward() -> None:
        server.nextPendingConnection().close()
        window.showNormal() if window.isMinimized() else window.show()
        window.raise_()
        window.activateWindow()

    server.newConnection.connect(come_forward)
    server.listen(_name(folder))
    return server
