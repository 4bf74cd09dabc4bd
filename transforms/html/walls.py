"""Words that stand in an article's place: consent walls, paywalls, bot checks, errors, forms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import get_args

from schemas.dead_letter import Reason
from transforms.html.blocks import Block
from transforms.text.packaged import choose_word
from transforms.text.phrases import join_phrases, read_phrases
from transforms.text.words import count_words

WALL_WORDS = 250
"""A longer text is an article even if it speaks of cookies or subscriptions."""

STUB_WORDS = 60
"""A paywall that shows more than this shows the beginning of the article; that is kept."""

_MOST_CHARS = 20_000
"""Of a text that are looked at; what has as many characters in few words is no language."""

_WALL_HITS = {"consent_wall": 3, "paywalled": 1, "needs_javascript": 1}
"""Different phrases that a text must hold before it is taken for such a page."""

_WALL_SHARE = 0.03
"""... and their number for each word of the text."""

_PERSONS = re.compile(
    r"""\b (?:
        your? | our | we | us
      | sie | ihre[nrms]? | wir | unsere[nrms]? | du | dein\w*
      | vous | votre | vos | nous | nos | notre
      | su | sus | usted | nosotros | nuestr\w+ | tu | tuo | tua | tuoi | noi | nostri
      | você | seus? | nossos?
      | je | jij | jouw | wij | onze
      | din[ae]? | ditt | dig | deg | vår[at]? | våre | vi
    ) \b""",
    re.VERBOSE,
)
_ADDRESSED = 2
"""A consent wall speaks for itself to its reader; a story on such walls does not. Words that do so."""

_FRAMES = {
    "anywhere": ("", ""),
    "whole": (r"\A(?:", r")\Z"),
    "error": (r"\A(?:(?:404|403|429)[\s:–-]+)?(?:(?:oops|sorry|uh[- ]oh|whoops)[\s!,.:–-]+)?(?:", r")\Z"),
}
"""Where phrases stand: anywhere in a text, or as a whole heading, also behind an error's number and a cry of regret."""


@cache
def _load_phrases(name: str) -> tuple[tuple[Reason, re.Pattern[str]], ...]:
    """Reasons and the phrases that speak for them, of one of this package's tables."""
    phrases = read_phrases("transforms.html", name, kinds=get_args(Reason), places=_FRAMES)
    patterns = join_phrases(phrases, _FRAMES).items()
    return tuple((choose_word(reason, get_args(Reason)), pattern) for reason, pattern in patterns)


def name_wall(shown: str, *, paid: bool, words: int) -> Reason | None:
    """The wall that a short text reads like, None when it reads like none."""
    folded = shown[:_MOST_CHARS].lower()
    size = count_words(folded)
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
            if pattern.match(folded):
                return reason, heading
    return None


def asks_for_money(blocks: Iterable[Block]) -> bool:
    """Whether one of the blocks asks to subscribe."""
    pattern = next(pattern for reason, pattern in _load_phrases("wall_phrases.tsv") if reason == "paywalled")
    return any(block.words <= WALL_WORDS and pattern.search(block.text[:_MOST_CHARS].lower()) for block in blocks)


def is_gated(blocks: Iterable[Block]) -> bool:
    """Whether one of the blocks says that the story goes on behind a payment."""
    ((_, pattern),) = _load_phrases("gate_phrases.tsv")
    return any(block.words <= WALL_WORDS and pattern.search(block.text[:_MOST_CHARS].lower()) for block in blocks)
