"""The word lists: what they say is checked as they are read."""

from pathlib import Path

import pytest

from transforms.mentions.casualties.words.lexicon import Cues, lexicon, pluralise, read_cues


def read_strange(folder: Path, monkeypatch: pytest.MonkeyPatch, rows: str) -> Cues:
    package = folder / f"strange_{folder.name}".replace("-", "_")
    package.mkdir()
    (package / "cues.tsv").write_text(rows, encoding="utf-8")
    monkeypatch.syspath_prepend(str(folder))
    return read_cues(package.name)


def test_the_longest_phrase_of_a_word_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cues = read_strange(tmp_path, monkeypatch, "killed\tpast\tshot | shot dead\tshot\ninjured\thit\tshot\tshot\n")
    assert [(length, cue.phrase) for length, _, cue in cues["shot"]] == [(2, "shot dead"), (1, "shot")]
    assert cues["shot"][1][2].frames == {"past": "killed", "hit": "injured"}


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("infected\tdied\tcaught fever\tcaught", "'infected' is none of killed, injured"),
        ("killed\tpsat\tslain\tslain", "'psat' is none of past, gerund"),
        ("killed\tpast\tslain", "3 cells, not 4"),
        ("killed\tpast\tslain | | dead\tslain", "a list has an empty value"),
    ],
)
def test_an_unknown_outcome_or_frame_names_file_and_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row: str, complaint: str
) -> None:
    with pytest.raises(ValueError, match=rf"strange_.*/cues\.tsv:2: {complaint}"):
        read_strange(tmp_path, monkeypatch, f"# outcome, frame, phrases, example\n{row}\n")


def test_a_noun_is_known_by_its_plural() -> None:
    classes = lexicon().classes
    assert (classes["fireman"], classes["firemen"]) == ("person", "person_pl")
    assert lexicon().types["soldiers"] == "military"
    assert lexicon().pairs == {"couple": 2, "pair": 2, "twins": 2, "duo": 2, "newlyweds": 2, "trio": 3, "triplets": 3}


@pytest.mark.parametrize(
    ("noun", "plural"),
    [("box", "boxes"), ("baby", "babies"), ("boy", "boys"), ("wife", "wives"), ("thief", "thieves"), ("man", "men")],
)
def test_plurals_are_regular(noun: str, plural: str) -> None:
    assert pluralise(noun) == plural
