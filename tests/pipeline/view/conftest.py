"""Outputs of invented stories, with strange titles among them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.view.snapshot import Snapshot, take_snapshot
from tests.support.viewing import invent_output


@pytest.fixture(scope="session")
def plain_output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return invent_output(tmp_path_factory.mktemp("plain"), 120, linked=False)


@pytest.fixture(scope="session")
def linked_output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return invent_output(tmp_path_factory.mktemp("linked"), 40, linked=True)


@pytest.fixture(scope="session")
def plain(plain_output: Path) -> Snapshot:
    return take_snapshot(plain_output)


@pytest.fixture(scope="session")
def linked(linked_output: Path) -> Snapshot:
    return take_snapshot(linked_output)
