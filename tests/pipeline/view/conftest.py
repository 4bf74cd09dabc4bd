"""Outputs of invented stories, with strange titles among them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.view.snapshot import Snapshot, take_snapshot
from tests.support.invented import invent_tables

STRANGE = {3: "<script>document.title = 'taken'</script>", 5: "a\x1b[2Jb\x9bc", 6: "=HYPERLINK(1)"}


@pytest.fixture(scope="session")
def plain_output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plain") / "tables"
    invent_tables(folder, articles=120, days=60, titles=STRANGE)
    return folder


@pytest.fixture(scope="session")
def linked_output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("linked") / "tables"
    invent_tables(folder, articles=40, days=20, titles=STRANGE, linked=True)
    return folder


@pytest.fixture(scope="session")
def plain(plain_output: Path) -> Snapshot:
    return take_snapshot(plain_output)


@pytest.fixture(scope="session")
def linked(linked_output: Path) -> Snapshot:
    return take_snapshot(linked_output)
