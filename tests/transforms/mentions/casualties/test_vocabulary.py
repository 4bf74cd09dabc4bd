"""The closed lists: each of their words is in use, and no table says another."""

from typing import get_args

from schemas.mentions import AttributionType, Qualifier, VictimType
from transforms.mentions.casualties.events.verb_frames import FINDERS
from transforms.mentions.casualties.vocabulary import CueScope, Frame, TableClass, WordSet
from transforms.mentions.casualties.words.lexicon import lexicon
from transforms.text.packaged import read_rows


def first_cells(room: str, table: str, columns: int) -> set[str]:
    return {cells[0].rstrip("!") for cells in read_rows(f"transforms.mentions.casualties.{room}", table, columns)}


def test_every_frame_has_a_reader_and_a_cue_and_they_are_tried_in_the_order_of_the_list() -> None:
    assert tuple(FINDERS) == get_args(Frame)
    assert {cells[1] for cells in read_rows("transforms.mentions.casualties.words", "cues.tsv", 4)} == set(FINDERS)


def test_every_word_of_a_list_stands_in_its_table() -> None:
    assert set(lexicon().sets) == set(get_args(WordSet))
    assert first_cells("words", "words.tsv", 2) == set(get_args(TableClass))
    assert first_cells("words", "victim_types.tsv", 2) == set(get_args(VictimType)) - {"unknown"}
    assert first_cells("judging", "scope_cues.tsv", 3) == set(get_args(CueScope))
    assert first_cells("attribution", "attribution_types.tsv", 2) == set(get_args(AttributionType)) - {"none"}


def test_no_qualifier_of_the_table_is_one_that_only_the_number_gives() -> None:
    assert set(lexicon().qualifiers.values()) <= set(get_args(Qualifier)) - {"range", "vague", "none"}
