"""One program per data folder: the operating system's own lock, which dies with its process."""

import os
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from venuedesk.core.errors import StorageTrouble
from venuedesk.core.file import disk

NAME = ".lock"
HOLDER = ".lock-holder"  # who has it, for the message only; a lock file's own content is no witness after a power cut


class Lock:
    """The lock on one data folder, held until ``release`` or the end of the process."""

    def __init__(self, lock: FileLock) -> None:
        """Hold what ``take`` acquired."""
        self._lock = lock

    def release(self) -> None:
        """Give the lock back; a second time nothing happens."""
        self._lock.release()


def take(folder: Path) -> Lock:
    """The lock on a data folder, made where it is missing.

    StorageTrouble locked, with the other's number and time, where another program has it.
    """
    holder = folder / HOLDER
    with disk():
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / NAME, timeout=0, thread_local=False)
        try:
            lock.acquire()
        except Timeout as error:
            raise StorageTrouble("locked", _who(holder)) from error
        holder.write_text(str(os.getpid()), encoding="utf-8")
    return Lock(lock)


def _who(holder: Path) -> str:
    """The number of the process that has the lock and since when, as far as can be read; for the message only."""
    try:
        since = datetime.fromtimestamp(holder.stat().st_mtime)
        return f"{holder.read_text(encoding='utf-8', errors='replace')[:20]}, {since:%Y-%m-%d %H:%M}"
    except OSError:
        return ""
