"""The verbs of visits: the line of the counting page, what its forms do, and what then stands.

line +                          the keys of the line: +, -, /2, *1 act at once, anything else ends with Enter
hour 2026-11-19 9 set 40        an hour of the chosen door entered; ``day`` for a gate's whole day; or ``add``
day 2026-11-18 closed           the chosen door's day marked, the same once more takes the mark away
group 机械厂工会 45 industrial=30   a group of the unit of that name, else under that free name, in the chosen zone
door 东门 gate both_ways         a door that stands there, put up by the manager
counted 12 of 15                the chosen door's figure of today, and that of all doors; ``on DAY`` for another day
hours 9=12 10=3                 the chosen door's hours of today
day is 2026-11-18 closed        the state of the chosen door's day
attendances 46 units=1          of today
"""

from datetime import date
from typing import Any

from sqlalchemy import select

from tests.stories import scene
from tests.stories.runner import Stage, _need, _options, aside, verb
from venuedesk.core import front, visits
from venuedesk.core.people import Category, Unit


def counting(stage: Stage) -> front.Counting:
    """The counting page's line of this stage; a new one after a power cut."""
    found: front.Counting | None = getattr(stage, "counting", None)
    if found is None or found.front is not stage.front:
        found = front.Counting(stage.front)
        stage.counting = found  # type: ignore[attr-defined]
    return found


@verb("line")
def _line(stage: Stage, text: str) -> front.Answer | None:
    line = counting(stage)
    for n in range(1, len(text) + 1):
        answer = line.typed(text[:n])
        if answer is not None:
            _need(n == len(text), f"{text[:n]} acts at once")
            return answer
    answer = line.entered(text, tick=stage.tick)
    return stage.front.scan(text, tick=stage.tick) if answer is None else answer


@verb("hour")
def _hour(stage: Stage, day: str, hour: str, way: str, count: str) -> front.Answer:
    _need(way in ("set", "add"), "hour DAY HOUR set|add COUNT")
    return stage.front.perform(
        visits.set_hour,
        door_id=counting(stage).door_id,
        day=date.fromisoformat(day),
        hour=None if hour == "day" else int(hour),
        count=int(count),
        adding=way == "add",
        now=stage.clock,
    )


@verb("day")
def _day(stage: Stage, day: str, state: str) -> front.Answer:
    wanted = {"door_id": counting(stage).door_id, "day": date.fromisoformat(day), "state": state}
    return stage.front.perform(visits.mark_day, now=stage.clock, **wanted)


@verb("group")
def _group(stage: Stage, name: str, headcount: str, *parts: str) -> front.Answer:
    line = counting(stage)
    with stage.file.reader.connect() as connection:
        unit = connection.scalar(select(Unit.id).where(Unit.name == name))
        codes: dict[str, int] = {code: id_ for id_, code in connection.execute(select(Category.id, Category.code))}
    split = tuple((codes[code], int(n)) for code, n in _options(parts).items())
    who: dict[str, Any] = {"group_name": name} if unit is None else {"unit_id": unit}
    draft = visits.GroupDraft(zone_id=line.zone_id, headcount=int(headcount), parts=split, **who)
    return stage.front.perform(visits.sign_in_group, draft=draft, now=stage.clock)


@aside("door")
def _door(stage: Stage, name: str, *words: str) -> None:
    known = {d.name: d.id for d in stage.desk.ask(visits.doors)}
    draft = visits.DoorDraft(
        name=name,
        counted_by=words[0] if words else visits.HAND,
        both_ways="both_ways" in words,
        position=0 if name in known else 9,
        door_id=known.get(name),
    )
    scene.write(
        stage.file, stage.clock, lambda session: visits.save_door(session, draft=draft, now=stage.clock) and None
    )


# what stands


@aside("counted")
def _counted(stage: Stage, count: str, *rest: str) -> None:
    day = date.fromisoformat(rest[rest.index("on") + 1]) if "on" in rest else stage.clock.date()
    rows = stage.desk.ask(visits.hours, day=day)
    found = sum(r.visits for r in rows if r.door_id == counting(stage).door_id)
    _need(str(found) == count, f"{found} were counted, not {count}")
    if "of" in rest:
        everyone = sum(r.visits for r in rows)
        _need(str(everyone) == rest[rest.index("of") + 1], f"{everyone} were counted at all doors")


@aside("hours")
def _hours(stage: Stage, *wanted: str) -> None:
    rows = stage.desk.ask(visits.hours, day=stage.clock.date())
    found = [f"{'day' if r.hour is None else r.hour}={r.visits}" for r in rows if r.door_id == counting(stage).door_id]
    _need(found == [w for w in wanted if w != "none"], f"hours: {' '.join(found) or 'none'}")


@aside("day is")
def _day_is(stage: Stage, day: str, state: str) -> None:
    first = date.fromisoformat(day)
    rows = stage.desk.ask(visits.days, first=first, last=first)
    found = [r.state for r in rows if r.door_id == counting(stage).door_id]
    _need(found == [state], f"the day is {found}")


@aside("attendances")
def _attendances(stage: Stage, count: str, *wanted: str) -> None:
    sql = (
        "SELECT coalesce(sum(quantity), 0), count(DISTINCT coalesce(unit_id, group_name)), sum(industrial * quantity)"
        " FROM events WHERE kind = 'attendance' AND day = ?"
    )
    with stage.file.reader.connect() as connection:
        ((people, units, industrial),) = connection.exec_driver_sql(sql, (stage.clock.date().isoformat(),)).all()
    facts = {"units": str(units), "industrial": str(industrial)}
    _need(str(people) == count, f"{people} attendances, not {count}")
    for key, value in _options(wanted).items():
        _need(facts[key] == value, f"{key} is {facts[key]}, not {value}")
