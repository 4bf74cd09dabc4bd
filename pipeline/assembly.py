"""Settings -> parts: the file that knows the adapters; those of streams alone are stream_assembly.py's."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial

import apache_beam as beam
from apache_beam.transforms.window import FixedWindows, GlobalWindows

from pipeline.archives.unforgotten import UnforgottenArchive
from pipeline.fetchers.connections.proxies import read_proxies
from pipeline.fetchers.http import HttpFetcher
from pipeline.fetchers.resuming import ResumingFetcher
from pipeline.fetchers.settings import FetchSettings
from pipeline.fetchers.stored import StoredFetcher
from pipeline.fetchers.warc_replay import read_stored_response
from pipeline.formats import FOLLOWED, is_address
from pipeline.graph import Parts
from pipeline.intake import INTAKES, write_intake
from pipeline.options import Settings
from pipeline.place_index import open_place_index
from pipeline.polling.answers import Root
from pipeline.polling.asking import Asker
from pipeline.polling.rhythm import Pace
from pipeline.polling.stream import FeedStream, Scope
from pipeline.sinks.parquet import ParquetSink
from pipeline.sources.addresses import follow_once
from pipeline.sources.documents import read_documents
from pipeline.sources.files import read_page_file, read_text_file
from pipeline.sources.inputs import Input, ReadInputs, find_inputs
from pipeline.sources.intake import read_intake_file
from pipeline.sources.joined import JoinedStream, Stream
from pipeline.sources.urls import read_urls
from pipeline.sources.warc import read_index
from pipeline.state.feed_store import FeedStore
from pipeline.state.fetched import FetchedAnswers
from pipeline.state.forgotten import read_tombstones
from pipeline.state.memory import SightingMemory
from pipeline.state.notebook import SightingNotebook
from pipeline.storage import StoredFile, is_remote, join
from pipeline.streaming.reached import find_reached
from pipeline.streaming.windows import WindowSink
from pipeline.topics import is_topic, parse_topic, read_config_file
from pipeline.usage import UsageError
from transforms.annotate import References
from transforms.fetch import Fetcher, Fetchers
from transforms.identity.tombstones import Tombstones
from transforms.mentions.entities.finding import DEFAULT, load_model
from transforms.progress import Progress
from transforms.write import Sink

_LATENESS = 86_400
"""Seconds that a window of a stream waits for what comes late. Nothing does by itself; what a runner delivers late is
written all the same, in files and a manifest of a later pane."""

NO_KAFKA = "Kafka needs one package more: pip install 'wire-ingest[kafka]'"

READERS = {
    "documents": read_documents,
    "html": read_page_file,
    "intake": read_intake_file,
    "text": read_text_file,
    "urls": read_urls,
    "warc": read_index,
}
"""How each format of input is read."""


def name_inputs(settings: Settings) -> list[Input]:
    """The files of a run. Raises UsageError for inputs that name nothing."""
    try:
        return find_inputs([pattern for pattern in settings.inputs if not is_address(pattern)], settings.input_format)
    except ValueError as why:
        raise UsageError(str(why)) from None


def take_in_feeds(settings: Settings, files: Sequence[Input]) -> list[Input]:
    """The inputs of a run once it is known what its addresses and feeds lead to: an intake stands in their place.

    Raises UsageError for an output that cannot be written.
    """
    addresses = [pattern for pattern in settings.inputs if is_address(pattern)]
    feeds = [entry.path for entry in files if entry.format in FOLLOWED]
    if not addresses and not feeds:
        return list(files)
    path = join(settings.output, INTAKES, f"{settings.run_id}.jsonl")
    asker = Asker(fetch_settings(settings))
    try:
        scope = read_scope(settings)
        write_intake(path, follow_once(addresses, feeds, asker, scope.since, scope.root))
    except OSError as why:
        raise UsageError(f"--output {settings.output} cannot be written: {why}") from None
    finally:
        asker.close()
    return [*(entry for entry in files if entry.format not in FOLLOWED), Input(StoredFile(path, 0, 0.0), "intake")]


def open_stream(settings: Settings) -> JoinedStream:
    """What comes in to a watcher besides files. Raises UsageError for what cannot be followed, and why."""
    topics = [pattern for pattern in settings.inputs if is_topic(pattern)]
    reached = find_reached(make_sink(settings).read_manifests()).offsets if topics else {}
    try:
        streams = [_open_topic(settings, url, reached.get(url, {})) for url in topics]
    except ValueError as why:
        raise UsageError(str(why)) from None
    has_feeds = any(map(is_address, settings.inputs))
    return JoinedStream(streams, partial(_open_feeds, settings), has_feeds=has_feeds)


def _open_topic(settings: Settings, url: str, reached: Mapping[str, int]) -> Stream:
    """Raises ValueError, in words for the user."""
    topic = parse_topic(url)
    try:
        from pipeline.sources.kafka import TopicStream  # noqa: PLC0415 - its client is an extra
    except ImportError:
        raise ValueError(NO_KAFKA) from None
    return TopicStream(topic, read_config_file(settings.kafka_config), reached)


def _open_feeds(settings: Settings) -> FeedStream:
    """Raises UsageError for an output that cannot hold what is remembered of feeds."""
    addresses = [pattern for pattern in settings.inputs if is_address(pattern)]
    if is_remote(settings.output):
        raise UsageError(f"--watch remembers feeds in a database, which --output {settings.output} cannot hold")
    try:
        store = FeedStore(settings.output)
    except OSError as why:
        raise UsageError(f"--output {settings.output} cannot be written: {why}") from None
    return FeedStream(addresses, Asker(fetch_settings(settings)), store, read_scope(settings))


_ROOTS: dict[str, Root] = {"auto": "any", "feeds": "feeds", "site": "sites"}
"""What an address may be, by --input_format."""


def read_scope(settings: Settings) -> Scope:
    """What of the feeds of a run is followed, and how fast."""
    since = datetime.fromisoformat(settings.since) if settings.since else None
    return Scope(Pace(settings.min_poll, settings.max_poll), since, _ROOTS[settings.input_format])


def fetch_settings(settings: Settings) -> FetchSettings:
    """How the network is asked."""
    return FetchSettings(
        contact=settings.contact,
        allow_hosts=frozenset(settings.allow_host),
        host_delay=settings.host_delay,
        deadline=settings.deadline,
        max_body=settings.max_body,
        use_proxies=settings.use_proxies,
    )


def make_sink(settings: Settings) -> Sink:
    """The sink of a run, nothing made or written yet; its manifests tell of every run into the same output."""
    if settings.stream is not None:
        return WindowSink(settings.output, settings.run_id, asdict(settings))
    return ParquetSink(settings.output, settings.run_id)


def keep_fetched(settings: Settings) -> FetchedAnswers:
    """What a run keeps of what it fetches, nothing made or read yet."""
    replay = partial(read_stored_response, max_body=settings.max_body)
    return FetchedAnswers(settings.output, settings.run_id, settings.archive, replay)


def assemble(settings: Settings, inputs: Sequence[Input], progress: Progress) -> Parts:
    """Make the parts of a run, its sink and notebook prepared.

    Raises UsageError for a model that is not there, an output that cannot be written.
    """
    sink = make_sink(settings)
    notebook = SightingNotebook(settings.output, settings.run_id)
    fetched = keep_fetched(settings)
    try:
        tombstones = read_tombstones(settings.output)
        if settings.ner_model and settings.local:
            load_model(settings.ner_model)  # better said now, in one line, than by a worker in the middle
        if settings.use_proxies and settings.local:
            read_proxies()  # likewise
        sink.prepare()
        notebook.prepare()
        fetched.prepare({entry.path for entry in inputs})
        archive = fetched.make_archive()
    except ValueError as why:
        raise UsageError(str(why)) from None
    except OSError as why:
        raise UsageError(f"--output {settings.output} cannot be written: {why}") from None

    def make_live(memory: SightingMemory) -> Fetcher:
        kept = archive and UnforgottenArchive(archive, tombstones)
        return ResumingFetcher(HttpFetcher(fetch_settings(settings), memory, kept), fetched)

    source = ReadInputs(inputs, READERS, datetime.now(UTC), progress)
    return put_together(settings, source, make_live, tombstones, progress)


def put_together(
    settings: Settings,
    source: beam.PTransform,
    make_live: Callable[[SightingMemory], Fetcher],
    tombstones: Tombstones,
    progress: Progress,
) -> Parts:
    """The parts of a run or a stream that are the same for all sources."""
    memory = SightingMemory(settings.output, settings.run_id)
    windows = GlobalWindows() if settings.stream is None else FixedWindows(settings.stream)
    return Parts(
        source=source,
        windowing=beam.WindowInto(windows, allowed_lateness=_LATENESS),
        fetchers=Fetchers(
            live=make_live(memory),
            stored=StoredFetcher(
                {"warc": partial(read_stored_response, max_body=settings.max_body)}, settings.html_root
            ),
        ),
        fetch_shards=settings.fetch_shards,
        open_references=partial(open_references, settings.ner_model or DEFAULT),
        memory=memory,
        notebook=SightingNotebook(settings.output, settings.run_id),
        tombstones=tombstones,
        sink=make_sink(settings),
        run_id=settings.run_id,
        shards=settings.shards,
        progress=progress,
    )


def open_references(model: str) -> References:
    """Open what annotation looks things up in; in the worker, once a process."""
    return References(load_model(model), open_place_index())
