"""What all tests share: no network, no silent skips in CI, and real clients for finished files."""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from reportgen import Publication

if TYPE_CHECKING:
    from reportgen.learning.learn import Learned

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")  # the same examples on each run: a red run can be run again

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples/capital-markets-in-china/capital-markets-in-china.yaml"


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Building never reaches for the network: any connection is an error."""
    connect = socket.socket.connect

    def refuse(self: socket.socket, address: Any) -> None:
        if self.family == socket.AF_UNIX:
            return connect(self, address)
        raise AssertionError(f"a connection to {address!r}")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if os.environ.get("CI") and terminalreporter.stats.get("skipped"):
        terminalreporter.write_line("in CI no test may be skipped")


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter is not None and reporter.stats.get("skipped") and exitstatus == 0:
        session.exitstatus = 1


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def example() -> Path:
    return EXAMPLE


@pytest.fixture(scope="session")
def pages_in_libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], int]:
    """How many pages LibreOffice makes of a deck, with the bundled fonts made known to it."""
    import pypdfium2

    def count(deck: Path) -> int:
        work = tmp_path_factory.mktemp("office")
        fonts = work / "fonts.conf"
        fonts.write_text(
            '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
            f"<dir>{ROOT / 'fonts'}</dir><dir>/usr/share/fonts</dir><cachedir>{work / 'cache'}</cachedir></fontconfig>"
        )
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation=file://{work / 'profile'}",
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                str(work),
                str(deck),
            ],
            check=True,
            capture_output=True,
            timeout=180,
            env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
        )
        return len(pypdfium2.PdfDocument(work / f"{deck.stem}.pdf"))

    return count


@pytest.fixture
def publication() -> Publication:
    """The hand-built publication of `tests/backends/handmade.py`."""
    spec = importlib.util.spec_from_file_location("handmade", ROOT / "tests/backends/handmade.py")
    assert spec is not None and spec.loader is not None
    handmade = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(handmade)
    made: Publication = handmade.publication()
    return made


@pytest.fixture
def meridian(tmp_path: Path) -> Path:
    """A project with the brand Meridian in it."""
    shutil.copytree(ROOT / "examples/brands/meridian", tmp_path / "brands/meridian")
    (tmp_path / "reportgen.toml").write_text("")
    return tmp_path


@pytest.fixture(scope="session")
def templates() -> Mapping[str, bytes]:
    """The files of the templates by their names."""
    spec = importlib.util.spec_from_file_location("corporate_templates", ROOT / "tests/learning/corporate_templates.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return {name: make() for name, make in module.TEMPLATES.items()}


@pytest.fixture(scope="session")
def learned(templates: Mapping[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Learned]:
    """Every template, learned once."""
    from reportgen.learning.learn import learn

    folder = tmp_path_factory.mktemp("learned")
    made = {}
    for name, data in templates.items():
        (folder / f"{name}.potx").write_bytes(data)
        made[name] = learn(folder / f"{name}.potx", folder / name)
    return made
