"""Refusals of a file: one sentence that names the file and what is wrong with it."""

from pathlib import Path
from typing import Any

from venuedesk.core.errors import Refused, refuse
from venuedesk.i18n import _


def unreadable(path: Path, words: str, **facts: Any) -> Refused:
    """The refusal of a whole file; ``words`` is a message id, filled with ``facts``."""
    said = _("{file} cannot be read: {reason}.").format(file=path.name, reason=_(words).format(**facts))
    return refuse("FileUnreadable", said, file=path.name, **facts)
