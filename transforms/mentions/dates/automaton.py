"""Where a phrase of the grammar may begin and how far it can reach, at the price of one table look-up a token.

The tries of the grammar and the classes that they name are one nondeterministic automaton; its deterministic states are
made when a text first needs them and kept. Conditions on the words around are left out, so the answer is an upper
bound: most tokens are done with here, and only where something may match is it worth reading what.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from operator import add, eq

from transforms.mentions.dates.grammar import Grammar, Node
from transforms.mentions.dates.tokens import Tokens

_MOST_SURFACES = 200_000  # surfaces whose signature is remembered before the memory is emptied
_NO_KINDS: dict[str, str] = {}
_MOST_DAYS, _MOST_MONTHS, _LAST_HOUR, _LAST_MINUTE = 31, 12, 24, 59


@lru_cache(maxsize=4096)
def _read_digits(digits: str) -> dict[str, str]:
    """The number classes that a run of ASCII digits belongs to, and its value in each."""
    if len(digits) > 6:
        return _NO_KINDS
    number = int(digits)
    tests: tuple[tuple[str, bool], ...] = ()
    if len(digits) <= 2:
        tests = (
            ("DAY", 1 <= number <= _MOST_DAYS),
            ("HOUR", number <= _LAST_HOUR),
            ("NUMBER_MONTH", 1 <= number <= _MOST_MONTHS),
            ("SHORT_YEAR", len(digits) == 2),
            ("OLD_YEAR", number > _MOST_DAYS),
            ("MINUTE", len(digits) == 2 and number <= _LAST_MINUTE),
        )
    elif len(digits) == 4:
        tests = (
            ("YEAR", 1000 <= number <= 2199),
            ("MODERN_YEAR", 1700 <= number <= 2099),
            ("FOUR_DIGIT_CLOCK", number // 100 < _LAST_HOUR and number % 100 <= _LAST_MINUTE),
        )
    as_printed = {"SHORT_YEAR", "OLD_YEAR", "MINUTE", "YEAR", "MODERN_YEAR", "FOUR_DIGIT_CLOCK"}
    kinds = {kind: digits if kind in as_printed else str(number) for kind, holds in tests if holds}
    return {"NUM": str(number), **kinds}


def kinds_of(grammar: Grammar, word: str) -> dict[str, str]:
    """The classes that a word is in by itself, and its value in each."""
    return _read_digits(word) if "0" <= word[0] <= "9" else grammar.words.get(word, _NO_KINDS)


def goes_on(grammar: Grammar, word: str) -> bool:
    """Whether a word may stand inside a number of several words or groups of digits."""
    if "0" <= word[0] <= "9":
        return len(word) == 3
    kinds = kinds_of(grammar, word)
    return "NUMBER_JOINT" in kinds or "NUM" in kinds


_NO_PHRASE = -2  # the key of a word that no phrase can contain; glued to the one before, it is one more


@dataclass(frozen=True, slots=True)
class _Signature:
    """All that the grammar can tell of a token: its word if a phrase names it, its classes, whether numbers go on."""

    word: str | None
    kinds: frozenset[str]
    goes_on: bool


@dataclass(frozen=True, slots=True, eq=False)
class NumeralRun:
    """Inside a number of several tokens; `after` is where it leads when it ends."""

    after: Node


Item = tuple[Node | NumeralRun, tuple[Node, ...]]  # where we are, and where each phrase around us goes on


@dataclass(slots=True, eq=False)
class State:
    """A deterministic state: what may follow, whether a phrase may end here, and where it leads.

    next: twice the number of a signature, and one more when the token is glued to the one before, to the next state.
    """

    items: frozenset[Item]
    is_end: bool
    next: dict[int, State | None] = field(default_factory=dict)


class Automaton:
    """The grammar as an automaton over the signatures of tokens."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar
        self._literals = _collect_literals([grammar.mentions, *grammar.phrases.values()])
        self._numbers: dict[str, int] = {}  # surface -> its key where nothing stands glued before it
        self._openings: dict[tuple[int, int, int], bool] = {}  # keys of three tokens -> whether a phrase may begin so
        self._numbered: dict[_Signature, int] = {}
        self._signatures: list[_Signature] = []
        self._states: dict[frozenset[Item], State] = {}
        self._runs: dict[Node, NumeralRun] = {}
        self.start = self._state({(grammar.mentions, ())})

    def sign(self, tokens: Tokens) -> list[int]:
        """A key for each token: twice its signature's number, one more when it is glued to the one before.

        Below zero for a word that no phrase can contain.
        """
        known = self._numbers
        if len(known) > _MOST_SURFACES:
            known.clear()
        for word in set(tokens.words).difference(known):
            known[word] = self._number(word)
        is_glued = map(eq, tokens.starts, chain((-1,), tokens.ends))
        return list(map(add, map(known.__getitem__, tokens.words), is_glued))

    def openings(self, keys: list[int]) -> list[int]:
        """The tokens at which a phrase may begin, as far as they and the two behind them tell.

        keys: what `sign` gave.
        """
        known = self._openings
        if len(known) > _MOST_SURFACES:
            known.clear()
        windows = zip(keys, chain(keys[1:], (_NO_PHRASE,)), chain(keys[2:], (_NO_PHRASE, _NO_PHRASE)), strict=False)
        return [
            place
            for place, window in enumerate(windows)
            if (known[window] if window in known else self._may_open(window))
        ]

    def _may_open(self, window: tuple[int, int, int]) -> bool:
        state: State | None = self.start
        for key in (window[0] & ~1, *window[1:]):
            state = self.follow(state, key) if state else None
            if state is None or state.is_end:
                break
        self._openings[window] = state is not None
        return state is not None

    def follow(self, state: State, key: int) -> State | None:
        """Where a token with this key leads from a state; None when no phrase goes on so."""
        if key < 0:
            return None
        if key not in state.next:
            state.next[key] = self._step(state, self._signatures[key >> 1], is_glued=bool(key & 1))
        return state.next[key]

    def _number(self, word: str) -> int:
        lowered = word.lower()
        kinds = frozenset(kinds_of(self._grammar, word))
        named = lowered if lowered in self._literals else None
        if named is None and not kinds:
            return _NO_PHRASE
        signature = _Signature(named, kinds, goes_on(self._grammar, word))
        if signature not in self._numbered:
            self._numbered[signature] = 2 * len(self._signatures)
            self._signatures.append(signature)
        return self._numbered[signature]

    def _step(self, state: State, signature: _Signature, *, is_glued: bool) -> State | None:
        reached: set[Item] = set()
        for node, stack in state.items:
            if isinstance(node, NumeralRun):
                if signature.goes_on:
                    reached |= {(node, stack), (node.after, stack)}
                continue
            if signature.word is not None:
                for words in (node.words, node.glued_words) if is_glued else (node.words,):
                    if signature.word in words:
                        reached.add((words[signature.word], stack))
            for classes in (node.classes, node.glued_classes) if is_glued else (node.classes,):
                for kind in signature.kinds & classes.keys():
                    reached.add((classes[kind], stack))
                    if kind == "NUM":
                        reached.add((self._runs.setdefault(classes[kind], NumeralRun(classes[kind])), stack))
        return self._state(reached) if reached else None

    def _state(self, reached: set[Item]) -> State:
        """The state of these items and of all that they enter or leave without a token."""
        items = set(reached)
        waiting = list(reached)
        while waiting:
            node, stack = waiting.pop()
            if isinstance(node, NumeralRun):
                continue
            onward: list[Item] = [(stack[-1], stack[:-1])] if stack and node.ends else []
            onward += [(marked, stack) for marked in node.marks.values()]
            for classes in (node.classes, node.glued_classes):
                for kind, after in classes.items():
                    if kind in self._grammar.phrases:
                        onward.append((self._grammar.phrases[kind], (*stack, after)))
            fresh = [item for item in onward if item not in items]
            items.update(fresh)
            waiting += fresh
        key = frozenset(items)
        if key not in self._states:
            is_end = any(not stack and isinstance(node, Node) and node.ends for node, stack in key)
            self._states[key] = State(key, is_end)
        return self._states[key]


def _collect_literals(tries: list[Node]) -> frozenset[str]:
    found: set[str] = set()
    waiting = list(tries)
    while waiting:
        node = waiting.pop()
        found |= node.words.keys() | node.glued_words.keys()
        waiting += node.onward()
    return frozenset(found)
