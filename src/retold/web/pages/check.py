"""Where is this from? A text, a file or an address against the archive; and articles that are added through the web."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import msgspec
from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from retold.errors import InputError, OptionError, RetoldError
from retold.records.archive import Added, Found
from retold.records.article import Article
from retold.records.comparison import Note
from retold.web import render
from retold.web.addresses import article_address, id_of, key
from retold.web.batches import COLUMNS, Batch, Batches, rows_of
from retold.web.check_contexts import BatchContext, CheckContext, CheckRequest
from retold.web.limits import ADDED, TEXT
from retold.web.pages.common import answers, reference, retold_version, store_of
from retold.web.pages.compare import shown

router = APIRouter()
CLOSELY = 3  # matches of which the page says what changed: some 50 ms each
MATCHES = 10
_TOO_LONG = f"A text may have {TEXT:,} characters here. On the command line there is no limit: retold find ARCHIVE FILE"
_BOTH = "Give one of: a text, a file, an address."
_PRIVATE = "Pages on this machine and in private networks are not read from here: paste the text, or give the file."
_FIELDS = ("title", "outlet", "published", "url")


def body_of(kind: type[msgspec.Struct]) -> dict[str, Any]:
    """How the OpenAPI document describes a JSON body."""
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": reference(kind)}}}}


@router.get("/check", include_in_schema=False)
def check_form(request: Request) -> Response:
    """The form."""
    return _page(request, None)


@router.post("/check", include_in_schema=False)
async def check_sent(request: Request) -> Response:
    """The answer for a form that was sent; with `add` the article is stored, too."""

    def answered(form: FormData) -> Response:
        try:
            article, notes = _given(form)
            context = _check(request, article, notes, MATCHES, CLOSELY)
            if form.get("add"):
                added = store_of(request).add([article])
                context = msgspec.structs.replace(context, stored=bool(added.added or added.known))
        except (InputError, OptionError) as error:
            return _page(request, None, typed=_field(form, "text"), problem=_problem(error), status=400)
        return _page(request, context, typed=article.text)

    async with form_of(request) as form:
        return await run_in_threadpool(answered, form)


@router.post("/check/compare", include_in_schema=False)
async def check_beside(request: Request) -> Response:
    """The text of the form beside one article of the archive."""
    async with form_of(request) as form:
        text, other = _field(form, "text"), _field(form, "with")

    def compared() -> Response:
        from retold.compare import compare

        of_bounds(text)
        stored = store_of(request).article(id_of(other))
        try:
            found, page = shown(compare(stored, Article(text=text)))
        except InputError as error:
            return _page(request, None, typed=text, problem=str(error), status=400)
        return render.html(request, "beside.html.j2", found=found, page=page, linked=None)

    return await run_in_threadpool(compared)


@router.post(
    "/api/check",
    summary="Where is this text from?",
    operation_id="check",
    responses=answers(CheckContext, 400, 413, 503),
    openapi_extra=body_of(CheckRequest),
)
async def check_posted(request: Request) -> Response:
    """Articles of the archive that a text has to do with, closest first. Nothing is stored."""
    try:
        asked = msgspec.json.decode(await request.body(), type=CheckRequest)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return render.problem(400, "bad-request", "Not a request to check", f"{error}. See /api/openapi.json.")
    if bool(asked.text.strip()) == bool(asked.address.strip()):
        return render.problem(400, "bad-request", "Not a request to check", "Give either a text or an address.")

    def answered() -> Response:
        article, notes = _read(asked.address) if asked.address else (Article(text=asked.text), ())
        given = {name: getattr(asked, name) for name in _FIELDS if getattr(asked, name)}
        if given:
            article = msgspec.structs.replace(article, id="", **given)
        return render.document(request, _check(request, article, notes, asked.limit, asked.changes))

    return await run_in_threadpool(answered)


@router.post(
    "/api/articles",
    summary="Add articles to the archive",
    operation_id="add_articles",
    responses=answers(Added, 400, 413, 503),
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": {"oneOf": [reference(Article), {"type": "array", "items": reference(Article)}]}
                }
            },
        }
    },
)
async def articles_posted(request: Request) -> Response:
    """Add one article, or a list of them; only `text` is required of each. What is there already changes nothing."""
    try:
        sent = msgspec.json.decode(await request.body(), type=Article | list[Article])
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return render.problem(400, "bad-request", "Not articles", f"{error}. See /api/openapi.json.")
    listed = sent if isinstance(sent, list) else [sent]
    if len(listed) > ADDED or any(len(article.text) > TEXT for article in listed):
        says = f"A request may add {ADDED} articles of at most {TEXT:,} characters each; add more with `retold add`."
        return render.problem(413, "too-large", "Too much to add at once", says)
    return render.document(request, await run_in_threadpool(store_of(request).add, listed))


@router.post("/check/batch", include_in_schema=False)
async def batch_sent(request: Request) -> Response:
    """Begin a batch; the answer leads to the page that says how far it is."""
    async with form_of(request) as form:
        sent = form.get("rows")
        if not isinstance(sent, UploadFile) or not sent.filename:
            return _page(request, None, problem="Choose a CSV file with a column of texts.", status=400)
        name, data = sent.filename[:200], await sent.read()
    batch = batches_of(request).start(name, rows_of(data, name), store_of(request).find)
    if batch is None:
        return _page(request, None, problem="Too many batches wait already; try again in a while.", status=503)
    return RedirectResponse(f"/check/batch/{batch.id}", 303)


@router.get("/check/batch/{id}.csv", include_in_schema=False)
def batch_table(request: Request, id: str) -> Response:
    """The rows so far."""
    return render.table(request, "checked", COLUMNS, list(_batch(request, id).rows))


@router.get("/check/batch/{id}.json", include_in_schema=False)
@router.get(
    "/api/check/batches/{id}",
    summary="How far a batch is",
    operation_id="batch",
    responses=answers(BatchContext, 404),
)
def batch_document(request: Request, id: str) -> Response:
    """How far a batch of texts is that was sent to the page *Check*."""
    return render.document(request, _batch_context(_batch(request, id)))


@router.get("/check/batch/{id}", include_in_schema=False)
def batch_page(request: Request, id: str) -> Response:
    """How far a batch is, for people; the page asks again by itself."""
    batch = _batch_context(_batch(request, id))
    found = render.html(request, "batch.html.j2", batch=batch)
    if batch.state in ("waiting", "running"):
        found.headers["refresh"] = "2"
    return found


def batches_of(request: Request) -> Batches:
    """The batches of this server."""
    found: Batches = request.app.state.batches
    return found


def _batch(request: Request, id: str) -> Batch:
    found = batches_of(request).get(id)
    if found is None:
        raise HTTPException(404)
    return found


def _batch_context(batch: Batch) -> BatchContext:
    return BatchContext(
        retold=retold_version(),
        id=batch.id,
        name=batch.name,
        state=batch.state,
        read=batch.read,
        found=batch.found,
        failed=batch.failed,
        says=batch.says,
    )


@asynccontextmanager
async def form_of(request: Request) -> AsyncIterator[FormData]:
    """The form of a request; its files are closed behind it."""
    try:
        form = await request.form(max_files=1, max_fields=12, max_part_size=4 * TEXT)
    except HTTPException as error:
        if "maximum size" in str(error.detail):
            raise HTTPException(413, _TOO_LONG) from None
        raise InputError("the form", "form", f"cannot be read ({error.detail})", "Send it again.") from None
    try:
        yield form
    finally:
        await form.close()


def _problem(error: RetoldError) -> str:
    """What the page says of an error: of an empty form, only what to do."""
    if isinstance(error, InputError) and error.reason == "one-of":
        return error.next_step
    return str(error)


def _field(form: FormData, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""


def _given(form: FormData) -> tuple[Article, tuple[Note, ...]]:
    """The article in a form: exactly one of a text, a file and an address."""
    text, address, sent = _field(form, "text"), _field(form, "address").strip(), form.get("file")
    file = sent if isinstance(sent, UploadFile) and sent.filename else None
    if sum((bool(text.strip()), bool(address), file is not None)) != 1:
        raise InputError("the form", "one-of", "holds none or several of a text, a file and an address", _BOTH)
    if file is not None:
        from retold.reading import read_bytes

        found = read_bytes(file.file.read(), (file.filename or "the file")[:200])
        article, notes = found.article, found.notes
    else:
        article, notes = _read(address) if address else (Article(text=text), ())
    known = {name: value for name in _FIELDS if (value := _field(form, name).strip())}
    return (msgspec.structs.replace(article, id="", **known) if known else article).identified(), notes


def _read(address: str) -> tuple[Article, tuple[Note, ...]]:
    from retold.reading import read_with_notes
    from retold.reading.source import is_web

    if not is_web(address):
        raise InputError(address[:200], "url", "is not a web address", "Give one that begins with https:// or http://")
    try:
        found = read_with_notes(address)
    except InputError as error:
        if error.reason != "address":
            raise
        # The next step of the error is one that only the command line has.
        raise InputError(error.source, error.reason, error.what.removeprefix(f"{error.source}: "), _PRIVATE) from None
    return found.article, found.notes


def _check(request: Request, article: Article, notes: tuple[Note, ...], limit: int, changes: int) -> CheckContext:
    of_bounds(article.text)
    found: Found = store_of(request).find(article, limit=limit, changes=changes)
    return CheckContext(retold=retold_version(), article=article.identified(), found=found, notes=notes)


def of_bounds(text: str) -> None:
    """Refuses a text that would hold up everybody else.

    Raises:
        HTTPException: 413.
    """
    if len(text) > TEXT:
        raise HTTPException(413, _TOO_LONG)


def _page(
    request: Request, context: CheckContext | None, *, typed: str = "", problem: str = "", status: int = 200
) -> Response:
    return render.html(
        request,
        "check.html.j2",
        status=status,
        checked=context,
        typed=typed,
        problem=problem,
        count=len(store_of(request)),
        article_address=article_address,
        key=key,
    )
