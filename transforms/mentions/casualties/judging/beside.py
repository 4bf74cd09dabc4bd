"""Beside: clauses of a sentence that place or date its news by something else, ", hours after a raid killed nine"."""

from __future__ import annotations

import re

_TIME = r"(?:[\w-]+[ ]){0,3} (?:minutes? | hours? | days? | weeks? | months? | years? ) [ ]"
_HARM = "(?:killings?|murders?|deaths?|assassinations?|slayings?|executions?|massacres?)"
_BEHIND = re.compile(
    rf"""
    (?: , [\"”]? | [ ][-–—] | [ ] (?=as\b|while\b) ) [ ] (?:
        (?: [^,;]*? [ ] )?? (?: amid | despite ) \b
      | [^,;]*? \b an? [ ] (?: separate | unrelated | different ) \b
      | (?: the | its | their ) [ ] (?: latest | newest | most[ ]recent | (?:\w+[ ])?(?:second|third|fourth|fifth) ) \b
      | in [ ] (?: an? | the ) [ ] (?: [\w-]+ [ ] ){{1,3}} where \b
      | {_TIME} (?: after | before ) \b
      | [^,;]*? \b (?: of | after | like | than | since | over | from | near | outside | to ) [ ]
        (?: an? | those | one | the ) [ ] (?: [\w'’-]+ [ ] ){{0,3}} (?: that | which | in[ ]which | where | when ) \b
      | [^,;]*? \b (?: over | by | after | about | against | of | following | since ) [ ] the [ ]
        (?: [\w'’-]+ [ ] )? {_HARM}
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_FRONTED = re.compile(
    rf"\W*(?:just[ ]|only[ ]|less[ ]than[ ])? {_TIME} after [ ] [^,;]*(?=,)", re.IGNORECASE | re.VERBOSE
)
_LONGEST = 240  # characters from the news, or the opening of a clause, to a figure in it


def stands_behind(text: str, opens: int, start: int) -> bool:
    """Whether a clause on something else begins between the news that ends at `opens` and what stands at `start`."""
    return _BEHIND.search(text, max(opens, start - _LONGEST), start) is not None


def find_fronted(text: str, start: int, end: int) -> int:
    """Where a clause ends that opens text[start:end] and dates its news; `start` without: "Days after a fire, "."""
    fronted = _FRONTED.match(text, start, end)
    return fronted.end() if fronted is not None else start
