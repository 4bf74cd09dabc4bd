"""Frames: how each kind of cue finds its people."""

from __future__ import annotations

from collections.abc import Callable

from transforms.mentions.casualties.events.clause import Clause, find_object_before, find_subject, skip_left
from transforms.mentions.casualties.events.coordination import (
    find_objects,
    has_thing_object,
    is_subject,
    join_left,
    join_right,
)
from transforms.mentions.casualties.events.elisions import is_elided
from transforms.mentions.casualties.events.everyone import find_everyone
from transforms.mentions.casualties.events.flight_frames import read_driven, read_flight
from transforms.mentions.casualties.events.harm import Found
from transforms.mentions.casualties.events.noun_frames import (
    read_bodies,
    read_both,
    read_claim,
    read_loss,
    read_noun,
    read_tally,
    read_toll,
)
from transforms.mentions.casualties.events.senses import (
    acts_on_a_word,
    are_buried,
    are_people,
    is_a_shot,
    is_afflicted,
    is_emphasis,
    is_lacking,
    is_of_things,
    opens_sentence,
    says_no_more,
    strikes_a_place,
)
from transforms.mentions.casualties.phrases.people import Group
from transforms.mentions.casualties.vocabulary import Frame
from transforms.mentions.casualties.words.lexicon import lexicon

_HELD = {"hostage", "captive", "prisoner", "hostages", "captives", "prisoners"}
_HOSPITAL_REACH = 7  # tokens from "taken to" to the last of a hospital's name
_LIMB_REACH = 4  # tokens from "broke" to "leg"
_RELATIVE = 5  # tokens from "victims" to "died" in "victims who had died"
_SHARED_REACH = 8  # tokens between two cues that share a subject

Finder = Callable[[Clause, int, Found | None], Found | None]


def _share(clause: Clause, at: int, earlier: Found | None) -> list[Group] | None:
    """The people of the cue before, when only "and", "then" or the like stands between: "was shot and later died"."""
    edge, _ = skip_left(clause, at)
    if earlier is None or not (clause.kind(edge - 1) in {"conj", "sub"} or clause.low(edge - 1) == ","):
        return None
    if edge - 2 - earlier.cue > _SHARED_REACH:
        return None
    between = (clause.over.get(i) for i in range(earlier.cue + 1, edge - 1))
    return earlier.groups if all(g is None or g.kind == "thing" for g in between) else None


def _past(clause: Clause, at: int, earlier: Found | None) -> Found | None:
    """A participle or past tense: attributive, active with an object, sharing a subject, or passive."""
    covering = clause.over.get(at)
    if covering is not None and covering.kind != "thing":
        return Found([covering], at)
    edge, passive = skip_left(clause, at)
    nominal = edge == at and clause.low(at - 1) == "the"  # "the injured were taken away"
    idiom = (clause.low(at), clause.low(at + 1)) in {("burned", "down"), ("burnt", "down"), ("killed", "off")}
    if nominal or idiom:
        return None
    if not passive:
        objects = find_objects(clause, at)
        of_things = has_thing_object(clause, at) or acts_on_a_word(clause, at) if not objects else False
        if of_things or (opens_sentence(clause, at) and objects and all(g.kind == "name" for g in objects)):
            return None  # the last: "Hurt Pies", as a shop is called
        if objects and objects[0].head != "themselves" and not _reads_as_passive(clause, objects[0], edge):
            return Found(objects, at)
    if clause.kind(edge - 1) == "conj" or clause.low(edge - 1) == ",":
        shared = _share(clause, at, earlier)
        if shared is not None:
            return Found(shared, at, passive)
    return _suffering(clause, at)


def _suffering(clause: Clause, at: int) -> Found | None:
    """The subject of a participle and whoever is joined to it."""
    subject, passive = find_subject(clause, at)
    if subject is None or (passive and _disagrees(clause, at, subject)):
        return None
    acted_on = find_object_before(clause, subject) if not passive and subject.last == at else None
    if acted_on is not None:
        return Found([acted_on], at)
    reduced = not passive and subject.last == at and clause.low(at) != "drowned"  # it needs no "was"
    if subject.whole is not None and reduced:  # "two of the six men killed on Monday"
        subject = subject.whole
    return Found(join_right(clause, join_left(clause, subject), at), at, passive)


def _disagrees(clause: Clause, at: int, subject: Group) -> bool:
    """Whether "and was" shares the subject of a verb before, and not its object: "he hid 60 men and was shot"."""
    edge, _ = skip_left(clause, at)
    return clause.kind(edge - 1) == "conj" and clause.low(edge) == "was" and (subject.bounds.low or 0) > 1


