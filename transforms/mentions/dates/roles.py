"""What a word may be to the tense of its sentence, by itself: a verb of the past, a link ("until"), a full stop."""

from __future__ import annotations

from functools import cache

from transforms.mentions.dates.grammar import load_grammar

_SUFFIXES = (1, 2, 3, 4)  # letters of the suffix of a past, or of a future, of a word longer than an abbreviation
_PREFIXES = (2,)  # letters of the prefix of a participle
LONGEST_ABBREVIATION = 4  # letters: "Sept."
_MOST_SURFACES = 200_000  # surfaces whose roles are remembered before the memory is emptied

# What a word may be to the tense, one bit each; all but the suffix and the stops come from words.tsv.
FUTURE_CUE, FUTURE_BEFORE_TO, PAST_CUE, PAST_AUXILIARY, FUTURE_LINK, PAST_LINK, ARTICLE, ABBREVIATION = (
    1 << bit for bit in range(8)
)
OPEN_LINK, OPEN_VERB, START_LINK, OPEN_STATE, LINK_SHADE, NEGATION = (1 << bit for bit in range(8, 14))
AS, TO, BE, FOR, FUTURE_BEFORE_FOR, PAST_SUFFIX, STOP, FULL_STOP = (1 << bit for bit in range(14, 22))
CALENDAR_VERB, COPULA, DAY_LINK, OF, AHEAD, CLAUSE, PAST_EVENT, MONTH = (1 << bit for bit in range(22, 30))
PAST_COPULA, SAYING, PLANNED_EVENT, PAST_PAPER = (1 << bit for bit in range(30, 34))
GOAL, PUT_OFF, CONJUNCTION, DECREE, AFTER, PRESENT, ATTRIBUTE, MODAL, DEPICTED, WOULD, REFUSED = (
    1 << bit for bit in range(34, 45)
)
VERB_LINK, PARTICIPLE, NAMED_OBJECT, NAMED_SUBJECT, SPLIT_START, SPLIT_START_END, PLAN, INDEFINITE = (
    1 << bit for bit in range(45, 53)
)
THAN, BACK, LAST_LABEL, NEXT_LABEL, PRESENT_COPULA, HAVE = (1 << bit for bit in range(53, 59))
DEED, HOUR_TAIL, AGENT, OPEN_MODAL, BEFORE_NOUN, RELATIVE_SUBJECT = (1 << bit for bit in range(59, 65))
# What tells a tense; the rest only modifies.
TELLING = (
    FUTURE_CUE
    | FUTURE_BEFORE_TO
    | FUTURE_BEFORE_FOR
    | PLAN
    | PAST_CUE
    | PAST_SUFFIX
    | TO
    | CALENDAR_VERB
    | MODAL
    | OPEN_MODAL
    | NAMED_OBJECT
    | NAMED_SUBJECT
    | RELATIVE_SUBJECT
)
LINKS = (
    PAST_LINK
    | FUTURE_LINK
    | OPEN_LINK
    | START_LINK
    | SPLIT_START
    | BACK
    | PRESENT_COPULA
    | COPULA
    | AHEAD
    | PUT_OFF
    | PRESENT
)
ROLES = {
    "FUTURE_CUE": FUTURE_CUE,
    "FUTURE_BEFORE_TO": FUTURE_BEFORE_TO,
    "PAST_CUE": PAST_CUE,
    "PAST_AUXILIARY": PAST_AUXILIARY,
    "FUTURE_LINK": FUTURE_LINK,
    "PAST_LINK": PAST_LINK,
    "OPEN_LINK": OPEN_LINK,
    "OPEN_VERB": OPEN_VERB,
    "THAN": THAN,
    "HAVE": HAVE,
    "DEED": DEED,
    "AGENT_LINK": AGENT,
    "OPEN_MODAL": OPEN_MODAL,
    "PRESENT_COPULA": PRESENT_COPULA,
    "BACK": BACK,
    "LAST_LABEL": LAST_LABEL,
    "NEXT_LABEL": NEXT_LABEL,
    "PLAN": PLAN,
    "INDEFINITE": INDEFINITE,
    "START_LINK": START_LINK,
    "SPLIT_START": SPLIT_START,
    "SPLIT_START_END": SPLIT_START_END,
    "OPEN_STATE": OPEN_STATE,
    "LINK_SHADE": LINK_SHADE,
    "NEGATION": NEGATION,
    "ARTICLE": ARTICLE,
    "AS": AS,
    "TO": TO,
    "FOR": FOR,
    "FUTURE_BEFORE_FOR": FUTURE_BEFORE_FOR,
    "BE": BE,
    "CALENDAR_VERB": CALENDAR_VERB,
    "COPULA": COPULA,
    "DAY_LINK": DAY_LINK,
    "OF": OF,
    "AHEAD": AHEAD,
    "CLAUSE": CLAUSE,
    "PAST_EVENT": PAST_EVENT,
    "PAST_PAPER": PAST_PAPER,
    "PAST_COPULA": PAST_COPULA,
    "SAYING": SAYING,
    "PLANNED_EVENT": PLANNED_EVENT,
    "ATTRIBUTE_LINK": ATTRIBUTE,
    "DEPICTED": DEPICTED,
    "WOULD": WOULD,
    "REFUSED": REFUSED,
    "VERB_LINK": VERB_LINK,
    "CALENDAR_VERB_OF_NAMES": NAMED_OBJECT,
    "CALENDAR_VERB_BEHIND_NAME": NAMED_SUBJECT,
    "CALENDAR_VERB_BEHIND_WHICH": RELATIVE_SUBJECT,
    "PARTICIPLE": PARTICIPLE,
    "GOAL_LINK": GOAL,
    "PUT_OFF": PUT_OFF,
    "CONJUNCTION": CONJUNCTION,
    "DECREE": DECREE,
    "AFTER_LINK": AFTER,
    "MODAL_PRESENT": MODAL,
    "MONTH": ABBREVIATION | MONTH,
    "TITLE": ABBREVIATION,
    "WEEKDAY": HOUR_TAIL,
    "ZONE": HOUR_TAIL,
}
_ROLES_OF_SUFFIXES = {
    "PAST_SUFFIX": PAST_SUFFIX,
    "FUTURE_SUFFIX": FUTURE_CUE,
    "PARTICIPLE_SUFFIX": PARTICIPLE,
    "BEFORE_NOUN_SUFFIX": BEFORE_NOUN,
}


