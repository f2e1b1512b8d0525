"""Slips: what a command says is now true.

A slip is a frozen dataclass. Its ids and numbers are kept in the journal; the texts marked ``named`` are not: they are
looked up again, through present names, when an old action is shown.
"""

import dataclasses
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, get_args

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from venuedesk.core.db import read as run

Many = Callable[[Session, list[dict[str, Any]]], list[str]]
NAMES: dict[str, Callable[[Session, dict[str, Any]], str]] = {}  # filled by the subjects: how to look a text up again
NAMES_OF_MANY: dict[str, Many] = {}  # the same for many slips at once, where one query can do it
NOTHING_KNOWN: Mapping[str, str] = {}


@dataclass(frozen=True)
class Slip:
    """Base of all slips; ``str()`` says it in the language in use."""

    classes: ClassVar[dict[str, type["Slip"]]] = {}

    def __init_subclass__(cls) -> None:
        """Know every kind of slip by its name, for the tape."""
        super().__init_subclass__()
        Slip.classes[cls.__name__] = cls


def named(how: str) -> Any:
    """A text field that is looked up by ``NAMES[how]`` when the slip is read back from the journal."""
    return dataclasses.field(default="", metadata={"named": how})


def shown() -> Any:
    """Texts that are shown with the slip once and not kept: notices for the clerk."""
    return dataclasses.field(default=(), metadata={"shown": True})


def kept(slip: object) -> dict[str, Any]:
    """The values of a slip that go into the journal: all but the looked-up texts and the empty ones."""
    if not isinstance(slip, Slip):
        return {}
    found = {}
    for one in dataclasses.fields(slip):
        value = getattr(slip, one.name)
        if not one.metadata and value is not None and value != ():
            found[one.name] = value.isoformat() if isinstance(value, date) else value
    return found


def look_up_many(how: str, many: Many) -> None:
    """Let texts be looked up by ``many``, for one slip and for a list of them."""
    NAMES_OF_MANY[how] = many
    NAMES[how] = lambda session, values: many(session, [values])[0]


_IDS = select(func.json_each(bindparam("ids")).table_valued("value").c.value)


def names_by(key: str, query: Select[int, str]) -> Many:
    """The texts that ``query`` selects beside an id, for the ids that the slips tell by ``key``; '' where none is."""
    fixed = query.where(query.selected_columns[0].in_(_IDS))

    def names(session: Session, values: list[dict[str, Any]]) -> list[str]:
        ids = json.dumps(sorted({v[key] for v in values if v.get(key) is not None}))
        found: dict[Any, str] = {row[0]: row[1] for row in run(session, fixed, ids=ids)}
        return [found.get(v.get(key), "") for v in values]

    return names


def read(session: Session, name: str, values: dict[str, Any], known: Mapping[str, str] = NOTHING_KNOWN) -> Slip | None:
    """A slip read back from the journal with present names, None when its class is no more.

    ``known`` are texts that were looked up before, by how they are looked up.
    """
    cls = Slip.classes.get(name)
    if cls is None:
        return None
    filled: dict[str, Any] = {}
    for field, how, kinds in _fields(cls):
        if how:
            filled[field] = known[how] if how in known else NAMES[how](session, values)
        elif field in values:
            filled[field] = _typed(kinds, values[field])
    return cls(**filled)


_FIELDS: dict[Any, tuple[tuple[str, str, tuple[Any, ...]], ...]] = {}


def _fields(cls: type[Slip]) -> tuple[tuple[str, str, tuple[Any, ...]], ...]:
    """The fields of a kind of slip: the name, how the text is looked up ('' where it is kept), the types."""
    if cls not in _FIELDS:
        found = dataclasses.fields(cls)
        parts = ((one.name, one.metadata.get("named", ""), get_args(one.type) or (one.type,)) for one in found)
        _FIELDS[cls] = tuple(parts)
    return _FIELDS[cls]


def said(session: Session, name: str, values: dict[str, Any], known: Mapping[str, str] = NOTHING_KNOWN) -> str:
    """What a slip of the journal says now."""
    slip = read(session, name, values, known)
    return name if slip is None else str(slip)


def said_many(session: Session, kept: Sequence[tuple[str, dict[str, Any]]]) -> list[str]:
    """What many slips of the journal say now, each given by its class and its values."""
    places: dict[str, list[int]] = {}
    for place, (name, _values) in enumerate(kept):
        for _field, how, _kinds in _fields(Slip.classes[name]) if name in Slip.classes else ():
            if how in NAMES_OF_MANY:
                places.setdefault(how, []).append(place)
    known: list[dict[str, str]] = [{} for _slip in kept]
    for how, some in places.items():
        texts = NAMES_OF_MANY[how](session, [kept[place][1] for place in some])
        for place, text in zip(some, texts, strict=True):
            known[place][how] = text
    return [said(session, name, values, known[place]) for place, (name, values) in enumerate(kept)]


def _typed(kinds: tuple[Any, ...], value: Any) -> Any:
    """A value of the journal as the field's types have it."""
    if isinstance(value, str) and datetime in kinds:
        return datetime.fromisoformat(value)
    if isinstance(value, str) and date in kinds:
        return date.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value
