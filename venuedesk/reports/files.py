"""Papers and spreadsheets written out."""

import os
from contextlib import suppress
from pathlib import Path

from venuedesk.core.errors import refuse
from venuedesk.i18n import N_, _


def write(path: Path, content: bytes) -> None:
    """Write a file, which appears whole or not at all; Refused (FileNotWritten) names it and why."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(content)
        os.replace(part, path)
    except OSError as error:
        there = path.parent.is_dir()
        why = N_("the system does not allow it, or the disk is full") if there else N_("there is no such folder")
        words = _("{file} cannot be written: {reason}.").format(file=path.name, reason=_(why))
        raise refuse("FileNotWritten", words, file=path.name) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
