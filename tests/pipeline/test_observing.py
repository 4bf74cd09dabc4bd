"""What Prometheus and lineage catalogues are told, as their own readers read it."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from openlineage.client.generated import (
    error_message_run,
    output_statistics_output_dataset,
    processing_engine_run,
    schema_dataset,
    tags_run,
)
from openlineage.client.generated.base import EventType as State
from openlineage.client.generated.base import InputDataset, Job, OutputDataset, Run, RunEvent
from openlineage.client.serde import Serde
from prometheus_client.parser import text_string_to_metric_families

from pipeline.__main__ import main
from pipeline.lineage import Lineage
from pipeline.manifest import Accounts, take_accounts
from pipeline.metrics import add_run, read_metrics, write_metrics
from pipeline.observing import observe
from pipeline.options import Settings, parse_options
from pipeline.usage import UsageError
from schemas.tables import TABLES
from transforms.accounts import WrittenFile

ROOT = Path(__file__).parents[2]
NOON = datetime(2031, 5, 1, 12, tzinfo=UTC)
FACETS = {
    "schema": schema_dataset.SchemaDatasetFacet,
    "outputStatistics": output_statistics_output_dataset.OutputStatisticsOutputDatasetFacet,
    "errorMessage": error_message_run.ErrorMessageRunFacet,
    "processing_engine": processing_engine_run.ProcessingEngineRunFacet,
    "tags": tags_run.TagsRunFacet,
}


def samples(path: Path) -> dict[tuple[str, ...], float]:
    """What Prometheus' own parser reads: (name, label values but the output) -> value."""
    read = {}
    for family in text_string_to_metric_families(path.read_text()):
        assert family.documentation
        for sample in family.samples:
            assert family.type == ("counter" if sample.name.endswith("_total") else "gauge")
            labels = [value for name, value in sorted(sample.labels.items()) if name != "output"]
            key = (sample.name.removeprefix("wire_ingest_"), *labels)
            assert key not in read
            read[key] = sample.value
    return read


def some_accounts() -> Accounts:
    failed = (("fetch", "timed_out", 3), ("parse", "no_text", 1))
    written = [WrittenFile("articles", "a", 5), WrittenFile("failures", "f", 4, failed)]
    counters = {("source", "done"): 10, ("nothing_new", "unchanged"): 1, ("parse", "microseconds"): 1_500_000}
    return take_accounts(counters, written, 7.25)


def settings_for(folder: Path, *more: str) -> Settings:
    told = ["--metrics_file", f"{folder}/told.prom", "--lineage_file", f"{folder}/told.jsonl"]
    return parse_options(["--input", "in/*.html", "--output", f"{folder}/out", *told, *more])[0]


def test_counters_go_on_from_run_to_run(tmp_path: Path) -> None:
    path = tmp_path / "m.prom"
    for ended in (NOON, NOON.replace(hour=13)):
        write_metrics(str(path), add_run(read_metrics(str(path)), "/srv/tables", some_accounts(), ended))
    write_metrics(str(path), add_run(read_metrics(str(path)), "/srv/tables", None, NOON.replace(hour=14)))
    read = samples(path)
    assert read["articles_total",] == 10
    assert read["requests_total",] == 20
    assert read["failures_total", "timed_out", "fetch"] == 6
    assert read["failures_total", "no_text", "parse"] == 2
    assert read["nothing_new_total", "unchanged"] == 2
    assert read["stage_seconds_total", "parse"] == 3.0
    assert (read["runs_total", "done"], read["runs_total", "failed"]) == (2, 1)
    assert read["last_run_seconds",] == 7.25
    assert read["last_success_timestamp_seconds",] == NOON.replace(hour=13).timestamp()
    assert not any(key[0].startswith("newest_feed_item") for key in read)


