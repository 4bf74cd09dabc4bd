"""Find the phrases of a grammar that begin at a token: a walk down a trie whose depth the grammar bounds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from transforms.mentions.dates.grammar import Grammar, Node, Rule
from transforms.mentions.dates.tokens import Tokens
from transforms.text.numerals import parse_numeral

LONGEST_NUMERAL = 8  # tokens: "one hundred and twenty-three" has six


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens start..end (exclusive) read by a rule. slots: what its classes stood for, words' values or phrases."""

    rule: Rule
    slots: dict[str, str | Phrase]
    start: int
    end: int


Value = str | Phrase
NOTHING: dict[str, str] = {}


@lru_cache(maxsize=4096)
def read_digits(digits: str) -> dict[str, str]:
    """The number classes that a run of digits belongs to, and its value in each."""
    if len(digits) > 6:
        return NOTHING
    number = int(digits)
    kinds = {"NUM": str(number)}
    if len(digits) <= 2:
        if 1 <= number <= 31:
            kinds["DAY"] = str(number)
        if number <= 24:
            kinds["HOUR"] = str(number)
        if 1 <= number <= 12:
            kinds["NUMBER_MONTH"] = str(number)
        if len(digits) == 2:
            kinds["SHORT_YEAR"] = digits
            if number <= 59:
                kinds["MINUTE"] = digits
    elif len(digits) == 4 and 1000 <= number <= 2199:
        kinds["YEAR"] = digits
    return kinds


def _value(phrase: Phrase) -> Value:
    """A phrase that stands for a word's value gives that; any other is read later."""
    operation, *arguments = phrase.rule.meaning
    if operation != "word":
        return phrase
    return phrase.slots[arguments[0][1:]] if arguments[0].startswith("$") else arguments[0]


class Matcher:
    """Matches one grammar against one text; remembers what it found at each token."""

    def __init__(self, grammar: Grammar, tokens: Tokens) -> None:
        self.grammar = grammar
        self.tokens = tokens
        self._known: dict[tuple[str, int], list[tuple[int, Value]]] = {}

    def mentions_at(self, index: int) -> list[Phrase]:
        """Phrases that may stand alone and begin at this token, the longest first, then in the grammar's order."""
        return self._phrases(self.grammar.mentions, index)

    def _phrases(self, trie: Node, index: int) -> list[Phrase]:
        found: list[Phrase] = []
        self._walk(trie, index, index, (), found)
        found.sort(key=lambda phrase: (-phrase.end, phrase.rule.order))
        words, tokens = self.grammar.words, self.tokens
        return [
            phrase
            for phrase in found
            if all(test.holds(words, tokens, phrase.start, phrase.end) for test in phrase.rule.conditions)
        ]

    def _walk(self, node: Node, start: int, index: int, values: tuple[Value, ...], found: list[Phrase]) -> None:
        for rule, names in node.ends:
            found.append(Phrase(rule, dict(zip(names, values, strict=True)), start, index))
        tokens = self.tokens
        if index >= len(tokens.words):
            return
        gap = tokens.starts[index] - tokens.ends[index - 1] if index > start else 1
        if gap > 1 and index > start and tokens.is_apart(index):
            return
        word = tokens.lowered[index]
        if (child := node.words.get(word)) is not None:
            self._walk(child, start, index + 1, values, found)
        if node.classes:
            self._walk_classes(node.classes, start, index, values, found)
        if gap == 0:
            if (child := node.glued_words.get(word)) is not None:
                self._walk(child, start, index + 1, values, found)
            if node.glued_classes:
                self._walk_classes(node.glued_classes, start, index, values, found)

    def _walk_classes(
        self, branches: dict[str, Node], start: int, index: int, values: tuple[Value, ...], found: list[Phrase]
    ) -> None:
        word = self.tokens.lowered[index]
        opener = "0" if word[0].isdigit() else word
        for kind, child in branches.items():
            if opener in self.grammar.openers[kind]:
                for end, value in self._read(kind, index):
                    self._walk(child, start, end, (*values, value), found)

    def _read(self, kind: str, index: int) -> list[tuple[int, Value]]:
        """What of a class begins at a token: where each ends, and its value."""
        key = (kind, index)
        if key not in self._known:
            self._known[key] = self._read_anew(kind, index)
        return self._known[key]

    def _read_anew(self, kind: str, index: int) -> list[tuple[int, Value]]:
        word = self.tokens.words[index]
        kinds = read_digits(word) if word[0].isdigit() and word.isascii() else self.grammar.words.get(word, NOTHING)
        ends: dict[int, Value] = {}
        if kind == "NUM":
            ends.update(self._read_numeral(index))
        if kind in kinds:
            ends.setdefault(index + 1, kinds[kind])
        trie = self.grammar.phrases.get(kind)
        if trie is not None:
            for phrase in self._phrases(trie, index):
                ends.setdefault(phrase.end, _value(phrase))
        return list(ends.items())

    def _read_numeral(self, index: int) -> dict[int, Value]:
        """The longest number of several words or groups of digits that begins here."""
        tokens = self.tokens
        end = index + 1
        while end < len(tokens) and end - index < LONGEST_NUMERAL and self._goes_on(end):
            end += 1
        for stop in range(end, index + 1, -1):
            number = parse_numeral(tokens.text[tokens.starts[index] : tokens.ends[stop - 1]])
            if number is not None:
                return {stop: str(number)}
        return {}

    def _goes_on(self, index: int) -> bool:
        tokens = self.tokens
        word = tokens.words[index]
        if word in {",", "-"}:
            return tokens.is_glued(index) and index + 1 < len(tokens) and tokens.is_glued(index + 1)
        if word.isdigit():
            return len(word) == 3 and tokens.words[index - 1] == "," and tokens.is_glued(index)
        return word == "and" or "NUM" in self.grammar.words.get(word, NOTHING)
