"""What is printed of an article that is explained: its columns, its text with the figures marked, and the reasons.

Pure: records in, lines of at most WIDTH columns out. What the article says is never let through to a terminal as
control characters.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from pipeline.explain.marks import WIDTH, mark_figures
from pipeline.explain.reasons import confidence_from, or_dash, proposal_of, spell_bounds, why_counted, why_scope
from schemas.annotated import Annotated
from schemas.article import Article
from schemas.mentions import Casualty, DateMention, Entity, Place
from schemas.showing import shown
from transforms.mentions.casualties.explaining import Explanation, Proposal, Reason, Rival, Verdict
from transforms.mentions.places.ranking import QUALIFIED, RankedPlace

_MOST_RIVALS = 5
_MOST_REASONS = 6
_MOST_PLACES = 3
_LEAST_SHOWN = 0.005  # log-odds; less is printed as nothing


def render(
    annotated: Annotated, explanation: Explanation | None, choices: Mapping[str, Sequence[RankedPlace]], *, colour: bool
) -> str:
    """Write down everything about an article; explanation: None where casualties are not read in its language.

    choices: by name, the places that it may mean, the best first.
    colour: emphasise the figures in the text for a terminal.
    """
    article, figures = annotated.article, annotated.casualties
    lines = ["ARTICLE", *_columns(article), "", "TEXT", *mark_figures(article.text, figures, colour=colour)]
    lines += ["", f"CASUALTY FIGURES ({len(figures)})"]
    if explanation is None:
        lines += _field("none", f"figures are read in English texts; this one is in {article.language!r}")
    else:
        lines += [line for figure in figures for line in _figure(figure, annotated, explanation)]
        lines += _passed_over(article, figures, explanation.proposals)
        for verdict in explanation.verdicts:
            lines += ["", f"THE CHOICE: {verdict.outcome}", *_verdict(verdict, annotated)]
    lines += ["", f"DATES ({len(annotated.dates)})", *(line for found in annotated.dates for line in _date(found))]
    lines += ["", f"ENTITIES ({len(annotated.entities)})", *_entities(annotated.entities, choices)]
    return "\n".join(lines) + "\n"


def _field(name: str, value: object, indent: int = 2, width: int = 14) -> list[str]:
    """Lines "name   value", the value's further lines below its first; "-" for None."""
    said = "-" if value is None or value == "" else " ".join(shown(str(value)).split())
    head = f"{' ' * indent}{name:<{width}}"
    return textwrap.wrap(
        f"{head}{said}", WIDTH, subsequent_indent=" " * (indent + width), break_long_words=False, drop_whitespace=True
    )


def _quote(text: str) -> str:
    return f'"{" ".join(text.split())}"'


def _columns(article: Article) -> Iterator[str]:
    columns = {
        "title": article.title,
        "authors": ", ".join(article.authors),
        "agency": article.agency,
        "dateline": article.dateline,
        "published_at": _moment(article),
        "modified_at": article.modified_at and f"{article.modified_at:%Y-%m-%d %H:%M:%S} UTC",
        "anchor": article.anchor and f'{article.anchor}, the day that "today" means, {_anchor_from(article)}',
        "language": article.language,
        "site": article.site,
        "url": article.url,
        "canonical_url": article.canonical_url,
        "section": article.section,
        "source_id": article.source_id,
        "article_id": f"{article.article_id}, revision {article.revision}",
        "words": article.words,
    }
    for name, value in columns.items():
        yield from _field(name, value, width=15)


def _moment(article: Article) -> str | None:
    at: datetime | None = article.published_at
    if at is None:
        return None
    source = f"{at:%Y-%m-%d %H:%M:%S} UTC, from {article.published_from}"
    if article.published_offset is None:
        return f"{source}, no offset known"
    there = at + timedelta(minutes=article.published_offset)
    return f"{source}, on the publisher's clock {there:%Y-%m-%d %H:%M}, {article.published_offset:+d} minutes of UTC"


def _anchor_from(article: Article) -> str:
    return "by the publication" if article.published_at else "by the dateline"


def _figure(figure: Casualty, annotated: Annotated, explanation: Explanation) -> Iterator[str]:
    proposal = proposal_of(figure, explanation.proposals)
    verdict = next((v for v in explanation.verdicts if v.outcome == figure.outcome), None)
    f = figure
    yield ""
    yield from _field(f.figure_id, f"{_quote(f.text)} {f.outcome}: {spell_bounds(f)} ({f.qualifier})", 0, 4)
    kin = f"subset_of {f.subset_of or '-'}, supersedes {f.supersedes or '-'}"
    made = "is_derived" if f.is_derived else "stated"
    fields = {
        "at": f"code points {f.start} to {f.end}, in: {_quote(f.sentence)}",
        "scope": f"{f.scope}, {'is_main' if f.is_main else 'not main'}, {made}; {kin}",
        "who said it": f"{f.attributed_to or '-'} ({f.attribution_type}), certainty {f.certainty}",
        "victims": f"{f.victims or '-'} ({f.victim_type}), women {or_dash(f.women)}, children {or_dash(f.children)}",
        "cause": f.cause,
        "days": _days(f.first_day, f.last_day),
        "place": _place(f.place),
        "confidence": f"{f.confidence:.3g}, {confidence_from(f, verdict)}",
        "rule": f.rule,
        "why counted": why_counted(f, proposal),
        "why the scope": why_scope(f, annotated.article.text, annotated.casualties, proposal, verdict),
    }
    for name, value in fields.items():
        yield from _field(name, value, 4, 15)


