import pytest

from schemas.mentions import Entity
from transforms.mentions.places.idiom import read_idiom
from transforms.mentions.places.index import PlaceIndex
from transforms.mentions.places.resolving import resolve_places


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("The Sheriff came at 7:30 p.m. to 12 N. Oak St. and left.", {"US": 3}),
        ("Magistrates fined her £40 at 10am.", {"GB": 3}),
        ("They stole a lakh of rupees.", {"IN": 1, "PK": 1}),
        ("A councillor spoke to the RCMP.", {"CA": 2}),
        ("Magistrates, a constabulary, the Crown Court, the NHS and GCSEs", {"GB": 3}),
        ("An enthusiast walked.", {}),
    ],
)
def test_the_words_of_one_country_s_news(text: str, countries: dict[str, int]) -> None:
    assert read_idiom(text) == countries


@pytest.mark.parametrize(("words", "country"), [("the school board", "US"), ("the ministry", "GB")])
def test_the_idiom_decides_where_nothing_else_does(index: PlaceIndex, words: str, country: str) -> None:
    text = f"A bus burnt in Mansfield, said {words}."
    (found,) = resolve_places(text, [Entity(15, 24, "Mansfield", "GPE", "Mansfield")], index)
    assert found.place is not None
    assert found.place.country == country
