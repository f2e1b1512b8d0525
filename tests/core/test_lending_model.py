"""Any sequence of lending, returning, renewing and undoing leaves the file as a simple model says."""

import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.room import Room
from venuedesk.core import file, journal, lending
from venuedesk.core.errors import NeedsYes, Refused

MEMBERS, COPIES, LIMIT = 3, 4, 5
ALL = frozenset(("WithoutCard", "OverLimit", "Overdue", "RenewalLimit", "LoanOverdue", "CopyWasLost", "HeldForAnother"))


@dataclass(frozen=True)
class Model:
    """Who has which copy and how often it was renewed, which copies are lost, and what was counted."""

    loans: tuple[tuple[int, int, int], ...] = ()  # copy, member, renewals
    lost: frozenset[int] = frozenset()
    counted: tuple[tuple[str, int], ...] = (("in_house", 0), ("loan", 0), ("lost", 0), ("renewal", 0), ("return", 0))

    def of(self, copy: int) -> tuple[int, int, int] | None:
        return next((loan for loan in self.loans if loan[0] == copy), None)

    def less(self, copy: int) -> tuple[tuple[int, int, int], ...]:
        return tuple(loan for loan in self.loans if loan[0] != copy)

    def count(self, kind: str) -> tuple[tuple[str, int], ...]:
        return tuple((k, n + (k == kind)) for k, n in self.counted)


class Lending(RuleBasedStateMachine):
    """The desk beside the model; ``past`` is the model after each gesture that can still be undone."""

    room: ClassVar[Room]
    members = st.integers(1, MEMBERS)
    copies = st.integers(1, COPIES)

    @initialize()
    def a_new_day(self) -> None:
        self.model = Model()
        self.past: list[tuple[int, Model]] = []

    def did(self, after: Model) -> None:
        self.past.append((self.room.last_action(), self.model))
        self.model = after

    @rule(member=members, copy=copies)
    def lend(self, member: int, copy: int) -> None:
        model = self.model
        if model.of(copy):
            with pytest.raises(Refused):
                self.room.do(lending.check_out, member_id=member, copy_id=copy, accepted=ALL)
            return
        self.room.do(lending.check_out, member_id=member, copy_id=copy, accepted=ALL)
        loans = tuple(sorted((*model.loans, (copy, member, 0))))
        self.did(replace(model, loans=loans, lost=model.lost - {copy}, counted=model.count("loan")))

    @rule(copy=copies)
    def take_back(self, copy: int) -> None:
        model = self.model
        if not model.of(copy):
            with pytest.raises(Refused):
                self.room.take_back(copy)
            return
        self.room.take_back(copy)
        self.did(replace(model, loans=model.less(copy), counted=model.count("return")))

    @rule(copy=copies, yes=st.booleans())
    def renew(self, copy: int, yes: bool) -> None:
        model = self.model
        found = model.of(copy)
        if found is None:
            return
        ((loan,),) = self.room.rows("SELECT id FROM loans WHERE copy_id = :c AND returned_at IS NULL", c=copy)
        if found[2] >= 1 and not yes:
            with pytest.raises(NeedsYes):
                self.room.do(lending.renew, loan_id=loan)
            return
        self.room.do(lending.renew, loan_id=loan, accepted=ALL if yes else frozenset())
        loans = tuple(sorted((*model.less(copy), (copy, found[1], found[2] + 1))))
        self.did(replace(model, loans=loans, counted=model.count("renewal")))

    @rule(copy=copies)
    def lose(self, copy: int) -> None:
        model = self.model
        if copy in model.lost:
            with pytest.raises(Refused):
                self.room.do(lending.report_lost, copy_id=copy)
            return
        self.room.do(lending.report_lost, copy_id=copy)
        counted = model.count("lost") if model.of(copy) else model.counted
        self.did(replace(model, loans=model.less(copy), lost=model.lost | {copy}, counted=counted))

    @rule(copy=copies)
    def read_on_site(self, copy: int) -> None:
        model = self.model
        self.room.later(minutes=31)
        if model.of(copy):
            with pytest.raises(Refused):
                self.room.do(lending.record_in_house_use, copy_id=copy, accepted=ALL)
            return
        self.room.do(lending.record_in_house_use, copy_id=copy, accepted=ALL)
        self.did(replace(model, lost=model.lost - {copy}, counted=model.count("in_house")))

    @rule()
    def undo_the_last(self) -> None:
        if self.past:
            action, before = self.past.pop()
            self.room.do(journal.undo, action_id=action)
            self.model = before

    @rule()
    def undo_the_last_and_think_better_of_it(self) -> None:
        if self.past:
            self.room.do(journal.undo, action_id=self.past[-1][0])
            self.room.do(journal.undo, action_id=self.room.last_action())

    @rule(data=st.data())
    def undo_an_older_one_at_the_most_refused(self, data: st.DataObject) -> None:
        """An older gesture goes only where nothing newer stands on it; then the rest is as if it had never been."""
        if len(self.past) < 2:
            return
        action, _ = self.past[data.draw(st.integers(0, len(self.past) - 2))]
        before = self.room.last_action()
        try:
            self.room.do(journal.undo, action_id=action)
        except Refused as refused:
            (problem,) = refused.problems
            assert problem.code == "CannotUndo"
            assert action < problem.facts["action"] <= before
        else:
            self.room.do(journal.undo, action_id=self.room.last_action())

    @invariant()
    def the_file_is_as_the_model(self) -> None:
        if not hasattr(self, "model"):
            return
        loans = self.room.rows(
            "SELECT copy_id, member_id, renewals FROM loans WHERE returned_at IS NULL ORDER BY copy_id"
        )
        assert tuple(loans) == self.model.loans
        lost = self.room.rows("SELECT id FROM copies WHERE state = 'lost'")
        assert {i for (i,) in lost} == self.model.lost
        sums = dict(self.room.rows("SELECT kind, sum(quantity) FROM events GROUP BY kind"))
        assert {k: sums.get(k, 0) for k, _ in self.model.counted} == dict(self.model.counted)

    def teardown(self) -> None:
        assert self.room.faults() == []


@pytest.mark.uncounted
def test_any_sequence_of_gestures_leaves_what_a_simple_model_says(room: Room, tmp_path: Path):
    for n in range(MEMBERS):
        room.member(f"读者{n}")
    for n in range(COPIES):
        room.copy(f"B{n}", "活着" if n < 2 else "围城")
    path = room.file.path
    room.file.close()
    pure = shutil.copy(path, tmp_path / file.NAME)

    class Machine(Lending):
        def __init__(self) -> None:
            super().__init__()
            Lending.room.close()
            file.remove(path)
            shutil.copy(pure, path)
            Lending.room = Room(room.file)

    Lending.room = room
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=25, stateful_step_count=20, deadline=None, suppress_health_check=checks, derandomize=True
        ),
    )
