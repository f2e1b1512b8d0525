"""Opening a venue's folder in the window: lock, file, desk; or the first run; or plain words about what is wrong."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from venuedesk import paths
from venuedesk.core import backups, file, house, lock
from venuedesk.core.desk import Desk, open_desk
from venuedesk.core.errors import StorageTrouble, words_of
from venuedesk.i18n import _
from venuedesk.ui import single

if TYPE_CHECKING:
    from venuedesk.ui.main_window import MainWindow


def open_folder(window: "MainWindow", folder: Path) -> bool:
    """Open the desk of the venue in ``folder``; an empty folder opens the first-run page.

    False when another window has the folder and was brought to the front: this one should close.
    """
    path = folder / file.NAME
    if not path.exists():
        from venuedesk.ui.first_run import FirstRunPage

        home = paths.home_folder()
        gone = folder if folder != home and folder == paths.data_folder() else None
        window.show_alone(FirstRunPage(window, home if gone else folder, missing=gone))
        return True
    try:
        held = lock.take(folder)
    except StorageTrouble as trouble:
        if single.call_first(folder):
            return False
        window.show_trouble(trouble)
        return True
    window.hold(held)
    try:
        desk = open_desk(file.open_file(path, now=datetime.now()))
    except StorageTrouble as trouble:
        _told(window, folder, trouble)
    else:
        start(window, desk)
    return True


def _told(window: "MainWindow", folder: Path, trouble: StorageTrouble) -> None:
    """Say what is wrong with the file; where no manager can be asked, with its copies and the way back."""
    if trouble.kind not in backups.BEYOND_READING:
        window.show_trouble(trouble)
        return
    from venuedesk.ui.rescue import RescuePage

    window.show_alone(RescuePage(window, folder, trouble))


def start(window: "MainWindow", desk: Desk) -> None:
    """Bring the window to life with ``desk``: listen for a second start, and take today's copy on the worker."""
    single.listen(window, desk.file.path.parent)
    window.open_desk(desk)
    venue = desk.ask(house.setting, key=house.VENUE, day=desk.now().date())
    window.setWindowTitle(f"{venue} - VenueDesk")
    take_daily_copy(window)


def take_daily_copy(window: "MainWindow") -> None:
    """Take today's copy if there is none yet; the bottom line says when it was taken, or what went wrong."""
    desk = window.desk
    assert desk is not None
    now = desk.now()
    window.copied_on = now.date()
    second = desk.ask(house.setting, key=house.SECOND_FOLDER, day=now.date())
    path, place = desk.file.path, Path(second) if second else None

    def told(daily: backups.Daily) -> None:
        words = _("Last copy: {at}").format(at=f"{daily.copy.taken_at:%m-%d %H:%M}")
        if daily.trouble is not None:
            words += "  " + _("The second place: {trouble}").format(trouble=" ".join(words_of(daily.trouble)))
        window.show_status(words, warning=daily.trouble is not None)

    def failed(error: BaseException) -> None:
        if not isinstance(error, StorageTrouble):
            raise error
        window.show_status(_("No copy was taken: {trouble}").format(trouble=" ".join(words_of(error))), warning=True)

    window.background.run(
        lambda: backups.daily(path, second=place, now=now),
        words=_("Taking today's copy"),
        done=told,
        failed=failed,
        holds_desk=False,
    )
