"""What a record may name: files below the folder that it lies in, or below one that the command line names."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from pipeline.storage import is_remote
from schemas.dead_letter import Rejected


def contain(path: str, folders: Iterable[str]) -> str:
    """The file that a path leads to, links followed, if it lies below one of the folders; paths and URIs.

    Raises Rejected("outside_folder") for any other, whether there is such a file or not.
    """
    if is_remote(path):
        inside = ".." not in path.split("/") and any(path.startswith(folder.rstrip("/") + "/") for folder in folders)
        place = path
    else:
        try:
            place = os.path.realpath(path)  # Path.resolve raises for links in a circle; reading one is an error anyway
        except ValueError as why:  # a name with a null character
            raise Rejected("unreadable_input", str(why)) from None
        local = (folder for folder in folders if not is_remote(folder))
        inside = any(Path(place).is_relative_to(os.path.realpath(folder)) for folder in local)
    if not inside:
        detail = f"{path} lies outside the record's folder: name its folder by --html_root, if you trust it"
        raise Rejected("outside_folder", detail)
    return place
