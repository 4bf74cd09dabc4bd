#!/usr/bin/env bash
# Runs every check of the project: lint, format, types and all tests. Exits with 1 when any of them fails.
set -euo pipefail

usage() {
    cat <<'HELP'
Usage: ./run_tests.sh [--fast] [--pythons]

Makes the environment in .venv when it is missing or out of date, then runs ruff (lint, format), mypy (strict) and
pytest (on all cores; the evaluation and the benchmarks alone). Every part runs even when an earlier one has failed; the
last lines say which failed.

  --fast      leave out the tests that take many seconds (marked slow)
  --pythons   run the fast tests on the other supported Pythons of this machine, too (3.11 to 3.13, on the PATH or
              pyenv's), each in an environment of its own: .venv-3.12
  --help      show this text

With the evaluation sets at ../shared/eval the tests include the evaluation gate; without them it is left out. The pages
of wire-ingest view are tried in Chromium, which is installed where this runs as root on Debian; where it cannot be had
they are not, and the last lines say so.
PYTHON=/path/to/python3 chooses the interpreter (3.11 to 3.13) that .venv is made from.
HELP
}

fast=
pythons=
while [ $# -gt 0 ]; do
    case $1 in
        --help | -h) usage; exit 0 ;;
        --fast) fast=yes ;;
        --pythons) pythons=yes ;;
        *) echo "Unknown argument $1; see ./run_tests.sh --help." >&2; exit 2 ;;
    esac
    shift
done

cd "$(dirname "${BASH_SOURCE[0]}")"
. scripts/environment.sh
make_environment

failed=
left_out=
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
    for script in run_local.sh run_flink.sh run_tests.sh scripts/*.sh flink/*.sh flink/boot .ci/run; do
        bash -n "$script" || return 1
    done
}

leave_out() {
    echo "$1"
    left_out="$left_out${left_out:+, }$2"
}

# The pages are tried in a real browser: Debian's, where this script may install it and it is not there yet.
find_browser() {
    command -v chromedriver >/dev/null && return
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing chromium and chromium-driver."
        { apt-get update -q && apt-get install -y -q chromium chromium-driver; } >/dev/null 2>&1 || true
    fi
    command -v chromedriver >/dev/null ||
        leave_out "No chromium and chromedriver on this machine: the pages are not tried in a browser." "browser"
}

# On each supported Python of this machine but the one that .venv has: what differs between them breaks a fast test.
test_other_pythons() {
    local version python
    for version in 3.11 3.12 3.13; do
        if is_python_of "$version" "$environment_python"; then
            continue
        elif python=$(find_python_of "$version"); then
            run_part "tests on Python $version" test_on "$version" "$python"
        else
            leave_out "No Python $version on this machine: its tests are left out." "Python $version"
        fi
    done
}

test_on() (
    use_environment ".venv-$1"
    PYTHON=$2
    make_environment
    "$environment_python" -m pytest -n auto --dist loadfile -m "not slow"
)

# The tests of Kafka need a broker, which is 43 MB of jars: fetched once, into .kafka.
fetch_kafka() {
    ls .kafka/kafka_*.jar >/dev/null 2>&1 && return
    if ! command -v mvn >/dev/null || ! command -v java >/dev/null; then
        leave_out "No Maven or no Java: the tests of Kafka are left out." "Kafka"
    elif ! mvn -q -B -f tests/kafka/pom.xml dependency:copy-dependencies -DoutputDirectory="$PWD/.kafka"; then
        leave_out "The jars of Kafka could not be fetched: its tests are left out." "Kafka"
    fi
}

# Those of the cluster need Flink and Beam's job server, 152 MB of jars: fetched into .flink.
fetch_flink() {
    if ! flink/cluster.sh fetch; then
        leave_out "The jars of Flink could not be fetched: the tests on a cluster are left out." "Flink"
    fi
}

# Spark reads the copies that publish makes: an environment of its own, 500 MB, made once in .pyspark.
fetch_pyspark() {
    [ -e .pyspark/whole ] && return
    if ! command -v mvn >/dev/null || ! command -v java >/dev/null; then
        leave_out "No Maven or no Java: nothing is read with Spark." "pyspark"
    elif ! { "$environment_python" -m venv --clear .pyspark &&
        .pyspark/bin/python -m pip --disable-pip-version-check -q install --require-hashes -r tests/pyspark/requirements.txt &&
        mvn -q -B -f tests/pyspark/pom.xml dependency:copy-dependencies -DoutputDirectory="$PWD/.pyspark/jars" &&
        touch .pyspark/whole; }; then
        leave_out "Spark could not be fetched: nothing is read with it." "pyspark"
    fi
}

# A run on Spark needs Beam's job server for it, 299 MB, into .spark; it is kept on loopback by what fetch_flink builds.
fetch_spark() {
    ls .spark/spark-core_*.jar >/dev/null 2>&1 && return
    if ! command -v mvn >/dev/null || ! command -v java >/dev/null; then
        leave_out "No Maven or no Java: the test on Spark is left out." "Spark"
    elif ! mvn -q -B -f tests/spark/pom.xml dependency:copy-dependencies -DoutputDirectory="$PWD/.spark"; then
        leave_out "The jars of Spark could not be fetched: its test is left out." "Spark"
    fi
}

[ -n "$fast" ] || fetch_kafka
[ -n "$fast" ] || fetch_pyspark
[ -n "$fast" ] || fetch_flink
[ -n "$fast" ] || fetch_spark
[ -n "$fast" ] || [ -d ../shared/eval ] || leave_out "No ../shared/eval: the evaluation gate is left out." "evaluation"
export no_proxy="127.0.0.1${no_proxy:+,$no_proxy}" NO_PROXY="127.0.0.1${NO_PROXY:+,$NO_PROXY}"
find_browser
run_part "lint" "$environment_python" -m ruff check .
run_part "format" "$environment_python" -m ruff format --check .
run_part "types" "$environment_python" -m mypy
run_part "shell" check_shell
if [ -n "$fast" ]; then
    run_part "tests" "$environment_python" -m pytest -n auto --dist loadfile -m "not slow"
else
    # One process more than cores: most of a slow test's time is waiting for a cluster, a broker or a kill.
    processes=$(($(getconf _NPROCESSORS_ONLN) + 1))
    run_part "tests" "$environment_python" -m pytest -n "$processes" --dist loadfile --ignore tests/eval --ignore tests/benchmarks
    run_part "evaluation" "$environment_python" -m pytest tests/eval
    run_part "benchmarks" "$environment_python" -m pytest -s tests/benchmarks # alone, so that nothing else is measured
fi

if [ -n "$pythons" ]; then
    test_other_pythons
fi

[ -z "$left_out" ] || echo "LEFT OUT: $left_out"
if [ -n "$failed" ]; then
    echo "FAILED: $failed"
    exit 1
fi
echo "All checks passed."
