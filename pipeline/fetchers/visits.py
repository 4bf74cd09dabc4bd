"""One visit to one host: what it is asked for next, and what becomes of its answer."""

from __future__ import annotations

import ssl
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import BoundedSemaphore
from typing import Protocol

from pipeline.archives import PAGE, REDIRECT, RETRIED, ROBOTS
from pipeline.fetchers.acceptance import check_body, check_head
from pipeline.fetchers.allowance import Allowance
from pipeline.fetchers.answers import Answer, Head
from pipeline.fetchers.decoding import decode_body
from pipeline.fetchers.errors import FetchRejected, HostUnavailable, RobotsDisallowed, TooManyRedirects
from pipeline.fetchers.fields import Memory, make_fields
from pipeline.fetchers.hosts import Agenda, Errand, Host, Verdict
from pipeline.fetchers.redirects import find_redirect, find_refresh, read_cookies
from pipeline.fetchers.resolver import Resolve
from pipeline.fetchers.retries import choose_pause, is_host_failure, is_passing, parse_retry_after
from pipeline.fetchers.robot_tags import read_header_rules
from pipeline.fetchers.robots import Robots
from pipeline.fetchers.settings import PRODUCT, FetchSettings
from pipeline.fetchers.targets import aim_at
from pipeline.fetchers.verdicts import explain_unreachable, read_rules
from pipeline.fetchers.wire import Wire
from schemas.dead_letter import DeadLetter
from schemas.page import Page
from schemas.request import Request

_SMALL = 65_536
_ROBOTS_HOPS = 5


class Archive(Protocol):
    """Where answers are kept as they came. Pickled unopened; written to from many threads at once."""

    def open(self) -> None:
        """Get ready, in the worker."""

    def keep(self, answer: Answer, outcome: str, request: Request | None) -> None:
        """Write an answer down. outcome: as pipeline.archives has it."""

    def close(self) -> None:
        """Finish the files."""


