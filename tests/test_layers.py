"""The house's rules, read from the imports and the files themselves."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOORS = {"schemas": 0, "transforms": 1, "pipeline": 2}
SOURCES = sorted(path for floor in FLOORS for path in (ROOT / floor).rglob("*.py"))
TOUCH_THE_WORLD = frozenset(
    "socket ssl http urllib urllib3 requests subprocess shutil tempfile sqlite3 pathlib os glob gzip".split()  # noqa: SIM905
)
PURE_PARTS = {
    "urllib.parse", "urllib.robotparser", "http.cookies",
    "sqlite3",  # the place index queries an open connection; opening it is pipeline/place_index.py's business
}  # fmt: skip
WORLDLY = (
    "pipeline/sources/", "pipeline/fetchers/", "pipeline/sinks/", "pipeline/archives/", "pipeline/state/",
    "pipeline/storage.py", "pipeline/containment.py", "pipeline/place_index.py", "pipeline/progress.py",
    "pipeline/running.py", "pipeline/clock.py", "pipeline/logs.py", "pipeline/lake/", "pipeline/lease.py",
    "pipeline/output_folder.py", "pipeline/workers/", "pipeline/streaming/flink.py",
    "pipeline/view/database.py", "pipeline/view/sql.py", "pipeline/view/answering.py", "pipeline/view/snapshot.py",
    "pipeline/view/command.py", "pipeline/view/serving.py", "pipeline/view/keeping.py", "pipeline/view/runs.py",
    "pipeline/view/exporting.py",
)  # fmt: skip
"""Where sockets, file systems, the clock of files and the environment may be touched."""
ROOMS = {"transforms.html", "transforms.feeds", "transforms.mentions", "transforms.identity", "transforms.linking"}


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            yield node.module or ""
            yield from (f"{node.module}.{name.name}" for name in node.names)


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", SOURCES, ids=place)
def test_imports_go_down(path: Path) -> None:
    here = place(path)
    floor = FLOORS[here.split("/")[0]]
    for name in imports(path):
        top = name.split(".")[0]
        assert top != "tests"
        assert FLOORS.get(top, floor) <= floor, f"{here} imports {name} from a floor above"


@pytest.mark.parametrize("path", SOURCES, ids=place)
def test_beam_stays_in_the_steps_and_the_pipeline(path: Path) -> None:
    here = place(path)
    allowed = here.startswith("pipeline/") or (here.startswith("transforms/") and here.count("/") == 1)
    assert allowed or not any(name.split(".")[0] == "apache_beam" for name in imports(path)), here


@pytest.mark.parametrize("path", [p for p in SOURCES if not place(p).startswith(WORLDLY)], ids=place)
def test_only_adapters_touch_the_world(path: Path) -> None:
    here = place(path)
    for name in imports(path):
        if any(name == pure or name.startswith(f"{pure}.") for pure in PURE_PARTS):
            continue
        worldly = name in TOUCH_THE_WORLD or name.split(".")[0] in TOUCH_THE_WORLD
        assert not worldly or (here == "pipeline/options.py" and name in {"os", "os.cpu_count"}), f"{here}: {name}"


@pytest.mark.parametrize("path", [p for p in SOURCES if place(p).startswith("transforms/")], ids=place)
def test_rooms_do_not_import_one_another(path: Path) -> None:
    here = ".".join(place(path).split("/")[:2])
    for name in imports(path):
        room = ".".join(name.split(".")[:2])
        assert here not in ROOMS or room not in ROOMS - {here}, f"{place(path)} imports {name}"


def test_adapters_of_one_kind_do_not_import_one_another() -> None:
    for kind in ("sources", "sinks"):
        for path in (ROOT / "pipeline" / kind).glob("*.py"):
            for name in imports(path):
                module = ".".join(name.split(".")[:3])
                sibling = module.startswith(f"pipeline.{kind}.")
                assert not sibling or module.endswith(f".{path.stem}"), f"{place(path)} imports {name}"


def test_only_assembly_knows_which_sink_it_is() -> None:
    for path in (ROOT / "pipeline").glob("*.py"):
        known = [name for name in imports(path) if name.startswith("pipeline.sinks")]
        assert not known or path.stem == "assembly", f"{place(path)} imports {known}"


@pytest.mark.parametrize("path", SOURCES, ids=place)
def test_names_say_what_a_thing_is(path: Path) -> None:
    assert not {"utils", "util", "helpers", "manager", "handler", "data", "info", "item"} & set(path.stem.split("_"))
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), f"{place(path)} does not say what it is"
