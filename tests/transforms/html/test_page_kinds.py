"""Pages that are no articles end in the reason that says why; articles that look like them stay."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from schemas.dead_letter import Rejected
from transforms.html.reading import read_html

LATEST = datetime(2025, 6, 1, tzinfo=UTC)
URL = "https://news.example/world/ferries-collide"
CARD = (
    "<article><h3><a href=/s/{n}>Harbour story number {n} has a headline like this</a></h3><p>The harbour board met for"
    " the {n}th time this year, and once more it could not agree on what the new quay may cost the town.</p>"
    "<span>{n} May 2025</span></article>"
)
LINK = "<div class=card><h3><a href=/s/{n}>A headline of the day, number {n}</a></h3></div>"
PIECES = {
    "{cards}": "".join(CARD.format(n=n) for n in range(2, 30)),
    "{links}": "".join(LINK.format(n=n) for n in range(40)),
    "{menu}": "<nav><ul><li><a href=/>Home</a><li><a href=/world>World</a><li><a href=/sport>Sport</a></ul></nav>",
    "{foot}": "<footer><p>© 2025 News Example. All rights reserved. Terms and privacy policy apply.</p></footer>",
    "{brief}": (
        "<p>PORT LINDEN — A fire in a warehouse on the north quay killed two people early on Monday, the fire brigade "
        "said.</p><p>Three firefighters were treated for smoke. The cause is not yet known, and the quay stays closed "
        "until Tuesday, a spokesman for the port said. Trains to the ferry terminal run again, forty minutes late.</p>"
    ),
    "{teaser}": (
        "<p>For nine months the harbour board met behind closed doors, and nobody in the town hall asked why.</p>"
        "<p>Then a clerk found a second contract in a drawer, with a signature that should not have been there.</p>"
    ),
}
PAGES = tomllib.loads(Path(__file__).with_name("page_kinds.toml").read_text(encoding="utf-8"))["page"]


def build(page: dict[str, str]) -> bytes:
    """The bytes of a page of page_kinds.toml."""
    body = page.get("body", f"{{menu}}<main>{page.get('main', '')}</main>{{foot}}")
    head = f"<meta charset=utf-8><title>{page.get('title', 'News Example')}</title>{page.get('head', '')}"
    answer = page.get("raw", f"<html><head>{head}</head><body>{body}</body></html>")
    for name, text in PIECES.items():
        answer = answer.replace(name, text)
    return answer.encode()


@pytest.mark.parametrize("page", [page for page in PAGES if "reason" in page], ids=lambda page: page["name"])
def test_no_article(page: dict[str, str]) -> None:
    with pytest.raises(Rejected) as caught:
        read_html(build(page), "text/html; charset=utf-8", page.get("url", URL), LATEST)
    assert caught.value.reason == page["reason"], caught.value


@pytest.mark.parametrize("page", [page for page in PAGES if "reason" not in page], ids=lambda page: page["name"])
def test_article(page: dict[str, str]) -> None:
    text = read_html(build(page), "text/html; charset=utf-8", page.get("url", URL), LATEST).text
    assert len(text.split()) >= 40
