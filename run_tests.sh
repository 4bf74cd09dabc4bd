#!/usr/bin/env bash
# Runs every check of the project: lint, format, types and all tests. Exits with 1 when any of them fails.
set -euo pipefail

usage() {
    cat <<'HELP'
Usage: ./run_tests.sh [--fast]

Makes the environment in .venv when it is missing or out of date, then runs ruff (lint, format), mypy (strict) and
pytest (on all cores; the evaluation and the benchmarks alone). Every part runs even when an earlier one has failed; the
last lines say which failed.

  --fast      leave out the tests that take minutes (marked slow)
  --help      show this text

With the evaluation sets at ../shared/eval the tests include the evaluation gate; without them it is left out.
PYTHON=/path/to/python3 chooses the interpreter (3.11 to 3.13) that .venv is made from.
HELP
}

fast=
while [ $# -gt 0 ]; do
    case $1 in
        --help | -h) usage; exit 0 ;;
        --fast) fast=yes ;;
        *) echo "Unknown argument $1; see ./run_tests.sh --help." >&2; exit 2 ;;
    esac
    shift
done

cd "$(dirname "${BASH_SOURCE[0]}")"
. scripts/environment.sh
make_environment

failed=
run_part() {
    local name=$1
    shift
    echo "== $name"
    if ! "$@"; then
        failed="$failed${failed:+, }$name"
    fi
}

check_shell() {
    local script
    for script in run_local.sh run_tests.sh scripts/environment.sh .ci/run; do
        bash -n "$script" || return 1
    done
}

[ -d ../shared/eval ] || echo "No ../shared/eval: the evaluation gate is left out."
export no_proxy="127.0.0.1${no_proxy:+,$no_proxy}" NO_PROXY="127.0.0.1${NO_PROXY:+,$NO_PROXY}"
run_part "lint" "$environment_python" -m ruff check .
run_part "format" "$environment_python" -m ruff format --check .
run_part "types" "$environment_python" -m mypy
run_part "shell" check_shell
if [ -n "$fast" ]; then
    run_part "tests" "$environment_python" -m pytest -n auto --dist loadfile -m "not slow"
else
    run_part "tests" "$environment_python" -m pytest -n auto --dist loadfile --ignore tests/eval --ignore tests/benchmarks
    run_part "evaluation" "$environment_python" -m pytest tests/eval
    run_part "benchmarks" "$environment_python" -m pytest -s tests/benchmarks # alone, so that nothing else is measured
fi

if [ -n "$failed" ]; then
    echo "FAILED: $failed"
    exit 1
fi
echo "All checks passed."
