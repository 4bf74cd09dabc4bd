"""Reasons: why a casualty row counts what it counts and is given its scope, in words."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.mentions import Casualty
from transforms.mentions.casualties.explaining import Proposal, Verdict
from transforms.mentions.casualties.vocabulary import LEARNED


def proposal_of(figure: Casualty, proposals: Sequence[Proposal]) -> Proposal | None:
    """What was read at a figure's words; None for a number that was only worked out."""
    wanted = (figure.outcome, figure.start, figure.end, figure.low, figure.high)
    same = (p for p in proposals if not p.in_title and (p.outcome, p.start, p.end, p.low, p.high) == wanted)
    return next(same, None)


def confidence_from(figure: Casualty, verdict: Verdict | None) -> str:
    """What its confidence is the share of."""
    if _is_chosen(figure, verdict):
        return "the share of choices as sure as this one that were right"
    return "an estimate for figures that are read so"


def _is_chosen(figure: Casualty, verdict: Verdict | None) -> bool:
    """Whether a row is there because the trained choice fell on its number."""
    return figure.is_main and figure.high != 0 and verdict is not None and verdict.number is not None


def why_counted(figure: Casualty, proposal: Proposal | None) -> str:
    """Which words make it a figure of people harmed."""
    if proposal is None and not figure.is_derived:
        return f"by its own words, read as {figure.rule}"
    if proposal is None:
        bounds = spell_bounds(figure)
        return f"no words state {bounds}: it was worked out ({figure.rule}), and stands at its nearest support"
    return "; ".join([f'the word "{proposal.cue}", {proposal.reading}', *proposal.remarks])


def why_scope(
    figure: Casualty, text: str, figures: Sequence[Casualty], proposal: Proposal | None, verdict: Verdict | None
) -> str:
    """What decided what it is a count of. text, figures: the article's."""
    parts = [_main_reason(figure, text, proposal, verdict)]
    later = next((other for other in figures if other.supersedes == figure.figure_id), None)
    if later is not None:
        parts.append(f"its sentence gives it as an earlier report, which {later.figure_id} supersedes")
    if proposal is not None and proposal.cues:
        parts.append("words that did not decide: " + ", ".join(f'{scope} "{words}"' for scope, words in proposal.cues))
    return "; ".join(parts)


def _main_reason(  # noqa: PLR0911 - one return a reason
    figure: Casualty, text: str, proposal: Proposal | None, verdict: Verdict | None
) -> str:
    if _is_chosen(figure, verdict):
        return "chosen as the article's own figure, as told below"
    if figure.is_main:
        return "an explicit nobody, and no other figure" if figure.high == 0 else "the first counted one of the event"
    if figure.scope == "non_human":
        return "the noun is one for animals"
    if proposal is not None and proposal.why and proposal.scope == figure.scope:
        return f'the words "{proposal.why}"' if proposal.why in text.replace("\n", " ") else proposal.why
    if figure.scope == "subset":
        named = proposal is not None and proposal.scope == "subset"
        how = (
            "the sentence names it as a part" if named else "smaller than the article's own figure, or a part of a sum"
        )
        return f"{how}, of {figure.subset_of or 'a figure that is no row'}"
    none_of_its_own = verdict is None or verdict.number is None
    if figure.scope == "background" and figure.outcome in LEARNED and none_of_its_own:
        return "no words say so: the article was judged to have no figure of its own, as told below"
    return "no words of the sentence place it elsewhere"


def spell_bounds(figure: Casualty) -> str:
    """Its bounds by their columns' names."""
    return f"low {or_dash(figure.low)}, best {or_dash(figure.best)}, high {or_dash(figure.high)}"


def or_dash(value: int | None) -> str:
    """A number, "-" for None."""
    return "-" if value is None else str(value)
