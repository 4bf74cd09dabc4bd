"""Features of candidates: plain yes-or-no facts, so that a weight reads as "how much this speaks for the number"."""

from __future__ import annotations

import re

from transforms.mentions.casualties.evidence import Candidate, focal_nouns, victim_key
from transforms.mentions.casualties.proposing import Figure

_COURT = re.compile(
    r"\b(?:charged|charges|accused|trial|court|convicted|sentenced|guilty|suspects?|probing|investigat\w+|arrest\w*|victims of|mourn\w*)\b",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
# What of a candidate's own features the gate sees; sizes would only teach it the sets it was trained on.
_GATE_FEATURES = ("first_", "frame_", "only_", "clean", "kind_", "shot_", "same_", "nobody_", "said_", "is_max")
_BAD = ("cumulative", "rate", "background", "other_event", "illness", "hypothetical", "denied", "subset")


def describe_value(
    candidate: Candidate, rivals: list[Candidate], text: str, killed: list[Figure], killed_count: int | None
) -> dict[str, float]:
    """What speaks for a candidate against its rivals of the same outcome. killed: figures of the dead (for injured)."""
    f: dict[str, float] = {}
    stated = [x for x in candidate.figures if x.point == candidate.point]
    for how in candidate.how:
        f[f"how_{how}"] = 1
    if not (candidate.how & {"stated", "sum", "title"}):
        f["only_derived"] = 1
    body = [x for x in stated if x.sentence >= 0]
    clean = [x for x in body if x.scope == "event" and not x.unsure]
    first = min((x.sentence for x in clean), default=99)
    f[
        f"first_{0 if first == 0 else 1 if first == 1 else 2 if first <= 3 else 3 if first <= 8 else 4 if first < 99 else 5}"
    ] = 1
    f["clean_support"] = min(len(clean), 4) / 2
    f["sentences"] = min(len({x.sentence for x in clean}), 4) / 2
    points = [c.point for c in rivals if any(x.scope == "event" and x.point == c.point for x in c.figures)]
    if points and candidate.point == max(points):
        f["is_max"] = 1
    starts = [x.start for c in rivals for x in c.figures if x.sentence >= 0 and x.scope == "event" and not x.unsure]
    if clean and starts and min(x.start for x in clean) == min(starts):
        f["is_first"] = 1
    f[
        f"size_{candidate.point if candidate.point < 4 else '4to9' if candidate.point < 10 else '10to99' if candidate.point < 100 else 'many'}"
    ] = 1
    for kind in {x.kind for x in clean}:
        f[f"kind_{kind}"] = 1
    for frame in {x.frame for x in stated}:
        f[f"frame_{frame}"] = 1
    if stated and not clean:
        for scope in _BAD:
            if any(x.scope == scope for x in stated):
                f[f"only_{scope}"] = 1
        if any(x.unsure for x in stated):
            f["only_unsure"] = 1
    if clean and all(x.definite for x in clean):
        f["all_definite"] = 1
    if any(x.whole is not None and x.whole.derived for x in body):
        f["part_of_sum"] = 1
    for x in clean:
        words = text[x.victims[0] : x.victims[1]].lower()
        if "other" in words or "another" in words or " more" in words:
            f["others"] = 1
    if candidate.outcome == "injured":
        _describe_injured(f, candidate, clean, text, killed, killed_count)
    return f


def _describe_injured(
    f: dict[str, float],
    candidate: Candidate,
    clean: list[Figure],
    text: str,
    killed: list[Figure],
    killed_count: int | None,
) -> None:
    shot = {"hit", "hitting", "care", "suffer", "victims"}
    if clean and all(x.frame in shot for x in clean):
        f["only_shot"] = 1
        if killed_count:
            f["only_shot_and_dead"] = 1
            if candidate.point == killed_count:
                f["shot_as_many_as_dead"] = 1
            if candidate.point > killed_count:
                f["shot_more_than_dead"] = 1
    dead = {victim_key(x, text) for x in killed if x.kind in {"single", "name"}} | {
        x.head for x in killed if x.kind == "bare"
    }
    hurt = {victim_key(x, text) for x in clean if x.kind in {"single", "name"}}
    if hurt and hurt <= dead:
        f["same_person_died"] = 1
    elif hurt:
        f["nobody_of_them_died"] = 1
    if killed_count:
        f["some_died"] = 1
    if any(x.frame == "past" for x in clean):
        f["said_injured"] = 1


def describe_gate(
    candidate: Candidate,
    rivals: list[Candidate],
    text: str,
    title: str | None,
    lead: str,
    sentence: str,
    *,
    killed: int | None,
    zero: bool,
    other_in_title: bool,
) -> dict[str, float]:
    """What speaks for the article having a count of its own, the candidate being its best number."""
    f = {f"v_{name}": value for name, value in candidate.features.items() if name.startswith(_GATE_FEATURES)}
    best = candidate.best
    if any(x.sentence < 0 for c in rivals for x in c.figures):
        f["in_title"] = 1
    if any(x.sentence < 0 for x in candidate.figures):
        f["number_in_title"] = 1
    for scope in best.cues:
        f[f"cue_{scope}"] = 1
        if best.sentence <= 0:
            f[f"cue_{scope}_lead"] = 1
    shared = focal_nouns(sentence) & focal_nouns(f"{title or ''} {lead}")
    if focal_nouns(title or ""):
        f["event_in_title"] = 1
    if focal_nouns(lead):
        f["event_in_lead"] = 1
    if shared:
        f["event_shared"] = 1
        if best.sentence > 1:
            f["event_shared_late"] = 1
    elif best.sentence > 1:
        f["nothing_shared_late"] = 1
        if best.kind == "count" and not best.definite and title:
            f["nothing_shared_late_count"] = 1
    days, lead_days = (
        {d.lower() for d in _WEEKDAY.findall(part)} for part in (sentence, lead.split(". ", maxsplit=1)[0])
    )
    if best.sentence > 1 and days:
        f["day_of_lead" if days & lead_days else "other_day" if lead_days else "some_day"] = 1
    if _COURT.search(sentence):
        f["court" if best.sentence <= 1 else "court_late"] = 1
    if title and best.sentence > 1 and "in_title" not in f:
        f["late_and_not_in_title"] = 1
    if other_in_title and "in_title" not in f:
        f["other_outcome_in_title"] = 1
        if best.sentence > 1 and best.kind == "count":
            f["other_outcome_in_title_late"] = 1
    if zero:
        f["nobody"] = 1
    if not title:
        f["no_title"] = 1
    before = text[max(0, best.victims[0] - 60) : best.victims[0]].lower()
    if any(f" {w} " in f" {before}" for w in ("that", "which", "who", "where", "when", "after", "following")):
        f["in_subordinate"] = 1
        if best.sentence > 0:
            f["in_subordinate_late"] = 1
    if killed:
        f["own_dead"] = 1
    f["clean_candidates"] = min(sum(any(x.scope == "event" for x in c.figures) for c in rivals), 5) / 3
    return f
