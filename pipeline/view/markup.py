"""HTML that is escaped unless it was made here: what pages say is text, never markup."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from urllib.parse import urlsplit

from schemas.showing import disarm

_VOID = frozenset({"input", "br", "meta", "link"})


class Markup(str):
    """Text that is HTML already; only `element`, `join` and `styled` of this module make it."""

    __slots__ = ()


Child = str | int | float | None | Iterable["Child"]
"""What stands in an element: Markup as it is, other text escaped, None as nothing."""


def element(name: str, /, *children: Child, **attributes: str | int | float | bool | None) -> Markup:
    """`<name attribute="value">children</name>`.

    Attributes: False and None are left out, True has no value; class_ and for_ lose their underscore, any other
    is a hyphen.
    """
    spelt = "".join(
        f" {_attribute(key)}" if value is True else f' {_attribute(key)}="{_escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in _VOID:
        return Markup(f"<{name}{spelt}>")
    return Markup(f"<{name}{spelt}>{join(children)}</{name}>")


def join(children: Iterable[Child], between: str = "") -> Markup:
    """The children, one after another."""
    return Markup(between.join(_spell(child) for child in children if child is not None))


def raw(trusted: str) -> Markup:
    """Our own files and drawings, as they are."""
    return Markup(trusted)


def outside(url: str | None, *children: Child) -> Markup:
    """A link to a page of the web that is told nothing of us; only its words for what is no web address."""
    if url is None or not _is_web(url):
        return element("span", *children)
    return element("a", *children, href=url, rel="noreferrer noopener external")


def _is_web(url: str) -> bool:
    try:
        return urlsplit(url).scheme in {"http", "https"}
    except ValueError:
        return False


def _attribute(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _spell(child: Child) -> str:
    if isinstance(child, Markup):
        return child
    if isinstance(child, str):
        return _escape(child)
    if isinstance(child, int | float):
        return str(child)
    return join(child) if child is not None else ""


def _escape(text: str) -> str:
    return escape(disarm(text))
