"""The labelled pages that the models learn from, and how their texts are compared."""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from rapidfuzz.distance import LCSseq

_CORE = frozenset(("aeb", "aed", "fundus-eval", "fundus-tests"))
"""Sets whose licences (MIT, Apache-2.0) allow training."""

FOLDS = 5
_TOKEN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]|[^\\W_]+")


@dataclass(frozen=True)
class LabelledPage:
    """A labelled page.

    site: for cross-validation by site. rows: features of each piece of text (block or line). labels: 1 for a piece of
    the story. sizes: in tokens. texts: the pieces. places: where each stands in its page. gold: tokens of the story.
    whole: false for a part of a page, which is learnt from but not measured.
    """

    site: str
    rows: NDArray[np.float64]
    labels: NDArray[np.int64]
    sizes: NDArray[np.int64]
    texts: list[str]
    places: list[int]
    gold: list[str]
    whole: bool = True

    @property
    def fold(self) -> int:
        """The part of the cross-validation that the page's site falls in."""
        return zlib.crc32(self.site.encode()) % FOLDS


def read_gold(folder: Path) -> Iterator[tuple[dict[str, Any], bytes]]:
    """The records of _CORE with sound gold texts, and the bytes of their pages."""
    with (folder / "gold.jsonl").open(encoding="utf-8") as lines:
        golds: list[dict[str, Any]] = [json.loads(line) for line in lines]
    for gold in golds:
        if gold["dataset"] in _CORE and gold["text"] and gold.get("clean", True):
            with gzip.open(folder / gold["html"]) as stored:
                yield gold, stored.read()


def make_page(gold: dict[str, Any], texts: list[str], candidates: list[int], rows: ArrayLike) -> LabelledPage:
    """Label the pieces of a page. texts: all of them, in order; candidates: places of those that `rows` describe."""
    tokens = split_tokens("\n".join(gold["text"]))
    labels, sizes = _label_pieces(tokens, texts)
    return LabelledPage(
        gold["site"],
        np.array(rows),
        np.array(labels)[candidates],
        np.array(sizes)[candidates],
        [texts[place] for place in candidates],
        candidates,
        tokens,
    )


def split_tokens(text: str) -> list[str]:
    """Words, or characters of scripts without spaces."""
    return _TOKEN.findall(unicodedata.normalize("NFKC", text).replace("\u00ad", "").replace("\u200b", ""))


def _count_shingles(tokens: list[str]) -> Counter[tuple[str, ...]]:
    """Runs of four tokens and how often each occurs."""
    return (
        Counter(tuple(tokens[place : place + 4]) for place in range(max(1, len(tokens) - 3))) if tokens else Counter()
    )


def score_text(gold: list[str], found: list[str]) -> float:
    """F1 of the runs of four tokens."""
    right, got = _count_shingles(gold), _count_shingles(found)
    both = (right & got).total()
    return 2 * both / (right.total() + got.total()) if both else 0.0


def _label_pieces(gold: list[str], texts: list[str]) -> tuple[list[int], list[int]]:
    """For each piece of text 1 when it is part of the gold text, and its number of tokens.

    Aligned by the longest common subsequence, so that of two copies the one in its place counts; half of a piece's
    tokens and half of its runs of four must be in the gold text, all tokens of a piece shorter than that.
    """
    tokens = [split_tokens(text) for text in texts]
    owners = [place for place, own in enumerate(tokens) for _ in own]
    numbers: dict[str, int] = {}
    gold_numbers = [numbers.setdefault(token, len(numbers)) for token in gold]
    page_numbers = [numbers.setdefault(token, len(numbers)) for own in tokens for token in own]
    hits = [0] * len(texts)
    for step in LCSseq.opcodes(gold_numbers, page_numbers):
        if step.tag == "equal":
            for place in range(step.dest_start, step.dest_end):
                hits[owners[place]] += 1
    shingles = _count_shingles(gold)
    labels = []
    for own, hit in zip(tokens, hits, strict=True):
        share = hit / len(own) if own else 0.0
        runs = _count_shingles(own)
        inside = sum(run in shingles for run in runs) / len(runs) if len(own) >= 4 else 1.0
        labels.append(int(share >= 0.5 and inside >= 0.5) if len(own) >= 4 else int(share == 1.0))
    return labels, [len(own) for own in tokens]
