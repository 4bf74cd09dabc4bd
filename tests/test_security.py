"""SECURITY.md: each of its promises has tests that can fail, and a run calls nobody."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]

PROMISES = {
    "It calls nothing that is not public": [
        "pipeline/fetchers/connections/test_targets.py::test_nothing_that_is_not_public_is_connected_to",
        "pipeline/fetchers/connections/test_targets.py::test_a_name_is_judged_by_what_it_resolves_to",
        "pipeline/fetchers/connections/test_targets.py::test_the_operator_may_open_hosts_by_name",
        "pipeline/fetchers/connections/test_proxies.py::test_the_environment_is_left_alone_unless_asked_for",
        "pipeline/fetchers/test_hostile_hosts.py::test_each_behaviour_ends_as_the_table_says",
    ],
    "TLS is verified": [
        "pipeline/fetchers/test_hostile_hosts.py::test_each_behaviour_ends_as_the_table_says",
        "pipeline/fetchers/connections/test_targets.py::test_bad_addresses_are_refused_before_anything_is_sent",
    ],
    "A page cannot exhaust the machine": [
        "pipeline/fetchers/test_memory_bounds.py::test_sixteen_bombs_at_once_fit_into_64_mb",
        "pipeline/fetchers/test_hostile_hosts.py::test_each_behaviour_ends_as_the_table_says",
        "benchmarks/test_hostile_speed.py::test_no_page_costs_many_times_a_plain_one",
        "benchmarks/test_hostile_speed.py::test_no_text_costs_many_times_a_plain_one",
        "test_fuzzing.py::test_a_reader_answers_or_rejects",
    ],
    "A page cannot run anything or read anything": [
        "pipeline/sources/test_documents.py::test_a_record_may_name_files_below_its_own_folder_only",
        "pipeline/sources/test_documents.py::test_a_record_on_a_store_is_held_in_the_same_way",
        "transforms/feeds/test_reading.py::test_entities_and_document_types_are_not_followed",
        "test_security.py::test_a_run_over_stored_pages_calls_nobody",
    ],
    "A page cannot speak to your terminal": [
        "schemas/test_showing.py::test_what_acts_on_a_terminal_is_shown_as_such",
        "pipeline/test_command.py::test_no_name_and_no_secret_reaches_the_terminal_as_it_is",
        "pipeline/view/test_sql.py::test_a_page_does_not_speak_to_the_terminal",
        "pipeline/explain/test_explain.py::test_a_page_cannot_drive_the_terminal",
        "pipeline/lake/test_forgetting.py::test_titles_do_not_act_on_a_terminal",
        "samples/test_show.py::test_a_page_does_not_speak_to_the_terminal",
    ],
    "Secrets of addresses": [
        "schemas/test_showing.py::test_secrets_of_addresses_are_masked",
        "pipeline/test_command.py::test_no_name_and_no_secret_reaches_the_terminal_as_it_is",
        "pipeline/test_observing.py::test_inputs_are_named_as_the_catalogue_names_them",
    ],
    "A page cannot take another's place": [
        "transforms/test_parse.py::test_a_canonical_url_is_believed_within_its_site",
    ],
    "What is written is whole or not there": [
        "pipeline/test_storage.py::test_a_full_disk_is_an_error_not_a_short_file",
        "pipeline/test_storage.py::test_a_kill_leaves_nothing_that_a_glob_finds",
        "pipeline/test_storage.py::test_a_folder_is_a_name_and_no_pattern",
        "pipeline/test_bad_inputs.py::test_each_costs_itself_and_the_rest_is_read",
        "pipeline/test_killed_crawls.py::test_an_archive_of_a_killed_crawl_is_whole",
        "pipeline/state/test_fetched.py::test_what_nobody_came_back_for_is_swept",
    ],
    "Nobody calls in": [
        "pipeline/test_local_workers.py::test_worker_processes_listen_on_loopback_alone_and_call_through_no_proxy",
    ],
    "The pages of `wire-ingest view` are for you alone": [
        "pipeline/view/test_serving.py::test_a_page_comes_with_headers_that_let_nothing_of_others_run",
        "pipeline/view/test_serving.py::test_another_name_is_refused",
        "pipeline/view/test_serving.py::test_nothing_but_reading_its_own_pages",
        "pipeline/view/test_pages.py::test_what_pages_say_is_text",
        "pipeline/view/test_pages.py::test_a_source_is_linked_without_telling_it_of_us",
        "pipeline/view/test_export.py::test_it_loads_nothing_and_its_links_lead_within",
    ],
    "Other users of the machine cannot change what is read": [
        "pipeline/test_place_index.py::test_nobody_else_may_write_where_the_index_lies",
        "pipeline/test_place_index.py::test_a_damaged_or_foreign_index_is_built_anew",
    ],
    "What is forgotten is gone": [
        "pipeline/lake/test_forgetting.py::test_nothing_is_left_of_any_article_and_everything_else_is_equal",
        "pipeline/lake/test_forgetting.py::test_no_run_goes_on_as_if_nothing_had_been_forgotten",
        "pipeline/lake/test_forget.py::test_what_is_forgotten_leaves_events_to_the_others_and_no_run_brings_it_back",
    ],
    "Dependencies are pinned by hash": [
        "test_packaging.py::test_the_lock_pins_every_package_by_hash",
        "test_security.py::test_a_run_over_stored_pages_calls_nobody",
    ],
}
"""What SECURITY.md promises, in its order, by the words in bold -> what would fail if it were broken."""


def test_each_promise_has_its_tests() -> None:
    promised = (
        (ROOT / "SECURITY.md").read_text(encoding="utf-8").partition("## What is promised")[2].partition("\n## ")[0]
    )
    assert [bold.rstrip(".") for bold in re.findall(r"^- \*\*(.+?)\*\*", promised, re.MULTILINE)] == list(PROMISES)
    for tests in PROMISES.values():
        for test in tests:
            path, _, name = test.partition("::")
            assert f"def {name}(" in (ROOT / "tests" / path).read_text(encoding="utf-8"), test


_WATCHED = """
import sys

def tell(event, told):
    if event == "socket.connect" and told[1][0] not in {"127.0.0.1", "::1"} or event == "socket.getaddrinfo":
        print("CALLED", event, told, file=sys.stderr)

sys.addaudithook(tell)
if sys.argv[1] == "--try":
    import socket
    socket.getaddrinfo("localhost", 80)
else:
    from pipeline.__main__ import main
    sys.exit(main(sys.argv[1:]))
"""


def _watch(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", _WATCHED, *arguments]
    environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)  # noqa: S603


def test_a_run_over_stored_pages_calls_nobody(tmp_path: Path) -> None:
    assert "CALLED" in _watch("--try").stderr, "this test would see it"
    page = """<!doctype html><link rel=stylesheet href=http://sheets.example/a.css><script src=http://code.example/a.js>
    </script><img src=http://pictures.example/a.png><iframe src=http://frames.example/></iframe><h1>Bridge falls</h1>
    <p>Two people were killed in Homs on Sunday when a footbridge fell into the river, police said.</p>"""
    record = {"id": "1", "url": "http://quay.example/1", "html": page}
    (tmp_path / "docs.jsonl").write_text(json.dumps(record))
    done = _watch("--input", f"{tmp_path}/docs.jsonl", "--output", f"{tmp_path}/out", "--link")
    assert done.returncode == 0, done.stderr
    assert "CALLED" not in done.stderr
    assert "1 of 1 articles" in done.stdout
