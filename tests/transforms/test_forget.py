"""What stays forgotten: by any spelling of an address, behind redirects, without a word about others."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from schemas.dead_letter import DeadLetter
from schemas.feed_poll import FeedPoll
from schemas.request import Request
from tests.support.lake import article
from transforms.forget import keep_unforgotten
from transforms.identity.tombstones import Kind, Tombstones, make_mark

NOW = datetime(2031, 5, 1, tzinfo=UTC)
KEY = b"a key of its own"


def tombstones(*names: tuple[Kind, str]) -> Tombstones:
    return Tombstones(KEY, frozenset(make_mark(KEY, kind, name) for kind, name in names))


ADDRESS = tombstones(("address", "https://one.example/story?id=1"))
SITE = tombstones(("site", "torvay.com"))


def letter(asked: str | None, **more: object) -> DeadLetter:
    plain = DeadLetter(asked, None, "fetch", "http_error", "status 404", 404, NOW, requested_url=asked)
    return replace(plain, **more)  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize(
    "url", ["https://one.example/story?id=1", "HTTPS://One.Example:443/story?utm_medium=m&id=1#end"]
)
def test_an_address_is_known_in_every_spelling(url: str) -> None:
    assert keep_unforgotten(Request(url, "list", NOW), ADDRESS) is None


@pytest.mark.parametrize("url", ["https://one.example/story?id=2", "http://one.example/story?id=1"])
def test_another_address_is_not(url: str) -> None:
    request = Request(url, "list", NOW)
    assert keep_unforgotten(request, ADDRESS) is request


def test_hosts_of_a_site_are_the_site() -> None:
    assert keep_unforgotten(Request("https://m.torvay.com/x", "list", NOW), SITE) is None
    assert keep_unforgotten(Request("https://torvay.com.org/x", "list", NOW), SITE) is not None


def test_an_article_is_judged_by_where_it_was_found_and_by_its_id() -> None:
    moved = replace(article(3), url="https://one.example/story?id=1")
    assert keep_unforgotten(moved, ADDRESS) is None
    assert keep_unforgotten(article(3), tombstones(("article", article(3).article_id))) is None
    assert keep_unforgotten(article(3), ADDRESS) == article(3)


def test_a_failure_names_no_forgotten_address() -> None:
    assert keep_unforgotten(letter("https://short.example/1", url="https://one.example/story?id=1"), ADDRESS) is None
    assert keep_unforgotten(letter("https://x.example/1", detail="it leads to (https://torvay.com/b)"), SITE) is None
    assert keep_unforgotten(letter("https://x.example/1", detail="www.torvay.com: no address"), SITE) is None
    assert keep_unforgotten(letter("https://x.example/1", detail="nottorvay.com: no address"), SITE) is not None
    assert keep_unforgotten(letter(None, source_id="record 7"), tombstones(("source", "record 7"))) is None


def test_an_id_of_a_record_counts_only_where_there_is_no_address() -> None:
    named = letter("https://x.example/1", source_id="record 7")
    assert keep_unforgotten(named, tombstones(("source", "record 7"))) is named


def test_feeds_and_pictures_of_a_forgotten_site_are_left_out_of_what_others_wrote() -> None:
    told = replace(article(3), feed_url="https://torvay.com/rss", image_url="https://img.torvay.com/a.jpg")
    assert keep_unforgotten(told, SITE) == replace(article(3), feed_url=None, image_url=None)
    poll = FeedPoll("https://torvay.com/rss", NOW, 200, 3, 3, 0, None, None, None, gap=False, error=None)
    assert keep_unforgotten(poll, SITE) is None


def test_marks_say_nothing_to_who_has_another_key() -> None:
    assert make_mark(b"one", "site", "one.example") != make_mark(b"two", "site", "one.example")
    assert "one" not in "".join(SITE.marks)
