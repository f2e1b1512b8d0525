"""Members from a table: the key is the card number, else name and phone (name and unit where there is no phone)."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from venuedesk.core import events, house, journal
from venuedesk.core.events import Event, closed_months
from venuedesk.core.journal import Imported
from venuedesk.core.people import CATEGORIES, NO_UNIT, UNKNOWN, Card, Category, Member, Unit, masked
from venuedesk.core.people.rules import CARD_KINDS, CARD_LENGTH, NAME_LENGTH, NOTE_LENGTH, phone_kept, problems_of_phone
from venuedesk.core.periods import month_of
from venuedesk.exchange import plans, units
from venuedesk.exchange.cells import CODE, DAY, Column, Fault, Row
from venuedesk.exchange.drafts import MemberDraft
from venuedesk.exchange.plans import NOBODY, Differing, New, Plan, Reading, Sorted, Watch
from venuedesk.i18n import N_, _

COLUMNS = (
    Column("name", N_("Name"), ("姓名", "读者姓名", "会员姓名"), required=True),
    Column(
        "card", N_("Card number"), ("卡号", "会员卡号", "工会卡号", "读者证号", "借书证号", "card", "card no"), CODE
    ),
    Column("card_kind", N_("Card kind"), ("卡类型", "卡种")),
    Column("unit", N_("Unit"), ("单位", "单位名称", "工作单位", "工会", "基层工会", "所在单位")),
    Column("category", N_("Worker category"), ("职工类别", "类别", "人员类别", "category")),
    Column("member_type", N_("Member type"), ("会员类型", "读者类型")),
    Column("phone", N_("Phone"), ("手机", "手机号", "手机号码", "电话", "联系电话", "mobile"), CODE),
    Column("joined_on", N_("Joined on"), ("入会日期", "办证日期", "办卡日期", "注册日期", "joined"), DAY),
    Column("expires_on", N_("Valid until"), ("有效期至", "有效期", "到期日期", "expires"), DAY),
    Column("note", N_("Note"), ("备注",)),
)
OTHER_KINDS = {"union": ("工会卡", "会员卡"), "bank": ("银行卡",), "electronic": ("电子卡",), "temporary": ("临时卡",)}
# the names that the categories bear in the files of others, whatever the language of ours
CATEGORY_NAMES = {
    "industrial": ("产业工人",), "frontline": ("一线职工",), "new_employment": ("新就业形态劳动者", "新业态劳动者"),
    "office": ("机关事业单位职工",), "retired": ("退休职工",), "family": ("家属", "职工家属"), "public": ("社会公众",),
    UNKNOWN: ("未知",),
}  # fmt: skip
_DIGITS = re.compile(r"\d{3,25}", re.ASCII)  # nearly every phone number: nothing to fold, nothing to ask
_COMPARED = ("name", "member_type", "phone", "joined_on", "expires_on", "note")
_TITLES = {c.field: c.title for c in COLUMNS}


@dataclass(frozen=True, slots=True)
class _Standing:
    """A member as they stand in the venue's file."""

    id: int
    name: str
    unit: str
    category_id: int
    member_type: str
    phone: str
    joined_on: date
    expires_on: date | None
    note: str
    retired: datetime | None


# ---------------------------------------------------------------- reading


def read(path: Path, watch: Watch = NOBODY) -> Reading[MemberDraft]:
    """The members of a table."""
    return plans.read_table(path, COLUMNS, _draft, watch)


def _draft(row: Row) -> MemberDraft | Fault:
    kind = row.text("card_kind")
    kinds = [k for k, name in CARD_KINDS.items() if kind in (k, name, _(name), *OTHER_KINDS[k])] if kind else []
    if kind and not kinds:
        return Fault(_("Card kind"), _("is not known: {value}").format(value=kind[:40]))
    joined, expires = row.day("joined_on"), row.day("expires_on")
    if joined and expires and expires < joined:
        return Fault(_("Valid until"), _("lies before the day of joining"))
    for name, most in (("card", CARD_LENGTH), ("name", NAME_LENGTH), ("unit", NAME_LENGTH), ("note", NOTE_LENGTH)):
        if len(row.text(name)) > most:
            return Fault(_(_TITLES[name]), _("is longer than {n} characters").format(n=most))
    phone = row.text("phone") if _DIGITS.fullmatch(row.text("phone")) else phone_kept(row.text("phone"))
    odd = [] if _DIGITS.fullmatch(phone) else problems_of_phone(phone)
    if odd:
        return Fault(_("Phone"), odd[0].text)
    return MemberDraft(
        name=row.text("name"),
        card=row.text("card"),
        card_kind=kinds[0] if kinds else "",
        unit=row.text("unit"),
        category=row.text("category"),
        member_type=row.text("member_type"),
        phone=phone,
        joined_on=joined,
        expires_on=expires,
        note=row.text("note"),
    )


