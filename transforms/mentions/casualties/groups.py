"""Groups: the noun phrases of a sentence that name or count people."""

from __future__ import annotations

import re
from dataclasses import dataclass

from transforms.mentions.casualties.lexicon import lexicon
from transforms.mentions.casualties.tokens import Token

# Words before a number that open or blur it: words, qualifier.
_QUALIFIERS: dict[tuple[str, ...], str] = {
    ("at", "least"): "at_least",
    ("a", "minimum", "of"): "at_least",
    ("no", "fewer", "than"): "at_least",
    ("no", "less", "than"): "at_least",
    ("not", "less", "than"): "at_least",
    ("more", "than"): "more_than",
    ("over",): "more_than",
    ("well", "over"): "more_than",
    ("above",): "more_than",
    ("upwards", "of"): "more_than",
    ("in", "excess", "of"): "more_than",
    ("as", "many", "as"): "at_most",
    ("up", "to"): "at_most",
    ("at", "most"): "at_most",
    ("no", "more", "than"): "at_most",
    ("not", "more", "than"): "at_most",
    ("fewer", "than"): "at_most",
    ("less", "than"): "at_most",
    ("about",): "about",
    ("around",): "about",
    ("some",): "about",
    ("approximately",): "about",
    ("roughly",): "about",
    ("an", "estimated"): "about",
    ("estimated",): "about",
    ("an", "average", "of"): "about",
    ("nearly",): "nearly",
    ("almost",): "nearly",
    ("close", "to"): "nearly",
    ("a", "total", "of"): "exact",
    ("all",): "exact",
    ("the",): "exact",
    ("another",): "exact",
    ("a", "further"): "exact",
    ("an", "additional"): "exact",
    ("exactly",): "exact",
    ("only",): "exact",
    ("just",): "exact",
    ("these",): "exact",
    ("those",): "exact",
    ("both",): "exact",
}
_LONGEST_QUALIFIER = 3
_INSIDE = {
    "word",
    "name",
    "person",
    "person_pl",
    "person_cap",
    "person_pl_cap",
    "thing",
    "more",
    "possessive",
    "time",
    "ordinal",
}
_PEOPLE = {"person", "person_pl", "person_cap", "person_pl_cap"}
_CONTAINERS = {
    "group",
    "family",
    "crowd",
    "total",
    "gang",
    "band",
    "string",
    "series",
    "convoy",
    "team",
    "party",
    "squad",
}
_NOT_A_NAME = re.compile(
    r"(?:.*(?:street|st|ave|avenue|road|rd|county|city|hospital|university|school|airport|park|inc|corp|news)$)", re.I
)


@dataclass(slots=True)
class Group:
    """People (or things) that a noun phrase speaks of.

    first, last: tokens of the phrase, last exclusive. low, high, qualifier: of the count; low None = no count.
    figure_first, figure_last: tokens of the words that state the count.
    kind: count, single, name, plural, pron, none (an explicit nobody), thing.
    """

    first: int
    last: int
    kind: str
    low: int | None
    best: int | None
    high: int | None
    qualifier: str
    figure_first: int
    figure_last: int
    head: str
    definite: bool = False
    unsure: bool = False
    derived: bool = False


def _count_at(tokens: list[Token], at: int) -> tuple[int, int | None, int | None, str, bool] | None:
    """A number or an inexact word at `at`: (token after, low, high, qualifier, is a numeral)."""
    token = tokens[at]
    if token.kind == "num":
        after = at + 1
        if after + 1 < len(tokens) and tokens[after].low in {"to", "-", "–", "or"} and tokens[after + 1].kind == "num":
            high = tokens[after + 1].value
            if high > token.value and high < 10 * max(token.value, 1) + 10:
                return after + 2, token.value, high, "range", True
        return after, token.value, token.value, "exact", True
    bounds = lexicon().bounds
    for length in (3, 2, 1):
        words = " ".join(t.low for t in tokens[at : at + length])
        if words in bounds and at + length <= len(tokens):
            low, high = bounds[words]
            return at + length, low, high, "vague", False
    return None


