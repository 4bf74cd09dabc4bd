"""python -m pipeline.explain: the verb explain by the name that it had first."""

from __future__ import annotations

import sys

from pipeline.__main__ import main

if __name__ == "__main__":
    sys.exit(main(["explain", *sys.argv[1:]]))
