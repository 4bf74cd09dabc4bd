"""A headless Chromium over WebDriver, spoken to as the standard says; whatever it asks of other machines is told."""

from __future__ import annotations

import base64
import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # W3C WebDriver, 12.1
_OPTIONS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--force-color-profile=srgb",
    "--hide-scrollbars", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]  # fmt: skip


def find_browser() -> tuple[str, str] | None:
    """Chromium and its driver; None on a machine that lacks either."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    return (browser, driver) if browser and driver else None


@dataclass
class Browser:
    """A window. session: the address of its session."""

    session: str

    def call(self, method: str, path: str, **body: Any) -> Any:
        """A command of WebDriver; its value. Raises AssertionError for what it refuses."""
        answer = requests.request(method, f"{self.session}{path}", json=body if method == "POST" else None, timeout=60)
        value = answer.json()["value"]
        assert answer.ok, f"{method} {path}: {value['message']}"
        return value

    def open(self, address: str) -> None:
        """Go there, and wait until it has loaded."""
        self.call("POST", "/url", url=address)

    def run(self, script: str, *arguments: Any) -> Any:
        """Run a script's body in the page; what it returns, once a promise is kept."""
        return self.call("POST", "/execute/sync", script=script, args=list(arguments))

    def wait_for(self, script: str) -> None:
        """Until a script's body returns true, as it does once a click's page has come; at most ten seconds."""
        for _ in range(100):
            if self.run(script):
                return
            time.sleep(0.1)
        raise AssertionError(f"still not so: {script}")

    def text(self, selector: str) -> list[str]:
        """The text that is seen in each element of a CSS selector."""
        found: list[str] = self.run(
            "return [...document.querySelectorAll(arguments[0])].map(e => e.innerText)", selector
        )
        return found

    def click(self, selector: str) -> None:
        """Click on the first element of a CSS selector."""
        found = self.call("POST", "/element", using="css selector", value=selector)
        self.call("POST", f"/element/{found[_ELEMENT]}/click")

    def press(self, keys: str) -> None:
        """Press keys one after another, wherever the focus is."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self.call("POST", "/actions", actions=[{"type": "key", "id": "keys", "actions": actions}])

    def dress(self, *, dark: bool, width: int, height: int = 900) -> None:
        """Choose theme and size of the window, in CSS pixels."""
        theme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self.tell("Emulation.setEmulatedMedia", features=theme)
        self.tell("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def tell(self, command: str, **parameters: Any) -> Any:
        """A command of the DevTools protocol."""
        return self.call("POST", "/goog/cdp/execute", cmd=command, params=parameters)

    def picture(self, *, whole: bool) -> bytes:
        """A PNG of the window, or of the whole page."""
        shot = self.tell("Page.captureScreenshot", format="png", captureBeyondViewport=whole, **self._area(whole=whole))
        return base64.b64decode(shot["data"])

    def _area(self, *, whole: bool) -> dict[str, Any]:
        if not whole:
            return {}
        size = self.tell("Page.getLayoutMetrics")["cssContentSize"]
        return {"clip": {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], 8000), "scale": 1}}

    def asked(self) -> list[str]:
        """The addresses that pages have asked for since the last call."""
        entries = [
            json.loads(entry["message"])["message"] for entry in self.call("POST", "/se/log", type="performance")
        ]
        urls = [e["params"]["request"]["url"] for e in entries if e["method"] == "Network.requestWillBeSent"]
        return [
            url for url in urls if not url.startswith(("chrome:", "data:"))
        ]  # its own first page, and what pages hold

    def complaints(self) -> list[str]:
        """What stood in the console since the last call: errors of scripts, what the security policy refused."""
        return [str(entry["message"]) for entry in self.call("POST", "/se/log", type="browser")]


@contextmanager
def open_browser(folder: Path) -> Iterator[Browser]:
    """A browser with a new profile in `folder`. Raises RuntimeError on a machine without one: see find_browser."""
    found = find_browser()
    if found is None:
        raise RuntimeError("chromium and chromium-driver are not installed")
    browser, driver = found
    port = _free_port()
    capabilities: Mapping[str, Any] = {
        "browserName": "chrome",
        "goog:chromeOptions": {"binary": browser, "args": [*_OPTIONS, f"--user-data-dir={folder}"]},
        "goog:loggingPrefs": {"performance": "ALL", "browser": "ALL"},
    }
    command = [driver, f"--port={port}", "--log-level=OFF"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:  # noqa: S603
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(port)
            begun = requests.post(
                f"{address}/session", json={"capabilities": {"alwaysMatch": capabilities}}, timeout=120
            ).json()["value"]
            assert "sessionId" in begun, begun
            window = Browser(f"{address}/session/{begun['sessionId']}")
            try:
                yield window
            finally:
                requests.delete(window.session, timeout=30)
        finally:
            process.terminate()
            process.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _wait_for(port: int) -> None:
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("chromedriver did not start")
