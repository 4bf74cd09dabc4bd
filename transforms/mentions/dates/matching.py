"""Find the phrases of a grammar that begin at a token, and what each word in them stood for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from transforms.mentions.dates.automaton import Automaton, State, goes_on, kinds_of
from transforms.mentions.dates.conditions import Condition
from transforms.mentions.dates.grammar import Grammar, Node, PhraseRule, load_grammar
from transforms.mentions.dates.patterns import BEGIN
from transforms.mentions.dates.tokens import Tokens
from transforms.text.numerals import parse_numeral

_LONGEST_NUMERAL = 8  # tokens: "one hundred and twenty-three" has six
_LONGEST_PHRASE = 24  # tokens; the longest phrase that English tables can write has 19
_MOST_RUNS = 100_000  # runs of words that are remembered before the memory is emptied


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A word read as one of a class: the token so many places behind the start."""

    kind: str
    offset: int


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """A rule and its arguments: a value that is known, a word, a phrase, or None for a part that is not there.

    begin, end: how many tokens behind its start the mention begins, and ends where that is before the phrase does.
    """

    rule: PhraseRule
    arguments: tuple[str | Lexeme | Phrase | None, ...]
    begin: int = 0
    end: int | None = None


_Value = str | Lexeme | Phrase | None
_Marks = tuple[int, int | None]  # where the mention begins, and ends if before the phrase
_Check = tuple[Condition, int, int]  # a condition on the words around tokens from..to of the window


@dataclass(frozen=True, slots=True)
class _PhraseCandidate:
    """A phrase that may begin at a token, `length` tokens long, if all its checks hold there."""

    phrase: Phrase
    length: int
    checks: tuple[_Check, ...]


@dataclass(slots=True, eq=False)
class _TokenRun:
    """Tokens from the start of a phrase on, known by their keys alone, and all that may follow them.

    candidates: what begins with this run and ends no later, once that is known; None where only the words tell, as in
    numbers of several tokens.
    """

    state: State
    keys: tuple[int, ...]
    next: dict[int, _TokenRun | None] = field(default_factory=dict)
    candidates: list[_PhraseCandidate] | None = None


class Matcher:
    """Matches one grammar. What it learns of runs of words it keeps, within bounds, for all texts to come.

    Runs whose words have the same signatures read alike ("March 7", "May 9"), but for numbers of several words.
    """

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self.automaton = Automaton(grammar)
        self._start = _TokenRun(self.automaton.start, ())
        self._runs = 0
        self._known: dict[tuple[_TokenRun, tuple[str, ...]], list[_PhraseCandidate]] = {}

    def mentions_at(self, tokens: Tokens, keys: list[int], index: int) -> Iterator[tuple[int, Phrase]]:
        """Phrases that begin at this token and where each ends: the longest first, then in the grammar's order."""
        run = self._reach(tokens, keys, index)
        if run is None:
            return
        words = self.grammar.words
        for candidate in self._read(run, tokens, index) if run.candidates is None else run.candidates:
            for condition, start, end in candidate.checks:
                if not condition.holds(words, tokens, index + start, index + end):
                    break
            else:
                yield index + candidate.length, candidate.phrase

    def _reach(self, tokens: Tokens, keys: list[int], index: int) -> _TokenRun | None:
        """The longest run of tokens from this one on that may end a phrase. A phrase begins anywhere, glued or not."""
        run, best, apart = self._start, None, tokens.apart
        key, place = keys[index] & ~1, index
        last = min(len(keys), index + _LONGEST_PHRASE)
        while True:
            onward = run.next[key] if key in run.next else self._extend(run, key)
            if onward is None:
                return best
            run = onward
            if run.state.is_end:
                best = run
            place += 1
            if place == last or place in apart:
                return best
            key = keys[place]

    def _extend(self, run: _TokenRun, key: int) -> _TokenRun | None:
        state = self.automaton.follow(run.state, key)
        if self._runs > _MOST_RUNS:
            self._start = _TokenRun(self.automaton.start, ())
            self._runs = 0
            self._known.clear()
        self._runs += 1
        run.next[key] = onward = _TokenRun(state, (*run.keys, key)) if state is not None else None
        return onward

    def _read(self, run: _TokenRun, tokens: Tokens, index: int) -> list[_PhraseCandidate]:
        words = tokens.words[index : index + len(run.keys)]
        exact = (run, tuple(words))
        if exact not in self._known:
            window = _Window(self.grammar, words, [bool(key & 1) for key in run.keys])
            found = window.read()
            if not window.has_numerals:
                run.candidates = found
                return found
            if len(self._known) > _MOST_RUNS:
                self._known.clear()
            self._known[exact] = found
        return self._known[exact]


@cache
def load_matcher(language: str) -> Matcher:
    """The matcher of a language's grammar, made once a process."""
    return Matcher(load_grammar(language))


def _kinds_opened_by(grammar: Grammar, word: str) -> frozenset[str]:
    """The classes that a word is in, or that a phrase of which may begin with it."""
    known = grammar.opened
    if word not in known:
        if len(known) > _MOST_RUNS:
            known.clear()
        opener = "0" if "0" <= word[0] <= "9" else word.lower()
        begun = {kind for kind in grammar.phrases if opener in grammar.openers[kind]}
        known[word] = frozenset(begun | kinds_of(grammar, word).keys())
    return known[word]


