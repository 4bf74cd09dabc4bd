"""One cluster for all tests of a file."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.flink_cluster import Cluster, running_cluster


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Two TaskManagers."""
    with running_cluster(tmp_path_factory.mktemp("cluster"), task_managers=2) as running:
        yield running
