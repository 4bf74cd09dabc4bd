"""Names of places where nothing of what is told happened: where the hurt are treated, people fled, word comes from."""

from __future__ import annotations

import re

from transforms.text.speech_verbs import match_speech_verbs

# Where the hurt are treated is not where they were hurt.
_CARED_FOR = r"""
    hospitali[sz]ed [ ] (?: in | at )
  | (?: taken | flown | rushed | transferred | airlifted | evacuated | brought ) [ ] to (?: [ ] \w+ ){0,3}?
  | hospitals? [ ] (?: in | of | at ) (?: (?: [ ] [\w.'’-]+ ){1,2},? [ ] and )?
"""
# "Some have gone to Dorn", "fled to neighbouring Oro": where they are now.
_GONE_TO = r"""
    (?: gone | went | flee(?:ing)? | fled | cross(?:ed|ing)? | escaped | moved | travelled | traveled | returned )
    [ ] (?: \w+ [ ] ){0,2}? (?: to | into ) (?: [ ] (?: the[ ] )? neighbou?ring )?
"""
# "Told a news conference in Dorn", "by telephone from Oro": where it is told.
_TOLD_IN = rf"""
    (?: news | press ) [ ] (?: conference | briefing ) [ ] in
  | {match_speech_verbs("place")} [ ] (?: reporters[ ] | journalists[ ] )? (?: in | from )
  | by [ ] (?: tele )? phone [ ] from
"""
# "The bus was travelling from Dorn to Oro": it came down between them.
_ON_THE_WAY = r"""
    (?: travell?(?:ing|ed) | traveling | traveled | head(?:ing|ed) | going | driving | flying | flew | sail(?:ing|ed)
      | bound | way | route | carrying [ ] (?: [\w,]+ [ ] ){1,4}? ) [ ]
    (?: (?: from | between ) (?: (?: [ ] [\w.'’-]+ ){1,4}? [ ] (?: to | and ) (?: [ ] the [ ] \w+ [ ] of )? )? )
"""
# "Two helicopters were sent from Dorn", "teams from Dorn arrived", "based in Oro".
_COME_FROM = r"""
    (?: sent | dispatched | deployed | flown | airlifted | drafted | rushed | came | come | arrived | travell?ed ) [ ]
    (?: (?: in | over | up | down ) [ ] )? from
  | (?: based | headquartered ) [ ] in
"""
_BEFORE = re.compile(
    rf"""
    \b (?: {_CARED_FOR} | {_GONE_TO} | {_TOLD_IN} | {_ON_THE_WAY} | {_COME_FROM} )
    \W+ (?: the [ ] )? (?: capital ,? [ ] )? $
    """,
    re.IGNORECASE | re.VERBOSE,
)
_REACH = 60
"""Code points before a name that are looked at."""
_BODY_IN = re.compile(
    r"\b(?:office|government|ministry|parliament|authorities|headquarters|embassy|consulate) in (?:the )?$",
    re.IGNORECASE,
)
_SPEAKS = re.compile(rf"\s(?:(?:has|have|had) (?:not )?)?(?:\w+ )?(?:{match_speech_verbs('place')}|commented)\b")
_BASED = re.compile(r"-(?:based|headquartered)\b")


def stands_aside(text: str, start: int, end: int) -> bool:
    """Tell whether the place that text[start:end] names is one where the hurt are treated, where people went, from
    which help or word comes, or where a body sits: code points.
    """
    at = max(0, start - _REACH)
    if _BEFORE.search(text, at, start) or _BASED.match(text, end):
        return True
    return _BODY_IN.search(text, at, start) is not None and _SPEAKS.match(text, end) is not None
