"""Whose microdata it is: the page's own article's, or that of a comment or another story beside it."""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree

from transforms.html.json_ld import ARTICLE_TYPE, plain_address

_OTHERS = re.compile(r"(?:Comment|Answer|UserComments|CommentAction)$")
_WORD = re.compile(r"\w+")
_MOST_LOOKED_AT = 2000
"""Elements in one item."""

_MOST_ITEMS = 200
_STORY_PARAGRAPHS = 3
"""An item with so many holds a story, not a teaser."""

_ALIKE = 0.5
"""Share of a headline's words that the page's title has when it is its own."""


class Items:
    """The microdata items of a page. title: of its head; addresses: by which it calls itself or was asked for."""

    def __init__(self, title: str | None, addresses: list[str]) -> None:
        self._title = set(_WORD.findall((title or "").casefold()))
        self._own = {plain_address(address) for address in addresses if address}
        self._judged: dict[etree._Element, bool] = {}
        self._told: dict[etree._Element, bool] = {}

    def owns(self, element: etree._Element) -> bool:
        """Whether an element with a property speaks of the page's own article; yes when there is doubt."""
        passed: list[etree._Element] = []
        told = True
        for above in element.iterancestors():
            if above in self._told:
                told = self._told[above]
                break
            passed.append(above)
            known = self._speaks(above)
            if known is not None:
                told = known
                break
        self._told.update(dict.fromkeys(passed, told))
        return told

    def _speaks(self, above: etree._Element) -> bool | None:
        """What an item says of what stands in it; None where that is for those above to say."""
        if above.get("itemscope") is None:
            return None
        known = self._judged.get(above)
        if known is None and len(self._judged) < _MOST_ITEMS:
            known = self._judged[above] = self._judge(above)
        decides = known is not None and (not known or ARTICLE_TYPE.search(above.get("itemtype") or ""))
        return known if decides else None

    def _judge(self, item: etree._Element) -> bool:
        kind = item.get("itemtype") or ""
        if _OTHERS.search(kind) or "comment" in (item.get("itemprop") or ""):
            return False
        if not ARTICLE_TYPE.search(kind):
            return True
        addresses: set[str] = set()
        headline: list[str] = []
        paragraphs = 0
        for inner in islice(
            item.iterdescendants("h1", "a", "link", "meta", "h2", "h3", "h4", "span", "div", "p"), _MOST_LOOKED_AT
        ):
            paragraphs += inner.tag == "p"
            if inner.tag == "h1" or paragraphs >= _STORY_PARAGRAPHS:
                return True
            stated = inner.get("itemprop") or ""
            if stated in {"url", "mainEntityOfPage"}:
                addresses.add(plain_address(inner.get("href") or inner.get("content") or inner.get("itemid") or ""))
            elif stated in {"headline", "name"} and not headline:
                headline = _WORD.findall((inner.get("content") or "".join(map(str, inner.itertext()))).casefold())
        if addresses & self._own:
            return True
        if headline and self._title:
            return sum(word in self._title for word in headline) >= _ALIKE * len(headline)
        return not any(addresses - {""})
