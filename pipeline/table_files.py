"""A file of a table as it is stored, read in one piece: thousands of small ones are opened at once."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.damage import naming
from pipeline.storage import open_bytes


def read_table(path: str, columns: Sequence[str] | None = None) -> pa.Table:
    """A file's rows. columns: of these alone, as far as it has them.

    Raises OSError for a file that cannot be opened, and ValueError, which names it in one line, for a damaged one.
    """
    with open_bytes(path) as source:
        content = source.read()
    wanted = None if columns is None else list(columns)
    with naming(path):
        return pq.ParquetFile(pa.BufferReader(content), pre_buffer=False).read(columns=wanted, use_threads=False)
