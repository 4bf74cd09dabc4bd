"""Elements that are marked as the author's name, one example for each way in which sites mark them."""

from __future__ import annotations

import pytest

from transforms.html.bylines import find_linked, find_marked
from transforms.html.tree import parse_document

NAME = "Ilse Vandermark"


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
    root = parse_document(f'<html><body><p>Mill closes</p><div class="{marked}">{NAME}</div></body></html>').root
    assert find_marked(root, [NAME]) == ([NAME], [])
    assert find_marked(root, []) == ([], [NAME])


@pytest.mark.parametrize("marked", ["authority", "bylaws", "rewriter", "reportage"])
def test_names_that_mark_none(marked: str) -> None:
    root = parse_document(f'<html><body><div class="{marked}">{NAME}</div></body></html>').root
    assert find_marked(root, [NAME]) == ([], [])


@pytest.mark.parametrize(
    "folder",
    [
        *("author", "authors", "autor", "autores", "autoren", "autorin", "autorinnen", "auteur", "auteurs", "autore"),
        *("redakteur", "redakteure", "staff", "contributor", "contributors", "reporter", "reporters", "journalist"),
        *("journalists", "journaliste", "byline", "writer", "writers", "columnist", "columnists"),
    ],
)
def test_folders_of_authors_pages(folder: str) -> None:
    def link(address: str) -> list[str]:
        root = parse_document(f'<html><body><p>By <a href="{address}">{NAME}</a></p></body></html>').root
        return find_linked(root, [f"By {NAME}"])

    assert link(f"/{folder}/ilse-vandermark") == [NAME]
    assert link(f"/{folder}/") == link(f"/{folder}x/ilse") == []
