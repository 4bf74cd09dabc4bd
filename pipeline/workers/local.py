"""Beam's worker processes on this machine: for nobody else, and as quiet as the command.

With several worker processes Beam speaks to them through gRPC servers without any credentials: they would listen on
every interface of the machine, and give whoever asks any file that the user may read. There is no option for that (Beam
2.77: `worker_handlers.GrpcServer` and `local_job_service.SubprocessSdkWorker` bind "[::]:0"): so it is patched here.
Nor can their log be told how loud to be, as they are given no options: they are started by child.py.

Each bundle ends with the thread that samples where its time goes, which sleeps for up to a fifth of a second before it
sees that: of a command of a few seconds a tenth. Its period has no option either.
"""

from __future__ import annotations

import logging
import os
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any
from unittest import mock

import grpc
from apache_beam.options.pipeline_options import DirectOptions, PipelineOptions
from apache_beam.portability.api import beam_artifact_api_pb2_grpc
from apache_beam.runners.worker import statesampler
from apache_beam.transforms import environments

import pipeline.workers.child
from pipeline.workers.proxies import spare_loopback

_EVERY_INTERFACE = "[::]:"
_LOOPBACK = "127.0.0.1:"
_SAMPLED = 10
"""Milliseconds between two looks at what a bundle of this process is about; a look takes microseconds."""


@contextmanager
def own_workers() -> Iterator[None]:
    """While it lasts, a gRPC server that asks for every interface gets the loopback one, none hands out files, nobody
    is called through a proxy, and no bundle waits for its sampler.

    Workers find it: they are told to call "localhost". They need no files, as they run in this installation.
    """
    levels = logging.getLogger("pipeline").getEffectiveLevel(), logging.getLogger().level
    words = (sys.executable, "-m", pipeline.workers.child.__name__, os.getpid(), *levels)
    command = f"exec {shlex.join(map(str, words))}"  # the shell that Beam asks for stands aside
    started = environments.SubprocessSDKEnvironment.from_command_string(command)
    sampler = partial(statesampler.StateSampler, sampling_period_ms=_SAMPLED)
    with (
        mock.patch.dict(os.environ, spare_loopback()),
        mock.patch.object(statesampler, "StateSampler", sampler),
        mock.patch.object(grpc, "server", _make_server),
        mock.patch.object(beam_artifact_api_pb2_grpc, "add_ArtifactRetrievalServiceServicer_to_server", _serve_nothing),
        mock.patch.object(environments.SubprocessSDKEnvironment, "from_command_string", return_value=started),
    ):
        yield


def share_among(workers: int, options: PipelineOptions) -> None:
    """Make the options of a local run those of one with so many worker processes."""
    direct = options.view_as(DirectOptions)
    direct.direct_num_workers = workers
    direct.direct_running_mode = "multi_processing"


_grpc_server = grpc.server


def _make_server(*arguments: Any, **options: Any) -> Any:
    server = _grpc_server(*arguments, **options)
    listen = server.add_insecure_port

    def listen_on_loopback(address: str) -> int:
        port: int = listen(address.replace(_EVERY_INTERFACE, _LOOPBACK))
        return port

    server.add_insecure_port = listen_on_loopback
    return server


def _serve_nothing(_servicer: object, _server: object) -> None:
    """In place of the service that reads any file for a worker."""
