#!/usr/bin/env bash
# Runs the pipeline over the bundled sample site, on this machine alone, and shows what it found.
set -euo pipefail

usage() {
    cat <<'HELP'
Usage: ./run_local.sh [OUTPUT | --output OUTPUT]
       ./run_local.sh --setup

Makes the environment in .venv when it is missing or out of date, serves the sample site on port 8765 of this
machine (where that is taken on a free one: the articles then have other addresses, and those of the run before are gone),
fetches it with the pipeline (DirectRunner), links its articles, prints the casualty figures and the events that it
found, and writes a page to look at.

  OUTPUT      folder that receives the tables (default: output, beside this script)
  --setup     make the environment and stop
  --help      show this text

PYTHON=/path/to/python3 chooses the interpreter (3.11 to 3.13) that .venv is made from.
HELP
}

output=
setup_only=
while [ $# -gt 0 ]; do
    case $1 in
        --help | -h) usage; exit 0 ;;
        --setup) setup_only=yes ;;
        --output) [ $# -ge 2 ] || { echo "--output needs a folder; see ./run_local.sh --help." >&2; exit 2; }
            output=$2; shift ;;
        --output=*) output=${1#--output=} ;;
        -*) echo "Unknown option $1; see ./run_local.sh --help." >&2; exit 2 ;;
        *) [ -z "$output" ] || { echo "One OUTPUT at most; see ./run_local.sh --help." >&2; exit 2; }
            output=$1 ;;
    esac
    shift
done
case $output in
    '' | /*) ;;
    *://*) echo "OUTPUT is a folder of this machine; for others run python -m pipeline itself." >&2; exit 2 ;;
    *) output=$PWD/$output ;; # as the caller's folder sees it
esac

cd "$(dirname "${BASH_SOURCE[0]}")"
output=${output:-$PWD/output}
. scripts/environment.sh
make_environment
if [ -n "$setup_only" ]; then
    echo "The environment in $PWD/.venv is ready."
    exit 0
fi

scratch=$(mktemp -d "${TMPDIR:-/tmp}/wire-ingest.XXXXXX")
server=
stop_server() {
    if [ -n "$server" ]; then
        kill "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    fi
}
trap 'stop_server; rm -rf "$scratch"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# Articles are told apart by their addresses: the same port each time, so that a second run finds those of the first.
for port in 8765 0; do
    "$environment_python" samples/serve.py --port "$port" --ready-file "$scratch/address" --urls-file "$scratch/urls.txt" \
        >"$scratch/server.log" 2>&1 &
    server=$!
    waited=0
    while [ ! -s "$scratch/address" ] && kill -0 "$server" 2>/dev/null && [ "$waited" -lt 150 ]; do
        sleep 0.2
        waited=$((waited + 1))
    done
    [ ! -s "$scratch/address" ] || break
    stop_server
done
if [ ! -s "$scratch/address" ]; then
    cat "$scratch/server.log" >&2
    die "The sample server did not start."
fi
echo "The sample site is served at $(cat "$scratch/address")."

# A proxy set for the world outside must not be asked for a page of this machine.
export no_proxy="127.0.0.1${no_proxy:+,$no_proxy}" NO_PROXY="127.0.0.1${NO_PROXY:+,$NO_PROXY}"
# The pause between two requests spares other people's servers; this one is ours.
"$environment_python" -m pipeline --input "$scratch/urls.txt" --output "$output" --run_id sample \
    --runner DirectRunner --allow_host 127.0.0.1 --host_delay 0
"$environment_python" -m pipeline link "$output"
"$environment_python" samples/show.py "$output"
echo
echo "A page to look at them, in one file that can be mailed:"
"$environment_python" -m pipeline view "$output" --export "$output/report.html"
