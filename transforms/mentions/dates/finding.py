"""Find the temporal expressions of a text and say which days they mean."""

from __future__ import annotations

from datetime import date

from schemas.mentions import DateMention
from transforms.mentions.dates.context import Context, Timex
from transforms.mentions.dates.matching import load_matcher
from transforms.mentions.dates.meanings import NOTHING, MeaningReader
from transforms.mentions.dates.periods import Days
from transforms.mentions.dates.tokens import Tokens, tokenise
from transforms.mentions.dates.told import Spot
from transforms.text.dateline import find_dateline

_LONGEST_GUESS = 2000  # characters that are looked at to choose a grammar
_BREAK = "—"  # no part of a number or a code, whatever stands glued to it
_DATELINE = "dateline"  # the rule of a day that tells when a story was filed, not when something happened


def find_dates(text: str, anchor: date | None, language: str | None = "en") -> list[DateMention]:
    """The dates, times, durations and sets that a text states, in its order, none overlapping.

    anchor: the day of publication, in the publisher's own offset. Without one, what is relative keeps value None and
    no days; the clock is never asked. language: ISO 639-1; one without a grammar is read by the English one, for its
    numerals, and a day in figures has its day first in it; None for a text whose language nobody knows, such as a
    headline: it is read by the grammar that knows most of its words, and by the one of several that reads most.
    Takes any text and never raises. Time grows in proportion to the text.
    """
    if language is None:
        return max((find_dates(text, anchor, each) for each in _guess_languages(text)), key=_count_characters)
    # English still reads numerals, and a guessed language may be wrong
    matcher = load_matcher(LANGUAGES.get(language, LANGUAGES["en"]))
    tokens = tokenise(text)
    keys = matcher.automaton.sign(tokens)
    reader = MeaningReader(Context(tokens, matcher.grammar, anchor, usually_day_first=language not in LANGUAGES))
    dateline = _span_of_dateline(text)
    found: list[DateMention] = []
    free = lent = 0  # the tokens behind the last mention, and behind all that it looked at
    for index in matcher.automaton.openings(keys):
        if index < free:
            continue
        is_behind_joint = free and index == free + 1  # "23 March-14 April"
        if index >= lent and keys[index] & 1 and not is_behind_joint and _goes_on_from(tokens, index):
            continue
        for reach, phrase in matcher.mentions_at(tokens, keys, index):
            end = reach if phrase.end is None else index + phrase.end
            if reach < len(keys) and keys[reach] & 1 and _goes_on(tokens, reach):
                continue
            if phrase.rule.meaning[0] == NOTHING:
                free = end
                break
            is_dateline = dateline[0] <= tokens.starts[index] < dateline[1]
            spot = Spot(index, index + phrase.begin, end, reach, is_dateline)
            if meaning := reader.read(phrase, spot):
                free, lent = end, reach
                found.append(_write(tokens, spot, phrase.rule.name, *meaning))
                break
    return found


def _guess_languages(text: str) -> list[str]:
    """The languages whose grammar knows most words of a text, single letters left out: several that know as many."""
    words = [word for word in tokenise(text[:_LONGEST_GUESS]).words if len(word) > 1 and word.isalpha()]
    known = {language: load_matcher(folder).grammar.words for language, folder in LANGUAGES.items()}
    counts = {language: sum(word in known[language] for word in words) for language in LANGUAGES}
    return [language for language in LANGUAGES if counts[language] == max(counts.values())]


def _count_characters(mentions: list[DateMention]) -> int:
    return sum(mention.end - mention.start for mention in mentions)


def _span_of_dateline(text: str) -> tuple[int, int]:
    """Where the line of place, day and agency that opens a story stands; nowhere if it has none, or no day."""
    dateline = find_dateline(text)
    return (dateline.start, dateline.end) if dateline is not None and dateline.day is not None else (0, 0)


def _write(tokens: Tokens, spot: Spot, rule: str, reading: Timex, days: Days | None) -> DateMention:
    start, end = tokens.starts[spot.start], tokens.ends[spot.end - 1]
    first, last = days or (None, None)
    name = _DATELINE if spot.is_dateline else rule
    return DateMention(
        start, end, tokens.text[start:end], reading.type, reading.value, first, last, reading.anchor, name
    )


LANGUAGES = {"en": "english", "de": "german", "es": "spanish", "fr": "french"}


def _goes_on_from(tokens: Tokens, first: int) -> bool:
    """Whether what begins at a glued token is the rest of a number, code or word: the "998" of "1,998", "A-10"."""
    before, is_number = tokens.words[first - 1], tokens.words[first][0].isdigit()
    if tokens.words[first] == ",":  # of a row: "on May 3, 7 and 12"
        return False
    if tokens.text[tokens.starts[first - 1]] == _BREAK:
        return False
    if before[-1].isalnum() or (is_number and before in "$€£¥#@&_+/.,"):
        return True
    if not (is_number and before in "-:" and first > 1 and tokens.is_glued(first - 1)):
        return False
    joined = tokens.words[first - 2][-1]
    return joined.isdecimal() if before == ":" else joined.isalnum()


def _goes_on(tokens: Tokens, end: int) -> bool:
    """Whether the glued token behind a phrase makes it a part of something else: "30%", "1,998", "30-year-old"."""
    after = tokens.words[end]
    if after[0].isalnum() or after in "%°$€£_@":
        return True
    is_joint = (
        after in ",./:-"
        and tokens.text[tokens.starts[end]] != _BREAK
        and tokens.words[end - 1][-1].isdigit()
        and end + 1 < len(tokens.words)
    )
    return is_joint and tokens.is_glued(end + 1) and tokens.words[end + 1][0].isdigit()
