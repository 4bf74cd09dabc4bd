import re

from transforms.mentions.entities.ailments import find_ailments
from transforms.mentions.entities.spans import Span


def list_spans(text: str, *names: str, label: str = "GPE") -> list[Span]:
    return [Span(one.start(), one.end(), label) for name in names for one in re.finditer(re.escape(name), text)]


def test_a_disease_that_is_called_after_a_place_is_none() -> None:
    text = "Two cases of Lassa fever were found. Lassa spreads by rats. Nurses flew in from Kenema."
    assert find_ailments(text, list_spans(text, "Lassa", "Kenema")) == {"Lassa"}


def test_a_place_of_which_the_text_speaks_besides_stays_one() -> None:
    text = "Marburg fever broke out in Marburg. The mayor of Marburg shut the schools."
    assert find_ailments(text, list_spans(text, "Marburg")) == set()


def test_a_country_stays_one_and_a_person_is_not_asked_about() -> None:
    text = "The China virus closed the fair. Lyme disease is rarer."
    assert find_ailments(text, list_spans(text, "China")) == set()
    assert find_ailments(text, list_spans(text, "Lyme", label="PERSON")) == set()
