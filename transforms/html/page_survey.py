"""A page as the rules see it."""

from __future__ import annotations

from dataclasses import dataclass

from transforms.html.blocks import Block, Nodes
from transforms.html.container import Containers
from transforms.html.landmarks import Walk


@dataclass(frozen=True, slots=True)
class Survey:
    """What the walk found, container and the rules' verdicts.

    nodes, blocks: of the walk. prose, verdicts: one a block. names, marks: bits of each element, of `inherit_below` for
    the story's container.
    """

    walk: Walk
    nodes: Nodes
    blocks: list[Block]
    prose: list[float]
    containers: Containers
    verdicts: list[bool]
    names: list[int]
    marks: list[int]
