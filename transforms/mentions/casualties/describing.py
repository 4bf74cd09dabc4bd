"""Description: who says a figure, how surely, of whom, by what cause."""

from __future__ import annotations

import re
from functools import cache

from transforms.mentions.casualties.lexicon import lexicon, read_lines
from transforms.mentions.casualties.proposing import Figure

_SAY = r"(?:said|says|say|told|tells|reported|reports|announced|confirmed|claimed|claims|alleged|added|stated|noted|estimated|disclosed|declared|acknowledged)"
_ACCORDING = re.compile(r"\baccording to (?P<who>[^.;\"“”()]+)", re.IGNORECASE)
_AFTER = re.compile(
    rf"[,\"”’'] (?P<who>(?!which|who|it |he |she |they |but |and )[^,;:\"“”]{{2,90}}?) (?:also |later |have |has |had |quoted \w+ as )?{_SAY}\b"
)
_INVERTED = re.compile(r"[,\"”] (?:said|says|reported|quoted|added|announced) (?P<who>[^.;:\"“”]{2,90})")
_BEFORE = re.compile(
    rf"^[\"“”'\W]*(?:(?:Meanwhile|However|Earlier|Later|But|And|Also|On \w+day),? )?(?P<who>[^,;:\"“”]{{2,90}}?)(?:, [^,]{{2,60}},)? (?:on \w+day |also |later |have |has |had )?{_SAY}\b"
)
_WHEN = re.compile(
    r"\s+(?:(?:early|late) )?(?:on )?(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|today|yesterday|overnight|here|earlier|later|in a statement|on condition)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_PRONOUNS = {"he", "she", "it", "they", "i", "we", "who", "which", "that", "there", "officials there"}
_ALLEGED = re.compile(
    r"\b(?:alleged|allegedly|claims?|claimed|unconfirmed|suspected of|accused of|feared (?:dead|killed|drowned|lost)|believed (?:dead|killed|to have (?:died|been killed)))\b",
    re.IGNORECASE,
)


@cache
def _speakers() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = (line.split("\t") for line in read_lines("attribution_types.tsv"))
    table = []
    for kind, phrases in rows:
        table.append(
            (
                kind,
                re.compile(
                    r"(?<!\w)(?:"
                    + "|".join(re.escape(w) for w in sorted(phrases.split(), key=len, reverse=True))
                    + r")(?!\w)",
                    re.IGNORECASE,
                ),
            )
        )
    return tuple(table)


@cache
def _causes() -> tuple[dict[str, str], re.Pattern[str]]:
    table = {
        word: cause
        for line in read_lines("causes.tsv")
        for cause, words in [line.split("\t")]
        for word in words.split()
    }
    return table, re.compile(
        r"\b(?:" + "|".join(sorted(map(re.escape, table), key=len, reverse=True)) + r")\b", re.IGNORECASE
    )


def read_speaker(sentence: str) -> str | None:
    """Who says what the sentence says, in its own words; None when nobody is named or only a pronoun."""
    for pattern in (_ACCORDING, _AFTER, _INVERTED, _BEFORE):
        found = pattern.search(sentence)
        if found is None:
            continue
        who = _WHEN.sub("", " ".join(found["who"].split())).strip(" ,.'\"”’")
        who = re.split(r", (?:adding|and|but|while|as|with|who|which|which)\b", who)[0]
        if pattern is _ACCORDING:
            who = who.split(",")[0]
        elif pattern is _INVERTED:
            who = re.sub(r"^(?:by|that) ", "", who)
        if who and who.lower() not in _PRONOUNS and len(who) <= 120 and not who.lower().startswith(("it ", "there ")):
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


def judge_certainty(sentence: str, speaker: str | None, *, negated: bool) -> str:
    """denied, alleged, reported (somebody is quoted) or asserted by the article itself."""
    if negated:
        return "denied"
    if _ALLEGED.search(sentence):
        return "alleged"
    return "reported" if speaker else "asserted"


def read_cause(sentence: str, at: int) -> str | None:
    """The cause whose word stands nearest to offset `at` of the sentence."""
    table, pattern = _causes()
    found = [(abs(m.start() - at), table[m.group().lower()]) for m in pattern.finditer(sentence)]
    return min(found)[1] if found else None


def judge_victims(figure: Figure, phrase: str) -> str:
    """The kind of victim: by the head noun, else by the last telling word of the phrase."""
    types = lexicon().types
    if figure.head in types:
        return types[figure.head]
    for word in reversed(re.findall(r"[\w-]+", phrase.lower())):
        if word in types:
            return types[word]
    return "unknown"


_WOMEN = {
    "woman",
    "women",
    "female",
    "females",
    "wife",
    "mother",
    "lady",
    "grandmother",
    "aunt",
    "policewoman",
    "policewomen",
}
_CHILDREN = {
    "child", "children", "kid", "kids", "baby", "babies", "infant", "infants", "toddler", "toddlers", "boy", "boys", "girl", "girls",
    "schoolchild", "schoolchildren", "schoolboy", "schoolgirl", "schoolboys", "schoolgirls", "grandchildren", "minor", "minors",
    "newborn", "pupil", "pupils",
}  # fmt: skip


def count_women_and_children(figure: Figure, related: list[Figure]) -> tuple[int | None, int | None]:
    """How many of a figure's people are said to be women and children, by it, its parts and its stated subsets."""
    women = children = 0
    for part in [figure, *figure.parts, *related]:
        if part.derived or part.low is None:
            continue
        women += part.low if part.head in _WOMEN else 0
        children += part.low if part.head in _CHILDREN else 0
    return women or None, children or None
