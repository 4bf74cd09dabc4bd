"""Train the weights that choose an article's own casualty counts.

    python training/casualties.py LABELLED.jsonl [...] [--leave-out] [--write]

LABELLED: one JSON object a line: id, text, title, date (ISO), gold: {killed: [low, high] or null, injured: ..., and
<outcome>_flags: [...]}, and, where every figure is labelled, figures: [{kind, range}]. high null is open; [0, 0] is an
explicit none. The name of a file is the name of its set. Needs numpy, which comes with spaCy.

Prints cross-validated figures (five folds by document) and a reliability table; with --leave-out also what each set
gets from weights trained on the others. With --write it trains on everything and writes weights.json.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np

from schemas.mentions import Outcome
from transforms.mentions.casualties.judging.choice import Weights, choose, gather, weigh
from transforms.mentions.casualties.judging.features import describe_gate
from transforms.mentions.casualties.judging.reading import Reading, read_article
from transforms.mentions.casualties.vocabulary import LEARNED
from transforms.mentions.dates.finding import find_dates

_OUTPUT = Path(__file__).parents[1] / "transforms" / "mentions" / "casualties" / "judging" / "weights.json"
_FOLDS = 5
# How much a document of a set counts for the choice of the value and for the gate. Newswire is small and is what our
# readers read; MUC-4 counts events of the past as the article's own and so teaches the gate little.
_VALUE_WEIGHT = {"wire": 2.0, "muc4_dev": 0.35}
_GATE_WEIGHT = {
    "killed": {"wire": 5.0, "muc4_dev": 0.5},
    "injured": {"wire": 5.0, "muc4_dev": 0.25},
}
# What an editor knows and two thousand documents are too few to teach: a count far down in a story that opens with no
# harm at all, or whose headline counts another harm, or that an older day or the perfect tense tells, is background.
_PRIOR = {
    "no_event_up_front": -2.5, "other_outcome_in_title_late": -2.5, "nothing_shared_late_count": -1.0,
    "v_only_other_event": -1.5, "v_first_5": -0.5, "other_day": -1.0, "after_event_late": -1.5, "has_late": -1.0,
    "older_not_in_title": -1.0, "older_than_lead": -1.0, "obituary_late": -2.5, "past_not_in_title": -1.5,
    "died_of_nothing": -1.5,
}  # fmt: skip
# Facts that never speak for a count of the article's own, whatever a small set of texts seems to teach.
_AGAINST = (
    "cue_", "has", "after_event_late", "in_subordinate_late", "late_and", "nothing_shared", "no_harm", "no_event",
    "other_", "age_2", "age_4", "age_11", "older_", "obituary", "past_not", "died_of", "v_only_",
    "v_first_4", "v_first_5", "nobody",
)  # fmt: skip
# Labels of these kinds are no single number, or not borne out by the text.
_SOFT = {"vague", "ambiguous_effect", "optional", "alternatives", "nonumber", "at_most", "multi_group", "unsupported"}
_Features = dict[str, float]
_Judged = tuple["_LabelledDocument", Outcome, int, float]  # document, outcome, number or 0, raw confidence


@dataclass(slots=True)
class _LabelledDocument:
    """A labelled text and what was read in it."""

    key: str
    source: str
    gold: dict[str, tuple[int, int | None] | None]
    soft: dict[str, bool]
    known: dict[str, bool]
    reading: Reading

    def number(self, outcome: str) -> int:
        """The labelled number; 0 when the article has none of its own."""
        bounds = self.gold.get(outcome)
        return 0 if bounds is None or bounds[1] == 0 else bounds[0] or bounds[1] or 0


def _read_documents(paths: Iterable[Path]) -> list[_LabelledDocument]:
    """All labelled documents, read once."""
    documents = []
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row.get("skip_main"):
                continue
            try:
                anchor = date.fromisoformat(row.get("date") or "")
            except ValueError:
                anchor = None
            gold, flags = row["gold"], {o: set(row["gold"].get(f"{o}_flags", [])) for o in ("killed", "injured")}
            documents.append(
                _LabelledDocument(
                    key=row["id"],
                    source=path.stem,
                    gold={o: tuple(gold[o]) if gold.get(o) else None for o in flags},
                    soft={o: bool(flags[o] & _SOFT) for o in flags},
                    known={o: "unknown" not in flags[o] and o in gold for o in flags},
                    reading=read_article(
                        row["text"], row.get("title") or None, anchor, find_dates(row["text"], anchor)
                    ),
                )
            )
    return documents


def _without_titles(documents: list[_LabelledDocument]) -> list[_LabelledDocument]:
    """Copies that lack their title, so that the weights serve texts that come without one."""
    return [
        replace(d, key=d.key + "#", reading=replace(d.reading, title=None, headline=[]))
        for d in documents
        if d.reading.title
    ]


def _as_matrix(rows: list[_Features], names: dict[str, int]) -> np.ndarray:
    """Features as a matrix with one column a name."""
    matrix = np.zeros((len(rows), len(names)))
    for i, row in enumerate(rows):
        for name, value in row.items():
            if name in names:
                matrix[i, names[name]] = value
    return matrix


def _fit_ranker(groups: list[tuple[np.ndarray, int, float]], size: int, steps: int = 600) -> np.ndarray:
    """Weights of a conditional logit: in each group the right row should score highest. L2 1, Adam, full batch."""
    rows = np.vstack([g[0] for g in groups])
    owner = np.repeat(np.arange(len(groups)), [len(g[0]) for g in groups])
    starts = np.cumsum([0] + [len(g[0]) for g in groups])[:-1]
    importance = np.array([g[2] for g in groups])
    right = rows[starts + np.array([g[1] for g in groups])]
    weights, first, second = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, steps + 1):
        scores = rows @ weights
        raised = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
        chance = raised / np.add.reduceat(raised, starts)[owner]
        slope = rows.T @ (chance * importance[owner]) - (right * importance[:, None]).sum(0) + weights
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
        weights -= 0.05 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights


def _fit_gate(
    rows: np.ndarray, labels: np.ndarray, importance: np.ndarray, prior: np.ndarray, against: np.ndarray
) -> np.ndarray:
    """Logistic regression by Newton's method; L2 2, or 12 towards the prior where one is set; none on column 0.

    against: the columns that may not speak for a count; those that would are left out one after the other.
    """
    left = np.ones(len(prior), bool)
    while True:
        weights = np.zeros(len(prior))
        weights[left] = _newton(rows[:, left], labels, importance, prior[left])
        wrong = np.where(against, weights, 0.0)
        if wrong.max() <= 0:
            return weights
        left &= wrong < max(wrong.max() / 2, 1e-9)


def _newton(rows: np.ndarray, labels: np.ndarray, importance: np.ndarray, prior: np.ndarray) -> np.ndarray:
    weights, penalty = prior.copy(), np.diag(np.where(prior == 0, 2.0, 12.0))
    penalty[0, 0] = 1e-3
    for _ in range(40):
        chance = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (importance * (chance - labels)) + penalty @ (weights - prior)
        curve = (rows * (importance * chance * (1 - chance))[:, None]).T @ rows + penalty
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-5:
            break
    return weights


def _train_outcome(
    documents: list[_LabelledDocument], outcome: Outcome, killed: dict[str, int | None]
) -> tuple[_Features, _Features]:
    """Weights of the value and of the gate for one outcome."""
    read = [(d, gather(d.reading, outcome, killed[d.key])) for d in documents if d.known[outcome]]
    names: dict[str, int] = {}
    for _, candidates in read:
        for candidate in candidates:
            for name in candidate.features:
                names.setdefault(name, len(names))
    groups = []
    for d, candidates in read:
        number = d.number(outcome)
        at = [i for i, c in enumerate(candidates) if c.point == number]
        if number and at and not d.soft[outcome]:
            groups.append(
                (_as_matrix([c.features for c in candidates], names), at[0], _VALUE_WEIGHT.get(d.source, 1.0))
            )
    fitted = _fit_ranker(groups, len(names))
    value = {name: round(float(fitted[i]), 4) for name, i in names.items()}
    rows, labels, importance = [], [], []
    for d, candidates in read:
        if candidates:
            top = max(candidates, key=lambda c: (weigh(c.features, value), -c.point))
            facts = describe_gate(top, candidates, d.reading, killed[d.key])
            rows.append({"bias": 1.0, **facts})
            labels.append(d.number(outcome) > 0)
            importance.append(_GATE_WEIGHT[outcome].get(d.source, 1.0))
    columns = {"bias": 0}
    for row in rows:
        for name in row:
            columns.setdefault(name, len(columns))
    prior = np.array([_PRIOR.get(name, 0.0) if outcome == "killed" else 0.0 for name in columns])
    against = np.array([name.startswith(_AGAINST) and not name.endswith("_lead") for name in columns])
    gate = _fit_gate(_as_matrix(rows, columns), np.array(labels, float), np.array(importance), prior, against)
    return value, {name: round(float(gate[i]), 4) for name, i in columns.items()}


def _train(documents: list[_LabelledDocument]) -> Weights:
    """All weights; the injured are learned knowing the number of dead that these weights choose."""
    documents = documents + _without_titles([d for d in documents if d.source != "muc4_dev"])
    weights: Weights = {}
    weights["killed.value"], weights["killed.gate"] = _train_outcome(
        documents, "killed", {d.key: None for d in documents}
    )
    killed: dict[str, int | None] = {}
    for d in documents:
        choice = choose(d.reading, "killed", None, weights)
        killed[d.key] = choice.number if choice else None
    weights["injured.value"], weights["injured.gate"] = _train_outcome(documents, "injured", killed)
    return weights


def _judge(documents: list[_LabelledDocument], weights_of: Callable[[_LabelledDocument], Weights]) -> list[_Judged]:
    """What is chosen: (document, outcome, number or 0, raw confidence of the number)."""
    judged = []
    for d in documents:
        killed: int | None = None
        for outcome in LEARNED:
            choice = choose(d.reading, outcome, killed, weights_of(d))
            number = (choice.number if choice else None) or 0
            killed = number or None if outcome == "killed" else killed
            if d.known[outcome]:
                judged.append((d, outcome, number, choice.own * choice.right if choice else 0.0))
    return judged


def _report(judged: list[_Judged]) -> None:
    """Print exact match on firm labels, precision and recall of having a count at all, by set and outcome."""
    for source in sorted({d.source for d, *_ in judged}):
        for outcome in LEARNED:
            rows = [
                (d.number(outcome), n, d.soft[outcome]) for d, o, n, _ in judged if d.source == source and o == outcome
            ]
            firm = [(g, n) for g, n, soft in rows if g and not soft]
            both = sum(bool(g and n) for g, n, _ in rows)
            print(  # noqa: T201  (a script)
                f"{source:10s} {outcome:8s} EM={sum(g == n for g, n in firm) / max(len(firm), 1):.3f}"
                f" P={both / max(sum(bool(n) for _, n, _ in rows), 1):.3f}"
                f" R={both / max(sum(bool(g) for g, *_ in rows), 1):.3f}"
            )


def _calibrate(judged: list[_Judged], sets: set[str]) -> list[list[float]]:
    """Rising steps (raw confidence, share that is right) by pooling adjacent violators; only sets with firm labels."""
    points = sorted((raw, d.number(o) == n) for d, o, n, raw in judged if n and d.source in sets and not d.soft[o])
    blocks: list[list[float]] = []  # lowest raw, right, all
    for raw, right in points:
        blocks.append([raw, float(right), 1.0])
        while len(blocks) > 1 and (
            blocks[-2][1] / blocks[-2][2] >= blocks[-1][1] / blocks[-1][2] or blocks[-2][2] < 25
        ):
            _, more, count = blocks.pop()
            blocks[-1][1] += more
            blocks[-1][2] += count
    return [[round(low, 4), round(right / count, 3)] for low, right, count in blocks]


def main() -> None:
    """Run as the module docstring says."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("labelled", nargs="+", type=Path)
    ask.add_argument("--leave-out", action="store_true")
    ask.add_argument("--write", action="store_true")
    asked = ask.parse_args()
    documents = _read_documents(asked.labelled)
    fold = {d.key: int(hashlib.sha256(d.key.encode()).hexdigest(), 16) % _FOLDS for d in documents}
    trained = [_train([d for d in documents if fold[d.key] != f]) for f in range(_FOLDS)]
    judged = _judge(documents, lambda d: trained[fold[d.key]])
    _report(judged)
    steps = _calibrate(judged, {d.source for d in documents} - {"muc4_dev"})
    print("calibration", steps)  # noqa: T201
    for source in sorted({d.source for d in documents}) if asked.leave_out else []:
        print("trained without", source)  # noqa: T201
        weights = _train([d for d in documents if d.source != source])
        _report(_judge([d for d in documents if d.source == source], lambda _: weights))  # noqa: B023  (called at once)
    if asked.write:
        about = "Written by training/casualties.py. weights: log-odds of a fact; calibration: raw from, share right."
        body = {"about": about, "calibration": steps, "weights": _train(documents)}
        _OUTPUT.write_text(json.dumps(body, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
