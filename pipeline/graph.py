"""The whole graph on one screen. It takes parts, never options; assembly.py makes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import apache_beam as beam

from transforms.annotate import AnnotateArticles, References
from transforms.dead_letter import FAILED
from transforms.fetch import Fetchers, FetchPages
from transforms.forget import DROPPED, DropForgotten
from transforms.identity.tombstones import Tombstones
from transforms.parse import ParseArticles
from transforms.progress import Progress
from transforms.remember import KNOWN, SIGHTINGS, DropNothingNew, Memory, Notebook, RememberPages, SkipUnchanged
from transforms.sites import CountSites
from transforms.write import CloseRun, Sink, WriteTables


@dataclass(frozen=True)
class Parts:
    """What a run is made of.

    source: PBegin -> SourceOutputs, bounded or not.
    windowing: applied to the source's outputs (batch: the global window).
    fetchers: the ways to a body. fetch_shards: groups that hosts fall into, each fetched by one worker at a time.
    open_references: opens the entity model and the place index, in the worker.
    memory, notebook: what earlier runs saw, and where this one writes down what it sees.
    tombstones: what is to stay forgotten.
    sink, run_id, shards: where rows go, under which name, in how many files a partition.
    progress: where workers say how far they are.
    """

    source: beam.PTransform
    windowing: beam.WindowInto
    fetchers: Fetchers
    fetch_shards: int
    open_references: Callable[[], References]
    memory: Memory
    notebook: Notebook
    tombstones: Tombstones
    sink: Sink
    run_id: str
    shards: int
    progress: Progress


def build(root: beam.Pipeline, parts: Parts) -> beam.PCollection[str]:
    """Lay the graph: requests -> pages -> articles -> the new ones -> annotated -> tables; dead letters, polls."""
    asked = root | "ReadRequests" >> parts.source
    entered = asked.entered | "WindowEntered" >> parts.windowing
    forget = DropForgotten(parts.tombstones)
    requests = asked.requests | "WindowRequests" >> parts.windowing | "ForgetRequests" >> forget
    refused = asked.failed | "WindowRefused" >> parts.windowing
    fetched = requests.kept | "FetchPages" >> FetchPages(
        parts.fetchers, parts.memory, parts.fetch_shards, parts.progress
    )
    parsed = fetched.pages | "ParseArticles" >> ParseArticles(parts.progress)
    articles = parsed.articles | "ForgetArticles" >> forget
    fresh = articles.kept | "SkipUnchanged" >> SkipUnchanged(parts.memory, parts.run_id, parts.progress)
    noted = fresh[SIGHTINGS] | "RememberPages" >> RememberPages(parts.notebook)
    annotated = fresh.articles | "AnnotateArticles" >> AnnotateArticles(parts.open_references, parts.progress)
    polls = asked.polls | "WindowPolls" >> parts.windowing | "ForgetPolls" >> forget
    letters = (refused, fetched.failed, parsed[FAILED], fresh[FAILED]) | "DeadLetters" >> beam.Flatten()
    unforgotten = letters | "ForgetFailures" >> forget
    _ = (annotated, unforgotten.kept) | "CountSites" >> CountSites()
    judged = unforgotten.kept | "DropNothingNew" >> DropNothingNew()
    written = (annotated, judged.failures, polls.kept) | "WriteTables" >> WriteTables(
        parts.sink, parts.run_id, parts.shards
    )
    dropped = tuple(of[DROPPED] for of in (requests, articles, unforgotten))
    told = (written, entered, noted, judged[KNOWN], *dropped) | "Told" >> beam.Flatten()
    return told | "CloseRun" >> CloseRun(parts.sink)
