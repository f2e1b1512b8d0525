"""Opening a venue's folder in the window: lock, file, desk; or the first run; or plain words about what is wrong."""

from pathlib import Path
from typing import TYPE_CHECKING

from venuedesk.core import file, lock
from venuedesk.core.desk import Desk
from venuedesk.core.errors import StorageTrouble

if TYPE_CHECKING:
    from venuedesk.ui.main_window import MainWindow


def open_folder(window: "MainWindow", folder: Path) -> None:
    """Open the desk of the venue in ``folder``; an empty folder opens the first-run page."""
    path = folder / file.NAME
    if not path.exists():
        from venuedesk.ui.first_run import FirstRunPage

        window.show_alone(FirstRunPage(window, folder))
        return
    try:
        held = lock.take(folder)
        opened = file.open_file(path)
    except StorageTrouble as trouble:
        window.show_trouble(trouble)
        return
    window.hold(held)
    window.open_desk(Desk(opened, user_id=file.FIRST_USER))
