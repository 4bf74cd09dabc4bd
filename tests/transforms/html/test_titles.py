from __future__ import annotations

import pytest

from transforms.html.decode import decode
from transforms.html.head import read_head
from transforms.html.titles import find_title
from transforms.html.tree import parse_document
from transforms.html.walk import walk_page

TITLE = "Two ferries collide in fog outside Port Linden"
SITE = '<meta property="og:site_name" content="News Example">'
CASES = [
    (f"<title>{TITLE} | News Example</title>{SITE}", "", TITLE),
    (f"<title>{TITLE} - news.example</title>", "", TITLE),
    (f"<title>{TITLE} | NEWS Harbour</title>", "", TITLE),
    (f"<title>{TITLE}</title>", f"<h1>{TITLE} | Opinion</h1>", TITLE),
    (f"<title>{TITLE}</title>", f"<h1>{TITLE}<small>Fourteen people are hurt</small></h1>", TITLE),
    (f"<title>Fog crash: {TITLE}</title>", f"<h1><span>At sea</span> - <span>{TITLE}</span></h1>", TITLE),
    ("<title>两艘渡轮在大雾中相撞_社会_港口日报</title>", "", "两艘渡轮在大雾中相撞"),
    (
        "<title>两艘渡轮在大雾中相撞_社会_港口日报</title>",
        '<h1><a href="/">港口日报</a></h1><h2>要闻</h2><h2>两艘渡轮在大雾中相撞</h2>',
        "两艘渡轮在大雾中相撞",
    ),
    ("<title>两艘渡轮在大雾中相撞 - NEWS中文网 - 社会</title>", "", "两艘渡轮在大雾中相撞"),
    (f"<title>News Example: home</title>{SITE}", f"<h1>{TITLE}</h1>", TITLE),
    (f'<meta property="og:title" content="{TITLE}">', f"<h1>News Example</h1><h1> {TITLE} </h1>", TITLE),
    (f'<meta property="og:title" content="{TITLE}">', f"<h1><span>World</span>{TITLE}</h1>", TITLE),
    (f'<meta property="og:title" content="{TITLE} | News Example">{SITE}', f"<h1>World | {TITLE}</h1>", TITLE),
    ('<meta property="og:title" content="Ferries collide">', f"<h1>{TITLE}</h1>", TITLE),
    ('<meta property="og:title" content="Ferries collide in fog">', "<h1>World news</h1>", "Ferries collide in fog"),
    (
        f'<meta property="og:title" content="{TITLE}">',
        "<h1>News</h1><h1>What the two crews saw</h1>",
        "What the two crews saw",
    ),
    (
        f'<meta property="og:title" content="Fog crash: {TITLE}">',
        f"<ol><li>World</li><li><h1>Fog crash: what we know</h1></li></ol><h2>Fog crash: {TITLE}</h2>",
        f"Fog crash: {TITLE}",
    ),
    (f'<meta property="og:title" content="News Example - {TITLE}">{SITE}', "", TITLE),
    (f"<title>{TITLE}-World｜News Example</title>{SITE}<meta name=title content='{TITLE}'>", "", TITLE),
    (f'<meta property="og:title" content="{TITLE}">', f"<h1>{TITLE} [Video]</h1>", TITLE),
    (
        f'<meta property="og:title" content="Port Linden: {TITLE}">',
        f"<h1><span>Port Linden</span> {TITLE}</h1>",
        f"Port Linden {TITLE}",
    ),
    ("<title>Crew&amp;#039;s night out in the fog of Linden</title>", "", "Crew's night out in the fog of Linden"),
    ("", f"<h1>{TITLE}</h1>", TITLE),
    ("", "<p>no headline</p>", None),
    (
        "",
        "<h1><b>Fog on the A7</b><i>Two ferries collide in the harbour</i></h1>",
        "Fog on the A7 Two ferries collide in the harbour",
    ),
    ("", "<h1><b>T</b>wo Ferries Collide Here</h1>", "Two Ferries Collide Here"),
    (
        "<title>Quay Herald | Two ferries collide in fog</title>",
        "<p><b>Two ferries collide in fog</b></p>",
        "Two ferries collide in fog",
    ),
    ("<title>Quay Herald | Fog</title>", "<p><b>Fog</b></p>", "Quay Herald | Fog"),
    ("<title>News.example</title>", f"<h1>News.example</h1><h1>{TITLE}</h1>", TITLE),
    ("<title>News.example</title>", "<h1>News.example</h1>", "News.example"),
    (f"<title>{TITLE} &amp; the&nbsp;quay</title>", "", f"{TITLE} & the quay"),
]


def test_few_letters_of_an_address_name_no_site() -> None:
    document = parse_document(f'<meta property="og:title" content="{TITLE} - was nun"><p>x</p>')
    walk = walk_page(document.root)
    assert find_title(read_head(document, walk, "https://sn.example/a"), walk) == f"{TITLE} - was nun"


@pytest.mark.parametrize(("head", "body", "title"), CASES)
def test_finds_the_headline(head: str, body: str, title: str | None) -> None:
    document = parse_document(decode(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "charset=utf-8"))
    walk = walk_page(document.root)
    assert find_title(read_head(document, walk, "https://news.example/a"), walk) == title
