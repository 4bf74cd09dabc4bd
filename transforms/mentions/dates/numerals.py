"""Which order a text writes its days in: the day before the month, or behind it."""

from __future__ import annotations

from transforms.mentions.dates.grammar import Grammar

_SIGNS = frozenset("/-.")
_MONTHS = 12
_DAYS = 31


def is_day_first(words: list[str], grammar: Grammar, *, otherwise: bool) -> bool:
    """Whether more of a text's days are written with the day first, as "25/12/2014"; of figures where those can be told
    apart, else of names, as "25 December" and "December 25". otherwise: what holds where as many are not.
    """
    balance = _weigh_figures(words)
    if not balance:
        months = {word for word, kinds in grammar.words.items() if "MONTH" in kinds}
        balance = sum(_weigh_name(words, place) for place, word in enumerate(words) if word in months)
    return balance > 0 or (otherwise and balance == 0)


def _weigh_figures(words: list[str]) -> int:
    """How many more days in figures have the day first than behind."""
    balance = 0
    for place in range(1, len(words) - 3):
        sign = words[place]
        if sign in _SIGNS and words[place + 2] == sign and words[place + 3].isdecimal():
            first, second = _number(words[place - 1]), _number(words[place + 1])
            balance += (second <= _MONTHS < first <= _DAYS) - (first <= _MONTHS < second <= _DAYS)
    return balance


def _weigh_name(words: list[str], place: int) -> int:
    """1 for the name of a month behind its day, -1 for one before it."""
    if not 0 < place < len(words) - 1:
        return 0
    before, behind = (0 < _number(words[place + step]) <= _DAYS for step in (-1, 1))
    return before - behind


def _number(word: str) -> int:
    """The number that one or two digits stand for; 0 for any other word."""
    return int(word) if len(word) <= 2 and word.isascii() and word.isdecimal() else 0