def _reads_as_passive(clause: Clause, after: Group, edge: int) -> bool:
    """Whether a comma is missing, as in "1 killed 3 injured": a number before, and what follows has its own cue."""
    before = clause.ending.get(edge)
    return (
        before is not None
        and before.kind in {"count", "single"}
        and after.kind == "count"
        and is_subject(clause, after)
    )


def _active(clause: Clause, at: int, _earlier: Found | None) -> Found | None:
    everyone = find_everyone(clause, at + 1)
    if everyone:
        return Found(everyone, at)
    objects = find_objects(clause, at)
    if objects and objects[0].unsure and clause.low(at) in {"murder", "massacre", "slaughter"}:
        return None  # "the murder suspect"
    if objects and clause.low(at) == "hurts" and not are_people(clause, objects):
        return None  # "the rule hurts Solo in his next match"
    return Found(objects, at) if objects else None


def _died(clause: Clause, at: int, earlier: Found | None) -> Found | None:
    edge, _ = skip_left(clause, at)
    then = clause.low(edge - 1) == "," and clause.kind(edge) == "adv"
    if clause.kind(edge - 1) in {"conj", "sub"} or then:
        shared = _share(clause, at, earlier)
        if shared is not None:
            return Found(shared, at)
    subject, _ = find_subject(clause, at)
    return Found(join_right(clause, join_left(clause, subject), at), at) if subject is not None else None


def _state(clause: Clause, at: int, earlier: Found | None) -> Found | None:
    covering = clause.over.get(at)
    if covering is not None:  # "12 missing boys"; but "four homeless men" have long been so
        strange = covering.kind == "thing" or (covering.unsure and covering.head and clause.low(at) == "dead")
        return None if strange or clause.low(at) == "homeless" else Found([covering], at)
    if is_emphasis(clause, at) or (clause.low(at) == "missing" and is_lacking(clause, at)):
        return None
    named = clause.kind(at - 1) in {"det", "art", "poss"} or clause.low(at - 1) in {"of", "number of"}
    if named or is_of_things(clause, at):
        return None
    if (
        clause.low(at) == "dead"
        and earlier is not None
        and earlier.outcome == "killed"
        and earlier.groups[-1].last == at
    ):
        return None  # "shot the robber dead" is told already
    found = _died(clause, at, earlier)
    if found is not None:
        return found
    objects = find_objects(clause, at, reach=0)
    return Found(objects, at) if objects else None


def _hit(clause: Clause, at: int, earlier: Found | None) -> Found | None:
    """Shot, stabbed, struck: of people only, and not "shot at" or "one shot was fired"."""
    aimed = clause.low(at + 1) in lexicon().sets["not_shot"] and (
        clause.kind(at - 1) != "be" or clause.low(at + 1) == "down"
    )
    if aimed or is_afflicted(clause, at) or (clause.low(at) == "shot" and is_a_shot(clause, at)):
        return None
    found = _past(clause, at, earlier)
    if clause.low(at) == "knocked" and not _knocked_out(clause, found):
        return None
    if found is None or (
        clause.low(at) in {"hit", "struck", "beaten"} and not found.passive and not are_people(clause, found.groups)
    ):
        return None
    if clause.low(at) in {"hit", "struck"} and not found.passive and clause.kind(at + 1) in {"sub", "mark", "adv"}:
        return None  # "a second bomber struck as people ran"
    if all(g.kind in {"name", "pron"} for g in found.groups):
        acting = not found.passive and not clause.headline and found.groups[-1].last == at  # "Solo shot first"
        if acting or strikes_a_place(clause, at):
            return None
    to_death = _to_death(clause, max([at + 1, *(g.last for g in found.groups)]))
    return Found(found.groups, at, found.passive, outcome="killed" if to_death else None)


def _knocked_out(clause: Clause, found: Found | None) -> bool:
    """Whether "unconscious" follows those who were knocked."""
    return found is not None and clause.low(max(found.groups[-1].last, found.cue + 1)) == "unconscious"


def _captive(clause: Clause, at: int, _earlier: Found | None) -> Found | None:
    """Took 14 workers hostage; is holding a judge captive."""
    objects = find_objects(clause, at)
    behind = clause.low(objects[-1].last) if objects else ""
    told = objects[-1].head if objects and behind not in _HELD else behind
    if told not in _HELD:
        return None
    return Found(objects, at, outcome="detained" if told.startswith("prisoner") else "abducted")


