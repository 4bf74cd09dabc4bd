"""White space, line breaks and invisible characters of a text, made regular."""

from __future__ import annotations

import re

from schemas.storable import storable

BREAK = re.compile(r"\r\n?|[\v\f\x85\u2028]")
PARAGRAPH = re.compile("\u2029")

# Taken away, because they show nothing and break words for whoever searches them: soft hyphen, zero width space, word
# joiner and its invisible kin, byte order mark, direction marks, controls. Kept: U+200C and U+200D, which Persian,
# the scripts of India and emoji need, and variation selectors.
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_BLANKS = re.compile("[^\\S\n]+")
_AROUND_BREAK = re.compile(" ?\n ?")
_ODD_BREAKS = ("  ", " \n", "\n ", "\n\n\n")
_MANY_BREAKS = re.compile("\n{2,}")


def normalise(text: str) -> str:
    """Make white space, line breaks and invisible characters regular; every other character stays as it is.

    In this order: CR, CRLF, vertical tab, form feed, U+0085 and U+2028 become a line feed, U+2029 two; controls,
    direction marks and the other characters of INVISIBLE vanish; a lone surrogate, which no file can hold, becomes
    U+FFFD; every run of blanks of any width (no-break spaces too) becomes one space; blanks at both ends of a line
    vanish; two or more line feeds become one blank line; line feeds at both ends of the text vanish.
    Letters are not composed or folded. normalise(normalise(text)) is normalise(text).
    """
    # Most texts are regular already; `isprintable` knows of no white space but the space, and of nothing invisible.
    if text.isprintable():
        return _BLANKS.sub(" ", text).strip(" ") if "  " in text else text.strip(" ")
    if "\n" in text and text.replace("\n", "").isprintable() and not any(odd in text for odd in _ODD_BREAKS):
        return text.strip(" \n")
    if not text.isascii():
        text = PARAGRAPH.sub("\n\n", text)
        text = storable(text)
    text = BREAK.sub("\n", text)
    text = INVISIBLE.sub("", text)
    text = _BLANKS.sub(" ", text)
    text = _AROUND_BREAK.sub("\n", text)
    return _MANY_BREAKS.sub("\n\n", text).strip(" \n")
