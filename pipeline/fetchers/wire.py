"""One keep-alive connection to one host: a socket to a checked address, and HTTP/1.1 over it.

The standard library's HTTP client does the talking: it is what requests and urllib3 stand on, and costs a quarter of
requests' time a page. What they add (redirects, cookies, retries, codings) is done by hand here anyway.
"""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Callable, Mapping
from contextlib import suppress
from select import select
from typing import Any, cast

from pipeline.fetchers.allowance import Allowance
from pipeline.fetchers.answers import Head
from pipeline.fetchers.errors import BadResponse, ConnectionFailed, FetchRejected, TimedOut, TlsFailed, TooLarge
from pipeline.fetchers.resolver import Resolve, find_addresses
from pipeline.fetchers.targets import Target

_CHUNK = 65_536
_FAULTS = (OSError, http.client.HTTPException, ValueError)


class _TimedSocket(socket.socket):
    """A socket that asks its allowance before each read."""

    allowance: Allowance | None = None

    def recv_into(self, *args: Any, **kwargs: Any) -> int:
        return _receive(self, super().recv_into, *args, **kwargs)


class _TimedTlsSocket(ssl.SSLSocket):
    """The same under TLS."""

    allowance: Allowance | None = None

    def recv_into(self, *args: Any, **kwargs: Any) -> int:
        return _receive(self, super().recv_into, *args, **kwargs)


def _receive(sock: _TimedSocket | _TimedTlsSocket, receive: Any, *args: Any, **kwargs: Any) -> int:
    allowance = sock.allowance
    if allowance is None:
        return int(receive(*args, **kwargs))
    sock.settimeout(allowance.wait())
    try:
        size = int(receive(*args, **kwargs))
    except TimeoutError:
        raise allowance.explain_silence() from None
    allowance.count(size)
    return size


def make_tls_context(ca_file: str) -> ssl.SSLContext:
    """Give a context that verifies certificates against a PEM bundle, and the name in them."""
    context = ssl.create_default_context(cafile=ca_file)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.sslsocket_class = _TimedTlsSocket
    return context


class _Response(http.client.HTTPResponse):
    """Passes over interim answers (103 Early Hints), of which the base class knows only 100."""

    def _read_status(self) -> tuple[str, int, str]:
        while True:
            version, status, reason = super()._read_status()  # type: ignore[misc]  # not in typeshed
            if not 101 < status < 200:
                return version, status, reason
            http.client.parse_headers(self.fp)


