"""One visit to one host: what it is asked for next, and what becomes of its answer."""

from __future__ import annotations

import time
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import UTC, datetime

from pipeline.archives.warc import PAGE, REDIRECT, RETRIED, ROBOTS
from pipeline.fetchers.answers.acceptance import check_body, check_document_body, check_document_head, check_head
from pipeline.fetchers.answers.decoding import decode_body
from pipeline.fetchers.answers.http_answer import Answer
from pipeline.fetchers.answers.hubs import find_hubs
from pipeline.fetchers.connections.targets import aim_at
from pipeline.fetchers.crawling.exchanges import Exchanges
from pipeline.fetchers.crawling.host_queue import Host, HostQueue, PendingFetch, RobotsVerdict
from pipeline.fetchers.crawling.redirects import find_redirect, find_refresh
from pipeline.fetchers.crawling.retries import choose_pause, is_host_failure, is_passing, parse_retry_after
from pipeline.fetchers.crawling.robots import Robots
from pipeline.fetchers.crawling.robots_policy import explain_unreachable, read_rules
from pipeline.fetchers.errors import FetchRejected, HostUnavailable, RobotsDisallowed, TooManyRedirects
from pipeline.fetchers.settings import FetchSettings
from schemas.dead_letter import DeadLetter
from schemas.page import Page

_SMALL = 65_536
"""Bytes of a body that is no page and is read all the same: for the archive, and to keep the connection."""
_WITH_BODY = frozenset({"http_error", "empty_body", "not_modified"})
_ROBOTS_HOPS = 5


