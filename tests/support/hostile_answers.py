"""Hosts whose HTTP is sound and whose answers are not what one came for."""

from __future__ import annotations

import gzip
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import brotli
import zstandard

from tests.support.hostile_server import Behaviour, Script, Talk

STORY = (
    b"<!doctype html><html lang=en><head><meta charset=utf-8><title>Ferry runs aground</title></head><body><article>"
    b"<h1>Ferry runs aground</h1><p>A ferry ran aground off the harbour of Port Example on Monday.</p>" + b"<p>More.</p>" * 900
    + b"</article></body></html>"
)  # fmt: skip
LIMIT = 1_000_000
"""max_body of the test's fetcher."""


def answer(
    body: bytes = STORY, status: str = "200 OK", kind: str | None = "text/html; charset=utf-8", *more: str
) -> bytes:
    fields = [*([f"Content-Type: {kind}"] if kind else []), f"Content-Length: {len(body)}", *more]
    return f"HTTP/1.1 {status}\r\n".encode() + "".join(f"{line}\r\n" for line in fields).encode() + b"\r\n" + body


def says(*pieces: bytes) -> Script:
    async def script(talk: Talk) -> None:
        await talk.say(*pieces)

    return script


def coded(body: bytes, coding: str) -> Script:
    return says(answer(body, "200 OK", "text/html", f"Content-Encoding: {coding}"))


def in_turn(*answers: bytes) -> Script:
    """The first answer to the first request for a path, the last to all that are left."""

    async def script(talk: Talk) -> None:
        await talk.say(answers[min(talk.nth, len(answers) - 1)])

    return script


def to(location: str, status: str = "302 Found") -> bytes:
    return answer(b"", status, None, f"Location: {location}")


def send_to(location: str, status: str = "302 Found") -> Script:
    """Redirect the first path to another, and serve the story there."""

    async def script(talk: Talk) -> None:
        first = talk.path == "/story.html"
        await talk.say(to(location, status) if first else answer())

    return script


async def _endless_redirect(talk: Talk) -> None:
    await talk.say(to(f"/hop{len(talk.path)}{talk.path[-40:]}x"))


async def _cookie_wall(talk: Talk) -> None:
    if "cookie: seen=yes; t=1" in talk.head.lower():
        await talk.say(answer())
    else:
        await talk.say(
            answer(
                b"",
                "302 Found",
                None,
                "Location: /story.html",
                "Set-Cookie: seen=yes; Path=/",
                "Set-Cookie: t=1; Secure",
            )
        )


async def _retry_by_date(talk: Talk) -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=1), usegmt=True)
    await talk.say(answer() if talk.nth else answer(b"", "429 Too Many Requests", None, f"Retry-After: {soon}"))


def _raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


BOMB = b"\0" * 40_000_000
NOINDEX = STORY.replace(b"<meta charset=utf-8>", b'<meta charset=utf-8><META content="noindex, follow" name=Robots>')
HIDDEN_NOINDEX = STORY.replace(
    b"<meta charset=utf-8>", b'<meta charset=utf-8><!-- <meta name="robots" content="noindex"> -->'
)
REFRESH = b'<html><head><meta http-equiv="refresh" content="0; url=/there.html"></head></html>'
SCRIPT_PAGE = b'<!doctype html><html><body><div id="root"></div><script src="/app.js"></script></body></html>'
DISALLOW = answer(b"User-agent: *\nDisallow: /story\n", "200 OK", "text/plain")
LATE_RULES = answer(b"#" * 520_000 + b"\nUser-agent: *\nDisallow: /\n", "200 OK", "text/plain")


async def _refresh(talk: Talk) -> None:
    await talk.say(answer(REFRESH) if talk.path == "/story.html" else answer())


async def _moved_robots(talk: Talk) -> None:
    await talk.say(to("/rules/robots.txt"))


async def _under_rules(talk: Talk) -> None:
    rules = talk.path == "/rules/robots.txt"
    await talk.say(
        answer(b"User-agent: wire-ingest\nDisallow: /story\n", "200 OK", "text/plain") if rules else answer()
    )


def busy(*more: str, status: str = "503 Service Unavailable") -> bytes:
    return answer(b"later", status, "text/plain", *more)


