"""One article out of a file, read by the same parts as a run reads it, but without one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from pipeline.assembly import READERS
from pipeline.fetchers.stored import StoredFetcher
from pipeline.fetchers.warc_replay import read_stored_response
from pipeline.formats import FOLLOWED
from pipeline.sources.inputs import detect_format
from pipeline.storage import is_file, is_folder
from pipeline.usage import UsageError
from schemas.article import Article
from schemas.dead_letter import DeadLetter, Rejected
from schemas.feed_poll import FeedPoll
from schemas.request import Request
from transforms.parse import parse_page

_MOST_NAMED = 5


def read_article(  # noqa: PLR0913, PLR0917 - what a reader may say of an article, as the command takes it
    path: str,
    input_format: str = "auto",
    wanted: str | None = None,
    title: str | None = None,
    published_at: datetime | None = None,
    html_roots: Sequence[str] = (),
) -> Article:
    """Read the article that a file holds, or of several the one whose id or address is `wanted`.

    path: a local path or any URI that Beam's FileSystems opens. input_format: one of FORMATS, or "auto".
    html_roots: folders below which a record may name its page, besides its own.
    title, published_at: stand in for what the input does not say; the page itself is believed before them.
    Raises UsageError where the command must be mended, Rejected where a run would have made a failure of it.
    """
    kind = _format_of(path, input_format)
    received_at = datetime.now(UTC)
    try:
        request = _choose(READERS[kind](path, received_at), path, wanted)
    except (OSError, EOFError) as why:
        raise Rejected("unreadable_input", f"{path}: {why}") from None
    request = replace(request, title=request.title or title or None, published_at=request.published_at or published_at)
    fetcher = StoredFetcher({"warc": read_stored_response}, html_roots)
    page = next(fetcher.fetch([request]))
    if isinstance(page, DeadLetter):
        raise Rejected(page.reason, page.detail, page.status, page.url)
    return parse_page(page)


def _format_of(path: str, input_format: str) -> str:
    if path.lower().startswith(("http://", "https://")):
        raise UsageError(f"{path} is an address, and nothing is fetched: save the page, and name its file")
    if is_folder(path):
        raise UsageError(f"{path} is a folder: name one of its files")
    if "://" not in path and not is_file(path):
        raise UsageError(f"there is no file {path}")
    kind = detect_format(path) if input_format == "auto" else input_format
    if kind in {"urls", *FOLLOWED}:
        named = "a list of addresses" if kind == "urls" else "a feed or a list of feeds"
        raise UsageError(f"{path} is {named}, and nothing is fetched: save a page, and name its file")
    return kind


def _choose(answers: Iterable[Request | Rejected | FeedPoll], path: str, wanted: str | None) -> Request:
    """The request that is meant. Raises UsageError, or the Rejected that stands where it should be."""
    requests: list[Request] = []
    refused: list[Rejected] = []
    for answer in answers:
        if isinstance(answer, Rejected):
            refused.append(answer)
        elif isinstance(answer, FeedPoll):
            continue
        elif wanted is not None and wanted in {answer.source_id, answer.url, answer.origin}:
            return answer
        else:
            requests.append(answer)
    if wanted is not None:
        raise UsageError(f"{path} holds no record {wanted!r}; {_name(requests)}")
    if len(requests) > 1:
        raise UsageError(f"{path} holds {len(requests)} records: choose one with --id; {_name(requests)}")
    if requests:
        return requests[0]
    raise refused[0] if refused else Rejected("no_input", f"{path} holds no record")


def _name(requests: list[Request]) -> str:
    names = [r.source_id or r.url or r.origin for r in requests[:_MOST_NAMED]]
    more = f" and {len(requests) - _MOST_NAMED} more" if len(requests) > _MOST_NAMED else ""
    return f"it holds {', '.join(names)}{more}" if names else "it holds none that can be read"
