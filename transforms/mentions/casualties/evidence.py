"""Evidence: for each number that could be the article's own count, what in the article speaks for and against it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from transforms.mentions.casualties.proposing import Figure

_MULTIPLE = re.compile(
    r"\b(double|triple|quadruple|quintuple)[ -](?:\w+ )?(shooting|homicide|murder|killing|slaying|stabbing|fatal|death)",
    re.I,
)
_MULTIPLES = {"double": 2, "triple": 3, "quadruple": 4, "quintuple": 5}
_MURDER_SUICIDE = re.compile(r"\bmurder[ -–]suicide", re.I)
_SELF = re.compile(
    r"\b(?:(?:kill(?:ed|ing|s)?|sh(?:ot|oots?|ooting)|hang(?:ed|ing)|then|and|on) (?:himself|herself|themselves|self)"
    r"|suicide|self-inflicted|t(?:ook|aking|akes) (?:his|her) own life)\b",
    re.I,
)
_ORDINALS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7}
_ORDINAL_VICTIM = re.compile(r"\b(?:a|the) (second|third|fourth|fifth|sixth|seventh)\b", re.I)
_FOCAL_NOUNS = {
    "explosion": "blast", "blast": "blast", "blasts": "blast", "explosions": "blast", "bomb": "blast", "bombing": "blast",
    "bombings": "blast", "bombs": "blast", "exploded": "blast", "attack": "attack", "attacks": "attack", "attacked": "attack",
    "assault": "attack", "raid": "attack", "ambush": "attack", "offensive": "attack", "operation": "attack", "strike": "attack",
    "strikes": "attack", "airstrike": "attack", "airstrikes": "attack", "shelling": "attack", "clash": "clash", "clashes": "clash",
    "fighting": "clash", "crash": "crash", "crashed": "crash", "collision": "crash", "collided": "crash", "accident": "crash",
    "derailed": "crash", "sank": "crash", "capsized": "crash", "fire": "fire", "blaze": "fire", "inferno": "fire",
    "quake": "quake", "earthquake": "quake", "tsunami": "quake", "flood": "flood", "floods": "flood", "mudslides": "flood",
    "landslide": "flood", "storm": "storm", "hurricane": "storm", "typhoon": "storm", "cyclone": "storm", "tornado": "storm",
    "shooting": "shooting", "shootings": "shooting", "shot": "shooting", "gunfire": "shooting", "gunman": "shooting",
    "murder": "murder", "murders": "murder", "murdered": "murder", "killing": "murder", "killings": "murder",
    "slaying": "murder", "slayings": "murder", "homicide": "murder", "massacre": "murder", "stabbing": "murder", "stabbed": "murder",
    "disease": "disease", "virus": "disease", "fever": "disease", "cholera": "disease", "flu": "disease", "outbreak": "disease",
    "epidemic": "disease", "rabies": "disease", "ebola": "disease", "malaria": "disease", "collapse": "collapse", "collapsed": "collapse", "riot": "clash", "riots": "clash",
}  # fmt: skip
_WORDS = re.compile(r"[a-z]+")


@dataclass(slots=True)
class Candidate:
    """A number that could be the article's own count of an outcome, with the figures that support it.

    how: "stated", or how it was derived. features: name -> value, for the weights.
    """

    outcome: str
    point: int
    figures: list[Figure]
    how: set[str] = field(default_factory=set)
    features: dict[str, float] = field(default_factory=dict)

    @property
    def best(self) -> Figure:
        """The figure that states it best: in event scope, counted, early."""
        return min(
            self.figures,
            key=lambda f: (f.scope not in {"event"}, f.sentence < 0, f.unsure, f.kind != "count", f.sentence, f.start),
        )


def focal_nouns(text: str) -> set[str]:
    """Kinds of event that the words of a text name."""
    return {_FOCAL_NOUNS[word] for word in _WORDS.findall(text.lower()) if word in _FOCAL_NOUNS}


def _usable(figure: Figure) -> bool:
    return (
        figure.kind in {"count", "single", "name"}
        and bool(figure.point)
        and not figure.negated
        and not (figure.hypothetical and figure.frame in {"base", "gerund", "noun"})
    )


def victim_key(figure: Figure, text: str) -> str:
    """A name for the person of a single figure: the last name in capitals, else the head noun."""
    words = [w for w in re.findall(r"[^\W\d_][\w'’-]*", text[figure.victims[0] : figure.victims[1]]) if w]
    if figure.kind == "name" and words:
        return words[-1].lower()
    capitals = [w for w in words[1:] if w[0].isupper() and not w.isupper()]
    return capitals[-1].lower() if capitals else figure.head


def collect(
    text: str, title: str | None, figures: list[Figure], headline: list[Figure], outcome: str, killed: int | None
) -> list[Candidate]:
    """All candidates for an outcome. killed: the article's own count of dead, when it is known already."""
    by_point: dict[int, Candidate] = {}

    def offer(point: int | None, supports: Iterable[Figure], how: str) -> None:
        if not point:
            return
        candidate = by_point.setdefault(point, Candidate(outcome, point, []))
        candidate.how.add(how)
        candidate.figures.extend(f for f in supports if f not in candidate.figures)

    own = [f for f in figures if f.outcome == outcome and _usable(f) and f.scope != "illness"]
    ill = any(f.scope == "illness" and f.frame == "died" for f in figures)
    for f in own:
        offer(f.point, [f], "sum" if f.derived else "stated")
    for f in headline:
        if f.outcome == outcome and _usable(f) and not (ill and f.frame == "died" and f.kind != "count"):
            offer(f.point, [f], "title")
    for f in figures:
        if f.outcome == outcome and f.kind == "bare" and f.scope == "event":
            if f.head in {"he", "she", "him", "her", "himself", "herself"} or (
                f.head and not f.unsure and f.frame in {"care", "suffer"}
            ):
                offer(1, [f], "pronoun")
    if outcome == "killed" and (self_harm := _SELF.search(f"{title or ''}. {text}")):
        del self_harm
        for point in list(by_point):
            offer(point + 1, by_point[point].figures[:1], "plus_self")
        if not by_point and own_or_bare(figures, outcome):
            offer(1, own_or_bare(figures, outcome)[:1], "self")
    plain = [f for f in own if f.scope == "event" and not f.unsure]
    _add_sums(plain, offer)
    _add_victims(text, plain, offer)
    if outcome == "injured" and killed:
        for f in own:
            if (
                f.frame in {"hit", "care", "suffer", "hitting", "victims"}
                and (f.point or 0) > killed
                and f.kind == "count"
            ):
                offer((f.point or 0) - killed, [f], "minus")
        for f in headline:
            if f.outcome == outcome and f.frame in {"hit"} and (f.point or 0) > killed:
                offer((f.point or 0) - killed, [f], "minus")
    _add_multiples(text, title, own, outcome, killed, offer)
    return list(by_point.values())


