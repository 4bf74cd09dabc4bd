"""The WebSub hubs that an answer names beside its body."""

from __future__ import annotations

from requests.utils import parse_header_links

from pipeline.fetchers.answers.http_answer import HttpHead
from transforms.feeds.addresses import absolute_url


def find_hubs(head: HttpHead, url: str) -> tuple[str, ...]:
    """Addresses of hubs in the header Link (WebSub, 4), in its order. url: of the answer."""
    links = parse_header_links(", ".join(head.get_all("Link")))
    named = (absolute_url(link["url"], url) for link in links if "hub" in link.get("rel", "").lower().split())
    return tuple(dict.fromkeys(hub for hub in named if hub is not None))
