"""Pages made to break a parser: each is read or refused, never an error of another kind."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.dead_letter import Rejected
from transforms.html.reading import PageReading, read_html

LATEST = datetime(2025, 6, 1, tzinfo=UTC)
SENTENCE = "The harbour authority said on Tuesday that two ferries had collided in thick fog near the quay. "
PAGE = (
    "<!doctype html><html lang=en><head><title>Ferries collide | Example</title><meta charset=utf-8>"
    '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferries collide",'
    '"author":{"name":"Jane Ferrier"},'
    '"datePublished":"2025-05-20T10:00:00Z"}</script></head><body><nav><a href=/>Home</a></nav>'
    "<article><h1>Ferries collide</h1>"
    + "".join(f"<p class='body-text'>{SENTENCE * 2}</p>" for _ in range(6))
    + "<table><tr><td colspan=9e15>x</td></tr></table><ul><li>one<li>two</ul></article></body></html>"
).encode()


MARKUP = [
    "<p>",
    "</p>",
    "<div class='ad'>",
    "</div>",
    "<br>",
    "<li>",
    "<table>",
    "<td>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<h1>",
    "<svg>",
    "<time datetime='",
    "'>",
    "<meta content='",
    "<a href=x>",
    "<form>",
    "<template>",
    "<noscript>",
    "<title>",
]


def try_to_read(body: bytes) -> PageReading | None:
    try:
        return read_html(body, None, "https://news.example/a", LATEST)
    except Rejected:
        return None


def nest(opening: str, size: int) -> bytes:
    return (opening * (size // len(opening)) + SENTENCE * 5).encode()


HOSTILE = {
    "deep_divs": nest("<div>", 400_000),
    "deep_inline": nest("<b><i>", 400_000),
    "deep_lists": nest("<ul><li>", 200_000),
    "deep_bylines": nest("<div class=byline>x ", 200_000),
    "deep_times": nest("<p itemprop=datePublished>x", 200_000),
    "parted_title": b"<title>" + b"| a " * 20_000 + b"</title>" + SENTENCE.encode() * 5,
    "named_title": b"<title>" + b"news - " * 20_000 + b"</title>" + SENTENCE.encode() * 5,
    "deep_tables": nest("<table><tr><td>", 100_000),
    "many_attributes": b"<p " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b">" + SENTENCE.encode() * 5,
    "long_attribute": b'<p class="' + b"x " * 500_000 + b'">' + SENTENCE.encode() * 5,
    "open_tags": b"<" * 500_000 + SENTENCE.encode(),
    "open_comments": b"<!--" * 100_000 + SENTENCE.encode(),
    "open_scripts": b"<script>" * 50_000 + SENTENCE.encode(),
    "nul_bytes": PAGE.replace(b" ", b"\0 "),
    "one_long_word": b"<p>" + b"a" * 2_000_000,
    "many_breaks": b"<p>x<br>" * 60_000,
    "many_blocks": b"<p>word" * 100_000,
    "deep_json": b'<script type="application/ld+json">' + b"[" * 100_000 + b"</script><p>" + SENTENCE.encode() * 5,
    "deep_state": b"<script type=application/json>" + b'{"a":' * 50_000 + b"</script><p>x</p>",
    "many_json": b'<script type="application/ld+json">[' + b'{"@type":"Article"},' * 50_000 + b"{}]</script><p>x",
    "entities": b"<p>" + b"&amp;" * 300_000,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_page_is_read_or_refused(name: str) -> None:
    reading = try_to_read(HOSTILE[name])
    assert reading is None or "\0" not in reading.text


def test_the_page_itself_is_read() -> None:
    reading = try_to_read(PAGE)
    assert reading is not None
    assert reading.text.count("ferries had collided") == 12


@pytest.mark.slow
def test_truncated_anywhere() -> None:
    for end in range(len(PAGE)):
        try_to_read(PAGE[:end])


@pytest.mark.slow
@settings(max_examples=1500)
@given(st.lists(st.tuples(st.integers(0, len(PAGE) - 1), st.integers(0, 40), st.binary(max_size=12)), max_size=8))
def test_mutated_pages(changes: list[tuple[int, int, bytes]]) -> None:
    body = PAGE
    for place, length, replacement in changes:
        body = body[:place] + replacement + body[place + length :]
    try_to_read(body)


@pytest.mark.slow
@settings(max_examples=1500)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(MARKUP),
            st.text(max_size=60),
        ),
        max_size=60,
    )
)
def test_soup(pieces: list[str]) -> None:
    try_to_read("".join(pieces).encode("utf-8", "replace"))
