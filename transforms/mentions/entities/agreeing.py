"""One article, one opinion: every mention of a name gets the same label and the same full name."""

from __future__ import annotations

from collections import Counter, defaultdict

from schemas.mentions import Entity
from transforms.mentions.entities.cues import Votes, read_context, read_name
from transforms.mentions.entities.known import find_known, read_known
from transforms.mentions.entities.linking import find_acronyms, link_people
from transforms.mentions.entities.repeating import find_repetitions
from transforms.mentions.entities.spans import KINDS, Span, keep_longest
from transforms.mentions.entities.titled import find_titled
from transforms.mentions.entities.trimming import trim_spans

_MODEL = 2
"""What one reading of the model is worth beside the weights of cues.tsv."""
_USUAL = {"PERSON": "PERSON", "ORG": "ORG", "PLACE": "GPE"}


def agree(text: str, read: list[Span]) -> list[Entity]:
    """Turn a model's reading of one article into its entities, sorted and without overlap.

    Names are trimmed, known ones added, people found by their title; then each distinct name is judged once, by all the
    votes of its mentions, and its repetitions are marked wherever they stand.
    """
    known = list(find_known(text))
    modelled = list(trim_spans(text, read))
    spans = keep_longest([*_replace_known(text, modelled, known), *find_titled(text)])
    labels = _judge(text, spans)
    acronyms = find_acronyms(text, spans)
    for acronym, expansion in acronyms.items():
        if expansion in labels:
            labels[acronym] = labels[expansion]
    full_names = link_people(text, labels)
    for alias in full_names:
        labels.setdefault(alias, "PERSON")
        if labels[alias] not in ("GPE", "NORP"):
            labels[alias] = "PERSON"
    found = find_repetitions(text, labels)
    relabelled = [Span(one.start, one.end, labels.get(text[one.start : one.end], one.label)) for one in spans]
    full_names = {**full_names, **acronyms}
    return [
        Entity(one.start, one.end, surface, one.label, _full_name(surface, full_names))
        for one in keep_longest([*relabelled, *found])
        if (surface := text[one.start : one.end])
    ]


def _full_name(surface: str, full_names: dict[str, str]) -> str:
    if surface in full_names:
        return full_names[surface]
    known = read_known().get(surface)
    return known.name if known else " ".join(surface.split())


def _replace_known(text: str, modelled: list[Span], known: list[Span]) -> list[Span]:
    """Add the known names to the model's; where they are one and the same, what is known holds."""
    sure = read_known()
    spans = []
    for span in modelled:
        name = sure.get(text[span.start : span.end])
        spans.append(Span(span.start, span.end, name.label) if name else span)
    return [*spans, *known]


def _judge(text: str, spans: list[Span]) -> dict[str, str]:
    """Give each distinct surface its label."""
    votes: dict[str, Votes] = defaultdict(Counter)
    fine: dict[str, Counter[str]] = defaultdict(Counter)
    for span in spans:
        surface = text[span.start : span.end]
        votes[surface][span.kind] += _MODEL
        fine[surface][span.label] += 1
        votes[surface].update(read_context(text, span.start, span.end))
    return {surface: _decide(surface, votes[surface], fine[surface]) for surface in votes}


def _decide(surface: str, votes: Votes, fine: Counter[str]) -> str:
    known = read_known().get(surface)
    if known:
        return known.label
    own, stated = read_name(surface)
    votes = votes + own
    kind = max(votes, key=lambda one: (votes[one], one))
    if stated and KINDS.get(stated, "OTHER") == kind:
        return stated
    for label, _ in fine.most_common():
        if KINDS.get(label, "OTHER") == kind:
            return label
    return _USUAL.get(kind, "EVENT")
