"""One run over the sample site serves all golden tests."""

from __future__ import annotations

import pytest

from tests.support.golden import SampleRun
from tests.support.sample_site import run_over_samples


@pytest.fixture(scope="session")
def sample_run(tmp_path_factory: pytest.TempPathFactory) -> SampleRun:
    return run_over_samples(tmp_path_factory.mktemp("samples"))
