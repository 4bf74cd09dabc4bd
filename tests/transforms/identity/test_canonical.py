from __future__ import annotations

import socket

import ada_url
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.dead_letter import Rejected
from transforms.identity.canonical import canonical_url, host_of, site_of


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTP://News.Example.COM.:80/a/./b/../c", "http://news.example.com/a/c"),
        ("https://news.example.com:443/", "https://news.example.com/"),
        ("https://news.example.com:8443/", "https://news.example.com:8443/"),
        ("https://news.example.com/a?utm_source=x&UTM_Medium=y&id=3", "https://news.example.com/a?id=3"),
        ("https://news.example.com/a?id=3&fbclid=1#top", "https://news.example.com/a?id=3"),
        ("https://news.example.com/a?", "https://news.example.com/a"),
        ("https://news.example.com/a??", "https://news.example.com/a"),
        ("https://news.example.com/a?&&b=1&", "https://news.example.com/a?b=1"),
        ("https://news.example.com/a?b=1&a=2", "https://news.example.com/a?b=1&a=2"),
        ("https://news.example.com/a;jsessionid=AB.c1?x=1", "https://news.example.com/a?x=1"),
        ("https://news.example.com/%7euser/%c3%a9", "https://news.example.com/~user/%C3%A9"),
        ("https://user:pw@news.example.com/", "https://news.example.com/"),
        ("https://bücher.example/über", "https://xn--bcher-kva.example/%C3%BCber"),
        ("http://127.1:8080/x", "http://127.0.0.1:8080/x"),
        (
            "https://news.example.com/a?s=1&p=2&page=3&ref=4&lang=en",
            "https://news.example.com/a?s=1&p=2&page=3&ref=4&lang=en",
        ),
        ("https://news.example.com/a?q=%26utm_source%3Dx", "https://news.example.com/a?q=%26utm_source%3Dx"),
    ],
)
def test_spellings_of_one_address_meet(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


def test_schemes_are_kept_apart() -> None:
    assert canonical_url("http://a.example/") != canonical_url("https://a.example/")


@pytest.mark.parametrize(
    "url",
    ["", "news", "ftp://a.example/", "mailto:a@b.example", "http://", "http://a b/", "http://a:99999/", "http://../x"],
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    for read in (canonical_url, host_of):
        with pytest.raises(Rejected) as caught:
            read(url)
        assert caught.value.reason == "invalid_url"
    assert site_of(url) is None


@given(
    st.from_regex(
        r"https?://[a-z]{1,8}\.example(:[0-9]{1,4})?(/[!-~]{0,12}){0,3}(\?[!-~]{0,30})?(#[a-z]{0,5})?", fullmatch=True
    )
)
def test_twice_is_once_and_stays_a_url(url: str) -> None:
    try:
        once = canonical_url(url)
    except Rejected:
        return
    assert canonical_url(once) == once
    assert ada_url.URL(once).href == once
    assert "#" not in once


@given(st.text(max_size=80))
def test_any_text_is_a_url_or_refused(text: str) -> None:
    for candidate in (text, f"http://{text}", f"https://a.example/{text}"):
        try:
            assert canonical_url(candidate).startswith("http")
        except Rejected as why:
            assert why.reason == "invalid_url"  # noqa: PT017 - either outcome is sound


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://News.Example.com:443/a", "news.example.com"),
        ("http://news.example.com:8080/a", "news.example.com:8080"),
        ("http://[0:0::1]/", "[::1]"),
        ("http://news.example.com./", "news.example.com"),
    ],
)
def test_hosts(url: str, host: str) -> None:
    assert host_of(url) == host


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.bbc.co.uk/news", "bbc.co.uk"),
        ("https://edition.cnn.com/", "cnn.com"),
        ("https://abc.net.au/", "abc.net.au"),
        ("https://someone.blogspot.com/", "blogspot.com"),
        ("http://127.0.0.1:8000/", "127.0.0.1"),
        ("http://[::1]/", "[::1]"),
        ("http://localhost/", "localhost"),
        ("http://co.uk/", "co.uk"),
    ],
)
def test_sites_without_a_network(url: str, site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the suffix list is not to be fetched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert site_of(url) == site