@dataclass(frozen=True, slots=True)
class Visitor:
    """Makes visits; shared by the threads of a fetcher.

    decoder: decompresses one body at a time. Many bombs may come at once; their windows and bodies may not.
    """

    settings: FetchSettings
    exchanges: Exchanges
    decoder: Executor

    def visit(self, host: Host, queue: HostQueue) -> Page | DeadLetter | None:
        """Do what is next at a host that the caller has taken, and say when it may be visited again (host.ready_at).

        Gives the answer to a request when this visit brought it; never raises for what the network does.
        """
        fetch = self._choose(host)
        fetch.asked = False
        try:
            if fetch.robots_of is None:
                return self._seek_page(host, fetch, queue)
            self._settle_robots(host, fetch, queue)
        except FetchRejected as failure:
            self.exchanges.book(host, fetch)
            if not self._try_again(host, fetch, failure):
                return self._give_up(host, fetch, failure)
            self.exchanges.keep(fetch, RETRIED)
            host.fetches.appendleft(fetch)
        return None

    def _choose(self, host: Host) -> PendingFetch:
        if host.waiting:
            fetch = next(fetch for fetch in host.fetches if fetch.robots_of)
            host.fetches.remove(fetch)
            return fetch
        if host.fetches:
            return host.fetches.popleft()
        request = host.requests.popleft()
        return PendingFetch(request, aim_at(request.url, self.settings.allow_hosts), self.settings.deadline)

    def _seek_page(self, host: Host, fetch: PendingFetch, queue: HostQueue) -> Page | None:
        """Fetch a page if it may be fetched; first its robots.txt, if nobody has asked for that yet."""
        if host.closed:
            raise HostUnavailable(host.closed)
        origin = fetch.target.origin
        verdict = host.verdicts.get(origin)
        if verdict is None or verdict.until < time.monotonic():
            host.fetches.appendleft(fetch)
            host.waiting = True
            target = aim_at(f"{origin}/robots.txt", self.settings.allow_hosts)
            robots = PendingFetch(None, target, self.settings.deadline, robots_of=(origin, host))
            self._settle_robots(host, robots, queue)
            return None
        if isinstance(verdict.rules, FetchRejected):
            raise type(verdict.rules)(verdict.rules.detail, verdict.rules.status)
        if not verdict.rules.allows(fetch.target.path):
            raise RobotsDisallowed(f"robots.txt of {origin} forbids {fetch.target.path[:200]}")
        return self._fetch_page(host, fetch, queue)

    def _fetch_page(self, host: Host, fetch: PendingFetch, queue: HostQueue) -> Page | None:
        exchanges, most = self.exchanges, self.settings.max_body
        answer = exchanges.ask(host, fetch)
        head = answer.head
        there = find_redirect(head, answer.url)
        if there is not None:
            exchanges.skim(host, fetch, _SMALL)
            self._send_on(host, fetch, there, queue, self.settings.max_redirects)
            return None
        try:
            self._check_head(answer)
        except FetchRejected as failure:
            if failure.reason in _WITH_BODY:
                exchanges.skim(host, fetch, _SMALL)
            else:
                exchanges.refuse(host, fetch)
            raise
        raw = exchanges.read(host, fetch, most)
        coding = head.get("Content-Encoding")
        body = self.decoder.submit(decode_body, raw, coding, most).result() if coding else raw
        there = self._judge_body(answer, body)
        if there is not None:
            self._send_on(host, fetch, there, queue, self.settings.max_redirects)
            return None
        exchanges.keep(fetch, PAGE)
        host.failures = 0
        request = fetch.request
        assert request is not None  # noqa: S101 - only fetches for a robots.txt have none
        return Page(
            request=request,
            url=answer.url,
            body=body,
            kind="html",
            content_type=head.get("Content-Type"),
            status=head.status,
            fetched_at=answer.sent_at,
            etag=head.get("ETag"),
            last_modified=head.get("Last-Modified"),
            cache_control=head.get("Cache-Control"),
            hubs=find_hubs(head, answer.url),
        )

    def _check_head(self, answer: Answer) -> None:
        if self.settings.accepts == "documents":
            check_document_head(answer.head, self.settings.max_body)
        else:
            check_head(answer.head, answer.sent_at, self.settings.max_body)

    def _judge_body(self, answer: Answer, body: bytes) -> str | None:
        """Raise for a body that is not what is wanted; gives the address that a page sends its readers on to."""
        if self.settings.accepts == "documents":
            check_document_body(answer.head, body)
            return None
        check_body(answer.head, body, answer.sent_at)
        return find_refresh(body, answer.url)

    def _settle_robots(self, host: Host, fetch: PendingFetch, queue: HostQueue) -> None:
        """Ask for a robots.txt, and tell the host that waits for it once it is known what it says."""
        assert fetch.robots_of is not None  # noqa: S101 - what the callers have just made sure of
        rules: Robots | FetchRejected | None
        try:
            rules = self._fetch_robots(host, fetch, queue)
        except FetchRejected as failure:
            self.exchanges.book(host, fetch)
            if self._try_again(host, fetch, failure):
                host.fetches.appendleft(fetch)
                return
            rules = explain_unreachable(failure, fetch.hops)
        if rules is not None:
            origin, owner = fetch.robots_of
            owner.verdicts[origin] = RobotsVerdict(rules, time.monotonic() + self.settings.robots_age)
            queue.wake(owner)

    def _fetch_robots(self, host: Host, fetch: PendingFetch, queue: HostQueue) -> Robots | None:
        if host.closed:
            raise HostUnavailable(host.closed)
        answer = self.exchanges.ask(host, fetch)
        there = find_redirect(answer.head, answer.url)
        body = self.exchanges.skim(host, fetch, self.settings.max_robots)
        self.exchanges.keep(fetch, ROBOTS)
        if there is not None:
            self._send_on(host, fetch, there, queue, _ROBOTS_HOPS)
            return None
        return read_rules(answer.head, body, self.settings.max_robots)

    def _send_on(self, host: Host, fetch: PendingFetch, there: str, queue: HostQueue, most: int) -> None:
        """Send a fetch on to another URL: to the front of the queue of its host, whichever that is."""
        fetch.hops += 1
        if fetch.hops > most:
            raise TooManyRedirects(f"more than {most} redirects", url=there)
        target = aim_at(there, self.settings.allow_hosts)
        self.exchanges.keep(fetch, REDIRECT)
        fetch.target = target
        fetch.tries = 0
        if fetch.target.authority == host.authority:
            host.fetches.appendleft(fetch)
        else:
            queue.add_fetch(fetch, fetch.target.authority)

    def _try_again(self, host: Host, fetch: PendingFetch, failure: FetchRejected) -> bool:
        """Say whether a failed request is worth another try, and make the host wait before it.

        Not when its host was silent to the request before, too: then each of the next gets one try.
        """
        if not fetch.asked or not is_passing(failure):
            return False
        headers = fetch.answer.head.get("Retry-After") if fetch.answer else None
        retry_after = parse_retry_after(headers, datetime.now(UTC)) or 0.0
        if retry_after > self.settings.deadline:
            host.closed = f"it asked us to stay away for {retry_after:.0f} s"
            return False
        pause = max(retry_after, choose_pause(fetch.tries, self.settings.backoff))
        again = fetch.tries < self.settings.tries and host.misses <= fetch.tries and pause < fetch.left
        if again:
            fetch.left -= pause
            fetch.spent += pause
        host.ready_at = max(host.ready_at, time.monotonic() + (pause if again else retry_after))
        return again

    def _give_up(self, host: Host, fetch: PendingFetch, failure: FetchRejected) -> DeadLetter:
        if is_host_failure(failure):
            host.failures += 1
            if host.failures >= self.settings.failures_in_a_row and not host.closed:
                host.closed = f"{host.failures} URLs in a row failed, the last with {failure.reason}: {failure.detail}"
        elif fetch.asked:
            host.failures = 0
        status = failure.status or (fetch.answer.head.status if fetch.answer else None)
        retry_after = (
            parse_retry_after(fetch.answer.head.get("Retry-After"), datetime.now(UTC)) if fetch.answer else None
        )
        self.exchanges.keep(fetch, failure.reason, failure)
        request = fetch.request
        return DeadLetter(
            url=failure.url or fetch.target.url,
            source_id=request.source_id if request else None,
            stage="fetch",
            reason=failure.reason,
            detail=failure.detail,
            status=status,
            failed_at=datetime.now(UTC),
            seconds=round(fetch.spent, 3),
            requested_url=request.url if request else None,
            feed_url=request.feed_url if request else None,
            retry_after=retry_after,
        )
