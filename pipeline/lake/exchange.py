"""Two folders change places in one step of the file system, so that nobody ever finds neither or both."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
"""Of renameat2(2) on Linux."""

_RENAME_SWAP = 2
"""Of renamex_np(2) on macOS."""


def exchange(one: Path, other: Path) -> None:
    """Let two folders of one file system change names. Raises OSError where the system or the file system cannot."""
    library = ctypes.CDLL(None, use_errno=True)
    names = os.fsencode(one), os.fsencode(other)
    try:
        if sys.platform == "darwin":
            failed = library.renamex_np(*names, ctypes.c_uint(_RENAME_SWAP))
        else:
            failed = library.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], ctypes.c_uint(_RENAME_EXCHANGE))
    except AttributeError as why:
        raise OSError("this system cannot exchange two folders in one step") from why
    if failed:
        number = ctypes.get_errno()
        raise OSError(number, f"{os.strerror(number)}: folders cannot be exchanged in one step here", str(one))
