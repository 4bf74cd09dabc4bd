from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from schemas.dead_letter import Rejected
from transforms.html.reading import PageReading, read_html

LATEST = datetime(2025, 6, 1, tzinfo=UTC)
URL = "https://news.example/world/2025/05/20/ferries-collide"
STORY = [
    "Two ferries collided in thick fog outside the harbour of Port Linden on Tuesday morning, injuring 14 people.",
    "It happened shortly after seven, when visibility was below fifty metres, the port's duty officer said.",
    "“We heard the horn, and then everyone was on the floor,” said Maria Keller, a passenger on the smaller ferry.",
    "Both vessels reached the quay under their own power. Divers were to inspect the hulls on Wednesday.",
    "The company said that it had begun an inquiry of its own and would publish the results within a month.",
]
TITLE = "Two ferries collide in fog outside Port Linden"
HEAD = (
    f'<title>{TITLE} | News Example</title><meta property="og:title" content="{TITLE}">'
    '<meta property="og:type" content="article"><meta property="og:site_name" content="News Example">'
)
MENU = "<nav><ul><li><a href=/>Home</a><li><a href=/world>World</a><li><a href=/sport>Sport</a></ul></nav>"
FOOT = "<footer><p>© 2025 News Example. All rights reserved. Terms of use and privacy policy apply.</p></footer>"


def paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def page(body: str, head: str = HEAD, language: str = "en") -> bytes:
    start = f"<!doctype html><html lang={language}><head><meta charset=utf-8>{head}</head>"
    return f"{start}<body>{body}</body></html>".encode()


def article(inner: str, head: str = HEAD) -> bytes:
    return page(
        f"{MENU}<main><article><h1>{TITLE}</h1><div class=article-body>{inner}</div></article></main>{FOOT}", head
    )


def read(body: bytes, url: str | None = URL) -> PageReading:
    return read_html(body, "text/html; charset=utf-8", url, LATEST)


def linked_data(**fields: object) -> str:
    stated = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE, **fields}
    return f'<script type="application/ld+json">{json.dumps(stated)}</script>'


def test_story_without_its_frame() -> None:
    reading = read(article(paragraphs(STORY)))
    assert reading.title == TITLE
    assert reading.text.split("\n\n") == STORY
    assert reading.language == "en"


def test_captions_and_newsletter_lines_are_left_out() -> None:
    inner = (
        paragraphs(STORY[:2])
        + "<figure><img src=x.jpg><figcaption>The harbour on Tuesday. Photo: A. Lens</figcaption></figure>"
        + '<div class="newsletter-signup"><p>Sign up for our newsletter and never miss a story again.</p></div>'
        + paragraphs(STORY[2:])
    )
    assert read(article(inner)).text.split("\n\n") == STORY


def test_subheads_lists_and_quotes_stay_in_place() -> None:
    inner = (
        paragraphs(STORY[:2])
        + "<h2>What is known so far</h2><ul><li>Fourteen people were taken to hospital.</li>"
        + "<li>Nobody is missing, the coast guard said.</li></ul>"
        + f"<blockquote><p>{STORY[2]}</p></blockquote>"
        + paragraphs(STORY[3:])
    )
    assert read(article(inner)).text.split("\n\n") == [
        *STORY[:2],
        "What is known so far",
        "Fourteen people were taken to hospital.",
        "Nobody is missing, the coast guard said.",
        *STORY[2:],
    ]


@pytest.mark.parametrize(
    "wrapping",
    [
        "<form action=/>{}</form>",
        "<header>{}</header>",
        "<div aria-hidden=true>{}</div>",
        "<div class=paywall>{}</div>",
        "<div class=modal>{}</div>",
    ],
)
def test_a_page_that_lies_whole_in_something_odd(wrapping: str) -> None:
    inner = f"<h1>{TITLE}</h1><div>{paragraphs(STORY)}</div>"
    assert read(page(MENU + wrapping.format(inner) + FOOT)).text.split("\n\n") == STORY


def test_double_breaks_make_paragraphs() -> None:
    reading = read(article("<br><br>".join(STORY)))
    assert reading.text.split("\n\n") == STORY


def test_readers_comments_do_not_outweigh_a_short_story() -> None:
    comments = "".join(
        f"<li class=comment><p>{text} I for one have said so for years, and nobody listens.</p></li>"
        for text in STORY * 3
    )
    story = f"<article><h1>{TITLE}</h1>{paragraphs(STORY[:3])}</article>"
    body = f"{MENU}{story}<section id=comments><ol>{comments}</ol></section>"
    assert read(page(body)).text.split("\n\n") == STORY[:3]


def test_story_that_only_a_script_holds() -> None:
    state = {"props": {"story": {"body": [{"type": "paragraph", "text": text} for text in STORY]}}}
    script = f'<script id=__NEXT_DATA__ type="application/json">{json.dumps(state)}</script>'
    body = f"<div id=root><h1>{TITLE}</h1></div>{script}"
    assert read(page(body)).text.split("\n\n") == STORY


def test_article_body_of_json_ld_where_the_page_shows_nothing() -> None:
    data = linked_data(articleBody="\n".join(STORY))
    assert read(page("<div id=root></div>", HEAD + data)).text.split("\n\n") == STORY


