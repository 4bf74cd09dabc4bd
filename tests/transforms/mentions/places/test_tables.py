import math

from transforms.mentions.places.tables import read_countries, read_demonyms, read_division_forms, read_divisions


def test_every_country_has_a_code_a_name_and_a_point() -> None:
    countries = read_countries()
    assert len(countries) > 240
    for code, country in countries.items():
        assert len(code) == 2
        assert code.isupper()
        assert country.names[0]
        assert -90 <= country.latitude <= 90
        assert -180 <= country.longitude <= 180
        assert country.place_id.isdigit()


def test_no_name_belongs_to_two_countries() -> None:
    seen: dict[str, str] = {}
    for country in read_countries().values():
        for name in country.names:
            assert seen.setdefault(name, country.code) == country.code, name


def test_demonyms() -> None:
    demonyms = read_demonyms()
    assert demonyms["syrian"] == demonyms["syrians"] == "SY"
    assert demonyms["dutch"] == "NL"
    assert demonyms["nigerien"] == "NE"
    assert "kurdish" not in demonyms


def test_divisions_lie_in_a_known_country_and_on_the_globe() -> None:
    for division in read_divisions():
        assert division.code[:2] in read_countries(), division
        assert division.level in (1, 2)
        assert division.place_id > 0
        assert all(division.names)
        assert math.hypot(division.latitude / 90, division.longitude / 180) < 2
        assert division.population >= 0


def test_every_short_form_means_a_division_that_is_listed() -> None:
    assert {code for code, _ in read_division_forms()} <= {division.code for division in read_divisions()}
