"""The headline of a page."""

from __future__ import annotations

import re

from lxml import etree

from transforms.html.head import Head
from transforms.html.json_ld import text_of
from transforms.text.normalise import normalise

WORD = re.compile(r"\w+")
SEPARATOR = re.compile(r"\s+[|\-–—·•»:/~]+\s+|\s*[|»]\s*|\s+::\s+")
MOST_CHARS = 400
KICKER_WORDS = 4
ALIKE = 0.6
"""Share of common words above which two titles say the same."""


def words_of(title: str) -> list[str]:
    """Words of a title for comparison."""
    return WORD.findall(title.casefold())


def likeness(one: str, other: str) -> float:
    """Share of the words of both titles that both have."""
    left, right = set(words_of(one)), set(words_of(other))
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0


def find_title(head: Head, root: etree._Element) -> str | None:
    """The headline as a reader sees it: the h1 that agrees with what the head states, else the statement itself."""
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
    stated = [normalise(text).replace("\n", " ") for text in stated]
    bare = [strip_site(text, head) for text in stated]
    best: tuple[float, str] | None = None
    for element in root.iter("h1"):
        pieces = [piece for piece in element.itertext() if isinstance(piece, str)]
        for text in dict.fromkeys((" ".join("".join(pieces).split()), " ".join(" ".join(pieces).split()))):
            if not text or len(text) > MOST_CHARS:
                continue
            score = max((likeness(text, other) for other in bare), default=0.5)
            if best is None or score > best[0]:
                best = (score, text)
    if best is not None and best[0] >= ALIKE:
        return drop_kicker(normalise(best[1]), bare)
    return next((text for text in bare if text), None) or (normalise(best[1]) if best else None)


def drop_kicker(heading: str, stated: list[str]) -> str:
    """The heading without the section's name before or a label after it, when the head states the rest as the title."""
    folded = heading.casefold()
    for text in stated:
        part = text.casefold()
        if len(words_of(text)) < 4 or len(text) >= len(heading):
            continue
        kicker = heading[: -len(text)].strip()
        if (
            folded.endswith(part)
            and len(words_of(kicker)) <= KICKER_WORDS
            and (kicker[-1:].isalnum() or kicker[-1:] in "|-–")
        ):
            return text
        if folded.startswith(part) and heading[len(text) :].strip()[:1] in ("|", "["):
            return text
    return heading


def strip_site(title: str, head: Head) -> str:
    """A title without the name of the site before or after a separator."""
    site = set(words_of(" ".join(head.metas.get("og:site_name", []) + head.metas.get("application-name", []))))
    host = re.sub(r"^https?://(?:www\.)?|[/:].*$", "", (head.base or "").lower()).replace("-", "")
    parts = list(SEPARATOR.finditer(title))
    if not parts:
        return title
    for found in (parts[-1], parts[0]):
        before, after = title[: found.start()], title[found.end() :]
        part, rest = (after, before) if found is parts[-1] else (before, after)
        own = words_of(part)
        named = own and (set(own) <= site or "".join(own) in host or (host and host.split(".")[0] in "".join(own)))
        if named and len(words_of(rest)) >= 2:
            return strip_site(rest.strip(), head)
    last = title[parts[-1].end() :]
    if title == head.title and len(words_of(last)) <= 4 and len(words_of(title[: parts[-1].start()])) >= 4:
        return title[: parts[-1].start()].strip()
    return title
