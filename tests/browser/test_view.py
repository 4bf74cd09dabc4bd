"""The pages in a real browser, the network cut: by mouse and by keyboard, seen by axe, in two themes and two widths."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from pipeline.view.command import main
from tests.support.browser import Browser, find_browser, open_browser
from tests.support.viewing import invent_output, serve_view

pytestmark = pytest.mark.skipif(
    find_browser() is None,
    reason="chromium and chromedriver are not on this machine: the pages are not tried in a browser",
)

PAGES = [
    "/", "/?country=KE&outcome=killed", "/?country=XX", "/event/e000000000000000", "/article/0000000000000001",
    "/article/0000000000000001?why=f1", "/search", "/search?q=quetta", "/health", "/nothing",
]  # fmt: skip
SERIOUS = {"serious", "critical"}


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with open_browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture(scope="module")
def linked_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serve_view(invent_output(tmp_path_factory.mktemp("linked"), 40, linked=True)) as address:
        yield address


@pytest.fixture(scope="module")
def plain_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serve_view(invent_output(tmp_path_factory.mktemp("plain"), 120, linked=False)) as address:
        yield address


@pytest.fixture(autouse=True)
def _as_usual(browser: Browser) -> Iterator[None]:
    """Each test begins in a wide light window, and none may ask another machine or break the security policy."""
    browser.dress(dark=False, width=1280)
    yield
    assert [url for url in browser.asked() if not url.startswith(("http://127.0.0.1:", "file:"))] == []
    wrong = [said for said in browser.complaints() if "status of 404" not in said]
    assert wrong == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_no_serious_fault(path: str, dark: bool, browser: Browser, linked_site: str) -> None:  # noqa: FBT001
    browser.dress(dark=dark, width=1280)
    browser.open(f"{linked_site}{path}")
    assert serious_faults(browser) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("linked", [False, True], ids=["figures", "events"])
def test_axe_finds_no_serious_fault_in_the_report(
    dark: bool,  # noqa: FBT001 - parameters of the test
    linked: bool,  # noqa: FBT001
    browser: Browser,
    tmp_path: Path,
) -> None:
    file = tmp_path / "report.html"
    assert main([str(invent_output(tmp_path, 24, linked=linked)), "--export", str(file)]) == 0
    browser.dress(dark=dark, width=1280)
    browser.open(file.as_uri())
    assert serious_faults(browser) == []


def serious_faults(browser: Browser) -> list[tuple[str, list[str]]]:
    """What axe finds in the page that is open: rules, and where they are broken."""
    axe = files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    browser.run(axe)
    found = browser.run("return axe.run({resultTypes: ['violations']})")
    return [
        (fault["id"], [node["html"][:120] for node in fault["nodes"][:3]])
        for fault in found["violations"]
        if fault["impact"] in SERIOUS
    ]


@pytest.mark.parametrize("path", PAGES)
def test_a_narrow_window_does_not_scroll_sideways(path: str, browser: Browser, linked_site: str) -> None:
    browser.dress(dark=False, width=390)
    browser.open(f"{linked_site}{path}")
    assert browser.run("return document.documentElement.scrollWidth") == 390


def test_a_filter_narrows_the_list_and_its_address_is_kept(browser: Browser, plain_site: str) -> None:
    browser.open(plain_site)
    browser.click(".filters summary")
    browser.run("const c = document.querySelector('#country'); c.value = 'KE'; c.dispatchEvent(new Event('change'))")
    browser.wait_for("return location.search === '?country=KE'")
    seen = browser.text(".stories .what small")
    assert seen
    assert all("Kenya" in place for place in seen)
    browser.click(".stories .what a")
    browser.wait_for("return location.pathname.startsWith('/article/')")
    assert browser.text(".card h3")


def test_the_map_and_the_timeline_lead_to_what_they_show(browser: Browser, plain_site: str) -> None:
    browser.open(plain_site)
    for chart, parameter in (("svg.map a", "country="), ("svg.timeline a", "from=")):
        target = browser.run("return document.querySelector(arguments[0]).getAttribute('href')", chart)
        assert parameter in target
        browser.open(f"{plain_site}{target}")
        assert browser.text(".stories .what a")


def test_the_keyboard_walks_the_list_and_opens_an_article(browser: Browser, plain_site: str) -> None:
    browser.open(plain_site)
    browser.press("jjk")
    first, focused = browser.run("return [document.querySelector('.stories a').href, document.activeElement.href]")
    assert focused == first
    browser.press("\ue007")  # Enter
    browser.wait_for("return location.pathname.startsWith('/article/')")
    browser.press("/")
    browser.press("quetta\ue007")
    browser.wait_for("return location.search === '?q=quetta'")
    assert browser.text(".hit")


def test_tab_reaches_the_content_first(browser: Browser, plain_site: str) -> None:
    browser.open(plain_site)
    browser.press("\ue004")  # Tab
    assert browser.run("return document.activeElement.className") == "skip"
    assert browser.run("return document.activeElement.getBoundingClientRect().left >= 0")


def test_a_figure_and_its_words_lead_to_each_other(browser: Browser, plain_site: str) -> None:
    browser.open(f"{plain_site}/article/0000000000000001")
    browser.click("article .m.main")
    assert browser.run("return location.hash") == "#f1"
    browser.click("#f1 .id")
    assert browser.run("return document.querySelector(':target').innerText") == "5 people"
    browser.click("#f1 .why")
    browser.wait_for("return document.querySelector('#f1 .reasons') !== null")


def test_a_title_that_is_a_script_does_not_run(browser: Browser, plain_site: str) -> None:
    for path in ("/article/0000000000000003", "/?from=2024-01-04&to=2024-01-04"):
        browser.open(f"{plain_site}{path}")
        assert browser.run("return document.title") != "taken"
        assert "<script>" in browser.run("return document.body.innerText")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_whole_without_scripts(path: str, browser: Browser, linked_site: str) -> None:
    browser.open(f"{linked_site}{path}")
    with_scripts = browser.run("return document.body.innerText")
    browser.tell("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.open(f"{linked_site}{path}")
        without = browser.run("return document.body.innerText")
    finally:
        browser.tell("Emulation.setScriptExecutionDisabled", value=False)
    assert without == with_scripts


@pytest.mark.parametrize("width", [1280, 390])
def test_the_report_needs_nothing_but_itself(width: int, browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    assert main([str(invent_output(tmp_path, 40, linked=True)), "--export", str(file)]) == 0
    browser.dress(dark=width == 390, width=width)
    browser.open(file.as_uri())
    assert browser.run("return document.documentElement.scrollWidth") == width
    assert browser.run("return getComputedStyle(document.querySelector('svg.map .land')).fill") != "rgb(0, 0, 0)"
    browser.click(".stories .what a")
    assert browser.run("return document.querySelector(':target').id").startswith("event-")
    browser.click(":target .families a")
    assert browser.run("return document.querySelector(':target').id").startswith("article-")
    assert browser.asked() == [file.as_uri()]
