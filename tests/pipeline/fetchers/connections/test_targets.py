from __future__ import annotations

import json
import socket
from datetime import UTC, datetime

import ada_url
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.fetchers.connections.addresses import explain_refusal
from pipeline.fetchers.connections.resolver import find_addresses
from pipeline.fetchers.connections.targets import aim_at, resolve_location
from pipeline.fetchers.errors import BadRedirect, BlockedAddress, FetchRejected, InvalidUrl
from pipeline.fetchers.http import HttpFetcher
from pipeline.fetchers.settings import FetchSettings
from schemas.dead_letter import DeadLetter
from schemas.request import Request
from tests.support.suites import SUITES, needs_suites

NOBODY: frozenset[str] = frozenset()
NOW = datetime.now(UTC)


@pytest.mark.parametrize(
    "address",
    """127.0.0.1 127.9.9.9 0.0.0.0 0.1.2.3 10.1.2.3 172.16.0.1 172.31.9.9 192.168.7.7 169.254.169.254 100.64.0.1
    100.127.255.255 192.0.0.8 192.0.2.9 198.18.3.4 198.19.3.4 198.51.100.1 203.0.113.1 224.0.0.251 239.1.1.1 240.1.1.1
    255.255.255.255 168.63.129.16 192.88.99.1 :: ::1 ::7f00:1 ::ffff:10.0.0.1 ::ffff:0:127.0.0.1 64:ff9b::7f00:1
    64:ff9b::a9fe:a9fe 64:ff9b:1::1 2002:7f00:1:: 2002:a00:1::1 2001::1 2001:db8::5 3fff::1
    5f00::1 fc00::1 fd00:ec2::254
    fe80::1 fe80::1%eth0 fec0::1 ff02::1 100::1 nonsense 1.2.3""".split(),  # noqa: SIM905 - a list of addresses
)
def test_nothing_that_is_not_public_is_connected_to(address: str) -> None:
    assert explain_refusal(address)


@pytest.mark.parametrize(
    "address",
    """8.8.8.8 1.1.1.1 172.15.0.1 172.32.0.1 100.63.0.1 100.128.0.1 192.167.1.1 198.17.0.1 198.20.0.1 223.255.255.255
    193.0.0.1 2606:4700::1111 2a00:1450:4001::64 64:ff9b::808:808 ::ffff:8.8.8.8 2002:808:808::1""".split(),  # noqa: SIM905
)
def test_what_is_public_is_let_through(address: str) -> None:
    assert explain_refusal(address) is None


@given(st.ip_addresses(v=4))
def test_the_table_is_no_laxer_than_the_standard_library(address: object) -> None:
    is_global = getattr(address, "is_global") and not getattr(address, "is_multicast")  # noqa: B009
    assert is_global or explain_refusal(str(address))


@pytest.mark.parametrize(
    ("url", "error"),
    [
        ("http://localhost/", BlockedAddress),
        ("http://LOCALHOST.:8080/", BlockedAddress),
        ("http://printer.localhost/", BlockedAddress),
        ("http://0x7f.1/", BlockedAddress),
        ("http://017700000001/", BlockedAddress),
        ("http://①②⑦.⓪.⓪.①/", BlockedAddress),
        ("http://[::ffff:7f00:1]/", BlockedAddress),
        ("http://intranet/", InvalidUrl),
        ("http:///path", InvalidUrl),
        ("ftp://example.org/", InvalidUrl),
        ("//example.org/", InvalidUrl),
        ("http://user:secret@example.org/", InvalidUrl),
        ("http://exa mple.org/", InvalidUrl),
        ("http://example.org:99999/", InvalidUrl),
        ("", InvalidUrl),
        (None, InvalidUrl),
    ],
)
def test_bad_addresses_are_refused_before_anything_is_sent(url: str | None, error: type[FetchRejected]) -> None:
    with pytest.raises(error):
        aim_at(url, NOBODY)


def test_a_target_is_read_as_browsers_read_it() -> None:
    target = aim_at("HTTPS://Bücher.Example:443/a b/../c?q=ü#top", NOBODY)
    assert target.url == "https://xn--bcher-kva.example/c?q=%C3%BC"
    assert (target.host, target.port, target.authority) == ("xn--bcher-kva.example", 443, "xn--bcher-kva.example")
    assert (target.path, target.origin) == ("/c?q=%C3%BC", "https://xn--bcher-kva.example")


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:8080/"),
        ("127.1", "http://0x7f.1/"),
        ("LOCALHOST", "https://localhost:8080/"),
        ("localhost:8080", "http://localhost:8080/"),
        ("localhost:80", "http://localhost/"),
        ("::1", "http://[::1]:8080/"),
        ("[0:0::1]", "http://[::1]/"),
        ("[::1]:8080", "http://[::1]:8080/"),
        ("intranet.", "http://intranet/"),
        ("bücher", "http://xn--bcher-kva/"),
    ],
)
def test_the_operator_may_open_hosts_by_name(name: str, url: str) -> None:
    assert aim_at(url, frozenset({name})).trusted
    for other in ("http://127.0.0.2/", "http://localhost:9/", "http://[::2]/"):
        if name != "LOCALHOST" or "localhost" not in other:
            with pytest.raises(FetchRejected):
                aim_at(other, frozenset({name, "not a host", ""}))


def test_a_name_is_judged_by_what_it_resolves_to() -> None:
    target = aim_at("http://news.example/", NOBODY)
    assert find_addresses(target, lambda _: ["10.0.0.1", "93.184.215.14"], 5) == ["93.184.215.14"]
    with pytest.raises(BlockedAddress, match="loopback"):
        find_addresses(target, lambda _: ["127.0.0.1", "::1"], 5)
    trusted = aim_at("http://news.example/", frozenset({"news.example"}))
    assert find_addresses(trusted, lambda _: ["127.0.0.1"], 5) == ["127.0.0.1"]


def test_locations_are_resolved_against_where_they_came_from() -> None:
    assert resolve_location("http://a.example/x/y?z", "../b#c") == "http://a.example/b#c"
    with pytest.raises(BadRedirect):
        resolve_location("http://a.example/", "http://[")


@needs_suites
def test_no_hostile_address_of_the_public_cases_is_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    cases = json.loads((SUITES / "ssrf" / "blocked_urls.json").read_text(encoding="utf-8"))
    fetcher = HttpFetcher(FetchSettings(host_delay=0.0, deadline=3.0))
    fetcher.open()
    answers = list(fetcher.fetch([Request(case["url"], "test", NOW, source_id=case["expect"]) for case in cases]))
    fetcher.close()
    reasons = {"blocked": "blocked_address", "invalid": "invalid_url"}
    right = [isinstance(a, DeadLetter) and a.reason == reasons[a.source_id or ""] for a in answers]
    assert (len(right), sum(right)) == (65, 65)


@needs_suites
def test_urls_are_read_by_the_whatwg_rules() -> None:
    cases = json.loads((SUITES / "urls" / "urltestdata.json").read_text(encoding="utf-8"))
    cases = [case for case in cases if isinstance(case, dict)]

    def href(case: dict[str, str]) -> str | None:
        try:
            return str(ada_url.URL(case["input"], base=case["base"] or None).href)
        except ValueError:
            return None

    assert sum(href(case) == (None if case.get("failure") else case["href"]) for case in cases) == len(cases) == 891
