"""One visit to one host: what it is asked for next, and what becomes of its answer."""

from __future__ import annotations

import time
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import UTC, datetime

from pipeline.archives.warc import PAGE, REDIRECT, RETRIED, ROBOTS
from pipeline.fetchers.answers.acceptance import check_body, check_head
from pipeline.fetchers.answers.decoding import decode_body
from pipeline.fetchers.connections.targets import aim_at
from pipeline.fetchers.crawling.exchanges import Exchanges
from pipeline.fetchers.crawling.host_queue import Agenda, Errand, Host, RobotsVerdict
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

    def visit(self, host: Host, agenda: Agenda) -> Page | DeadLetter | None:
        """Do what is next at a host that the caller has taken, and say when it may be visited again (host.ready_at).

        Gives the answer to a request when this visit brought it; never raises for what the network does.
        """
        errand = self._choose(host)
        errand.asked = False
        try:
            if errand.robots_of is None:
                return self._seek_page(host, errand, agenda)
            self._settle_robots(host, errand, agenda)
        except FetchRejected as failure:
            self.exchanges.book(host, errand)
            if not self._try_again(host, errand, failure):
                return self._give_up(host, errand, failure)
            self.exchanges.keep(errand, RETRIED)
            host.errands.appendleft(errand)
        return None

    def _choose(self, host: Host) -> Errand:
        if host.waiting:
            errand = next(errand for errand in host.errands if errand.robots_of)
            host.errands.remove(errand)
            return errand
        if host.errands:
            return host.errands.popleft()
        request = host.requests.popleft()
        return Errand(request, aim_at(request.url, self.settings.allow_hosts), self.settings.deadline)

    def _seek_page(self, host: Host, errand: Errand, agenda: Agenda) -> Page | None:
        """Fetch a page if it may be fetched; first its robots.txt, if nobody has asked for that yet."""
        if host.closed:
            raise HostUnavailable(host.closed)
        origin = errand.target.origin
        verdict = host.verdicts.get(origin)
        if verdict is None or verdict.until < time.monotonic():
            host.errands.appendleft(errand)
            host.waiting = True
            target = aim_at(f"{origin}/robots.txt", self.settings.allow_hosts)
            robots = Errand(None, target, self.settings.deadline, robots_of=(origin, host))
            self._settle_robots(host, robots, agenda)
            return None
        if isinstance(verdict.rules, FetchRejected):
            raise type(verdict.rules)(verdict.rules.detail, verdict.rules.status)
        if not verdict.rules.allows(errand.target.path):
            raise RobotsDisallowed(f"robots.txt of {origin} forbids {errand.target.path[:200]}")
        return self._fetch_page(host, errand, agenda)

    def _fetch_page(self, host: Host, errand: Errand, agenda: Agenda) -> Page | None:
        exchanges, most = self.exchanges, self.settings.max_body
        answer = exchanges.ask(host, errand)
        head = answer.head
        there = find_redirect(head, answer.url)
        if there is not None:
            exchanges.skim(host, errand, _SMALL)
            self._send_on(host, errand, there, agenda, self.settings.max_redirects)
            return None
        try:
            check_head(head, answer.sent_at, most)
        except FetchRejected as failure:
            if failure.reason in _WITH_BODY:
                exchanges.skim(host, errand, _SMALL)
            else:
                exchanges.refuse(host, errand)
            raise
        raw = exchanges.read(host, errand, most)
        coding = head.get("Content-Encoding")
        body = self.decoder.submit(decode_body, raw, coding, most).result() if coding else raw
        check_body(head, body, answer.sent_at)
        there = find_refresh(body, answer.url)
        if there is not None:
            self._send_on(host, errand, there, agenda, self.settings.max_redirects)
            return None
        exchanges.keep(errand, PAGE)
        host.failures = 0
        request = errand.request
        assert request is not None  # noqa: S101 - only errands for a robots.txt have none
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
        )

    def _settle_robots(self, host: Host, errand: Errand, agenda: Agenda) -> None:
        """Ask for a robots.txt, and tell the host that waits for it once it is known what it says."""
        assert errand.robots_of is not None  # noqa: S101 - what the callers have just made sure of
        rules: Robots | FetchRejected | None
        try:
            rules = self._fetch_robots(host, errand, agenda)
        except FetchRejected as failure:
            self.exchanges.book(host, errand)
            if self._try_again(host, errand, failure):
                host.errands.appendleft(errand)
                return
            rules = explain_unreachable(failure, errand.hops)
        if rules is not None:
            origin, owner = errand.robots_of
            owner.verdicts[origin] = RobotsVerdict(rules, time.monotonic() + self.settings.robots_age)
            agenda.wake(owner)

    def _fetch_robots(self, host: Host, errand: Errand, agenda: Agenda) -> Robots | None:
        if host.closed:
            raise HostUnavailable(host.closed)
        answer = self.exchanges.ask(host, errand)
        there = find_redirect(answer.head, answer.url)
        body = self.exchanges.skim(host, errand, self.settings.max_robots)
        self.exchanges.keep(errand, ROBOTS)
        if there is not None:
            self._send_on(host, errand, there, agenda, _ROBOTS_HOPS)
            return None
        return read_rules(answer.head, body, self.settings.max_robots)

    def _send_on(self, host: Host, errand: Errand, there: str, agenda: Agenda, most: int) -> None:
        """Send an errand on to another URL: to the front of the queue of its host, whichever that is."""
        errand.hops += 1
        if errand.hops > most:
            raise TooManyRedirects(f"more than {most} redirects", url=there)
        target = aim_at(there, self.settings.allow_hosts)
        self.exchanges.keep(errand, REDIRECT)
        errand.target = target
        errand.tries = 0
        if errand.target.authority == host.authority:
            host.errands.appendleft(errand)
        else:
            agenda.add_errand(errand, errand.target.authority)

    def _try_again(self, host: Host, errand: Errand, failure: FetchRejected) -> bool:
        """Say whether a failed request is worth another try, and make the host wait before it.

        Not when its host was silent to the request before, too: then each of the next gets one try.
        """
        if not errand.asked or not is_passing(failure):
            return False
        headers = errand.answer.head.get("Retry-After") if errand.answer else None
        retry_after = parse_retry_after(headers, datetime.now(UTC)) or 0.0
        if retry_after > self.settings.deadline:
            host.closed = f"it asked us to stay away for {retry_after:.0f} s"
            return False
        pause = max(retry_after, choose_pause(errand.tries, self.settings.backoff))
        again = errand.tries < self.settings.tries and host.misses <= errand.tries and pause < errand.left
        if again:
            errand.left -= pause
            errand.spent += pause
        host.ready_at = max(host.ready_at, time.monotonic() + (pause if again else retry_after))
        return again

    def _give_up(self, host: Host, errand: Errand, failure: FetchRejected) -> DeadLetter:
        if is_host_failure(failure):
            host.failures += 1
            if host.failures >= self.settings.failures_in_a_row and not host.closed:
                host.closed = f"{host.failures} URLs in a row failed, the last with {failure.reason}: {failure.detail}"
        elif errand.asked:
            host.failures = 0
        status = failure.status or (errand.answer.head.status if errand.answer else None)
        self.exchanges.keep(errand, failure.reason, failure)
        return DeadLetter(
            url=failure.url or errand.target.url,
            source_id=errand.request.source_id if errand.request else None,
            stage="fetch",
            reason=failure.reason,
            detail=failure.detail,
            status=status,
            failed_at=datetime.now(UTC),
            seconds=round(errand.spent, 3),
        )
