"""What the names that a publisher gives to an element say of its part in the page."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

NAMED_ATTRIBUTES = frozenset(("class", "id", "itemprop", "role", "data-testid", "data-component", "data-type", "name"))


@cache
def load_parts() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each part of a page that class_words.tsv names, with the pattern of its names, in order."""
    lines = files("transforms.html").joinpath("class_words.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple((part, re.compile(pattern)) for part, pattern in rows)


@cache
def part_bit(part: str) -> int:
    """The bit that stands for a part in what `read_names` returns."""
    return 1 << [name for name, _ in load_parts()].index(part)


@lru_cache(maxsize=1 << 16)
def read_names(names: str) -> int:
    """The parts that the names of an element speak of, one bit each.

    Cached, because a site's templates use the same few hundred names on every page.
    """
    names = names.lower()[:400]
    return sum(1 << place for place, (_, pattern) in enumerate(load_parts()) if pattern.search(names))
