"""Names that the place index, a dateline or a preposition shows to be places."""

import pytest

from pipeline.place_index import open_place_index
from transforms.mentions.entities.consensus import agree
from transforms.mentions.entities.datelines import find_dateline_places
from transforms.mentions.entities.gazetteer import weigh_place
from transforms.mentions.entities.located import find_clubs, find_homes, find_hyphened, find_located, find_roads
from transforms.mentions.entities.spans import Span
from transforms.mentions.places.index import PlaceIndex


@pytest.fixture(scope="module")
def places() -> PlaceIndex:
    return open_place_index()


def test_larger_places_weigh_more_and_several_words_more_still(places: PlaceIndex) -> None:
    village, town, city = (weigh_place(name, places) for name in ("Ordino", "Homer Glen", "Aleppo"))
    assert 0 < village < city
    assert town > city
    assert weigh_place("Qwertyham", places) == weigh_place("Aleppo", None) == 0


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("KUALA LUMPUR: The court rose.", ["KUALA LUMPUR"]),
        ("GARY, Ind. (AP) — The mill closed.", ["GARY"]),
        ("(NEW YORK) — The mill closed.", ["NEW YORK"]),
        ("Mill closes. GARY, Ind. (AP) — The mill closed.", ["GARY"]),
        ("BREAKING: The court rose.", []),
        ("The court rose in Kuala Lumpur.", []),
    ],
)
def test_datelines(places: PlaceIndex, text: str, found: list[str]) -> None:
    spans = {
        (span.start, span.end) for span in find_dateline_places(text, places) if text[span.start : span.end].isupper()
    }
    assert [text[start:end] for start, end in sorted(spans)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A fire in Euclid’s mall", ["Euclid"]),
        ("A road north of Champaign was shut", ["Champaign"]),
        ("Two men from Euclid met", ["Euclid"]),
        ("A vote in Congress", []),
        ("A vote in March", []),
        ("He believes in Aleppo Holdings Limited", []),
    ],
)
def test_towns_behind_a_preposition(places: PlaceIndex, text: str, found: list[str]) -> None:
    assert [text[span.start : span.end] for span in find_located(text, places)] == found
    assert list(find_located(text, None)) == []


def test_a_model_that_takes_a_state_for_a_person_is_overruled(places: PlaceIndex) -> None:
    text = "Tamil Nadu refused, and Tamil Nadu said so."
    found = agree(text, [Span(0, 10, "PERSON"), Span(24, 34, "PERSON")], places)
    assert {one.label for one in found} == {"GPE"}


def test_somebody_and_where_they_are_from_are_two_names(places: PlaceIndex) -> None:
    text = "Police held Ana Lucia Reis of Aleppo."
    found = agree(text, [Span(12, 36, "PERSON")], places)
    assert [(one.text, one.label) for one in found] == [("Ana Lucia Reis", "PERSON"), ("Aleppo", "GPE")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The road to Mazar-i-Sharif is shut", ["Mazar-i-Sharif"]),
        ("Port-au-Prince’s mayor", ["Port-au-Prince"]),
        ("A Paris-based lawyer, Reis-Mei", []),
    ],
)
def test_towns_with_hyphens(places: PlaceIndex, text: str, found: list[str]) -> None:
    assert [text[span.start : span.end] for span in find_hyphened(text, places)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ann Dvorek, R-Euclid, voted no", ["Euclid"]),
        ("Ann Dvorek (D-NY) voted no", ["NY"]),
        ("Ann Dvorek, D-Homer Glen, voted no", ["Homer Glen"]),
        ("an R-Qwertyham, a UR-Euclid and a D-Day", []),
    ],
)
def test_what_a_lawmaker_stands_for_is_a_place(places: PlaceIndex, text: str, found: list[str]) -> None:
    assert [text[span.start : span.end] for span in find_homes(text, places)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A lorry burned on the A17 and shut the M9(M).", ["A17", "M9(M)"]),
        ("The A17 is shut at the roundabout.", ["A17"]),
        ("Rebels of the M23 held the road.", []),
        ("A lorry carried A4 paper and the A-17.", []),
    ],
)
def test_numbers_of_roads_where_there_is_traffic(text: str, found: list[str]) -> None:
    assert [text[span.start : span.end] for span in find_roads(text)] == found


def test_a_lawmakers_home_is_a_place_to_the_whole_article(places: PlaceIndex) -> None:
    text = "Ann Dvorek, D-Euclid, voted no."
    guess = Span(text.index("D-Euclid"), text.index("D-Euclid") + 8, "ORG")
    assert ("Euclid", "GPE") in [(one.text, one.label) for one in agree(text, [guess], places)]


def test_a_model_that_errs_all_through_an_article_is_overruled(places: PlaceIndex) -> None:
    text = "Tamil Nadu refused. " * 9
    guesses = [Span(at, at + 10, "PERSON") for at in range(0, len(text), 20)]
    assert {one.label for one in agree(text, guesses, places)} == {"GPE"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Real Madrid beat AC Milan in Cardiff.", ["Real Madrid", "AC Milan"]),
        ("Real Estate in Madrid, Inter alia", []),
        ("Dynamo Qwertyham won.", []),
    ],
)
def test_clubs_are_named_after_their_town(places: PlaceIndex, text: str, found: list[str]) -> None:
    assert [text[span.start : span.end] for span in find_clubs(text, places)] == found
    assert list(find_clubs(text, None)) == []


def test_what_is_shelled_is_a_place(places: PlaceIndex) -> None:
    text = "Troops shelled Khan Qwerty on Monday."
    start = text.index("Khan")
    assert [one.label for one in agree(text, [Span(start, start + 11, "PERSON")], places)] == ["GPE"]
