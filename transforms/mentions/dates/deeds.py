"""Verbs of the past that have the day behind them, whatever their sentence goes on to say of days to come."""

from __future__ import annotations

from transforms.mentions.dates.roles import (
    AGENT,
    ARTICLE,
    BE,
    CALENDAR_VERB,
    CLAUSE,
    CONJUNCTION,
    COPULA,
    DEED,
    FUTURE_BEFORE_FOR,
    FUTURE_BEFORE_TO,
    FUTURE_CUE,
    HOUR_TAIL,
    INDEFINITE,
    MODAL,
    MONTH,
    NEGATION,
    PARTICIPLE,
    PAST_COPULA,
    PAST_CUE,
    PAST_SUFFIX,
    SAYING,
    STOP,
    TELLING,
    TO,
    VERB_LINK,
)
from transforms.mentions.dates.sentences import REACH
from transforms.mentions.dates.tokens import Tokens

_MOST_LINKS = 2  # words between a verb and its day: "late on"
_OPEN_PAST = PAST_COPULA | FUTURE_CUE | FUTURE_BEFORE_TO | FUTURE_BEFORE_FOR  # that may be of days to come
_NEAR_DEED = 6  # tokens before the phrase in which a verb with an object is looked for

# What stands before such a word where it is an infinitive ("to cut", "must cut"), a noun ("a cut") or one of several
# verbs, of which the first tells ("will close one mine and cut the output of the other").
_OTHERWISE = ARTICLE | BE | CALENDAR_VERB | CLAUSE | COPULA | FUTURE_CUE | INDEFINITE | MODAL | NEGATION | PAST_CUE | TO


def mark_deeds(words: list[str], roles: list[int]) -> list[int]:
    """The roles of a text's words, where a verb whose past looks as its present does ("cut") is one of the past if it
    has an object: "The firm cut its prices on Friday".

    An object is what follows with an article, a capital or a figure. A news text seldom tells in the present tense what
    it puts on a day; where it does, another word ("on Sundays") says so.
    """
    marked = list(roles)
    for place in range(1, len(roles) - 1):
        if not roles[place] & DEED or roles[place - 1] & _OTHERWISE:
            continue
        behind = words[place + 1]
        if roles[place + 1] & (ARTICLE | INDEFINITE) or behind[0].isupper() or behind[0].isdigit():
            marked[place] |= PAST_CUE
    return marked


class Deeds:
    """The verbs of the past of one text, whose words have these roles, and what they tell of the day behind them."""

    def __init__(self, tokens: Tokens, roles: list[int]) -> None:
        self._tokens = tokens
        self._roles = roles

    def is_done(self, start: int) -> bool:
        """As "the curfew imposed on Sunday will be lifted", "said late on Sunday he would go": the verb right before
        has the phrase, whatever stands behind; not "will be lifted on Sunday", "is heard in May".
        """
        verb = start - 1
        while verb > 0 and start - verb <= _MOST_LINKS and self._roles[verb] & VERB_LINK:
            verb -= 1
        role = self._roles[verb] if verb >= 0 else 0
        if verb == start - 1:  # "l'homme interpellé lundi"; a finite verb may tell of what somebody said
            is_infinitive = verb > 0 and bool(self._roles[verb - 1] & TO)
            return bool(role & PARTICIPLE) and not is_infinitive and not self._is_passive(verb)
        if not role & (PAST_CUE | PAST_SUFFIX | PARTICIPLE):
            return False
        if self._is_awaited_noun(verb):
            return False
        return not (role & _OPEN_PAST and not role & SAYING) and not self._is_passive(verb)

    def is_of_deed(self, start: int, end: int) -> bool:
        """As "He told the court on Sunday he would leave": a verb of the past that has an object has the day, too.

        What stands right before another verb may be of its subject ("He said the vote on Sunday would be fair"), but
        behind a relative: "the men who robbed the bank on Sunday are to be tried".
        """
        verb = self.past_verb_before(start)
        if verb < 1 or start - verb > _NEAR_DEED or self._roles[verb] & _OPEN_PAST or self._is_passive(verb):
            return False
        before = self._roles[verb - 1]
        if before & (ARTICLE | PAST_COPULA | NEGATION) or any(role & AGENT for role in self._roles[verb:start]):
            return False
        behind = self._roles[end] if end < len(self._roles) else 0
        return not behind & TELLING or bool(
            before & CLAUSE and self._tokens.words[verb - 1].isalpha() and not before & CONJUNCTION
        )

    def past_verb_before(self, start: int) -> int:
        """The place of the past verb nearest before, if nothing stands between that could look ahead; else -1."""
        for place in range(start - 1, max(-1, start - REACH - 1), -1):
            role = self._roles[place]
            if role & (FUTURE_CUE | FUTURE_BEFORE_TO | FUTURE_BEFORE_FOR | STOP | CLAUSE) or self.is_infinitive(place):
                return -1
            if role & (PAST_SUFFIX | PAST_CUE):
                return place
        return -1

    def is_infinitive(self, index: int) -> bool:
        """Whether "to" stands here before what may be a verb: "agreed to buy it in May" says nothing of May."""
        if not self._roles[index] & TO or index + 1 >= len(self._roles):
            return False
        return self._tokens.words[index + 1][0].islower() and not self._roles[index + 1] & ARTICLE

    def is_aim(self, index: int) -> bool:
        """As "agreed on Friday to meet", for a "to" at this place: what a dated deed leads to comes later."""
        if index < 2 or not self.is_infinitive(index):
            return False
        before, month = self._roles[index - 1], self._roles[max(0, index - 3) : index - 1]
        is_dated = before & (HOUR_TAIL | MONTH) or (
            self._tokens.words[index - 1].isdigit() and any(role & MONTH for role in month)
        )
        is_deed = any(role & (PAST_CUE | PAST_SUFFIX) for role in self._roles[max(0, index - _NEAR_DEED) : index])
        return bool(is_dated) and is_deed

    def _is_awaited_noun(self, verb: int) -> bool:
        """As "expects a rate cut in May": a noun that looks like a participle, in what is to come."""
        if not self._roles[verb] & PARTICIPLE or verb < 2 or not self._roles[verb - 2] & (ARTICLE | INDEFINITE):
            return False
        return any(role & FUTURE_CUE for role in self._roles[max(0, verb - _NEAR_DEED) : verb - 2])

    def _is_passive(self, verb: int) -> bool:
        """As "will be lifted", "is heard", which tell nothing by their participle."""
        before = self._roles[max(0, verb - 2) : verb]
        return any(role & (BE | FUTURE_CUE) for role in before) or any(role & COPULA for role in before[-1:])
