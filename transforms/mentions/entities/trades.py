"""What a clause says of its subject that only bodies do and have: "Dvorek said a blast at its factory ..."."""

from __future__ import annotations

import re
from collections import Counter

from transforms.text.letters import UPPER
from transforms.text.speech_verbs import match_speech_verbs

_ITS = re.compile(
    rf" (?!{match_speech_verbs('attribution')}\b)(?:will|would|has|had|could|may|is|was|plans|\w+ed|cut|sold|bought)\b"
    r"[^.!?;\n“\"]{0,40}\b(?:its|itself)\b"
)
"""A verb, and what stands for a thing soon behind it: "Dvorek will cut jobs at its plant"."""
_OWNS = re.compile(
    r" (?:said|says|announced|warned|told|tells|added)\b(?: on \w+day)?[^.!?;\n“\"A-Z]{1,60}?\bits (?:\w+ )?"
    r"(?:factor(?:y|ies)|plants?|mines?|fleet|staff|branch(?:es)?|shares|workers|employees|terminals?|tankers?|ships?"
    r"|vessels?|planes?|aircraft|refiner\w+|warehouses?|stores|customers|headquarters|chief executive|chairman"
    r"|chairwoman|spokes\w+|profits?|lorries|trucks)\b"
)
"""What it says of what is its own; no other name stands between: "Dvorek said NATO had called its staff"."""
_DOES = "shut|clos|cut|sell|sold|buy|bought|build|invest|hir|recall|suspen|resum|halt|stop|appeal|pay|paid|launch|rais"
_DOES_MORE = "issu|expan|acquir|suppl|ship|drill|ground|lay|deliver"
_REPORTS = re.compile(
    r" (?:(?:said|says|announced|warned|added)|(?:told|tells) [^.,!?;\n“\"]{1,30}?)(?: (?:on|last) \w+| \w+day)?"
    rf"(?: that)? it (?:would|will|has|had|was|is|plans to|expects to) (?:{_DOES}|{_DOES_MORE})"
)
"""What it says that it does: "Dvorek said it would build a plant"."""
_TRADES = re.compile(
    r" (?:(?:has|have|will|would|is to|plans to) )?(?:"
    r"(?:cut|shed|axe|lay off|laid off) (?:up to |about |some )?[\d,]+"
    r"|files? for (?:bankruptcy|insolvency|administration)|filed for (?:bankruptcy|insolvency|administration)"
    r"|owns the (?:tanker|ship|ferry|plant|mine|vessel)"
    r"|(?:recall|ground|suppl)(?:s|ed|y|ies|ied)? (?:its |a |the )?(?:fleet|turbines|milk|cough|cars|batches|engines)"
    r"|(?:posts|posted|reported) (?:a |an |record )?(?:\w+ )?(?:loss|profit|revenue)|laid off)\b"
)
"""What firms do: "Dvorek will cut 400 jobs", "Dvorek filed for bankruptcy"."""
_ARTICLE = re.compile(rf"(?:La|Le|Les|Las|Los|Il|O|Die|Der|Das) [{UPPER}]\w+$")
"""A newspaper's name in its own language, or somebody's surname."""
_SPEAKS = re.compile(rf" {match_speech_verbs('attribution')}\b")


def read_trade(text: str, start: int, end: int) -> Counter[str]:
    """Give the votes for a body, and against a person, of what the name text[start:end] does and has."""
    votes: Counter[str] = Counter()
    if _ARTICLE.match(text, start, end) and (text.endswith("told ", 0, start) or _SPEAKS.match(text, end)):
        votes.update(ORG=3, PERSON=-2)
    if not text.startswith(" ", end):
        return votes
    if _ITS.match(text, end):
        votes.update(ORG=1, PERSON=-2)
    if any(one.match(text, end) for one in (_OWNS, _REPORTS, _TRADES)):
        votes.update(ORG=6, PERSON=-3)
    return votes