# ---------------------------------------------------------------- sorting


def sort(session: Session, reading: Reading[MemberDraft], watch: Watch = NOBODY) -> Plan[MemberDraft]:
    """What importing the members would do."""
    found: Sorted[MemberDraft] = Sorted()
    sorter = _Sorter(session, found)
    plans.sort_all(reading, sorter, watch)
    missing = sorter.missing_units()
    if missing:
        words = _("{n} units are new and will be created: {names}.")
        some = _(", ").join(missing[:10]) + ("…" if len(missing) > 10 else "")
        found.notices.append(words.format(n=len(missing), names=some))
    return plans.plan_of(plans.MEMBERS, session, reading, found)


def categories(session: Session) -> dict[str, int]:
    """Every name a category is known by, with its id."""
    found: dict[str, int] = {}
    translated = {code: name for code, name, *_flags in CATEGORIES}
    for code, name, id_ in session.execute(select(Category.code, Category.name, Category.id)):
        seeded = translated.get(code, name)
        for known in (code, name, seeded, _(seeded), *CATEGORY_NAMES.get(code, ())):
            found.setdefault(known, id_)
    return found


class _Sorter:
    """Sorts members block by block, remembering the keys of the lines before."""

    def __init__(self, session: Session, found: Sorted[MemberDraft]) -> None:
        self._session = session
        self._found = found
        self._categories = categories(session)
        self._units = set(session.scalars(select(Unit.name)))
        self._no_unit = session.scalar(select(Unit.name).where(Unit.counts.is_(False)).order_by(Unit.id).limit(1)) or ""
        self._lines: dict[tuple[str, ...], int] = {}
        self._cards: dict[str, list[tuple[str, int]]] = {}
        self._people: dict[str, list[_Standing]] = {}
        self._standing: dict[int, _Standing] = {}
        self._active: dict[int, set[str]] = {}

    def look_up(self, drafts: Sequence[MemberDraft]) -> None:
        """Fetch everything that the drafts of a block could meet."""
        self._cards, self._people, self._active = defaultdict(list), defaultdict(list), defaultdict(set)
        cards = select(Card.number, Card.state, Card.member_id).where(
            Card.number.in_({d.card for d in drafts if d.card})
        )
        for number, state, member_id in self._session.execute(cards):
            self._cards[number].append((state, member_id))
        owners = {m for found in self._cards.values() for _state, m in found}
        phones = {d.phone for d in drafts if d.phone or not d.card}
        self._standing = self._members(Member.name.in_({d.name for d in drafts}) & Member.phone.in_(phones))
        self._standing |= self._members(Member.id.in_(owners - self._standing.keys()))
        for one in self._standing.values():
            if not one.retired:
                self._people[one.name].append(one)
        active = select(Card.member_id, Card.number).where(Card.member_id.in_(self._standing), Card.state == "active")
        for member_id, number in self._session.execute(active):
            self._active[member_id].add(number)

    def _members(self, which: Any) -> dict[int, _Standing]:
        rows = self._session.execute(
            select(
                Member.id, Member.name, Unit.name, Member.category_id, Member.member_type, Member.phone,
                Member.joined_on, Member.expires_on, Member.note, Member.retired_at,
            ).join(Unit, Unit.id == Member.unit_id).where(which)
        )  # fmt: skip
        return {row.id: _Standing(*tuple(row)) for row in rows}

    def sort(self, line: int, draft: MemberDraft) -> None:
        """Put one draft where it belongs."""
        if draft.category and draft.category not in self._categories:
            reason = _("is not known: {value}").format(value=draft.category[:40])
            self._found.reject(line, _("Worker category"), reason)
            return
        card: list[tuple[str, ...]] = [("card", draft.card)] if draft.card else []
        person = ("person", draft.name, draft.phone, "" if draft.phone else draft.unit)
        if self._seen_before(line, card or [person]):
            return
        hits = self._hits(line, draft)
        if hits is None:
            return
        if len(hits) > 1:
            both = _(" and ").join(self._named(m) for m in hits[:2])
            self._found.reject(line, _("Name"), _("fits two members: {both}").format(both=both))
        elif hits:
            self._compare(line, draft, hits[0])
        elif not (card and draft.phone and self._seen_before(line, [person])):
            self._found.new.append(New(line, draft))

    def _seen_before(self, line: int, keys: list[tuple[str, ...]]) -> bool:
        for key in keys:
            if key in self._lines:
                title = _("Card number") if key[0] == "card" else _("Name")
                self._found.reject(line, title, _("stands twice, first on line {n}").format(n=self._lines[key]))
                return True
        self._lines.update(dict.fromkeys(keys, line))
        return False

    def _hits(self, line: int, draft: MemberDraft) -> list[_Standing] | None:
        """The members that the keys of a draft find; None where the card forbids it (and the row is rejected)."""
        owners: list[_Standing] = []
        for state, member_id in self._cards.get(draft.card, ()):
            owner = self._standing[member_id]
            if state == "active":
                owners = [owner]
                break
            if not owner.retired:
                reason = _("is no longer valid; it was a card of {name}").format(name=self._named(owner))
                self._found.reject(line, _("Card number"), reason)
                return None
        people: list[_Standing] = []
        if draft.phone:
            people = [p for p in self._people.get(draft.name, ()) if p.phone == draft.phone]
        elif not draft.card:
            unit = draft.unit or self._no_unit
            people = [p for p in self._people.get(draft.name, ()) if not p.phone and p.unit == unit]
        return owners if owners and owners[0] in people else owners + people

    def _named(self, one: _Standing) -> str:
        tail = masked(one.phone) or next(iter(sorted(masked(c) for c in self._active.get(one.id, ()))), "")
        return _("{name} ({unit} {tail})").format(name=one.name, unit=one.unit, tail=tail).replace(" )", ")")

    def _compare(self, line: int, draft: MemberDraft, one: _Standing) -> None:
        pairs: list[tuple[str, Any, Any]] = [(_(_TITLES[f]), getattr(one, f), getattr(draft, f)) for f in _COMPARED]
        pairs.append((_("Unit"), one.unit, draft.unit))
        if draft.category and self._categories[draft.category] != one.category_id:
            old = next((n for n, i in self._categories.items() if i == one.category_id), "")
            pairs.append((_("Worker category"), old, draft.category))
        if draft.card and draft.card not in self._active.get(one.id, ()):
            pairs.append((_("Card number"), _(", ").join(sorted(self._active.get(one.id, ()))), draft.card))
        changes = plans.differences(pairs)
        if changes:
            self._found.differing.append(Differing(line, draft, one.id, self._named(one), changes))
        else:
            self._found.equal += 1

    def missing_units(self) -> list[str]:
        """The units that the new and differing rows name and the venue does not have, in order."""
        return missing_units(self._units, _units_of(self._found.new, self._found.differing))


