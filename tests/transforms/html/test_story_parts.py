"""Stories that are not one run of paragraphs: short ones beside many others, live pages, lists and tables."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from transforms.html.head import read_head
from transforms.html.live_posts import fill_posts, is_live
from transforms.html.main_text import survey_page
from transforms.html.reading import read_html
from transforms.html.tree import parse_document

LATEST = datetime(2025, 6, 1, tzinfo=UTC)
TITLE = "Ropeway at Mount Arla stops for the third time"
STORY = [
    "The ropeway at Mount Arla stopped on Saturday with 40 people in its cabins, the operator said.",
    "All of them were let down on ropes within three hours. Nobody was hurt, but two guests were treated for cold.",
    "It was the third time this winter. An inspector of the ministry is to look at the drive on Monday.",
]
POSTS = {
    "16:42": "The last cabin is empty now, the mountain rescue team told reporters at the valley station.",
    "15:10": "Twenty-two people are still up there. Rescuers hand them blankets and tea through the hatches.",
    "14.05": "A generator has arrived, but the engineers do not yet dare to turn the wheel with it.",
    "13:30": "The ropeway stands still. The wind at the upper station blows at ninety kilometres an hour.",
}


def read(body: str, title: str = TITLE, head: str = "") -> list[str]:
    """The paragraphs that are read of a page with this below its headline."""
    head = f"<head><meta charset=utf-8><title>{title} | Arla Post</title>{head}</head>"
    page = f"<html lang=en>{head}<body>{body}</body></html>"
    return read_html(page.encode(), None, "https://arla.example/a", LATEST).text.split("\n\n")


def paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def tell_live(time: str = "<b>{}</b>", cls: str = "item") -> str:
    return "".join(
        f"<div class={cls}><div>{time.format(at)}</div><h3>Entry {number}</h3><div><p>{text}</p></div></div>"
        for number, (at, text) in enumerate(POSTS.items())
    )


def test_a_short_story_above_a_long_list_of_others() -> None:
    cards = "".join(
        f"<div class=z><div class=y><h3><a href=/{number}>Valley {number} votes on its budget</a></h3><div>Sat, 12:0"
        f"{number}</div><div>Councillors of valley {number} met for nine hours and agreed on the money for two new "
        "schools, a road to the quarry, the repair of the old bath and a bus that will go there every hour, the mayor "
        "said on Friday night when she left the hall.</div></div></div>"
        for number in range(9)
    )
    story = f"<div id=c1><h1>{TITLE}</h1><div id=c2>{paragraphs(STORY)}</div></div>"
    assert read(f"{story}<div id=c3>{cards}</div>") == STORY


@pytest.mark.parametrize("time", ["<b>{}</b>", "Ann Lee, {}", "<time>{}</time>", "<span>5 minutes ago</span>"])
def test_the_entries_of_a_live_page_without_their_times(time: str) -> None:
    menu = "".join(f"<li><a href=/{number}>Section {number}</a></li>" for number in range(5))
    page = f"<ul>{menu}</ul><h1>{TITLE}</h1><div>{paragraphs(STORY)}</div><main><div>{tell_live(time)}</div></main>"
    survey = survey_page(parse_document(page).root)
    texts = [block.text for block in survey.blocks]
    told = [texts[place] for place in fill_posts(survey, list(range(texts.index(STORY[-1]), len(texts))))]
    entries = [text for number, post in enumerate(POSTS.values()) for text in (f"Entry {number}", post)]
    assert told == [*STORY, *entries]


def test_other_rows_are_no_entries() -> None:
    def find(body: str) -> list[int]:
        return fill_posts(survey_page(parse_document(f"<h1>{TITLE}</h1>{paragraphs(STORY)}{body}").root), [])

    assert find(f"<div>{tell_live()}</div>")
    assert not find(f"<div>{tell_live('none')}</div>")
    assert not find(f'<div class="comments">{tell_live()}</div>')
    assert not find(f"<div>{tell_live(cls='comment')}</div>")


@pytest.mark.parametrize(
    ("title", "live"),
    [
        (f"Live: {TITLE}", True),
        ("Ropeway at Mount Arla LIVE – rescuers at work", True),
        ("EN DIRECT. Le téléphérique du mont Arla est arrêté", True),
        ("Ropeway at Mount Arla: live updates from the valley", True),
        ("Liveticker: Seilbahn am Arla steht still", True),
        ("Those who live on Mount Arla want no ropeway", False),
        ("Ropeway operator goes live with new tickets", False),
        (TITLE, False),
    ],
)
def test_pages_that_say_in_their_headline_that_they_are_live(title: str, live: bool) -> None:  # noqa: FBT001 - a case
    document = parse_document(f"<title>{title}</title><h1>{title}</h1>")
    head = read_head(document, survey_page(document.root).walk, None)
    assert is_live(head, title) is live


def test_a_live_page_by_its_kind_holds_its_entries() -> None:
    opening = f"<h1>{TITLE}</h1><div>{paragraphs(STORY[:1])}</div>"
    kind = '<script type="application/ld+json">{"@type":"LiveBlogPosting"}</script>'
    told = read(f"<article>{opening}<section>{tell_live()}</section></article>", head=kind)
    assert [text for text in told if not text.startswith("Entry")] == [STORY[0], *POSTS.values()]


def test_readers_remarks_with_times_are_no_entries() -> None:
    remarks = f'<section class="comments">{tell_live(cls="comment")}</section>'
    assert read(f"<article><h1>Live: {TITLE}</h1>{paragraphs(STORY)}</article>{remarks}", f"Live: {TITLE}") == STORY


def test_a_table_among_the_paragraphs_is_the_storys_whole() -> None:
    cells = [["Year", "Stops"], ["2022", "1"], ["2023", "0"], ["2024", "7"]]
    table = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in cells)
    told = read(f"<article><h1>{TITLE}</h1><div>{paragraphs(STORY[:2])}<table>{table}</table><p>{STORY[2]}</p></div>")
    assert told == [*STORY[:2], *(cell for row in cells for cell in row), STORY[2]]


def tell_offers(count: int) -> str:
    """Lists of links that a paragraph leads to, one below the other."""
    return "".join(
        f"<p>These are the huts on slope {place} that still have a bed in the week of the race.</p><ul>"
        f"<li><a href=/hut/{place}>Hut of the {place} winds, from 40 crowns</a></li>"
        f"<li><a href=/inn/{place}>Inn at bend {place}, from 90 crowns</a></li></ul>"
        for place in range(count)
    )


def test_linked_lists_are_other_stories_unless_the_page_is_a_guide() -> None:
    def read_links(count: int) -> int:
        body = f"<article><h1>{TITLE}</h1><div>{paragraphs(STORY)}{tell_offers(count)}<p>{STORY[0][:60]}.</p></div>"
        return sum(text.endswith("crowns") for text in read(body))

    assert read_links(1) == 0
    assert read_links(8) == 16
