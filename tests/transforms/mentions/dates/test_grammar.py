"""Every line of a grammar carries an example: it must read as the line says, by the rule of that line."""

from __future__ import annotations

import re
from datetime import date
from importlib.resources import files

import pytest

from transforms.mentions.dates.finding import LANGUAGES, find_dates
from transforms.mentions.dates.grammar import PhraseRule, load_grammar, tables
from transforms.mentions.dates.meanings import OPERATIONS
from transforms.mentions.dates.patterns import expand
from transforms.mentions.dates.roles import ROLES
from transforms.text.packaged import read_rows, split_list

EXAMPLES_DAY = date(2015, 10, 14)  # a Wednesday
EXAMPLE = re.compile(r"(?P<before>.*)\[(?P<surface>.+)\](?P<after>[^=]*)(?:=> (?P<value>\S+))?")

RULES = [(language, rule) for language, folder in LANGUAGES.items() for rule in load_grammar(folder).rules]


@pytest.mark.parametrize(
    ("language", "rule"), RULES, ids=lambda case: case.name if isinstance(case, PhraseRule) else case
)
def test_example_reads_as_written(language: str, rule: PhraseRule) -> None:
    example = EXAMPLE.fullmatch(rule.example)
    assert example, f"no [expression] in {rule.example!r}"
    text = f"{example['before']}{example['surface']}{example['after'].rstrip()}"
    found = {mention.text: mention for mention in find_dates(text, EXAMPLES_DAY, language)}
    if example["value"] is None:
        assert not any(surface in example["surface"] for surface in found)
    else:
        assert found[example["surface"]].value == example["value"]


@pytest.mark.parametrize("folder", LANGUAGES.values())
def test_rules_have_names_of_their_own(folder: str) -> None:
    names = [rule.name for rule in load_grammar(folder).rules]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("folder", LANGUAGES.values())
def test_spellings_stand_between_bars(folder: str) -> None:
    for _, _, spellings in read_rows(f"transforms.mentions.dates.{folder}", "words.tsv", 3):
        assert not any("; " in spelling for spelling in split_list(spellings)), spellings


# Named by no table and no role: a word of any class is no verb.
READ_BY_NAME = [
    "SINCE",
    "PAST_SUFFIX",
    "FUTURE_SUFFIX",
    "PRESENT_SUFFIX",
    "PARTICIPLE_PREFIX",
    "PARTICIPLE_SUFFIX",
    "BEFORE_NOUN_SUFFIX",
    "NO_PARTICIPLE",
    "NO_VERB",
    "RANGE_JOINT",
    "LIST_JOINT",
    "NUMBER_JOINT",
    "DISTANCE",
    "BETWEEN",
    "THE",
]


@pytest.mark.parametrize("folder", LANGUAGES.values())
def test_no_class_of_words_is_idle(folder: str) -> None:
    rules = load_grammar(folder).rules
    named = {element.key for rule in rules for sequence in expand(rule.pattern) for element in sequence}
    named |= {kind for rule in rules for condition in rule.conditions for kind in condition.kinds}
    named |= {*ROLES, *READ_BY_NAME}
    assert {row[0] for row in read_rows(f"transforms.mentions.dates.{folder}", "words.tsv", 3)} <= named


@pytest.mark.parametrize("folder", LANGUAGES.values())
def test_every_operation_that_a_table_names_exists(folder: str) -> None:
    named = {rule.meaning[0] for rule in load_grammar(folder).rules}
    assert named - {"word"} <= OPERATIONS.keys()


def test_every_operation_is_used() -> None:
    named = {rule.meaning[0] for folder in LANGUAGES.values() for rule in load_grammar(folder).rules}
    assert set(OPERATIONS) <= named


@pytest.mark.parametrize("folder", LANGUAGES.values())
def test_every_table_gives_reasons(folder: str) -> None:
    for table in tables(folder):
        content = files(f"transforms.mentions.dates.{folder}").joinpath(table).read_text(encoding="utf-8")
        assert content.startswith("# ")
        assert "# Why: " in content
