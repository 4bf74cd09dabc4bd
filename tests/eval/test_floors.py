"""The evaluation as a gate: every figure holds its floor, and floors only ever rise.

The labelled sets lie beside the project, at ../shared/eval, and belong to their publishers; a clone without them has
nothing to measure with.
"""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
EVALUATION = ROOT.parent / "shared" / "eval"
FLOORS = "tests/eval/floors.json"
SETS = (
    "events", "extract", "general", "entities", "casualty", "rawtext", "cases", "places", "dates", "pages",
)  # fmt: skip
"""Longest first: two run side by side."""

Floors = dict[str, dict[str, float]]


def read_floors(text: str) -> Floors:
    """Result -> figure -> bound; a figure whose bound is a ceiling (the share of bad pages) begins with "max "."""
    return {result: dict(figures) for result, figures in json.loads(text)["floors"].items()}


def evaluate(name: str) -> dict[str, dict[str, Any]]:
    command = [sys.executable, str(EVALUATION / "evaluate.py"), "--project", str(ROOT), "--sets", name, "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr[-3000:]
    results: dict[str, dict[str, Any]] = json.loads(done.stdout)
    return results


def broken(floors: Floors, results: dict[str, dict[str, Any]]) -> list[str]:
    found = []
    for result, figures in floors.items():
        for figure, bound in figures.items():
            ceiling = figure.startswith("max ")
            value = results[result][figure.removeprefix("max ")]
            if value > bound if ceiling else value < bound:
                found.append(f"{result} {figure}: {value}, bound {bound}")
    return found


@pytest.mark.slow
@pytest.mark.skipif(not EVALUATION.exists(), reason="the labelled sets are not beside this clone")
def test_every_figure_holds_its_floor(capsys: pytest.CaptureFixture[str]) -> None:
    with ThreadPoolExecutor(2) as pool:
        results = {name: figures for part in pool.map(evaluate, SETS) for name, figures in part.items()}
    with capsys.disabled():
        for name, figures in sorted(results.items()):
            sys.stdout.write(f"\n{name:36} " + " ".join(f"{key}={value}" for key, value in figures.items()))
        sys.stdout.write("\n")
    assert broken(read_floors((ROOT / FLOORS).read_text(encoding="utf-8")), results) == []


def test_floors_only_rise() -> None:
    """No bound that was ever committed has been loosened or taken away since."""
    now = read_floors((ROOT / FLOORS).read_text(encoding="utf-8"))
    for commit in git("log", "--format=%H", "--", FLOORS).split():
        for result, figures in read_floors(git("show", f"{commit}:{FLOORS}")).items():
            for figure, before in figures.items():
                bound = now.get(result, {}).get(figure)
                assert bound is not None, f"{result} {figure} had a bound in {commit}"
                loosened = bound > before if figure.startswith("max ") else bound < before
                assert not loosened, f"{result} {figure}: {bound}, but {before} in {commit}"


def git(*arguments: str) -> str:
    """What git says; nothing in a source tree without history."""
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603, S607
    return done.stdout if done.returncode == 0 else ""


def test_a_broken_floor_is_seen() -> None:
    floors = {"a": {"f1": 0.9, "max bad": 0.01}}
    assert broken(floors, {"a": {"f1": 0.9, "bad": 0.01}}) == []
    assert broken(floors, {"a": {"f1": 0.89, "bad": 0.02}}) == ["a f1: 0.89, bound 0.9", "a max bad: 0.02, bound 0.01"]
