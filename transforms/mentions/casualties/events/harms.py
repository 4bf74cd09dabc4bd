"""Harms: every cue of a sentence with the people it speaks of."""

from __future__ import annotations

from itertools import pairwise

from schemas.mentions import Outcome
from transforms.mentions.casualties.events.clause import LISTED, Clause
from transforms.mentions.casualties.events.elisions import is_bare, is_elided
from transforms.mentions.casualties.events.harm import Found, Harm
from transforms.mentions.casualties.events.noun_frames import find_former
from transforms.mentions.casualties.events.subsets import WEAK, find_named, find_part, is_among, single_out
from transforms.mentions.casualties.events.verb_frames import FINDERS
from transforms.mentions.casualties.phrases.people import Group
from transforms.mentions.casualties.vocabulary import DENYING, FigureFrame, Frame, Mood
from transforms.mentions.casualties.words.lexicon import lexicon
from transforms.mentions.casualties.words.tokens import Token

_SURVIVABLE: frozenset[FigureFrame] = frozenset(("hit", "hitting", "care", "suffer"))
_REPEATED: frozenset[FigureFrame] = frozenset(("past", "died", "state", "gerund", "body", "hit", "suffer"))
_KILLED = {"killed", "shot dead"}  # what says no more of the shot than that they died
_WAS = {"were", "was", "been"}
_FOUND = {"alive", "safe", "unharmed", "safely", "dead"}


def find_harms(tokens: list[Token], groups: list[Group], *, headline: bool = False) -> list[Harm]:
    """The harms of a sentence in the order of their cues; after them those that the sentence singles out of another."""
    clause = Clause(tokens, groups, headline)
    harms: list[Harm] = []
    for at, token in enumerate(tokens):
        if token.cue is not None:
            harm = _read(clause, at, token, harms[-1] if harms else None)
            if harm is not None and not _led_to_death(clause, harms, harm) and not _is_told(harms, harm):
                if harms and _is_either(clause, harms[-1], harm):
                    harms[-1].either = harm.either = True
                elif harm.outcome == "killed":  # "was shot and later died": one person, dead
                    harms = [h for h in harms if not (_is_survivable(h) and h.groups[0] is harm.groups[0])]
                harms.append(harm)
    harms.extend(_gapped(clause, harms))
    _spell_out(clause, harms)
    _mark_former(clause, harms)
    _link_dead(clause, harms)
    former, parts = find_former(clause, harms), single_out(clause, harms)
    # "15 of them on life support" are told once, as some of the injured
    harms = [h for h in harms if h.frame not in WEAK or not _is_told(parts, h)]
    return [*harms, *former, *parts]


def _led_to_death(clause: Clause, harms: list[Harm], hurt: Harm) -> bool:
    """Whether people told as dead before had this harm first: "died after suffering burns"."""
    dead = next((h for h in harms if h.outcome == "killed" and h.groups[0] is hurt.groups[0]), None)
    if dead is None or hurt.outcome != "injured":
        return False
    return any(clause.low(at) in {"after", "from", "of"} for at in range(dead.cue + 1, hurt.cue))


def _is_told(harms: list[Harm], harm: Harm) -> bool:
    """Whether the same people are a part of others so harmed: the six of "of those killed, six were killed by mud"."""
    parts = [h.groups[0] for h in harms if h.frame == "subset" and h.outcome == harm.outcome]
    return any(part.first == harm.groups[0].first for part in parts)


def _is_survivable(harm: Harm) -> bool:
    """Whether who suffered it may have died of it since: "three people wounded on Monday have died"."""
    return harm.frame in _SURVIVABLE or (harm.frame in {"past", "gerund"} and harm.outcome == "injured")


def _is_either(clause: Clause, first: Harm, second: Harm) -> bool:
    """Whether two harms of the same people are told as one or the other: "dead or missing"."""
    same = first.outcome != second.outcome and first.groups[0] is second.groups[0]
    return same and any(clause.low(at) == "or" for at in range(first.cue + 1, second.cue))


def _gapped(clause: Clause, harms: list[Harm]) -> list[Harm]:
    """Numbers whose verb is left out: "four people were killed in Barra and six in Dorn", "as were two guards"."""
    known = {g.first for harm in harms for g in harm.groups}
    found: list[Harm] = []
    for group in clause.groups:
        before = [h for h in (*harms, *found) if h.cue < group.first and h.groups[-1].last <= group.first]
        told = max(before, key=lambda h: h.groups[-1].first, default=None)
        if told is None or group.first in known or told.frame not in _REPEATED or told.mood in DENYING:
            continue
        known_so = told.frame == "state" and clause.kind(group.last + 1) != "name"  # "one dead and another in hospital"
        if told.groups[0].kind in LISTED and not known_so and is_elided(clause, group, told.groups[0]):
            found.append(Harm(outcome=told.outcome, frame=told.frame, cue=told.cue, groups=[group]))
        elif is_bare(group):  # "five were killed, two in Barra and three in Dorn"
            break
    return found


