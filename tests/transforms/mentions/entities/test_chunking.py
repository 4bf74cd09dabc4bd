from hypothesis import given
from hypothesis import strategies as st

from transforms.mentions.entities.chunking import LIMIT, cut_chunks


@given(st.lists(st.sampled_from(["word", "\n\n", "\n", " ", ". ", "x" * 119, "y" * 300, "Zoë"]), max_size=400))
def test_chunks_are_the_text_where_they_say_they_are_and_never_too_long(parts: list[str]) -> None:
    text = "".join(parts)
    end = 0
    for chunk in cut_chunks(text):
        assert chunk.start >= end
        assert text[chunk.start : chunk.start + len(chunk.text)] == chunk.text
        assert 0 < len(chunk.text) <= LIMIT
        end = chunk.start + len(chunk.text)


def test_nothing_but_glued_runs_and_white_space_is_left_out() -> None:
    text = "First story. " * 900 + "\n\n" + "x" * 500 + " Last story."
    kept = "".join(chunk.text for chunk in cut_chunks(text))
    assert kept.split() == text.replace("x" * 500, "").split()


def test_a_paragraph_is_a_chunk() -> None:
    assert [chunk.text for chunk in cut_chunks("One line.\nTwo.\n\nThree.\n \nFour.")] == [
        "One line.\nTwo.",
        "Three.",
        "Four.",
    ]


def test_a_long_paragraph_is_cut_between_lines_where_there_are_some() -> None:
    first, *_ = cut_chunks(("a b. " * 250 + "\n") * 3)
    assert first.text.endswith("\n")


def test_one_huge_token_is_no_chunk() -> None:
    assert list(cut_chunks("x" * 1_000_000)) == []
