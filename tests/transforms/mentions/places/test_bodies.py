import pytest

from schemas.mentions import Entity, Place
from transforms.mentions.places.bodies import find_country, find_seats
from transforms.mentions.places.index import PlaceIndex
from transforms.mentions.places.resolving import resolve_places


@pytest.mark.parametrize(
    ("body", "seats"),
    [
        ("Ohio Court of Claims", ["US.OH"]),
        ("Ministry of Fisheries of Senegal", ["SN"]),
        ("New South Wales Ambulance", ["AU.02"]),
        ("Washington Post", []),
        ("Senegal", []),
        ("North Atlantic Treaty Organization", []),  # there are states called North
        ("Springfield Chess Club", []),
    ],
)
def test_the_countries_and_states_in_the_names_of_bodies(index: PlaceIndex, body: str, seats: list[str]) -> None:
    found = find_seats([Entity(0, len(body), body, "ORG", body)], index)
    assert [seat.admin1 or seat.country for _, seat in found] == seats


def test_people_have_no_seat(index: PlaceIndex) -> None:
    assert not list(find_seats([Entity(0, 11, "Georgia Dorn", "PERSON", "Georgia Dorn")], index))


def test_a_body_s_state_tells_which_town_is_meant(index: PlaceIndex) -> None:
    text = "Richmond man held. The Indiana Court of Appeals heard the man from Richmond."
    names = [
        Entity(0, 8, "Richmond", "GPE", "Richmond"),
        Entity(23, 47, text[23:47], "ORG", text[23:47]),
        Entity(67, 75, "Richmond", "GPE", "Richmond"),
    ]
    first, body, second = resolve_places(text, names, index)
    assert body.place == Place("Indiana Court of Appeals", "US", None, None)
    assert first.place == second.place
    assert first.place is not None
    assert first.place.latitude == pytest.approx(39.83, abs=0.1)


@pytest.mark.parametrize(
    ("body", "country"),
    [
        ("Syrian Arab Red Crescent", "SY"),
        ("Bank of Ghana", "GH"),
        ("Ohio Supreme Court", "US"),
        ("South Korean Coast Guard", "KR"),
        ("Royal Moroccan Navy", "MA"),
        ("Ministry of Fisheries of Senegal", "SN"),
        ("Embassy of France in Kenya", None),
        ("Indian Ocean Commission", None),
        ("Kenya Times", None),
        ("Delta Air Lines", None),
        ("Kestrel Foods", None),
        ("Senegal", None),
        ("", None),
    ],
)
def test_the_country_that_a_body_s_name_says(index: PlaceIndex, body: str, country: str | None) -> None:
    assert find_country(body, index) == country


def test_a_body_is_told_by_its_full_name_and_tells_of_no_place(index: PlaceIndex) -> None:
    text = "Two were hurt in Qwertyham, the IDF said."
    site = Entity(17, 26, "Qwertyham", "GPE", "Qwertyham")
    body = Entity(32, 35, "IDF", "ORG", "Israel Defense Forces")
    town, force = resolve_places(text, [site, body], index)
    assert force.place == Place("Israel Defense Forces", "IL", None, None)
    assert town.place is None


def test_a_county_named_like_a_country_is_none(index: PlaceIndex) -> None:
    assert find_country("Jordan County Court", index) is None
    assert find_country("Jordan Court of Appeal", index) == "JO"
