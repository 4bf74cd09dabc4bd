"""Bounds: sums and remainders."""

import pytest

from transforms.mentions.casualties.bounds import NOBODY, ONE, UNCOUNTED, Bounds, exactly

AT_LEAST_30 = Bounds(30, 30, None, "at_least")
DOZENS = Bounds(24, None, 99, "vague")
UP_TO_5 = Bounds(0, 5, 5, "at_most")


@pytest.mark.parametrize(
    ("parts", "total"),
    [
        ([exactly(4), ONE], exactly(5)),
        ([exactly(4), AT_LEAST_30], Bounds(34, 34, None, "at_least")),
        ([exactly(4), DOZENS], Bounds(28, None, 103, "about")),
        ([UP_TO_5, exactly(2)], Bounds(2, 7, 7, "about")),
    ],
)
def test_a_sum_is_as_open_as_its_parts(parts: list[Bounds], total: Bounds) -> None:
    assert Bounds.sum(parts) == total


@pytest.mark.parametrize(
    ("whole", "left"),
    [
        (exactly(30), exactly(28)),
        (AT_LEAST_30, Bounds(28, 28, None, "at_least")),
        (UP_TO_5, Bounds(3, 3, 3, "at_most")),
    ],
)
def test_who_is_left_of_a_whole(whole: Bounds, left: Bounds) -> None:
    assert whole.minus(2) == left


def test_the_point_is_the_low_bound_but_of_up_to() -> None:
    assert [bounds.point for bounds in (exactly(7), DOZENS, UP_TO_5, NOBODY, UNCOUNTED)] == [7, 24, 5, 0, None]
