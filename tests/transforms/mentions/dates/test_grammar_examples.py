"""Every line of a grammar carries an example: it must read as the line says, by the rule of that line."""

from __future__ import annotations

import re
from datetime import date

import pytest

from transforms.mentions.dates.finding import LANGUAGES, find_dates
from transforms.mentions.dates.grammar import Rule, load_grammar

EXAMPLES_DAY = date(2015, 10, 14)  # a Wednesday
EXAMPLE = re.compile(r"(?P<before>.*)\[(?P<surface>.+)\](?P<after>[^=]*)(?:=> (?P<value>\S+))?")

RULES = [(language, rule) for language, folder in LANGUAGES.items() for rule in load_grammar(folder).rules]


@pytest.mark.parametrize(("language", "rule"), RULES, ids=lambda case: case.name if isinstance(case, Rule) else case)
def test_example_reads_as_written(language: str, rule: Rule) -> None:
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
