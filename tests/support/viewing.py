"""The verb view as a user starts it, for as long as a block runs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.invented import invent_tables

_STRANGE = {3: "<script>document.title = 'taken'</script>", 5: "a\x1b[2Jb\x9bc", 6: "=HYPERLINK(1)"}


def invent_output(folder: Path, articles: int, *, linked: bool) -> Path:
    """Tables of that many stories, two a day, with titles among them that would do harm if they were let."""
    invent_tables(folder / "tables", articles=articles, days=articles // 2, titles=_STRANGE, linked=linked)
    return folder / "tables"


@contextmanager
def serve_view(output: Path) -> Iterator[str]:
    """Serve the pages of an output; gives their address, without the slash. Fails when it does not end well."""
    command = [sys.executable, "-m", "pipeline", "view", str(output)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:  # noqa: S603
        assert server.stdout is not None
        address = server.stdout.readline().strip()
        try:
            assert address.startswith("http://127.0.0.1:"), address
            yield address.rstrip("/")
        finally:
            server.terminate()
            _, said = server.communicate(timeout=60)
        assert server.returncode == 0, said
        assert said == ""
