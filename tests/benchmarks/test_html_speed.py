"""The cost of reading a page, against lxml's bare parse of the same pages in the same run."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from lxml import etree

from tests.support.stopwatch import cpu_seconds
from transforms.html.reading import read_html

LATEST = datetime(2026, 1, 1, tzinfo=UTC)
MOST_PARSES = 26
"""Reading may cost as much as this many parses; it is 16 to 22 now, by what else the machine does."""

SENTENCE = "Crews pumped water from the flooded tunnel in district {n} until the early hours, the mayor's office said. "


def write_page(paragraphs: int, teasers: int) -> bytes:
    """An invented news page: a menu, the story in paragraphs, teasers of other stories, a footer."""
    menu = "".join(f'<li class="nav-item"><a href="/s/{n}">Section {n}</a></li>' for n in range(40))
    story = "".join(f'<p class="story-text">{SENTENCE.format(n=n) * 3}</p>' for n in range(paragraphs))
    cards = "".join(
        f'<div class="card teaser" id="c{n}"><a href="/a/{n}"><h3>Ferry number {n} returns to its berth</h3></a>'
        f'<time datetime="2025-03-0{n % 9 + 1}">{n} hours ago</time><span class="byline">By Ines Okafor</span></div>'
        for n in range(teasers)
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Tunnel pumped dry | The Quay</title>'
        '<meta property="og:title" content="Tunnel pumped dry"><meta name="author" content="Ines Okafor">'
        '<meta property="article:published_time" content="2025-03-04T05:06:07Z"><style>p{margin:0}</style></head>'
        f'<body><nav class="menu"><ul>{menu}</ul></nav><main><article class="story"><h1>Tunnel pumped dry</h1>{story}'
        f'</article></main><aside class="related">{cards}</aside><script>var page = {{"kind": "story"}};</script>'
        '<footer class="site-footer"><p>Terms of use. Privacy policy.</p></footer></body></html>'
    ).encode()


@pytest.mark.slow
def test_reading_costs_a_bounded_multiple_of_the_bare_parse() -> None:
    pages = [write_page(paragraphs, teasers) for paragraphs in (5, 20, 60) for teasers in (10, 60)] * 3
    for page in pages:
        assert "tunnel" in read_html(page, None, None, LATEST).text
    bare = cpu_seconds(lambda: [etree.fromstring(page, etree.HTMLParser(encoding="utf-8")) for page in pages], runs=5)
    read = cpu_seconds(lambda: [read_html(page, None, None, LATEST) for page in pages], runs=5)
    assert read < MOST_PARSES * bare, f"{read / bare:.1f} times the parse"
