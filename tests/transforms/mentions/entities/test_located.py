"""Names that the words around them show to be places."""

from __future__ import annotations

import pytest

from transforms.mentions.entities.located import (
    find_clubs,
    find_homes,
    find_hyphened,
    find_located,
    find_postal,
    find_roads,
    find_set_off,
)
from transforms.mentions.entities.wordlists import read_words
from transforms.mentions.places.index import PlaceIndex


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A fire in Euclid’s mall", ["Euclid"]),
        ("A road north of Champaign was shut", ["Champaign"]),
        ("Two men from Euclid met", ["Euclid"]),
        ("Residents of Euclid fled", ["Euclid"]),
        ("In Euclid it rained", ["Euclid"]),
        ("The village of Vang Vieng lies still", ["Vang Vieng"]),
        ("A boat sank off Sochi", ["Sochi"]),
        ("A vote in Congress", []),
        ("A vote in March", []),
        ("He believes in Aleppo Holdings Limited", []),
    ],
)
def test_towns_behind_a_preposition(places: PlaceIndex, text: str, found: list[str]) -> None:
    assert [text[span.start : span.end] for span in find_located(text, places)] == found
    assert list(find_located(text, None)) == []


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
        ("Ann Dvorek, D-Qwertyham, voted no", ["Qwertyham"]),
        ("Ann Dvorek, D-N.Y., and Jan Oro, R-W. Va., voted no", ["N.Y.", "W. Va."]),
        ("Ann Dvorek, D-N.D. Senator", ["N.D."]),
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


@pytest.mark.parametrize(
    "preposition",
    [
        *("at", "in", "from", "near", "outside", "north of", "south of", "east of", "west of", "town of", "city of"),
        *("off", "village of", "suburb of", "port of", "outskirts of", "streets of", "coast of"),
        *("residents of", "people of", "mayor of"),
    ],
)
def test_every_preposition_of_place(places: PlaceIndex, preposition: str) -> None:
    text = f"A fire {preposition} Euclid spread"
    assert [text[span.start : span.end] for span in find_located(text, places)] == ["Euclid"]


@pytest.mark.parametrize("word", sorted(read_words("club_words.txt")))
def test_every_word_that_a_club_begins_with(places: PlaceIndex, word: str) -> None:
    text = f"The cup went to {word} Madrid."
    assert [text[span.start : span.end] for span in find_clubs(text, places)] == [f"{word} Madrid"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A fire in Euclid, OH, spread", ["OH"]),
        ("EUCLID, OH (AP)", ["OH"]),
        ("Dr Ann Qwertyham, MA, spoke", []),
        ("In Euclid, OK was all he said", []),
        ("Euclid, OHIO", []),
    ],
)
def test_states_by_the_letters_of_the_post(places: PlaceIndex, text: str, found: list[str]) -> None:
    assert [text[span.start : span.end] for span in find_postal(text, places)] == found
    assert list(find_postal(text, None)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Fields lay dry in Vang Vieng, Laos; wells did not.", ["Vang Vieng"]),
        ("The road from Buea, Cameroon to the coast", ["Buea"]),
        ("Homes in Saravane, South Korea", []),  # it lies in Laos
        ("On Monday, France voted, in March, Greece", []),
        ("Guinea, Mali and Niger", []),
    ],
)
def test_a_town_before_its_country(places: PlaceIndex, text: str, found: list[str]) -> None:
    assert [text[span.start : span.end] for span in find_set_off(text, places)] == found
    assert list(find_set_off(text, None)) == []


def test_any_name_is_a_quarters_before_the_word_for_one_and_its_town() -> None:
    text = "Markets of the Qwertyh district of Euclid and of the Oro district of the state"
    assert [text[span.start : span.end] for span in find_located(text, None)] == ["Qwertyh"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A seal lay on the Qwertyh Head peninsula at dawn", ["Qwertyh Head"]),
        ("Rain fell in the Dornbridge area and beyond", ["Dornbridge"]),
        ("Shells fell on the Oro-held Dornbridge area", []),
        ("He works in the Dornbridge area of law", []),
        ("All saw the Dornbridge area", []),
    ],
)
def test_any_name_is_a_places_behind_in_the_and_before_the_word_for_what_it_is(text: str, found: list[str]) -> None:
    assert [text[span.start : span.end] for span in find_located(text, None)] == found


def test_roads_in_a_list_are_roads() -> None:
    text = "A lorry blocked the A7, A81 and M9(M), and rifles of A22 make."
    assert [text[one.start : one.end] for one in find_roads(text)] == ["A7", "A81", "M9(M)"]
