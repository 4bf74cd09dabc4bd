"""What a cue finds: its people, and the harm that was done to them."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.mentions import Outcome
from transforms.mentions.casualties.phrases.people import Group
from transforms.mentions.casualties.vocabulary import FigureFrame, Mood


@dataclass(frozen=True, slots=True)
class Found:
    """The people of a cue; cue: its token. passive: it was read as passive.

    outcome: where other words than the cue tell it, "stabbed ... to death".
    """

    groups: list[Group]
    cue: int
    passive: bool = False
    outcome: Outcome | None = None


@dataclass(slots=True, eq=False, kw_only=True)
class Harm:
    """People harmed under one cue: several groups when "and" joins them.

    cue: token index. whole: the harm that this one is a part of. among: the people shot of whom these died. either: the
    same number is told of another outcome, too, with "or" between: "1,080 dead or missing". former: it is told as
    replaced by now.
    """

    outcome: Outcome
    frame: FigureFrame
    cue: int
    groups: list[Group]
    mood: Mood = "real"
    whole: Harm | None = None
    among: Harm | None = None
    either: bool = False
    former: bool = False
