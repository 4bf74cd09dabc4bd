"""Where dates and figures take their place from."""

from __future__ import annotations

from datetime import date

import pytest

from schemas.mentions import DateMention, Entity, Place
from transforms.mentions.places.locating import find_sole_country, level_of, locate_dates, place_of_event

HAMA = Place("Hama", "SY", 35.13, 36.75, "170017")
SYRIA = Place("Syria", "SY", 34.8, 39.0, "163843")
TEXT = "Shells hit Hama on Monday. Talks in Syria resume on Friday. Nobody knows about Sunday."


def name(words: str, place: Place | None, label: str = "GPE") -> Entity:
    start = TEXT.index(words)
    return Entity(start, start + len(words), words, label, words, place)


def day(words: str, first: date | None) -> DateMention:
    start = TEXT.index(words)
    return DateMention(start, start + len(words), words, "DATE", None, first, first, None, "weekday")


def test_a_date_lies_where_its_sentence_says() -> None:
    known = date(2025, 3, 3)
    dates = [day("Monday", known), day("Friday", known), day("Sunday", known)]
    located = locate_dates(TEXT, dates, [name("Hama", HAMA), name("Syria", SYRIA)])
    assert [mention.place for mention in located] == [HAMA, SYRIA, None]
    assert [mention.text for mention in located] == ["Monday", "Friday", "Sunday"]


def test_a_date_without_known_days_has_no_place() -> None:
    assert locate_dates(TEXT, [day("Monday", None)], [name("Hama", HAMA)])[0].place is None


def test_only_names_of_places_locate_an_event() -> None:
    at = TEXT.index("Monday")
    body = name("Hama", Place("Hama", "SY", None, None), "ORG")
    assert place_of_event((at, at + 6), [body], TEXT) is None
    assert find_sole_country([body], TEXT) is None
    assert place_of_event((at, at + 6), [name("Hama", None)], TEXT) is None


PLACES = {
    "Kenya": Place("Kenya", "KE", 1.0, 38.0, "192950"),
    "U.S.": Place("United States", "US", 39.8, -98.5, "6252001"),
    "Pakistan": Place("Pakistan", "PK", 30.0, 70.0, "1168579"),
    "Sindh": Place("Sindh", "PK", 26.3, 68.2, "1164807"),
    "Karachi": Place("Karachi", "PK", 24.9, 67.0, "1174872"),
    "Nairobi": Place("Nairobi", "KE", -1.3, 36.8, "184745"),
    "Mercy Hospital": Place("Mercy", "KE", 1.0, 1.0, "1"),
    "Mercy Home": Place("Mercy Home", "KE", 1.0, 1.0, "2"),
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A roof fell in Pakistan's largest city Karachi, killing nine people.", "Karachi"),
        ("A roof fell in Sindh, in the south of Pakistan, killing nine people.", "Sindh"),
        ("A bomb outside the U.S. embassy in Nairobi killed nine people.", "Nairobi"),
        ("U.S. troops shot nine people.", None),
        ("Nine people were hurt in Nairobi and taken to Mercy Hospital.", "Nairobi"),
        ("Nine people were taken to a hospital in Nairobi.", None),
        ("Officials in Nairobi said nine people died in Karachi.", "Karachi"),
        ("Nine people died in Kenya, officials in Karachi said.", "Kenya"),
        ("Nine people died in Sindh, the police said in Karachi.", "Sindh"),
        ("Nine people died, the police said in Karachi.", None),
        ("Nine people on a bus travelling from Karachi to the town of Nairobi died.", None),
        ("Nine people were taken to hospitals in Nairobi and Karachi.", None),
        ("Nine people died as fire gutted Mercy Home early on Friday, the Karachi fire brigade said.", "Mercy Home"),
        ("Nine people died, the police told a news conference in Karachi.", None),
        ("Nine people died, the police said at a news conference in Karachi after the fire.", None),
        ("Nine people died, the mayor said by telephone from Karachi.", None),
        ("Divers sent from Karachi found nine people.", None),
        ("Nine people died, the Karachi-based group said.", None),
        ("Nine people died, said a group based in Karachi.", None),
        ("Nine people died, the prime minister's office in Karachi said.", None),
        ("Nine people died in a fire at a ministry in Karachi, and a guard was hurt.", "Karachi"),
    ],
)
def test_the_town_where_it_happened_wins(text: str, expected: str | None) -> None:
    named = []
    for words, place in PLACES.items():
        start = text.find(words)
        if start >= 0:
            named.append(Entity(start, start + len(words), words, "GPE", words, place))
    at = text.lower().index("nine")
    found = place_of_event((at, at + 11), named, text)
    assert (found.name if found else None) == expected


