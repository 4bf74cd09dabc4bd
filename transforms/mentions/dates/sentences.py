"""Where the sentences around a phrase begin and end, told by the words' roles."""

from __future__ import annotations

from transforms.mentions.dates.roles import ABBREVIATION, FULL_STOP, HOUR_TAIL, LONGEST_ABBREVIATION, MONTH
from transforms.mentions.dates.tokens import Tokens

_HALVES = frozenset({"a.m", "p.m"})  # of the day, up to their last point
REACH = 20  # tokens to either side of a phrase that are looked at


class Sentences:
    """The sentences of one text, whose words have these roles."""

    def __init__(self, tokens: Tokens, roles: list[int]) -> None:
        self._tokens = tokens
        self._roles = roles

    def around(self, start: int, end: int) -> tuple[int, int]:
        """From where to where the sentence around a phrase reaches, as far as it is near."""
        first, last = start, end
        while first > max(0, start - REACH) and not self.count_ends(first - 1, first):
            first -= 1
        while last < min(len(self._roles), end + REACH) and not self.count_ends(last - 1, last):
            last += 1
        return first, last

    def count_ends(self, start: int, end: int) -> int:
        """How many sentences end among tokens start..end; a paragraph's end is the end of two."""
        words, apart = self._tokens.words, self._tokens.apart
        stops = 0 if apart.isdisjoint(range(start, end + 1)) else 2
        for place in range(start, end):
            if words[place] in ".!?" and self.ends_at(place):
                stops += 1
        return stops

    def opens(self, start: int) -> bool:
        """Whether a sentence begins at a token."""
        return start == 0 or self.count_ends(start - 1, start) > 0

    def ends_at(self, index: int) -> bool:
        """Whether a sign ends a sentence: another one than a full stop, or one with a capital behind it and no initial
        or abbreviation before it.
        """
        behind, tokens = index + 1, self._tokens
        if behind == len(self._roles) or not self._roles[index] & FULL_STOP:
            return True
        if index == 0 or tokens.words[behind][0].islower():
            return False
        if tokens.is_glued(behind):  # "on Saturday.She", but not "U.S.A." or "www.Oslo"
            return (
                tokens.words[behind].istitle()
                and len(tokens.words[behind]) > 1
                and len(tokens.words[index - 1]) > LONGEST_ABBREVIATION
            )
        before = tokens.words[max(0, index - 3) : index]
        if self._is_day(index, before):
            return True
        if "".join(before).lower() in _HALVES:  # "at 9 p.m. He", but not "at 9 p.m. Friday"
            return tokens.words[behind].istitle() and not self._roles[behind] & (HOUR_TAIL | MONTH)
        return len(tokens.words[index - 1]) > 1 and not self._roles[index - 1] & ABBREVIATION

    def _is_day(self, index: int, before: list[str]) -> bool:
        """Whether the words before a full stop are a day, which no abbreviation ends: "on Oct. 2", "on 2 Oct"."""
        is_dated = any(role & MONTH for role in self._roles[max(0, index - 3) : index - 1])
        if is_dated and before[-1].isdigit():
            return True
        return bool(self._roles[index - 1] & MONTH) and len(before) > 1 and before[-2].isdigit()
