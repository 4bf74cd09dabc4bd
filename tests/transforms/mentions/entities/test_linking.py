"""Short forms of people's names."""

from __future__ import annotations

from transforms.mentions.entities.linking import find_full_names, find_initials, find_short_bodies, link_people


def test_short_forms_lead_to_the_full_name() -> None:
    assert link_people({"Mara del Orovec": "PERSON"}) == dict.fromkeys(["Orovec", "Mara"], "Mara del Orovec")


def test_a_name_without_end_has_few_short_forms() -> None:
    assert len(link_people({"Mara " * 30_000 + "Orovec": "PERSON"})) < 12


def test_the_first_of_two_surnames_is_its_bearers_unless_somebody_else_has_it() -> None:
    assert link_people({"Mara Orovec Dvorek": "PERSON"})["Orovec"] == "Mara Orovec Dvorek"
    people = {"Mara Orovec Dvorek": "PERSON", "Ilse Orovec": "PERSON"}
    assert link_people(people)["Orovec"] == "Ilse Orovec"
    assert "Tomasz" not in link_people({"Ilse Tomasz Dvorek": "PERSON"})  # a second given name


def test_the_arabic_article_is_written_large_where_a_sentence_begins() -> None:
    people = link_people({"Rafiq al-Zorbi": "PERSON"})
    assert people["al-Zorbi"] == people["Al-Zorbi"] == people["Zorbi"] == "Rafiq al-Zorbi"


def test_a_whole_name_that_was_misread_is_a_person_where_its_end_is_one() -> None:
    assert find_full_names({"Daw Zorb Qel": "ORG", "Zorb Qel": "PERSON"}) == ["Daw Zorb Qel"]
    assert find_full_names({"Oro Zorb Bank": "ORG", "Zorb Bank": "PERSON"}) == []


def test_the_initials_of_a_country_are_its_name_where_the_article_speaks_of_it() -> None:
    assert find_initials({"SA": "ORG", "South Africans": "NORP"}) == {"SA": "South Africa"}
    assert find_initials({"SA": "ORG", "Saudi Arabia": "GPE", "Lesotho": "GPE"}) == {"SA": "Saudi Arabia"}
    assert find_initials({"SA": "ORG", "Lesotho": "GPE"}) == {}
    assert find_initials({"SA": "ORG", "South African": "NORP", "Saudi": "NORP"}) == {}  # either
    assert find_initials({"SA": "PERSON", "South African": "NORP"}) == {}


def test_a_body_is_known_by_its_name_without_the_word_that_says_what_it_is() -> None:
    labels = {"Zorb Qel Airways": "ORG", "Zorb Qel": "GPE", "Oro": "GPE", "Oro Hall": "FAC", "Niger Bank": "ORG"}
    assert find_short_bodies(labels | {"Niger": "GPE"}, lambda _: True) == {"Zorb Qel": "Zorb Qel Airways"}
    assert find_short_bodies(labels, lambda name: name != "Zorb Qel") == {}  # it is somebody or some place