def test_the_newest_feed_item_never_goes_back() -> None:
    told: Mapping[str, float] = {}
    for hour in (12, 14, 13):
        told = add_run(told, "o", replace(some_accounts(), newest_item=NOON.replace(hour=hour)), NOON)
    assert told['wire_ingest_newest_feed_item_timestamp_seconds{output="o"}'] == NOON.replace(hour=14).timestamp()


@pytest.mark.parametrize("output", ['/a "quoted" b', "/back\\slash", "/two\nlines", "/ümläut }"])
def test_names_of_outputs_are_escaped(output: str, tmp_path: Path) -> None:
    path = tmp_path / "m.prom"
    for _ in range(2):
        write_metrics(str(path), add_run(read_metrics(str(path)), output, some_accounts(), NOON))
    families = list(text_string_to_metric_families(path.read_text()))
    assert {sample.labels["output"] for family in families for sample in family.samples} == {output}
    assert samples(path)["articles_total",] == 10


def test_another_programs_file_is_left_alone(tmp_path: Path) -> None:
    settings = settings_for(tmp_path)
    (tmp_path / "told.prom").write_text("node_load1 0.5\n")
    with pytest.raises(UsageError, match="node_load1"):
        observe(settings, some_accounts)
    assert (tmp_path / "told.prom").read_text() == "node_load1 0.5\n"


def events(path: Path) -> list[dict[str, Any]]:
    """Each line, once the client's own classes have read it and written the same."""
    found = [json.loads(line) for line in path.read_text().splitlines()]
    for event in found:
        assert without_none(Serde.to_dict(as_event(event))) == event
    return found


def without_none(held: Any) -> Any:
    if isinstance(held, dict):
        return {name: without_none(value) for name, value in held.items() if value not in (None, [], {})}
    return [without_none(value) for value in held] if isinstance(held, list) else held


def as_event(event: Mapping[str, Any]) -> RunEvent:
    run = Run(event["run"]["runId"], as_facets(event["run"]["facets"], event["producer"]))
    outputs = [
        OutputDataset(
            told["namespace"],
            told["name"],
            facets=as_facets(told["facets"], event["producer"]),
            outputFacets=as_facets(told.get("outputFacets", {}), event["producer"]),
        )
        for told in event["outputs"]
    ]
    return RunEvent(
        eventTime=event["eventTime"],
        eventType=State[event["eventType"]],
        run=run,
        job=Job(**event["job"]),
        inputs=[InputDataset(**told) for told in event["inputs"]],
        outputs=outputs,
        producer=event["producer"],
    )


def as_facets(told: Mapping[str, Any], producer: str) -> dict[str, Any]:
    """The client's facets; each states its schema by itself, which is then compared."""
    return {
        name: FACETS[name](**{key: value for key, value in facet.items() if key[0] != "_"}, producer=producer)
        for name, facet in told.items()
    }


def test_a_run_is_told_from_its_start_to_its_end(tmp_path: Path) -> None:
    observe(settings_for(tmp_path, "--run_id", "night"), some_accounts)
    start, end = events(tmp_path / "told.jsonl")
    assert (start["eventType"], end["eventType"]) == ("START", "COMPLETE")
    assert start["run"]["runId"] == end["run"]["runId"]
    assert end["run"]["facets"]["tags"]["tags"] == [{"key": "run_id", "value": "night", "source": "wire-ingest"}]
    assert end["inputs"] == [{"namespace": "file", "name": str(Path("in/*.html").absolute())}]
    outputs = {Path(told["name"]).name: told for told in end["outputs"]}
    assert list(outputs) == list(TABLES)
    for name, table in TABLES.items():
        fields = [field["name"] for field in outputs[name]["facets"]["schema"]["fields"]]
        assert fields == [*table.schema.names, table.partition_key]
    counts = outputs["articles"]["outputFacets"]["outputStatistics"]
    assert (counts["rowCount"], counts["fileCount"]) == (5, 1)


