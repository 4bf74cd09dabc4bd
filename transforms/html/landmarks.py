"""What a walk over a page's tree finds."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from transforms.html.blocks import Block, Nodes


@dataclass(slots=True)
class Landmark:
    """An element. node: place of the block element that it is or lies in; block: number of blocks that precede it."""

    element: etree._Element
    node: int
    block: int


@dataclass(slots=True)
class Walk:
    """What the tree below a root holds: its block elements and, in reading order, blocks, h1 and h2, elements that
    state a time, and elements whose names or marks speak of an author. statements: the meta, link, title and base
    elements. controls: places of the elements that hold a form's fields.
    """

    root: etree._Element
    nodes: Nodes = field(default_factory=Nodes)
    blocks: list[Block] = field(default_factory=list)
    headings: list[Landmark] = field(default_factory=list)
    times: list[Landmark] = field(default_factory=list)
    signs: list[Landmark] = field(default_factory=list)
    controls: list[int] = field(default_factory=list)
    statements: list[etree._Element] = field(default_factory=list)
