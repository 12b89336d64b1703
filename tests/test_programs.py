"""The programs in examples/: they are short, type checkers have nothing to say, and they do what they tell."""

from __future__ import annotations

import asyncio
import io
import json
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx2
import pytest
from PIL import Image

EXAMPLES = Path(__file__).parent.parent / "examples"
PROGRAMS = sorted([*(EXAMPLES / "programs").glob("*.py"), *(EXAMPLES / "plugin").rglob("*.py")])


def loaded(name: str) -> ModuleType:
    spec = spec_from_file_location(name, EXAMPLES / f"programs/{name}.py")
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_each_is_short() -> None:
    assert all(len(program.read_text("utf-8").splitlines()) <= 60 for program in PROGRAMS)
    assert not [program for program in PROGRAMS if "# type:" in program.read_text("utf-8")]


def test_mypy_has_nothing_to_say(tmp_path: Path) -> None:
    (tmp_path / "mypy.ini").write_text("[mypy]\nstrict = True\n")
    checked = run([sys.executable, "-m", "mypy", "--config-file", str(tmp_path / "mypy.ini")], tmp_path)
    assert checked.returncode == 0, checked.stdout


def test_pyright_has_nothing_to_say(tmp_path: Path) -> None:
    (tmp_path / "pyrightconfig.json").write_text(json.dumps({"typeCheckingMode": "standard"}))
    checked = run([sys.executable, "-m", "pyright", "--pythonpath", sys.executable], tmp_path)
    assert checked.returncode == 0, checked.stdout


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*command, *map(str, PROGRAMS)], capture_output=True, text=True, cwd=folder, check=False)


def test_the_notebook(tmp_path: Path) -> None:
    made = loaded("notebook").main(tmp_path)
    assert [result.format for result in made] == ["pdf", "pptx"]
    pictures = sorted(tmp_path.glob("*.png"))
    assert len(pictures) == sum(result.pages for result in made)
    assert Image.open(pictures[0]).format == "PNG"
    figure = next(iter(made[0].publication.pictures.values())) if made[0].publication.pictures else None
    assert figure is not None and {one.media for one in made[0].publication.pictures.values()} >= {"image/svg+xml"}


SOURCE = """\
title: Letter {number}
sections:
  - type: story
    headline: Number {number}
    body: Words of it, and {number}.
    figure: {{file: pictures/a.png, alt: A ground}}
"""


def zipped(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/").replace("_yaml", ".yaml").replace("_png", ".png"), data)
    return stream.getvalue()


@pytest.fixture
def service(tmp_path: Path) -> Any:
    """The service, with tenants in a database: the brands that ship."""
    import yaml

    module = loaded("service")
    module.app.state.database = str(tmp_path / "tenants.sqlite")
    with sqlite3.connect(module.app.state.database) as connection:
        connection.execute("CREATE TABLE brands (tenant TEXT PRIMARY KEY, spec TEXT)")
        connection.execute("CREATE TABLE files (tenant TEXT, name TEXT, data BLOB)")
        for name in ("cirrus", "meridian", "northfield"):
            folder = EXAMPLES / "brands" / name
            spec = json.dumps(yaml.safe_load((folder / "brand.yaml").read_text("utf-8")))
            connection.execute("INSERT INTO brands VALUES (?, ?)", [name, spec])
            for file in folder.glob("*.svg"):
                connection.execute("INSERT INTO files VALUES (?, ?, ?)", [name, file.name, file.read_bytes()])
    connection.close()
    return module


def asked(service: Any, ask: Callable[[httpx2.AsyncClient], Any]) -> Any:
    async def answers() -> Any:
        transport = httpx2.ASGITransport(app=service.app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://service", timeout=60) as client:
            return await ask(client)

    return asyncio.run(answers())


def picture() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (300, 200), "teal").save(stream, "PNG")
    return stream.getvalue()


def test_fifty_requests_at_a_time(service: Any, tmp_path: Path) -> None:
    tenants = ("cirrus", "meridian", "northfield")
    written: list[str] = []
    watching = [True]

    def watch(event: str, given: tuple[Any, ...]) -> None:
        if watching[0] and event == "open" and isinstance(given[1], str) and set(given[1]) & set("wax+"):
            written.append(str(given[0]))

    async def fifty(client: httpx2.AsyncClient) -> list[httpx2.Response]:
        def one(number: int) -> Any:
            body = zipped(source_yaml=SOURCE.format(number=number % 10).encode(), pictures__a_png=picture())
            return client.post(f"/{tenants[number % 3]}/{('newsletter', 'deck')[number % 2]}", content=body)

        return list(await asyncio.gather(*map(one, range(50))))

    sys.addaudithook(watch)
    try:
        answers = asked(service, fifty)
    finally:
        watching[0] = False
    assert {answer.status_code for answer in answers} == {200}
    assert answers[0].content[:5] == b"%PDF-" and answers[1].content[:2] == b"PK"
    assert answers[3].content == answers[33].content != answers[9].content  # the same letter of the same tenant
    assert not [
        name
        for name in written
        if not name.endswith(".pyc") and "__pycache__" not in name and not name.startswith("/dev/")
    ]


def test_errors_are_for_forms(service: Any) -> None:
    bad = zipped(source_yaml=b"title: T\nsections:\n  - {type: story, hedline: x}\n  - {type: qoute}\n")
    long = zipped(source_yaml=("title: T\nsections:\n" + "  - {type: quote, quote: x}\n" * 61).encode())

    async def ask(client: httpx2.AsyncClient) -> Any:
        posts = [("/cirrus/deck", bad), ("/nobody/deck", bad), ("/cirrus/deck", b"no zip"), ("/cirrus/deck", long)]
        return [await client.post(path, content=body) for path, body in posts]

    answers = asked(service, ask)
    assert [answer.status_code for answer in answers] == [422, 404, 400, 413]
    told = [(one["code"], one["pointer"]) for one in answers[0].json()["errors"]]
    assert told == [("unknown-key", "/sections/0/hedline"), ("unknown-value", "/sections/1/type")]
    assert answers[3].json()["errors"][0]["message"] == "there are 61 sections; the most is 60"
