"""One question to a host and its answer, with all that hangs on it: patience, cookies, time booked, the archive."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Protocol

from pipeline.archives.warc import describe_failure
from pipeline.fetchers.answers.decoding import decode_body
from pipeline.fetchers.answers.http_answer import Answer
from pipeline.fetchers.answers.robot_tags import read_header_rules
from pipeline.fetchers.connections.body_buffers import BodyBuffers
from pipeline.fetchers.connections.dialing import Dialer
from pipeline.fetchers.connections.host_connection import HostConnection
from pipeline.fetchers.connections.time_budget import TimeBudget
from pipeline.fetchers.crawling.host_queue import Host, PendingFetch
from pipeline.fetchers.crawling.redirects import read_cookies
from pipeline.fetchers.crawling.request_headers import Recall, make_headers
from pipeline.fetchers.crawling.robots import Robots
from pipeline.fetchers.errors import FetchRejected
from pipeline.fetchers.settings import PRODUCT, FetchSettings
from schemas.request import Request

_OF_CODED_BODY = frozenset({"content-encoding", "content-length"})


class Archive(Protocol):
    """Where answers are kept as they came. Pickled unopened; written to from many threads at once.

    lasting: it outlives the run, so that an answer which asks not to be archived stays out, and common readers read it.
    """

    lasting: bool

    def open(self) -> None:
        """Get ready, in the worker."""

    def keep(self, answer: Answer, outcome: str, request: Request | None, failure: str | None) -> None:
        """Write an answer down; outcome and failure as pipeline.archives.warc has them. An OSError ends the run."""

    def finish(self) -> None:
        """Give what was written its name; called at the end of each call of fetch."""


@dataclass(frozen=True, slots=True)
class Exchanges:
    """Holds exchanges with hosts that the caller has taken; shared by the threads of a fetcher.

    buffers: as in HostConnection.
    """

    settings: FetchSettings
    dialer: Dialer
    memory: Recall | None
    archive: Archive | None
    buffers: BodyBuffers

    @property
    def _lasts(self) -> bool:
        return self.archive is not None and self.archive.lasting

    def ask(self, host: Host, fetch: PendingFetch) -> Answer:
        """Send the request and read the head; the answer has no body yet.

        A host that was silent before gets half the patience each time. Raises what HostConnection.ask raises.
        """
        settings = self.settings
        patience = 0.5 ** min(host.misses, 5)
        silence = min(settings.read_timeout, settings.deadline / 3) * patience
        fetch.budget = TimeBudget(min(fetch.left, settings.deadline * patience), silence)
        fetch.answer = None
        fetch.asked = True
        fetch.tries += 1
        cookies = fetch.cookies.setdefault(fetch.target.host, {})
        request = fetch.request
        known = self.memory.recall(request.url) if self.memory and request and request.url else None
        fields = make_headers(settings, cookies, known, page=request is not None, archived=self._lasts)
        sent_at = datetime.now(UTC)
        host.misses += 1
        connection = self._connection(host)
        head = connection.ask(fetch.target, fields, fetch.budget)
        cookies.update(read_cookies(head.get_all("Set-Cookie")))
        fetch.answer = Answer(
            fetch.target.url, head, b"", sent_at, cut=True, request_head=connection.request_head, ip=connection.ip
        )
        return fetch.answer

    def read(self, host: Host, fetch: PendingFetch, limit: int) -> bytes:
        """Read the body, all of it. Raises TooLarge, and what HostConnection.read raises."""
        body = self._connection(host).read(limit)
        self._hear(host, fetch, body, cut=False)
        return body

    def skim(self, host: Host, fetch: PendingFetch, limit: int) -> bytes:
        """Read the body as far as `limit` bytes. Raises what HostConnection.skim raises."""
        body, cut = self._connection(host).skim(limit)
        self._hear(host, fetch, body, cut=cut)
        return body

    def refuse(self, host: Host, fetch: PendingFetch) -> None:
        """Hang up without reading the body."""
        self._connection(host).close()
        self._hear(host, fetch, b"", cut=True)

    def book(self, host: Host, fetch: PendingFetch) -> None:
        """Book the time of an exchange that is over, and set when the host may be asked again."""
        if fetch.budget is None:
            return
        spent = fetch.budget.spent
        fetch.budget = None
        fetch.left -= spent
        fetch.spent += spent
        verdict = host.verdicts.get(fetch.target.origin)
        rules = verdict.rules if verdict else None
        asked = rules.crawl_delay if isinstance(rules, Robots) and rules.crawl_delay else 0.0
        pause = max(self.settings.host_delay, min(asked, self.settings.crawl_delay_cap))
        host.ready_at = time.monotonic() + pause

    def keep(self, fetch: PendingFetch, outcome: str, failure: FetchRejected | None = None) -> None:
        """Archive the answer, once, and unless it asks not to be. failure: what it led to, if it did."""
        answer, fetch.answer = fetch.answer, None
        if answer is None or self.archive is None:
            return
        if self._lasts:
            if "noarchive" in read_header_rules(answer.head.get_all("X-Robots-Tag"), PRODUCT, answer.sent_at):
                return
            answer = self._make_readable(answer)
        told = describe_failure(failure.detail, failure.url) if failure else None
        self.archive.keep(answer, outcome, fetch.request, told)

    def _make_readable(self, answer: Answer) -> Answer:
        """Undo Brotli, which common readers of WARC stumble over; it is not offered to hosts when there is an archive.

        The head then says under X-Archive-Orig- names what was sent.
        """
        coding = answer.head.get("Content-Encoding") or ""
        if "br" not in coding.lower():
            return answer
        fields = tuple(
            (f"X-Archive-Orig-{name}" if name.lower() in _OF_CODED_BODY else name, value)
            for name, value in answer.head.fields
        )
        try:
            body, cut = decode_body(answer.body, coding, self.settings.max_body), answer.cut
        except FetchRejected:
            body, cut = b"", True
        return replace(answer, head=replace(answer.head, fields=fields), body=body, cut=cut)

    def _connection(self, host: Host) -> HostConnection:
        if host.connection is None:
            host.connection = HostConnection(self.dialer, self.buffers)
        return host.connection

    def _hear(self, host: Host, fetch: PendingFetch, body: bytes, *, cut: bool) -> None:
        """The host has answered, whatever that is worth."""
        host.misses = 0
        assert fetch.answer is not None  # noqa: S101 - a body is read after ask alone
        fetch.answer = replace(fetch.answer, body=body, cut=cut)
        self.book(host, fetch)
