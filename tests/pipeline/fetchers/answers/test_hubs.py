from __future__ import annotations

import pytest

from pipeline.fetchers.answers.http_answer import HttpHead
from pipeline.fetchers.answers.hubs import find_hubs


@pytest.mark.parametrize(
    ("links", "hubs"),
    [
        (['<https://hub.example/>; rel="hub", <https://quay.example/rss>; rel="self"'], ("https://hub.example/",)),
        (
            ["<//two.example/a>;rel=HUB", "</b>; rel='hub nofollow'"],
            ("https://two.example/a", "https://quay.example/b"),
        ),
        (["<https://hub.example/>; rel=hub", "<https://hub.example/>; rel=hub"], ("https://hub.example/",)),
        (["<javascript:hub()>; rel=hub, <https://hub.example/>; rev=hub, ;;=,<"], ()),
        ([], ()),
    ],
)
def test_hubs_stand_in_the_header_link(links: list[str], hubs: tuple[str, ...]) -> None:
    head = HttpHead(200, tuple(("link", link) for link in links))
    assert find_hubs(head, "https://quay.example/rss") == hubs
