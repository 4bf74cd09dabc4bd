"""Fit boosted trees, cross-validate them by site, and write them as the plain numbers that the project ships."""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np

from training.labelled import FOLDS, LabelledPage, score_text, split_tokens

_PARAMETERS = {
    "objective": "binary", "learning_rate": 0.06, "num_leaves": 6, "max_depth": 3, "min_data_in_leaf": 40,
    "feature_fraction": 0.4, "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 5, "seed": 1, "verbose": -1,
    "num_threads": 2, "deterministic": True, "force_row_wise": True,
}  # fmt: skip


Choice = Callable[[LabelledPage, list[float]], list[str]]
"""From a page and the log odds of its pieces to the texts of those that are kept."""


def _fit(pages: list[LabelledPage], trees: int) -> lightgbm.Booster:
    """Fit the trees. Blocks weigh by their length, damped, and every page about alike."""
    weights = [
        np.maximum(page.sizes, 1) ** 0.7 / max(200, int((page.sizes * page.labels).sum())) ** 0.7 * 20 + 0.02
        for page in pages
    ]
    table = lightgbm.Dataset(
        np.concatenate([page.rows for page in pages]),
        np.concatenate([page.labels for page in pages]),
        weight=np.concatenate(weights),
    )
    return lightgbm.train(_PARAMETERS, table, trees)


def _measure(pages: list[LabelledPage], model: lightgbm.Booster, choose: Choice) -> list[float]:
    """F1 of each page's text as chosen by the log odds that the model gives."""
    scores = []
    for page in pages:
        if not page.whole:
            continue
        scored = np.asarray(model.predict(page.rows, raw_score=True)).tolist()
        scores.append(score_text(page.gold, split_tokens("\n".join(choose(page, scored)))))
    return scores


def _cross_validate(pages: list[LabelledPage], trees: int, choose: Choice) -> float:
    """Mean F1 on pages of sites that the model was not trained on."""
    scores: list[float] = []
    for fold in range(FOLDS):
        held = [page for page in pages if page.fold == fold]
        rest = [page for page in pages if page.fold != fold]
        scores += _measure(held, _fit(rest, trees), choose)
    return statistics.fmean(scores)


def _store(model: lightgbm.Booster, path: Path, names: list[str]) -> None:
    """Write the trees as flat lists of numbers, see `transforms.text.boosted_trees`."""
    keys = ("feature", "threshold", "low", "high", "value")
    flat: dict[str, list[Any]] = {name: [] for name in keys}
    roots: list[int] = []

    def add(node: dict[str, Any]) -> tuple[int, int]:
        place = len(flat["feature"])
        leaf = "leaf_value" in node
        row = (
            (0, 0.0, place, place, round(node["leaf_value"], 5))
            if leaf
            else (node["split_feature"], node["threshold"], 0, 0, 0.0)
        )
        for name, value in zip(keys, row, strict=True):
            flat[name].append(value)
        if leaf:
            return place, 0
        flat["low"][place], left = add(node["left_child"])
        flat["high"][place], right = add(node["right_child"])
        return place, 1 + max(left, right)

    depth = 0
    for tree in model.dump_model()["tree_info"]:
        root, deep = add(tree["tree_structure"])
        roots.append(root)
        depth = max(depth, deep)
    about = (
        "Boosted trees, written by the scripts in training/; learnt from news pages whose gold texts are published "
        "under MIT and Apache-2.0 licences (article-extraction-benchmark, Fundus and kin)."
    )
    stored = {"about": about, "features": names, "depth": depth, "roots": roots}
    path.write_text(json.dumps({**stored, **flat}, separators=(",", ":")) + "\n", encoding="utf-8")


def train(pages: list[LabelledPage], path: Path | None, names: list[str], trees: int, choose: Choice) -> None:
    """Cross-validate and say how well; write the model trained on all pages to `path` unless it is None.

    choose: how pieces are kept.
    """
    print(f"{len(pages)} pages; F1 on sites not trained on {_cross_validate(pages, trees, choose):.4f}")  # noqa: T201 scripts speak
    if path is not None:
        model = _fit(pages, trees)
        print(f"F1 on the pages trained on {statistics.fmean(_measure(pages, model, choose)):.4f}")  # noqa: T201 see above
        _store(model, path, names)
