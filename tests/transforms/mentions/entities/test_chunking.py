from hypothesis import given
from hypothesis import strategies as st

from transforms.mentions.entities.chunking import LIMIT, cut_chunks


@given(st.lists(st.sampled_from(["word", "\n\n", "\n", " ", ". ", "x" * 119, "y" * 300, "Zoë"]), max_size=400))
def test_chunks_are_the_text_where_they_say_they_are_and_never_too_long(parts):
    text = "".join(parts)
    end = 0
    for chunk in cut_chunks(text):
        assert chunk.start >= end
        assert text[chunk.start : chunk.start + len(chunk.text)] == chunk.text
        assert 0 < len(chunk.text) <= LIMIT
        end = chunk.start + len(chunk.text)


def test_nothing_but_glued_runs_and_white_space_is_left_out():
    text = "First story. " * 900 + "\n\n" + "x" * 500 + " Last story."
    kept = "".join(chunk.text for chunk in cut_chunks(text))
    assert kept.split() == text.replace("x" * 500, "").split()


def test_cuts_between_paragraphs_where_there_is_one():
    text = "a b. " * 1000 + "\n\n" + "c d. " * 1000
    first, *_ = cut_chunks(text)
    assert first.text.endswith("\n\n")


def test_one_huge_token_is_no_chunk():
    assert list(cut_chunks("x" * 1_000_000)) == []
