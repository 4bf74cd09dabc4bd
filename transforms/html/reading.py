"""Bytes of a page to what an article needs: title, authors, main text and metadata."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from schemas.article import PublishedFrom
from transforms.html.authors import find_authors
from transforms.html.block_text import Claims
from transforms.html.decode import recode
from transforms.html.head import Head, read_head
from transforms.html.headline_area import find_headline_area
from transforms.html.json_ld import text_of
from transforms.html.main_text import choose_story, make_claims, survey_page
from transforms.html.page_kinds import Story, refuse_binary, refuse_other_formats, refuse_other_kinds
from transforms.html.published import find_published
from transforms.html.script_body import find_script_body
from transforms.html.titles import find_title
from transforms.html.tree import Document, parse_document
from transforms.text.language import detect_language
from transforms.text.normalise import normalise
from transforms.text.words import count_words

_LANGUAGE = re.compile(r"[a-z]{2}(?=$|[-_])", re.IGNORECASE)

_FEW_WORDS = 200
"""A page that shows fewer may carry the rest of its story in a script; longer ones are not searched, for time."""


_NOSCRIPT_WORDS = 60
_LONGER = 2.0
"""Words of a story in noscript elements, and how many times what the page shows: most hold a sentence on scripts."""


@dataclass(frozen=True, slots=True)
class PageReading:
    """What a page says; an article takes over every field that it has one of the same name for.

    text: paragraphs separated by a blank line, normalised. published_at, modified_at: aware, UTC. published_offset:
    minutes east of UTC on the publisher's clock (see local_clock.py), None when the page does not show it;
    published_day: on that clock. canonical_url: absolute, as the page states it. language: ISO 639-1.
    """

    title: str | None
    text: str
    language: str | None
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None
    published_from: PublishedFrom | None = None
    published_offset: int | None = None
    published_day: date | None = None
    modified_at: datetime | None = None
    canonical_url: str | None = None
    section: str | None = None
    image_url: str | None = None


def read_html(body: bytes, content_type: str | None, url: str | None, latest: datetime) -> PageReading:
    """Read a page. Raises Rejected with the reason when there is no article in it.

    body: undecoded, Content-Encoding removed. content_type: HTTP header. url: where the page was served, makes
    addresses absolute. latest: aware UTC; a stated publication time more than a day later is impossible.
    """
    refuse_binary(body)
    page = recode(body, content_type, url)
    refuse_other_formats(page)
    document = parse_document(page)
    survey = survey_page(document.root)
    head = read_head(document, survey.walk, url)
    title = find_title(head, survey.walk)
    around = find_headline_area(survey.walk, survey.verdicts, title)
    authors = find_authors(head, survey, around)
    claims = make_claims(head, title, authors)
    kept = choose_story(survey, claims)
    shown = [survey.blocks[place].text for place in kept]
    text = normalise("\n\n".join(shown))
    if count_words(text) < _FEW_WORDS:
        text = find_script_body(document.scripts, claims, shown) or _read_noscript(document, claims, text) or text
    refuse_other_kinds(document, head, survey, Story(kept, text, title), url)
    published = find_published(head, survey, url, around, latest)
    return PageReading(
        title=title,
        authors=authors,
        text=text,
        published_at=published.moment,
        published_from=published.source,
        published_offset=published.offset,
        published_day=published.day,
        modified_at=published.modified,
        canonical_url=head.absolute(head.links.get("canonical", [""])[0] or head.first("og:url")),
        language=_find_language(head, text),
        section=head.first("article:section", "section", "parsely-section")
        or text_of(head.article.get("articleSection")),
        image_url=head.absolute(head.first("og:image:secure_url", "og:image", "twitter:image", "twitter:image:src")),
    )


def _read_noscript(document: Document, claims: Claims, shown: str) -> str:
    """The story as those see it whose browser runs no scripts, "" where that is no more than what is shown."""
    words = count_words(shown)
    least = max(_NOSCRIPT_WORDS, _LONGER * words)
    outer = (one for one in document.root.iter("noscript") if next(one.iterancestors("noscript"), None) is None)
    # Most hold a picture or a line: the page is not surveyed again for those.
    if words + sum(count_words("".join(map(str, one.itertext()))) for one in outer) <= least:
        return ""
    survey = survey_page(document.root, scripted=False)
    text = normalise("\n\n".join(survey.blocks[place].text for place in choose_story(survey, claims)))
    return text if count_words(text) > least else ""


def _find_language(head: Head, text: str) -> str | None:
    """The language of the text; the page's own statement where the text leaves doubt."""
    detected = detect_language(text)
    if detected:
        return detected
    stated = head.language or head.first("og:locale", "content-language", "language", "dc.language") or ""
    found = _LANGUAGE.match(stated.strip())
    return found[0].lower() if found else None
