"""Find the temporal expressions of a text and say which days they mean."""

from __future__ import annotations

from datetime import date

from schemas.mentions import DateMention
from transforms.mentions.dates.matching import load_matcher
from transforms.mentions.dates.meanings import NOTHING, MeaningReader
from transforms.mentions.dates.scene import Scene
from transforms.mentions.dates.tokens import Tokens, tokenise


def find_dates(text: str, anchor: date | None, language: str = "en") -> list[DateMention]:
    """The dates, times, durations and sets that a text states, in its order, none overlapping.

    anchor: the day of publication, in the publisher's own offset. Without one, what is relative keeps value None and
    no days; the clock is never asked. language: ISO 639-1; a language without a grammar gives no mention.
    Takes any text and never raises. Time grows in proportion to the text.
    """
    folder = LANGUAGES.get(language)
    if folder is None:
        return []
    matcher = load_matcher(folder)
    tokens = tokenise(text)
    keys = matcher.automaton.sign(tokens)
    reader = MeaningReader(Scene(tokens, matcher.grammar, anchor))
    found: list[DateMention] = []
    free = 0
    for index in matcher.automaton.openings(keys):
        if index < free:
            continue
        for end, phrase in matcher.mentions_at(tokens, keys, index):
            is_joined = keys[index] & 1 or (end < len(keys) and keys[end] & 1)
            if is_joined and not _stands_alone(tokens, index, end):
                continue
            if phrase.rule.meaning[0] == NOTHING:
                free = end
                break
            first, last = tokens.starts[index], tokens.ends[end - 1]
            surface = text[first:last]
            if meaning := reader.read(phrase, index, end, surface):
                free = end
                reading, (begin, close) = meaning[0], meaning[1] or (None, None)
                found.append(
                    DateMention(
                        first,
                        last,
                        surface,
                        reading.type,
                        reading.value,
                        begin,
                        close,
                        reading.anchor,
                        phrase.rule.name,
                    )
                )
                break
    return found


LANGUAGES = {"en": "english", "de": "german"}


def _stands_alone(tokens: Tokens, first: int, last: int) -> bool:
    """Not when the phrase is a part of a larger number, code or word: "1,998", "A-10", "30-year-old"."""
    if first > 0 and tokens.is_glued(first):
        before = tokens.words[first - 1]
        if before[-1].isalnum() or (before in "$€£¥#@&_+/.," and tokens.words[first][0].isdigit()):
            return False
        if before == "-" and first > 1 and tokens.is_glued(first - 1) and tokens.words[first][0].isdigit():
            return not tokens.words[first - 2][-1].isalnum()
    if last < len(tokens.words) and tokens.is_glued(last):
        after = tokens.words[last]
        if after[0].isalnum() or after in "%°$€£_@":
            return False
        if after in ",./:-" and tokens.words[last - 1][-1].isdigit() and last + 1 < len(tokens.words):
            return not (tokens.is_glued(last + 1) and tokens.words[last + 1][0].isdigit())
    return True
