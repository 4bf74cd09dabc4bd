"""What is built holds what workers need, and nothing else."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import venv
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
FLOORS = {"schemas", "transforms", "pipeline"}


def run(*command: str, folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, f"{command}: {done.stdout}\n{done.stderr}"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from a copy of what git does not ignore, as --setup_file and an installer build it."""
    folder = tmp_path_factory.mktemp("wheel")
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
    for name in listed.stdout.splitlines():
        if (ROOT / name).is_file():
            copy = folder / "source" / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes((ROOT / name).read_bytes())
    run(
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        "..",
        ".",
        folder=folder / "source",
    )
    (built,) = folder.glob("*.whl")
    return built


def test_the_top_level_is_the_three_packages(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == FLOORS


def test_no_word_list_or_table_is_left_behind(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    for floor in FLOORS:
        for path in (ROOT / floor).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                assert path.relative_to(ROOT).as_posix() in packed


def test_it_may_not_be_uploaded_by_mistake(wheel: Path) -> None:
    held = zipfile.ZipFile(wheel)
    (name,) = [name for name in held.namelist() if name.endswith(".dist-info/METADATA")]
    described = held.read(name).decode()
    assert "Classifier: Private :: Do Not Upload" in described
    (scripts,) = [name for name in held.namelist() if name.endswith(".dist-info/entry_points.txt")]
    assert "wire-ingest = pipeline.__main__:main" in held.read(scripts).decode()


def test_it_says_that_it_has_types(wheel: Path) -> None:
    assert {f"{floor}/py.typed" for floor in FLOORS} <= set(zipfile.ZipFile(wheel).namelist())


def test_it_is_installed_and_imported_where_the_source_is_not(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "clean", with_pip=False)
    python = tmp_path / "clean" / "bin" / "python"
    (packages,) = (tmp_path / "clean" / "lib").glob("python*/site-packages")
    zipfile.ZipFile(wheel).extractall(packages)
    # its dependencies, from the environment of the tests: but not the source tree, which is installed there by a link
    installed = metadata.distribution("apache-beam").locate_file("")
    code = (
        f"import sys; sys.path.append({str(installed)!r})\n"
        "sys.meta_path = [f for f in sys.meta_path if 'editable' not in str(f).lower()]\n"
        "import pipeline.assembly\n"
        f"assert pipeline.__file__.startswith({str(packages)!r}), pipeline.__file__\n"
        "from transforms.mentions.dates.finding import find_dates\n"
        "assert find_dates('on 7 October 2015', None)[0].value == '2015-10-07'\n"
    )
    run(str(python), "-c", code, folder=tmp_path)


def named_dependencies() -> dict[str, dict[str, str]]:
    """The lists of setup.py: what each requires, and the line that it stands in."""
    lines = (ROOT / "setup.py").read_text(encoding="utf-8").splitlines()
    return {
        target.id: {ast.literal_eval(entry): lines[entry.lineno - 1] for entry in node.value.elts}
        for node in ast.parse("\n".join(lines)).body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.List)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def locked(name: str) -> dict[str, list[str]]:
    """The blocks of a lock file, by package; a package may have one for older and one for newer Pythons."""
    text = "\n".join(line for line in (ROOT / name).read_text(encoding="utf-8").splitlines() if line[:1] != "#")
    blocks: dict[str, list[str]] = {}
    for block in re.split(r"\n(?=\S)", text.strip()):
        blocks.setdefault(canonicalize_name(re.split(r"[ =\[]", block, maxsplit=1)[0]), []).append(block)
    return blocks


def test_every_dependency_has_its_reason() -> None:
    lists = named_dependencies()
    assert len(lists) >= 2
    assert [line for entries in lists.values() for line in entries.values() if "  # " not in line] == []


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_the_lock_pins_every_package_by_hash(name: str) -> None:
    pinned = re.compile(
        r"[a-z0-9.-]+==[\w.+!]+( ; [^\\\n]+)? \\\n( +--hash=sha256:[0-9a-f]{64}( \\)?\n)+( +#.*(\n|$))+"
    )
    blocks = [block for found in locked(name).values() for block in found]
    assert len(blocks) > 50
    assert [block for block in blocks if not pinned.fullmatch(f"{block}\n")] == []


@pytest.mark.parametrize(
    ("name", "lists"),
    [
        ("requirements.lock", ["REQUIRES", "VIEW_REQUIRES"]),
        ("requirements-dev.lock", ["REQUIRES", "VIEW_REQUIRES", "TEST_REQUIRES"]),
    ],
)
def test_the_lock_holds_what_setup_names(name: str, lists: list[str]) -> None:
    blocks = locked(name)
    for stated in (stated for group in lists for stated in named_dependencies()[group]):
        wanted = Requirement(stated)
        pins = [re.split(r"==| ", block)[1] for block in blocks[canonicalize_name(wanted.name)]]
        assert all(wanted.specifier.contains(pin) for pin in pins), (stated, pins)


def test_tests_run_on_what_is_shipped() -> None:
    shipped, tested = locked("requirements.lock"), locked("requirements-dev.lock")
    heads = {name: [block.split(" \\", 1)[0] for block in blocks] for name, blocks in tested.items()}
    assert {name: [block.split(" \\", 1)[0] for block in blocks] for name, blocks in shipped.items()} == {
        name: heads[name] for name in shipped
    }
