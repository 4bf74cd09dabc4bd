"""The meta tags in which sites state an article's authors and times."""

from __future__ import annotations

from functools import cache
from typing import Literal

from transforms.text.packaged import read_rows, split_list


@cache
def read_meta_names(stated: Literal["author", "published", "modified"]) -> tuple[str, ...]:
    """Names of the meta tags that state this, lower case, the most trusted first."""
    rows = read_rows("transforms.html", "meta_names.tsv", 2)
    return tuple(name for kind, names in rows if kind == stated for name in split_list(names))
