"""Boosted trees shipped as plain numbers, and their evaluation for many rows at once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Trees:
    """Trees of one model, their nodes in one flat array each; a leaf points at itself.

    names: the columns of a row. feature: column that a node asks; threshold: go to `low` when the value is at most
    this,
    else to `high`; value: what a leaf adds to the log odds. roots: place of each tree's first node. depth: steps to the
    deepest leaf. cut: log odds from which on the answer is yes.
    """

    names: tuple[str, ...]
    feature: NDArray[np.int64]
    threshold: NDArray[np.float64]
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    value: NDArray[np.float64]
    roots: NDArray[np.int64]
    depth: int
    cut: float


@cache
def load_trees(package: str, file: str) -> Trees:
    """The trees of a JSON file that lies in a package, as the scripts in training/ write them."""
    stored = json.loads(files(package).joinpath(file).read_text(encoding="utf-8"))
    return Trees(
        tuple(stored["features"]),
        np.array(stored["feature"], dtype=np.int64),
        np.array(stored["threshold"], dtype=np.float64),
        np.array(stored["low"], dtype=np.int64),
        np.array(stored["high"], dtype=np.int64),
        np.array(stored["value"], dtype=np.float64),
        np.array(stored["roots"], dtype=np.int64),
        int(stored["depth"]),
        float(stored["cut"]),
    )


def score_rows(trees: Trees, rows: list[list[float]]) -> list[float]:
    """The log odds of each row. Raises ValueError for rows of another width than the trees were trained on."""
    if not rows:
        return []
    table = np.array(rows, dtype=np.float64)
    if table.shape[1] != len(trees.names):
        raise ValueError(f"rows have {table.shape[1]} columns, the trees know {len(trees.names)}: train them again")
    flat = table.ravel()
    starts = (np.arange(len(rows)) * table.shape[1])[:, None]
    nodes = np.repeat(trees.roots[None, :], len(rows), axis=0)
    for _ in range(trees.depth):
        low = flat.take(starts + trees.feature.take(nodes)) <= trees.threshold.take(nodes)
        nodes = np.where(low, trees.low.take(nodes), trees.high.take(nodes))
    scores: list[float] = trees.value.take(nodes).sum(axis=1).tolist()
    return scores
