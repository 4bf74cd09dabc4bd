"""The worst pages beside a plain one of their length, in the same run: none costs many times as much."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from schemas.article import Article
from schemas.dead_letter import Rejected
from schemas.page import Page
from schemas.request import BodyKind, Request
from tests.support.hostile_pages import PAGES
from tests.support.worst_inputs import MEGABYTE, PLAIN, list_inputs, measure
from transforms.parse import parse_page

NOW = datetime(2025, 3, 9, 12, tzinfo=UTC)
PAGE = 500_000
MOST_OF_A_PAGE = 12
MOST_OF_A_TEXT = 8  # eight CPU seconds, where a plain text costs one


def read(body: str, kind: BodyKind) -> Article | None:
    request = Request("https://quay.example/a", "benchmark", NOW)
    content_type = "text/html; charset=utf-8" if kind == "html" else None
    try:
        return parse_page(Page(request, request.url, body.encode(), kind, content_type, 200, NOW))
    except Rejected:
        return None


def spend(work: Callable[[], object]) -> float:
    """CPU seconds, the fewer of two."""
    spent = []
    for _ in range(2):
        began = time.process_time()
        work()
        spent.append(time.process_time() - began)
    return min(spent)


def tell(capsys: pytest.CaptureFixture[str], plain: float, costs: dict[str, float]) -> None:
    with capsys.disabled():
        print(f"\nplain: {plain:.2f} CPU s")  # noqa: T201 - a benchmark reports
        for name, cost in sorted(costs.items(), key=lambda told: -told[1]):
            print(f"{name}: {cost:.2f} CPU s")  # noqa: T201 - likewise


def test_no_page_costs_many_times_a_plain_one(capsys: pytest.CaptureFixture[str]) -> None:
    paragraph = f"<p>{PLAIN * 3}</p>"
    plain = spend(lambda: read(f"<h1>A flood</h1>{paragraph * (PAGE // len(paragraph))}", "html"))
    costs = {name: spend(lambda make=make: read(make(PAGE), "html")) for name, make in PAGES.items()}  # type: ignore[misc]
    tell(capsys, plain, costs)
    assert max(costs.values()) < MOST_OF_A_PAGE * plain


def test_no_text_costs_many_times_a_plain_one(capsys: pytest.CaptureFixture[str]) -> None:
    """Of a megabyte of each, which is read as far as its words and marks go."""
    measure("whole", PLAIN)  # models are loaded
    plain = min(measure("whole", PLAIN * (MEGABYTE // len(PLAIN))) for _ in range(2))
    costs = {name: min(measure("whole", text) for _ in range(2)) for name, text in list_inputs("whole")}
    tell(capsys, plain, costs)
    assert max(costs.values()) < MOST_OF_A_TEXT * plain
