import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.mentions.places.keys import make_key


@pytest.mark.parametrize(
    "spellings",
    [
        ("St. Étienne", "Saint-Etienne", "SAINT ETIENNE"),
        ("Washington, D.C.", "Washington DC"),
        ("N'Djamena", "N’Djamena", "Ndjamena"),
        ("Łódź", "Lodz"),
        ("Port-au-Prince", "Port au Prince"),
        ("\U0001d468leppo", "Aleppo"),
    ],
)
def test_spellings_of_one_name_meet(spellings):
    assert len({make_key(spelling) for spelling in spellings}) == 1


def test_different_names_stay_apart():
    assert make_key("Niger") != make_key("Nigeria")
    assert make_key("Stetten") == "stetten"


@given(st.text())
def test_a_key_is_its_own_key_but_for_spaces(name):
    assert make_key(make_key(name)).split() == make_key(name).split()
