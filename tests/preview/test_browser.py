"""The preview in a real browser: it shows, follows, tells what is wrong, steps through templates, gives the files."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

ROOT = Path(__file__).parents[2]
expect.set_options(timeout=30_000)  # a busy machine may take its time

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        assert not os.environ.get("CI"), "chromium is missing"
        pytest.skip("no chromium on this machine")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser, args=QUIET)
        yield opened.new_page(viewport={"width": 1500, "height": 950})
        opened.close()


@pytest.fixture
def source(meridian: Path) -> Path:
    shutil.copytree(ROOT / "examples/capital-markets-in-china", meridian / "letter")
    return meridian / "letter/capital-markets-in-china.yaml"


@pytest.fixture
def address(source: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "reportgen", "preview", str(source), "--no-open"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=source.parent)
    assert server.stdout is not None
    yield server.stdout.readline().split()[0]
    server.send_signal(signal.SIGINT)
    assert server.wait(20) in (0, 130, -signal.SIGINT)


def test_a_headline_is_written_broken_and_mended(page: Page, address: str, source: Path) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address)
    expect(page.locator("#deck figure svg")).to_have_count(9)
    expect(page.locator("#newsletter figure svg")).to_have_count(1)
    expect(page.locator("#status")).to_contain_text("up to date")
    first = page.locator("#deck .sheet").first.get_attribute("data-digest")

    text = source.read_text("utf-8")
    masthead = next(line for line in text.splitlines() if "masthead:" in line)
    source.write_text(text.replace(masthead, f"{masthead} now"), "utf-8")
    expect(page.locator("#deck .sheet").first).not_to_have_attribute("data-digest", first or "")
    expect(page.locator("#problems li")).to_have_count(0)

    number = text.splitlines().index(masthead) + 1
    source.write_text(text.replace("masthead:", "mathead:", 1), "utf-8")
    wrong = page.locator("#problems li")
    expect(wrong).to_contain_text(f":{number}:")
    expect(wrong).to_contain_text('did you mean "masthead"?')
    expect(page.locator("#problems .wrong")).to_contain_text("mathead:")
    expect(page.locator("#status")).to_contain_text("1 problem")
    expect(page.locator("#deck figure svg")).to_have_count(9)  # the last good one is still there

    source.write_text(text, "utf-8")
    expect(page.locator("#problems li")).to_have_count(0)
    expect(page.locator("#deck .sheet").first).to_have_attribute("data-digest", first or "")
    assert errors == []


def test_templates_and_files(page: Page, address: str) -> None:
    page.goto(address)
    cover = page.locator('#deck .part[data-section="0"]')
    template = cover.locator(".template").inner_text()
    cover.get_by_title("Next template").click()
    expect(page.locator('#deck .part.chosen[data-section="0"]')).to_contain_text("layout: {deck:")
    assert cover.locator(".template").inner_text() != template
    cover.get_by_title("Leave it to the engine").click()
    expect(page.locator("#deck .part.chosen")).to_have_count(0)
    expect(cover.locator(".template")).to_have_text(template)
    for name, begins in (("Newsletter PDF", b"%PDF"), ("Deck PPTX", b"PK")):
        with page.expect_download() as download:
            page.get_by_role("link", name=name).click()
        assert Path(download.value.path()).read_bytes().startswith(begins)
