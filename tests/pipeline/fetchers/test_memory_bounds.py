"""Bombs of every coding, many at once, and what the process that fetches them grows to."""

from __future__ import annotations

import gzip
import resource
import sys
import zlib
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from functools import cache
from multiprocessing import get_context
from pathlib import Path

import brotli
import zstandard

from pipeline.fetchers.http import HttpFetcher
from pipeline.fetchers.settings import FetchSettings
from schemas.dead_letter import DeadLetter
from schemas.request import Request
from tests.support.hostile_answers import answer, coded
from tests.support.hostile_lines import CHUNKED, chunk, forever
from tests.support.hostile_server import Behaviour, HostileServer

SIZE = 150_000_000
SMALL = b"<!doctype html><p>calm</p>"


@cache
def bomb(coding: str) -> bytes:
    body = b"\0" * SIZE
    if coding == "br":
        return bytes(brotli.compress(body, quality=9, lgwin=24))
    if coding == "zstd":
        return zstandard.ZstdCompressor(level=19).compress(body)
    if coding == "gzip, gzip":
        return gzip.compress(gzip.compress(body))
    return gzip.compress(body) if coding == "gzip" else zlib.compress(body)


def read_peak() -> int:
    """Largest resident size so far, kB. On Linux getrusage would count the parent's, too."""
    if sys.platform == "linux":
        status = Path("/proc/self/status").read_text(encoding="ascii")
        return int(status.partition("VmHWM:")[2].split()[0])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def measure(calm: list[str], bombs: list[str]) -> tuple[set[str], int]:
    """Reasons, and growth of the peak in kB over what fetching small pages takes; in a process of its own."""
    settings = FetchSettings(allow_hosts=frozenset({"127.0.0.1"}), host_delay=0.0, connections=16)
    fetcher = HttpFetcher(settings)
    fetcher.open()
    now = datetime.now(UTC)
    list(fetcher.fetch([Request(url, "calm", now) for url in calm]))
    idle = read_peak()
    answers = list(fetcher.fetch([Request(url, "bomb", now) for url in bombs]))
    fetcher.close()
    reasons = {answer.reason if isinstance(answer, DeadLetter) else "page" for answer in answers}
    return reasons, read_peak() - idle


def test_sixteen_bombs_at_once_fit_into_64_mb() -> None:
    codings = ["gzip", "deflate", "br", "zstd", "gzip, gzip"]
    scripts = [coded(bomb(coding), coding) for coding in codings]
    check([Behaviour(f"{n}", "", "", scripts[n % 5], paths=("/a", "/b")) for n in range(16)])


def test_sixteen_bodies_without_end_fit_too() -> None:
    script = forever(CHUNKED, chunk(b"<p>more</p>" * 5000))
    check([Behaviour(f"{n}", "", "", script, paths=("/a", "/b")) for n in range(16)])


def check(hosts: list[Behaviour]) -> None:

    async def calm(talk: object) -> None:
        await talk.say(answer(SMALL))  # type: ignore[attr-defined]

    quiet = [Behaviour(f"calm-{n}", "", "", calm) for n in range(16)]
    with (
        HostileServer([*hosts, *quiet], {}).running() as server,
        ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool,
    ):
        bombs = [url for host in hosts for url in server.urls(host)]
        reasons, growth = pool.submit(measure, [server.urls(host)[0] for host in quiet], bombs).result(120)
    assert reasons == {"too_large"}
    assert growth < 64_000, f"grew by {growth} kB"
