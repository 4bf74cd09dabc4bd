"""The persons who wrote an article."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import pairwise, takewhile
from typing import Any

from transforms.html.byline_patterns import BY, JOINED, OTHER_ROLE, POST, POSTED, SIGNED
from transforms.html.bylines import Byline, find_linked, find_marked
from transforms.html.head import Head
from transforms.html.headline_area import HeadlineArea
from transforms.html.meta_names import read_meta_names
from transforms.html.page_survey import Survey
from transforms.html.person_names import clean_names, is_person, looks_like_name, plain_name, signing_body

_MOST_WORDS = 6
_MOST_BYLINE_WORDS = 20
_MOST_BYLINE_CHARS = 1_000
_BESIDE = 2
"""Blocks between the names of one byline."""

_MOST_DEPTH = 4


def find_authors(head: Head, survey: Survey, around: HeadlineArea) -> tuple[str, ...]:
    """Names of the persons who wrote the article, in order, each once; of the body that signs it when no person does.

    Looked for in JSON-LD, meta tags, elements marked as byline, then lines near the headline that begin like one, and
    at the story's end. A byline near the headline that names more persons than JSON-LD is the fuller statement; one
    that names fewer is the truer, if the others stand there in other roles or nowhere.
    """
    near = _list_short(around.lines)
    stated = _names_in(head.article.get("author"), head) or _names_in(head.article.get("creator"), head)
    metas = [head.metas[key] for key in read_meta_names("author") if key in head.metas]
    every = [name for names in metas for name in names]
    publisher = _names_in(head.article.get("publisher"), head)
    sites = {plain_name(name) for name in (*head.metas.get("og:site_name", ()), *publisher, head.host)}
    lines = _list_bylines(near, around.pieces)
    signed = clean_names([line for line in lines if not line.endswith("。")], sites, strict=True)
    found = clean_names(stated, sites) or clean_names(every, sites)
    marked = find_marked(survey, head.items, near)
    if found:
        beside = _clean_all(_list_beside(marked, found), sites)
        joined = clean_names([_cut_tail(line) for line in lines], sites, strict=True)
        return _agree(found, [joined, beside, *(clean_names(names, sites) for names in metas)], signed, near)
    close = [byline.text for byline in marked if byline.is_near and not byline.is_explicit]
    found = _clean_all([byline.text for byline in marked if byline.is_near and byline.is_explicit], sites)
    bodies = {plain_name(name) for name in signing_body(stated or every, sites)} - sites
    if not found and not signed and not bodies.isdisjoint(map(plain_name, near)):
        # The body that is stated signs in a line of its own: names near it are those of other stories.
        return _find_other_signs(stated or every, [], [], around, sites)
    found = found or _choose_fuller(clean_names(close, sites, strict=True), signed)
    if not found and not any(byline.is_near for byline in marked):
        far = _list_first(marked)
        if far:
            found = _clean_all(far, sites) or signing_body(far, sites)[:1]
        else:
            found = clean_names([byline.text for byline in marked if BY.match(byline.text)], sites, strict=True)
    found = found or clean_names(find_linked(survey, near), sites, strict=True)
    return found or _find_other_signs(stated or every, marked, lines, around, sites)


def _choose_fuller(found: tuple[str, ...], signed: tuple[str, ...]) -> tuple[str, ...]:
    """The names found, or those signed if they are the same and more: each may be a link of its own in the byline."""
    return signed if {plain_name(name) for name in found} < {plain_name(name) for name in signed} else found


def _find_other_signs(
    stated: list[str], marked: list[Byline], lines: list[str], around: HeadlineArea, sites: set[str]
) -> tuple[str, ...]:
    """Who signs where no person is named near the headline: the body that is stated, the persons marked elsewhere or
    named at the story's end, the body of a byline, the site itself.
    """
    bodies = signing_body(stated, sites)
    own = tuple(name for name in bodies if plain_name(name) not in sites)
    named = [name for name in signing_body(lines[:1], sites) if all(word[0].isupper() for word in name.split())]
    others = tuple(name for name in named if not any(site in plain_name(name) for site in sites if site))
    close = [byline.text for byline in marked if byline.is_near]
    far = [byline.text for byline in marked if not byline.is_near]
    elsewhere = () if close else clean_names(far, sites, strict=True)
    known = own or elsewhere or _read_signature(around, sites) or others or bodies
    return known or signing_body(close, sites)[:1] or signing_body(far[:1], sites)


def _list_first(marked: list[Byline]) -> list[str]:
    """The first explicit bylines that stand no more than few blocks from each other."""
    explicit = [byline for byline in marked if byline.is_explicit]
    steps = (after.block - before.block for before, after in pairwise(explicit))
    return [byline.text for byline in explicit[: 1 + sum(1 for _ in takewhile(_BESIDE.__ge__, steps))]]


def _list_beside(marked: list[Byline], names: tuple[str, ...]) -> list[str]:
    """The explicit bylines near the headline no more than few blocks from one that holds one of these names."""
    explicit = [byline for byline in marked if byline.is_explicit and byline.is_near]
    places = [byline.block for byline in explicit if any(name in byline.text for name in names)]
    return [byline.text for byline in explicit if any(abs(byline.block - place) <= _BESIDE for place in places)]


def _clean_all(texts: list[str], sites: set[str]) -> tuple[str, ...]:
    """The names in all of these texts."""
    found: dict[str, str] = {}
    for text in texts:
        for name in clean_names([text], sites, strict=True):
            found.setdefault(plain_name(name), name)
    return tuple(found.values())


def _list_short(lines: Iterable[str]) -> list[str]:
    """Those that are short enough for a byline."""
    return [line for line in lines if len(line) <= _MOST_BYLINE_CHARS]


def _list_bylines(near: list[str], pieces: list[str]) -> list[str]:
    """The lines that begin like a byline, and names above the post of one who writes as if they did."""
    lines = [line for line in map(_begin_line, near) if len(line.split()) <= _MOST_BYLINE_WORDS and BY.match(line)]
    return lines + [f"By {name}" for name, post in pairwise(pieces) if POST.fullmatch(post) and looks_like_name(name)]


def _read_signature(around: HeadlineArea, sites: set[str]) -> tuple[str, ...]:
    """The names at the story's end: behind "by", or alone in a line that is set off by its letters."""
    for block in around.closing:
        if len(block.text) > _MOST_BYLINE_CHARS:
            continue
        if BY.match(block.text) and block.words <= _MOST_BYLINE_WORDS:
            found = clean_names([block.text], sites, strict=True)
            if found:
                return found
        is_set_off = max(block.bold, block.italic) == len(block.text)
        if is_set_off and len(block.text.split()) > 1 and looks_like_name(block.text) and is_person(block.text, sites):
            return (block.text,)
    return ()


