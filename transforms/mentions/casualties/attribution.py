"""Speakers: who says what stands at a place of the text, in the text's words, also across sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas.mentions import Entity

_SAY = (
    r"(?:said|says|say|told|tells|reported|reports|announced|confirmed|claimed|claims|alleged|added|stated|noted"
    r"|estimated|disclosed|declared|acknowledged|admitted|warned|denied|denies|insisted|wrote|counted|recorded"
    r"|(?:was|were) (?:widely )?quoted (?:by [^,;]{2,40} )?as saying)"
    r"(?! (?:responsibility|(?:[\w,-]+ ){0,5}(?:lives|victims))\b)\b"
)
_HAVE = (
    r"(?:also |later |earlier |then |have |has |had |meanwhile "
    r"|wrongly |incorrectly |erroneously |mistakenly |falsely ){0,2}"
)
_NAMED = (
    r"(?! |(?:which|who|that|it|he|she|they|we|but|and|or|as|not|while|although|there|including) )[^,;:\"“”]{2,90}?"
)
_ASIDE = r"(?P<aside>, [^,;\"“”]{2,120}(?:, [^,;\"“”]{2,60})?, ?)?"
_ACCORDING = re.compile(r"\b(?:according to|in the words of|as reported by) (?P<who>[^.,;\"“”()]+)", re.IGNORECASE)
_INVERTED = re.compile(
    r"[,\"”’] ?(?:said|says|reported|quoted|added|announced) (?P<who>(?!that |in |on |at |as )[^.;:\"“”]{2,90})"
)
_SAYING = re.compile(
    rf"(?:^\W*(?:(?:Meanwhile|However|Earlier|Later|But|And|Also|(?:Late )?[Oo]n \w+day),? )?"
    rf"|[,\"”’;:] ?|\b(?:and|but|while|although) )"
    rf"(?P<who>{_NAMED}){_ASIDE} ?(?:on \w+day )?(?:quoted \w+ as )?{_HAVE}{_SAY}"
)
_PUT = re.compile(
    rf"(?:^\W*(?:(?:earlier |late )?on \w+day,? |earlier,? )?|[,;] |\b(?:and|but|while) )"
    rf"(?P<who>{_NAMED}){_ASIDE} ?{_HAVE}"
    r"puts? (?:the|its) [^,;:]{0,40}?\b(?:toll|number|count|figure|dead|total)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(rf"\b(?P<who>he|she|it|they) {_HAVE}{_SAY}|\bsaid (?:he|she)\b", re.IGNORECASE)
# What may follow "police said" where it closes what they said.
_CLOSES = re.compile(
    r"(?: (?:reporters|journalists|lawmakers|a news conference|(?:the )?[A-Z][\w-]+(?: [A-Z][\w-]+){0,3}))?"
    r"(?: (?:in|at|on|to reporters|late|early|earlier|later|here|\w+day|today|yesterday|overnight|afterwards"
    r"|by (?:tele)?phone)\b"
    r"(?:(?! that )[^,.;]){0,60})?\W*(?:$|[,.;\"”])"
)
_WHEN = re.compile(
    r"\s+(?:(?:early|late) )?(?:on )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday|overnight|here"
    r"|earlier|later|in a statement|on condition|by telephone|by phone)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_BREAKS = re.compile(r";|,? (?:but|while|whereas|although|though) ", re.IGNORECASE)
_CUT = re.compile(r", (?:adding|and|but|while|as|with|who|which)\b| (?:who|which|that|as|\w{3,}ing) ")
_DATELINE = re.compile(r"^.*[\s)](?:[-–—]{1,2}|_) (?=\w)")
_ADVERB = re.compile(r" \w+ly$")
_PRONOUNS = {"he", "she", "it", "they", "i", "we", "who", "which", "that", "there", "you", "him", "her", "them"}
_NO_OPENING = {
    "it",
    "there",
    "including",
    "no",
    "not",
    "as",
    "was",
    "were",
    "to",
    "of",
    "at",
    "by",
    "than",
    "when",
    "after",
}
_NO_ENDING = {
    "a",
    "an",
    "the",
    "was",
    "were",
    "been",
    "being",
    "is",
    "are",
    "be",
    "of",
    "as",
    "to",
    "also",
    "not",
}
# A phrase with a verb or a harm in it names no speaker.
_CLAUSE = re.compile(r"\b(?:was|were|is|are|has|had|killed|died|injured|wounded|hurt|missing|dead|began|broke)\b")
_BREAK_COST = 1000  # characters; more than any distance in a sentence of prose
_OPENING_QUOTE = re.compile(r"^\W{0,2}[\"“]")
_NAME = 3  # words of a name without a title
_VERB = re.compile(r"\w+ed|said|told|says|and|that|by|when|with|for|to|as", re.IGNORECASE)
_ROLE = re.compile(r", (?:an?|the|chief|head|deputy|director|spokes\w+|commander|governor|mayor|police|army|who)\b")
_HEAD_END = re.compile(r" (?:of|in|at|from|for|with|near|on) ")
_BODIES = {
    *("police", "people", "military", "army", "government", "ministry", "agency", "authority", "committee", "group"),
    *("officials", "authorities", "activists", "residents", "witnesses", "rebels", "doctors", "medics", "reports"),
}
_FAR = 3  # sentences over which a quotation or a pronoun is followed
_LONG = 8  # words of a title and a name
_NEAR_START = 60  # code points into a sentence within which its subject's name begins


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words that ascribe what is said. start, end: offsets in the sentence. who: None for a pronoun.

    side: -1 when it closes what was said, 1 when it opens it, 0 when it may do either. alone: "he" or "she".
    """

    start: int
    end: int
    who: str | None
    side: int
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says it; None when nobody is named. quoted: whether somebody says it at all, if only "he"."""

    who: str | None
    quoted: bool


class Speakers:
    """The attributions of an article, read sentence by sentence when they are asked for."""

    def __init__(self, text: str, sentences: list[tuple[int, int]], people: Sequence[Entity] = ()) -> None:
        self._text, self._sentences = text, sentences
        self._people = sorted((e.start, e.end) for e in people if e.label == "PERSON")
        self._read: dict[int, list[Attribution]] = {}

    def at(self, index: int, start: int, end: int) -> Speaker:
        """Who says what stands at start:end of sentence `index` (offsets in the sentence)."""
        found = [a for a in self._attributions(index) if _may_say(a, start, end)]
        if found:
            chosen = min(found, key=lambda a: _cost(a, self._sentence(index), start, end))
            return Speaker(chosen.who or self._before(index, alone=chosen.alone), quoted=True)
        if not self._is_quotation(index):
            return Speaker(None, quoted=False)
        for near in range(index + 1, min(index + _FAR, len(self._sentences))):
            later = self._attributions(near)
            if later and not self._is_closed(index, near):
                return Speaker(later[0].who or self._before(index, alone=later[0].alone), quoted=True)
        who = self._before(index)
        return Speaker(who, quoted=who is not None)

    def _sentence(self, index: int) -> str:
        return re.sub(r"\s", " ", self._text[slice(*self._sentences[index])])

    def _attributions(self, index: int) -> list[Attribution]:
        if index not in self._read:
            self._read[index] = find_attributions(self._sentence(index))
        return self._read[index]

    def _before(self, index: int, *, alone: bool = False) -> str | None:
        """The speaker last named before a sentence, or the person that the sentence before it is about.

        alone: one person is meant.
        """
        for near in range(index - 1, max(-1, index - 1 - _FAR), -1):
            named = [a.who for a in self._attributions(near) if a.who and not (alone and _are_many(a.who))]
            if named:
                return named[-1]
            subject = self._subject(near) if near == index - 1 else None
            if subject:
                return subject
        return None

    def _subject(self, index: int) -> str | None:
        """The person whose name opens a sentence, with what stands before the name: "Police chief Max Reed"."""
        start, end = self._sentences[index]
        for first, last in self._people:
            if start <= first and last <= end and first - start <= _NEAR_START:
                who = " ".join(self._text[start:last].split()).strip("\"“”'’ ,")
                return who if len(who.split()) <= _LONG and "," not in who else None
        return None

    def _is_quotation(self, index: int) -> bool:
        """Whether a sentence opens with a quotation mark or stands in a quotation that was opened before it."""
        if _OPENING_QUOTE.match(self._sentence(index)):
            return True
        first = max(0, index - _FAR)
        before = self._text[self._sentences[first][0] : self._sentences[index][0]]
        return before.count("“") > before.count("”")

    def _is_closed(self, first: int, last: int) -> bool:
        """Whether the quotation that sentence `first` opens has ended before sentence `last`."""
        between = self._text[self._sentences[first][0] : self._sentences[last][0]]
        return between.rstrip().endswith(("”", '"'))


def introduce(who: str, text: str) -> str:
    """How a text introduces somebody whom it then calls by the last name: "Dorn police Sgt. Max Reed" for "Reed"."""
    names = who.split()
    last = names[-1]
    if not last[:1].isupper() or len(names) > _NAME:
        return who
    found = re.search(
        rf"(?P<before>(?:[^\W\d_][\w.’'-]* ){{0,6}}){re.escape(last)}\b(?P<after>, [^.;,]{{2,80}})?", text
    )
    if found is None:
        return who
    words = found["before"].split()
    start = max((i + 1 for i, word in enumerate(words) if _VERB.fullmatch(word)), default=0)
    after = found["after"] or ""
    return " ".join([*words[start:], last]) + (after if _ROLE.match(after) else "")


def find_attributions(sentence: str) -> list[Attribution]:
    """Every attribution of a sentence without line breaks, in its order."""
    found: dict[int, Attribution] = {}
    for attribution in _all(sentence):
        taken = any(a.start < attribution.end and attribution.start < a.end for a in found.values())
        if not taken:
            found[attribution.start] = attribution
    return [found[start] for start in sorted(found)]


def _all(sentence: str) -> Iterator[Attribution]:
    for pattern in (_PUT, _SAYING):
        at = 0
        while (match := pattern.search(sentence, at)) is not None:
            who = _tidy(match["who"]) if _is_aside(match["aside"] or "") else None
            at = match.end() if who else max(match.start("who"), match.start() + 1)
            if who:
                yield Attribution(match.start("who"), match.end(), who, 1 if pattern is _PUT else _side(sentence, at))
    for match in _ACCORDING.finditer(sentence):
        who = _tidy(match["who"])
        if who:
            yield Attribution(match.start(), match.end(), who, -1 if match.start() else 1)
    for match in _PRONOUN.finditer(sentence):
        alone = match["who"] is None or match["who"].lower() in {"he", "she"}
        yield Attribution(match.start(), match.end(), None, _side(sentence, match.end()), alone)
    for match in _INVERTED.finditer(sentence):
        who = _tidy(match["who"])
        if who:
            yield Attribution(match.start() + 1, match.end(), who, -1)


def _is_aside(words: str) -> bool:
    """Whether what stands between commas says who somebody is, and is no clause of its own."""
    return words.startswith((", who ", ", which ", ", whose ")) or _CLAUSE.search(words) is None


def _are_many(who: str) -> bool:
    """Whether a speaker is several people or a body: "opposition activists", "residents of Dorn", "police"."""
    head = _HEAD_END.split(who)[0].split()[-1]
    return head.lower() in _BODIES or (head.islower() and head.endswith("s") and not head.endswith("ss"))


def _side(sentence: str, end: int) -> int:
    return -1 if _CLOSES.match(sentence, end) else 1


def _tidy(who: str) -> str | None:
    """The speaker without times and asides; None when the words name nobody."""
    who = _DATELINE.sub("", " ".join(who.split()))
    who = _WHEN.sub("", who).strip(" ,.'\"”’")
    if who.endswith(" and"):  # "the army dismissed this and said"
        who = re.split(r" \w+ed\b", who)[0]
    who = _ADVERB.sub("", who)
    who = _CUT.split(who)[0].removeprefix("by ").removeprefix("that ")
    words = who.lower().split()
    if not words or who.lower() in _PRONOUNS or words[0] in _NO_OPENING or words[-1] in _NO_ENDING:
        return None
    if words[0].isdigit() or _CLAUSE.search(who):
        return None
    return who


def _may_say(a: Attribution, start: int, end: int) -> bool:
    """Whether what stands at start:end can be what is said: no words of the speaker's name, nor before "said that"."""
    inside = a.start <= start and end <= a.end
    return not inside and not (a.side > 0 and a.start >= end)


def _cost(a: Attribution, sentence: str, start: int, end: int) -> tuple[int, int]:
    """How ill an attribution fits what stands at start:end: the wrong side first, then a new clause, then distance."""
    wrong = a.side < 0 and a.end <= start
    between = sentence[a.end : start] if a.end <= start else sentence[end : a.start]
    broken = _BREAKS.search(between) is not None
    return int(wrong), len(between) + _BREAK_COST * broken