def _spell_out(clause: Clause, harms: list[Harm]) -> None:
    """Take as dead whom a colon parts from a count of dead: "three were killed: two were shot and one drowned"."""
    colon = next((at for at in range(len(clause.tokens)) if clause.low(at) in {":", "–", "—"}), None)
    dead = next((h for h in harms if colon is not None and h.outcome == "killed" and h.groups[-1].last <= colon), None)
    told = [h for h in harms if dead is not None and colon is not None and h.cue > colon]
    bare = all(len(h.groups) == 1 and h.groups[0].kind == "count" and not h.groups[0].head for h in told)
    if dead is None or not bare or sum(h.groups[0].bounds.low or 0 for h in told) > (dead.groups[0].bounds.low or 0):
        return
    for harm in told:
        if _is_survivable(harm):
            harm.outcome, harm.frame, harm.whole = "killed", "subset", dead


def _mark_former(clause: Clause, harms: list[Harm]) -> None:
    """Mark what a new toll replaces: "revised the toll to 38 dead, from 45 dead"."""
    for harm in harms:
        told = clause.low(harm.groups[0].first - 1) == "from" and harm.groups[0].kind == "count"
        if told and any(other.frame == "toll" and other is not harm for other in harms):
            harm.former = True


def _link_dead(clause: Clause, harms: list[Harm]) -> None:
    """Tie the dead to the people shot before them in the sentence: "five were shot and two of them died"."""
    for shot, dead in pairwise(harms):
        if (
            shot.frame in {"hit", "hitting"}
            and dead.outcome == "killed"
            and dead.among is None
            and (dead.frame != "past" or clause.low(dead.cue) in _KILLED)  # "three were stabbed, two were strangled"
            and is_among(shot, dead)
        ):
            dead.among = shot


def _read(clause: Clause, at: int, token: Token, earlier: Harm | None) -> Harm | None:
    """The harm of a cue: the first of its frames that finds people."""
    frames = token.cue.frames if token.cue is not None else {}
    called = _read_called(clause, at, frames.get("past") or frames.get("state"))
    if called is not None:
        return called
    for frame, finder in FINDERS.items():
        found = (
            finder(clause, at, Found(earlier.groups, earlier.cue, outcome=earlier.outcome) if earlier else None)
            if frame in frames
            else None
        )
        if found is None:
            continue
        people = found.groups
        if token.low in lexicon().sets["ambiguous"]:
            people = [g for g in people if not g.unsure or not g.head]
        if not people or (frames[frame] == "injured" and _is_told_dead(clause, people, at, earlier)):
            return None
        harm = Harm(
            outcome=found.outcome or frames[frame],
            frame=_told_frame(clause, at, frame, found),
            cue=at,
            groups=people,
            mood=_told_mood(clause, people[0], at, frame),
        )
        if earlier is not None and harm.mood == "real" and frame == "base" and clause.kind(at - 1) == "conj":
            modal = any(clause.kind(k) == "modal" for k in range(earlier.cue - 3, earlier.cue))
            harm.mood = earlier.mood if modal else harm.mood  # "could kill 40 people and injure 300"
        harm.former = frame == "toll" and clause.low(at - 1) in lexicon().sets["former"]
        harm.former = harm.former or clause.wrongly < at
        if harm.outcome == "missing" and _FOUND & {clause.low(k) for k in range(at + 1, at + 7)}:
            return None  # "all nine missing miners were found alive"; "who was missing, was found dead"
        return harm
    return None


def _is_told_dead(clause: Clause, people: list[Group], at: int, earlier: Harm | None) -> bool:
    """Whether the cue before told these people's death: "were found dead, poisoned by gas"; not "killed or hurt"."""
    if earlier is None or earlier.outcome != "killed" or people != earlier.groups:
        return False
    return all(clause.low(k) != "or" for k in range(earlier.cue + 1, at))


