"""Three short tones: done, ask, refused. Playing never waits and never fails."""

import shutil
import sys

from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QApplication

from venuedesk.paths import resource

_PLAYERS = ("paplay", "pw-play", "aplay")
_player = "" if sys.platform == "win32" else next((p for p in map(shutil.which, _PLAYERS) if p), "")
on = True


def play(name: str) -> None:
    """Play ``done``, ``ask`` or ``refused``."""
    if not on:
        return
    path = str(resource(f"sounds/{name}.wav"))
    if sys.platform == "win32":
        import winsound

        winsound.PlaySound(path, winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT)
    elif _player:
        QProcess.startDetached(_player, [path])
    elif name != "done":
        QApplication.beep()
