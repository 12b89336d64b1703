"""How long after a save the preview shows what changed, in a real Chromium (milliseconds).

    python tests/bench/preview_rate.py [SOURCE]

Makes saves of several kinds to a copy of SOURCE (the long example of Meridian): a word of each story, lines above all
others, a longer paragraph. Prints when the deck and the newsletter stood changed in the page.
"""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[2]
SETTLED = 2.0
"""Seconds after which nothing more is awaited."""

OBSERVE = """() => { window.last = {};
  for (const kind of ["newsletter", "deck"]) new MutationObserver(() => requestAnimationFrame(() => {
    window.last[kind] = Date.now(); })).observe(document.getElementById(kind), {subtree: true, attributes: true,
    attributeFilter: ["data-digest"], childList: true}); }"""


def saves(text: str) -> list[tuple[str, str]]:
    """What is saved, one text after another."""
    made: list[tuple[str, str]] = []
    words = list(re.finditer(r"(?<=[a-z] )[a-z]{6,}(?= [a-z])", text))
    for part in (0.2, 0.5, 0.8):
        word = words[int(part * len(words))]
        made.append((f"a word in line {text[: word.start()].count(chr(10)) + 1}", changed(text, word, "something")))
    word = words[len(words) // 2]
    made.append(("three lines above all sections", text.replace("\nsections:", "\n# a\n# b\n# c\nsections:", 1)))
    made.append(
        ("a sentence more", changed(text, word, f"{word[0]} and what else there was to say of it at that time"))
    )
    made.append(("as it was", text))
    return made


def changed(text: str, word: re.Match[str], to: str) -> str:
    return text[: word.start()] + to + text[word.end() :]


def measure(page: Page, source: Path) -> None:
    text = source.read_text("utf-8")
    for what, new in saves(text):
        page.evaluate("() => { window.last = {}; }")
        source.write_text(new, "utf-8")
        saved = 1000 * time.time()
        time.sleep(SETTLED)
        last = page.evaluate("() => window.last")
        shown = [
            f"{kind} {last[kind] - saved:5.0f}" if kind in last else f"{kind}   same" for kind in ("deck", "newsletter")
        ]
        print(f"{what:32} {'   '.join(shown)}", flush=True)


def main() -> None:
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "examples/meridian-review/meridian-review.yaml"
    browser = next(found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name)))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        copied = Path(folder) / "examples"
        shutil.copytree(ROOT / "examples", copied)
        source = copied / given.resolve().relative_to(ROOT / "examples")
        command = [sys.executable, "-m", "reportgen", "preview", str(source), "--no-open"]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert server.stdout is not None
        page = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"]).new_page()
        page.goto(server.stdout.readline().split()[0])
        page.wait_for_selector("#newsletter figure svg")
        page.wait_for_selector("#deck figure svg")
        time.sleep(SETTLED)
        page.evaluate(OBSERVE)
        measure(page, source)
        server.send_signal(signal.SIGINT)
        server.wait()


if __name__ == "__main__":
    main()
