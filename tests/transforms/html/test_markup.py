"""Markup that differs from site to site and says nothing of the story: it must not change what is read."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from transforms.html.reading import PageReading, read_html

TITLE = "Seven hikers found alive in a hut above Orrin"
STORY = [
    "Seven hikers who had been missing since Sunday were found alive in a hut above Orrin on Monday, rescuers said.",
    "The group had lost its path when fog came down on the ridge. A pilot saw smoke from the chimney of the hut.",
    "“We burnt the chairs first, and the table was to be next on the second night,” said Lena Marsh, who led them.",
    "One man of 63 had broken his ankle. The others were cold and hungry, and none of them will stay in hospital.",
    "More than eighty people and four dogs had searched the valley through the night, the county’s office said.",
    "Walkers were asked again to leave word of their way, and to turn back where they cannot see the next mark.",
]
OTHER = "Cable car to the ridge is to run at night in summer"
STATED = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": TITLE,
    "datePublished": "2025-01-20T19:40:00+01:00",
    "author": [{"@type": "Person", "name": "Calum Reid"}],
}
FORM = '<form action="/letter"><input type="email"><button>Sign up</button></form>'
COOKIES = (
    "<p>We and our 312 partners store cookies on your device, to measure what you read and to show what you may buy."
    "</p><p>You can refuse, or change your consent at any time, under privacy settings at the foot of the page.</p>"
)
NEXT = f"<h1>{OTHER}</h1><p>By Otto Anders</p>" + "".join(
    f"<p>The cable car would leave at {hour} in the evening too, its owners told the council, which has to agree.</p>"
    for hour in range(6, 12)
)


def build(
    *,
    before: str = "",
    within: str = "",
    after: str = "",
    stated: str | None = None,
    opening: str = "",
    texts: str = "",
) -> str:
    """A page with the story, and these parts before all, amid the paragraphs, behind all, and below the headline."""
    texts = texts or "".join(f"<p>{text}</p>{within if place == 2 else ''}" for place, text in enumerate(STORY))
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{TITLE} | The Orrin Daily</title>'
        f'<meta property="og:site_name" content="The Orrin Daily"><script type="application/ld+json">'
        f"{json.dumps(STATED) if stated is None else stated}</script></head><body>{before}"
        f'<header><a href="/">The Orrin Daily</a> <a href="/hills">Hills</a></header><main><h1>{TITLE}</h1>{opening}'
        f'<div class="by">By Calum Reid</div><div class="on">20 January 2025</div><div class="k3">{texts}</div></main>'
        f"{after}<footer><p>© 2025 The Orrin Daily</p></footer></body></html>"
    )


def read(page: str | bytes) -> PageReading:
    body = page.encode() if isinstance(page, str) else page
    return read_html(body, "text/html", "https://orrin.example/hills/seven", datetime(2025, 6, 1, tzinfo=UTC))


def change(page: str, pattern: str, by: str | Callable[[re.Match[str]], str]) -> str:
    """The page with this put by a regular expression outside its scripts."""
    parts = re.split(r"(<script.*?</script>)", page, flags=re.DOTALL)
    return "".join(part if place % 2 else re.sub(pattern, by, part) for place, part in enumerate(parts))


def upper(page: str) -> str:
    page = change(page, r"</?\w+", lambda found: found[0].upper())
    return page.replace("<script", "<SCRIPT").replace("</script", "</SCRIPT")


SPELLINGS: dict[str, str | bytes] = {
    "capitals": upper(build()),
    "no end tags": change(build(), r"</(?:p|body|html)>", ""),
    "comments": change(build(), r"(</?(?:p|h1|div|main)[^>]*>)", r"<!-- a -->\1<!-- <b>not here</b> -->"),
    "attributes in single quotes": change(build(), '"', "'"),
    "wrapped paragraphs": change(build(), r"<p>(.*?)</p>", r'<div class="w"><p>\1</p></div>'),
    "paragraphs that are divs": change(build(), r"<(/?)p>", r"<\1div>"),
    "paragraphs parted by breaks": change(build(), r"</p><p>", "<br/><br/>"),
    "lines broken in the source": change(build(), r" (?=[a-z])", "\n        "),
    "entities": build().encode("ascii", "xmlcharrefreplace"),
    "a byte order mark": b"\xef\xbb\xbf" + build().encode(),
    "UTF-16": b"\xff\xfe" + build().encode("utf-16-le"),
    "windows-1252": change(build(), "utf-8", "windows-1252").encode("windows-1252"),
    "a headline closed by another tag": change(build(), "</h1>", "</h2>"),
    "a headline that is not closed": change(build(), "</h1>", ""),
    "a headline below the site's name": change(
        change(build(), r"<(/?)h1>", r"<\1h2>"), "<body>", "<body><h1>The Orrin Daily</h1>"
    ),
    "a graph of objects": build(stated=json.dumps({"@graph": [{"@type": "WebSite", "name": "Orrin"}, STATED]})),
    "another story's object beside it": build(
        stated=json.dumps([STATED, {"@type": "NewsArticle", "headline": OTHER, "datePublished": "2024-01-02"}])
    ),
    "broken JSON-LD": build(stated=json.dumps(STATED)[:-1] + ', "about": "the "ridge"",}'),
    "no JSON-LD": build(stated="{}"),
    "a clock in UTC": build(stated=json.dumps(STATED | {"datePublished": "2025-01-20T18:40:00.000Z"})),
    "a date in words": build(stated=json.dumps(STATED | {"datePublished": "January 20, 2025 7:40 PM"})),
    "milliseconds": build(stated=json.dumps(STATED | {"datePublished": 1737398400000})),
}
COMPANY: dict[str, str] = {
    "an advertisement": build(within="<div id=slot-3><p>ADVERTISEMENT</p></div>"),
    "scripts and styles": build(within="<script>q.push('<p>Buy</p>')</script><style>p{color:red}</style>"),
    "a form": build(within=f"<div><h3>Morning letter</h3><p>Get our stories at six every day.</p>{FORM}</div>"),
    "an appeal": build(
        within="<div><p><b>Support our newsroom</b></p><p>Your gift pays for nights on the ridge.</p>"
        '<a href="/give">Give now</a></div>'
    ),
    "a link alone": build(within=f'<p><a href="/r">{OTHER}</a></p>'),
    "a picture's words": build(
        within="<div><img><p>The hut in the fog on Monday. Photo: Ola Brandt / Orrin Daily</p></div>"
    ),
    "a film's words": build(within="<div><iframe></iframe><p>Watch: the way down from the hut</p></div>"),
    "a link to another story": build(within=f'<p><strong>Read more: <a href="/r">{OTHER}</a></strong></p>'),
    "a quotation in a box": build(
        within="<div><span>We burnt the chairs first, and the table was to be next</span></div>"
    ),
    "who posted what is not shown": build(
        within="<blockquote class='twitter-tweet'><p>All seven are well and on their way down.</p>"
        "— Orrin Rescue (@orrinrescue) 20 January 2025</blockquote>"
    ),
    "a lazy picture": build(within="<figure><img><noscript><img></noscript><figcaption>The hut.</figcaption></figure>"),
    "cookies first": build(before=f"<div>{COOKIES}<button>Accept</button></div>"),
    "cookies last": build(after=f"<div>{COOKIES}<button>Accept</button></div>"),
    "a hidden copy": build(
        before='<div style="display:none">' + "".join(f"<p>{text}</p>" for text in STORY) + "</div>"
    ),
    "a copy for phones": build(
        after="<div>" + "".join(f"<p>{text}</p>" for text in [*STORY[:3], "Read in the hut", *STORY[3:]]) + "</div>"
    ).replace(f"<p>{STORY[3]}", f"<h2>Read in the hut</h2><p>{STORY[3]}", 1),
    "the next article": build(after=f"<div><article>{NEXT}</article></div>"),
    "a bare line with the writer's name": build(
        texts=f"<p>Calum Reid</p>{''.join(f'<p>{text}</p>' for text in STORY)}"
    ),
}


def say(reading: PageReading) -> tuple[str | None, tuple[str, ...], date | None, list[str]]:
    return reading.title, reading.authors, reading.published_day, reading.text.split("\n\n")


@pytest.mark.parametrize("page", SPELLINGS.values(), ids=SPELLINGS)
def test_the_spelling_of_a_page_changes_nothing(page: str | bytes) -> None:
    assert say(read(page)) == (TITLE, ("Calum Reid",), date(2025, 1, 20), STORY)


@pytest.mark.parametrize("page", COMPANY.values(), ids=COMPANY)
def test_the_company_of_a_story_changes_nothing(page: str) -> None:
    own = [*STORY[:3], "Read in the hut", *STORY[3:]] if "Read in the hut" in page else STORY
    assert say(read(page)) == (TITLE, ("Calum Reid",), date(2025, 1, 20), own)


def test_a_standfirst_above_the_byline_is_read() -> None:
    told = "The hikers burnt the chairs of the hut, and a pilot saw the smoke."
    for name in ("standfirst", "article__intro"):
        assert read(build(opening=f'<p class="{name}">{told}</p>')).text.split("\n\n") == [told, *STORY]
    for passed in ("Get the news of the hikers and the hut at six every day with our letter.", "Ridge and hut ..."):
        assert passed not in read(build(opening=f'<div class="newsletter intro">{passed}</div>')).text


def test_the_publisher_before_a_colon_is_no_part_of_the_headline() -> None:
    page = f"<html><head><title>Orrin: {TITLE}</title></head><body><p>{'</p><p>'.join(STORY)}</p></body></html>"
    assert read(page).title == TITLE
    assert read(page.replace("Orrin:", "Ridge:")).title == f"Ridge: {TITLE}"


def test_who_took_the_pictures_is_no_writer() -> None:
    page = build(stated="{}").replace("By Calum Reid", "Words by Calum Reid. Photographs by Ola Brandt")
    assert read(page).authors == ("Calum Reid",)


@pytest.mark.parametrize(
    "line",
    [
        "Calum Reid, Staff Writer",
        "Calum Reid | Reporter at large",
        "By Calum Reid<br>Staff Writer",
        "By CALUM REID Reuters",
    ],
)
def test_a_byline_amid_the_paragraphs_is_read_and_left_out(line: str) -> None:
    texts = "".join(f"<p>{text}</p>" for text in (line, *STORY))
    reading = read(build(stated="{}", texts=texts).replace('<div class="by">By Calum Reid</div>', ""))
    assert [name.title() for name in reading.authors] == ["Calum Reid"]
    assert reading.text.split("\n\n")[-6:] == STORY
    assert line.startswith("By CALUM") or len(reading.text.split("\n\n")) == len(STORY)


def test_who_holds_another_post_wrote_nothing() -> None:
    assert read(build(stated="{}").replace("By Calum Reid", "Calum Reid, chief of the rescuers")).authors == ()


def test_a_story_on_cookies_keeps_its_paragraphs() -> None:
    law = [
        "Sites must ask for consent before they store cookies on a device, the court of Orrin ruled on Monday.",
        "“Your privacy is not for sale,” said the judge, and added that our partners in trade must wait for consent.",
    ]
    assert read(build(texts="".join(f"<p>{text}</p>" for text in [*law, *STORY]))).text.split("\n\n")[:2] == law
