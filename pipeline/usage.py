"""How verbs read their words, and what ingest takes and says of it. No Beam here: help comes at once."""

from __future__ import annotations

import argparse
from typing import NoReturn

from pipeline.fetchers.settings import FetchSettings
from pipeline.formats import FORMATS
from pipeline.logs import LOG_FORMATS

_DESCRIPTION = """\
Read wire-style news articles and write Parquet tables of articles, entities, dates, casualty figures and failures.

  wire-ingest --input urls.txt --output tables          fetch the addresses in a file, one a line
  wire-ingest --input 'saved/*.html' --output tables    read saved pages, no network
  wire-ingest --input docs.jsonl --output tables        read records {"id", "url", "html" | "raw_text" | "text" ...}
  wire-ingest --input crawl.warc.gz --output tables     read an archive
  wire-ingest --input https://news.example/rss --output tables   fetch what a feed or a sitemap names
  wire-ingest --input 'in/*' --output tables --watch 60 go on reading what arrives
"""

_EPILOG = """\
Beam's own options are taken too, such as --runner, --direct_num_workers 2 --direct_running_mode multi_processing, or
--flink_master. Without --runner it runs on this machine.

exit status: 0 done (articles that failed are in the failures table); 1 the run failed, try again; 2 the command was not
understood; 3 done, but more articles failed than --max_failure_rate allows; 130 interrupted. A run with the same
--run_id replaces what it wrote before.
"""

_FETCHING = FetchSettings()


class UsageError(Exception):
    """The command line asks for something that cannot be done; the message says how to mend it."""


class CannotRun(Exception):
    """Something outside the command is in the way, for now; the message says what to do about it."""


class VerbParser(argparse.ArgumentParser):
    """The parser of a verb: its help is laid out like every other's, options are written out, errors are UsageError."""

    def __init__(self, prog: str, description: str = "", epilog: str = "", *, add_help: bool = True) -> None:
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            allow_abbrev=False,
            add_help=add_help,
            formatter_class=lambda prog: argparse.RawDescriptionHelpFormatter(prog, max_help_position=28, width=110),
        )

    def error(self, message: str) -> NoReturn:
        """Raise in place of leaving: the verb says it in its way."""
        raise UsageError(message)


