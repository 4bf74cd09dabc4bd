"""The explanation of one article: every row is in it, with its words, its reasons, and an exit status to go by."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipeline.assembly import open_references
from pipeline.explain.article import read_article
from pipeline.explain.command import main
from pipeline.explain.marks import WIDTH, mark_figures
from pipeline.explain.report import render
from schemas.annotated import Annotated
from schemas.dead_letter import Rejected
from schemas.mentions import Casualty
from transforms.annotate import References, annotate, explain_choices
from transforms.mentions.casualties.explaining import explain_casualties
from transforms.mentions.entities.finding import DEFAULT

ROOT = Path(__file__).parents[3]
SEED = ROOT / "samples/seed/000_0d3525310a95d173.txt"
PAGE = ROOT / "samples/site/world/africa/kenya-livestock-market-blast-2025-03-12.html"
STORY = """\
SANTA CLARA, May 5 (AP) - A roof fell in at a dance hall on Monday, killing nine people and injuring 20, officials said.

Two of the dead were children. "Soldiers were killed here too," one man said, and 300 people died in a fire in 1987."""


@pytest.fixture(scope="module")
def references() -> References:
    return open_references(DEFAULT)


def explain(path: Path, references: References) -> tuple[Annotated, str]:
    article = read_article(str(path))
    (annotated,) = annotate([article], references)
    explanation = explain_casualties(article.text, article.title, article.anchor, annotated.dates)
    return annotated, render(annotated, explanation, explain_choices(annotated, references.places), colour=False)


def part(printed: str, heading: str) -> str:
    """What stands under a heading, up to the next."""
    return re.split(r"^[A-Z]{4}.*$", printed.partition(f"\n{heading}")[2], maxsplit=1, flags=re.MULTILINE)[0]


def text_of(printed: str) -> str:
    return printed.partition("\nTEXT\n")[2].partition("\nCASUALTY FIGURES")[0]


def figure(number: int, start: int, end: int) -> Casualty:
    return Casualty(
        f"f{number}", start, end, "", "", "killed", 1, 1, 1, "exact", "event",
        is_main=False, is_derived=False, rule="past", confidence=0.5,
    )  # fmt: skip


@pytest.mark.parametrize("path", [SEED, PAGE], ids=["seed", "page"])
def test_every_row_is_told(path: Path, references: References) -> None:
    annotated, printed = explain(path, references)
    assert annotated.casualties
    told = printed.partition("\nCASUALTY FIGURES")[2].partition("\nTHE CHOICE")[0]
    blocks = {block.split(" ", 1)[0]: " ".join(block.split()) for block in told.split("\n\n")[1:]}
    for row in annotated.casualties:
        block = blocks[row.figure_id]
        assert f'"{" ".join(row.text.split())}" {row.outcome}' in block
        assert f"code points {row.start} to {row.end}" in block
        assert f"rule {row.rule} why counted" in block
        assert ("is_main" in block) == row.is_main
        assert row.attributed_to is None or f"{row.attributed_to} ({row.attribution_type})" in block
        assert re.search(r"why the scope \S", block)


@pytest.mark.parametrize("path", [SEED, PAGE], ids=["seed", "page"])
def test_the_marks_stand_at_the_words_and_change_nothing_else(path: Path, references: References) -> None:
    annotated, printed = explain(path, references)
    marked = " ".join(text_of(printed).split())
    for row in annotated.casualties:
        assert f"[{row.figure_id} {row.outcome}: {row.text}]" in marked
        assert annotated.article.text[row.start : row.end] == row.text
    assert re.sub(r"\[f\d+ \w+: ([^]]*)\]", r"\1", marked) == " ".join(annotated.article.text.split())


def test_the_seed_tells_why(references: References) -> None:
    _, printed = explain(SEED, references)
    flat = " ".join(printed.split())
    assert "own people" in flat  # the husband and the children of a woman who is quoted are another event's
    assert "opposition activists" in flat
    assert re.search(r"its own figure is 32: chance 0\.\d\d that the article has one", flat)
    assert "counted with a number (kind_count)" in flat
    assert '"many civilians" killed' in part(printed, "READ, BUT NO ROW")


def test_each_kind_of_scope_has_its_reason(tmp_path: Path, references: References) -> None:
    path = tmp_path / "story.jsonl"
    text = (
        "ORLEY, May 5 (AP) - A bus fell into a ravine on Monday, killing 12 people, including three nurses.\n\n"
        "Earlier reports said eight people were killed. Two dogs were killed. Five people were arrested.\n\n"
        "The driver and two women were injured. About 60 people were killed on the road last year."
    )
    path.write_text(json.dumps({"text": text, "title": "Bus crash kills 12"}))
    annotated, printed = explain(path, references)
    told = " ".join(printed.split())
    reasons = {}
    for row in annotated.casualties:
        block = told.partition(f'"{row.text}" {row.outcome}')[2].partition("why the scope ")[2]
        reasons[row.text] = re.split(r' f\d+ "', block, maxsplit=1)[0]
    assert reasons["12 people"].startswith("chosen as the article's own figure")
    assert reasons["three nurses"].startswith("the sentence names it as a part, of")
    assert "gives it as an earlier report, which" in reasons["eight people"]
    assert reasons["Two dogs"].startswith("the noun is one for animals")
    assert reasons["Five people"].startswith("the first counted one of the event")
    assert reasons["About 60 people"].startswith('the words "last year"')
    assert "a sum of figures beside one another" in told


def test_dates_and_places_are_told(references: References) -> None:
    annotated, printed = explain(PAGE, references)
    assert re.search(r'"Wednesday" DATE 2025-03-12; .*anchor 2025-03-12; rule weekday', printed)
    assert re.search(r'"NAIROBI"|"Nairobi" GPE.*KE \(-1\.28', printed)
    assert f"DATES ({len(annotated.dates)})" in printed
    assert "from json-ld" in printed


def test_the_readme_shows_what_is_printed(references: References) -> None:
    section = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Why does a row say that?")[2]
    command, *excerpt = re.findall(r"^    (.+)$", section.partition("\n## ")[0], flags=re.MULTILINE)
    assert command.endswith(f"-m pipeline explain {PAGE.relative_to(ROOT)}")
    _, printed = explain(PAGE, references)
    assert len(excerpt) >= 3
    assert [line for line in excerpt if f"{line}\n" not in printed] == []


@pytest.mark.parametrize("path", [SEED, PAGE], ids=["seed", "page"])
def test_it_fits_a_terminal(path: Path, references: References) -> None:
    _, printed = explain(path, references)
    assert [line for line in printed.splitlines() if len(line) > WIDTH and " " in line.strip()] == []


@pytest.mark.parametrize(
    ("figures", "wanted"),
    [
        ([(1, 0, 8)], "[f1 killed: no harm,] two girls"),
        ([(1, 0, 7), (2, 0, 7)], "[f1 killed, f2 killed: no harm], two girls"),
        ([(1, 0, 18), (2, 9, 12)], "[f1 killed: no harm, [f2 killed: two] girls]"),
        ([(1, 0, 12), (2, 9, 18)], "[f1 killed: no harm, [f2 killed: two]f1 girls]f2"),
        ([(1, 0, 9), (2, 9, 18)], "[f1 killed: no harm, ][f2 killed: two girls]"),
    ],
    ids=["one", "the same words", "one in another", "crossing", "side by side"],
)
def test_marks_nest(figures: list[tuple[int, int, int]], wanted: str) -> None:
    assert mark_figures("no harm, two girls", [figure(*one) for one in figures]) == [f"  {wanted}"]


def test_a_page_cannot_drive_the_terminal() -> None:
    (line,) = mark_figures("\x1b[2Jtwo\x02 died\x9b", [figure(1, 4, 7)], colour=True)
    assert line == "  \ufffd[2J\x1b[1;31m[f1 killed: two]\x1b[0m\ufffd died\ufffd"


def test_the_reasons_add_up_to_the_chances() -> None:
    verdicts = explain_casualties(STORY, "Roof fall kills nine", None).verdicts
    assert [(v.outcome, v.number) for v in verdicts] == [("killed", 9), ("injured", 20)]
    for verdict in verdicts:
        assert sum(rival.chance for rival in verdict.rivals) == pytest.approx(1)
        assert [r.chance for r in verdict.rivals] == sorted((r.chance for r in verdict.rivals), reverse=True)
        for rival in verdict.rivals:
            assert sum(reason.weight for reason in rival.reasons) == pytest.approx(rival.score)
        odds = verdict.own / (1 - verdict.own)
        assert 2.718281828 ** sum(reason.weight for reason in verdict.reasons) == pytest.approx(odds, rel=1e-3)


def test_what_is_no_row_is_told_too() -> None:
    proposals = explain_casualties(STORY, None, None).proposals
    (soldiers,) = [p for p in proposals if STORY[p.start : p.end].lower() == "soldiers"]
    assert soldiers.low is None
    assert "people without a number" in soldiers.remarks
    (fire,) = [p for p in proposals if p.low == 300]
    assert (fire.scope, fire.why) == ("background", "in 1987")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "required: FILE"),
        (["none.html"], "there is no file none.html"),
        (["samples"], "is a folder"),
        (["https://example.org/story"], "nothing is fetched"),
        (["samples/documents.jsonl"], "holds 3 records: choose one with --id"),
        (["samples/documents.jsonl", "--id", "other"], "holds no record 'other'; it holds seed-amnesty"),
        (["README.md", "--published_at", "03/04/2025"], "is no date that can be read"),
        (["README.md", "--ner_model", "no_such_model"], "cannot load the spaCy pipeline"),
        (["README.md", "--colour"], "unrecognized arguments: --colour"),
    ],
)
def test_a_wrong_command_is_one_line_and_status_2(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert said in printed.err
    assert printed.err.count("\n") == 1


def test_a_list_of_addresses_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "urls.txt"
    path.write_text("https://example.org/a\n")
    assert main([str(path)]) == 2
    assert "list of addresses" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.html", "<html><body></body></html>", "no_text: "),
        ("broken.jsonl", "{broken\n", "malformed_record: "),
        ("empty.jsonl", "", "no_input: "),
        ("lost.jsonl", '{"html_file": "nowhere.html"}\n', "unreadable_input: "),
        ("damaged.txt.gz", "no gzip", "unreadable_input: "),
    ],
)
def test_an_article_that_fails_is_one_line_and_status_1(
    name: str, content: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_text(content)
    assert main([str(tmp_path / name)]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert said in printed.err
    assert printed.err.count("\n") == 1


def test_a_record_is_chosen_and_hints_fill_what_it_lacks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "docs.jsonl"
    records = [{"id": "a", "text": "Nothing."}, {"id": "b", "text": STORY, "title": "Its own headline"}]
    path.write_text("".join(json.dumps(record) + "\n" for record in records) + "{broken\n")
    assert main([str(path), "--id", "b", "--published_at", "2025-05-05T20:00-05:00", "--title", "Another"]) == 0
    printed = capsys.readouterr().out
    assert re.search(r"title +Its own headline\n", printed)
    assert "2025-05-06 01:00:00 UTC, from input" in printed
    marked = " ".join(text_of(printed).split())
    assert "[f1 killed: nine people] and injuring [f2 injured: 20], officials said" in marked
    assert re.search(r"anchor +2025-05-05,", printed)


def test_a_text_in_another_language_says_that_nothing_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    (page,) = (ROOT / "samples/site/lokales").glob("*.html")
    assert main([str(page)]) == 0
    assert "figures are read in English texts; this one is in 'de'" in capsys.readouterr().out


def test_an_archived_page_is_chosen_by_its_address(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc.gz"
    with path.open("wb") as sink:
        writer = WARCWriter(sink, gzip=True)
        for name in ("one", "two"):
            html = PAGE.read_text(encoding="utf-8").replace("Kolbara", name.title())
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            url = f"https://example.org/{name}"
            body = BytesIO(html.encode())
            writer.write_record(writer.create_warc_record(url, "response", payload=body, http_headers=headers))
    assert "Two" in read_article(str(path), wanted="https://example.org/two").text


def test_a_wall_is_rejected_with_the_reason_that_a_run_gives() -> None:
    (page,) = (ROOT / "samples/site/premium").glob("*.html")
    with pytest.raises(Rejected) as refused:
        read_article(str(page))
    assert refused.value.reason == "paywalled"


def test_help_says_what_it_does() -> None:
    command = [sys.executable, "-m", "pipeline.explain", "--help"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 - our own module
    assert "wire-ingest explain saved.html" in done.stdout
    assert "exit status" in done.stdout
    assert done.stderr == ""


def test_the_command_prints_plain_text_to_a_pipe() -> None:
    command = [sys.executable, "-m", "pipeline.explain", str(SEED)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 - our own module
    assert "[f1 killed: " in done.stdout
    assert "\x1b" not in done.stdout
    assert done.stderr == ""


def test_a_place_is_told_with_its_rivals_and_the_evidence(tmp_path: Path, references: References) -> None:
    path = tmp_path / "story.txt"
    path.write_text(
        "VALENCIA, Venezuela (AP) - A roof fell in at a hall in Valencia on Monday, killing nine people.\n\nTrains from"
        " Paris were late on Monday, and Paris was full of travellers who could not go home. The Dornmoor Hospital in"
        " Paris was shut.\n",
        encoding="utf-8",
    )
    names = part(explain(path, references)[1], "ENTITIES")
    told = {lines.split('"')[1]: " ".join(lines.split()) for lines in re.split(r"\n(?=  \d)", names) if '"' in lines}
    assert "lies where the words around the name say" in told["Valencia"]
    assert "VE" in told["Valencia"]
    assert ", ES:" not in told["Valencia"]
    assert re.search(r"Paris, FR\.11, FR: \d+ people \+6\.\d\d", told["Paris"])
    assert "other places, less likely" in told["Paris"]
    assert "in no gazetteer" in told["Dornmoor Hospital"]
    assert "the point of a town behind it" in told["Dornmoor Hospital"]
    assert "in no gazetteer" not in told["Paris"]
