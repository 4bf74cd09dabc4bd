"""Processes for tests that kill what they begin.

They are forked from one that has done nothing but import the pipeline. A test's own process has threads of gRPC and
others; a fork of it has their objects without them, and may end in a segmentation fault when it collects garbage.
"""

from __future__ import annotations

import multiprocessing

FORKING = multiprocessing.get_context("forkserver")
FORKING.set_forkserver_preload(["pipeline.ingest", "pipeline.assembly", "pipeline.linking.running"])
