"""Judge what each distinct name of an article is, by the votes of all its mentions."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from transforms.mentions.entities.cues import Votes, read_context, read_name
from transforms.mentions.entities.gazetteer import lies_abroad, read_countries_of, weigh_place
from transforms.mentions.entities.known import read_capitals, read_known
from transforms.mentions.entities.spans import KINDS, Span
from transforms.mentions.entities.wordlists import read_words
from transforms.mentions.places.candidates import read_part_words
from transforms.mentions.places.index import PlaceIndex
from transforms.mentions.places.qualifiers import read_short_forms
from transforms.mentions.places.tables import read_country_names, read_demonyms

_MODEL = 2
"""What one reading of the model is worth beside the weights of cues.tsv."""
_READINGS = 2
"""The most readings of one name that count: a model that errs on a name errs on it all through an article."""
_LINKED = 6
"""What it is worth that a word is the surname of somebody whom the article names in full."""
_MENTIONS = 8
"""The most mentions whose neighbours count: fifty lean ones would outvote what a name is made of."""
_KNOWN = 8
_TOWN = 6
"""More than this lends the index only to a town of several words: Long Beach is none of the beaches."""
_ABROAD = 2
"""What a place that lies in none of the countries of which the article speaks is worth less: of a word that the model
takes for a name such a town is mostly a namesake."""
_CAPITAL = 0
"""What it is worth against that surname that a country ("Neil Jordan") or a capital ("Lewis Hamilton") has the name;
of a capital the index of places says enough."""
_NATIONAL = 3
"""What it is worth for a body that a name which no gazetteer has holds that of a nation: "Saudi Aramco"."""
_UNSURE = frozenset({"GPE", "ORG", "PERSON"})
"""What a model takes such a body for."""
_SIBLING = 2
"""What it is worth that a name stands in a list beside one that is known."""
_TOWNS_SIBLING = 4
"""What it is worth that it stands so beside what the model takes for a place, and that is one of the index."""
_POSTAL = 2
"""Letters of the short form that the post has for a state."""
_SPEAKING = 2
"""What it is worth for a person to speak: bodies do, too."""
_WITHIN = 4
"""What it is worth for a place that its name stands alone behind "in"."""
_NATURE = re.compile(
    r" (?:rivers?|lakes?|valley|bay|coast|islands?|mountains?|hills|forest|desert|sea|basin|delta)\b", re.IGNORECASE
)
_LIST = re.compile(r",? (?:and|or) (?:the )?")
_USUAL = {"PLACE": "GPE", "PERSON": "PERSON", "OTHER": "EVENT", "ORG": "ORG"}
"""The label of a kind where neither the model nor the name itself states one; of equals the first kind wins."""


@dataclass(slots=True)
class Case:
    """What speaks for each kind: the words beside the name (votes), the model (labels), the place index (indexed)."""

    votes: Votes = field(default_factory=Counter)
    labels: Counter[str] = field(default_factory=Counter)
    indexed: int = 0


def gather_cases(text: str, spans: Iterable[Span], places: PlaceIndex | None) -> dict[str, Case]:
    """Count, for each distinct surface, the votes of the model, of the words beside it and of the place index."""
    cases: dict[str, Case] = defaultdict(Case)
    for span in spans:
        name = text[span.start : span.end]
        case = cases[name]
        case.labels["GPE" if span.label == "LOC" and _is_town(text, span, places) else span.label] += 1
        case.votes.update(read_context(text, span.start, span.end))
    for name, kind, weight in _list_siblings(text, spans, places):
        cases[name].votes[kind] += weight
    countries = read_countries_of(cases, places) if places else set()
    for surface, case in cases.items():
        mentions = case.labels.total()
        if mentions > _MENTIONS:
            case.votes = Counter({kind: votes * _MENTIONS / mentions for kind, votes in case.votes.items()})
        case.indexed = weigh_place(surface, places)
        is_weighed = case.indexed and countries and surface not in read_known()
        if places and is_weighed and lies_abroad(surface, countries, places):
            case.indexed -= _ABROAD
    return dict(cases)


def _is_town(text: str, span: Span, places: PlaceIndex | None) -> bool:
    """Tell whether the index knows what a model takes for a region or a river as a town or a province, and no more."""
    name = text[span.start : span.end]
    is_word = name.lower() in read_words("town_words.txt") or name.lower() in read_part_words()
    is_nature = text.startswith(("the ", "The "), span.start - 4) or _NATURE.match(text, span.end)
    if places is None or is_word or is_nature:
        return False
    kinds = {one.kind for one in places.find(name) if one.own}
    return bool(kinds) and "region" not in kinds


def _list_siblings(text: str, spans: Iterable[Span], places: PlaceIndex | None) -> Iterator[tuple[str, str, int]]:
    """Yield each name that stands in a list, "Oro and Dorn", beside one that is sure, with the kind of that one
    and what that is worth.
    """
    for left, right in pairwise(sorted(spans)):
        if _LIST.fullmatch(text, left.end, right.start):
            for one, beside in ((left, right), (right, left)):
                name, other = text[one.start : one.end], text[beside.start : beside.end]
                known = read_known().get(other)
                if known:
                    yield name, KINDS.get(known.label, "OTHER"), _SIBLING
                elif _is_full_name(other) and _may_be_full_name(name):
                    yield name, "PERSON", _SIBLING
                elif beside.label == "GPE" and " " not in name and weigh_place(other, places):
                    yield name, "PLACE", _TOWNS_SIBLING


def _is_full_name(name: str) -> bool:
    """Tell whether a name begins with a given name and has nothing in it that states another kind."""
    given, _, more = name.partition(" ")
    return bool(more) and given in read_words("given_names.txt") and read_name(name)[1] is None


def _may_be_full_name(name: str) -> bool:
    words = name.split(" ")
    is_spelt = len(words) in (2, 3) and all(word[:1].isupper() for word in words)
    return is_spelt and words[0] not in read_known() and read_name(name)[1] is None


def decide(surface: str, case: Case, full_name: str = "") -> str:
    """Give the label of a name. full_name: of a person in the article whose name ends or begins with it.

    What has the name of a country is a person where it ends a full name and acts like one: "Jordan, who won".
    """
    known = read_known().get(surface)
    if known and (not full_name or known.label == "NORP"):  # a people is nobody's surname
        return known.label
    own, stated = read_name(surface)
    read = dict.fromkeys(_USUAL, 0.0)
    if full_name:  # the model is blind to those: what it read counts for nothing
        own["PERSON"] += _LINKED
    else:
        counted = min(1.0, _READINGS / max(1, case.labels.total()))
        for label, count in case.labels.items():
            read[KINDS.get(label, "OTHER")] += count * counted * _MODEL
        if unproven := _is_unproven(surface, case):
            read["PERSON"] = 0.0
    if len(surface) == _POSTAL and surface in read_short_forms() and 2 * case.labels["GPE"] > case.labels.total():
        own["PLACE"] += _KNOWN  # two capitals are else a body's
    if not (full_name or stated or case.indexed) and _UNSURE.issuperset(case.labels) and _is_nations(surface):
        own["ORG"] += _NATIONAL
    acts = full_name.endswith(surface) and case.votes["PERSON"] > case.votes["PLACE"]
    own["PLACE"] += 0 if acts else case.indexed
    if known and not acts:
        own[KINDS.get(known.label, "OTHER")] += _CAPITAL if surface in read_capitals() else _KNOWN
    if not full_name and unproven and max(case.votes[one] + own[one] + read[one] for one in _USUAL) <= 0:
        return ""
    kind = max(_USUAL, key=lambda one: case.votes[one] + own[one] + read[one])
    if known and KINDS.get(known.label, "OTHER") == kind:
        return known.label
    return _label(surface, kind, stated, case)


def _is_nations(surface: str) -> bool:
    """Tell whether a name is a people and a word, or a word and a country: "Saudi Aramco", "Garuda Indonesia"."""
    first, _, last = surface.partition(" ")
    is_word = all(word[:1].isupper() and " " not in word for word in (first, last))
    is_part = first.lower() in read_part_words()
    return is_word and not is_part and (first.lower() in read_demonyms() or last in read_country_names())


def _label(surface: str, kind: str, stated: str | None, case: Case) -> str:
    """Give the label of that kind which the name itself states, else the one that the model reads most."""
    if stated and KINDS.get(stated, "OTHER") == kind and not (stated == "LOC" and case.indexed > _TOWN):
        return stated
    for label, _ in case.labels.most_common():
        if KINDS.get(label, "OTHER") == kind:
            is_within = surface.isalpha() and case.votes["PLACE"] >= _WITHIN
            return "GPE" if label == "FAC" and (is_within or case.indexed > _TOWN) else label
    return _USUAL[kind]


def may_be_body(surface: str, case: Case) -> bool:
    """Tell whether a name is no place, no word and nobody's: no given name begins it, and no title stands there."""
    first = surface.split(" ", 1)[0]
    is_somebody = first in read_words("given_names.txt") or case.votes["PERSON"] > _SPEAKING
    is_other = not _UNSURE.issuperset(case.labels) or read_name(surface)[1] is not None
    is_part = first.lower() in read_part_words() or surface.lower() in read_part_words()
    return not (case.indexed or is_somebody or is_other or is_part)


def _is_unproven(surface: str, case: Case) -> bool:
    """Tell whether a single word that ends no full name of the article is no given name and does nothing as people do.

    News names people in full: of such words that a model takes for somebody four of five are none.
    """
    return " " not in surface and case.votes["PERSON"] <= 0 and surface not in read_words("given_names.txt")
