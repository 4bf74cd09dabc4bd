"""Documents files: every line becomes a request, or a failure that names the line."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from pipeline import records
from pipeline.containment import contain
from pipeline.fetchers.stored import StoredFetcher
from pipeline.sources.documents import read_documents
from schemas.dead_letter import DeadLetter, Rejected
from schemas.page import Page
from schemas.request import Request

NOW = datetime(2025, 1, 1, tzinfo=UTC)


def write(path: Path, *lines: object) -> str:
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines) + "\n"
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(text.encode()))
    else:
        path.write_text(text, encoding="utf-8")
    return str(path)


def requests(path: str) -> list[Request]:
    found = list(read_documents(path, NOW))
    assert all(isinstance(answer, Request) for answer in found), found
    return [answer for answer in found if isinstance(answer, Request)]


def replay(found: list[Request]) -> dict[str | None, Page]:
    answers = list(StoredFetcher({}).fetch(reversed(found)))
    assert all(isinstance(answer, Page) for answer in answers), answers
    return {answer.request.source_id: answer for answer in answers if isinstance(answer, Page)}


@pytest.mark.parametrize("name", ["d.jsonl", "d.jsonl.gz"])
def test_each_kind_of_body_is_replayed(tmp_path: Path, name: str) -> None:
    (tmp_path / "page.html.gz").write_bytes(gzip.compress("<p>Zażółć</p>".encode()))
    path = write(
        tmp_path / name,
        {"id": "a", "url": "https://x.example/a", "html": "<p>é 😀</p>"},
        "",
        {"id": "b", "html_file": "page.html.gz"},
        {"id": 3, "raw_text": "To Top\n\nThe story"},
        {"id": "d", "text": " kept\tto the byte \n", "title": "T", "published_at": "2025-03-01T10:00:00+02:00"},
    )
    found = requests(path)
    assert [request.source_id for request in found] == ["a", "b", "3", "d"]
    assert found[0].origin == f"{path}:1"
    assert found[3].origin == f"{path}:5"
    assert found[3].title == "T"
    assert found[3].published_at == datetime(2025, 3, 1, 10, tzinfo=timezone(timedelta(hours=2)))
    pages = replay(found)
    assert pages["a"].body.decode() == "<p>é 😀</p>"
    assert pages["a"].content_type == "text/html; charset=utf-8"
    assert pages["a"].url == "https://x.example/a"
    assert pages["b"].body.decode() == "<p>Zażółć</p>"
    assert pages["b"].content_type is None
    assert pages["3"].kind == "raw_text"
    assert pages["d"].body == b" kept\tto the byte \n"


@pytest.mark.parametrize(
    ("line", "detail"),
    [
        ("{not json", "not JSON"),
        ("[1]", "not a JSON object"),
        ('{"id": "x"}', "has none"),
        ('{"html": "a", "text": "b"}', "has html and text"),
        ('{"text": 5}', "text is not a string"),
        ('{"text": "a", "url": ["u"]}', "url is not a string"),
        ("[" * 100_000, "not JSON"),
        ('{"text": "a", "id": ' + "9" * 5000 + "}", "not JSON"),
    ],
)
def test_a_malformed_line_is_named_and_the_rest_is_read(tmp_path: Path, line: str, detail: str) -> None:
    path = write(tmp_path / "d.jsonl", {"text": "first"}, line, {"text": "last"})
    first, wrong, last = read_documents(path, NOW)
    assert isinstance(first, Request)
    assert isinstance(last, Request)
    assert isinstance(wrong, Rejected)
    assert wrong.reason == "malformed_record"
    assert wrong.detail.startswith(f"{path}:2: ")
    assert detail in wrong.detail


@pytest.mark.parametrize(
    ("stated", "moment"),
    [
        ("2025-03-01", "2025-03-01T00:00:00"),
        ("2025-03-01T10:00:00Z", "2025-03-01T10:00:00+00:00"),
        ("Sat, 01 Mar 2025 10:00:00 +0200", "2025-03-01T10:00:00+02:00"),
        ("3 JAN 90", "1990-01-03T00:00:00"),
        ("March 14, 2025 5:30 pm", "2025-03-14T17:30:00"),
        ("13/04/2025", "2025-04-13T00:00:00"),
        ("03/04/2025", None),
        ("March 2025", None),
        ("10:30", None),
        ("1970-05-00", None),
        ("last Tuesday", None),
        ("9" * 5000, None),
        ("0001-01-01T00:00:00+14:00", None),
    ],
)
def test_a_date_is_read_when_it_can_mean_only_one_day(tmp_path: Path, stated: str, moment: str | None) -> None:
    (request,) = requests(write(tmp_path / "d.jsonl", {"text": "a", "published_at": stated}))
    assert (request.published_at and request.published_at.isoformat()) == moment


def test_bytes_that_are_no_utf8_are_named(tmp_path: Path) -> None:
    path = tmp_path / "d.jsonl"
    path.write_bytes(b'{"text": "\xff"}\n')
    (wrong,) = read_documents(str(path), NOW)
    assert isinstance(wrong, Rejected)
    assert "not UTF-8" in wrong.detail


def test_a_line_without_end_is_passed_over_in_bounded_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "MAX_RECORD", 64)
    path = write(tmp_path / "d.jsonl", {"text": "x" * 500}, {"text": "short"})
    wrong, request = read_documents(path, NOW)
    assert isinstance(wrong, Rejected)
    assert "longer than 64 bytes" in wrong.detail
    assert isinstance(request, Request)
    assert request.origin.endswith(":2")
    assert replay([request])[None].body == b"short"


def test_a_lone_surrogate_is_one_replacement_character(tmp_path: Path) -> None:
    path = write(tmp_path / "d.jsonl", r'{"text": "a\ud800b"}')
    assert replay(requests(path))[None].body.decode() == "a\ufffdb"


def test_a_file_that_is_not_there_is_a_failure_of_its_record(tmp_path: Path) -> None:
    path = write(tmp_path / "d.jsonl", {"id": "a", "html_file": "gone.html"}, {"id": "b", "text": "here"})
    answers = list(StoredFetcher({}).fetch(requests(path)))
    letters = [answer for answer in answers if isinstance(answer, DeadLetter)]
    assert [(letter.source_id, letter.reason) for letter in letters] == [("a", "unreadable_input")]
    assert "gone.html" in letters[0].detail
    assert len(answers) == 2


def test_a_record_may_name_files_below_its_own_folder_only(tmp_path: Path) -> None:
    home, elsewhere = tmp_path / "home", tmp_path / "elsewhere"
    for folder in (home / "sub", elsewhere):
        folder.mkdir(parents=True)
        (folder / "page.html").write_text("<p>a page</p>")
    (home / "link.html").symlink_to("../elsewhere/page.html")
    (home / "inner.html").symlink_to("sub/page.html")
    (tmp_path / "homeless.html").write_text("<p>its folder only begins like the record's</p>")
    refused = [
        "/etc/passwd", "/proc/self/environ", "../homeless.html", "../elsewhere/page.html", "sub/../../homeless.html",
        "link.html", "s3://bucket/page.html", "file:///etc/passwd", str(elsewhere / "page.html"), "../nothing.html",
    ]  # fmt: skip
    allowed = ["sub/page.html", "sub/../inner.html", str(home / "sub" / "page.html")]
    found = requests(write(home / "d.jsonl", *({"id": name, "html_file": name} for name in [*refused, *allowed])))
    letters = [answer for answer in StoredFetcher({}).fetch(found) if isinstance(answer, DeadLetter)]
    assert sorted(letter.source_id or "" for letter in letters) == sorted(refused)
    assert {letter.reason for letter in letters} == {"outside_folder"}
    opened = [answer for answer in StoredFetcher({}, [str(elsewhere)]).fetch(found) if isinstance(answer, Page)]
    assert {page.request.source_id for page in opened} - set(allowed) == {
        "../elsewhere/page.html", "link.html", str(elsewhere / "page.html"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("path", "inside"),
    [
        ("s3://bucket/in/page.html", True),
        ("s3://bucket/in/../secret.html", False),
        ("s3://bucket/inner/page.html", False),
        ("gs://bucket/in/page.html", False),
        ("/in/page.html", False),
    ],
)
def test_a_record_on_a_store_is_held_in_the_same_way(path: str, inside: bool) -> None:  # noqa: FBT001 - a column
    if inside:
        assert contain(path, ["s3://bucket/in"]) == path
    else:
        with pytest.raises(Rejected, match="outside_folder"):
            contain(path, ["s3://bucket/in"])


def test_marks_of_byte_order_are_no_words(tmp_path: Path) -> None:
    path = tmp_path / "d.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"text": "a"}\n')
    assert replay(requests(str(path)))[None].body == b"a"
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        path.write_bytes('{"text": "a"}\n'.encode(encoding))
        with pytest.raises(OSError, match="UTF-16"):
            list(read_documents(str(path), NOW))


def test_a_damaged_archive_ends_in_an_error_after_what_could_be_read(tmp_path: Path) -> None:
    whole = gzip.compress(b"".join(b'{"text": "%d"}\n' % n for n in range(20_000)))
    path = tmp_path / "d.jsonl.gz"
    path.write_bytes(whole[: len(whole) // 2])
    lines = read_documents(str(path), NOW)
    assert isinstance(next(iter(lines)), Request)
    with pytest.raises(EOFError):
        list(lines)
