"""What the walk over a page does with each element, by its tag."""

from __future__ import annotations

INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em", "font", "i",
    "ins", "kbd", "mark", "nobr", "q", "rb", "ruby", "samp", "small", "span", "strong", "sub", "slot", "blink",
    "sup", "time", "tt", "u", "var", "wbr", "label", "picture", "source",
))  # fmt: skip
STRUCK = frozenset(("del", "s", "strike"))
"""What an editor took back: "<del>Eight</del> <ins>Eleven</ins>" says eleven."""

PASSED_OVER = STRUCK | frozenset((
    "script", "style", "noscript", "template", "svg", "head", "iframe", "object", "embed", "canvas", "select",
    "option", "button", "input", "textarea", "audio", "video", "img", "map", "math", "datalist", "rt", "rp", "rtc",
    "progress", "meter", "applet", "frameset", "link", "meta", "title", "base", "param", "track",
))  # fmt: skip
BLOCKS = frozenset((
    "html", "body", "address", "article", "aside", "blockquote", "caption", "center", "col", "colgroup", "dd",
    "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "legend", "li", "listing", "main", "menu", "nav", "noframes",
    "ol", "optgroup", "p", "plaintext", "pre", "search", "section", "summary", "table", "tbody", "td", "tfoot",
    "th", "thead", "tr", "ul", "xmp", "frame", "isindex",
))  # fmt: skip

PARAGRAPHS = frozenset((
    "p", "li", "dd", "dt", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "figcaption", "caption",
))  # fmt: skip
"""Elements that are a paragraph or a part of one: bare text in them is theirs."""

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

PASSED, BLOCK, BREAK, PLAIN, LINK, STRONG, EMPHASIS, RAISED, TEMPLATE, BUTTON, NOSCRIPT, UNKNOWN = range(12)
"""What the walk does. From RAISED on the element is looked at more closely first."""

KINDS = (
    dict.fromkeys(PASSED_OVER, PASSED)
    | dict.fromkeys(BLOCKS, BLOCK)
    | dict.fromkeys(INLINE, PLAIN)
    | {"br": BREAK, "a": LINK, "b": STRONG, "strong": STRONG, "i": EMPHASIS, "em": EMPHASIS}
    | {"sup": RAISED, "template": TEMPLATE, "button": BUTTON, "noscript": NOSCRIPT}
)
"""The kind of each tag that HTML has; any other is UNKNOWN."""