def _begin_line(line: str) -> str:
    """A line, without what it says before "by"; that word before a name that the writer's post follows."""
    signed = SIGNED.match(line)
    if signed:
        return "By " + line[signed.end() :]
    posted = POSTED.fullmatch(line)
    return f"By {posted['name']}" if posted and not BY.match(line) and looks_like_name(posted["name"]) else line


def _cut_tail(line: str) -> str:
    """A byline up to the comma after its names, where a place, an employer, a title begin: its last two names are
    joined by a word.
    """
    joined = JOINED.match(line)
    return joined[0] if joined else line.split(",", maxsplit=1)[0]


def _agree(
    found: tuple[str, ...], fuller: list[tuple[str, ...]], signed: tuple[str, ...], near: list[str]
) -> tuple[str, ...]:
    """The names found, or the first of the `fuller` lists that holds them and more, or those `signed` if that is some
    of them and the others stand near the headline in other roles or not at all.
    """
    plainly = {plain_name(name) for name in found}
    for names in fuller:
        if plainly < {plain_name(name) for name in names}:
            return names
    chosen = {plain_name(name) for name in signed}
    if not chosen or not chosen < plainly:
        return found
    others = plainly - chosen
    in_role = False
    for line in near:
        in_role = OTHER_ROLE.match(line) is not None or (
            in_role and len(line.split()) <= _MOST_WORDS and not BY.match(line)
        )
        if not in_role and any(name in plain_name(line) for name in others):
            return found
    return signed


def _names_in(value: Any, head: Head, depth: int = 0) -> list[str]:
    """Names in a JSON-LD value of an author: a string, which may hold JSON or the id of another object; an object with
    a name, or with an id; or a list of these.
    """
    if depth > _MOST_DEPTH or not value:
        return []
    if isinstance(value, list):
        return [name for entry in value for name in _names_in(entry, head, depth + 1)]
    if isinstance(value, dict):
        return _names_in(value.get("name") or _find_object(value.get("@id"), head), head, depth + 1)
    if not isinstance(value, str):
        return []
    if value.lstrip()[:1] in ("[", "{"):
        return _names_in(_load(value), head, depth + 1)
    return _names_in(_find_object(value, head), head, depth + 1) or [value]


def _load(value: str) -> Any:
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return None


def _find_object(identity: Any, head: Head) -> dict[str, Any]:
    """The object of the page's JSON-LD that calls itself so; empty for none."""
    if not isinstance(identity, str) or not identity:
        return {}
    return next((found for found in head.objects if found.get("@id") == identity and found.get("name")), {})
