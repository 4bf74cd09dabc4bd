from __future__ import annotations

import gzip
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipeline.fetchers.warc_replay import read_stored_response
from pipeline.sources.warc import read_index
from schemas.dead_letter import Rejected
from schemas.page import Page
from schemas.request import Request
from tests.support.suites import SUITES, needs_suites

NOW = datetime(2026, 3, 1, tzinfo=UTC)
HTML = b"<!doctype html><html><body><p>A bridge was closed in Port Example.</p></body></html>"


def archive(*records: tuple[str, str, str, bytes], packed: bool = True) -> bytes:
    """Records as (type, URL, HTTP head or Content-Type, body)."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=packed, warc_version="1.1")
    for kind, url, head, body in records:
        http = None
        content_type = head
        if kind == "response":
            status, *lines = head.split("\n")
            http = StatusAndHeaders(status, [tuple(line.split(": ", 1)) for line in lines], protocol="HTTP/1.1")
            content_type = ""
        writer.write_record(
            writer.create_warc_record(
                url,
                kind,
                BytesIO(body),
                len(body),
                content_type,
                {"WARC-Date": "2015-10-07T08:00:00.123456Z"},
                None,
                http,
            )
        )
    return out.getvalue()


def page(url: str, *more: str, status: str = "200 OK", body: bytes = HTML) -> tuple[str, str, str, bytes]:
    return ("response", url, "\n".join([status, "Content-Type: text/html; charset=utf-8", *more]), body)


def read(path: Path, content: bytes) -> list[Request | Rejected]:
    path.write_bytes(content)
    return list(read_index(str(path), NOW))


def replay(answer: Request | Rejected) -> Page:
    assert isinstance(answer, Request), answer
    return read_stored_response(answer)


@pytest.mark.parametrize("packed", [True, False])
def test_pages_are_requests_and_the_rest_is_passed_over(tmp_path: Path, packed: bool) -> None:  # noqa: FBT001
    answers = read(
        tmp_path / "a.warc",
        archive(
            page("https://a.example/1"),
            page("https://a.example/old", "Location: /1", status="301 Moved"),
            page("https://a.example/robots.txt"),
            ("response", "https://a.example/x.png", "200 OK\nContent-Type: image/png", b"\x89PNG"),
            ("metadata", "https://a.example/1", "application/warc-fields", b"a: b"),
            ("resource", "https://a.example/saved", "text/html", HTML),
            page("https://a.example/2"),
            packed=packed,
        ),
    )
    pages = [replay(answer) for answer in answers]
    assert [p.url for p in pages] == ["https://a.example/1", "https://a.example/saved", "https://a.example/2"]
    assert [p.body for p in pages] == [HTML] * 3
    assert [p.status for p in pages] == [200, None, 200]
    assert pages[0].fetched_at == datetime(2015, 10, 7, 8, 0, 0, 123456, UTC)
    assert pages[0].content_type == "text/html; charset=utf-8"
    assert pages[0].kind == "html"


def test_codings_are_removed_within_the_cap(tmp_path: Path) -> None:
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in (HTML[:10], HTML[10:])) + b"0\r\n\r\n"
    answers = read(
        tmp_path / "a.warc.gz",
        archive(
            page("https://a.example/1", "Content-Encoding: gzip", body=gzip.compress(HTML)),
            page("https://a.example/2", "Transfer-Encoding: chunked", body=chunks),
            page("https://a.example/3", "Content-Encoding: gzip", body=gzip.compress(b"\0" * 20_000_000)),
            page("https://a.example/4", "Content-Encoding: gzip", body=HTML),
            page("https://a.example/5", status="404 Not Found"),
            page("https://a.example/6", "X-Robots-Tag: noindex"),
        ),
    )
    assert replay(answers[0]).body == replay(answers[1]).body == HTML
    for answer, reason in zip(answers[2:], ("too_large", "bad_encoding", "http_error", "robots_noindex"), strict=True):
        with pytest.raises(Rejected) as caught:
            replay(answer)
        assert caught.value.reason == reason


@pytest.mark.parametrize("packed", [True, False])
def test_a_broken_record_is_told_with_its_offset_and_the_next_is_read(tmp_path: Path, packed: bool) -> None:  # noqa: FBT001
    first = archive(page("https://a.example/1"), packed=packed)
    second = archive(page("https://a.example/2"), packed=packed)
    third = archive(page("https://a.example/3"), packed=packed)
    answers = read(tmp_path / "a.warc", first + second[: len(second) - 40] + third)
    broken = [answer for answer in answers if isinstance(answer, Rejected)]
    assert [replay(answer).url for answer in answers if isinstance(answer, Request)] == [
        "https://a.example/1",
        "https://a.example/3",
    ]
    assert [why.reason for why in broken] == ["malformed_archive"]
    assert f"byte {len(first)}:" in broken[0].detail


def test_the_end_may_be_missing(tmp_path: Path) -> None:
    whole = archive(page("https://a.example/1"), page("https://a.example/2"))
    answers = read(tmp_path / "a.warc.gz", whole[:-30])
    assert [type(answer) for answer in answers] == [Request, Rejected]


def test_what_is_no_archive_is_one_failure(tmp_path: Path) -> None:
    assert [getattr(answer, "reason", None) for answer in read(tmp_path / "a.warc", HTML)] == ["malformed_archive"]


def test_a_single_member_gzip_says_how_to_mend_it(tmp_path: Path) -> None:
    content = gzip.compress(archive(page("https://a.example/1"), page("https://a.example/2"), packed=False))
    answers = read(tmp_path / "a.warc.gz", content)
    assert [type(answer) for answer in answers] == [Request, Rejected]  # the first can be read all the same
    assert "warcio recompress" in str(answers[1])


def test_a_missing_archive_is_an_error_of_the_file_system(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"none\.warc"):
        list(read_index(str(tmp_path / "none.warc"), NOW))


SOUND = archive(
    page("https://a.example/1"),
    page("https://a.example/2", "Transfer-Encoding: chunked", body=b"5\r\nhello\r\n0\r\n\r\n"),
)
PLAIN = archive(page("https://a.example/1"), page("https://a.example/2"), packed=False)


@settings(max_examples=150)
@given(st.sampled_from([SOUND, PLAIN]), st.integers(0, 1500), st.integers(0, 40), st.binary(max_size=20))
def test_damage_never_crashes_the_reader(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, at: int, cut: int, put: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "damaged.warc.gz"
    for answer in read(path, content[:at] + put + content[at + cut :]):
        if isinstance(answer, Request):
            try:
                assert read_stored_response(answer).kind == "html"
            except Rejected as why:
                assert why.detail  # noqa: PT017 - either outcome is sound; a crash is not


@needs_suites
@pytest.mark.parametrize(
    ("name", "pages", "broken"),
    [
        ("cc.warc.gz", 1, 0),
        ("example-bad-non-chunked.warc.gz", 0, 1),
        ("example-bad.warc.gz.bad", 0, 1),
        ("example-digest.warc", 0, 0),
        ("example-iana.org-chunked.warc", 1, 0),
        ("example-resource.warc.gz", 1, 0),
        ("example-space-in-target-uri.warc.gz", 0, 0),
        ("example-trunc.warc", 0, 1),
        ("example-wget-bad-target-uri.warc.gz", 1, 0),
        ("example-wrong-chunks.warc.gz", 0, 1),
        ("example.warc", 1, 0),
        ("example.warc.gz", 1, 0),
        ("gzip_extra_sl.warc.gz", 0, 0),
        ("post-test.warc.gz", 0, 0),
    ],
)
def test_public_archives(name: str, pages: int, broken: int) -> None:
    answers = list(read_index(str(SUITES / "warc" / name), NOW))
    requests = [answer for answer in answers if isinstance(answer, Request)]
    assert len(requests) == pages
    assert len(answers) - pages == broken
    assert all(b"<html" in read_stored_response(request).body.lower() for request in requests)
