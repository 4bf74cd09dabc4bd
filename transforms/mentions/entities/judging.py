"""Judge what each distinct name of an article is, by the votes of all its mentions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from transforms.mentions.entities.cues import Votes, read_context, read_name
from transforms.mentions.entities.gazetteer import weigh_place
from transforms.mentions.entities.known import read_capitals, read_known
from transforms.mentions.entities.spans import KINDS, Span
from transforms.mentions.places.index import PlaceIndex

_MODEL = 2
"""What one reading of the model is worth beside the weights of cues.tsv."""
_READINGS = 3
"""The most readings of one name that count: a model that errs on a name errs on it all through an article."""
_LINKED = 5
"""What it is worth that a word is the surname of somebody whom the article names in full."""
_KNOWN = 8
_CAPITAL = 0
"""What it is worth against that surname that a country ("Neil Jordan") or a capital ("Lewis Hamilton") has the name;
of a capital the index of places says enough."""
_USUAL = {"PLACE": "GPE", "PERSON": "PERSON", "OTHER": "EVENT", "ORG": "ORG"}
"""The label of a kind where neither the model nor the name itself states one; of equals the first kind wins."""


@dataclass(slots=True)
class Case:
    """What speaks for each kind: the model, by labels, and by kind the words beside the name and the place index."""

    votes: Votes = field(default_factory=Counter)
    labels: Counter[str] = field(default_factory=Counter)


def gather_cases(text: str, spans: Iterable[Span], places: PlaceIndex | None) -> dict[str, Case]:
    """Count, for each distinct surface, the votes of the model, of the words beside it and of the place index."""
    cases: dict[str, Case] = defaultdict(Case)
    for span in spans:
        case = cases[text[span.start : span.end]]
        case.labels[span.label] += 1
        case.votes.update(read_context(text, span.start, span.end))
    for surface, case in cases.items():
        case.votes["PLACE"] += weigh_place(surface, places)
    return dict(cases)


def decide(surface: str, case: Case, *, is_surname: bool = False) -> str:
    """Give the label of a name. is_surname: the article names a person in full whose name ends or begins with it."""
    known = read_known().get(surface)
    if known and not is_surname:
        return known.label
    own, stated = read_name(surface)
    read = dict.fromkeys(_USUAL, 0.0)
    if is_surname:  # the model is blind to those: what it read counts for nothing
        own["PERSON"] += _LINKED
    else:
        counted = min(1.0, _READINGS / max(1, case.labels.total()))
        for label, count in case.labels.items():
            read[KINDS.get(label, "OTHER")] += count * counted * _MODEL
    if known:
        own[KINDS.get(known.label, "OTHER")] += _CAPITAL if surface in read_capitals() else _KNOWN
    kind = max(_USUAL, key=lambda one: case.votes[one] + own[one] + read[one])
    if known and KINDS.get(known.label, "OTHER") == kind:
        return known.label
    if stated and KINDS.get(stated, "OTHER") == kind:
        return stated
    for label, _ in case.labels.most_common():
        if KINDS.get(label, "OTHER") == kind:
            return label
    return _USUAL[kind]