def _units_of(new: Iterable[New[MemberDraft]], differing: Iterable[Differing[MemberDraft]]) -> Iterable[str]:
    return (*(n.draft.unit for n in new), *(d.draft.unit for d in differing))


def missing_units(known: set[str], names: Iterable[str]) -> list[str]:
    """The names that are no unit yet, each once."""
    return [n for n in dict.fromkeys(names) if n and n not in known]


# ---------------------------------------------------------------- taking


def take(session: Session, plan: Plan[MemberDraft], *, update: bool, now: datetime, watch: Watch = NOBODY) -> Imported:
    """Write the plan: missing units, members, cards, and one event for each new member."""
    changed = plan.differing if update else ()
    known: dict[str, int] = {name: id_ for name, id_ in session.execute(select(Unit.name, Unit.id))}
    missing = missing_units(set(known), _units_of(plan.new, changed))
    known.update(zip(missing, units.add(session, [{"name": n} for n in missing]), strict=True))
    writer = _Writer(session, known, now)
    total = len(plan.new) + len(changed)
    for done, block in enumerate(plans.blocks(plan.new)):
        watch.tell(done * plans.BLOCK, total)
        writer.add([n.draft for n in block])
    for done, some in enumerate(plans.blocks(changed)):
        watch.tell(len(plan.new) + done * plans.BLOCK, total)
        for one in some:
            writer.change(one)
        session.flush()
        session.expunge_all()
    watch.tell(total, total)
    return plans.imported(plan, update=update)


