"""The one spelling of an address under which an article is known, and the host and site it belongs to.

Two spellings get the same canonical URL only when nothing but spelling, the way a reader came, or his session differs.
The scheme is kept: that http and https show the same page is for a redirect or the page's own canonical link to say,
and the address has to stay one that answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from ipaddress import ip_address
from typing import Literal, get_args

import ada_url
import tldextract

from schemas.dead_letter import Rejected
from transforms.text.packaged import choose_word, read_table

_SCHEMES = ("http:", "https:")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def canonical_url(url: str) -> str:
    """Give the canonical spelling of an http or https URL.

    WHATWG parsing (case, ports, dots, punycode), then: no fragment, no credentials, no trailing dot of the host, no
    empty query, no tracking or session parameters (tracking_parameters.tsv), escapes in upper case and only where they
    are needed (RFC 3986 section 6.2.2). The order of the other parameters is kept. Applying it twice changes nothing.
    Raises Rejected("invalid_url").
    """
    parsed = _parse(url)
    parsed.hash = ""
    parsed.username = parsed.password = ""
    if parsed.hostname.endswith("."):
        parsed.hostname = parsed.hostname.rstrip(".")
    parsed.pathname = _settle_escapes(_session_in_path().sub("", parsed.pathname))
    parsed.search = _strip_parameters(parsed.search)
    return str(parsed.href)


def host_of(url: str) -> str:
    """Give the host a URL is fetched from, as WHATWG spells it, with the port when it is not the scheme's own.

    "example.com", "127.0.0.1:8080", "[::1]". This is what one connection at a time and robots.txt hold for.
    Raises Rejected("invalid_url").
    """
    return str(_parse(url).host).removesuffix(".")


def site_of(url: str) -> str | None:
    """Give the registered domain of a URL ("bbc.co.uk"), the host itself when it is an address or has no public suffix.

    None for what is no http or https URL. Private suffixes count as their owner's ("someone.blogspot.com" is
    "blogspot.com"), and the list is the one installed with tldextract: never fetched, never cached on disk.
    """
    try:
        host = str(_parse(url).hostname).rstrip(".")
    except Rejected:
        return None
    if _is_address(host):
        return host
    return _domains()(host).top_domain_under_public_suffix or host


def _parse(url: str) -> ada_url.URL:
    try:
        parsed = ada_url.URL(url)
    except ValueError as error:
        raise Rejected("invalid_url", "not a URL by the WHATWG rules", url=url) from error
    if parsed.protocol not in _SCHEMES:
        raise Rejected("invalid_url", f"scheme {parsed.protocol.rstrip(':')} is not http or https", url=url)
    if not parsed.hostname.strip("."):
        raise Rejected("invalid_url", "its host is nothing but dots", url=url)
    return parsed


def _is_address(host: str) -> bool:
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def _strip_parameters(search: str) -> str:
    kept = [part for part in search.lstrip("?").split("&") if part and not _is_tracking(part)]
    return _settle_escapes("&".join(kept))


def _is_tracking(parameter: str) -> bool:
    name = parameter.partition("=")[0].lower()
    return name in _tracking_names() or name.startswith(_tracking_prefixes())


def _settle_escapes(text: str) -> str:
    def settle(match: re.Match[str]) -> str:
        character = chr(int(match[1], 16))
        return character if character in _UNRESERVED else match[0].upper()

    return _ESCAPE.sub(settle, text)


_Kind = Literal["name", "prefix", "path"]


@cache
def _read_parameters() -> tuple[tuple[_Kind, str], ...]:
    def read(cells: list[str]) -> tuple[_Kind, str]:
        return choose_word(cells[0], get_args(_Kind)), cells[1]

    return tuple(read_table("transforms.identity", "tracking_parameters.tsv", 3, read))


def _list_parameters(wanted: _Kind) -> Iterator[str]:
    return (name for kind, name in _read_parameters() if kind == wanted)


@cache
def _tracking_names() -> frozenset[str]:
    return frozenset(_list_parameters("name"))


@cache
def _tracking_prefixes() -> tuple[str, ...]:
    return tuple(_list_parameters("prefix"))


@cache
def _session_in_path() -> re.Pattern[str]:
    names = "|".join(map(re.escape, _list_parameters("path")))
    return re.compile(rf";(?:{names})=[^;/?#]*", re.IGNORECASE)


@cache
def _domains() -> tldextract.TLDExtract:
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, fallback_to_snapshot=True)
