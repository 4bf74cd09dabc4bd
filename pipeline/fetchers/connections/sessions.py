"""The session of requests that a worker asks through: it sends what it is given, and does nothing of its own accord."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from requests.cookies import RequestsCookieJar
from requests.structures import CaseInsensitiveDict
from urllib3 import BaseHTTPResponse, HTTPConnectionPool, Retry


class Question(requests.PreparedRequest):
    """A GET that goes out as it is written here. line: the pool that it is sent through."""

    def __init__(self, url: str, fields: Mapping[str, str], line: HTTPConnectionPool) -> None:
        super().__init__()
        self.method = "GET"
        self.url = url
        self.headers = CaseInsensitiveDict(fields)
        self.line = line


class _NoCookies(RequestsCookieJar):
    def extract_cookies(self, *_: Any) -> None:
        """Take none: they belong to one way through redirects, not to all that a worker asks for."""


class _Transport(HTTPAdapter):
    """Sends a question through its own line, once, and reads no cookies."""

    def __init__(self) -> None:
        super().__init__(max_retries=Retry(total=False))

    def get_connection_with_tls_context(self, request: Any, *_: Any, **__: Any) -> Any:
        return request.line

    def cert_verify(self, *_: Any, **__: Any) -> None:
        """Leave TLS to the line: what it dials is verified, whatever it is told here."""

    def request_url(self, *_: Any, **__: Any) -> str:
        """Leave the path to the line, too: it asks for what was judged, letter for letter."""
        return "/"

    def build_response(self, req: requests.PreparedRequest, resp: BaseHTTPResponse) -> requests.Response:
        """Give an answer without headers; those it came with are kept by the line, in their order.

        In headers requests would find a redirect, and read the whole of its body, even where it must not follow.
        """
        response = requests.Response()
        response.status_code = resp.status
        response.reason = resp.reason or ""
        response.url = req.url or ""
        response.request = req
        response.raw = resp
        return response


class Session(requests.Session):
    """Shared by the threads of a worker: lines, cookies and redirects are the caller's, so it has nothing to hold."""

    def __init__(self) -> None:
        super().__init__()
        self.trust_env = False
        self.cookies = _NoCookies()
        transport = _Transport()
        self.mount("http://", transport)
        self.mount("https://", transport)