def _qualifier_at(tokens: list[Token], at: int) -> tuple[int, str]:
    """The qualifier that ends just before token `at`: (its first token, its name)."""
    for length in range(_LONGEST_QUALIFIER, 0, -1):
        if at - length >= 0:
            name = _QUALIFIERS.get(tuple(t.low for t in tokens[at - length : at]))
            if name:
                return at - length, name
    return at, "exact"


def _run(tokens: list[Token], at: int) -> int:
    """Where the run of nouns and adjectives that opens at `at` ends."""
    end = at
    while end < len(tokens) and end - at < 8:
        token = tokens[end]
        if (
            token.kind == "adv"
            and end == at
            and at > 0
            and tokens[at - 1].kind in {"det", "art", "num"}
            and tokens[end + 1 : end + 2]
            and tokens[end + 1].kind in _INSIDE
        ):
            end += 1
            continue
        attributive = (
            token.cue is not None
            and ("past" in token.cue.frames or "state" in token.cue.frames)
            and end + 1 < len(tokens)
            and tokens[end + 1].kind in {"person", "person_pl", "name"}
            and end == at
            and at > 0
            and tokens[at - 1].kind in {"det", "art", "poss", "another", "num"}
        )
        hyphen = token.low == "-" and at < end < len(tokens) - 1 and tokens[end + 1].kind in _INSIDE
        joined = (
            token.low == ","
            and at < end < len(tokens) - 2
            and tokens[end - 1].kind == "word"
            and tokens[end + 1].kind == "word"
            and tokens[end + 2].kind in _PEOPLE
        )
        if not (token.kind in _INSIDE or attributive or hyphen or joined):
            break
        if token.kind == "time" and end > at and tokens[end - 1].kind in _PEOPLE:
            break
        end += 1
    while end > at + 1 and (tokens[end - 1].kind in {"time", "mark"} or _is_verb_form(tokens[end - 1])):
        end -= 1
    return end


def _is_verb_form(token: Token) -> bool:
    return token.kind == "word" and token.low.endswith(("ed", "ing"))


def _bounded(low: int | None, high: int | None, qualifier: str) -> tuple[int | None, int | None, int | None]:
    """low, best, high of a count with its qualifier."""
    if qualifier in {"at_least", "more_than"}:
        return low, low, None
    if qualifier == "at_most":
        return 0, high, high
    if qualifier in {"vague", "range"}:
        return low, None, high
    return low, low, high


def find_groups(tokens: list[Token], *, headline: bool = False) -> list[Group]:
    """The groups of a sentence in its order, not overlapping."""
    groups: list[Group] = []
    at = 0
    while at < len(tokens):
        group = _group_at(tokens, at, headline=headline)
        if group is None:
            at += 1
            continue
        groups.append(group)
        at = max(group.last, at + 1)
    return groups


