"""What a cue finds: its people, and the harm that was done to them."""

from __future__ import annotations

from dataclasses import dataclass

from transforms.mentions.casualties.phrases.people import Group


@dataclass(frozen=True, slots=True)
class Found:
    """The people of a cue; cue: its token. passive: it was read as passive.

    outcome: where other words than the cue tell it, "stabbed ... to death"; else "".
    """

    groups: list[Group]
    cue: int
    passive: bool = False
    outcome: str = ""


@dataclass(slots=True, eq=False)
class Harm:
    """People harmed under one cue: several groups when "and" joins them.

    cue: token index. hypothetical: "may be hurt". unreal: "could have killed". negated: "was not hurt".
    whole: the harm that this one is a part of. among: the people shot of whom these died. either: the same number is
    told of another outcome, too, with "or" between: "1,080 dead or missing". former: it is told as replaced by now.
    """

    outcome: str
    frame: str
    cue: int
    groups: list[Group]
    hypothetical: bool = False
    unreal: bool = False
    negated: bool = False
    whole: Harm | None = None
    among: Harm | None = None
    either: bool = False
    former: bool = False
