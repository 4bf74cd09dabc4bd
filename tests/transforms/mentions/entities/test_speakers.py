from transforms.mentions.entities.consensus import agree
from transforms.mentions.entities.spans import Span
from transforms.mentions.entities.speakers import find_speakers


def find(text: str, *read: tuple[str, str]) -> list[str]:
    spans = [Span(text.index(name), text.index(name) + len(name), label) for name, label in read]
    return [text[one.start : one.end] for one in find_speakers(text, spans)]


def test_who_speaks_at_the_head_of_a_sentence_or_behind_a_comma_is_somebody() -> None:
    assert find("Bertide Qorvec said so. The road is shut, Manasseh Zorbalu al-Ebb told us.") == [
        "Bertide Qorvec",
        "Manasseh Zorbalu al-Ebb",
    ]


def test_a_body_an_office_or_one_word_that_speaks_is_nobody() -> None:
    text = "Health Ministry said no. Dvorek said yes. Orovec Foods said so. Kenya Airways said little."
    assert find(text) == []


def test_a_name_behind_a_title_is_whole() -> None:
    assert find("Prime Minister Pushka Kamil Dahlak flew off.") == ["Pushka Kamil Dahlak"]
    assert find("The chief of General Staff Mohan Azik flew off.") == []
    text = "Prime Minister Pushka Kamil Dahlak flew off."
    (found,) = agree(text, [Span(text.index("Kamil"), text.index(" flew"), "PERSON")])
    assert (found.text, found.label) == ("Pushka Kamil Dahlak", "PERSON")


def test_what_the_model_read_as_a_whole_name_is_not_drawn_out_to_a_trade() -> None:
    assert find("Broker Khurshid Alam said so.", ("Khurshid Alam", "PERSON")) == []