class _Writer:
    def __init__(self, session: Session, unit_ids: dict[str, int], now: datetime) -> None:
        self._session = session
        self._units = unit_ids
        self._now = now
        self._categories = categories(session)
        self._unknown = self._categories.get(UNKNOWN) or min(self._categories.values())
        no_unit = session.scalar(select(Unit.id).where(Unit.counts.is_(False)).order_by(Unit.id).limit(1))
        self._no_unit = no_unit or units.add(session, [{"name": _(NO_UNIT), "counts": False}])[0]
        flags = select(Category.id, Category.industrial, Category.frontline, Category.new_employment)
        self._flags = {row[0]: row[1:] for row in session.execute(flags)}
        self._zone = house.zone_id(session, code=house.READING)
        self._closed = closed_months(session)

    def add(self, drafts: Sequence[MemberDraft]) -> None:
        """Insert a block of members with their cards and events."""
        members = [self._member(d) for d in drafts]
        table: Any = Member.__table__
        ids = journal.insert_many(self._session, table, members)
        cards = [self._card(i, d) for i, d in zip(ids, drafts, strict=True) if d.card]
        table = Card.__table__
        journal.insert_many(self._session, table, cards)
        counted = [self._event(i, m) for i, m in zip(ids, members, strict=True) if not self._is_closed(m["joined_on"])]
        table = Event.__table__
        journal.insert_many(self._session, table, counted)

    def _is_closed(self, day: date) -> bool:
        return month_of(min(day, self._now.date())) in self._closed

    def _member(self, draft: MemberDraft) -> dict[str, Any]:
        return {
            "name": draft.name,
            "unit_id": self._units[draft.unit] if draft.unit else self._no_unit,
            "category_id": self._categories[draft.category] if draft.category else self._unknown,
            "member_type": draft.member_type or "standard",
            "phone": draft.phone,
            "joined_on": draft.joined_on or self._now.date(),
            "expires_on": draft.expires_on,
            "note": draft.note,
        }

    def _card(self, member_id: int, draft: MemberDraft) -> dict[str, Any]:
        number, kind = draft.card, draft.card_kind or "union"
        return {"member_id": member_id, "number": number, "kind": kind, "issued_at": self._now, "reason": ""}

    def _event(self, member_id: int, member: dict[str, Any]) -> dict[str, Any]:
        day = min(member["joined_on"], self._now.date())
        industrial, frontline, new_employment = self._flags[member["category_id"]]
        return {
            "action_id": journal.action_id(self._session),
            "day": day,
            "at": self._now if day == self._now.date() else datetime.combine(day, time()),
            "kind": events.NEW_MEMBER,
            "zone_id": self._zone,
            "member_id": member_id,
            "unit_id": member["unit_id"],
            "category_id": member["category_id"],
            "industrial": industrial,
            "frontline": frontline,
            "new_employment": new_employment,
            "source": "members",
            "source_id": member_id,
        }

    def change(self, one: Differing[MemberDraft]) -> None:
        """Bring one member up to what the file says; an empty cell changes nothing, a further card is added."""
        member, draft = self._session.get_one(Member, one.id), one.draft
        for name in _COMPARED:
            value = getattr(draft, name)
            if value not in ("", None):
                setattr(member, name, value)
        if draft.unit:
            member.unit_id = self._units[draft.unit]
        if draft.category:
            member.category_id = self._categories[draft.category]
        mine = select(Card.id).where(Card.number == draft.card, Card.state == "active")
        if draft.card and self._session.scalar(mine) is None:
            self._session.add(Card(**self._card(one.id, draft)))
