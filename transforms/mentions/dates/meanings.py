"""The operations that the grammar's tables name: each turns what a phrase's words stood for into a reading.

An operation takes the scene and its arguments as strings, readings (of a phrase inside the phrase) or None (a part that
was not there). It gives None when the phrase means nothing after all, such as 31 February.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from transforms.mentions.dates import day_meanings, period_meanings, range_meanings, span_meanings
from transforms.mentions.dates.matching import Lexeme, Phrase
from transforms.mentions.dates.scene import Reading, Scene

NOTHING = "nothing"  # the meaning of a phrase that looks like a date and is none

Argument = str | Reading | None

OPERATIONS: Mapping[str, Callable[..., Reading | None]] = {
    **day_meanings.OPERATIONS,
    **period_meanings.OPERATIONS,
    **range_meanings.OPERATIONS,
    **span_meanings.OPERATIONS,
    NOTHING: lambda *_: None,
}


def read_phrase(phrase: Phrase, scene: Scene) -> Reading | None:
    """What a matched phrase means in this scene; None when it is no date."""
    operation, *arguments = phrase.rule.meaning
    values = [_argument(argument, phrase, scene) for argument in arguments]
    try:
        return OPERATIONS[operation](scene, *values)
    except OverflowError:  # the calendar ends with the year 9999
        return None


def _argument(argument: str, phrase: Phrase, scene: Scene) -> Argument:
    if not argument.startswith("$"):
        return argument
    name = argument[1:]
    value = list(phrase.slots.values())[int(name) - 1] if name.isdigit() else phrase.slots.get(name)
    if isinstance(value, Phrase):
        return read_phrase(value, scene)
    return scene.value_of(value) if isinstance(value, Lexeme) else value