def _fatal(clause: Clause, at: int, _earlier: Found | None) -> Found | None:
    """Beat two men to death; beat to death two men."""
    objects = find_objects(clause, at + (2 if _to_death(clause, at) else 0))
    return Found(objects, at) if objects and (_to_death(clause, at) or _to_death(clause, objects[-1].last)) else None


def _to_death(clause: Clause, at: int) -> bool:
    """Whether "to death" or "dead" stands at or just after `at`; not "nearly to death"."""
    ahead = [clause.low(i) for i in (at, at + 1, at + 2)]
    if {"nearly", "almost"} & {clause.low(at - 1), *ahead}:
        return False
    return ahead[:2] == ["to", "death"] or ahead[1:] == ["to", "death"] or ahead[0] == "dead"


def _hitting(clause: Clause, at: int, earlier: Found | None) -> Found | None:
    """Shooting two men; shooting himself dead; of blows only people beyond doubt, and nothing "itself"."""
    found = _active(clause, at, earlier)
    if found is None or found.groups[0].head == "itself":
        return None
    if clause.low(at) in {"hitting", "striking"} and not are_people(clause, found.groups):
        return None
    if not _to_death(clause, found.groups[-1].last):
        return found
    return Found(found.groups, at, outcome="killed")


def _care(clause: Clause, at: int, earlier: Found | None) -> Found | None:
    """Taken to Dorn Hospital, survived; not "survived by" kin, and not "six of the 50 on board survived"."""
    patient = clause.ending.get(at)
    died = earlier is not None and earlier.outcome == "killed" and not clause.is_cue(earlier.cue, "state")
    dead = earlier.groups if earlier is not None and died else []
    if dead and patient is not None and patient not in dead and is_elided(clause, patient, dead[0]):
        return None  # "one died at the scene and another in hospital"
    if clause.low(at).endswith(" to"):
        ahead = {clause.low(step) for step in range(at + 1, at + _HOSPITAL_REACH)}
        return _died(clause, at, earlier) if ahead & lexicon().sets["hospital"] else None
    if clause.low(at) not in {"survived", "survive"}:
        return _died(clause, at, earlier)
    found = _died(clause, at, earlier) if not says_no_more(clause, at) else None
    return None if found is None or found.groups[0].whole is not None else found


def _victims(clause: Clause, at: int, _earlier: Found | None) -> Found | None:
    """The four victims: people harmed, without a word on how badly; dead where they are buried or mourned."""
    group = clause.over.get(at) or clause.ending.get(at)
    group = group.whole or group if group is not None else None
    if group is None or group.kind != "count" or group.last > at + 1:
        return None
    reach = at + (_RELATIVE if clause.kind(at + 1) == "who" else 2)
    told = (token.cue for token in clause.tokens[at + 1 : reach])
    if any(cue and "killed" in cue.frames.values() for cue in told):
        return None  # "the four victims who died", "four more victims died"
    dead = clause.low(at) == "victims" and are_buried(clause, group, at)
    return Found([group], at, outcome="killed" if dead else None)


def _suffer(clause: Clause, at: int, earlier: Found | None) -> Found | None:
    """Suffered wounds; treated in hospital for burns; broke a leg; not suffered no wounds."""
    ahead = [clause.low(i) for i in range(at + 1, at + 9)]
    if clause.low(at) in lexicon().sets["breaking"]:
        limb = next((i for i in range(at + 1, at + 1 + _LIMB_REACH) if clause.low(i) in lexicon().sets["limb"]), None)
        own = limb is not None and not any(clause.kind(i) in {"prep", "mark", "conj"} for i in range(at + 1, limb))
        found = _died(clause, at, earlier) if own else None
        return found if found is not None and found.groups[0].kind != "name" else None  # players, most of them
    broken = {"broken", "fractured"}.intersection(ahead) and lexicon().sets["limb"].intersection(ahead)
    if "no" in ahead[:2] or not (broken or lexicon().sets["injury"].intersection(ahead)):
        return None
    return _died(clause, at, earlier)


# In the order in which a cue of several frames tries them.
FINDERS: dict[Frame, Finder] = {
    "past": _past,
    "gerund": _active,
    "base": _active,
    "died": _died,
    "state": _state,
    "hit": _hit,
    "hitting": _hitting,
    "fatal": _fatal,
    "loss": read_loss,
    "toll": read_toll,
    "claim": read_claim,
    "body": read_bodies,
    "suffer": _suffer,
    "treated": _suffer,
    "care": _care,
    "driven": read_driven,
    "flight": read_flight,
    "captive": _captive,
    "tally": read_tally,
    "both": read_both,
    "noun": read_noun,
    "victims": _victims,
}
