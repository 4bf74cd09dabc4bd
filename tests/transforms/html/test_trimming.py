"""Furniture that stands among a story's paragraphs, one structure a test."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from transforms.html.reading import read_html
from transforms.text.phrases import join_phrases, read_phrases

LATEST = datetime(2025, 6, 1, tzinfo=UTC)
TITLE = "Two ferries collide in fog outside Port Linden"
STORY = [
    "Two ferries collided in thick fog outside the harbour of Port Linden on Tuesday morning, injuring 14 people.",
    "It happened shortly after seven, when visibility was below fifty metres, the port's duty officer said.",
    "“We heard the horn, and then everyone was on the floor,” said Maria Keller, a passenger on the smaller ferry.",
    "Both vessels reached the quay under their own power. Divers were to inspect the hulls on Wednesday.",
    "The company said that it had begun an inquiry of its own and would publish the results within a month.",
    "Ferries between Linden and the islands will run every second hour until the weekend, the harbour office said.",
]
OTHER = [
    "A goat called Lincoln was elected mayor of the harbour on Monday, and beat a dog by no more than three votes.",
    "The post is a way of raising money for the playground on the mole, said the manager of the small town.",
]
WRITTEN = '<meta name="author" content="Jane Ferrier">'


def read(before: str = "", within: str = "", after: str = "", around: str = "", head: str = "") -> list[str]:
    """The paragraphs that are read of a page with the story, and this before, within and after it."""
    first, rest = ("".join(f"<p>{text}</p>" for text in texts) for texts in (STORY[:2], STORY[2:]))
    story = f"<article><h1>{TITLE}</h1><div class=body>{before}{first}{within}{rest}{after}</div></article>"
    head = f"<head><meta charset=utf-8><title>{TITLE} | The Quay Herald</title>{head}</head>"
    page = f"<html lang=en>{head}<body><main>{story}{around}</main></body></html>"
    return read_html(page.encode(), None, "https://quay.example/a", LATEST).text.split("\n\n")


@pytest.mark.parametrize(
    "parts",
    [
        {"before": "<p>Listen to this article</p><p>4 min read</p><p>Share this story</p><p>20 May 2025</p>"},
        {"within": "<p>Advertisement - scroll to continue</p>"},
        {"within": "<p>The article continues after this advert.</p>"},
        {"within": "<div class=z1><p>Mornings</p><p>Our editors pick news.</p><form><input></form></div>"},
        {
            "within": '<div class="z1"><h4><a href="/x">Why the pier was closed</a></h4>'
            "<p>The old pier was closed after divers found holes in three of its pillars.</p></div>"
        },
        {"within": f"<aside><p>{STORY[2][:51]}”</p></aside>"},
        {"within": '<div aria-hidden="true"><p>Send a friend this story</p><p>You have five to give.</p></div>'},
        {"after": "<div class=z><p>If you have read this far,</p><p>you care about our harbour: help us.</p></div>"},
        {"after": "<div class=z><p>The Quay Herald takes your privacy seriously. We never sell an address.</p></div>"},
        {"after": "<div class=z><h3>Your say</h3><p>The comments below are not the view of the Herald.</p></div>"},
        {"after": "<div class=z><img src=f><p>Jane Ferrier is the harbour reporter of the Quay Herald.</p></div>"},
        {"after": "<p>The Herald’s Jane Ferrier covers ports and the sea.</p>", "head": WRITTEN},
        {"after": "<p>Tom Quay in Linden contributed to this report.</p>"},
        {"after": "<p>You can write to us at desk@quay.example at any hour.</p>"},
        {"after": "<p>Tags: <a href=/t/1>Harbour</a> <a href=/t/2>Ferries</a></p>"},
        {"before": "<p>FILE - The two ferries at their berth in March.</p>"},
        {"within": "<p><a href=/x><b>COUNCIL VOTES TO KEEP THE NIGHT BUS</b></a></p>"},
        {"within": '<p><span style="clip: rect(0 0 0 0); position: absolute">opens a new window of yours</span></p>'},
        {"after": "<p>Printed from https://quay.example on 30 May 2025.</p><p>© 2025 The Quay Herald</p>"},
        {"after": "<div class=m>" + "".join(f"<p>{text}</p>" for text in STORY) + "</div>"},
        {"within": "<p><b>Te puede interesar</b></p><p><a href=/x>El muelle cierra por obras</a></p>"},
        {"within": "<p>【関連記事】<a href=/x>フェリーの事故</a></p>"},
        {"within": "<div class=v><p>Your browser does not support the video element.</p></div>"},
        {"within": "<p>Keep reading for 2 euros</p>"},
        {"within": "<div class=z1><h3>Quay numbers</h3><p><a href=/1>Ships</a></p><p><a href=/2>Men</a></p></div>"},
        {"within": "<blockquote><p>Everyone was on the floor</p></blockquote>"},
        {"within": "<p>渡轮停靠在港口。海潮生 摄</p>"},
        {"within": "<div><p>The two ferries at noon. (Ann Bell/The Quay Herald)</p></div>"},
        {"within": "<div class=z1><h4>Why you can trust us</h4><p>Our men ask two: we say what we lack.</p></div>"},
        {"within": "<div class=z1><p>Do you like it?</p><p>Subscribe to the Herald for more.</p></div>"},
        {"within": "<div class=z1><p>Video unavailable. It is private.</p><p>Map data © Quay</p></div>"},
        {"after": "<h4>In other news</h4><ul><li>Bakers strike over flour</li><li>Swan returns</li></ul>"},
        {"after": "<p>Thank you for your feedback.</p><p>---</p><p>Edited by Ann Bell.</p>"},
        {"within": "<p>Join our WhatsApp channel for harbour news</p>"},
        {"within": "<div class=z1><p>Should ferries stop in fog?</p><label><input type=radio> Yes</label></div>"},
        {"within": "<div class=z1><small>Sponsored</small><p>This coat costs less than a seat on the ferry.</p></div>"},
        {
            "within": "<div class=z1><p>You can help us.</p><p>The Quay Herald is yours: if you can, please give.</p>"
            "<p><a href=/g>Give</a></p></div>"
        },
        {
            "around": "<div class=q>"
            + "<div><b>Fox7</b><p>I sailed with them and never saw such fog, not even in the winter of our great storm."
            "</p><a>Reply</a> <a>Report</a></div>" * 2 + "</div>"
        },
        {"after": "<p>(With inputs from agencies)</p><p>Catch the latest harbour news on our site.</p><p>* * *</p>"},
        {
            "around": "<div id=d><h3>2 thoughts on “Two ferries collide in fog outside Port Linden”</h3>"
            + "<p>I sailed with them and never saw such fog, not even in the winter of our great storm at sea.</p>" * 2
            + "</div>"
        },
        {
            "around": "<section id=q><h2>12 replies</h2>"
            + "".join(
                f"<article class=c{n}><header>Fox{n} <time>20 May</time></header><p>I sailed with them {n} times "
                f"and never saw such fog, not even in the winter of our great storm at sea.</p></article>"
                for n in range(12)
            )
            + "</section>"
        },
        {
            "around": "<article><h1>Council votes to keep the night bus</h1>"
            + "".join(
                f"<p>The night bus will run on, the council said on day {n} of its talks about money.</p>"
                for n in range(6)
            )
            + "</article>"
        },
    ],
    ids=lambda parts: next(iter(parts.values()))[:40],
)
def test_furniture_is_left_out(parts: dict[str, str]) -> None:
    assert read(**parts) == STORY


def test_the_next_story_of_an_endless_page_is_left_out_by_its_day_and_class() -> None:
    def entry(title: str, day: str, texts: list[str]) -> str:
        return f"<div class=zz><h1>{title}</h1><i>{day}</i>" + "".join(f"<p>{text}</p>" for text in texts) + "</div>"

    def read_two(day: str) -> list[str]:
        stories = entry(TITLE, "20 May 2025", STORY) + entry("Goat elected mayor", day, OTHER)
        page = f"<html lang=en><title>{TITLE}</title><body><div>{stories}</div></body></html>"
        return read_html(page.encode(), None, "https://quay.example/a", LATEST).text.split("\n\n")

    assert read_two("19 May 2025") == STORY
    assert set(OTHER) <= set(read_two("A farce in three acts"))


def test_what_stands_in_a_column_before_the_headline_is_left_out() -> None:
    column = "<p>Our columnist says that the harbour should stop digging holes and start to fill the old ones.</p>"
    story = f"<h1>{TITLE}</h1>" + "".join(f"<p>{text}</p>" for text in STORY)
    page = f"<html lang=en><title>{TITLE}</title><body><table><tr><td>{column}<td>{story}</table></body></html>"
    assert read_html(page.encode(), None, "https://quay.example/a", LATEST).text.split("\n\n") == STORY


def test_a_byline_behind_the_standfirst_is_none_of_the_story() -> None:
    standfirst = "<p>The ferries between Linden and the islands have met in fog before, and the harbour knew of it.</p>"
    found = read(before=f"{standfirst}<p>Written by Jane Ferrier | Updated: May 20, 2025 08:14</p>", head=WRITTEN)
    assert found[-len(STORY) :] == STORY
    assert not any("Jane" in text for text in found)


def test_what_only_looks_like_furniture_stays() -> None:
    sentence = "Divers who had been sent for from the islands found no hole below the waterline of either ship."
    assert sentence in read(within=f"<h2>{sentence}</h2>")
    for own in ("Jane Ferrier was among those who were hurt.", "“THE HORN NEVER STOPPED AND THEN WE FELL”"):
        assert own in read(after=f"<p>{own}</p>")
    heading = "<h3>“We heard the horn, and then everyone was on the floor”</h3>"
    assert "“We heard the horn, and then everyone was on the floor”" in read(within=heading)
    advice = "<p>You should keep your own light on, and our harbour office asks you to call when you leave.</p>"
    assert any("your own light" in text for text in read(after=advice))
    placeholder = f"<div><p>{sentence}</p><small>Sponsored</small></div>"
    assert sentence in read(within=placeholder)
    lists = '<section><h3><a href="/x">Pier</a></h3><p>{}</p></section>'
    parts = [
        f"Pier number {n} was closed for the day, and the boats that lie there went to the other side."
        for n in range(9)
    ]
    assert set(parts) <= set(read(within="".join(map(lists.format, parts))))


def test_each_line_of_furniture_finds_its_example() -> None:
    frames = {"begins": ("(?:", ")"), "whole": ("(?:", r")\Z")}
    for row in read_phrases("transforms.text", "furniture.tsv", places=frames):
        found = join_phrases([row], frames)[row.kind].match(row.example)
        assert found is not None, row


def test_the_first_post_of_a_live_page_that_speaks_to_the_reader_is_kept() -> None:
    greeting = (
        "Good morning. We will bring you what is known of the ferries through the day, as our reporters learn it."
    )
    posts = "".join(f"<article class=post><p>{text}</p></article>" for text in [*STORY, greeting])
    head = f"<head><meta charset=utf-8><title>{TITLE} | The Quay Herald</title></head>"
    page = f"<html lang=en>{head}<body><main><h1>{TITLE}</h1><div class=posts>{posts}</div></main></body></html>"
    assert read_html(page.encode(), None, "https://quay.example/a", LATEST).text.split("\n\n") == [*STORY, greeting]
