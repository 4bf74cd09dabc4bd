"""The headline of a page."""

from __future__ import annotations

import html
import re
from itertools import islice

from lxml import etree

from transforms.html.head import Head
from transforms.html.json_ld import text_of
from transforms.text.normalise import normalise

_WORD = re.compile(r"\w+")
_SEPARATOR = re.compile(r"\s+[|\-–—·•»:/~]+\s+|\s*[|»｜ㅣ]\s*|\s+::\s+")
_PLAIN_QUOTES = str.maketrans("‘’“”", "''\"\"")
_MOST_CHARS = 400
_MOST_STATED = 1000
"""Characters; a longer heading is none, and of a longer statement the beginning will do."""

_MOST_HEADINGS = 20
_LONG_HEADING = 4
"""Words; shorter ones are often the name of the site or of a section."""

_KICKER_WORDS = 4
_MOST_NAMES = 4
"""Names of site and section that a title carries."""

_SHORT = 3
"""Letters; as few may stand in an address, or a part of a title, by chance."""

_ALIKE = 0.6
"""Share of common words above which two titles say the same."""


def words_of(title: str) -> list[str]:
    """Words of a title for comparison."""
    return _WORD.findall(title.casefold())


def _likeness(one: str, other: str) -> float:
    """Share of the words of both titles that both have."""
    left, right = set(words_of(one)), set(words_of(other))
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0


def find_title(head: Head, root: etree._Element) -> str | None:
    """The headline as a reader sees it: the h1 that agrees with what the head states; the only long h1 even if the
    head words it for search engines; else the statement itself.
    """
    stated = [
        text
        for text in (
            text_of(head.article.get("headline")),
            head.first("og:title"),
            head.first("twitter:title", "parsely-title", "sailthru.title", "dc.title", "title", "headline"),
            head.title,
        )
        if text
    ]
    stated = [html.unescape(normalise(text[:_MOST_STATED]).replace("\n", " ")) for text in stated]
    bare = [strip_site(text, head) for text in stated]
    headings = _list_headings(root, bare)
    own = [heading for heading in headings if not _names_site(heading, head)]
    told = [text for text in bare if not _names_site(text, head)]
    if own or told:
        headings, bare = own, told
    best = max(headings, key=lambda heading: _likeness_to(heading, bare), default=None)
    if best is not None and _likeness_to(best, bare) >= _ALIKE:
        return _drop_kicker(best, stated, bare)
    long = next((heading for heading in headings if len(words_of(heading)) >= _LONG_HEADING), None)
    return long or (_shorten(bare[0], bare) if bare else best)


def _names_site(text: str, head: Head) -> bool:
    """Whether a heading is the name of the site, as its address has it."""
    host = (head.base or "").lower().split("://")[-1].split("/")[0].removeprefix("www.")
    joined = "".join(words_of(text))
    return len(joined) >= _SHORT and joined in (host.replace(".", "").replace("-", ""), host.split(".")[0])


def _list_headings(root: etree._Element, stated: list[str]) -> list[str]:
    """What the h1 elements say, as written and with spaces between their pieces.

    An h1 in a list is the last step of a breadcrumb trail; where there is no other, the h2 that says what the head
    states is the headline.
    """
    found: dict[str, None] = {}
    trails: dict[str, None] = {}
    for element in islice(root.iter("h1"), _MOST_HEADINGS):
        (trails if any(True for _ in element.iterancestors("li", "nav")) else found).update(_read_heading(element))
    if found or not trails:
        return list(found or trails)
    wanted = {" ".join(words_of(text)) for text in stated}
    for element in islice(root.iter("h2"), _MOST_HEADINGS):
        found.update((text, None) for text in _read_heading(element) if " ".join(words_of(text)) in wanted)
    return list(found or trails)


def _read_heading(element: etree._Element) -> dict[str, None]:
    """The texts that a heading may mean: its pieces joined, and joined by spaces."""
    pieces = [piece for piece in element.itertext() if isinstance(piece, str)]
    texts = (" ".join("".join(pieces).split()), " ".join(" ".join(pieces).split()))
    return dict.fromkeys(normalise(text) for text in texts if 0 < len(text) <= _MOST_CHARS)


def _likeness_to(heading: str, stated: list[str]) -> float:
    """The heading's likeness to the statement that is most like it."""
    return max((_likeness(heading, other) for other in stated), default=0.0)


def _shorten(title: str, stated: list[str]) -> str:
    """The title without what follows another statement that it begins with, after a mark."""
    for text in stated:
        rest = title[len(text) :]
        if title.startswith(text) and len(text) > len(rest) > 0 and not rest.lstrip()[:1].isalnum():
            return text
    return title


def _drop_kicker(heading: str, stated: list[str], bare: list[str]) -> str:
    """The heading without the section's name before or a label after it, when the head states the rest as the title,
    and nowhere the whole. bare: what it states, the site's name taken off.
    """
    folded = heading.casefold().translate(_PLAIN_QUOTES)
    if any(words_of(text) == words_of(heading) for text in stated):
        return heading
    for text in bare:
        part = text.casefold().translate(_PLAIN_QUOTES)
        if len(words_of(text)) < 4 or len(text) >= len(heading):
            continue
        kicker = heading[: -len(text)].strip()
        if folded.endswith(part) and len(words_of(kicker)) <= _KICKER_WORDS:
            return heading[-len(text) :]
        if folded.startswith(part) and heading[len(text) :].strip()[:1] in ("|", "["):
            return heading[: len(text)]
    return heading


def strip_site(title: str, head: Head, tries: int = _MOST_NAMES) -> str:
    """A title without the name of the site before or after a separator, as often as `tries` more."""
    site = set(words_of(" ".join(head.metas.get("og:site_name", []) + head.metas.get("application-name", []))))
    host = re.sub(r"^https?://(?:www\.)?|[/:].*$", "", (head.base or "").lower()).replace("-", "")
    label = host.split(".")[0]
    parts = list(_SEPARATOR.finditer(title))
    if not parts:
        return title
    for found, is_last in ((parts[-1], True), (parts[0], False)):
        before, after = title[: found.start()], title[found.end() :]
        part, rest = (after, before) if is_last else (before, after)
        own = words_of(part)
        joined = "".join(own)
        in_address = (len(joined) >= _SHORT and joined in host) or (len(label) > _SHORT and label in joined)
        if own and (set(own) <= site or in_address) and len(words_of(rest)) >= 2:
            return strip_site(rest.strip(), head, tries - 1) if tries else rest.strip()
    before, last = title[: parts[-1].start()], title[parts[-1].end() :]
    is_repeated = title in (text_of(head.article.get("headline")), head.first("og:title"))
    if title == head.title and not is_repeated and len(words_of(last)) <= 4 and len(words_of(before)) >= 4:
        return before.strip()
    return title
