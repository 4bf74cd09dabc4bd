"""Sites: where their feeds and sitemaps are, found out from front page, robots.txt and the usual places."""

from __future__ import annotations

import logging
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace

import ada_url

from pipeline.polling.answers import Answered, Root, read_answer
from pipeline.polling.asking import Ask
from schemas.dead_letter import Rejected
from schemas.feed import Feed, FeedLink
from schemas.page import Page
from transforms.feeds.discovery import find_feed_links, find_sitemap_lines

_LOG = logging.getLogger(__name__)

_USUAL_PLACES = (
    "/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/news-sitemap.xml", "/sitemap-news.xml",
    "/sitemap.xml", "/sitemap_index.xml",
)  # fmt: skip
"""Where publishing systems have a feed or sitemap by themselves; asked for when a site names none."""
_SHOWN = 5


def visit(urls: Iterable[str], ask: Ask, root: Root) -> Generator[Answered]:
    """What addresses come to, as their answers come; sites, if that is what they may be, as lists of their feeds."""
    sites: list[Answered] = []
    with closing(ask(urls)) as answers:
        for answer in answers:
            document = read_answer(answer, root)
            if document.is_page and root == "sites":
                sites.append(document)
            else:
                yield document
    yield from _find_feeds(sites, ask)


def _find_feeds(sites: Sequence[Answered], ask: Ask) -> Iterator[Answered]:
    """Front pages -> what they lead to: each as a list of the feeds and sitemaps of its site, or as a failure."""
    found = {site.url: _links_of(site) for site in sites}
    robots = {_place(site, "/robots.txt"): site.url for site in sites}
    for answer in ask(list(robots)):
        if isinstance(answer, Page):
            url = robots[answer.requested_url or ""]
            found[url] = list(dict.fromkeys([*found[url], *find_sitemap_lines(answer.body, answer.url or url)]))
    guesses = {_place(site, path): site.url for site in sites if not found[site.url] for path in _USUAL_PLACES}
    for answer in ask(list(guesses)):
        document = read_answer(answer, "feeds")
        if document.feed is not None:
            found[guesses[document.url]].append(document.url)
    for site in sites:
        yield _conclude(site, found[site.url])


def _links_of(site: Answered) -> list[str]:
    page = site.page
    return find_feed_links(page.body, page.content_type, page.url or site.url) if page else []


def _place(site: Answered, path: str) -> str:
    """An address of the host that answered."""
    return str(ada_url.join_url(site.page.url or site.url if site.page else site.url, path))


def _conclude(site: Answered, found: Sequence[str]) -> Answered:
    if not found:
        why = "the site names no feed or sitemap, and there is none at the usual places"
        return replace(site, is_page=False, page=None, failure=Rejected("not_a_feed", why, site.status, site.url))
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    _LOG.info("%s has %s%s", site.url, ", ".join(found[:_SHOWN]), more)
    return replace(site, is_page=False, feed=Feed("site", url=site.url, children=tuple(map(FeedLink, found))))
