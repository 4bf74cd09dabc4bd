"""Features of candidates: plain yes-or-no facts, so that a weight reads as "how much this speaks for the number"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transforms.mentions.casualties.events.figures import Figure
from transforms.mentions.casualties.judging.article_facts import count_figures, describe_article
from transforms.mentions.casualties.judging.candidates import Candidate, adds_to
from transforms.mentions.casualties.judging.focus import event_nouns
from transforms.mentions.casualties.judging.known import follows_event, is_attribute, is_only_known
from transforms.mentions.casualties.judging.persons import victim_key
from transforms.mentions.casualties.judging.reading import Reading
from transforms.mentions.casualties.vocabulary import LEARNED

Features = dict[str, float]

# What of a candidate's own features the gate sees; sizes would only teach it the sets it was trained on.
_GATE_FEATURES = ("first_", "frame_", "only_", "clean", "kind_", "shot_", "same_", "nobody_", "said_", "is_max", "how_")
_COURT = re.compile(
    r"\b(?:charged|charges|accused|trial|court|convicted|sentenced|guilty|suspects?|probing|investigat\w+|arrest\w*"
    r"|victims of|mourn\w*)\b",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_SUBORDINATE = re.compile(r"\b(?:that|which|who|where|when|after|following) ", re.IGNORECASE)
_PARTICIPLE = r"(?:\w+ly |already |also |been |since |earlier |so far ){0,3}\w+(?:ed|en|ain|ad|un|ot|st|rt|eft)\b"
_HAD = re.compile(rf"\bhad {_PARTICIPLE}", re.IGNORECASE)
_HAS = re.compile(rf"\b(?:has|have) {_PARTICIPLE}", re.IGNORECASE)
_OTHERS = re.compile(r"other| more|\badditional\b|\bfurther\b")
_DAYS_AFTER = re.compile(
    r"\b(?:hours?|days?|weeks?|months?|years?) (?:after|since|before) (?:[\w'’.-]+ ){0,5}$", re.IGNORECASE
)
_BEFORE_HARM = re.compile(r"\b(?:before|until|till|since|ever since|when) (?:[\w’']+ ){0,4}$", re.IGNORECASE)
IN_CAPITALS = "_in_capitals"
"""Ends the name of a fact of the gate that is told of a text in capitals."""

_BEFORE, _BEHIND = 80, 40  # characters before and after a figure whose words tell its time
_EARLY = 3  # sentences
_NEWS = 2  # days; younger is the news of the day
_LONG_PAST = 10  # days
_BAD = ("cumulative", "rate", "background", "other_event", "illness", "hypothetical", "denied", "subset")
_SHOT = {"hit", "hitting", "care", "suffer", "victims"}


def _is_clean(figure: Figure) -> bool:
    return figure.scope == "event" and not figure.unsure


def describe_values(candidates: list[Candidate], reading: Reading, killed: int | None) -> None:
    """Give every candidate of an outcome the features that tell it from its rivals, in place."""
    stated = [c.point for c in candidates if any(x.scope == "event" and x.point == c.point for x in c.figures)]
    starts = [x.start for c in candidates for x in c.figures if x.sentence >= 0 and _is_clean(x)]
    most, first = max(stated, default=0), min(starts, default=-1)
    open_ = [x for c in candidates for x in c.figures if x.point == c.point and x.sentence >= 0 and not x.closed]
    told_most = max((x.point or 0 for x in open_ if x.kind == "count"), default=0)
    told_first = min((x.start for x in open_), default=-1)
    dead = [f for f in reading.figures if f.outcome == "killed"][:200]
    dead_keys = {victim_key(x, reading.text) for x in dead if x.kind in {"single", "name"}}
    dead_keys |= {x.head for x in dead if x.kind == "bare"}
    for candidate in candidates:
        clean = [x for x in candidate.figures if x.point == candidate.point and x.sentence >= 0 and _is_clean(x)]
        f = _describe_support(candidate, clean, reading.text)
        if candidate.point == most:
            f["is_max"] = 1
        if clean and min(x.start for x in clean) == first:
            f["is_first"] = 1
        own = [x for x in candidate.figures if x.point == candidate.point and x.sentence >= 0 and not x.closed]
        f["largest_told"] = float(candidate.point == told_most)
        f["told_first"] = float(any(x.start == told_first for x in own))
        f["adds_to_earlier"] = float(any(_adds_to_earlier(x, reading) for x in clean))
        if candidate.outcome == "injured":
            f.update(_describe_injured(candidate, clean, reading.text, dead_keys, killed))
        candidate.features = {name: value for name, value in f.items() if value}


def _describe_support(candidate: Candidate, clean: list[Figure], text: str) -> Features:
    """How a candidate is stated, where, and what of."""
    f: Features = {f"how_{how}": 1 for how in sorted(candidate.how)}
    stated = [x for x in candidate.figures if x.point == candidate.point]
    f["only_derived"] = not candidate.how & {"stated", "sum", "title"}
    f[f"first_{_place_of_first(clean)}"] = 1
    f["clean_support"] = min(len(clean), 4) / 2
    f["sentences"] = min(len({x.sentence for x in clean}), 4) / 2
    f[f"size_{_size_of(candidate.point)}"] = 1
    f.update({f"kind_{x.kind}": 1 for x in clean})
    f.update({f"frame_{x.frame}": 1 for x in stated})
    if not clean:
        f.update({f"only_{scope}": any(x.scope == scope for x in stated) for scope in _BAD})
        f["only_unsure"] = any(x.unsure for x in stated)
    f["all_definite"] = bool(clean) and all(x.definite for x in clean)
    f["part_of_sum"] = any(x.whole is not None and x.whole.derived and x.sentence >= 0 for x in stated)
    phrases = [text[x.victims[0] : x.victims[1]].lower() for x in clean]
    f["others"] = any(_OTHERS.search(phrase) is not None for phrase in phrases)
    return {name: float(value) for name, value in f.items() if value}


def _adds_to_earlier(figure: Figure, reading: Reading) -> bool:
    """Whether a figure counts others than those that an earlier sentence counts as harmed in the same way."""
    if not adds_to(reading.text, figure):
        return False
    near = [x for x in reading.figures if x.kind in {"count", "single", "name"} and x.start < figure.start]
    if any(x.sentence == figure.sentence for x in near):  # "killed two and hurt three others"
        return False
    return any(x.outcome == figure.outcome for x in near)


def _place_of_first(clean: list[Figure]) -> int:
    """Where the first clean figure stands: 0 and 1 are the first sentences, then wider bands; 5: there is none."""
    first = min((x.sentence for x in clean), default=99)
    return first if first < 2 else 2 if first <= 3 else 3 if first <= 8 else 4 if first < 99 else 5


def _size_of(point: int) -> str:
    return str(point) if point < 4 else "4to9" if point < 10 else "10to99" if point < 100 else "many"


def _describe_injured(
    candidate: Candidate, clean: list[Figure], text: str, dead_keys: set[str], killed: int | None
) -> Features:
    """Whether the "shot" are the dead, or others."""
    f: Features = {"some_died": float(bool(killed)), "said_injured": float(any(x.frame == "past" for x in clean))}
    hurt = {victim_key(x, text) for x in clean if x.kind in {"single", "name"}}
    if clean and all(x.frame in _SHOT for x in clean):
        f["only_shot"] = 1
        if killed:
            f["only_shot_and_dead"] = 1
            f["shot_as_many_as_dead"] = float(candidate.point == killed)
            f["shot_more_than_dead"] = float(candidate.point > killed)
    if hurt:
        f["same_person_died" if hurt <= dead_keys else "nobody_of_them_died"] = 1
    return {name: value for name, value in f.items() if value}


def describe_gate(candidate: Candidate, rivals: list[Candidate], reading: Reading, killed: int | None) -> Features:
    """What speaks for the article having a count of its own, the candidate being its best number."""
    best, sentence = candidate.best, reading.sentence(candidate.best.sentence)
    late = best.sentence > 1
    f: Features = {f"v_{name}": value for name, value in candidate.features.items() if name.startswith(_GATE_FEATURES)}
    in_title = any(x.sentence < 0 for c in rivals for x in c.figures)
    f["in_title"] = in_title
    f["number_in_title"] = any(x.sentence < 0 for x in candidate.figures)
    for scope in best.cues:
        f[f"cue_{scope}"] = 1
        f[f"cue_{scope}_lead"] = best.sentence <= 0
    f["court" if not late else "court_late"] = bool(_COURT.search(sentence))
    before = reading.text[max(0, best.victims[0] - 60) : best.victims[0]]
    f["in_subordinate"] = bool(_SUBORDINATE.search(before))
    f["in_subordinate_late"] = f["in_subordinate"] and best.sentence > 0
    f["nobody"] = any(x.kind == "none" and x.outcome == candidate.outcome for x in reading.figures)
    f["no_title"] = not reading.title
    f["own_dead"] = bool(killed)
    f["obituary_late"] = best.sentence > 0 and any(
        x.scope == "illness" for x in (*reading.headline, *reading.figures[:20]) if x.sentence <= 1
    )
    f["past_not_in_title"] = bool(reading.title) and not in_title and "only_background" in candidate.features
    stated = [c for c in rivals if c.how & {"stated", "sum"} and any(x.scope == "event" for x in c.figures)]
    f["clean_candidates"] = min(len(stated), 4) / 3
    f["late_and_not_in_title"] = bool(reading.title) and late and not in_title
    other = any(x.outcome != candidate.outcome and x.kind in {"count", "single"} for x in reading.headline)
    f["other_outcome_in_title"] = other and not in_title
    f["other_outcome_in_title_late"] = other and not in_title and late and best.kind == "count"
    f.update(_describe_event(candidate, reading, sentence, late=late))
    f.update(_describe_time(best, candidate.figures, reading, in_title=in_title, late=late))
    f.update(describe_article(reading, best))
    f.update(count_figures(reading.figures, best))
    told = {name: float(value) for name, value in f.items() if value}
    # copy in capitals is of another time and trade: each fact has a weight of its own there beside the common one
    return told | {f"{name}{IN_CAPITALS}": value for name, value in told.items()} if "shouted" in told else told


def _is_another_harm(figure: Figure, best: Figure) -> bool:
    """Whether a figure near the best one counts people harmed in another way, as reports of an event do."""
    counts = figure.kind == "count" and _is_clean(figure) and figure.outcome in LEARNED
    return counts and figure.outcome != best.outcome and abs(figure.sentence - best.sentence) <= 1


def _describe_event(candidate: Candidate, reading: Reading, sentence: str, *, late: bool) -> Features:
    """Whether the candidate's sentence speaks of the event and the day that title and lead speak of."""
    lead = reading.lead
    named, in_lead, in_title = event_nouns(sentence), event_nouns(lead), event_nouns(reading.title or "")
    shared = bool(named & (in_lead | in_title))
    best = candidate.best
    harmed = bool(reading.headline) or any(x.sentence == 0 for x in reading.figures[:20])
    opened = harmed or bool(in_title | event_nouns(reading.sentence(0)))
    f: Features = {"event_in_title": bool(in_title), "event_in_lead": bool(in_lead), "event_shared": shared}
    f["event_shared_late"] = shared and late
    f["pronoun_of_event"] = best.kind == "bare" and best.sentence <= _EARLY and bool(in_title | in_lead)
    f["no_harm_up_front"] = not harmed and bool(reading.title)
    f["no_event_up_front"] = not opened and bool(reading.title)
    f["no_event_up_front_count"] = not opened and bool(reading.title) and best.kind == "count"
    f["nothing_shared_late"] = late and not shared
    opening = [x for x in (*reading.headline, *reading.figures[:20]) if x.sentence <= 1 and x.kind != "bare"]
    f["other_harm_near"] = any(_is_another_harm(x, best) for x in reading.figures[:200])
    f["opening_closed"] = any(x.closed for x in opening)
    f["opening_clean"] = any(_is_clean(x) and x.outcome == best.outcome for x in opening)
    f["nothing_shared_late_count"] = (
        late and not shared and best.kind == "count" and not best.definite and bool(reading.title)
    )
    days, lead_days = _weekdays([sentence]), _weekdays([reading.sentence(0)])
    if late and days and lead_days:
        f["day_of_lead" if days & lead_days else "other_day"] = 1
    return f


