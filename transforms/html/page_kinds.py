"""Pages that hold no article: walls in its place, index pages, shells that only a script fills."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from urllib.parse import urlsplit

from schemas.dead_letter import Rejected
from transforms.html.blocks import Block
from transforms.html.container import SENTENCE_ENDS
from transforms.html.formats import is_binary
from transforms.html.head import Head
from transforms.html.headline_area import is_caption
from transforms.html.json_ld import ARTICLE_TYPE, addresses_of, plain_address, types_of
from transforms.html.page_survey import Survey
from transforms.html.tags import HEADINGS
from transforms.html.titles import strip_site
from transforms.html.tree import Document
from transforms.html.walls import STUB_WORDS, WALL_WORDS, asks_for_money, is_gated, name_heading, name_wall
from transforms.text.words import count_words

_OTHER_FORMAT = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<\?[^>]*>\s*|<!--.*?-->\s*)*<(?:rss|feed|urlset|sitemapindex|rdf:RDF|opml)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_JSON_START = re.compile(rb'\s*(?:\{\s*(?:"|\})|\[\s*(?:\{|"|\]))')
_LOOKED_AT = 2000
"""Bytes of a page that show its format."""

_FRONT_PATH = re.compile(r"^/?(?:index\.\w+|home|[a-z]{2}(?:[-_][a-z]{2})?)?/?$", re.IGNORECASE)
_INDEX_TYPES = frozenset(("CollectionPage", "SearchResultsPage", "ProfilePage"))
_SHOW_TYPES = frozenset(("VideoObject", "ImageGallery", "MediaGallery", "VideoGallery"))
_LINKED_BLOCKS = 0.4
_STORY_SHARE = 0.1
"""An index page: more than this share of its blocks are links, fewer than that one are prose of one element."""

_CLAIMED_TYPES = frozenset(("article", "news.article", "news"))
_LISTING_TYPES = frozenset(("website", "profile", "object"))
_LISTED_ARTICLES = 3
"""A page that describes so many articles may list them."""

_CLAIMS = ("article:published_time", "article:author", "parsely-pub-date", "pubdate")
_TEASERS = 4
_TEASER_SHARE = 0.6
"""A list of articles: so many texts that stand beside a heading that leads elsewhere, and their share of the words;
beside them no more than a few."""

_SENTENCE_WORDS = 6
_PARAGRAPH_WORDS = 20
_PREFACE_WORDS = 40
"""What a list says of itself; more is a story, with teasers of others below."""

_SHOWN_WORDS = 50
"""A page for a film or for pictures says no more of them; more is a story with a film."""

_LEAST_WORDS = 20
"""A page that claims no article and shows fewer, without a heading, shows furniture."""

_AFTER_STORY = 6
"""Blocks after the story's last in which its end is announced."""


def refuse_binary(body: bytes) -> None:
    """Raise Rejected when a body, not yet decoded, is no text."""
    if is_binary(body):
        raise Rejected("not_html", "the body is binary, not a page")


def refuse_other_formats(page: bytes) -> None:
    """Raise Rejected when a body is a feed, a site map or JSON that came with the type of a page."""
    start = page[:_LOOKED_AT]
    if _OTHER_FORMAT.match(start) or (_JSON_START.match(start) and b"<html" not in start.lower()):
        raise Rejected("not_an_article", "a feed, a site map or JSON, not a page")


@dataclass(frozen=True, slots=True)
class Story:
    """What was taken for the story. kept: places of its blocks; text: "" for none; title: of the page."""

    kept: list[int]
    text: str
    title: str | None


def refuse_other_kinds(document: Document, head: Head, survey: Survey, story: Story, url: str | None) -> None:
    """Raise Rejected when what was read is no article; do nothing when there is doubt: an article lost costs more
    than junk.

    url: where the page was served.
    """
    words = count_words(story.text) if story.text else 0
    claimed = _claims_article(head, url)
    typed = claimed or (head.first("og:type") or "").lower() in _CLAIMED_TYPES
    _refuse_walls(head, survey, story, words)
    named = None if typed or words > WALL_WORDS else name_heading(_list_titles(head, survey, story.title))
    if named:
        raise Rejected(named[0], f"the page calls itself {named[1]!r}")
    if not words:
        if document.scripts and sum(block.words for block in survey.blocks) < STUB_WORDS:
            raise Rejected("needs_javascript", "the page shows no text of its own, but carries scripts")
        raise Rejected("no_text", "no block of the page reads like prose")
    if not claimed and (_is_listing(head) or _is_list(survey, story.kept) or (not typed and _is_front(survey, url))):
        raise Rejected("not_an_article", "a front or index page: links to articles, none of its own")
    if _is_show(head) and words - _count_captions(survey, story.kept) < _SHOWN_WORDS:
        raise Rejected("not_an_article", "a film or pictures, with few words on them")
    if words < _LEAST_WORDS and not typed and not _has_headline(survey):
        raise Rejected("no_text", f"{words} words, no headline, and no claim to be an article")


