from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.html.authors import clean_names, is_person, looks_like_name, signing_body

CASES = [
    (["Jane Ferrier"], ("Jane Ferrier",)),
    (["By Jane Ferrier"], ("Jane Ferrier",)),
    (["Von Karl Deich und Anna Siel"], ("Karl Deich", "Anna Siel")),
    (["Jane Ferrier, Tom Quay and Li Harbour"], ("Jane Ferrier", "Tom Quay", "Li Harbour")),
    (["Jane Ferrier", "JANE FERRIER"], ("Jane Ferrier",)),
    (["Jane Ferrier, Senior Reporter"], ("Jane Ferrier",)),
    (["Jane Ferrier (Port Linden)"], ("Jane Ferrier",)),
    (["By Jane Ferrier 12/22/2023 05:00 AM EST"], ("Jane Ferrier",)),
    (["Jane Ferrier March 5, 2024 • 3 min read"], ("Jane Ferrier",)),
    (["Jane Ferrier | The Linden Courier"], ("Jane Ferrier",)),
    (["Reuters"], ()),
    (["Associated Press"], ()),
    (["dpa"], ()),
    (["News Desk"], ()),
    (["https://news.example/authors/jane"], ()),
    (["jane@news.example"], ()),
    (["admin"], ()),
    (["Example News"], ()),
    (["Tom Quay &amp; Jane Ferrier"], ("Tom Quay", "Jane Ferrier")),
    (["渡辺花子"], ("渡辺花子",)),
]


@pytest.mark.parametrize(("stated", "names"), CASES)
def test_persons_of_statements(stated: list[str], names: tuple[str, ...]) -> None:
    assert clean_names(stated, {"example news"}) == names


def test_a_body_signs_where_no_person_does() -> None:
    assert signing_body(["By Associated Press"]) == ("Associated Press",)
    assert signing_body(["https://news.example/ap", "4711"]) == ()


def test_visible_text_must_be_written_like_a_name() -> None:
    assert looks_like_name("Maria van der Berg")
    assert not looks_like_name("the harbour at night")


@given(st.text(max_size=120))
def test_whatever_is_stated_no_name_is_empty_or_an_address(stated: str) -> None:
    for name in clean_names([stated], set()):
        assert name == name.strip()
        assert is_person(name, set())
        assert "@" not in name
