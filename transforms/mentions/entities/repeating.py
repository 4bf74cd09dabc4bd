"""Mark the mentions of a name that the model passed over."""

from __future__ import annotations

from collections.abc import Container, Iterator

from transforms.mentions.entities.known import find_spellings, first_word
from transforms.mentions.entities.spans import Span
from transforms.mentions.entities.wordlists import read_words


def find_repetitions(text: str, labels: dict[str, str], short: Container[str] = ()) -> Iterator[Span]:
    """Yield every place where one of the names stands as words of its own, with the label of the name.

    short: of people and bodies named in full, which count although they are words, too ("Moon"), or but two letters.
    """
    starts: dict[str, list[str]] = {}
    for name in labels:
        if name in short or (len(name) > 2 and name.lower() not in read_words("not_names.txt")):
            starts.setdefault(first_word(name), []).append(name)
    for names in starts.values():
        names.sort(key=len, reverse=True)
    return find_spellings(text, starts, labels)
