"""CPU seconds of a cold `reportgen build` of the one-page example: until layout begins, by stage, and for all of it.

    python tests/bench/start_rate.py [RUNS] [SOURCE]

Each run is a fresh process, as on a command line. CPU seconds are user and system time together; what is printed is the
median of the runs, and the least in brackets, which a busy machine disturbs less. Bytecode is compiled before, into a
folder of its own, as it is where a package was installed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "examples/capital-markets-in-china/capital-markets-in-china.yaml"
MOST = 0.45
"""CPU seconds that may pass before layout begins."""

STAGES = ("python", "import", "command line", "source", "brand", "templates", "other")

MEASURED = """
import sys, time
marks = {"python": time.process_time()}
from reportgen import api
marks["import"] = time.process_time() - marks["python"]
def timed(name, function):
    def call(*given, **named):
        marks.setdefault("command line", time.process_time() - marks["python"] - marks["import"])
        began = time.process_time()
        made = function(*given, **named)
        marks[name] = time.process_time() - began
        return made
    return call
api.load_parts, api.brand_of, api.library_of = (
    timed(name, function)
    for name, function in (("source", api.load_parts), ("brand", api.brand_of), ("templates", api.library_of))
)
def begun(document, brand, library, kind, *more):
    if kind == "deck":
        import reportgen.layout.slides.makeup
    else:
        import reportgen.layout.pages.makeup
    total = time.process_time()
    marks["other"] = total - sum(marks.values())
    print(*(f"{name}={seconds}" for name, seconds in marks.items()), f"total={total}", sep=";", flush=True)
    import os
    os._exit(0)
api._compose = begun
from reportgen.cli import main
sys.argv[0] = "reportgen"
main()
"""
"""A build that ends where layout would begin; `api` is imported first, so that its imports are a stage of their own. The
rooms in which layout begins are imported ("other"), though `compose` does so itself.
"""


def environment(bytecode: str) -> dict[str, str]:
    """The variables of a process that keeps its bytecode in a folder, and has those of the command line."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": bytecode, "PYDANTIC_DISABLE_PLUGINS": "__all__"}


def until_layout(arguments: list[str], variables: dict[str, str]) -> dict[str, float]:
    """The CPU seconds of each stage of one cold build, and their `total`."""
    command = [sys.executable, "-c", MEASURED, *arguments]
    told = subprocess.run(command, check=True, capture_output=True, text=True, env=variables).stdout
    pairs = [pair.split("=") for pair in told.strip().split(";")]
    return {name: float(seconds) for name, seconds in pairs}


def whole(arguments: list[str], variables: dict[str, str]) -> float:
    """The CPU seconds of one cold build."""
    command = [sys.executable, "-m", "reportgen", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=variables)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return usage.ru_utime + usage.ru_stime


def shown(name: str, seconds: list[float]) -> str:
    return f"  {name:22} {median(seconds):6.3f} s  ({min(seconds):.3f})"


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    source = Path(sys.argv[2]) if len(sys.argv) > 2 else SOURCE
    with tempfile.TemporaryDirectory() as out, tempfile.TemporaryDirectory() as bytecode:
        variables = environment(bytecode)
        for what, options in (("newsletter to PDF", ["--as", "newsletter", "--to", "pdf"]), ("all outputs", [])):
            arguments = ["build", str(source), "-o", out, *options]
            whole(arguments, variables)  # compiles what is not yet compiled
            measured = [until_layout(arguments, variables) for _ in range(runs)]
            print(f"{source.stem}, {what}")
            for stage in STAGES:
                print(shown(stage, [one[stage] for one in measured]))
            until = [one["total"] for one in measured]
            print(shown("before layout begins", until), "" if median(until) <= MOST else f"more than {MOST}")
            print(shown("whole build", [whole(arguments, variables) for _ in range(runs)]))


if __name__ == "__main__":
    main()
