"""Pages that say that something is not there."""

from __future__ import annotations

from pipeline.view.markup import element
from pipeline.view.pages.frame import Sheet
from pipeline.view.snapshot import Snapshot


def empty_page(snapshot: Snapshot) -> Sheet:
    """Of an output without tables."""
    command = f"wire-ingest --input urls.txt --output {snapshot.output}"
    body = [
        element("h1", "No tables yet"),
        element(
            "p",
            f"{snapshot.output} holds no articles and no failures. Make some, and load this page again:",
        ),
        element("pre", command),
        element("p", "A run that is still going on writes its tables at its end."),
    ]
    return Sheet("No tables yet", "/", body)


def missing_page(what: str) -> Sheet:
    """Of an address that leads nowhere."""
    body = [element("h1", "Not here"), element("p", what), element("p", element("a", "To the first page", href="/"))]
    return Sheet("Not here", "", body)
