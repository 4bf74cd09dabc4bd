"""Addresses as feeds spell them, made absolute."""

from __future__ import annotations

import ada_url

_LONGEST = 4_096
"""Characters of an address: longer ones are no story's."""
_SCHEMES = ("http://", "https://")


def absolute_url(spelt: str | None, base: str | None) -> str | None:
    """An http or https address that stands in a document; None for what is none.

    base: the document's own address, or xml:base. The spelling of an absolute address is kept, but that blanks around
    it and line breaks in it go, and what cannot be printed is escaped.
    """
    text = (spelt or "").strip()
    if not text or len(text) > _LONGEST:
        return None
    if "\n" in text or "\r" in text or "\t" in text:
        text = "".join(text.splitlines()).replace("\t", "")
    if not text[:8].lower().startswith(_SCHEMES):
        if base is None:
            return None
        try:
            text = str(ada_url.join_url(base, text))
        except ValueError:
            return None
    if not text.lower().startswith(_SCHEMES) or not ada_url.check_url(text):
        return None
    return text if text.isprintable() else str(ada_url.URL(text).href)
