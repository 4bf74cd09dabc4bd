"""Tie the short forms of names in one article to their full forms."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from transforms.mentions.entities.cues import is_organisation_word, read_name
from transforms.mentions.entities.known import read_known
from transforms.mentions.entities.spans import Span
from transforms.mentions.entities.trimming import is_title
from transforms.mentions.entities.wordlists import read_words
from transforms.mentions.places.tables import read_countries, read_country_names, read_demonyms

_BRACKETED = re.compile(r"\s?[(\[][\"“‘']?([A-Z][\w&.-]{1,11})[\"”’']?[)\]]")
_FOREIGN = re.compile(r"[A-Z]{2,6}")
_ARTICLE = re.compile(r"^(?:[Aa]l|[Ee]l|[Aa]s|[Aa]n|[Aa]r|[Aa]z)-(?=[A-Z])")
"""The Arabic article, left out as often as not: "al-Sisi", "Sisi"."""
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_LONGEST_FORM = 8
"""Words of a surname: nobody is called by more, and a model takes a page of given names for one name."""
_PARTICLES = frozenset(
    {"al", "el", "bin", "ibn", "van", "von", "der", "den", "de", "da", "di", "dos", "du", "la", "le", "ben"}
)


def find_acronyms(text: str, spans: list[Span]) -> dict[str, str]:
    """Give the acronyms that stand in brackets behind a name, with that name.

    They have its initials; those of a body may be of its name in another language: "Central Bank of Oro (BCO)".
    """
    acronyms: dict[str, str] = {}
    for span in spans:
        bracket = _BRACKETED.match(text, span.end)
        name = text[span.start : span.end]
        is_foreign = bracket and span.label == "ORG" and _FOREIGN.fullmatch(bracket[1])
        if bracket and " " in name and (is_foreign or _abbreviates(bracket[1], name)):
            acronyms.setdefault(bracket[1], name)
    return acronyms


def find_initials(labels: dict[str, str]) -> dict[str, str]:
    """Give the initials of a country, "SA", that stand for one of which the article speaks by its name or its people's
    and for no other one, with that name. labels: by name; of what has other readings, as a person or known name, none.
    """
    spoken = {code for name in labels if (code := read_country_names().get(name) or read_demonyms().get(name.lower()))}
    found: dict[str, str] = {}
    for name, label in labels.items():
        codes = _read_initials().get(name, frozenset()) & spoken if label in ("ORG", "GPE") else frozenset()
        if len(codes) == 1 and name not in read_known():
            found[name] = read_countries()[next(iter(codes))].names[0]
    return found


@cache
def _read_initials() -> dict[str, frozenset[str]]:
    """Give the codes of the countries of several words by the initials of their names."""
    found: dict[str, frozenset[str]] = {}
    for name, code in read_country_names().items():
        initials = "".join(word[0] for word in re.split("[ -]", name) if word[:1].isupper())
        if len(initials) > 1:
            found[initials] = found.get(initials, frozenset()) | {code}
    return found


def _abbreviates(acronym: str, name: str) -> bool:
    """Tell whether the letters of the acronym come in this order in the name, the first one first."""
    letters, rest = acronym.lower().replace(".", ""), name.lower()
    if not letters or letters[0] not in {word[0] for word in rest.split()}:
        return False
    at = 0
    for letter in letters:
        if not letter.isalnum():
            continue
        at = rest.find(letter, at) + 1
        if not at:
            return False
    return True


def find_full_names(labels: dict[str, str]) -> list[str]:
    """Give the names of two or three words, not taken for people, that end with what is taken for a person alone.

    labels: by name. A model that knows Dvorek for a person all through an article may err on "Ann Dvorek" once.
    """
    return [
        name
        for name, label in labels.items()
        if label != "PERSON" and name.count(" ") in (1, 2) and "'" not in name and "’" not in name
        and any(labels.get(end) == "PERSON" for end in (name.split(" ", 1)[1], name.rsplit(" ", 1)[1]))
        and not read_name(name)[1] and name not in read_known()
    ]  # fmt: skip


def link_people(labels: dict[str, str]) -> dict[str, str]:
    """Give the surnames and given names of the article's people, each with the full name.

    labels: by name, in the order in which the article names them; of two people of one surname the first one has it.
    The first of two surnames ("Orovec" of "Ana Orovec Dvorek") is somebody's where nobody else has it.
    """
    aliases: dict[str, str] = {}
    first_surnames: dict[str, str] = {}
    people = [name for name, label in labels.items() if label == "PERSON" and " " in name]
    for name in people:
        words = name.split()
        while len(words) > 1 and words[-1].lower().strip(".,") in _SUFFIXES:
            words.pop()
        for alias in _short_forms(words):
            aliases.setdefault(alias, name)
        if first := _find_first_surname(words):
            first_surnames.setdefault(first, name)
    return first_surnames | aliases


def find_short_bodies(labels: dict[str, str], is_free: Callable[[str], bool]) -> dict[str, str]:
    """Give the names that are those of bodies but for the word that says what they are, each with the whole: "Orovec
    Pearl" of "Orovec Pearl Airways". labels: by name. is_free: tells of a name whether it can be nothing else.
    """
    short: dict[str, str] = {}
    for name, label in labels.items():
        form, _, last = name.rpartition(" ")
        is_short = label == "ORG" and form in labels and is_organisation_word(last)
        if is_short and form not in read_known() and is_free(form):
            short.setdefault(form, name)
    return short


def _find_first_surname(words: list[str]) -> str | None:
    """Give the last word but one of a name of three or four, unless it is a given name or no name at all."""
    if len(words) not in (3, 4):
        return None
    word = words[-2]
    is_surname = word[0].isupper() and len(word) > 2 and "." not in word and not is_title([word])
    is_other = word in read_words("given_names.txt") or word.lower() in read_words("not_names.txt")
    return word if is_surname and not is_other else None


def _short_forms(words: list[str]) -> list[str]:
    forms = []
    for at in range(max(1, len(words) - _LONGEST_FORM), len(words)):
        form = " ".join(words[at:])
        forms.append(form)
        if words[at].lower() in _PARTICLES:
            break
    forms.append(words[0])
    forms.append(_ARTICLE.sub("", words[-1]))
    forms += [form[0].upper() + form[1:] for form in forms if _ARTICLE.match(form)]  # where it opens a sentence
    # a surname may be of two letters ("Li"), a given name of two is mostly an initial
    return [
        form
        for form in forms
        if len(form) > (1 if form == words[-1] else 2) and "." not in form
        and (form[0].isupper() or _ARTICLE.match(form)) and (form == words[-1] or not is_title([form]))
    ]  # fmt: skip
