"""Whatever a stranger serves, each reader comes to an end with an answer or a Rejected: nothing else is raised."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.fetchers.crawling.robots import parse_robots
from schemas.dead_letter import Rejected
from schemas.page import Page
from schemas.request import BodyKind, Request
from transforms.feeds.reading import read_feed
from transforms.identity.canonical import canonical_url, host_of
from transforms.mentions.casualties.finding import find_casualties
from transforms.mentions.dates.finding import find_dates
from transforms.parse import parse_page

NOW = datetime(2025, 3, 9, 12, tzinfo=UTC)
ADDRESS = "https://quay.example/a"
LONG = 20_000

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


def repeated(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """A few parts in a row, once or again and again; and another such row behind."""
    row = st.lists(parts, min_size=1, max_size=8).map("".join)
    again = st.tuples(row, st.booleans()).map(lambda told: told[0] * (LONG // len(told[0]) if told[1] else 1))
    return st.tuples(again, again).map("".join)


def read_body(kind: BodyKind) -> Callable[[str], object]:
    def read(text: str) -> object:
        content_type = "text/html; charset=utf-8" if kind == "html" else None
        request = Request(ADDRESS, "fuzz", NOW)
        return parse_page(Page(request, ADDRESS, text.encode("utf-8", "replace"), kind, content_type, 200, NOW))

    return read


def read_robots(text: str) -> object:
    return parse_robots(text.encode(), "wire-ingest").allows("/" + "a" * 2_000 + "b")


READERS: dict[str, tuple[Callable[[str], object], st.SearchStrategy[str]]] = {
    "html": (read_body("html"), st.one_of(MARKUP, WORDS)),
    "lines": (read_body("raw_text"), WORDS),
    "text": (read_body("text"), WORDS),
    "dates": (lambda text: find_dates(text, date(2025, 3, 9), None), WORDS),
    "casualties": (lambda text: find_casualties(text, text[:200], date(2025, 3, 9), [], []), WORDS),
    "feeds": (lambda text: read_feed(text.encode(), "text/xml", ADDRESS), FEED),
    "robots": (read_robots, RULES),
    "canonical": (canonical_url, URL),
    "host": (host_of, URL),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", READERS)
def test_a_reader_answers_or_rejects(name: str) -> None:
    read, parts = READERS[name]

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(repeated(st.one_of(parts, st.text(min_size=1, max_size=4))))
    def check(text: str) -> None:
        with suppress(Rejected):
            read(text)

    check()
