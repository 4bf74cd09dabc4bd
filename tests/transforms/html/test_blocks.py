from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.html.blocks import BARE, HIDDEN_BIT
from transforms.html.class_words import part_bit
from transforms.html.tree import parse_document
from transforms.html.walk import walk_page

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
    ("<p><div>box</div>The rest of it.</p>", ["box", "The rest of it."]),
    ("<p>The <quay-fact>14</quay-fact> hurt, said <our-firm>Linden</our-firm>.</p>", ["The 14 hurt, said Linden."]),
    ("<our-story><p>one</p><p>two</p></our-story><our-card>three</our-card>", ["one", "two", "three"]),
    ("<p><del>Nine</del> <ins>Fourteen</ins> are <s>dead</s> hurt</p>", ["Fourteen are hurt"]),
    (
        "<p>Some 14<sup>2</sup> hurt<sup><a href=#n>3</a></sup>, 5 km<sup>2</sup>, 10<sup>6</sup>, 2<sup>nd</sup></p>",
        ["Some 14 hurt, 5 km², 10⁶, 2nd"],
    ),
    ("<p>The <button>ferry</button> sank.</p><div><button>Share</button></div>", ["The ferry sank."]),
    (
        "<p>1 <s hidden>a</s><b style='display:none'>b</b><i aria-hidden=true>c</i><em class=sr-only>d</em>2</p>",
        ["1 2"],
    ),
    ("<p><picture><source srcset=x><img></p><p>shown</p>", ["shown"]),
    ("<our-page><template shadowrootmode=open><p>shown</p></template></our-page>", ["shown"]),
    ("<p><ruby>港<rp>(</rp><rt>みなと</rt><rp>)</rp></ruby>の火事</p>", ["港の火事"]),
    ("<pre>one\ngoes on\n\ntwo</pre>", ["one goes on", "two"]),
    ("<div style='white-space: pre-line'>one\n \n two</div>", ["one", "two"]),
    ("<p>They left the</p><a href=/x>harbour town</a><p>at noon.</p>", ["They left the harbour town at noon."]),
    (
        "<p>They left.</p><a href=/x>More on this</a><p>At noon they came.</p>",
        ["They left.", "More on this", "At noon they came."],
    ),
    ("<p><span class=caption>Photo: Ada Quill</span> They left.</p>", ["Photo: Ada Quill", "They left."]),
]


@pytest.mark.parametrize(("markup", "texts"), CASES)
def test_splits(markup: str, texts: list[str]) -> None:
    walk = walk_page(parse_document(f"<html><body>{markup}</body></html>").root)
    assert [block.text for block in walk.blocks] == texts


def test_links_bold_and_italics_are_counted_in_characters() -> None:
    (block,) = walk_page(parse_document("<p>12345<a href=x>678</a><b>90</b><i>a</i></p>").root).blocks
    assert (block.links, block.anchors, block.bold, block.italic) == (3, 1, 2, 1)


def test_hidden_elements_are_marked() -> None:
    walk = walk_page(parse_document("<div style='display: none'>text</div>").root)
    assert walk.nodes.marks[walk.blocks[0].node] & HIDDEN_BIT


def test_bare_text_among_block_elements_has_a_node_of_its_own() -> None:
    walk = walk_page(parse_document("<div>before<p>inside</p>after</div><div>alone</div>").root)
    assert [walk.nodes.tags[block.node] for block in walk.blocks] == [BARE, "p", BARE, "div"]
    assert walk.nodes.tags[walk.nodes.parents[walk.blocks[0].node]] == "div"


def test_names_of_an_inline_element_are_those_of_the_run_that_it_fills() -> None:
    few, most = walk_page(
        parse_document(
            "<p><span class=note>LINDEN</span> They left the harbour.</p><p><span class=note>They left</span>.</p>"
        ).root
    ).blocks
    assert (few.names, most.names) == (0, part_bit("note"))


def test_a_link_without_an_address_links_nothing() -> None:
    (block,) = walk_page(parse_document("<p><a name=x>They left.</a></p>").root).blocks
    assert (block.links, block.anchors) == (0, 0)


def test_noscript_is_shown_to_those_without_scripts() -> None:
    root = parse_document("<noscript><p>They left.</p></noscript>").root
    assert walk_page(root).blocks == []
    assert [block.text for block in walk_page(root, scripted=False).blocks] == ["They left."]


@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", "<div>", "</div>", "<br>", "<b>", "</b>", "x", " y ", "<li>", "<td>"]),
        max_size=40,
    )
)
def test_nodes_come_after_their_parents_and_blocks_in_order(pieces: list[str]) -> None:
    walk = walk_page(parse_document("<html><body>" + "".join(pieces) + "z</body></html>").root)
    nodes, blocks = walk.nodes, walk.blocks
    assert all(parent < place for place, parent in enumerate(nodes.parents))
    assert all(place < end <= len(nodes) for place, end in enumerate(nodes.ends))
    shown = "".join(block.text for block in blocks)
    wanted = "".join(piece for piece in pieces if not piece.startswith("<")) + "z"
    assert "".join(shown.split()) == "".join(wanted.split())
