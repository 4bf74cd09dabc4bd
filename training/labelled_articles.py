"""Articles whose own figures of people killed and injured are labelled."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from schemas.mentions import Outcome
from transforms.mentions.casualties.judging.reading import Reading, read_article
from transforms.mentions.casualties.vocabulary import LEARNED
from transforms.mentions.dates.finding import find_dates

FOLDS = 5
# Labels of these kinds are no single number, or not borne out by the text.
_SOFT = {"vague", "ambiguous_effect", "optional", "alternatives", "nonumber", "at_most", "multi_group", "unsupported"}
_LETTERS = re.compile(r"[a-z]+")
_OPENING = 40  # words by which the same text in two sets is known
_Bounds = tuple[int | None, int | None] | None


@dataclass(slots=True)
class LabelledArticle:
    """A labelled text and what was read in it.

    source: the name of its set. fold: 0 to FOLDS - 1, the same for the same text in two sets. gold: the accepted bounds
    of each outcome, the best first, None where the article has no figure of its own. soft: the label is no single
    number. known: it is labelled at all.
    """

    key: str
    source: str
    fold: int
    gold: dict[Outcome, list[_Bounds]]
    soft: dict[Outcome, bool]
    known: dict[Outcome, bool]
    reading: Reading

    def numbers(self, outcome: Outcome) -> list[int]:
        """The accepted numbers, the best first; 0 where the article has none of its own."""
        return [_number(bounds) for bounds in self.gold[outcome]]

    def is_arguable(self, outcome: Outcome) -> bool:
        """Whether a figure is accepted, and none as well."""
        numbers = self.numbers(outcome)
        return any(numbers) and not all(numbers)

    def is_right(self, outcome: Outcome, number: int) -> bool:
        """Whether a number is accepted: it is one of them, or it lies within one that is a range."""
        within = any(b and b[1] and b[0] != b[1] and (b[0] or 0) <= number <= b[1] for b in self.gold[outcome])
        return number in self.numbers(outcome) or within


def read_articles(paths: Iterable[Path]) -> list[LabelledArticle]:
    """All labelled articles, read once."""
    articles = []
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if not row.get("skip_main") and not row["gold"].get("skip"):
                articles.append(_read_article(row, path.stem))
    return articles


def without_titles(articles: list[LabelledArticle]) -> list[LabelledArticle]:
    """Copies that lack their title, so that the weights serve texts that come without one."""
    return [
        replace(a, key=a.key + "#", reading=replace(a.reading, title=None, headline=[]))
        for a in articles
        if a.reading.title
    ]


def _read_article(row: dict[str, Any], source: str) -> LabelledArticle:
    try:
        anchor = date.fromisoformat(row.get("date") or "")
    except ValueError:
        anchor = None
    text, gold = row["text"], row["gold"]
    flags = {outcome: set(gold.get(f"{outcome}_flags", [])) for outcome in LEARNED}
    opening = " ".join(_LETTERS.findall(text.lower())[:_OPENING])
    return LabelledArticle(
        key=row["id"],
        source=source,
        fold=int(hashlib.sha256(opening.encode()).hexdigest(), 16) % FOLDS,
        gold={outcome: _read_gold(gold.get(outcome)) for outcome in LEARNED},
        soft={outcome: bool(flags[outcome] & _SOFT) for outcome in LEARNED},
        known={outcome: "unknown" not in flags[outcome] and outcome in gold for outcome in LEARNED},
        reading=read_article(text, row.get("title") or None, anchor, find_dates(text, anchor)),
    )


def _read_gold(stated: list[Any] | None) -> list[_Bounds]:
    """The accepted bounds of an outcome, the best first: a label is one pair of bounds, or a list of them."""
    readings = stated if stated and not isinstance(stated[0], int) else [stated]
    return [(bounds[0], bounds[1]) if bounds else None for bounds in readings]


def _number(bounds: _Bounds) -> int:
    """The point of labelled bounds: the low one, or the high one of "up to"; 0 for none."""
    if bounds is None or bounds[1] == 0:
        return 0
    return bounds[0] or bounds[1] or 0
