"""Books from a table (one copy a row) or from MARC (one title a record, with its copies).

A title is found by source and control number, else by ISBN and title (by title and author where there is no ISBN), and
by the barcodes of its copies.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from operator import attrgetter
from pathlib import Path
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from venuedesk.core import journal
from venuedesk.core.books import Copy, Title
from venuedesk.core.books.rules import CODE_LENGTH, TITLE_LENGTH
from venuedesk.core.journal import Imported
from venuedesk.core.money import parse_price
from venuedesk.exchange import marc, plans
from venuedesk.exchange.cells import CODE, DAY, Column, Fault, Row
from venuedesk.exchange.drafts import BookDraft, CopyDraft, Rejected
from venuedesk.exchange.marc import HOLDINGS, Holdings
from venuedesk.exchange.plans import NOBODY, Differing, New, Plan, Reading, Sorted, Watch
from venuedesk.exchange.values import book_number
from venuedesk.i18n import N_, _, yuan

COLUMNS = (
    Column("title", N_("Title"), ("书名", "题名", "正题名", "书目", "名称"), required=True),
    Column("barcode", N_("Barcode"), ("条码", "条形码", "条码号", "馆藏条码"), CODE),
    Column("accession", N_("Accession number"), ("登录号", "登记号", "财产号", "财产登录号"), CODE),
    Column("isbn", N_("ISBN"), ("书号", "统一书号", "标准书号", "国际标准书号")),
    Column("subtitle", N_("Subtitle"), ("副题名", "副书名", "其他题名信息")),
    Column("part", N_("Part"), ("分册", "分卷", "卷册", "卷次")),
    Column("authors", N_("Authors"), ("作者", "著者", "责任者", "著作者", "author")),
    Column("edition", N_("Edition"), ("版次", "版本")),
    Column("publisher", N_("Publisher"), ("出版社", "出版者")),
    Column("place", N_("Place of publication"), ("出版地", "place")),
    Column("year", N_("Year"), ("出版年", "出版日期", "年份", "出版时间")),
    Column("pages", N_("Pages"), ("页数", "页码")),
    Column("size", N_("Size"), ("开本", "尺寸")),
    Column("price", N_("Price"), ("定价", "价格", "单价", "书价")),
    Column("class_number", N_("Class number"), ("分类号", "中图法", "中图分类号", "中图法分类号", "class")),
    Column("call_number", N_("Call number"), ("索书号", "排架号")),
    Column("series", N_("Series"), ("丛书", "丛书名", "丛编")),
    Column("abstract", N_("Abstract"), ("摘要", "简介", "内容简介", "提要")),
    Column("subjects", N_("Subjects"), ("主题", "主题词", "关键词")),
    Column("pinyin", N_("Pinyin"), ("拼音", "题名拼音")),
    Column("source", N_("Source of the record"), ("记录来源", "数据来源")),
    Column("control_number", N_("Control number"), ("控制号", "记录控制号")),
    Column("location", N_("Location"), ("馆藏地", "馆藏地点", "馆藏位置", "位置", "架位")),
    Column("item_type", N_("Item type"), ("文献类型", "馆藏类型", "流通类型")),
    Column("copy_source", N_("Acquired from"), ("来源", "图书来源")),
    Column("acquired_on", N_("Acquired on"), ("入藏日期", "登记日期", "购入日期"), DAY),
    Column("note", N_("Note"), ("备注",)),
)
_TITLES = {c.field: c.title for c in COLUMNS}
TITLE_FIELDS = tuple(f.name for f in fields(BookDraft) if f.name not in ("copies", "gift"))
_WORDS = frozenset(TITLE_FIELDS) - {"price", "isbn"}
_COPY_FIELDS = ("accession", "location", "item_type", "source", "price", "acquired_on", "note")
_COPY_TITLES = _TITLES | {"source": _TITLES["copy_source"]}


# ---------------------------------------------------------------- reading


def read(path: Path, watch: Watch = NOBODY, *, holdings: Sequence[Holdings] = HOLDINGS) -> Reading[BookDraft]:
    """The books of a table or of a MARC file, told apart by the file's first bytes."""
    if path.is_file() and marc.is_marc(path):
        return _read_marc(path, watch, holdings)
    return plans.read_table(path, COLUMNS, _draft, watch)


