"""Conditions on the words around a phrase."""

from __future__ import annotations

import pytest

from transforms.mentions.dates.conditions import read_condition


@pytest.mark.parametrize("condition", ["behind:IN", "after", "after:", "nonsense"])
def test_unknown_conditions_are_refused(condition: str) -> None:
    with pytest.raises(ValueError, match="unknown condition"):
        read_condition(condition)
