"""A story or a comparison to take along: one self-contained file, and the tree as a picture."""

from __future__ import annotations

import math
import re
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from starlette.exceptions import HTTPException

from retold.report.html import html_report
from retold.report.tree_graph import tree_svg
from retold.web import render
from retold.web.addresses import id_of
from retold.web.pages.common import store_of
from retold.web.pages.compare import context
from retold.web.pages.story import Part, drawn
from retold.web.reviewing import of_comparison
from retold.web.standalone import standalone

router = APIRouter()
PIXELS = 1_300_000  # of a picture: some 0.4 s, in which nobody else is answered (measured: 0.34 s a million)
SMALLEST = 0.6  # of its size a drawing can still be read
_SIZE = re.compile(r'<svg[^<>]{0,400}?\bwidth="([\d.]{1,9})"[^<>]{0,400}?\bheight="([\d.]{1,9})"')
# The file holds its own style sheet; the policy inside it names its hash.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

One = Annotated[str, Query(description="An article, as its address names it.", max_length=2000)]


@router.get("/stories/{id}.html", include_in_schema=False)
def story_file(request: Request, id: str) -> Response:
    """The page of a story as one file."""
    page = drawn(request, id, Part(whole=True))
    return page if isinstance(page, Response) else _file(request, standalone(page), "story")


@router.get("/compare.html", include_in_schema=False)
def compare_file(request: Request, one: One, other: One) -> Response:
    """A comparison as one file: what `retold compare --html` writes, with what people said of it."""
    found, _ = context(store_of(request), id_of(one), id_of(other))
    made = html_report(found.comparison, ("", ""), reviewing=of_comparison(found))
    return _file(request, made.encode("utf-8", "backslashreplace"), "comparison")


@router.get("/stories/{id}/tree.png", include_in_schema=False)
def tree_picture(request: Request, id: str) -> Response:
    """The tree as a picture, at twice its size where that is not too large, somewhat smaller where it would be."""
    drawn = tree_svg(store_of(request).story(id_of(id)))
    return render.answer(request, picture(drawn), "image/png")


def picture(svg: str) -> bytes:
    """An SVG drawing as PNG.

    Raises:
        HTTPException: 413, where the drawing is too large for a picture.
    """
    from resvg_py import svg_to_bytes

    size = _SIZE.search(svg)
    zoom = min(2.0, math.sqrt(PIXELS / (float(size[1]) * float(size[2]) or 1.0))) if size else 1.0
    if zoom < SMALLEST:
        raise HTTPException(413, "This tree is too large for a picture; take the SVG.")
    return bytes(svg_to_bytes(svg_string=svg, zoom=zoom, background="white", sans_serif_family="DejaVu Sans"))


def _file(request: Request, body: bytes, name: str) -> Response:
    found = render.answer(request, body, "text/html; charset=utf-8")
    found.headers["content-security-policy"] = _POLICY
    found.headers["content-disposition"] = f'attachment; filename="{name}.html"'
    return found
