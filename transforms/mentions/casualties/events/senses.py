"""Senses: whether a word of harm speaks of people harmed at all, by what it acts on and what stands round it."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.mentions.casualties.events.clause import Clause
from transforms.mentions.casualties.events.coordination import has_thing_object
from transforms.mentions.casualties.phrases.people import Group
from transforms.mentions.casualties.words.lexicon import lexicon

_RECOVERING = 7  # tokens from "victims" to the hospital in which they recovered


def acts_on_a_word(clause: Clause, at: int) -> bool:
    """Whether the cue has an object that no list knows, or shares one: "killed demand", "killed and ate a hare"."""
    if clause.headline:
        return False
    after = at + 1
    if clause.kind(after) == "conj" and clause.kind(after + 1) == "word":
        return has_thing_object(clause, after + 1)
    if clause.kind(after) == "art" and clause.is_cue(after + 1, "toll"):  # "a sniper killed a number of"
        return True
    word = clause.low(after)
    plain = (
        clause.kind(after) == "word"
        and word not in lexicon().sets["after_harm"]
        and not word.endswith(("ing", "ed", "ward", "wards"))
    )
    return plain and clause.kind(at - 1) != "name"


def is_a_shot(clause: Clause, at: int) -> bool:
    """Whether "shot" is the noun: "one shot was fired", "this shot", "a screen shot", "another shot at the title"."""
    ahead = {clause.low(at + step) for step in (1, 2, 3)}
    before = clause.low(at - 1)
    if ahead & {"fired", "heard", "rang"} or before in lexicon().sets["before_shot"]:
        return True
    to_do = clause.low(at + 1) == "to" and clause.kind(at + 2) in {"word", "be", "have", "cue"}
    if clause.kind(at - 1) == "another":  # "one killed, another shot in the leg"; but "another shot to play them"
        return clause.kind(at + 1) not in {"prep", "adv"} or clause.low(at + 1) in {"at", "for"} or to_do
    if clause.kind(at - 1) == "ordinal" and clause.kind(at + 1) not in {
        "prep",
        "adv",
        "mark",
    }:  # "the fourth shot I had"
        return True
    named = clause.kind(at - 1) in {"word", "thing"} and not clause.low(at - 1).endswith(("ed", "ing", "ly"))
    if named and clause.kind(at - 2) in {"art", "another", "poss", "ordinal"}:  # "she waits for a title shot"
        return True
    return clause.low(at + 1) == "to" and clause.low(at + 2) in {"fame", "prominence", "stardom"}


def strikes_a_place(clause: Clause, at: int) -> bool:
    """Whether "hit by" goes on with what befalls a country or a town: "Dorn was hit by a storm"."""
    ahead = {clause.low(step) for step in range(at + 2, at + 7)}
    return clause.low(at + 1) == "by" and bool(ahead & lexicon().sets["regional"])


def is_emphasis(clause: Clause, at: int) -> bool:
    """Whether "dead" only strengthens or likens: "dead tired", "dead in the water"."""
    likened = clause.low(at + 1) in lexicon().sets["dead_as"] or (
        clause.low(at + 1) == "in" and clause.low(at + 3) == "water" and clause.low(at + 2) == "the"
    )
    likened = likened or (clause.low(at + 1), clause.low(at + 2)) == ("and", "buried")
    return clause.low(at) == "dead" and clause.kind(at - 1) in {"be", "adv"} and likened


def is_lacking(clause: Clause, at: int) -> bool:
    """Whether "missing" is what somebody does, and not what he is: "after missing four chances"."""
    after = clause.opening.get(at + 1)
    acted = after is not None and after.kind in {"thing", "count"} and after.head not in lexicon().sets["measure"]
    return clause.kind(at - 1) == "prep" or (acted and clause.kind(at - 1) not in {"be", "num", "adv"})


def is_afflicted(clause: Clause, at: int) -> bool:
    """Whether "hit by" goes on with a disease or a setback: "hit by the plague", "hit by a scandal"."""
    ahead = {clause.low(step) for step in range(at + 2, at + 7)}
    return clause.low(at + 1) == "by" and bool(ahead & lexicon().sets["affliction"])


def opens_sentence(clause: Clause, at: int) -> bool:
    """Whether a cue is the first word of a sentence that is no headline."""
    return not clause.headline and all(token.kind == "mark" for token in clause.tokens[:at])


def are_people(clause: Clause, groups: Sequence[Group]) -> bool:
    """Whether all groups are people by their noun; "Baker" alone is somebody's name."""
    return all(
        group.kind in {"count", "single"} and group.head and not group.unsure
        and (clause.headline or group.last - group.first > 1 or not clause.kind(group.first).endswith("_cap"))
        for group in groups
    )  # fmt: skip


def are_buried(clause: Clause, victims: Group, at: int) -> bool:
    """Whether "victims" at token `at` are dead: mourned, buried, or recovered, but "in hospital"."""
    sets, ahead = lexicon().sets, {clause.low(step) for step in range(at + 2, at + _RECOVERING)}
    retrieved = clause.low(at + 1) in sets["retrieved"] and sets["hospital"].isdisjoint(ahead)
    buried = retrieved or clause.low(victims.first - 1) in sets["burying"]
    return buried or not sets["grief"].isdisjoint(token.low for token in clause.tokens)


def is_of_things(clause: Clause, at: int) -> bool:
    """Whether a bare number counts the things behind "dead": "150 dead eels"; but "12 dead last night"."""
    before, after = clause.ending.get(at), clause.low(at + 1)
    bare = clause.low(at) == "dead" and before is not None and before.kind == "count" and not before.head
    time = after in lexicon().sets["after_harm"] | lexicon().sets["measure"] or after.endswith(("ing", "ed"))
    return bare and clause.kind(at + 1) in {"word", "thing"} and not time


def says_no_more(clause: Clause, at: int) -> bool:
    """Whether "survived" at token `at` says of its own people no harm: "survived by", "survived, many with burns"."""
    some = clause.low(at + 1) == "," and clause.low(at + 2) in lexicon().sets["aside"]
    return some or clause.low(at + 1) == "by"
