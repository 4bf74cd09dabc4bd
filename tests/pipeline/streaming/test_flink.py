"""A cluster's REST interface, played by a server on loopback."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from pipeline.streaming.flink import FlinkJobs, find_cause

FAILED_WORKER = """java.lang.RuntimeException: the stage failed
\tat org.apache.beam.Stage.run(Stage.java:7)
Caused by: java.lang.RuntimeException: Error received from SDK harness: Traceback (most recent call last):
  File "worker.py", line 3, in process
    raise KeyError("quay")
KeyError: 'quay'

\tat org.apache.beam.Client.get(Client.java:9)
\t... 8 more
"""
LOST = """org.apache.flink.Failover: recovery
\tat org.apache.flink.Handler.handle(Handler.java:3)
Caused by: org.apache.flink.Disconnect: the TaskManager is gone
\tat org.apache.flink.Heart.beat(Heart.java:1)
"""


@pytest.mark.parametrize(
    ("trace", "cause"),
    [
        (FAILED_WORKER, "KeyError: 'quay'"),
        (LOST, "org.apache.flink.Disconnect: the TaskManager is gone"),
        ("java.lang.Exception: alone\n\tat a.b.C(D.java:1)", "java.lang.Exception: alone"),
        ("", ""),
    ],
)
def test_the_cause_is_found_in_javas_words(trace: str, cause: str) -> None:
    assert find_cause(trace) == cause


@pytest.fixture
def answers() -> Iterator[tuple[str, dict[str, object]]]:
    """HOST:PORT, and what is answered there, by method and path."""
    held: dict[str, object] = {}

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            answer = held.get(f"{self.command} {self.path}")
            body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            self.send_response(404 if answer is None else 200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PATCH = _answer  # noqa: N815 - http.server's names

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_address[1]}", held
    server.shutdown()
    server.server_close()


Held = tuple[str, dict[str, object]]


def test_a_job_is_found_by_its_name_while_it_goes_on(answers: Held) -> None:
    master, held = answers
    held["GET /jobs/overview"] = {"jobs": [
        {"jid": "a", "name": "wire-ingest-news", "end-time": 17},
        {"jid": "b", "name": "wire-ingest-news", "end-time": -1},
        {"jid": "c", "name": "wire-ingest-other", "end-time": -1},
    ]}  # fmt: skip
    assert FlinkJobs(master).find("wire-ingest-news") == "b"
    assert FlinkJobs(master).find("wire-ingest-none") is None


def test_what_a_job_stumbled_over_last_is_told(answers: Held) -> None:
    master, held = answers
    held["GET /jobs/b/exceptions"] = {"exceptionHistory": {"entries": []}}
    assert FlinkJobs(master).last_fault("b") is None
    entries = [{"timestamp": 7, "stacktrace": LOST}, {"timestamp": 3, "stacktrace": FAILED_WORKER}]
    held["GET /jobs/b/exceptions"] = {"exceptionHistory": {"entries": entries}}
    assert FlinkJobs(master).last_fault("b") == (7, "org.apache.flink.Disconnect: the TaskManager is gone")


def test_a_savepoint_is_waited_for(answers: Held) -> None:
    master, held = answers
    held["POST /jobs/b/stop"] = {"request-id": "r"}
    held["GET /jobs/b/savepoints/r"] = {"status": {"id": "COMPLETED"}, "operation": {"location": "file:/s/1"}}
    assert FlinkJobs(master).stop_with_savepoint("b") == "file:/s/1"
    refused = {"failure-cause": {"class": "CheckpointException"}}
    held["GET /jobs/b/savepoints/r"] = {"status": {"id": "COMPLETED"}, "operation": refused}
    with pytest.raises(ValueError, match="CheckpointException"):
        FlinkJobs(master).stop_with_savepoint("b")


def test_what_is_no_flink_is_an_error_that_can_be_told(answers: Held) -> None:
    master, held = answers
    held["GET /jobs/overview"] = b"<html>"
    with pytest.raises(ValueError, match="no Flink"):
        FlinkJobs(master).find("x")
    with pytest.raises(OSError, match="404"):
        FlinkJobs(master).state("x")
