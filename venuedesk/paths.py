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


def data_folder() -> Path:
    """The folder of the venue's data when none is named: the user's own data folder."""
    return Path(platformdirs.user_data_dir("VenueDesk", appauthor=False))


def demo_folder() -> Path:
    """The folder of the demonstration venue, apart from any real one."""
    return Path(platformdirs.user_data_dir("VenueDesk-demo", appauthor=False))
