from __future__ import annotations

import gc
import socket
import warnings
from datetime import UTC, datetime
from threading import Thread

import pytest

from pipeline.fetchers.connections.proxies import Proxies, parse_proxy, read_proxies
from pipeline.fetchers.connections.targets import aim_at
from pipeline.fetchers.http import HttpFetcher
from pipeline.fetchers.settings import FetchSettings
from schemas.dead_letter import DeadLetter
from schemas.page import Page
from schemas.request import Request
from tests.support.hostile_answers import answer

NOW = datetime.now(UTC)


def test_proxies_are_read_and_bypassed(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("https_proxy", "http://us%40er:pw@proxy.example:3128")
    monkeypatch.setenv("no_proxy", "inside.example,.local.example")
    proxies = read_proxies()

    def choose(url: str) -> object:
        return proxies.choose(aim_at(url, frozenset()))

    proxy = parse_proxy("http://us%40er:pw@proxy.example:3128")
    assert (proxy.host, proxy.port, proxy.authorization) == ("proxy.example", 3128, "Basic dXNAZXI6cHc=")
    assert choose("https://news.example/") == proxy
    assert choose("http://news.example/") is None
    assert choose("https://inside.example/") is None
    assert choose("https://a.local.example/") is None


@pytest.mark.parametrize("url", ["socks5://proxy.example:1080", "http://", "https://proxy.example"])
def test_other_proxies_are_refused(url: str) -> None:
    with pytest.raises(ValueError, match="proxy"):
        parse_proxy(url)


def serve_once(listener: socket.socket, heads: list[str], answers: list[bytes]) -> None:
    connection, _ = listener.accept()
    with connection:
        for reply in answers:
            head = b""
            while not head.endswith(b"\r\n\r\n"):
                piece = connection.recv(4096)
                if not piece:
                    return
                head += piece
            heads.append(head.decode("latin-1"))
            connection.sendall(reply)


def fetch(url: str, proxy: str, monkeypatch: pytest.MonkeyPatch, *, use: bool = True) -> Page | DeadLetter:
    for name in ("http_proxy", "https_proxy"):
        monkeypatch.setenv(name, proxy)
    monkeypatch.delenv("no_proxy", raising=False)
    settings = FetchSettings(host_delay=0.0, deadline=3.0, tries=1, use_proxies=use)
    fetcher = HttpFetcher(settings, resolve=lambda _: ["127.0.0.1"])
    fetcher.open()
    [result] = fetcher.fetch([Request(url, "test", NOW)])
    fetcher.close()
    return result


def test_a_proxy_is_asked_for_the_whole_url(monkeypatch: pytest.MonkeyPatch) -> None:
    heads: list[str] = []
    missing = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
    with socket.create_server(("127.0.0.1", 0)) as listener:
        Thread(target=serve_once, args=(listener, heads, [missing, answer()]), daemon=True).start()
        proxy = f"http://me:pw@127.0.0.1:{listener.getsockname()[1]}"
        page = fetch("http://news.example/a?b", proxy, monkeypatch)
        assert isinstance(page, Page)
        assert page.url == "http://news.example/a?b"
        assert heads[0].startswith("GET http://news.example/robots.txt HTTP/1.1\r\nHost: news.example\r\n")
        assert heads[1].startswith("GET http://news.example/a?b HTTP/1.1\r\n")
        assert "Proxy-Authorization: Basic bWU6cHc=" in heads[1]


def test_a_proxy_that_builds_no_tunnel_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    heads: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        refusal = b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"
        Thread(target=serve_once, args=(listener, heads, [refusal]), daemon=True).start()
        letter = fetch("https://news.example/", f"http://127.0.0.1:{listener.getsockname()[1]}", monkeypatch)
    assert isinstance(letter, DeadLetter)
    assert letter.reason == "connection_failed"
    assert "407" in letter.detail
    assert heads[0].startswith("CONNECT news.example:443 HTTP/1.1\r\n")


@pytest.mark.parametrize("reply", [b"SSH-2.0-quay\r\n", b"HTTP/1.1 teapot\r\n\r\n", b"HTTP/1.1 407 No\r\n\r\n"])
def test_no_socket_is_left_open_by_a_proxy_that_fails(reply: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    with warnings.catch_warnings(record=True) as told, socket.create_server(("127.0.0.1", 0)) as listener:
        warnings.simplefilter("always")
        Thread(target=serve_once, args=(listener, [], [reply]), daemon=True).start()
        port = listener.getsockname()[1]
        letter = fetch("https://news.example/", f"http://127.0.0.1:{port}", monkeypatch)
        gc.collect()
    assert isinstance(letter, DeadLetter)
    assert not [str(warning.message) for warning in told if f"raddr=('127.0.0.1', {port})" in str(warning.message)]


def test_the_environment_is_left_alone_unless_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        letter = fetch("http://news.example/", f"http://127.0.0.1:{listener.getsockname()[1]}", monkeypatch, use=False)
        assert isinstance(letter, DeadLetter)
        assert letter.reason == "blocked_address"
        with pytest.raises(TimeoutError):
            listener.accept()


def test_addresses_in_urls_are_judged_behind_a_proxy_too(monkeypatch: pytest.MonkeyPatch) -> None:
    letter = fetch("http://169.254.169.254/latest/", "http://127.0.0.1:1", monkeypatch)
    assert isinstance(letter, DeadLetter)
    assert letter.reason == "blocked_address"
    assert Proxies({}).choose(aim_at("http://news.example/", frozenset())) is None
