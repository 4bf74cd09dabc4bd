"""What a page's own claims and an input's hints come to."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from schemas.dead_letter import Rejected
from schemas.page import Page
from schemas.request import BodyKind, Request
from transforms.parse import parse_page

EAST = timezone(timedelta(hours=2))
NOW = datetime(2025, 6, 1, tzinfo=UTC)
BODY = "<p>The river rose two metres overnight and the lower town was cut off, the mayor said on Sunday.</p>" * 6


def a_page(
    body: str | bytes, kind: BodyKind = "html", url: str | None = "https://news.example.org/a/1", **asked: object
) -> Page:
    request = Request(url, "test", NOW, **asked)  # type: ignore[arg-type]
    return Page(request, url, body if isinstance(body, bytes) else body.encode(), kind, "text/html; charset=utf-8")


def html(head: str) -> str:
    return f"<html><head><title>River rises</title>{head}</head><body><article>{BODY}</article></body></html>"


@pytest.mark.parametrize(
    ("claimed", "canonical"),
    [
        ("https://news.example.org/a/1-river", "https://news.example.org/a/1-river"),
        ("https://www.news.example.org/a/1?utm_source=x#top", "https://www.news.example.org/a/1"),
        ("https://evil.example.net/a/1", "https://news.example.org/a/1"),
        ("https://news.example.org/", "https://news.example.org/a/1"),
        ("javascript:alert(1)", "https://news.example.org/a/1"),
    ],
)
def test_a_canonical_url_is_believed_within_its_site(claimed: str, canonical: str) -> None:
    article = parse_page(a_page(html(f'<link rel="canonical" href="{claimed}">')))
    assert article.canonical_url == canonical
    assert article.site == "example.org"


def test_an_article_without_an_address_is_named_by_its_source() -> None:
    named = parse_page(a_page("A story.", "text", None, source_id="s1"))
    same = parse_page(a_page("Another story.", "text", None, source_id="s1"))
    assert named.article_id == same.article_id
    assert named.revision != same.revision
    assert parse_page(a_page("A story.", "text", None)).article_id != named.article_id


def test_the_day_that_a_page_shows_is_the_anchor() -> None:
    head = '<meta property="article:published_time" content="2025-03-09T01:50:59Z">'
    article = parse_page(a_page(html(head).replace(BODY, f"<h1>River rises</h1><p>March 8, 2025</p>{BODY}")))
    assert article.published_at == datetime(2025, 3, 9, 1, 50, 59, tzinfo=UTC)
    assert (article.published_offset, article.anchor) == (None, date(2025, 3, 8))


@pytest.mark.parametrize(
    ("stated", "published_at", "offset", "anchor"),
    [
        (None, None, None, None),
        (datetime(2025, 3, 1, 0, 30, tzinfo=EAST), "2025-02-28T22:30:00+00:00", 120, date(2025, 3, 1)),
        (datetime(2025, 3, 1), "2025-03-01T00:00:00+00:00", None, date(2025, 3, 1)),  # noqa: DTZ001
    ],
)
def test_the_anchor_is_the_publishers_own_day_and_never_the_clock(
    stated: datetime | None, published_at: str | None, offset: int | None, anchor: date | None
) -> None:
    article = parse_page(a_page("It rained on Sunday.", "text", None, published_at=stated))
    assert (article.published_at and article.published_at.isoformat()) == published_at
    assert (article.published_offset, article.anchor) == (offset, anchor)
    assert article.published_from == ("input" if stated else None)


def test_clean_text_is_kept_to_the_byte() -> None:
    text = "  Two\tspaces  \n\n\nkept \n"
    assert parse_page(a_page(text, "text", None)).text == text


@pytest.mark.parametrize("body", [b"%PDF-1.7 stream", b"PK\x03\x04\x00\x00binary"])
def test_a_binary_file_is_no_article(body: bytes) -> None:
    with pytest.raises(Rejected) as refused:
        parse_page(a_page(body, "raw_text", None))
    assert refused.value.reason == "not_an_article"


def test_what_a_feed_says_is_told_from_what_a_record_says() -> None:
    stated = {"published_at": datetime(2025, 3, 4, tzinfo=UTC), "title": "Ferry back in berth"}
    of_feed = parse_page(a_page("A story.", "text", "https://a.example/1", feed_url="https://a.example/rss", **stated))
    assert (of_feed.published_from, of_feed.feed_url) == ("feed", "https://a.example/rss")
    assert (of_feed.requested_url, of_feed.title) == ("https://a.example/1", "Ferry back in berth")
    of_record = parse_page(a_page("A story.", "text", None, **stated))
    assert (of_record.published_from, of_record.feed_url, of_record.requested_url) == ("input", None, None)
