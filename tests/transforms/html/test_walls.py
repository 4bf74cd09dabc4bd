"""Walls that stand in an article's place."""

from __future__ import annotations

import pytest

from transforms.html.walls import name_heading, name_wall


@pytest.mark.parametrize(
    "word",
    [
        *(
            "you",
            "your",
            "our",
            "we",
            "us",
            "sie",
            "ihre",
            "ihren",
            "ihrer",
            "ihrem",
            "ihres",
            "wir",
            "unsere",
            "unserer",
        ),
        *(
            "unseres",
            "unserem",
            "unseren",
            "du",
            "dein",
            "deine",
            "deiner",
            "vous",
            "votre",
            "vos",
            "nous",
            "nos",
            "notre",
        ),
        *("su", "sus", "usted", "nosotros", "nuestra", "nuestros", "tu", "tuo", "tua", "tuoi", "noi", "nostri", "você"),
        *("seu", "seus", "nosso", "nossos", "je", "jij", "jouw", "wij", "onze", "din", "dina", "dine", "ditt", "dig"),
        *("deg", "vår", "våra", "vårt", "våre", "vi"),
    ],
)
def test_a_consent_wall_speaks_for_itself_to_its_reader(word: str) -> None:
    assert name_wall(f"Cookies, consent, GDPR: {word}, {word}.", paid=False, words=6) == "consent_wall"
    assert name_wall(f"Cookies, consent, GDPR: x{word}, {word}.", paid=False, words=6) is None


@pytest.mark.parametrize(
    ("heading", "reason"),
    [
        ("404 – Not found", "not_an_article"),
        ("404: Sorry, this page no longer exists", "not_an_article"),
        ("Oops! Something went wrong", "not_an_article"),
        ("Forbidden", "not_an_article"),
        ("Sign in to your account", "not_an_article"),
        ("Are you a robot?", "needs_javascript"),
        ("We value your privacy", "consent_wall"),
        ("Sorry, are you a robot?", None),
        ("Mill not found guilty", None),
        ("Page not found: the lost diary", None),
    ],
)
def test_headings_of_other_pages(heading: str, reason: str | None) -> None:
    found = name_heading([heading])
    assert found == (None if reason is None else (reason, heading))
