"""Hosts whose connections are broken, slow, endless or not to be trusted."""

from __future__ import annotations

import asyncio

from tests.support.hostile_answers import STORY, answer, says
from tests.support.hostile_server import Behaviour, Script, Talk

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


def then_close(*pieces: bytes, reset: bool = False) -> Script:
    async def script(talk: Talk) -> None:
        await talk.say(*pieces)
        if reset:
            await asyncio.sleep(0.2)  # or the reset would overtake what was said
        talk.hang_up(reset=reset)

    return script


def forever(first: bytes, again: bytes, pause: float = 0.0) -> Script:
    async def script(talk: Talk) -> None:
        await talk.say(first)
        while not talk.out.is_closing():
            await talk.say(again)
            await asyncio.sleep(pause)

    return script


def then_silence(*pieces: bytes) -> Script:
    async def script(talk: Talk) -> None:
        await talk.say(*pieces)
        await talk.wait_for_close()

    return script


LINES = [
    Behaviour("chunked", "chunks of odd sizes", "page", says(CHUNKED, chunk(STORY[:7]), chunk(STORY[7:]), b"0\r\n\r\n"), 200, 1),
    Behaviour("http10", "HTTP/1.0, the end is the close", "page", then_close(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n", STORY), 200, 1),
    Behaviour("drops-keep-alive", "closes after each answer without saying so", "page", then_close(answer()), 200, 3, paths=("/1", "/2", "/3")),
    Behaviour("early-hints", "103 Early Hints first", "page", says(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n", answer()), 200, 1),
    Behaviour("long-length", "Content-Length promises more than comes", "connection_failed", then_close(HEAD + b"Content-Length: 99999\r\n\r\n" + STORY), 200, 3),
    Behaviour("short-length", "Content-Length promises less than comes", "page", then_close(HEAD + b"Content-Length: 400\r\n\r\n" + STORY), 200, 1),
    Behaviour("cut-chunk", "the last chunk never ends", "connection_failed", then_close(CHUNKED + b"fffff\r\n<html>"), 200, 3),
    Behaviour("bad-chunk", "a chunk size that is no number", "connection_failed", then_close(CHUNKED + b"zz\r\n<html>\r\n0\r\n\r\n"), 200, 3),
    Behaviour("negative-chunk", "a chunk of size -1, and data without end", "bad_response", forever(CHUNKED + b"-1\r\n", b"<p>" * 20_000), 200, 1),
    Behaviour("reset", "the connection is reset in the body", "connection_failed", then_close(HEAD + b"Content-Length: 99999\r\n\r\n<html>", reset=True), 200, 3),
    Behaviour("hangs-up", "closes instead of answering", "connection_failed", then_close(), None),
    Behaviour("not-http", "greets as SSH does", "bad_response", then_close(b"SSH-2.0-OpenSSH_9.6\r\n"), None, 1),
    Behaviour("no-status", "a status that is no number", "bad_response", then_close(b"HTTP/1.1 OK\r\n\r\n<html>"), None, 1),
    Behaviour("endless-body", "chunks without end", "too_large", forever(CHUNKED, chunk(b"<p>more</p>" * 5000)), 200, 1),
    Behaviour("many-headers", "headers without end", "bad_response", forever(HEAD, b"X-More: and more\r\n" * 500), None, 1),
    Behaviour("long-header", "one header without end", "bad_response", forever(HEAD + b"X-More: ", b"x" * 20_000), None, 1),
    Behaviour("endless-hints", "interim answers without end", "bad_response", forever(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n" * 500), None, 1),
    Behaviour("drips-head", "a byte of the head now and then", "timed_out", forever(b"HTTP/1.1 200 OK\r\nX: ", b"x", 0.1), None),
    Behaviour("drips-body", "a byte of the body now and then", "timed_out", forever(CHUNKED, b"1\r\nx\r\n", 0.1), 200),
    Behaviour("silent", "takes the request and never answers", "timed_out", then_silence(), None),
    Behaviour("silent-body", "never sends the body", "timed_out", then_silence(HEAD + b"Content-Length: 999\r\n\r\n"), 200),
    Behaviour("robots-silent", "robots.txt never comes", "robots_unreachable", says(answer()), None, 0, then_silence()),
    Behaviour("ipv6", "listens on IPv6 alone", "page", says(answer()), 200, 1, host="[::1]", bind="::1"),
    Behaviour("tls", "a certificate that holds", "page", says(answer()), 200, 1, tls="sound"),
    Behaviour("tls-expired", "a certificate that has expired", "tls_failed", says(answer()), None, 0, tls="expired"),
    Behaviour("tls-self-signed", "a certificate that nobody vouches for", "tls_failed", says(answer()), None, 0, tls="self-signed"),
    Behaviour("tls-other-name", "a certificate for another name", "tls_failed", says(answer()), None, 0, tls="other-name"),
    Behaviour("tls-none", "plain HTTP where TLS is expected", "tls_failed", says(answer()), None, 0, tls="none"),
    Behaviour("tls-slow", "never shakes hands", "timed_out", then_silence(), None, 0, tls="silent"),
]  # fmt: skip