@dataclass(slots=True)
class Visitor:
    """Makes visits; shared by the threads of a fetcher. decoders: bodies that may be decompressed at the same time."""

    settings: FetchSettings
    tls: ssl.SSLContext
    resolve: Resolve
    memory: Memory | None
    archive: Archive | None
    decoders: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(2))

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
            self._account(host, errand)
            if not self._try_again(host, errand, failure):
                self._keep(errand, failure.reason)
                return self._give_up(host, errand, failure)
            self._keep(errand, RETRIED)
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

    # pages

    def _seek_page(self, host: Host, errand: Errand, agenda: Agenda) -> Page | None:
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
        head, sent_at = self._ask(host, errand)
        wire = self._wire(host)
        url = errand.target.url
        there = find_redirect(head, url)
        if there is not None:
            self._note(host, errand, head, wire.skim(_SMALL)[0], sent_at)
            self._keep(errand, REDIRECT)
            self._send_on(host, errand, there, agenda, self.settings.max_redirects)
            return None
        try:
            check_head(head, sent_at, self.settings.max_body)
        except FetchRejected as failure:
            small = failure.reason in {"http_error", "empty_body", "not_modified"}
            self._note(host, errand, head, wire.skim(_SMALL)[0] if small else b"", sent_at)
            if not small:
                wire.close()
            raise
        raw = wire.read(self.settings.max_body)
        self._note(host, errand, head, raw, sent_at)
        with self.decoders:
            body = decode_body(raw, head.get("Content-Encoding"), self.settings.max_body)
        check_body(head, body, sent_at)
        refresh = find_refresh(body, url)
        if refresh is not None:
            self._keep(errand, REDIRECT)
            self._send_on(host, errand, refresh, agenda, self.settings.max_redirects)
            return None
        self._keep(errand, PAGE)
        host.failures = 0
        request = errand.request
        assert request is not None  # noqa: S101 - only errands for a robots.txt have none
        return Page(
            request, url, body, "html", head.get("Content-Type"), head.status, sent_at, head.get("ETag"),
            head.get("Last-Modified"),
        )  # fmt: skip

    # robots.txt

    def _settle_robots(self, host: Host, errand: Errand, agenda: Agenda) -> None:
        """Ask for a robots.txt, and tell the host that waits for it once it is known what it says."""
        assert errand.robots_of is not None  # noqa: S101 - what the caller has just asked
        rules: Robots | FetchRejected | None
        try:
            rules = self._fetch_robots(host, errand, agenda)
        except FetchRejected as failure:
            self._account(host, errand)
            if self._try_again(host, errand, failure):
                host.errands.appendleft(errand)
                return
            rules = explain_unreachable(failure, errand.hops)
        if rules is not None:
            origin, owner = errand.robots_of
            owner.verdicts[origin] = Verdict(rules, time.monotonic() + self.settings.robots_age)
            agenda.wake(owner)

    def _fetch_robots(self, host: Host, errand: Errand, agenda: Agenda) -> Robots | None:
        if host.closed:
            raise HostUnavailable(host.closed)
        head, sent_at = self._ask(host, errand)
        wire = self._wire(host)
        there = find_redirect(head, errand.target.url)
        body = wire.skim(self.settings.max_robots)[0]
        self._note(host, errand, head, body, sent_at)
        if head.status < 500:
            self._keep(errand, ROBOTS)
        if there is not None:
            self._send_on(host, errand, there, agenda, _ROBOTS_HOPS)
            return None
        return read_rules(head, body, self.settings.max_robots)

    # both

    def _ask(self, host: Host, errand: Errand) -> tuple[Head, datetime]:
        """Send the request and read the head. A host that was silent before gets half the patience each time."""
        settings = self.settings
        patience = 0.5 ** min(host.misses, 5)
        silence = min(settings.read_timeout, settings.deadline / 3) * patience
        errand.allowance = Allowance(min(errand.left, settings.deadline * patience), silence)
        errand.asked = True
        errand.tries += 1
        cookies = errand.cookies.setdefault(errand.target.host, {})
        request = errand.request
        known = self.memory.recall(request.url) if self.memory and request and request.url else None
        fields = make_fields(settings, cookies, known, page=request is not None)
        sent_at = datetime.now(UTC)
        host.misses += 1
        head = self._wire(host).ask(errand.target, fields, errand.allowance)
        cookies.update(read_cookies(head.get_all("Set-Cookie")))
        return head, sent_at

    def _wire(self, host: Host) -> Wire:
        if host.wire is None:
            longest = min(self.settings.connect_timeout, self.settings.deadline / 3)
            host.wire = Wire(self.tls, self.resolve, longest)
        return host.wire

    def _note(self, host: Host, errand: Errand, head: Head, body: bytes, sent_at: datetime) -> None:
        """An answer is there, whatever it is worth."""
        host.misses = 0
        wire = self._wire(host)
        errand.answer = Answer(errand.target.url, head, body, sent_at, wire.request_head, wire.ip)
        self._account(host, errand)

    def _account(self, host: Host, errand: Errand) -> None:
        """Book the time of an exchange that is over, and set when the host may be asked again."""
        if errand.allowance is None:
            return
        spent = errand.allowance.spent
        errand.allowance = None
        errand.left -= spent
        errand.spent += spent
        verdict = host.verdicts.get(errand.target.origin)
        rules = verdict.rules if verdict else None
        asked = rules.crawl_delay if isinstance(rules, Robots) and rules.crawl_delay else 0.0
        pause = max(self.settings.host_delay, min(asked, self.settings.crawl_delay_cap))
        host.ready_at = time.monotonic() + pause

    def _send_on(self, host: Host, errand: Errand, there: str, agenda: Agenda, most: int) -> None:
        """Send an errand on to another URL: to the front of the queue of its host, whichever that is."""
        errand.hops += 1
        if errand.hops > most:
            raise TooManyRedirects(f"more than {most} redirects", url=there)
        errand.target = aim_at(there, self.settings.allow_hosts)
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
        answer = errand.answer
        retry_after = parse_retry_after(answer.head.get("Retry-After"), datetime.now(UTC)) if answer else None
        if retry_after is not None and retry_after > self.settings.deadline:
            host.closed = f"it asked us to stay away for {retry_after:.0f} s"
            return False
        pause = max(retry_after or 0.0, choose_pause(errand.tries, self.settings.backoff))
        if errand.tries >= self.settings.tries or host.misses > errand.tries or pause >= errand.left:
            pause = retry_after or 0.0
            host.ready_at = max(host.ready_at, time.monotonic() + pause)
            return False
        host.ready_at = max(host.ready_at, time.monotonic() + pause)
        errand.left -= pause
        errand.spent += pause
        return True

    def _give_up(self, host: Host, errand: Errand, failure: FetchRejected) -> DeadLetter:
        if is_host_failure(failure):
            host.failures += 1
            if host.failures >= self.settings.failures_in_a_row and not host.closed:
                host.closed = f"{host.failures} URLs in a row failed, the last with {failure.reason}: {failure.detail}"
        elif errand.asked:
            host.failures = 0
        request = errand.request
        return DeadLetter(
            url=failure.url or errand.target.url,
            source_id=request.source_id if request else None,
            stage="fetch",
            reason=failure.reason,
            detail=failure.detail,
            status=failure.status,
            failed_at=datetime.now(UTC),
            seconds=round(errand.spent, 3),
        )

    def _keep(self, errand: Errand, outcome: str) -> None:
        answer, errand.answer = errand.answer, None
        if answer is None or self.archive is None:
            return
        if "noarchive" not in read_header_rules(answer.head.get_all("X-Robots-Tag"), PRODUCT, answer.sent_at):
            self.archive.keep(answer, outcome, errand.request)
