"""A language's grammar: its tables read into a vocabulary and tries of phrases.

`words.tsv` has one word class a line (class, value, words). Every other table of the folder has one phrase a line:
what it makes, the rule's name, the pattern, the meaning, its conditions, and an example with the value it must give.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files

from transforms.mentions.dates.conditions import Condition, read_condition
from transforms.mentions.dates.patterns import BEGIN, END, Element, expand
from transforms.mentions.dates.tokens import TOKEN
from transforms.text.packaged import read_rows, read_table, split_list

NUMBER_CLASSES = frozenset(
    {
        "NUM",
        "DAY",
        "YEAR",
        "HOUR",
        "MINUTE",
        "NUMBER_MONTH",
        "SHORT_YEAR",
        "FOUR_DIGIT_CLOCK",
        "MODERN_YEAR",
        "OLD_YEAR",
    }
)


@dataclass(frozen=True, slots=True)
class PhraseRule:
    """One line of a table. makes: the class of phrases it belongs to. is_mention: may stand alone as a mention.

    meaning: an operation and its arguments, where "$X" is what class X of the pattern stood for. conditions: names of
    tests on the words around. order: of two phrases of one length, the lower wins.
    """

    name: str
    makes: str
    pattern: str
    meaning: tuple[str, ...]
    is_mention: bool = False
    conditions: tuple[Condition, ...] = ()
    example: str = ""
    order: int = -1


@dataclass(slots=True, eq=False)
class Node:
    """A state of a trie: where the next word, sign or class leads, and the rules that end here with their slots.

    marks: where the phrase goes on when its mention begins or ends here.
    """

    words: dict[str, Node] = field(default_factory=dict)
    glued_words: dict[str, Node] = field(default_factory=dict)
    classes: dict[str, Node] = field(default_factory=dict)
    glued_classes: dict[str, Node] = field(default_factory=dict)
    marks: dict[str, Node] = field(default_factory=dict)
    ends: list[tuple[PhraseRule, tuple[str, ...]]] = field(default_factory=list)

    def onward(self) -> Iterator[Node]:
        """All states that lie one step on."""
        for branches in (self.words, self.glued_words, self.classes, self.glued_classes):
            yield from branches.values()
        yield from self.marks.values()

    def add(self, sequence: tuple[Element, ...], rule: PhraseRule) -> None:
        """Grow the branch of one sequence."""
        node, slots = self, list[str]()
        for element in sequence:
            if element.key in (BEGIN, END):
                node = node.marks.setdefault(element.key, Node())
                continue
            if element.is_class:
                branches = node.glued_classes if element.glued else node.classes
                count = sum(slot.rstrip("23") == element.key for slot in slots)
                slots.append(element.key + (str(count + 1) if count else ""))
            else:
                branches = node.glued_words if element.glued else node.words
            node = branches.setdefault(element.key, Node())
        node.ends.append((rule, tuple(slots)))


@dataclass(frozen=True, slots=True)
class Grammar:
    """A language, ready to match.

    words: surface -> {class: value}. phrases: class -> trie. mentions: the trie of all that may stand alone.
    openers: class (or "" for mentions) -> the words, in lower case, that its phrases can begin with; "0" stands for
    any number in digits. opened: the classes that a word can begin, for the words met so far.
    """

    language: str
    words: dict[str, dict[str, str]]
    phrases: dict[str, Node]
    mentions: Node
    openers: dict[str, frozenset[str]]
    rules: tuple[PhraseRule, ...]
    opened: dict[str, frozenset[str]] = field(default_factory=dict, compare=False, repr=False)


def tables(language: str) -> list[str]:
    """Names of the language's phrase tables."""
    folder = files(_package(language))
    return sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".tsv") and entry.name != "words.tsv")


@cache
def load_grammar(language: str) -> Grammar:
    """Read a language's tables, a folder here. ModuleNotFoundError if there is none; ValueError for a bad row."""
    words, phrases = _read_words(language)
    mentions, rules = Node(), list[PhraseRule]()
    for table in tables(language):
        for unordered, sequences in read_table(_package(language), table, 6, _read_rule):
            rule = replace(unordered, order=len(rules))
            rules.append(rule)
            for sequence in sequences:
                if rule.makes != "-":
                    phrases.setdefault(rule.makes, Node()).add(sequence, rule)
                if rule.is_mention:
                    mentions.add(sequence, rule)
    _check_classes({kind for kinds in words.values() for kind in kinds}, phrases, mentions)
    openers = _find_openers(words, phrases, mentions)
    return Grammar(language, words, phrases, mentions, openers, tuple(rules))


