"""The rooms: imports go one way, and knowledge of English stays out of Python."""

import ast
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("cli", "analyzers", "rules")
MAY_IMPORT = {
    "rules": {"rules"},
    "analyzers": {"analyzers", "rules"},
    "cli": {"cli", "analyzers", "rules"},
}
MODULES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))


def imported(path: Path) -> list[tuple[str, bool]]:
    """The modules that a file imports when it runs (what only type checkers see is left out),
    each with whether it's imported at the top level."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    top = {id(node) for node in tree.body}
    unseen = {id(inner) for node in tree.body if _is_for_types(node) for inner in ast.walk(node)}
    found = []
    for node in ast.walk(tree):
        if id(node) in unseen:
            continue
        if isinstance(node, ast.ImportFrom) and node.module:
            found.append((node.module, id(node) in top))
        elif isinstance(node, ast.Import):
            found += [(alias.name, id(node) in top) for alias in node.names]
    return found


def _is_for_types(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_go_one_way(path: Path) -> None:
    room = path.relative_to(ROOT).parts[0]
    for module, _ in imported(path):
        parts = module.split(".")
        if parts[0] == "newsan" and len(parts) > 1:
            assert parts[1] in MAY_IMPORT[room] | {"__init__"}, f"{path.name} imports {module}"


def test_nltk_is_imported_in_one_module_inside_functions() -> None:
    users = [
        (path.name, top)
        for path in MODULES
        for module, top in imported(path)
        if module.split(".")[0] == "nltk"
    ]
    assert {name for name, _ in users} <= {"nltk_bridge.py"}
    assert not any(top for _, top in users)


def test_heavy_packages_are_never_imported() -> None:
    for path in MODULES:
        for module, _ in imported(path):
            assert module.split(".")[0] not in {"numpy", "pandas", "torch", "spacy"}, path


def test_no_file_grows_past_what_one_can_hold_in_mind() -> None:
    long = {p.name: n for p in MODULES if (n := len(p.read_text("utf-8").splitlines())) > 500}
    assert not long


def test_every_package_folder_is_listed() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    listed = set(config["tool"]["setuptools"]["packages"])
    on_disk = {"newsan"}
    for folder in ROOMS:
        for init in (ROOT / folder).rglob("__init__.py"):
            parts = init.parent.relative_to(ROOT / folder).parts
            if parts[:1] != ("newsan",):
                on_disk.add(".".join(("newsan", folder, *parts)))
    assert listed == on_disk
