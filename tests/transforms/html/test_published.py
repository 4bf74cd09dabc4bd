from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from transforms.html.reading import PageReading, read_html

LATEST = datetime(2025, 6, 1, tzinfo=UTC)
URL = "https://news.example/world/ferries-collide"
TITLE = "Two ferries collide in fog outside Port Linden"
STORY = "".join(
    f"<p>{text}</p>"
    for text in (
        "Two ferries collided in thick fog outside the harbour of Port Linden on Tuesday morning, injuring 14 people.",
        "It happened shortly after seven, when visibility was below fifty metres, the port's duty officer said.",
        "Both vessels reached the quay under their own power, and divers were to inspect the hulls on Wednesday.",
    )
)


def read(
    head: str = "", byline: str = "", foot: str = "", url: str = URL, title: str = f"<h1>{TITLE}</h1>"
) -> PageReading:
    body = f"<header><p>Sunday, 1 June 2025</p></header><main>{title}{byline}<div>{STORY}</div>{foot}</main>"
    page = f"<html><head><meta charset=utf-8><title>{TITLE}</title>{head}</head><body>{body}</body></html>"
    return read_html(page.encode(), "text/html; charset=utf-8", url, LATEST)


def linked(published: str, **more: str) -> str:
    stated = {"@type": "NewsArticle", "headline": TITLE, "datePublished": published, **more}
    return f'<script type="application/ld+json">{json.dumps(stated)}</script>'


def test_the_publisher_s_clock_beside_a_moment_in_utc() -> None:
    reading = read(linked("2025-05-21T01:00:21.174Z"), "<p>Published 9:00 PM EDT, Tue May 20, 2025</p>")
    assert reading.published_at == datetime(2025, 5, 21, 1, 0, 21, tzinfo=UTC)
    assert (reading.published_from, reading.published_offset) == ("json-ld", -240)


def test_the_clock_of_the_latest_change() -> None:
    head = linked("2025-05-20T01:48:19Z", dateModified="2025-05-20T10:54:28Z")
    line = "<p>PUBLISHED: May 19, 2025 | UPDATED: May 20, 2025 at 6:54 a.m.</p>"
    assert read(head, line).published_offset == -240


def test_the_text_of_a_time_element_without_a_datetime() -> None:
    line = '<p><time datetime="00:00-YY-DD-MM">May 20, 2025 5:06pm PT</time></p>'
    reading = read(linked("2025-05-21T00:06:51+00:00"), line)
    assert (reading.published_at, reading.published_offset) == (datetime(2025, 5, 21, 0, 6, 51, tzinfo=UTC), -420)


@pytest.mark.parametrize(
    ("line", "url", "day", "offset"),
    [
        ("<p>May 19, 2025</p>", URL, "2025-05-19", None),
        ("", "https://news.example/2025/05/19/ferries-collide", "2025-05-19", None),
        ("<p>May 20, 2025</p>", URL, "2025-05-20", 0),
        ("<p>May 18, 2025</p>", URL, "2025-05-20", 0),
        ("<p>May 21, 2025</p>", URL, "2025-05-20", 0),  # no clock is 20 hours and more ahead
    ],
)
def test_a_day_beside_a_moment_in_utc(line: str, url: str, day: str, offset: int | None) -> None:
    reading = read(linked("2025-05-20T03:05:46Z"), line, url=url)
    assert reading.published_at == datetime(2025, 5, 20, 3, 5, 46, tzinfo=UTC)
    assert reading.published_day is not None
    assert (reading.published_day.isoformat(), reading.published_offset) == (day, offset)


def test_the_day_of_a_change_is_not_that_of_publication() -> None:
    head = linked("2025-05-19T16:22:00Z", dateModified="2025-05-20T05:39:00Z")
    reading = read(head, "<p>Tuesday 20 May 2025 05:39, UK</p>")
    assert reading.published_day == date(2025, 5, 19)


def test_a_day_takes_the_time_that_is_the_same_day_there() -> None:
    head = linked("2025-05-19") + '<meta property="article:published_time" content="2025-05-19T21:00:00-04:00">'
    reading = read(head)
    assert reading.published_at == datetime(2025, 5, 20, 1, 0, tzinfo=UTC)
    assert (reading.published_day, reading.published_offset) == (date(2025, 5, 19), -240)


def test_a_day_in_the_address_takes_the_time_of_the_line() -> None:
    reading = read(byline="<p>Published 11:11 PM EDT May 19, 2025</p>", url=f"{URL}/2025/05/19/x")
    assert reading.published_at == datetime(2025, 5, 20, 3, 11, tzinfo=UTC)
    assert (reading.published_from, reading.published_day) == ("url", date(2025, 5, 19))


@pytest.mark.parametrize(
    ("byline", "day"),
    [
        ("<div><span>Jane Ferrier</span><span>May 20, 2025</span><span>2 Shares</span></div>", "2025-05-20"),
        ("<p>Von Jane Ferrier | 20.05.25 | 14:07 Uhr</p>", "2025-05-20"),
        ("<p>News Example<br>20 May 2025, 22:11 GMT+10</p>", "2025-05-20"),
        ("<p>Última actualización: 20 de mayo de 2025</p>", "2025-05-20"),
    ],
)
def test_visible_dates_below_the_headline(byline: str, day: str) -> None:
    reading = read(byline=byline)
    assert reading.published_at is not None
    assert (reading.published_at.date().isoformat(), reading.published_from) == (day, "text")


