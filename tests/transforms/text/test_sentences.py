"""Where sentences begin and end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.text.sentences import split_sentences


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ["Two men died.", "A third was hurt."],
        ["Gen. Ada B. Stone of the U.S. Army spoke on Oct. 7 in Washington.", "Nobody else did."],
        ["Lt. Col. Rey said 3.5 million fled.", "They came back."],
        ["The bus left Acme Corp. headquarters at 5 p.m. on Monday.", "It never arrived."],
        ["It happened in the U.S.", "The police came late."],
        ["He lives on Elm St. near No. 4.", "She does not."],
        ['"Stop!" he shouted.', '"Why?"', "Nobody answered."],
        ["He said “they are gone.”", "“All of them,” he added."],
        ["(It was late.)", "They went home."],
        ["What now?", "Nothing..."],
        ["THE GUERRILLAS ATTACKED GEN. PAZ.", "HE WAS NOT HURT."],
        ["It was him, not I.", "She knew."],
        ["He said no.", "Nobody asked again."],
    ],
)
def test_sentences_of_a_line(parts: list[str]) -> None:
    assert sentences(" ".join(parts)) == parts


def test_a_blank_line_and_a_lone_line_of_unwrapped_copy_end_a_sentence() -> None:
    assert sentences("Share this story\nTwo men died in the port.\n\nMore news") == [
        "Share this story",
        "Two men died in the port.",
        "More news",
    ]


def test_a_line_feed_of_wrapped_copy_is_white_space() -> None:
    text = (
        "LA PAZ, 3 MAR 91 -- [TEXT] THE POLICE REPORTED THAT TWO BRIDGES OVER\n"
        "THE RIVER WERE DESTROYED BY THE RAIN OF LAST NIGHT.  NOBODY IN THE TOWN\n"
        "WAS HURT.\n\n   THE MAYOR SPOKE."
    )
    first, second, third = (" ".join(sentence.split()) for sentence in sentences(text))
    assert first.endswith("TWO BRIDGES OVER THE RIVER WERE DESTROYED BY THE RAIN OF LAST NIGHT.")
    assert (second, third) == ("NOBODY IN THE TOWN WAS HURT.", "THE MAYOR SPOKE.")


def test_a_sentence_that_scraping_glued_to_the_last_is_cut_off() -> None:
    assert sentences("Two men were hurt.Police came.") == ["Two men were hurt.", "Police came."]


@given(st.text(alphabet=st.sampled_from(list("aB.!?\"'”“() \n\tGen1")), max_size=80) | st.text(max_size=60))
def test_spans_are_trimmed_ordered_and_lose_nothing_but_white_space(text: str) -> None:
    spans = split_sentences(text)
    covered = 0
    for start, end in spans:
        assert not text[covered:start].strip()
        assert text[start:end] == text[start:end].strip() != ""
        covered = end
    assert not text[covered:].strip()
