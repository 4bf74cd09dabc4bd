"""RSS, RDF, Atom and CDF: the feed and the stories that it names."""

from __future__ import annotations

import base64
import binascii
import html
import itertools
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from schemas.feed import Feed, FeedEntry, FeedKind
from transforms.feeds.addresses import absolute_url
from transforms.feeds.moments import parse_moment
from transforms.feeds.plain import collapse, plain_title
from transforms.feeds.vocabulary import Meaning, read_meaning, read_name, split_tag

MAX_ENTRIES = 50_000
"""Stories of a document that are read: the sitemap protocol's bound, which no feed comes near."""

_ROOTS: dict[str, FeedKind] = {"rss": "rss", "rdf": "rss", "channel": "rss", "feed": "atom"}
_ENTRIES = frozenset({"item", "entry"})
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_UNREAD = frozenset({"script", "style"})
_MOMENTS = frozenset[Meaning]({"published", "modified"})
_BINARY = frozenset({"application/octet-stream", "base64"})
_PERIODS = {"hourly": 3_600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}
_LONGEST_PAUSE = 31_536_000.0


def kind_of_root(root: etree._Element) -> FeedKind | None:
    """Which kind of feed a document's root speaks of; None for none."""
    return _ROOTS.get(split_tag(str(root.tag))[1].lower())


class _Field(NamedTuple):
    """An element that means something to us, and its rank."""

    rank: int
    element: etree._Element


def read_syndication(root: etree._Element, url: str | None) -> Feed:
    """Read a feed. url: its address, which relative ones in it start from."""
    home = split_tag(str(root.tag))[0]
    channel = next((child for child in root if read_name(str(child.tag), home) == ("core", "channel")), root)
    about = _gather(channel, home)
    found = _find_entries(root, channel, home)
    entries = tuple(_read_entry(element, home, url) for element in itertools.islice(found, MAX_ENTRIES))
    title = about.get("title")
    return Feed(
        kind=kind_of_root(root) or "rss",
        title=_title(title) if title is not None else None,
        url=_link(channel, about, url),
        entries=entries,
        language=_language(root, channel, home),
        poll_after=_poll_after(channel, home),
        hubs=tuple(_hubs(channel, home, url)),
        is_cut=next(found, None) is not None,
    )


def _find_entries(root: etree._Element, channel: etree._Element, home: str) -> Iterator[etree._Element]:
    """RSS has its items in the channel, RDF beside it, Atom its entries in the root."""
    places = [channel] if channel is root else [channel, root]
    holders = [child for place in places for child in place if read_name(str(child.tag), home) == ("core", "items")]
    for child in itertools.chain(*places, *holders):
        vocabulary, local = read_name(str(child.tag), home)
        if vocabulary in {"core", "atom"} and local in _ENTRIES:
            yield child


def _gather(element: etree._Element, home: str) -> dict[Meaning, etree._Element]:
    """Of the children that mean something, the best of each meaning; of equals the first that is not
    empty, of moments the last.
    """
    best: dict[Meaning, _Field] = {}
    for child in element:
        found = read_meaning(str(child.tag), home)
        if found is None:
            continue
        meaning, rank = found
        held = best.get(meaning)
        again = held is not None and rank == held.rank and (meaning in _MOMENTS or not _has_words(held.element))
        if held is None or rank < held.rank or again:
            best[meaning] = _Field(rank, child)
    return {meaning: field.element for meaning, field in best.items()}


def _has_words(element: etree._Element) -> bool:
    return bool((element.text or "").strip()) or len(element) > 0 or bool(element.attrib)


def _read_entry(element: etree._Element, home: str, url: str | None) -> FeedEntry:
    fields = _gather(element, home)
    link = _link(element, fields, url)
    guid = _guid(element, fields, url)
    permalink = fields.get("guid")
    if link is None and permalink is not None and _is_permalink(permalink):
        link = absolute_url(guid, None)
    published = parse_moment(_words(fields.get("published")))
    modified = parse_moment(_words(fields.get("modified")) or element.get("LASTMOD") or element.get("lastmod"))
    title, content = fields.get("title"), fields.get("content")
    return FeedEntry(
        url=link,
        guid=guid,
        title=_title(title) if title is not None else None,
        published_at=published or modified,
        modified_at=modified,
        content=_markup(content) if content is not None else None,
    )


def _link(element: etree._Element, fields: dict[Meaning, etree._Element], url: str | None) -> str | None:
    """The address of a story or a site: FeedBurner's original, RSS's words, then Atom's alternate, HTML first."""
    for meaning in ("original", "link"):
        field = fields.get(meaning)
        words = _words(field)
        if field is not None and words:
            return _resolve(words, field, url)
    links = [child for child in element if split_tag(str(child.tag))[1].lower() == "link" and _hrefs(child)]
    alternates = [link for link in links if (link.get("rel") or "alternate").lower() == "alternate"]
    alternates.sort(key=lambda link: "html" not in (link.get("type") or "html").lower())
    for link in alternates:
        address = _resolve(link.get("href"), link, url)
        if address is not None:
            return address
    content = fields.get("content")
    spelt = content.get("src") if content is not None else None
    return _resolve(spelt or element.get("href") or element.get("HREF"), element, url)


