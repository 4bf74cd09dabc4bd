"""Evidence: for each number that could be the article's own count, the figures that speak for it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from schemas.mentions import Outcome
from transforms.mentions.casualties.events.figures import Figure
from transforms.mentions.casualties.judging.bearing_out import tells_of_harm
from transforms.mentions.casualties.judging.persons import victim_key
from transforms.mentions.casualties.judging.reading import Reading
from transforms.mentions.casualties.vocabulary import FigureFrame

# Of the figures of an outcome only the first ones are weighed; no article's own count stands behind hundreds of others.
_MOST_FIGURES = 200
# Frames whose people may contain the dead: those shot or stabbed; and, told before the dead, those taken to hospital.
_UNDIVIDED: frozenset[FigureFrame] = frozenset(("hit", "hitting", "victims"))
_CARED_FOR: frozenset[FigureFrame] = frozenset(("care", "suffer"))
_BY_WEAPON = re.compile(r"\b(?:shot|shots|gunshot|gunfire|shooting|stab\w*|bullets?)\b", re.IGNORECASE)
_HE_OR_SHE = {"he", "she", "him", "her", "himself", "herself"}
_MULTIPLE = re.compile(
    r"\b(double|triple|quadruple|quintuple)[ -](?:\w+ )?"
    r"(shooting|homicide|murder|killing|slaying|stabbing|fatal|death)",
    re.IGNORECASE,
)
_MULTIPLES = {"double": 2, "triple": 3, "quadruple": 4, "quintuple": 5}
_MURDER_SUICIDE = re.compile(r"\bmurder[ -–]suicide", re.IGNORECASE)
_SELF = re.compile(
    r"""
    \b (?: (?: kill(?:ed|ing|s)? | sh(?:ot|oots?|ooting) | hang(?:ed|ing)  # SHOT HIMSELF
           |   then | and | on                                            # turned the gun ON HERSELF
           ) [ ] (?: himself | herself | themselves | self )
       |   suicide | self-inflicted                                       # SELF-INFLICTED wounds
       |   t(?:ook|aking|akes) [ ] (?: his | her ) [ ] own [ ] life       # TOOK HIS OWN LIFE
       ) \b
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Who shot himself and lives: by mistake, in a limb, or told of as a patient.
_SPARED = re.compile(
    r"""
    \b (?: accident\w* | negligent\w* | unintentional\w* | mistake\w* | misfire\w*
       |   in [ ] (?: the | his | her | both | one )? [ ]? (?: \w+ [ ] )? # shot himself IN THE left FOOT
           (?: foot | feet | legs? | hands? | arms? | thigh | finger | fingers | knee | calf | shoulder | toe | groin )
       |   suicide [ ] attempt\w* | attempt\w* [ ] suicide | to [ ] commit [ ] suicide
       |   recover(?:ing|ed|s)? | non-life | stable [ ] condition | treated | surviv(?:e|ed|es|ing) | released
       ) \b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ATTACK = re.compile(
    r"\bsuicide[ -](?:bomb|hijack|attack|car|truck|vest|belt|squad|mission|raid|strike|blast)", re.IGNORECASE
)
_DOUBT = 24  # characters before a pronoun
_DOUBTED = re.compile(r"\b(?:maybe|perhaps|possibly|whether|if|unless|until)\W+$", re.IGNORECASE)  # "Maybe he is dead"
_JOINED = re.compile(r"\band $", re.IGNORECASE)
_KILLER = re.compile(
    r"\b(?:before (?:(?:he|she) was|being)|and was)(?: himself| herself| then)?"
    r" (?:killed|shot dead|shot and killed|fatally shot|gunned down)\b",
    re.IGNORECASE,
)
_MORE = re.compile(r"\b(?:an?other|others?|more|additional|further)\b", re.IGNORECASE)
_ORDINALS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7}
_ORDINAL_VICTIM = re.compile(r"\b(?:a|the) (second|third|fourth|fifth|sixth|seventh)\b", re.IGNORECASE)


@dataclass(slots=True, eq=False)
class Candidate:
    """A number that could be the article's own count of an outcome, with the figures that support it.

    how: "stated", or how it was derived. features: name -> value, for the weights.
    """

    outcome: Outcome
    point: int
    figures: list[Figure]
    how: set[str] = field(default_factory=set)
    features: dict[str, float] = field(default_factory=dict)

    @property
    def best(self) -> Figure:
        """The figure that states it best: in event scope, in the text, counted, early."""
        return min(
            self.figures,
            key=lambda f: (f.scope != "event", f.sentence < 0, f.unsure, f.kind != "count", f.sentence, f.start),
        )


class _Ballot:
    """The candidates of an outcome while they are being collected."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.by_point: dict[int, Candidate] = {}

    def offer(self, point: int | None, supports: Iterable[Figure], how: str) -> None:
        """Add a number with what supports it; nothing for 0 and None."""
        if not point:
            return
        candidate = self.by_point.setdefault(point, Candidate(self.outcome, point, []))
        candidate.how.add(how)
        known = {id(f) for f in candidate.figures}
        candidate.figures.extend(f for f in supports if id(f) not in known)


def _usable(figure: Figure) -> bool:
    """Whether a figure can be the article's own: a positive number of people, really harmed, not dead of an illness."""
    if figure.kind not in {"count", "single", "name"} or not figure.point or figure.mood not in {"real", "possible"}:
        return False
    if figure.closed or (figure.whole is not None and (figure.whole.added or _is_closed_in(figure.whole))):
        return False
    whole = figure.whole if figure.whole is not None and figure.whole.frame == "subset" else figure
    if whole.frame == "subset" and whole.whole is None:  # "two of the injured": of a number stated elsewhere
        return False
    return not (figure.mood == "possible" and figure.frame in {"base", "gerund", "noun"})


def _is_closed_in(whole: Figure) -> bool:
    """Whether a stated figure, and so what is singled out of it, can't be the article's own."""
    return whole.closed and not whole.derived


def collect(reading: Reading, outcome: Outcome, killed: int | None) -> list[Candidate]:
    """All candidates for an outcome. killed: the article's own count of dead, when it is known already."""
    ballot = _Ballot(outcome)
    mentioned = [f for f in reading.figures if f.outcome == outcome][:_MOST_FIGURES]
    fatal = {id(f.among) for f in reading.figures}
    own = [f for f in mentioned if _usable(f) and id(f) not in fatal and tells_of_harm(reading, f)]
    own = [f for f in own if not _is_one_of_the_dead(reading, f)]
    title = _of_the_title(reading, mentioned, own, outcome)
    for f in own:
        ballot.offer(f.point, [f], "sum" if f.derived else "stated")
    for f in title:
        ballot.offer(f.point, [f], "title")
    _add_pronouns(reading, mentioned, ballot)
    if outcome == "killed":
        _add_suicide(reading, mentioned, ballot)
        _add_killer(reading, ballot)
    plain = [f for f in own if f.scope == "event" and not f.unsure]
    _add_sums(reading.text, plain, ballot)
    _add_victims(reading.text, plain, ballot)
    if outcome == "injured" and killed:
        _add_remainders(reading, own + title, ballot, killed)
    if own:
        _add_multiples(reading, own, ballot, killed)
    return list(ballot.by_point.values())


def _of_the_title(reading: Reading, mentioned: list[Figure], own: list[Figure], outcome: Outcome) -> list[Figure]:
    """The headline's figures that can be the article's own. mentioned: the text's; own: those of them that can."""
    ill = {f.frame for f in mentioned if f.scope == "illness"} & {"died", "care", "suffer"}
    title = [f for f in reading.headline[:_MOST_FIGURES] if f.outcome == outcome and _usable(f)]
    closed = {f.point for f in mentioned if f.closed and f.kind == "count"} - {f.point for f in own}
    title = [f for f in title if (f.frame not in ill or f.kind == "count") and f.point not in closed]
    title = [f for f in title if f.frame not in {"victims", "noun", "died"} or tells_of_harm(reading, f)]
    if any(f.kind == "either" for f in mentioned):  # the headline's "kills or wounds 30" is one number for two outcomes
        title = [f for f in title if f.point in {x.point for x in own}]
    return title


def _is_one_of_the_dead(reading: Reading, figure: Figure) -> bool:
    """Whether who was hurt is known as dead already: "A woman died after a fall. The woman was injured at noon"."""
    if figure.outcome != "injured" or not (figure.kind == "name" or (figure.kind == "single" and figure.definite)):
        return False
    key = victim_key(figure, reading.text)
    same = [f for f in reading.figures[:_MOST_FIGURES] if f.outcome == "killed" and f.kind in {"single", "name"}]
    return any(f.start < figure.start and victim_key(f, reading.text) == key and _usable(f) for f in same)


def _add_pronouns(reading: Reading, mentioned: list[Figure], ballot: _Ballot) -> None:
    """One for whom a pronoun or a lone noun names: "he was killed", "the driver was taken to hospital"."""
    for f in mentioned:
        pronoun = f.head in _HE_OR_SHE or (f.head and not f.unsure and f.frame in {"care", "suffer"})
        doubted = f.sentence >= 0 and _DOUBTED.search(reading.text, max(0, f.start - _DOUBT), f.start) is not None
        if f.kind == "bare" and f.scope == "event" and pronoun and not doubted and tells_of_harm(reading, f):
            ballot.offer(1, [f], "pronoun")


def _add_remainders(reading: Reading, figures: list[Figure], ballot: _Ballot, killed: int) -> None:
    """What is left of a count that contains the dead: "five were shot, two of them died"."""
    for f in figures:
        in_title_only_shot = f.sentence >= 0 or f.frame == "hit"
        if (f.point or 0) > killed and in_title_only_shot and _is_undivided(f, reading):
            ballot.offer((f.point or 0) - killed, [f], "minus")


def _is_undivided(figure: Figure, reading: Reading) -> bool:
    """Whether a count of people harmed can contain the dead: "five were taken away; two died"."""
    if figure.kind != "count" or figure.bounds.qualifier == "vague" or figure.head in {"more", "others"}:
        return False
    if figure.frame in _UNDIVIDED:
        return True
    at = figure.sentence
    armed = _BY_WEAPON.search(reading.sentence(at)) is not None
    dead_follow = any(
        f.outcome == "killed" and f.start > figure.start and at <= f.sentence <= at + 1 for f in reading.figures
    )
    return figure.frame in _CARED_FOR and (armed or dead_follow)


def _add_suicide(reading: Reading, mentioned: list[Figure], ballot: _Ballot) -> None:
    """One more when the killer killed himself too; one when nobody else died."""
    told = f"{reading.title or ''}. {reading.text}"
    if not _SELF.search(told):
        return
    for candidate in [c for c in ballot.by_point.values() if c.how != {"pronoun"}]:
        ballot.offer(candidate.point + 1, candidate.figures[:1], "plus_self")
    if not ballot.by_point and not _SPARED.search(told) and not _ATTACK.search(told):
        shot = [f for f in reading.figures if f.outcome == "injured" and f.head in {"himself", "herself"}]
        ballot.offer(1, ([f for f in mentioned if f.kind != "none" and not f.closed] or shot)[:1], "self")
        if ballot.by_point and not ballot.by_point[1].figures:
            ballot.by_point.clear()


def _add_killer(reading: Reading, ballot: _Ballot) -> None:
    """One more when the one who killed was killed: "killing four guests before he was shot dead by police"."""
    for candidate in [c for c in ballot.by_point.values() if c.how != {"pronoun"}]:
        for f in candidate.figures:
            end = reading.sentences[f.sentence][1] if f.sentence >= 0 and f.kind == "count" else f.end
            if f.point == candidate.point and f.scope == "event" and _KILLER.search(reading.text, f.end, end):
                ballot.offer(candidate.point + 1, [f], "plus_self")
                break


def _add_sums(text: str, plain: list[Figure], ballot: _Ballot) -> None:
    """Sums of neighbours: "two died there and two on the way"."""
    tops = [f for f in plain if f.whole is None and (not f.definite or _is_new(text, f))]
    for first, second in pairwise(tops):
        if second.sentence - first.sentence <= 4 and second.start >= first.end:
            how = "pair_same" if first.sentence == second.sentence else "pair_next"
            if how == "pair_same" and _JOINED.search(text, first.end, second.start):
                how = "pair_joined"  # "two drivers were shot and six passengers had their throats cut"
            how = "pair_more" if adds_to(text, second) and second.sentence > first.sentence else how
            ballot.offer((first.point or 0) + (second.point or 0), [first, second], how)
    for three in zip(tops, tops[1:], tops[2:], strict=False):
        apart = three[0].end <= three[1].start and three[1].end <= three[2].start
        if apart and three[2].sentence - three[0].sentence <= 3:
            ballot.offer(sum(f.point or 0 for f in three), three, "triple")


def _is_new(text: str, figure: Figure) -> bool:
    """Whether "the driver" is told of for the first time, and so is nobody counted before."""
    one = figure.kind == "single" and bool(figure.head) and text[slice(*figure.victims)][:4].lower() == "the "
    return one and re.search(rf"\b{re.escape(figure.head)}", text[: figure.start], re.IGNORECASE) is None


def adds_to(text: str, figure: Figure) -> bool:
    """Whether a figure says that it comes on top of what was told: "Two other policemen suffered burns"."""
    return _MORE.search(text, *figure.victims) is not None


def _add_victims(text: str, plain: list[Figure], ballot: _Ballot) -> None:
    """The number of different people named or told apart one by one."""
    singles = [f for f in plain if f.kind in {"single", "name"} and not f.derived]
    names: dict[str, Figure] = {}
    told: dict[str, Figure] = {}
    for f in singles:
        key = victim_key(f, text)
        if key and (f.kind == "name" or key != f.head):
            names.setdefault(key, f)
        if not f.definite and f.kind == "single":
            told.setdefault(text[f.victims[0] : f.victims[1]].lower(), f)
    for people, how in ((names, "names"), (told, "singles")):
        if len(people) > 1:
            ballot.offer(len(people), people.values(), how)


def _add_multiples(reading: Reading, own: list[Figure], ballot: _Ballot, killed: int | None) -> None:
    """Numbers that only an adjective or an ordinal states: a double homicide, a third victim."""
    told = f"{reading.title or ''}. {reading.text}"
    for match in list(_MULTIPLE.finditer(told))[:4]:
        number = _MULTIPLES[match[1].lower()]
        deadly = match[2].lower() not in {"shooting", "stabbing"}
        if deadly == (ballot.outcome == "killed"):
            ballot.offer(number, own[:1], "multiple")
        if not deadly and ballot.outcome == "injured" and killed and number > killed:
            ballot.offer(number - killed, own[:1], "multiple")
    if ballot.outcome == "killed" and _MURDER_SUICIDE.search(told):
        ballot.offer(2, own[:1], "murder_suicide")
        ballot.offer(
            max((f.point or 0 for f in own if f.kind == "count"), default=-1) + 1, own[:1], "murder_suicide_more"
        )
    for match in list(_ORDINAL_VICTIM.finditer(reading.text))[:4]:
        ballot.offer(_ORDINALS[match[1].lower()], own[:1], "ordinal")
