"""Settings -> the parts of a stream, beside what assembly.py makes for every run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from functools import partial

import apache_beam as beam

from pipeline.assembly import NO_KAFKA, fetch_settings, name_inputs, put_together, read_scope
from pipeline.fetchers.http import HttpFetcher
from pipeline.formats import FOLLOWED, is_address
from pipeline.graph import Parts
from pipeline.options import Settings
from pipeline.polling.asking import Asker
from pipeline.polling.local import named_addresses, read_local
from pipeline.polling.stream import FeedMemory, FeedStream
from pipeline.progress import SilentProgress
from pipeline.state.forgotten import read_tombstones
from pipeline.state.restoring import restore_sightings
from pipeline.streaming.feed_log import FeedLog
from pipeline.streaming.feeds import FEEDS, FeedStart, ReadFeeds
from pipeline.streaming.reached import Reached, find_reached
from pipeline.streaming.source import ReadStream
from pipeline.streaming.topic_places import TopicStart
from pipeline.streaming.windows import WindowSink
from pipeline.topics import is_topic, parse_topic, read_config_file
from pipeline.usage import UsageError


def assemble_stream(settings: Settings, feeds: Sequence[str], window: int, *, resumes: bool) -> Parts:
    """Make the parts of a stream, its sink prepared.

    feeds: as name_feeds has them. window: seconds. resumes: it goes on from a savepoint, which knows where. Else it
    goes on where the windows in the tables end, and what lies beyond is taken away first. Raises UsageError for what
    cannot be read or written.
    """
    sink = WindowSink(settings.output, settings.run_id, asdict(settings))
    try:
        tombstones = read_tombstones(settings.output)
        read_config_file(settings.kafka_config)
        reached = find_reached(sink.read_manifests())
        sink.prepare()
        restore_sightings(settings.output)
        floor = 0 if resumes else sink.undo(reached.beyond)
        readers = _topic_readers(settings, reached, floor, window)
        if feeds:
            readers.append(("ReadFeeds", _feed_reader(settings, feeds, reached, floor, resumes=resumes)))
    except ValueError as why:
        raise UsageError(str(why)) from None
    except OSError as why:
        raise UsageError(f"--output {settings.output} cannot be written: {why}") from None
    make_live = partial(HttpFetcher, fetch_settings(settings))
    return put_together(settings, ReadStream(readers, window), make_live, tombstones, SilentProgress())


def name_feeds(settings: Settings) -> list[str]:
    """The feeds of a stream: its addresses, and what lists among its files name. Raises UsageError for other files."""
    files = tuple(pattern for pattern in settings.inputs if not is_topic(pattern))
    feeds = [pattern for pattern in files if is_address(pattern)]
    for entry in name_inputs(replace(settings, inputs=files)):
        document = read_local(entry.path) if entry.format in FOLLOWED else None
        named = named_addresses(document, read_scope(settings).since) if document else []
        if not named:
            raise UsageError(f"--input {entry.path} lists no feeds, and --stream reads feeds and topics: use --watch")
        feeds += named
    return list(dict.fromkeys(feeds))


def _topic_readers(settings: Settings, reached: Reached, floor: int, window: int) -> list[tuple[str, beam.PTransform]]:
    """What reads the topics of a stream, if it has any. Raises ValueError, in words for the user."""
    urls = [pattern for pattern in settings.inputs if is_topic(pattern)]
    if not urls:
        return []
    try:
        from pipeline.streaming.topics import ReadTopics  # noqa: PLC0415 - its client is an extra
    except ImportError:
        raise ValueError(NO_KAFKA) from None
    places = {parse_topic(url).url: reached.offsets.get(url, {}) for url in urls}
    starts = tuple(
        TopicStart(url, tuple(sorted((int(partition), at) for partition, at in held.items())), floor)
        for url, held in places.items()
    )
    return [("ReadTopics", ReadTopics(starts, partial(read_config_file, settings.kafka_config), window))]


def _feed_reader(settings: Settings, feeds: Sequence[str], reached: Reached, floor: int, *, resumes: bool) -> ReadFeeds:
    """What reads the feeds of a stream. Raises OSError."""
    log = FeedLog(settings.output, settings.run_id)
    start = FeedStart(reached.offsets.get(FEEDS, {}).get("0", 0), floor)
    if not resumes:
        log.drop_from(start.next)
    return ReadFeeds(start, log, partial(_follow_feeds, settings, feeds))


def _follow_feeds(settings: Settings, feeds: Sequence[str], memory: FeedMemory) -> FeedStream:
    """In a worker."""
    return FeedStream(feeds, Asker(fetch_settings(settings)), memory, read_scope(settings))
