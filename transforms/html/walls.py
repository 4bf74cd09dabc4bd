"""Words that stand in an article's place: consent walls, paywalls, bot checks, errors, forms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import get_args

from schemas.dead_letter import Reason
from transforms.html.blocks import Block, count_words

WALL_WORDS = 250
"""A longer text is an article even if it speaks of cookies or subscriptions."""

STUB_WORDS = 60
"""A paywall that shows more than this shows the beginning of the article; that is kept."""

_WALL_HITS = {"consent_wall": 3, "paywalled": 1, "needs_javascript": 1}
"""Different phrases that a text must hold before it is taken for such a page."""

_WALL_SHARE = 0.03
"""... and their number for each word of the text."""

_PERSONS = re.compile(
    r"\b(?:your?|our|we|us|sie|ihre[nrms]?|wir|unsere[nrms]?|du|dein\w*|vous|votre|vos|nous|nos|notre|su|sus|usted|nosotros"
    r"|nuestr\w+|tu|tuo|tua|tuoi|noi|nostri|você|seus?|nossos?|je|jij|jouw|wij|onze|din[ae]?|ditt|dig|deg|vår[at]?|våre|vi)\b"
)
_ADDRESSED = 2
"""A consent wall speaks for itself to its reader; a story on such walls does not. Words that do so."""


@cache
def _load_phrases(name: str) -> tuple[tuple[Reason, re.Pattern[str]], ...]:
    """Reasons and the phrases that speak for them, of one of this package's tables."""
    lines = files("transforms.html").joinpath(name).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t", 1) for line in lines if line and not line.startswith("#")]
    return tuple(
        (reason, re.compile(pattern)) for name, pattern in rows for reason in get_args(Reason) if reason == name
    )


def name_wall(shown: str, *, paid: bool, words: int) -> Reason | None:
    """The wall that a short text reads like, None when it reads like none."""
    folded = shown.lower()
    size = count_words(shown)
    for reason, pattern in _load_phrases("wall_phrases.tsv"):
        hits = pattern.findall(folded)
        if len(set(hits)) < _WALL_HITS[reason] or len(hits) < _WALL_SHARE * size:
            continue
        if reason == "consent_wall" and len(_PERSONS.findall(folded)) < _ADDRESSED:
            continue
        if reason == "paywalled" and words > STUB_WORDS // (1 if paid else 2):
            continue
        if reason == "needs_javascript" and words > STUB_WORDS:
            continue
        return reason
    return "paywalled" if paid and 0 < words < STUB_WORDS // 4 else None


def name_heading(headings: Iterable[str]) -> tuple[Reason, str] | None:
    """What the first of the headings that names another kind of page names, and that heading."""
    for heading in headings:
        folded = " ".join(heading.lower().split()).strip(" .!…")
        for reason, pattern in _load_phrases("heading_phrases.tsv"):
            if pattern.fullmatch(folded):
                return reason, heading
    return None


def asks_for_money(blocks: Iterable[Block]) -> bool:
    """Whether one of the blocks asks to subscribe."""
    pattern = next(pattern for reason, pattern in _load_phrases("wall_phrases.tsv") if reason == "paywalled")
    return any(block.words <= WALL_WORDS and pattern.search(block.text.lower()) for block in blocks)


def is_gated(blocks: Iterable[Block]) -> bool:
    """Whether one of the blocks says that the story goes on behind a payment."""
    ((_, pattern),) = _load_phrases("gate_phrases.tsv")
    return any(block.words <= WALL_WORDS and pattern.search(block.text.lower()) for block in blocks)
