"""A sighting: which version of a page a run saw, and which revision of its article the tables hold since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Sighting:
    """What a run remembers of a page for the runs after it.

    url: as the input asked for it. article_id, revision: of the article that came of it, as in the articles table.
    run_id: the run whose rows hold that revision. seen_at: aware UTC. etag, last_modified: HTTP headers as received.
    """

    url: str
    article_id: str
    revision: str
    run_id: str
    seen_at: datetime
    etag: str | None = None
    last_modified: str | None = None
