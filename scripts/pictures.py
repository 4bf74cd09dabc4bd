"""Takes the pictures of docs/view.md: of the sample's tables, in headless Chromium.

python -m scripts.pictures OUTPUT     OUTPUT as run_local.sh leaves it, linked
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import duckdb

from tests.support.browser import open_browser
from tests.support.viewing import serve_view

_PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
_EVENT = """
SELECT event_id FROM read_parquet('{}/events/*/*.parquet')
ORDER BY independent_sources DESC, injured_high DESC NULLS LAST LIMIT 1"""
_ARTICLE = "SELECT article_id FROM read_parquet('{}/event_articles/*/*.parquet') WHERE event_id = '{}' LIMIT 1"


def main(output: str) -> None:
    """Write each picture."""
    event = duckdb.sql(_EVENT.format(output)).fetchall()[0][0]
    article = duckdb.sql(_ARTICLE.format(output, event)).fetchall()[0][0]
    shots = {
        "events": ("/", False, 1100, 760),
        "event": (f"/event/{event}", True, 1100, 860),
        "article": (f"/article/{article}?why=f1", False, 1100, 760),
        "health": ("/health", False, 1100, 620),
    }
    _PICTURES.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as profile,
        serve_view(Path(output)) as address,
        open_browser(Path(profile)) as browser,
    ):
        for name, (path, dark, width, height) in shots.items():
            browser.dress(dark=dark, width=width, height=height)
            browser.open(f"{address}{path}")
            (_PICTURES / f"{name}.png").write_bytes(browser.picture(whole=False))


if __name__ == "__main__":
    main(sys.argv[1])
