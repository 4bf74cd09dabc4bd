"""Numbers that count nobody: ages, years, and what is numbered."""

from __future__ import annotations

from transforms.mentions.casualties.phrases.counts import Count
from transforms.mentions.casualties.phrases.noun_runs import PEOPLE
from transforms.mentions.casualties.words.lexicon import lexicon
from transforms.mentions.casualties.words.tokens import Token

OLDEST = 110
"""A number after a name and a comma is an age up to here."""

_LONGEST_AGES = 8  # tokens
_AGE_JOINTS = {"and", ",", "to", "between", "-", "from"}
_EMERGENCY = frozenset(("911", "999", "112", "000"))
_CALLED = frozenset(("call", "calls", "called", "calling", "dial", "dials", "dialed", "dialled", "dialing", "dialling"))
_YEARS = frozenset(str(year) for year in range(1800, 2100))
_BEFORE_YEARS = frozenset(("in", "since", "by", "until", "from", "of", "during", "before", "after", "fiscal", "late"))


def is_age(tokens: list[Token], count: Count) -> bool:
    """Whether a bare number after a name and a comma is an age: "Ada Stone, 23, was hurt"."""
    at, after = count.at, count.last
    plausible = count.numeral and (count.bounds.low or 0) < OLDEST
    if at and plausible and _is_age_by_word(tokens, count):
        return True
    if at < 2 or tokens[at - 1].low != "," or not plausible or count.first != at:
        return False
    named = (
        tokens[at - 2].kind in {"name", "another"}
        or tokens[at - 2].kind in PEOPLE
        or tokens[at - 2].low in {".", '"', "”", ")"}
    )
    if after < len(tokens) and tokens[after].low == "," and tokens[at - 2].kind == "word":  # "the premier, 84, is ill"
        return True
    follows = tokens[after].kind if after < len(tokens) else "mark"
    return named and follows in {"mark", "conj", "be", "cue", "name"}


def _is_age_by_word(tokens: list[Token], count: Count) -> bool:
    """Whether the words before a number tell an age: "A and B, both 16", "Ada Stone (23)", "a boy of 12"."""
    before, owner = tokens[count.at - 1].low, tokens[count.at - 2] if count.at > 1 else None
    if before == "both":
        return count.bounds.low != 2
    opened = tokens[count.first - 2 : count.first] if count.first > 1 else []  # "a man of about 60"
    if opened and opened[1].low == "of" and opened[0].kind == "person":
        return opened[0].low not in lexicon().sets["household"]
    if _are_children(tokens, count.first - 1):
        return True
    if owner is not None and before == "between" and owner.kind in PEOPLE:
        return count.last > count.at + 1  # "90 men between 19 and 97"
    return _is_bracketed(tokens, count.at, count.last)


def _is_bracketed(tokens: list[Token], at: int, after: int) -> bool:
    """Whether a number stands alone in brackets behind a name: "Ada Stone (23)"."""
    opened = at > 1 and tokens[at - 1].low == "(" and tokens[at - 2].kind == "name"
    return opened and after < len(tokens) and tokens[after].low == ")"


def _are_children(tokens: list[Token], of: int) -> bool:
    """Whether the "of" at a token stands behind children, so that a number behind it is an age: "boys of 9 and 11"."""
    young = of > 0 and tokens[of].low == "of" and tokens[of - 1].kind == "person_pl"
    return young and tokens[of - 1].low in lexicon().sets["children"]


def is_told_age(tokens: list[Token], count: Count) -> bool:
    """Whether a bare number is the age of whoever stands before: "he was 82 and ill", "who was five when he died"."""
    if count.at < 2 or tokens[count.at - 1].low not in {"was", "is"} or count.first != count.at:
        return False
    follows = tokens[count.last].kind if count.last < len(tokens) else "mark"
    singular = tokens[count.at - 2].kind in {"pron", "who", "name", "person", "person_cap"}
    return singular and (count.bounds.low or 0) < OLDEST and follows in {"mark", "conj", "prep", "sub", "who"}


def is_doubtful_age(tokens: list[Token], count: Count) -> bool:
    """Whether a number is the first of two ages: "either 17 or 18 years old", where the tokens end in one person."""
    at = count.last
    joined = at + 1 < len(tokens) and tokens[at].low in {"or", "to", "-"}
    return joined and tokens[at + 1].kind == "person" and tokens[at + 1].low[0].isdigit()


def is_further_age(tokens: list[Token], at: int) -> bool:
    """Whether a number goes on with ages: the 11 of "aged 9 and 11", "Two boys, 9 and 11," and the like of names."""
    back = at - 1
    while back > 0 and at - back < _LONGEST_AGES and (tokens[back].kind == "num" or tokens[back].low in _AGE_JOINTS):
        back -= 1
    if 0 <= back < at and (tokens[back].low in {"aged", "ages", "age"} or _are_children(tokens, back)):
        return True
    opened = back >= 0 and tokens[back].kind in {"person_pl", "person_pl_cap", "name"} and tokens[back + 1].low == ","
    closed = at + 1 < len(tokens) and tokens[at + 1].low in {",", "and"}
    young = tokens[at].value < OLDEST and any(t.kind == "num" for t in tokens[max(back, 0) : at])
    if opened and tokens[back].kind == "name":  # "Ada and Ed Stone, 9 and 11, were hurt"
        closed = closed and [t.kind for t in tokens[back + 2 : at]] == ["num", "conj"]
    return opened and closed and young


def _is_fraction(tokens: list[Token], count: Count) -> bool:
    """Whether a number is written with a stroke: "3 1/2", "24/7"."""
    ahead = [t.low for t in tokens[count.last : count.last + 2]]
    mixed = ahead[1:] == ["/"] and ahead[0].isdigit()
    return mixed or ahead[:1] == ["/"] or (count.at > 0 and tokens[count.at - 1].low == "/")


def is_no_count(tokens: list[Token], count: Count) -> bool:
    """Whether the words round a number say that it counts nothing: "Route 9", "No. 4", "Monday 12", "3 1/2 hours"."""
    if _is_fraction(tokens, count):
        return True
    if not count.at:
        return False
    before = tokens[count.at - 1]
    numbered = before.low == "." and tokens[count.at - 2].low in {"no", "nos"}
    dated = before.low in _BEFORE_YEARS and count.first == count.at and tokens[count.at].text in _YEARS
    bare = count.last >= len(tokens) or tokens[count.last].kind not in PEOPLE
    named = before.text[0].isupper() and before.low in lexicon().sets["numbered"] and tokens[count.at].text.isdigit()
    rung = before.low in _CALLED and tokens[count.at].text in _EMERGENCY
    numbered = numbered or (named and bare) or (rung and bare)
    return numbered or (dated and bare) or before.kind == "time" or before.low in lexicon().sets["not_a_count"]
