"""The pages: what they say agrees with the tables, and a stranger's text stays text."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from bs4 import BeautifulSoup, Tag

from pipeline.view.site import Reply, answer
from pipeline.view.snapshot import Snapshot, take_snapshot
from schemas.tables import FEEDS
from tests.support.invented import PLACES, invent_tables


def page(snapshot: Snapshot, target: str) -> Tag:
    reply = answer(snapshot, target)
    assert reply.status == 200, target
    return BeautifulSoup(reply.body.decode("utf-8"), "lxml")


def said(element: Tag) -> str:
    return " ".join(element.get_text().split())


def rows_of(reply: Reply) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(reply.body.decode("utf-8"))))


def titles(document: Tag) -> list[str]:
    return [said(link) for link in document.select(".stories .what a")]


@pytest.mark.parametrize(
    ("query", "condition"),
    [
        ("", "true"),
        ("?country=KE", "country = 'KE'"),
        ("?place=mex", "place = 'Mexico City'"),
        ("?from=2024-02-01&to=2024-02-10", "first_day BETWEEN '2024-02-01' AND '2024-02-10'"),
        ("?cause=crash&speaker=hospital", "cause = 'crash' AND attribution_type = 'hospital'"),
        ("?outcome=injured&toll=130", "coalesce(best, low, high) >= 130"),
        ("?confidence=80", "confidence >= 0.7999"),
        ("?country=XX", "false"),
        ("?place=%27%20OR%201%3D1", "false"),
    ],
)
def test_list_map_timeline_and_csv_show_the_same_selection(query: str, condition: str, plain: Snapshot) -> None:
    outcome = "injured" if "injured" in query else "killed"
    wanted = plain.database.fetch(
        "SELECT count(DISTINCT article_id) AS stories, sum(low) AS low FROM casualties "  # noqa: S608 - of the list above
        f"WHERE is_main AND outcome = '{outcome}' AND {condition}"
    )[0]
    document = page(plain, f"/{query}")
    if not wanted["stories"]:
        assert "Nothing fits" in said(document.select("main")[0])
        return
    assert said(document.select(".stats strong")[0]) in {f"{wanted['stories']} articles", "1 article"}
    listed = rows_of(answer(plain, f"/events.csv{query}"))
    assert len(listed) == wanted["stories"]
    assert [row["title"].lstrip("'") for row in listed[:2]] == titles(document)[:2]
    for address in ("/map.csv", "/timeline.csv"):
        assert sum(int(row["low"]) for row in rows_of(answer(plain, f"{address}{query}"))) == wanted["low"]


def test_what_an_address_asks_wrongly_is_no_condition_and_is_told(plain: Snapshot) -> None:
    wrong = ["from=yesterday", "outcome=eaten", "toll=-1", "confidence=9e9", "page=x", "sort=up"]
    wrong += ["country=France", "day=2024-02-01", "cuase=<b>crash"]
    document = page(plain, f"/?{'&'.join(wrong)}&country=&to=&toll=")
    assert titles(document) == titles(page(plain, "/"))
    told = [note for note in map(said, document.select("main > .note")) if note.startswith("Passed over")]
    assert told == [f"Passed over, as it is no condition: {stated}" for stated in wrong]
    for path in ("/events.csv", "/map.csv", "/timeline.csv"):  # no row would tell that it is one of all
        refused = answer(plain, f"{path}?{wrong[0]}&country=KE")
        assert (refused.status, refused.kind) == (400, "text/plain; charset=utf-8")
        assert refused.body == b"These are no conditions: from=yesterday\n"
    assert answer(plain, "/?" + "a=1&" * 100).status == 200


def test_pages_of_the_list_hold_every_story_once(plain: Snapshot) -> None:
    seen = [str(link["href"]) for n in (1, 2, 3) for link in page(plain, f"/?page={n}").select(".stories .what a")]
    assert len(seen) == len(set(seen)) == 120


def test_a_country_is_an_area_and_a_town_a_dot(plain: Snapshot) -> None:
    drawn = page(plain, "/").select("svg.map")[0]
    assert len(drawn.select("path.area")) == 1
    assert len(drawn.select("circle.band")) == len(PLACES) - 1


def test_an_article_has_every_row_marked_in_its_place(plain: Snapshot) -> None:
    document = page(plain, "/article/0000000000000001")
    (row,) = plain.database.fetch("SELECT * FROM articles WHERE article_id = '0000000000000001'")
    text = "".join(part.get_text() for part in document.select("article p"))
    assert text == row["text"].replace("\n\n", "")
    marked = [(" ".join(mark["class"]), mark.get_text()) for mark in document.select("article .m")]
    assert ("m main", "5 people") in marked
    assert ("m other", "99 people") in marked
    assert ("m date", "Tuesday") in marked
    assert [kind for kind, _ in marked].count("m place") == 1
    assert {card["id"] for card in document.select(".card")} == {"f1", "f2", "f3", "f4"}


def test_reasons_are_told_on_demand(plain: Snapshot) -> None:
    address = "/article/0000000000000001"
    assert not page(plain, address).select(".reasons")
    (card,) = page(plain, f"{address}?why=f1").select(".card:has(.reasons)")
    assert card["id"] == "f1"
    assert "Why it is counted" in said(card)
    assert not page(plain, f"{address}?why=f99").select(".reasons")


def test_the_difference_of_revisions_is_shown(tmp_path: Path) -> None:
    invent_tables(tmp_path, articles=2, days=1)
    (path,) = tmp_path.glob("articles/*/*.parquet")
    rows = pq.read_table(path, partitioning=None).to_pylist()
    later = {**rows[0], "revision": "f" * 16, "run_id": "later", "text": rows[0]["text"].replace("buses", "trams")}
    later["fetched_at"] = rows[0]["fetched_at"].replace(year=2025)
    schema = pq.read_schema(path)
    pq.write_table(pa.Table.from_pylist([later], schema), path.with_name("later.0.parquet"))
    snapshot = take_snapshot(tmp_path)
    address = f"/article/{rows[0]['article_id']}"
    newest = page(snapshot, address)
    assert "trams" in said(newest.select(".change ins")[0])
    assert "buses" in said(newest.select(".change del")[0])
    earlier = page(snapshot, f"{address}?revision={rows[0]['revision']}")
    assert "buses" in said(earlier.select("article")[0])
    assert answer(snapshot, f"{address}?revision=none").status == 404


def test_an_event_shows_its_tolls_its_claims_and_its_families(linked: Snapshot) -> None:
    event = "e000000000000001"
    document = page(linked, f"/event/{event}")
    tolls = linked.database.fetch("SELECT * FROM event_tolls WHERE event_id = $id", {"id": event})
    assert len(document.select("svg.steps circle")) == len(tolls) == 4
    links = {str(link["href"]) for link in document.select("svg.steps a")}
    assert links == {f"/article/{toll['article_id']}#{toll['figure_id']}" for toll in tolls}
    assert "4 articles, 3 independent" in said(document)
    assert len(document.select(".families > li")) == 3
    for name in ("event_tolls", "event_articles"):
        assert len(rows_of(answer(linked, f"/event/{event}/{name}.csv"))) == 4
        assert document.select(f"a[href='/event/{event}/{name}.csv']")
    (place, *_) = document.select("figure:has(svg.map) tbody td")
    assert [said(name) for name in document.select("svg.map .spot")] == [said(place)]
    assert all(drawn.select("table") for drawn in document.select("figure"))
    outcomes = [said(row.select("td")[0]) for row in document.select("table:has(.range) tbody tr")]
    assert outcomes == sorted(outcomes, key=["killed", "injured"].index)
    assert set(outcomes) == {"killed", "injured"}
    assert answer(linked, "/event/e0000000000000ff").status == 404
    assert page(linked, f"/article/{tolls[0]['article_id']}").select(f"a[href='/event/{event}']")


def test_what_a_round_up_tells_aside_is_no_source(tmp_path: Path) -> None:
    invent_tables(tmp_path, articles=8, days=1, linked=True)
    (path,) = tmp_path.glob("event_articles/*/*.parquet")
    rows = pq.read_table(path, partitioning=None)
    (other,) = [row for row in rows.to_pylist() if row["article_id"] == "0000000000000005"]
    aside = pa.Table.from_pylist([{**other, "event_id": "e000000000000000", "aside": True}], rows.schema)
    pq.write_table(pa.concat_tables([rows, aside]), path)
    snapshot = take_snapshot(tmp_path)
    document = page(snapshot, "/event/e000000000000000")
    assert len(document.select(".families li li")) == 4
    (listed,) = document.select("h3 + ul a")
    assert listed["href"] == "/article/0000000000000005"
    assert not document.select(".charts ~ .scroll a[href^='/article/0000000000000005']")
    links = page(snapshot, "/article/0000000000000005").select("li:has(a[href^='/event/'])")
    assert [said(link).endswith(", aside") for link in links] == [False, True]


def test_search_finds_texts_titles_and_names(plain: Snapshot) -> None:
    hits = page(plain, "/search?q=QUETTA+bomb").select(".hit")
    assert hits
    assert all("Quetta" in said(hit) for hit in hits)
    assert hits[0].select("mark")
    assert not page(plain, "/search?q=quetta+nairobi").select(".hit")
    assert len(page(plain, "/search").select(".hit")) == 100
    assert len(rows_of(answer(plain, "/search.csv?q="))) == 120
    assert "Nothing was found" in said(page(plain, "/search?q=%25"))


def test_what_pages_say_is_text(plain: Snapshot) -> None:
    for address in ("/?from=2024-01-01&to=2024-01-09", "/article/0000000000000003", "/search?q=document.title"):
        document = page(plain, address)
        assert [script["src"] for script in document.select("script")] == ["/static/keys.js"]
        assert "document.title = 'taken'" in said(document)
    body = answer(plain, "/article/0000000000000005").body.decode()
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", body)
    assert "\n0000000000000006,'=HYPERLINK(1)," in answer(plain, "/events.csv").body.decode()


def test_a_source_is_linked_without_telling_it_of_us(plain: Snapshot) -> None:
    for link in page(plain, "/article/0000000000000001").select("a[href^=http]"):
        assert "noreferrer" in link["rel"]


@pytest.mark.parametrize(
    "target",
    [
        "/article/../../etc/passwd",
        "/static/../site.py",
        "/static/%2e%2e/site.py",
        "/nothing",
        "/event/x",
        "/article/x'y",
        "/article/0000000000000001/failures.csv",
        "/articles.csv",
        "/article/",
    ],
)
def test_nothing_else_is_reached(target: str, plain: Snapshot) -> None:
    assert answer(plain, target).status == 404


def test_an_empty_output_says_so(tmp_path: Path) -> None:
    snapshot = take_snapshot(tmp_path)
    assert "No tables yet" in said(page(snapshot, "/"))
    assert "No run has finished" in said(page(snapshot, "/health"))


def test_tables_of_an_earlier_version_and_without_figures_say_so(tmp_path: Path) -> None:
    invent_tables(tmp_path, articles=3, days=1)
    (path,) = tmp_path.glob("dates/*/*.parquet")
    pq.write_table(pq.read_table(path, partitioning=None).drop_columns(["place", "country"]), path)
    for name in ("casualties", "entities"):
        for file in tmp_path.glob(f"{name}/*/*.parquet"):
            file.unlink()
    document = page(take_snapshot(tmp_path), "/")
    assert "dates has no place, country." in said(document)
    assert "No article has a casualty figure" in said(document)


def test_health_tells_what_an_operator_must_see(tmp_path: Path) -> None:
    invent_tables(tmp_path, articles=40, days=8)
    dead = page(take_snapshot(tmp_path), "/health")
    assert "going on or dead: invented." in said(dead)
    assert answer(take_snapshot(tmp_path), "/runs.csv").status == 404
    runs = tmp_path / "_runs"
    runs.mkdir()
    done = {"run_id": "invented", "requests": 50, "tables": {"articles": {"rows": 40}}, "failures": {"http_error": 10}}
    (runs / "invented.json").write_text(json.dumps({**done, "seconds": {"fetch": 3.0, "elapsed": 90.0}}))
    (runs / "torn.json").write_text("{")
    document = page(take_snapshot(tmp_path), "/health")
    text = said(document)
    assert "It read 40 articles; 10 failed (20%)." in text
    assert "Every run has finished." in text
    assert "cannot be read: torn.json." in text
    assert "1 min 30 s" in text
    (run,) = rows_of(answer(take_snapshot(tmp_path), "/runs.csv"))
    assert (run["run_id"], run["articles"], run["failures"], run["seconds"]) == ("invented", "40", "10", "90.0")


def test_feeds_that_fail_fall_silent_or_lose_stories_are_listed(tmp_path: Path) -> None:
    invent_tables(tmp_path, articles=4, days=1)
    at = datetime(2024, 3, 10, 6, tzinfo=UTC)
    same = {"run_id": "invented", "schema_version": 3, "items": 5, "new": 0, "known": 5, "status": 200}
    told: list[dict[str, object]] = [
        {"feed_url": "https://well.example/rss", "polled_at": at, "newest_item_at": at, "gap": False},
        {"feed_url": "https://torn.example/rss", "polled_at": at - timedelta(1), "newest_item_at": at, "gap": False},
        {"feed_url": "https://torn.example/rss", "polled_at": at, "status": 503, "gap": False, "error": "<i>busy</i>"},
        {"feed_url": "https://mute.example/rss", "polled_at": at, "newest_item_at": at - timedelta(8), "gap": False},
        {"feed_url": "https://fast.example/rss", "polled_at": at, "newest_item_at": at, "gap": True},
    ]
    folder = tmp_path / "feeds" / "polled_date=2024-03-10"
    folder.mkdir(parents=True)
    pq.write_table(pa.Table.from_pylist([{**same, **poll} for poll in told], FEEDS.schema), folder / "r.0.parquet")
    snapshot = take_snapshot(tmp_path)
    document = page(snapshot, "/health")
    assert "3 feeds failing, silent or with gaps" in said(document)
    (listed,) = [found for found in document.select("table") if "Feeds failing" in said(found)]
    rows = {said(row.select("td")[0]): said(row) for row in listed.select("tbody tr")}
    assert {name.split("/")[2] for name in rows} == {"torn.example", "mute.example", "fast.example"}
    assert "503" in rows["https://torn.example/rss"]
    assert "<i>busy</i>" in rows["https://torn.example/rss"]
    assert "2 March 2024" in rows["https://mute.example/rss"]
    assert len(rows_of(answer(snapshot, "/feeds.csv"))) == 5
    keep = pa.Table.from_pylist([{**same, **told[0]}], FEEDS.schema)
    pq.write_table(keep, folder / "r.0.parquet")
    assert "Every feed speaks." in said(page(take_snapshot(tmp_path), "/health"))


def test_a_site_that_broke_its_habit_is_named(tmp_path: Path) -> None:
    invent_tables(tmp_path, articles=80, days=20)
    for path in tmp_path.glob("articles/*/*.parquet"):
        rows = pq.read_table(path, partitioning=None)
        site = ["daily.example" if path.parent.name[-10:] > "2024-01-08" else "stopped.example"] * rows.num_rows
        index = rows.schema.get_field_index("site")
        pq.write_table(rows.set_column(index, rows.schema.field(index), [site]), path)
    text = said(page(take_snapshot(tmp_path), "/health"))
    assert "Stopped giving articles: stopped.example (12 days after its last)." in text
