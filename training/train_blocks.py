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
from transforms.html.block_text import Claims
from transforms.html.decode import decode
from transforms.html.features import name_features
from transforms.html.head import read_head
from transforms.html.main_text import describe_page, finish_story, survey_page
from transforms.html.page_survey import Survey
from transforms.html.tree import parse_document

_TREES = 300
_MODEL = Path(__file__).parent.parent / "transforms" / "html" / "block_model.json"


def _read_pages(folder: Path) -> Iterator[tuple[LabelledPage, Survey, Claims]]:
    """The labelled pages, their blocks described by the code that is shipped."""
    for gold, body in read_gold(folder):
        document = parse_document(decode(body, None))
        survey = survey_page(document.root)
        candidates, rows, claims = describe_page(survey, read_head(document, survey.walk, gold["url"]))
        if candidates:
            page = make_page(gold, [block.text for block in survey.blocks], candidates, rows)
            yield page, survey, claims


def main() -> None:
    """Cross-validate, and write the model unless only a check was asked for."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("labelled", type=Path)
    ask.add_argument("--check", action="store_true")
    got = ask.parse_args()
    read = list(_read_pages(got.labelled))
    told = {id(page): (survey, claims) for page, survey, claims in read}

    def choose(page: LabelledPage, scores: list[float]) -> list[str]:
        """The texts of the blocks that the shipped code would keep, trimmed and filled."""
        survey, claims = told[id(page)]
        return [survey.blocks[place].text for place in finish_story(survey, claims, page.places, scores)]

    train([page for page, _, _ in read], None if got.check else _MODEL, name_features(), _TREES, choose)


if __name__ == "__main__":
    main()
