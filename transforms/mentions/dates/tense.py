"""Whether the sentence around a phrase looks ahead or back: the verb nearest to the phrase tells, by its word alone."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from transforms.mentions.dates import plans
from transforms.mentions.dates.deeds import Deeds, mark_deeds
from transforms.mentions.dates.links import Links, Tense
from transforms.mentions.dates.roles import (
    ARTICLE,
    BE,
    CALENDAR_VERB,
    CLAUSE,
    CONJUNCTION,
    COPULA,
    DAY_LINK,
    FOR,
    FULL_STOP,
    FUTURE_BEFORE_FOR,
    FUTURE_BEFORE_TO,
    FUTURE_CUE,
    INDEFINITE,
    LINKS,
    MODAL,
    NEGATION,
    OPEN_MODAL,
    PAST_COPULA,
    PAST_CUE,
    PAST_EVENT,
    PAST_LINK,
    PAST_PAPER,
    PAST_SUFFIX,
    PLAN,
    SAYING,
    STOP,
    TELLING,
    TO,
    VERB_LINK,
    WOULD,
    read_roles,
)
from transforms.mentions.dates.sentences import REACH, Sentences
from transforms.mentions.dates.tokens import Tokens

_NEAR = 4  # tokens before the phrase in which any word with the suffix of a past ("-ed") is taken for a verb
_NEAR_VERB = 7  # tokens to either side in which a verb of the present puts the phrase on a calendar
_NEAR_MODAL = 10  # tokens to either side in which "can" does, whose verb may have an object
# Days ahead in which a day is meant though its sentence has a verb of the past: right before it ("died on Jan. 2"),
# before it in the same clause, elsewhere. Of such days in TimeBank and AQUAINT none but one lies farther ahead.
_SOONEST = (0, 14, 90)
CERTAIN = -1  # of what a verb tells: in such a past not even a feast is one to come


class TenseReader:
    """Reads tenses in one text, whose words it looks at once."""

    def __init__(self, tokens: Tokens, language: str) -> None:
        self._tokens = tokens
        self._roles = mark_deeds(tokens.words, read_roles(tokens.words, language))
        self._deeds = Deeds(tokens, self._roles)
        self.sentences = Sentences(tokens, self._roles)
        self.links = Links(tokens, self._roles, self.sentences)
        kinds = set(self._roles)
        self.has_past_links = any(role & PAST_LINK for role in kinds)
        self.has_tenses = any(role & (TELLING | LINKS | PAST_EVENT | PAST_PAPER) for role in kinds)
        self._telling = [place for place, role in enumerate(self._roles) if role & TELLING] if self.has_tenses else []

    def read_tense(self, start: int, end: int, *, is_age: bool = False) -> Tense:
        """The tense at the phrase of tokens start..end; a word before it such as "until" decides first.

        is_age: whether the phrase may mean an age, as "heute": then a mere present does not put it on a calendar.
        """
        link = self.links.read(start, end)
        if link == "unknown" and self.links.names_past_event(start, end):
            return "past"
        return link if link != "unknown" else self._read_verbs(start, end, is_age=is_age)

    def _read_verbs(self, start: int, end: int, *, is_age: bool = False) -> Tense:
        """The same where the word before the phrase tells nothing."""
        if self.links.is_after_doing(start) or self._deeds.is_done(start) or self._deeds.is_of_deed(start, end):
            return "past"
        if self._is_to_come(start, end, is_age=is_age):
            return "future"
        far: Tense | None = None  # what a word in -ed farther off tells, if no verb stands nearer
        aside: Tense | None = None  # what a verb of another clause tells, if that of the phrase has none
        for place, distance, is_aside in self._verbs_around(start, end):
            is_before = place < start
            if is_before and self._deeds.is_aim(place):
                return "future"
            if not is_before and self._is_mere_participle(place, start):
                continue
            if is_age and self._roles[place] & MODAL:
                continue
            tense = self._tense_of(place, distance, is_before=is_before)
            if not is_before and self._roles[place] & CALENDAR_VERB and self._belongs_to_another(start):
                continue
            if tense and not is_aside:
                return tense
            aside = aside or tense
            far = far or (None if is_aside else self._tell_from_afar(place, is_before=is_before))
        told = (far if far == "past" else None) or aside or far or "unknown"
        return self._tell_from_sentence(start, end) if told == "unknown" else told

    def _is_mere_participle(self, place: int, start: int) -> bool:
        """As "goes on trial on Friday accused of theft": the verb of the clause stands before the day."""
        if not self._roles[place] & PAST_SUFFIX or self._roles[place] & (PAST_CUE | SAYING | FUTURE_CUE):
            return False
        for role in reversed(self._roles[max(0, start - _NEAR_VERB) : start]):
            if role & (STOP | CLAUSE | PAST_CUE | PAST_SUFFIX):
                return False
            if role & (CALENDAR_VERB | FUTURE_CUE):
                return True
        return False

    def _tell_from_sentence(self, start: int, end: int) -> Tense:
        """Of a phrase that no verb near tells of: "In June, days after the vote in Oslo, two men fled"; a headline."""
        is_fronted = bool(start and self._roles[start - 1] & VERB_LINK) and self.sentences.opens(start - 1)
        if is_fronted and self._is_told_behind(start, end):
            return "past"
        return "future" if self._is_headline_plan(start, end) else "unknown"

    def _is_headline_plan(self, start: int, end: int) -> bool:
        """As "PM to visit Delhi Monday" in a line without a full stop: a name that is to do something, and no verb."""
        verb = next(
            (at for at, *_ in self._verbs_around(start, end) if at < start and self._deeds.is_infinitive(at)), 0
        )
        if not verb or not self._tokens.words[verb - 1][0].isupper():
            return False
        _, last = self.sentences.around(start, end)
        is_line = last == len(self._roles) or last in self._tokens.apart
        return is_line and not self._roles[last - 1] & FULL_STOP

    def _belongs_to_another(self, start: int) -> bool:
        """Whether the verb behind is none of the phrase's: "After the win on Saturday", "who fled on Saturday"."""
        return self.links.is_after_something(start) or self._deeds.past_verb_before(start) >= 0

    def _is_to_come(self, start: int, end: int, *, is_age: bool) -> bool:
        """As "Sunday is the anniversary", "an Oct. 3 hearing is likely", "a sale, to be completed on Oct. 3," and
        "Der Rat tagt am Freitag".
        """
        if end < len(self._roles) and self._roles[end] & COPULA and self.sentences.opens(start):
            return True
        if plans.is_planned_event(self._roles, start, end) or plans.is_aim(self._roles, start):
            return True
        return not is_age and self.links.has_present_beside(start, end)

    def read_leaning(self, start: int, end: int) -> tuple[Tense, int]:
        """The tense at a day of no year, and how many days ahead it may lie though that is the past.

        None by words right beside it: a link ("since"), what happened ("the Dec. 2 bombing"), a verb ("died Dec. 2"),
        a noun whose own day it is ("the match of May 5").
        """
        link = self.links.read(start, end)
        if link != "unknown":
            return link, 0
        if self.links.names_past_event(start, end):
            return "past", 0
        tense = self._read_verbs(start, end)
        if self.links.is_attribute(start, end):
            is_noted = self._tokens.words[start - 1] == "("
            return ("past", _SOONEST[-1]) if tense == "past" and not is_noted else ("unknown", 0)
        if tense != "past":
            is_report = tense == "unknown" and self.links.is_as_of(start)
            return ("past", _SOONEST[-1]) if is_report else (tense, CERTAIN)
        if self._is_told_by_verb_behind(start, end):
            return "past", CERTAIN
        return ("unknown", 0) if self.links.is_goal(start) else ("past", _SOONEST[self._distance_of_verb(start)])

    def _distance_of_verb(self, start: int) -> int:
        """How far a past verb that tells of the phrase stands from it: 0 right before, 1 in the clause, 2 elsewhere."""
        verb = self._deeds.past_verb_before(start)
        if verb < 0 or self._names_more(start):
            return 2
        return 0 if all(role & DAY_LINK for role in self._roles[verb + 1 : start]) else 1

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
        return self._is_told_behind(start, end)

    def _is_told_behind(self, start: int, end: int) -> bool:
        """Whether the sentence behind the phrase tells of the past, no more than what somebody said left out."""
        verbs = [role for role in self.links.verbs_behind(start, end) if not role & SAYING]
        return bool(verbs) and not any(role & FUTURE_CUE for role in verbs)

    def _names_more(self, start: int) -> bool:
        """Whether the day is part of a name, not of the verb: "called off a May 9 vote", "the firm's May 9 goal"."""
        is_owned = self._tokens.words[max(0, start - 2) : start] == ["'", "s"]
        return is_owned or bool(start and self._roles[start - 1] & ARTICLE)

    def _verbs_around(self, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
        """Words of the sentence that may tell its tense, nearest first: place, distance, whether in a later clause."""
        low, high = max(-1, start - REACH - 1), min(len(self._roles), end + REACH)
        if bisect_right(self._telling, low) == bisect_left(self._telling, high):
            return
        roles, apart = self._roles, self._tokens.apart
        left, right, is_later = start - 1, end, False
        if roles[end - 1] & FULL_STOP and self.sentences.ends_at(end - 1):  # "on 2 Oct. He will"
            high = end
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

    def _is_fronted(self, start: int) -> bool:
        """As "On May 9, ...", which goes with the verb behind."""
        return bool(start and self._roles[start - 1] & DAY_LINK) and self.sentences.opens(start - 1)

    def _tense_of(self, index: int, distance: int, *, is_before: bool) -> Tense | None:
        """What a word so many tokens before or behind the phrase tells of its tense, if it is a verb that does."""
        role, words = self._roles[index], self._tokens.words
        before = self._roles[index - 1] if index else 0
        if role & WOULD and plans.is_refusal(self._roles, index, is_before=is_before):
            return "past"
        if role & FUTURE_CUE or self._has_goal(index, before):
            return "past" if plans.is_pluperfect(self._roles, index) else "future"
        if role & OPEN_MODAL and is_before and distance <= _NEAR_MODAL:  # "could cut its rate in the spring"
            return "unknown"
        is_beside = is_before and distance == 1
        is_planning = bool(role & CALENDAR_VERB) and not plans.is_name(words, index)
        is_planning = is_planning or plans.is_of_a_name(words, self._roles, index, is_beside=is_beside)
        is_modal = bool(role & MODAL) and plans.is_possible(self._roles, index)
        reach = _NEAR_VERB if is_planning else _NEAR_MODAL if is_modal else 0
        if distance <= reach and not before & (TO | NEGATION | PAST_CUE | ARTICLE):
            return "future"
        is_close = distance <= _NEAR and not before & ARTICLE if is_before else distance == 1
        is_past_verb = (role & PAST_SUFFIX and is_close) or (
            role & PAST_CUE and not plans.is_possession(self._roles, index)
        )
        if not is_past_verb:
            return None
        is_participle = before & COPULA or any(role & BE for role in self._roles[max(0, index - 2) : index])
        return None if is_participle else "past"  # "is held", "will be held", "to be formally freed" tell nothing

    def _tell_from_afar(self, index: int, *, is_before: bool) -> Tense | None:
        """A word in -ed is a verb of the past; an infinitive between it and the phrase leaves the matter open."""
        if self._roles[index] & PAST_SUFFIX:
            return "past"
        return "unknown" if is_before and self._deeds.is_infinitive(index) else None

    def _has_goal(self, index: int, before: int) -> bool:
        """As "plans to" (a verb, not the noun of "announced plans to"), "planned for" and "planned a march"."""
        role = self._roles[index]
        behind = self._roles[index + 1] if index + 1 < len(self._roles) else 0
        has_goal = (role & FUTURE_BEFORE_TO and behind & TO) or (role & FUTURE_BEFORE_FOR and behind & FOR)
        has_goal = has_goal or (role & PLAN and behind & INDEFINITE)
        return bool(has_goal) and not before & (ARTICLE | PAST_SUFFIX)

    def is_aside(self, date_end: int) -> bool:
        """As "The hall, gutted by fire on May 3, 2019, reopened on June 4", for the date that ends there."""
        is_closed = self._tokens.words[date_end : date_end + 1] == [","]
        return is_closed and any(role & (PAST_CUE | PAST_SUFFIX) for role in self._roles[date_end + 1 : date_end + 2])

    def is_another_clause(self, year_end: int, start: int) -> bool:
        """Whether a year that ends there belongs to another verb than the phrase: "fled in 2014 and died on May 4".

        One that opens the sentence goes with both: "In 2014 he fled and died on May 4".
        """
        if any(self.sentences.opens(max(0, year_end - back)) for back in (1, 2)):
            return False
        between = self._roles[year_end:start]
        is_apart = ";" in self._tokens.words[year_end:start] or any(role & CONJUNCTION for role in between)
        return is_apart or self._is_aside(year_end, between)

    def _is_aside(self, year_end: int, between: list[int]) -> bool:
        """As "the ferry, built in 1978, sank on May 4": a verb right before the year's link, and one behind a comma."""
        has_verb = year_end > 2 and bool(self._roles[year_end - 3] & (PAST_SUFFIX | PAST_CUE))
        is_apart = len(between) > 1 and bool(between[0] & CLAUSE) and not between[1] & CLAUSE
        return has_verb and is_apart and any(role & (PAST_SUFFIX | PAST_CUE) for role in between)
