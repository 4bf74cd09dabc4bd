"""One opinion an article, on readings that a model might give; the model itself plays no part."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.mentions.entities.consensus import agree
from transforms.mentions.entities.spans import NAMED_LABELS, Span
from transforms.mentions.places.index import PlaceIndex


def read(text: str, *guesses: tuple[str, str]) -> dict[tuple[str, int], tuple[str, str]]:
    """Label and full name of each mention, by its surface and how many of the same stood before it."""
    spans = [Span(text.index(name), text.index(name) + len(name), label) for name, label in guesses]
    found: dict[tuple[str, int], tuple[str, str]] = {}
    for entity in agree(text, spans):
        assert text[entity.start : entity.end] == entity.text
        number = sum(1 for surface, _ in found if surface == entity.text)
        found[entity.text, number] = (entity.label, entity.name)
    return found


def test_a_lone_surname_is_the_person_named_in_full() -> None:
    text = "Milan Dvorek, a baker, opened the shop. “We sold out,” Dvorek said. The street loves Dvorek."
    found = read(text, ("Milan Dvorek", "PERSON"))
    assert found["Dvorek", 0] == ("PERSON", "Milan Dvorek")
    assert found["Dvorek", 1] == ("PERSON", "Milan Dvorek")


def test_a_model_that_takes_the_surname_for_a_company_is_overruled() -> None:
    text = "Milan Dvorek opened the shop. The price was right, Dvorek said."
    start = text.rindex("Dvorek")
    found = agree(text, [Span(0, 12, "PERSON"), Span(start, start + 6, "ORG")])
    assert [(one.text, one.label) for one in found] == [("Milan Dvorek", "PERSON"), ("Dvorek", "PERSON")]


def test_an_acronym_means_its_expansion() -> None:
    text = "The Lakeland Ferry Union (LFU) struck. LFU members met. The LFU won."
    found = read(text, ("Lakeland Ferry Union", "ORG"))
    assert found["LFU", 0] == found["LFU", 2] == ("ORG", "Lakeland Ferry Union")


def test_an_acronym_of_a_body_may_be_of_another_language_and_of_two_letters() -> None:
    text = "The Lakeland Ferry Union (QX) struck. QX members met."
    assert read(text, ("Lakeland Ferry Union", "ORG"))["QX", 1] == ("ORG", "Lakeland Ferry Union")
    found = read("Ondrea Zorb (QX) came. QX went.", ("Ondrea Zorb", "PERSON"))
    assert ("QX", 1) not in found


def test_a_title_makes_a_person_even_where_the_model_saw_nothing() -> None:
    found = read("Those present thanked Mrs Okwudili warmly. Okwudili smiled.")
    assert found["Okwudili", 0][0] == found["Okwudili", 1][0] == "PERSON"


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Syrian", "NORP"),
        ("Reuters", "ORG"),
        ("NATO", "ORG"),
        ("Burkina Faso", "GPE"),
        ("UNHCR", "ORG"),
        ("Kurdish", "NORP"),
        ("MONUSCO", "ORG"),
        ("Arakan Army", "ORG"),
        ("Mara Salvatrucha", "ORG"),
    ],
)
def test_known_names_are_found_without_a_model(name: str, label: str) -> None:
    assert read(f"It was told to {name} people yesterday.")[name, 0][0] == label


def test_a_body_goes_by_its_fullest_name() -> None:
    assert read("Later the IDF denied it.")["IDF", 0] == ("ORG", "Israel Defense Forces")


def test_who_stands_in_a_list_beside_somebody_is_a_person() -> None:
    text = "The prize went to Zorbela Qwist and Milan Dvorek."
    found = read(text, ("Zorbela Qwist", "ORG"), ("Milan Dvorek", "PERSON"))
    assert found["Zorbela Qwist", 0][0] == "PERSON"
    text = "The prize went to Zorbela Bank and Milan Dvorek."
    assert read(text, ("Zorbela Bank", "ORG"), ("Milan Dvorek", "PERSON"))["Zorbela Bank", 0][0] == "ORG"


def test_repetitions_that_the_model_missed_are_marked() -> None:
    text = "Kestrel Foods grew. Nobody at Kestrel Foods was told why Kestrel Foods sold."
    found = read(text, ("Kestrel Foods", "ORG"))
    assert [key[1] for key in found if key[0] == "Kestrel Foods"] == [0, 1, 2]


def test_words_in_the_name_outvote_the_model() -> None:
    found = read("She studied at Oro Technical University for a year.", ("Oro Technical University", "PERSON"))
    assert found["Oro Technical University", 0][0] == "ORG"


WORDS = st.sampled_from(
    ["Milan", "Dvorek", "said", "the", "Oro", "Bank", "(", ")", "LFU", "U.S.", "Mr", "in", "\n", "’s", "Syrian", "東京",
     "é", "https://a.example/B", "Gen.", "O'Neil", "3-2", "٣", "\u200b", "𝒳"]
)  # fmt: skip


@settings(max_examples=300)
@given(st.lists(WORDS, max_size=40), st.data())
def test_any_reading_gives_sorted_spans_that_are_the_text(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    spans = []
    for _ in range(data.draw(st.integers(0, 6))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 30)))
        spans.append(Span(start, end, data.draw(st.sampled_from(sorted(NAMED_LABELS)))))
    found = agree(text, spans)
    assert found == agree(text, spans)
    end = 0
    for entity in found:
        assert end <= entity.start < entity.end <= len(text)
        assert entity.text == text[entity.start : entity.end]
        assert entity.label in NAMED_LABELS
        assert entity.name
        end = entity.end


def test_a_headline_in_capitals_has_the_names_of_the_story() -> None:
    text = "MILL BURNS IN QWERTYHAM, DVOREK SAYS\n\nThe mill of Qwertyham burned, Milan Dvorek said.\nOK THEN\n"
    found = read(text, ("Qwertyham", "GPE"), ("Milan Dvorek", "PERSON"))
    assert found["QWERTYHAM", 0] == ("GPE", "Qwertyham")
    assert found["DVOREK", 0] == ("PERSON", "Milan Dvorek")
    assert set(found) == {("QWERTYHAM", 0), ("DVOREK", 0), ("Qwertyham", 0), ("Milan Dvorek", 0)}


def test_acronyms_that_are_words_are_none_in_a_line_of_capitals() -> None:
    found = read("MAN WHO FLED IS FOUND IN CAR\n\nThe WHO sent aid, and IS claimed the attack.")
    assert [key for key in found if key[0] in ("WHO", "IS", "CAR")] == [("WHO", 0), ("IS", 0)]
    assert found["WHO", 0] == ("ORG", "World Health Organization")


def test_short_names_are_words_once_all_is_in_capitals() -> None:
    text = "MAY SAYS US TO LEAVE\n\nMay Lam said Lam would go."
    assert ("MAY", 0) not in read(text, ("May Lam", "PERSON"))


@pytest.mark.parametrize("whole", ["ORG", "PERSON"])
def test_a_country_is_parted_from_its_people_and_firms(whole: str) -> None:
    text = "Chile's Milan Dvorek resigned."
    found = read(text, ("Chile's Milan Dvorek", whole))
    assert found["Chile", 0] == ("GPE", "Chile")
    assert found["Milan Dvorek", 0] == ("PERSON", "Milan Dvorek")


def test_a_given_name_and_a_capital_make_a_person_that_the_model_passed_over() -> None:
    text = "He thanked Laurent Dvorek warmly, said the Junior Assistant of the Martin Bridge."
    assert set(read(text)) == {("Laurent Dvorek", 0)}
    assert set(read("Sheikh Ahmad Okello met Chile's Laurent Dvorek.")) >= {("Laurent Dvorek", 0), ("Ahmad Okello", 0)}


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("Lewis Hamilton came. Hamilton left.", "Lewis Hamilton", "PERSON"),
        ("Neil Jordan came. Jordan mourned.", "Neil Jordan", "GPE"),
    ],
)
def test_a_surname_goes_before_a_capital_and_a_country_before_a_surname(text: str, name: str, label: str) -> None:
    assert read(text, (name, "PERSON"))[name.split()[1], 0][0] == label


def test_an_administration_is_named_after_a_person() -> None:
    text = "The Okello administration sent help."
    assert read(text, ("Okello", "ORG"))["Okello", 0][0] == "PERSON"


def test_what_countries_call_themselves_in_full_is_one_name() -> None:
    text = "Envoys of the Federal Republic of Nigeria, the Republic of Congo and The Hague met. Male nurses came."
    assert {name for name, _ in read(text)} == {"Federal Republic of Nigeria", "Republic of Congo", "The Hague"}


def test_a_capital_within_a_word_makes_a_brand_but_of_a_surname() -> None:
    text = "More in KestrelWeb. He thanked MacDvorek."
    found = read(text, ("KestrelWeb", "GPE"), ("MacDvorek", "PERSON"))
    assert [label for label, _ in found.values()] == ["ORG", "PERSON"]


def test_a_model_that_takes_a_state_for_a_person_is_overruled(places: PlaceIndex) -> None:
    text = "Tamil Nadu refused, and Tamil Nadu said so."
    found = agree(text, [Span(0, 10, "PERSON"), Span(24, 34, "PERSON")], places)
    assert {one.label for one in found} == {"GPE"}


def test_somebody_and_where_they_are_from_are_two_names(places: PlaceIndex) -> None:
    text = "Police held Ana Lucia Reis of Aleppo."
    found = agree(text, [Span(12, 36, "PERSON")], places)
    assert [(one.text, one.label) for one in found] == [("Ana Lucia Reis", "PERSON"), ("Aleppo", "GPE")]


def test_a_lawmakers_home_is_a_place_to_the_whole_article(places: PlaceIndex) -> None:
    text = "Ann Dvorek, D-Euclid, voted no."
    guess = Span(text.index("D-Euclid"), text.index("D-Euclid") + 8, "ORG")
    assert ("Euclid", "GPE") in [(one.text, one.label) for one in agree(text, [guess], places)]


def test_a_model_that_errs_all_through_an_article_is_overruled(places: PlaceIndex) -> None:
    text = "Tamil Nadu refused. " * 9
    guesses = [Span(at, at + 10, "PERSON") for at in range(0, len(text), 20)]
    assert {one.label for one in agree(text, guesses, places)} == {"GPE"}


def test_what_is_shelled_is_a_place(places: PlaceIndex) -> None:
    text = "Troops shelled Khan Qwerty on Monday."
    start = text.index("Khan")
    assert [one.label for one in agree(text, [Span(start, start + 11, "PERSON")], places)] == ["GPE"]


def test_a_surname_that_a_country_has_too_is_the_person_who_acts() -> None:
    text = "Mira Jordan won the race. Jordan, who runs daily, was glad."
    assert read(text, ("Mira Jordan", "PERSON"))["Jordan", 0] == ("PERSON", "Mira Jordan")


def test_a_country_stays_one_where_nothing_acts_like_a_person() -> None:
    text = "Mira Jordan won the race. It was held in Jordan."
    assert read(text, ("Mira Jordan", "PERSON"))["Jordan", 0] == ("GPE", "Jordan")


def test_a_full_name_ends_with_who_is_a_person_alone() -> None:
    text = "Zorp Dvorek, 40, was there. Mr Dvorek slept, and Dvorek woke."
    assert read(text, ("Zorp Dvorek", "ORG"))["Dvorek", 1] == ("PERSON", "Zorp Dvorek")


def test_a_surname_that_is_a_word_is_found_where_it_stands_alone() -> None:
    text = "Mira Moon spoke. The hall was full when Moon left."
    assert read(text, ("Mira Moon", "PERSON"))["Moon", 0] == ("PERSON", "Mira Moon")


def test_a_town_stands_in_a_list_with_a_country() -> None:
    text = "Trains to Zorpville and Kenya were late."
    assert read(text, ("Zorpville", "PERSON"))["Zorpville", 0][0] == "GPE"


def test_nothing_is_named_in_an_address_or_a_sum_of_money() -> None:
    text = "See www.example.org/7/Kenya-wins.html: it cost US$40 and US dollars were paid."
    assert read(text) == {}


def test_a_single_word_that_acts_like_nobody_is_no_person() -> None:
    text = "They drank Zorbulon, and few had heard of Zorbulon."
    assert not read(text, ("Zorbulon", "PERSON"))


@pytest.mark.parametrize(
    "text",
    [
        "It was bad, Zorbulon said. The Zorbulon story sells.",
        "The party leader Zorbulon was there.",
        "Police named Adam (23) and Zorbulon (41).",
        "His predecessor Zorbulon left.",
    ],
)
def test_a_single_word_that_acts_like_somebody_is_one(text: str) -> None:
    assert read(text, ("Zorbulon", "PERSON"))["Zorbulon", 0][0] == "PERSON"


def test_a_surname_of_two_letters_is_the_person_named_in_full() -> None:
    text = "Eugenia Qu came. It was late, Qu said."
    _, again = agree(text, [Span(0, 10, "PERSON"), Span(30, 32, "PERSON")])
    assert (again.text, again.label, again.name) == ("Qu", "PERSON", "Eugenia Qu")


def test_a_title_is_no_name_of_the_person_behind_it() -> None:
    text = "Coach Ann Dvorek won. The coach thanked Mrs Dvorek. Coach Petty lost."
    found = read(text, ("Coach Ann Dvorek", "PERSON"))
    assert ("Coach", 0) not in found
    assert found["Dvorek", 0] == ("PERSON", "Ann Dvorek")


def test_two_names_at_a_comma_are_two() -> None:
    text = "Ann Dvorek met Petr Okello. In a note to Okello, Dvorek was glad."
    assert "Okello, Dvorek" not in {name for name, _ in read(text, ("Ann Dvorek", "PERSON"), ("Okello, Dvorek", "ORG"))}


def test_a_people_is_nobody_s_surname() -> None:
    text = "Ann Syrian came. Syrian refugees followed."
    found = agree(text, [Span(0, 10, "PERSON")])
    assert [(one.text, one.label) for one in found] == [("Ann Syrian", "PERSON"), ("Syrian", "NORP")]


def test_pieces_of_a_person_found_apart_are_what_the_surname_stands_for() -> None:
    text = "Kestra wa Okonjo came. It was late, Okonjo said."
    found = agree(text, [Span(0, 6, "PERSON"), Span(10, 16, "PERSON")])
    assert [(one.text, one.name) for one in found] == [("Kestra wa Okonjo",) * 2, ("Okonjo", "Kestra wa Okonjo")]


def test_a_state_by_its_letters_begins_nobodys_name() -> None:
    text = "So said U.K. Fisheries Secretary Ann Dvorek."
    found = agree(text, [Span(8, 22, "PERSON"), Span(33, 43, "PERSON")])
    assert [(one.text, one.label) for one in found] == [("U.K.", "GPE"), ("Ann Dvorek", "PERSON")]


def test_a_state_of_the_index_behind_a_comma_is_a_name_of_its_own(places: PlaceIndex) -> None:
    text = "Rain fell on Zorp, Tamil Nadu, all day."
    found = agree(text, [Span(13, 30, "ORG")], places)
    assert ("Tamil Nadu", "GPE") in [(one.text, one.label) for one in found]


def test_a_town_of_several_words_is_no_building(places: PlaceIndex) -> None:
    text = "Fires burned near Khan Younis in summer."
    assert [(one.text, one.label) for one in agree(text, [Span(18, 29, "FAC")], places)] == [("Khan Younis", "GPE")]


def test_what_stands_in_a_list_with_a_town_is_a_place(places: PlaceIndex) -> None:
    text = "A ferry ran from Euclid and Qwertyham to the isle."
    guesses = [Span(text.index(name), text.index(name) + len(name), label) for name, label in
               (("Euclid", "GPE"), ("Qwertyham", "PERSON"))]  # fmt: skip
    assert {one.text: one.label for one in agree(text, guesses, places)}["Qwertyham"] == "GPE"


def test_initials_of_a_country_are_a_place() -> None:
    found = read("South Africa was dry. In SA dams are low.", ("South Africa", "GPE"), ("SA", "ORG"))
    assert found["SA", 0] == ("GPE", "South Africa")


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Norwegian Qwertyh", "ORG"),
        ("Qwertyh Norway", "ORG"),
        ("Northern Norway", "GPE"),
        ("Norwegian Oro Dorn", "GPE"),
    ],
)
def test_a_word_and_a_nation_are_a_body_where_no_gazetteer_has_them(places: PlaceIndex, name: str, label: str) -> None:
    found = agree(f"Then {name} ended.", [Span(5, 5 + len(name), "GPE")], places)
    assert [one.label for one in found if one.text == name] == [label]


def test_the_short_form_of_a_body_is_it_unless_it_is_somebody(places: PlaceIndex) -> None:
    text = "Zorb Qel Airways stopped. Then Zorb Qel, said a clerk, sold jets."
    guesses = [Span(0, 16, "ORG"), Span(31, 39, "GPE")]
    assert [(one.label, one.name) for one in agree(text, guesses, places)] == [("ORG", "Zorb Qel Airways")] * 2
    titled = text.replace("Then Zorb Qel,", "But Mr Zorb Qel,")
    assert agree(titled, [Span(0, 16, "ORG"), Span(33, 41, "PERSON")], places)[1].label == "PERSON"


def test_one_word_behind_in_is_a_town_rather_than_a_building(places: PlaceIndex) -> None:
    text = "The statue in Qwertyham fell."
    assert [one.label for one in agree(text, [Span(14, 23, "FAC")], places)] == ["GPE"]
    assert [one.label for one in agree("A queue on Q7, near a well.", [Span(11, 13, "FAC")], places)] == ["FAC"]


@pytest.mark.parametrize(
    ("text", "guess", "found"),
    [
        ("Zorb Cement of Kumasi sold it.", "Zorb Cement of Kumasi", ["Zorb Cement", "Kumasi"]),
        ("Then Salt Board of Kumasi sold it.", "Salt Board of Kumasi", ["Salt Board of Kumasi"]),
        ("Polish Foreign Minister Ann Dvorek, 40, ran.", "Polish Foreign Minister", ["Polish", "Ann Dvorek"]),
        ("President of Poland Ann Dvorek, 40, ran.", "Poland Ann", ["Poland", "Ann Dvorek"]),
    ],
)
def test_what_is_no_part_of_a_body_is_parted_from_it(
    places: PlaceIndex, text: str, guess: str, found: list[str]
) -> None:
    start = text.index(guess)
    read = [Span(start, start + len(guess), "ORG")]
    if "Dvorek" in text:
        read.append(Span(text.index("Dvorek"), text.index(", 40"), "PERSON"))
    assert [one.text for one in agree(text, read, places)] == found
