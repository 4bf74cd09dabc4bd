"""Groups: the noun phrases of a sentence that name or count people, and the things that could be taken for them."""

from __future__ import annotations

from functools import cache
from typing import Literal, get_args

from transforms.mentions.casualties.bounds import ONE, exactly
from transforms.mentions.casualties.phrases.counts import Count, read_count
from transforms.mentions.casualties.phrases.fractions import low_at, opens_whole, read_fraction, read_nobody
from transforms.mentions.casualties.phrases.idle_numbers import (
    is_age,
    is_doubtful_age,
    is_further_age,
    is_no_count,
    is_told_age,
)
from transforms.mentions.casualties.phrases.noun_runs import DETERMINERS, PEOPLE, find_run_end
from transforms.mentions.casualties.phrases.people import Group, age, somebody, thing
from transforms.mentions.casualties.vocabulary import GroupKind
from transforms.mentions.casualties.words.lexicon import lexicon
from transforms.mentions.casualties.words.tokens import Token
from transforms.text.packaged import choose_word, read_table, split_list

_LONGEST_ACRONYM = 6  # letters
_LONGEST_SHARE = 5  # tokens between a number and the larger one that it is a part of

_Ending = Literal["word", "place"]


def find_groups(tokens: list[Token], *, headline: bool = False) -> list[Group]:
    """The groups of a sentence in its order. headline: a bare "man" is a person of his own, as headlines write."""
    groups: list[Group] = []
    at = 0
    while at < len(tokens):
        group = _group_at(tokens, at, headline=headline)
        if group is not None:
            another = tokens[group.first].kind == "another"
            groups.append(_of_animals(group, groups, another=another) or group)
        at = max(group.last, at + 1) if group is not None else at + 1
    return groups


def _group_at(tokens: list[Token], at: int, *, headline: bool) -> Group | None:
    token = tokens[at]
    if token.low == "one" and low_at(tokens, at + 1) == "another":  # "they kept from killing one another"
        return thing(at, at + 2, "another")
    part = read_fraction(tokens, at) or read_nobody(tokens, at)
    if part is not None:
        return part
    count = read_count(tokens, at) if token.kind != "cue" else None
    if count is not None:
        return _counted(tokens, count)
    if token.kind == "pron":
        return _pronoun(token, at)
    if token.kind == "poss" and at + 1 < len(tokens) and tokens[at + 1].kind == "num":
        return _owned(tokens, at, at + 1)
    return _both(tokens, at) or _ordinal(tokens, at) or _uncounted(tokens, at, headline=headline)


def _of_animals(group: Group, before: list[Group], *, another: bool) -> Group | None:
    """The thing that "four others" and "another 40" are behind a count of animals: "nine sheep and four others"."""
    others = group.kind == "count" and (group.head in {"others", "more"} or (another and not group.head))
    if not others or not before or before[-1].kind != "thing" or before[-1].head not in lexicon().animals:
        return None
    return thing(group.first, group.last, before[-1].head)


def _both(tokens: list[Token], at: int) -> Group | None:
    end = find_run_end(tokens, at + 1)
    if tokens[at].low != "both" or (end > at + 1 and tokens[end - 1].kind != "person_pl"):
        return None
    return Group(
        first=at, last=end, kind="count", bounds=exactly(2), figure_first=at, figure_last=at + 1,
        head=tokens[end - 1].low, definite=True,
    )  # fmt: skip


def _pronoun(token: Token, at: int) -> Group | None:
    if token.low in {"it", "i", "you", "me"}:
        return None
    plural = token.low in {"they", "them", "we", "us", "themselves"}
    kind: GroupKind = "plural" if plural else "self" if token.low in {"himself", "herself", "itself"} else "pron"
    return Group(first=at, last=at + 1, kind=kind, figure_first=at, figure_last=at + 1, head=token.low, definite=True)


def _ordinal(tokens: list[Token], at: int) -> Group | None:
    """A person told by order alone: "another", "a fourth", "the second", when no noun follows."""
    after = at + 1
    if tokens[at].kind in {"art", "det"} and after < len(tokens) and tokens[after].kind == "ordinal":
        after += 1
    elif tokens[at].kind != "another":
        return None
    follows = tokens[after].kind if after < len(tokens) else "mark"
    if follows in {"mark", "be", "have", "conj", "prep", "adv", "cue", "modal", "fate"}:
        return somebody(at, after, definite=tokens[at].kind == "det")
    return None


