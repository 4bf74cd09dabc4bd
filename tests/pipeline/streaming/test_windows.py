"""The sink of a stream: a window is a run, replaced as a whole when it is done again, and no other is touched."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow.dataset as ds
import pytest

from pipeline.lake.partitions import FOLDED
from pipeline.lake.tidying import named_files, tidy
from pipeline.sources.stories import find_days
from pipeline.state.memory import SightingMemory
from pipeline.state.notebook import SightingNotebook
from pipeline.state.restoring import restore_sightings
from pipeline.streaming.late import LateFiles
from pipeline.streaming.windows import WindowSink
from schemas.sighting import Sighting
from tests.support.lake import articles, failures
from transforms.accounts import Account, Dropped, Entered, Noted, NothingNew, WrittenFile

FIRST, SECOND, THIRD = "20250309T120500", "20250309T121000", "20250309T121500"
DAY, OTHER = "2025-03-01", "2025-03-02"
URL = "https://quay.example/a"


def sink_of(output: Path) -> WindowSink:
    return WindowSink(str(output), "wire", {"run_id": "wire"})


def close(output: Path, window: str, *, days: tuple[str, ...] = (DAY,), entered: int | None = None) -> dict[str, Any]:
    """A window with one article a day, numbered by its end."""
    sink, number = sink_of(output), int(window[9:13])
    account = Account()
    for day in days:
        rows = [row for _, _, row in articles(f"wire-{window}", [number], day)]
        account.add(sink.write(("articles", day, 0), rows, window))
    account.add(Entered(len(days) if entered is None else entered))
    path = Path(sink.report(account, window))
    return dict(json.loads(path.read_text())) if path.exists() else {}


def files(output: Path, table: str = "articles") -> list[str]:
    return sorted(path.relative_to(output / table).as_posix() for path in (output / table).rglob("*.parquet"))


def rows(output: Path) -> Counter[str]:
    return Counter(ds.dataset(output / "articles").to_table()["run_id"].to_pylist())


def test_every_table_can_be_read_before_the_first_window_is_closed(tmp_path: Path) -> None:
    sink_of(tmp_path).prepare()
    days, unfinished = find_days(str(tmp_path))
    assert [day.day for day in days] == ["unknown"]
    assert unfinished == []


def test_nothing_that_was_seen_counts_as_lost(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    for window in (FIRST, SECOND):
        sink_of(tmp_path).prepare()
        restore_sightings(str(tmp_path))
        close(tmp_path, window)
        restore_sightings(str(tmp_path))
    assert "lost" not in caplog.text


def test_a_window_is_a_run_with_a_manifest_of_its_own(tmp_path: Path) -> None:
    sink_of(tmp_path).prepare()
    told = close(tmp_path, FIRST)
    assert told["run_id"] == f"wire-{FIRST}"
    assert (told["requests"], told["missing"]) == (1, 0)
    assert files(tmp_path)[0] == f"published_date={DAY}/wire-{FIRST}.00000.parquet"
    close(tmp_path, SECOND)
    assert rows(tmp_path) == {f"wire-{FIRST}": 1, f"wire-{SECOND}": 1}
    assert find_days(str(tmp_path))[1] == []


def test_a_window_that_is_done_again_leaves_nothing_of_its_first_attempt_and_touches_no_other(tmp_path: Path) -> None:
    close(tmp_path, FIRST, days=(DAY, OTHER))
    close(tmp_path, SECOND, days=(DAY, OTHER))
    names = [f"articles/published_date={DAY}/.wire-{FIRST}.00000.parquet", f"_runs/.wire-{FIRST}.json"]
    names += [f"_state/runs/.wire-{FIRST}", f"_state/2c/.wire-{FIRST}.jsonl.gz.pending", f"_runs/.wire-{FIRST}p2.json"]
    names += [f"_state/.wire-{FIRST}.buckets", f"_state/2c/.wire-{FIRST}.wire-{SECOND}.jsonl.gz"]  # not its own
    halves = [tmp_path / f"{name}.0a.tmp" for name in names]
    for half in halves:
        half.parent.mkdir(parents=True, exist_ok=True)
        half.write_bytes(b"PAR1")
    close(tmp_path, FIRST, days=(OTHER,))
    assert rows(tmp_path) == {f"wire-{FIRST}": 1, f"wire-{SECOND}": 2}
    assert not any(half.exists() for half in halves)


def test_a_window_into_which_nothing_falls_this_time_is_gone(tmp_path: Path) -> None:
    close(tmp_path, FIRST)
    close(tmp_path, SECOND)
    assert close(tmp_path, FIRST, days=()) == {}
    assert rows(tmp_path) == {f"wire-{SECOND}": 1}


def test_a_window_that_was_folded_meanwhile_is_replaced_all_the_same(tmp_path: Path) -> None:
    close(tmp_path, FIRST)
    close(tmp_path, SECOND)
    manifests = list(sink_of(tmp_path).read_manifests())
    list(tidy(tmp_path, named_files(manifests), datetime(2026, 1, 1, tzinfo=UTC)))
    assert [Path(name).name.startswith(FOLDED) for name in files(tmp_path)] == [True]
    close(tmp_path, FIRST, days=(OTHER,))
    assert rows(tmp_path) == {f"wire-{FIRST}": 1, f"wire-{SECOND}": 1}


def test_what_came_in_and_is_in_no_table_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert close(tmp_path, FIRST, entered=3)["missing"] == 2
    assert "3 came in, 2 are missing" in caplog.text


def test_what_came_late_is_a_run_of_its_own_and_comes_again_when_its_window_does(tmp_path: Path) -> None:
    assert close(tmp_path, FIRST, entered=2)["missing"] == 1
    assert close(tmp_path, f"{FIRST}p1", days=(OTHER,), entered=0)["missing"] == -1
    assert sum(rows(tmp_path).values()) == 2
    close(tmp_path, FIRST, days=(DAY, OTHER))
    assert sum(rows(tmp_path).values()) == 2
    assert sorted(path.stem for path in (tmp_path / "_runs").glob("*.json")) == [f"wire-{FIRST}"]


def close_late(output: Path, *, entered: int = 1) -> None:
    """A window of which one row comes late: in the first pane of its file, the third of the reports."""
    sink = sink_of(output)
    close(output, FIRST, entered=1 + entered)
    late = [row for _, _, row in articles(f"wire-{FIRST}", [7], OTHER)]
    file = sink.write(("articles", OTHER, 0), late, f"{FIRST}p1")
    noted = Account()
    noted.add(note(output, f"{FIRST}p1"))
    sink.report(noted, f"{FIRST}p1")
    sink.report(Account(), f"{FIRST}p2")
    sink.report(Account(files=[file]), f"{FIRST}p3")
    sink.report(Account(), f"{FIRST}p4")


def test_late_files_stay_whichever_pane_tells_of_them(tmp_path: Path) -> None:
    close_late(tmp_path)
    assert sum(rows(tmp_path).values()) == 2
    told = {str(held["run_id"]): held["missing"] for held in sink_of(tmp_path).read_manifests()}
    assert told == {f"wire-{FIRST}": 1, f"wire-{FIRST}p3": -1}
    assert not list(tmp_path.rglob("*.pending"))
    assert holder(tmp_path, THIRD) is None
    close(tmp_path, SECOND)
    sink_of(tmp_path).undo([])
    assert sum(rows(tmp_path).values()) == 3
    close(tmp_path, FIRST)
    assert sum(rows(tmp_path).values()) == 2
    assert sorted(path.stem for path in (tmp_path / "_runs").glob("*.json")) == [f"wire-{FIRST}", f"wire-{SECOND}"]


def test_late_files_are_undone_with_their_window(tmp_path: Path) -> None:
    close_late(tmp_path)
    close(tmp_path, SECOND)
    sink_of(tmp_path).undo([f"wire-{FIRST}"])
    assert rows(tmp_path) == {f"wire-{SECOND}": 1}
    assert [path.stem for path in (tmp_path / "_runs").glob("*.json")] == [f"wire-{SECOND}"]


def write_late(output: Path, pane: int, *numbers: int) -> WrittenFile:
    late = [row for _, _, row in articles(f"wire-{FIRST}", numbers, OTHER)]
    return sink_of(output).write(("articles", OTHER, 0), late, f"{FIRST}p{pane}")


@pytest.mark.parametrize("pane", [0, 1])  # of a file that nothing came to in time, and of another
def test_a_late_file_that_is_there_before_its_window_is_told_of_stays(tmp_path: Path, pane: int) -> None:
    close(tmp_path, FIRST)
    write_late(tmp_path, pane, 7)  # an attempt that died has told of it, too
    sink_of(tmp_path).report(Account(files=[write_late(tmp_path, pane, 7)]), f"{FIRST}p1")
    file = write_late(tmp_path, pane, 7)
    close(tmp_path, FIRST, entered=2)
    assert sum(rows(tmp_path).values()) == 1, "nobody has told of it yet"
    sink_of(tmp_path).report(Account(files=[file]), f"{FIRST}p1")
    assert sum(rows(tmp_path).values()) == 2
    told = {str(held["run_id"]): held["missing"] for held in sink_of(tmp_path).read_manifests()}
    assert told == {f"wire-{FIRST}": 1, f"wire-{FIRST}p1": -1}


def test_a_late_file_of_which_the_first_report_tells_is_the_windows(tmp_path: Path) -> None:
    sink = sink_of(tmp_path)
    account = Account(files=[write_late(tmp_path, 1, 7)], entered=1, noted=[note(tmp_path, f"{FIRST}p1").path])
    for _ in range(2):  # a report that is done again finds it in its place
        told = json.loads(Path(sink.report(account, FIRST)).read_text())
        assert (told["missing"], told["tables"]["articles"]["rows"]) == (0, 1)
    assert sum(rows(tmp_path).values()) == 1
    assert not list(tmp_path.rglob("*.pending"))


def test_what_comes_late_in_fewer_panes_the_second_time_is_there_once(tmp_path: Path) -> None:
    close(tmp_path, FIRST, entered=3)
    for pane in (1, 2):
        sink_of(tmp_path).report(Account(files=[write_late(tmp_path, pane, 6 + pane)]), f"{FIRST}p{pane}")
    sink_of(tmp_path).report(Account(files=[write_late(tmp_path, 1, 7, 8)]), f"{FIRST}p1")
    assert sum(rows(tmp_path).values()) == 3
    assert sum(held["missing"] for held in sink_of(tmp_path).read_manifests()) == 0


def test_a_file_that_is_told_of_and_gone_is_missing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    account = Account(entered=1, files=[write_late(tmp_path, 1, 7)])
    sink_of(tmp_path).undo([])  # by hand, while somebody was to tell of it
    told = json.loads(Path(sink_of(tmp_path).report(account, FIRST)).read_text())
    assert (told["missing"], told["tables"]["articles"]["files"]) == (1, [])
    assert "1 came in, 1 are missing" in caplog.text


def test_what_killed_writers_of_late_files_left_half_done_is_swept_at_the_next_start(tmp_path: Path) -> None:
    waiting = Path(LateFiles(str(tmp_path), "wire").folder) / write_late(tmp_path, 1, 7).path
    half = waiting.with_name(f".{waiting.name}.0a.tmp")
    half.write_bytes(b"PAR1")
    sink_of(tmp_path).prepare()
    assert waiting.exists(), "a savepoint may know of it"
    assert not half.exists()


def test_failures_and_what_is_nothing_new_are_accounted_for() -> None:
    account = Account(entered=6)
    account.add(WrittenFile("articles", "a", 1, doubles=1))  # two messages that are one article
    account.add(NothingNew("unchanged"))
    account.add(NothingNew("repeated"))
    assert account.missing == 2
    account.merge(Account(entered=1, nothing_new=Counter({"unchanged": 3})))
    assert (account.missing, account.nothing_new) == (0, {"unchanged": 4, "repeated": 1})
    account.add(Entered(1))
    account.add(Dropped())
    assert account.missing == 0


def test_offsets_are_told_from_the_first_to_the_next(tmp_path: Path) -> None:
    account = Account(entered=1)
    for begin, end in [(5, 9), (2, 5), (9, 11)]:
        account.add(Entered(0, "kafka://b:1/t", 3, begin, end))
    account.add(sink_of(tmp_path).write(("failures", DAY, 0), [row for _, _, row in failures("x", [1], DAY)], FIRST))
    told = json.loads(Path(sink_of(tmp_path).report(account, FIRST)).read_text())
    assert told["begun"] == {"kafka://b:1/t": {"3": 2}}
    assert told["offsets"] == {"kafka://b:1/t": {"3": 11}}
    assert told["failed"] == [["fetch", "timed_out", 1]]


def note(output: Path, window: str, run_id: str | None = None) -> Noted:
    notebook = SightingNotebook(str(output), "wire")
    seen = Sighting(URL, "a" * 16, "r1", run_id or f"wire-{window}", datetime(2025, 3, 9, tzinfo=UTC))
    return Noted(notebook.note(notebook.bucket_of(URL), [seen], window))


def holder(output: Path, window: str) -> str | None:
    memory = SightingMemory(str(output), "wire")
    memory.open()
    memory.begin(window)
    return memory.holder(URL, "a" * 16, "r1", "unknown")


def test_a_window_knows_what_windows_before_it_saw_and_neither_itself_nor_later_ones(tmp_path: Path) -> None:
    account = Account(entered=1, nothing_new=Counter({"unchanged": 1}))
    account.add(note(tmp_path, SECOND))
    assert holder(tmp_path, THIRD) is None, "it is not closed yet"
    sink_of(tmp_path).report(account, SECOND)
    assert [holder(tmp_path, window) for window in (FIRST, SECOND, THIRD)] == [None, None, f"wire-{SECOND}"]


def test_rows_stay_those_of_the_window_that_wrote_them_when_a_later_one_sees_the_page_again(tmp_path: Path) -> None:
    for window in (FIRST, SECOND):
        account = Account(entered=1, nothing_new=Counter({"unchanged": 1}))
        account.add(note(tmp_path, window, f"wire-{FIRST}"))
        sink_of(tmp_path).report(account, window)
    assert holder(tmp_path, THIRD) == f"wire-{FIRST}"
    assert holder(tmp_path, FIRST) is None, "done again, it must write its rows again, whatever later ones saw"


def test_a_page_that_the_second_attempt_at_a_window_does_not_see_is_not_claimed(tmp_path: Path) -> None:
    account = Account(entered=1, nothing_new=Counter({"unchanged": 1}))
    account.add(note(tmp_path, FIRST))
    sink_of(tmp_path).report(account, FIRST)
    note(tmp_path, FIRST)  # of an attempt that died
    sink_of(tmp_path).report(Account(entered=1, nothing_new=Counter({"unchanged": 1})), FIRST)
    assert holder(tmp_path, THIRD) is None
    assert not list(tmp_path.rglob("*.pending"))


def test_windows_are_undone_with_what_no_manifest_names(tmp_path: Path) -> None:
    for window in (FIRST, SECOND, THIRD):
        close(tmp_path, window)
    (tmp_path / f"_runs/wire-{SECOND}.json").unlink()
    other = WindowSink(str(tmp_path), "wire-2", {"run_id": "wire-2"})  # at work on a window, under a name like ours
    going_on = tmp_path / other.write(("failures", DAY, 0), [row for _, _, row in failures("x", [1], DAY)], FIRST).path
    end = sink_of(tmp_path).undo([f"wire-{THIRD}"])
    assert going_on.exists()
    assert rows(tmp_path) == {f"wire-{FIRST}": 1}
    assert sorted(path.stem for path in (tmp_path / "_runs").glob("*.json")) == [f"wire-{FIRST}"]
    assert datetime.fromtimestamp(end / 1e6, UTC) == datetime(2025, 3, 9, 12, 5, tzinfo=UTC)
