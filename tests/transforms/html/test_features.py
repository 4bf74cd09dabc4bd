from __future__ import annotations

from transforms.html.features import name_features
from transforms.text.boosted_trees import load_trees


def test_the_shipped_model_knows_the_shipped_features() -> None:
    assert list(load_trees("transforms.html", "block_model.json").names) == name_features()
