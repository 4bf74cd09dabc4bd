"""XML as feeds have it, read without entities or DTDs, in bounded memory, and mended where it is broken.

A document that is well formed is read as it is. Only one that is not is mended first: HTML's named entities, lone
ampersands, characters that XML has no place for, an end in the middle of an entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5

from lxml import etree

from schemas.dead_letter import Rejected

_MAX_TAGS = 1_000_000
"""Signs "<" that are read: 50,000 addresses with ten elements each."""
_MAX_SIGNS = 2_000_000
"""Signs "=" before the last of those, likewise: attributes cost as much memory as elements."""

_PROLOGUE = re.compile(r"[\ufeff\s]*(?:<\?xml[^>]*>)?")
_DOCTYPE = re.compile(r"<!DOCTYPE(?:[^\[>\"']|\"[^\"]*\"|'[^']*')*(?:\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL)
_DOCTYPE_WITHIN = 4_096
_TAIL = 2**20
"""Characters at a document's end in which its last whole entry is looked for first."""
_CDATA, _CDATA_END = "<![CDATA[", "]]>"
_ENTITY = re.compile(
    r"&(?!(?:lt|gt|amp|quot|apos|#\d{1,7}|#x[0-9A-Fa-f]{1,6});)(?:([A-Za-z][A-Za-z0-9]{1,31};)|(#X[0-9A-Fa-f]{1,6};))?"
)
_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_ENTRY_END = re.compile(
    r"</(?:[\w-]{1,20}:)?(?:item|entry|url|sitemap|outline)\s*>|<outline\s[^<>]{0,5000}/>", re.IGNORECASE
)
_ENTRY_START = re.compile(r"<(?:[\w-]{1,20}:)?(?:item|entry|url|sitemap|outline)[\s>]", re.IGNORECASE)
_ROOT_END = re.compile(r"</(?:[\w-]{1,20}:)?(?:rss|rdf|feed|channel|urlset|sitemapindex|opml)\s*>", re.IGNORECASE)


def parse_xml(text: str) -> tuple[etree._Element, bool]:
    """The root of a document, and whether some of it was left out.

    Raises Rejected("not_a_feed") for what has no root element.
    """
    text, is_cut = _bound(_strip_prologue(text))
    root = _parse(text, recover=False)
    if root is None:
        mended, was_cut = _mend(text)
        is_cut = is_cut or was_cut
        root = _parse(mended, recover=True)
    if root is None:
        raise Rejected("not_a_feed", f"neither XML nor JSON nor a list of addresses; it begins {text[:60].strip()!r}")
    return root, is_cut


def _parse(text: str, *, recover: bool) -> etree._Element | None:
    parser = etree.XMLParser(
        encoding="utf-8",
        recover=recover,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _strip_prologue(text: str) -> str:
    """Drop the declaration, whose encoding no longer holds, and the document type with all it declares."""
    start = _PROLOGUE.match(text)
    text = text[start.end() :] if start else text
    head = text[:_DOCTYPE_WITHIN]
    if "<!doctype" not in head.lower():
        return text
    return _DOCTYPE.sub("", head, count=1) + text[_DOCTYPE_WITHIN:]


def _bound(text: str) -> tuple[str, bool]:
    for sign, most in (("<", _MAX_TAGS), ("=", _MAX_SIGNS)):
        if text.count(sign) > most:
            places = re.finditer(sign, text)
            text = text[: next(place.start() for number, place in enumerate(places) if number == most)]
            return _end_at_entry(text), True
    return text, False


def _mend(text: str) -> tuple[str, bool]:
    text = _NO_CHARACTER.sub("", text)
    if 0 < text.count("&") <= _MAX_SIGNS:
        text = "".join(_mend_entities(text))
    if _ROOT_END.search(text, max(0, len(text) - 1_000)):
        return text, False
    whole = _end_at_entry(text)
    return whole, len(whole) < len(text)


def _mend_entities(text: str) -> Iterator[str]:
    """The pieces of a document; what stands in CDATA sections is text as it is."""
    at = 0
    while (opens := text.find(_CDATA, at)) >= 0 and (closes := text.find(_CDATA_END, opens)) >= 0:
        yield _ENTITY.sub(_mend_entity, text[at:opens])
        at = closes + len(_CDATA_END)
        yield text[opens:at]
    yield _ENTITY.sub(_mend_entity, text[at:])


def _mend_entity(match: re.Match[str]) -> str:
    """A character that HTML names; an ampersand that names nothing stands for itself."""
    name, number = match.groups()
    if number is not None:
        return f"&{number.lower()}"
    if name is None:
        return "&amp;"
    return html5.get(name) or f"&amp;{name}"


def _end_at_entry(text: str) -> str:
    """A document that ends too early, up to its last whole entry: half an address leads elsewhere."""
    ends: list[int] = []
    for begin in (max(0, len(text) - _TAIL), 0):
        ends = ends or [found.end() for found in _ENTRY_END.finditer(text, begin)]
    start = _ENTRY_START.search(text, ends[-1] if ends else 0)
    return text[: start.start()] if start else text
