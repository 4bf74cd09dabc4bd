"""A worker process: Beam's own, but that it logs as the command does.

    python -m pipeline.workers.harness

is what boot.py becomes. Beam's harness logs every step at INFO.
"""

from __future__ import annotations

import sys

from pipeline.logs import start_log

if __name__ == "__main__":
    start_log()
    from apache_beam.runners.worker import sdk_worker_main  # after the log: Beam warns while it is imported

    sdk_worker_main.main(sys.argv)
