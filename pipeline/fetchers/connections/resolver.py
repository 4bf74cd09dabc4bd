"""Names to addresses, in bounded time, and only addresses that may be connected to."""

from __future__ import annotations

import socket
from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Thread

from pipeline.fetchers.connections.addresses import explain_refusal
from pipeline.fetchers.connections.targets import Target, is_address
from pipeline.fetchers.errors import BlockedAddress, DnsFailed, NeverConnected

Resolve = Callable[[str], list[str]]
"""Name -> its IP addresses, in the order to try them. Raises OSError."""


def ask_system(name: str) -> list[str]:
    """Resolve a name the way this machine does; a name server that is at a loss for the moment is asked twice."""
    try:
        found = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno != socket.EAI_AGAIN:
            raise
        found = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def find_addresses(target: Target, resolve: Resolve, seconds: float) -> list[str]:
    """Give the addresses of a target that may be connected to, in the order to try them.

    Raises DnsFailed, NeverConnected, and BlockedAddress when none of them is public.
    """
    addresses = [target.host] if is_address(target.host) else _look_up(target.host, resolve, seconds)
    if target.trusted:
        return addresses
    refusals = {address: explain_refusal(address) for address in addresses}
    public = [address for address, refusal in refusals.items() if refusal is None]
    if not public:
        words = ", ".join(f"{address} ({refusal})" for address, refusal in list(refusals.items())[:3])
        raise BlockedAddress(f"{target.host} resolves to {words}")
    return public


def _look_up(name: str, resolve: Resolve, seconds: float) -> list[str]:
    """Resolve in a thread of its own: the system's resolver knows no time limit, and cannot be stopped."""
    answers: SimpleQueue[list[str] | OSError] = SimpleQueue()

    def look() -> None:
        try:
            answers.put(resolve(name))
        except (OSError, UnicodeError) as error:
            answers.put(error if isinstance(error, OSError) else OSError(str(error)))

    Thread(target=look, name=f"resolve {name}", daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except Empty:
        raise NeverConnected(f"no answer about the name {name} within {seconds:.1f} s") from None
    if isinstance(answer, OSError):
        raise DnsFailed(f"{name}: {answer.strerror or answer}")
    if not answer:
        raise DnsFailed(f"{name} has no address")
    return answer
