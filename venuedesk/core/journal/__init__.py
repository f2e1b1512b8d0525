"""The journal: one action per gesture, its changes, the hash chain over both, and undo.

An action says who did what and when, with the slip's values as ids and numbers; its changes hold each touched row
before and after. Texts are made when shown, through present names, so a person can be erased and the chain still
verifies: it runs over salted digests.
"""

from venuedesk.core.journal.chain import broken_links
from venuedesk.core.journal.gathering import (
    BLOCK,
    Gesture,
    JournalSession,
    action_id,
    gesture,
    insert_many,
    note,
    plain,
    write,
)
from venuedesk.core.journal.imported import Imported, ImportRetired
from venuedesk.core.journal.tables import SCHEMA, Action, Change
from venuedesk.core.journal.tape import ActionRow, last_entry_at, last_own_action, today
from venuedesk.core.journal.undoing import Undone, is_undone, undo, undo_import

__all__ = [
    "BLOCK",
    "SCHEMA",
    "Action",
    "ActionRow",
    "Change",
    "Gesture",
    "ImportRetired",
    "Imported",
    "JournalSession",
    "Undone",
    "action_id",
    "broken_links",
    "gesture",
    "insert_many",
    "is_undone",
    "last_entry_at",
    "last_own_action",
    "note",
    "plain",
    "today",
    "undo",
    "undo_import",
    "write",
]
