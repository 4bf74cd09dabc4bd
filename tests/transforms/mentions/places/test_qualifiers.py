import pytest

from transforms.mentions.places.qualifiers import find_qualifier, read_short_forms, stands_behind_name


@pytest.mark.parametrize(
    ("text", "countries", "divisions"),
    [
        ("Gary, Ind., was quiet", set(), {"US.IN"}),
        ("Paris, Texas, was quiet", set(), {"US.TX"}),
        ("Tripoli, Libya was quiet", {"LY"}, set()),
        ("Columbia, S.C. was quiet", set(), {"US.SC"}),
        ("Tripoli (Lebanon) was quiet", {"LB"}, set()),
        ("Tbilisi, Georgia - quiet", {"GE"}, {"US.GA"}),
    ],
)
def test_reads_the_larger_place_behind_a_name(index, text, countries, divisions):
    end = text.index(",") if "," in text else text.index(" (")
    found = find_qualifier(text, end, index)
    assert found is not None
    assert countries <= found.countries
    assert divisions <= found.divisions


@pytest.mark.parametrize("text", ["Paris, which was quiet", "Paris was quiet", "Paris. Texas was loud", "Paris"])
def test_nothing_said_is_nothing(index, text):
    assert find_qualifier(text, 5, index) is None


def test_short_forms_need_no_last_stop():
    assert read_short_forms()["Ind"] == read_short_forms()["Ind."] == "US.IN"


def test_tells_the_larger_place_from_the_town():
    text = "in Albany, New York, and in New York"
    assert stands_behind_name(text, text.index("New York"))
    assert not stands_behind_name(text, text.rindex("New York"))
