"""Whatever a stranger serves, each reader comes to an end with an answer or a Rejected: nothing else is raised."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.dead_letter import Rejected
from tests.support.readers import READERS
from tests.support.worst_inputs import list_inputs, spell

WORDS = st.sampled_from(
    [
        "killed",
        "injured",
        "at",
        "least",
        "12",
        "twelve",
        "hundred",
        "and",
        ",",
        ".",
        ";",
        "-",
        "'",
        '"',
        "of",
        "the",
        "in",
        "Monday",
        "March",
        "2024-03-09",
        "10:30",
        "ago",
        "AP",
        "(Reuters)",
        "Homs",
        "from",
        "to",
        "no",
        "nor",
        "1.5",
        "%",
        "dozens",
        "中",
        "ا",
        "\u200b",
        "\u2028",
        "\n",
        "\t",
        "|",
        "•",
        "#",
        "=",
        "$5",
        "II",
        "Mr.",
        "Paris",
        "University of",
        "President",
        "U.S.",
        "Inc.",
        "vor",
        "am",
        "Uhr",
        "enero",
        "pasado",
    ]
)
MARKUP = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div class='byline author'>",
        "<time datetime='2024-03-09'>",
        "<h1>",
        "</h1>",
        "<title>",
        "<a href=/x>",
        "<script>",
        "</script>",
        "<script type='application/ld+json'>",
        '{"@type":"NewsArticle","author":',
        "[",
        "]",
        "}",
        '"',
        "<!--",
        "-->",
        "<table>",
        "<td>",
        "<template shadowrootmode=open>",
        "<svg>",
        "&amp;",
        "&#x41;",
        "<br>",
        "\0",
        "<meta property='og:title' content='x'>",
        "<div itemscope itemtype='http://schema.org/Comment'>",
        "A story. ",
    ]
)
FEED = st.sampled_from(
    [
        "<rss><channel>",
        "<feed xmlns='http://www.w3.org/2005/Atom'>",
        "<urlset>",
        "<opml>",
        "<item>",
        "</item>",
        "<entry>",
        "<link>http://a.example/1</link>",
        "<pubDate>Mon, 03 Mar 2025 10:00:00 GMT</pubDate>",
        "<![CDATA[",
        "]]>",
        "&x;",
        "<!DOCTYPE a [<!ENTITY b 'c'>]>",
        '{"items":[',
        '{"url":"http://a.example/1"},',
        "<a:b xmlns:a='u'>",
        "<guid>1</guid>",
    ]
)
RULES = st.sampled_from(
    [
        "User-agent: *\n",
        "Disallow: /",
        "Allow: /*a*b$",
        "\n",
        "*",
        "$",
        "%41",
        "%",
        "#",
        "é",
        "\r",
        "\0",
        "Crawl-delay: 9",
    ]
)
URL = st.sampled_from(
    ["http://", "https:", "a", "/", "..", "%", "%2e", "?", "&", "=", "#", "@", ":", "é", "xn--", "[", "\\", "1"]
)


def repeated(parts: st.SearchStrategy[str], length: int) -> st.SearchStrategy[str]:
    """A few parts in a row, once or again and again; and another such row behind."""
    row = st.lists(parts, min_size=1, max_size=8).map("".join)
    again = st.tuples(row, st.booleans()).map(lambda told: told[0] * (length // len(told[0]) if told[1] else 1))
    return st.tuples(again, again).map("".join)


ALPHABETS: dict[str, st.SearchStrategy[str]] = {
    "html": st.one_of(MARKUP, WORDS),
    "feeds": FEED,
    "robots": RULES,
    "canonical": URL,
    "host": URL,
}
"""What the inputs of a reader are made of; WORDS for those of text."""
_OF_A_MODEL = {"entities", "places", "whole"}
"""Their inputs are shorter and fewer: a model takes a second for 20,000 characters."""


@pytest.mark.slow
@pytest.mark.parametrize("name", READERS)
def test_a_reader_answers_or_rejects(name: str) -> None:
    read, parts = READERS[name], ALPHABETS.get(name, WORDS)
    length, examples = (2_000, 40) if name in _OF_A_MODEL else (20_000, 60)

    @settings(max_examples=examples, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(repeated(st.one_of(parts, st.text(min_size=1, max_size=4)), length))
    def check(text: str) -> None:
        with suppress(Rejected):
            read(text)

    check()


@pytest.mark.parametrize("name", READERS)
def test_the_docs_hold_the_worst_inputs(name: str) -> None:
    told = Path("docs/fetching.md").read_text(encoding="utf-8")
    inputs = [shown for shown, _ in list_inputs(name, size=100)]
    assert len(inputs) >= 10
    assert [shown for shown in inputs if f"| {name} | {spell(shown)} | " not in told] == []
