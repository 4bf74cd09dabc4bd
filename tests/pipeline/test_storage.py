"""Files appear whole or not at all."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

import pytest

from pipeline.storage import (
    StoredFile,
    delete_files,
    find_files,
    list_files,
    make_folder,
    open_bytes,
    write_bytes,
    write_whole,
)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def run_python(code: str, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])  # noqa: S603


def test_a_file_is_written_and_replaced(tmp_path: Path) -> None:
    path = str(tmp_path / "a" / "b" / "x.parquet")
    for content in (b"first", b"second"):
        write_bytes(path, content)
        with open_bytes(path) as source:
            assert source.read() == content
    assert names(tmp_path / "a" / "b") == ["x.parquet"]


@pytest.mark.parametrize("ending", [".zst", ".bz2", ".ZIP"])
def test_a_file_that_is_packed_in_another_way_is_refused(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"docs.jsonl{ending}"
    path.write_bytes(b"\x28\xb5\x2f\xfd")
    with pytest.raises(OSError, match=r"only \.gz is unpacked"), open_bytes(str(path)):
        pass


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = str(tmp_path / "x.parquet")
    write_bytes(path, b"old")

    def run_full(sink: IO[bytes]) -> None:
        sink.write(b"half")
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        write_whole(path, run_full)
    assert names(tmp_path) == ["x.parquet"]
    assert (tmp_path / "x.parquet").read_bytes() == b"old"


def test_a_full_disk_is_an_error_not_a_short_file(tmp_path: Path) -> None:
    code = (
        "import resource, signal, sys\n"
        "from pipeline.storage import write_whole\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"  # the kernel then refuses to let a file grow
        "try:\n"
        "    write_whole(sys.argv[1], lambda sink: sink.write(b'x' * 100_000))\n"
        "except OSError:\n"
        "    sys.exit(7)\n"
    )
    with run_python(code, str(tmp_path / "x.parquet")) as writer:
        assert writer.wait() == 7
    assert not any(tmp_path.iterdir())


def test_a_kill_leaves_nothing_that_a_glob_finds(tmp_path: Path) -> None:
    code = (
        "import sys, time\n"
        "from pipeline.storage import write_whole\n"
        "def slow(sink):\n"
        "    sink.write(b'half'); sink.flush(); print('writing', flush=True); time.sleep(60)\n"
        "write_whole(sys.argv[1], slow)\n"
    )
    with run_python(code, str(tmp_path / "x.parquet")) as writer:
        assert writer.stdout is not None
        while "writing" not in writer.stdout.readline():
            time.sleep(0.01)
        writer.send_signal(signal.SIGKILL)
    assert list(tmp_path.rglob("*.parquet")) == []
    (half,) = list(tmp_path.iterdir())
    assert half.name.startswith(".x.parquet.")
    assert half.name.endswith(".tmp")


def test_find_and_delete(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / name).write_bytes(b"")
    paths = [str(tmp_path / "a"), str(tmp_path / "b")]
    assert find_files(str(tmp_path)) == paths
    delete_files([*paths, str(tmp_path / "gone")])
    assert find_files(str(tmp_path)) == []


@pytest.mark.parametrize("name", ["o[1]", "t_*s", "a?", "b\\c", "**"])
def test_a_folder_is_a_name_and_no_pattern(name: str, tmp_path: Path) -> None:
    for neighbour in ("o1", "t_tables", "ab", "bc", "other"):
        write_bytes(str(tmp_path / neighbour / "x.json"), b"theirs")
    mine = tmp_path / name
    write_bytes(str(mine / "x.json"), b"ours")
    assert find_files(str(mine), "*.json") == [str(mine / "x.json")]
    delete_files([str(mine / "x.json")])
    assert find_files(str(mine)) == []
    assert len(list(tmp_path.glob("*/x.json"))) == 5


def test_a_path_that_exists_wins_over_the_glob_that_it_also_is(tmp_path: Path) -> None:
    for name in ("a[1].txt", "a1.txt", "b\\c.txt", ".hidden.txt", "half.txt.part"):
        (tmp_path / name).write_text(name)
    (tmp_path / "down" / "deep").mkdir(parents=True)
    (tmp_path / "down" / "deep" / "d.txt").write_text("d")

    def listed(pattern: str) -> list[str]:
        return [Path(file.path).relative_to(tmp_path).as_posix() for file in list_files(f"{tmp_path}/{pattern}")]

    assert listed("a[1].txt") == ["a[1].txt"]
    assert listed("a[0-9].txt") == ["a1.txt"]
    assert listed("*.txt*") == ["a1.txt", "a[1].txt", "b\\c.txt"]
    assert listed(".hidden.txt") == [".hidden.txt"]
    assert listed("**.txt") == listed("**/*.txt") == ["a1.txt", "a[1].txt", "b\\c.txt", "down/deep/d.txt"]


def test_what_is_no_file_is_listed_and_said_when_it_is_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("nowhere")
    assert list_files(f"{tmp_path}/l*") == [StoredFile(f"{tmp_path}/link", 0, 0.0)]
    for path, said in (("pipe", "no file"), ("link", "No such file"), (".", "no file"), ("a\0b", "null")):
        with pytest.raises(OSError, match=said), open_bytes(str(tmp_path / path)):
            pass
    with pytest.raises(OSError, match="no file"), open_bytes("/dev/zero"):
        pass


def test_a_flipped_bit_in_an_archive_is_an_os_error(tmp_path: Path) -> None:
    whole = gzip.compress(b"".join(b"%d\n" % (n * 7919) for n in range(20_000)))
    said = set()
    for at in range(20, len(whole), len(whole) // 40):
        damaged = bytearray(whole)
        damaged[at] ^= 4
        (tmp_path / "d.gz").write_bytes(damaged)
        with open_bytes(str(tmp_path / "d.gz")) as source, pytest.raises((OSError, EOFError)) as caught:
            source.read()
        said.add(str(caught.value).partition(":")[0])
    assert "damaged gzip" in said


def test_a_store_whose_client_is_not_installed_is_an_os_error() -> None:
    for path in ("s3://bucket/x", "gs://bucket/x", "nosuch://host/x"):
        with pytest.raises(OSError, match=r"//"), open_bytes(path):
            pass


def test_a_folder_that_cannot_be_made_is_an_os_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="file"):
        make_folder(str(tmp_path / "file" / "below"))


def test_an_unknown_scheme_is_an_os_error() -> None:
    with pytest.raises(OSError, match="nosuch"):
        list_files("nosuch://host/x")


def test_files_of_a_folder_are_those_that_glob_names(tmp_path: Path) -> None:
    for name in ("a.json", ".a.json.x.tmp", "b[1].json", "B.json", "run.gz", "run.gz.pending", ".hidden", "ü.json"):
        (tmp_path / name).touch()
    (tmp_path / "folder.json").mkdir()
    (tmp_path / "to_folder.json").symlink_to(tmp_path / "folder.json")
    (tmp_path / "to_nothing.json").symlink_to(tmp_path / "nothing")
    for pattern in ("*", "*.json", ".*.tmp", ".a.json.*.tmp", "a.json", "none", "r*.pending", "[aB]*", "b[[]1].json"):
        named = sorted(map(str, tmp_path.glob(pattern)))
        if not pattern.startswith("."):
            named = [path for path in named if not Path(path).name.startswith(".")]
        assert find_files(str(tmp_path), pattern) == [path for path in named if not Path(path).is_dir()]
    assert find_files(str(tmp_path / "none"), "*") == find_files(str(tmp_path / "a.json"), "*") == []


def test_a_folder_that_cannot_be_looked_into_is_no_empty_one(tmp_path: Path) -> None:
    loop = tmp_path / "loop"  # as a folder without rights is to others than root
    loop.symlink_to(loop)
    for pattern in (f"{loop}/*.html", f"{loop}/**/*.html", f"{loop}/page.html"):
        with pytest.raises(OSError, match="loop"):
            list_files(pattern)
    for pattern in ("*", "*/*.json", "a.json"):
        with pytest.raises(OSError, match="loop"):
            find_files(str(loop), pattern)
    for pattern in ("*/*.json", "*/*/*.json"):
        with pytest.raises(OSError, match="loop"):
            find_files(str(tmp_path), pattern)
    assert list_files(f"{tmp_path}/none/*.html") == []
    assert list_files(f"{tmp_path}/*/page.html") == []
