"""Description: who says a figure, how surely, of whom, by what cause."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from schemas.mentions import Certainty, VictimType
from transforms.mentions.casualties.events.figures import Figure
from transforms.mentions.casualties.words.lexicon import lexicon
from transforms.text.numerals import parse_numeral
from transforms.text.packaged import read_rows, split_list

_HERE = "transforms.mentions.casualties.rows"
_AGE = re.compile(r"(?P<count>[\w ]+?)[ -](?P<unit>year|month|week|day)s?[ -]olds?")
_ADULT = 18
Cause = tuple[str, bool]
"""A cause, and whether it tells much: an attack or a blast may be anything."""

_ALLEGED = re.compile(
    r"""
    \b (?: alleged | allegedly | unconfirmed | suspected [ ] of | accused [ ] of  # ALLEGEDLY killed nine
       |   (?<! the [ ] ) (?<! this [ ] ) (?<! that [ ] ) (?<! its [ ] ) (?<! their [ ] ) (?<! [ ] a [ ] )
           claim(?:s|ed)?                                                 # the rebels CLAIM to have killed nine
           (?! [ ] (?: responsib | credit | \S+ [ ] respons               # not so: claimed RESPONSIBILITY
                   |   (?: \S+ [ ] ){0,5} (?: lives | life | victims ) ) )  # not so: claimed NINE LIVES
       |   presumed [ ] dead
       |   feared [ ] (?: dead | killed | drowned | lost )                # nine are FEARED DROWNED
       |   believed [ ] (?: dead | killed | to [ ] have [ ] (?: died | been [ ] killed ) )  # BELIEVED TO HAVE DIED
       ) \b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_REPORTED = re.compile(
    r"\b(?:was|were|been|be|are|is) reported\b|\breportedly\b|\breports? (?:said|say|put|of)\b", re.IGNORECASE
)
_BREAKS = re.compile(r"[;:]|,? (?:but|while|whereas|although|though) |, and ", re.IGNORECASE)


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words or phrases, whole and in any case; the longest first."""
    choices = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{choices})(?![\w-])", re.IGNORECASE)


@cache
def _causes() -> tuple[dict[str, Cause], re.Pattern[str]]:
    table = {
        word: (cause.removesuffix("*"), not cause.endswith("*"))
        for cause, words in read_rows(_HERE, "causes.tsv", 2)
        for word in split_list(words)
    }
    return table, _any_of(table)


def judge_certainty(sentence: str, start: int, end: int, *, quoted: bool) -> Certainty:
    """How sure what stands at start:end of a sentence is: alleged, reported (somebody is quoted) or asserted.

    Words like "allegedly" speak for their own clause alone.
    """
    alleged, reported = _find_doubts(sentence)
    for first, last in alleged:
        between = sentence[last:start] if last <= start else sentence[end:first]
        if not _BREAKS.search(between):
            return "alleged"
    return "reported" if quoted or reported else "asserted"


@lru_cache(maxsize=16)
def _find_doubts(sentence: str) -> tuple[tuple[tuple[int, int], ...], bool]:
    """Where words like "allegedly" stand, and whether somebody is cited; asked for each figure of a sentence."""
    return tuple(match.span() for match in _ALLEGED.finditer(sentence)), _REPORTED.search(sentence) is not None


def find_causes(sentence: str) -> list[tuple[int, Cause]]:
    """The words of a sentence that name a cause: (offset, cause)."""
    table, pattern = _causes()
    found = ((match.start(), table[match.group().lower()]) for match in pattern.finditer(sentence))
    return [(at, cause) for at, cause in found if cause[0] != "-"]


def nearest_cause(causes: list[tuple[int, Cause]], at: int, elsewhere: Iterable[list[tuple[int, Cause]]]) -> str | None:
    """The telling cause whose word stands nearest to offset `at`, else the first one told elsewhere, else a vague one.

    causes: of the figure's own sentence. elsewhere: of other sentences about the same event, the best first.
    """
    near = sorted(causes, key=lambda cause: (not cause[1][1], abs(cause[0] - at)))
    if near and near[0][1][1]:
        return near[0][1][0]
    others = [cause for told in elsewhere for _, cause in told]
    telling = [name for name, tells in others if tells]
    return telling[0] if telling else near[0][1][0] if near else others[0][0] if others else None


def judge_victims(figure: Figure, phrase: str) -> VictimType:
    """The kind of victim: by the head noun, else by the last telling word of the phrase."""
    types = lexicon().types
    if figure.head in types:
        return types[figure.head]
    if _is_childs_age(figure.head):
        return "civilian"
    for word in reversed(re.findall(r"[\w-]+", phrase.lower())):
        if word in types:
            return types[word]
    return "unknown"


def _is_childs_age(head: str) -> bool:
    """Whether the noun is an age below 18: "a 5-year-old", "three six-month-olds"."""
    age = _AGE.fullmatch(head)
    if age is None:
        return False
    years = parse_numeral(age["count"])
    return age["unit"] != "year" or (years is not None and years < _ADULT)


def count_women_and_children(figure: Figure, related: list[Figure]) -> tuple[int | None, int | None]:
    """How many of a figure's people are said to be women and children, by it, its parts and its stated subsets."""
    sets = lexicon().sets
    women = children = 0
    places = set()  # a part of a sum may be a stated subset as well, and is counted once
    for part in [figure, *figure.parts, *related]:
        if part.derived or part.bounds.low is None or (part.start, part.end) in places:
            continue
        places.add((part.start, part.end))
        women += part.bounds.low if part.head in sets["women"] else 0
        children += part.bounds.low if part.head in sets["children"] or _is_childs_age(part.head) else 0
    return women or None, children or None
