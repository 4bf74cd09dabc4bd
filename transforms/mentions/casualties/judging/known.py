"""Known already: harm that an article tells by an attribute, and not as its news, "the slain minister's work"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transforms.mentions.casualties.events.figures import Figure
from transforms.mentions.casualties.judging.beside import find_fronted, stands_behind
from transforms.mentions.casualties.judging.reading import Reading

_BEFORE = 80  # characters before a figure whose words tell how it is known
_AFTER_EVENT = re.compile(
    r"""
    \b (?: after | following | since | amid | despite | over | from        # AFTER a blast
       |   recent | wake [ ] of                                           # in the WAKE OF a blast
       |   response [ ] to | retaliation [ ] for | revenge [ ] for        # in REVENGE FOR a blast
       ) \b
    [^.;]*
    \b (?: that | which | when | killed | killing | claimed | left        # a blast THAT killed
       |   killings? | deaths? | murders?                                 # the KILLINGS of
       ) \b
    [^.;]* $
    """,
    re.IGNORECASE | re.VERBOSE,
)
_RELATIVE = re.compile(r",? (?:who|whose|whom)\b")
# Before a participle: it is an attribute of the noun behind it, and no verb.
_OPENED = re.compile(r"(?:the|a|an|his|her|their|its|our) ")
_SUBORDINATE = re.compile(r"\b(?:(?:in|on|at|during) which|after|when) [^,;:.]*$", re.IGNORECASE)
# A relative clause behind a comma, up to the figure; from the figure to its comma and the verb of the sentence.
_WHO = re.compile(r", (?:who|which|whose|where|whom)\b[^,;]*$", re.IGNORECASE)
_GOES_ON = re.compile(r"[^,;.]{0,60}, (?:\w+ly )?(?:was|were|is|are|has|have|had|will|said|\w+ed)\b", re.IGNORECASE)
_KNOWN = r"\b(?:of|the|a|an|by|from|for|to|with|on|about|his|her|their|its|our)"


def is_only_known(reading: Reading, figure: Figure, same: Sequence[Figure]) -> bool:
    """Whether a figure is told by an attribute, and no clause of its own tells it. same: all figures of its number."""
    return is_attribute(reading, figure) and not any(_is_told_anew(reading, f) for f in same)


def is_told_aside(reading: Reading, figure: Figure) -> bool:
    """Whether one person's harm only says who he is: "a fund set up by a man who was burned in a fire"."""
    relative = figure.sentence >= 0 and _RELATIVE.match(reading.text, figure.victims[1]) is not None
    return figure.kind in {"single", "name"} and (relative or is_attribute(reading, figure))


def is_attribute(reading: Reading, figure: Figure) -> bool:
    """Whether the harm is told as known, by an attribute: "the work of the murdered minister"."""
    if figure.kind == "count" or figure.frame != "past" or figure.sentence < 0:
        return False
    start, _ = reading.sentences[figure.sentence]
    told = reading.text[max(start, figure.victims[0] - _BEFORE) : figure.victims[1]].lower()
    phrase = reading.text[slice(*figure.victims)].lower()
    if _OPENED.match(phrase) is not None:
        return _OPENED.sub("", phrase, count=1).startswith(f"{figure.cue} ")
    return re.search(rf"{_KNOWN} {re.escape(figure.cue)}\W*{re.escape(phrase)}$", told) is not None


def is_parenthetical(reading: Reading, figure: Figure) -> bool:
    """Whether a figure stands in a relative clause between commas: "He, who survived a raid that killed 12, is"."""
    start, end = reading.sentences[figure.sentence]
    opened = _WHO.search(reading.text, start, figure.victims[0]) is not None
    return opened and _GOES_ON.match(reading.text, figure.victims[1], end) is not None


def is_in_a_clause(reading: Reading, figure: Figure) -> bool:
    """Whether a figure stands in a clause that says what another thing was or followed: "a crash in which 19 died"."""
    start, _ = reading.sentences[figure.sentence]
    return _SUBORDINATE.search(reading.text[max(start, figure.victims[0] - _BEFORE) : figure.victims[0]]) is not None


def dates_the_news(reading: Reading, figure: Figure) -> bool:
    """Whether a figure stands in a clause that only places or dates what its sentence tells: ", days after a fire"."""
    start, end = reading.sentences[figure.sentence]
    return figure.start < find_fronted(reading.text, start, end) or stands_behind(reading.text, start, figure.start)


def follows_event(reading: Reading, figure: Figure) -> bool:
    """Whether a figure of the text (no headline) is told in a clause on what came before: "after a blast in which"."""
    start, _ = reading.sentences[figure.sentence]
    return _AFTER_EVENT.search(reading.text[max(start, figure.victims[0] - _BEFORE) : figure.victims[0]]) is not None


def _is_told_anew(reading: Reading, figure: Figure) -> bool:
    """Whether a clause of its own tells the harm, not an attribute ("the slain guard") or a relative clause."""
    if figure.sentence < 0 or figure.frame == "noun":
        return figure.sentence < 0
    return not is_attribute(reading, figure) and _RELATIVE.match(reading.text, figure.victims[1]) is None
