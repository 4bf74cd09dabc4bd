"""Revisions: rows that another part of the article takes back, as an earlier state of the toll or as a denial."""

from __future__ import annotations

import re

from transforms.mentions.casualties.judging.reading import Reading
from transforms.mentions.casualties.judging.settling import Row

_REVISED = re.compile(
    r"""
    \b had [ ] (?: earlier [ ] )? put \b [^.]{0,40}
    \b (?: toll | number | count | figure | dead ) \b                     # HAD PUT THE TOLL at
    |
    \b (?: earlier | initial(?:ly)? | previous(?:ly)?                      # PREVIOUSLY reported
       |   preliminary | at [ ] first | first [ ] reported                # FIRST REPORTED as a toll of
       |   up [ ] from | revised                                          # REVISED from
       ) \b
    [^.]{0,60}
    \b (?: said | reports? | reported | put                               # earlier REPORTS
       |   toll | count | figures? | estimates? | from                    # a preliminary COUNT
       ) \b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_RISEN = re.compile(
    r"\b(?:toll|number|count|tally)\b[^.]{0,80}\b(?:ris(?:en|es)|rose|climb(?:ed|s)|increased|grown|grew|jump(?:ed|s))\b",
    re.IGNORECASE,
)
_ANYBODY = {"people", "persons", ""}  # heads that name no part of the people


def link_revisions(reading: Reading, rows: list[Row]) -> None:
    """The article's own figure supersedes the one that "earlier reports" gave."""
    for row in rows:
        if not row.is_main or row.figure.kind == "none":
            continue
        for other in rows:
            if other is row or other.figure.outcome != row.figure.outcome or other.figure.point == row.figure.point:
                continue
            if _is_earlier(reading, row, other):
                row.replaces = row.replaces or other.figure
                if other.scope in {"subset", "background", "other_event"}:
                    other.scope, other.owner = "event", None


def _is_earlier(reading: Reading, row: Row, other: Row) -> bool:
    """Whether `other` is an earlier state of the main figure `row`: told as such, or smaller where the toll rose."""
    old, new = other.figure, row.figure
    start, end = reading.sentences[old.sentence]
    revised = _REVISED.search(reading.text, start, end)
    if old.kind == "former":
        return True
    if old.kind != "count":
        return False
    if revised is not None and revised.start() <= old.start:
        return True
    told_anew = old.scope == "event" and old.whole is None and old.head in _ANYBODY and not old.definite
    smaller = (old.point or 0) < (new.point or 0) and old.sentence != new.sentence
    return told_anew and smaller and _RISEN.search(reading.text, *reading.sentences[new.sentence]) is not None


def mark_denials(reading: Reading, rows: list[Row]) -> None:
    """A speaker's "no civilians were killed", where the article itself counts dead, denies them."""
    counted = {row.figure.outcome for row in rows if row.is_main and row.figure.point}
    for row in rows:
        # "no casualties" may be of another event
        people = row.figure.kind == "none" and row.figure.head not in {"", "one"}
        denied = people and row.scope == "event" and row.figure.outcome in counted
        if denied and reading.speaker(row.figure).quoted:
            row.scope = "denied"