def _read_marc(path: Path, watch: Watch, holdings: Sequence[Holdings]) -> Reading[BookDraft]:
    drafts: list[tuple[int, BookDraft]] = []
    rejected: list[Rejected] = []
    for n, found in marc.read(path, holdings):
        if n % plans.BLOCK == 0:
            watch.tell(n, 0)
        if isinstance(found, Rejected):
            rejected.append(found)
        else:
            drafts.append((n, found))
    return Reading(path, (), tuple(drafts), tuple(rejected))


def _draft(row: Row) -> BookDraft | Fault:
    price = parse_price(row.text("price"))
    if price.note:
        return Fault(_("Price"), _("is no amount: {value}").format(value=row.text("price")[:40]))
    for name, most in (("barcode", CODE_LENGTH), ("accession", CODE_LENGTH), ("title", TITLE_LENGTH)):
        if len(row.text(name)) > most:
            return Fault(_(_TITLES[name]), _("is longer than {n} characters").format(n=most))
    copies: tuple[CopyDraft, ...] = ()
    if row.text("barcode"):
        copies = (
            CopyDraft(
                row.text("barcode"),
                row.text("accession"),
                row.text("location"),
                row.text("item_type"),
                row.text("copy_source") or ("赠" if price.gift else ""),
                None,
                row.day("acquired_on"),
                row.text("note"),
            ),
        )
    words = {name: value for name, value in row.values.items() if name in _WORDS}
    return BookDraft(**words, isbn=book_number(row.text("isbn")), price=price.fen, gift=price.gift, copies=copies)


# ---------------------------------------------------------------- sorting


@dataclass(frozen=True, slots=True)
class _Standing:
    """A title as it stands: in the venue's file (with its id), or on an earlier line of this one."""

    id: int | None
    line: int
    draft: BookDraft


Key = tuple[str, ...]


def keys_of(draft: BookDraft) -> tuple[Key, ...]:
    """The keys that a title is found by, the surest first."""
    loose: Key = ("isbn", draft.isbn, draft.title, draft.part)
    if not draft.isbn:
        loose = ("title", draft.title, draft.subtitle, draft.part, draft.authors)
    if not draft.control_number:
        return (loose,)
    return (("control", draft.source, draft.control_number), loose)


def sort(session: Session, reading: Reading[BookDraft], watch: Watch = NOBODY) -> Plan[BookDraft]:
    """What importing the books would do."""
    found: Sorted[BookDraft] = Sorted()
    sorter = _Sorter(session, found)
    plans.sort_all(reading, sorter, watch)
    found.notices += sorter.shared_isbns()
    return plans.plan_of(plans.BOOKS, session, reading, found)


