"""Which files the inputs name, what each of them is, and the step that reads them."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import apache_beam as beam
from apache_beam.metrics import Metrics
from apache_beam.transforms.window import TimestampedValue

from pipeline.formats import detect_content, format_of_name
from pipeline.storage import StoredFile, is_folder, list_files, open_bytes
from schemas.dead_letter import Rejected
from schemas.feed_poll import FeedPoll
from schemas.request import Request
from transforms.accounts import Entered
from transforms.asked import ENTERED, POLLS, SourceOutputs, read_asked
from transforms.dead_letter import FAILED, refused_letter
from transforms.progress import Progress

Reader = Callable[[str, datetime], Iterable[Request | Rejected | FeedPoll]]
"""Path and event time -> what the file asks for; may raise OSError or EOFError when the file cannot be read (on)."""

_LOG = logging.getLogger(__name__)

_HEAD = 4096
"""Bytes of a file that tell what it is."""


@dataclass(frozen=True)
class Input:
    """A file and what it is."""

    file: StoredFile
    format: str

    @property
    def path(self) -> str:
        """Where it lies."""
        return self.file.path


def find_inputs(patterns: Iterable[str], wanted: str) -> list[Input]:
    """The files that the patterns name, recognised. Raises ValueError, in words for the user, if one names none."""
    found: dict[str, StoredFile] = {}
    for pattern in patterns:
        files = match_files(pattern)
        if not files:
            raise ValueError(f"--input {pattern} names no file: check the path")
        found |= {file.path: file for file in files}
    return recognise(found.values(), wanted)


def match_files(pattern: str) -> list[StoredFile]:
    """The files that a pattern names, perhaps none. Raises ValueError for a folder or a place that cannot be read."""
    if is_folder(pattern):
        raise ValueError(f"--input {pattern} is a folder: name its files, as in --input '{pattern.rstrip('/')}/*'")
    try:
        return [file for file in list_files(pattern) if not is_folder(file.path)]
    except OSError as why:
        raise ValueError(f"--input {pattern} cannot be read: {why}") from None


def recognise(files: Iterable[StoredFile], wanted: str) -> list[Input]:
    """Each file with the format wanted or, for "auto", the detected one; what was detected is logged."""
    found = [Input(file, detect_format(file.path) if wanted == "auto" else wanted) for file in files]
    if wanted == "auto":
        for kind, count in Counter(entry.format for entry in found).items():
            example = next(entry.path for entry in found if entry.format == kind)
            _LOG.info("%d input file%s read as %s, as %s", count, "s" * (count > 1), kind, example)
    return found


def detect_format(path: str) -> str:
    """What a file is, by its ending, else by how it begins. One that can't be opened is "text": reading will say so."""
    named = format_of_name(path)
    if named is not None:
        return named
    try:
        with open_bytes(path) as source:
            return detect_content(source.read(_HEAD))
    except (OSError, EOFError):
        return "text"


class ReadInputs(beam.PTransform):
    """PBegin -> SourceOutputs.

    readers: one for each format among the inputs. received_at: the run's event time, aware UTC.
    """

    def __init__(
        self, inputs: Iterable[Input], readers: Mapping[str, Reader], received_at: datetime, progress: Progress
    ) -> None:
        super().__init__()
        self._inputs = list(inputs)
        self._reader = _ReadInput(dict(readers), received_at, progress)

    def expand(self, root: beam.pvalue.PBegin) -> SourceOutputs:
        """Spread the files over the workers, then read each."""
        return read_asked(root | beam.Create(self._inputs) | beam.Reshuffle(), "ReadInput", self._reader)


class _ReadInput(beam.DoFn):
    def __init__(self, readers: Mapping[str, Reader], received_at: datetime, progress: Progress) -> None:
        self._readers = readers
        self._received_at = received_at
        self._progress = progress
        self._done = Metrics.counter("source", "done")

    def process(self, entry: Input) -> Iterator[TimestampedValue | beam.pvalue.TaggedOutput]:
        moment = self._received_at.timestamp()
        for answer in self._answers(entry):
            if isinstance(answer, Rejected):
                self._progress.count("failed")
                letter = refused_letter(answer, datetime.now(UTC))
                yield beam.pvalue.TaggedOutput(FAILED, TimestampedValue(letter, moment))
            elif isinstance(answer, FeedPoll):
                yield beam.pvalue.TaggedOutput(POLLS, TimestampedValue(answer, moment))
                continue
            else:
                self._done.inc()
                self._progress.count("requested")
                yield TimestampedValue(answer, moment)
            yield beam.pvalue.TaggedOutput(ENTERED, TimestampedValue(Entered(1), moment))

    def _answers(self, entry: Input) -> Iterator[Request | Rejected | FeedPoll]:
        empty = True
        try:
            entry.path.encode()
        except UnicodeEncodeError:  # the tables, which name it, hold Unicode
            shown = entry.path.encode("utf-8", "backslashreplace").decode()
            yield Rejected("unreadable_input", f"{shown}: its name is not UTF-8: rename it")
            return
        try:
            for answer in self._readers[entry.format](entry.path, self._received_at):
                empty = False
                yield answer
        except (OSError, EOFError) as why:
            yield Rejected("unreadable_input", f"{entry.path}: {why}")
        else:
            if empty:
                yield Rejected("no_input", f"{entry.path} holds no record")