class _Window:
    """A run of words, and all ways to read phrases from its start. The depth of every walk is bound by the grammar."""

    def __init__(self, grammar: Grammar, words: list[str], glued: list[bool]) -> None:
        self.has_numerals = False  # whether a number of several tokens was looked for
        self._grammar = grammar
        self._words = words
        self._lowered = [word.lower() for word in words]
        self._glued = glued
        self._opened = [_kinds_opened_by(grammar, word) for word in words]
        self._read_before: dict[tuple[str, int], list[tuple[int, _Value, tuple[_Check, ...]]]] = {}

    def read(self) -> list[_PhraseCandidate]:
        """Everything that may stand alone, the longest first, then in the grammar's order."""
        return [
            _PhraseCandidate(phrase, end, checks) for end, phrase, checks in self._phrases(self._grammar.mentions, 0)
        ]

    def _phrases(self, trie: Node, start: int) -> list[tuple[int, Phrase, tuple[_Check, ...]]]:
        found = sorted(self._walk(trie, start, (), ()), key=lambda reading: (-reading[0], reading[1].rule.order))
        certain: set[int] = set()  # ends for which a reading without checks makes all later ones idle
        kept = []
        for end, phrase, inner in found:
            checks = (*((condition, start, end) for condition in phrase.rule.conditions), *inner)
            if end not in certain:
                kept.append((end, phrase, checks))
            if not checks:
                certain.add(end)
        return kept

    def _walk(
        self, node: Node, index: int, values: tuple[_Value, ...], checks: tuple[_Check, ...], marks: _Marks = (0, None)
    ) -> Iterator[tuple[int, Phrase, tuple[_Check, ...]]]:
        """Every way down the trie: where it ends, what was read, and what must hold for the phrases inside."""
        for rule, names in node.ends:
            yield index, Phrase(rule, _arguments(rule, names, values), *marks), checks
        for key, marked in node.marks.items():
            at = (index, marks[1]) if key == BEGIN else (marks[0], index)
            yield from self._walk(marked, index, values, checks, at)
        if index == len(self._words):
            return
        word, is_glued, opened = self._lowered[index], self._glued[index], self._opened[index]
        for words in (node.words, node.glued_words) if is_glued else (node.words,):
            if word in words:
                yield from self._walk(words[word], index + 1, values, checks, marks)
        for classes in (node.classes, node.glued_classes) if is_glued else (node.classes,):
            for kind, child in classes.items():
                if kind in opened:
                    for end, value, more in self._read(kind, index):
                        yield from self._walk(child, end, (*values, value), checks + more, marks)

    def _read(self, kind: str, index: int) -> list[tuple[int, _Value, tuple[_Check, ...]]]:
        """What of a class begins at a token: where each ends, its value, and what must hold for it."""
        key = (kind, index)
        if key not in self._read_before:
            self._read_before[key] = self._read_anew(kind, index)
        return self._read_before[key]

    def _read_anew(self, kind: str, index: int) -> list[tuple[int, _Value, tuple[_Check, ...]]]:
        word = self._words[index]
        readings: list[tuple[int, _Value, tuple[_Check, ...]]] = []
        if kind == "NUM":
            readings += self._read_numeral(index)
        if kind in kinds_of(self._grammar, word):
            readings.append((index + 1, Lexeme(kind, index), ()))
        trie = self._grammar.phrases.get(kind)
        if trie is not None:
            readings += [(end, _value(phrase), checks) for end, phrase, checks in self._phrases(trie, index)]
        return readings

    def _read_numeral(self, index: int) -> list[tuple[int, _Value, tuple[_Check, ...]]]:
        """The longest number of several words or groups of digits that begins here."""
        end = index + 1
        latest = min(len(self._words), index + _LONGEST_NUMERAL)
        while end < latest and goes_on(self._grammar, self._words[end]):
            end += 1
        while "NUMBER_JOINT" in kinds_of(self._grammar, self._words[end - 1]):
            end -= 1
        self.has_numerals = self.has_numerals or end > index + 1
        for stop in range(end, index + 1, -1):
            pieces = [("" if self._glued[place] else " ") + self._words[place] for place in range(index + 1, stop)]
            number = parse_numeral(self._words[index] + "".join(pieces))
            if number is not None:
                return [(stop, str(number), ())]
        return []


def _arguments(rule: PhraseRule, names: tuple[str, ...], values: tuple[_Value, ...]) -> tuple[_Value, ...]:
    """What the rule's meaning works on: "$X" is what class X stood for, "$2" what the second class did."""
    slots = dict(zip(names, values, strict=True))
    named = [argument.removeprefix("$") if argument.startswith("$") else None for argument in rule.meaning[1:]]
    return tuple(
        argument if name is None else values[int(name) - 1] if name.isdigit() else slots.get(name)
        for argument, name in zip(rule.meaning[1:], named, strict=True)
    )


def _value(phrase: Phrase) -> _Value:
    """A phrase that stands for a word's value gives that; any other is read later."""
    return phrase.arguments[0] if phrase.rule.meaning[0] == "word" else phrase
