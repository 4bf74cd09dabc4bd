"""Train the line model and write transforms/text/line_model.json.

    python -m training.train_lines LABELLED_SET [--check]

LABELLED_SET: a folder with gold.jsonl, see training/README.md. --check cross-validates by site and writes nothing.
"""

from __future__ import annotations

import argparse
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from lxml import etree

from training.labelled import LabelledPage, make_page, read_gold
from training.trees import train
from transforms.html.decode import decode
from transforms.html.tags import INLINE
from transforms.html.tree import parse_document
from transforms.text.line_features import describe_lines, name_line_features
from transforms.text.normalise import normalise
from transforms.text.raw_lines import choose_lines
from transforms.text.wrapped_lines import join_wrapped

_TREES = 300
_MARGIN = 4
"""Fewer lines than this stand above and below a story cropped for training."""

_UNSEEN = frozenset(("script", "style", "noscript", "template", "head", "svg"))
_MODEL = Path(__file__).parent.parent / "transforms" / "text" / "line_model.json"


def _scrape_lines(page: str) -> list[str]:
    """The lines that a page shows, boilerplate and all: what a scrape that forgets the markup keeps."""
    pieces: list[str] = []
    walker = etree.iterwalk(parse_document(page).root, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        if event == "start":
            if element.tag in _UNSEEN:
                walker.skip_subtree()
                continue
            pieces += ["" if element.tag in INLINE else "\n", element.text or ""]
        else:
            pieces += ["" if event != "end" or element.tag in INLINE else "\n", element.tail or ""]
    return [line for line in normalise("".join(pieces)).split("\n") if line]


def _read_pages(folder: Path) -> Iterator[LabelledPage]:
    """The labelled pages as scraped lines, described by the code that is shipped."""
    for gold, body in read_gold(folder):
        lines = join_wrapped("\n\n".join(_scrape_lines(decode(body, None))))
        if lines:
            whole = _describe_part(gold, lines)
            yield whole
            story = np.flatnonzero(whole.labels)
            if story.size:
                # What people keep is often the story with a line or two of furniture, or with none: without such texts
                # the model takes the last lines of any text for a page's foot.
                number = zlib.crc32(gold["id"].encode())
                above, below = number % _MARGIN, number // _MARGIN % _MARGIN
                part = lines[max(0, int(story[0]) - above) : int(story[-1]) + 1 + below]
                yield replace(_describe_part(gold, part), whole=False)
        bare = join_wrapped("\n\n".join(gold["text"]))
        if bare:
            page = _describe_part(gold, bare)
            yield replace(page, labels=np.ones_like(page.labels), whole=False)


def _describe_part(gold: dict[str, Any], lines: list[str]) -> LabelledPage:
    """Lines of a page, labelled and described."""
    return make_page(gold, lines, list(range(len(lines))), describe_lines(lines))


def _choose(page: LabelledPage, scores: list[float]) -> list[str]:
    """The lines that the shipped code would keep."""
    return [page.texts[place] for place in choose_lines(page.texts, scores)]


def main() -> None:
    """Cross-validate, and write the model unless only a check was asked for."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("labelled", type=Path)
    ask.add_argument("--check", action="store_true")
    got = ask.parse_args()
    train(list(_read_pages(got.labelled)), None if got.check else _MODEL, name_line_features(), _TREES, _choose)


if __name__ == "__main__":
    main()
