"""Fit the pair model: which two articles tell of one event. A logistic regression, cross-validated by incident.

    python -m training.links TABLES GOLD [--check]
    python -m training.links

TABLES: an output folder that holds the articles. GOLD: JSONL, a record an article, with `id` (the source_id of its row)
and `incident`. Prints how well incidents that a model never saw are put together, then writes the pairs that are learnt
from, as numbers (link_pairs.parquet), and the weights; --check only prints. Without TABLES the weights are fitted again
to the pairs that are there. Deterministic: the same tables give the same pairs, the same pairs the same bytes.
"""

from __future__ import annotations

import argparse
import json
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import dataset, parquet

from pipeline.sources.stories import find_days, read_stories
from schemas.story import StoryDigest, StoryKey
from transforms.linking.blocks import Spread, meet_by_name, meet_in_week, names_of, spread_of, weeks_of
from transforms.linking.clusters import cluster
from transforms.linking.features import FEATURES, day_of
from transforms.linking.pairs import Pair, compare_block
from transforms.linking.standing import drop_standing
from transforms.linking.vectors import Counted, count_story

_Floats = NDArray[np.float64]

WEIGHTS = Path(__file__).parents[1] / "transforms" / "linking" / "pair_weights.json"
_PAIRS = Path(__file__).with_name("link_pairs.parquet")
_FOLDS = 5
_RIDGE = 0.3


def main() -> int:
    """Fit, tell how well, write."""
    parser = argparse.ArgumentParser(description="Fit the pair model.")
    parser.add_argument("tables", nargs="?")
    parser.add_argument("gold", nargs="?", type=Path)
    parser.add_argument("--check", action="store_true", help="only print how well")
    asked = parser.parse_args()
    if asked.tables is None:
        WEIGHTS.write_text(fit_pairs(), encoding="utf-8")
        return 0
    if asked.gold is None:
        parser.error("TABLES needs GOLD: which article tells of which incident")
    incidents = _read_incidents(asked.tables, asked.gold)
    stories = [story for day in find_days(asked.tables)[0] for story in read_stories(day) if story.key in incidents]
    pairs, rows = _compare_all(stories)
    same = np.array([incidents[pair.first] == incidents[pair.second] for pair in pairs])
    folds = np.array([[zlib.crc32(incidents[key].encode()) % _FOLDS for key in (p.first, p.second)] for p in pairs])
    days = {story.key: day_of(story) for story in stories}
    told = cluster(days, _score_left_out(pairs, rows, same, folds), _glue(pairs))
    sys.stdout.write(f"incidents left out: {_judge(told, incidents)}\n")
    if not asked.check:
        _write_pairs(rows, same)
        WEIGHTS.write_text(fit_pairs(), encoding="utf-8")
    return 0


def fit_pairs() -> str:
    """The text of pair_weights.json, from the pairs that are learnt from."""
    pairs = parquet.read_table(_PAIRS)
    rows = np.column_stack([pairs.column(name).to_numpy().astype(np.float64) for name in FEATURES])
    return json.dumps(_as_json(_fit(rows, pairs.column("same").to_numpy())), indent=1) + "\n"


def _write_pairs(rows: _Floats, same: NDArray[np.bool_]) -> None:
    """A row a pair: its FEATURES, and whether the two tell of one incident. No word, name or address of an article."""
    columns = {name: pa.array(rows[:, place].astype(np.float32)) for place, name in enumerate(FEATURES)}
    parquet.write_table(pa.table({**columns, "same": pa.array(same)}), _PAIRS, compression="zstd", compression_level=19)


def _read_incidents(tables: str, gold: Path) -> dict[StoryKey, str]:
    """The incident of each article state in the tables."""
    with gold.open(encoding="utf-8") as lines:
        known = {record["id"]: record["incident"] for record in map(json.loads, lines)}
    columns = ["article_id", "revision", "source_id"]
    rows = dataset.dataset(f"{tables}/articles", format="parquet").to_table(columns=columns).to_pylist()
    return {(row["article_id"], row["revision"]): known[row["source_id"]] for row in rows if row["source_id"] in known}


def _compare_all(stories: Sequence[StoryDigest]) -> tuple[list[Pair], _Floats]:
    """The pairs that linking compares, and their features, a row a pair."""
    rows: list[Sequence[float]] = []

    def collect(features: Sequence[float]) -> float:
        rows.append(features)
        return 0.0

    pairs = [pair for block, is_ours in _blocks_of(stories) for pair in compare_block(block, is_ours, collect)]
    return pairs, np.array(rows)