def _describe_time(best: Figure, same: Sequence[Figure], reading: Reading, *, in_title: bool, late: bool) -> Features:
    """Whether the words around a figure tell it as past: by tense, by its day, as what came before something else.

    same: the figures that state the same number.
    """
    f: Features = {}
    if best.sentence < 0:
        return f
    start, end = reading.sentences[best.sentence]
    before = reading.text[max(start, best.victims[0] - _BEFORE) : best.victims[0]]
    around = before + " " + reading.text[best.victims[1] : min(end, best.victims[1] + _BEHIND)]
    f["had"] = best.sentence > 0 and _HAD.search(around) is not None
    f["has"] = _HAS.search(around) is not None
    f["has_late"] = late and f["has"]
    f["told_as_known"] = is_attribute(reading, best)
    f["told_as_known_late"] = late and f["told_as_known"]
    f["only_as_known"] = is_only_known(reading, best, same)
    f["days_after"] = _DAYS_AFTER.search(before) is not None
    f["before_its_time"] = _BEFORE_HARM.search(before) is not None
    f["after_event"] = follows_event(reading, best)
    f["after_event_late"] = best.sentence > 0 and f["after_event"]
    if best.age is not None:
        band = 0 if best.age < _NEWS else 2 if best.age < 2 * _NEWS else 4 if best.age <= _LONG_PAST else 11
        f[f"age_{band}"] = 1
        opened = [x.age for x in reading.figures[:20] if x.sentence <= 1 and x.age is not None]
        f["older_than_lead"] = late and best.age > min(opened, default=best.age)
        f["old_news_late"] = late and best.age > _LONG_PAST and not any(x.sentence <= 1 for x in reading.figures[:20])
        f["older_not_in_title"] = best.age >= 2 * _NEWS and not in_title
    return f


def _weekdays(texts: Sequence[str]) -> set[str]:
    return {day.lower() for text in texts for day in _WEEKDAY.findall(text)}
