"""What is planned keeps its day, whatever became of it: "the vote set for Friday was put off"."""

from __future__ import annotations

from transforms.mentions.dates.roles import (
    ARTICLE,
    BE,
    CLAUSE,
    CONJUNCTION,
    COPULA,
    DAY_LINK,
    FOR,
    FUTURE_BEFORE_FOR,
    FUTURE_CUE,
    GOAL,
    HAVE,
    INDEFINITE,
    NAMED_OBJECT,
    NAMED_SUBJECT,
    NEGATION,
    PAST_AUXILIARY,
    PAST_CUE,
    PLANNED_EVENT,
    PUT_OFF,
    REFUSED,
    RELATIVE_SUBJECT,
    STOP,
    TELLING,
    TO,
)

_FAR = 9  # tokens before "to" in which a verb of putting off is looked for where no other is nearer
_NEAR = 4  # tokens before "to" in which such a verb is looked for first
_NEAR_PLAN = 8  # tokens before "for" in which a verb of planning is looked for: "called a one-day strike for"


def is_set_for(roles: list[int], link: int) -> bool:
    """As "the vote set for Friday", whatever became of it, and "set trial for", but not "had been set for"."""
    if roles[link - 1] & FUTURE_CUE:
        return not is_pluperfect(roles, link - 1)
    for place in range(link - 1, max(-1, link - _NEAR_PLAN), -1) if roles[link] & FOR else ():
        if roles[place] & FUTURE_BEFORE_FOR:
            return not is_pluperfect(roles, place)
        if roles[place] & (CLAUSE | STOP):
            return False
    return False


def is_pluperfect(roles: list[int], index: int) -> bool:
    """As "had planned", "had been planned", but not "has been planned"."""
    return any(role & PAST_AUXILIARY for role in roles[max(0, index - 2) : index])


def is_planned_event(roles: list[int], start: int, end: int) -> bool:
    """As "an Oct. 3 hearing is likely" and "set an Oct. 3 hearing"."""
    nouns = [place for place in range(end, min(end + 2, len(roles))) if roles[place] & PLANNED_EVENT]
    if not nouns or not start or not roles[start - 1] & ARTICLE:
        return False
    is_to_come = nouns[0] + 1 < len(roles) and roles[nouns[0] + 1] & COPULA
    return bool(is_to_come or (start > 1 and roles[start - 2] & FUTURE_BEFORE_FOR))


def is_aim(roles: list[int], start: int) -> bool:
    """As "the sale, to be completed on [or around] Oct. 3"."""
    link = start - 1 if start and roles[start - 1] & DAY_LINK else start
    before = roles[max(0, link - 4) : link]
    return len(before) == 4 and bool(before[0] & CLAUSE and before[1] & TO and before[2] & BE)


def is_name(words: list[str], index: int) -> bool:
    """As in "advanced at the US Open on Tuesday", for an "Open" at this place; a headline has "Talks Resume Friday"."""
    around = words[max(0, index - 1) : index + 2]
    return len(around) == 3 and around[0][0].isupper() and around[1][0].isupper() and around[2][0].islower()


def is_of_a_name(words: list[str], roles: list[int], index: int, *, is_beside: bool) -> bool:
    """As "face Norway on Friday", "Norway votes on Friday", "which votes on Friday": elsewhere such words are nouns.

    is_beside: whether the word stands right before the day, and so has no object.
    """
    if roles[index] & NAMED_OBJECT:
        return not is_beside and index + 1 < len(words) and words[index + 1][0].isupper()
    if not index or not roles[index] & (NAMED_SUBJECT | RELATIVE_SUBJECT):
        return False
    before, word = roles[index - 1], words[index - 1]
    if roles[index] & NAMED_SUBJECT and word[0].isupper():
        return True
    return bool(roles[index] & RELATIVE_SUBJECT and before & CLAUSE and word.isalpha() and not before & CONJUNCTION)


def is_possession(roles: list[int], index: int) -> bool:
    """As "has its premiere", "have to leave", no "has left", for a "has" at this place."""
    return bool(roles[index] & HAVE) and index + 1 < len(roles) and bool(roles[index + 1] & (ARTICLE | INDEFINITE | TO))


def is_possible(roles: list[int], index: int) -> bool:
    """As "may win" and "can win", but not "may have won" and "cannot win", for a "may" at this place."""
    return index + 1 < len(roles) and not roles[index + 1] & (NEGATION | PAST_CUE)


def is_put_off(roles: list[int], start: int, end: int) -> bool:
    """As "put off to [the] January" and "auf Januar verschoben": where what was planned has gone to."""
    link = next((place for place in (start - 1, start - 2) if place >= 0 and roles[place] & GOAL), -1)
    if link < 0:
        return False
    if any(role & PUT_OFF for role in roles[max(0, link - _NEAR) : link] + roles[end : end + 1]):
        return True
    for role in reversed(roles[max(0, link - _FAR) : link]):
        if role & (PUT_OFF | TELLING | STOP):
            return bool(role & PUT_OFF)
    return False


def is_refusal(roles: list[int], index: int, *, is_before: bool) -> bool:
    """As "On Monday he would not specify" and "would not say on Monday" for a "would" at this place: that is over."""
    verb = index + 2
    if verb >= len(roles) or not roles[index + 1] & NEGATION:
        return False
    return not is_before or bool(roles[verb] & REFUSED)