# Long: the options, one after another, in the order of the usage.
def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare our options, without Beam's."""
    parser.add_argument(
        "--input",
        action="append",
        metavar="PATTERN",
        help="file, glob (*, ?, [ab], ** for folders) or URI to read; an http(s) address to fetch: a page, a feed, a"
        " sitemap; with --watch or --stream, kafka://HOST:PORT/TOPIC. A path that exists is no glob; globs pass over"
        " names with a dot before them and half-written ones (.part, .tmp ...). May be given several times (required)",
    )
    parser.add_argument("--output", metavar="DIR", help="folder or URI for the tables (required)")
    parser.add_argument(
        "--input_format",
        default="auto",
        choices=("auto", *FORMATS),
        help="what the inputs are; auto looks at name and first bytes, and logs what it found (default: auto)",
    )
    add_html_root(parser)
    parser.add_argument(
        "--since",
        metavar="DAY",
        help="pass over stories and sitemaps that state an older time: a day (2025-03-09), or days or hours before now"
        " (7d, 12h) (default: take all)",
    )
    parser.add_argument(
        "--run_id",
        help="name of the run, of letters, digits, - and _; a second run of the same name replaces the first"
        " (default: the time, and four random letters)",
    )
    parser.add_argument(
        "--watch",
        type=float,
        metavar="SECONDS",
        help="do not end: look this often for new and changed files, and for feeds whose time has come, and read what"
        " is found in a run of its own (default: one run)",
    )
    parser.add_argument(
        "--stream",
        metavar="WINDOW",
        help="do not end: read topics and feeds as one job of a Flink cluster, whose rows are in the tables when the"
        " window that they fall in (30s, 5m, 1h) has closed; with --savepoint_path it goes on from there (default: one"
        " run)",
    )
    parser.add_argument(
        "--min_poll",
        type=float,
        default=60.0,
        metavar="SECONDS",
        help="with --watch or --stream: ask no feed more often than this (default: %(default)g)",
    )
    parser.add_argument(
        "--max_poll",
        type=float,
        default=3600.0,
        metavar="SECONDS",
        help="with --watch or --stream: ask every feed that works at least this often (default: %(default)g)",
    )
    parser.add_argument(
        "--kafka_config",
        metavar="FILE",
        help="consumer settings for kafka://HOST:PORT/TOPIC, name=value as librdkafka names them, one a line: security,"
        " group.id (default: none)",
    )
    parser.add_argument(
        "--max_failure_rate",
        type=float,
        metavar="SHARE",
        help="exit with 3 when more than this share of the articles failed, 0 to 1; watching, of the newest hundred"
        " (default: any number may)",
    )
    parser.add_argument(
        "--log_format",
        default=LOG_FORMATS[0],
        choices=LOG_FORMATS,
        help="how lines of the log look, which go to standard error (default: %(default)s)",
    )
    parser.add_argument(
        "--metrics_file",
        metavar="PATH.prom",
        help="after each run, tell Prometheus in this file: articles, failures, seconds, the last success (default:"
        " none)",
    )
    parser.add_argument(
        "--lineage_file",
        metavar="PATH",
        help="add OpenLineage events to this file, a JSON line when a run begins and one when it ends (default: none)",
    )
    parser.add_argument(
        "--shards",
        type=int,
        default=1,
        metavar="N",
        help="files a table and day are spread over; raise it when a day has over 50,000 articles (default: 1)",
    )
    parser.add_argument(
        "--ner_model",
        metavar="NAME",
        help="installed spaCy pipeline, or path of one, that finds the names (default: en_core_web_md 3.7)",
    )
    parser.add_argument(
        "--allow_host",
        action="append",
        default=[],
        metavar="HOST",
        help="fetch from this host though its address is private or local; may be given several times",
    )
    parser.add_argument(
        "--contact", metavar="ADDRESS", help="mail or web address at which the sites fetched from can reach you"
    )
    parser.add_argument(
        "--host_delay",
        type=float,
        default=_FETCHING.host_delay,
        metavar="SECONDS",
        help="pause between two requests to a host (default: %(default)g)",
    )
    parser.add_argument(
        "--deadline",
        type=float,
        default=_FETCHING.deadline,
        metavar="SECONDS",
        help="longest time for one page (default: %(default)g)",
    )
    parser.add_argument(
        "--max_body",
        type=int,
        default=_FETCHING.max_body,
        metavar="BYTES",
        help="longest page that is read, after decompression (default: %(default)d)",
    )
    parser.add_argument(
        "--archive", metavar="DIR", help="also keep every response as WARC files in this folder (default: none)"
    )
    parser.add_argument(
        "--use_proxies",
        action="store_true",
        help="fetch through the proxies that http_proxy, https_proxy and no_proxy name (default: straight)",
    )
    parser.add_argument(
        "--link",
        action="store_true",
        help="after each run, link the days that it wrote articles of, as `wire-ingest link` does (default: do not)",
    )


def add_html_root(parser: argparse.ArgumentParser) -> None:
    """Declare --html_root, for every verb that reads records."""
    parser.add_argument(
        "--html_root",
        action="append",
        default=[],
        metavar="DIR",
        help="records may name pages (html_file) below this folder or URI, besides those below their own file's folder;"
        " may be given several times",
    )


def help_text() -> str:
    """What --help prints: our options; Beam's, which are many, are only pointed at."""
    parser = VerbParser("wire-ingest", _DESCRIPTION, _EPILOG)
    add_options(parser)
    return parser.format_help()
