#!/usr/bin/env bash
# Starts and stops a Flink session cluster and Beam's job server on this machine, all of it on loopback.
set -euo pipefail

usage() {
    cat <<'HELP'
Usage: flink/cluster.sh fetch
       flink/cluster.sh start FOLDER [--task-managers N] [--first-port PORT]
       flink/cluster.sh task-manager FOLDER
       flink/cluster.sh stop FOLDER

  fetch         put the jars into .flink/lib, with Maven (152 MB), where they are missing or flink/pom.xml or flink/java
                has changed since; start does so, too
  start         start a JobManager, N TaskManagers (2 slots each; default 1) and Beam's job server, and wait until they
                answer. FOLDER receives logs, checkpoints, savepoints and pids/. PORT is Flink's page and REST, the two
                after it are its JobManager's and the job server's (default 8081)
  task-manager  start one TaskManager more
  stop          end what pids/ names, and nothing else

Java 17 is needed, and Maven for the jars; JAVA_HOME chooses the Java. Nobody is asked for a password: whoever has an account on this
machine can use the cluster, with the rights of who started it.
HELP
}

die() {
    printf '%s\n' "$*" >&2
    exit 1
}

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
lib=$root/.flink/lib

# Succeeds when the jars, of which cluster.jar is the last, were made after all that they are made from.
has_jars() {
    [ -e "$lib/cluster.jar" ] && [ -z "$(find "$root/flink/java" "$root/flink/pom.xml" -newer "$lib/cluster.jar")" ]
}

fetch() {
    if has_jars; then return; fi
    command -v mvn >/dev/null || die "Maven (mvn) is needed once, to fetch the jars of Flink and Beam."
    rm -rf "$lib" "$root/.flink/build" # jars of two versions must not lie together
    mvn -q -B -f "$root/flink/pom.xml" package || die "The jars could not be fetched: see above."
}

# start_part NAME PART ARGUMENT...: in the background; its pid goes to FOLDER/pids/NAME, what it says to FOLDER/NAME.log.
start_part() {
    local name=$1
    shift
    nohup "$root/flink/process.sh" "$@" >"$folder/$name.log" 2>&1 </dev/null &
    echo $! >"$folder/pids/$name"
}

# start_flink NAME PART ARGUMENT...: a process of Flink's, with what all of them are told.
start_flink() {
    start_part "$@" -Djobmanager.rpc.port="$((first_port + 1))" -Dio.tmp.dirs="$folder/tmp" \
        -Dstate.checkpoints.dir="file://$folder/checkpoints" -Dstate.savepoints.dir="file://$folder/savepoints"
}

start_task_manager() {
    local number=1
    while [ -e "$folder/pids/task-manager-$number" ]; do number=$((number + 1)); done
    start_flink "task-manager-$number" task-manager
}

# Succeeds when the process that pids/$1 names runs and is one of this folder's.
runs() {
    ps -ww -o args= -p "$(cat "$folder/pids/$1")" 2>/dev/null | grep -qF "$folder/"
}

# await WHAT NAME COMMAND...: until COMMAND succeeds; gives up when process NAME has ended, or after four minutes.
await() {
    local what=$1 name=$2 waited=0
    shift 2
    until "$@"; do
        if ! runs "$name" || [ $waited -ge 480 ]; then
            tail -n 20 "$folder/$name.log" >&2
            stop
            die "$what did not start; the lines above are from $folder/$name.log."
        fi
        sleep 0.5
        waited=$((waited + 1))
    done
}

has_task_managers() {
    curl -sf --noproxy '*' "http://127.0.0.1:$first_port/overview" 2>/dev/null | grep -q "\"taskmanagers\":$1,"
}

listens() {
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

start() {
    local count=1
    first_port=8081
    while [ $# -gt 0 ]; do
        case $1 in
            --task-managers) count=${2:?} ;;
            --first-port) first_port=${2:?} ;;
            *) die "Unknown option $1; see flink/cluster.sh --help." ;;
        esac
        shift 2
    done
    command -v "${JAVA_HOME:+$JAVA_HOME/bin/}java" >/dev/null || die "Java 17 is needed."
    fetch
    local port
    for port in "$first_port" "$((first_port + 1))" "$((first_port + 2))"; do
        if listens "$port"; then die "Port $port is taken: choose others with --first-port."; fi
    done
    mkdir -p "$folder/pids" "$folder/tmp" "$folder/checkpoints" "$folder/savepoints"
    rm -f "$folder"/pids/*
    echo "$first_port" >"$folder/first-port"
    start_flink job-manager job-manager -Drest.port="$first_port"
    local number
    for number in $(seq "$count"); do start_task_manager; done
    start_part job-server job-server --job-port="$((first_port + 2))" --flink-master="127.0.0.1:$first_port" \
        --artifacts-dir="$folder/artifacts"
    await "The JobManager" job-manager listens "$first_port"
    await "A TaskManager" "task-manager-$count" has_task_managers "$count"
    await "The job server" job-server listens "$((first_port + 2))"
    echo "Flink: http://127.0.0.1:$first_port, the job server: 127.0.0.1:$((first_port + 2)), logs: $folder"
}

stop() {
    local file name
    for file in "$folder"/pids/*; do
        name=${file##*/}
        if [ -e "$file" ] && runs "$name"; then kill "$(cat "$file")" 2>/dev/null || true; fi
    done
    for file in "$folder"/pids/*; do
        [ -e "$file" ] || continue
        local waited=0
        while runs "${file##*/}"; do
            if [ $waited -eq 100 ]; then kill -9 "$(cat "$file")" 2>/dev/null || true; fi
            sleep 0.1
            waited=$((waited + 1))
        done
        rm -f "$file"
    done
}

verb=${1:-}
case $verb in
    --help | -h) usage; exit 0 ;;
    fetch) [ $# -eq 1 ] || die "fetch takes no words."; fetch; exit 0 ;;
    start | task-manager | stop) [ $# -ge 2 ] || die "$verb needs a FOLDER; see flink/cluster.sh --help." ;;
    *) usage >&2; exit 2 ;;
esac
mkdir -p "$2"
folder=$(cd "$2" && pwd -P)
shift 2
case $verb in
    start) start "$@" ;;
    stop) stop ;;
    task-manager) first_port=$(cat "$folder/first-port"); start_task_manager ;;
esac
