"""Rows of one run taken out of the files that hold rows of several: a rerun replaces what its first attempt wrote."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.lake.partitions import FOLDED, drop_replaced, list_partitions, replace_partition, runs_of


def drop_run(output: Path, run_id: str) -> None:
    """Take the rows of a run out of every folded file; files of that run alone stay. Raises OSError.

    To be called by one at a time, see lease.caring.
    """

    def others(rows: pa.Table) -> pa.Table:
        return rows.filter(pc.not_equal(rows.column("run_id"), run_id))

    for partition in list_partitions(output):
        held = [path for path in partition.files() if path.name.startswith(FOLDED) and run_id in runs_of(path)]
        if held:
            replace_partition(partition, held, others)
    drop_replaced(output, wait=True)
