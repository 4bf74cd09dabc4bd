"""Linking as it is run: again, with more, with less, with bounds, and over tables that are not as they should be."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from apache_beam.options.pipeline_options import DirectOptions, PipelineOptions

from pipeline.__main__ import main
from pipeline.lease import claiming
from pipeline.linking import running
from pipeline.linking.running import Linking, Outcome, link
from pipeline.sources.stories import TablesError
from schemas.article import Article
from schemas.link_tables import LINK_TABLES, RUN
from schemas.mentions import Casualty
from tests.support.forking import FORKING
from tests.support.linked_tables import read_linked
from tests.support.sample_site import require_success, run_pipeline
from tests.support.written_runs import NOON, killed, make_article, write_run
from transforms.linking.scope import LinkScope

MILL = (
    "Fire destroys the Lohme paper mill and kills {} workers. Foreman Jarl_Ostby said the gate of the drying hall was "
    "locked."
)
DOCK = "Crane falls at the Varsund dockyard and kills {} welders. Harbour master Ines_Kolb closed the northern quay."
SNOW = "Avalanche buries {} skiers below the Tindra pass. Guide Olav_Renn heard the snow break."
ALL = LinkScope(None, None)
Told = tuple[Article, list[Casualty]]


def told(name: str, text: str, number: int, *, day: int = 0, revision: str = "r1") -> Told:
    article = make_article(name, text.format(number), day=day, revision=revision)
    return article, killed(number, "Lohme" if text is MILL else "Varsund", article)


def run(output: Path, scope: LinkScope = ALL) -> Outcome:
    return link(Linking(str(output), "range", scope, local=True), PipelineOptions([]))


def link_with_two_workers(output: Path) -> subprocess.CompletedProcess[str]:
    workers = ["--direct_num_workers", "2", "--direct_running_mode", "multi_processing"]
    command = [sys.executable, "-m", "pipeline", "link", str(output), *workers]
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603


def events_of(output: Path) -> dict[str, str]:
    """Article -> the event that it tells."""
    return {row["article_id"]: row["event_id"] for row in read_linked(output)["event_articles"]}


def digest(output: Path) -> dict[str, str]:
    return {
        str(path.relative_to(output)): hashlib.sha256(path.read_bytes()).hexdigest()
        for name in LINK_TABLES
        for path in sorted((output / name).rglob("*.parquet"))
    }


def test_linking_again_writes_the_same_bytes(tmp_path: Path) -> None:
    write_run(tmp_path, "one", [told("a", MILL, 6), told("b", MILL, 6, day=1), told("c", DOCK, 3)])
    done = run(tmp_path)
    assert done.rows == {"families": 3, "events": 2, "event_articles": 3, "event_tolls": 2}
    first = digest(tmp_path)
    assert done.live_events == run(tmp_path).live_events == 2
    assert digest(tmp_path) == first


def test_a_confidence_that_its_column_rounds_makes_no_new_version(tmp_path: Path) -> None:
    """Two of three figures agree: two thirds of their confidence, which four bytes do not hold whole."""
    write_run(tmp_path, "one", [told("a", MILL, 6), told("b", MILL, 6, day=1), told("c", MILL, 7, day=1)])
    run(tmp_path)
    first = digest(tmp_path)
    run(tmp_path)
    (event,) = read_linked(tmp_path)["events"]
    assert (event["version"], event["articles"]) == (1, 3)
    assert digest(tmp_path) == first


def test_an_event_keeps_its_name_and_counts_its_versions(tmp_path: Path) -> None:
    write_run(tmp_path, "one", [told("b", MILL, 6, day=1), told("c", DOCK, 3)])
    run(tmp_path)
    before = events_of(tmp_path)
    write_run(tmp_path, "two", [told("a", MILL, 6), told("d", MILL, 7, day=2)])  # one earlier, one later
    run(tmp_path)
    after = events_of(tmp_path)
    assert after["a"] == after["d"] == after["b"] == before["b"]
    assert after["c"] == before["c"]
    versions = {row["event_id"]: row["version"] for row in read_linked(tmp_path)["events"]}
    assert versions == {before["b"]: 2, before["c"]: 1}


def test_what_turns_out_to_be_one_is_merged_and_what_is_gone_withdrawn(tmp_path: Path) -> None:
    write_run(tmp_path, "one", [told("a", SNOW, 2), told("b", MILL, 6, day=1), told("c", DOCK, 3)])
    run(tmp_path)
    before = events_of(tmp_path)
    assert len(set(before.values())) == 3
    write_run(tmp_path, "one", [told("a", MILL, 6), told("b", MILL, 6, day=1)])  # a is corrected, c forgotten
    done = run(tmp_path)
    assert (done.rows["events"], done.live_events) == (3, 1)
    rows = {row["event_id"]: row for row in read_linked(tmp_path)["events"]}
    kept = events_of(tmp_path)["a"]
    gone = ({before["a"], before["b"]} - {kept}).pop()
    assert (rows[gone]["status"], rows[gone]["merged_into"], rows[gone]["version"]) == ("merged", kept, 2)
    assert (rows[before["c"]]["status"], rows[before["c"]]["merged_into"]) == ("withdrawn", None)
    assert before["c"] not in {row["event_id"] for row in read_linked(tmp_path)["event_tolls"]}
    first = digest(tmp_path)
    run(tmp_path)
    assert digest(tmp_path) == first  # what has ended is not ended again


def test_an_event_that_falls_apart_keeps_its_name_for_the_most_of_it(tmp_path: Path) -> None:
    write_run(tmp_path, "one", [told("a", MILL, 6), told("b", MILL, 6), told("d", MILL, 6, day=1)])
    run(tmp_path)
    (before,) = set(events_of(tmp_path).values())
    write_run(tmp_path, "one", [told("a", MILL, 6), told("b", SNOW, 2), told("d", MILL, 6, day=1)])
    run(tmp_path)
    after = events_of(tmp_path)
    assert after["a"] == after["d"] == before != after["b"]
    rows = {
        row["event_id"]: (row["version"], row["status"], row["articles"]) for row in read_linked(tmp_path)["events"]
    }
    assert rows == {before: (2, "live", 2), after["b"]: (1, "live", 1)}


def test_bounds_leave_what_lies_outside_as_it_is(tmp_path: Path) -> None:
    old, new = told("old", DOCK, 3), told("a", MILL, 6, day=60)
    write_run(tmp_path, "one", [old, new])
    run(tmp_path)
    before = digest(tmp_path)
    names = events_of(tmp_path)
    write_run(tmp_path, "two", [told("b", MILL, 8, day=61), told("old2", DOCK, 4, day=1)])
    article = new[0]
    assert article.anchor is not None
    run(tmp_path, LinkScope(article.anchor, None))
    after = events_of(tmp_path)
    assert after == {**names, "b": names["a"]}  # old2 lies outside
    changed = {path for path, content in digest(tmp_path).items() if before.get(path) != content}
    assert changed
    assert all("2031-06-30" in path or "2031-07-01" in path for path in changed)
    run(tmp_path)
    assert events_of(tmp_path)["old2"] == names["old"]


def test_days_that_nothing_changes_in_are_left_alone_and_new_events_join_theirs(tmp_path: Path) -> None:
    late, figures = told("a", MILL, 6, day=60)
    figures = [replace(figures[0], first_day=NOON.date(), last_day=NOON.date())]  # of the day of what stays
    for name in ("some", "all"):
        write_run(tmp_path / name, "one", [told("old", DOCK, 3), told("older", SNOW, 9, day=-90)])
        run(tmp_path / name)
        write_run(tmp_path / name, "two", [(late, figures)])
    places = {path: (tmp_path / "some" / path).stat().st_ino for path in digest(tmp_path / "some")}
    assert late.anchor is not None
    outcome = run(tmp_path / "some", LinkScope(late.anchor, None))
    assert outcome.rows == run(tmp_path / "all").rows
    after = digest(tmp_path / "some")
    assert after == digest(tmp_path / "all")
    stayed = {path for path, number in places.items() if (tmp_path / "some" / path).stat().st_ino == number}
    assert {path.partition("/")[0] for path in places.keys() - stayed} == {"events", "event_tolls"}
    assert all("2031-05-01" in path for path in places.keys() - stayed)


def test_a_round_up_tells_its_own_event_and_another_aside(tmp_path: Path) -> None:
    article, own = told("r", MILL, 6, day=1)
    (other,) = killed(3, "Varsund", article)
    other = replace(other, figure_id="f2", scope="other_event", is_main=False, first_day=NOON.date())
    other = replace(other, last_day=other.first_day)
    write_run(tmp_path, "one", [told("a", MILL, 6), told("c", DOCK, 3), (article, [*own, other])])
    run(tmp_path)
    found = read_linked(tmp_path)
    events = {row["event_id"]: row for row in found["events"]}
    rows = {(row["article_id"], row["aside"]): row for row in found["event_articles"]}
    assert set(rows) == {("a", False), ("c", False), ("r", False), ("r", True)}
    assert rows["r", False]["event_id"] == rows["a", False]["event_id"]
    assert rows["r", True]["event_id"] == rows["c", False]["event_id"]
    assert (events[rows["c", False]["event_id"]]["articles"], len(found["event_tolls"])) == (1, 2)
    first = digest(tmp_path)
    run(tmp_path)
    assert digest(tmp_path) == first
    for scope in (LinkScope(NOON.date(), None), LinkScope(NOON.date() + timedelta(40), None)):
        run(tmp_path, scope)  # read and told again, and left as they are
        assert digest(tmp_path) == first


def test_states_of_an_article_tell_one_event_and_count_once(tmp_path: Path) -> None:
    other = MILL.replace("locked", "barred and guarded")
    write_run(tmp_path, "one", [told("a", MILL, 6), told("a", other, 8, revision="r2", day=1)])
    run(tmp_path)
    found = read_linked(tmp_path)
    (event,) = found["events"]
    assert (event["articles"], event["families"], event["killed_best"]) == (1, 1, 8)
    assert [row["role"] for row in found["families"]] == ["original", "update"]
    assert sorted(row["best"] for row in found["event_tolls"]) == [6, 8]


def test_a_run_that_did_not_finish_is_left_out_and_named(tmp_path: Path) -> None:
    write_run(tmp_path, "one", [told("a", MILL, 6)])
    write_run(tmp_path, "half", [told("b", MILL, 6)], whole=False)
    outcome = run(tmp_path)
    assert list(outcome.unfinished) == ["half"]
    assert outcome.rows["event_articles"] == 1


def test_the_newest_run_of_a_state_counts(tmp_path: Path) -> None:
    write_run(tmp_path, "one", [told("a", MILL, 6)])
    write_run(tmp_path, "two", [told("a", MILL, 7)])
    run(tmp_path)
    (event,) = read_linked(tmp_path)["events"]
    assert event["killed_best"] == 7


def test_no_tables_is_an_error_in_words(tmp_path: Path) -> None:
    with pytest.raises(TablesError, match="holds no table articles"):
        run(tmp_path)


def test_a_damaged_file_is_named_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_run(tmp_path, "one", [told("a", MILL, 6)])
    run(tmp_path)
    damages: list[Callable[[bytes], bytes]] = [
        lambda _: b"PAR1 not really PAR1",
        lambda whole: whole[: len(whole) // 2],
        lambda whole: whole[:4] + bytes(byte ^ 0x5A for byte in whole[4:300]) + whole[300:],  # the footer is sound
    ]
    for table, advice in (("casualties", "with the same --run_id"), ("event_articles", "remove it, and link again")):
        (broken,) = (path for path in (tmp_path / table).rglob("*.parquet") if "unknown" not in str(path))
        whole = broken.read_bytes()
        for damage in damages:
            broken.write_bytes(damage(whole))
            assert main(["link", str(tmp_path)]) == 1
            said = capsys.readouterr().err
            assert f"{broken} cannot be read: " in said
            assert said.endswith(f"{advice}\n")
            assert said.count("\n") == 1
        broken.write_bytes(whole)


@pytest.mark.slow
def test_what_fails_in_a_process_beside_is_told_in_one_line(tmp_path: Path) -> None:
    write_run(tmp_path, "one", [told(f"m{day}", MILL, 3 + day, day=day) for day in range(4)])
    broken = next((tmp_path / "casualties").rglob("one.*.parquet"))
    broken.write_bytes(b"PAR1 not really PAR1")
    done = link_with_two_workers(tmp_path)
    assert done.returncode == 1
    assert f"{broken} cannot be read: " in done.stderr
    assert done.stderr.count("\n") == 1


def test_tables_of_another_version_are_named(tmp_path: Path) -> None:
    def rewrite(table: str, change: Callable[[pa.Table], pa.Table]) -> pa.Table:
        path = next((tmp_path / table).rglob("*.parquet"))
        before = pq.read_table(path, partitioning=None)
        pq.write_table(change(before), path)
        return before

    def later(rows: pa.Table) -> pa.Table:
        place = rows.schema.get_field_index("schema_version")
        return rows.set_column(place, rows.schema.field(place), pa.array([99] * len(rows), pa.int16()))

    write_run(tmp_path, "one", [told("a", MILL, 6)])
    run(tmp_path)
    before = digest(tmp_path)
    changes: list[tuple[str, Callable[[pa.Table], pa.Table], str]] = [
        ("casualties", later, "schema version 99: newer than this program knows$"),
        ("casualties", lambda rows: rows.drop_columns(["cause"]), "has no column cause: [^\\[]*$"),
        ("event_articles", lambda rows: rows.drop_columns(["aside"]), "remove event_articles, and link again"),
    ]
    for table, change, words in changes:
        whole = rewrite(table, change)
        with pytest.raises((TablesError, RuntimeError, ValueError), match=words):
            run(tmp_path)
        rewrite(table, lambda _, whole=whole: whole)  # type: ignore[misc] # mypy does not see its default
    whole = rewrite("casualties", later)
    done = subprocess.run(  # noqa: S603 - ours
        [sys.executable, "-m", "pipeline", "link", str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "schema version 99" in done.stderr
    rewrite("casualties", lambda _: whole)
    run(tmp_path)
    assert digest(tmp_path) == before
    shutil.rmtree(tmp_path / "entities")
    with pytest.raises(TablesError, match="holds no table entities"):
        run(tmp_path)


def test_an_ingest_links_what_it_touched(tmp_path: Path) -> None:
    documents = tmp_path / "in.jsonl"
    output = tmp_path / "tables"
    story = {"id": "x", "published_at": "2031-05-01", "text": "Four people were killed in a fire in Paris on Thursday."}
    documents.write_text(json.dumps(story), encoding="utf-8")
    done = run_pipeline("--input", str(documents), "--output", str(output), "--link")
    require_success(done)
    assert done.stdout.splitlines()[-1].endswith("1 events in all")
    (event,) = read_linked(output)["events"]
    assert (event["killed_best"], event["rule"], event["articles"]) == (4, "range", 1)


def test_the_command_says_in_a_line_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    said = {
        (str(tmp_path / "empty"),): (1, "holds no table articles"),
        (str(tmp_path / "empty"), "--since", "yesterday"): (2, "'yesterday' is no day"),
        (str(tmp_path / "empty"), "--input", "x"): (2, "--input is an option of ingest"),
        (str(tmp_path / "empty"), "--toll_rule", "highest"): (2, "invalid choice: 'highest'"),
        (): (2, "required: OUTPUT"),
    }
    taken = ["ingest", "--input", "x", "--output", str(tmp_path), "--run_id", RUN]
    commands = [
        *((["link", *words], *answer) for words, answer in said.items()),
        (taken, 2, "the name of what linking"),
    ]
    for words, status, reason in commands:
        assert main(words) == status
        error = capsys.readouterr().err
        assert reason in error
        assert error.count("\n") == 1


@pytest.mark.slow
def test_workers_beside_each_other_write_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        stories = [told(f"{text[0]}{day}", text, 3 + day, day=day) for text in (MILL, DOCK) for day in range(4)]
        write_run(tmp_path / name, "one", stories)
    run(tmp_path / "one")
    done = link_with_two_workers(tmp_path / "two")
    assert done.returncode == 0, done.stderr
    assert digest(tmp_path / "two") == digest(tmp_path / "one")


@pytest.mark.slow
def test_articles_enough_for_two_processes_are_shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one", "two"):
        write_run(tmp_path / name, "one", [told(f"m{day}", MILL, 3 + day, day=day) for day in range(4)])
    run(tmp_path / "one")
    monkeypatch.setattr(running, "WORTH_A_PROCESS", 1000)
    options = PipelineOptions([])
    link(Linking(str(tmp_path / "two"), "range", LinkScope(), local=True, workers=2), options)
    assert options.view_as(DirectOptions).direct_num_workers == 2
    assert digest(tmp_path / "two") == digest(tmp_path / "one")


def test_two_linkings_at_once_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_run(tmp_path, "one", [told("a", MILL, 6)])
    with claiming(str(tmp_path), RUN):
        assert main(["link", str(tmp_path)]) == 1
    assert "another linking" in capsys.readouterr().err


def test_what_is_new_is_linked_though_nobody_came_to_it_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def age() -> None:
        for path in (tmp_path / "_runs").glob("*.json"):
            os.utime(path, (1, 1))

    write_run(tmp_path, "one", [told("a", MILL, 6), told("old", DOCK, 3, day=90)])
    assert main(["link", str(tmp_path), "--toll_rule", "latest"]) == 0
    age()
    write_run(tmp_path, "two", [told("b", MILL, 7, day=1)])
    (tmp_path / "_runs/cut.json").write_text('{"run_id": "c')
    (tmp_path / "_state/links/families").mkdir(parents=True)  # of a linking that was killed while it wrote
    untouched = {path: content for path, content in digest(tmp_path).items() if "2031-07-30" in path}
    assert main(["link", str(tmp_path), "--new"]) == 0
    events = events_of(tmp_path)
    assert events["a"] == events["b"] != events["old"]
    assert {row["rule"] for row in read_linked(tmp_path)["events"]} == {"latest"}
    assert untouched.items() <= digest(tmp_path).items()
    age()
    (tmp_path / "articles").rename(tmp_path / "elsewhere")
    assert main(["link", str(tmp_path), "--new"]) == 0  # nothing is read, as nothing is new
    assert main(["link", str(tmp_path), "--new", "--until", "2031-05-01"]) == 2
    assert "--new takes neither days nor a rule" in capsys.readouterr().err


@pytest.mark.slow
def test_killed_at_any_moment_the_next_linking_ends_as_if_nothing_had_been(tmp_path: Path) -> None:
    before = [told("a", SNOW, 2), told("b", MILL, 6, day=1), told("c", DOCK, 3)]
    after = [told("a", MILL, 6), told("b", MILL, 6, day=1), told("d", DOCK, 4, day=3)]  # merged, and c withdrawn
    write_run(tmp_path / "whole", "one", before)
    run(tmp_path / "whole")
    shutil.copytree(tmp_path / "whole", tmp_path / "first")
    write_run(tmp_path / "whole", "one", after)
    began = time.monotonic()
    run(tmp_path / "whole")
    seconds = time.monotonic() - began
    write_run(tmp_path / "first", "one", after)
    chance = random.Random(3)  # noqa: S311 - moments, not secrets
    ends = set()
    for life in [0.0, *(seconds * (0.5 + 0.6 * chance.random()) for _ in range(4))]:
        shutil.rmtree(tmp_path / "killed", ignore_errors=True)
        shutil.copytree(tmp_path / "first", tmp_path / "killed")
        process = FORKING.Process(target=run, args=(tmp_path / "killed",))
        process.start()
        while not life and process.is_alive() and not (tmp_path / "killed/_state/links").exists():
            time.sleep(0.001)
        process.join(life)
        process.kill()
        process.join()
        ends.add(process.exitcode)
        run(tmp_path / "killed")
        assert digest(tmp_path / "killed") == digest(tmp_path / "whole")
        assert not (tmp_path / "killed/_state/links").exists()
    assert -signal.SIGKILL in ends
