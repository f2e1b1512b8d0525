"""The years of the reading room: loans, their renewals and returns, and holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from tests.bench.venue_pen import NOW, Deed, Pen

RENEWED = 0.08  # of all loans
HOLDS = 33  # as many loans come with one hold; those of the last fortnight still wait


@dataclass
class Out:
    """One open loan while the years pass."""

    id: int
    copy: int
    member: int
    lent: str
    due: str
    renewals: int = 0


class Lending:
    """Every day some loans, the returns that are due, some renewals and holds."""

    def __init__(self, pen: Pen) -> None:
        self.pen = pen
        self.zone_id = pen.zones["reading"]
        (self.rule,) = pen.raw.execute("SELECT id FROM lending_rules WHERE item_type = '*'").fetchone()
        self.shelf = list(range(1, pen.size.copies + 1))
        self.back: dict[int, list[Out]] = {}
        self.out: dict[int, int] = {}  # how many books a member has
        self.lent = self.planned = self.holds = 0

    def deeds(self, n: int, day: date) -> Iterator[Deed]:
        """What happens on the nth day."""
        pen, days, date_ = self.pen, self.pen.size.days, day.isoformat()
        until = 20 if n < days - 1 else NOW.hour
        for loan in self.back.pop(n, ()):
            at, renewed = pen.moment(date_, 9, until), date_ + "T09:00:00"
            yield at, partial(self._return, loan, at)
            if pen.chance.random() < RENEWED and loan.due[:10] > date_:
                yield renewed, partial(self._renew, loan, renewed)
        target = pen.size.loans * (n + 1) // days
        new = target - self.planned
        self.planned = target
        for _n in range(new // HOLDS + (pen.chance.random() < new % HOLDS / HOLDS)):
            yield date_ + "T08:59:00", partial(self._hold, date_, waits=n > days - 14)
        for _n in range(new):
            at = pen.moment(date_, 9, until)
            yield at, partial(self._lend, at, n)

    def finish(self) -> None:
        """The loans that are still out."""
        for loan in (one for some in self.back.values() for one in some):
            self._loan(loan, None)

    # ------------------------------------------------------------ gestures

    def _hold(self, day: str, *, waits: bool) -> None:
        pen = self.pen
        self.holds += 1
        at, ended = f"{day}T08:59:00", f"{day}T08:59:30"
        member = pen.chance.randrange(1, pen.size.members + 1)
        title = pen.chance.randrange(1, pen.size.titles + 1)
        parts = {"title_id": title, "member_id": member, "placed_at": at, "state": "waiting"}
        kept = {"hold_id": self.holds, "title_id": title, "member_id": member}
        pen.act(at, "lending.place_hold", "HoldPlaced", {**kept, "place": 1}, [("holds", self.holds, None, parts)])
        if not waits:
            change = ("holds", self.holds, {"state": "waiting"}, {"state": "cancelled"})
            pen.act(ended, "lending.cancel_hold", "HoldCancelled", kept, [change])
        pen.keep("holds", self.holds, {**parts, "state": "waiting" if waits else "cancelled"})

    def _stay(self) -> int:
        """Days until a book comes back; three in a hundred are late."""
        chance = self.pen.chance
        return chance.randrange(2, 30) if chance.random() < 0.97 else chance.randrange(32, 120)

    def _lend(self, at: str, n: int) -> None:
        pen, shelf, out = self.pen, self.shelf, self.out
        self.lent += 1
        place = pen.chance.randrange(len(shelf))
        shelf[place], shelf[-1] = shelf[-1], shelf[place]
        copy = shelf.pop()
        member = pen.chance.randrange(1, pen.size.members + 1)
        while out.get(member, 0) >= 4:
            member = pen.chance.randrange(1, pen.size.members + 1)
        out[member] = out.get(member, 0) + 1
        due = _a_month_after(at)
        made = Out(self.lent, copy, member, at, due)
        after = {
            "copy_id": copy,
            "member_id": member,
            "card_id": member,
            "rule_id": self.rule,
            "lent_at": at,
            "due_at": due,
            "tentative": 0,
            "renewals": 0,
        }
        kept = {**_named(made), "due_at": due, "tentative": False, "outstanding": out[member]}
        self._gesture(at, "check_out", "CheckedOut", kept, (None, after), made, "loan")
        self.back.setdefault(n + self._stay(), []).append(made)

    def _renew(self, loan: Out, at: str) -> None:
        due = _a_month_after(loan.due)
        change = ({"due_at": loan.due, "renewals": 0}, {"due_at": due, "renewals": 1})
        kept = {**_named(loan), "due_at": due, "renewals": 1, "tentative": False}
        self._gesture(at, "renew", "Renewed", kept, change, loan, "renewal")
        loan.due, loan.renewals = due, 1

    def _return(self, loan: Out, at: str) -> None:
        change = ({"returned_at": None, "outcome": None}, {"returned_at": at, "outcome": "returned"})
        late = max(0, (datetime.fromisoformat(at[:10]) - datetime.fromisoformat(loan.due[:10])).days)
        kept = {**_named(loan), "days_late": late, "outstanding": 0}
        self._gesture(at, "check_in", "CheckedIn", kept, change, loan, "return")
        self._loan(loan, at)
        self.out[loan.member] -= 1
        self.shelf.append(loan.copy)

    def _gesture(
        self, at: str, command: str, slip: str, kept: dict[str, Any], change: Any, loan: Out, kind: str
    ) -> None:
        action = self.pen.act(at, f"lending.{command}", slip, kept, [("loans", loan.id, *change)])
        self.pen.event(action, at, kind, "loans", loan.id, member=loan.member, zone_id=self.zone_id)

    def _loan(self, one: Out, returned: str | None) -> None:
        outcome = "returned" if returned else None
        who = (one.id, one.copy, one.member, one.member, self.rule)
        self.pen.put("loans", (*who, one.lent, one.due, 0, one.renewals, returned, outcome))


def _a_month_after(at: str) -> str:
    return (datetime.fromisoformat(at[:10]) + timedelta(days=30)).date().isoformat() + "T23:59:59"


def _named(loan: Out) -> dict[str, Any]:
    return {"loan_id": loan.id, "copy_id": loan.copy, "member_id": loan.member}
