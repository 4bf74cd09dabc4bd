"""Description: who says a figure, how surely, of whom, by what cause."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from transforms.mentions.casualties.lexicon import lexicon, read_lines
from transforms.mentions.casualties.proposing import Figure

_SAY = (
    r"(?:said|says|say|told|tells|reported|reports|announced|confirmed|claimed|claims|alleged|added|stated|noted"
    r"|estimated|disclosed|declared|acknowledged|denied|denies)"
)
_HAVE = r"(?:also |later |have |has |had )?"
_ACCORDING = re.compile(r"\baccording to (?P<who>[^.;\"“”()]+)", re.IGNORECASE)
_AFTER = re.compile(
    r"[,\"”’'] (?P<who>(?!which|who|it |he |she |they |but |and )[^,;:\"“”]{2,90}?) (?:quoted \w+ as )?"
    + _HAVE
    + _SAY
    + r"\b"
)
_INVERTED = re.compile(r"[,\"”] (?:said|says|reported|quoted|added|announced) (?P<who>[^.;:\"“”]{2,90})")
_BEFORE = re.compile(
    r"^[\"“”'\W]*(?:(?:Meanwhile|However|Earlier|Later|But|And|Also|On \w+day),? )?(?P<who>[^,;:\"“”]{2,90}?)"
    r"(?:, [^,]{2,60},)? (?:on \w+day )?" + _HAVE + _SAY + r"\b"
)
_PUT = re.compile(
    r"(?:^\W*(?:(?:earlier |late )?on \w+day,? |earlier,? )?|[,;] |\b(?:and|but|while) )"
    r"(?P<who>(?!it |he |she |they )[^,;:\"“”]{2,60}?) "
    + _HAVE
    + r"put(?:s)? (?:the|its) [^,;:]{0,40}?\b(?:toll|number|count|figure|dead)\b",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\s+(?:(?:early|late) )?(?:on )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday|overnight|here"
    r"|earlier|later|in a statement|on condition)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_ASIDE = re.compile(r", (?:adding|and|but|while|as|with|who|which)\b")
_PRONOUNS = {"he", "she", "it", "they", "i", "we", "who", "which", "that", "there"}
_NO_OPENING = {"it", "there", "including", "no"}
_NO_ENDING = {"a", "an", "the", "was", "were", "been", "being", "is", "are", "be", "of"}
_ALLEGED = re.compile(
    r"\b(?:alleged|allegedly|claims?|claimed|unconfirmed|suspected of|accused of|feared (?:dead|killed|drowned|lost)"
    r"|believed (?:dead|killed|to have (?:died|been killed)))\b",
    re.IGNORECASE,
)


@cache
def _speakers() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = (line.split("\t") for line in read_lines("attribution_types.tsv"))
    return tuple((kind, _any_of(phrases.split(" | "))) for kind, phrases in rows)


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words or phrases, whole and in any case; the longest first."""
    choices = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{choices})(?![\w-])", re.IGNORECASE)


@cache
def _causes() -> tuple[dict[str, str], re.Pattern[str]]:
    table = {
        word: cause
        for line in read_lines("causes.tsv")
        for cause, words in [line.split("\t")]
        for word in words.split()
    }
    return table, _any_of(table)


def read_speaker(sentence: str) -> str | None:
    """Who says what the sentence says, in its own words; None when nobody is named or only a pronoun."""
    for pattern in (_ACCORDING, _AFTER, _INVERTED, _BEFORE, _PUT):
        found = pattern.search(sentence)
        if found is None:
            continue
        who = _WHEN.sub("", " ".join(found["who"].split())).strip(" ,.'\"”’")
        who = _ASIDE.split(who)[0]
        if pattern is _ACCORDING:
            who = who.split(",")[0]
        elif pattern is _INVERTED:
            who = re.sub(r"^(?:by|that) ", "", who)
        words = who.lower().split()
        if words and who.lower() not in _PRONOUNS and words[0] not in _NO_OPENING and words[-1] not in _NO_ENDING:
            return who
    return None


def judge_speaker(who: str | None) -> str:
    """The kind of speaker, by words; "none" without one, "unnamed" when no word tells."""
    if who is None:
        return "none"
    for kind, pattern in _speakers():
        if pattern.search(who):
            return kind
    return "unnamed"


def judge_certainty(sentence: str, speaker: str | None) -> str:
    """Whether a sentence is alleged, reported (somebody is quoted) or asserted by the article itself."""
    if _ALLEGED.search(sentence):
        return "alleged"
    return "reported" if speaker else "asserted"


def find_causes(sentence: str) -> list[tuple[int, str]]:
    """The words of a sentence that name a cause: (offset, cause)."""
    table, pattern = _causes()
    return [(match.start(), table[match.group().lower()]) for match in pattern.finditer(sentence)]


def nearest_cause(causes: list[tuple[int, str]], at: int) -> str | None:
    """The cause whose word stands nearest to offset `at`."""
    return min(causes, key=lambda cause: abs(cause[0] - at))[1] if causes else None


def judge_victims(figure: Figure, phrase: str) -> str:
    """The kind of victim: by the head noun, else by the last telling word of the phrase."""
    types = lexicon().types
    if figure.head in types:
        return types[figure.head]
    for word in reversed(re.findall(r"[\w-]+", phrase.lower())):
        if word in types:
            return types[word]
    return "unknown"


def count_women_and_children(figure: Figure, related: list[Figure]) -> tuple[int | None, int | None]:
    """How many of a figure's people are said to be women and children, by it, its parts and its stated subsets."""
    sets = lexicon().sets
    women = children = 0
    places = set()  # a part of a sum may be a stated subset as well, and is counted once
    for part in [figure, *figure.parts, *related]:
        if part.derived or part.low is None or (part.start, part.end) in places:
            continue
        places.add((part.start, part.end))
        women += part.low if part.head in sets["women"] else 0
        children += part.low if part.head in sets["children"] else 0
    return women or None, children or None
