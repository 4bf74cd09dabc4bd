#!/usr/bin/env bash
# Runs the pipeline over the bundled sample on a Flink cluster of this machine, and on this machine alone: the same rows.
set -euo pipefail

usage() {
    cat <<'HELP'
Usage: ./run_flink.sh [--output OUTPUT] [--external]

Fetches the jars of Flink and of Beam's job server when they are missing (152 MB, with Maven), starts a JobManager, two
TaskManagers and the job server on loopback, reads samples/documents.jsonl there and, without Flink, on this machine alone,
compares the rows of both, and stops all that it started.

  OUTPUT      folder that receives the tables of Flink and, in OUTPUT/local, those of the other run (default: output/flink)
  --external  let a pool beside the TaskManagers start the workers, instead of the TaskManagers themselves
  --help      show this text

Needs Java 17 and Maven, 4 GB of memory, and the ports 8081 to 8083, or the three from FIRST_PORT=8181 on. docs/runners.md
says how the same files serve a cluster of several machines.
HELP
}

output=
external=
while [ $# -gt 0 ]; do
    case $1 in
        --help | -h) usage; exit 0 ;;
        --external) external=yes ;;
        --output) [ $# -ge 2 ] || { echo "--output needs a folder; see ./run_flink.sh --help." >&2; exit 2; }
            output=$2; shift ;;
        --output=*) output=${1#--output=} ;;
        *) echo "Unknown argument $1; see ./run_flink.sh --help." >&2; exit 2 ;;
    esac
    shift
done
case $output in '' | /*) ;; *) output=$PWD/$output ;; esac

cd "$(dirname "${BASH_SOURCE[0]}")"
root=$PWD
output=${output:-$root/output/flink}
first_port=${FIRST_PORT:-8081}
. scripts/environment.sh
make_environment

cluster=$(mktemp -d "${TMPDIR:-/tmp}/wire-ingest-flink.XXXXXX")
pool=
status=failed
stop_cluster() {
    if [ -n "$pool" ]; then
        kill "$pool" 2>/dev/null || true
        wait "$pool" 2>/dev/null || true
    fi
    flink/cluster.sh stop "$cluster"
    if [ "$status" = done ]; then rm -rf "$cluster"; else echo "The logs are in $cluster." >&2; fi
}
trap stop_cluster EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# A proxy set for the world outside must not be asked for the servers of this machine.
export no_proxy="127.0.0.1${no_proxy:+,$no_proxy}" NO_PROXY="127.0.0.1${NO_PROXY:+,$NO_PROXY}"
flink/cluster.sh start "$cluster" --task-managers 2 --first-port "$first_port"
environment=(--environment_type PROCESS --environment_config "{\"command\": \"$root/flink/boot\"}")
if [ -n "$external" ]; then
    pool_port=$((first_port + 3))
    "$environment_python" -m pipeline.workers.pool --port "$pool_port" >"$cluster/pool.log" 2>&1 &
    pool=$!
    environment=(--environment_type EXTERNAL --environment_config "127.0.0.1:$pool_port")
fi
"$environment_python" -m pipeline --input samples/documents.jsonl --output "$output" --run_id sample \
    --runner PortableRunner --job_endpoint "127.0.0.1:$((first_port + 2))" --parallelism 2 "${environment[@]}"
"$environment_python" -m pipeline --input samples/documents.jsonl --output "$output/local" --run_id sample
"$environment_python" samples/compare.py "$output" "$output/local"
status=done
