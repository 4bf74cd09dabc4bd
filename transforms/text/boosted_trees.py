"""Boosted trees shipped as plain numbers, and their evaluation for many rows at once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

_CHUNK = 64
"""Rows that are scored at once: what is worked on then stays in the processor's cache."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Trees:
    """Trees of one model, each filled up to the depth of the deepest.

    names: the columns of a row. asked, thresholds: for each level the columns that its questions ask and, as a column,
    the values above which the answer is "high"; first the questions of all trees after "low" to all before, last those
    after "high" to all. values: what the leaves add to the log odds, a row a tree, in the same order.
    """

    names: tuple[str, ...]
    asked: tuple[NDArray[np.int64], ...]
    thresholds: tuple[Floats, ...]
    values: Floats


@cache
def load_trees(package: str, file: str) -> Trees:
    """The trees of a JSON file that lies in a package, as the scripts in training/ write them: flat lists in which a
    leaf points at itself.
    """
    stored = json.loads(files(package).joinpath(file).read_text(encoding="utf-8"))
    feature, low, high = (np.array(stored[name], dtype=np.int64) for name in ("feature", "low", "high"))
    threshold = _round_down(np.array(stored["threshold"], dtype=np.float64))
    asked, thresholds = [], []
    # A leaf above the lowest level asks on and comes to itself whatever the answer.
    level = np.array(stored["roots"], dtype=np.int64)[None, :]
    for _ in range(int(stored["depth"])):
        asked.append(feature[level].ravel())
        thresholds.append(threshold[level].ravel()[:, None])
        level = np.stack((low[level], high[level]), axis=1).reshape(-1, level.shape[1])
    values = np.array(stored["value"], dtype=np.float32)[level.T]
    return Trees(tuple(stored["features"]), tuple(asked), tuple(thresholds), np.ascontiguousarray(values))


def _round_down(thresholds: NDArray[np.float64]) -> Floats:
    """The thresholds in single precision, so that they divide the numbers of single precision as before."""
    rounded = thresholds.astype(np.float32)
    return np.where(rounded > thresholds, np.nextafter(rounded, np.float32(-np.inf)), rounded)


def score_rows(trees: Trees, rows: list[list[float]] | Floats) -> Floats:
    """The log odds of each row. Raises ValueError for rows of another width than the trees were trained on."""
    table = np.asarray(rows, dtype=np.float32).reshape(len(rows), -1)
    if len(table) and table.shape[1] != len(trees.names):
        raise ValueError(f"rows have {table.shape[1]} columns, the trees know {len(trees.names)}: train them again")
    chunks = (table[at : at + _CHUNK] for at in range(0, len(table), _CHUNK))
    scores = [_score_columns(trees, np.ascontiguousarray(chunk.T)) for chunk in chunks]
    return np.concatenate(scores) if scores else np.zeros(0, dtype=np.float32)


def _score_columns(trees: Trees, table: Floats) -> Floats:
    """The log odds of each column of a table. All questions are put to all, which is faster than to choose them."""
    count, size = trees.values.shape
    leaves = np.zeros((count, table.shape[1]), dtype=np.uint8)
    found: list[NDArray[np.bool_]] = []
    for asked, thresholds in zip(trees.asked, trees.thresholds, strict=True):
        answers = (table.take(asked, axis=0) > thresholds).reshape(-1, count, table.shape[1])
        for answer in found:
            low, high = answers[: len(answers) // 2], answers[len(answers) // 2 :]
            # Of each two, high where the answer was "high"; numpy's `where` takes five times as long.
            answers = low ^ ((low ^ high) & answer)
        found.append(answers[0])
        leaves = leaves * np.uint8(2) + answers[0]
    scores: Floats = trees.values.take(leaves + np.arange(count)[:, None] * size).sum(axis=0)
    return scores
