"""The verb forget: take articles out of all that an output holds, and keep them out."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from pipeline.logs import complain, fail, report, start_log
from pipeline.output_folder import find_output
from pipeline.usage import UsageError, VerbParser
from schemas.showing import shown

if TYPE_CHECKING:
    from pipeline.lake.forgetting.running import Plan

_PROGRAM = "wire-ingest forget"

_DESCRIPTION = """\
Take an article, an address, a site or whatever names a person out of all that an output holds: tables, events, what
runs remember, the archives that they kept, reports. Without --yes it says what it would remove, and changes nothing.

  wire-ingest forget tables --article 0123456789abcdef
  wire-ingest forget tables --url https://news.example/story --yes
  wire-ingest forget tables --site news.example --yes
  wire-ingest forget tables --person "Ann Example"      articles that name her, whole

No later run brings it back. What is left behind are keyed hashes, which name nobody, and a receipt.
"""

_EPILOG = """\
exit status: 0 done; 1 it could not go on, and one line says why: asked again, it finishes; 2 the command was not
understood.
"""

_SHOWN = 50
"""Articles that are named."""


def main(argv: Sequence[str]) -> int:
    """Forget what the command line names; gives the exit status."""
    try:
        asked = _parser().parse_args(argv)
        start_log(logging.ERROR, logging.ERROR)  # before Beam is imported, which warns while it is
        return _forget(asked)
    except UsageError as why:
        return fail(f"{why}; see --help", 2, _PROGRAM)


def _parser() -> VerbParser:
    parser = VerbParser(_PROGRAM, _DESCRIPTION, _EPILOG)
    parser.add_argument("output", metavar="OUTPUT", help="folder of the tables")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--article", metavar="ID", help="an article, by its article_id, in all its revisions")
    what.add_argument("--url", metavar="URL", help="what was read from an address, in any spelling")
    what.add_argument("--site", metavar="DOMAIN", help="all that was read from a site, such as bbc.co.uk")
    what.add_argument(
        "--person", metavar="NAME", help="every article that has this name in it, in these words and this order"
    )
    parser.add_argument(
        "--archive",
        action="append",
        default=[],
        metavar="DIR",
        help="another folder of archives that runs have kept, besides those that manifests name; may be given several"
        " times",
    )
    parser.add_argument("--yes", action="store_true", help="do it; without, it only says what it would do")
    return parser


def _forget(asked: Any) -> int:
    from pipeline.lake.forgetting.asking import AskedKind, read_asked  # noqa: PLC0415 - imports Beam
    from pipeline.lake.forgetting.running import forget, plan  # noqa: PLC0415 - likewise
    from pipeline.lake.outputs import read_manifests  # noqa: PLC0415 - likewise

    output = find_output(asked.output)
    kind = next(kind for kind in get_args(AskedKind) if getattr(asked, kind) is not None)
    try:
        wanted = read_asked(kind, getattr(asked, kind))
    except ValueError as why:
        raise UsageError(f"--{kind} {getattr(asked, kind)}: {why}") from None
    try:
        stated = {str(manifest.get("settings", {}).get("archive") or "") for manifest in read_manifests(output)}
        archives = _find_archives({*asked.archive, *stated} - {""})
        planned = plan(output, wanted, archives)
        if asked.yes:
            report(_describe(planned, "removing"))
            receipts = forget(output, wanted, archives, partial(_link, output), lambda words: complain(words, _PROGRAM))
    except BlockingIOError:
        return fail(f"another tidy, forget or publish is at work in {asked.output}", 1, _PROGRAM)
    except (OSError, ValueError, sqlite3.Error) as why:
        return fail(str(why), 1, _PROGRAM)
    if not asked.yes:
        report(f"{_describe(planned, 'would remove')}\nnothing was changed; --yes does it", asked=True)
        return 0
    report("\n".join(f"done; receipt: {receipt}" for receipt in receipts))
    return 0


def _find_archives(stated: Iterable[str]) -> list[Path]:
    """The folders of archives that are here; says which are not."""
    found = []
    for place in sorted(stated):
        if "://" not in place and Path(place).is_dir():
            found.append(Path(place).resolve())
        else:
            complain(f"no folder {place} here: what its archives hold stays; --archive names it anew", _PROGRAM)
    return found


def _link(output: Path, days: Collection[str]) -> None:
    """Raises ValueError, in words for the user, when it cannot be done."""
    from pipeline.linking.running import link_days  # noqa: PLC0415 - imports Beam
    from pipeline.options import read_beam_options  # noqa: PLC0415 - likewise
    from pipeline.sources.stories import TablesError  # noqa: PLC0415 - likewise

    try:
        link_days(str(output), days, read_beam_options([])[0], local=True)
    except (TablesError, RuntimeError) as why:
        raise ValueError(f"all is removed, but the events that are left cannot be linked anew: {why}") from why


def _describe(planned: Plan, doing: str) -> str:
    if not planned.removed:
        return "nothing here is of what is asked for"
    lines = [f"{doing}"]
    lines += [f"  {what:<16}{count:>10,}" for what, count in planned.removed.items()]
    lines += [
        f"  {article.article_id}  {article.day:<10}  {shown(article.title)}" for article in planned.articles[:_SHOWN]
    ]
    if len(planned.articles) > _SHOWN:
        lines.append(f"  and {len(planned.articles) - _SHOWN:,} articles more")
    return "\n".join(lines)
