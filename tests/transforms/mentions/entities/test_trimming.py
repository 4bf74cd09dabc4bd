import pytest

from transforms.mentions.entities.spans import Span
from transforms.mentions.entities.trimming import is_title, names_something, trim_spans


def trim(surface: str, label: str = "PERSON", before: str = "", after: str = "") -> list[str]:
    text = before + surface + after
    spans = trim_spans(text, [Span(len(before), len(before) + len(surface), label)])
    return [text[span.start : span.end] for span in spans]


@pytest.mark.parametrize(
    ("surface", "label", "name"),
    [
        ("the Harbour Board", "ORG", "Harbour Board"),
        ("Mira Kovač's", "PERSON", "Mira Kovač"),
        ("“Mira Kovač”", "PERSON", "Mira Kovač"),
        ("Gen. Mira Kovač", "PERSON", "Mira Kovač"),
        ("Lt. Gen. Mira Kovač", "PERSON", "Mira Kovač"),
        ("Prime Minister Mira Kovač", "PERSON", "Mira Kovač"),
        ("Mrs Kovač", "PERSON", "Kovač"),
        ("Mira Kovač of", "PERSON", "Mira Kovač"),
        ("Kestrel Foods Inc.", "ORG", "Kestrel Foods Inc."),
        ("the U.S.", "GPE", "U.S."),
        ("Bank of Oro.", "ORG", "Bank of Oro"),
        ("PM Kovač", "ORG", "Kovač"),
        ("Regarding Kovač", "PERSON", "Kovač"),
        ("Noting Mira Kovač", "PERSON", "Mira Kovač"),
        ("Mira Kovač-led", "PERSON", "Mira Kovač"),
        ("anti-Kovač", "PERSON", "Kovač"),
        ("Anti-Piracy Bureau", "ORG", "Anti-Piracy Bureau"),
        ("Velika province", "GPE", "Velika"),
        ("Velika Province", "GPE", "Velika Province"),
        ("Kovač Street school", "FAC", "Kovač Street school"),
        ("Abd Al - Kovač", "PERSON", "Abd Al - Kovač"),
    ],
)
def test_trims_to_the_name(surface: str, label: str, name: str) -> None:
    assert trim(surface, label) == [name]


def test_a_span_over_a_line_break_becomes_one_a_line() -> None:
    assert trim("Mira Kovač\nVELIKA", "PERSON") == ["Mira Kovač", "VELIKA"]


def test_a_dash_between_spaces_parts_two_names() -> None:
    assert trim("Velika – Mira Kovač", "PERSON") == ["Velika", "Mira Kovač"]


@pytest.mark.parametrize(
    "surface",
    ["https://news.example/a/Kovac", "3-2", "12", "national trade union", "Monday", "Mr", "the Government", "X"],
)
def test_drops_what_names_nothing(surface: str) -> None:
    assert trim(surface, "ORG") == []


def test_drops_a_piece_of_an_address() -> None:
    assert trim("Sport", "ORG", before="see https://news.example/a/", after="/today") == []


def test_a_title_alone_is_kept_with_what_follows() -> None:
    assert is_title(["Lt.", "Gen."])
    assert not is_title(["Mira"])
    assert names_something("al-Noor")


def test_a_title_alone_is_no_name() -> None:
    assert trim("Gen", "PERSON", after=". Mira Kovač spoke") == []
    assert trim("Major", "PERSON", after=" spoke") == ["Major"]


def test_a_person_and_a_town_do_not_go_over_a_comma() -> None:
    assert trim("Kovač, Oro", "PERSON") == ["Kovač", "Oro"]
    assert trim("Kovač, Jr.", "PERSON") == ["Kovač, Jr."]
    assert trim("Ministry of Roads, Ports and Rails", "ORG") == ["Ministry of Roads, Ports and Rails"]


@pytest.mark.parametrize("sum_of_money", ["N$2", "Dh2,000", "Rs 40", "N$2,25 billion", "US$3.5 million"])
def test_a_sum_of_money_is_no_name(sum_of_money: str) -> None:
    assert not names_something(sum_of_money)
    assert names_something(f"{sum_of_money} Club")
