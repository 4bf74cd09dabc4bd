"""Feeds, sitemaps and addresses as the inputs of one run, over a site on loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow.dataset as ds
import pytest

from pipeline.__main__ import main
from tests.support.story_site import StorySite, item, rss, story_site

Rows = list[dict[str, Any]]


@pytest.fixture
def site() -> Iterator[StorySite]:
    with story_site() as served:
        yield served


def ingest(output: Path, *arguments: str, run_id: str = "r") -> int:
    return main(
        [*arguments, "--output", str(output), "--run_id", run_id, "--host_delay", "0", "--allow_host", "127.0.0.1"]
    )


def rows(output: Path, table: str) -> Rows:
    found: Rows = ds.dataset(output / table, format="parquet", partitioning="hive").to_table().to_pylist()
    return found


PUBLISHED = "<pubDate>Tue, 04 Mar 2025 05:06:07 +0100</pubDate>"
WORDS = "<p>Two people were killed on Monday when a wall fell in Homs, the governor said in the morning.</p>" * 3


def test_a_feed_is_followed_to_its_stories(tmp_path: Path, site: StorySite, capsys: pytest.CaptureFixture[str]) -> None:
    site.put_story("/a")
    site.put("/old", "", status=301, Location="/b")
    site.put_story("/b")
    full = f"<content:encoded><![CDATA[{WORDS}]]></content:encoded>"
    feed = site.put(
        "/rss",
        rss(
            item("ORIGIN/a?utm_source=rss&p=1", "A", PUBLISHED),
            item("ORIGIN/old", "B"),
            item("ORIGIN/a?p=1", "A again"),
            item("ORIGIN/gone", "Wall falls in Homs", PUBLISHED + full),
            item("ORIGIN/nothing", "No words"),
            f"<item><guid isPermaLink='false'>w-1</guid><title>No address</title>{full}</item>",
            "<item><title>Neither</title></item>",
        ),
        "text/html",  # as some servers say of every file
    )
    assert ingest(tmp_path, "--input", feed) == 0
    articles = {row["requested_url"]: row for row in rows(tmp_path, "articles")}
    assert articles.keys() == {f"{site.origin}/a?utm_source=rss&p=1", f"{site.origin}/old", f"{site.origin}/gone", None}
    fetched = articles[f"{site.origin}/a?utm_source=rss&p=1"]
    assert (fetched["published_from"], fetched["published_offset"], fetched["feed_url"]) == ("feed", 60, feed)
    assert articles[f"{site.origin}/old"]["url"] == f"{site.origin}/b"
    fallen = articles[f"{site.origin}/gone"]
    assert (fallen["status"], fallen["published_from"], fallen["title"]) == (None, "feed", "Wall falls in Homs")
    assert fallen["text"].startswith("Two people were killed")
    assert articles[None]["source_id"] == "w-1"
    failures = {(row["reason"], row["requested_url"], row["feed_url"]) for row in rows(tmp_path, "failures")}
    assert failures == {("http_error", f"{site.origin}/nothing", feed), ("malformed_record", None, None)}
    (poll,) = rows(tmp_path, "feeds")
    assert (poll["feed_url"], poll["status"], poll["items"], poll["new"], poll["known"]) == (feed, 200, 7, 6, 1)
    assert poll["newest_item_at"] == datetime(2025, 3, 4, 4, 6, 7, tzinfo=UTC)
    assert "1 feed silent for over 7 days" in capsys.readouterr().out
    assert not list((tmp_path / "_state" / "intake").glob("*"))
    assert "intake" not in json.dumps(json.loads((tmp_path / "_runs" / "r.json").read_text())["inputs"])


def test_addresses_are_told_apart_by_what_answers(tmp_path: Path, site: StorySite) -> None:
    page = site.put_story("/page")
    site.put_story("/s1")
    site.put_story("/s2")
    site.put("/map.xml", "<urlset><url><loc>ORIGIN/s1</loc></url></urlset>", "application/xml")
    old = "<sitemap><loc>ORIGIN/old.xml</loc><lastmod>2019-01-01</lastmod></sitemap>"
    index = site.put("/index.xml", f"<sitemapindex><sitemap><loc>ORIGIN/map.xml</loc></sitemap>{old}</sitemapindex>")
    login = site.put("/login", "<html><form><input type='password'></form></html>")
    listed = tmp_path / "ours.opml"
    listed.write_text(f'<opml><body><outline xmlUrl="{site.origin}/json"/><outline xmlUrl="{index}"/></body></opml>')
    site.put("/json", '{"version": "1", "items": [{"id": "2", "url": "/s2"}, {"id": "1", "url": "/s1"}]}', "text/plain")
    site.put("/broken", "no feed at all", "text/plain")
    inputs = ["--input", page, "--input", str(listed), "--input", f"{site.origin}/broken", "--input", login]
    assert ingest(tmp_path / "out", *inputs, "--since", "2020-01-01") == 0
    articles = {row["requested_url"] for row in rows(tmp_path / "out", "articles")}
    assert articles == {page, f"{site.origin}/s1", f"{site.origin}/s2"}
    assert site.asked["/s1"] == 1
    assert site.asked["/old.xml"] == 0
    failures = {row["url"]: (row["stage"], row["reason"]) for row in rows(tmp_path / "out", "failures")}
    assert failures[f"{site.origin}/broken"] == ("source", "not_a_feed")
    polled = {row["feed_url"]: row["error"] for row in rows(tmp_path / "out", "feeds")}
    assert polled.keys() == {f"{site.origin}{path}" for path in ("/json", "/index.xml", "/map.xml", "/broken")}
    assert (polled[f"{site.origin}/broken"] or "").startswith("not_a_feed: neither XML nor JSON")


def test_a_feed_in_a_file(tmp_path: Path, site: StorySite) -> None:
    address = site.put_story("/a")
    saved = tmp_path / "saved.xml"
    saved.write_text(rss(item(address)))
    assert ingest(tmp_path / "out", "--input", str(saved)) == 0
    (article,) = rows(tmp_path / "out", "articles")
    assert (article["requested_url"], article["feed_url"]) == (address, str(saved))


def test_a_page_without_an_article_gives_way_to_the_words_of_the_feed(tmp_path: Path, site: StorySite) -> None:
    site.put("/wall", "<html><body><div id=root></div><script src=app.js></script></body></html>")
    feed = site.put(
        "/rss",
        rss(item("ORIGIN/wall", "Wall falls", f"<content:encoded><![CDATA[{WORDS}]]></content:encoded>")),
    )
    assert ingest(tmp_path, "--input", feed) == 0
    (article,) = rows(tmp_path, "articles")
    assert (article["status"], article["title"]) == (200, "Wall falls")


def test_robots_keep_the_words_of_a_feed_out_too(tmp_path: Path, site: StorySite) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /private\n", "text/plain")
    words = f"<content:encoded><![CDATA[{WORDS}]]></content:encoded>"
    feed = site.put("/rss", rss(item("ORIGIN/private/a", "A", words)))
    assert ingest(tmp_path, "--input", feed) == 0
    assert [row["reason"] for row in rows(tmp_path, "failures")] == ["robots_disallowed"]
    assert not rows(tmp_path, "articles")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--input", "https://a.example/", "--input_format", "warc"], "is fetched"),
        (["--input", "README.md", "--since", "yesterday"], "--since yesterday: write a day"),
    ],
)
def test_what_makes_no_sense_is_said(
    arguments: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, "--output", str(tmp_path)]) == 2
    assert said in capsys.readouterr().err


def test_a_site_leads_to_its_feeds(tmp_path: Path, site: StorySite, caplog: pytest.LogCaptureFixture) -> None:
    for name in "ab":
        site.put_story(f"/{name}")
    link = '<link rel="alternate" type="application/rss+xml" href="/news/rss">'
    front = site.put("/", f"<!doctype html><html><head>{link}</head><body>Quay</body></html>")
    site.put("/news/rss", rss(item("ORIGIN/a")))
    site.put("/robots.txt", "User-agent: *\nDisallow:\nSitemap: ORIGIN/s.xml\n", "text/plain")
    site.put("/s.xml", "<urlset><url><loc>ORIGIN/b</loc></url></urlset>")
    with caplog.at_level("INFO"):
        assert ingest(tmp_path, "--input", front, "--input_format", "site") == 0
    assert {row["requested_url"] for row in rows(tmp_path, "articles")} == {f"{site.origin}/a", f"{site.origin}/b"}
    assert {row["feed_url"] for row in rows(tmp_path, "feeds")} == {
        front,
        f"{site.origin}/news/rss",
        f"{site.origin}/s.xml",
    }
    assert f"{front} has {site.origin}/news/rss, {site.origin}/s.xml" in caplog.text
    assert site.asked["/feed"] == 0, "the usual places are asked for where nothing is named"


def test_a_site_that_names_no_feed_may_have_one_at_a_usual_place(tmp_path: Path, site: StorySite) -> None:
    site.put_story("/a")
    front = site.put("/", "<!doctype html><html><body>Quay</body></html>")
    site.put("/feed", "<html>an old page</html>")
    site.put("/rss.xml", rss(item("ORIGIN/a")))
    listed = tmp_path / "sites.txt"
    listed.write_text(f"{front}\n")
    assert ingest(tmp_path / "out", "--input", str(listed), "--input_format", "site") == 0
    (article,) = rows(tmp_path / "out", "articles")
    assert article["feed_url"] == f"{site.origin}/rss.xml"
    site.documents.pop("/rss.xml")
    assert ingest(tmp_path / "out", "--input", front, "--input_format", "site", run_id="second") == 0
    (failure,) = rows(tmp_path / "out", "failures")
    assert (failure["reason"], failure["url"]) == ("not_a_feed", front)
