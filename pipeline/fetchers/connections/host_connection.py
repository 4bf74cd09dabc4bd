"""One keep-alive connection to one host: requests asks over it, urllib3 reads from it, and we dial and time it."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

from urllib3 import HTTPResponse

from pipeline.fetchers.answers.http_answer import HttpHead
from pipeline.fetchers.connections.body_buffers import BodyBuffers
from pipeline.fetchers.connections.dialing import FAULTS, Dialer, explain_fault
from pipeline.fetchers.connections.sessions import Question
from pipeline.fetchers.connections.targets import Target
from pipeline.fetchers.connections.time_budget import TimeBudget
from pipeline.fetchers.connections.urllib3_connection import Call, ConnectionPool
from pipeline.fetchers.errors import ConnectionFailed, FetchRejected, TooLarge

_CHUNK = 65_536
_SMALL = 262_144
"""Bytes of a body that every connection may hold; what is larger waits for a buffer."""


class HostConnection:
    """A connection, opened when it is needed and kept for the next request to the same origin.

    buffers: where large bodies are read to, of at least the largest limit asked for and one byte more.
    Every method may raise ConnectionRejected's kinds, BadResponse, BlockedAddress.
    """

    def __init__(self, dialer: Dialer, buffers: BodyBuffers) -> None:
        self._buffers = buffers
        self._session = dialer.session
        self._call = Call(dialer)
        self._origin: str | None = None
        self._pool: ConnectionPool | None = None
        self._response: HTTPResponse | None = None

    @property
    def ip(self) -> str | None:
        """The address at the other end; None through a proxy."""
        return self._call.ip

    @property
    def request_head(self) -> bytes:
        """The bytes that were sent last."""
        return self._call.sent

    def ask(self, target: Target, fields: Mapping[str, str], budget: TimeBudget) -> HttpHead:
        """Send a GET and read the head of the answer."""
        if self._origin != target.origin or (self._response is not None and not self._response.isclosed()):
            self.close()
        call = self._call
        call.begin(target, budget)
        try:
            return self._exchange(target, fields)
        except ConnectionFailed:
            if call.dialled:
                raise
        return self._exchange(target, fields)  # the host had closed the kept connection, which it may do any time

    def read(self, limit: int) -> bytes:
        """Read the body, content coding kept. Raises TooLarge, and closes, when it is longer than `limit` bytes."""
        body, more = self.skim(limit, keep_cut=False)
        if more:
            raise TooLarge(f"the body is longer than {limit} bytes")
        return body

    def skim(self, limit: int, *, keep_cut: bool = True) -> tuple[bytes, bool]:
        """Read at most `limit` bytes of the body, and say whether there was more; the connection is closed then.

        keep_cut: give what was read of a body that is longer, too. Raises TimedOut as well when too many large bodies
        are being read.
        """
        response = self._response
        if response is None:
            raise ConnectionFailed("the connection is closed")
        body = bytearray()
        with self._faults():
            while len(body) < min(_SMALL, limit + 1) and (chunk := response.read(_CHUNK)):
                body += chunk
            more = len(body) > limit
            if len(body) >= _SMALL and not more:
                body, more = self._read_large(response, body, limit, keep_cut=keep_cut)
        if more:
            self.close()
        return bytes(memoryview(body)[:limit]) if keep_cut or not more else b"", more

    def _read_large(
        self, response: HTTPResponse, start: bytearray, limit: int, *, keep_cut: bool
    ) -> tuple[bytearray, bool]:
        with self._buffers.borrow(self._call.budget.wait()) as buffer:
            size = len(start)
            buffer[:size] = start
            while size <= limit and (read := response.readinto(buffer[size : min(size + _CHUNK, limit + 1)])):
                size += read
            more = size > limit
            return bytearray(buffer[:size] if keep_cut or not more else b""), more

    def abort(self) -> None:
        """Break off from another thread, for good: whoever waits for this connection fails at once."""
        self._call.aborted = True
        sock = self._call.sock
        if sock is not None:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Hang up."""
        line, self._pool = self._pool, None
        response, self._response = self._response, None
        if response is not None:
            response.close()
        if line is not None:
            line.close()

    def _exchange(self, target: Target, fields: Mapping[str, str]) -> HttpHead:
        call = self._call
        if self._pool is None:
            self._pool, self._origin = ConnectionPool(call), target.origin
        question = Question(target.url, {"Host": target.authority, **fields, **call.proxy_fields}, self._pool)
        with self._faults():
            wait = call.budget.wait()
            answer = self._session.send(question, stream=True, timeout=wait, allow_redirects=False, proxies={})
            self._response = answer.raw
        call.budget.end_head()
        received = tuple((name, _decode(value)) for name, value in call.fields)
        return HttpHead(answer.status_code, received, _decode(answer.reason))

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """Whatever goes wrong, hang up, and say it in our words."""
        try:
            yield
        except FAULTS as error:
            self.close()
            raise explain_fault(error, self._call.budget) from error
        except FetchRejected:
            self.close()
            raise


def _decode(value: str) -> str:
    """Read a header value as UTF-8, which hosts send and the library below takes for Latin-1."""
    if value.isascii():
        return value
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value
