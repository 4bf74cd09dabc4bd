"""The jobs of a Flink cluster, by its REST interface: what Beam's job server cannot be asked for."""

from __future__ import annotations

import re
import time
from typing import Any, NamedTuple

import requests

_PATIENCE = 120.0
"""Seconds that a savepoint may take."""


_PLACE = re.compile(r"\s+at |\s*\.\.\. \d+ more")
"""How a line begins that says where Java was."""


class Fault(NamedTuple):
    """moment: milliseconds since 1970. cause: a line."""

    moment: int
    cause: str


def find_cause(trace: str) -> str:
    """The line of Java's trace that says most: what Python raised, where a worker did, else the innermost cause."""
    lines = [line.strip() for line in trace.splitlines() if line.strip() and not _PLACE.match(line)]
    causes = [number for number, line in enumerate(lines) if line.startswith("Caused by: ")]
    innermost = lines[causes[-1] if causes else 0 :]
    python = [number for number, line in enumerate(innermost) if line.endswith("Traceback (most recent call last):")]
    return (innermost[-1] if python else innermost[0].removeprefix("Caused by: ")) if innermost else ""


class FlinkJobs:
    """master: HOST:PORT. Methods raise OSError where nobody answers, ValueError or KeyError for what no Flink says."""

    def __init__(self, master: str) -> None:
        self._jobs = f"http://{master}/jobs"
        self._session = requests.Session()
        self._session.trust_env = False  # a proxy of the environment is for the web, the cluster is here

    def find(self, name: str) -> str | None:
        """The id of the job of this name that goes on, if one does."""
        listed = self._ask("GET", "/overview")["jobs"]
        going_on = (job["jid"] for job in listed if job["name"] == name and job["end-time"] < 0)
        return next(going_on, None)

    def state(self, job: str) -> str:
        """RUNNING, RESTARTING, FAILED ..., as Flink calls them."""
        return str(self._ask("GET", f"/{job}")["state"])

    def last_fault(self, job: str) -> Fault | None:
        """What a job stumbled over last, if over anything."""
        entries = self._ask("GET", f"/{job}/exceptions")["exceptionHistory"]["entries"]
        return Fault(entries[0]["timestamp"], find_cause(str(entries[0]["stacktrace"]))) if entries else None

    def cancel(self, job: str) -> None:
        """End a job at once."""
        self._ask("PATCH", f"/{job}?mode=cancel")

    def stop_with_savepoint(self, job: str) -> str:
        """End a job once a savepoint is taken, in the folder that the cluster has for them; gives its place.

        Nothing is drained: windows that are open stay so. Raises TimeoutError besides.
        """
        asked = self._ask("POST", f"/{job}/stop", {"drain": False})["request-id"]
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            told = self._ask("GET", f"/{job}/savepoints/{asked}")
            if told["status"]["id"] == "COMPLETED":
                if "location" not in told["operation"]:
                    raise ValueError(str(told["operation"].get("failure-cause", {}).get("class", "no reason is given")))
                return str(told["operation"]["location"])
            time.sleep(0.5)
        raise TimeoutError(f"no savepoint after {_PATIENCE:.0f} s")

    def _ask(self, method: str, path: str, said: dict[str, Any] | None = None) -> Any:
        answer = self._session.request(method, f"{self._jobs}{path}", json=said, timeout=10)
        answer.raise_for_status()
        try:
            return answer.json()
        except ValueError:
            raise ValueError(f"what answers at {self._jobs} is no Flink") from None
