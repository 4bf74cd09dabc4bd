"""The filters of the first page, as a form that needs no script."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pipeline.view import words
from pipeline.view.countries import country_name
from pipeline.view.markup import Child, Markup, element
from pipeline.view.selection import OUTCOMES, SORTS, Selection
from pipeline.view.snapshot import Snapshot
from pipeline.view.stories import list_choices

_SORTED = {
    "newest": "newest first",
    "oldest": "oldest first",
    "highest": "highest figure first",
    "sources": "most sources first",
}


def filter_form(snapshot: Snapshot, selection: Selection) -> Markup:
    """Every condition of a selection as a field; open when one is set."""
    s, choices = selection, list_choices(snapshot)
    countries = sorted(((code, country_name(code)) for code in choices["country"]), key=lambda pair: pair[1])
    fields = [
        _field("From", element("input", type="date", name="from", id="from", value=_iso(s.since))),
        _field("To", element("input", type="date", name="to", id="to", value=_iso(s.until))),
        _field("Country", _choice("country", countries, s.country)),
        _field("Place", element("input", name="place", id="place", value=s.place or None)),
        _field("Outcome", _choice("outcome", _same(OUTCOMES), s.outcome)),
        _field("Cause", _choice("cause", _same(choices["cause"]), s.cause)),
        _field("Speaker", _choice("speaker", _same(choices["speaker"]), s.speaker)),
        _field("Toll, at least", _number("toll", s.toll)),
        _field("Sure, at least %", _number("confidence", s.confidence, 100)),
        _field("Sources, at least", _number("sources", s.sources)),
        _field("Sort", _choice("sort", [(sort, _SORTED[sort]) for sort in SORTS], s.sort, anything=None)),
    ]
    clear = None if s.is_all else element("a", "Clear", href="/")
    buttons = element("p", element("button", "Show", type="submit"), clear, class_="buttons")
    form = element("form", element("div", fields, class_="fields"), buttons, action="/", id="filters")
    return element(
        "details",
        element("summary", "Filter", None if s.is_all else " (set)"),
        form,
        class_="filters",
        open=not s.is_all,
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _same(values: Iterable[str]) -> list[tuple[str, str]]:
    return [(value, "nobody named" if value == "none" else words.said(value)) for value in values]


def _field(label: str, field: Markup) -> Markup:
    return element("label", element("span", label), field)


def _choice(name: str, choices: Iterable[tuple[str, str]], chosen: str, anything: Child = "any") -> Markup:
    options = [element("option", anything, value="")] if anything else []
    options += [element("option", label, value=value, selected=value == chosen) for value, label in choices]
    return element("select", options, name=name, id=name)


def _number(name: str, value: int, most: int | None = None) -> Markup:
    return element(
        "input", type="number", name=name, id=name, min=0, max=most, value=value or None, inputmode="numeric"
    )