class _Sorter:
    """Sorts books block by block, remembering the titles and barcodes of the lines before."""

    def __init__(self, session: Session, found: Sorted[BookDraft]) -> None:
        self._session = session
        self._found = found
        self._pending: dict[Key, int] = {}  # a new title's keys -> the line that brings it
        self._barcodes: dict[str, int] = {}  # barcode -> line
        self._standing: dict[int, _Standing] = {}
        self._by_key: dict[Key, list[int]] = {}
        self._copies: dict[str, tuple[int, int, CopyDraft]] = {}  # barcode -> copy id, title id, the copy
        self._isbns: dict[str, dict[Any, str]] = defaultdict(dict)  # isbn -> the titles that bear it
        self._new_isbns: set[str] = set()

    def look_up(self, drafts: Sequence[BookDraft]) -> None:
        """Fetch everything that the drafts of a block could meet."""
        barcodes = {c.barcode for d in drafts for c in d.copies}
        names = (Copy.barcode, Copy.accession, Copy.location, Copy.item_type, Copy.source, Copy.price, Copy.acquired_on)
        rows = select(Copy.id, Copy.title_id, *names, Copy.note).where(Copy.barcode.in_(barcodes))
        self._copies = {r.barcode: (r[0], r[1], CopyDraft(*tuple(r)[2:])) for r in self._session.execute(rows)}
        isbns = {d.isbn for d in drafts if d.isbn}
        which = or_(
            Title.isbn.in_(isbns),
            Title.title.in_({d.title for d in drafts if not d.isbn}),
            Title.control_number.in_({d.control_number for d in drafts if d.control_number}),
            Title.id.in_({title_id for _copy, title_id, _draft in self._copies.values()}),
        )
        columns = [getattr(Title, name) for name in TITLE_FIELDS]
        self._standing, self._by_key = {}, defaultdict(list)
        for id_, *values in self._session.execute(select(Title.id, *columns).where(which, Title.retired_at.is_(None))):
            draft = BookDraft(**dict(zip(TITLE_FIELDS, values, strict=True)))
            self._standing[id_] = _Standing(id_, 0, draft)
            for key in keys_of(draft):
                self._by_key[key[:3] if key[0] == "isbn" else key].append(id_)
            if draft.isbn:
                self._isbns[draft.isbn]["id", id_] = draft.title

    def sort(self, line: int, draft: BookDraft) -> None:
        """Put one draft where it belongs."""
        for copy in draft.copies:
            if copy.barcode in self._barcodes:
                reason = _("{code} stands twice, first on line {n}").format(
                    code=copy.barcode, n=self._barcodes[copy.barcode]
                )
                self._found.reject(line, _("Barcode"), reason)
                return
        hits = self._hits(draft)
        if len(hits) > 1:
            both = _(" and ").join(f"“{self._standing[i].draft.title}”" for i in hits[:2])
            self._found.reject(line, _("Title"), _("fits two titles: {both}").format(both=both))
            return
        self._barcodes.update((c.barcode, line) for c in draft.copies)
        if not hits:
            self._sort_new(line, draft)
        else:
            self._sort_known(line, draft, hits[0])

    def _hits(self, draft: BookDraft) -> list[int]:
        """The ids of the titles that a draft's keys find: by its copies, and by its surest key."""
        owners = dict.fromkeys(self._copies[c.barcode][1] for c in draft.copies if c.barcode in self._copies)
        owners = {i: None for i in owners if i in self._standing}
        by_key: list[int] = []
        for key in keys_of(draft):
            found = self._by_key.get(key[:3] if key[0] == "isbn" else key, ())
            by_key = [i for i in found if key[0] == "control" or self._may_be(draft, self._standing[i].draft)]
            if by_key:
                break
        if len(owners) == 1 and next(iter(owners)) in by_key:
            return list(owners)
        return list(dict.fromkeys([*owners, *by_key]))

    def _may_be(self, draft: BookDraft, other: BookDraft) -> bool:
        """Whether a title found by a loose key can be the draft's: two control numbers or two parts are two titles."""
        controls, parts = {draft.control_number, other.control_number}, {draft.part, other.part}
        return len(controls - {""}) < 2 and (not draft.isbn or len(parts - {""}) < 2)

    def _sort_new(self, line: int, draft: BookDraft) -> None:
        keys = keys_of(draft)
        first = self._pending.get(keys[0])
        if first is not None and not draft.copies:
            self._found.reject(line, _("Title"), _("stands twice, first on line {n}").format(n=first))
            return
        self._found.new.append(New(line, draft))
        if first is not None:
            return
        self._pending.setdefault(keys[0], line)
        if draft.isbn:
            self._isbns[draft.isbn]["line", line] = draft.title
            self._new_isbns.add(draft.isbn)

    def _sort_known(self, line: int, draft: BookDraft, title_id: int) -> None:
        fresh = tuple(c for c in draft.copies if c.barcode not in self._copies)
        changes = list(self._title_changes(draft, self._standing[title_id].draft))
        for copy in draft.copies:
            if copy.barcode in self._copies:
                changes += self._copy_changes(copy, self._copies[copy.barcode][2])
        if fresh:
            self._found.new.append(New(line, replace(draft, copies=fresh), title_id))
        if changes:
            name = self._standing[title_id].draft.title
            self._found.differing.append(Differing(line, draft, title_id, name, tuple(changes)))
        if not fresh and not changes:
            self._found.equal += 1

    def _title_changes(self, draft: BookDraft, old: BookDraft) -> tuple[tuple[str, str, str], ...]:
        return plans.differences(
            (_(_TITLES[f]), _shown(f, getattr(old, f)), _shown(f, getattr(draft, f))) for f in TITLE_FIELDS
        )

    def _copy_changes(self, copy: CopyDraft, old: CopyDraft) -> tuple[tuple[str, str, str], ...]:
        return plans.differences(
            (_(_COPY_TITLES[f]), _shown(f, getattr(old, f)), _shown(f, getattr(copy, f))) for f in _COPY_FIELDS
        )

    def shared_isbns(self) -> list[str]:
        """One notice for each ISBN that a new title shares with another."""
        words = _("ISBN {isbn} is shared by {titles}.")
        return [
            words.format(isbn=isbn, titles=_(", ").join(f"“{t}”" for t in titles.values()))
            for isbn, titles in self._isbns.items()
            if isbn in self._new_isbns and len(titles) > 1
        ]