def test_metadata() -> None:
    data = linked_data(
        datePublished="2025-05-20T21:30:00-04:00",
        dateModified="2025-05-21T03:00:00Z",
        author=[
            {"@type": "Person", "name": "Jane Ferrier"},
            {"@type": "Person", "name": "By Tom Quay and Jane Ferrier"},
        ],
        articleSection="World",
    )
    head = HEAD + data + '<link rel=canonical href="/world/ferries"><meta property="og:image" content="/i/ferry.jpg">'
    reading = read(article(paragraphs(STORY), head))
    assert reading.authors == ("Jane Ferrier", "Tom Quay")
    assert reading.published_at == datetime(2025, 5, 21, 1, 30, tzinfo=UTC)
    assert reading.published_offset == -240
    assert reading.published_from == "json-ld"
    assert reading.modified_at == datetime(2025, 5, 21, 3, tzinfo=UTC)
    assert reading.canonical_url == "https://news.example/world/ferries"
    assert reading.image_url == "https://news.example/i/ferry.jpg"
    assert reading.section == "World"


@pytest.mark.parametrize(
    ("head", "inner", "url", "expected"),
    [
        (
            '<meta property="article:published_time" content="2025-05-19T08:00:00+02:00">',
            "",
            URL,
            ("meta", datetime(2025, 5, 19, 6, tzinfo=UTC)),
        ),
        ("", "<time datetime=2025-05-18T08:00Z>18 May</time>", URL, ("time", datetime(2025, 5, 18, 8, tzinfo=UTC))),
        ("", "", URL, ("url", datetime(2025, 5, 20, tzinfo=UTC))),
        ("", "<p>Published 17 May 2025</p>", "https://news.example/a", ("text", datetime(2025, 5, 17, tzinfo=UTC))),
        ('<meta name=date content="2031-01-01">', "", URL, ("url", datetime(2025, 5, 20, tzinfo=UTC))),
        ('<meta name=date content="1970-01-01T00:00:00Z">', "", URL, ("url", datetime(2025, 5, 20, tzinfo=UTC))),
        ("", "", "https://news.example/a", (None, None)),
    ],
)
def test_publication_time_by_trust(
    head: str, inner: str, url: str, expected: tuple[str | None, datetime | None]
) -> None:
    reading = read(article(inner + paragraphs(STORY), HEAD + head), url)
    assert (reading.published_from, reading.published_at) == expected


def test_nothing_is_invented() -> None:
    reading = read_html(page(paragraphs(STORY), ""), None, None, LATEST)
    assert (reading.authors, reading.published_at, reading.published_from, reading.published_offset) == (
        (),
        None,
        None,
        None,
    )
    assert (reading.canonical_url, reading.section, reading.image_url, reading.modified_at) == (None, None, None, None)


COOKIES = (
    "<div><h2>We value your privacy</h2><p>We and our partners store and access data on your device, such as cookies, "
    "for personalised ads.</p><p>With your consent we and our partners may use precise data. "
    "Read our privacy policy and give your consent or refuse cookies.</p></div>"
)
TEASERS = "".join(
    f"<div class=card><h3><a href=/s/{n}>A headline of the day, number {n}</a></h3></div>" for n in range(40)
)
PAY = f"<h1>{TITLE}</h1><p>Subscribe now to continue reading this story, already a subscriber? Log in.</p>"
SHELL = "<div id=root><p>You need to enable JavaScript to run this app.</p></div><script src=/app.js></script>"
FRONT = MENU + TEASERS + "<p>All the news of the day, every day, from the harbour and beyond it.</p>"
SECTION = '<script type="application/ld+json">{"@type": "CollectionPage", "name": "World news"}</script>'
CARDS = "".join(
    f'<div class=c><a href="/{n}"><h2>Ferry number {n} returns to its berth</h2></a><span>{n} May 2025</span></div>'
    for n in range(1, 6)
)
REFUSED = [
    ("consent_wall", page(COOKIES, "<title>Consent</title>"), URL),
    ("paywalled", page(PAY), URL),
    (
        "paywalled",
        page(PAY.replace("<p>", f"<p>{STORY[0]}</p><p>", 1), HEAD + linked_data(isAccessibleForFree=False)),
        URL,
    ),
    ("needs_javascript", page(SHELL, ""), URL),
    ("needs_javascript", page("<div id=root></div><script>start()</script>", ""), URL),
    ("not_an_article", page(FRONT, "<title>News</title>"), "https://news.example/"),
    ("not_an_article", page(FRONT, "<title>World</title>" + SECTION), "https://news.example/world/"),
    ("not_an_article", page(MENU + "<h1>Ferries</h1>" + CARDS, "<title>Ferries</title>"), "https://news.example/tag/x"),
    ("not_html", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", URL),
    ("not_html", b"\x89PNG\r\n\x1a\n" + bytes(40), URL),
    ("not_html", b"<html>" + bytes(range(1, 9)) * 20, URL),
    ("no_text", page("", ""), URL),
]


@pytest.mark.parametrize(("reason", "body", "url"), REFUSED)
def test_pages_that_are_no_articles(reason: str, body: bytes, url: str) -> None:
    with pytest.raises(Rejected) as caught:
        read(body, url)
    assert caught.value.reason == reason


def test_an_article_without_sentence_marks_beside_a_list() -> None:
    sentence = "เรือข้ามฟากสองลำชนกันในหมอกหนานอกท่าเรือเมื่อเช้าวันอังคาร มีผู้บาดเจ็บสิบสี่คน เจ้าหน้าที่ท่าเรือกล่าว"
    assert (
        sentence in read(page("<h1>เรือข้ามฟากชนกัน</h1>" + paragraphs([sentence] * 3) + CARDS, "<title>x</title>")).text
    )


@pytest.mark.parametrize("body", [b"", b"   ", b"\x00\x00\x00"])
def test_nothing_is_unparsable_or_without_text(body: bytes) -> None:
    with pytest.raises(Rejected) as caught:
        read(body)
    assert caught.value.reason in ("unparsable", "no_text")
