"""Pages from the network: safe, polite, and as fast as that allows. docs/fetching.md tells it from the outside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import islice
from threading import Thread

import certifi

from pipeline.fetchers.connections.body_buffers import BodyBuffers
from pipeline.fetchers.connections.dialing import Dialer, make_tls_context
from pipeline.fetchers.connections.proxies import read_proxies
from pipeline.fetchers.connections.resolver import Resolve, ask_system
from pipeline.fetchers.connections.targets import aim_at
from pipeline.fetchers.crawling.answer_queue import AnswerQueue
from pipeline.fetchers.crawling.exchanges import Archive, Exchanges
from pipeline.fetchers.crawling.host_queue import Host, HostQueue
from pipeline.fetchers.crawling.request_headers import Recall
from pipeline.fetchers.crawling.visits import Visitor
from pipeline.fetchers.errors import FetchRejected
from pipeline.fetchers.settings import FetchSettings
from schemas.dead_letter import DeadLetter
from schemas.page import Page
from schemas.request import Request
from transforms.dead_letter import dead_letter

_BLOCK = 256
"""Requests that are queued before an answer that is there is given: reading begins early, and hosts are known soon."""

_LARGE_BODIES = 6
"""Bodies of more than 256 kB, as sent, that are read at the same time."""


class HttpFetcher:
    """Fetches the URLs of requests whose body is not stored.

    Threads, connections and what was learned of hosts live between open and close; a host is talked to by one thread at
    a time, whatever the number of threads.
    """

    def __init__(
        self,
        settings: FetchSettings,
        memory: Recall | None = None,
        archive: Archive | None = None,
        resolve: Resolve = ask_system,
    ) -> None:
        self._settings = settings
        self._memory = memory
        self._archive = archive
        self._resolve = resolve
        self._visitor: Visitor | None = None
        self._decoder: ThreadPoolExecutor | None = None
        self._hosts: dict[str, Host] = {}

    def open(self) -> None:
        """Load the trusted authorities, open memory and archive. Raises OSError, ValueError for unusable settings."""
        if self._memory is not None:
            self._memory.open()
        if self._archive is not None:
            self._archive.open()
        settings = self._settings
        dialer = Dialer(
            make_tls_context(settings.ca_file or certifi.where()),
            self._resolve,
            min(settings.connect_timeout, settings.deadline / 3),
            read_proxies() if settings.use_proxies else None,
        )
        buffers = BodyBuffers(_LARGE_BODIES, max(settings.max_body, settings.max_robots) + 1)
        exchanges = Exchanges(settings, dialer, self._memory, self._archive, buffers)
        # A thread of its own, since each thread that has decompressed a bomb keeps its memory for the next one.
        self._decoder = ThreadPoolExecutor(1, "decode")
        self._visitor = Visitor(settings, exchanges, self._decoder)

    def fetch(self, requests: Iterable[Request]) -> Iterator[Page | DeadLetter]:
        """Answer every request exactly once, in the order in which the answers come.

        Fetching goes on in threads while the caller is at work on an answer. Raises only for a bug.
        """
        if self._visitor is None:
            raise RuntimeError("the fetcher is not open")
        crew = _Crew(self._visitor, self._hosts, self._settings)
        source = iter(requests)
        under_way = 0
        ended = False
        try:
            while under_way or not ended:
                room = min(_BLOCK, self._settings.waiting - under_way)
                block = list(islice(source, room))
                ended = ended or len(block) < room
                for request in block:
                    refusal = crew.enlist(request)
                    if refusal is None:
                        under_way += 1
                    else:
                        yield refusal
                while under_way and (ended or under_way >= self._settings.waiting or crew.answers.has_some()):
                    yield crew.answers.get()
                    under_way -= 1
                    if not ended:
                        break
        finally:
            crew.dismiss()
            if self._archive is not None:
                self._archive.finish()

    def start_anew(self) -> None:
        """Ask hosts again that were left alone; for a fetcher that stays open from run to run."""
        for host in self._hosts.values():
            host.closed, host.failures, host.misses = None, 0, 0

    def close(self) -> None:
        """Close the memory, and forget the hosts."""
        if self._decoder is not None:
            self._decoder.shutdown(wait=False)
        self._visitor = self._decoder = None
        self._hosts.clear()
        if self._memory is not None:
            self._memory.close()


class _Crew:
    """The threads of one call of fetch."""

    def __init__(self, visitor: Visitor, hosts: dict[str, Host], settings: FetchSettings) -> None:
        self.answers = AnswerQueue(settings.ready_bytes)
        self._visitor = visitor
        self._settings = settings
        self._hosts = hosts
        self._queue = HostQueue(hosts)
        self._asked: set[str] = set()
        self._threads: list[Thread] = []

    def enlist(self, request: Request) -> DeadLetter | None:
        """Queue a request at its host; gives the dead letter of one that leads nowhere."""
        try:
            authority = aim_at(request.url, self._settings.allow_hosts).authority
        except FetchRejected as why:
            return replace(dead_letter(request, "fetch", why), seconds=0.0)
        self._queue.add_request(authority, request)
        self._asked.add(authority)
        if len(self._threads) < min(len(self._asked), self._settings.connections):
            thread = Thread(target=self._work, name=f"fetch {len(self._threads)}", daemon=True)
            self._threads.append(thread)
            thread.start()
        return None

    def dismiss(self) -> None:
        """Stop, and hang up; a thread that is in the middle of an exchange is broken off, and not waited for long."""
        self._queue.stop()
        self.answers.close()
        for host in list(self._hosts.values()):
            if host.connection is not None:
                host.connection.abort()
        for thread in self._threads:
            thread.join(timeout=1.0)
        for host in list(self._hosts.values()):
            if host.connection is not None and not host.taken:
                host.connection.close()
            self._hosts[host.authority] = host.start_anew()

    def _work(self) -> None:
        try:
            while (host := self._queue.take()) is not None:
                answer = self._visitor.visit(host, self._queue)
                self._queue.give_back(host)
                if answer is not None:
                    self.answers.put(answer)
        except BaseException as bug:  # noqa: BLE001 - a thread has nobody to raise to; the caller raises it
            self.answers.put(bug)
