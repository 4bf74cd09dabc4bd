"""Public conformance cases, which lie beside the repository where it is developed and are absent elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

SUITES = Path(__file__).parents[2].parent / "shared" / "suites"

needs_suites = pytest.mark.skipif(not SUITES.is_dir(), reason="../shared/suites is not here")