def _hrefs(link: etree._Element) -> bool:
    return bool((link.get("href") or "").strip())


def _guid(element: etree._Element, fields: dict[Meaning, etree._Element], url: str | None) -> str | None:
    words = collapse(_words(fields.get("guid")))
    if words and words.startswith("/"):  # an address, of this host only; elsewhere it would name another story
        return _resolve(words, fields["guid"], url) or words
    return words or next((str(value) for name, value in element.attrib.items() if str(name).endswith("}about")), None)


def _is_permalink(guid: etree._Element) -> bool:
    return (guid.get("isPermaLink") or guid.get("ispermalink") or "true").strip().lower() != "false"


def _resolve(spelt: str | None, element: etree._Element, url: str | None) -> str | None:
    return absolute_url(spelt, None) or (absolute_url(spelt, _base(element, url)) if spelt else None)


def _base(element: etree._Element, url: str | None) -> str | None:
    """What relative addresses start from: the nearest xml:base, itself relative to those around it."""
    base = url
    for holder in [*reversed(list(element.iterancestors())), element]:
        spelt = holder.get(_BASE)
        if spelt:
            base = absolute_url(spelt, base) or base
    return base


def _words(element: etree._Element | None) -> str | None:
    if element is None:
        return None
    return "".join(map(str, _texts(element))) if len(element) else element.text


def _texts(element: etree._Element) -> Iterator[str]:
    """The texts in an element, without those of scripts and styles."""
    if split_tag(str(element.tag))[1].lower() not in _UNREAD:
        yield element.text or ""
        for child in element:
            yield from _texts(child)
            yield child.tail or ""


def _title(element: etree._Element) -> str | None:
    """Atom says by type what a title is: words as they stand, or markup; everywhere else it is taken for markup."""
    words = _decoded(element)
    stated = (element.get("type") or "").lower()
    is_plain = len(element) > 0 or (stated in {"text", "text/plain"} and element.get("mode") != "escaped")
    return collapse(words) if is_plain else plain_title(words)


def _decoded(element: etree._Element) -> str | None:
    """Atom 0.3 may have its texts in base64."""
    words = _words(element)
    if words and ((element.get("mode") or "").lower() == "base64" or (element.get("type") or "").lower() in _BINARY):
        try:
            return base64.b64decode(words, validate=False).decode("utf-8", "replace")
        except (binascii.Error, ValueError):
            return words
    return words


def _markup(element: etree._Element) -> str | None:
    """The full text as HTML. Atom's "text" is made HTML; XHTML that stands there as elements is written out."""
    stated = (element.get("type") or "").lower()
    if stated and not any(word in stated for word in ("text", "html", "application/octet-stream")):
        return None
    if len(element):
        inner = [html.escape(element.text or ""), *(_unparsed(child) for child in element)]
        return "".join(inner).strip() or None
    words = (_decoded(element) or "").strip()
    is_plain = stated in {"text", "text/plain"} and (element.get("mode") or "").lower() != "escaped"
    return (html.escape(words, quote=False) if is_plain else words) or None


def _unparsed(element: etree._Element) -> str:
    return str(etree.tostring(element, encoding="unicode", method="html"))


def _language(root: etree._Element, channel: etree._Element, home: str) -> str | None:
    for child in channel:
        name = read_name(str(child.tag), home)
        if name in {("core", "language"), ("dc", "language")} and child.text:
            return collapse(child.text)
    return root.get(_LANGUAGE) or channel.get(_LANGUAGE)


def _poll_after(channel: etree._Element, home: str) -> float | None:
    """RSS's ttl (minutes), or the syndication module's period (by default daily) divided by its frequency."""
    said = {read_name(str(child.tag), home): (child.text or "").strip() for child in channel if child.text}
    ttl = _number({name.local: words for name, words in said.items() if name.vocabulary == "core"}.get("ttl"))
    rhythm = {name.local: words for name, words in said.items() if name.vocabulary == "sy"}
    if ttl is None and rhythm:
        period = _PERIODS.get(rhythm.get("updateperiod", "daily").lower(), 0)
        ttl = period / max(1.0, _number(rhythm.get("updatefrequency")) or 1.0) / 60
    return min(ttl * 60, _LONGEST_PAUSE) if ttl else None


def _number(words: str | None) -> float | None:
    digits = (words or "").strip()
    return float(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else None


def _hubs(channel: etree._Element, home: str, url: str | None) -> Iterator[str]:
    for child in itertools.islice(channel, 200):
        if read_name(str(child.tag), home).local == "link" and (child.get("rel") or "").lower() == "hub":
            hub = absolute_url(child.get("href"), url)
            if hub is not None:
                yield hub
