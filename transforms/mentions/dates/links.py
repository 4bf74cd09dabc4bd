"""What the word before a phrase says of its time: "until" and "set for" look ahead, "since" and "ended" back."""

from __future__ import annotations

from typing import Literal

from transforms.mentions.dates.plans import is_put_off, is_set_for
from transforms.mentions.dates.roles import (
    AFTER,
    AHEAD,
    ARTICLE,
    AS,
    ATTRIBUTE,
    BACK,
    BEFORE_NOUN,
    CALENDAR_VERB,
    CLAUSE,
    COPULA,
    DAY_LINK,
    DECREE,
    DEPICTED,
    FUTURE_CUE,
    FUTURE_LINK,
    LAST_LABEL,
    LINK_SHADE,
    MONTH,
    NEGATION,
    NEXT_LABEL,
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
    PRESENT,
    PRESENT_COPULA,
    PUT_OFF,
    SPLIT_START,
    SPLIT_START_END,
    START_LINK,
    STOP,
    TELLING,
    THAN,
    TO,
    VERB_LINK,
)
from transforms.mentions.dates.sentences import REACH, Sentences
from transforms.mentions.dates.tokens import Tokens

_MOST_SHADES = 2  # words between a link and the phrase: "until at least Friday"
_NEAR = 4  # tokens before a link in which any word with the suffix of a past ("-ed") is taken for a verb
_MOST_BETWEEN = 2  # words between a day and what happened on it: "the Dec. 2 suicide car bombing"
_FAR = 8  # tokens between "after" and the link of a day that belongs to what stands between

_PARTICIPLE_ENDS = ("t", "en")  # of a German participle

Tense = Literal["past", "future", "unknown"]


