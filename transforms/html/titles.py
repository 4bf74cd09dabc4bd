"""The headline of a page."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from itertools import pairwise
from urllib.parse import urlsplit

from lxml import etree

from transforms.html.head import Head
from transforms.html.json_ld import text_of
from transforms.html.landmarks import Landmark, Walk
from transforms.text.normalise import normalise
from transforms.text.words import count_words

_WORD = re.compile(r"\w+")
_SEPARATOR = re.compile(
    r"\s+[|\-–—·•»:/~]+\s+|\s*[|»｜ㅣ]\s*|\s+::\s+|(?<=[^\x00-\x7f])\s*_\s*|\s*_\s*(?=[^\x00-\x7f])"
)
_LABEL = re.compile(r"\s+\|\s+[^\W\d_]+(?:\s[^\W\d_]+)?\s*$")
"""The kind of a text, or its section, behind its headline."""


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

_REMEMBERED = 64
"""Titles: each that a page's head states is compared with each heading."""

_ALIKE = 0.6
"""Share of common words above which two titles say the same."""


def words_of(title: str) -> list[str]:
    """Words of a title for comparison."""
    return _WORD.findall(title.casefold())


@lru_cache(maxsize=_REMEMBERED)
def _bag_words(title: str) -> frozenset[str]:
    return frozenset(words_of(title))


def _likeness(one: str, other: str) -> float:
    """Share of the words of both titles that both have."""
    left, right = _bag_words(one), _bag_words(other)
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0


def find_title(head: Head, walk: Walk) -> str | None:
    """The headline as a reader sees it: the h1 that agrees with what the head states; the only long h1 even if the
    head words it for search engines; else the statement itself. walk: over the page.
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
    texts = _list_headings(walk, head, [*bare, *stated])
    own = [text for text in texts if not _names_site(text, head)]
    told = [text for text in bare if not _names_site(text, head)]
    if own or told:
        texts, bare = own, told
    best = max(texts, key=lambda text: _likeness_to(text, bare), default=None)
    if best is not None and _likeness_to(best, bare) >= _ALIKE:
        return _drop_label(_drop_kicker(best, stated, bare))
    long = next((text for text in texts if len(words_of(text)) >= _LONG_HEADING), None)
    title = long or (_find_shown(bare, head, walk) or _shorten(bare[0], bare) if bare else best)
    return _drop_label(title) if title else None


def _find_shown(stated: list[str], head: Head, walk: Walk) -> str | None:
    """The part of a stated title that a block of the page begins with as a line of its own and no link: a headline that
    is no heading, beside a site's name that the page states nowhere else.
    """
    parts = {
        tuple(words_of(part)): part.strip()
        for title in stated
        if _SEPARATOR.search(title)
        for part in _SEPARATOR.split(title)
        if count_words(part) >= max(_LONG_HEADING, count_words(title) / 2) and not _is_name(part, head)
    }
    if not parts:
        return None
    lines = (block.text.partition("\n")[0] for block in walk.blocks if not block.is_link)
    return next(
        (parts[own] for line in lines if len(line) <= _MOST_CHARS and (own := tuple(words_of(line))) in parts), None
    )


def _drop_label(title: str) -> str:
    """A headline without the label behind a bar."""
    found = _LABEL.search(title)
    return title[: found.start()] if found and len(words_of(title[: found.start()])) >= _LONG_HEADING else title


def _names_site(text: str, head: Head) -> bool:
    """Whether a heading is the name of the site, as its address has it."""
    host = (head.base or "").lower().split("://")[-1].split("/")[0].removeprefix("www.")
    joined = "".join(words_of(text))
    return len(joined) >= _SHORT and joined in (host.replace(".", "").replace("-", ""), host.split(".")[0])


def _list_headings(walk: Walk, head: Head, stated: list[str]) -> list[str]:
    """What the h1 elements say, as written and with spaces between their pieces.

    An h1 that leads to the front page is the site's name, one in a list the last step of a breadcrumb trail; where
    none shares a word with what the head states, the h2 that says that, or what that begins with, is the headline.
    """
    found: dict[str, None] = {}
    trails: dict[str, None] = {}
    lower = [seen for seen in walk.headings if seen.element.tag == "h2"][:_MOST_HEADINGS]
    for seen in [seen for seen in walk.headings if seen.element.tag == "h1"][:_MOST_HEADINGS]:
        if not _leads_home(seen.element, head):
            is_trail = any(True for _ in seen.element.iterancestors("li", "nav"))
            (trails if is_trail else found).update(_read_heading(seen, walk))
    if not any(_likeness_to(text, stated) for text in found):
        for seen in lower:
            found.update((text, None) for text in _read_heading(seen, walk) if _begins(text, stated))
    return list(found or trails)


def _begins(text: str, stated: list[str]) -> bool:
    """Whether a text is what the head states, or that up to a mark."""
    own = words_of(text)
    ends = (title[len(text) :] for title in stated if title.startswith(text) and count_words(text) >= _LONG_HEADING)
    return any(words_of(title) == own for title in stated) or any(_SEPARATOR.match(end) for end in ends)


def _leads_home(heading: etree._Element, head: Head) -> bool:
    """Whether all of a heading is a link to the site's front page."""
    link = next(heading.iter("a"), None)
    address = head.absolute(link.get("href")) if link is not None else None
    if link is None or address is None or urlsplit(address).path not in {"", "/"}:
        return False
    return "".join(map(str, link.itertext())).split() == "".join(map(str, heading.itertext())).split()


