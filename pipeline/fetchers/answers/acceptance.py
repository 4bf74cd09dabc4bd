"""What makes an HTTP answer a page: judged from the head before the body is read, and from the body after."""

from __future__ import annotations

import re
from datetime import datetime

from pipeline.fetchers.answers.http_answer import HttpHead
from pipeline.fetchers.answers.robot_tags import read_header_rules, read_meta_rules
from pipeline.fetchers.errors import EmptyBody, HttpError, NotHtml, NotModified, RobotsNoindex, TooLarge
from pipeline.fetchers.settings import PRODUCT

_PAGE_STATUS = frozenset({200, 203})
_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_UNSAID = frozenset({None, "application/octet-stream", "application/unknown", "unknown/unknown", "*/*"})
_FOREIGN_HEX = ("255044462d", "89504e47", "47494638", "ffd8ff", "504b0304", "1f8b", "52494646", "4f676753")
_FOREIGN = tuple(bytes.fromhex(magic) for magic in _FOREIGN_HEX)
"""PDF, PNG, GIF, JPEG, ZIP, gzip, RIFF (WebP, AVI), Ogg."""
_TAG = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|!--|[a-z?][a-z0-9]*[\s/>?]|[a-z?])", re.IGNORECASE)


def check_head(head: HttpHead, now: datetime, max_body: int) -> None:
    """Raise for an answer that is no page, as far as its head tells; redirects have been followed by then.

    now: aware. max_body: bytes. Raises NotModified, EmptyBody, HttpError, RobotsNoindex, NotHtml, TooLarge.
    """
    _check_status(head)
    if "noindex" in read_header_rules(head.get_all("X-Robots-Tag"), PRODUCT, now):
        raise RobotsNoindex("X-Robots-Tag says noindex", head.status)
    if head.media_type not in _HTML_TYPES | _UNSAID:
        raise NotHtml(f"Content-Type is {(head.media_type or '')[:80]}", head.status)
    _check_length(head, max_body)


def check_document_head(head: HttpHead, max_body: int) -> None:
    """Raise for an answer that is no document of any kind. Raises NotModified, EmptyBody, HttpError, TooLarge."""
    _check_status(head)
    _check_length(head, max_body)


def _check_status(head: HttpHead) -> None:
    if head.status == 304:
        raise NotModified("what an earlier run holds is still served", head.status)
    if head.status in {204, 205}:
        raise EmptyBody(f"status {head.status}: the host has no content there", head.status)
    if head.status not in _PAGE_STATUS:
        raise HttpError(f"status {head.status} {head.reason}".strip(), head.status)


def _check_length(head: HttpHead, max_body: int) -> None:
    length = read_length(head)
    if length is not None and length > max_body:
        raise TooLarge(f"Content-Length is {length}, more than {max_body} bytes", head.status)


def check_body(head: HttpHead, body: bytes, now: datetime) -> None:
    """Raise for a decoded body that is no page. Raises EmptyBody, NotHtml, RobotsNoindex."""
    check_document_body(head, body)
    start = body[:512].lstrip()
    if start.startswith(_FOREIGN):
        raise NotHtml(f"the body begins with {start[:5]!r}", head.status)
    if head.media_type in _UNSAID and not _TAG.match(body[:512]):
        raise NotHtml("no Content-Type, and the body does not begin as HTML does", head.status)
    if "noindex" in read_meta_rules(body, PRODUCT, now):
        raise RobotsNoindex("a robots meta tag says noindex", head.status)


def check_document_body(head: HttpHead, body: bytes) -> None:
    """Raise for a decoded body with nothing in it. Raises EmptyBody."""
    if not body[:512].lstrip() and not body.strip():
        raise EmptyBody("the body is empty", head.status)


def read_length(head: HttpHead) -> int | None:
    """Give the Content-Length; None when there is none that can be believed."""
    values = {value.strip() for value in head.get_all("Content-Length")}
    if len(values) != 1 or head.get("Transfer-Encoding"):
        return None
    text = values.pop()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None
