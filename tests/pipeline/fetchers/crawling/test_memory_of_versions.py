"""A second run asks whether the page has changed, and a host that says no costs nothing."""

from __future__ import annotations

from datetime import UTC, datetime

from pipeline.fetchers.http import HttpFetcher
from pipeline.fetchers.settings import FetchSettings
from schemas.dead_letter import DeadLetter
from schemas.page import Page
from schemas.request import Request
from schemas.sighting import Sighting
from tests.support.hostile_answers import STORY, answer
from tests.support.hostile_server import Behaviour, HostileServer, Talk

NOW = datetime.now(UTC)
DATE = "Sun, 01 Mar 2026 10:00:00 GMT"


class Known:
    def __init__(self, sightings: dict[str, Sighting]) -> None:
        self.sightings = sightings

    def open(self) -> None: ...

    def close(self) -> None: ...

    def recall(self, url: str) -> Sighting | None:
        return self.sightings.get(url)


async def versioned(talk: Talk) -> None:
    if 'If-None-Match: "v1"' in talk.head or f"If-Modified-Since: {DATE}" in talk.head:
        await talk.say(b'HTTP/1.1 304 Not Modified\r\nETag: "v1"\r\n\r\n')
    else:
        await talk.say(answer(STORY, "200 OK", "text/html", 'ETag: "v1"', f"Last-Modified: {DATE}"))


def test_versions_are_learned_and_asked_for() -> None:
    behaviour = Behaviour("versioned", "", "page", versioned, paths=("/a", "/b", "/c"))
    with HostileServer([behaviour], {}).running() as server:
        urls = server.urls(behaviour)
        settings = FetchSettings(allow_hosts=frozenset({"127.0.0.1"}), host_delay=0.0)

        def fetch(known: dict[str, Sighting]) -> list[Page | DeadLetter]:
            fetcher = HttpFetcher(settings, Known(known))
            fetcher.open()
            answers = list(fetcher.fetch([Request(url, "test", NOW) for url in urls]))
            fetcher.close()
            return answers

        first = fetch({})
        assert all(isinstance(page, Page) and page.etag == '"v1"' and page.last_modified == DATE for page in first)
        known = {
            urls[0]: Sighting(urls[0], "a", "r", "run", NOW, etag='"v1"'),
            urls[1]: Sighting(urls[1], "a", "r", "run", NOW, last_modified=DATE),
            urls[2]: Sighting(urls[2], "a", "r", "run", NOW, etag='"v0"\r\nX-Injected: yes'),
        }
        second = fetch(known)
        reasons = {a.request.url if isinstance(a, Page) else a.url: getattr(a, "reason", "page") for a in second}
        assert reasons == {urls[0]: "not_modified", urls[1]: "not_modified", urls[2]: "page"}
        assert not any("X-Injected" in head for head in server.seen["versioned"].heads)
        assert server.seen["versioned"].most == 1
