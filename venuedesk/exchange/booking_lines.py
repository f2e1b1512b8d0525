"""Bookings from a table, line by line: what a row says, and whom and which room it means."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from venuedesk.core import bookings, rooms
from venuedesk.core.bookings import ARRIVED, AWAITING, BOOKED, CANCELLED, ENDED, NO_SHOW, STATES
from venuedesk.core.bookings.rules import FIRST_DAY, LAST_DAY
from venuedesk.core.people import Card, Member, Unit
from venuedesk.core.people.rules import NAME_LENGTH, NOTE_LENGTH, problems_of_phone
from venuedesk.core.rooms import Layout, LayoutRow, RoomRow
from venuedesk.exchange import plans
from venuedesk.exchange.cells import CODE, DAY, Column, Fault, Row
from venuedesk.exchange.plans import NOBODY, Reading, Watch
from venuedesk.i18n import N_, _

COLUMNS = (
    Column("room", N_("Room"), ("场地", "场地名称", "房间", "教室"), required=True),
    Column("day", N_("Day"), ("日期", "使用日期", "活动日期", "date"), DAY, required=True),
    Column("start", N_("Start"), ("开始", "开始时间", "起", "时间起"), required=True),
    Column("end", N_("Ends"), ("结束", "结束时间", "止", "时间止"), required=True),
    Column("end_day", N_("Last day"), ("结束日期",), DAY),
    Column("unit", N_("Unit"), ("单位", "单位名称", "使用单位", "预订单位")),
    Column("member", N_("Member"), ("会员", "会员姓名")),
    Column("card", N_("Card number"), ("卡号", "会员卡号"), CODE),
    Column("caller", N_("Contact"), ("联系人", "经办人", "预订人")),
    Column("phone", N_("Phone"), ("电话", "联系电话", "手机", "手机号"), CODE),
    Column("purpose", N_("Purpose"), ("用途", "活动内容", "活动名称", "内容")),
    Column("expected", N_("Expected"), ("人数", "预计人数", "预计")),
    Column("attended", N_("Attended"), ("实到", "实到人数", "到场人数")),
    Column("state", N_("State"), ("状态",)),
    Column("layout", N_("Layout"), ("布置", "布局")),
    Column("reason", N_("Reason"), ("原因", "取消原因")),
    Column("note", N_("Note"), ("备注",)),
    Column("code", N_("Booking code"), ("预订码",)),  # written, for whoever reads; the key is room and start
)
CALLED_OFF = (NO_SHOW, CANCELLED)
MOST_PEOPLE = 100_000

_NAMES = dict(zip(("意向", "待批", "已订", "到场", "结束", "未到", "取消"), STATES, strict=True)) | {
    "预订": BOOKED,
    "已预订": BOOKED,
    "待审批": AWAITING,
    "已到场": ARRIVED,
    "已结束": ENDED,
    "完成": ENDED,
    "已完成": ENDED,
    "爽约": NO_SHOW,
    "已取消": CANCELLED,
}
_TEXTS = ("unit", "member", "card", "caller", "phone", "purpose", "layout", "reason", "note")
_CLOCK = re.compile(r"(\d{1,2})(?:[:时点.](\d{2}|半)?分?(?::\d{2})?)?", re.ASCII)
_COMPACT = re.compile(r"(\d{1,2})(\d\d)", re.ASCII)
_FRACTION = re.compile(r"0?\.\d+", re.ASCII)


@dataclass(frozen=True, slots=True)
class BookingLine:
    """One booking as a file describes it; '' and None where the file says nothing."""

    room: str
    starts_at: datetime
    ends_at: datetime
    unit: str = ""
    member: str = ""
    card: str = ""
    caller: str = ""
    phone: str = ""
    purpose: str = ""
    expected: int | None = None
    attended: int | None = None
    state: str = ""
    layout: str = ""
    reason: str = ""
    note: str = ""

    @property
    def who(self) -> str:
        """The holder, as the file names them."""
        return self.unit or self.member or self.caller or self.card

    @property
    def span(self) -> str:
        """When it is, as it is said."""
        return bookings.span_text(self.starts_at, self.ends_at)


# ---------------------------------------------------------------- reading


def read(path: Path, watch: Watch = NOBODY) -> Reading[BookingLine]:
    """The bookings of a table, one row for each date."""
    names = _NAMES | {bookings.state_text(state).casefold(): state for state in STATES} | {s: s for s in STATES}
    return plans.read_table(path, COLUMNS, lambda row: _draft(row, names), watch)


def _draft(row: Row, states: dict[str, str]) -> BookingLine | Fault:
    span = _span(row)
    if isinstance(span, Fault):
        return span
    numbers: dict[str, int | None] = {}
    for name, title in (("expected", N_("Expected")), ("attended", N_("Attended"))):
        words = row.text(name).removesuffix("人")
        if words and not (words.isascii() and words.isdigit() and len(words) < 7):
            return Fault(_(title), _("is not a number: {value}").format(value=words[:40]))
        numbers[name] = int(words) if words else None
    state = row.text("state").casefold()
    if state and state not in states:
        return Fault(_("State"), _("is no state of a booking: {value}").format(value=state[:40]))
    values: dict[str, Any] = {name: row.text(name) for name in _TEXTS} | numbers
    line = BookingLine(row.text("room"), *span, state=states.get(state, ""), **values)
    return _fault(line) or line


def _fault(line: BookingLine) -> Fault | None:
    """What is wrong with a line by itself, whatever stands in the records."""
    if not line.who:
        return Fault(_("Unit"), _("is empty"))
    longest = (("unit", NAME_LENGTH), ("caller", NAME_LENGTH), ("purpose", NAME_LENGTH), ("reason", NAME_LENGTH))
    for name, most in (*longest, ("note", NOTE_LENGTH)):
        if len(getattr(line, name)) > most:
            return Fault(_title(name), _("is longer than {n} characters").format(n=most))
    odd = problems_of_phone(line.phone)
    if odd:
        return Fault(_("Phone"), odd[0].text)
    if line.expected is not None and not 1 <= line.expected <= MOST_PEOPLE:
        return Fault(_("Expected"), _("lies between {low} and {high}").format(low=1, high=MOST_PEOPLE))
    if line.attended is not None and line.attended > MOST_PEOPLE:
        return Fault(_("Attended"), _("lies between {low} and {high}").format(low=0, high=MOST_PEOPLE))
    if line.attended is not None and line.state not in ("", ENDED):
        words = _("is given, but the state is “{state}”").format(state=bookings.state_text(line.state))
        return Fault(_("Attended"), words)
    return None


def _title(name: str) -> str:
    return next(_(c.title) for c in COLUMNS if c.field == name)


def _span(row: Row) -> tuple[datetime, datetime] | Fault:
    """The start and the end; an end before the start is on the next day."""
    day, last = row.day("day"), row.day("end_day")
    assert day is not None  # a row without it was rejected
    for name, found in (("day", day), ("end_day", last or day)):
        if not FIRST_DAY <= found <= LAST_DAY:
            return Fault(_title(name), _("lies between {low} and {high}").format(low=FIRST_DAY, high=LAST_DAY))
    minutes: dict[str, int] = {}
    for name in ("start", "end"):
        minute = minutes_of(row.text(name))
        if minute is None or (name == "start" and minute == 24 * 60):
            words = _("is no time such as 19:00: {value}").format(value=row.text(name)[:40])
            return Fault(_title(name), words)
        minutes[name] = minute
    starts_at = _moment(day, minutes["start"])
    ends_at = _moment(last or day, minutes["end"])
    if last is None and ends_at < starts_at:
        ends_at += timedelta(days=1)
    if ends_at <= starts_at:
        return Fault(_("Ends"), _("does not lie after the start"))
    if ends_at - starts_at > timedelta(days=7):
        return Fault(_("Last day"), _("one booking lasts at most {n} days").format(n=7))
    return starts_at, ends_at


def _moment(day: date, minutes: int) -> datetime:
    return datetime.combine(day, time()) + timedelta(minutes=minutes)


def minutes_of(words: str) -> int | None:
    """The minutes after midnight that a cell says (19:00, 19：00, 7点半, 1900, 0.791667 of a day), None where none."""
    plain = unicodedata.normalize("NFKC", words).strip().rpartition(" ")[2]
    if _FRACTION.fullmatch(plain):
        return round(float(plain) * 24 * 60) % (24 * 60)
    found = _CLOCK.fullmatch(plain) or _COMPACT.fullmatch(plain)
    if found is None:
        return None
    hours, minutes = int(found[1]), 30 if found[2] == "半" else int(found[2] or 0)
    return hours * 60 + minutes if minutes < 60 and hours * 60 + minutes <= 24 * 60 else None


# ---------------------------------------------------------------- whom and what a line means


@dataclass(frozen=True, slots=True)
class Held:
    """What a line means: its room and layout, and who holds it.

    ``new_unit`` names a unit that is still to be made; ``left`` is true of a unit or member that was retired.
    """

    room: RoomRow
    layout: LayoutRow | None
    unit_id: int | None
    member_id: int | None
    caller: str
    phone: str
    new_unit: str = ""
    left: bool = False

    @property
    def margins(self) -> tuple[timedelta, timedelta]:
        """What setup and teardown take before and after."""
        if self.layout is None:
            return timedelta(), timedelta()
        return timedelta(minutes=self.layout.setup_minutes), timedelta(minutes=self.layout.teardown_minutes)


def _layouts(session: Session) -> dict[tuple[int, str], LayoutRow]:
    """Every layout by its room and name, one in use before a retired one."""
    columns = (Layout.id, Layout.room_id, Layout.name, Layout.capacity, Layout.setup_minutes, Layout.teardown_minutes)
    rows = session.execute(select(*columns).order_by(Layout.retired_at.is_(None), Layout.id))
    return {(way.room_id, way.name): way for way in (LayoutRow(*row) for row in rows)}


class Known:
    """The rooms, units and members that lines can mean."""

    def __init__(self, session: Session) -> None:
        """Read rooms and units once."""
        self._session = session
        every = sorted(rooms.every_room(session), key=lambda row: (not row.retired, row.id))
        self.rooms = {row.name: row for row in every}  # one in use before a retired one of the same name
        self._layouts = _layouts(session)
        units = session.execute(select(Unit.name, Unit.id, Unit.phone, Unit.retired_at)).all()
        self.units: dict[str, tuple[int | None, str]] = {name: (id_, phone) for name, id_, phone, _gone in units}
        self._left_units = {name for name, _id, _phone, gone in units if gone is not None}
        self._left: set[int] = set()
        self._cards: dict[str, dict[int, str]] = {}
        self._people: dict[str, list[tuple[int, str]]] = {}

    def look_up(self, lines: Sequence[BookingLine]) -> None:
        """Fetch the members that a block of lines names."""
        numbers = {x.card or x.member.upper() for x in lines if x.card or x.member}
        known = (Member.id, Member.phone, Member.retired_at)
        cards = select(Card.number, *known).join(Member, Member.id == Card.member_id)
        self._cards = defaultdict(dict)
        self._left = set()
        if numbers:
            for number, id_, phone, gone in self._session.execute(cards.where(Card.number.in_(numbers))):
                self._cards[number][id_] = phone
                self._left |= {id_} if gone else set()
        self._people = defaultdict(list)
        names = {x.member for x in lines if x.member}
        if names:
            people = select(Member.name, *known).where(Member.erased_at.is_(None))
            for name, id_, phone, gone in self._session.execute(people.where(Member.name.in_(names))):
                self._people[name].append((id_, phone))
                self._left |= {id_} if gone else set()

    def of(self, line: BookingLine) -> Held | Fault:
        """What the line means, or what of it is not known."""
        room = self.rooms.get(line.room)
        if room is None:
            return Fault(_("Room"), _("no room is called {room}").format(room=line.room[:40]))
        layout = self._layouts.get((room.id, line.layout))
        if line.layout and layout is None:
            known = "、".join(way.name for way in room.layouts) or "—"
            words = _("{room} has no such layout; it has: {layouts}").format(room=room.name, layouts=known)
            return Fault(_("Layout"), words)
        member = self._member(line)
        if isinstance(member, Fault):
            return member
        unit_id, unit_phone = self.units.get(line.unit, (None, ""))
        own = unit_phone if line.unit else member[1]
        phone = "" if own and line.phone == own else line.phone
        new_unit = line.unit if line.unit and unit_id is None else ""
        left = line.unit in self._left_units or (not line.unit and member[0] in self._left)
        return Held(room, layout, unit_id, member[0], line.caller, phone, new_unit, left)

    def _member(self, line: BookingLine) -> tuple[int | None, str] | Fault:
        """The member that a line names, by card or by name, and their phone."""
        if not line.card and not line.member:
            return None, ""
        found = list(self._cards.get(line.card or line.member.upper(), {}).items())
        if not found and not line.card:
            found = self._people.get(line.member, [])
            if len(found) > 1 and line.phone:
                found = [one for one in found if one[1] == line.phone]
        if len(found) == 1:
            return found[0]
        reason = _("fits {n} members; give the card number") if found else _("fits no member")
        return Fault(_("Card number") if line.card else _("Member"), reason.format(n=len(found)))
