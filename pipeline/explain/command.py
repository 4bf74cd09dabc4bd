"""The verb explain: why the rows of one article say what they say."""

from __future__ import annotations

import io
import logging
import sys
from collections.abc import Sequence
from datetime import datetime

from pipeline.formats import FOLLOWED, FORMATS
from pipeline.logs import fail, start_log
from pipeline.usage import UsageError, VerbParser, add_html_root

_PROGRAM = "wire-ingest explain"

_DESCRIPTION = """\
Read one article from a file and print why its rows say what they say: its columns, its text with every casualty
figure marked in place, for each figure what it counts and what decided that, its dates and its names. Nothing is
fetched, and no table is written.

  wire-ingest explain saved.html
  wire-ingest explain scraped.txt --published_at 2015-10-09 --title 'Strikes in Idlib'
  wire-ingest explain docs.jsonl --id story-17
  wire-ingest explain crawl.warc.gz --id https://example.org/story
"""

_EPILOG = """\
exit status: 0 explained; 1 the article fails in a run too, and one line says why; 2 the command was not
understood.
"""


def main(argv: Sequence[str]) -> int:
    """Explain the article that the command line names; gives the exit status."""
    try:
        asked = _parser().parse_args(argv)
    except UsageError as why:
        return fail(f"{why}; see --help", 2, _PROGRAM)
    start_log(logging.ERROR, logging.ERROR)  # before Beam is imported, which warns while it is
    from pipeline.assembly import open_references  # noqa: PLC0415 - Beam takes seconds to import
    from pipeline.explain.article import read_article  # noqa: PLC0415 - likewise
    from pipeline.explain.report import render  # noqa: PLC0415 - likewise
    from schemas.dead_letter import Rejected  # noqa: PLC0415 - likewise
    from transforms.annotate import COUNTED_LANGUAGES, annotate, explain_choices  # noqa: PLC0415 - likewise
    from transforms.mentions.casualties.explaining import explain_casualties  # noqa: PLC0415 - likewise
    from transforms.mentions.entities.finding import DEFAULT  # noqa: PLC0415 - likewise
    from transforms.text.annotated_part import part_to_read, title_to_read  # noqa: PLC0415 - likewise

    try:
        published_at = _read_moment(asked.published_at)
        article = read_article(asked.file, asked.input_format, asked.id, asked.title, published_at, asked.html_root)
        references = open_references(asked.ner_model or DEFAULT)
    except Rejected as why:
        return fail(f"{why.reason}: {why.detail}", 1, _PROGRAM)
    except (UsageError, ValueError) as why:  # ValueError: a model that is not there
        return fail(str(why), 2, _PROGRAM)
    except OSError as why:  # the index of places cannot be written
        return fail(str(why), 1, _PROGRAM)
    (annotated,) = annotate([article], references)
    counted = article.language in COUNTED_LANGUAGES
    text, title = part_to_read(article.text), title_to_read(article.title)
    explanation = explain_casualties(text, title, article.anchor, annotated.dates) if counted else None
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal that is not UTF-8 is no reason to fail
    choices = explain_choices(annotated, references.places)
    sys.stdout.write(render(annotated, explanation, choices, colour=sys.stdout.isatty()))
    return 0


def _parser() -> VerbParser:
    parser = VerbParser(_PROGRAM, _DESCRIPTION, _EPILOG)
    parser.add_argument("file", metavar="FILE", help="saved page, scraped text, documents file or WARC archive")
    parser.add_argument("--id", metavar="ID", help="of several records, the one with this id or address")
    parser.add_argument(
        "--input_format",
        default="auto",
        choices=("auto", *(name for name in FORMATS if name not in {"urls", *FOLLOWED})),
        help="what the file is; auto looks at name and first bytes (default: auto)",
    )
    add_html_root(parser)
    parser.add_argument("--title", help="headline, where neither page nor record has one")
    parser.add_argument(
        "--published_at", metavar="WHEN", help="publication time, where neither page nor record has one (ISO 8601)"
    )
    parser.add_argument("--ner_model", metavar="NAME", help="as of the run whose rows are in doubt")
    return parser


def _read_moment(stated: str | None) -> datetime | None:
    """Read --published_at as a record's published_at is read. Raises UsageError."""
    from pipeline.records import read_moment  # noqa: PLC0415 - dateutil and pyarrow take a while to import

    moment = read_moment(stated) if stated else None
    if stated and moment is None:
        raise UsageError(f"--published_at {stated!r} is no date that can be read: write it as 2025-03-12T08:00+03:00")
    return moment
