"""The JSON-LD that a page carries: schema.org's description of its article."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from transforms.html.tree import Script

ARTICLE_TYPE = re.compile(r"(?:Article|BlogPosting|Posting|Report|Review|WebStory)$")
_ARTICLE_SUPER = frozenset(("CreativeWork", "WebPage", "ItemPage", "MediaObject", "VideoObject"))
_MAX_OBJECTS = 2000
_MAX_JSON_BYTES = 2_000_000
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>|\]\]>|/\*\s*\]\]>\s*\*/)\s*$"
)
_TRAILING_COMMA = re.compile(r",\s*(?=[}\]])")
_MAX_DEPTH = 12
_PAIR = re.compile(r'"(@type|headline|datePublished|dateModified)"\s*:\s*"([^"\\]*)"')


def read_json_ld(scripts: Iterable[Script]) -> Iterator[dict[str, Any]]:
    """Every typed object in the page's JSON-LD, outer before inner; broken JSON is mended where that is safe."""
    count = 0
    for script in scripts:
        if "ld+json" not in script.attributes.lower() or len(script.content) > _MAX_JSON_BYTES:
            continue
        for found in _flatten(_load_json(script.read()), 0):
            yield found
            count += 1
            if count >= _MAX_OBJECTS:
                return


def _load_json(content: str) -> Any:
    """The value that a script states, None when it is beyond mending."""
    content = content.strip()
    if content[:1] not in ("{", "[") or content[-1:] not in ("}", "]"):
        content = _WRAPPING.sub("", _WRAPPING.sub("", content)).strip().rstrip(";")
    for mended in (content, _TRAILING_COMMA.sub("", content), html.unescape(content)):
        try:
            return json.loads(mended, strict=False)
        except (ValueError, RecursionError):
            continue
    return _salvage(content)


def _salvage(content: str) -> dict[str, str] | None:
    """What broken JSON says of an article in plain strings, the first of each key; None when it speaks of none."""
    found: dict[str, str] = {}
    for key, value in _PAIR.findall(content):
        found.setdefault(key, value)
    return found if "@type" in found and "datePublished" in found else None


def _flatten(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """All objects with a type in a JSON value, to a bounded depth."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for entry in value:
            yield from _flatten(entry, depth + 1)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "hasPart"):
            if key in value:
                yield from _flatten(value[key], depth + 1)


def types_of(found: dict[str, Any]) -> list[str]:
    """The schema.org types of an object, without the vocabulary's address."""
    stated = found.get("@type")
    return [str(name).rsplit("/", 1)[-1] for name in (stated if isinstance(stated, list) else [stated]) if name]


def addresses_of(found: dict[str, Any]) -> set[str]:
    """The addresses by which an object calls itself."""
    stated = [found.get("url"), found.get("@id"), found.get("mainEntityOfPage")]
    addresses = set()
    for value in stated:
        address = value.get("@id") or value.get("url") if isinstance(value, dict) else value
        if isinstance(address, str):
            addresses.add(plain_address(address))
    return addresses


def plain_address(address: str) -> str:
    """An address without what two spellings of it may differ in."""
    return re.sub(r"^https?://(?:www\.|m\.|amp\.)?|[?#].*$|/$", "", address.strip().lower())


def find_article(objects: Iterable[dict[str, Any]], addresses: list[str], title: str | None) -> dict[str, Any]:
    """The object that describes the page's own article: an article type first, one with the page's address before
    others.
    """
    own = {plain_address(address) for address in addresses}
    best: dict[str, Any] = {}
    best_score = 0.0
    for found in objects:
        types = types_of(found)
        score = 0.0
        if any(ARTICLE_TYPE.search(name) for name in types):
            score = 10.0
        elif _ARTICLE_SUPER.intersection(types) and ("datePublished" in found or "author" in found):
            score = 2.0
        if not score:
            continue
        headline = text_of(found.get("headline") or found.get("name"))
        score += 4.0 if own & addresses_of(found) else 0.0
        score += 3.0 if headline and title and headline.casefold()[:40] in title.casefold() else 0.0
        score += sum(0.5 for key in ("headline", "datePublished", "author", "articleBody") if found.get(key))
        if score > best_score:
            best, best_score = found, score
    return best


def text_of(value: Any) -> str | None:
    """A JSON-LD text value as a string: the first of a list, the @value of an object; entities decoded."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = str(value)
    return html.unescape(value).strip() or None if isinstance(value, str) else None
