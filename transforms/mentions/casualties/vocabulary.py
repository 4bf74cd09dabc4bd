"""The closed lists of casualty counting: what a word, phrase or figure can be. The tables are checked by them."""

from __future__ import annotations

from typing import Literal

from schemas.mentions import Outcome, Scope

TableClass = Literal[
    "det", "art", "poss", "another", "be", "have", "modal", "neg", "no", "nobody", "pron", "who", "conj", "adv", "prep",
    "incl", "sub", "fate", "time", "more", "ordinal", "verb",
]  # fmt: skip
"""Classes of the words in words.tsv."""

WordClass = Literal[
    TableClass, "person", "person_pl", "person_cap", "person_pl_cap", "thing", "num", "cue", "mark", "possessive",
    "name", "word",
]  # fmt: skip
"""What a word of a sentence is: of a list; a person, in the plural (pl) or with a capital that may be a name's (cap);
a thing, number, word of harm, mark or possessive; a name; or a word that no list knows."""

PersonForm = Literal["singular", "plural", "pair", "trio", "ending"]

WordSet = Literal[
    "ambiguous", "body", "grave", "unreal", "supposing", "retrieved", "tolled", "aside", "after_harm", "before_shot",
    "not_shot", "injury",
    "not_a_count", "unit", "women", "children", "denying", "home", "flee", "household", "measure", "former", "reckoned",
    "corrected", "fallen", "confined", "refuge", "share", "murder", "implicated", "wrongly", "regional",
    "numbered", "dead_as", "affliction", "hospital", "kin", "relatives", "ahead", "breaking", "limb", "grief",
    "burying",
]  # fmt: skip
"""Small sets of words that a rule asks for; word_sets.tsv explains each."""

Frame = Literal[
    "past", "gerund", "base", "died", "state", "hit", "hitting", "fatal", "loss", "toll", "claim", "body", "suffer",
    "treated", "care", "driven", "flight", "captive", "tally", "both", "noun", "victims",
]  # fmt: skip
"""How a word of harm finds its people; cues.tsv explains each. A cue of several frames tries them in this order."""

FigureFrame = Literal[Frame, "subset"]
"""How a figure was read: by a frame of its cue, or singled out of the people of another figure."""

GroupKind = Literal["count", "single", "name", "plural", "pron", "self", "none", "age", "thing"]
"""What a noun phrase speaks of: a number of people, one, one by name, people without a number, a pronoun, "himself",
an explicit nobody; or no people, an age or a thing."""

FigureKind = Literal["count", "single", "name", "none", "bare", "either", "former"]
"""What states a figure: a number, one person, one by name, an explicit nobody; bare: people without a number (evidence,
never a row); either: one number for two outcomes, "dead or missing"; former: a number that the text itself replaces."""

Of = Literal["people", "kin", "animals"]
"""Whose harm a figure counts: anybody's, that of the speaker's own people ("my two sons"), or that of animals."""

Mood = Literal["real", "possible", "averted", "counterfactual", "negated", "excluded"]
"""Whether it happened: killed, may be killed, could have been killed, would have been killed, was not killed, should
not be killed."""

DENYING: frozenset[Mood] = frozenset(("negated", "excluded"))
"""Moods of what is said not to have happened."""

FigureScope = Literal[Scope, "illness"]
"""What a figure is a count of. A death by illness or age is no row of the table."""

CueScope = Literal["cumulative", "rate", "background", "other_event", "hypothetical", "illness"]
"""What words of a sentence can say that a figure is a count of."""

SignScope = Literal[CueScope, "period"]
"""CueScope, and "period": an interval of weeks, over which a toll is cumulative; another figure may not be."""

LEARNED: tuple[Outcome, ...] = ("killed", "injured")
"""Outcomes whose own figure is chosen by trained weights, in the order in which they are chosen."""
