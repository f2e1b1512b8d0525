"""The only place where all parts meet: the command line, the log, the folder, the window."""

import argparse
import io
import logging
import logging.handlers
import os
import sys
from collections.abc import Callable
from pathlib import Path

from venuedesk import paths, usage


def main(argv: list[str] | None = None) -> int:
    """Run VenueDesk with these arguments; returns the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a Chinese Windows console speaks GBK, and names need not
    words = sys.argv[1:] if argv is None else argv
    usage.translate()
    parser = argparse.ArgumentParser(prog="venuedesk", add_help=False)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--demo", action="store_true")
    known, rest = parser.parse_known_args(words)
    if rest and rest[0] == "tour":
        return _tour(rest[1:])
    if rest:
        from venuedesk import cli

        return cli.main(words)
    folder = paths.demo_folder() if known.demo else paths.data_folder()
    folder = paths.followed(known.data) if known.data else folder
    _keep_log(folder)
    if known.demo:
        from venuedesk import demo

        if _told(lambda: demo.prepare(folder)):
            return 1
    from venuedesk.ui import app

    return app.run(folder, demo=known.demo)


def _tour(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="venuedesk tour")
    parser.add_argument("--out", type=Path, required=True)
    out: Path = parser.parse_args(words).out
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from venuedesk.ui import tour

    return _told(lambda: tour.run(out))


def _told(deed: Callable[[], int | None]) -> int:
    """Run what fills a folder and return its exit status; what the disk has against it is told in words."""
    from venuedesk.core.errors import StorageTrouble, words_of
    from venuedesk.core.file import disk

    try:
        with disk():
            return deed() or 0
    except StorageTrouble as trouble:
        print(" ".join(words_of(trouble)), trouble.detail, sep="\n", file=sys.stderr)
    return 1


def _keep_log(folder: Path) -> None:
    """Write warnings and faults into the data folder, at most two files of 1 MB."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            folder / "venuedesk.log", maxBytes=1_000_000, backupCount=1, encoding="utf-8", delay=True
        )
    except OSError:
        return
    logging.basicConfig(level=logging.WARNING, handlers=[handler], format="%(asctime)s %(name)s %(message)s")


if __name__ == "__main__":
    if getattr(sys, "frozen", False):
        from multiprocessing import freeze_support  # a bundle starts its children by its own name

        freeze_support()
    sys.exit(main())
