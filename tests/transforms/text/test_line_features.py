from __future__ import annotations

from transforms.text.boosted_trees import load_trees
from transforms.text.line_features import describe_lines, name_line_features


def test_the_shipped_model_knows_the_shipped_features() -> None:
    assert list(load_trees("transforms.text", "line_model.json").names) == name_line_features()


def test_rows_are_as_wide_as_their_names() -> None:
    rows = describe_lines(
        ["Ferries collide in fog", "Two ferries collided on Tuesday, the port said.", "Share this story"]
    )
    assert {len(row) for row in rows} == {len(name_line_features())}
