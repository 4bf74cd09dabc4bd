"""Pages on which the reader has spent most: the worst that were found, most of them by fuzzing."""

from __future__ import annotations

import json
from collections.abc import Callable

_SENTENCE = "The footbridge fell in Homs on Sunday "
_STORY = f"<p>{_SENTENCE * 20}</p>"


def _filled(atom: str, before: str = "", after: str = "") -> Callable[[int], str]:
    return lambda size: before + atom * (size // len(atom)) + after


def _runs_in_an_object(size: int) -> str:
    """Half of it one string, the rest runs of paragraphs that lie in the same object."""
    run = ["a b c d e f g h i."] * 8
    data = {"text": "x " * (size // 4), "runs": [run] * (size // 2 // len(json.dumps(run)))}
    return f"<title>A bridge fell</title><script type='application/json'>{json.dumps(data)}</script>"


PAGES: dict[str, Callable[[int], str]] = {
    "bylines that hold nothing, and a time that is never closed": _filled(
        '<nav class="byline author"></nav><time>9 May', "<h1>A title</h1>"
    ),
    "times in one another": _filled('<div datetime="2024-03-09T10:00:00Z"><time>x</time>x'),
    "times beside one another": _filled("<time datetime='2024-03-09T10:00:00Z'>9 March 2024</time>"),
    "one word of points": _filled(".", "<p>", "</p>"),
    "a title of parts": _filled("A | B - ", "<title>", "</title><h1>A</h1>"),
    "a title that is a book": _filled(_SENTENCE, "<title>", f"</title>{_STORY}"),
    "a headline that is a book": _filled(_SENTENCE, "<h1>", f"</h1>{_STORY}"),
    "stories that link to others": _filled(
        f"<article><h2><a href=/x>{_SENTENCE}</a></h2><p>{_SENTENCE}</p><time>1 March 2024</time></article>"
    ),
    "breaks": _filled("a<br>", "<p>"),
    "stories in one object beside a book": _runs_in_an_object,
    "authors in one another about a book": _filled(_SENTENCE, "<span itemprop='author'>" * 500),
    "authors in one another about statements": _filled("<meta itemprop='x'>", "<div itemprop='author'>" * 500),
    "bylines without end": _filled("<p class='byline'>By John Smith and Mary Jones</p>"),
}
"""Name -> the page of about so many characters."""
