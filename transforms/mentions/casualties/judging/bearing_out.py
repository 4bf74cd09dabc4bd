"""Bearing out: whether the words round a figure tell that its people were harmed at all, and not ill, old or safe."""

from __future__ import annotations

import re

from transforms.mentions.casualties.events.figures import Figure
from transforms.mentions.casualties.judging.reading import Reading
from transforms.mentions.casualties.words.lexicon import lexicon

_WEAK_FRAMES = {"care", "victims"}
_HURT = re.compile(
    r"\b(?:shot|shots|gunshot|gunfire|shooting|stabb\w+|wound\w*|injur\w+|hurt|burn\w*|blast|explo\w+|bomb\w*|crash\w*"
    r"|collision|accident|struck|hit|(?<!heart )attack\w*|assault\w*|beaten|poison\w*|fell|fall|collaps\w+"
    r"|stampede|bullets?|fire|fatal\w*|killed|quake|earthquake|robbery|victims?)\b",
    re.IGNORECASE,
)
_BY_HARM = re.compile(
    r"\b(?:shot|stabbed|struck|hit|beaten|fell|fallen|burn\w*|drown\w*|wound\w*|injur\w+|poison\w*|overdose)\b",
    re.IGNORECASE,
)
_POLICE = re.compile(r"\bpolice\b", re.IGNORECASE)
_NATURAL = re.compile(r"\bdied (?:of )?(?:an? )?natural (?:death|causes)\b", re.IGNORECASE)
_ILL = re.compile(
    r"\b(?:patients?|covid\S*|coronavirus|virus|disease|plague|cholera|flu|fever|surviv\w+)\b", re.IGNORECASE
)
_UNHURT = re.compile(
    r"\b(?:no (?:\w+ )?(?:wounds|injur\w+)|unhurt|unharmed|uninjured|not (?:hurt|injured|wounded)|precaution\w*"
    r"|(?:for|under) observation)\b",
    re.IGNORECASE,
)
_MURDER = re.compile(
    r"\b(?:murder\w*|homicid\w+|killings?|bodies|buried|slain|slayings?|strangled|funerals?)\b", re.IGNORECASE
)
_LETTERS = re.compile(r"[a-z]+")


def focal_nouns(text: str) -> set[str]:
    """Kinds of event that the words of a text name."""
    table = lexicon().focal
    return {table[word] for word in _LETTERS.findall(text.lower()) if word in table}


def tells_of_harm(reading: Reading, figure: Figure) -> bool:
    """Whether the words round a figure bear out that its people were harmed, where the figure's own say little.

    Who is in hospital or survived was hurt only where an injury is told nearby, several people also where no illness
    is; "the victims" beside a murder are dead.
    """
    if figure.sentence > 0 and _is_obituary(reading):
        return False
    if figure.outcome == "killed" and figure.kind == "count" and figure.sentence > 1 and _only_hurts(reading):
        return False
    if figure.frame == "died" or figure.cue in {"death", "deaths"}:
        return figure.kind == "count" or not _is_natural(reading, figure)
    if figure.frame not in _WEAK_FRAMES:
        return True
    near = " ".join(reading.sentence(at) for at in range(max(figure.sentence - 1, 0), figure.sentence + 1))
    if figure.frame == "victims" and figure.cue != "survivors":
        return not _MURDER.search(f"{reading.title or ''} {near}")
    several = figure.kind == "count" and figure.head != "patients"
    unhurt = figure.cue not in {"survived", "survivors"} and _UNHURT.search(reading.sentence(figure.sentence))
    hurt = bool(_HURT.search(f"{reading.title or ''} {near}")) or (several and not _ILL.search(near))
    return hurt and not unhurt


def _only_hurts(reading: Reading) -> bool:
    """Whether the headline counts people hurt and none dead: dead who are told late are those of another event."""
    counted = {f.outcome for f in reading.headline if f.kind in {"count", "single"}}
    return "injured" in counted and "killed" not in {f.outcome for f in reading.headline}


def _is_natural(reading: Reading, figure: Figure) -> bool:
    """Whether one person "died" and neither headline, first sentences nor his own tell of harm or of an event."""
    own = reading.sentence(figure.sentence)
    told = " ".join((reading.title or "", reading.lead, own))
    natural = _NATURAL.search(reading.text) is not None
    return natural or not (focal_nouns(told) or _BY_HARM.search(told) or _POLICE.search(own))


def _is_obituary(reading: Reading) -> bool:
    """Whether the headline tells of a death by illness or age: whoever else the life's story counts is not its own."""
    return any(f.scope == "illness" for f in reading.headline)
