from __future__ import annotations

import gzip
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.dead_letter import Rejected
from schemas.feed import Feed
from transforms.feeds.decoding import MAX_BYTES
from transforms.feeds.plain import plain_title
from transforms.feeds.reading import looks_like_page, read_feed

URL = "https://harbour.example/feeds/news.xml"


def read(text: str | bytes, content_type: str | None = None) -> Feed:
    return read_feed(text if isinstance(text, bytes) else text.encode(), content_type, URL)


RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>The &lt;i&gt;Quay&lt;/i&gt; &amp;amp; Harbour</title><link>https://harbour.example/</link><language>de-AT</language>
<ttl>15</ttl><sy:updatePeriod>hourly</sy:updatePeriod><atom:link rel="hub" href="https://hub.example/"/>
<item><title><![CDATA[Ferry <b>back</b> in berth &#8211; crew safe]]></title>
 <link>https://harbour.example/ferry?utm_source=rss&amp;id=7</link><guid isPermaLink="false">f-7</guid>
 <pubDate>Tue, 04 Mar 2025 06:07:08 +0100</pubDate><description>Only a summary.</description>
 <content:encoded><![CDATA[<p>The whole <em>story</em>.</p>]]></content:encoded></item>
<item><title>No link</title><guid>https://harbour.example/by-guid</guid></item>
<item><title>Nowhere</title></item>
</channel></rss>"""


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("Ferry <!-- desk: hold > --> back", "Ferry back"),
        ("Ferry <!-- desk: hold > back", "Ferry back"),
        ("Ferry <!-- desk: hold", "Ferry"),
        ("Ferry <script>x > y", "Ferry"),
    ],
)
def test_what_nobody_reads_of_a_title(markup: str, words: str) -> None:
    assert plain_title(markup) == words


def test_rss() -> None:
    feed = read(RSS)
    assert (feed.kind, feed.title, feed.url) == ("rss", "The Quay & Harbour", "https://harbour.example/")
    assert (feed.language, feed.poll_after, feed.hubs) == ("de-AT", 900.0, ("https://hub.example/",))
    ferry, by_guid, nowhere = feed.entries
    assert ferry.url == "https://harbour.example/ferry?utm_source=rss&id=7"
    assert (ferry.guid, ferry.title) == ("f-7", "Ferry back in berth \u2013 crew safe")
    assert ferry.published_at == datetime(2025, 3, 4, 6, 7, 8, tzinfo=timezone(timedelta(hours=1)))
    assert ferry.content == "<p>The whole <em>story</em>.</p>"
    assert (by_guid.url, by_guid.content) == ("https://harbour.example/by-guid", None)
    assert nowhere.url is None


def test_atom_links_bases_and_types() -> None:
    feed = read(
        """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/a/" xml:lang="en"><title type="text">1 &lt; 2</title>
        <entry xml:base="b/"><id>tag:x</id><title type="html">Q&amp;amp;A &lt;script&gt;x()&lt;/script&gt;</title>
          <link rel="self" href="self"/><link rel="alternate" type="application/pdf" href="story.pdf"/>
          <link type="text/html" href="story"/>
          <published>2025-03-04T05:06:07Z</published><updated>2025-03-05T00:00:00+02:00</updated>
          <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One &amp; two</p></div></content></entry>
        <entry><id>/only/id</id><updated>2025-03-06</updated><content type="text">a &lt; b</content></entry></feed>"""
    )
    assert (feed.kind, feed.title, feed.language) == ("atom", "1 < 2", "en")
    first, second = feed.entries
    assert first.url == "https://harbour.example/a/b/story"
    assert first.title == "Q&A"
    assert first.published_at == datetime(2025, 3, 4, 5, 6, 7, tzinfo=UTC)
    assert first.modified_at == datetime(2025, 3, 5, tzinfo=timezone(timedelta(hours=2)))
    assert "<p>One &amp; two</p>" in (first.content or "")
    assert (second.url, second.content) == ("https://harbour.example/only/id", "a &lt; b")
    assert second.published_at == datetime(2025, 3, 6)  # noqa: DTZ001 - the feed states no offset


def test_rdf_has_its_items_beside_the_channel() -> None:
    feed = read(
        """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="urn:0"><title>H</title></channel>
        <item rdf:about="urn:1"><title>One</title><link>/1</link><dc:date>2025-03-04T05:06+01:00</dc:date></item>
        </rdf:RDF>"""
    )
    (entry,) = feed.entries
    assert (feed.title, entry.url, entry.guid) == ("H", "https://harbour.example/1", "urn:1")
    assert entry.published_at == datetime(2025, 3, 4, 4, 6, tzinfo=UTC)


def test_json_feed() -> None:
    feed = read(
        '{"version": "https://jsonfeed.org/version/1.1", "title": "H", "home_page_url": "https://harbour.example/",'
        '"hubs": [{"type": "WebSub", "url": "https://hub.example/"}], "items": [{"id": 7, "url": "/7",'
        '"title": "A & B",'
        '"date_published": "2025-03-04T05:06:07-05:00", "content_text": "a < b"},'
        '{"id": "https://harbour.example/8"}, 9]}'
    )
    seven, eight = feed.entries
    assert (feed.kind, seven.url, seven.guid, seven.title) == ("json", "https://harbour.example/7", "7", "A & B")
    assert (seven.content, eight.url, feed.hubs) == ("a &lt; b", "https://harbour.example/8", ("https://hub.example/",))


def test_sitemaps_of_every_kind() -> None:
    news = read(
        """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
        <url><loc> https://harbour.example/1 </loc><lastmod>2025-03-05</lastmod>
        <n:news><n:publication><n:name>H</n:name></n:publication><n:publication_date>2025-03-04T05:06:07Z</n:publication_date>
        <n:title>Tunnel pumped dry</n:title></n:news></url><url><loc>mailto:quay@harbour.example</loc></url></urlset>"""
    )
    (entry,) = news.entries
    assert (news.kind, entry.url, entry.title) == ("sitemap", "https://harbour.example/1", "Tunnel pumped dry")
    assert entry.published_at == datetime(2025, 3, 4, 5, 6, 7, tzinfo=UTC)
    index = read("<sitemapindex><sitemap><loc>/s1.xml.gz</loc><lastmod>2025-03-05</lastmod></sitemap></sitemapindex>")
    assert [child.url for child in index.children] == ["https://harbour.example/s1.xml.gz"]
    listed = read("\ufeff# ours\nhttps://harbour.example/1\nwords\nhttps://harbour.example/2 # two\n")
    assert [entry.url for entry in listed.entries] == ["https://harbour.example/1", "https://harbour.example/2"]
    assert listed.kind == "text_sitemap"


def test_a_list_of_feeds_names_each_once() -> None:
    feed = read(
        """<opml version="2.0"><head><title>Ours</title></head><body><outline text="A"><outline xmlUrl="/a"/></outline>
        <outline XMLURL="https://b.example/feed"/><outline xmlUrl="/a"/><outline type="include" url="/more.opml"/>
        <outline type="link" text="x"/></body></opml>"""
    )
    addresses = ["https://harbour.example/a", "https://b.example/feed", "https://harbour.example/more.opml"]
    assert (feed.kind, [child.url for child in feed.children]) == ("opml", addresses)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"<!DOCTYPE html><title>Sign in</title><form><input type='password'></form>", "a login page"),
        (b"<html><body>harbour.example: this domain is for sale!</body></html>", "a parked domain"),
        (b"<!-- x --><!doctype HTML>\n<p>hello", "an HTML page"),
        (b"<gpx><trk/></gpx>", "its root is <gpx>"),
        (b'{"a": 1}', "no list of items"),
        (b"{nonsense", "cannot be read"),
        (b" \n", "empty"),
        (b"", "empty"),
        (b"just words", "neither XML nor JSON nor a list of addresses"),
        (b"\x1f\x8b\x08broken", "empty"),
    ],
)
def test_what_is_no_feed_says_what_it_is(body: bytes, said: str) -> None:
    with pytest.raises(Rejected, match=said) as raised:
        read(body)
    assert raised.value.reason == "not_a_feed"


def test_pages_are_told_from_feeds() -> None:
    assert looks_like_page(b"\xef\xbb\xbf<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC 'x'><html>", None)
    assert not looks_like_page(RSS.encode(), None)
    assert not looks_like_page(b"<!DOCTYPE html><!-- a server's mistake --><rss><channel/></rss>", "text/html")


@pytest.mark.parametrize("cut", range(200, len(RSS), 97))
def test_a_feed_that_ends_too_early_gives_whole_entries_only(cut: int) -> None:
    whole = read(RSS).entries
    try:
        entries = read(RSS[:cut]).entries
    except Rejected:
        entries = ()
    assert entries == whole[: len(entries)]


def test_broken_markup_is_mended() -> None:
    feed = read(
        "<rss><channel><item><title>Fish & chips&nbsp;&eacute;t\x07 &unknown; &#X41;</title>"
        "<link>https://harbour.example/?a=1&b=2</link><guid><![CDATA[a&b]]></guid></item></channel></rss>"
    )
    (entry,) = feed.entries
    assert (entry.title, entry.guid) == ("Fish & chips \u00e9t &unknown; A", "a&b")
    assert entry.url == "https://harbour.example/?a=1&b=2"


@pytest.mark.parametrize(
    ("declaration", "charset", "content_type"),
    [
        ("<?xml version='1.0' encoding='windows-1250'?>", "cp1250", None),
        ("", "cp1250", "text/xml; charset=windows-1250"),
        ("", "utf-16", None),
        ("<?xml version='1.0' encoding='utf-16'?>", "utf-16-be", None),
        ("", "utf-8", "text/xml; charset=us-ascii"),
        ("", "utf-8", "text/xml; charset=rot13"),
    ],
)
def test_charsets(declaration: str, charset: str, content_type: str | None) -> None:
    body = f"{declaration}<rss><channel><title>Łódź</title></channel></rss>".encode(charset)
    assert read(body, content_type).title == "Łódź"


def test_entities_and_document_types_are_not_followed() -> None:
    declared = '<!DOCTYPE rss [<!ENTITY file SYSTEM "file:///etc/hostname"><!ENTITY a "aa">]>'
    item = "<item><link>https://b.example/</link></item>"
    feed = read(f"{declared}<rss><channel><title>x&file;&a;y</title>{item}</channel></rss>")
    assert feed.title is not None
    assert set(feed.title) <= set("xy&file;a")
    assert len(feed.entries) == 1


LAUGHS = f'<!DOCTYPE rss [<!-- {"x" * 5000} --><!ENTITY e0 "x">' + "".join(
    f'<!ENTITY e{n} "{f"&e{n - 1};" * 20}">' for n in range(1, 9)
)


@pytest.mark.parametrize(
    "body",
    [
        b"<rss><channel>" + b"<a/>" * 1_500_000,
        b"<rss>" + b"<a>" * 300_000,
        b"<rss " + b" ".join(b'a%d=""' % n for n in range(200_000)) + b"/>",
        b"<rss><channel><title>" + b"&lt;script " * 200_000 + b"</title></channel></rss>",
        b"<rss><channel><title>&x;" + b"<![CDATA[" * 300_000,
        b"<!--" * 200_000,
        b"[" * 500_000,
        f"{LAUGHS}]><rss><channel><title>&e8;</title></channel></rss>".encode(),
    ],
    ids=["elements", "depth", "attributes", "scripts", "cdata", "comments", "brackets", "entities"],
)
def test_a_hostile_document_is_read_in_bounds(body: bytes) -> None:
    try:
        feed = read(body)
    except Rejected:
        return
    assert len(feed.entries) == 0
    assert len(feed.title or "") <= 2_000


def test_what_is_too_long_is_cut_and_says_so() -> None:
    urls = "".join(f"<url><loc>https://harbour.example/{n}</loc></url>" for n in range(50_001))
    sitemap = read(f"<urlset>{urls}</urlset>")
    assert (len(sitemap.entries), sitemap.is_cut) == (50_000, True)
    bomb = read(gzip.compress(b"<urlset><url><loc>/1</loc></url>" + (b"<a/>" + b" " * 2_000) * (MAX_BYTES // 2_000)))
    assert (len(bomb.entries), bomb.is_cut) == (1, True)


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: f"<rss><channel>{text}".encode()))
def test_no_bytes_make_it_fail(body: bytes) -> None:
    with suppress(Rejected):
        assert read(body).kind