def _package(language: str) -> str:
    return f"transforms.mentions.dates.{language}"


def _read_rule(row: list[str]) -> tuple[PhraseRule, list[tuple[Element, ...]]]:
    """The rule of a row, and the sequences of words and classes that its pattern stands for."""
    makes, name, pattern, meaning, conditions, example = row
    if makes != "-" and (BEGIN in pattern or END in pattern):
        raise ValueError("only a phrase that is no part of others looks beyond its mention")
    rule = PhraseRule(
        name=name,
        makes=makes.strip("()"),
        is_mention=not makes.startswith("("),
        pattern=pattern,
        meaning=tuple(meaning.split()),
        conditions=tuple(map(read_condition, conditions.split())) if conditions != "-" else (),
        example=example,
    )
    sequences = list(expand(pattern))
    for sequence in sequences:
        _check_slots(rule, sequence)
    return rule, sequences


def _check_slots(rule: PhraseRule, sequence: tuple[Element, ...]) -> None:
    """ValueError for a meaning that numbers a class which some way to say it lacks: "$3" where that has two."""
    count = sum(element.is_class for element in sequence)
    if any(argument[1:].isdigit() and int(argument[1:]) > count for argument in rule.meaning if argument[0] == "$"):
        raise ValueError(f"the meaning of {rule.name} numbers more classes than {rule.pattern!r} has at least")


def _read_words(language: str) -> tuple[dict[str, dict[str, str]], dict[str, Node]]:
    """The vocabulary: words written with a capital count only so or in capitals, others in any case."""
    words: dict[str, dict[str, str]] = {}
    phrases: dict[str, Node] = {}
    for kind, value, spellings in read_rows(_package(language), "words.tsv", 3):
        for spelling in split_list(spellings):
            pieces = TOKEN.findall(spelling)
            if len(pieces) == 1:
                forms = {spelling, spelling.upper()} | ({spelling.capitalize()} if spelling.islower() else set())
                for form in forms:
                    words.setdefault(form, {}).setdefault(kind, value)
            else:
                rule = PhraseRule(kind.lower(), kind, spelling, ("word", value))
                for sequence in expand(spelling.lower()):
                    phrases.setdefault(kind, Node()).add(sequence, rule)
    return words, phrases


def _check_classes(words: set[str], phrases: dict[str, Node], mentions: Node) -> None:
    """ValueError for a class that nothing makes, or that can contain itself: phrases must not grow without end."""
    done: set[str] = set()

    def visit(node: Node, above: tuple[str, ...]) -> None:
        for kind in node.classes.keys() | node.glued_classes.keys():
            if kind not in phrases and kind not in words and kind not in NUMBER_CLASSES:
                raise ValueError(f"no word or phrase makes class {kind}")
            if kind in above:
                raise ValueError(f"class {kind} contains itself")
            if kind in phrases and kind not in done:
                visit(phrases[kind], (*above, kind))
                done.add(kind)
        for child in node.onward():
            visit(child, above)

    visit(mentions, ())


def _find_openers(
    words: dict[str, dict[str, str]], phrases: dict[str, Node], mentions: Node
) -> dict[str, frozenset[str]]:
    by_class: dict[str, set[str]] = {kind: {"0"} for kind in NUMBER_CLASSES}
    for word, kinds in words.items():
        for kind in kinds:
            by_class.setdefault(kind, set()).add(word.lower())
    found: dict[str, frozenset[str]] = {}

    def open_class(kind: str) -> frozenset[str]:
        if kind not in found:
            opened = by_class.get(kind, set()) | (open_node(phrases[kind]) if kind in phrases else set())
            if not opened:
                raise ValueError(f"no word or phrase makes class {kind}")
            found[kind] = frozenset(opened)
        return found[kind]

    def open_node(node: Node) -> set[str]:
        opened = {"0" if word.isdigit() else word for word in node.words}
        for kind in node.classes:
            opened |= open_class(kind)
        return opened

    for kind in [*by_class, *phrases]:
        open_class(kind)
    found[""] = frozenset(open_node(mentions))
    return found
