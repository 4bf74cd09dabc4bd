"""Lines that were broken to fit a width, joined to paragraphs again."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from transforms.text.normalise import BREAK, PARAGRAPH, normalise

_WIDTHS = (35, 130)
"""Text is wrapped at a width between these; a longer line is a paragraph, a shorter one a label."""

_WRAPPED_SHARE = 0.6
"""Share of the breaks of a wrapped text, at least, that its width explains: the others end paragraphs."""

_WRAPPED_BREAKS = 3
"""Fewer breaks than this say nothing of a width."""

_NEARLY = 0.75
"""A line of a wrapped text is nearly full from this share of its width on: something was cut from it."""

_NEARBY = 12
"""A width holds this many lines before and after a break in the middle of a sentence."""

_INDENT = 2
"""A line set in by so many blanks more than the one before begins a paragraph."""

_CLOSED = re.compile(r"[.!?…:;。！？।؟：；][\]\"'”’»“)]*$")
_SENTENCE_END = re.compile(r"(?<!\.\.)[.!?。！？।؟][\]\"'”’»“)]*$")
_CONTINUES = re.compile(r"[a-zß-öø-ÿа-яёіїєα-ω,;.)%]")
_LABEL = re.compile(r"(?:by|von|par|por|di|door|av|af|od)\b|[a-z]*[A-Z]|\S*@|https?:|www\.")
_SPACELESS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uff00-\uffef\u3001-\u301f\u0e00-\u0e7f]")
_HYPHENED = re.compile(r"[^\W\d_][-\u2010]$")
_PAIRED = re.compile(r"(?:and|or|und|oder|bzw|bis|to|et|ou|y|o|e|en|of|och|og)\b")
_LISTED = re.compile(r"(?:[*+•·>#|]|[-–—](?=\s[^a-zß-öø-ÿа-я])|\d{1,2}[.)])\s")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that shows something. text: normalised; size: its width as it stood; parted: a blank line stands above it;
    indented: it is set in from the line above.
    """

    text: str
    size: int
    parted: bool
    indented: bool


def join_wrapped(raw: str) -> list[str]:
    """The paragraphs of a text, normalised and none empty; lines broken to fit a width become one again."""
    lines = _split_lines(raw)
    return _glue(lines, _find_joins(lines)) if len(lines) > 1 else [line.text for line in lines]


def _split_lines(raw: str) -> list[_Line]:
    """The lines of a text that show something."""
    lines: list[_Line] = []
    margin, parted = 0, False
    for row in BREAK.sub("\n", PARAGRAPH.sub("\n\n", raw)).split("\n"):
        text = normalise(row)
        if not text:
            parted = True
            continue
        shown = row.expandtabs().rstrip()
        indent = len(shown) - len(shown.lstrip())
        lines.append(_Line(text, len(shown), parted, indent >= margin + _INDENT))
        margin, parted = indent, False
    return lines


def _find_joins(lines: list[_Line]) -> list[bool]:
    """For each break between lines whether it only fits a width."""
    telling = len({line.parted for line in lines[1:]}) > 1
    able = [
        not (telling and after.parted) and not after.indented and not _LISTED.match(after.text) for after in lines[1:]
    ]
    width = _find_width(lines, able)
    if width:
        # Only where blank lines part the paragraphs may a line that is not full be a torn one.
        torn = _is_torn if telling else _fills
        return [can and torn(lines[place], lines[place + 1], width) for place, can in enumerate(able)]
    runs = [can and _runs_on(lines[place].text, lines[place + 1].text) for place, can in enumerate(able)]
    _widen(lines, able, runs)
    return _keep_sentences(lines, runs)


def _find_width(lines: list[_Line], able: list[bool]) -> int:
    """The width that the whole text was wrapped at, 0 when it was not."""
    places = [place for place, can in enumerate(able) if can]
    if len(places) < _WRAPPED_BREAKS:
        return 0
    best, best_count = 0, 0
    for width in sorted({line.size for line in lines if _WIDTHS[0] <= line.size <= _WIDTHS[1]}, reverse=True)[:8]:
        count = sum(_fills(lines[place], lines[place + 1], width) for place in places)
        if count > best_count:
            best, best_count = width, count
    return best if best_count >= max(_WRAPPED_BREAKS, _WRAPPED_SHARE * len(places)) else 0


def _fills(line: _Line, after: _Line, width: int) -> bool:
    """Whether a line has no room for the first word of the next."""
    first = 1 if _SPACELESS.match(after.text) else len(after.text.split(" ", 1)[0]) + 1
    return line.size <= width < line.size + first


def _is_torn(line: _Line, after: _Line, width: int) -> bool:
    """Whether a break of a text wrapped at a width ends no paragraph: the line is full, or ends no sentence and is
    nearly full or read on in small letters.
    """
    if _fills(line, after, width):
        return True
    nearly = _NEARLY * width <= line.size <= width
    return not _CLOSED.search(line.text) and (nearly or _runs_on(line.text, after.text))


def _runs_on(line: str, after: str) -> bool:
    """Whether a sentence seems to run from a line into the next."""
    return not _CLOSED.search(line) and bool(_CONTINUES.match(after)) and not _LABEL.match(after)


def _widen(lines: list[_Line], able: list[bool], runs: list[bool]) -> None:
    """Add the breaks that the width of broken sentences nearby explains."""
    broken = [place for place, run in enumerate(runs) if run]
    for place, can in enumerate(able):
        if not can or runs[place] or _CLOSED.search(lines[place].text):
            continue
        beside = broken[bisect_left(broken, place - _NEARBY) : bisect_right(broken, place + _NEARBY)]
        near = [lines[other].size for other in beside]
        if len(near) >= _WRAPPED_BREAKS and _WIDTHS[0] <= max(near) <= _WIDTHS[1]:
            runs[place] = _fills(lines[place], lines[place + 1], max(near))


def _keep_sentences(lines: list[_Line], runs: list[bool]) -> list[bool]:
    """Only the joins that lead to the end of a sentence: a headline and the label below it are none."""
    kept = runs[:]
    place = 0
    while place < len(runs):
        end = place
        while end < len(runs) and runs[end]:
            end += 1
        if end > place and not _SENTENCE_END.search(lines[end].text):
            kept[place:end] = [False] * (end - place)
        place = end + 1
    return kept


def _glue(lines: list[_Line], joins: list[bool]) -> list[str]:
    """Join lines: with a space, but none within scripts that use none and none after a hyphen."""
    paragraphs: list[list[str]] = [[lines[0].text]]
    for before, line, join in zip(lines, lines[1:], joins, strict=False):
        if not join:
            paragraphs.append([line.text])
            continue
        last, text = before.text, line.text
        tight = (
            text[0] in ",.;:!?)%"
            or (_SPACELESS.match(last[-1]) and _SPACELESS.match(text))
            or (_HYPHENED.search(last) and text[0].isalpha() and not _PAIRED.match(text))
        )
        paragraphs[-1] += ["" if tight else " ", text]
    return ["".join(pieces) for pieces in paragraphs]
