"""The walls of the house: who may import whom, and how large a file and a function may be."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import venuedesk

HOUSE = Path(venuedesk.__file__).parent
FILES = sorted(p for p in HOUSE.rglob("*.py") if "versions" not in p.parts)
LINES, FUNCTION = 400, 40

ABOVE_CORE = ("ui", "reports", "exchange", "cli", "__main__", "demo", "tour")
NOT_OF_CORE = ("PySide6", "shiboken6", "reportlab", "openpyxl", "qt_material", "pymarc", "pypdfium2")
FORBIDDEN = {  # layer: packages of others, parts of ours
    "core": (NOT_OF_CORE, ABOVE_CORE),
    "exchange": (("PySide6", "shiboken6", "reportlab"), ("ui", "reports", "cli", "__main__", "demo", "tour")),
    "reports": (("PySide6", "shiboken6"), ("ui", "exchange", "cli", "__main__", "demo", "tour")),
    "ui": (("sqlalchemy", "sqlite3", "alembic"), ("__main__",)),
    "cli": (("PySide6", "shiboken6"), ("__main__",)),
    "i18n": (NOT_OF_CORE, (*ABOVE_CORE, "core")),
    "paths": (NOT_OF_CORE, (*ABOVE_CORE, "core", "i18n")),
}
# the subjects of core from the ground up: one refers to those beside and before it, never to a later one
SUBJECTS = (
    ("errors", "pages", "periods", "isbn", "texts", "texttools"),
    ("db",),
    ("slips",),
    ("users",),
    ("journal",),
    ("house",),
    ("calendar", "people", "books", "rooms", "events"),
    ("codes", "scanner", "lending", "bookings"),
    ("visits",),
    ("tallies",),
    ("front", "desk"),
)
RANK = {name: rank for rank, names in enumerate(SUBJECTS) for name in names}


def name_of(path: Path) -> str:
    return path.relative_to(HOUSE.parent).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")


def imports(path: Path) -> Iterator[str]:
    """Every module and member that a file imports, at its top or inside of a function, but not for types only."""
    tree = ast.parse(path.read_text("utf-8"))
    types_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in types_only:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def layer_of(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def breaches(path: Path, found: list[str]) -> list[str]:
    layer = layer_of(name_of(path))
    packages, parts = FORBIDDEN.get(layer, ((), ()))
    return [m for m in found if m.split(".")[0] in packages or (m.startswith("venuedesk.") and layer_of(m) in parts)]


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_imports_go_one_way(path: Path):
    assert breaches(path, list(imports(path))) == []


def test_a_breach_is_seen(tmp_path: Path):
    wrong = tmp_path / "wrong.py"
    wrong.write_text("def f():\n    from PySide6 import QtCore\nimport venuedesk.ui.page\nfrom venuedesk import cli\n")
    assert breaches(HOUSE / "core" / "x.py", list(imports(wrong))) == [
        "venuedesk.ui.page",
        "venuedesk.cli",
        "PySide6.QtCore",
    ]
    assert breaches(HOUSE / "ui" / "x.py", ["sqlalchemy.text", "venuedesk.core.desk.Desk"]) == ["sqlalchemy.text"]


def subject_of(module: str) -> str:
    parts = module.split(".")
    return parts[2] if parts[:2] == ["venuedesk", "core"] and len(parts) > 2 else ""


@pytest.mark.parametrize("path", [p for p in FILES if subject_of(name_of(p)) in RANK], ids=name_of)
def test_subjects_refer_to_each_other_one_way(path: Path):
    own = subject_of(name_of(path))
    others = {subject_of(m) for m in imports(path)} - {own}
    assert {other for other in others if RANK.get(other, -1) > RANK[own]} == set()


SQL = re.compile(r"\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE|DROP|PRAGMA)\s+[\w*(]", re.ASCII)


@pytest.mark.parametrize("path", [p for p in FILES if layer_of(name_of(p)) == "ui"], ids=name_of)
def test_the_window_holds_no_sql(path: Path):
    words = [n.value for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Constant)]
    assert [w for w in words if isinstance(w, str) and SQL.match(w) and w.split()[0].isupper()] == []


def test_every_slip_stands_in_core_so_that_any_tape_tells_it():
    outside = [path for path in FILES if layer_of(name_of(path)) != "core"]
    assert [p for p in outside if re.search(r"^class \w+\((slips\.)?Slip\)", p.read_text("utf-8"), re.M)] == []


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_files_and_functions_are_small(path: Path):
    text = path.read_text("utf-8")
    lines = text.count("\n")
    assert lines <= LINES
    functions = (n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))
    assert [f"{f.name}: {length(f)}" for f in functions if length(f) > FUNCTION] == []


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The lines of its body, without the docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_core_loads_without_what_it_must_not_know():
    import subprocess
    import sys

    words = "import sys, venuedesk.core.subjects, venuedesk.core.desk, venuedesk.core.front\n"
    words += f"print(sorted(set({NOT_OF_CORE!r}) & set(sys.modules)), 'alembic' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", words], cwd=HOUSE.parent, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[] False"
