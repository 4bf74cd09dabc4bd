"""How bylines are written: what stands before, between and behind the names, built of the words of byline_words.tsv."""

from __future__ import annotations

import re

from transforms.text.packaged import read_rows, split_list

_WORDS = {kind: split_list(words) for kind, words in read_rows("transforms.html", "byline_words.tsv", 2)}
_FLAGS = re.IGNORECASE | re.VERBOSE

PARTICLES = frozenset(_WORDS["particle"])


def _any_of(*kinds: str) -> str:
    return "|".join(re.escape(word) for kind in kinds for word in _WORDS[kind])


AND = re.compile(
    rf"""
    \s* (?:
        [;|/／•·\n、，]
      | , (?! \s* (?: M\.?D\b | Ph\.?D\b | (?:Jr|Sr)\.? \s* (?: $ | [,;|&] | and\b ) ) )  # part of the name
        (?: \s* (?:{_any_of("and")}) \s )?
      | \s [–—-] \s
      | \s (?:{_any_of("and", "and_inside", "with")}) \s
    ) \s*
    """,
    _FLAGS,
)
"""What stands between two names."""

JOINED = re.compile(rf".*? \s (?:{_any_of('and', 'and_inside')}) \s [^,|]+", _FLAGS | re.DOTALL)
"""Names up to the comma behind the last of them, the last two joined by a word."""

BY = re.compile(
    rf"""
    ^\W* (?: (?: (?:{_any_of("pictured")}) [ ] and [ ] )? (?:{_any_of("made")}) \s+ )?
         (?:{_any_of("by")}) \s* [:：\s] \s*
  | ^\W* (?:{_any_of("label")}) \s* [:：] \s*
  | ^\W* (?:{_any_of("before")}) \s* [:：]? \s* (?=\w)
    """,
    _FLAGS,
)
"""What stands before the names."""

SIGNED = re.compile(
    r"""
    ^\W* (?: posted | published | updated | written | erstellt | publicado ) \b .{0,60}? \b by \s+ (?=\S)
  | ^[^。]{1,80}? (?: 作者 | 记者 | 記者 | 撰文 ) \s* [:：] \s* (?=\w)
    """,
    _FLAGS,
)
"""A line that says when before it says by whom."""

POSTED = re.compile(rf"(?P<name> [^,|–—]{{3,60}}? ) \s* [,|–—] \s* (?:{_any_of('writing')}) \b [^.!?]{{0,40}}", _FLAGS)
"""A name, and the post of one who writes behind it: a byline without a word before the name."""

POST = re.compile(rf"(?:[\w'’-]+ [ ]){{0,3}} (?:{_any_of('writing')}) \b [^.!?]{{0,40}}", _FLAGS)
"""A line of its own behind a name: the post of one who writes."""

AFTER = re.compile(
    rf"""
    \s* (?:
        \d
      | \b (?:{_any_of("after")}) \b
      | \b on [ ] (?= \w+ [ ] \d | \d )
      | [.;,|] \s* (?:{_any_of("pictured")}) (?: \s+ (?:{_any_of("by")}) \b | \s* [:：] )
      | (?<=\s) @ (?=\w)
      | \b (?:{_any_of("weekday")}) \b
      | \b (?: mon | tues? | wed | thu (?:rs)? | fri | sat | sun ) \b [.,]* \s+ (?= \d | (?:{_any_of("month")}) \b )
      | \s \w{{2,6}} ：
      | \b (?:{_any_of("month")}) \b \.? \s* \d
    ) .*
    """,
    _FLAGS | re.DOTALL,
)
"""What a byline says after the name: dates, times, reading minutes, who took the pictures."""

ROLE = re.compile(rf"[\s,]+ (?: (?:{_any_of('post')}) | (?:{_any_of('where')}) \s+ (?=\w) )", _FLAGS)
"""What is said of the writer's post or place behind the name."""

OTHER_ROLE = re.compile(
    r"""
    ^\W* (?! .{0,20} \b (?:story|text|words) \b )
    (?:
        (?: medically [ ] )? reviewed
      | edited
      | fact[- ]checked
      | styled
      | photo (?: graph (?: y | s | ed ) )? s?
      | illustrat\w+
      | produced
      | translated
      | video
      | curated
      | additional [ ] reporting
      | (?: with [ ] )? contributions
      | foto (?: s | graf\w* )?
    ) \b
  | ^\W* (?: 责任编辑 | 责编 | 编辑 | 責任編輯 | 編輯 | 校对 | 审核 | 摄影 | 편집 )
    """,
    _FLAGS,
)
"""What begins a line that names somebody who did not write the article."""