ANSWERS = [
    Behaviour("plain", "a page", "page", says(answer()), 200, 1),
    Behaviour("coded-gzip", "gzip", "page", coded(gzip.compress(STORY), "gzip"), 200, 1),
    Behaviour("coded-deflate", "deflate, as RFC 9110 has it", "page", coded(zlib.compress(STORY), "deflate"), 200, 1),
    Behaviour("coded-raw-deflate", "deflate without the zlib frame", "page", coded(_raw_deflate(STORY), "deflate"), 200, 1),
    Behaviour("coded-br", "Brotli", "page", coded(brotli.compress(STORY), "br"), 200, 1),
    Behaviour("coded-zstd", "Zstandard", "page", coded(zstandard.compress(STORY), "zstd"), 200, 1),
    Behaviour("double-gzip", "gzip twice, and said so", "page", coded(gzip.compress(gzip.compress(STORY)), "gzip, gzip"), 200, 1),
    Behaviour("gzip-that-is-not", "says gzip, sends plain HTML", "bad_encoding", coded(STORY, "gzip"), 200, 1),
    Behaviour("gzip-cut-short", "a gzip body without its end", "bad_encoding", coded(gzip.compress(STORY)[:-20], "gzip"), 200, 1),
    Behaviour("unknown-coding", "Content-Encoding: compress", "bad_encoding", coded(STORY, "compress"), 200, 1),
    Behaviour("many-codings", "five codings on one another", "bad_encoding", coded(STORY, "gzip, gzip, br, br, gzip"), 200, 1),
    Behaviour("bomb-gzip", "40 MB of zeros in gzip", "too_large", coded(gzip.compress(BOMB), "gzip"), 200, 1),
    Behaviour("bomb-deflate", "40 MB of zeros in deflate", "too_large", coded(zlib.compress(BOMB), "deflate"), 200, 1),
    Behaviour("bomb-br", "40 MB of zeros in Brotli", "too_large", coded(brotli.compress(BOMB, quality=5), "br"), 200, 1),
    Behaviour("bomb-zstd", "40 MB of zeros in Zstandard", "too_large", coded(zstandard.compress(BOMB), "zstd"), 200, 1),
    Behaviour("bomb-in-bomb", "gzip in gzip, 40 MB inside", "too_large", coded(gzip.compress(gzip.compress(BOMB)), "gzip, gzip"), 200, 1),
    Behaviour("large-length", "Content-Length over --max_body", "too_large", says(answer(b"x" * (LIMIT + 1))), 200, 1),
    Behaviour("empty", "200 with nothing", "empty_body", says(answer(b"")), 200, 1),
    Behaviour("blank", "200 with nothing but line breaks", "empty_body", says(answer(b"\r\n \n")), 200, 1),
    Behaviour("204", "204 No Content", "empty_body", says(b"HTTP/1.1 204 No Content\r\n\r\n"), 204, 1),
    Behaviour("206", "206 though nobody asked for a part", "http_error", says(answer(STORY, "206 Partial Content")), 206, 1),
    Behaviour("304-unasked", "304 though nothing was known", "not_modified", says(b"HTTP/1.1 304 Not Modified\r\n\r\n"), 304, 1),
    Behaviour("401", "401 Unauthorized", "http_error", says(answer(b"who?", "401 Unauthorized")), 401, 1),
    Behaviour("403", "403 Forbidden", "http_error", says(answer(b"no", "403 Forbidden")), 403, 1),
    Behaviour("404", "404 with a friendly page", "http_error", says(answer(STORY, "404 Not Found")), 404, 1),
    Behaviour("410", "410 Gone", "http_error", says(answer(b"gone", "410 Gone")), 410, 1),
    Behaviour("451", "451 for legal reasons", "http_error", says(answer(b"law", "451 Unavailable For Legal Reasons")), 451, 1),
    Behaviour("999", "a status of the host's own", "http_error", says(answer(b"no", "999 Request denied")), 999, 1),
    Behaviour("429-seconds", "429, Retry-After: 1, then a page", "page", in_turn(busy("Retry-After: 1", status="429 Too Many"), answer()), 200, 2),
    Behaviour("429-date", "429, Retry-After as a date, then a page", "page", _retry_by_date, 200, 2),
    Behaviour("429-hour", "429, Retry-After: 3600", "http_error", says(busy("Retry-After: 3600", status="429 Too Many")), 429, 1),
    Behaviour("503-twice", "503 twice, then a page", "page", in_turn(busy(), busy(), answer()), 200, 3),
    Behaviour("503-always", "503 whenever asked", "http_error", says(busy()), 503, 3),
    Behaviour("moved-301", "301 to another path", "page", send_to("/there.html", "301 Moved Permanently"), 200, 2),
    Behaviour("moved-307", "307 to a relative URL", "page", send_to("?page=2", "307 Temporary Redirect"), 200, 2),
    Behaviour("moved-308", "308 with a fragment", "page", send_to("/there.html#top", "308 Permanent Redirect"), 200, 2),
    Behaviour("moved-utf8", "Location in bare UTF-8", "page", send_to("/reportagé.html"), 200, 2),
    Behaviour("loop", "redirects to itself", "too_many_redirects", says(to("/story.html")), 302),
    Behaviour("endless-redirects", "every redirect leads to another", "too_many_redirects", _endless_redirect, 302),
    Behaviour("no-location", "302 without a Location", "bad_redirect", says(answer(b"", "302 Found", None)), 302, 1),
    Behaviour("broken-location", "Location: http://[", "bad_redirect", says(to("http://[")), 302, 1),
    Behaviour("to-loopback", "redirects to http://2130706434/", "blocked_address", says(to("http://2130706434/")), 302, 1),
    Behaviour("to-metadata", "redirects to a cloud's metadata", "blocked_address", says(to("http://[::ffff:a9fe:a9fe]/")), 302, 1),
    Behaviour("to-name", "redirects to a name that resolves to loopback", "blocked_address", says(to("http://inside.example/"))),
    Behaviour("to-file", "redirects to file:///etc/passwd", "invalid_url", says(to("file:///etc/passwd")), 302, 1),
    Behaviour("to-credentials", "redirects to a URL with a password", "invalid_url", says(to("http://a:b@example.org/")), 302, 1),
    Behaviour("cookie-wall", "redirects to itself until two cookies are sent", "page", _cookie_wall, 200, 2),
    Behaviour("meta-refresh", "an empty page that refreshes to the story", "page", _refresh, 200, 2),
    Behaviour("script-page", "a page that JavaScript would fill", "page", says(answer(SCRIPT_PAGE)), 200, 1),
    Behaviour("untyped-html", "HTML without a Content-Type", "page", says(answer(STORY, "200 OK", None)), 200, 1),
    Behaviour("untyped-pdf", "a PDF without a Content-Type", "not_html", says(answer(b"%PDF-1.7 ...", "200 OK", None)), 200, 1),
    Behaviour("pdf-as-html", "a PDF that says text/html", "not_html", says(answer(b"%PDF-1.7 ...")), 200, 1),
    Behaviour("pdf", "application/pdf, stopped at the head", "not_html", says(answer(b"%PDF-1.7 ...", "200 OK", "application/pdf")), 200, 1),
    Behaviour("json", "application/json", "not_html", says(answer(b"{}", "200 OK", "application/json")), 200, 1),
    Behaviour("tag-noindex", "X-Robots-Tag: noindex", "robots_noindex", says(answer(STORY, "200 OK", "text/html", "X-Robots-Tag: noindex")), 200, 1),
    Behaviour("tag-other", "X-Robots-Tag for another crawler", "page", says(answer(STORY, "200 OK", "text/html", "X-Robots-Tag: otherbot: noindex")), 200, 1),
    Behaviour("meta-noindex", "a robots meta tag with noindex", "robots_noindex", says(answer(NOINDEX)), 200, 1),
    Behaviour("hidden-noindex", "the same tag in a comment", "page", says(answer(HIDDEN_NOINDEX)), 200, 1),
    Behaviour("robots-forbids", "robots.txt forbids the page", "robots_disallowed", says(answer()), None, 0, DISALLOW),
    Behaviour("robots-500", "robots.txt answers 500", "robots_unreachable", says(answer()), 500, 0, answer(b"", "500 Oops")),
    Behaviour("robots-403", "robots.txt answers 403", "page", says(answer()), 200, 1, answer(b"", "403 Forbidden")),
    Behaviour("robots-moved", "robots.txt has moved, and forbids us there", "robots_disallowed", _under_rules, None, 1, _moved_robots),
    Behaviour("robots-late", "robots.txt forbids after 500 kB", "page", says(answer()), 200, 1, LATE_RULES),
]  # fmt: skip
