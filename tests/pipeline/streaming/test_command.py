"""What --stream is told and refuses, before any cluster is asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from apache_beam.options.pipeline_options import PipelineOptions

from pipeline.__main__ import main
from pipeline.options import parse_options

TOPIC = "kafka://h:1/t"
FLINK = ("--runner", "PortableRunner", "--job_endpoint", "127.0.0.1:9", "--flink_master", "127.0.0.1:9")


def words(output: Path, window: str, *more: str, inputs: tuple[str, ...] = (TOPIC,)) -> list[str]:
    named = [word for pattern in inputs for word in ("--input", pattern)]
    return [*named, "--output", str(output), "--stream", window, *more]


@pytest.mark.parametrize(("stated", "seconds"), [("30s", 30), ("5m", 300), ("24h", 86_400)])
def test_a_window_is_seconds_minutes_or_hours(stated: str, seconds: int, tmp_path: Path) -> None:
    settings, _ = parse_options(words(tmp_path, stated, *FLINK))
    assert settings.stream == seconds


@pytest.mark.parametrize("stated", ["5", "0s", "25h", "m", "1d", "-5m", "5 m"])
def test_what_is_no_window_is_refused(stated: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([f"--stream={stated}", "--input", TOPIC, "--output", str(tmp_path), *FLINK]) == 2
    assert "write so many seconds, minutes or hours" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("more", "inputs", "said"),
    [
        ((), (TOPIC,), "needs Flink (docs/runners.md); on one machine --watch"),
        (FLINK[:4], (TOPIC,), "needs --flink_master HOST:PORT as well"),
        ((*FLINK, "--watch", "5"), (TOPIC,), "leave one out"),
        (FLINK, (TOPIC, __file__), "lists no feeds, and --stream reads feeds and topics: use --watch"),
        (FLINK, (TOPIC, "/nowhere/feeds.opml"), "names no file"),
        (FLINK, ("kafka://h:1",), "write kafka://HOST:PORT/TOPIC"),
        ((*FLINK, "--archive", "warc"), (TOPIC,), "--archive goes with runs that end"),
        ((*FLINK, "--link"), (TOPIC,), "--link goes with runs that end"),
    ],
)
def test_what_a_stream_cannot_do_is_said(
    more: tuple[str, ...], inputs: tuple[str, ...], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words(tmp_path / "out", "5m", *more, inputs=inputs)) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_stream_keeps_its_name_and_takes_one(tmp_path: Path) -> None:
    name = parse_options(words(tmp_path, "5m", *FLINK))[0].run_id
    assert name.startswith("stream-")
    assert parse_options(words(tmp_path, "1h", *FLINK))[0].run_id == name
    assert parse_options(words(tmp_path, "5m", *FLINK, inputs=("kafka://h:1/other",)))[0].run_id != name
    assert parse_options(words(tmp_path, "5m", *FLINK, "--run_id", "news"))[0].run_id == "news"


def test_what_flink_needs_is_asked_of_it_where_nothing_else_was_said(tmp_path: Path) -> None:
    def told(options: PipelineOptions) -> dict[str, object]:
        return dict(options.get_all_options(retain_unknown_options=True))

    assert told(parse_options(words(tmp_path, "5m", *FLINK))[1])["checkpointing_interval"] == "10000"
    said = words(tmp_path, "5m", *FLINK, "--checkpointing_interval=3000")
    assert told(parse_options(said)[1])["checkpointing_interval"] == "3000"
