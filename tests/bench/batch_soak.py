"""The bar of a batch: 5,000 records of which 5 % are poisoned, undisturbed and with 20 kills; memory does not drift.

    python tests/bench/batch_soak.py [COUNT] [KILLS]

Fails unless the two folders are equal, the failures are the poisoned records, and the workers' memory (Linux) at the
end is less than a tenth above what it was after a quarter of the run.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SOURCE = """title: "For {{ name }}"
sections:
  - type: story
    headline: "Dear {{ name }}"
    body: |
      You owe {{ total|currency("EUR") }}, {{ name }}, and {{ words }}.

      This paragraph is the same for everybody.
  - {type: quote, quote: "Few words."}
  - {type: closing, when: picture, headline: H, picture: {file: '{{ picture }}', alt: A}}
"""


def records(count: int) -> list[dict[str, str]]:
    draw = random.Random(5)
    words = [f"{draw.choice('bcdfghklmnprst')}{draw.choice('aeiou')}{draw.choice('lmnrst')}" for _ in range(400)]
    made = []
    for number in range(count):
        row = {"name": f"Reader {number}", "slug": f"p{number}", "total": str(number), "picture": ""}
        row["words"] = " ".join(draw.choices(words, k=30))
        if number % 20 == 19:
            match number // 20 % 4:
                case 0:
                    row["total"] = "12,50 EUR"
                case 1:
                    row["name"] += "\x02"
                case 2:
                    row["name"] = "x" * 30_000
                case _:
                    row["picture"] = "missing.png"
        made.append(row)
    return made


def memory(parent: int) -> int:
    """Resident kB of a process's children."""
    total = 0
    for child in Path(f"/proc/{parent}/task").glob("*/children"):
        for pid in child.read_text().split():
            try:
                status = Path(f"/proc/{pid}/status").read_text()
            except OSError:
                continue
            total += sum(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
    return total


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file() and f.suffix != ".journal"
    }


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    kills = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    draw = random.Random(20)
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        (folder / "s.yaml").write_text(SOURCE)
        (folder / "p.jsonl").write_text("".join(json.dumps(row) + "\n" for row in records(count)))

        def start(out: str) -> subprocess.Popen[bytes]:
            command = [sys.executable, "-m", "reportgen", "batch", "s.yaml", "--data", "p.jsonl", "-j", "2"]
            command += ["-o", f"{out}/{{slug}}.pdf", "--resume", "--quiet"]
            return subprocess.Popen(command, cwd=folder, stderr=subprocess.DEVNULL)

        begun = time.monotonic()
        run = start("a")
        journal = folder / "a/batch.journal"
        early: list[int] = []
        late: list[int] = []
        while run.poll() is None:
            done = journal.read_bytes().count(b"\n") if journal.exists() else 0
            if 0.25 * count < done < 0.35 * count:
                early.append(memory(run.pid))
            elif done > 0.85 * count:
                late.append(memory(run.pid) or late[-1] if late else memory(run.pid))
            time.sleep(0.25)
        seconds = time.monotonic() - begun
        told = json.loads((folder / "a/batch.json").read_text())
        lines = [item["line"] for item in told["items"] if item["status"] == "failed"]
        assert run.returncode == 1, run.returncode
        assert lines == [number + 1 for number in range(count) if number % 20 == 19], lines
        print(f"undisturbed: {told['made']} made, {told['failed']} failed, {count / seconds:.1f}/s with 2 workers")
        if early and late:
            one, two = sorted(early)[len(early) // 2], sorted(late)[len(late) // 2]
            print(f"memory of the workers: {one / 1024:.0f} MB early, {two / 1024:.0f} MB late ({two / one - 1:+.1%})")
            assert two < 1.1 * one

        journal = folder / "b/batch.journal"
        for kill in range(kills):
            run = start("b")
            target = (kill + draw.random()) / kills * count * 0.95
            while run.poll() is None and (journal.read_bytes().count(b"\n") if journal.exists() else 0) < target:
                time.sleep(0.01)
            run.kill()
            run.wait()
        run = start("b")
        assert run.wait() == 1
        assert files(folder / "a") == files(folder / "b")
        print(f"the same after {kills} kills")


if __name__ == "__main__":
    main()
