"""What sites gave to a run, how many are told apart, and which have fallen silent."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.__main__ import main
from pipeline.silent_sites import find_silent_sites, take_sites
from tests.support.story_site import story_site
from transforms.sites import OTHERS, namespace_of

ARTICLES, FAILURES = namespace_of("articles"), namespace_of("failures")
NIGHTLY = {"inputs": ("urls.txt",), "watch": None}


def told(*inputs: str, **gave: int) -> dict[str, object]:
    return {
        "settings": {"inputs": list(inputs)},
        "sites": {f"{site}.example": {"articles": gave[site]} for site in gave},
    }


def test_sites_are_told_apart_up_to_a_bound() -> None:
    counters = {(ARTICLES, f"{number}.example"): 2 for number in range(1_500)}
    counters |= {(FAILURES, "7.example"): 1, (ARTICLES, OTHERS): 5, ("parse", "done"): 9}
    sites = take_sites(counters)
    assert len(sites) == 1_001
    assert next(iter(sites.items())) == ("7.example", {"articles": 2, "failures": 1})
    assert sites[OTHERS] == {"articles": 5 + 2 * 500}


def test_who_gave_articles_and_gives_none_is_named() -> None:
    earlier = [told("urls.txt", a=3, b=1, c=2), told("urls.txt", d=1, e=1)]
    now = {"a.example": {"articles": 1}, "b.example": {"failures": 4}, "c.example": {"nothing_new": 2}}
    assert find_silent_sites(now, NIGHTLY, earlier) == ["b.example", "d.example", "e.example"]


def test_runs_of_other_inputs_and_of_watchers_miss_only_who_fails() -> None:
    now = {"b.example": {"failures": 4}}
    assert find_silent_sites(now, NIGHTLY, [told("others.txt", a=3, b=1)]) == ["b.example"]
    assert find_silent_sites(now, {**NIGHTLY, "watch": 1.0}, [told("urls.txt", a=3, b=1)]) == ["b.example"]


def test_what_was_long_ago_is_not_missed() -> None:
    assert not find_silent_sites({}, NIGHTLY, [*[told("urls.txt")] * 5, told("urls.txt", a=3)])


def test_the_manifest_the_closing_table_and_the_list_of_runs_tell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    urls, out = tmp_path / "urls.txt", tmp_path / "out"
    with story_site() as site:
        story = site.put_story("/a")
        urls.write_text(f"{story}\n{site.put('/gone', '', status=404)}\n{story}\n")
        command = ["--input", str(urls), "--output", str(out), "--host_delay", "0", "--allow_host", "127.0.0.1"]
        assert main([*command, "--run_id", "first"]) == 0
        assert main([*command, "--run_id", "second"]) == 0
        site.put("/a", "", status=404)
        capsys.readouterr()
        assert main([*command, "--run_id", "third"]) == 0
    assert "no article now, some in the last runs: 127.0.0.1\n" in capsys.readouterr().out
    manifests = [json.loads((out / "_runs" / f"{name}.json").read_text()) for name in ("first", "second", "third")]
    assert [manifest["repeated_requests"] for manifest in manifests] == [1, 1, 1], "counted there, and of no site"
    assert [manifest["nothing_new"] for manifest in manifests] == [{}, {"not_modified": 1}, {}]
    assert [manifest["sites"] for manifest in manifests] == [
        {"127.0.0.1": {"articles": 1, "failures": 1}},
        {"127.0.0.1": {"nothing_new": 1, "failures": 1}},
        {"127.0.0.1": {"failures": 2}},
    ]
    assert [manifest["silent_sites"] for manifest in manifests] == [[], [], ["127.0.0.1"]]
    assert main(["runs", str(out)]) == 0
    assert capsys.readouterr().out.endswith("no article in third, some in the runs before it: 127.0.0.1\n")
