"""Search: members, titles and bookings by characters, pinyin and initials, by card, phone, ISBN and call number.

The cache tables hold nothing that cannot be made again: ``rebuild`` fills them from the records, ``refresh`` keeps them
true after each action.
"""

from venuedesk.core.search.cache import DDL, rebuild, refresh
from venuedesk.core.search.queries import (
    MEMBER_ORDER,
    FoundMembers,
    FoundTitles,
    MemberFound,
    TitleFound,
    booking_asked,
    member_ids,
    members_like,
    title_ids,
    titles_like,
    unit_ids,
)

__all__ = [
    "DDL",
    "FoundMembers",
    "FoundTitles",
    "MEMBER_ORDER",
    "MemberFound",
    "TitleFound",
    "booking_asked",
    "member_ids",
    "members_like",
    "rebuild",
    "refresh",
    "title_ids",
    "titles_like",
    "unit_ids",
]