def read_roles(words: list[str], language: str) -> list[int]:
    """The roles of each word, a bit for each; what was met once is remembered."""
    known = _roles(language)
    if len(known) > _MOST_SURFACES:
        known.clear()
    for word in set(words).difference(known):
        known[word] = _role_of(word, language)
    return list(map(known.__getitem__, words))


@cache
def _roles(_language: str) -> dict[str, int]:
    """The roles of words met so far, one memory a language."""
    return {}


def _role_of(word: str, language: str) -> int:
    role = (STOP if word in ".!?;" else 0) | (FULL_STOP if word == "." else 0) | (CLAUSE if word == "," else 0)
    words = load_grammar(language).words
    kinds = words.get(word, {})
    for size in _SUFFIXES if len(word) > LONGEST_ABBREVIATION and "NO_PARTICIPLE" not in kinds else ():
        for kind in words.get(word[-size:].lower(), ()):
            role |= _ROLES_OF_SUFFIXES.get(kind, 0)
    for kind in kinds:
        role |= ROLES.get(kind, 0)
    if not role and not kinds and _looks_like_a_present(word, words):
        role = PRESENT
    if role & MONTH:  # "May 3" and "may go"; no abbreviation ends in "in May."
        role &= ~MODAL if _is_cut_month(word, words) else ~(MODAL | ABBREVIATION)
    if role & ABBREVIATION and len(word) > LONGEST_ABBREVIATION:
        role &= ~ABBREVIATION
    return role


def _is_cut_month(word: str, words: dict[str, dict[str, str]]) -> bool:
    """Whether a longer name of the month begins so: "Sept", not "June"."""
    month = words[word]["MONTH"]
    names = (name for name, kinds in words.items() if kinds.get("MONTH") == month)
    return any(len(name) > len(word) and name.lower().startswith(word.lower()) for name in names)


def _looks_like_a_present(word: str, words: dict[str, dict[str, str]]) -> bool:
    """Whether a word could be a verb of the present by its last letter: "tagt", but no participle such as "getagt"."""
    if not word[0].islower() or len(word) <= LONGEST_ABBREVIATION or "PRESENT_SUFFIX" not in words.get(word[-1], ()):
        return False
    return not any("PARTICIPLE_PREFIX" in words.get(word[:size], ()) for size in _PREFIXES)
