"""Annotated: an article read to the end, as it reaches the tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.article import Article
from schemas.mentions import Casualty, DateMention, Entity


@dataclass(frozen=True)
class Annotated:
    """An article and what it speaks of."""

    article: Article
    entities: Sequence[Entity]
    dates: Sequence[DateMention]
    casualties: Sequence[Casualty]
