"""What is measured in a process of its own: start, memory after the tour, imports. Each prints one line of JSON."""

import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any


def bare() -> dict[str, Any]:
    """A window of Qt and nothing else: when it is first painted."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QWidget

    app = QApplication(["bare"])
    found: dict[str, Any] = {}

    class Window(QWidget):
        def paintEvent(self, _event: QPaintEvent) -> None:
            found["painted"] = time.monotonic()
            QTimer.singleShot(0, app.quit)

    window = Window()
    window.resize(1366, 697)
    window.show()
    app.exec()
    return found


def start(folder: str) -> dict[str, Any]:
    """The program on a venue: when its window is first painted, when the day's data is, and when the desk is open."""
    from venuedesk.__main__ import main
    from venuedesk.ui import main_window

    found: dict[str, Any] = {}
    kind: Any = main_window.MainWindow
    reload, glance = kind._reload, kind.show_glance

    def painted(_window: Any, _event: Any) -> None:
        found.setdefault("painted", time.monotonic())

    def glanced(window: Any, *found_there: Any) -> None:
        glance(window, *found_there)
        found.setdefault("data", time.monotonic())

    def reloaded(window: Any) -> None:
        from PySide6.QtCore import QTimer

        reload(window)
        if window.desk is not None:
            QTimer.singleShot(0, lambda: (found.setdefault("open", time.monotonic()), window.close()))

    kind.paintEvent, kind._reload, kind.show_glance = painted, reloaded, glanced
    main(["--data", folder])
    return found


def tour() -> dict[str, Any]:
    """The tour: the memory that the program holds at its end."""
    from venuedesk.ui import tour as script

    with tempfile.TemporaryDirectory() as out:
        script.run(Path(out))
    return {"memory": _memory("VmRSS")}


def imported(subject: str, rows: str) -> dict[str, Any]:
    """An import of so many rows into a new venue: how long it takes, and the most memory."""
    from tests.bench import venue, words
    from venuedesk.core import file
    from venuedesk.core.desk import Desk
    from venuedesk.exchange import imports

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / file.NAME
        sheet = Path(folder) / f"{subject}.csv"
        words.sheet(sheet, subject, int(rows))
        file.create(path, founding=file.Founding("滨江区工人文化宫", "李主任", venue.PASSWORD), now=venue.NOW)
        opened = file.open_file(path)
        desk = Desk(opened, user_id=file.FIRST_USER, clock=lambda: venue.NOW)
        began, cpu = time.perf_counter(), time.process_time()
        plan = desk.ask(imports.plan, subject=subject, path=sheet)
        assert len(plan.new) == int(rows), str(plan)
        desk.do_with_password(venue.PASSWORD, imports.COMMANDS[subject], plan=plan, now=venue.NOW)
        took, cpu = time.perf_counter() - began, time.process_time() - cpu
        opened.close()
    return {"seconds": took, "cpu": cpu, "memory": _memory("VmHWM")}


def _memory(name: str) -> float:
    """A figure of this process's memory in MB."""
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    return int(next(line for line in lines if line.startswith(name)).split()[1]) / 1024


if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    deed = {"bare": bare, "start": start, "tour": tour, "imported": imported}[sys.argv[1]]
    print(json.dumps(deed(*sys.argv[2:])))
