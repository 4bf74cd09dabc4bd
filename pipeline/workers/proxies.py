"""gRPC between processes of this machine: where http_proxy is set it asks the proxy for "localhost", too."""

from __future__ import annotations

import os

_NO_PROXY = ("no_grpc_proxy", "no_proxy", "NO_PROXY")
"""Where gRPC, and other programs, are told whom to call without a proxy; the first counts where there is one."""


def spare_loopback() -> dict[str, str]:
    """The variable by which gRPC calls this machine straight, and whom else it was told to."""
    return {_NO_PROXY[0]: ",".join([*filter(None, map(os.environ.get, _NO_PROXY)), "localhost", "127.0.0.1"])}