def test_a_caption_dates_its_picture_not_the_story() -> None:
    picture = "<figure><img src=x.jpg><figcaption>The quay of Port Linden, 3 April 2025</figcaption></figure>"
    reading = read(byline=picture, foot="<p>Date: 20.05.2025</p>")
    assert reading.published_at == datetime(2025, 5, 20, tzinfo=UTC)


def test_a_headline_that_is_no_h1() -> None:
    reading = read(byline="<p>20 May 2025</p>", title=f"<h1>News</h1><ul><li>Sport</ul><div><b>{TITLE}</b></div>")
    assert reading.published_at == datetime(2025, 5, 20, tzinfo=UTC)


def test_the_date_that_ends_a_title() -> None:
    reading = read(f'<meta property="og:title" content="{TITLE} | NE | 20.05.2025">')
    assert (reading.published_at, reading.published_from) == (datetime(2025, 5, 20, tzinfo=UTC), "meta")


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://news.example/article/A2025052014320005196", datetime(2025, 5, 20, tzinfo=UTC)),
        ("https://news.example/view/AKR20250520143200051?section=news", datetime(2025, 5, 20, tzinfo=UTC)),
        ("https://news.example/view/2099052014320005", datetime(2025, 6, 1, tzinfo=UTC)),
        ("https://news.example/view/2025139914320005", datetime(2025, 6, 1, tzinfo=UTC)),
    ],
)
def test_serial_numbers_when_nothing_else_is_stated(url: str, day: datetime) -> None:
    page = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{STORY}</body></html>"
    reading = read_html(page.encode(), None, url, LATEST)
    assert reading.published_at == (day if day < LATEST else None)


def test_broken_linked_data_still_says_when() -> None:
    broken = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "x", \'y\': 1, "datePublished": '
    reading = read(broken + '"2025-05-20T08:10:00+02:00", "dateModified": "2025-05-21T08:10:00+02:00"}}</script>')
    assert reading.published_at == datetime(2025, 5, 20, 6, 10, tzinfo=UTC)
    assert reading.modified_at == datetime(2025, 5, 21, 6, 10, tzinfo=UTC)
    assert (reading.published_from, reading.published_offset) == ("json-ld", 120)


def test_a_z_behind_the_time_of_a_clock() -> None:
    head = linked("2025-05-20T09:15:00Z") + '<meta property="article:published_time" content="2025-05-20T13:15:00">'
    reading = read(head, "<p>Posted May 20, 2025 at 6:15 AM PDT</p>")
    assert (reading.published_at, reading.published_offset) == (datetime(2025, 5, 20, 13, 15, tzinfo=UTC), -420)


@pytest.mark.parametrize(
    ("byline", "foot", "day"),
    [
        ("<p>Updated: 22 May 2025 10:00 | Published: 20 May 2025 08:00</p>", "", "2025-05-20"),
        ("<p>20 May 2025, last updated 22 May 2025</p>", "", "2025-05-20"),
        ('<p>last updated <time datetime="2025-05-22">22 May</time></p>', "<p>Posted on 20 May 2025</p>", "2025-05-20"),
        ('<p>last updated <time datetime="2025-05-22">22 May</time></p>', "", "2025-05-22"),
        ('<abbr class="published" title="2025-05-20T08:00:00+02:00">two days ago</abbr>', "", "2025-05-20"),
        ('<span class="ago" data-timestamp="1747731600">two days ago</span>', "", "2025-05-20"),
        ("<ul><li>The quay was rebuilt on 3 April 2011</li><li>Fourteen people are hurt</li></ul>", "", "2025-06-01"),
    ],
)
def test_what_a_line_says_of_its_date(byline: str, foot: str, day: str) -> None:
    reading = read(byline=byline, foot=foot)
    assert str(reading.published_day) == day


def test_times_of_comments_and_of_other_stories_date_nothing() -> None:
    said = "".join(
        f'<div class="said"><time datetime="2025-05-2{n}T10:00:00Z">{n} days ago</time><p>Poor people.</p></div>'
        for n in range(4)
    )
    assert read(foot=f"<section>{said}</section>").published_from == "text"
    one = '<div class="comment"><time datetime="2025-05-22T10:00:00Z">today</time><p>Poor people.</p></div>'
    assert read(foot=f"<section>{one}</section>").published_from == "text"


def test_microdata_of_another_story_and_of_comments() -> None:
    item = 'itemscope itemtype="https://schema.org/{}"'
    other = f'<div {item.format("NewsArticle")}><a itemprop="url" href="/older">Older</a>{{}}</div>'
    date = '<meta itemprop="datePublished" content="2024-01-02T03:04:05Z"><meta itemprop="author" content="Ann Older">'
    own = (
        '<meta itemprop="datePublished" content="2025-05-20T08:00:00Z"><meta itemprop="author" content="Jane Ferrier">'
    )
    comment = f'<div itemprop="comment" {item.format("Comment")}>{date}</div>'
    reading = read(byline=other.format(date) + own, foot=comment)
    assert reading.published_at == datetime(2025, 5, 20, 8, tzinfo=UTC)
    assert reading.authors == ("Jane Ferrier",)


def test_the_date_of_the_page_where_the_article_has_none() -> None:
    graph = [{"@type": "NewsArticle", "headline": TITLE}, {"@type": "WebPage", "datePublished": "2025-05-20T08:00:00Z"}]
    reading = read(f'<script type="application/ld+json">{json.dumps({"@graph": graph})}</script>')
    assert reading.published_at == datetime(2025, 5, 20, 8, tzinfo=UTC)


def test_a_section_within_the_day_of_an_address() -> None:
    reading = read(url="https://news.example/2025/WORLD/05/20/ferries/index.html")
    assert (reading.published_day, reading.published_from) == (date(2025, 5, 20), "url")
