"""What the footer of a Parquet file says of one column."""

from __future__ import annotations

import pyarrow.parquet as pq


def find_statistics(group: pq.RowGroupMetaData, column: str) -> pq.Statistics | None:
    """Those of a column of a group of rows; None where the writer stated none, or there is no such column."""
    columns = (group.column(index) for index in range(group.num_columns))
    return next((each.statistics for each in columns if each.path_in_schema == column), None)
