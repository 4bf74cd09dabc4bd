"""The word lists of casualty counting, read once from the files beside this one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

_FOLDER = "transforms.mentions.casualties"


@dataclass(frozen=True, slots=True)
class Cue:
    """What a cue says: frames maps each frame that the phrase can have to its outcome."""

    phrase: str
    frames: dict[str, str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """classes: word -> class. cues: first word -> (length, words, cue), longest first. animals: nouns.

    pairs: nouns that mean two or three. bounds: inexact words -> low, high. types: noun -> victim type.
    qualifiers: words -> qualifier. sets: small sets by name. focal: word -> kind of event.
    """

    classes: dict[str, str]
    cues: dict[str, list[tuple[int, tuple[str, ...], Cue]]]
    animals: frozenset[str]
    pairs: dict[str, int]
    bounds: dict[str, tuple[int | None, int | None]]
    types: dict[str, str]
    qualifiers: dict[str, str]
    sets: dict[str, frozenset[str]]
    focal: dict[str, str]


def read_lines(name: str) -> Iterator[str]:
    """Lines of a packaged file, named from the folder of casualties on, that are neither empty nor comments."""
    for line in resources.files(_FOLDER).joinpath(name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line


def _pairs(name: str) -> Iterator[tuple[str, str]]:
    for line in read_lines(name):
        first, _, second = line.partition("\t")
        yield first, second


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


def _cues() -> dict[str, list[tuple[int, tuple[str, ...], Cue]]]:
    frames: dict[str, dict[str, str]] = {}
    for line in read_lines("words/cues.tsv"):
        outcome, frame, phrases = line.split("\t")
        for phrase in phrases.split(" | "):
            frames.setdefault(phrase.strip(), {})[frame] = outcome
    by_first: dict[str, list[tuple[int, tuple[str, ...], Cue]]] = {}
    for phrase, outcomes in frames.items():
        words = tuple(phrase.split())
        by_first.setdefault(words[0], []).append((len(words), words, Cue(phrase, outcomes)))
    for entries in by_first.values():
        entries.sort(key=lambda entry: -entry[0])
    return by_first


def _classes() -> tuple[dict[str, str], dict[str, int]]:
    classes: dict[str, str] = {}
    pairs: dict[str, int] = {}
    for line in read_lines("words/things.txt"):
        for word in line.split():
            classes[word] = classes[pluralise(word)] = "thing"
    for line in read_lines("words/animals.txt"):
        for word in line.split():
            classes[word] = classes[pluralise(word)] = "thing"
    for line in read_lines("words/persons.txt"):
        head, _, rest = line.partition(": ")
        if head == "plural":
            classes.update(dict.fromkeys(rest.split(), "person_pl"))
        elif head in {"pair", "trio"}:
            classes.update(dict.fromkeys(rest.split(), "person_pl"))
            pairs.update(dict.fromkeys(rest.split(), 2 if head == "pair" else 3))
        else:
            for word in line.split():
                classes[word] = "person"
                classes[pluralise(word)] = "person_pl"
    for line in read_lines("words/words.tsv"):
        kind, _, words = line.partition("\t")
        for word in words.split():
            classes[word] = kind
    return classes, pairs


@cache
def lexicon() -> Lexicon:
    """All word lists; built at the first call."""
    classes, pairs = _classes()
    animals = {word for line in read_lines("words/animals.txt") for word in line.split()}
    bounds: dict[str, tuple[int | None, int | None]] = {}
    for line in read_lines("words/bounds.tsv"):
        words, low, high = line.split("\t")
        bounds[words] = (int(low) if low else None, int(high) if high else None)
    types = {}
    for line in read_lines("words/victim_types.tsv"):
        kind, words = line.split("\t")
        for word in words.split():
            types[word] = types[pluralise(word)] = kind
    qualifiers = dict(_pairs("words/qualifiers.tsv"))
    sets = {
        name: frozenset(w.replace("_", " ") for w in words.split()) for name, words in _pairs("words/word_sets.tsv")
    }
    focal = {word: kind for kind, words in _pairs("words/focal_nouns.tsv") for word in words.split()}
    return Lexicon(
        classes,
        _cues(),
        frozenset(animals | {pluralise(a) for a in animals}),
        pairs,
        bounds,
        types,
        qualifiers,
        sets,
        focal,
    )
