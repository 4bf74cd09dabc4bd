"""One keep-alive connection to one host: a socket to a checked address, and HTTP/1.1 over it.

The standard library's HTTP client does the talking: it is what requests and urllib3 stand on, and costs a quarter of
requests' time a page. What they add (redirects, cookies, retries, codings) is done by hand here anyway.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from select import POLLIN, poll

from pipeline.answers import Head
from pipeline.fetchers.allowance import Allowance
from pipeline.fetchers.dialing import FAULTS, Dialer, Response, TimedSocket, explain_fault
from pipeline.fetchers.errors import ConnectionFailed, FetchRejected, TooLarge
from pipeline.fetchers.room import Room
from pipeline.fetchers.targets import Target

_CHUNK = 65_536
_SMALL = 262_144
"""Bytes of a body that every connection may hold; what is larger waits for room."""


class Wire:
    """A connection, opened when it is needed and kept for the next request to the same origin.

    room: where large bodies are read to, of at least the largest limit asked for and one byte more.
    ip: the address at the other end; None through a proxy. request_head: the bytes that were sent last.
    Every method may raise ConnectionRejected's kinds, BadResponse, BlockedAddress.
    """

    def __init__(self, dialer: Dialer, room: Room) -> None:
        self._dialer = dialer
        self._room = room
        self._origin: str | None = None
        self._sock: TimedSocket | None = None
        self._response: Response | None = None
        self._allowance = Allowance(0, 0)
        self._aborted = False
        self.ip: str | None = None
        self.request_head = b""

    def ask(self, target: Target, fields: Mapping[str, str], allowance: Allowance) -> Head:
        """Send a GET and read the head of the answer."""
        self._allowance = allowance
        reused = self._keep(target)
        try:
            return self._exchange(target, fields)
        except ConnectionFailed:
            if not reused:
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
        # readinto and never read: the latter takes a chunk of size -1 for leave to read without end
        piece = memoryview(bytearray(_CHUNK))
        with self._faults():
            while len(body) < min(_SMALL, limit + 1) and (size := response.readinto(piece)):
                body += piece[:size]
            more = len(body) > limit
            if len(body) >= _SMALL and not more:
                body, more = self._read_large(response, body, limit, keep_cut=keep_cut)
            if not more and response.length:
                raise ConnectionFailed(f"closed {response.length} bytes before the end of the body")
        if more or response.will_close:
            self.close()
        return bytes(memoryview(body)[:limit]) if keep_cut or not more else b"", more

    def _read_large(
        self, response: Response, start: bytearray, limit: int, *, keep_cut: bool
    ) -> tuple[bytearray, bool]:
        with self._room.borrow(self._allowance.wait()) as buffer:
            size = len(start)
            buffer[:size] = start
            while size <= limit and (read := response.readinto(buffer[size : min(size + _CHUNK, limit + 1)])):
                size += read
            more = size > limit
            return bytearray(buffer[:size] if keep_cut or not more else b""), more

    def abort(self) -> None:
        """Break off from another thread, for good: whoever waits for this connection fails at once."""
        self._aborted = True
        sock = self._sock
        if sock is not None:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Hang up."""
        sock, self._sock = self._sock, None
        response, self._response = self._response, None
        if response is not None:
            response.close()
        if sock is not None:
            sock.close()

    def _keep(self, target: Target) -> bool:
        """Say whether the open connection serves this target; hang up if it does not.

        One with something to read is of no use either: the host has closed it, or speaks out of turn.
        """
        if self._sock is not None and self._origin == target.origin and not _has_input(self._sock):
            return True
        self.close()
        return False

    def _exchange(self, target: Target, fields: Mapping[str, str]) -> Head:
        allowance = self._allowance
        with self._faults():
            if self._sock is None:
                self._sock, self.ip = self._dialer.dial(target, allowance)
                self._origin = target.origin
            if self._aborted:
                raise ConnectionFailed("broken off")
            self._sock.allowance = allowance
            self._sock.settimeout(allowance.wait())
            self.request_head = self._dialer.compose(target, fields)
            self._sock.sendall(self.request_head)
            self._response = response = Response(self._sock, method="GET")
            response.begin()
        allowance.end_head()
        received = tuple((name, _decode(value)) for name, value in response.getheaders())
        return Head(response.status, received, _decode(response.reason))

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """Whatever goes wrong, hang up, and say it in our words."""
        try:
            yield
        except FAULTS as error:
            self.close()
            raise explain_fault(error, self._allowance) from error
        except FetchRejected:
            self.close()
            raise


def _has_input(sock: socket.socket) -> bool:
    """Say whether there is something to read, or the end; poll, because select takes no descriptor above 1,023."""
    poller = poll()
    poller.register(sock, POLLIN)
    return bool(poller.poll(0))


def _decode(value: str) -> str:
    """Read a header value as UTF-8, which hosts send and the library below takes for Latin-1."""
    if value.isascii():
        return value
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value
