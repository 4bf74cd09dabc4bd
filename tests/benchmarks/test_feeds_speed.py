"""The cost of reading a feed, against lxml's bare parse of the same feed in the same run."""

from __future__ import annotations

from lxml import etree

from tests.support.stopwatch import cpu_seconds
from transforms.feeds.reading import read_feed

MOST_PARSES = 6
"""Reading may cost as much as this many parses; it is 3.5 now: 500 items in 11 to 13 ms of a 2024 server's core."""

ITEM = (
    "<item><title>Berth number {n} is dredged &amp; deepened</title><link>https://quay.example/{n}?utm_source=rss</link>"
    "<guid>n{n}</guid><pubDate>Tue, 04 Mar 2025 05:{m:02}:07 +0100</pubDate><description>Work goes on.</description>"
    "<content:encoded><![CDATA[<p>{words}</p>]]></content:encoded></item>"
)


def test_reading_costs_a_bounded_multiple_of_the_bare_parse() -> None:
    items = "".join(ITEM.format(n=n, m=n % 60, words="word " * 300) for n in range(500))
    feed = (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Quay</title>'
        f"{items}</channel></rss>"
    ).encode()
    assert len(read_feed(feed, None, None).entries) == 500
    bare = cpu_seconds(lambda: etree.fromstring(feed), runs=9)
    read = cpu_seconds(lambda: read_feed(feed, None, None), runs=9)
    assert read < MOST_PARSES * bare, f"{read / bare:.1f} times the parse"
