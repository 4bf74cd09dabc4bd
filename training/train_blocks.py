"""Train the block model and write transforms/html/block_model.json.

    python -m training.train_blocks LABELLED_SET [--check]

LABELLED_SET: a folder with gold.jsonl, see training/README.md. --check cross-validates by site and writes nothing.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from training.labelled import LabelledPage, make_page, read_gold
from training.trees import train
from transforms.html.decode import decode
from transforms.html.features import name_features
from transforms.html.head import read_head
from transforms.html.main_text import choose_blocks, describe_page, survey_page
from transforms.html.tree import parse_document

_TREES = 300
_MODEL = Path(__file__).parent.parent / "transforms" / "html" / "block_model.json"


def _read_pages(folder: Path) -> Iterator[LabelledPage]:
    """The labelled pages, their blocks described by the code that is shipped."""
    for gold, body in read_gold(folder):
        document = parse_document(decode(body, None))
        survey = survey_page(document.root)
        candidates, rows = describe_page(survey, read_head(document, survey.walk, gold["url"]))
        if candidates:
            yield make_page(gold, [block.text for block in survey.blocks], candidates, rows)


def _choose(page: LabelledPage, scores: list[float]) -> list[int]:
    """Numbers of the blocks that the shipped code would keep."""
    return choose_blocks(page.texts, page.sizes.tolist(), page.places, scores)


def main() -> None:
    """Cross-validate, and write the model unless only a check was asked for."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("labelled", type=Path)
    ask.add_argument("--check", action="store_true")
    got = ask.parse_args()
    train(list(_read_pages(got.labelled)), None if got.check else _MODEL, name_features(), _TREES, _choose)


if __name__ == "__main__":
    main()
