from __future__ import annotations

from collections.abc import Iterator

import pytest

from transforms.text.packaged import choose_word, read_rows, read_table, read_words, split_list


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A package of these tests' own, two folders deep."""
    tmp_path = tmp_path_factory.mktemp("packages")
    folder = tmp_path / "larder" / "shelf"
    folder.mkdir(parents=True)
    for init in (tmp_path / "larder" / "__init__.py", folder / "__init__.py"):
        init.write_text("")
    (folder / "fruit.tsv").write_text("# fruit, number\n\nplum\t3\n   \n# more\n pear \t 4\n", encoding="utf-8")
    (folder / "names.txt").write_text("# names\nJosé|Anna Lena | Åse\n\nMid#dle\n", encoding="utf-8")
    (folder / "bent.tsv").write_text("# fruit, number\nplum\t3\nfig\tmany\n", encoding="utf-8")
    (folder / "short.tsv").write_text("plum\t3\n\nfig\n", encoding="utf-8")
    (folder / "open.tsv").write_text("plum\t\n\t3\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(tmp_path)
        yield "larder.shelf"


def test_rows_are_cut_at_tabs_without_comments_and_blank_lines(package: str) -> None:
    assert read_rows(package, "fruit.tsv", 2) == [["plum", "3"], ["pear", "4"]]


def test_a_cell_may_say_nothing(package: str) -> None:
    assert read_rows(package, "open.tsv", 2) == [["plum", ""], ["", "3"]]


def test_rows_are_made_into_values(package: str) -> None:
    assert dict(read_table(package, "fruit.tsv", 2, lambda cells: (cells[0], int(cells[1])))) == {"plum": 3, "pear": 4}


def test_words_stand_on_lines_of_their_own_or_between_bars(package: str) -> None:
    assert read_words(package, "names.txt") == ("José", "Anna Lena", "Åse", "Mid#dle")


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("bent.tsv", r"^larder/shelf/bent\.tsv:3: .*'many'"),
        ("short.tsv", r"^larder/shelf/short\.tsv:3: 1 cells, not 2$"),
    ],
)
def test_a_wrong_row_is_named_by_file_and_line(package: str, file: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_table(package, file, 2, lambda cells: (cells[0], int(cells[1])))


@pytest.mark.parametrize(
    ("cell", "values"),
    [("", ()), ("a", ("a",)), ("a|b c", ("a", "b c")), ("a |  b-", ("a", "b-")), ("-", ("-",))],
)
def test_lists_stand_between_bars(cell: str, values: tuple[str, ...]) -> None:
    assert split_list(cell) == values


@pytest.mark.parametrize("cell", ["a|", "|a", "a||b", "a| |b"])
def test_a_list_has_no_empty_value(cell: str) -> None:
    with pytest.raises(ValueError, match="empty value"):
        split_list(cell)


def test_closed_words_are_checked() -> None:
    assert choose_word("ripe", ("ripe", "rotten")) == "ripe"
    with pytest.raises(ValueError, match="'raw' is none of ripe, rotten"):
        choose_word("raw", ("ripe", "rotten"))
