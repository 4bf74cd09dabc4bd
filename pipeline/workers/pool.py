"""Workers for TaskManagers that may not start processes themselves (EXTERNAL): a pool beside each of them.

    python -m pipeline.workers.pool --port 50000

Beam has a pool of its own; it listens on every interface, and gives its workers neither the pipeline's options nor the
way of the log. This one listens on loopback: it stands beside its TaskManager, in the same pod.
"""

from __future__ import annotations

import argparse
import logging
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from types import FrameType
from typing import Any

import grpc
from apache_beam.portability.api import beam_fn_api_pb2, beam_fn_api_pb2_grpc

import pipeline.workers.boot
from pipeline.logs import start_log

_LOG = logging.getLogger(__name__)
_END_WITHIN = 5
"""Seconds that a worker has to end before it is killed."""


class _Pool(beam_fn_api_pb2_grpc.BeamFnExternalWorkerPoolServicer):
    """Starts a process a worker, and ends it when its runner says so, or the pool itself is ended.

    Runners name their workers without knowing of one another: where several share a pool, a name is no worker's own,
    and each worker is left to end when its runner has gone, which it does by itself.
    """

    def __init__(self) -> None:
        self._workers: dict[str, list[subprocess.Popen[bytes]]] = {}

    def StartWorker(self, request: Any, _context: object) -> Any:  # noqa: N802 - the service's own name
        """A worker for the runner that asks; it calls back at the addresses that it is given."""
        words = [f"--id={request.worker_id}", f"--provision_endpoint={request.provision_endpoint.url}"]
        command = [sys.executable, "-P", "-m", pipeline.workers.boot.__name__, *words]
        started = subprocess.Popen(command, stdin=subprocess.DEVNULL)  # noqa: S603 - ourselves
        self._workers[request.worker_id] = [*self._running(request.worker_id), started]
        _LOG.info("worker %s is process %d", request.worker_id, started.pid)
        return beam_fn_api_pb2.StartWorkerResponse()

    def StopWorker(self, request: Any, _context: object) -> Any:  # noqa: N802 - the service's own name
        """End the worker of this name; one that is not known has ended."""
        running = self._running(request.worker_id)
        if len(running) == 1:
            _end(running[0])
        return beam_fn_api_pb2.StopWorkerResponse()

    def end_all(self) -> None:
        """End every worker that is left."""
        for name in self._workers:
            for worker in self._running(name):
                _end(worker)

    def _running(self, name: str) -> list[subprocess.Popen[bytes]]:
        return [worker for worker in self._workers.get(name, []) if worker.poll() is None]


def _end(worker: subprocess.Popen[bytes]) -> None:
    worker.terminate()
    try:
        worker.wait(_END_WITHIN)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until SIGTERM or SIGINT; gives the exit status: 1 when the port is taken."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.workers.pool")
    parser.add_argument("--port", type=int, required=True, help="port of the loopback interface to listen on")
    port = parser.parse_args(argv).port
    start_log()
    pool = _Pool()
    server = grpc.server(ThreadPoolExecutor(4))
    beam_fn_api_pb2_grpc.add_BeamFnExternalWorkerPoolServicer_to_server(pool, server)
    try:
        server.add_insecure_port(f"127.0.0.1:{port}")
    except RuntimeError as why:
        _LOG.error("port %d cannot be listened to: %s", port, why)
        return 1
    server.start()
    ended = threading.Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        ended.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    _LOG.info("waiting for runners at 127.0.0.1:%d", port)
    ended.wait()
    server.stop(0).wait()
    pool.end_all()
    return 0


if __name__ == "__main__":
    sys.exit(main())
