"""The front: what a code means at this desk, now.

``scan`` knows every meaning on every page; ``Front`` holds the state between scans, the question that stands, and the
way back. The window and the stories talk to the same ``Front``.
"""

from venuedesk.core.front.counting import Counting
from venuedesk.core.front.line import ASKED, DONE, REFUSED, SHOWN, Answer, Deed, Front
from venuedesk.core.front.scan import come, scan
from venuedesk.core.front.state import (
    CIRCULATION,
    RENEWAL,
    SHELVING,
    CardAwaited,
    Choose,
    CopyShown,
    MemberShown,
    Option,
    Scanned,
    State,
    TitleShown,
    mode_words,
)

__all__ = [
    "ASKED",
    "CIRCULATION",
    "DONE",
    "REFUSED",
    "RENEWAL",
    "SHELVING",
    "SHOWN",
    "Answer",
    "CardAwaited",
    "Choose",
    "CopyShown",
    "Counting",
    "Deed",
    "Front",
    "MemberShown",
    "Option",
    "Scanned",
    "State",
    "TitleShown",
    "come",
    "mode_words",
    "scan",
]
