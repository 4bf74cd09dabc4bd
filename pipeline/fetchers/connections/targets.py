"""Where a URL leads: read by the WHATWG rules, and refused before anything is sent if it leads where we don't go."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from ipaddress import ip_address

import ada_url

from pipeline.fetchers.connections.addresses import explain_refusal
from pipeline.fetchers.errors import BadRedirect, BlockedAddress, InvalidUrl

_HOST = re.compile(r"(\[[^\]]*\]|[^:\[\]]+)(?::(\d+))?")
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Target:
    """A URL that may be fetched.

    host: name or address, without brackets. authority: as in the URL, without the scheme's own port. path: with query.
    trusted: the operator opened this host, so that its addresses are not judged.
    """

    url: str
    scheme: str
    host: str
    port: int
    authority: str
    path: str
    trusted: bool

    @property
    def origin(self) -> str:
        """Scheme and authority: what a robots.txt holds for."""
        return f"{self.scheme}://{self.authority}"


def aim_at(url: str | None, allow_hosts: frozenset[str]) -> Target:
    """Give the target of a URL; the fragment is dropped.

    Raises BlockedAddress for the local host and for addresses that are not public, in any spelling, unless allow_hosts
    names them; InvalidUrl for what is no http or https URL, has credentials, or a host without a domain.
    """
    try:
        parsed = ada_url.URL(url or "")
    except ValueError as error:
        raise InvalidUrl("not a URL by the WHATWG rules", url=url) from error
    scheme = parsed.protocol.removesuffix(":")
    if scheme not in _PORTS:
        raise InvalidUrl(f"scheme {scheme[:40]} is not http or https", url=url)
    host = parsed.hostname.strip("[]")
    bare = host.rstrip(".")
    port = int(parsed.port) if parsed.port else _PORTS[scheme]
    spelt = parsed.hostname.rstrip(".")
    trusted = bool({spelt, f"{spelt}:{port}"} & _spell_hosts(allow_hosts))
    if not trusted:
        _check_host(bare, url)
    if parsed.username or parsed.password:
        raise InvalidUrl("the URL carries credentials", url=url)
    return Target(
        url=parsed.href.partition("#")[0],
        scheme=scheme,
        host=host,
        port=port,
        authority=parsed.host.removesuffix("."),
        path=(parsed.pathname or "/") + parsed.search,
        trusted=trusted,
    )


@cache
def _spell_hosts(names: frozenset[str]) -> frozenset[str]:
    """Spell hosts, with or without a port, as URLs are read: "LOCALHOST", "127.1", "::1", "[::1]:80" are all right."""
    spelt = set()
    for name in names:
        parts = _HOST.fullmatch(name.strip())
        host, port = (parts[1], parts[2]) if parts else (f"[{name.strip()}]", None)
        try:
            host = str(ada_url.URL(f"http://{host}/").hostname).rstrip(".")
        except ValueError:
            continue
        spelt.add(f"{host}:{port}" if port else host)
    return frozenset(spelt)


def resolve_location(base: str, location: str) -> str:
    """Give the absolute URL that a Location header means. Raises BadRedirect."""
    try:
        return str(ada_url.URL(location.strip(), base=base).href)
    except ValueError as error:
        raise BadRedirect(f"Location {location[:100]!r} is no URL", url=base) from error


def _check_host(host: str, url: str | None) -> None:
    if host == "localhost" or host.endswith(".localhost"):
        raise BlockedAddress(f"{host} is this machine; --allow_host opens it", url=url)
    if is_address(host):
        refusal = explain_refusal(host)
        if refusal:
            raise BlockedAddress(f"{host} is {refusal}; --allow_host opens it", url=url)
    elif "." not in host:
        raise InvalidUrl(f"host {host[:80]!r} has no domain; --allow_host opens it", url=url)


def is_address(host: str) -> bool:
    """Say whether a host is an IP address rather than a name."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
