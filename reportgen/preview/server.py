"""The page on this machine: starlette's routes around a studio, and a watcher in the background."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, get_args

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from reportgen.api import Kind
from reportgen.backends.formats import format_named, format_names
from reportgen.errors import SourceError
from reportgen.faults import as_ours
from reportgen.preview.live_publications import Studio

HOST = "127.0.0.1"
PAUSE = 0.04
"""Seconds between two looks at the files, and at what is new to be told."""

MOST_BODY = 10_000
"""Bytes of a request's body, at most."""

_PAGE = Path(__file__).with_name("page.html")
_FOREVER = {"Cache-Control": "max-age=31536000, immutable"}


def app_of(studio: Studio) -> Starlette:
    """The application: it answers only those who ask for this machine by its own name."""
    ends = threading.Event()

    async def page(_: Request) -> Response:
        return FileResponse(_PAGE, media_type="text/html")

    async def state(_: Request) -> Response:
        return JSONResponse(studio.state())

    async def sheet(request: Request) -> Response:
        svg = studio.svg(request.path_params["digest"])
        if svg is None:
            return PlainTextResponse("no such sheet", 404)
        return Response(svg, media_type="image/svg+xml", headers=_FOREVER)

    async def picture(request: Request) -> Response:
        found = studio.picture(request.path_params["key"], request.query_params.get("tone", ""))
        if found is None:
            return PlainTextResponse("no such picture", 404)
        return Response(found[0], media_type=found[1], headers=_FOREVER)

    async def alternative(request: Request) -> Response:
        if not _is_own(request):
            return PlainTextResponse("only the preview's own page changes anything", 403)
        try:
            asked: dict[str, Any] = json.loads(await _body(request))
            kind, section, by = _kind(asked["kind"]), int(asked["section"]), int(asked.get("step", 0))
        except (ValueError, KeyError, TypeError):
            return PlainTextResponse("kind, section and step are wanted", 400)
        if by:
            name = await asyncio.to_thread(studio.step, kind, section, 1 if by > 0 else -1)
            return JSONResponse({"template": name})
        await asyncio.to_thread(studio.reset, kind, section)
        return JSONResponse({"template": ""})

    async def download(request: Request) -> Response:
        kind, to = request.path_params["kind"], request.path_params["to"]
        if kind not in get_args(Kind) or to not in format_names():
            return PlainTextResponse("no such file", 404)
        try:
            made = await asyncio.to_thread(studio.file, kind, to)
        except Exception as error:
            return PlainTextResponse(str(as_ours(error)), 409)
        if made is None:
            return PlainTextResponse("it could not be made yet", 409)
        head = {"Content-Disposition": f'attachment; filename="{made[1]}"'}
        return Response(made[0], media_type=format_named(to).media, headers=head)

    async def events(_: Request) -> Response:
        async def told() -> AsyncIterator[str]:
            last = -1
            while not ends.is_set():
                if studio.version != last:
                    last = studio.version
                    yield f"data: {last}\n\n"
                await asyncio.sleep(PAUSE / 2)

        return StreamingResponse(told(), media_type="text/event-stream", headers={"Cache-Control": "no-store"})

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        watcher = threading.Thread(target=_watch, args=(studio, ends), daemon=True)
        watcher.start()
        yield
        ends.set()
        watcher.join(timeout=5)

    routes = [
        Route("/", page),
        Route("/state", state),
        Route("/events", events),
        Route("/sheet/{digest}", sheet),
        Route("/picture/{key}", picture),
        Route("/alternative", alternative, methods=["POST"]),
        Route("/download/{kind}.{to}", download),
    ]
    hosts = Middleware(TrustedHostMiddleware, allowed_hosts=[HOST, "localhost"])
    app = Starlette(routes=routes, middleware=[hosts], lifespan=lifespan)
    app.state.ends = ends
    return app


def _is_own(request: Request) -> bool:
    """Whether the preview's own page asks: a browser says with each POST from which origin it comes."""
    origin = request.headers.get("origin")
    return origin is None or origin == f"http://{request.headers.get('host', '')}"


async def _body(request: Request) -> bytes:
    """The body of a request, as far as it may be long.

    Raises:
        ValueError: it is longer than `MOST_BODY`.
    """
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_BODY:
            raise ValueError("the body is too long")
    return body


def _kind(name: object) -> Kind:
    if name == "newsletter":
        return "newsletter"
    if name == "deck":
        return "deck"
    raise ValueError(f"{name!r} is no publication")


def _watch(studio: Studio, ends: threading.Event) -> None:
    while not ends.is_set():
        with suppress(OSError):  # a folder that is renamed under way is looked at again
            studio.look()
        time.sleep(max(PAUSE, 4 * studio.listing))  # a large folder is looked at less often


def serve(studio: Studio, port: int, ready: Callable[[str], None]) -> None:
    """Serve until interrupted; `ready` is told the address. Port 0 is any that is free.

    Raises:
        SourceError: the port is taken.
    """
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        listening.listen()  # from here on a browser is heard, though not answered yet
    except OSError as error:
        raise SourceError(f"port {port} is taken", hint="choose another with --port, or leave it out") from error
    app = app_of(studio)

    class Server(uvicorn.Server):
        def handle_exit(self, sig: int, frame: Any) -> None:
            app.state.ends.set()  # or streams of events would keep the server from its end
            super().handle_exit(sig, frame)

    ready(f"http://{HOST}:{listening.getsockname()[1]}/")
    config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=2)
    Server(config).run(sockets=[listening])