def _read_called(clause: Clause, at: int, outcome: Outcome | None) -> Harm | None:
    """The harm of a cue that calls its people so: "two of the injured", "the dead were 30 rebels"."""
    if outcome is None:
        return None
    part = find_part(clause, at)
    if part is None:
        named = find_named(clause, at)
        return None if named is None else Harm(outcome=outcome, frame="state", cue=at, groups=named.groups)
    died = _find_death(clause, at)
    if died is not None:
        return Harm(outcome="killed", frame="died", cue=died, groups=part.groups)
    return Harm(outcome=outcome, frame="subset", cue=at, groups=part.groups)


def _find_death(clause: Clause, at: int) -> int | None:
    """Where the people of a cue are told to have died: "two of the wounded later died"."""
    after = at + 1
    while clause.kind(after) in {"have", "adv"}:
        after += 1
    return after if clause.is_cue(after, "died") and not clause.low(after).startswith("dying") else None


def _told_mood(clause: Clause, first: Group, at: int, frame: Frame) -> Mood:
    """The mood of a cue as its frame takes it: tolls to come, "is expected to die", "tried to kill"."""
    to_do = clause.low(at - 1) == "to" and not clause.low(at - 2).startswith("manag")
    mood = _mood_of(clause, first, at, to_do=frame == "base" and to_do)
    if frame == "state" and _was_feared(clause, at):
        return "averted"
    if frame == "toll" and _is_foreseen(clause, at, first):
        return "possible"
    if mood == "possible" and _is_supposed(clause, at, frame):
        return "averted"
    ahead = mood == "possible" or clause.low(at - 2) in lexicon().sets["ahead"]
    return "averted" if frame == "died" and to_do and ahead else mood


def _is_supposed(clause: Clause, cue: int, frame: Frame) -> bool:
    """Whether a harm is only thought of: "900 people could drown", "300 might be hurt"; not "may have drowned"."""
    window = clause.tokens[max(0, cue - 4) : cue]
    if any(token.kind == "have" for token in window):
        return False
    modal = any(token.low in {"could", "would", "might"} for token in window)
    return modal and (frame in {"past", "hit"} or (frame == "died" and not clause.low(cue).endswith("ed")))


def _was_feared(clause: Clause, at: int) -> bool:
    """Whether people were given up, as it is told of who turns out to live: "climbers who were feared dead have"."""
    given_up = clause.low(at - 1) in {"feared", "presumed", "believed", "thought"} and clause.low(at - 2) in _WAS
    return given_up and any(clause.kind(k) == "who" for k in range(max(0, at - 5), at - 2))


def _told_frame(clause: Clause, at: int, frame: Frame, found: Found) -> Frame:
    """The frame as it is told: "shot two men dead" is as sure as "killed", and "tried to hit a guard" an infinitive."""
    if found.outcome and frame in {"hit", "hitting"}:
        return "past"
    if found.outcome and frame == "victims":
        return "noun"
    return "base" if frame == "hit" and clause.low(at - 1) == "to" else frame


def _is_foreseen(clause: Clause, cue: int, people: Group) -> bool:
    """Whether a toll is one to come: "the toll could rise to 50", "is expected to reach 50"."""
    between = range(cue + 1, people.first)
    return any(clause.kind(at) == "modal" or clause.low(at) in {"expected", "likely", "feared"} for at in between)


def _mood_of(clause: Clause, first: Group, cue: int, *, to_do: bool) -> Mood:
    """The mood of a cue by the words before it. first: its first people. to_do: it is an infinitive, "to kill"."""
    if first.kind == "none":
        return "negated" if clause.low(first.first).startswith("any") else "real"  # "denied that any were killed"
    sets = lexicon().sets
    window = clause.tokens[max(0, cue - 4) : cue]
    said = {t.low for t in clause.tokens[max(0, cue - 8) : cue]}
    negated = any(t.low in {"not", "never", "without"} or t.low.endswith("n't") for t in window[-3:])
    negated = negated or bool(said & sets["denying"] and not said & sets["implicated"])
    modals = {t.low for t in window if t.kind == "modal"}
    missed = bool(modals & {"could", "would", "might"}) and any(t.kind == "have" for t in window)
    coming = "going" in said and any(
        clause.low(k) == "going" and clause.low(k + 1) == "to" and clause.kind(k + 2) in {"be", "cue"}
        for k in range(max(0, cue - 4), cue)
    )
    possible = coming or to_do or bool(modals - {"would"}) or any(t.low in sets["unreal"] for t in window)
    if negated:
        return "excluded" if possible else "negated"
    if clause.low(first.first - 1) in sets["supposing"]:
        return "averted"
    if missed or coming:
        return "averted" if possible else "counterfactual"
    return "possible" if possible else "real"
