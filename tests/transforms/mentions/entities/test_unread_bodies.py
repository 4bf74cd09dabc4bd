"""Bodies that a model passed over."""

from __future__ import annotations

import pytest

from transforms.mentions.entities.known import find_known
from transforms.mentions.entities.unread_bodies import find_bodies


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Norwegian Salt Mining sold shares", ["Norwegian Salt Mining"]),
        ("Norwegian Salt Mining Minister Ann Dvorek", []),
        ("Norway Salt Mining and Power sold shares", []),
        ("The Norwegian Salt melted", []),
        ("The Jewish West Bank shop", []),  # a place of its own
        ("Jordan County Council met", []),
        ("The QXV said that it rained", ["QXV"]),
        ("The QXV-ZQ says that it rained", ["QXV-ZQ"]),
        ("Ann QXV said that it rained", []),
        ("“Rain!” QXV said. Qxv is a baker", []),
        ("QXV SAID IT RAINED", []),
        ("Ann Dvorek told QXV that it rained", ["QXV"]),
        ("Ann Dvorek told QXV News and told Qxv", []),
        ("Ann Dvorek told La Zorba that it rained", ["La Zorba"]),
        ("Ann La Zorba came. Ilse told La Zorba that it rained", []),
        ("Shares of DornEnergy fell", ["DornEnergy"]),
        ("Ann McDornby and Jo DeDornby @DornEnergy", []),
    ],
)
def test_what_a_name_is_made_of_tells_a_body(text: str, found: list[str]) -> None:
    bodies = list(find_bodies(text, find_known(text)))
    assert [text[one.start : one.end] for one in bodies] == found
    assert {one.label for one in bodies} <= {"ORG"}
