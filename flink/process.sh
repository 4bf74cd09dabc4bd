#!/usr/bin/env bash
# One process of a cluster, in the foreground; in a container, the only one.
#
#   flink/process.sh job-manager|task-manager -Dkey=value...     settings beside those of flink/config.yaml
#   flink/process.sh job-server --flink-master=HOST:8081 --job-port=8099 --artifacts-dir=FOLDER
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
lib=$here/../.flink/lib
part=${1:?job-manager, task-manager or job-server}
shift
case $part in
    job-manager)
        heap=512m
        program=(org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint
            --configDir "$here" --executionMode cluster) ;;
    task-manager) # task and framework heap of config.yaml
        heap=640m
        program=(org.apache.flink.runtime.taskexecutor.TaskManagerRunner --configDir "$here") ;;
    job-server)
        heap=512m
        program=(org.apache.beam.runners.flink.FlinkJobServerDriver
            --job-host=127.0.0.1 --artifact-port=0 --expansion-port=0) ;;
    *) echo "Unknown part $part: job-manager, task-manager or job-server." >&2; exit 2 ;;
esac
options=("-Xmx$heap" "-javaagent:$lib/cluster.jar")
for package in java.lang java.lang.invoke java.lang.reflect java.util java.util.concurrent java.util.concurrent.atomic \
    java.io java.net java.nio java.text java.time sun.nio.ch; do
    options+=("--add-opens=java.base/$package=ALL-UNNAMED")
done
log=org.slf4j.simpleLogger
options+=("-D$log.showDateTime=true" "-D$log.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSS")
# Without it what a worker says before it can speak to the runner is thrown away, not written to the TaskManager's log.
options+=("-D$log.log.org.apache.beam.runners.fnexecution.environment.ProcessManager=debug")
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" "${options[@]}" -cp "$lib/cluster.jar:$lib/*" "${program[@]}" "$@"
