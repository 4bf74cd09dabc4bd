"""Introductions: who somebody is whom a text then calls by the last name alone."""

from __future__ import annotations

import re

_NAME = 3  # words of a name without a title
_VERB = re.compile(r"\w+ed|said|told|says|and|that|by|when|with|for|to|as", re.IGNORECASE)
_ROLE = re.compile(r", (?:an?|the|chief|head|deputy|director|spokes\w+|commander|governor|mayor|police|army|who)\b")


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
