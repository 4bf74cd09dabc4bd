"""Stories that only the data of a page's scripts hold, in the shapes of the larger libraries."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from schemas.dead_letter import Rejected
from transforms.html.reading import read_html
from transforms.html.script_values import list_values, unfold
from transforms.html.tree import Script

TITLE = "Two ferries collide in fog outside Port Linden"
STORY = [
    "Two ferries collided in thick fog outside the harbour of Port Linden on Tuesday morning, injuring 14 people.",
    "It happened shortly after seven, when visibility was below fifty metres, the port's duty officer said.",
    "Both vessels reached the quay under their own power. Divers were to inspect the hulls on Wednesday.",
    "The company said that it had begun an inquiry of its own and would publish the results within a month.",
    "Ferries between Linden and the islands will run every second hour until the weekend, the harbour office said.",
]


def read(*scripts: str) -> list[str]:
    head = f'<title>{TITLE}</title><meta property="og:type" content="article">'
    page = f"<html><head>{head}</head><body><div id=root></div>{''.join(scripts)}</body></html>"
    return read_html(page.encode(), None, None, datetime(2025, 6, 1, tzinfo=UTC)).text.split("\n\n")


def halves(text: str) -> tuple[str, str]:
    middle = text.index(" ", len(text) // 2)
    return text[:middle], text[middle:]


SLATE = {"nodes": [{"type": "paragraph", "children": [{"text": half} for half in halves(text)]} for text in STORY]}
PORTABLE = {"body": [{"_type": "block", "children": [{"_type": "span", "text": text}]} for text in STORY]}
PROSEMIRROR = {
    "type": "doc",
    "content": [
        {"type": "paragraph", "content": [{"type": "text", "text": half} for half in halves(t)]} for t in STORY
    ],
}
EDITOR = {"blocks": [{"type": "paragraph", "data": {"text": text}} for text in STORY]}
HTML = {"post": {"rendered": "".join(f"<p>{text}</p>" for text in STORY)}}
WRAPPED = {"state": json.dumps({"paragraphs": STORY})}


@pytest.mark.parametrize("data", [SLATE, PORTABLE, PROSEMIRROR, EDITOR, HTML, WRAPPED])
def test_stories_by_their_shape(data: dict[str, Any]) -> None:
    props = {"props": {"menu": [{"text": "Harbour"}, {"text": "Islands"}], "page": data}}
    assert read(f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(props)}</script>') == STORY
    assert read(f"<script>window.__STATE__ = {json.dumps(props)};</script>") == STORY
    assert read(f"<script>window.__STATE__ = JSON.parse({json.dumps(json.dumps(props))});</script>") == STORY


def test_a_story_whose_object_states_the_title_of_the_page() -> None:
    told = [
        text.replace("erries", "boats").replace("Linden", "the island").replace("outside", "near") for text in STORY
    ]
    data = {"piece": {"name": TITLE, "parts": [{"kind": "words", "content": text} for text in told]}}
    assert read(f"<script>window.__DATA__ = {json.dumps(data)};</script>") == told
    data["piece"]["name"] = "Bakers of the island race to name a loaf"
    with pytest.raises(Rejected):
        read(f"<script>window.__DATA__ = {json.dumps(data)};</script>")


def test_references_of_a_cache() -> None:
    cache: dict[str, Any] = {
        f"Part:{n}": {"__typename": "Text", "html": f"<p>{text}</p>"} for n, text in enumerate(STORY)
    }
    cache["Story:1"] = {"parts": [{"__ref": f"Part:{n}"} for n in range(len(STORY))]}
    assert read(f"<script>window.__APOLLO_STATE__={json.dumps(cache)};</script>") == STORY


def test_the_stream_of_server_components() -> None:
    elements = [
        ["$", "p", None, {"children": [halves(text)[0], ["$", "b", None, {"children": halves(text)[1]}]]}]
        for text in STORY
    ]
    rows = "1:" + json.dumps(["$", "div", None, {"children": elements}]) + "\n2:null\n"
    chunks = (rows[:200], rows[200:])
    assert read(*(f"<script>self.__next_f.push({json.dumps([1, chunk])})</script>" for chunk in chunks)) == STORY


def test_a_flat_list_is_unfolded() -> None:
    flat = [{"data": 1}, ["Reactive", 2], {"text": 3, "loop": 0}, "They left."]
    assert unfold(flat) == {"data": [{"text": "They left.", "loop": None}]}
    assert unfold(["They left."]) == ["They left."]
    entries: list[Any] = [{"body": 1}, list(range(2, 2 + len(STORY))), *STORY]
    assert read(f'<script type="application/json" id="__NUXT_DATA__">{json.dumps(entries)}</script>') == STORY


@pytest.mark.parametrize(
    ("program", "values"),
    [
        ('var boats = {"a": 1};', [{"a": 1}]),
        ('window.boats={"a": 1}; window["quay"].list =\n[2]', [{"a": 1}, [2]]),
        ('boats = JSON.parse( "[3, 4]" )', [[3, 4]]),
        ('boats={"a": "b = {}"}', [{"a": "b = {}"}]),
        ('if (boats == {} || boats != [] || boats >= []) { sail(x={"a": 1}) }', []),
        ("const sail = (boats) => {}; f.call(this) = []", []),
        ("boats = {broken; boats = [5]", [[5]]),
        ("= {}", []),
        (" ={}", []),
    ],
)
def test_what_a_program_assigns(program: str, values: list[Any]) -> None:
    content = program.encode() + b" " * 400
    assert list(list_values((Script("", content),))) == values


def test_markup_in_data_without_what_stands_beside_the_story() -> None:
    beside = "<figure><p>The harbour by night, seen from the old mole.</p></figure><!-- more --><style>p {}</style>"
    body = beside.join(f"<p>{text.replace(' ', '<br>', 1)}</p>" for text in STORY) + "<aside>Read on board.</aside>"
    assert read(f"<script>window.__STATE__ = {json.dumps({'post': body})};</script>") == STORY


def test_entries_of_nothing_but_a_comment() -> None:
    entries = [entry for text in STORY for entry in ("<!-- an advertisement -->", f"<b>{text[:3]}</b>{text[3:]}")]
    assert read(f"<script>window.__STATE__ = {json.dumps({'body': entries})};</script>") == STORY


@pytest.mark.parametrize("place", ["data", "structured data"])
def test_a_short_story_in_a_script_without_spaces(place: str) -> None:
    title = "港町の倉庫で火災、三人けが"
    story = [
        "十二日未明、港町の倉庫で火災があり、作業をしていた三人が煙を吸ってけがをした。",
        "市の消防局によると、火は二時間ほどで消し止められ、けが人はいずれも軽いという。",
        "倉庫には魚を入れる箱が積まれていた。警察は出火の原因を調べている。",
        "近くの漁師は「海から煙が見えたので、すぐに電話をした」と話した。",
    ]
    data = {"@type": "NewsArticle", "articleBody": "\n\n".join(story)}
    if place == "data":
        script = f"<script>window.__DATA__={json.dumps({'html': ''.join(f'<p>{text}</p>' for text in story)})}</script>"
    else:
        script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    page = f"<html lang=ja><head><title>{title}</title></head><body><h1>{title}</h1>{script}</body></html>"
    assert read_html(page.encode(), None, None, datetime(2025, 6, 1, tzinfo=UTC)).text.split("\n\n") == story
    with pytest.raises(Rejected):
        read_html(
            page.replace(title, "市長が新しい橋の計画を発表").encode(), None, None, datetime(2025, 6, 1, tzinfo=UTC)
        )