def _shown(name: str, value: Any) -> Any:
    return yuan(value) if name == "price" and value is not None else value


# ---------------------------------------------------------------- taking

_TITLE_NAMES, _COPY_NAMES = (*TITLE_FIELDS, "gift", "created_at"), ("barcode", *_COPY_FIELDS, "title_id")
_title_values, _copy_values = attrgetter(*_TITLE_NAMES[:-1]), attrgetter(*_COPY_NAMES[:-1])


def take(session: Session, plan: Plan[BookDraft], *, update: bool, now: datetime, watch: Watch = NOBODY) -> Imported:
    """Write the plan: new titles, then the new copies of them and of those that stand."""
    changed = plan.differing if update else ()
    total = len(plan.new) + len(changed)
    ids: dict[Key, int] = {}
    for done, block in enumerate(plans.blocks(plan.new)):
        watch.tell(done * plans.BLOCK, total)
        _add(session, [(n.draft, n.id) for n in block], ids, now)
    for done, some in enumerate(plans.blocks(changed)):
        watch.tell(len(plan.new) + done * plans.BLOCK, total)
        for one in some:
            _change(session, one)
        session.flush()
        session.expunge_all()
    watch.tell(total, total)
    return plans.imported(plan, update=update)


def _add(session: Session, books: Sequence[tuple[BookDraft, int | None]], ids: dict[Key, int], now: datetime) -> None:
    """Insert a block: each title once, by its surest key, and all copies."""
    fresh: dict[Key, BookDraft] = {}
    keys = [keys_of(draft)[0] for draft, _id in books]
    for key, (draft, title_id) in zip(keys, books, strict=True):
        if title_id is None and key not in ids:
            fresh.setdefault(key, draft)
    titles = [dict(zip(_TITLE_NAMES, (*_title_values(d), now), strict=True)) for d in fresh.values()]
    table: Any = Title.__table__
    ids.update(zip(fresh, journal.insert_many(session, table, titles), strict=True))
    copies = [
        _copy(copy, ids[key] if title_id is None else title_id, now)
        for key, (draft, title_id) in zip(keys, books, strict=True)
        for copy in draft.copies
    ]
    table = Copy.__table__
    journal.insert_many(session, table, copies)


def _copy(copy: CopyDraft, title_id: int, now: datetime) -> dict[str, Any]:
    row = dict(zip(_COPY_NAMES, (*_copy_values(copy), title_id), strict=True))
    row["item_type"] = copy.item_type or "book"
    row["acquired_on"] = copy.acquired_on or now.date()
    return row


def _change(session: Session, one: Differing[BookDraft]) -> None:
    """Bring a title and its copies up to what the file says; what the file leaves out stays."""
    title = session.get_one(Title, one.id)
    for name in TITLE_FIELDS:
        value = getattr(one.draft, name)
        if value not in ("", None):
            setattr(title, name, value)
    if one.draft.price is not None:
        title.gift = one.draft.gift
    barcodes = {c.barcode: c for c in one.draft.copies}
    for copy in session.scalars(select(Copy).where(Copy.barcode.in_(barcodes))):
        for name in _COPY_FIELDS:
            value = getattr(barcodes[copy.barcode], name)
            if value not in ("", None):
                setattr(copy, name, value)
