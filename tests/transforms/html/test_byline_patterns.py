"""Every word of byline_words.tsv, and every other alternative of the patterns, does what it is there for."""

from __future__ import annotations

import pytest

from transforms.html.byline_patterns import AFTER, AND, BY, JOINED, OTHER_ROLE, PARTICLES, POSTED, ROLE, SIGNED
from transforms.text.packaged import read_rows, split_list

WORDS = {kind: split_list(words) for kind, words in read_rows("transforms.html", "byline_words.tsv", 2)}
NAME, OTHER = "Ilse Vandermark", "Tomas Rehnquist"


def test_every_kind_of_word_has_a_use() -> None:
    assert WORDS.keys() == {
        *("particle", "and", "and_inside", "with", "made", "pictured", "by", "label", "after", "weekday", "month"),
        *("before", "post", "writing", "where"),
    }  # fmt: skip
    assert set(WORDS["particle"]) == PARTICLES


@pytest.mark.parametrize(
    "byline",
    [
        *(f"{word} {NAME}" for word in WORDS["by"]),
        *(f"{word.title()}: {NAME}" for word in (*WORDS["by"], *WORDS["label"])),
        *(f"{word}{NAME}" for word in WORDS["before"]),
        *(f"{word} by {NAME}" for word in WORDS["made"]),
        *(f"{word.capitalize()} and text by {NAME}" for word in WORDS["pictured"]),
        f"— By {NAME}",
    ],
)
def test_what_stands_before_a_name_is_taken_off(byline: str) -> None:
    assert BY.sub("", byline) == NAME


@pytest.mark.parametrize(
    "tail",
    [*(f" {word}" for word in WORDS["post"]), *(f" {word} Linden" for word in WORDS["where"]), ", senior writer"],
)
def test_what_is_said_of_post_and_place_is_found(tail: str) -> None:
    found = ROLE.search(NAME + tail)
    assert found is not None
    assert found.start() == len(NAME)


@pytest.mark.parametrize("word", WORDS["writing"])
def test_a_post_of_those_who_write_marks_the_name_before_it(word: str) -> None:
    for glue in (", ", " | ", " – "):
        found = POSTED.fullmatch(f"{NAME}{glue}{word.title()} at the port")
        assert found is not None
        assert found["name"] == NAME
    assert POSTED.fullmatch(f"{NAME}, chief of the port") is None
    assert POSTED.fullmatch(f"{NAME}, {word}. The port was shut") is None


@pytest.mark.parametrize("word", WORDS["pictured"])
def test_who_took_the_pictures_follows_the_names(word: str) -> None:
    for tail in (f". {word.title()} by {OTHER}", f"; {word}: {OTHER}", f", {word} von {OTHER}"):
        assert AFTER.sub("", NAME + tail) == NAME


@pytest.mark.parametrize("line", [f"Author {NAME}", f"Bystander {NAME}", NAME])
def test_what_is_no_byline_stays(line: str) -> None:
    assert BY.sub("", line) == line


@pytest.mark.parametrize(
    "between",
    [
        *(f" {word} " for kind in ("and", "and_inside", "with") for word in WORDS[kind]),
        *(f", {word} " for word in WORDS["and"]),
        *(";", " | ", "/", " • ", "·", "\n", "、", "，", ", ", " – ", " — ", " - "),
    ],
)
def test_names_are_parted(between: str) -> None:
    assert AND.split(f"{NAME}{between}{OTHER}") == [NAME, OTHER]


@pytest.mark.parametrize("tail", [", M.D.", ", MD", ", Ph.D.", ", PhD", ", Jr.", ", Sr"])
def test_a_comma_before_a_degree_parts_nothing(tail: str) -> None:
    assert AND.split(NAME + tail) == [NAME + tail]


@pytest.mark.parametrize("word", [*WORDS["and"], *WORDS["and_inside"]])
def test_joined_names_end_at_the_comma_behind_the_last(word: str) -> None:
    joined = JOINED.match(f"{NAME} {word} {OTHER}, Harbour Post")
    assert joined is not None
    assert joined[0] == f"{NAME} {word} {OTHER}"


@pytest.mark.parametrize(
    "tail",
    [
        *(f" {word} 3 May" for word in WORDS["after"]),
        *(f" {word.title()}, noon" for word in WORDS["weekday"]),
        *(f" {word.title()}. 9" for word in WORDS["month"]),
        *(" 4 min read", " on March 9"),
    ],
)
def test_what_follows_a_name_is_cut(tail: str) -> None:
    assert AFTER.sub("", NAME + tail) == NAME


@pytest.mark.parametrize("word", ["Posted", "Published", "Updated", "Written", "Erstellt", "Publicado"])
def test_a_line_may_say_when_before_it_says_by_whom(word: str) -> None:
    signed = SIGNED.match(f"{word} on 9 March by {NAME}")
    assert signed is not None
    assert signed.string[signed.end() :] == NAME


@pytest.mark.parametrize(
    "line",
    [
        *("Medically reviewed by", "Reviewed by", "Edited by", "Fact-checked by", "Fact checked by", "Styled by"),
        *("Photo:", "Photos:", "Photographs:", "Photography by", "Photographed by", "Illustration:"),
        *("Illustrated by", "Produced by", "Translated by", "Video:", "Curated by", "Additional reporting by"),
        *("With contributions by", "Contributions by", "Foto:", "Fotos:", "Fotograf:", "Fotografie:"),
    ],
)
def test_other_roles_are_known(line: str) -> None:
    assert OTHER_ROLE.match(f"{line} {OTHER}")


@pytest.mark.parametrize("line", ["Photos and text by", "Video and story by", "Reported by", "Words by"])
def test_who_wrote_has_no_other_role(line: str) -> None:
    assert not OTHER_ROLE.match(f"{line} {OTHER}")
