"""Which Parquet file is damaged: what pyarrow says of one does not name it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pyarrow as pa


@contextmanager
def naming(path: object) -> Iterator[None]:
    """While a file is read. Raises ValueError, which names it in one line, when it is damaged; all else as it comes.

    Of content that it cannot read pyarrow raises OSError, too, but without a number of the operating system.
    """
    try:
        yield
    except (pa.ArrowException, OSError) as why:
        if isinstance(why, OSError) and why.errno is not None:
            raise
        said = " ".join(str(why).split()).rstrip(".")
        raise ValueError(f"{path} cannot be read: {said}") from why
