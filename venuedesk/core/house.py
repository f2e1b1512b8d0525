"""The house: the venue itself, its functional zones, and its settings."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, bindparam, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from venuedesk.core import slips
from venuedesk.core.db import Base, Day, Instant, read
from venuedesk.core.errors import Problem, ask, decide, impossible
from venuedesk.core.periods import DAY, MONTH, WEEK
from venuedesk.i18n import N_, _, day_text

# ---------------------------------------------------------------- tables


class Zone(Base):
    """A functional zone (功能区): training, activity, fitness, calligraphy, counselling, reading room."""

    __tablename__ = "zones"

    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    retired_at: Mapped[datetime | None] = mapped_column(Instant)


class Setting(Base):
    """A setting of the venue, valid from a day; the newest valid one counts, older ones stay."""

    __tablename__ = "settings"
    __table_args__: Any = (Index("ix_settings_key", "key", "valid_from"), {"sqlite_autoincrement": True})

    key: Mapped[str]
    value: Mapped[str]
    valid_from: Mapped[date] = mapped_column(Day)


class LendingRule(Base):
    """One line of the lending rules, for a member type and an item type ('*' = any), valid from a day.

    A changed number is a new row with a later ``valid_from``; a loan keeps the id of the row that made it.
    """

    __tablename__ = "lending_rules"
    __table_args__: Any = (
        CheckConstraint("period_unit IN ('day', 'week', 'month')", name="period_unit"),
        CheckConstraint("renewal_unit IN ('day', 'week', 'month')", name="renewal_unit"),
        CheckConstraint(
            "max_loans >= 0 AND period >= 0 AND renewals >= 0 AND renewal_period >= 0", name="not_negative"
        ),
        {"sqlite_autoincrement": True},
    )

    member_type: Mapped[str]
    item_type: Mapped[str]
    valid_from: Mapped[date] = mapped_column(Day)
    lendable: Mapped[bool] = mapped_column(default=True)  # False: reading on site only
    max_loans: Mapped[int]
    period: Mapped[int]
    period_unit: Mapped[str] = mapped_column(default="day")
    due_on_open_day: Mapped[bool] = mapped_column(default=True)
    renewals: Mapped[int]
    renewal_period: Mapped[int]
    renewal_unit: Mapped[str] = mapped_column(default="day")
    block_while_overdue: Mapped[bool] = mapped_column(default=True)
    ask_on_return: Mapped[bool] = mapped_column(default=False)
    retired_at: Mapped[datetime | None] = mapped_column(Instant)


# ---------------------------------------------------------------- slips and rows


@dataclass(frozen=True)
class RuleRow:
    """The lending rule that holds for one pair of types on one day."""

    id: int
    member_type: str
    item_type: str
    valid_from: date
    lendable: bool
    max_loans: int
    period: int
    period_unit: str
    due_on_open_day: bool
    renewals: int
    renewal_period: int
    renewal_unit: str
    block_while_overdue: bool
    ask_on_return: bool


@dataclass(frozen=True, kw_only=True)
class RuleDraft:
    """What the form for a lending rule fills; '*' is any type, units are day, week and month."""

    valid_from: date
    member_type: str = "*"
    item_type: str = "*"
    lendable: bool = True
    max_loans: int = 5
    period: int = 30
    period_unit: str = DAY
    due_on_open_day: bool = True
    renewals: int = 1
    renewal_period: int = 30
    renewal_unit: str = DAY
    block_while_overdue: bool = True
    ask_on_return: bool = False


@dataclass(frozen=True)
class RuleSet(slips.Slip):
    """A lending rule holds from a day on."""

    rule_id: int
    valid_from: date
    pair: str = slips.named("rule")

    def __str__(self) -> str:
        """For whom and what, and from when."""
        return _("Lending rule {pair} from {day}").format(pair=self.pair, day=day_text(self.valid_from))


@dataclass(frozen=True)
class SettingsSaved(slips.Slip):
    """Settings of the venue were changed."""

    valid_from: date
    keys: tuple[str, ...] = ()

    def __str__(self) -> str:
        """How many, and from when."""
        return _("{n} settings saved, from {day}").format(n=len(self.keys), day=day_text(self.valid_from))


# ---------------------------------------------------------------- what a new venue starts with

ZONES = (
    ("reading", N_("Reading room")),
    ("training", N_("Training")),
    ("activity", N_("Activities")),
    ("fitness", N_("Fitness")),
    ("calligraphy", N_("Calligraphy and painting")),
    ("counselling", N_("Counselling")),
)
READING = "reading"

DEFAULT_RULE: dict[str, Any] = {
    "member_type": "*",
    "item_type": "*",
    "max_loans": 5,
    "period": 30,
    "period_unit": "day",
    "renewals": 1,
    "renewal_period": 30,
    "renewal_unit": "day",
}


VENUE = "venue.name"
TEXT_SIZE = "look.text_size"
LANGUAGE = "look.language"
SECOND_FOLDER = "copies.second_folder"
PHONE = "venue.phone"
ADDRESS = "venue.address"
SCANNER = "scanner.profile"
MOST = 999  # of any number in a lending rule
TYPE_LENGTH = 30
TYPE_NAMES = {  # of readers and books that a new venue starts with
    "standard": N_("ordinary reader"),
    "book": N_("ordinary book"),
    "reference": N_("for reading on site"),
}


def seed(session: Session, *, today: date) -> None:
    """Give a new file its zones, its default lending rule and the rule for reading-only books."""
    session.add_all(Zone(code=code, name=_(name)) for code, name in ZONES)
    first = date(2000, 1, 1)
    session.add(LendingRule(valid_from=first, **DEFAULT_RULE))
    session.add(LendingRule(valid_from=first, **(DEFAULT_RULE | {"item_type": "reference", "lendable": False})))
    session.flush()


# ---------------------------------------------------------------- commands


def set_settings(session: Session, *, values: Mapping[str, str], valid_from: date) -> SettingsSaved:
    """Let settings hold from a day on; those that already have the value on that day are left as they are."""
    changed = tuple(k for k, v in values.items() if setting(session, key=k, day=valid_from, default="\0") != v)
    session.add_all(Setting(key=key, value=values[key], valid_from=valid_from) for key in changed)
    session.flush()
    return SettingsSaved(valid_from, changed)


def problems_of_rule(draft: RuleDraft, *, standing: Collection[RuleRow], today: date) -> Iterator[Problem]:
    """Yield what stands against a rule; ``standing`` are the rows of its pair that are in force or will be."""
    for words in (draft.member_type, draft.item_type):
        if not words.strip() or len(words) > TYPE_LENGTH:
            text = _("A type has 1 to {n} characters; * is any.")
            yield impossible("TypeMissing", text.format(n=TYPE_LENGTH))
    if draft.valid_from < today:
        yield impossible("RuleInPast", _("A rule holds from today on, or from a later day."))
    numbers = (draft.max_loans, draft.period, draft.renewals, draft.renewal_period)
    if any(not 0 <= n <= MOST for n in numbers):
        yield impossible("NumberOutOfRange", _("A number lies between 0 and {n}.").format(n=MOST))
    if not {draft.period_unit, draft.renewal_unit} <= {DAY, WEEK, MONTH}:
        yield impossible("UnitUnknown", _("A term is in days, weeks or months."))
    if draft.lendable and not draft.period:
        yield impossible("PeriodMissing", _("A loan lasts at least one day."))
    if draft.renewals and not draft.renewal_period:
        yield impossible("RenewalPeriodMissing", _("A renewal lasts at least one day."))
    for later in standing:
        if later.valid_from > draft.valid_from:
            words = _("From {day} another rule is entered already.").format(day=day_text(later.valid_from))
            yield ask("LaterRuleStands", words, _("The new one holds until then."), rule=later.id)


def set_lending_rule(
    session: Session, *, draft: RuleDraft, now: datetime, accepted: Collection[str] = (), reason: str = ""
) -> RuleSet:
    """Let other numbers hold for a pair of types from a day on; loans that stand keep the rule that made them.

    Refuses TypeMissing, RuleInPast, NumberOutOfRange, UnitUnknown, PeriodMissing, RenewalPeriodMissing. Asks
    LaterRuleStands.
    """
    pair = (LendingRule.member_type == draft.member_type.strip(), LendingRule.item_type == draft.item_type.strip())
    live = select(LendingRule).where(*pair, LendingRule.retired_at.is_(None)).order_by(LendingRule.valid_from)
    rows = session.scalars(live).all()
    standing = [rule_row(session, rule_id=row.id) for row in rows]
    decide(problems_of_rule(draft, standing=standing, today=now.date()), accepted)
    for row in rows:
        if row.valid_from == draft.valid_from:
            row.retired_at = now
    values = asdict(draft) | {"member_type": draft.member_type.strip(), "item_type": draft.item_type.strip()}
    rule = LendingRule(**values)
    session.add(rule)
    session.flush()
    return RuleSet(rule.id, draft.valid_from, pair_words(rule.member_type, rule.item_type))


# ---------------------------------------------------------------- queries

_RULE_COLUMNS = tuple(getattr(LendingRule, name) for name in RuleRow.__dataclass_fields__)
_RULE = select(*_RULE_COLUMNS).where(LendingRule.id == bindparam("rule"))
_RULES_OF_PAIR = select(*_RULE_COLUMNS).where(
    or_(LendingRule.member_type == bindparam("member_type"), LendingRule.member_type == "*"),
    or_(LendingRule.item_type == bindparam("item_type"), LendingRule.item_type == "*"),
    LendingRule.valid_from <= bindparam("day", type_=LendingRule.valid_from.type),
    LendingRule.retired_at.is_(None),
)
_ZONE = select(Zone.id).where(Zone.code == bindparam("code"))


def lending_rule(session: Session, *, member_type: str, item_type: str, day: date) -> RuleRow | None:
    """The rule for a pair of types on ``day``: the most exact pair, item type first, then the newest."""
    rows = read(session, _RULES_OF_PAIR, member_type=member_type, item_type=item_type, day=day)
    found = [RuleRow(*row) for row in rows]
    return max(found, key=lambda r: (r.item_type != "*", r.member_type != "*", r.valid_from, r.id), default=None)


def rule_row(session: Session, *, rule_id: int) -> RuleRow:
    """One lending rule by its id."""
    return RuleRow(*read(session, _RULE, rule=rule_id).one())


def lending_rules(session: Session, *, day: date) -> list[RuleRow]:
    """Every pair's rule in force on ``day``, exact pairs first."""
    rows = session.execute(
        select(*_RULE_COLUMNS)
        .where(LendingRule.valid_from <= day, LendingRule.retired_at.is_(None))
        .order_by(LendingRule.valid_from, LendingRule.id)
    )
    newest = {(r.member_type, r.item_type): r for r in (RuleRow(*row) for row in rows)}
    return sorted(newest.values(), key=lambda r: (r.item_type == "*", r.member_type == "*", r.item_type, r.member_type))


