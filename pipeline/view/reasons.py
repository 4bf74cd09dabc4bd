"""The reasons behind the figures of an article, read again from its text as `wire-ingest explain` reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.explain.reasons import confidence_from, proposal_of, why_counted, why_scope
from pipeline.view.articles import ArticleRows
from pipeline.view.database import Row
from schemas.mentions import Casualty, DateMention
from transforms.mentions.casualties.explaining import Explanation, Verdict, explain_casualties
from transforms.text.annotated_part import part_to_read, title_to_read

_MOST_REASONS = 6
_LEAST_WEIGHT = 0.005  # log-odds


@dataclass(frozen=True)
class Reasons:
    """Why a row says what it says: sentences by name, and what was weighed in log-odds, the strongest first."""

    said: Sequence[tuple[str, str]]
    weighed: Sequence[tuple[float, str]]


def find_reasons(rows: ArticleRows, figure_id: str) -> Reasons | None:
    """Of a figure; None for one that is not there. A row that this version reads otherwise is said to be."""
    row = next((figure for figure in rows.figures if figure["figure_id"] == figure_id), None)
    if row is None:
        return None
    figure = _casualty(row)
    explanation = _read_again(rows)
    verdict = next((v for v in explanation.verdicts if v.outcome == figure.outcome), None)
    proposal = proposal_of(figure, explanation.proposals)
    text, figures = rows.article["text"], [_casualty(other) for other in rows.figures]
    said = [
        ("Why it is counted", why_counted(figure, proposal)),
        ("Why this scope", why_scope(figure, text, figures, proposal, verdict)),
        ("What its confidence is", confidence_from(figure, verdict)),
    ]
    if verdict is not None:
        said.append(("The choice", _choice(verdict)))
    reasons = verdict.reasons[:_MOST_REASONS] if verdict else ()
    return Reasons(said, [(r.weight, r.words) for r in reasons if abs(r.weight) >= _LEAST_WEIGHT])


def _read_again(rows: ArticleRows) -> Explanation:
    article = rows.article
    text, title = part_to_read(article["text"]), title_to_read(article["title"])
    return explain_casualties(text, title, _anchor(rows), [_date(row) for row in rows.dates])


def _anchor(rows: ArticleRows) -> date | None:
    """The day that "today" means: the partition's, else the one that the dates were resolved against."""
    try:
        return date.fromisoformat(rows.article["published_date"])
    except ValueError:
        return next((row["anchor"] for row in rows.dates if row["anchor"]), None)


def _choice(verdict: Verdict) -> str:
    own = f"chance {verdict.own:.2f} that the article has a figure of its own (needed: over {verdict.threshold:g})"
    if verdict.number is None or not verdict.rivals:
        return f"{own}: it was judged to have none"
    others = ", ".join(f"{rival.number} ({rival.chance:.2f})" for rival in verdict.rivals[1:4])
    return f"{own}; chance {verdict.right:.2f} that it is {verdict.number}" + (f", before {others}" if others else "")


def _casualty(row: Row) -> Casualty:
    names = set(Casualty.__dataclass_fields__) - {"place"}
    return Casualty(**{name: row[name] for name in names})


def _date(row: Row) -> DateMention:
    names = set(DateMention.__dataclass_fields__) - {"place"}
    return DateMention(**{name: row[name] for name in names})
