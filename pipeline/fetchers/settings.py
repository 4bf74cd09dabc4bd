"""How the fetcher behaves: every bound and courtesy in one frozen record that travels to the workers."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Literal

PRODUCT = "wire-ingest"
"""The product token: the name that robots.txt files and X-Robots-Tag headers call us by."""


@cache
def _read_version() -> str:
    """Give the installed version of this distribution, "0" when it runs from a source tree that was never installed."""
    try:
        return version(PRODUCT)
    except PackageNotFoundError:
        return "0"


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """What an operator may set. Times are seconds, sizes bytes.

    accepts: "pages", which are HTML, or "documents": whatever comes with a 200, as feeds and sitemaps do under any
        Content-Type and with a noindex that keeps them out of search engines alone.
    contact: an e-mail address or URL that a site's operator can turn to; named in User-Agent, an e-mail in From too.
    allow_hosts: hosts ("localhost", "10.0.0.5", "::1", "news.local:8080") that may be fetched wherever they lie.
    host_delay: pause between the end of one request to a host and the next. crawl_delay_cap: the longest Crawl-delay
        that is kept; a host that asks for more gets this much.
    deadline: for one URL: all tries, redirects and pauses between its tries, but not the wait for its turn.
    connect_timeout, read_timeout: for one connection, for one silence; never more than a third of the deadline.
    max_body: of a page, after decompression and before it too. max_robots: of robots.txt; what lies beyond is not read.
    tries: of one URL, the first included. failures_in_a_row: after so many URLs failed a host is left alone.
    connections: hosts that are talked to at the same time. waiting: requests held in memory before they are asked.
    ready_bytes: bodies that may lie fetched and unread; beyond it fetching pauses.
    robots_age: how long a robots.txt is believed.
    ca_file: PEM bundle of trusted authorities; None takes certifi's.
    use_proxies: honour http_proxy, https_proxy and no_proxy of the environment. The proxy then resolves names, so
        only addresses spelt in URLs are checked.
    """

    contact: str | None = None
    allow_hosts: frozenset[str] = field(default_factory=frozenset)
    host_delay: float = 1.0
    crawl_delay_cap: float = 10.0
    deadline: float = 30.0
    connect_timeout: float = 5.0
    read_timeout: float = 10.0
    max_body: int = 5_000_000
    max_robots: int = 500_000
    max_redirects: int = 10
    tries: int = 3
    backoff: float = 1.0
    failures_in_a_row: int = 5
    connections: int = 64
    waiting: int = 100_000
    ready_bytes: int = 16_000_000
    robots_age: float = 86_400.0
    ca_file: str | None = None
    use_proxies: bool = False
    accepts: Literal["pages", "documents"] = "pages"

    @property
    def user_agent(self) -> str:
        """The User-Agent header: product, version and whom to turn to."""
        contact = " ".join((self.contact or "").encode("ascii", "replace").decode("ascii").split())
        comment = f" (+{contact})" if contact else ""
        return f"{PRODUCT}/{_read_version()}{comment}"
