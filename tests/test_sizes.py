"""What fits in a head: bounds on files and functions, measured."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = sorted(
    path
    for folder in ("schemas", "transforms", "pipeline", "training", "samples")
    for path in (ROOT / folder).rglob("*.py")
)
MOST_LINES = 300
MOST_LINES_OF_A_FUNCTION = 60
"""Unless a comment that begins with "Long:" right above it says why it is better whole."""
MOST_BRANCHES = 25
"""Branches and boolean operators of a function, those of functions inside it apart."""

FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef
BRANCHES = ast.If | ast.IfExp | ast.For | ast.AsyncFor | ast.While | ast.ExceptHandler | ast.match_case


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(source: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(ast.parse(source)) if isinstance(node, FUNCTIONS))


def own_nodes(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, FUNCTIONS):
            yield child
            yield from own_nodes(child)


def count_branches(function: ast.AST) -> int:
    """Each if, elif, loop, except, case and condition is one, and so is each and/or. A `for` in brackets branches
    nowhere; its `if` does.
    """
    count = 0
    for node in own_nodes(function):
        if isinstance(node, BRANCHES):
            count += 1
        elif isinstance(node, ast.comprehension):
            count += len(node.ifs)
        elif isinstance(node, ast.BoolOp):
            count += len(node.values) - 1
    return count


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    assert function.end_lineno is not None
    return function.end_lineno - function.lineno + 1


def says_why(function: ast.FunctionDef | ast.AsyncFunctionDef, source: str) -> bool:
    """Whether the comment above the function, and above its decorators, begins with "Long:"."""
    above = min([function.lineno, *(decorator.lineno for decorator in function.decorator_list)]) - 1
    lines = [line.strip() for line in source.splitlines()[:above]]
    while lines and lines[-1].startswith("#"):
        if lines.pop().startswith("# Long: "):
            return True
    return False


@pytest.mark.parametrize("path", SOURCES, ids=place)
def test_a_file_fits_in_a_head(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("path", SOURCES, ids=place)
def test_a_function_fits_on_a_screen(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    lengths = {f.name: length(f) for f in functions(source) if not says_why(f, source)}
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES_OF_A_FUNCTION} == {}


@pytest.mark.parametrize("path", SOURCES, ids=place)
def test_a_function_can_be_followed(path: Path) -> None:
    counts = {f.name: count_branches(f) for f in functions(path.read_text(encoding="utf-8"))}
    assert {name: count for name, count in counts.items() if count > MOST_BRANCHES} == {}


def test_branches_are_counted() -> None:
    code = """
def f(a, b):
    def inner(): return 1 if a else 2
    for x in a:
        if x and b or not x: ...
        elif x: ...
    try: ...
    except ValueError: ...
    return [y for y in b if y] if a else None
"""
    outer, inner = functions(code)
    assert (outer.name, count_branches(outer)) == ("f", 8)
    assert (inner.name, count_branches(inner)) == ("inner", 1)


def test_a_reason_is_found_above_decorators_only() -> None:
    (with_reason,) = functions(said := "# Long: a table\n# of two lines\n@cache\ndef f(): ...\n")
    (without,) = functions(other := "# Long: a table\n\ndef f(): ...\n")
    assert says_why(with_reason, said)
    assert not says_why(without, other)
