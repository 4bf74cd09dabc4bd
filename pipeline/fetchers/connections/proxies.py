"""Proxies of the environment, for operators who let nothing out but through one."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit
from urllib.request import (  # type: ignore[attr-defined]  # the second is missing in typeshed
    getproxies_environment,
    proxy_bypass_environment,
)

from pipeline.fetchers.connections.targets import Target


@dataclass(frozen=True, slots=True)
class Proxy:
    """Where requests are handed in. authorization: value of Proxy-Authorization; None when it needs none."""

    host: str
    port: int
    authorization: str | None = None


@dataclass(frozen=True, slots=True)
class Proxies:
    """Scheme -> proxy. bypass: hosts and domains that are reached without, as no_proxy spells them."""

    by_scheme: Mapping[str, Proxy]
    bypass: str = ""

    def choose(self, target: Target) -> Proxy | None:
        """Give the proxy for a target; None when it is to be reached directly."""
        if proxy_bypass_environment(target.host, {"no": self.bypass}):
            return None
        return self.by_scheme.get(target.scheme)


def read_proxies() -> Proxies:
    """Read http_proxy, https_proxy, all_proxy and no_proxy. Raises ValueError for one that is no http URL."""
    found = getproxies_environment()
    general = found.get("all")
    proxies = {
        scheme: parse_proxy(url) for scheme in ("http", "https") if (url := found.get(scheme, general)) is not None
    }
    return Proxies(proxies, found.get("no", ""))


def parse_proxy(url: str) -> Proxy:
    """Read "http://user:password@host:port". Raises ValueError."""
    parts = urlsplit(url if "://" in url else f"http://{url}")
    if parts.scheme != "http" or not parts.hostname:
        raise ValueError(f"proxy {parts.scheme}://{parts.hostname} is not one that is spoken to over http")
    credentials = f"{unquote(parts.username)}:{unquote(parts.password or '')}" if parts.username else None
    authorization = f"Basic {b64encode(credentials.encode()).decode('ascii')}" if credentials else None
    return Proxy(parts.hostname, parts.port or 80, authorization)