def every_rule(session: Session) -> list[RuleRow]:
    """Every row of the lending rules, those that no longer hold too: a loan keeps the id of the one that made it."""
    return [RuleRow(*row) for row in session.execute(select(*_RULE_COLUMNS).order_by(LendingRule.id))]


def pair_words(member_type: str, item_type: str) -> str:
    """A pair of types as it is said: any is 全部."""
    return f"{type_words(member_type, N_('any reader'))} × {type_words(item_type, N_('any book'))}"


def type_words(name: str, of_any: str) -> str:
    """A type of reader or book as it is said; ``of_any`` (marked with N_) for '*'."""
    known = of_any if name == "*" else TYPE_NAMES.get(name, "")
    return _(known) or name


def zones(session: Session) -> list[tuple[int, str]]:
    """The id and name of every zone in use."""
    rows = session.execute(select(Zone.id, Zone.name).where(Zone.retired_at.is_(None)).order_by(Zone.id))
    return [(id_, name) for id_, name in rows]


def setting(session: Session, *, key: str, day: date, default: str = "") -> str:
    """The value of a setting on ``day``, or ``default``."""
    found = session.scalar(
        select(Setting.value)
        .where(Setting.key == key, Setting.valid_from <= day)
        .order_by(Setting.valid_from.desc(), Setting.id.desc())
        .limit(1)
    )
    return default if found is None else found


def settings(session: Session, *, day: date) -> dict[str, str]:
    """Every setting with its value on ``day``."""
    known = select(Setting.key, Setting.value).where(Setting.valid_from <= day)
    return {key: value for key, value in session.execute(known.order_by(Setting.valid_from, Setting.id))}


def zone_id(session: Session, *, code: str) -> int:
    """The id of a zone by its code; LookupError when there is none."""
    known: dict[str, int] = session.info.setdefault("zones", {})
    if code not in known:
        found = read(session, _ZONE, code=code).scalar()
        if found is None:
            raise LookupError(code)
        known[code] = found
    return known[code]


def _venue(session: Session, values: dict[str, Any]) -> str:
    named = select(Setting.value).where(Setting.key == VENUE)
    return session.scalar(named.order_by(Setting.valid_from.desc(), Setting.id.desc()).limit(1)) or ""


def _rule(session: Session, values: dict[str, Any]) -> str:
    found = session.get(LendingRule, values.get("rule_id"))
    return "" if found is None else pair_words(found.member_type, found.item_type)


slips.NAMES["venue"] = _venue
slips.NAMES["rule"] = _rule
