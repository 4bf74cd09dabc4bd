"""Names that the place index, a dateline or a preposition shows to be places."""

import pytest

from pipeline.sources.place_index import open_place_index
from transforms.mentions.entities.agreeing import agree
from transforms.mentions.entities.datelines import find_dateline_places
from transforms.mentions.entities.gazetteer import weigh_place
from transforms.mentions.entities.located import find_hyphened, find_located
from transforms.mentions.entities.spans import Span
from transforms.mentions.places.index import PlaceIndex


@pytest.fixture(scope="module")
def places() -> PlaceIndex:
    return open_place_index()


def test_larger_places_weigh_more_and_several_words_more_still(places):
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
def test_datelines(places, text, found):
    spans = {
        (span.start, span.end) for span in find_dateline_places(text, places) if text[span.start : span.end].isupper()
    }
    assert [text[start:end] for start, end in sorted(spans)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A fire in Euclid’s mall", ["Euclid"]),
        ("A road north of Champaign was shut", ["Champaign"]),
        ("A vote in Congress", []),
        ("A vote in March", []),
        ("He believes in Aleppo Holdings Limited", []),
    ],
)
def test_towns_behind_a_preposition(places, text, found):
    assert [text[span.start : span.end] for span in find_located(text, places)] == found
    assert list(find_located(text, None)) == []


def test_a_model_that_takes_a_state_for_a_person_is_overruled(places):
    text = "Tamil Nadu refused, and Tamil Nadu said so."
    found = agree(text, [Span(0, 10, "PERSON"), Span(24, 34, "PERSON")], places)
    assert {one.label for one in found} == {"GPE"}


def test_somebody_and_where_they_are_from_are_two_names(places):
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
def test_towns_with_hyphens(places, text, found):
    assert [text[span.start : span.end] for span in find_hyphened(text, places)] == found
