"""The wheel, in an empty environment: templates, fonts and brands travel in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path


def test_wheel_builds_the_example(tmp_path: Path, root: Path) -> None:
    wheels = tmp_path / "dist"
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", str(wheels), str(root)], check=True, capture_output=True
    )
    (wheel,) = wheels.glob("*.whl")
    home = tmp_path / "venv"
    venv.create(home, with_pip=True)
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    subprocess.run(
        [str(home / "bin/pip"), "install", "-q", f"{wheel}[pictures]"], check=True, capture_output=True, env=environment
    )
    shutil.copytree(root / "examples", tmp_path / "examples", ignore=shutil.ignore_patterns("brands"))
    place = tmp_path / "examples/capital-markets-in-china"
    subprocess.run(
        [str(home / "bin/reportgen"), "build", "capital-markets-in-china.yaml"], check=True, cwd=place, env=environment
    )
    for name in ("capital-markets-in-china.pdf", "capital-markets-in-china.pptx"):
        assert (place / name).stat().st_size > 50_000
    drawn = [str(home / "bin/reportgen"), "build", "capital-markets-in-china.yaml", "--as", "newsletter"]
    subprocess.run([*drawn, "--to", "svg", "--to", "png"], check=True, cwd=place, env=environment)
    subprocess.run([*drawn, "--to", "webp", "--sheet"], check=True, cwd=place, env=environment)
    for name in ("newsletter-01.svg", "newsletter-01.png", "newsletter.webp"):
        assert (place / f"capital-markets-in-china-{name}").stat().st_size > 10_000