def _refuse_walls(head: Head, survey: Survey, story: Story, words: int) -> None:
    """Raise Rejected when a consent wall, a paywall, a call for scripts stands in the story's place."""
    paid = _is_paid(head)
    if 0 < words < STUB_WORDS:
        end = story.kept[-1] if story.kept else 0
        if (paid and asks_for_money(survey.blocks)) or is_gated(survey.blocks[end : end + 1 + _AFTER_STORY]):
            raise Rejected("paywalled", f"{words} words of story, then a request to subscribe")
    if words <= WALL_WORDS:
        shown = (
            f"{story.title or ''}\n{story.text}"
            if story.text
            else "\n".join(block.text for block in survey.blocks)[:20_000]
        )
        reason = name_wall(shown, paid=paid, words=words)
        if reason:
            raise Rejected(reason, f"{words} words of story, the rest reads like a wall")


def _list_titles(head: Head, survey: Survey, title: str | None) -> list[str]:
    """The page's title as found, as its head states it with and without the site's name, and its only h1. One of many
    headings may belong to a form to search or to log in, as stand on pages of articles too.
    """
    stated = [head.title, strip_site(head.title, head)] if head.title else []
    headings = [block.text for block in survey.blocks if survey.nodes.tags[block.node] == "h1"]
    return [text for text in (title, *stated, *(headings if len(headings) == 1 else ())) if text]


def _has_headline(survey: Survey) -> bool:
    """Whether the page has an h1 with text."""
    return any(survey.nodes.tags[block.node] == "h1" for block in survey.blocks)


def _claims_article(head: Head, url: str | None) -> bool:
    """Whether the page states an article of its own: JSON-LD of one, a time of publication, an author.

    Where JSON-LD describes many articles, the one taken for the page's own must have its address.
    """
    if head.first(*_CLAIMS) is not None:
        return True
    if not any(ARTICLE_TYPE.search(name) for name in types_of(head.article)):
        return False
    stated = [*head.links.get("canonical", ()), *head.metas.get("og:url", ()), url or ""]
    own = {plain_address(address) for address in stated if address}
    described = sum(any(ARTICLE_TYPE.search(name) for name in types_of(found)) for found in head.objects)
    return described < _LISTED_ARTICLES or bool(own & addresses_of(head.article))


def _is_paid(head: Head) -> bool:
    """Whether JSON-LD says that the article is not free to read."""
    return str(head.article.get("isAccessibleForFree")).lower() == "false"


def _is_show(head: Head) -> bool:
    """Whether the page says that it is there for a film or for pictures, and claims no article beside."""
    if any(ARTICLE_TYPE.search(name) for found in head.objects for name in types_of(found)):
        return False
    kind = (head.first("og:type") or "").lower()
    if kind in _CLAIMED_TYPES:
        return False
    return kind.startswith("video") or any(_SHOW_TYPES.intersection(types_of(found)) for found in head.objects)


def _count_captions(survey: Survey, kept: list[int]) -> int:
    """Words of the kept blocks that belong to pictures."""
    blocks = [survey.blocks[place] for place in kept]
    return sum(block.words for block in blocks if is_caption(survey.nodes, block))


def _is_listing(head: Head) -> bool:
    """Whether JSON-LD says that a page that claims no article lists some."""
    listed = any(_INDEX_TYPES.intersection(types_of(found)) for found in head.objects)
    return listed and (head.first("og:type") or "website").lower() in _LISTING_TYPES


def _is_front(survey: Survey, url: str | None) -> bool:
    """Whether a page at a front page's address is made of links."""
    parts = urlsplit(url or "")
    if not url or not _FRONT_PATH.match(parts.path) or parts.query:
        return False
    linked = sum(block.links > 0.5 * len(block.text) for block in survey.blocks)
    few = sum(survey.verdicts) < _STORY_SHARE * len(survey.blocks)
    return few and linked > _LINKED_BLOCKS * len(survey.blocks)


def _is_sentence(block: Block) -> bool:
    """Whether a block outside links ends like a sentence, or is so long that it needs no mark: Thai has none."""
    ends = block.words >= _SENTENCE_WORDS and block.text[-1] in SENTENCE_ENDS
    return not block.is_link and (ends or block.words >= _PARAGRAPH_WORDS)


def _is_list(survey: Survey, kept: list[int]) -> bool:
    """Whether most of what was taken for a story stands beside headings that lead elsewhere, no more than two texts to
    each, or, where there are such headings, nothing of it is a sentence.
    """
    parents, tags = survey.nodes.parents, survey.nodes.tags
    led: dict[int, int] = defaultdict(int)
    for block in survey.blocks:
        if block.is_link and tags[block.node] in HEADINGS:
            led[parents[block.node]] += 1
    if sum(led.values()) < _TEASERS:
        return False
    if not any(_is_sentence(survey.blocks[place]) for place in kept):
        return True
    beside: dict[int, list[int]] = defaultdict(list)
    for place in kept:
        node = survey.blocks[place].node
        for above in (node, parents[node], parents[max(parents[node], 0)]):
            if above in led:
                beside[above].append(place)
                break
    teasers = [place for above, places in beside.items() if len(places) <= 2 * led[above] for place in places]
    words = sum(survey.blocks[place].words for place in kept)
    listed = sum(survey.blocks[place].words for place in teasers)
    return len(teasers) >= _TEASERS and listed >= _TEASER_SHARE * words and words - listed < _PREFACE_WORDS
