"""The article as a whole: how much of it speaks of harm, and what else it is about.

Most news speaks of nobody's harm, or in passing; a number of dead in it is seldom the article's own.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Literal, get_args

from transforms.mentions.casualties.events.figures import Figure
from transforms.mentions.casualties.judging.focus import event_nouns
from transforms.mentions.casualties.judging.reading import Reading
from transforms.text.packaged import choose_word, read_table, split_list

_Topic = Literal[
    "harm", "violence", "leisure", "sport", "story", "telling", "case"
]  # fmt: skip
"""What a word of an article speaks of; article_words.tsv explains each."""

_PLAY: tuple[_Topic, ...] = ("leisure", "sport", "story")
_WORD = re.compile(r"[a-z]+")
_LEAD = 3  # sentences
_THIN, _SCARCE = 0.05, 0.1  # of the sentences speak of harm
_SHORT = 60  # words; one "singer" in a shorter text makes it no text on music
_MANY = 4  # words of harm in a sentence or a lead, from where more say nothing new
_DEEP = (3, 8)  # sentences; what stands behind them is seldom the news
_THOUSANDS = 1000  # so many are harmed in a war or over years, and seldom in the news of a day
# Single words of it say nothing: "lives" is what people do.
_LIVES = re.compile(
    r"\b(?:lost|los(?:e|es|ing)|claim(?:s|ed|ing)?|cost(?:s|ing)?|took) (?:[\w-]+ ){1,3}?(?:life|lives)\b"
)
_QUOTE = re.compile('["“”]')


def describe_article(reading: Reading, best: Figure) -> dict[str, float]:
    """Facts of the article, and of the place in it of the figure that states a number best: name -> value, 0 to 3."""
    told = [_count_topics(reading.sentence(at)) for at in range(len(reading.sentences))]
    title = _count_topics(reading.title or "")
    here = told[best.sentence] if best.sentence >= 0 else title
    sentences = max(len(told), 1)
    lead = sum((topics["harm"] + topics["violence"] for topics in told[:_LEAD]), 0)
    share = sum(topics["harm"] > 0 for topics in told) / sentences
    total: Counter[str] = sum(told, Counter())
    words = max(total.total(), _SHORT)
    facts: dict[str, float] = {
        "front_case": min(_count_topics(f"{reading.title or ''} {reading.lead}")["case"], _MANY) / _MANY,
        "title_harm": title["harm"] > 0,
        "title_quiet": bool(reading.title) and not title["harm"] + title["violence"],
        "title_leisure": any(title[topic] for topic in _PLAY),
        "lead_harm": min(lead, _MANY) / _MANY,
        "lead_quiet": lead == 0,
        "share_of_harm": share,
        "thin_harm": share < _THIN,
        "scarce_harm": share < _SCARCE,
        "words_of_harm": math.log1p(sum(topics["harm"] + topics["violence"] for topics in told)) / 3,
        "length": math.log1p(sentences) / 4,
        "leisure": min(sum(total[topic] for topic in _PLAY) / words * 100, 2),
        "sport": min(total["sport"] / words * 50, 2),
        "story": min(total["story"] / words * 50, 2),
        "telling": min(sum(topics["telling"] for topics in told) / words * 50, 1.5),
        "shouted": reading.text.isupper(),
        "here_harm": here["harm"] > 0,
        "here_harms": min(here["harm"] + here["violence"], _MANY) / _MANY,
        "here_leisure": any(here[topic] for topic in _PLAY),
        "here_telling": here["telling"] > 0,
        "here_quoted": _QUOTE.search(reading.sentence(best.sentence)) is not None,
        "depth": max(best.sentence, 0) / sentences,
        **{f"deeper_than_{deep}": best.sentence > deep for deep in _DEEP},
    }
    return {name: float(value) for name, value in facts.items() if value}


def speaks_of_harm(text: str) -> bool:
    """Whether a word of a text tells that somebody was harmed, or what harms, or of a case of it."""
    topics = _count_topics(text)
    return topics["harm"] + topics["violence"] > 0 or bool(event_nouns(text))


def count_figures(figures: Sequence[Figure], best: Figure) -> dict[str, float]:
    """How many figures of people harmed the text has, of this outcome and of any, and how early: name -> 0 to 2."""
    counted = [f for f in figures if f.kind in {"count", "single", "name"}]
    same = [f for f in counted if f.outcome == best.outcome]
    facts = {
        "figures": min(len(same), 10) / 5,
        "numbers": min(len({f.point for f in same}), 8) / 4,
        "event_figures": min(sum(f.scope == "event" and not f.unsure for f in counted), 10) / 5,
        "early": any(f.sentence <= 1 and f.scope == "event" for f in same),
        "thousands_late": (best.point or 0) >= _THOUSANDS and best.sentence > 1,
        "definite": best.definite and best.kind != "bare",  # every pronoun is
        "unsure": best.unsure,
        f"best_{best.kind}": True,
    }
    return {name: float(value) for name, value in facts.items() if value}


@cache
def _topics() -> dict[str, _Topic]:
    rows = read_table(
        "transforms.mentions.casualties.judging", "article_words.tsv", 2,
        lambda cells: (choose_word(cells[0], get_args(_Topic)), split_list(cells[1])),
    )  # fmt: skip
    return {word: topic for topic, words in rows for word in words}


def _count_topics(text: str) -> Counter[str]:
    """How many words of each topic a text has, and how many others ("")."""
    topics, low = _topics(), text.lower()
    counted = Counter(topics.get(word, "") for word in _WORD.findall(low))
    counted["harm"] += len(_LIVES.findall(low))
    return counted
