"""Addresses among the inputs, and local files that hold feeds or lists of them: followed to an intake, before a run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from pipeline.intake import Line
from pipeline.polling.answers import Root
from pipeline.polling.asking import Ask
from pipeline.polling.following import follow
from pipeline.polling.local import named_addresses, read_local
from pipeline.polling.stories import NoMemory, Sorter
from pipeline.polling.taking import take_in


def follow_once(
    addresses: Iterable[str], files: Iterable[str], ask: Ask, since: datetime | None, root: Root
) -> Iterator[Line]:
    """The lines of an intake for one run: everything that these addresses and local files lead to, each story once.

    root: what the addresses may be.
    """
    sorter = Sorter(NoMemory())
    wanted = list(addresses)
    for path in files:
        document = read_local(path)
        named = named_addresses(document, since)
        wanted += named
        if not named:
            yield from take_in(document, sorter, since)
    for document in follow(wanted, ask, since, root):
        yield from take_in(document, sorter, since)
