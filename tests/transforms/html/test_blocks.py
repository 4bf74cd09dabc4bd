from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.html.blocks import HIDDEN_BIT, split_blocks
from transforms.html.tree import parse_document

CASES = [
    ("<p>one</p><p>two</p>", ["one", "two"]),
    ("<p>one<br>two</p>", ["one\ntwo"]),
    ("<p>one<br> <br>two</p>", ["one", "two"]),
    ("<div>before<p>inside</p>after</div>", ["before", "inside", "after"]),
    ("<p>a <b>bold</b> <a href=x>link</a>, end</p>", ["a bold link, end"]),
    ("<p>un<span>bro</span>ken</p>", ["unbroken"]),
    ("<p>a<!-- no -->b</p>", ["ab"]),
    ("<p>a<script>no</script>b<style>no</style>c</p>", ["abc"]),
    ("<ul><li>one<ul><li>two</ul>three</ul>", ["one", "two", "three"]),
    ("<table><tr><td>a<td>b</table>", ["a", "b"]),
    ("<noscript>no</noscript><template>no</template><p>yes</p>", ["yes"]),
    ("<p> \u00a0 </p>", []),
]


@pytest.mark.parametrize(("markup", "texts"), CASES)
def test_splits(markup: str, texts: list[str]) -> None:
    _, blocks = split_blocks(parse_document(f"<html><body>{markup}</body></html>").root)
    assert [block.text for block in blocks] == texts


def test_links_bold_and_italics_are_counted_in_characters() -> None:
    _, (block,) = split_blocks(parse_document("<p>12345<a href=x>678</a><b>90</b><i>a</i></p>").root)
    assert (block.links, block.anchors, block.bold, block.italic) == (3, 1, 2, 1)


def test_hidden_elements_are_marked() -> None:
    nodes, (block,) = split_blocks(parse_document("<div style='display: none'>text</div>").root)
    assert nodes.marks[block.node] & HIDDEN_BIT


@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", "<div>", "</div>", "<br>", "<b>", "</b>", "x", " y ", "<li>", "<td>"]),
        max_size=40,
    )
)
def test_nodes_come_after_their_parents_and_blocks_in_order(pieces: list[str]) -> None:
    nodes, blocks = split_blocks(parse_document("<html><body>" + "".join(pieces) + "z</body></html>").root)
    assert all(parent < place for place, parent in enumerate(nodes.parents))
    assert all(place < end <= len(nodes) for place, end in enumerate(nodes.ends))
    shown = "".join(block.text for block in blocks)
    wanted = "".join(piece for piece in pieces if not piece.startswith("<")) + "z"
    assert "".join(shown.split()) == "".join(wanted.split())