def test_a_river_of_several_countries_is_not_finer_than_the_country() -> None:
    text = "A ferry sank on the Niger River in north-central Nigeria, and nine people drowned."
    river = Entity(20, 31, "Niger River", "LOC", "Niger River", Place("Niger River", "", 14.0, -4.0))
    country = Entity(49, 56, "Nigeria", "GPE", "Nigeria", Place("Nigeria", "NG", 10.0, 8.0, "2328926"))
    assert place_of_event((62, 73), [river, country], text) == country.place


def test_levels_are_country_division_and_town() -> None:
    assert [level_of(PLACES[words]) for words in ("Kenya", "Sindh", "Karachi")] == [0, 1, 2]
    assert level_of(None) == 0


@pytest.mark.parametrize(
    "words",
    [
        *(
            "embassy",
            "embassies",
            "consulate",
            "consulates",
            "ambassador",
            "ambassadors",
            "troops",
            "forces",
            "soldier",
        ),
        *("soldiers", "army", "military", "navy", "marine", "marines", "warplane", "warplanes", "jet", "jets"),
        *(
            "helicopter",
            "helicopters",
            "aircraft",
            "drone",
            "drones",
            "government",
            "official",
            "officials",
            "president",
        ),
        *("minister", "ministers", "citizens", "nationals"),
    ],
)
def test_a_country_is_not_where_its_people_and_arms_are(words: str) -> None:
    text = f"Shots fell as Syria {words} came on Monday."
    country = Entity(14, 19, "Syria", "GPE", "Syria", SYRIA)
    assert place_of_event((0, 5), [country], text) is None
    assert place_of_event((0, 5), [country], text.replace(words, "trembled")) == SYRIA


@pytest.mark.parametrize(
    "words",
    [
        *("hospitalised in", "hospitalized at", "taken to", "flown to", "rushed to", "transferred to", "airlifted to"),
        *("evacuated to", "brought to", "brought to a clinic near", "hospital in", "hospitals of", "hospital at"),
        "hospital in the",
    ],
)
def test_where_the_hurt_are_treated_is_not_where_they_were_hurt(words: str) -> None:
    text = f"Five were {words} Hama on Monday."
    at = text.index("Hama")
    town = Entity(at, at + 4, "Hama", "GPE", "Hama", HAMA)
    assert place_of_event((0, 4), [town], text) is None
    assert place_of_event((0, 4), [town], text.replace(words, "shot" + " " * (len(words) - 4))) == HAMA


SYRIAN = Place("Syria", "SY", None, None)
BEIRUT = Place("Beirut", "LB", 33.9, 35.5, "276781")
TOWNS = {"BEIRUT": BEIRUT, "Beirut": BEIRUT, "Hama": HAMA, "Syria": SYRIA, "Kenya": PLACES["Kenya"]}


def name_all(text: str) -> list[Entity]:
    named = [
        Entity(start, start + len(words), words, "NORP" if words == "Syrian" else "GPE", words, place)
        for words, place in {**TOWNS, "Syrian": SYRIAN}.items()
        if (start := text.find(words)) >= 0 and not text[start + len(words) :].startswith("n ")
    ]
    return sorted(named, key=lambda entity: entity.start)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BEIRUT (Reuters) - Shells killed nine people near the old mill of Hama.", HAMA),
        ("BEIRUT (Reuters) - Shells killed nine people in a Syrian village.", SYRIAN),
        ("BEIRUT (Reuters) - Syrian troops killed nine people.", BEIRUT),
        ("BEIRUT (Reuters) - Shells killed nine people.", BEIRUT),
        ("BEIRUT (Reuters) - Shells killed nine people in Beirut.", BEIRUT),
        ("Of the rest, nine people have gone to Kenya, and Syria is empty.", SYRIA),
    ],
)
def test_the_dateline_is_where_it_was_written(text: str, expected: Place) -> None:
    at = text.index("nine")
    assert place_of_event((at, at + 4), name_all(text), text) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("BEIRUT (Reuters) - It rained. Hama is wet. Syria is wet.", "SY"),
        ("BEIRUT (Reuters) - It rained.", "LB"),
        ("It rained in Kenya and in Syria.", None),
        ("It rained.", None),
    ],
)
def test_the_only_country_that_a_text_names(text: str, code: str | None) -> None:
    found = find_sole_country(name_all(text), text)
    assert (found.country if found else None) == code
