"""Comparisons: clauses that measure or explain the news by another event, "the worst since one that killed 12"."""

from __future__ import annotations

import re

_REST = r"(?:[^,;]|(?<=\d),(?=\d))*"  # up to a comma, but that of "9,000"
_UNIT = r"(?:years?|decades?|months?|weeks?|century|centuries|generations?)"
_TIME = r"(?:hours?|days?|weeks?|months?|years?)"
_WITH = rf"(?:, (?:killing|wounding|injuring|leaving|burying|drowning) {_REST})?"  # what goes on with it behind a comma
_WHICH = rf"(?:, (?:which|that|when) {_REST})?"
_OTHER = r"(?:similar|separate|previous|earlier|another|second|first|like)"
_DATE = (
    r"(?:[\w.-]+ ){0,3}?(?:(?:19|20)\d\d|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february"
    r"|march|april|may|june|july|august|september|october|november|december)\b(?! (?:when|in which|that))"
)
_VIOLENCE = (
    "attack|assault|blast|bombing|killing|shooting|crash|violence|death|raid|strike|collapse|quake|explosion|clash"
)
_STEP = (  # what politics does while somebody's death is known already
    "appointment|visit|meeting|talk|decision|move|vote|election|resignation|statement|announcement|speech|deal"
    "|agreement|truce|ceasefire|summit|trip|remark|comment|nomination|inauguration"
)
_DEATH = "deaths?|killings?|murders?|assassination|executions?"
_REVENGE = r"(?:in (?:response to|reprisal for)|(?:retaliation|revenge) for|to avenge|avenging)"
_SUPERLATIVE = (
    r"\b(?:worst|deadliest|bloodiest|darkest|saddest|costliest|largest|biggest|heaviest|highest|most \w+"
    r"|(?:first|second|third)(?: \w+){1,3}?)"
    r"\b[\w ,'’-]{0,60}?"
)
# Each gives the clause it opens: up to a comma, or to the end of the words of a time.
_CLAUSES = tuple(
    re.compile(clause, re.IGNORECASE)
    for clause in (
        rf"{_SUPERLATIVE}\b(?:in|for) (?:more than |at least )?(?:[\w-]+ ){{0,3}}{_UNIT}\b",
        rf"{_SUPERLATIVE}\bsince {_DATE}{_WHICH}",
        rf"{_SUPERLATIVE}\bsince (?!{_DATE}){_REST}{_WHICH}",
        rf"\b{_REVENGE} [^,;]*?\b(?:{_DEATH})\b{_REST}",
        rf"(?:[\w-]+ ){{0,2}}\b(?:{_UNIT} after|(?:minutes?|hours?|days?) after (?:a|an|the) {_OTHER})\b{_REST}{_WITH}",
        rf"\b(?:years?|decades?|century) since (?:[\w'’-]+ ){{1,4}}?(?:that|which|in which|when|where) {_REST}",
        rf"\b(?:{_VIOLENCE})\w* (?:comes?|came|coming|follow\w*) (?:[\w-]+ ){{0,4}}?{_TIME} after\b.*",
        rf"\b(?:{_VIOLENCE})\w* follow(?:s|ed) (?:a|an|the|days|weeks|months|years) .*",
        rf"\b(?:{_STEP})\w* (?:comes?|came|coming) (?:[\w-]+ ){{0,4}}?{_TIME} after\b.*",
        rf"(?:[\w-]+ ){{0,2}}\b{_UNIT} before (?!h?is\b|h?er\b|their\b){_REST}",
    )
)


def find_comparisons(sentence: str) -> list[tuple[int, int]]:
    """The spans of a sentence that speak of another event only to compare or to date the news; offsets into it."""
    return [match.span() for clause in _CLAUSES for match in clause.finditer(sentence)]
