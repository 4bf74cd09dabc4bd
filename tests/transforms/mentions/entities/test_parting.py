import pytest

from transforms.mentions.entities.parting import part_names
from transforms.mentions.entities.spans import Span


def part(surface: str, label: str, **others: str) -> tuple[list[tuple[str, str]], dict[str, str]]:
    """The parts of a name with its label, where the article has others with theirs ("_" for a space)."""
    labels = {surface: label} | {name.replace("_", " "): stated for name, stated in others.items()}
    spans, left = part_names(surface, [Span(0, len(surface), label)], labels)
    return [(surface[one.start : one.end], one.label) for one in spans], left


@pytest.mark.parametrize(
    ("surface", "label", "others", "parts"),
    [
        ("Dvorek's Kestrel Foods", "ORG", {"Dvorek": "PERSON"}, [("Dvorek", "PERSON"), ("Kestrel Foods", "ORG")]),
        ("Dvorek's Hope", "PERSON", {}, [("Dvorek", "PERSON")]),
        ("Kestrel Foods’s Maria Okello", "ORG", {}, [("Kestrel Foods", "ORG"), ("Maria Okello", "PERSON")]),
        ("Kestrel and Dorn Foods", "ORG", {"Kestrel": "ORG"}, [("Kestrel", "ORG"), ("Dorn Foods", "ORG")]),
        ("Kestrel, Dvorek", "PERSON", {"Kestrel": "ORG"}, [("Kestrel", "ORG"), ("Dvorek", "PERSON")]),
        ("Coach Maria Okello", "PERSON", {}, [("Maria Okello", "PERSON")]),
        ("Kerman, Reuters", "GPE", {}, [("Kerman", "GPE"), ("Reuters", "ORG")]),
    ],
)
def test_two_names_become_two(surface: str, label: str, others: dict[str, str], parts: list[tuple[str, str]]) -> None:
    found, labels = part(surface, label, **others)
    assert found == parts
    assert surface not in labels
    assert all(labels[name] for name, _ in parts)


@pytest.mark.parametrize(
    ("surface", "label"),
    [
        ("Dvorek's Kestrel Foods", "ORG"),
        ("Bread and Roses", "ORG"),
        ("Dvorek, Okello and Sons", "ORG"),
        ("Sammy Dvorek, Jr", "PERSON"),
        ("Coach Foods", "ORG"),
    ],
)
def test_one_name_stays_one(surface: str, label: str) -> None:
    assert part(surface, label) == ([(surface, label)], {surface: label})


def test_what_is_no_name_is_left_alone() -> None:
    assert part("Zorbulon, Dvorek", "", Dvorek="PERSON")[0] == [("Zorbulon, Dvorek", "")]