class Wire:
    """A connection, opened when it is needed and kept for the next request to the same origin.

    Every method may raise ConnectionRejected's kinds, BadResponse, BlockedAddress.
    """

    def __init__(self, tls: ssl.SSLContext, resolve: Resolve, connect_timeout: float) -> None:
        self._tls = tls
        self._resolve = resolve
        self._connect_timeout = connect_timeout
        self._origin: str | None = None
        self._connection: http.client.HTTPConnection | None = None
        self._response: http.client.HTTPResponse | None = None
        self._allowance = Allowance(0, 0)
        self.ip: str | None = None
        self.request_head = b""

    def ask(self, target: Target, fields: Mapping[str, str], allowance: Allowance) -> Head:
        """Send a GET and read the head of the answer."""
        self._allowance = allowance
        reused = self._keep(target)
        try:
            return self._exchange(target, fields)
        except ConnectionFailed:
            self.close()
            if not reused:
                raise
        return self._exchange(target, fields)  # the host had closed the kept connection, which it may do any time

    def read(self, limit: int) -> bytes:
        """Read the body, content coding kept. Raises TooLarge, and closes, when it is longer than `limit` bytes."""
        body, more = self._read_up_to(limit)
        if more:
            self.close()
            raise TooLarge(f"the body is longer than {limit} bytes")
        return body

    def skim(self, limit: int) -> tuple[bytes, bool]:
        """Read at most `limit` bytes of the body, and say whether there was more; the connection is closed then."""
        body, more = self._read_up_to(limit)
        if more:
            self.close()
        return body, more

    def abort(self) -> None:
        """Break off from another thread: whoever waits for this connection fails at once."""
        connection = self._connection
        if connection is not None and connection.sock is not None:
            with suppress(OSError):
                connection.sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Hang up."""
        connection, self._connection, self._response = self._connection, None, None
        if connection is not None:
            connection.close()

    def _keep(self, target: Target) -> bool:
        """Say whether the open connection serves this target; hang up if it does not."""
        connection = self._connection
        fit = connection is not None and connection.sock is not None and self._origin == target.origin
        if fit and connection is not None and not select([connection.sock], [], [], 0)[0]:
            return True
        self.close()
        return False

    def _exchange(self, target: Target, fields: Mapping[str, str]) -> Head:
        try:
            if self._connection is None:
                self._connect(target)
            connection = self._connection
            assert connection is not None  # noqa: S101 - _connect has just set it, or raised
            sock = cast("_TimedSocket", connection.sock)
            sock.allowance = self._allowance
            sock.settimeout(self._allowance.wait())
            connection.request("GET", target.path, headers=dict(fields))
            self._response = connection.getresponse()
        except _FAULTS as error:
            self.close()
            raise _explain(error, self._allowance) from error
        except FetchRejected:
            self.close()
            raise
        self._allowance.end_head()
        return Head(self._response.status, tuple(self._response.getheaders()), self._response.reason)

    def _read_up_to(self, limit: int) -> tuple[bytes, bool]:
        response, connection = self._response, self._connection
        if response is None or connection is None:
            raise ConnectionFailed("the connection is closed")
        body = bytearray()
        try:
            while len(body) <= limit and (chunk := response.read(_CHUNK)):
                body += chunk
            if len(body) > limit:
                return bytes(body[:limit]), True
            if response.length:
                raise ConnectionFailed(f"closed {response.length} bytes before the end of the body")
        except _FAULTS as error:
            self.close()
            raise _explain(error, self._allowance) from error
        except FetchRejected:
            self.close()
            raise
        if response.will_close:
            self.close()
        return bytes(body), False

    def _connect(self, target: Target) -> None:
        seconds = self._allowance.wait(self._connect_timeout)
        failure: Exception = ConnectionFailed("no address answered")
        for address in find_addresses(target, self._resolve, seconds):
            try:
                sock = self._dial(target, address)
            except OSError as error:
                failure = error
                continue
            connection = http.client.HTTPConnection(_bracket(target.host.rstrip(".")), target.port)
            connection.response_class = _Response
            connection.default_port = 443 if target.scheme == "https" else 80
            connection.auto_open = 0
            connection.sock = sock
            self._connection, self._origin, self.ip = connection, target.origin, address
            return
        raise failure

    def _dial(self, target: Target, address: str) -> socket.socket:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        sock = _TimedSocket(family, socket.SOCK_STREAM)
        try:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            sock.settimeout(self._allowance.wait(self._connect_timeout))
            sock.connect((address, target.port))
            if target.scheme == "http":
                return sock
            sock.settimeout(self._allowance.wait(self._connect_timeout))
            return self._tls.wrap_socket(sock, server_hostname=target.host.rstrip("."))
        except BaseException:
            sock.close()
            raise


def _bracket(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _explain(error: Exception, allowance: Allowance) -> FetchRejected:
    """Give the failure that an exception of the libraries below means."""
    for kind, failure, words in _MEANINGS:
        if isinstance(error, kind):
            return failure(words(error, allowance))
    return ConnectionFailed(str(error) or type(error).__name__)


_MEANINGS: tuple[tuple[type[Exception], type[FetchRejected], Callable[[Any, Allowance], str]], ...] = (
    (TimeoutError, TimedOut, lambda _, allowance: f"no connection after {allowance.spent:.1f} s"),
    (ssl.SSLCertVerificationError, TlsFailed, lambda error, _: f"certificate: {error.verify_message}"),
    (ssl.SSLError, TlsFailed, lambda error, _: error.reason or str(error)),
    (http.client.RemoteDisconnected, ConnectionFailed, lambda *_: "closed before it answered"),
    (http.client.IncompleteRead, ConnectionFailed, lambda *_: "closed, or broken, before the end of the body"),
    (OSError, ConnectionFailed, lambda error, _: error.strerror or str(error) or type(error).__name__),
    (http.client.HTTPException, BadResponse, lambda error, _: f"not HTTP: {type(error).__name__} {str(error)[:80]}"),
    (ValueError, BadResponse, lambda error, _: f"not HTTP: {str(error)[:80]}"),
)