def _group_at(tokens: list[Token], at: int, *, headline: bool) -> Group | None:
    token = tokens[at]
    counted = _count_at(tokens, at) if token.kind != "cue" else None
    if counted is not None:
        return _counted_group(tokens, at, counted)
    if token.kind in {"pron", "nobody"}:
        if token.kind == "nobody" and at + 1 < len(tokens) and tokens[at + 1].low == "of":
            return Group(at, at + 1, "none", 0, 0, 0, "none", at, at + 1, "", False)
        if token.kind == "nobody":
            return Group(at, at + 1, "none", 0, 0, 0, "none", at, at + 1, "")
        plural = token.low in {"they", "them", "we", "us", "themselves"}
        kind = "plural" if plural else ("self" if token.low in {"himself", "herself", "itself"} else "pron")
        if token.low == "it" or token.low in {"i", "you", "me"}:
            return None
        return Group(at, at + 1, kind, None, None, None, "exact", at, at + 1, token.low, definite=True)
    if token.kind == "no":
        nxt = tokens[at + 1] if at + 1 < len(tokens) else None
        if nxt is not None and (nxt.low in {"one", "-"}):
            return Group(at, at + 2, "none", 0, 0, 0, "none", at, at + 2, "one")
        end = _run(tokens, at + 1)
        if end > at + 1 and tokens[end - 1].kind in {"person", "person_pl"}:
            return Group(at, end, "none", 0, 0, 0, "none", at, end, tokens[end - 1].low)
        return None
    determiner = token.kind in {"det", "art", "poss", "another"}
    if token.low == "both":
        end = _run(tokens, at + 1)
        if end == at + 1 or tokens[end - 1].kind == "person_pl":
            return Group(at, end, "count", 2, 2, 2, "exact", at, at + 1, tokens[end - 1].low, definite=True)
    if token.low in {"neither", "none"}:
        end = _run(tokens, at + 1)
        if end > at + 1 and tokens[end - 1].kind in _PEOPLE:
            return Group(at, end, "none", 0, 0, 0, "none", at, end, tokens[end - 1].low)
    lone = _lone_single(tokens, at)
    if lone is not None:
        return lone
    start = at + 1 if determiner else at
    end = _run(tokens, start)
    if end == start:
        return None
    head = tokens[end - 1]
    # "a 23-year-old security guard": the last person word is the head; a name after it is its apposition
    people = [k for k in range(start, end) if tokens[k].kind in _PEOPLE]
    indefinite = token.kind in {"art", "another"}
    if head.kind == "possessive" and end < len(tokens) and tokens[end].kind == "num":
        counted = _count_at(tokens, end)
        owned = _counted_group(tokens, end, counted) if counted else None
        if owned is not None:
            owned.first = at
            return owned
    if head.kind == "possessive":
        return Group(at, end, "thing", None, None, None, "exact", at, at, head.low)
    if head.kind in {"person_pl", "person_pl_cap"}:
        pairs = lexicon().pairs
        if head.low in pairs:
            return Group(
                at,
                end,
                "count",
                pairs[head.low],
                pairs[head.low],
                pairs[head.low],
                "exact",
                end - 1,
                end,
                head.low,
                not indefinite,
            )
        return Group(at, end, "plural", None, None, None, "exact", at, end, head.low, token.kind in {"det", "poss"})
    if head.kind == "thing":
        return Group(at, end, "thing", None, None, None, "exact", at, at, head.low, token.kind == "det")
    named = head.kind in {"name", "person_cap"} and not _NOT_A_NAME.match(head.low)
    shouted = head.text.isupper() and head.kind == "word" and not head.low.endswith("s")
    named = named or (shouted and bool(people or (end - start >= 2 and not determiner)))
    if head.kind == "person" or (people and named):
        bare = not determiner and not named
        return Group(
            at,
            end,
            "single",
            1,
            1,
            1,
            "exact",
            at,
            end,
            tokens[people[-1]].low if people else head.low,
            token.kind in {"det", "poss"},
            unsure=bare and not headline,
        )
    if named and not determiner:
        return Group(at, end, "name", 1, 1, 1, "exact", start, end, head.low, unsure=shouted)
    if determiner:
        return Group(at, end, "thing", None, None, None, "exact", at, at, head.low, token.kind == "det", unsure=True)
    return None


def _lone_single(tokens: list[Token], at: int) -> Group | None:
    """ "another", "a fourth" and "the second" when no noun follows."""
    after = at + 1
    if tokens[at].kind == "another":
        pass
    elif tokens[at].kind in {"art", "det"} and after < len(tokens) and tokens[after].kind == "ordinal":
        after += 1
    else:
        return None
    follows = tokens[after].kind if after < len(tokens) else "mark"
    if follows in {"mark", "be", "have", "conj", "prep", "adv", "cue", "modal", "fate"}:
        return Group(at, after, "single", 1, 1, 1, "exact", at, after, "", tokens[at].kind == "det")
    return None


