"""Copies of the file that are checked before they count, and the way back from one."""

from venuedesk.core.backups.restoring import (
    BEYOND_READING,
    RESTORED_FROM,
    Restored,
    new_schema,
    restore,
    schema_of,
)
from venuedesk.core.backups.taking import (
    BEFORE_MIGRATION,
    BEFORE_RESTORE,
    BY_HAND,
    DAILY,
    FOLDER,
    CopyRow,
    Daily,
    copies,
    daily,
    kept_days,
    manifest_of,
    rotate,
    take,
    to_second_place,
)

__all__ = [
    "BEFORE_MIGRATION",
    "BEFORE_RESTORE",
    "BEYOND_READING",
    "BY_HAND",
    "DAILY",
    "FOLDER",
    "RESTORED_FROM",
    "CopyRow",
    "Daily",
    "Restored",
    "copies",
    "daily",
    "kept_days",
    "manifest_of",
    "new_schema",
    "restore",
    "rotate",
    "schema_of",
    "take",
    "to_second_place",
]
