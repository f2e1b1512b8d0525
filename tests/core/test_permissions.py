import ast
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import venuedesk.core
import venuedesk.exchange
import venuedesk.reports
from venuedesk.core import permissions, users
from venuedesk.core.desk import name_of
from venuedesk.core.errors import Refused

# what only other commands and queries call, on a session of theirs; everything else that takes a session and names the
# rest goes through the desk
INSIDE = {
    "books.next_number",
    "books.next_numbers",
    "books.sharing",
    "calendar.seed",
    "history.erase",
    "history.of_row",
    "house.lending_rule",
    "house.rule_row",
    "house.seed",
    "house.zone_id",
    "lending.loans_by_id",
    "visits.seed",
}


def deeds() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public function whose first parameter is ``session`` and whose others are named."""
    for package in (venuedesk.core, venuedesk.exchange, venuedesk.reports):
        for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            if ".migrations" in module.name:
                continue
            found = importlib.import_module(module.name)
            for name, one in inspect.getmembers(found, inspect.isfunction):
                if one.__module__ == module.name and not name.startswith("_") and goes_by_the_desk(one):
                    yield name_of(one), one


def goes_by_the_desk(one: Callable[..., Any]) -> bool:
    first, *rest = [*inspect.signature(one).parameters.values(), None]
    return first is not None and first.name == "session" and all(p is None or p.kind == p.KEYWORD_ONLY for p in rest)


DEEDS = dict(deeds())


def test_the_walk_finds_the_deeds():
    assert {"lending.check_out", "lending.overdue", "journal.undo", "front.scan", "people.member"} <= DEEDS.keys()


def unused() -> set[str]:
    """Deeds that take nothing but the session are queries too, unless they are inside."""
    return {name for name, one in DEEDS.items() if len(inspect.signature(one).parameters) == 1}


@pytest.mark.parametrize("name", sorted(DEEDS.keys() - INSIDE - unused()))
def test_every_deed_has_a_permit(name: str):
    assert name in permissions.COMMANDS or name in permissions.QUERIES


@pytest.mark.parametrize("name", sorted(permissions.COMMANDS | permissions.QUERIES))
def test_every_permit_is_for_a_deed_and_for_somebody(name: str):
    permit = (permissions.COMMANDS | permissions.QUERIES)[name]
    assert permit.roles
    assert permit.roles <= set(users.ROLES)
    assert users.MANAGER in permit.roles
    if name not in DEEDS:
        subject, deed = name.split(".")
        packages = ("core", "exchange", "reports")
        assert any(exists(f"venuedesk.{p}{s}", deed) for p in packages for s in (f".{subject}", "") if p or s)


def exists(module: str, deed: str) -> bool:
    try:
        return hasattr(importlib.import_module(module), deed)
    except ModuleNotFoundError:
        return False


GIVES = {"do", "ask", "do_with_password", "perform", "do_asking"}


def given() -> Iterator[str]:
    """Every ``subject.deed`` that the window, the command line and the importers hand to the desk."""
    for path in sorted(Path(venuedesk.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in GIVES:
                deed = next((a for a in node.args if isinstance(a, ast.Attribute)), None)
                if deed is not None and isinstance(deed.value, ast.Name) and deed.value.id != "self":
                    yield f"{deed.value.id}.{deed.attr}"


def test_whatever_is_handed_to_the_desk_has_a_permit():
    found = set(given())
    assert len(found) > 20
    assert {deed for deed in found & DEEDS.keys() if deed not in permissions.COMMANDS | permissions.QUERIES} == set()


def test_no_deed_is_command_and_query():
    assert set(permissions.COMMANDS) & set(permissions.QUERIES) == set()


@pytest.mark.parametrize("name", sorted(INSIDE))
def test_what_is_inside_exists_and_has_no_permit(name: str):
    assert name in DEEDS
    assert name not in permissions.COMMANDS | permissions.QUERIES


@pytest.mark.parametrize(
    ("name", "role", "may"),
    [
        ("front.scan", users.CLERK, True),
        ("lending.check_out", users.CLERK, True),
        ("lending.report_lost", users.CLERK, False),
        ("lending.report_lost", users.LIBRARIAN, True),
        ("house.set_settings", users.LIBRARIAN, False),
        ("house.set_settings", users.MANAGER, True),
        ("lending.overdue", users.CLERK, True),
    ],
)
def test_a_role_may_what_the_table_says(name: str, role: str, may: bool):
    if may:
        assert role in permissions.require(name, role).roles
    else:
        with pytest.raises(Refused) as refused:
            permissions.require(name, role)
        (problem,) = refused.value.problems
        assert (problem.code, problem.facts) == ("NotAllowed", {"deed": name})


def test_a_password_is_asked_where_people_come_and_go():
    assert permissions.require("users.save_user", users.MANAGER).password
    assert not permissions.require("lending.check_out", users.MANAGER).password


def test_a_deed_that_the_table_lacks_is_a_bug():
    with pytest.raises(KeyError):
        permissions.require("lending.give_away", users.MANAGER)
