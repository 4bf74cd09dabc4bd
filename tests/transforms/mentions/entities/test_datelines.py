"""Places of datelines."""

from __future__ import annotations

import pytest

from transforms.mentions.entities.datelines import find_dateline_places
from transforms.mentions.places.index import PlaceIndex


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("KUALA LUMPUR: The court rose.", ["KUALA LUMPUR"]),
        ("GARY, Ind. (AP) — The mill closed.", ["GARY"]),
        ("(NEW YORK) — The mill closed.", ["NEW YORK"]),
        ("Mill closes. GARY, Ind. (AP) — The mill closed.", ["GARY"]),
        ("BREAKING: The court rose.", []),
        ("The court rose in Kuala Lumpur.", []),
    ],
)
def test_datelines(places: PlaceIndex, text: str, found: list[str]) -> None:
    spans = {
        (span.start, span.end) for span in find_dateline_places(text, places) if text[span.start : span.end].isupper()
    }
    assert [text[start:end] for start, end in sorted(spans)] == found


@pytest.mark.parametrize(
    "behind",
    [
        *(": The court rose.", " (AP) The court rose.", ", (AP) The court rose.", " -- The court rose.", ""),
        *(
            " – The court rose.",
            "— The court rose.",
            " ― The court rose.",
            " - The court rose.",
            " 2019-10-09 The court",
        ),
        *(
            f", {month} 9 The court rose."
            for month in "Jan. Feb. March April May June July Aug. Sept. October Nov Dec.".split()  # noqa: SIM905
        ),
    ],
)
@pytest.mark.parametrize("before", ["", "(", "Court rises. "])
@pytest.mark.parametrize("larger", ["", ", Afghanistan"])
def test_what_stands_around_a_place_in_capitals(before: str, larger: str, behind: str) -> None:
    text = f"{before}KABUL{larger}{')' if before == '(' else ''}{behind}"
    assert "KABUL" in {text[span.start : span.end] for span in find_dateline_places(text, None)}
