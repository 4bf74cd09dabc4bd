import pytest

from transforms.mentions.entities.joining import (
    complete_people,
    complete_surnames,
    join_people,
    join_pieces,
    read_given_names,
)
from transforms.mentions.entities.spans import Span
from transforms.mentions.places.index import PlaceIndex


def join(text: str, *pieces: tuple[str, str]) -> list[tuple[str, str]]:
    spans = [Span(text.index(name), text.index(name) + len(name), label) for name, label in pieces]
    return [(text[span.start : span.end], span.label) for span in join_pieces(text, spans)]


@pytest.mark.parametrize(
    ("text", "pieces", "joined"),
    [
        ("Ana Lucia dos Reis", [("Ana Lucia", "PERSON"), ("Reis", "PERSON")], [("Ana Lucia dos Reis", "PERSON")]),
        ("Tan Mei Hua", [("Tan", "PERSON"), ("Hua", "PERSON")], [("Tan Mei Hua", "PERSON")]),
        (
            "Sierra Leone Ferry Board",
            [("Sierra Leone", "GPE"), ("Ferry Board", "ORG")],
            [("Sierra Leone Ferry Board", "ORG")],
        ),
        ("the Party of Oro", [("Party", "ORG"), ("Oro", "GPE")], [("Party of Oro", "ORG")]),
    ],
)
def test_pieces_of_one_name_become_one(text: str, pieces: list[tuple[str, str]], joined: list[tuple[str, str]]) -> None:
    assert join(text, *pieces) == joined


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Ana Reis, Tan Mei", [("Ana Reis", "PERSON"), ("Tan Mei", "PERSON")]),
        ("Oro Kestrel", [("Oro", "GPE"), ("Kestrel", "ORG")]),
        ("Kestrel of Oro", [("Kestrel", "ORG"), ("Oro", "GPE")]),
        ("Reis CEO Tan Mei", [("Reis", "PERSON"), ("Tan Mei", "PERSON")]),
        ("Reis Mayor Tan Mei", [("Reis", "PERSON"), ("Tan Mei", "PERSON")]),
        ("Ana Reis\nTan Mei", [("Ana Reis", "PERSON"), ("Tan Mei", "PERSON")]),
    ],
)
def test_two_names_stay_two(text: str, pieces: list[tuple[str, str]]) -> None:
    assert join(text, *pieces) == pieces


@pytest.mark.parametrize(
    ("had", "named", "kept"),
    [
        ([Span(4, 8, "PERSON")], [Span(0, 8, "PERSON")], [Span(0, 8, "PERSON")]),
        ([Span(0, 3, "PERSON"), Span(4, 8, "PERSON")], [Span(0, 8, "PERSON")], [Span(0, 8, "PERSON")]),
        ([Span(4, 8, "GPE")], [Span(0, 8, "PERSON")], [Span(4, 8, "GPE")]),
        ([Span(4, 12, "PERSON")], [Span(0, 8, "PERSON")], [Span(4, 12, "PERSON")]),
        ([], [Span(0, 8, "PERSON")], [Span(0, 8, "PERSON")]),
    ],
)
def test_a_full_name_replaces_nothing_but_parts_of_itself(had: list[Span], named: list[Span], kept: list[Span]) -> None:
    assert complete_people(had, named) == kept


