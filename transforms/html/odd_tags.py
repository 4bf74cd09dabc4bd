"""Elements whose tag alone does not say what the walk does with them: what they hold does, and where they stand."""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree

from transforms.html.tags import BLOCK, BLOCKS, BUTTON, NOSCRIPT, PARAGRAPHS, PASSED, PLAIN, RAISED, TEMPLATE

_MOST_LOOKED_AT = 40
"""Elements in one of unknown kind among which a block element is looked for."""

_NOTE = re.compile(r"\[?\d{1,3}\]?|[*†‡§¶]+|\[[a-z]\]|\([a-z0-9]\)")
_NOTE_NAMES = re.compile(r"note|ref|cit", re.IGNORECASE)
_UNIT = re.compile(r"(?<!\w)(?:\d*[kcmdμµn]?m|ft|in|yd|mi|miles?|Mpc|[A-Z][a-z]?\d?|[a-zA-Zα-ω])$")
"""What a raised figure is the power of, or an isotope's element: all but words."""

_TEN = re.compile(r"[×x*·]\s?10$|(?<![\d.,])10$")
_RAISED_DIGITS = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")


def choose_kind(element: etree._Element, kind: int, pieces: list[str], holder: str, *, scripted: bool) -> int:
    """What the walk does with an element of a kind from RAISED on; a power is appended to `pieces` as it reads.

    pieces: the run of text so far; holder: tag of the block element around it; scripted: as a browser with scripts.
    """
    if kind == TEMPLATE:
        # The shadow root that the parser attaches is shown; any other template waits for a script.
        return BLOCK if element.get("shadowrootmode") or element.get("shadowroot") else PASSED
    if kind == NOSCRIPT:
        return PASSED if scripted else BLOCK
    tail = element.tail
    within = bool(tail) and not str(tail).isspace()
    if kind == RAISED:
        return _choose_raised(element, pieces)
    if kind == BUTTON:
        # A button in the middle of a sentence explains a word of it; others share and subscribe.
        return PLAIN if within and (pieces or holder in PARAGRAPHS) else PASSED
    return BLOCK if not (pieces or within) or _holds_block(element) else PLAIN


def _holds_block(element: etree._Element) -> bool:
    return any(inner.tag in BLOCKS for inner in islice(element.iterdescendants(), _MOST_LOOKED_AT))


def _choose_raised(element: etree._Element, pieces: list[str]) -> int:
    """A raised mark right behind a word or figure that is a note's number is passed over, a power written as one."""
    text = "".join(map(str, element.itertext())).strip()
    if not pieces or pieces[-1][-1:].isspace() or not _NOTE.fullmatch(text):
        return PLAIN
    is_linked = next(element.iter("a"), None) is not None
    if is_linked or _NOTE_NAMES.search(element.get("class") or ""):
        return PASSED
    before = "".join(pieces[-2:])[-12:]
    if not (_TEN.search(before) or _UNIT.search(before)) or not text.isdigit():
        return PASSED
    pieces.append(text.translate(_RAISED_DIGITS))
    return PASSED