@pytest.mark.parametrize(("why", "state"), [(ValueError("at https://me:pw@news.test/"), "FAIL"), (None, "ABORT")])
def test_a_run_that_does_not_end_well_says_so(why: Exception | None, state: str, tmp_path: Path) -> None:
    def fail() -> Accounts:
        if why:
            raise why
        try:
            raise KeyboardInterrupt
        except KeyboardInterrupt as interrupted:
            raise RuntimeError("a worker died") from interrupted

    with pytest.raises((ValueError, RuntimeError)):
        observe(settings_for(tmp_path), fail)
    _, end = events(tmp_path / "told.jsonl")
    assert end["eventType"] == state
    assert "pw" not in end["run"]["facets"]["errorMessage"]["message"]
    assert samples(tmp_path / "told.prom") == {("runs_total", "done"): 0, ("runs_total", "failed"): 1}


def test_inputs_are_named_as_the_catalogue_names_them() -> None:
    inputs = ["https://me:pw@news.test/rss?page=1", "kafka://one:9092,two:9092/stories", "gs://bucket/in/*.html"]
    told = Lineage(inputs, "gs://bucket/out", "r").event("START")
    assert told["inputs"] == [
        {"namespace": "https://news.test", "name": "rss?page=1"},
        {"namespace": "kafka://one:9092,two:9092", "name": "stories"},
        {"namespace": "gs://bucket", "name": "in/*.html"},
    ]
    assert told["outputs"][0]["namespace"] == "gs://bucket"
    assert told["outputs"][0]["name"] == "out/articles"


@pytest.mark.parametrize(
    ("option", "path", "said"),
    [
        ("--metrics_file", "told.txt", "end it in .prom"),
        ("--metrics_file", "gs://bucket/told.prom", "of this machine"),
        ("--lineage_file", "gs://bucket/told.jsonl", "of this machine"),
        ("--metrics_file", "{file}/told.prom", "Not a directory"),
        ("--lineage_file", "{file}/told.jsonl", "exists|Not a directory"),
    ],
)
def test_a_file_that_cannot_be_written_is_said_first(option: str, path: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    words = ["--input", "in/*", "--output", f"{tmp_path}/out", option, path.format(file=tmp_path / "file")]
    with pytest.raises(UsageError, match=said):
        observe(parse_options(words)[0], some_accounts)


def test_a_disk_that_fills_meanwhile_is_no_failed_run(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    def spoil() -> Accounts:
        (tmp_path / "told.jsonl").unlink()
        (tmp_path / "told.jsonl").mkdir()
        return some_accounts()

    assert observe(settings_for(tmp_path), spoil).rows["articles"] == 5
    assert "could not be told of" in caplog.text


def test_help_names_both(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ingest", "--help"]) == 0
    assert {"--metrics_file", "--lineage_file"} <= set(capsys.readouterr().out.split())


def test_a_watcher_tells_after_every_run(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    words = ["--input", f"{tmp_path}/in/*", "--output", f"{tmp_path}/out", "--watch", ".2"]
    told = ["--metrics_file", f"{tmp_path}/m.prom", "--lineage_file", f"{tmp_path}/l.jsonl"]
    command = [sys.executable, "-m", "pipeline", *words, *told]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as watcher:  # noqa: S603
        try:
            for count in (1, 2):
                story = {"id": str(count), "text": "A kiln fire hurt nobody in Torvay.", "published_at": "2031-05-01"}
                (tmp_path / "in" / f"{count}.jsonl").write_text(json.dumps(story))
                wait_for_articles(tmp_path / "m.prom", count)
        finally:
            watcher.kill()
    states = [event["eventType"] for event in events(tmp_path / "l.jsonl")]
    assert states[:3] == ["START", "COMPLETE", "START"]


def wait_for_articles(path: Path, count: int) -> None:
    end = time.monotonic() + 60
    while not path.exists() or samples(path).get(("articles_total",)) != count:
        assert time.monotonic() < end, "the watcher did not get there"
        time.sleep(0.05)