def test_people_alone_are_joined_once_the_article_has_decided() -> None:
    text = "Ana wa Reis and Oro Ferry Board"
    spans = [Span(0, 3, "PERSON"), Span(7, 11, "PERSON"), Span(16, 19, "GPE"), Span(20, 31, "ORG")]
    assert join_people(text, spans) == [Span(0, 11, "PERSON"), *spans[2:]]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("It was late, Ondrea Zorb said.", "Ondrea Zorb"),
        ("Ondrea Zorb said so.", "Zorb"),
        ("It was the manager Zorb. A Manager Zorb came.", "Zorb"),
        ("They met Coach Zorb.", "Zorb"),
        ("They met Syrian Zorb.", "Zorb"),
        ("They met Lately Zorb, lately.", "Zorb"),
        ("QV Zorb said so.", "QV Zorb"),
        ("Q V Zorb said so.", "Q V Zorb"),
        ("The US PM Zorb said so.", "Zorb"),
        ("An envoy, HE Zorb, said so.", "Zorb"),
    ],
)
def test_a_surname_is_drawn_out_to_the_given_name_before_it(text: str, name: str) -> None:
    (found,) = complete_surnames(text, [Span(text.index("Zorb"), text.index("Zorb") + 4, "PERSON")])
    assert text[found.start : found.end] == name


def test_a_surname_is_not_drawn_out_over_another_name() -> None:
    spans = [Span(9, 15, "ORG"), Span(16, 20, "PERSON")]
    assert complete_surnames("It is of Ondrea Zorb.", spans) == spans


def test_capitals_before_a_line_of_capitals_are_no_initials() -> None:
    spans = [Span(3, 7, "PERSON")]
    assert complete_surnames("BY ZORB", spans) == spans


def test_what_is_sent_somewhere_has_the_place_in_its_name() -> None:
    text = "The Union Support Mission in Oro left. The Union Bank in Oro stayed."
    spans = [Span(4, 25, "ORG"), Span(29, 32, "GPE"), Span(43, 53, "ORG"), Span(57, 60, "GPE")]
    assert join_pieces(text, spans) == [Span(4, 32, "ORG"), *spans[2:]]


@pytest.mark.parametrize(
    ("text", "guessed", "label"),
    [
        ("Dragan Zorbović ran.", "Dragan", "PERSON"),
        ("Sydney Zorbović ran.", "Sydney", "PERSON"),  # a city's name, too
        ("In Sydney Zorbović ran.", "Sydney", "GPE"),
        ("Sydney Lahore ran.", "Sydney", "GPE"),
        ("Jordan Zorbović ran.", "Jordan", "GPE"),  # a country's
        ("Dragan University ran.", "Dragan", "GPE"),
    ],
)
def test_a_given_name_that_a_model_took_for_a_place_is_its_bearers(
    text: str, guessed: str, label: str, places: PlaceIndex
) -> None:
    start = text.index(guessed)
    whole = Span(start, text.index(" ran"), "PERSON")
    (read,) = read_given_names(text, [Span(start, start + len(guessed), "GPE")], [whole], places)
    assert read.label == label


def test_the_rest_of_somebody_s_name_is_no_town(places: PlaceIndex) -> None:
    text = "Dragan Keita ran to Lahore."
    read = [Span(0, 6, "PERSON"), Span(7, 12, "GPE"), Span(20, 26, "GPE")]
    found = list(read_given_names(text, read, [Span(0, 12, "PERSON")], places))
    assert [one.label for one in found] == ["PERSON", "PERSON", "GPE"]


@pytest.mark.parametrize(
    ("text", "joined"),
    [("Carolina Zorbo Qel ran.", True), ("Then Carolina Zorbo Qel ran.", False), ("Norway Zorbo Qel ran.", False)],
)
def test_a_city_that_opens_a_sentence_before_somebody_is_the_given_name(text: str, *, joined: bool) -> None:
    first = next(name for name in ("Carolina", "Norway") if name in text)
    assert (len(join(text, (first, "GPE"), ("Zorbo Qel", "PERSON"))) == 1) is joined


def test_a_people_and_its_society_are_one_name() -> None:
    pieces = [("Polish", "NORP"), ("Red Cross", "ORG")]
    assert join("the Polish Red Cross", *pieces) == [("Polish Red Cross", "ORG")]
    assert join("the Polish Kestrel", ("Polish", "NORP"), ("Kestrel", "ORG")) == [
        ("Polish", "NORP"),
        ("Kestrel", "ORG"),
    ]
