"""Lines to hosts: one connection of urllib3's each, dialled and timed by us, in a pool that requests sends through."""

from __future__ import annotations

import logging
from typing import Any

from urllib3 import HTTPConnectionPool, HTTPResponse
from urllib3.connection import HTTPConnection

from pipeline.fetchers.connections.dialing import FAULTS, Dialer, Response, TimedSocket, explain_fault
from pipeline.fetchers.connections.targets import Target
from pipeline.fetchers.connections.time_budget import TimeBudget
from pipeline.fetchers.errors import ConnectionFailed

logging.getLogger("urllib3").setLevel(logging.ERROR)  # what it warns of is borne, or told in the failures table


class Call:
    """What the connection under requests has to know of an exchange, and what it has to tell.

    dialled: whether the connection was made for this exchange, and not kept from the one before. aborted: for good.
    ip: the address at the other end; None through a proxy. sent: the bytes of the request.
    fields: of the answer's head, in the order received.
    """

    def __init__(self, dialer: Dialer) -> None:
        self.budget = TimeBudget(0, 0)
        self.dialled = False
        self.aborted = False
        self.sock: TimedSocket | None = None
        self.ip: str | None = None
        self.path = "/"
        self.proxy_fields: dict[str, str] = {}
        self.sent = b""
        self.fields: list[tuple[str, str]] = []
        self._dialer = dialer
        self._target: Target | None = None

    def begin(self, target: Target, budget: TimeBudget) -> None:
        """Say what the next exchange is about."""
        proxy = self._dialer.find_forwarder(target)
        self.path = target.url if proxy else target.path
        self.proxy_fields = {"Proxy-Authorization": proxy.authorization} if proxy and proxy.authorization else {}
        self.budget = budget
        self.dialled = False
        self._target = target

    def dial(self) -> TimedSocket:
        """Connect. Raises what Dialer.dial raises, in our words; ConnectionFailed once it is aborted."""
        assert self._target is not None  # noqa: S101 - nobody sends before begin
        self.dialled = True
        try:
            self.sock, self.ip = self._dialer.dial(self._target, self.budget)
        except FAULTS as error:  # here, or urllib3 takes a reset for one that comes after the request was sent
            raise explain_fault(error, self.budget) from error
        if self.aborted:
            self.sock.close()
            raise ConnectionFailed("broken off")
        return self.sock


class _Connection(HTTPConnection):
    """Speaks HTTP over a socket that was dialled, and secured, elsewhere."""

    response_class = Response

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._call = call

    def connect(self) -> None:
        self.sock = self._call.dial()

    def putrequest(self, method: str, url: str, *args: Any, **kwargs: Any) -> None:
        # urllib3 spells paths its own way ("|" as "%7C"), and would ask for another one than was judged and is archived
        del url
        super().putrequest(method, self._call.path, *args, **kwargs)

    def send(self, data: Any) -> None:
        call = self._call
        if self.sock is None:
            self.connect()
        if call.sock is not None:
            call.sock.budget = call.budget
            call.sock.settimeout(call.budget.wait())
        call.sent = data
        super().send(data)

    def getresponse(self) -> HTTPResponse:  # type: ignore[override]  # as in urllib3, whose responses are its own
        response = super().getresponse()
        original = response._original_response
        self._call.fields = original.getheaders() if original else []
        # or a decoder is made for it, and a body coded too often refused, although nothing is to be decoded here
        response.headers.discard("Content-Encoding")
        return response


class ConnectionPool(HTTPConnectionPool):
    """One connection, made for a call when it is needed, kept, and made anew when it was lost."""

    ConnectionCls = _Connection

    def __init__(self, call: Call) -> None:
        super().__init__("host", maxsize=1, call=call)
