"""The application: pages, API, files, errors, and the guard around them all."""

from __future__ import annotations

from collections.abc import Iterable

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from retold.errors import ArchiveError, InputError, NotFoundError, RetoldError
from retold.web import openapi, render
from retold.web.assets import asset_address, by_address
from retold.web.batches import Batches
from retold.web.limits import Limits
from retold.web.pages import article, check, compare, how, merged, outlets, review, share, stories, story
from retold.web.pages import token as token_page
from retold.web.pages.common import retold_version
from retold.web.safety import Safety
from retold.web.security import LOOPBACK, Guard
from retold.web.store import Store
from retold.web.turns import Turns

_FOR_GOOD = "public, max-age=31536000, immutable"
_TITLES = {404: "Not found", 405: "Method not allowed", 413: "Too long or too large"}


def create_app(store: Store, *, hosts: Iterable[str] = LOOPBACK, token: str = "") -> FastAPI:
    """Pages and API over `store`, answering requests for one of `hosts` only (names without port; "*": any).

    With a `token` nothing is changed without it.
    """
    app = FastAPI(
        title="Retold",
        version=retold_version(),
        docs_url=None,  # FastAPI's pages load scripts from elsewhere
        redoc_url=None,
        openapi_url="/api/openapi.json",
        redirect_slashes=False,
    )
    render.environment()  # all templates, before the first reader comes
    app.state.store = store
    app.state.token = token
    app.state.batches = Batches()
    app.openapi = lambda: openapi.describe(app)  # type: ignore[method-assign]  # FastAPI's documented way
    for page in (share, stories, merged, story, compare, article, how, check, outlets, review, token_page):
        app.include_router(page.router)
    app.add_api_route("/", _front, include_in_schema=False)
    app.add_api_route("/static/{name:path}", _asset, include_in_schema=False)
    app.add_api_route("/favicon.ico", _icon, include_in_schema=False)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RetoldError, _failed)
    app.add_middleware(Turns)
    app.add_middleware(Safety, token=token)
    app.add_middleware(Limits)
    app.add_middleware(Guard, hosts=tuple(hosts))
    return app


def _front() -> Response:
    return RedirectResponse("/stories", 307)


def _asset(request: Request) -> Response:
    found = by_address().get(request.url.path)
    if found is None:
        raise HTTPException(404)
    answer = render.answer(request, found.body, found.media_type)
    answer.headers["cache-control"] = _FOR_GOOD
    return answer


def _icon() -> Response:
    return RedirectResponse(asset_address("icon.svg"), 307)


def _wants_page(request: Request) -> bool:
    """Whether the error is read by a person: asked for a page, not for data."""
    path = request.url.path
    return not path.startswith(("/api/", "/static/")) and not path.endswith((".json", ".csv", ".svg"))


def _error(request: Request, status: int, code: str, title: str, detail: str) -> Response:
    if _wants_page(request):
        return render.html(request, "error.html.j2", status=status, title=title, detail=detail)
    return render.problem(status, code, title, detail)


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    told = [f"{'.'.join(str(part) for part in one['loc'][1:])}: {one['msg']}" for one in error.errors()[:5]]
    return _error(request, 422, "bad-parameter", "A parameter makes no sense", "; ".join(told))


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    title = _TITLES.get(error.status_code, str(error.detail))
    says = f"There is no page at {request.url.path[:200]}." if error.status_code == 404 else ""
    if error.status_code == 413:
        says = str(error.detail)
    found = _error(request, error.status_code, title.lower().replace(" ", "-"), title, says)
    found.headers.update(error.headers or {})
    return found


def _failed(request: Request, error: Exception) -> Response:
    """What Retold raises on purpose: not there (404), an input that cannot be used (400), an archive out of order (503)."""
    says = str(error)
    if isinstance(error, NotFoundError):
        return _error(
            request, 404, "not-found", f"There is no such {error.kind}", f"{error.what}. {error.next_step}".strip()
        )
    if isinstance(error, InputError):
        return _error(request, 400, "bad-text", "A text cannot be used", says)
    status = 503 if isinstance(error, ArchiveError) else 400
    return _error(request, status, getattr(error, "reason", "failed"), "This cannot be answered", says)