def own_or_bare(figures: list[Figure], outcome: str) -> list[Figure]:
    """The figures that can carry a single suicide: of the outcome itself, else of somebody shot."""
    same = [f for f in figures if f.outcome == outcome and f.kind != "none"]
    return same or [f for f in figures if f.outcome == "injured" and f.head in {"himself", "herself"}]


def _add_sums(plain: list[Figure], offer) -> None:  # type: ignore[no-untyped-def]
    tops = [f for f in plain if f.whole is None and not f.definite]
    for first, second in zip(tops, tops[1:], strict=False):
        if second.sentence - first.sentence > 4 or second.start < first.end:
            continue
        total = (first.point or 0) + (second.point or 0)
        offer(total, [first, second], "pair_same" if first.sentence == second.sentence else "pair_next")
    for first, second, third in zip(tops, tops[1:], tops[2:], strict=False):
        if third.sentence - first.sentence <= 3 and first.end <= second.start and second.end <= third.start:
            offer((first.point or 0) + (second.point or 0) + (third.point or 0), [first, second, third], "triple")


def _add_victims(text: str, plain: list[Figure], offer) -> None:  # type: ignore[no-untyped-def]
    singles = [f for f in plain if f.kind in {"single", "name"} and not f.derived]
    names: dict[str, Figure] = {}
    for f in singles:
        key = victim_key(f, text)
        if key and text[f.victims[1] - 1 : f.victims[1]] and (f.kind == "name" or key != f.head):
            names.setdefault(key, f)
    if len(names) > 1:
        offer(len(names), list(names.values()), "names")
    heads: dict[str, Figure] = {}
    for f in singles:
        if not f.definite and f.kind == "single":
            heads.setdefault(text[f.victims[0] : f.victims[1]].lower(), f)
    if len(heads) > 1:
        offer(len(heads), list(heads.values()), "singles")


def _add_multiples(text: str, title: str | None, own: list[Figure], outcome: str, killed: int | None, offer) -> None:  # type: ignore[no-untyped-def]
    if not own:
        return
    for match in list(_MULTIPLE.finditer(f"{title or ''}. {text}"))[:4]:
        number = _MULTIPLES[match[1].lower()]
        deadly = match[2].lower() not in {"shooting", "stabbing"}
        if deadly == (outcome == "killed"):
            offer(number, own[:1], "multiple")
        if not deadly and outcome == "injured" and killed and number > killed:
            offer(number - killed, own[:1], "multiple")
    if outcome == "killed" and _MURDER_SUICIDE.search(f"{title or ''} {text}"):
        offer(2, own[:1], "murder_suicide")
        dead = max((f.point or 0) for f in own if f.kind == "count") if any(f.kind == "count" for f in own) else 0
        if dead:
            offer(dead + 1, own[:1], "murder_suicide_more")
    for match in list(_ORDINAL_VICTIM.finditer(text))[:4]:
        offer(_ORDINALS[match[1].lower()], own[:1], "ordinal")