def _uncounted(  # noqa: PLR0911  (one return a shape of phrase)
    tokens: list[Token], at: int, *, headline: bool
) -> Group | None:
    """A phrase without a number: "the two" is not one, "a man", "policemen", "Ada Stone" and "the house" are."""
    opener = tokens[at]
    determined = opener.kind in DETERMINERS
    start = at + 1 if determined else at
    end = find_run_end(tokens, start)
    if end == start:
        return None
    head, definite = tokens[end - 1], opener.kind in {"det", "poss"}
    if head.kind == "possessive":
        return _owned(tokens, at, end)
    family = _family(tokens, at, end) if head.low in lexicon().sets["household"] else None
    if family is not None:
        return family
    if head.kind in {"person_pl", "person_pl_cap"}:
        return _of_many(tokens, at, end, definite=definite)
    if head.kind == "thing":
        return thing(at, end, head.low, definite=opener.kind == "det")
    people = [t.low for t in tokens[start:end] if t.kind in PEOPLE]
    named, shouted = _is_named(head, may_name=bool(people or not determined))
    if head.kind == "person" or (people and named):
        bare = not determined and not named and not headline
        # "a 23-year-old security guard": the last person word is the head; a name after it is its apposition
        return somebody(at, end, people[-1], definite=definite, unsure=bare)
    coded = any(t.text[0].isdigit() for t in tokens[start:end]) or (end == start + 1 and _is_acronym(head))
    if named and not determined and coded:
        return thing(at, end, head.low)  # "4K ProRes", "F1"; "BSE"
    if named and not determined:
        return Group(
            first=at, last=end, kind="name", bounds=ONE, figure_first=start, figure_last=end, head=head.low,
            unsure=shouted,
        )  # fmt: skip
    return thing(at, end, head.low, definite=opener.kind == "det", unsure=True) if determined else None


def _is_named(head: Token, *, may_name: bool) -> tuple[bool, bool]:
    """Whether a phrase with this last word is a name, and whether it is in a text that is all capitals.

    There capitals name nobody, and a run of unknown words may be a name.
    """
    named = head.kind in {"name", "person_cap"} and not head.low.endswith(_endings("place"))
    word = head.kind == "word" and not head.low.endswith(_endings("word"))
    shouted = len(head.text) > 3 and head.text.isupper() and word
    return named or (shouted and may_name), shouted


def _is_acronym(token: Token) -> bool:
    """Whether a name is all capitals in a text that is not, as bodies and diseases are called and people are not."""
    return token.kind == "name" and 1 < len(token.text) <= _LONGEST_ACRONYM and token.text.isupper()


def _of_many(tokens: list[Token], at: int, end: int, *, definite: bool) -> Group:
    """A phrase whose noun is a plural: a pair, "her twin babies", "a Japanese", or people without a number."""
    opener, head = tokens[at], tokens[end - 1]
    pair = lexicon().pairs.get(head.low)
    if pair is None and tokens[max(end - 2, at)].low == "twin" and (opener.kind in DETERMINERS or opener.low == "twin"):
        pair = 2
    if head.low == "parents" and opener.kind == "poss" and end == at + 2:
        pair = 2  # "a girl and her parents"
    if pair is not None:
        return Group(
            first=at, last=end, kind="count", bounds=exactly(pair), figure_first=end - 1, figure_last=end,
            head=head.low, definite=opener.kind not in {"art", "another"},
        )  # fmt: skip
    if opener.kind == "art":  # "a Japanese"
        return somebody(at, end, head.low)
    return Group(first=at, last=end, kind="plural", figure_first=at, figure_last=end, head=head.low, definite=definite)


def _family(tokens: list[Token], at: int, end: int) -> Group | None:
    """A family whose members are counted: "a family of seven"."""
    counted = low_at(tokens, end) == "of" and end + 1 < len(tokens) and tokens[end + 1].kind == "num"
    if not counted or (end + 2 < len(tokens) and tokens[end + 2].kind in PEOPLE | {"word", "thing"}):
        return None
    return Group(
        first=at, last=end + 2, kind="count", bounds=exactly(tokens[end + 1].value), figure_first=end + 1,
        figure_last=end + 2, head="",
    )  # fmt: skip


def _owned(tokens: list[Token], at: int, end: int) -> Group:
    """A phrase with a possessive: "his neighbour's two sons" when a count follows it, else a thing."""
    count = read_count(tokens, end) if end < len(tokens) and tokens[end].kind == "num" else None
    if count is None:
        return thing(at, end, tokens[end - 1].low)
    group = _counted(tokens, count)
    group.first = at
    return group


