"""Doors and walls: a module's public names are those that others use, and what has an underscore stays at home."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HOUSE = ("schemas", "transforms", "pipeline", "training", "samples")
USERS = (*HOUSE, "tests")
ENTRIES = {"main"}
"""Called by name: the console script's and the verbs'."""

Name = tuple[str, str]  # a module, and a name at its top


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def read_modules() -> dict[str, ast.Module]:
    paths = sorted(path for folder in USERS for path in (ROOT / folder).rglob("*.py"))
    return {module_of(path): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def defined_in(tree: ast.Module) -> dict[str, ast.stmt]:
    """The names that a module makes at its top, imports left out, and the statement that makes each."""
    made: dict[str, ast.stmt] = {}
    for statement in tree.body:
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            made[statement.name] = statement
        elif isinstance(statement, ast.Assign | ast.AnnAssign):
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            made |= {
                part.id: statement for target in targets for part in ast.walk(target) if isinstance(part, ast.Name)
            }
    return made


def used_by(tree: ast.Module, modules: Iterable[str]) -> Iterator[Name]:
    """The names of other modules that a module imports or reads from an imported module."""
    known: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", taken.name) for taken in node.names)
            known |= {taken.asname or taken.name: f"{node.module}.{taken.name}" for taken in node.names}
        elif isinstance(node, ast.Import):
            known |= {taken.asname or taken.name: taken.name for taken in node.names}
    known = {name: module for name, module in known.items() if module in modules}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and (module := known.get(ast.unparse(node.value))):
            yield module, node.attr
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("setattr"):  # as tests do
            of, name, *_ = node.args
            if isinstance(name, ast.Constant) and (module := known.get(ast.unparse(of))):
                yield module, str(name.value)


@cache
def uses() -> dict[str, frozenset[Name]]:
    modules = read_modules()
    return {user: frozenset(used_by(tree, modules.keys())) for user, tree in modules.items()}


def signature(made: ast.stmt) -> Iterator[ast.expr]:
    """The types that a public name shows: of arguments, results and fields, its bases, what an alias stands for."""
    if isinstance(made, ast.FunctionDef):
        arguments = made.args
        every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
        yield from (argument.annotation for argument in every if argument and argument.annotation)
        yield from [made.returns] if made.returns else []
    elif isinstance(made, ast.ClassDef):
        yield from made.bases
        for part in made.body:
            if not getattr(part, "name", "").startswith("_") or getattr(part, "name", "") == "__init__":
                yield from signature(part)
    elif isinstance(made, ast.AnnAssign):
        yield made.annotation
    elif isinstance(made, ast.Assign) and isinstance(made.value, ast.Subscript | ast.BinOp):
        yield made.value


def names_in(expression: ast.expr) -> Iterator[str]:
    for node in ast.walk(expression):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier():
            yield node.value


def list_doors(made: dict[str, ast.stmt], used: set[str]) -> set[str]:
    """Names that others use, and the types without which these cannot be spelt."""
    doors, found = set[str](), used & made.keys()
    while found:
        doors |= found
        shown = {name for door in found for expression in signature(made[door]) for name in names_in(expression)}
        found = (shown & made.keys()) - doors
    return doors


MODULES_OF_THE_HOUSE = [name for name in read_modules() if name.split(".")[0] in HOUSE]


@pytest.mark.parametrize("module", MODULES_OF_THE_HOUSE)
def test_what_a_module_keeps_to_itself_has_an_underscore(module: str) -> None:
    made = defined_in(read_modules()[module])
    used = {name for user, names in uses().items() if user != module for home, name in names if home == module}
    kept = {name for name in made if not name.startswith("_")} - list_doors(made, used | ENTRIES)
    assert not kept, f"of {module} nobody else uses these"


@pytest.mark.parametrize("user", read_modules())
def test_nobody_reaches_behind_a_door(user: str) -> None:
    walls = {f"{home}.{name}" for home, name in uses()[user] if name.startswith("_") and not name.startswith("__")}
    ours = {wall for wall in walls if wall.split(".")[0] in USERS}
    assert not ours, f"{user} uses what other modules keep to themselves"


def test_a_class_name_means_one_thing() -> None:
    homes: dict[str, list[str]] = {}
    for module in MODULES_OF_THE_HOUSE:
        for name, made in defined_in(read_modules()[module]).items():
            if isinstance(made, ast.ClassDef) and not name.startswith("_"):
                homes.setdefault(name, []).append(module)
    assert {name: several for name, several in homes.items() if len(several) > 1} == {}
