"""Tables of phrases: one alternative a row with an example, joined to one pattern for each kind."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from transforms.text.packaged import choose_word, read_table

Frames = Mapping[str, tuple[str, str]]
"""What stands before and behind the alternatives of each place of a table, in the pattern."""


@dataclass(frozen=True, slots=True)
class PhraseRow:
    """kind: what it speaks for. where: the frame that it stands in. example: lower-cased text that it must find; where
    the table gives none, the alternative itself. alternative: a regular expression without a bar outside brackets.
    """

    kind: str
    where: str
    example: str
    alternative: str


def read_phrases(
    package: str, file: str, *, kinds: Collection[str] = (), places: Collection[str] = ()
) -> list[PhraseRow]:
    """The rows of a packaged table with the columns kind, where, example, alternative; ValueError for a bad row.

    kinds, places: the only ones that the table may have; empty: any.
    """

    def read(cells: list[str]) -> PhraseRow:
        kind, where, example, alternative = cells
        try:
            re.compile(alternative)
        except re.error as error:
            raise ValueError(f"no regular expression: {error}") from error
        kind, where = choose_word(kind, kinds or (kind,)), choose_word(where, places or (where,))
        return PhraseRow(kind, where, example or alternative, alternative)

    return read_table(package, file, 4, read)


def join_phrases(phrases: list[PhraseRow], frames: Frames) -> dict[str, re.Pattern[str]]:
    """Each kind, in the order of the table, with the pattern of its alternatives, each where it has to stand.

    Of two alternatives in one frame the earlier counts. KeyError for a place that `frames` lacks.
    """
    kinds: dict[str, dict[str, list[str]]] = {}
    for phrase in phrases:
        kinds.setdefault(phrase.kind, {}).setdefault(phrase.where, []).append(phrase.alternative)
    return {
        kind: re.compile(
            "|".join(frames[where][0] + "|".join(found) + frames[where][1] for where, found in places.items())
        )
        for kind, places in kinds.items()
    }
