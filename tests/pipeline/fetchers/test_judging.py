"""The pure decisions: retries, redirects, robot tags, what is a page, what a request carries."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.fetchers import errors
from pipeline.fetchers.answers.acceptance import check_body, check_head, read_length
from pipeline.fetchers.answers.http_answer import HttpHead
from pipeline.fetchers.answers.markup import find_metas
from pipeline.fetchers.answers.robot_tags import read_header_rules, read_meta_rules
from pipeline.fetchers.crawling.redirects import find_refresh, read_cookies
from pipeline.fetchers.crawling.request_headers import make_headers
from pipeline.fetchers.crawling.retries import choose_pause, is_host_failure, is_passing, parse_retry_after
from pipeline.fetchers.errors import FetchRejected, HttpError, NotHtml, TimedOut, TlsFailed
from pipeline.fetchers.settings import FetchSettings
from schemas.dead_letter import REASONS

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Sun, 01 Mar 2026 12:00:30 GMT", 30.0),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0.0),
        ("Sunday, 01-Mar-26 12:01:00 GMT", 60.0),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
        (None, None),
        ("٣", None),
        ("9" * 400, 999_999_999_999.0),
    ],
)
def test_retry_after_in_both_forms(value: str | None, seconds: float | None) -> None:
    assert parse_retry_after(value, NOW) == seconds


@given(st.text(max_size=60))
def test_any_retry_after_is_read(value: str) -> None:
    seconds = parse_retry_after(value, NOW)
    assert seconds is None or seconds >= 0


def test_pauses_double_and_vary() -> None:
    for tries, longest in ((1, 2.0), (2, 4.0), (3, 8.0)):
        pauses = {choose_pause(tries, 2.0) for _ in range(50)}
        assert all(longest / 2 <= pause <= longest for pause in pauses)
        assert len(pauses) > 10


def test_what_passes_and_what_is_the_hosts_fault() -> None:
    assert is_passing(TimedOut("x"))
    assert is_passing(HttpError("x", 503))
    assert is_passing(HttpError("x", 429))
    assert not is_passing(HttpError("x", 404))
    assert not is_passing(TlsFailed("x"))
    assert is_host_failure(TlsFailed("x"))
    assert is_host_failure(HttpError("x", 501))
    assert not is_host_failure(HttpError("x", 404))
    assert not is_host_failure(NotHtml("x", 200))


def test_every_failure_has_a_reason_of_the_closed_list_and_survives_pickling() -> None:
    def leaves(kind: type[FetchRejected]) -> list[type[FetchRejected]]:
        below = kind.__subclasses__()
        return [kind, *(leaf for child in below for leaf in leaves(child))]

    drawn = errors.__doc__ or ""
    for kind in leaves(FetchRejected):
        failure = kind("why", 418, "http://a.example/")
        assert failure.reason in REASONS
        assert kind.__name__ in drawn
        twin = pickle.loads(pickle.dumps(failure))  # noqa: S301 - our own
        assert (type(twin), twin.reason, twin.detail, twin.status, twin.url) == (
            kind, failure.reason, "why", 418, "http://a.example/",
        )  # fmt: skip


@pytest.mark.parametrize(
    ("values", "rules"),
    [
        (["noindex, nofollow"], {"noindex", "nofollow"}),
        (["NONE"], {"none", "noindex", "nofollow"}),
        (["otherbot: noindex", "noarchive"], {"noarchive"}),
        (["wire-ingest: noindex"], {"noindex"}),
        (["unavailable_after: 2026-02-01"], {"noindex"}),
        (["unavailable_after: Sun, 01 Feb 2026 00:00:00 GMT"], {"noindex"}),
        (["unavailable_after: 2027-02-01", "max-snippet: 20"], {"max-snippet: 20"}),
        (["unavailable_after: next week"], set()),
        ([], set()),
    ],
)
def test_header_tags(values: list[str], rules: set[str]) -> None:
    assert read_header_rules(values, "wire-ingest", NOW) == rules


@pytest.mark.parametrize(
    ("html", "forbidden"),
    [
        ('<meta name="robots" content="noindex">', True),
        ("<META CONTENT='NOINDEX' NAME=ROBOTS>", True),
        ('<meta name="wire-ingest" content="noindex">', True),
        ('<meta name="googlebot" content="noindex"><!-- robots -->', False),
        ('<script>"<meta name=robots content=noindex>"</script>', False),
        ('<meta name="robots" content="index,follow,max-image-preview:large">', False),
        ('<meta name="robots" content="noindexing">', False),
    ],
)
def test_meta_tags(html: str, forbidden: bool) -> None:  # noqa: FBT001
    assert ("noindex" in read_meta_rules(html.encode(), "wire-ingest", NOW)) is forbidden


@pytest.mark.parametrize(
    ("html", "there"),
    [
        (b'<meta http-equiv="refresh" content="0; url=/b">', "http://a.example/b"),
        (b"<META HTTP-EQUIV='Refresh' CONTENT='0;URL=http://c.example/?x=1&amp;y=2'>", "http://c.example/?x=1&y=2"),
        (b'<meta http-equiv="refresh" content="60; url=/b">', None),
        (b'<meta http-equiv="refresh" content="0; url=http://a.example/a">', None),
        (b'<meta http-equiv="refresh" content="5">', None),
        (b'<noscript><meta http-equiv="refresh" content="0; url=/b"></noscript>', None),
        (b'<meta http-equiv="refresh" content="0; url=/b">' + b" " * 9000, None),
        (b'<meta http-equiv="refresh" content="0; url=http://[">', None),
    ],
)
def test_refreshes(html: bytes, there: str | None) -> None:
    assert find_refresh(html, "http://a.example/a") == there


@pytest.mark.parametrize(
    "piece",
    [
        b"<!--",
        b"<script>",
        b"<meta ",
        b'<meta http-equiv="refresh" ',
        b"<meta name=robots content",
        b"</script",
        b"<meta a=",
        b"=",
    ],
)
def test_hostile_markup_is_read_in_one_pass(piece: bytes) -> None:
    """Not timed: what looks again from every opening to the end would take minutes over this."""
    body = b"robots refresh" + piece * (2_000_000 // len(piece))
    assert "noindex" not in read_meta_rules(body, "wire-ingest", NOW)
    assert find_refresh(body[:8000], "http://a.example/a") is None
    assert list(find_metas(body)) == []


def test_cookies_are_read_and_bad_ones_passed_over() -> None:
    values = ["a=1; Path=/; HttpOnly", "b=x=y", "a=2", "bad\r\n=1", "=1", "c=\x00", "d=" + "x" * 5000, "e"]
    assert read_cookies(values) == {"a": "a=2", "b": "b=x=y"}
    assert len(read_cookies([f"n{i}=1" for i in range(500)])) == 50


def head(status: int = 200, **fields: str) -> HttpHead:
    return HttpHead(status, tuple((name.replace("_", "-"), value) for name, value in fields.items()))


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (head(304), "not_modified"),
        (head(205), "empty_body"),
        (head(202, Content_Type="text/html"), "http_error"),
        (head(206, Content_Type="text/html"), "http_error"),
        (head(200, Content_Type="image/png"), "not_html"),
        (head(200, Content_Type="text/plain"), "not_html"),
        (head(200, Content_Type="text/html", Content_Length="1001"), "too_large"),
        (head(200, Content_Type="text/html", X_Robots_Tag="noindex"), "robots_noindex"),
        (head(200, Content_Type="text/html; charset=x", Content_Length="1000"), None),
        (head(203, Content_Type="APPLICATION/XHTML+XML"), None),
        (head(200, Content_Type="text/html, text/html"), None),
        (head(200), None),
    ],
)
def test_heads(answer: HttpHead, reason: str | None) -> None:
    if reason is None:
        check_head(answer, NOW, 1000)
        return
    with pytest.raises(FetchRejected) as caught:
        check_head(answer, NOW, 1000)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"  \r\n", "empty_body"),
        (b"\x89PNG....", "not_html"),
        (b"PK\x03\x04", "not_html"),
        (b"just words", "not_html"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html><p>", None),
        (b"<!-- late --><html>", None),
        (b"<div>words</div>", None),
        (b"<3 is a heart", "not_html"),
    ],
)
def test_untyped_bodies(body: bytes, reason: str | None) -> None:
    if reason is None:
        check_body(head(), body, NOW)
        return
    with pytest.raises(FetchRejected) as caught:
        check_body(head(), body, NOW)
    assert caught.value.reason == reason


def test_lengths_that_cannot_be_believed_are_none() -> None:
    assert read_length(head(Content_Length="12")) == 12
    for odd in ("-1", "1e3", "٣", "9" * 40, ""):
        assert read_length(head(Content_Length=odd)) is None
    assert read_length(HttpHead(200, (("Content-Length", "1"), ("Content-Length", "2")))) is None
    assert read_length(head(Content_Length="12", Transfer_Encoding="chunked")) is None


def test_a_contact_is_named_and_cannot_break_the_request() -> None:
    fields = make_headers(FetchSettings(contact="https://news.example/bot"), {}, None, page=True, archived=False)
    assert fields["User-Agent"].endswith("(+https://news.example/bot)")
    assert "From" not in fields
    odd = make_headers(FetchSettings(contact="a@b.example\r\nX: y"), {}, None, page=True, archived=True)
    assert "\r" not in "".join(odd.values())
    assert "br" not in odd["Accept-Encoding"]
    assert timedelta(seconds=FetchSettings().deadline) == timedelta(seconds=30)
