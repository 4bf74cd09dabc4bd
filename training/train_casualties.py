"""Train the weights that choose an article's own casualty counts.

    python -m training.train_casualties LABELLED.jsonl [...] [--leave-out] [--write]

LABELLED: one JSON object a line: id, text, title, date (ISO), gold: {killed: [low, high] or null, injured: ..., and
<outcome>_flags: [...]}. high null is open; [0, 0] is an explicit none. In the sets of unselected news gold.killed and
gold.injured are lists of the readings that a careful coder accepts, the best first, null for no figure. The name of a
file is the name of its set; training/own_stories.jsonl is one. Needs numpy, which comes with spaCy.

Prints cross-validated figures (five folds by document) and a reliability table; with --leave-out also what each set
gets from weights trained on the others. With --write it trains on everything and writes weights.json.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np

from schemas.mentions import Outcome
from training.labelled_articles import FOLDS, LabelledArticle, read_articles, without_titles
from training.logits import Features, as_matrix, fit_logistic, fit_ranker
from transforms.mentions.casualties.judging.candidates import Candidate
from transforms.mentions.casualties.judging.choice import Choice, Weights, choose_among, gather, weigh
from transforms.mentions.casualties.judging.features import IN_CAPITALS, describe_gate
from transforms.mentions.casualties.judging.reading import Reading
from transforms.mentions.casualties.vocabulary import LEARNED

_OUTPUT = Path(__file__).parents[1] / "transforms" / "mentions" / "casualties" / "judging" / "weights.json"
_UNSELECTED = ("agencies_dev", "general_dev", "worldwire_dev")  # news that nobody chose for its dead
_OURS = "own_stories"  # written to be hard, so that the share that is right says nothing of news
_MEASURED_ONLY = ("gtd_1970s",)  # nothing is learnt from these
# How much an article of a set counts for the choice of the value and for the gate. Newswire is small and is what our
# readers read; MUC-4 counts events of the past as the article's own and so teaches the value little.
_VALUE_WEIGHT = {"wire": 2.0, "muc4_dev": 0.35}
_GATE_WEIGHT = {"wire": 8.0, "muc4_dev": 2.0, _OURS: 1.0}
# What an article with a figure of its own counts beside one without, by set. The dead are few and looked for; the
# injured of unselected news are doubted, those of chosen stories told in passing.
_OWN: dict[Outcome, dict[str, float]] = {"killed": {"": 1.4}, "injured": {"": 1.2, "gva_dev": 1.3, "muc4_dev": 1.4}}
_ARGUABLE = 0.3  # what an article counts for the gate whose coders accept a figure and none
_PENALTY = 8.0  # L2 of the gate
# L2 of what an article speaks of besides harm, which is rare among the labelled and tells much, and of the bias.
_LIGHT = {"bias": 1e-3} | dict.fromkeys(
    ("leisure", "sport", "story", "telling", "here_leisure", "here_telling", "title_leisure"), 1.0
)
_RAREST = 5  # articles; a fact of fewer teaches nothing
# Facts that never speak for a count of the article's own, and such as never speak against it, whatever a small set of
# texts seems to teach.
_AGAINST = (
    "cue_", "has", "after_event_late", "in_subordinate_late", "late_and", "nothing_shared", "no_harm", "no_event",
    "other_", "age_2", "age_4", "age_11", "older_", "obituary", "past_not", "v_only_",
    "v_first_4", "v_first_5", "nobody", "only_as_known", "old_news",
    "leisure", "sport", "story", "telling", "here_leisure", "here_telling", "title_leisure", "title_quiet",
    "lead_quiet", "thin_harm", "scarce_harm", "thousands_late", "deeper", "depth",
)  # fmt: skip
_FOR = (
    "title_harm", "lead_harm", "share_of_harm", "words_of_harm", "here_harm", "in_title", "number_in_title", "early",
    "opening_clean", "day_of_lead", "clean_candidates", "v_clean", "event_in_title", "event_in_lead", "event_shared",
    "pronoun_of_event", "front_case", "other_harm_near",
)  # fmt: skip
_gathered: dict[tuple[int, Outcome, int | None], list[Candidate]] = {}  # by reading; the same for all weights
_described: dict[tuple[int, int | None], Features] = {}  # by candidate
_Judged = tuple[LabelledArticle, Outcome, int, float]  # article, outcome, number or 0, raw confidence


def _gather(reading: Reading, outcome: Outcome, killed: int | None) -> list[Candidate]:
    key = id(reading), outcome, killed
    if key not in _gathered:
        _gathered[key] = gather(reading, outcome, killed)
    return _gathered[key]


def _describe(candidate: Candidate, rivals: list[Candidate], reading: Reading, killed: int | None) -> Features:
    key = id(candidate), killed
    if key not in _described:
        _described[key] = describe_gate(candidate, rivals, reading, killed)
    return _described[key]


def _choose(reading: Reading, outcome: Outcome, killed: int | None, weights: Weights) -> Choice | None:
    candidates = _gather(reading, outcome, killed)
    if not candidates:
        return None
    return choose_among(candidates, outcome, weights, lambda best: _describe(best, candidates, reading, killed))


def _train_outcome(
    articles: list[LabelledArticle], outcome: Outcome, killed: dict[str, int | None]
) -> tuple[Features, Features]:
    """Weights of the value and of the gate for one outcome. killed: the chosen number of dead by article."""
    read = [(a, _gather(a.reading, outcome, killed[a.key])) for a in articles if a.known[outcome]]
    names: dict[str, int] = {}
    for _, candidates in read:
        for candidate in candidates:
            for name in candidate.features:
                names.setdefault(name, len(names))
    groups = []
    for a, candidates in read:
        at = [i for n in a.numbers(outcome) if n for i, c in enumerate(candidates) if c.point == n]
        if at and not a.soft[outcome]:
            rows = as_matrix([c.features for c in candidates], names)
            groups.append((rows, at[0], _VALUE_WEIGHT.get(a.source, 1.0)))
    fitted = fit_ranker(groups, len(names))
    value = {name: round(float(fitted[i]), 4) for name, i in names.items()}
    return value, _train_gate([(a, c, killed[a.key]) for a, c in read if c], outcome, value)


def _train_gate(
    read: list[tuple[LabelledArticle, list[Candidate], int | None]], outcome: Outcome, value: Features
) -> Features:
    rows, labels, importance = [], [], []
    for a, candidates, dead in read:
        top = max(candidates, key=lambda c: (weigh(c.features, value), -c.point))
        rows.append({"bias": 1.0, **_describe(top, candidates, a.reading, dead)})
        labels.append(a.numbers(outcome)[0] > 0)
        arguable = _ARGUABLE if a.is_arguable(outcome) else 1.0
        own = _OWN[outcome].get(a.source, _OWN[outcome][""]) if labels[-1] else 1.0
        importance.append(_GATE_WEIGHT.get(a.source, 1.0) * arguable * own)
    known = Counter(name for row in rows for name in row)
    columns = {"bias": 0}
    for row in rows:
        for name in row:
            if known[name] >= _RAREST:
                columns.setdefault(name, len(columns))
    ridge = np.array([_LIGHT.get(name, _PENALTY) for name in columns])
    signs = np.array([_sign(name, outcome) for name in columns])
    fitted = fit_logistic(as_matrix(rows, columns), np.array(labels, float), np.array(importance), signs, ridge)
    return {name: round(float(fitted[i]), 4) for name, i in columns.items()}


def _sign(name: str, outcome: Outcome) -> int:
    """-1 for a fact that never speaks for a count of the article's own, 1 for one that never speaks against it, else 0.

    What a text in capitals adds to a fact is free for the dead: that set counts those of the past, too.
    """
    if name.endswith("_lead") or (name.endswith(IN_CAPITALS) and outcome == "killed"):
        return 0
    return int(name.startswith(_FOR)) - int(name.startswith(_AGAINST))


def _train(articles: list[LabelledArticle]) -> Weights:
    """All weights; the injured are learned knowing the number of dead that these weights choose.

    articles: with the copies that lack a title.
    """
    articles = [a for a in articles if a.source not in _MEASURED_ONLY]
    weights: Weights = {}
    killed: dict[str, int | None] = {a.key: None for a in articles}
    for outcome in LEARNED:
        weights[f"{outcome}.value"], weights[f"{outcome}.gate"] = _train_outcome(articles, outcome, killed)
        for a in articles if outcome == "killed" else []:
            choice = _choose(a.reading, outcome, None, weights)
            killed[a.key] = choice.number if choice else None
    return weights


def _judge(articles: list[LabelledArticle], weights_of: Callable[[LabelledArticle], Weights]) -> list[_Judged]:
    """What is chosen: (article, outcome, number or 0, raw confidence of the number)."""
    judged = []
    for a in articles:
        killed: int | None = None
        for outcome in LEARNED:
            choice = _choose(a.reading, outcome, killed, weights_of(a))
            number = (choice.number if choice else None) or 0
            killed = number or None if outcome == "killed" else killed
            if a.known[outcome]:
                judged.append((a, outcome, number, choice.own * choice.right if choice else 0.0))
    return judged


def _report(judged: list[_Judged]) -> None:
    """Print the figures by set and outcome, and those of all sets of unselected news together.

    P: of the articles given a figure, the share where one belongs. FA100: figures given, per 100 articles where none
    belongs. R, EM: articles where one belongs that got one, that got an accepted number (of firm labels).
    """
    sources = sorted({a.source for a, *_ in judged})
    for name, sets in [*((source, (source,)) for source in sources), ("unselected", _UNSELECTED)]:
        for outcome in LEARNED:
            rows = [(a, n) for a, o, n, _ in judged if a.source in sets and o == outcome]
            wanted = [(a, n) for a, n in rows if a.numbers(outcome)[0]]
            given = [(a, n) for a, n in rows if n]
            none = [n for a, n in rows if not any(a.numbers(outcome))]
            firm = [n > 0 and a.is_right(outcome, n) for a, n in wanted if not a.soft[outcome]]
            sound = sum(any(a.numbers(outcome)) for a, _ in given)
            print(  # noqa: T201  (a script)
                f"{name:13s} {outcome:8s} P={sound / max(len(given), 1):.3f}"
                f" FA100={100 * sum(map(bool, none)) / max(len(none), 1):.2f}"
                f" R={sum(bool(n) for _, n in wanted) / max(len(wanted), 1):.3f}"
                f" EM={sum(firm) / max(len(firm), 1):.3f}"
            )


def _calibrate(judged: list[_Judged], sets: set[str]) -> list[list[float]]:
    """Rising steps (raw confidence, share that is right) by pooling adjacent violators; only sets with firm labels."""
    points = sorted((raw, a.is_right(o, n)) for a, o, n, raw in judged if n and a.source in sets and not a.soft[o])
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


def _report_bands(judged: list[_Judged], steps: list[list[float]]) -> None:
    """Print, by band of calibrated confidence, how many choices for unselected news were given and are right."""
    bands = (0.0, 0.5, 0.6, 0.8, 0.9)
    given = [(max(share for low, share in steps if low <= max(raw, steps[0][0])), a.is_right(o, n))
             for a, o, n, raw in judged if n and a.source in _UNSELECTED]  # fmt: skip
    for low, high in zip(bands, (*bands[1:], 2.0), strict=True):
        right = [is_right for confidence, is_right in given if low <= confidence < high]
        print(f"confidence from {low}: {len(right)} choices, {sum(right) / max(len(right), 1):.3f} right")  # noqa: T201


def main() -> None:
    """Run as the module docstring says."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("labelled", nargs="+", type=Path)
    ask.add_argument("--leave-out", action="store_true")
    ask.add_argument("--write", action="store_true")
    asked = ask.parse_args()
    articles = read_articles(asked.labelled)
    taught = articles + without_titles([a for a in articles if a.source != "muc4_dev"])
    trained = [_train([a for a in taught if a.fold != fold]) for fold in range(FOLDS)]
    judged = _judge(articles, lambda a: trained[a.fold])
    _report(judged)
    steps = _calibrate(judged, {a.source for a in articles} - {"muc4_dev", _OURS, *_MEASURED_ONLY})
    print("calibration", steps)  # noqa: T201
    _report_bands(judged, steps)
    for source in sorted({a.source for a in articles}) if asked.leave_out else []:
        print("trained without", source)  # noqa: T201
        weights = _train([a for a in taught if a.source != source])
        _report(_judge([a for a in articles if a.source == source], lambda _: weights))  # noqa: B023  (called at once)
    if asked.write:
        about = (
            "Written by training/train_casualties.py. weights: log-odds of a fact; calibration: raw from, share right."
        )
        body = {"about": about, "calibration": steps, "weights": _train(taught)}
        _OUTPUT.write_text(json.dumps(body, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
