"""Families: articles that print one text, found by the shingles that they share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from schemas.links import FamilyMember, Role
from schemas.story import StoryDigest
from transforms.linking.words import SHINGLE, Shingles, read_numbers, shingles_of

_SAMPLED = 8
"""One shingle in so many is looked up; of a short text the least ones, so that it has some."""
_LEAST_SAMPLED = 8
_LEAST_SHARED = 12
"""Shingles that two texts share at least: fewer are a quoted sentence."""
_SIMILAR = 0.5
_CONTAINED = 0.65
"""A cut reprint is held by the long story, though the two are not alike as wholes."""
_REPRINT = 0.8
"""Share of its own shingles that a reprint has from the original; a rewrite has fewer."""


def shingle_set(story: StoryDigest) -> Shingles:
    """The different shingles of a story's text, its title apart, sorted."""
    return np.unique(shingles_of(read_numbers(story.words)[story.title_words :]))


def sample(shingles: Shingles) -> Shingles:
    """Those by which copies are looked up: the same of the same text, whatever stands around it."""
    few = shingles[shingles % np.uint64(_SAMPLED) == 0]
    return few if len(few) >= _LEAST_SAMPLED else np.union1d(few, shingles[:_LEAST_SAMPLED])


def is_same_text(one: Shingles, other: Shingles) -> bool:
    """Whether two texts are one text, whole or cut: by Jaccard, or by how much of the shorter the longer holds."""
    shared = len(np.intersect1d(one, other, assume_unique=True))
    if shared < _LEAST_SHARED:
        return False
    return shared >= _SIMILAR * (len(one) + len(other) - shared) or shared >= _CONTAINED * min(len(one), len(other))


def tell_family(stories: Sequence[StoryDigest]) -> list[FamilyMember]:
    """The members of a family, its original first. At least one story; their order says nothing."""
    original = min(stories, key=_precedence)
    family_id = original.article_id
    rest = sorted((story for story in stories if story is not original), key=_precedence)
    return [_tell_member(story, original, family_id) for story in (original, *rest)]


def originators(family: Iterable[StoryDigest]) -> set[str]:
    """Who speaks in a family: the agency that any member credits, else the publisher of each; never its articles."""
    stories = list(family)
    agencies = {story.agency for story in stories if story.agency}
    return agencies or {story.publisher or story.article_id for story in stories}


def _precedence(story: StoryDigest) -> tuple[object, ...]:
    """Earlier is more original: the credited agency's own, then by day and time, the longer first."""
    moment = story.reported_at.timestamp() if story.reported_at is not None else float("inf")
    day = story.published_on.toordinal() if story.published_on is not None else float("inf")
    return (not _is_own(story), day, moment, not story.has_dateline, -len(story.words), story.key)


def _is_own(story: StoryDigest) -> bool:
    """Whether the agency credited is the publisher: "Reuters" at reuters.com."""
    if not story.agency or not story.publisher:
        return False
    return story.publisher.partition(".")[0].replace("-", "") == story.agency.lower().replace(" ", "")


def _tell_member(story: StoryDigest, original: StoryDigest, family_id: str) -> FamilyMember:
    if story is original:
        return FamilyMember(story, family_id, "original", 1.0, 1.0, None, None)
    own, theirs = shingle_set(story), shingle_set(original)
    shared = len(np.intersect1d(own, theirs, assume_unique=True))
    similarity = shared / max(1, len(own) + len(theirs) - shared)
    containment = shared / max(1, len(own))
    start, end = _longest_passage(story, theirs)
    return FamilyMember(story, family_id, _role(story, original, containment), similarity, containment, start, end)


def _role(story: StoryDigest, original: StoryDigest, containment: float) -> Role:
    if story.article_id == original.article_id or (
        story.publisher is not None and story.publisher == original.publisher and containment < 1.0
    ):
        return "update"
    return "reprint" if containment >= _REPRINT else "rewrite"


def _longest_passage(story: StoryDigest, theirs: Shingles) -> tuple[int | None, int | None]:
    """The longest run of words that another text has too: where its first word begins and its last one begins."""
    body = read_numbers(story.words)[story.title_words :]
    starts = read_numbers(story.starts)[story.title_words :]
    shared = np.concatenate(([False], np.isin(shingles_of(body), theirs), [False]))
    edges = np.flatnonzero(shared[1:] != shared[:-1])
    if not len(edges):
        return None, None
    begins, ends = edges[::2], edges[1::2]
    longest = int(np.argmax(ends - begins))
    return int(starts[begins[longest]]), int(starts[ends[longest] + SHINGLE - 2])
