from __future__ import annotations

from transforms.feeds.discovery import find_feed_links, find_sitemap_lines

PAGE = b"""<!doctype html><head><base href="/world/"><title>Quay</title>
<link rel="alternate" type="application/rss+xml" title="News" href="rss?a=1&amp;b=2">
<LINK REL='alternate feed' HREF=https://other.example/atom>
<link rel="alternate" hreflang="de" href="/de/"><link rel="stylesheet" type="text/css" href="x.css">
<link rel="alternate" type="application/feed+json; charset=utf-8" href="/feed.json">
<link rel="alternate" type="application/rss+xml" href="javascript:x()"><link rel="alternate" type="application/rss+xml">
</head>"""


def test_a_page_names_its_feeds() -> None:
    assert find_feed_links(PAGE, "text/html", "https://quay.example/front") == [
        "https://quay.example/world/rss?a=1&b=2",
        "https://other.example/atom",
        "https://quay.example/feed.json",
    ]


def test_links_that_are_never_closed_cost_no_time() -> None:
    assert find_feed_links(b"<link rel=alternate " * 50_000, None, "https://quay.example/") == []


def test_robots_txt_names_sitemaps() -> None:
    robots = b"User-agent: *\nSITEMAP: /news.xml # ours\nSitemap:https://quay.example/s.xml\nSitemap: /news.xml\n"
    expected = ["https://quay.example/news.xml", "https://quay.example/s.xml"]
    assert find_sitemap_lines(robots, "https://quay.example/robots.txt") == expected
