"""A batch whose files go to S3: a server that runs in the test, and the driver that people install."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

moto = pytest.importorskip("moto.server", reason="moto's server is not installed")
pytest.importorskip("s3fs", reason="s3fs is not installed")

SOURCE = """title: "For {{ name }}"
outputs: newsletter.pdf
sections:
  - {type: story, headline: "Dear {{ name }}", body: "A few words for {{ name }}."}
"""


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "letter.yaml").write_text(SOURCE, "utf-8")
    (tmp_path / "people.csv").write_text("id,name\n1,Ann\n2,Bo\n3,Cy\n", "utf-8")
    return tmp_path


class Store:
    """What the server holds, seen from within: the tests themselves make no connection."""

    def __init__(self, bucket: str) -> None:
        from moto.core.models import DEFAULT_ACCOUNT_ID
        from moto.s3.models import s3_backends

        self._backend: Any = s3_backends[DEFAULT_ACCOUNT_ID]["aws"]
        self._bucket = bucket
        if bucket not in self._backend.buckets:
            self._backend.create_bucket(bucket, "us-east-1")

    def files(self, folder: str, ending: str = ".pdf") -> dict[str, bytes]:
        """The files in a folder by their names."""
        keys = self._backend.buckets[self._bucket].keys
        names = [name for name in keys if name.startswith(f"{folder}/") and name.endswith(ending)]
        return {name.rpartition("/")[2]: keys[name].value for name in names}

    def put(self, name: str, data: bytes) -> None:
        self._backend.put_object(self._bucket, name, data)

    def remove(self, name: str) -> None:
        self._backend.delete_object(self._bucket, name)

    @property
    def buckets(self) -> set[str]:
        return set(self._backend.buckets)


@pytest.fixture
def store(endpoint: str) -> Store:
    return Store("letters")


def batch(folder: Path, endpoint: str, *more: str) -> subprocess.CompletedProcess[str]:
    keys = {"AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing", "AWS_ENDPOINT_URL": endpoint}
    command = [sys.executable, "-m", "reportgen", "batch", "letter.yaml", "--data", "people.csv", "-j", "1", *more]
    environment = {**os.environ, **keys, "AWS_DEFAULT_REGION": "us-east-1"}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=240, check=False
    )


def test_files_go_to_s3_and_are_known_again(folder: Path, endpoint: str, store: Store) -> None:
    out = ("-o", "s3://letters/june/{id}.pdf")
    first = batch(folder, endpoint, *out)
    assert first.returncode == 0, first.stderr
    assert "3 made, 0 unchanged, 0 failed" in first.stdout
    blobs = store.files("june")
    assert sorted(blobs) == ["1.pdf", "2.pdf", "3.pdf"]

    local = batch(folder, endpoint, "-o", "here/{id}.pdf")
    assert local.returncode == 0, local.stderr
    assert {file.name: file.read_bytes() for file in (folder / "here").glob("*.pdf")} == blobs

    assert "0 made, 3 unchanged" in batch(folder, endpoint, *out).stdout
    store.remove("june/2.pdf")  # Somebody took one away, and wrote over another.
    store.put("june/3.pdf", b"not a letter")
    assert "2 made, 1 unchanged" in batch(folder, endpoint, *out).stdout
    assert store.files("june") == blobs


def test_the_account_says_what_lies_there(folder: Path, endpoint: str, store: Store) -> None:
    done = batch(folder, endpoint, "-o", "s3://letters/july/{id}.pdf")
    assert done.returncode == 0, done.stderr
    account = json.loads(store.files("july", ".json")["batch.json"])
    digests = {name: digest for one in account["items"] for name, digest in one["sha256"].items()}
    assert digests == {name: hashlib.sha256(blob).hexdigest() for name, blob in store.files("july").items()}
    assert len(digests) == 3


def test_a_bucket_that_is_not_there_is_told_and_not_made(folder: Path, endpoint: str, store: Store) -> None:
    """A name that is misspelled would be a new bucket, of which nobody knows."""
    done = batch(folder, endpoint, "-o", "s3://nobody-has-this/{id}.pdf")
    assert done.returncode in (1, 2)
    assert "cannot write to s3://nobody-has-this" in done.stderr
    assert "Traceback" not in done.stderr
    assert store.buckets == {"letters"}
