"""The command, wire-ingest VERB ... or python -m pipeline VERB ...: one small table of verbs."""

from __future__ import annotations

import contextlib
import difflib
import importlib
import io
import signal
import sys
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.logs import fail


class _Verb(NamedTuple):
    """A line of --help, and the module whose `main` takes the words after the verb and gives the exit status.

    The module is imported only when the verb is called, and imports Beam or spaCy only once the words are understood.
    """

    summary: str
    module: str


VERBS = {
    "ingest": _Verb("read articles and write tables; what is done when no verb is named", "pipeline.ingest"),
    "link": _Verb("tell which articles tell of one event, and how many came to harm", "pipeline.linking.command"),
    "explain": _Verb("say why the rows of one article say what they say", "pipeline.explain.command"),
    "view": _Verb("look at the tables in a browser, on this machine", "pipeline.view.command"),
    "sql": _Verb("ask the tables a question in SQL", "pipeline.view.sql"),
    "runs": _Verb("list the finished runs of an output", "pipeline.lake.runs"),
    "forget": _Verb("take articles, a site or a person out of all that an output holds", "pipeline.lake.forget"),
    "publish": _Verb("copy the tables into Iceberg or Delta, run by run", "pipeline.lake.publish"),
    "tidy": _Verb("fold the files of closed days, sweep what dead runs have left", "pipeline.lake.tidy"),
}

_DEFAULT = "ingest"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; gives the exit status: 2 not understood, 128 and a signal's number, or the verb's own."""
    sys.stdin, sys.stdout = sys.stdin or io.StringIO(), sys.stdout or io.StringIO()  # closed by `<&-` or `>&-`
    try:
        status = _run(list(sys.argv[1:] if argv is None else argv))
        sys.stdout.flush()
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except BrokenPipeError:  # as `| head` leaves it
        with contextlib.suppress(BrokenPipeError):
            sys.stdout.close()  # else Python tries again, and complains, on its way out
        return 128 + signal.SIGPIPE
    except OSError as why:  # a full disk, where the output is sent to a file
        with contextlib.suppress(OSError):
            sys.stdout.close()
        return fail(f"the answer cannot be written: {why}", 1, "wire-ingest")
    return status


def _run(words: list[str]) -> int:
    named = bool(words) and not words[0].startswith("-")
    if named and words[0] not in VERBS:
        return _refuse(words[0])
    if words and words[0] in {"-h", "--help"}:
        sys.stdout.write(_list_verbs())
    verb = VERBS[words.pop(0) if named else _DEFAULT]
    try:
        status: int = importlib.import_module(verb.module).main(words)
    except SystemExit as said:  # argparse's, once it has printed help or what is wrong
        return said.code if isinstance(said.code, int) else 1
    return status


def _list_verbs() -> str:
    lines = [f"  {name:<10} {verb.summary}" for name, verb in VERBS.items()]
    return "\n".join(["verbs:", *lines, "", f"`wire-ingest VERB --help` tells what a verb takes. {_DEFAULT}:", "", ""])


def _refuse(word: str) -> int:
    shown = repr(word)
    close = difflib.get_close_matches(word, VERBS, 1)
    hint = f"did you mean {close[0]}?" if close else f"see --help; inputs are given as --input {shown[1:-1]}"
    sys.stderr.write(f"wire-ingest: unknown verb {shown}; {hint}\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())
