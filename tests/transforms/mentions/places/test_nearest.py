from hypothesis import given
from hypothesis import strategies as st

from schemas.mentions import Entity, Place
from transforms.mentions.places.nearest import place_near

PLACES = {
    "Homs": Place("Homs", "SY", 34.7, 36.7, "169577"),
    "Syria": Place("Syria", "SY", 35.0, 38.0, "163843"),
    "Oslo": Place("Oslo", "NO", 59.9, 10.7, "3143244"),
    "Syrian": Place("Syria", "SY", None, None),
}


def near(text: str, figure: str) -> str | None:
    mentions = [
        Entity(text.index(name), text.index(name) + len(name), name, "GPE", name, place)
        for name, place in PLACES.items()
        if name + " " in text or name + "," in text or name + "." in text
    ]
    start = text.index(figure)
    place = place_near(sorted(mentions, key=lambda one: one.start), start, start + len(figure), text)
    return place.name if place else None


def test_the_place_of_its_own_sentence():
    assert near("Talks were held in Oslo. A blast in Homs killed 12 people.", "12 people") == "Homs"


def test_the_town_before_the_country():
    assert near("In Syria 12 people died, police in Homs said.", "12 people") == "Homs"


def test_else_the_sentence_before():
    assert near("A blast shook Homs. It killed 12 people.", "12 people") == "Homs"


def test_further_back_is_about_something_else():
    assert near("Talks were held in Oslo. They failed. A blast killed 12 people.", "12 people") is None


def test_a_people_is_no_point():
    assert near("Twelve Syrian soldiers died.", "Twelve") is None


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 20))
def test_any_figure_of_any_text_is_answered(text, start, length):
    start = min(start, len(text))
    assert place_near([], start, min(len(text), start + length), text) is None
