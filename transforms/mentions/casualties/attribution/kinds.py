"""Kinds of speakers: police, military, hospital ... by the words of their names and of what introduces them."""

from __future__ import annotations

import re
from functools import cache
from typing import get_args

from schemas.mentions import AttributionType
from transforms.mentions.casualties.attribution.introductions import introduce
from transforms.mentions.casualties.attribution.speakers import Speaker
from transforms.text.packaged import choose_word, read_table, split_list


def judge_speaker(speaker: Speaker, text: str) -> AttributionType:
    """The kind of a speaker of a text; "none" when nobody is quoted, "unnamed" when no word tells.

    A name that tells nothing is judged by how the text introduces it.
    """
    if speaker.who is None:
        return "unnamed" if speaker.quoted else "none"
    kind = _judge_name(speaker.who)
    introduced = introduce(speaker.who, text) if kind == "unnamed" else None
    return _judge_name(introduced) if introduced else kind


def _judge_name(who: str) -> AttributionType:
    """The kind of speaker by the words of a name or phrase; "unnamed" when none tells."""
    return next((kind for kind, pattern in _kinds() if pattern.search(who)), "unnamed")


@cache
def _kinds() -> list[tuple[AttributionType, re.Pattern[str]]]:
    return read_table("transforms.mentions.casualties.attribution", "attribution_types.tsv", 2, _make_kind)


def _make_kind(cells: list[str]) -> tuple[AttributionType, re.Pattern[str]]:
    kind: AttributionType = choose_word(cells[0], get_args(AttributionType))
    choices = "|".join(re.escape(word) for word in sorted(split_list(cells[1]), key=len, reverse=True))
    return kind, re.compile(rf"(?<![\w-])(?:{choices})(?![\w-])", re.IGNORECASE)
