"""Whether the sentence around a phrase looks ahead or back: the verb nearest to the phrase tells, by its word alone."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache
from typing import Literal

from transforms.mentions.dates.grammar import load_grammar
from transforms.mentions.dates.tokens import Tokens

_NEAR = 4  # tokens before the phrase in which any word with the suffix of a past ("-ed") is taken for a verb
_NEAR_VERB = 7  # tokens to either side in which a verb of the present puts the phrase on a calendar
_MOST_BETWEEN = 2  # words between a day and what happened on it: "the Dec. 2 suicide car bombing"
# Days ahead in which a day is meant though its sentence has a verb of the past: right before it ("died on Jan. 2"),
# before it in the same clause, elsewhere. Of such days in TimeBank and AQUAINT none but one lies farther ahead.
_SOONEST = (0, 14, 90)
_MOST_SHADES = 2  # words between a link and the phrase: "until at least Friday"
_REACH = 20  # tokens to either side in which a verb may tell the tense
_SUFFIXES = (1, 2, 3, 4)  # letters of the suffix of a past, or of a future, of a word longer than an abbreviation
_LONGEST_ABBREVIATION = 4  # letters: "Sept."
_MOST_SURFACES = 200_000  # surfaces whose roles are remembered before the memory is emptied

# What a word may be to the tense, one bit each; all but the suffix and the stops come from words.tsv.
_FUTURE_CUE, _FUTURE_BEFORE_TO, _PAST_CUE, _PAST_AUXILIARY, _FUTURE_LINK, _PAST_LINK, _ARTICLE, _ABBREVIATION = (
    1 << bit for bit in range(8)
)
_OPEN_LINK, _OPEN_VERB, _START_LINK, _OPEN_STATE, _LINK_SHADE, _NEGATION = (1 << bit for bit in range(8, 14))
_AS, _TO, _BE, _FOR, _FUTURE_BEFORE_FOR, _PAST_SUFFIX, _STOP, _FULL_STOP = (1 << bit for bit in range(14, 22))
_CALENDAR_VERB, _COPULA, _DAY_LINK, _OF, _AHEAD, _CLAUSE, _PAST_EVENT = (1 << bit for bit in range(22, 29))
# What tells a tense; the rest only modifies.
_TELLING = _FUTURE_CUE | _FUTURE_BEFORE_TO | _FUTURE_BEFORE_FOR | _PAST_CUE | _PAST_SUFFIX | _TO | _CALENDAR_VERB
_LINKS = _PAST_LINK | _FUTURE_LINK | _OPEN_LINK | _START_LINK | _COPULA | _AHEAD
ROLES = {
    "FUTURE_CUE": _FUTURE_CUE,
    "FUTURE_BEFORE_TO": _FUTURE_BEFORE_TO,
    "PAST_CUE": _PAST_CUE,
    "PAST_AUXILIARY": _PAST_AUXILIARY,
    "FUTURE_LINK": _FUTURE_LINK,
    "PAST_LINK": _PAST_LINK,
    "OPEN_LINK": _OPEN_LINK,
    "OPEN_VERB": _OPEN_VERB,
    "START_LINK": _START_LINK,
    "OPEN_STATE": _OPEN_STATE,
    "LINK_SHADE": _LINK_SHADE,
    "NEGATION": _NEGATION,
    "ARTICLE": _ARTICLE,
    "AS": _AS,
    "TO": _TO,
    "FOR": _FOR,
    "FUTURE_BEFORE_FOR": _FUTURE_BEFORE_FOR,
    "BE": _BE,
    "CALENDAR_VERB": _CALENDAR_VERB,
    "COPULA": _COPULA,
    "DAY_LINK": _DAY_LINK,
    "OF": _OF,
    "AHEAD": _AHEAD,
    "CLAUSE": _CLAUSE,
    "PAST_EVENT": _PAST_EVENT,
    "MONTH": _ABBREVIATION,
    "TITLE": _ABBREVIATION,
}

Tense = Literal["past", "future", "unknown"]


class TenseReader:
    """Reads tenses in one text, whose words it looks at once."""

    def __init__(self, tokens: Tokens, language: str) -> None:
        self._tokens = tokens
        known = _roles(language)
        if len(known) > _MOST_SURFACES:
            known.clear()
        for word in set(tokens.words).difference(known):
            known[word] = _role_of(word, language)
        self._roles = list(map(known.__getitem__, tokens.words))
        kinds = set(self._roles)
        self.has_past_links = any(role & _PAST_LINK for role in kinds)
        self.has_tenses = any(role & (_TELLING | _LINKS | _PAST_EVENT) for role in kinds)
        self._telling = [place for place, role in enumerate(self._roles) if role & _TELLING] if self.has_tenses else []

    def read_tense(self, start: int, end: int) -> Tense:
        """The tense at the phrase of tokens start..end; a word before it such as "until" decides first."""
        link = self.read_link(start)
        if link != "unknown":
            return link
        far: Tense | None = None  # what a word in -ed farther off tells, if no verb stands nearer
        aside: Tense | None = None  # what a verb of another clause tells, if that of the phrase has none
        for place, distance, is_aside in self._verbs_around(start, end):
            is_before = place < start
            tense = self._tense_of(place, distance, is_before=is_before)
            if tense and not is_aside:
                return tense
            aside = aside or tense
            far = far or (None if is_aside else self._tell_from_afar(place, is_before=is_before))
        return (far if far == "past" else None) or aside or far or "unknown"

    def read_leaning(self, start: int, end: int) -> tuple[Tense, int]:
        """The tense at a day of no year, and how many days ahead it may lie though that is the past.

        None by words right beside it: a link ("since"), what happened ("the Dec. 2 bombing"), a verb ("died Dec. 2").
        """
        link = self.read_link(start)
        if link != "unknown":
            return link, 0
        if self._names_past_event(start, end):
            return "past", 0
        tense = self.read_tense(start, end)
        if tense != "past":
            return tense, 0
        verb = self._past_verb_before(start)
        return "past", _SOONEST[0 if start - verb <= _MOST_BETWEEN else 1] if verb >= 0 else _SOONEST[2]

    def is_open_end(self, start: int) -> bool:
        """Whether a word such as "through" stands before the phrase, whatever it means there."""
        place = self._find_link(start)
        return place >= 0 and bool(self._roles[place] & (_OPEN_LINK | _FUTURE_LINK))

    def count_ends(self, start: int, end: int) -> int:
        """How many sentences end among tokens start..end; a paragraph's end is the end of two."""
        words, apart = self._tokens.words, self._tokens.apart
        stops = sum(words[place] in ".!?" and self._ends_sentence(place) for place in range(start, end))
        return stops + 2 * any(place in apart for place in range(start, end + 1))

    def _names_past_event(self, start: int, end: int) -> bool:
        roles, words = self._roles, self._tokens.words
        if start > 1 and roles[start - 1] & (_OF | _DAY_LINK) and roles[start - 2] & _PAST_EVENT:
            return True
        is_owner = words[end : end + 2] == ["'", "s"]  # "Monday's attack"
        end += 2 if is_owner else 0
        most = _MOST_BETWEEN if is_owner or (start and roles[start - 1] & _ARTICLE) else 0
        for place in range(end, min(end + most + 1, len(roles))):
            if roles[place] & _PAST_EVENT:
                return True
            if roles[place] & ~_PAST_SUFFIX or not words[place].isalpha():
                return False
        return False

    def _past_verb_before(self, start: int) -> int:
        """The place of the past verb nearest before, if nothing stands between that could look ahead; else -1."""
        for place in range(start - 1, max(-1, start - _REACH - 1), -1):
            role = self._roles[place]
            if role & (_FUTURE_CUE | _FUTURE_BEFORE_TO | _FUTURE_BEFORE_FOR | _STOP | _CLAUSE) or self._is_infinitive(
                place
            ):
                return -1
            if role & (_PAST_SUFFIX | _PAST_CUE):
                return place
        return -1

    def _verbs_around(self, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
        """Words of the sentence that may tell its tense, nearest first: place, distance, whether in a later clause."""
        low, high = max(-1, start - _REACH - 1), min(len(self._roles), end + _REACH)
        if bisect_right(self._telling, low) == bisect_left(self._telling, high):
            return
        roles, apart = self._roles, self._tokens.apart
        left, right, is_later = start - 1, end, False
        while left > low or right < high:
            if left > low:
                if left + 1 in apart or (roles[left] & _STOP and self._ends_sentence(left)):
                    low = left
                elif roles[left] & _TELLING:
                    yield left, start - left, False
                left -= 1
            if right < high:
                if right in apart or (roles[right] & _STOP and self._ends_sentence(right)):
                    high = right
                elif roles[right] & _TELLING:
                    yield right, right - end + 1, is_later
                is_later = is_later or bool(roles[right] & _CLAUSE)
                right += 1

    def read_link(self, start: int) -> Tense:
        """What the word before a phrase says: "until", "as early as" look ahead, "ended" and "since" back.

        "by", "through", "from" look ahead when what stands before them is still to come or goes on.
        """
        place = self._find_link(start)
        role = self._roles[place] if place >= 0 else 0
        if role & _FUTURE_LINK:
            is_denied = place > 0 and self._roles[place - 1] & _NEGATION
            return "unknown" if is_denied else "future"
        if role & _PAST_LINK:
            return "past"
        if self._is_announced(start, place):
            return "future"
        is_open = (role & _OPEN_LINK and self._is_open(place)) or (role & _START_LINK and self._is_lasting(place))
        return "future" if is_open else "unknown"

    def _find_link(self, start: int) -> int:
        """The place of the word before the phrase, or before a shade such as "at least"; -1 when there is none."""
        if start >= 2 and self._roles[start - 1] & _AS:
            return start - 2
        place = start - 1
        while place >= 0 and start - place <= _MOST_SHADES and self._roles[place] & _LINK_SHADE:
            place -= 1
        return place

    def _is_announced(self, start: int, link: int) -> bool:
        """As "the vote is [on] Sunday" and "ahead of [the] Sunday vote"."""
        roles = self._roles
        copula = link - 1 if link > 0 and roles[link] & _DAY_LINK else link
        if copula >= 0 and roles[copula] & _COPULA:
            return True
        of = start - 2 if start > 2 and roles[start - 1] & _ARTICLE else start - 1
        return of >= 1 and bool(roles[of] & _OF and roles[of - 1] & _AHEAD)

    def _is_open(self, link: int) -> bool:
        """Whether the verb nearest before a link leaves open what it tells of: one of the present, a demand, a vow."""
        for place in range(link - 1, max(-1, link - _REACH - 1), -1):
            role = self._roles[place]
            before = self._roles[place - 1] if place else 0
            if place + 1 in self._tokens.apart or (role & _STOP and self._ends_sentence(place)):
                return False
            if role & (_OPEN_VERB | _FUTURE_CUE):
                return not before & _PAST_AUXILIARY
            if role & _PAST_CUE or (role & _PAST_SUFFIX and link - place <= _NEAR and not before & _OPEN_VERB):
                return False
        return False

    def _is_lasting(self, link: int) -> bool:
        """Whether a state that lasts, said in the present, stands right before a link: "are closed from Friday"."""
        return link >= 2 and bool(
            self._roles[link - 1] & (_OPEN_STATE | _PAST_SUFFIX) and self._roles[link - 2] & _OPEN_VERB
        )

    def _tense_of(self, index: int, distance: int, *, is_before: bool) -> Tense | None:
        """What a word so many tokens before or behind the phrase tells of its tense, if it is a verb that does."""
        role = self._roles[index]
        before = self._roles[index - 1] if index else 0
        if role & _FUTURE_CUE or self._has_goal(index, before):
            return "past" if before & _PAST_AUXILIARY else "future"
        if role & _CALENDAR_VERB and distance <= _NEAR_VERB and not before & (_TO | _NEGATION | _PAST_CUE | _ARTICLE):
            return "future"
        is_close = distance <= _NEAR and not before & _ARTICLE if is_before else distance == 1
        is_past_verb = role & _PAST_SUFFIX and is_close
        if not before & _BE and (role & _PAST_CUE or is_past_verb):
            return "past"  # but for the participle of "will be held", "to be freed"
        return None

    def _tell_from_afar(self, index: int, *, is_before: bool) -> Tense | None:
        """A word in -ed is a verb of the past; an infinitive between it and the phrase leaves the matter open."""
        if self._roles[index] & _PAST_SUFFIX:
            return "past"
        return "unknown" if is_before and self._is_infinitive(index) else None

    def _is_infinitive(self, index: int) -> bool:
        """Whether "to" stands here before what may be a verb: "agreed to buy it in May" says nothing of May."""
        if not self._roles[index] & _TO or index + 1 >= len(self._roles):
            return False
        return self._tokens.words[index + 1][0].islower() and not self._roles[index + 1] & _ARTICLE

    def _has_goal(self, index: int, before: int) -> bool:
        """As "plans to" (a verb, not the noun of "announced plans to") and "planned for"."""
        role = self._roles[index]
        behind = self._roles[index + 1] if index + 1 < len(self._roles) else 0
        has_goal = (role & _FUTURE_BEFORE_TO and behind & _TO) or (role & _FUTURE_BEFORE_FOR and behind & _FOR)
        return bool(has_goal) and not before & (_ARTICLE | _PAST_SUFFIX)

    def _ends_sentence(self, index: int) -> bool:
        """A full stop with a capital behind it and no initial or abbreviation before it, or another such sign."""
        behind, tokens = index + 1, self._tokens
        if behind == len(self._roles) or not self._roles[index] & _FULL_STOP:
            return True
        if index == 0 or tokens.words[behind][0].islower():
            return False
        if tokens.is_glued(behind):  # "on Saturday.She", but not "U.S.A." or "www.Oslo"
            return (
                tokens.words[behind].istitle()
                and len(tokens.words[behind]) > 1
                and len(tokens.words[index - 1]) > _LONGEST_ABBREVIATION
            )
        return len(tokens.words[index - 1]) > 1 and not self._roles[index - 1] & _ABBREVIATION


@cache
def _roles(_language: str) -> dict[str, int]:
    """The roles of words met so far, one memory a language."""
    return {}


def _role_of(word: str, language: str) -> int:
    role = (_STOP if word in ".!?;" else 0) | (_FULL_STOP if word == "." else 0) | (_CLAUSE if word == "," else 0)
    words = load_grammar(language).words
    for size in _SUFFIXES if len(word) > _LONGEST_ABBREVIATION else ():
        suffix = words.get(word[-size:].lower(), ())
        role |= (_PAST_SUFFIX if "PAST_SUFFIX" in suffix else 0) | (_FUTURE_CUE if "FUTURE_SUFFIX" in suffix else 0)
    for kind in words.get(word, ()):
        role |= ROLES.get(kind, 0)
    if role & _ABBREVIATION and len(word) > _LONGEST_ABBREVIATION:
        role &= ~_ABBREVIATION
    return role
