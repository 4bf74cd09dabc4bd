"""A worker process for a runner elsewhere: does what the container of Beam's Python SDK does at its start.

    python -m pipeline.workers.boot --id=ID --provision_endpoint=HOST:PORT

The runner (PROCESS: a TaskManager; EXTERNAL: the pool of pool.py) starts it with these words; the pipeline's options
and the addresses of its services are asked of the provision service and handed on in the environment, as Beam's
`sdk_worker_main` expects them.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

import grpc
from apache_beam.portability.api import beam_provision_api_pb2, beam_provision_api_pb2_grpc, endpoints_pb2
from google.protobuf import json_format, text_format

import pipeline.workers.harness
from pipeline.workers.proxies import spare_loopback

_ANSWER_WITHIN = 60
"""Seconds for the runner to say what is to be done."""


def main(argv: Sequence[str] | None = None) -> None:
    """Become the worker: does not return."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.workers.boot")
    parser.add_argument("--id", required=True)
    parser.add_argument("--provision_endpoint", required=True)
    words, _ = parser.parse_known_args(argv)  # what else a runner says, the provision service says, too
    os.environ.update(spare_loopback())  # the runner's process may stand beside this one
    os.environ.update(_read_environment(words.id, words.provision_endpoint))
    os.execv(sys.executable, [sys.executable, "-P", "-m", pipeline.workers.harness.__name__])  # noqa: S606 - ourselves


def _read_environment(worker: str, endpoint: str) -> dict[str, str]:
    """The variables of a worker of this name, by the runner's provision service at HOST:PORT. Raises grpc.RpcError."""
    with grpc.insecure_channel(endpoint) as channel:
        service = beam_provision_api_pb2_grpc.ProvisionServiceStub(channel)
        asked = beam_provision_api_pb2.GetProvisionInfoRequest()
        about = service.GetProvisionInfo(
            asked, metadata=[("worker_id", worker)], timeout=_ANSWER_WITHIN, wait_for_ready=True
        ).info
    services = {
        "LOGGING_API_SERVICE_DESCRIPTOR": about.logging_endpoint,
        "CONTROL_API_SERVICE_DESCRIPTOR": about.control_endpoint,
        "STATUS_API_SERVICE_DESCRIPTOR": about.status_endpoint,
    }
    return {
        "WORKER_ID": worker,
        "PIPELINE_OPTIONS": json_format.MessageToJson(about.pipeline_options),
        "RUNNER_CAPABILITIES": " ".join(about.runner_capabilities),
    } | {name: _as_text(address) for name, address in services.items() if address.url}


def _as_text(address: endpoints_pb2.ApiServiceDescriptor) -> str:
    written: str = text_format.MessageToString(address, as_one_line=True)
    return written


if __name__ == "__main__":
    main()
