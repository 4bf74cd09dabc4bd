import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest

from transforms.mentions.places.index import SCHEMA, PlaceIndex
from transforms.text.packaged import read_rows, split_list


@pytest.mark.parametrize(
    ("name", "kind", "country", "place_id"),
    [
        ("Germany", "country", "DE", 2921044),
        ("U.K.", "country", "GB", 2635167),
        ("Texas", "admin1", "US", 4736286),
        ("Rapides Parish", "admin2", "US", 4338356),
        ("Aleppo", "city", "SY", 170063),
        ("Sinai", "region", "EG", -51),
    ],
)
def test_the_first_candidate_is_the_well_known_place(
    index: PlaceIndex, name: str, kind: str, country: str | None, place_id: int
) -> None:
    first = index.find(name)[0]
    assert (first.kind, first.country, first.place_id) == (kind, country, place_id)


def test_a_name_of_many_towns_gives_them_by_size(index: PlaceIndex) -> None:
    cities = [one for one in index.find("Alexandria") if one.kind == "city" and one.own]
    assert [one.country for one in cities][:2] == ["EG", "US"]
    assert {"US.VA", "US.LA", "US.MN"} <= {one.admin1 for one in cities}


def test_exonyms_of_large_cities_are_known(index: PlaceIndex) -> None:
    assert index.find("Moskau")[0].country == "RU"
    assert not index.find("Moskau")[0].own


@pytest.mark.parametrize(
    ("name", "country"),
    [("Misrata", "LY"), ("Kobani", "SY"), ("Sievierodonetsk", "UA"), ("Spin Boldak", "AF"), ("Renk", "SS")],
)
def test_a_town_that_news_names_is_known_by_that_name_and_weighs_as_much_as_a_town(
    index: PlaceIndex, name: str, country: str
) -> None:
    first = index.find(name)[0]
    assert (first.kind, first.country, first.own) == ("city", country, True)
    assert first.population >= 30_000


def test_every_town_with_a_name_of_its_own_in_news_is_listed(index: PlaceIndex) -> None:
    rows = read_rows("transforms.mentions.places", "city_names.tsv", 2)
    for place_id, names in rows:
        for name in split_list(names):
            assert int(place_id) in {one.place_id for one in index.find(name)}, name


def test_a_province_is_known_by_the_name_that_news_gives_it_before_villages_called_so(index: PlaceIndex) -> None:
    for name, code in (("Hebei", "CN.10"), ("Kabardino-Balkaria", "RU.22"), ("Upper East Region", "GH.10")):
        (found,) = [one for one in index.find(name) if one.admin1 == code and one.kind == "admin1"]
        assert found.own, name
    assert {one.kind for one in index.find("Galmudug")} == {"region"}


def test_every_division_with_a_name_of_its_own_in_news_is_listed(index: PlaceIndex) -> None:
    for code, names in read_rows("transforms.mentions.places", "division_names.tsv", 2):
        for name in split_list(names):
            assert code in {one.admin1 for one in index.find(name) if one.kind == "admin1" and one.own}, name


def test_a_word_of_the_compass_alone_is_no_region_of_cameroon(index: PlaceIndex) -> None:
    assert "CM" in {one.country for one in index.find("Northwest Region")}
    assert "CM" not in {one.country for one in index.find("Northwest")}


def test_airport_codes_are_no_names(index: PlaceIndex) -> None:
    assert not [one for one in index.find("YYZ") if one.country == "CA"]


def test_what_nobody_knows_is_nothing(index: PlaceIndex) -> None:
    assert index.find("Zzyzzx Qwertyham") == ()
    assert index.find("") == ()
    assert index.find("\x00'; DROP TABLE place") == ()


def test_towns_in_other_scripts_are_found_by_how_they_sound(index: PlaceIndex) -> None:
    (found,) = index.find_alike("Daret Azzeh")
    assert (found.country, found.admin1, found.own) == ("SY", "SY.09", False)
    assert index.find_alike("Liverpul") == ()


def test_short_forms_are_found_by_the_code_of_their_division(index: PlaceIndex) -> None:
    assert index.find_division("US.LA")[0].name == "Louisiana"
    assert index.find_division("XX.99") == ()


def test_threads_may_share_an_index(index: PlaceIndex) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(index.find, ["Paris", "Tripoli", "Idlib", "Juba"]))
        alike = list(pool.map(index.find_alike, ["Aleppo", "Daret Azzeh", "Darat Izza", "Idlib"] * 1_000))
    assert [one[0].country for one in found[:4]] == ["FR", "LY", "SY", "SS"]
    assert alike == alike[:4] * 1_000


def test_reads_any_database_in_its_schema() -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript(SCHEMA)
    connection.execute("INSERT INTO place VALUES (7, 'Oro', 'city', 'PG', 'PG.06', NULL, -8.9, 148.4, 100)")
    connection.execute("INSERT INTO name VALUES ('oro', 7, 1)")
    assert [one.latitude for one in PlaceIndex(connection).find("ORO")] == [-8.9]