def _blocks_of(
    stories: Sequence[StoryDigest],
) -> Iterator[tuple[list[Counted], Callable[[StoryDigest, StoryDigest], bool]]]:
    """The blocks that linking compares within, in memory."""
    published: dict[str | None, list[StoryDigest]] = defaultdict(list)
    for story in stories:
        published[story.publisher].append(story)
    counted = [
        count_story(story)
        for publisher, those in published.items()
        for story in (drop_standing(those) if publisher else those)
    ]
    weeks: dict[int, list[Counted]] = defaultdict(list)
    spreads: dict[str, Spread] = {}
    for one in counted:
        for week in weeks_of(one.story):
            weeks[week].append(one)
        for name in names_of(one.story):
            spreads[name] = spreads[name] + spread_of(one.story) if name in spreads else spread_of(one.story)
    for week, block in sorted(weeks.items()):
        yield block, partial(meet_in_week, week)
    recurring = frozenset(name for name, spread in spreads.items() if spread.recurs)
    for name in sorted(recurring):
        yield [one for one in counted if name in one.story.persons], partial(meet_by_name, name, recurring)


def _fit(rows: _Floats, same: NDArray[np.bool_]) -> _Floats:
    """Weights, one a feature, and the bias last, by Newton's method; the ridge is on standardised features."""
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    table = np.column_stack(((rows - mean) / spread, np.ones(len(rows))))
    ridge = np.diag([*[_RIDGE] * rows.shape[1], 0.0])
    weights = np.zeros(table.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (chance - same) + ridge @ weights
        weights -= np.linalg.solve((table * (chance * (1 - chance))[:, None]).T @ table + ridge, slope)
    plain = weights[:-1] / spread
    return np.append(plain, weights[-1] - plain @ mean)


def _score_left_out(pairs: list[Pair], rows: _Floats, same: NDArray[np.bool_], folds: NDArray[np.int64]) -> list[Pair]:
    """The pairs, each scored by weights that saw neither of its two incidents."""
    scores = np.zeros(len(pairs))
    for one in range(_FOLDS):
        for other in range(one, _FOLDS):
            ours = (folds.min(axis=1) == one) & (folds.max(axis=1) == other)
            unseen = ~np.isin(folds, (one, other)).any(axis=1)
            weights = _fit(rows[unseen], same[unseen])
            scores[ours] = rows[ours] @ weights[:-1] + weights[-1]
    return [replace(pair, score=float(score)) for pair, score in zip(pairs, scores, strict=True)]


def _glue(pairs: Sequence[Pair]) -> list[tuple[StoryKey, StoryKey]]:
    """Pairs that print one text stay together."""
    return [(pair.first, pair.second) for pair in pairs if pair.same_text]


def _judge(told: Sequence[Sequence[StoryKey]], incidents: dict[StoryKey, str]) -> str:
    """B-cubed and pair figures of clusters against the incidents."""
    size = Counter(incidents.values())
    cells = [(len(group), Counter(incidents[key] for key in group)) for group in told]
    total = sum(size.values())
    precision = sum(n * n / whole for whole, counts in cells for n in counts.values()) / total
    recall = sum(n * n / size[name] for _, counts in cells for name, n in counts.items()) / total
    both = sum(n * (n - 1) for _, counts in cells for n in counts.values())
    ours = sum(whole * (whole - 1) for whole, _ in cells) or 1
    theirs = sum(n * (n - 1) for n in size.values()) or 1
    b3 = 2 * precision * recall / (precision + recall)
    pair = 2 * both / (ours + theirs)
    return (
        f"B3 P {precision:.3f} R {recall:.3f} F {b3:.3f}; pairs P {both / ours:.3f} R {both / theirs:.3f} F {pair:.3f}"
    )


def _as_json(weights: _Floats) -> dict[str, object]:
    """What pair_weights.json holds: six digits, so that the last bits of a sum do not matter."""
    named = {name: float(f"{weight:.6g}") for name, weight in zip(FEATURES, weights[:-1], strict=True)}
    return {
        "about": "Log odds that two articles tell of one event.",
        "bias": float(f"{weights[-1]:.6g}"),
        "weights": named,
    }


if __name__ == "__main__":
    sys.exit(main())
