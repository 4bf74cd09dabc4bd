"""What is said of Parquet files that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.damage import naming


@pytest.mark.parametrize("content", [b"", b"no Parquet", b"PAR1 not really PAR1"])
def test_a_damaged_file_is_named(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "run.parquet"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"run\.parquet cannot be read: \w.*[^.]$"), naming(path):
        pq.read_schema(path)


def test_a_file_that_is_gone_is_not_damaged(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), naming(tmp_path):
        pq.read_schema(tmp_path / "none")
