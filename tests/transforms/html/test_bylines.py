"""Elements that are marked as the author's name, one example for each way in which sites mark them."""

from __future__ import annotations

import pytest

from transforms.html.bylines import Byline, find_linked, find_marked
from transforms.html.main_text import survey_page
from transforms.html.microdata import Items
from transforms.html.tree import parse_document

NAME = "Ilse Vandermark"
NO_ITEMS = Items(None, [])


@pytest.mark.parametrize(
    "marked",
    [
        *("author", "authors", "post-author", "author_box", "byline", "autor", "auteur", "writer", "contributors"),
        *(
            "redakteur",
            "reporter",
            "storyByline",
            "c-by-line",
            "author-name",
            "authorname",
            "authorlink",
            "author-link",
        ),
        *("article-author__name", "autorname", "autor-name"),
    ],
)
def test_names_that_mark_an_author(marked: str) -> None:
    survey = survey_page(parse_document(f'<p>Mill closes</p><div class="{marked}">{NAME}</div>').root)
    assert find_marked(survey, NO_ITEMS, [NAME]) == [Byline(NAME, 1, is_explicit=False, is_near=True)]
    assert find_marked(survey, NO_ITEMS, []) == [Byline(NAME, 1, is_explicit=False, is_near=False)]


@pytest.mark.parametrize("marked", ["authority", "bylaws", "rewriter", "reportage"])
def test_names_that_mark_none(marked: str) -> None:
    survey = survey_page(parse_document(f'<div class="{marked}">{NAME}</div>').root)
    assert find_marked(survey, NO_ITEMS, [NAME]) == []


@pytest.mark.parametrize(
    "folder",
    [
        *("author", "authors", "autor", "autores", "autoren", "autorin", "autorinnen", "auteur", "auteurs", "autore"),
        *("redakteur", "redakteure", "staff", "contributor", "contributors", "reporter", "reporters", "journalist"),
        *("journalists", "journaliste", "byline", "writer", "writers", "columnist", "columnists", "editors", "profile"),
    ],
)
def test_folders_of_authors_pages(folder: str) -> None:
    def link(address: str) -> list[str]:
        survey = survey_page(parse_document(f'<p>By <a href="{address}">{NAME}</a></p>').root)
        return find_linked(survey, [f"By {NAME}"])

    assert link(f"/{folder}/ilse-vandermark") == [NAME]
    assert link(f"/{folder}/") == link(f"/{folder}x/ilse") == []
