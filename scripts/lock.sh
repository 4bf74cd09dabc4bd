#!/usr/bin/env bash
# Makes both lock files from setup.py. Pins that still fit are kept; --upgrade, and whatever else is given, goes to uv.
set -euo pipefail

usage() {
    cat <<'HELP'
Usage: scripts/lock.sh [--upgrade | --upgrade-package NAME]

Makes requirements.lock and requirements-dev.lock from setup.py: exact versions with hashes, for Linux and macOS and
Python 3.11 to 3.13. Pins that setup.py still allows are kept; --upgrade takes the newest of all, --upgrade-package of
one. Needs the network, and uv on the PATH or in .venv (pip install uv).
HELP
}

case ${1:-} in
    --help | -h) usage; exit 0 ;;
esac
cd "$(dirname "${BASH_SOURCE[0]}")/.."
uv=$(command -v uv || command -v "$PWD/.venv/bin/uv") || {
    echo "uv is needed: pip install uv." >&2
    exit 1
}

lock() {
    "$uv" pip compile setup.py --quiet --universal --python-version 3.11 --generate-hashes \
        --custom-compile-command scripts/lock.sh "$@"
}

lock "$@" --extra view --extra kafka --extra iceberg --extra delta --output-file requirements.lock
# the tests run on what is shipped: the pins of the first file bind the second
lock "$@" --extra test --constraints requirements.lock --output-file requirements-dev.lock