def _counted(tokens: list[Token], count: Count) -> Group:  # noqa: PLR0911  (one return a shape of phrase)
    """The phrase that a count opens."""
    first, after = count.first, count.last
    share = _share(tokens, count)
    if share is not None:
        return share
    end = _after_of(tokens, count)
    if end < 0:  # "two of them"
        return _group_of(count, -end, "")
    run = find_run_end(tokens, end) if not _tells_when(tokens, end) else end
    if is_further_age(tokens, count.at) or is_doubtful_age(tokens, count):
        return age(count.at, after)
    head = tokens[run - 1] if run > end else None
    if head is None and (is_age(tokens, count) or is_told_age(tokens, count)):
        return age(count.at, after)
    if is_no_count(tokens, count):
        return thing(count.at, max(run, after))
    if after < len(tokens) and tokens[after].low in lexicon().sets["unit"]:
        return thing(count.at, after)
    if head is None:
        return _group_of(count, after, "", unsure=not count.numeral)
    people = [k for k in range(end, run) if tokens[k].kind in PEOPLE]
    if head.kind in PEOPLE or head.kind == "more" or (people and head.kind != "thing"):
        return thing(first, run, head.low) if head.low in lexicon().pairs else _group_of(count, run, head.low)
    if people and tokens[people[-1] + 1].kind != "thing":  # "14 people Sunday morning"; but "two fighter jets"
        return _group_of(count, people[-1] + 1, tokens[people[-1]].low)
    if head.kind in {"thing", "possessive"} or tokens[end].kind == "thing":
        return thing(first, run, head.low)
    if head.kind == "time" or tokens[end].kind == "time":
        return _group_of(count, after, "", unsure=True)
    return _group_of(count, run, head.low, unsure=True)


def _tells_when(tokens: list[Token], at: int) -> bool:
    """Whether "last year" and the like opens at token `at`, and no noun: "rose to 612 last year"."""
    unit = tokens[at + 1] if at + 1 < len(tokens) and tokens[at].low in {"last", "next"} else None
    measure = unit is not None and unit.low in lexicon().sets["measure"] and not unit.low.endswith("s")
    return measure or (unit is not None and unit.kind == "time")


def _group_of(count: Count, last: int, head: str, *, unsure: bool = False) -> Group:
    return Group(
        first=count.first, last=last, kind="count", bounds=count.bounds, figure_first=count.first,
        figure_last=count.last, head=head, definite=count.definite, unsure=unsure,
    )  # fmt: skip


def _after_of(tokens: list[Token], count: Count) -> int:
    """Where the noun of a count may begin, "of" and a determiner skipped; negative: the phrase ends there."""
    end = count.last
    if end + 1 >= len(tokens) or tokens[end].low != "of":
        return end
    following = tokens[end + 1].kind
    if following in {"pron", "who"}:
        return -(end + 2)
    if count.numeral and following not in {"det", "poss"}:
        return end
    return end + 2 if following in {"det", "poss"} else end + 1


def _share(tokens: list[Token], count: Count) -> Group | None:
    """A number out of a larger one as one phrase: "23 of the 70 people aboard", "three out of five men"."""
    at = count.last + (count.last + 1 < len(tokens) and tokens[count.last].low == "out")
    if at >= len(tokens) or tokens[at].low != "of" or not count.numeral:
        return None
    at += 1
    while at < len(tokens) and at - count.last < _LONGEST_SHARE and opens_whole(tokens[at]):
        at += 1
    whole = read_count(tokens, at) if at < len(tokens) and tokens[at].kind == "num" else None
    if whole is None or (whole.bounds.low or 0) < (count.bounds.low or 0):
        return None
    people = _counted(tokens, whole)
    if people.kind == "thing":
        return thing(count.first, people.last, people.head)
    group = _group_of(count, people.last, people.head, unsure=people.unsure)
    group.whole = people
    if low_at(tokens, count.first - 1) == "but" and tokens[count.first - 2].low == "all":  # "all but two of the 30"
        group.first = group.figure_first = count.first - 2
        group.bounds = whole.bounds.minus(count.bounds.low or 0)
    return group


@cache
def _endings(kind: _Ending) -> tuple[str, ...]:
    rows = read_table("transforms.mentions.casualties.phrases", "endings.tsv", 2, _make_endings)
    return tuple(ending for name, endings in rows if name == kind for ending in endings)


def _make_endings(cells: list[str]) -> tuple[_Ending, tuple[str, ...]]:
    kind: _Ending = choose_word(cells[0], get_args(_Ending))
    return kind, split_list(cells[1])
