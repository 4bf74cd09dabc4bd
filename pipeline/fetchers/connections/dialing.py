"""Sockets to addresses that were checked, under TLS where the URL says so, straight or through a proxy."""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

from requests.exceptions import RequestException
from urllib3.exceptions import HTTPError

from pipeline.fetchers.connections.proxies import Proxies, Proxy
from pipeline.fetchers.connections.resolver import Resolve, find_addresses
from pipeline.fetchers.connections.sessions import Session
from pipeline.fetchers.connections.targets import Target
from pipeline.fetchers.connections.time_budget import TimeBudget
from pipeline.fetchers.errors import BadResponse, ConnectionFailed, FetchRejected, NeverConnected, TlsFailed


class TimedSocket(socket.socket):
    """A socket that asks its budget before each read."""

    budget: TimeBudget | None = None

    def recv_into(self, *args: Any, **kwargs: Any) -> int:
        """Read as the base class does. Raises TimedOut, BadResponse as well."""
        return _receive(self, super().recv_into, *args, **kwargs)


class _TimedTlsSocket(ssl.SSLSocket):
    budget: TimeBudget | None = None

    def recv_into(self, *args: Any, **kwargs: Any) -> int:
        return _receive(self, super().recv_into, *args, **kwargs)


def _receive(sock: TimedSocket | _TimedTlsSocket, receive: Callable[..., int], *args: Any, **kwargs: Any) -> int:
    budget = sock.budget
    if budget is None:
        return receive(*args, **kwargs)
    sock.settimeout(budget.wait())
    try:
        size = receive(*args, **kwargs)
    except TimeoutError:
        raise budget.explain_silence() from None
    budget.count(size)
    return size


class Response(http.client.HTTPResponse):
    """Passes over interim answers (103 Early Hints), of which the base class knows only 100.

    Refuses chunks of a negative size, which the base class takes for leave to read without end.
    """

    def _read_status(self) -> tuple[str, int, str]:
        while True:
            version, status, reason = super()._read_status()  # type: ignore[misc]  # not in typeshed
            if not 101 < status < 200:
                return version, status, reason
            http.client.parse_headers(self.fp)

    def _read_next_chunk_size(self) -> int:
        size = int(super()._read_next_chunk_size())  # type: ignore[misc]  # not in typeshed
        if size < 0:
            raise BadResponse(f"not HTTP: a chunk of {size} bytes")
        return size


def make_tls_context(ca_file: str) -> ssl.SSLContext:
    """Give a context that verifies certificates against a PEM bundle, and the name in them."""
    context = ssl.create_default_context(cafile=ca_file)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.sslsocket_class = _TimedTlsSocket
    return context


@dataclass(frozen=True, slots=True)
class Dialer:
    """How connections are made, and the session that asks through them.

    connect_timeout: seconds for each of name, TCP and TLS. proxies: None is straight.
    """

    tls: ssl.SSLContext
    resolve: Resolve
    connect_timeout: float
    proxies: Proxies | None = None
    session: Session = field(default_factory=Session)

    def dial(self, target: Target, budget: TimeBudget) -> tuple[TimedSocket, str | None]:
        """Connect to the first address of a target that answers; gives the socket and that address.

        Raises OSError, BlockedAddress, DnsFailed, TimedOut.
        """
        proxy = self.proxies.choose(target) if self.proxies else None
        if proxy is not None:
            return self._dial_proxy(target, proxy, budget), None
        failure: OSError | None = None
        for address in find_addresses(target, self.resolve, budget.wait(self.connect_timeout)):
            try:
                return self._secure(connect(address, target.port, self._wait(budget)), target, budget), address
            except OSError as error:
                failure = error
        raise failure or ConnectionFailed("no address answered")

    def find_forwarder(self, target: Target) -> Proxy | None:
        """Give the proxy that is asked for a target's URL itself; None where a connection, or a tunnel, leads there."""
        return self.proxies.choose(target) if self.proxies and target.scheme == "http" else None

    def _wait(self, budget: TimeBudget) -> float:
        return budget.wait(self.connect_timeout)

    def _secure(self, sock: TimedSocket, target: Target, budget: TimeBudget) -> TimedSocket:
        """Shake hands, if the scheme asks for it. The name in the certificate has to be the URL's."""
        if target.scheme == "http":
            return sock
        try:
            sock.settimeout(self._wait(budget))
            return cast("TimedSocket", self.tls.wrap_socket(sock, server_hostname=target.host.rstrip(".")))
        except BaseException:
            sock.close()
            raise

    def _dial_proxy(self, target: Target, proxy: Proxy, budget: TimeBudget) -> TimedSocket:
        addresses = self.resolve(proxy.host)
        sock = connect(addresses[0], proxy.port, self._wait(budget))
        if target.scheme == "http":
            return sock
        place = f"{f'[{target.host}]' if ':' in target.host else target.host}:{target.port}"
        credentials = f"Proxy-Authorization: {proxy.authorization}\r\n" if proxy.authorization else ""
        sock.budget = budget
        try:
            sock.sendall(f"CONNECT {place} HTTP/1.1\r\nHost: {place}\r\n{credentials}\r\n".encode("latin-1"))
            with Response(sock, method="CONNECT") as answer:
                answer.begin()
                if answer.status != 200:
                    raise ConnectionFailed(f"the proxy says {answer.status} {answer.reason}")
        except BaseException:
            sock.close()
            raise
        return self._secure(sock, target, budget)


def connect(address: str, port: int, seconds: float) -> TimedSocket:
    """Open a connection to an address, within `seconds`. Raises OSError."""
    sock = TimedSocket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    try:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.settimeout(seconds)
        sock.connect((address, port))
    except BaseException:
        sock.close()
        raise
    return sock


FAULTS = (OSError, http.client.HTTPException, HTTPError, ValueError)
"""What the libraries below raise over a broken connection or answer; what requests raises is an OSError."""


def explain_fault(error: Exception, budget: TimeBudget) -> FetchRejected:
    """Give the failure that an exception of the libraries below means."""
    error = _unwrap(error)
    for kind, failure, words in _MEANINGS:
        if isinstance(error, kind):
            return failure(words(error, budget))
    return ConnectionFailed(str(error) or type(error).__name__)


def _unwrap(error: Exception) -> Exception:
    """Give what happened: requests wraps what urllib3 raises, which wraps what the standard library raises."""
    while isinstance(error, HTTPError | RequestException) and not isinstance(error, http.client.HTTPException):
        inner = next((part for part in error.args if isinstance(part, Exception)), None)
        if inner is None:
            break
        error = inner
    return error


_MEANINGS: tuple[tuple[type[Exception], type[FetchRejected], Callable[[Any, TimeBudget], str]], ...] = (
    (TimeoutError, NeverConnected, lambda _, budget: f"no connection after {budget.spent:.1f} s"),
    (ssl.SSLCertVerificationError, TlsFailed, lambda error, _: f"certificate: {error.verify_message}"),
    (ssl.SSLError, TlsFailed, lambda error, _: error.reason or str(error)),
    (http.client.RemoteDisconnected, ConnectionFailed, lambda *_: "closed before it answered"),
    (http.client.IncompleteRead, ConnectionFailed, lambda *_: "closed, or broken, before the end of the body"),
    (OSError, ConnectionFailed, lambda error, _: error.strerror or str(error) or type(error).__name__),
    (Exception, BadResponse, lambda error, _: f"not HTTP: {type(error).__name__} {str(error)[:80]}"),
)
