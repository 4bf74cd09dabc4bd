"""The word lists of casualty counting, read once from the tables beside this module and checked as they are read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import get_args

from schemas.mentions import Outcome, Qualifier, VictimType
from transforms.mentions.casualties.vocabulary import Frame, PersonForm, TableClass, WordClass, WordSet
from transforms.text.packaged import choose_word, read_table, read_words, split_list

_HERE = "transforms.mentions.casualties.words"
_PAIRS: dict[PersonForm, int] = {"pair": 2, "trio": 3}


@dataclass(frozen=True, slots=True)
class Cue:
    """What a cue says: frames maps each frame that the phrase can have to its outcome."""

    phrase: str
    frames: dict[Frame, Outcome]


Cues = dict[str, list[tuple[int, tuple[str, ...], Cue]]]
"""First word -> (length, words, cue), longest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """classes: word -> class. endings: how people of a trade end -> class. cues: as Cues says. animals: nouns.

    pairs: nouns that mean two or three. bounds: inexact words -> low, high. types: noun -> victim type.
    qualifiers: words -> qualifier. sets: small sets by name. focal: word -> kind of event.
    """

    classes: dict[str, WordClass]
    endings: dict[str, WordClass]
    cues: Cues
    animals: frozenset[str]
    pairs: dict[str, int]
    bounds: dict[str, tuple[int | None, int | None]]
    types: dict[str, VictimType]
    qualifiers: dict[str, Qualifier]
    sets: dict[WordSet, frozenset[str]]
    focal: dict[str, str]


@cache
def lexicon() -> Lexicon:
    """All word lists; built at the first call. ValueError, naming file and line, for a row that says nothing known."""
    classes, endings, pairs = _read_classes()
    animals = read_words(_HERE, "animals.txt")
    return Lexicon(
        classes=classes,
        endings=endings,
        cues=read_cues(_HERE),
        animals=frozenset((*animals, *map(pluralise, animals))),
        pairs=pairs,
        bounds=dict(read_table(_HERE, "bounds.tsv", 3, _make_bounds)),
        types={
            form: kind
            for kind, nouns in read_table(_HERE, "victim_types.tsv", 2, _make_type)
            for noun in nouns
            for form in (noun, pluralise(noun))
        },
        qualifiers=dict(read_table(_HERE, "qualifiers.tsv", 2, _make_qualifier)),
        sets=dict(read_table(_HERE, "word_sets.tsv", 2, _make_set)),
        focal={
            word: kind
            for kind, words in read_table(_HERE, "focal_nouns.tsv", 2, lambda cells: (cells[0], split_list(cells[1])))
            for word in words
        },
    )


def read_cues(package: str) -> Cues:
    """The cues of a package's cues.tsv; ValueError, naming file and line, for an unknown outcome or frame."""
    frames: dict[str, dict[Frame, Outcome]] = {}
    for outcome, frame, phrases in read_table(package, "cues.tsv", 4, _make_cue):
        for phrase in phrases:
            frames.setdefault(phrase, {})[frame] = outcome
    cues: Cues = {}
    for phrase, outcomes in frames.items():
        words = tuple(phrase.split())
        cues.setdefault(words[0], []).append((len(words), words, Cue(phrase, outcomes)))
    for entries in cues.values():
        entries.sort(key=lambda entry: -entry[0])
    return cues


def pluralise(word: str) -> str:
    """Regular English plural."""
    if word.endswith(("s", "x", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    if word.endswith("fe"):
        return word[:-2] + "ves"
    if word == "thief":
        return "thieves"
    if word.endswith("man"):
        return word[:-3] + "men"
    return word + "s"


def _read_classes() -> tuple[dict[str, WordClass], dict[str, WordClass], dict[str, int]]:
    """Word -> class, a later file before an earlier one; ending -> class; and the nouns that mean two or three."""
    classes: dict[str, WordClass] = {}
    endings: dict[str, WordClass] = {}
    pairs: dict[str, int] = {}
    for word in (*read_words(_HERE, "things.txt"), *read_words(_HERE, "animals.txt")):
        classes[word] = classes[pluralise(word)] = "thing"
    for form, nouns in read_table(_HERE, "persons.tsv", 2, _make_persons):
        for noun in nouns:
            if form == "ending":
                endings[noun], endings[pluralise(noun)] = "person", "person_pl"
            elif form == "singular":
                classes[noun], classes[pluralise(noun)] = "person", "person_pl"
            else:
                classes[noun] = "person_pl"
            if form in _PAIRS:
                pairs[noun] = _PAIRS[form]
    for kind, words in read_table(_HERE, "words.tsv", 2, _make_class):
        classes.update(dict.fromkeys(words, kind))
    return classes, endings, pairs


def _make_cue(cells: list[str]) -> tuple[Outcome, Frame, tuple[str, ...]]:
    outcome: Outcome = choose_word(cells[0], get_args(Outcome))
    frame: Frame = choose_word(cells[1], get_args(Frame))
    return outcome, frame, split_list(cells[2])


def _make_class(cells: list[str]) -> tuple[TableClass, tuple[str, ...]]:
    kind: TableClass = choose_word(cells[0], get_args(TableClass))
    return kind, split_list(cells[1])


def _make_persons(cells: list[str]) -> tuple[PersonForm, tuple[str, ...]]:
    form: PersonForm = choose_word(cells[0], get_args(PersonForm))
    return form, split_list(cells[1])


def _make_type(cells: list[str]) -> tuple[VictimType, tuple[str, ...]]:
    kind: VictimType = choose_word(cells[0], get_args(VictimType))
    return kind, split_list(cells[1])


def _make_qualifier(cells: list[str]) -> tuple[str, Qualifier]:
    qualifier: Qualifier = choose_word(cells[1], get_args(Qualifier))
    return cells[0], qualifier


def _make_set(cells: list[str]) -> tuple[WordSet, frozenset[str]]:
    name: WordSet = choose_word(cells[0], get_args(WordSet))
    return name, frozenset(split_list(cells[1]))


def _make_bounds(cells: list[str]) -> tuple[str, tuple[int | None, int | None]]:
    low, high = (int(cell) if cell else None for cell in cells[1:])
    return cells[0], (low, high)
