"""A reading: an article's sentences and the figures that its text and its title state."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from schemas.mentions import DateMention, Entity
from transforms.mentions.casualties.attribution.speakers import Speaker, Speakers
from transforms.mentions.casualties.events.figures import Figure, propose, propose_animals
from transforms.mentions.casualties.judging.additions import add_up
from transforms.mentions.casualties.judging.later_deaths import link_later_deaths
from transforms.mentions.casualties.judging.other_events import close_other_events
from transforms.mentions.casualties.judging.scopes import judge_scopes
from transforms.mentions.casualties.judging.subjects import close_by_subject
from transforms.text.dateline import find_dateline
from transforms.text.sentences import split_sentences

# A longer sentence is read in pieces, so that time stays linear whatever is sent; no sentence of prose comes near.
_LONGEST_SENTENCE = 2000
_ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read, with what other steps found in the text. speakers: who says what.

    figures: of the text, scope by rule given. headline: of the title; their sentence is -1. animals: figures of
    animals, kept apart, since they say nothing of people.
    """

    text: str
    title: str | None
    anchor: date | None
    dates: Sequence[DateMention]
    entities: Sequence[Entity]
    sentences: list[tuple[int, int]]
    speakers: Speakers
    figures: list[Figure]
    headline: list[Figure]
    animals: list[Figure]

    @property
    def lead(self) -> str:
        """The first two sentences."""
        return " ".join(self.text[start:end] for start, end in self.sentences[:2])

    def sentence(self, index: int) -> str:
        """A sentence by its index; the title for -1."""
        return self.text[slice(*self.sentences[index])] if index >= 0 else self.title or ""

    def speaker(self, figure: Figure) -> Speaker:
        """Who states a figure of the text."""
        first, _ = self.sentences[figure.sentence]
        return self.speakers.at(figure.sentence, figure.start - first, figure.end - first)


def read_article(
    text: str,
    title: str | None,
    anchor: date | None,
    dates: Sequence[DateMention] = (),
    entities: Sequence[Entity] = (),
) -> Reading:
    """Read an article. text, title: in any case. anchor: the day that "today" means. dates, entities: of the text."""
    told = [span for span in split_sentences(text) if not _ADDRESS.fullmatch(text, *span)]
    sentences = [piece for span in told for piece in _pieces(text, *span)]
    opens, begins = _find_dateline(text)
    dates = [d for d in dates if d.end <= opens or d.start >= begins]
    figures = propose(text, sentences, dateline=(opens, begins))
    judge_scopes(text, sentences, figures, anchor, dates)
    animals = propose_animals(text, sentences)
    judge_scopes(text, sentences, animals, anchor)
    headline = propose(title, _pieces(title, 0, len(title)), headline=True) if title else []
    judge_scopes(title or "", _pieces(title or "", 0, len(title or "")), headline, anchor)
    for figure in headline:
        figure.sentence = -1
    close_by_subject(text, title, sentences, [*headline, *figures])
    close_other_events(text, title, sentences, headline, figures)
    figures = add_up(text, link_later_deaths(text, figures), headline)
    return Reading(
        text=text, title=title or None, anchor=anchor, dates=dates, entities=entities, sentences=sentences,
        speakers=Speakers(text, sentences, entities), figures=figures, headline=headline,
        animals=animals,
    )  # fmt: skip


def _find_dateline(text: str) -> tuple[int, int]:
    """Where the dateline of a story stands, whose place, agency and day are nobody's and no event's; (0, 0) without."""
    dateline = find_dateline(text)
    return (dateline.start, dateline.end) if dateline is not None else (0, 0)


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The span itself, or cut at blanks (anywhere when there is none) into spans of bounded length."""
    pieces = []
    while end - start > _LONGEST_SENTENCE:
        cut = text.rfind(" ", start + _LONGEST_SENTENCE // 2, start + _LONGEST_SENTENCE)
        cut = cut if cut > start else start + _LONGEST_SENTENCE
        pieces.append((start, cut))
        start = cut
    return [*pieces, (start, end)]
