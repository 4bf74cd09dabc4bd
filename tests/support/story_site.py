"""A news site on loopback: whatever documents a test puts there, each with an ETag, and a log of what was asked."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

STORY = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head><body><article>
<h1>{title}</h1><p>At least {killed} people were killed on Sunday when a footbridge gave way in Homs, police said.</p>
<p>Crews searched the river for a second day, and a spokeswoman said that the water was too high for divers.</p>
<p>The road along the bank stays closed for a month while engineers look at the pillars that are still standing.</p>
</article></body></html>"""


class StorySite:
    """documents: path -> (status, Content-Type, body, more headers). asked: how often each path was asked for.

    log: the paths, as they were asked for.
    """

    def __init__(self) -> None:
        self.documents: dict[str, tuple[int, str, bytes, dict[str, str]]] = {}
        self.asked: Counter[str] = Counter()
        self.log: list[str] = []
        self.unchanged: Counter[str] = Counter()
        self.origin = ""

    def put(self, path: str, body: str | bytes, kind: str = "text/html", status: int = 200, **headers: str) -> str:
        """Put a document there; gives its address. "ORIGIN" in it becomes the site's own. Headers: Retry_After=..."""
        text = body.replace("ORIGIN", self.origin).encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.documents[path] = (status, kind, text, named)
        return self.origin + path

    def put_story(self, path: str, killed: int = 3) -> str:
        """Put a story there; gives its address."""
        return self.put(path, STORY.format(title=f"Footbridge gives way in Homs, {path}", killed=killed))


def rss(*items: str) -> str:
    """A feed of these items."""
    content = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return f'<rss version="2.0" {content}><channel><title>Quay</title>{"".join(items)}</channel></rss>'


def item(url: str, title: str = "A story", more: str = "") -> str:
    """An item of a feed."""
    return f"<item><title>{title}</title><link>{url.replace('&', '&amp;')}</link>{more}</item>"


@contextmanager
def story_site() -> Iterator[StorySite]:
    """Serve as long as the block runs."""
    site = StorySite()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path
            site.asked[path] += 1
            site.log.append(path)
            status, kind, body, more = site.documents.get(path.partition("?")[0], (404, "text/plain", b"none", {}))
            tag = f'"{hashlib.sha256(body).hexdigest()[:12]}"'
            if status == 200 and self.headers.get("If-None-Match") == tag:
                site.unchanged[path] += 1
                status, body = 304, b""
            self.send_response(status)
            headers = {"Content-Type": kind, "ETag": tag, **more, "Content-Length": str(len(body))}
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            pass  # who asked was killed meanwhile

    server = Server(("127.0.0.1", 0), Handler)
    site.origin = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