class Links:
    """The links of one text, whose words have these roles."""

    def __init__(self, tokens: Tokens, roles: list[int], sentences: Sentences) -> None:
        self._tokens = tokens
        self._roles = roles
        self._sentences = sentences

    def read(self, start: int, end: int) -> Tense:
        """What the word before the phrase of tokens start..end says: "until", "as early as" look ahead, "ended" and
        "since" back.

        "by", "through", "from" look ahead when what stands before them is still to come or goes on.
        """
        place = self._find(start)
        role = self._roles[place] if place >= 0 else 0
        if role & FUTURE_LINK:
            is_denied = place > 0 and self._roles[place - 1] & NEGATION
            return "unknown" if is_denied else "past" if self._is_over(place, start, end) else "future"
        if role & PAST_LINK or self._is_back(start):  # "estará cerrado desde el lunes" is to come
            return "future" if role & START_LINK and self._is_of_future(place) else "past"
        label = self.read_label(start)
        if label != "unknown":
            return label
        is_owner = self._tokens.words[end : end + 1] == ["'"]
        is_called_off = is_owner and start > 0 and self._roles[start - 1] & PUT_OFF  # "postponed Sunday's race"
        if self._is_announced(start, place) or is_called_off or is_put_off(self._roles, start, end):
            return "future"
        behind = self._roles[end] if end < len(self._roles) else 0
        is_start = role & START_LINK or (role & SPLIT_START and behind & SPLIT_START_END)
        if is_start and self._opens_what_lasts(place, start, end):
            return "future"
        is_open = (role & OPEN_LINK and self._is_open(place)) or (is_start and self._is_beginning(place))
        return "future" if is_open else "unknown"

    def is_promised(self, start: int, end: int) -> bool:
        """Whether a link or a verb right before says that it is to come: "will end in May", not "was due in May"."""
        if self.read(start, end) == "future":
            return True
        near = range(max(1, start - _NEAR), start)
        verbs = [place for place in near if self._roles[place] & (FUTURE_CUE | CALENDAR_VERB)]
        return any(not self._roles[place - 1] & PAST_COPULA for place in verbs)

    def is_goal(self, start: int) -> bool:
        """Whether the day is where something goes to, whatever its verb: "grew to May 6", "shut through June 1"."""
        place = self._find(start)
        return place >= 0 and bool(self._roles[place] & (TO | OPEN_LINK | FUTURE_LINK))

    def is_open_end(self, start: int) -> bool:
        """Whether a word such as "through" stands before the phrase, whatever it means there."""
        place = self._find(start)
        return self.is_as_of(start) or (place >= 0 and bool(self._roles[place] & (OPEN_LINK | FUTURE_LINK)))

    def is_as_of(self, start: int) -> bool:
        """As "held 24 percent as of March 20"."""
        return start > 1 and bool(self._roles[start - 1] & OF and self._roles[start - 2] & AS)

    def is_attribute(self, start: int, end: int) -> bool:
        """As "the match of May 5", whatever becomes of it: a noun, no verb, stands before the link; "the show (May 5)".

        Weekdays are left out: "la reunión del martes" may be to come.
        """
        place, words = start - 1, self._tokens.words
        if place < 1 or not (words[start][0].isdigit() or self._roles[start] & MONTH):
            return False
        if words[place] == "(":
            return words[end : end + 1] == [")"]
        if not self._roles[place] & ATTRIBUTE or self._sentences.opens(place):
            return False
        return not self._roles[place - 1] & (TELLING | PRESENT | AS) and words[place - 1].isalpha()

    def names_past_event(self, start: int, end: int) -> bool:
        """As "the Dec. 2 bombing", "Monday's attack", "the attack of Dec. 2"."""
        roles, words = self._roles, self._tokens.words
        if start > 1 and roles[start - 1] & (OF | DAY_LINK | VERB_LINK) and roles[start - 2] & PAST_EVENT:
            return True
        if start > 1 and roles[start - 1] & PAST_EVENT and roles[start - 2] & ARTICLE:  # "after the attack Monday"
            return True
        if self._is_before_noun(start, end):
            return True
        is_owner = words[end : end + 2] == ["'", "s"]  # "Monday's attack"
        end += 2 if is_owner else 0
        most = _MOST_BETWEEN if is_owner or (start and roles[start - 1] & ARTICLE) else 0
        for place in range(end, min(end + most + 1, len(roles))):
            if roles[place] & (PAST_EVENT | PAST_PAPER):
                return True
            if roles[place] & ~(PAST_SUFFIX | BEFORE_NOUN) or not words[place].isalpha():
                return False
        return False

    def _is_before_noun(self, start: int, end: int) -> bool:
        """As "die am Freitag verhängte Sperre", but not "die am Freitag geplante Sperre"."""
        roles, words = self._roles, self._tokens.words
        if start < 2 or not roles[start - 1] & DAY_LINK or not roles[start - 2] & ARTICLE or end + 1 >= len(words):
            return False
        is_done = roles[end] & BEFORE_NOUN and not roles[end] & FUTURE_CUE
        return bool(is_done) and words[end][0].islower() and words[end + 1][0].isupper()

    def is_after_something(self, start: int) -> bool:
        """As "After the win on Saturday": the day belongs to what it names, not to the verb behind."""
        return self._find_after(start) >= 0

    def is_after_doing(self, start: int) -> bool:
        """As "after hosting Leeds on Saturday"."""
        place = self._find_after(start)
        return place >= 0 and self._tokens.words[place + 1].endswith("ing")

    def _find_after(self, start: int) -> int:
        """The place of the "after" that the phrase goes with, no verb or clause between; -1 when there is none."""
        for place in range(start - 1, max(-1, start - _FAR - 1), -1):
            role = self._roles[place]
            if role & AFTER:
                return place
            if role & (STOP | TELLING) or (role & CLAUSE and not role & ARTICLE):
                return -1
        return -1

    def verbs_behind(self, start: int, end: int) -> list[int]:
        """The roles of words of the sentence behind the phrase that tell of the past, or of what is to come."""
        _, last = self._sentences.around(start, end)
        return [role for role in self._roles[end:last] if role & (PAST_CUE | PAST_SUFFIX | FUTURE_CUE)]

    def has_present_beside(self, start: int, end: int) -> bool:
        """As "Der Rat tagt am Freitag" and "Am Freitag tagt der Rat": the word where a German verb stands looks like
        one of the present, which there tells of what is to come.
        """
        link = start
        while link and start - link < _MOST_SHADES and self._roles[link - 1] & (DAY_LINK | ARTICLE):
            link -= 1
        if self._sentences.opens(link):
            behind = self._roles[end] if end < len(self._roles) else 0
            return bool(behind & PRESENT or (behind & PRESENT_COPULA and not self._ends_in_participle(end)))
        return bool(self._roles[link - 1] & PRESENT)

    def _ends_in_participle(self, verb: int) -> bool:
        """Whether the clause of a German "ist" ends as "gestürzt" and "gefallen" do."""
        last = verb
        while last + 1 < min(len(self._roles), verb + REACH) and not self._roles[last + 1] & STOP:
            if self._tokens.words[last + 1] == ",":
                break
            last += 1
        word = self._tokens.words[last]
        return last > verb and word[0].islower() and word.endswith(_PARTICIPLE_ENDS)

    def _find(self, start: int) -> int:
        """The place of the word before the phrase, or before a shade such as "at least"; -1 when there is none."""
        if start >= 2 and self._roles[start - 1] & (AS | THAN):
            return start - 2
        place = start - 1
        while place >= 0 and start - place <= _MOST_SHADES and self._roles[place] & LINK_SHADE:
            place -= 1
        return place

    def _is_back(self, start: int) -> bool:
        """As "was told back in March", but not "will be back in March"."""
        if start < 2 or not self._roles[start - 2] & BACK or not self._roles[start - 1] & VERB_LINK:
            return False
        return not any(role & (FUTURE_CUE | COPULA | TO) for role in self._roles[max(0, start - 2 - _NEAR) : start - 2])

    def read_label(self, start: int) -> Tense:
        """As "Last fight: June 10" and "Next fight: March 2"."""
        if not start or self._tokens.words[start - 1] != ":":
            return "unknown"
        for role in reversed(self._roles[max(0, start - 1 - _NEAR) : start - 1]):
            if role & (LAST_LABEL | NEXT_LABEL | STOP):
                return "past" if role & LAST_LABEL else "future" if role & NEXT_LABEL else "unknown"
        return "unknown"

    def _is_announced(self, start: int, link: int) -> bool:
        """As "the vote is [held on] Sunday" and "ahead of [the] Sunday vote"."""
        roles = self._roles
        verb = link - 1 if link > 0 and roles[link] & DAY_LINK else link
        if (verb >= 0 and roles[verb] & COPULA) or (link > 0 and roles[link] & VERB_LINK and roles[link - 1] & COPULA):
            return True
        if verb == link - 1 and verb > 0 and roles[verb - 1] & COPULA:  # no caption's "is pictured on"
            return bool(roles[verb] & (PAST_SUFFIX | PAST_CUE)) and not roles[verb] & DEPICTED
        if link > 0 and verb == link - 1 and is_set_for(roles, link):
            return True
        of = start - 2 if start > 2 and roles[start - 1] & ARTICLE else start - 1
        return of >= 1 and bool(roles[of] & OF and roles[of - 1] & AHEAD)

    def _is_of_future(self, link: int) -> bool:
        """Whether the verb nearest before a link, in its clause, is one of the future."""
        near = reversed(self._roles[max(0, link - _FAR) : link])
        return bool(next((role for role in near if role & (TELLING | STOP)), 0) & FUTURE_CUE)

    def _is_over(self, link: int, start: int, end: int) -> bool:
        """As "Until Friday the road was shut": a link that opens its sentence, and only verbs of the past behind."""
        if not self._sentences.opens(link):
            return False
        verbs = self.verbs_behind(start, end)
        return bool(verbs) and not any(role & FUTURE_CUE for role in verbs)

    def _opens_what_lasts(self, link: int, start: int, end: int) -> bool:
        """As "From Friday masks must be worn" and "A partir del lunes cierra": the link opens its sentence, and no verb
        of the past is the first behind; "From Friday's low" is no beginning.
        """
        if not any(self._sentences.opens(place) for place in (link, max(0, link - 1))):
            return False
        verbs = self.verbs_behind(start, end)
        is_owner = self._tokens.words[end : end + 1] == ["'"]
        return not is_owner and not (verbs and not verbs[0] & FUTURE_CUE)

    def _is_open(self, link: int) -> bool:
        """Whether the verb nearest before a link leaves open what it tells of: one of the present, a demand, a vow."""
        for place in range(link - 1, max(-1, link - REACH - 1), -1):
            role = self._roles[place]
            before = self._roles[place - 1] if place else 0
            if place + 1 in self._tokens.apart or (role & STOP and self._sentences.ends_at(place)):
                return False
            if role & (OPEN_VERB | FUTURE_CUE | DECREE):  # "scrapped all flights through Sunday"
                return not before & PAST_AUXILIARY
            if role & PAST_CUE or (role & PAST_SUFFIX and link - place <= _NEAR and not before & OPEN_VERB):
                return False
        return False

    def _is_beginning(self, link: int) -> bool:
        """Whether what begins there lasts, said in the present right before ("runs from Friday", "are closed from
        Friday"), or was decreed ("imposed a curfew from Friday").
        """
        roles = self._roles
        if link >= 1 and roles[link - 1] & OPEN_VERB:
            return True
        if link >= 2 and roles[link - 1] & (OPEN_STATE | PAST_SUFFIX) and roles[link - 2] & OPEN_VERB:
            return True
        for place in range(link - 1, max(-1, link - REACH - 1), -1):
            role = roles[place]
            if role & OPEN_VERB and roles[place + 1] & TO:  # "threatened to strike from Friday"
                return True
            if role & CALENDAR_VERB and not roles[place - 1] & (ARTICLE | PAST_CUE):  # "holds a summit from Tuesday"
                return True
            if role & (STOP | CALENDAR_VERB | PAST_CUE | PAST_SUFFIX | CLAUSE | DECREE):
                return bool(role & DECREE)
        return False