def _counted_group(
    tokens: list[Token], at: int, counted: tuple[int, int | None, int | None, str, bool]
) -> Group | None:
    after, low, high, qualifier, numeral = counted
    first, said = _qualifier_at(tokens, at)
    definite = any(t.low in {"the", "all", "these", "those", "both"} for t in tokens[first:at]) or (
        at > 0 and tokens[at - 1].low == "the"
    )
    if said != "exact" and qualifier != "range":
        qualifier = said if numeral or said in {"at_least"} else "vague"
    elif qualifier == "range" and said == "at_least":
        qualifier = "range"
    low_, best, high_ = _bounded(low, high, qualifier)
    end = after
    if (
        " ".join(t.low for t in tokens[after : after + 2]) == "out of"
        and after + 2 < len(tokens)
        and tokens[after + 2].kind == "num"
    ):
        whole = _group_at(tokens, after + 2, headline=False)
        if whole is not None and whole.kind == "thing":
            return Group(first, whole.last, "thing", None, None, None, "exact", at, at, whole.head)
    if (
        end < len(tokens)
        and tokens[end].low == "of"
        and (not numeral or (tokens[end + 1 : end + 2] and tokens[end + 1].kind in {"det", "poss", "pron", "who"}))
    ):
        end += 1
        if end < len(tokens) and tokens[end].kind in {"det", "poss"}:
            end += 1
        elif end < len(tokens) and tokens[end].kind in {"pron", "who"}:
            return Group(first, end + 1, "count", low_, best, high_, qualifier, first, after, "", definite)
    run = _run(tokens, end)
    head = tokens[run - 1] if run > end else None
    before = tokens[at - 1] if at else None
    if (
        head is None
        and before is not None
        and before.low == ","
        and (low or 0) < 110
        and at > 1
        and numeral
        and first == at
    ):
        follows = tokens[after].kind if after < len(tokens) else "mark"
        named = (
            tokens[at - 2].kind in {"name", "person_cap"}
            or tokens[at - 2].kind in _PEOPLE
            or tokens[at - 2].low in {".", '"', "”", ")"}
        )
        if named and (follows in {"mark", "conj", "be", "cue", "name"}):
            return Group(at, after, "age", None, None, None, "exact", at, at, "")
    if before is not None and (before.low in {"$", "€", "£", "no", "#", "age", "aged", "no."} or before.kind == "time"):
        return Group(at, max(run, after), "thing", None, None, None, "exact", at, at, "")
    if tokens[after : after + 1] and tokens[after].low in {"%", "$", "€", "p.m", "a.m", "p.m.", "a.m.", "o'clock", ":"}:
        return Group(at, after, "thing", None, None, None, "exact", at, at, "")
    if head is None:
        return Group(
            first, after, "count", low_, best, high_, qualifier, first, after, "", definite, unsure=not numeral
        )
    people = [k for k in range(end, run) if tokens[k].kind in _PEOPLE]
    if head.kind in _PEOPLE or head.kind == "more" or (people and head.kind != "thing"):
        if head.low in lexicon().pairs:
            return Group(first, run, "thing", None, None, None, "exact", at, at, head.low)
        return Group(first, run, "count", low_, best, high_, qualifier, first, after, head.low, definite)
    if head.kind in {"thing", "possessive"} or (not people and any(t.kind == "thing" for t in tokens[end : end + 1])):
        if people:  # "14 people Sunday morning", "two men times"
            return Group(
                first,
                people[-1] + 1,
                "count",
                low_,
                best,
                high_,
                qualifier,
                first,
                after,
                tokens[people[-1]].low,
                definite,
            )
        return Group(first, run, "thing", None, None, None, "exact", at, at, head.low)
    if head.kind == "time" or tokens[end].kind == "time":
        return Group(first, after, "count", low_, best, high_, qualifier, first, after, "", definite, unsure=True)
    return Group(first, run, "count", low_, best, high_, qualifier, first, after, head.low, definite, unsure=True)
