"""One article, one opinion: every mention of a name gets the same label and the same full name."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from schemas.mentions import Entity
from transforms.mentions.entities.cues import Votes, read_context, read_name
from transforms.mentions.entities.datelines import find_dateline_places
from transforms.mentions.entities.known import find_known, read_known
from transforms.mentions.entities.linking import find_acronyms, link_people
from transforms.mentions.entities.repeating import find_repetitions
from transforms.mentions.entities.spans import KINDS, Span, keep_longest
from transforms.mentions.entities.titled import find_titled
from transforms.mentions.entities.trimming import trim_spans

_WORDS = re.compile(r"(?<![\w/.=%-])[^\W\d_]+(?![\w/=%-])")
_OPENING = re.compile(r"(?:^|[.!?:\n])[\s\"“”‘'(]*$")
_MODEL = 2
"""What one reading of the model is worth beside the weights of cues.tsv."""
_USUAL = {"OTHER": "EVENT", "PLACE": "GPE", "PERSON": "PERSON", "ORG": "ORG"}
"""The label of a kind where neither the model nor the name itself states one."""


def agree(text: str, read: list[Span]) -> list[Entity]:
    """Turn a model's reading of one article into its entities, sorted and without overlap.

    Names are trimmed, known ones added, people found by their title; then each distinct name is judged once, by all the
    votes of its mentions, and its repetitions are marked wherever they stand.
    """
    known = list(find_known(text))
    modelled = list(trim_spans(text, read))
    spans = keep_longest([*_replace_known(text, modelled, known), *find_titled(text), *find_dateline_places(text)])
    labels = _judge(text, spans)
    acronyms = find_acronyms(text, spans)
    for acronym, expansion in acronyms.items():
        if expansion in labels:
            labels[acronym] = labels[expansion]
    full_names = link_people(text, labels)
    common = _find_common_words(text, spans, full_names)
    labels = {surface: label for surface, label in labels.items() if surface not in common}
    spans = [one for one in spans if text[one.start : one.end] not in common]
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


def _find_common_words(text: str, spans: list[Span], people: dict[str, str]) -> set[str]:
    """Give the single words taken for names only where a sentence opens with them, and written small elsewhere."""
    words = set(_WORDS.findall(text))
    inside = {text[one.start : one.end] for one in spans if not _OPENING.search(text, max(0, one.start - 4), one.start)}
    opening = {text[one.start : one.end] for one in spans} - inside - people.keys() - read_known().keys()
    return {surface for surface in opening if surface.isalpha() and surface.lower() in words}


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
    kind = max(_USUAL, key=lambda one: votes[one] + own[one])
    if stated and KINDS.get(stated, "OTHER") == kind:
        return stated
    for label, _ in fine.most_common():
        if KINDS.get(label, "OTHER") == kind:
            return label
    return _USUAL[kind]
