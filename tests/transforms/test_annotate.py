"""Of a text that is longer than any story only the beginning is annotated, and the whole is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from pipeline.assembly import open_references
from schemas.article import Article
from transforms.annotate import annotate
from transforms.mentions.entities.finding import DEFAULT
from transforms.text.annotated_part import part_to_read

SENTENCE = "Two people were killed in Paris on Sunday, police said. "
ARTICLE = Article(
    article_id="0123456789abcdef", revision="fedcba9876543210", source_id="a", url=None,
    canonical_url=None, site=None, title="Two killed", authors=(), agency=None, dateline=None,
    language="en", section=None, image_url=None, published_at=None, published_from=None, published_offset=None,
    modified_at=None, text=SENTENCE * 40, fetched_at=None, status=None,
    received_at=datetime(2025, 3, 12, tzinfo=UTC), anchor=None,
)  # fmt: skip


def test_only_the_beginning_of_an_endless_text_is_annotated() -> None:
    endless = replace(ARTICLE, text=SENTENCE * 40 + "' " * 25_000 + SENTENCE)
    solid = replace(ARTICLE, text="x" * 160_000)
    short = replace(ARTICLE, text=SENTENCE)
    found = annotate([endless, solid, short], open_references(DEFAULT))
    assert [one.article.text for one in found] == [endless.text, solid.text, short.text]
    ends = [entity.end for entity in found[0].entities] + [figure.end for figure in found[0].casualties]
    assert len(SENTENCE) * 39 < max(ends) <= len(SENTENCE) * 40
    assert found[2].casualties


def test_marks_count_as_words_do() -> None:
    plain, marks = SENTENCE * 1_780, "' " * 70_000
    assert part_to_read(plain) == plain, "as many code points as are read of English"
    assert len(part_to_read(marks)) == 50_000 - 1
    assert part_to_read("x" * 200_000) == "x" * 100_000
