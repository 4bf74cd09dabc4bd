"""Whether the sentence around a phrase looks ahead or back: the verb nearest to the phrase tells, by its word alone."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Literal

from transforms.mentions.dates.plans import is_planned_event, is_pluperfect, is_set_for
from transforms.mentions.dates.roles import (
    AHEAD,
    ARTICLE,
    AS,
    BE,
    CALENDAR_VERB,
    CLAUSE,
    COPULA,
    DAY_LINK,
    FOR,
    FUTURE_BEFORE_FOR,
    FUTURE_BEFORE_TO,
    FUTURE_CUE,
    FUTURE_LINK,
    LINK_SHADE,
    LINKS,
    NEGATION,
    OF,
    OPEN_LINK,
    OPEN_STATE,
    OPEN_VERB,
    PAST_AUXILIARY,
    PAST_COPULA,
    PAST_CUE,
    PAST_EVENT,
    PAST_LINK,
    PAST_PAPER,
    PAST_SUFFIX,
    SAYING,
    START_LINK,
    STOP,
    TELLING,
    TO,
    read_roles,
)
from transforms.mentions.dates.sentences import REACH, Sentences
from transforms.mentions.dates.tokens import Tokens

_NEAR = 4  # tokens before the phrase in which any word with the suffix of a past ("-ed") is taken for a verb
_NEAR_VERB = 7  # tokens to either side in which a verb of the present puts the phrase on a calendar
_MOST_BETWEEN = 2  # words between a day and what happened on it: "the Dec. 2 suicide car bombing"
# Days ahead in which a day is meant though its sentence has a verb of the past: right before it ("died on Jan. 2"),
# before it in the same clause, elsewhere. Of such days in TimeBank and AQUAINT none but one lies farther ahead.
_SOONEST = (0, 14, 90)
CERTAIN = -1  # of what a verb tells: in such a past not even a feast is one to come
_MOST_SHADES = 2  # words between a link and the phrase: "until at least Friday"

Tense = Literal["past", "future", "unknown"]


class TenseReader:
    """Reads tenses in one text, whose words it looks at once."""

    def __init__(self, tokens: Tokens, language: str) -> None:
        self._tokens = tokens
        self._roles = read_roles(tokens.words, language)
        self.sentences = Sentences(tokens, self._roles)
        kinds = set(self._roles)
        self.has_past_links = any(role & PAST_LINK for role in kinds)
        self.has_tenses = any(role & (TELLING | LINKS | PAST_EVENT) for role in kinds)
        self._telling = [place for place, role in enumerate(self._roles) if role & TELLING] if self.has_tenses else []

    def read_tense(self, start: int, end: int) -> Tense:
        """The tense at the phrase of tokens start..end; a word before it such as "until" decides first."""
        link = self.read_link(start)
        if link != "unknown":
            return "past" if link == "future" and self._is_over(start, end) else link
        if end < len(self._roles) and self._roles[end] & COPULA and self.sentences.opens(start):
            return "future"  # "Sunday is the anniversary"
        if is_planned_event(self._roles, start, end):
            return "future"
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
            return ("past" if link == "future" and self._is_over(start, end) else link), 0
        if self._names_past_event(start, end):
            return "past", 0
        tense = self.read_tense(start, end)
        if tense != "past":
            return tense, CERTAIN
        if self._is_told_by_verb_behind(start, end):
            return "past", CERTAIN
        return ("unknown", 0) if self._is_goal(start) else ("past", _SOONEST[self._distance_of_verb(start)])

    def _distance_of_verb(self, start: int) -> int:
        """How far a past verb that tells of the phrase stands from it: 0 right before, 1 in the clause, 2 elsewhere."""
        verb = self._past_verb_before(start)
        if verb < 0 or self._names_more(start):
            return 2
        return 0 if all(role & DAY_LINK for role in self._roles[verb + 1 : start]) else 1

    def _is_goal(self, start: int) -> bool:
        """Whether the day is where something goes to, whatever its verb: "put off to May 6", "shut through June 1"."""
        place = self._find_link(start)
        return place >= 0 and bool(self._roles[place] & (TO | OPEN_LINK | FUTURE_LINK))

    def _is_told_by_verb_behind(self, start: int, end: int) -> bool:
        """Whether a past verb behind has the day as its adverb: "On May 9, a court rejected it", "The court on May 9
        rejected it". A noun may have it before a mere "was" ("The vote on May 9 was put off"), and what is said may be
        of days to come ("On May 9, he said, ...").
        """
        if not start or not self._roles[start - 1] & DAY_LINK:
            return False
        behind = self._roles[end] if end < len(self._roles) else 0
        if behind & (PAST_CUE | PAST_SUFFIX) and not behind & (PAST_COPULA | SAYING):
            return True
        if not self._is_fronted(start):
            return False
        verbs = self._verbs_behind(start, end)
        return bool(verbs) and not verbs[0] & SAYING and not any(role & FUTURE_CUE for role in verbs)

    def _names_more(self, start: int) -> bool:
        """Whether the day is part of a name, not of the verb: "called off a May 9 vote", "the firm's May 9 goal"."""
        is_owned = self._tokens.words[max(0, start - 2) : start] == ["'", "s"]
        return is_owned or bool(start and self._roles[start - 1] & ARTICLE)

    def is_open_end(self, start: int) -> bool:
        """Whether a word such as "through" stands before the phrase, whatever it means there."""
        place = self._find_link(start)
        is_as_of = start > 1 and self._roles[start - 1] & OF and self._roles[start - 2] & AS
        return bool(is_as_of) or (place >= 0 and bool(self._roles[place] & (OPEN_LINK | FUTURE_LINK)))

    def _names_past_event(self, start: int, end: int) -> bool:
        roles, words = self._roles, self._tokens.words
        if start > 1 and roles[start - 1] & (OF | DAY_LINK) and roles[start - 2] & PAST_EVENT:
            return True
        is_owner = words[end : end + 2] == ["'", "s"]  # "Monday's attack"
        end += 2 if is_owner else 0
        most = _MOST_BETWEEN if is_owner or (start and roles[start - 1] & ARTICLE) else 0
        for place in range(end, min(end + most + 1, len(roles))):
            if roles[place] & (PAST_EVENT | PAST_PAPER):
                return True
            if roles[place] & ~PAST_SUFFIX or not words[place].isalpha():
                return False
        return False

    def _past_verb_before(self, start: int) -> int:
        """The place of the past verb nearest before, if nothing stands between that could look ahead; else -1."""
        for place in range(start - 1, max(-1, start - REACH - 1), -1):
            role = self._roles[place]
            if role & (FUTURE_CUE | FUTURE_BEFORE_TO | FUTURE_BEFORE_FOR | STOP | CLAUSE) or self._is_infinitive(place):
                return -1
            if role & (PAST_SUFFIX | PAST_CUE):
                return place
        return -1

    def _verbs_around(self, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
        """Words of the sentence that may tell its tense, nearest first: place, distance, whether in a later clause."""
        low, high = max(-1, start - REACH - 1), min(len(self._roles), end + REACH)
        if bisect_right(self._telling, low) == bisect_left(self._telling, high):
            return
        roles, apart = self._roles, self._tokens.apart
        left, right, is_later = start - 1, end, False
        opens = self.sentences.opens(start) or self.sentences.opens(start - 1)  # with a word such as "in" before it
        while left > low or right < high:
            if left > low:
                if left + 1 in apart or (roles[left] & STOP and self.sentences.ends_at(left)):
                    low = left
                elif roles[left] & TELLING:
                    yield left, start - left, False
                left -= 1
            if right < high:
                if right in apart or (roles[right] & STOP and self.sentences.ends_at(right)):
                    high = right
                elif roles[right] & TELLING:
                    yield right, right - end + 1, is_later
                is_later = is_later or bool(roles[right] & CLAUSE and not (right == end and opens))
                right += 1

    def read_link(self, start: int) -> Tense:
        """What the word before a phrase says: "until", "as early as" look ahead, "ended" and "since" back.

        "by", "through", "from" look ahead when what stands before them is still to come or goes on.
        """
        place = self._find_link(start)
        role = self._roles[place] if place >= 0 else 0
        if role & FUTURE_LINK:
            is_denied = place > 0 and self._roles[place - 1] & NEGATION
            return "unknown" if is_denied else "future"
        if role & PAST_LINK:
            return "past"
        if self._is_announced(start, place):
            return "future"
        is_open = (role & OPEN_LINK and self._is_open(place)) or (role & START_LINK and self._is_lasting(place))
        return "future" if is_open else "unknown"

    def _find_link(self, start: int) -> int:
        """The place of the word before the phrase, or before a shade such as "at least"; -1 when there is none."""
        if start >= 2 and self._roles[start - 1] & AS:
            return start - 2
        place = start - 1
        while place >= 0 and start - place <= _MOST_SHADES and self._roles[place] & LINK_SHADE:
            place -= 1
        return place

    def _is_announced(self, start: int, link: int) -> bool:
        """As "the vote is [on] Sunday" and "ahead of [the] Sunday vote"."""
        roles = self._roles
        copula = link - 1 if link > 0 and roles[link] & DAY_LINK else link
        if copula >= 0 and roles[copula] & COPULA:
            return True
        if link > 0 and copula == link - 1 and is_set_for(self._roles, link):
            return True
        of = start - 2 if start > 2 and roles[start - 1] & ARTICLE else start - 1
        return of >= 1 and bool(roles[of] & OF and roles[of - 1] & AHEAD)

    def _is_over(self, start: int, end: int) -> bool:
        """As "Until Friday the road was shut": a link that opens its sentence, and only verbs of the past behind."""
        link = self._find_link(start)
        if not self._roles[link] & FUTURE_LINK or not self.sentences.opens(link):
            return False
        verbs = self._verbs_behind(start, end)
        return bool(verbs) and not any(role & FUTURE_CUE for role in verbs)

    def _verbs_behind(self, start: int, end: int) -> list[int]:
        """The roles of words of the sentence behind the phrase that tell of the past, or of what is to come."""
        _, last = self.sentences.around(start, end)
        return [role for role in self._roles[end:last] if role & (PAST_CUE | PAST_SUFFIX | FUTURE_CUE)]

    def _is_fronted(self, start: int) -> bool:
        """As "On May 9, ...", which goes with the verb behind."""
        return bool(start and self._roles[start - 1] & DAY_LINK) and self.sentences.opens(start - 1)

    def _is_open(self, link: int) -> bool:
        """Whether the verb nearest before a link leaves open what it tells of: one of the present, a demand, a vow."""
        for place in range(link - 1, max(-1, link - REACH - 1), -1):
            role = self._roles[place]
            before = self._roles[place - 1] if place else 0
            if place + 1 in self._tokens.apart or (role & STOP and self.sentences.ends_at(place)):
                return False
            if role & (OPEN_VERB | FUTURE_CUE):
                return not before & PAST_AUXILIARY
            if role & PAST_CUE or (role & PAST_SUFFIX and link - place <= _NEAR and not before & OPEN_VERB):
                return False
        return False

    def _is_lasting(self, link: int) -> bool:
        """Whether a state that lasts, said in the present, stands right before a link: "are closed from Friday"."""
        return link >= 2 and bool(
            self._roles[link - 1] & (OPEN_STATE | PAST_SUFFIX) and self._roles[link - 2] & OPEN_VERB
        )

    def _tense_of(self, index: int, distance: int, *, is_before: bool) -> Tense | None:
        """What a word so many tokens before or behind the phrase tells of its tense, if it is a verb that does."""
        role = self._roles[index]
        before = self._roles[index - 1] if index else 0
        if role & FUTURE_CUE or self._has_goal(index, before):
            return "past" if is_pluperfect(self._roles, index) else "future"
        if role & CALENDAR_VERB and distance <= _NEAR_VERB and not before & (TO | NEGATION | PAST_CUE | ARTICLE):
            return "future"
        is_close = distance <= _NEAR and not before & ARTICLE if is_before else distance == 1
        is_past_verb = role & PAST_SUFFIX and is_close
        is_participle = any(role & BE for role in self._roles[max(0, index - 2) : index])  # "be formally freed"
        if not is_participle and (role & PAST_CUE or is_past_verb):
            return "past"  # but for the participle of "will be held", "to be freed"
        return None

    def _tell_from_afar(self, index: int, *, is_before: bool) -> Tense | None:
        """A word in -ed is a verb of the past; an infinitive between it and the phrase leaves the matter open."""
        if self._roles[index] & PAST_SUFFIX:
            return "past"
        return "unknown" if is_before and self._is_infinitive(index) else None

    def _is_infinitive(self, index: int) -> bool:
        """Whether "to" stands here before what may be a verb: "agreed to buy it in May" says nothing of May."""
        if not self._roles[index] & TO or index + 1 >= len(self._roles):
            return False
        return self._tokens.words[index + 1][0].islower() and not self._roles[index + 1] & ARTICLE

    def _has_goal(self, index: int, before: int) -> bool:
        """As "plans to" (a verb, not the noun of "announced plans to") and "planned for"."""
        role = self._roles[index]
        behind = self._roles[index + 1] if index + 1 < len(self._roles) else 0
        has_goal = (role & FUTURE_BEFORE_TO and behind & TO) or (role & FUTURE_BEFORE_FOR and behind & FOR)
        return bool(has_goal) and not before & (ARTICLE | PAST_SUFFIX)
