"""Refusals of a file: one sentence that names the file and what is wrong with it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from venuedesk.core.errors import Refused, refuse
from venuedesk.i18n import N_, _


def unreadable(path: Path, words: str, **facts: Any) -> Refused:
    """The refusal of a whole file; ``words`` is a message id, filled with ``facts``."""
    said = _("{file} cannot be read: {reason}.").format(file=path.name, reason=_(words).format(**facts))
    return refuse("FileUnreadable", said, file=path.name, **facts)


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn what the system refuses while a file is read (rights, a drive pulled out) into a refusal of the file."""
    try:
        yield
    except OSError as error:
        raise unreadable(path, N_("the system does not allow it")) from error
