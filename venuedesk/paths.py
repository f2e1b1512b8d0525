"""Where things are: the shipped resources and the folder of the venue's data."""

import sys
from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """The path of a shipped file or folder, in a source tree, an installed wheel and a frozen bundle.

    Raises FileNotFoundError, naming it, when it was not shipped.
    """
    bundle = getattr(sys, "_MEIPASS", None)
    homes = ([Path(bundle) / "resources"] if bundle else []) + [_PACKAGE / "resources", _PACKAGE.parent / "resources"]
    for home in homes:
        if (home / name).exists():
            return home / name
    raise FileNotFoundError(name)


FILE = "venuedesk.db"  # of the venue, in its data folder
POINTER = "folder.txt"  # in the user's own data folder: where the data is, where it was put elsewhere


def home_folder() -> Path:
    """The user's own data folder."""
    return Path(platformdirs.user_data_dir("VenueDesk", appauthor=False))


def data_folder() -> Path:
    """The folder of the venue's data when none is named: the one chosen at the first run, else the user's own."""
    return followed(home_folder())


def followed(folder: Path) -> Path:
    """The folder that the pointer in ``folder`` names, ``folder`` itself where there is none."""
    try:
        named = (folder / POINTER).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return folder
    return Path(named) if named else folder


def point_to(folder: Path, chosen: Path) -> None:
    """Let ``followed(folder)`` be ``chosen`` from now on; OSError where ``folder`` cannot be written to."""
    if folder.absolute() == chosen.absolute():
        (folder / POINTER).unlink(missing_ok=True)
        return
    folder.mkdir(parents=True, exist_ok=True)
    (folder / POINTER).write_text(str(chosen.absolute()), "utf-8")


def demo_folder() -> Path:
    """The folder of the demonstration venue, apart from any real one."""
    return Path(platformdirs.user_data_dir("VenueDesk-demo", appauthor=False))
