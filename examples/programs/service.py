"""A service: a zip with source.yaml and its files in, a newsletter or a deck out; tenants' brands are in a database.

uvicorn service:app
zip - source.yaml pictures/*.png | curl --data-binary @- localhost:8000/acme/deck -o june.pptx
"""

import io
import json
import sqlite3
import zipfile
from contextlib import closing
from functools import lru_cache

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from reportgen import Brand, Engine, Kind, Limits, ReportgenError, parse

LARGEST = 50_000_000
LIMITS = Limits(sections=60, cells=20_000, pixels=40_000_000, pages=80, seconds=10)
STATUS = {"limit": 413, "deadline": 503}
engine = Engine(limits=LIMITS).warm_up(settle=True)


@lru_cache(maxsize=100)
def brand_of(database: str, tenant: str) -> Brand | None:
    """A tenant's brand: the keys of a brand.yaml as JSON, and its logos and fonts."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        row = connection.execute("SELECT spec FROM brands WHERE tenant = ?", [tenant]).fetchone()
        files = connection.execute("SELECT name, data FROM files WHERE tenant = ?", [tenant]).fetchall()
    return Brand.from_dict(json.loads(row[0]), files=dict(files)) if row else None


def refused(status: int, *errors: dict[str, object]) -> Response:
    return JSONResponse({"errors": errors}, status)


async def build(request: Request) -> Response:
    """What the zip in a request says, as the newsletter or the deck that the path names."""
    brand = brand_of(request.app.state.database, request.path_params["tenant"])
    kind: Kind = "deck" if request.path_params["kind"] == "deck" else "newsletter"
    try:
        with zipfile.ZipFile(io.BytesIO(await request.body())) as sent:
            if brand is None or sum(one.file_size for one in sent.infolist()) > LARGEST:
                return refused(404 if brand is None else 413, {"code": "refused", "pointer": ""})
            files = {one.filename: sent.read(one) for one in sent.infolist() if not one.is_dir()}
        document = parse(files.pop("source.yaml", b""), "yaml", files=files)
        result = await engine.build_in(None, document, kind, brand=brand)
    except zipfile.BadZipFile as error:
        return refused(400, {"code": "zip", "message": str(error), "pointer": ""})
    except ReportgenError as error:
        return refused(max(STATUS.get(one.code, 422) for one in error.each), *(one.to_dict() for one in error.each))
    return Response(result.data, media_type=result.media_type, headers={"x-pages": str(result.pages)})


app = Starlette(routes=[Route("/{tenant}/{kind}", build, methods=["POST"])])
app.state.database = "tenants.sqlite"