def _read_heading(seen: Landmark, walk: Walk) -> dict[str, None]:
    """The texts that a heading may mean: its pieces joined, and joined by spaces, and without what is small in it or
    what stands before its last piece; of several blocks in it the first.
    """
    element = seen.element
    pieces = [piece for piece in element.itertext() if isinstance(piece, str) and not piece.isspace()]
    texts = [" ".join("".join(pieces).split()), " ".join(" ".join(pieces).split())]
    if any(_are_glued(one, other) for one, other in pairwise(pieces)):
        texts.reverse()
    small = next(element.iter("small"), None)
    if small is not None:
        texts.append(texts[0].removesuffix(" ".join("".join(map(str, small.itertext())).split())).rstrip())
    own = walk.blocks[seen.block : seen.block + 2]
    if len(own) > 1 and seen.node <= own[1].node < walk.nodes.ends[seen.node]:
        # What is not closed, or by another tag, holds the page behind it.
        texts.append(" ".join(own[0].text.split()))
    elif len(pieces) > 1 and len(words_of(pieces[-1])) >= _LONG_HEADING:
        texts.append(" ".join(pieces[-1].split()))
    return dict.fromkeys(normalise(text) for text in texts if 0 < len(text) <= _MOST_CHARS)


def _are_glued(one: str, other: str) -> bool:
    """Whether two pieces of a heading, joined, look like a word with a capital in it: they stand in lines of their own.
    A single letter is a large initial.
    """
    return len(one.strip()) > 1 and one[-1].isalnum() and not one[-1].isupper() and other[0].isupper()


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
    before, colon, after = title.partition(": ")
    if colon and _names_site(before, head) and count_words(after) >= _LONG_HEADING:
        return after
    parts = list(_SEPARATOR.finditer(title))
    if not parts:
        return title
    for found, is_last in ((parts[-1], True), (parts[0], False)):
        before, after = title[: found.start()], title[found.end() :]
        part, rest = (after, before) if is_last else (before, after)
        if _is_name(part, head) and count_words(rest.strip()) >= 2:
            return strip_site(rest.strip(), head, tries - 1) if tries else rest.strip()
    before, last = title[: parts[-1].start()], title[parts[-1].end() :]
    is_repeated = title in (text_of(head.article.get("headline")), head.first("og:title"))
    if title == head.title and not is_repeated and count_words(last) <= 4 and count_words(before) >= 4:
        named = list(_SEPARATOR.finditer(before))
        # Between the headline and a section's name the site's may stand; an underscore is none of a headline's marks.
        if named and (named[-1][0].strip() == "_" or _is_name(before[named[-1].end() :], head)):
            before = before[: named[-1].start()]
        return before.strip()
    return title


def _is_name(part: str, head: Head) -> bool:
    """Whether a part of a title is the name of the site or of the section."""
    site = set(words_of(" ".join(head.metas.get("og:site_name", []) + head.metas.get("application-name", []))))
    host = re.sub(r"^https?://(?:www\.)?|[/:].*$", "", (head.base or "").lower()).replace("-", "")
    label = host.split(".")[0]
    own = words_of(part)
    joined = "".join(own)
    in_address = len(joined) >= _SHORT and joined in host
    holds_label = (len(label) > _SHORT and label in joined) or (len(label) == _SHORT and joined.startswith(label))
    return bool(own) and (set(own) <= site or in_address or holds_label)