def _passed_over(article: Article, figures: Sequence[Casualty], proposals: Sequence[Proposal]) -> Iterator[str]:
    """What was read but is no row: people without a number, the ill, animals, those only taken to hospital."""
    used = {id(proposal_of(figure, proposals)) for figure in figures}
    left = [p for p in proposals if not p.in_title and id(p) not in used]
    if not left:
        return
    yield ""
    yield f"READ, BUT NO ROW ({len(left)})"
    for p in left:
        scope = [f"scope {p.scope}" + (f' ("{p.why}")' if p.why else "")] if p.scope != "event" else []
        reasons = "; ".join([*p.remarks, *scope, f'the word "{p.cue}", {p.reading}'])
        yield from _field(f"{p.start}", f"{_quote(article.text[p.start : p.end])} {p.outcome}: {reasons}", width=7)


def _verdict(verdict: Verdict, annotated: Annotated) -> Iterator[str]:
    v = verdict
    has = f"its own figure is {v.number}" if v.number is not None else "it has none of its own"
    yield from _field(
        "verdict",
        f"{has}: chance {v.own:.2f} that the article has one (needed: over {v.threshold:g}), "
        f"{v.right:.2f} that it is {v.rivals[0].number}",
    )
    yield "  for and against a figure of its own, in log-odds:"
    yield from _reasons(v.reasons)
    for rival in v.rivals[:_MOST_RIVALS]:
        yield from _field(
            f"{rival.number}",
            f"score {rival.score:+.2f}, chance {rival.chance:.2f}; {_supports(rival, annotated)}",
            width=6,
        )
        yield from _reasons(rival.reasons)
    if len(v.rivals) > _MOST_RIVALS:
        yield f"  and {len(v.rivals) - _MOST_RIVALS} other numbers, less likely"


def _supports(rival: Rival, annotated: Annotated) -> str:
    said = []
    for support in rival.supports:
        source = (annotated.article.title or "") if support.in_title else annotated.article.text
        words = _quote(source[support.start : support.end])
        said.append(f"headline {words}" if support.in_title else f"{words} at {support.start}")
    return "by " + ", ".join(dict.fromkeys(said)) if said else "by no figure"


def _reasons(reasons: Sequence[Reason]) -> Iterator[str]:
    shown = [reason for reason in reasons[:_MOST_REASONS] if abs(reason.weight) >= _LEAST_SHOWN]
    for reason in shown:
        yield from _field(f"{reason.weight:+.2f}", f"{reason.words} ({reason.name})", 8, 7)
    rest = reasons[len(shown) :]
    if rest:
        yield from _field(f"{sum(r.weight for r in rest):+.2f}", f"the weaker ones together, {len(rest)}", 8, 7)


def _date(found: DateMention) -> list[str]:
    d = found
    days = _days(d.first_day, d.last_day)
    anchor = f"anchor {d.anchor}" if d.anchor else "no anchor"
    return _field(
        f"{d.start}",
        f"{_quote(d.text)} {d.type} {d.value or '-'}; days {days or '-'}; {anchor}; rule {d.rule}",
        width=7,
    )


def _entities(entities: Sequence[Entity], choices: Mapping[str, Sequence[RankedPlace]]) -> Iterator[str]:
    """A line a name; how often it stands in the text, the offset of the first time, and why it means that place."""
    times = Counter((e.name, e.label, e.place) for e in entities)
    firsts: dict[tuple[str, str, Place | None], Entity] = {}
    for entity in entities:
        firsts.setdefault((entity.name, entity.label, entity.place), entity)
    for key, first in firsts.items():
        often = f", {times[key]} times" if times[key] > 1 else ""
        where = f": {_place(first.place)}" if first.place else ""
        yield from _field(f"{first.start}", f"{_quote(first.name)} {first.label}{often}{where}", width=7)
        yield from _why_there(choices.get(first.text, ()))
        yield from _why_guessed(first, choices.get(first.text, ()))


def _why_there(weighed: Sequence[RankedPlace]) -> Iterator[str]:
    """A line for each of the best places that a name may mean, with what speaks for and against it."""
    for each in weighed[:_MOST_PLACES]:
        one = each.place
        said = [f"{words} {weight:+.2f}" for words, weight in each.terms if abs(weight) >= _LEAST_SHOWN]
        said += [words for words, weight in each.terms if words == QUALIFIED]
        where = ", ".join(dict.fromkeys(filter(None, (one.name, one.admin1, one.country))))
        yield from _field(f"{each.value:.2f}", f"{where}: {'; '.join(said)}", 9, 6)
    if len(weighed) > _MOST_PLACES:
        yield from _field("", f"and {len(weighed) - _MOST_PLACES} other places, less likely", 9, 6)


def _why_guessed(entity: Entity, weighed: Sequence[RankedPlace]) -> Iterator[str]:
    """A line for a site or village that was placed although it is none of the places of a gazetteer."""
    place = entity.place
    if (
        place is None
        or entity.label in ("NORP", "ORG")
        or place.place_id
        or any(one.place.place_id < 0 for one in weighed)
    ):
        return
    whose = (
        "the point of a town behind it or around which the article plays" if place.latitude is not None else "no point"
    )
    yield from _field("", f"in no gazetteer: the country that the article says or mostly speaks of, and {whose}", 9, 6)


def _days(first: date | None, last: date | None) -> str | None:
    return f"{first}" if first == last and first else f"{first or '-'} to {last or '-'}" if first or last else None


def _place(place: Place | None) -> str | None:
    if place is None:
        return None
    point = f" ({place.latitude:.4f}, {place.longitude:.4f})" if None not in (place.latitude, place.longitude) else ""
    return f"{place.name}, {place.country or '-'}{point}" + (f", GeoNames {place.place_id}" if place.place_id else "")
